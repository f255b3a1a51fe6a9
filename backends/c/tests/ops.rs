//! Every op that is a plain computation: operands, and what it must give.

mod common;

use std::fmt::Write;

use common::{SHOW, run_as};
use rpython_backend_c::Target;
use rpython_lltype::LLType;
use rpython_lowlevel::{Effect, OpCode, OperandKind, ResultRule, Stage};

/// `op(operands) [-> result type] = text`, operands of a type that the op does not say with `:type`.
const ROWS: &str = "
int_is_true(0) = 0
int_is_true(-4) = 1
int_neg(5) = -5
int_neg(-9223372036854775808) = -9223372036854775808
int_invert(5) = -6
int_abs(-5) = 5
int_abs(-9223372036854775808) = -9223372036854775808
int_add(9223372036854775807, 1) = -9223372036854775808
int_sub(-9223372036854775808, 1) = 9223372036854775807
int_mul(4611686018427387904, 4) = 0
int_floordiv(-7, 2) = -3
int_mod(-7, 2) = -1
int_and(12, 10) = 8
int_or(12, 10) = 14
int_xor(12, 10) = 6
int_lshift(1, 63) = -9223372036854775808
int_rshift(-8, 1) = -4
int_lt(-1, 0) = 1
int_le(0, 0) = 1
int_eq(1, 2) = 0
int_ne(1, 2) = 1
int_gt(1, 2) = 0
int_ge(1, 2) = 0
uint_is_true(0) = 0
uint_neg(5) = 18446744073709551611
uint_invert(5) = 18446744073709551610
uint_add(18446744073709551615, 2) = 1
uint_sub(1, 2) = 18446744073709551615
uint_mul(9223372036854775808, 2) = 0
uint_floordiv(18446744073709551615, 2) = 9223372036854775807
uint_mod(18446744073709551615, 10) = 5
uint_and(12, 10) = 8
uint_or(12, 10) = 14
uint_xor(12, 10) = 6
uint_lshift(3, 63) = 9223372036854775808
uint_rshift(9223372036854775808, 63) = 1
uint_lt(9223372036854775808, 1) = 0
uint_le(1, 1) = 1
uint_eq(1, 1) = 1
uint_ne(1, 1) = 0
uint_gt(9223372036854775808, 1) = 1
uint_ge(0, 1) = 0
llong_is_true(7) = 1
llong_neg(5) = -5
llong_invert(0) = -1
llong_abs(-7) = 7
llong_add(9223372036854775807, 1) = -9223372036854775808
llong_sub(1, 2) = -1
llong_mul(3, -4) = -12
llong_floordiv(-9, 2) = -4
llong_mod(-9, 2) = -1
llong_and(12, 10) = 8
llong_or(12, 10) = 14
llong_xor(12, 10) = 6
llong_lshift(1, 40) = 1099511627776
llong_rshift(-1, 5) = -1
llong_lt(1, 2) = 1
llong_le(3, 2) = 0
llong_eq(2, 2) = 1
llong_ne(2, 2) = 0
llong_gt(3, 2) = 1
llong_ge(2, 3) = 0
ullong_is_true(0) = 0
ullong_neg(1) = 18446744073709551615
ullong_invert(0) = 18446744073709551615
ullong_add(1, 2) = 3
ullong_sub(1, 2) = 18446744073709551615
ullong_mul(3, 4) = 12
ullong_floordiv(18446744073709551615, 3) = 6148914691236517205
ullong_mod(7, 4) = 3
ullong_and(12, 10) = 8
ullong_or(12, 10) = 14
ullong_xor(12, 10) = 6
ullong_lshift(1, 63) = 9223372036854775808
ullong_rshift(18446744073709551615, 60) = 15
ullong_lt(1, 18446744073709551615) = 1
ullong_le(1, 1) = 1
ullong_eq(1, 2) = 0
ullong_ne(1, 2) = 1
ullong_gt(18446744073709551615, 1) = 1
ullong_ge(1, 2) = 0
lllong_is_true(0) = 0
lllong_neg(1) = ffffffffffffffffffffffffffffffff
lllong_invert(0) = ffffffffffffffffffffffffffffffff
lllong_abs(-2) = 00000000000000000000000000000002
lllong_add(9223372036854775807, 9223372036854775807) = 0000000000000000fffffffffffffffe
lllong_sub(0, 2) = fffffffffffffffffffffffffffffffe
lllong_mul(9223372036854775807, 4) = 0000000000000001fffffffffffffffc
lllong_floordiv(-9, 2) = fffffffffffffffffffffffffffffffc
lllong_mod(9, 4) = 00000000000000000000000000000001
lllong_and(12, 10) = 00000000000000000000000000000008
lllong_or(12, 10) = 0000000000000000000000000000000e
lllong_xor(12, 10) = 00000000000000000000000000000006
lllong_lshift(1, 100) = 00000010000000000000000000000000
lllong_rshift(-1, 100) = ffffffffffffffffffffffffffffffff
lllong_lt(1, 2) = 1
lllong_le(2, 1) = 0
lllong_eq(1, 1) = 1
lllong_ne(1, 1) = 0
lllong_gt(1, -1) = 1
lllong_ge(1, 1) = 1
ulllong_is_true(1) = 1
ulllong_neg(1) = ffffffffffffffffffffffffffffffff
ulllong_invert(0) = ffffffffffffffffffffffffffffffff
ulllong_add(1, 2) = 00000000000000000000000000000003
ulllong_sub(1, 2) = ffffffffffffffffffffffffffffffff
ulllong_mul(3, 4) = 0000000000000000000000000000000c
ulllong_floordiv(9, 2) = 00000000000000000000000000000004
ulllong_mod(9, 2) = 00000000000000000000000000000001
ulllong_and(12, 10) = 00000000000000000000000000000008
ulllong_or(12, 10) = 0000000000000000000000000000000e
ulllong_xor(12, 10) = 00000000000000000000000000000006
ulllong_lshift(1, 127) = 80000000000000000000000000000000
ulllong_rshift(-1, 127) = 00000000000000000000000000000001
ulllong_lt(1, -1) = 1
ulllong_le(1, 1) = 1
ulllong_eq(1, 2) = 0
ulllong_ne(1, 2) = 1
ulllong_gt(-1, 1) = 1
ulllong_ge(1, 2) = 0
int_add_overflows(9223372036854775807, 1) = 1
int_add_overflows(9223372036854775806, 1) = 0
int_sub_overflows(-9223372036854775808, 1) = 1
int_sub_overflows(0, 1) = 0
int_mul_overflows(4611686018427387904, 2) = 1
int_mul_overflows(4611686018427387904, -2) = 0
int_between(1, 1, 2) = 1
int_between(1, 2, 2) = 0
int_force_ge_zero(-3) = 0
int_force_ge_zero(3) = 3
uint_mul_high(18446744073709551615, 16) = 15
bool_not(true) = 0
bool_not(false) = 1
float_is_true(0.0) = 0
float_is_true(nan(0x7ff8000000000000)) = 1
float_neg(0.0) = -0
float_abs(-2.5) = 2.5
float_sqrt(2.25) = 1.5
float_add(0.1, 0.2) = 0.30000000000000004
float_sub(1.5, 2.0) = -0.5
float_mul(1e300, 1e300) = inf
float_truediv(1.0, 3.0) = 0.33333333333333331
float_lt(nan(0x7ff8000000000000), 1.0) = 0
float_le(1.0, 1.0) = 1
float_eq(nan(0x7ff8000000000000), nan(0x7ff8000000000000)) = 0
float_ne(nan(0x7ff8000000000000), nan(0x7ff8000000000000)) = 1
float_gt(-inf, inf) = 0
float_ge(inf, inf) = 1
char_lt('a', '\\xff') = 1
char_le('b', 'a') = 0
char_eq('a', 'a') = 1
char_ne('a', 'a') = 0
char_gt('\\xff', 'a') = 1
char_ge('a', 'a') = 1
unichar_lt(u(97), u(1114111)) = 1
unichar_le(u(98), u(97)) = 0
unichar_eq(u(97), u(97)) = 1
unichar_ne(u(97), u(97)) = 0
unichar_gt(u(1114111), u(97)) = 1
unichar_ge(u(97), u(97)) = 1
adr_lt(null, &d0) = 1
adr_le(&d0, &d0) = 1
adr_eq(&d0, &d0) = 1
adr_ne(&d0, &d0) = 0
adr_gt(null, &d0) = 0
adr_ge(&d0, &d0) = 1
ptr_eq(&d0:*t0, &d0:*t0) = 1
ptr_eq(&d0/0:*t1, &d0:*t0) = 1
ptr_ne(&d0:*t0, null:*t0) = 1
ptr_nonzero(&d0:*t0) = 1
ptr_iszero(&d0:*t0) = 0
ptr_iszero(null:*t3) = 1
ptr_eq(&fn0:*t3, &fn0:*t3) = 1
adr_add(null, 5) = 5
adr_sub(&d0, 0) = address
adr_delta(&d0, &d0) = 0
same_as(7:UInt16) = 7
cast_bool_to_int(true) = 1
cast_bool_to_uint(true) = 1
cast_bool_to_float(true) = 1
cast_char_to_int('\\xff') = 255
cast_unichar_to_int(u(1114111)) = 1114111
cast_int_to_char(255) = 255
cast_int_to_unichar(960) = 960
cast_int_to_uint(-1) = 18446744073709551615
cast_uint_to_int(18446744073709551615) = -1
cast_int_to_float(-3) = -3
cast_uint_to_float(18446744073709551615) = 1.8446744073709552e+19
cast_longlong_to_float(-3) = -3
cast_ulonglong_to_float(18446744073709551615) = 1.8446744073709552e+19
cast_float_to_int(-2.7) = -2
cast_float_to_int(1e300) = -9223372036854775808
cast_float_to_int(nan(0x7ff8000000000000)) = -9223372036854775808
cast_float_to_uint(1e19) = 10000000000000000000
cast_float_to_longlong(2.7) = 2
cast_float_to_longlong(-inf) = -9223372036854775808
cast_float_to_ulonglong(1e19) = 10000000000000000000
cast_int_to_longlong(-3) = -3
truncate_longlong_to_int(-3) = -3
cast_float_to_singlefloat(0.1) = 0.10000000149011612
cast_singlefloat_to_float(0.1) = 0.10000000149011612
cast_primitive(300:Signed) -> UInt8 = 44
cast_primitive(200:Signed) -> Int8 = -56
cast_primitive(-1:Int32) -> UnsignedLongLong = 18446744073709551615
cast_primitive(4294967295:UInt32) -> Int16 = -1
cast_primitive(2.9:Float) -> Int32 = 2
cast_primitive(256:Signed) -> Bool = 1
cast_primitive(-5:Signed) -> SignedLongLongLong = fffffffffffffffffffffffffffffffb
cast_primitive('z') -> Float = 122
convert_float_bytes_to_longlong(1.0) = 4607182418800017408
convert_longlong_bytes_to_float(4607182418800017408) = 1
cast_adr_to_int(null) = 0
cast_int_to_adr(16) = 16
cast_ptr_to_int(tagged(7):*t0) = 15
cast_ptr_to_adr(null:*t0) = 0
cast_int_to_ptr(16) -> *t0 = 16
cast_adr_to_ptr(null) -> *t0 = 0
cast_pointer(null:*t0) -> *t1 = 0
cast_opaque_ptr(null:*t0) -> *t4 = 0
hint(5:Signed) = 5
jit_force_virtual(null:*t0) = 0
jit_is_virtual(null:*t0) = 0
";

