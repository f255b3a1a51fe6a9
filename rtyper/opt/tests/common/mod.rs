//! Text graphs in and out.
#![allow(dead_code)]

use expect_test::Expect;
use rpython_lowlevel::{PrintOptions, Program, assert_valid, parse_program, print_function};
use rpython_opt::{OptOptions, run};

/// Types and static data that the tests share.
pub const HEADER: &str = r#"
type vt = struct object_vtable { subclassrange_min: Signed, subclassrange_max: Signed } hints(immutable)
type obj = gcstruct object { typeptr: *vt }
type sig = func(Signed) -> Signed
type sig2 = func(Signed, Signed) -> Signed
type pred = func(Signed) -> Bool
type vsig = func() -> Void
type pair = gcstruct pair { a: Signed, b: Signed }
type sub = gcstruct sub { super: pair, c: Signed }
type chars = array(Char) hints(immutable)
type str = gcstruct rpy_string { hash: Signed, chars: chars }
type items = gcarray(Signed)
type mkpair = func(Signed) -> *pair
type upair = func(*pair) -> Signed
type psig = func(*pair, *pair) -> Signed
data exc: vt = { 1, 20 }
data arith: vt = { 2, 5 }
data ovf: vt = { 3, 4 }
data key: vt = { 7, 8 }
data mem: vt = { 9, 10 }
data stk: vt = { 11, 12 }
data iexc: obj = { &exc }
data iovf: obj = { &ovf }
data ikey: obj = { &key }
data imem: obj = { &mem }
data istk: obj = { &stk }
data hello: str = { 0, "hello" }
exceptions object obj vtable vt {
  OverflowError: &ovf, &iovf
  MemoryError: &mem, &imem
  StackOverflow: &stk, &istk
}
"#;

/// The program with the header in front.
pub fn program(text: &str) -> Program {
    let program = parse_program(&format!("{HEADER}{text}")).unwrap();
    assert_valid(&program, "parsing");
    program
}

/// The text of the function `f` after all passes.
pub fn optimized(text: &str, options: &OptOptions) -> String {
    let mut program = program(text);
    run(&mut program, options, &mut |_, _| {});
    let id = program.funcs.iter().find(|(_, f)| f.name == "f").unwrap().0;
    print_function(&program, id, PrintOptions::default())
}

/// Compares the function `f` after all passes.
pub fn check(text: &str, expected: Expect) {
    expected.assert_eq(&optimized(text, &OptOptions::full()));
}
