//! The table of computations that every backend is tested with, and the program made of it.

use std::fmt::Write;

use rpython_lltype::LLType;
use rpython_lowlevel::{OpCode, OperandKind, ResultRule};

/// `op(operands) [-> result type] = text`, operands of a type that the op does not say with `:type`.
const ROWS: &str = include_str!("../computations.txt");

const TYPES: &str = "
type t0 = struct pair { first: t1, y: Signed }
type t1 = struct one { x: Signed }
type t2 = func() -> Signed
type t3 = func() -> Signed
type t4 = opaque thing
data d0: t0 = { { 1 }, 2 }
";

/// A line of the table.
pub struct Row {
    /// The op.
    pub code: OpCode,
    /// Its operands and their types.
    pub operands: Vec<(String, String)>,
    /// The type of its result.
    pub result: String,
    /// What is printed; `address` for what is not.
    pub expected: String,
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

/// A program that prints the result of every row with the functions that `functions` declares: `show_i` for
/// integers with a sign, `show_u` for those without, `show_f` for floats, `show_w` for 128 bits.
pub fn program(rows: &[Row], functions: &str) -> String {
    let mut text = format!("{TYPES}{functions}type main_t = func() -> Signed\nentry fn0\n");
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

/// All rows of the table.
pub fn rows() -> Vec<Row> {
    rows_of(ROWS)
}

/// The rows of another table.
pub fn rows_of(text: &str) -> Vec<Row> {
    text.lines().filter(|l| !l.is_empty()).map(row).collect()
}
