//! Every op that is a plain computation gives what it must.

mod common;
#[path = "../../common/tests/computations/mod.rs"]
mod computations;

use computations::{Row, program, rows_of};

/// What has another result where words have 32 bits.
const WORDS: &str = include_str!("computations.txt");

/// The rows of the common table that do not depend on words of 64 bits, and those for 32 bits.
fn rows() -> Vec<Row> {
    let mut rows = computations::rows();
    rows.retain(fits);
    rows.extend(rows_of(WORDS));
    rows
}

/// Whether all words in a row have at most 32 bits, and nothing has 128.
fn fits(row: &Row) -> bool {
    let within = |value: &str, ty: &str| match (ty, value.parse::<i128>()) {
        ("Signed", Ok(n)) => i32::try_from(n).is_ok(),
        ("Unsigned", Ok(n)) => u32::try_from(n).is_ok(),
        ("SignedLongLongLong" | "UnsignedLongLongLong", _) => false,
        _ => true,
    };
    row.operands.iter().all(|(value, ty)| within(value, ty)) && within(&row.expected, &row.result)
}

/// Compares what the rows print with what they must.
fn check(rows: &[Row], text: &str) {
    let Some(output) = common::prints(text) else { return };
    let shown: Vec<&str> = output.lines().collect();
    let expected: Vec<&Row> = rows.iter().filter(|r| r.expected != "address").collect();
    assert_eq!(shown.len(), expected.len(), "{output}");
    for (row, shown) in expected.iter().zip(shown) {
        assert_eq!(row.expected, shown, "{}{:?}", row.code.name(), row.operands);
    }
}

#[test]
fn every_computation() {
    let rows = rows();
    check(&rows, &format!("stage exceptions_lowered\n{}", program(&rows, "")));
}

#[test]
fn with_constant_operands() {
    // The same with the operands in the op itself, where instructions are chosen by them.
    let rows = rows();
    let mut text = format!("stage exceptions_lowered\n{}", program(&rows, ""));
    for (i, row) in rows.iter().enumerate() {
        let given: Vec<String> = (0..row.operands.len()).map(|k| format!("p{k}")).collect();
        let values: Vec<String> = row.operands.iter().map(|(v, ty)| format!("{v}:{ty}")).collect();
        let (name, result) = (row.code.name(), &row.result);
        let from = format!("func row{i} row: sig{i}");
        let at = text.find(&from).expect("each row has a function");
        let old = format!("r: {result} = {name}({})", given.join(", "));
        let new = format!("r: {result} = {name}({})", values.join(", "));
        let rest = text.split_off(at).replacen(&old, &new, 1);
        text.push_str(&rest);
    }
    check(&rows, &text);
}
