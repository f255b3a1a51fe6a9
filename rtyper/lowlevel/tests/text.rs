//! The text form round-trips, and the verifier finds what is wrong in it.

use rpython_lowlevel::{cleanup, parse_program, verify_program};

const PROGRAM: &str = r#"model lp64
stage typed
entry fn0
root start_argv_new = fn2
named exception_state = d2
finalizer t5 = fn2
type t0 = struct object_vtable { subclassrange_min: Signed, subclassrange_max: Signed }
type t1 = gcstruct object { typeptr: *t0 }
type t2 = array(Char) hints(nolength)
type t3 = gcstruct rpy_string { hash: Signed, chars: t4 } hints(immutable)
type t4 = array(Char) hints(other extra_item_after_alloc)
type nominal t5 = gcstruct "A.node" { super: t1, next: *t5, x: Float }
type t6 = func(Signed, *t5) -> Signed
type t7 = func() -> Void
type t8 = gcarray(Inline_)
type t9 = fixedarray(UInt8, 2)
type t10 = struct mixed { a: t9, p: *t6, c: UniChar, u: Unsigned, adr: Address }
data d0: t3 = { 0, "a\"b\n\x00\xff" } name text hash 5
data d1: t5 = { { &d3 }, &d1, 2.5 }
data d2: t10 = { "\x01\x02", &fn0, u(960), 18446744073709551615, null }
data d3: t0 = { 1, 2 }
exceptions object t1 vtable t0 {
  OverflowError: &d3, &d1/0
}
func fn0 main in mod: t6 [always_inline, oopspec "list.len(l)", export main] {
  b0(v0: Signed "n", v1: *t5):
    v2: Signed = int_add(v0, -1)
    v3: Bool = int_lt(v2, 10)
    branch v3 b1(v2, v1) else b2(v2)
  b2(v13: Signed):
    switch v13 { 1: b3(5), -2: b3(v13), default: b4() }
  b4():
    unreachable
  b1(v4: Signed, v5: *t5):
    setfield.x(v5, 1e-7)
    v6: *t5 = malloc{malloc t5 gc zero}()
    setfield.next(v6, null:*t5)
    v8: Signed = getinteriorarraysize/chars(&d0:*t3)
    v9: Char = getinteriorfield/chars/[](&d0:*t3, v4)
    v10: Signed = indirect_call{targets fn0}(&fn0:*t6, v8, v6)
    catch b3(v10) { &d3:*t0 as v11: *t0, v12: *t1: b3(0), any as v15: *t0, v16: *t1: b5(v15, v16) }
  b5(v17: *t0, v18: *t1):
    raise v17, v18
  b3(v14: Signed):
    return v14
}
extern fn1 puts: t7 { c_name(puts), includes("stdio.h"), macro, save_err(8) }
pending fn2 later in "a.b": t7
"#;

#[test]
fn round_trip() {
    let text = PROGRAM.replace("Inline_", "t1");
    let program = parse_program(&text).unwrap();
    assert_eq!(program.to_text(), text);
    if let Err(errors) = verify_program(&program) {
        panic!("{}", errors.iter().map(|e| e.to_string()).collect::<Vec<_>>().join("\n"));
    }
}

#[test]
fn compact_keeps_meaning() {
    let text = PROGRAM.replace("Inline_", "t1");
    let mut program = parse_program(&text).unwrap();
    let main = program.entry.unwrap();
    let graph = program.funcs[main].graph_mut().unwrap();
    cleanup::compact(graph);
    verify_program(&program).unwrap();
    let again = parse_program(&program.to_text()).unwrap();
    assert_eq!(again.to_text(), program.to_text());
}

#[test]
fn free_names() {
    let program = parse_program(
        "type sig = func(Signed) -> Signed
         func main main: sig {
           entry(n: Signed):
             m: Signed = int_mul(n, 2)
             goto done(m)
           done(r: Signed):
             return r
         }",
    )
    .unwrap();
    verify_program(&program).unwrap();
    assert!(program.to_text().contains("v1: Signed = int_mul(v0, 2)"));
}

fn errors(body: &str) -> String {
    let program = parse_program(&format!(
        "type sig = func(Signed) -> Signed
         type s = gcstruct s {{ x: Float }}
         func main main: sig {{ {body} }}"
    ))
    .unwrap();
    let errors = verify_program(&program).expect_err("errors");
    errors.iter().map(|e| e.message.clone()).collect::<Vec<_>>().join("; ")
}

#[test]
fn verifier_messages() {
    assert_eq!(errors("b0(v0: Signed): return 1.5"), "returns Float instead of Signed");
    assert_eq!(
        errors("b0(v0: Signed): v1: Float = int_add(v0, 1) return v0"),
        "the result of int_add is no Float"
    );
    assert_eq!(
        errors("b0(v0: Signed): goto b1() b1(): return v0"),
        "v0 is defined in b0, not before its use here"
    );
    assert_eq!(
        errors("b0(v0: Signed): goto b1(true) b1(v1: Signed): return v1"),
        "passes Bool to b1's v1: Signed"
    );
    assert_eq!(
        errors("b0(v0: Signed): v1: *s = malloc{malloc s gc zero}() v2: Signed = getfield.x(v1) return v2"),
        "field x is Signed, not Float"
    );
    assert_eq!(
        errors("b0(v0: Signed): v1: Bool = int_add_overflows(v0, v0) return v0"),
        "int_add_overflows is not legal in stage Typed"
    );
    assert_eq!(
        errors("b0(v0: Signed): v1: Signed = int_add(v0, 1) catch b1(v1) {} b1(v2: Signed): return v2"),
        "catches, but its last op cannot raise"
    );
}
