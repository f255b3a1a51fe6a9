//! Every op that is a plain computation gives what it must.

mod common;
#[path = "../../common/tests/computations/mod.rs"]
mod computations;

use common::{PLAIN, SHOW, run};
use computations::{Row, program, rows};
use rpython_backend_native::Options;

/// Compares what the rows print with what they must.
fn check(rows: &[Row], text: &str, options: &Options) {
    let output = run(text, options);
    assert!(output.status.success(), "{output:?}");
    let output = String::from_utf8(output.stdout).unwrap();
    let shown: Vec<&str> = output.lines().collect();
    let expected: Vec<&Row> = rows.iter().filter(|r| r.expected != "address").collect();
    assert_eq!(shown.len(), expected.len(), "{output}");
    for (row, shown) in expected.iter().zip(shown) {
        assert_eq!(row.expected, shown, "{}{:?}", row.code.name(), row.operands);
    }
}

/// The rows without those that compute with `long double`.
fn supported() -> Vec<Row> {
    let wide = |row: &Row| row.operands.iter().any(|(_, ty)| ty == "LongFloat") || row.result == "LongFloat";
    rows().into_iter().filter(|row| !wide(row)).collect()
}

#[test]
fn every_computation() {
    let rows = supported();
    let text = format!("stage exceptions_lowered\n{}", program(&rows, SHOW));
    check(&rows, &text, &PLAIN);
    check(&rows, &text, &Options { optimize: false, ..PLAIN });
}

#[test]
fn with_constant_operands() {
    // The same with the operands in the op itself, where instructions are chosen by them.
    let rows = supported();
    let mut text = format!("stage exceptions_lowered\n{}", program(&rows, SHOW));
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
    check(&rows, &text, &PLAIN);
}
