# a C function that comes along as source
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import *
from rpython.translator.tool.cbuild import ExternalCompilationInfo
eci = ExternalCompilationInfo(separate_module_sources=["int add3(int x) { return x + 3; }"],
    pre_include_bits=("int add3(int);",))
z = llexternal('add3', [lltype.Signed], lltype.Signed, compilation_info=eci)


def main():
    print z(8)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
