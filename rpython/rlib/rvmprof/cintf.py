"""What interpreters ask about profiling on this machine."""
from rpython.rlib.rvmprof.rvmprof import VMProfPlatformUnsupported

# Programs here cannot be sampled: see `rvmprof.enable`.
IS_SUPPORTED = False
