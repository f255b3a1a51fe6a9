//! C functions: with any signature, macros, errno, callbacks.

mod common;

use common::{fatal, int};

#[test]
fn libc_and_libm() {
    let text = r#"
type text = array(Char) hints(nolength)
type len_t = func(*text) -> Unsigned
type sqrt_t = func(Float) -> Float
type pow_t = func(Float, Float) -> Float
type ldexp_t = func(Float, Int32) -> Float
type abs_t = func(Int32) -> Int32
type strtol_t = func(*text, Address, Int32) -> Signed
type sqrtf_t = func(SingleFloat) -> SingleFloat
data hello: text = "hello\x00"
data number: text = "-777\x00"
type main_t = func(Signed) -> Signed
extern strlen strlen: len_t { includes("string.h") }
extern sqrt sqrt: sqrt_t { includes("math.h"), libraries("m") }
extern sqrtf sqrtf: sqrtf_t { includes("math.h"), libraries("m") }
extern pow pow: pow_t { libraries("m") }
extern ldexp ldexp: ldexp_t { libraries("m") }
extern c_abs c_abs: abs_t { c_name(abs) }
extern strtol strtol: strtol_t { }
func main main: main_t { b0(n: Signed):
    a: Unsigned = direct_call(&strlen:*len_t, &hello:*text)
    a1: Signed = cast_uint_to_int(a)
    b: Float = direct_call(&sqrt:*sqrt_t, 144.0)
    c: Float = direct_call(&pow:*pow_t, b, 2.0)
    d: Float = direct_call(&ldexp:*ldexp_t, c, 4:Int32)
    d1: Signed = cast_float_to_int(d)
    n1: Int32 = cast_primitive(n)
    e: Int32 = direct_call(&c_abs:*abs_t, n1)
    e1: Signed = cast_primitive(e)
    f: Signed = direct_call(&strtol:*strtol_t, &number:*text, null:Address, 8:Int32)
    g0: SingleFloat = cast_float_to_singlefloat(6.25)
    g: SingleFloat = direct_call(&sqrtf:*sqrtf_t, g0)
    g1: Float = cast_singlefloat_to_float(g)
    g2: Float = float_mul(g1, 2.0)
    g3: Signed = cast_float_to_int(g2)
    h: Signed = int_add(a1, d1)
    i: Signed = int_add(h, e1)
    j: Signed = int_add(i, f)
    k: Signed = int_add(j, g3)
    return k }
"#;
    assert_eq!(int(text, &[-9]), 5 + 144 * 16 + 9 - 0o777 + 5);
}

#[test]
fn many_arguments_of_all_kinds() {
    let text = r##"
type many_t = func(Int8, Float, UInt16, SingleFloat, SignedLongLong, Bool, Char, LongFloat, Float, Signed, UInt32, SignedLongLongLong) -> Float
type wide_t = func(SignedLongLongLong, Signed) -> SignedLongLongLong
type narrow_t = func(Signed) -> Int8
type unsigned_t = func(Signed) -> UInt16
type long_t = func(LongFloat) -> LongFloat
type main_t = func(Signed) -> Signed
extern many many: many_t { separate_module_sources("double many(int8_t a, double b, uint16_t c, float d, int64_t e, _Bool f, unsigned char g, long double h, double i, int64_t j, uint32_t k, __int128 l) { return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j + 11 * k + (double)(l >> 64); }\n__int128 wide(__int128 x, long n) { return x << n; }\nsigned char narrow(long n) { return n; }\nunsigned short unsign(long n) { return n; }\nlong double half(long double x) { return x / 2; }\n") }
extern wide wide: wide_t {}
extern narrow narrow: narrow_t {}
extern unsign unsign: unsigned_t {}
extern half half: long_t {}
func main main: main_t { b0(n: Signed):
    sf: SingleFloat = cast_float_to_singlefloat(0.5)
    w0: SignedLongLongLong = cast_primitive(3)
    w: SignedLongLongLong = direct_call(&wide:*wide_t, w0, n)
    lf0: LongFloat = cast_primitive(3.0)
    lf: LongFloat = direct_call(&half:*long_t, lf0)
    m: Float = direct_call(&many:*many_t, -1:Int8, 0.5, 2:UInt16, sf, 3:SignedLongLong, true, 'a', lf, 1.0, 2, 3:UInt32, w)
    s: Signed = cast_float_to_int(m)
    t: Int8 = direct_call(&narrow:*narrow_t, 200)
    t1: Signed = cast_primitive(t)
    u: UInt16 = direct_call(&unsign:*unsigned_t, -1)
    u1: Signed = cast_primitive(u)
    v: Signed = int_add(s, t1)
    x: Signed = int_add(v, u1)
    return x }
"##;
    let many = 6 + 2 + 15 + 6 + 7 * 97 + 12 + 9 + 20 + 33 + (3 << 6);
    assert_eq!(int(text, &[70]), many - 56 + 65535);
}

