//! Assertions and hints.

mod common;

use common::optimized;
use rpython_opt::OptOptions;

const TEXT: &str = r#"
type cname = array(Char) hints(nolength)
type avt = struct object_vtable { subclassrange_min: Signed, subclassrange_max: Signed, name: *cname } hints(immutable)
type aobj = gcstruct object { typeptr: *avt }
type sig = func(Signed) -> Signed
data name: cname = "AssertionError\x00"
data other: cname = "KeyError\x00"
data assertion: avt = { 2, 3, &name }
data key: avt = { 3, 4, &other }
data iassertion: aobj = { &assertion }
exceptions object aobj vtable avt { }
func fn0 f: sig { b0(v0: Signed):
    v1: Bool = int_lt(v0, 0)
    branch v1 b1() else b2(v0)
  b1(): raise &assertion:*avt, &iassertion:*aobj
  b2(v2: Signed):
    v3: Bool = int_gt(v2, 100)
    branch v3 b3() else b4(v2)
  b3(): raise &key:*avt, &iassertion:*aobj
  b4(v4: Signed): return v4 }
"#;

fn text(options: &OptOptions) -> String {
    let mut program = rpython_lowlevel::parse_program(TEXT).unwrap();
    rpython_opt::run(&mut program, options, &mut |_, _| {});
    program.to_text()
}

#[test]
fn kept_by_default() {
    assert_eq!(text(&OptOptions::full()).matches("raise").count(), 2);
}

#[test]
fn become_hints() {
    let text = text(&OptOptions { remove_asserts: true, ..OptOptions::full() });
    assert_eq!(text.matches("raise").count(), 1, "{text}");
    assert_eq!(text.matches("debug_assert").count(), 1, "{text}");
    assert!(text.contains("int_ge"), "{text}");
}

#[test]
fn vanish() {
    let text = text(&OptOptions { really_remove_asserts: true, ..OptOptions::full() });
    assert_eq!(text.matches("raise").count(), 1, "{text}");
    assert!(!text.contains("debug_assert") && !text.contains("int_ge"), "{text}");
}

#[test]
fn hints_to_the_jit() {
    let program = "func fn0 f: sig { b0(v0: Signed):
        v1: Signed = hint{hint promote}(v0)
        v2: Signed = int_add(v1, v0)
        return v2 }";
    assert!(!optimized(program, &OptOptions::full()).contains("hint"));
    let keep = OptOptions { keep_hints: true, ..OptOptions::full() };
    assert!(optimized(program, &keep).contains("hint"));
}
