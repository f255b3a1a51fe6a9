# variables of C code
# skip: reference (wants the name of the C type of a Signed)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import *
from rpython.translator.tool.cbuild import ExternalCompilationInfo
eci = ExternalCompilationInfo(separate_module_sources=['''
long extvar_x = 3;
long extvar_y = 77;
char *extvar_s = "start";
'''])
get_x, set_x = CExternVariable(lltype.Signed, 'extvar_x', eci)
get_s, set_s = CExternVariable(CCHARP, 'extvar_s', eci)
get_only = CExternVariable(lltype.Signed, 'extvar_y', eci, getter_only=True)


def main():
    a = get_x()
    set_x(13)
    print a + get_x(), get_only()
    print charp2str(get_s())
    p = str2charp("other")
    set_s(p)
    print charp2str(get_s())
    free_charp(p)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