#[test]
fn macros_and_inline_functions() {
    let text = r##"
type get_t = func() -> Signed
type max_t = func(Signed, Signed) -> Signed
type conv_t = func(UInt32) -> UInt32
type main_t = func(Signed) -> Signed
extern limit limit: get_t { c_name(LIMIT), includes("limits.h"), post_include_bits("#define LIMIT() INT_MAX"), macro }
extern larger larger: max_t { c_name(LARGER), post_include_bits("#define LARGER(a, b) ((a) > (b) ? (a) : (b))"), macro }
extern twice twice: max_t { post_include_bits("static inline long twice(long a, long b) { return 2 * a + b; }") }
extern order order: conv_t { c_name(htole32), includes("endian.h") }
func main main: main_t { b0(n: Signed):
    a: Signed = direct_call(&limit:*get_t)
    b: Signed = direct_call(&larger:*max_t, n, 7)
    c: Signed = direct_call(&twice:*max_t, b, 1)
    d: Signed = int_add(a, c)
    e: UInt32 = direct_call(&order:*conv_t, 5:UInt32)
    f: Signed = cast_primitive(e)
    g: Signed = int_add(d, f)
    return g }
"##;
    assert_eq!(int(text, &[50]), i32::MAX as i64 + 106);
}

#[test]
fn errno_is_kept() {
    let text = r#"
type close_t = func(Int32) -> Int32
type get_t = func() -> Int32
type main_t = func(Signed) -> Signed
extern close close: close_t { includes("unistd.h"), save_err(1) }
extern geterr rpy_get_saved_errno: get_t { includes("rpy_platform.h") }
func main main: main_t { b0(n: Signed):
    v0: Int32 = direct_call(&close:*close_t, -1:Int32)
    v1: Int32 = direct_call(&geterr:*get_t)
    v2: Signed = cast_primitive(v1)
    return v2 }
"#;
    assert_eq!(int(text, &[0]), libc::EBADF as i64);
}

#[test]
fn c_calls_back() {
    let text = r#"
type numbers = array(Signed) hints(nolength)
type compare_t = func(*numbers, *numbers) -> Int32
type qsort_t = func(*numbers, Unsigned, Unsigned, *compare_t) -> Void
type scale_t = func(Float, SingleFloat, Int8) -> Float
type apply_t = func(*scale_t, Float) -> Float
type same_t = func(*scale_t) -> *scale_t
type main_t = func(Signed) -> Signed
data ns: numbers = [50, -3, 7, 20]
extern qsort qsort: qsort_t { includes("stdlib.h") }
extern apply apply: apply_t { separate_module_sources("double apply(double (*f)(double, float, signed char), double x) { return f(x, 0.5f, -3) + 1; }\nvoid *same(void *f) { return f; }\n") }
extern same same: same_t {}
func compare compare: compare_t { b0(a: *numbers, b: *numbers):
    x: Signed = getarrayitem(a, 0)
    y: Signed = getarrayitem(b, 0)
    d: Signed = int_sub(x, y)
    r: Int32 = cast_primitive(d)
    return r }
func scale scale: scale_t { b0(a: Float, b: SingleFloat, c: Int8):
    b1: Float = cast_singlefloat_to_float(b)
    c1: Float = cast_primitive(c)
    d: Float = float_mul(a, b1)
    e: Float = float_mul(d, c1)
    return e }
func main main: main_t { b0(n: Signed):
    direct_call(&qsort:*qsort_t, &ns:*numbers, 4:Unsigned, 8:Unsigned, &compare:*compare_t)
    a: Float = direct_call(&apply:*apply_t, &scale:*scale_t, 4.0)
    f: *scale_t = direct_call(&same:*same_t, &scale:*scale_t)
    b: Float = indirect_call{any}(f, 2.0, 1.0:SingleFloat, 2:Int8)
    c: Float = float_add(a, b)
    d: Signed = cast_float_to_int(c)
    e: Signed = getarrayitem(&ns:*numbers, 3)
    g: Signed = getarrayitem(&ns:*numbers, 0)
    h: Signed = int_mul(e, 100)
    i: Signed = int_mul(g, 10)
    j: Signed = int_add(h, i)
    k: Signed = int_add(j, d)
    return k }
"#;
    assert_eq!(int(text, &[0]), 5000 - 30 - 6 + 1 + 4);
}

#[test]
fn function_that_is_not_there() {
    let text = "type get_t = func() -> Signed
         type main_t = func(Signed) -> Signed
         extern f no_such_function_anywhere: get_t {}
         func main main in mod: main_t { b0(n: Signed): a: Signed = direct_call(&f:*get_t) return a }";
    assert_eq!(
        fatal(text, &[0]),
        "RPython traceback:\n  File \"<mod>\", in main\n\
         Fatal RPython error: the external function no_such_function_anywhere was not found\n"
    );
}
