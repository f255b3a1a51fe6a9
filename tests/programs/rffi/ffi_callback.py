# RPython functions that C calls, with an exception in one
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import *
from rpython.translator.tool.cbuild import ExternalCompilationInfo
from rpython.rtyper.annlowlevel import llhelper
eci = ExternalCompilationInfo(separate_module_sources=['''
#include "src/precommondefs.h"
RPY_EXTERN Signed eating(Signed arg, Signed(*call)(Signed)) { Signed r = call(arg); return r; }
'''], post_include_bits=['RPY_EXTERN Signed eating(Signed, Signed(*)(Signed));'])
eating = llexternal('eating', [SIGNED, CCallback([SIGNED], SIGNED)], SIGNED, compilation_info=eci)


def g(i):
    return i + 3


def one(i):
    return i


def two(i):
    return i + 2


def raising(i):
    if i > 3:
        raise ValueError
    return 3


raising._errorcode_ = -1
G = lltype.Ptr(lltype.FuncType([lltype.Signed], lltype.Signed))


def choose(i):
    if i > 3:
        return eating(i, one)
    return eating(i, two)


def main():
    print eating(3, g)
    print choose(4), choose(1)
    print eating(2, raising), eating(13, raising)
    print eating(3, llhelper(G, g))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