const TYPES: &str = "
type t0 = struct pair { first: t1, y: Signed }
type t1 = struct one { x: Signed }
type t2 = func() -> Signed
type t3 = func() -> Signed
type t4 = opaque thing
data d0: t0 = { { 1 }, 2 }
";

struct Row {
    code: OpCode,
    operands: Vec<(String, String)>,
    result: String,
    expected: String,
}

/// Splits at commas outside of parentheses.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (i, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(text[start..i].trim());
                start = i + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts
}

fn row(line: &str) -> Row {
    let (left, expected) = line.rsplit_once(" = ").unwrap();
    let (call, declared) = left.split_once(" -> ").map_or((left, None), |(call, ty)| (call, Some(ty)));
    let (name, rest) = call.split_once('(').unwrap();
    let code = OpCode::by_name(name).unwrap_or_else(|| panic!("no op {name}"));
    let info = code.info();
    let operands: Vec<(String, String)> = split(rest.strip_suffix(')').unwrap())
        .into_iter()
        .enumerate()
        .map(|(i, text)| match (text.rsplit_once(':'), info.operands.get(i)) {
            (Some((value, ty)), _) => (value.to_string(), ty.to_string()),
            (None, Some(OperandKind::Is(ty))) => (text.to_string(), format!("{ty:?}")),
            (None, _) => (text.to_string(), "Char".to_string()),
        })
        .collect();
    let result = match (info.result, declared) {
        (_, Some(ty)) => ty.to_string(),
        (ResultRule::Is(ty), None) => format!("{ty:?}"),
        (ResultRule::SameAsFirst, None) => operands[0].1.clone(),
        (ResultRule::Declared, None) => panic!("{line}: no result type"),
    };
    Row { code, operands, result, expected: expected.to_string() }
}

