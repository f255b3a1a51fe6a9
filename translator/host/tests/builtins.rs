//! Scripts in `builtins/` and what they print. The expected output of those on Python's own types and modules is what
//! CPython 2.7 prints for them.

use std::path::{Path, PathBuf};

use rpython_host::Host;
use rpython_lltype::DataModel;

fn run(script: &Path) -> String {
    let mut host = Host::new(DataModel::LP64);
    host.capture_output();
    let outcome = host.run_file("__main__", script);
    let error = outcome.err().map(|raised| host.exception_line(&raised)).unwrap_or_default();
    format!("{}{error}", String::from_utf8_lossy(host.captured().0))
}

fn check(name: &str) {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/builtins");
    let script = dir.join(format!("{name}.py"));
    let expected = std::fs::read(dir.join(format!("{name}.out"))).expect("the expected output is there");
    let expected = String::from_utf8_lossy(&expected).into_owned();
    // Evaluating nested containers takes more stack than test threads have.
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(move || run(&script));
    let actual = thread.expect("a thread starts").join().expect("the evaluator does not panic");
    let difference = expected.lines().zip(actual.lines()).enumerate().find(|(_, (e, a))| e != a);
    if let Some((line, (expected, actual))) = difference {
        panic!("{name}, line {}:\nexpected {expected}\nactual   {actual}", line + 1);
    }
    assert_eq!(expected.lines().count(), actual.lines().count(), "{name}: number of lines");
}

#[test]
fn arithmetic() {
    check("arithmetic");
}

#[test]
fn formatting() {
    check("formatting");
}

#[test]
fn text() {
    check("text");
}

#[test]
fn containers() {
    check("containers");
}

#[test]
fn regular_expressions() {
    check("regular_expressions");
}

#[test]
fn modules() {
    check("modules");
}

#[test]
fn lltype() {
    check("lltype");
}
