//! The transformation on text graphs.

use expect_test::{Expect, expect};
use rpython_base::SourceMap;
use rpython_exceptions::{Options, insert_stack_checks, lower_exceptions};
use rpython_lowlevel::{PrintOptions, Program, assert_valid, cleanup, parse_program, print_function};

const HEADER: &str = r#"
type vt = struct object_vtable { subclassrange_min: Signed, subclassrange_max: Signed }
type obj = gcstruct object { typeptr: *vt }
type sig = func(Signed) -> Signed
type vsig = func() -> Void
data exc: vt = { 1, 20 }
data arith: vt = { 2, 5 }
data ovf: vt = { 3, 4 }
data key: vt = { 7, 8 }
data mem: vt = { 9, 10 }
data stk: vt = { 11, 12 }
data iexc: obj = { &exc }
data iovf: obj = { &ovf }
data imem: obj = { &mem }
data istk: obj = { &stk }
exceptions object obj vtable vt {
  OverflowError: &ovf, &iovf
  MemoryError: &mem, &imem
  StackOverflow: &stk, &istk
}
"#;

fn program(text: &str) -> Program {
    let program = parse_program(&format!("{HEADER}{text}")).unwrap();
    assert_valid(&program, "parsing");
    program
}

fn check(text: &str, expected: Expect) {
    let mut program = program(text);
    lower_exceptions(&mut program, &SourceMap::new(), Options::default()).unwrap();
    let id = program.funcs.iter().find(|(_, f)| f.name == "f").unwrap().0;
    cleanup::compact(program.funcs[id].graph_mut().unwrap());
    assert_valid(&program, "lowering");
    expected.assert_eq(&print_function(&program, id, PrintOptions::default()));
}