/// The ops that bring a result into a form that can be shown, and the function that shows it.
fn show(out: &mut String, v: &str, ty: &str, i: usize) {
    let (cast, to, function) = match LLType::primitive_by_name(ty) {
        None => ("cast_ptr_to_int", "Signed", "show_i"),
        Some(LLType::Address) => ("cast_adr_to_int", "Signed", "show_i"),
        Some(LLType::Float) => ("same_as", "Float", "show_f"),
        Some(LLType::SingleFloat) => ("cast_singlefloat_to_float", "Float", "show_f"),
        Some(LLType::SignedLongLongLong | LLType::UnsignedLongLongLong) => {
            ("cast_primitive", "SignedLongLongLong", "show_w")
        }
        Some(LLType::Unsigned | LLType::UnsignedLongLong) => ("cast_primitive", "UnsignedLongLong", "show_u"),
        Some(_) => ("cast_primitive", "SignedLongLong", "show_i"),
    };
    writeln!(out, "  c{i}: {to} = {cast}({v})").unwrap();
    let mut shown = format!("c{i}");
    if function == "show_i" && to == "Signed" {
        writeln!(out, "  e{i}: SignedLongLong = cast_primitive({shown})").unwrap();
        shown = format!("e{i}");
    }
    writeln!(out, "  direct_call(&{function}:*{function}_t, {shown})").unwrap();
}

