# strings and pointers as arguments of C functions
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import *
from rpython.translator.tool.cbuild import ExternalCompilationInfo
eci = ExternalCompilationInfo(includes=['string.h', 'wchar.h'])
z = llexternal('strlen', [CCHARP], lltype.Signed, compilation_info=eci)
w = llexternal('wcslen', [CWCHARP], lltype.Signed, compilation_info=eci)
zs = llexternal('strlen', [CCHARP], SIZE_T, compilation_info=eci)


def main():
    s = str2charp("xxx")
    print z(s)
    free_charp(s)
    u = unicode2wcharp(u"xxx\xe9")
    print w(u)
    free_wcharp(u)
    r1 = zs("abcd")
    s = str2charp("Xxx")
    r2 = zs(s)
    free_charp(s)
    print cast(SIGNED, r1 * 10 + r2)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
