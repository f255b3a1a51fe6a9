# qsort with RPython functions as comparison
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import *
from rpython.translator.tool.cbuild import ExternalCompilationInfo
from rpython.rtyper.annlowlevel import llhelper
eci = ExternalCompilationInfo(includes=['stdlib.h'])
CMP = CCallback([VOIDP, VOIDP], INT)
qsort = llexternal('qsort', [VOIDP, SIZE_T, SIZE_T, CMP], lltype.Void, compilation_info=eci)


def cmp(a, b):
    x = cast(SIGNEDP, a)[0]
    y = cast(SIGNEDP, b)[0]
    if x < y:
        return cast(INT, -1)
    if x > y:
        return cast(INT, 1)
    return cast(INT, 0)


def rcmp(a, b):
    return cast(INT, -cast(SIGNED, cmp(a, b)))


def main():
    n = 10
    a = lltype.malloc(SIGNEDP.TO, n, flavor='raw')
    for i in range(n):
        a[i] = (i * 7 + 3) % 10
    qsort(cast(VOIDP, a), cast(SIZE_T, n), cast(SIZE_T, sizeof(SIGNED)), cmp)
    print [a[i] for i in range(n)]
    qsort(cast(VOIDP, a), cast(SIZE_T, n), cast(SIZE_T, sizeof(SIGNED)), llhelper(CMP, rcmp))
    print [a[i] for i in range(n)]
    lltype.free(a, flavor='raw')


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