fn program(rows: &[Row]) -> String {
    let mut text = format!("{TYPES}{SHOW}type main_t = func() -> Signed\nentry fn0\n");
    let mut main = String::from("func fn0 main: main_t { b0():\n");
    for (i, row) in rows.iter().enumerate() {
        let types: Vec<&str> = row.operands.iter().map(|(_, ty)| ty.as_str()).collect();
        writeln!(text, "type sig{i} = func({}) -> {}", types.join(", "), row.result).unwrap();
        let params: Vec<String> =
            row.operands.iter().enumerate().map(|(k, (_, ty))| format!("p{k}: {ty}")).collect();
        let given: Vec<String> = (0..params.len()).map(|k| format!("p{k}")).collect();
        writeln!(
            text,
            "func row{i} row: sig{i} [dont_inline] {{ b0({}): r: {} = {}({}) return r }}",
            params.join(", "),
            row.result,
            row.code.name(),
            given.join(", ")
        )
        .unwrap();
        let values: Vec<String> = row.operands.iter().map(|(v, ty)| format!("{v}:{ty}")).collect();
        let call = format!("direct_call(&row{i}:*sig{i}, {})", values.join(", "));
        writeln!(main, "  r{i}: {} = {call}", row.result).unwrap();
        if row.expected != "address" {
            show(&mut main, &format!("r{i}"), &row.result, i);
        }
    }
    text + &main + "  return 0 }\n"
}

