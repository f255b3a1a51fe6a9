//! Every op that is a plain computation: operands, and what it must give. The same rows as for the other
//! backends.

mod common;

use std::fmt::Write;

use common::{function, parse};
use rpython_base::SourceMap;
use rpython_interp::{Interpreter, Options, RawValue};
use rpython_lltype::LLType;
use rpython_lowlevel::{OpCode, OperandKind, ResultRule};

/// `op(operands) [-> result type] = text`, operands of a type that the op does not say with `:type`.
const ROWS: &str = include_str!("../../common/tests/computations.txt");

const TYPES: &str = "
stage exceptions_lowered
type t0 = struct pair { first: t1, y: Signed }
type t1 = struct one { x: Signed }
type t2 = func() -> Signed
type t3 = func() -> Signed
type t4 = opaque thing
data d0: t0 = { { 1 }, 2 }
func fn0 zero: t3 { b0(): return 0 }
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

/// A float in C's `%.17g`.
fn float_text(x: f64) -> String {
    if x.is_nan() || x.is_infinite() {
        return format!("{x}").to_lowercase();
    }
    let scientific = format!("{x:.16e}");
    let (digits, exponent) = scientific.split_once('e').unwrap();
    let exponent: i32 = exponent.parse().unwrap();
    let trim = |text: &str| match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_string(),
        false => text.to_string(),
    };
    if (-4..17).contains(&exponent) {
        return trim(&format!("{x:.*}", (16 - exponent) as usize));
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{}e{sign}{:02}", trim(digits), exponent.abs())
}

fn shown(ty: &str, value: RawValue) -> String {
    match LLType::primitive_by_name(ty) {
        Some(LLType::Float) => float_text(value.as_float()),
        Some(LLType::SingleFloat) => float_text(f32::from_bits(value.0 as u32) as f64),
        Some(LLType::SignedLongLongLong | LLType::UnsignedLongLongLong) => format!("{:032x}", value.0),
        Some(LLType::Unsigned | LLType::UnsignedLongLong) => (value.0 as u64).to_string(),
        _ => value.as_signed().to_string(),
    }
}

#[test]
fn every_computation() {
    let rows: Vec<Row> = ROWS.lines().filter(|l| !l.is_empty()).map(row).collect();
    // Once with the operands as parameters, once as constants, once compared by a branch.
    let mut text = String::from(TYPES);
    for (i, row) in rows.iter().enumerate() {
        let types: Vec<&str> = row.operands.iter().map(|(_, ty)| ty.as_str()).collect();
        let params: Vec<String> =
            row.operands.iter().enumerate().map(|(k, (_, ty))| format!("p{k}: {ty}")).collect();
        let given: Vec<String> = (0..params.len()).map(|k| format!("p{k}")).collect();
        let values: Vec<String> = row.operands.iter().map(|(v, ty)| format!("{v}:{ty}")).collect();
        let (result, name) = (&row.result, row.code.name());
        writeln!(text, "type sig{i} = func({}) -> {result}", types.join(", ")).unwrap();
        writeln!(text, "type none{i} = func() -> {result}").unwrap();
        let (params, given, values) = (params.join(", "), given.join(", "), values.join(", "));
        writeln!(
            text,
            "func row{i} row{i}: sig{i} {{ b0({params}): r: {result} = {name}({given}) return r }}"
        )
        .unwrap();
        writeln!(text, "func vars{i} vars{i}: none{i} {{ b0(): r: {result} = direct_call(&row{i}:*sig{i}, {values}) return r }}").unwrap();
        writeln!(
            text,
            "func consts{i} consts{i}: none{i} {{ b0(): r: {result} = {name}({values}) return r }}"
        )
        .unwrap();
        if result == "Bool" {
            writeln!(text, "func jump{i} jump{i}: sig{i} {{ b0({params}): r: Bool = {name}({given}) branch r yes() else no() yes(): return true no(): return false }}").unwrap();
            writeln!(text, "func branch{i} branch{i}: none{i} {{ b0(): r: Bool = direct_call(&jump{i}:*sig{i}, {values}) return r }}").unwrap();
            writeln!(text, "func back{i} back{i}: none{i} {{ b0(): r: Bool = {name}({values}) branch r yes(1) else no(2) no(n: Signed): return false yes(m: Signed): return true }}").unwrap();
        }
    }
    let program = parse(&text);
    let sources = SourceMap::new();
    let mut interpreter = Interpreter::new(&program, &sources, Options::default()).unwrap();
    for (i, row) in rows.iter().enumerate() {
        let mut kinds = vec!["vars", "consts"];
        if row.result == "Bool" {
            kinds.extend(["branch", "back"]);
        }
        for kind in kinds {
            let value = interpreter.call(function(&program, &format!("{kind}{i}")), &[]).unwrap();
            if row.expected != "address" {
                assert_eq!(
                    shown(&row.result, value),
                    row.expected,
                    "{kind}: {}{:?}",
                    row.code.name(),
                    row.operands
                );
            }
        }
    }
}
