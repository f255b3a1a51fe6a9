# objects that C knows by number
# skip: reference (a list of structs that are kept cannot hold None)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import *
TP = lltype.Ptr(lltype.GcStruct('X', ('x', lltype.Signed)))


def main():
    s = lltype.malloc(TP.TO)
    s.x = 8
    pos = register_keepalive(s)
    print get_keepalive_object(pos, TP).x
    unregister_keepalive(pos, TP)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
