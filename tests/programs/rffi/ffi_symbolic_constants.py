# values that C code or the finished program knows: CConstant, CDefinedIntSymbolic, ComputedIntSymbolic
# skip: untranslated (they are known to the finished program only)
# skip: wasm (no C compiler)
# skip: js (no C compiler)
from rpython.rlib.objectmodel import CDefinedIntSymbolic, ComputedIntSymbolic
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import CConstant

ANSWER = CConstant('(40 + 2)', lltype.Signed)
WORD = CConstant('"word"', rffi.CCHARP)
THREE = CDefinedIntSymbolic('(1 + 2)', default=3)
asked = []


def compute():
    asked.append('once')
    return 7


SEVEN = ComputedIntSymbolic(compute)


def pick(n):
    if n:
        x = ANSWER
    else:
        x = n
    return x


def entry_point(argv):
    n = len(argv)
    print ANSWER + n, THREE + n, SEVEN * 6
    if THREE == 3:
        print 'three'
    if SEVEN == n:
        print 'never'
    print pick(n), pick(n - 1), int(THREE > n), rffi.charp2str(WORD)
    items = [n] * SEVEN
    print len(items), items[THREE]
    return 0


def target(driver, args):
    return entry_point, None