fn rows() -> Vec<Row> {
    ROWS.lines().filter(|l| !l.is_empty()).map(row).collect()
}

#[test]
fn every_computation() {
    let rows = rows();
    // Ops that become others before this stage are tested with those.
    let text = program(&rows).replacen("model", "model", 1);
    let text = format!("stage exceptions_lowered\n{text}");
    let output = run_finished(&text);
    let shown: Vec<&str> = output.lines().collect();
    let expected: Vec<&Row> = rows.iter().filter(|r| r.expected != "address").collect();
    assert_eq!(shown.len(), expected.len(), "{output}");
    for (row, shown) in expected.iter().zip(shown) {
        assert_eq!(row.expected, shown, "{}{:?}", row.code.name(), row.operands);
    }
}

/// Runs a program whose exceptions are lowered already.
fn run_finished(text: &str) -> String {
    use common::Scratch;
    use rpython_backend_c::{CompileOptions, compile, emit};
    let mut program = rpython_lowlevel::parse_program(text).unwrap_or_else(|e| panic!("{e}"));
    rpython_lowlevel::assert_valid(&program, "parsing");
    rpython_gc::none::lower(&mut program);
    let scratch = Scratch::new();
    let sources = emit(&program, "prog", &scratch.0.join("src")).unwrap();
    let exe = scratch.0.join("prog");
    let options = CompileOptions { target: Target::Debug, ..CompileOptions::default() };
    if let Err(d) = compile(&sources, &options, &exe) {
        panic!("{}\n{}", d.message, d.notes.join("\n"));
    }
    let output = std::process::Command::new(&exe).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn no_computation_is_left_out() {
    let rows = rows();
    let tested = |code: OpCode| rows.iter().any(|row| row.code == code);
    let pointers = [
        OpCode::getsubstruct,
        OpCode::getarraysubstruct,
        OpCode::direct_fieldptr,
        OpCode::direct_arrayitems,
        OpCode::direct_ptradd,
    ];
    let missing: Vec<&str> = OpCode::ALL
        .iter()
        .filter(|op| op.info().effect == Effect::Pure && op.info().legal_in(Stage::GcLowered))
        .filter(|op| !tested(**op) && !pointers.contains(op))
        .map(|op| op.name())
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn optimized_code_gives_the_same() {
    // The full chain once more with -O3, where undefined behaviour would show.
    let text = "type t_main = func() -> Signed
         entry main
         func main main: t_main { b0(): goto loop(0, 1, 2)
           loop(i: Signed, a: Signed, b: Signed):
             more: Bool = int_lt(i, 9)
             branch more next(i, a, b) else done(a, b)
           next(j: Signed, c: Signed, d: Signed):
             k: Signed = int_add(j, 1)
             goto loop(k, d, c)
           done(x: Signed, y: Signed):
             z: Signed = int_mul(x, 10)
             w: Signed = int_add(z, y)
             return w }";
    let output = run_as(text, &[], Target::Default, &[]);
    assert_eq!(output.status.code(), Some(21));
}
