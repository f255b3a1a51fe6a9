# bare function pointers and the pointer behind a wrapper
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import *
from rpython.translator.tool.cbuild import ExternalCompilationInfo
eci = ExternalCompilationInfo(includes=['stdlib.h'])
labs = llexternal('labs', [lltype.Signed], lltype.Signed, _callable=lambda x: abs(x), compilation_info=eci, sandboxsafe=True, elidable_function=True)
nw = llexternal('labs', [lltype.Signed], lltype.Signed, compilation_info=eci, _nowrapper=True)


def main():
    print labs(-4), nw(-5)
    print labs._ptr(-6)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
