# pointers to constant characters
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import *
from rpython.translator.tool.cbuild import ExternalCompilationInfo
eci = ExternalCompilationInfo(separate_module_sources=['const char *hello(void) { return "hello world"; }'],
   post_include_bits=['const char *hello(void);'])
z = llexternal('hello', [], CONST_CCHARP, compilation_info=eci)


def main():
    b = lltype.malloc(CCHARP.TO, 5, flavor='raw')
    b[0]='A'
    b[1]='B'
    b[2]='C'
    b[3]='\x00'
    b[4]='E'
    c = cast(CONST_CCHARP, b)
    print len(constcharp2str(c)), len(constcharpsize2str(c, 5))
    lltype.free(b, flavor='raw')
    print constcharp2str(z())


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
