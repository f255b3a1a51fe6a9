"""The registry of Windows."""
raise ImportError("rwinreg: the registry exists on Windows only")
