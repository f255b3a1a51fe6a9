# types that only C knows, as struct and as typedef
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import *
from rpython.translator.tool.cbuild import ExternalCompilationInfo
eci = ExternalCompilationInfo(post_include_bits=['''
struct stuff { char data[38]; };
typedef struct stuff *stuff_ptr;


static char get(struct stuff *x) { x->data[13] = 'a'; return x->data[13]; }
static int notnull(stuff_ptr p) { return p != 0; }
'''])
STUFFP = COpaquePtr('struct stuff', compilation_info=eci)
TPTR = COpaquePtr(typedef='stuff_ptr', compilation_info=eci)
g = llexternal('get', [STUFFP], CHAR, compilation_info=eci)
nn = llexternal('notnull', [TPTR], lltype.Signed, compilation_info=eci)


def main():
    s = lltype.malloc(STUFFP.TO, flavor='raw')
    print g(s)
    lltype.free(s, flavor='raw')
    print nn(lltype.nullptr(TPTR.TO))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
