//! Every op that is a plain computation: operands, and what it must give.

mod common;
#[path = "../../common/tests/computations/mod.rs"]
mod computations;

use common::{SHOW, run_as};
use computations::{Row, program, rows};
use rpython_backend_c::Target;
use rpython_lowlevel::{Effect, OpCode, Stage};

#[test]
fn every_computation() {
    let rows = rows();
    // Ops that become others before this stage are tested with those.
    let text = program(&rows, SHOW);
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