#[test]
fn call_that_raises_and_call_that_does_not() {
    check(
        "func fn0 f: sig { b0(v0: Signed):
            v1: Signed = direct_call(&fn1:*sig, v0)
            v2: Signed = direct_call(&fn2:*sig, v1)
            v3: Signed = int_add(v1, v2)
            return v3 }
         func fn1 g: sig { b0(v0: Signed): return v0 }
         func fn2 h: sig { b0(v0: Signed): raise &key:*vt, &iexc:*obj }",
        expect![[r#"
            func fn0 f: t2 {
              b0(v0: Signed):
                v1: Signed = direct_call(&fn1:*t2, v0)
                v2: Signed = direct_call(&fn2:*t2, v1)
                v3: *t0 = getfield.etype(&d10:*t4)
                v4: Bool = ptr_nonzero(v3)
                branch v4 b2() else b1(v1, v2)
              b1(v5: Signed, v6: Signed):
                v7: Signed = int_add(v5, v6)
                return v7
              b2():
                debug_traceback_pass{sym "File \"<>\", in f"}()
                return 0
            }
        "#]],
    );
}

#[test]
fn overflow_to_known_handler() {
    check(
        "func fn0 f: sig { b0(v0: Signed):
            v1: Signed = int_add_ovf(v0, 1)
            catch b1(v1) { &key:*vt as v2: *vt, v3: *obj: b1(5), &arith:*vt as v4: *vt, v5: *obj: b1(v0) }
          b1(v6: Signed): return v6 }",
        expect![[r#"
            func fn0 f: t2 {
              b0(v0: Signed):
                v1: Bool = int_add_overflows(v0, 1)
                v2: Signed = int_add(v0, 1)
                branch v1 b1(v0) else b1(v2)
              b1(v3: Signed):
                return v3
            }
        "#]],
    );
}

#[test]
fn handlers_are_tested_in_order() {
    check(
        "func fn0 f: sig { b0(v0: Signed):
            v1: Signed = direct_call(&fn1:*sig, v0)
            catch b1(v1) { &key:*vt as v2: *vt, v3: *obj: b1(v0), &arith:*vt as v4: *vt, v5: *obj: b2(v0, v4, v5) }
          b1(v6: Signed): return v6
          b2(v7: Signed, v8: *vt, v9: *obj): raise v8, v9 }
         func fn1 h: sig { b0(v0: Signed): raise &key:*vt, &iexc:*obj }",
        expect![[r#"
            func fn0 f: t2 {
              b0(v0: Signed):
                v1: Signed = direct_call(&fn1:*t2, v0)
                v2: *t0 = getfield.etype(&d10:*t4)
                v3: Bool = ptr_nonzero(v2)
                branch v3 b1(v0, v0) else b7(v1)
              b1(v4: Signed, v5: Signed):
                v6: *t0 = getfield.etype(&d10:*t4)
                v7: Bool = ptr_eq(v6, &d3:*t0)
                branch v7 b6(v4) else b2(v5)
              b2(v8: Signed):
                v9: *t0 = getfield.etype(&d10:*t4)
                v10: Signed = getfield.subclassrange_min(v9)
                v11: Bool = int_between(2, v10, 5)
                branch v11 b4(v8) else b3()
              b3():
                debug_traceback_pass{sym "File \"<>\", in f"}()
                return 0
              b4(v13: Signed):
                v14: *t0 = getfield.etype(&d10:*t4)
                v15: *t1 = getfield.evalue(&d10:*t4)
                setfield.etype(&d10:*t4, null:*t0)
                setfield.evalue(&d10:*t4, null:*t1)
                debug_traceback_catch{sym "File \"<>\", in f"}(v14)
                goto b5(v13, v14, v15)
              b5(v19: Signed, v20: *t0, v21: *t1):
                direct_call(&fn2:*t5, v20, v21)
                debug_traceback_reraise{sym "File \"<>\", in f"}(v20)
                return 0
              b6(v24: Signed):
                v25: *t0 = getfield.etype(&d10:*t4)
                v26: *t1 = getfield.evalue(&d10:*t4)
                setfield.etype(&d10:*t4, null:*t0)
                setfield.evalue(&d10:*t4, null:*t1)
                goto b7(v24)
              b7(v29: Signed):
                return v29
            }
        "#]],
    );
}

#[test]
fn allocation() {
    check(
        "func fn0 f: sig { b0(v0: Signed):
            v1: *obj = malloc{malloc obj gc zero}()
            setfield.typeptr(v1, &exc:*vt)
            return 0 }",
        expect![[r#"
            func fn0 f: t2 {
              b0(v0: Signed):
                v1: *t1 = malloc{malloc t1 gc zero}()
                v2: Bool = ptr_iszero(v1)
                branch v2 b2() else b1(v1)
              b1(v3: *t1):
                setfield.typeptr(v3, &d0:*t0)
                return 0
              b2():
                direct_call(&fn2:*t3)
                goto b3()
              b3():
                debug_traceback_pass{sym "File \"<>\", in f"}()
                return 0
            }
        "#]],
    );
}

#[test]
fn one_check_for_each_cycle() {
    let mut program = program(
        "func fn0 a: sig { b0(v0: Signed): v1: Signed = direct_call(&fn1:*sig, v0) return v1 }
         func fn1 b: sig { b0(v0: Signed): v1: Signed = direct_call(&fn0:*sig, v0)
             v2: Signed = direct_call(&fn2:*sig, v0) return v1 }
         func fn2 c: sig { b0(v0: Signed): v1: Signed = direct_call(&fn2:*sig, v0) return v1 }
         func fn3 d: sig { b0(v0: Signed): v1: Signed = direct_call(&fn0:*sig, v0) return v1 }",
    );
    let chosen = insert_stack_checks(&mut program, 1000);
    assert_valid(&program, "stack checks");
    let names: Vec<_> = chosen.iter().map(|&f| program.funcs[f].name.to_string()).collect();
    assert_eq!(names, ["a", "c"]);
    assert!(program.root("start_stack_init").is_some());
}

#[test]
fn cycles_through_c_code_that_calls_back_have_a_check() {
    let mut program = program(
        "type csig = func(*sig) -> Signed
         func fn0 compare: sig { b0(v0: Signed): v1: Signed = direct_call(&fn1:*sig, v0) return v1 }
         func fn1 sort: sig { b0(v0: Signed): v1: Signed = direct_call(&fn2:*csig, &fn0:*sig) return v1 }
         extern fn2 qsort: csig { c_name(qsort) }
         func fn3 once: sig { b0(v0: Signed): v1: Signed = direct_call(&fn2:*csig, &fn4:*sig) return v1 }
         func fn4 other: sig { b0(v0: Signed): return v0 }",
    );
    let chosen = insert_stack_checks(&mut program, 1000);
    assert_valid(&program, "stack checks");
    let names: Vec<_> = chosen.iter().map(|&f| program.funcs[f].name.to_string()).collect();
    assert_eq!(names, ["sort"]);
}

#[test]
fn places_are_lines_of_the_source() {
    let mut sources = SourceMap::new();
    sources.add("x.py", "def f(n):\n    if n:\n        raise KeyError\n    return g(n) + 1\n");
    let mut program = program(
        "func fn0 f: sig @0:0:5 { b0(v0: Signed):
            v1: Bool = int_is_true(v0)
            branch v1 b1() else b2(v0)
          b1(): raise &key:*vt, &iexc:*obj @0:32:46
          b2(v2: Signed):
            v3: Signed = direct_call(&fn0:*sig, v2) @0:58:62
            v4: Signed = int_add(v3, 1)
            return v4 }",
    );
    lower_exceptions(&mut program, &sources, Options::default()).unwrap();
    let text = program.to_text();
    assert!(text.contains(r#"debug_traceback_raise{sym "File \"x.py\", line 3, in f"}"#), "{text}");
    assert!(text.contains(r#"debug_traceback_pass{sym "File \"x.py\", line 4, in f"}"#), "{text}");
}

#[test]
fn calls_in_tail_position_are_not_tested() {
    let mut program = program(
        "func fn0 f: sig { b0(v0: Signed): v1: Signed = direct_call(&fn1:*sig, v0) return v1 }
         func fn1 g: sig { b0(v0: Signed): raise &key:*vt, &iexc:*obj }",
    );
    lower_exceptions(&mut program, &SourceMap::new(), Options::default()).unwrap();
    let text = program.to_text();
    let f = text.split("func fn0 f").nth(1).and_then(|rest| rest.split("func").next()).unwrap();
    assert!(!f.contains("branch"), "{f}");
}
