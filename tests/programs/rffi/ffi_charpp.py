# arrays of C strings
# skip: untranslated (prints bools, floats or lists of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import *
from rpython.translator.tool.cbuild import ExternalCompilationInfo
eci = ExternalCompilationInfo(separate_module_sources=['''
#include <string.h>
int total(char *args[]) { int l = 0; char **p = args; while (*p) { l += strlen(*p); p++; } return l; }
'''], pre_include_bits=('int total(char**);',))
z = llexternal('total', [CCHARPP], lltype.Signed, compilation_info=eci)


def main():
    ss = liststr2charpp(["xxx", "x", "xxxx"])
    print z(ss)
    print charpp2liststr(ss)
    free_charpp(ss)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
