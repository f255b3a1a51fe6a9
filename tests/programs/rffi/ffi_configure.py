# what rffi_platform learns about C headers, and ExternalCompilationInfo
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.tool import rffi_platform
from rpython.translator.tool.cbuild import ExternalCompilationInfo
import math
HDR = """
struct dirent_x { long d_ino; int d_off; unsigned short d_reclen; char d_name[32]; };
struct S { signed char c; unsigned char uc; short s; unsigned short us; int i; unsigned int ui; long l; unsigned long ul;
           long long ll; unsigned long long ull; double d; float f; };
typedef unsigned short test_t;
#define BLAH (6*7)
#define NEG (-2147483648LL)
#define BIG (3333333333ULL)
#define DBL 1.5
#define STR "Michael Merickel"
#define FLAG
static int sum(int a, int b) { return a + b; }
struct x { int foo; unsigned long bar; };
struct y { char c; struct x x; };
struct bits { int v; char tail[1]; };
"""


class CConfig:
    _compilation_info_ = ExternalCompilationInfo(post_include_bits=[HDR], includes=['stddef.h'])
    dirent = rffi_platform.Struct("struct dirent_x", [("d_reclen", rffi.USHORT), ("d_name", lltype.FixedSizeArray(rffi.CHAR, 1))])
    S = rffi_platform.Struct("struct S", [("c", rffi.INT), ("uc", rffi.INT), ("s", rffi.UINT), ("us", rffi.INT), ("i", rffi.INT), ("ui", rffi.INT), ("l", rffi.INT), ("ul", rffi.INT), ("ll", rffi.INT), ("ull", rffi.INT), ("d", rffi.DOUBLE), ("f", rffi.FLOAT)])
    test_t = rffi_platform.SimpleType('test_t', rffi.INT)
    BLAH = rffi_platform.ConstantInteger('BLAH')
    NEG = rffi_platform.ConstantInteger('NEG')
    BIG = rffi_platform.ConstantInteger('BIG')
    NOPE = rffi_platform.DefinedConstantInteger('NOPE_NOT_THERE')
    YES = rffi_platform.DefinedConstantInteger('BLAH')
    DBL = rffi_platform.DefinedConstantDouble('DBL')
    STR = rffi_platform.DefinedConstantString('STR')
    NOSTR = rffi_platform.DefinedConstantString('NOSTR')
    FLAG = rffi_platform.Defined('FLAG')
    NOFLAG = rffi_platform.Defined('NOFLAG')
    SIZE = rffi_platform.SizeOf('struct S')
    SUM = rffi_platform.IntegerFunctionResult('sum', [12, -34])
    HAS = rffi_platform.Has('sum')
    HASNOT = rffi_platform.Has('summm')
    x = rffi_platform.Struct("struct x", [("bar", rffi.SHORT)])
    y = rffi_platform.Struct("struct y", [("x", x)])
    z = rffi_platform.Struct("struct z", [("x", rffi.INT)], ifdef='FOOBAR')
    bar = rffi_platform.SimpleType('nobar', ifdef='FOOBAR')
    bits = rffi_platform.Struct("struct bits", [("tail", rffi.CArray(rffi.CHAR))])


c = rffi_platform.configure(CConfig)
S = c['S']
lines = []


def say(*args):
    lines.append(' '.join([str(a) for a in args]))


say(S.c_c == rffi.SIGNEDCHAR, S.c_uc == rffi.UCHAR, S.c_s == rffi.SHORT, S.c_us == rffi.USHORT, S.c_i == rffi.INT, S.c_ui == rffi.UINT, S.c_l == rffi.LONG, S.c_ul == rffi.ULONG, S.c_ll == rffi.LONGLONG, S.c_ull == rffi.ULONGLONG, S.c_d == rffi.DOUBLE, S.c_f == rffi.FLOAT)
say(c['dirent'].c_d_name.length, c['dirent'].c_d_reclen is rffi.USHORT, rffi.sizeof(c['dirent']))
say(c['test_t'] == rffi.USHORT, c['BLAH'], c['NEG'], c['BIG'], c['NOPE'], c['YES'], c['DBL'], c['STR'], c['NOSTR'], c['FLAG'], c['NOFLAG'])
say(c['SIZE'], c['SUM'], c['HAS'], c['HASNOT'], c['y'].c_x is c['x'], c['z'], c['bar'])
say(rffi.offsetof(c['bits'], 'c_tail'), c['bits'].c_tail == rffi.CArray(rffi.CHAR))
say(rffi_platform.getconstantinteger('A', '#define A 7'), rffi_platform.getdefined('A', ''), rffi_platform.getdefinedinteger('A', '#define A 2'), rffi_platform.getdefineddouble('A', '#define A 1.0e50000'), math.isnan(rffi_platform.getdefineddouble('A', '#define A (double)0/0')))
say(rffi_platform.getdefinedstring('A', '#define A "x\\ty"'), rffi_platform.getintegerfunctionresult('lround', [6.7], '#include <math.h>'), rffi_platform.getintegerfunctionresult('lround', [9.1], includes=['math.h']))
say(rffi_platform.has("x", "int x = 3;"), rffi_platform.has("x", ""), rffi_platform.has("x", "#include <some/path/which/cannot/exist>"), rffi_platform.has("pow", "#include <math.h>", libraries=["m"]), rffi_platform.has("pow", "#include <math.h>", libraries=["boguslibname"]), rffi_platform.has("pow", "", libraries=["m"]))
rffi_platform.verify_eci(ExternalCompilationInfo())
try:
    rffi_platform.verify_eci(ExternalCompilationInfo(libraries=['some_name_that_doesnt_exist_']))
    say('verified')
except rffi_platform.CompilationError:
    say('CompilationError')
say(rffi_platform.sizeof("char", ExternalCompilationInfo()), rffi_platform.memory_alignment() % 8)
say(rffi_platform.expose_value_as_rpython(5), rffi_platform.expose_value_as_rpython(2**63))
T = rffi_platform.getstruct("struct T", "struct T { short a; int b, c; };", [("a", rffi.INT), ("b", rffi.INT), ("c", rffi.INT)])
say(rffi.sizeof(T), rffi.offsetof(T, 'c_b'), rffi.offsetof(T, 'c_c'), rffi_platform.getsimpletype('tt', 'typedef signed char tt;') == rffi.SIGNEDCHAR)


e = ExternalCompilationInfo.from_compiler_flags('-I/some/include -DFOO=3 -DBAR -Wall')
say(e.include_dirs, e.pre_include_bits, e.compile_extra)
e = ExternalCompilationInfo.from_linker_flags('-L/some/lib -lfoo -lbar -Wl,-x')
say(e.library_dirs, e.libraries, e.link_extra)
a = ExternalCompilationInfo(pre_include_bits=['1'], includes=['x.h'], post_include_bits=['p1'])
b = ExternalCompilationInfo(pre_include_bits=['2'], includes=['x.h', 'y.h'], post_include_bits=['p3'])
m = a.merge(b)
say(m.pre_include_bits, m.includes, m.post_include_bits, a == a.merge(a), a != b, m.merge(a, b) == m)


def main():
    s = lltype.malloc(S, flavor='raw', zero=True)
    s.c_s = rffi.cast(rffi.SHORT, -3)
    print rffi.getintfield(s, 'c_s'), rffi.getintfield(s, 'c_ull')
    lltype.free(s, flavor='raw')
    for line in lines:
        print line


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
