//! Every op that is a plain computation: operands, and what it must give.

mod common;

use std::fmt::Write;

use common::{SHOW, run_as};
use rpython_backend_c::Target;
use rpython_lltype::LLType;
use rpython_lowlevel::{Effect, OpCode, OperandKind, ResultRule, Stage};

/// `op(operands) [-> result type] = text`, operands of a type that the op does not say with `:type`.
const ROWS: &str = include_str!("../../common/tests/computations.txt");

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
    let text = program(&rows);
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
