# a struct that C code declares: make, fields, copies
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import *
from rpython.translator.tool.cbuild import ExternalCompilationInfo
eci = ExternalCompilationInfo(post_include_bits=['''
struct xx { int one; char two; int three; };
int fsum(struct xx*);
'''], separate_module_sources=['''
int fsum(struct xx *z) { return z->one + z->three + z->two; }
'''])
TP = CStructPtr('xx', ('one', INT), ('two', lltype.Char), ('three', INT))
z = llexternal('fsum', [TP], INT, compilation_info=eci)


def main():
    s = lltype.malloc(TP.TO, flavor='raw')
    s.c_one = cast(INT, 3)
    s.c_two = '\x33'
    s.c_three = cast(INT, 5)
    print cast(SIGNED, z(s)), sizeof(TP.TO), offsetof(TP.TO, 'c_three')
    setintfield(s, 'c_one', 100)
    print getintfield(s, 'c_one')
    lltype.free(s, flavor='raw')
    p = make(TP.TO, c_one=cast(INT, 7), c_two='2', c_three=cast(INT, 8))
    print cast(SIGNED, p.c_one)
    q = make(TP.TO)
    structcopy(q, p)
    print getintfield(q, 'c_one')
    lltype.free(p, flavor='raw')
    lltype.free(q, flavor='raw')


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
