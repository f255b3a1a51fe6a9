"""Structs that C code knows by name."""
EXPORTS_names = set()
EXPORTS_obj2name = {}


def export_struct(name, struct):
    raise NotImplementedError("export_struct(%r): structs are not exported yet; export a function that gives a pointer "
                              "to it, with rpython.rlib.entrypoint" % (name,))


def clear():
    EXPORTS_names.clear()
    EXPORTS_obj2name.clear()
