//! Inlining, with exceptions, and what it lays open.

mod common;

use common::{check, optimized, program};
use expect_test::expect;
use rpython_opt::{OptOptions, run};

#[test]
fn small_function_with_branches() {
    check(
        "func fn0 f: sig { b0(v0: Signed):
            v1: Bool = direct_call(&fn1:*pred, v0)
            branch v1 b1() else b2(v0)
          b1(): return 1
          b2(v2: Signed): return v2 }
         func fn1 is_digit: pred { b0(v0: Signed):
            v1: Bool = int_ge(v0, 48)
            branch v1 b1(v0) else b2()
          b1(v2: Signed): v3: Bool = int_le(v2, 57) branch v3 b3() else b2()
          b2(): return false
          b3(): return true }",
        expect![[r#"
            func fn0 f: t2 {
              b0(v0: Signed):
                v1: Bool = int_ge(v0, 48)
                branch v1 b1(v0) else b2(v0)
              b1(v2: Signed):
                v3: Bool = int_le(v2, 57)
                branch v3 b3() else b2(v2)
              b2(v4: Signed):
                return v4
              b3():
                return 1
            }
        "#]],
    );
}

#[test]
fn exception_goes_straight_to_its_handler() {
    check(
        "func fn0 f: sig { b0(v0: Signed):
            v1: Signed = direct_call(&fn1:*sig, v0)
            catch b1(v1) { &ovf:*vt as v2: *vt, v3: *obj: b1(7), &key:*vt as v4: *vt, v5: *obj: b1(8) }
          b1(v6: Signed): return v6 }
         func fn1 g: sig { b0(v0: Signed):
            v1: Bool = int_lt(v0, 0)
            branch v1 b1() else b2(v0)
          b1(): raise &key:*vt, &ikey:*obj
          b2(v2: Signed): v3: Signed = int_add_ovf(v2, 1) v4: Signed = int_mul(v3, 2) return v4 }",
        expect![[r#"
            func fn0 f: t2 {
              b0(v0: Signed):
                v1: Bool = int_lt(v0, 0)
                branch v1 b3(8) else b1(v0)
              b1(v2: Signed):
                v3: Signed = int_add_ovf(v2, 1)
                catch b2(v3) { &d2:*t0 as v4: *t0, v5: *t1: b3(7) }
              b2(v6: Signed):
                v7: Signed = int_mul(v6, 2)
                goto b3(v7)
              b3(v8: Signed):
                return v8
            }
        "#]],
    );
}

#[test]
fn exception_that_no_handler_wants() {
    check(
        "func fn0 f: sig { b0(v0: Signed):
            v1: Signed = direct_call(&fn1:*sig, v0)
            catch b1(v1) { &arith:*vt as v2: *vt, v3: *obj: b1(7) }
          b1(v6: Signed): return v6 }
         func fn1 g: sig { b0(v0: Signed):
            v1: Bool = int_lt(v0, 0)
            branch v1 b1() else b2(v0)
          b1(): raise &key:*vt, &ikey:*obj
          b2(v2: Signed): v3: Signed = direct_call(&fn2:*sig, v2) return v3 }
         func fn2 h: sig [dont_inline] { b0(v0: Signed):
            v1: Bool = int_gt(v0, 10) branch v1 b1() else b2(v0)
          b1(): raise &ovf:*vt, &iovf:*obj
          b2(v2: Signed): return v2 }",
        expect![[r#"
            func fn0 f: t2 {
              b0(v0: Signed):
                v1: Bool = int_lt(v0, 0)
                branch v1 b3() else b1(v0)
              b1(v2: Signed):
                v3: Signed = direct_call(&fn2:*t2, v2)
                catch b2(v3) { &d1:*t0 as v4: *t0, v5: *t1: b2(7) }
              b2(v6: Signed):
                return v6
              b3():
                raise &d3:*t0, &d8:*t1
            }
        "#]],
    );
}

#[test]
fn exception_of_unknown_class() {
    check(
        "type rsig = func(*vt, *obj) -> Signed
         func fn0 f: rsig { b0(v0: *vt, v1: *obj):
            v2: Signed = direct_call(&fn1:*rsig, v0, v1)
            catch b1(v2) { &ovf:*vt as v3: *vt, v4: *obj: b1(7), &exc:*vt as v5: *vt, v6: *obj: b2(v6) }
          b1(v7: Signed): return v7
          b2(v8: *obj): v9: *vt = getfield.typeptr(v8) v10: Signed = getfield.subclassrange_min(v9) return v10 }
         func fn1 g: rsig { b0(v0: *vt, v1: *obj):
            v2: Bool = ptr_nonzero(v1)
            branch v2 b1(v0, v1) else b2()
          b1(v3: *vt, v4: *obj): raise v3, v4
          b2(): return 3 }",
        expect![[r#"
            func fn0 f: t14 {
              b0(v0: *t0, v1: *t1):
                v2: Bool = ptr_nonzero(v1)
                branch v2 b1(v0, v1) else b5(3)
              b1(v3: *t0, v4: *t1):
                v5: Bool = ptr_eq(v3, &d2:*t0)
                branch v5 b5(7) else b2(v3, v4)
              b2(v6: *t0, v7: *t1):
                v8: Signed = getfield.subclassrange_min(v6)
                v9: Bool = int_between(1, v8, 20)
                branch v9 b4(v7) else b3(v6, v7)
              b3(v10: *t0, v11: *t1):
                raise v10, v11
              b4(v12: *t1):
                v13: *t0 = getfield.typeptr(v12)
                v14: Signed = getfield.subclassrange_min(v13)
                return v14
              b5(v15: Signed):
                return v15
            }
        "#]],
    );
}

#[test]
fn returned_pair_disappears() {
    check(
        "func fn0 f: sig { b0(v0: Signed):
            v1: *pair = direct_call(&fn1:*mkpair, v0)
            v2: Signed = getfield.a(v1)
            v3: Signed = getfield.b(v1)
            v4: Signed = int_sub(v2, v3)
            return v4 }
         func fn1 divmod: mkpair { b0(v0: Signed):
            v1: Bool = int_lt(v0, 0)
            branch v1 b1(v0) else b2(v0)
          b1(v2: Signed): v3: *pair = malloc{malloc pair gc zero}() setfield.a(v3, v2) goto b3(v3)
          b2(v4: Signed):
            v5: Signed = int_mod(v4, 10)
            v6: *pair = malloc{malloc pair gc zero}()
            setfield.a(v6, v4)
            setfield.b(v6, v5)
            goto b3(v6)
          b3(v7: *pair): return v7 }",
        expect![[r#"
            func fn0 f: t2 {
              b0(v0: Signed):
                v1: Bool = int_lt(v0, 0)
                branch v1 b2(0, v0) else b1(v0)
              b1(v2: Signed):
                v3: Signed = int_mod(v2, 10)
                goto b2(v3, v2)
              b2(v4: Signed, v5: Signed):
                v6: Signed = int_sub(v5, v4)
                return v6
            }
        "#]],
    );
}

#[test]
fn iterator_disappears() {
    check(
        "type next = func(*pair) -> Signed
         func fn0 f: sig { b0(v0: Signed):
            v1: *pair = malloc{malloc pair gc zero}()
            setfield.b(v1, v0)
            goto b1(v1, 0)
          b1(v2: *pair, v3: Signed):
            v4: Signed = direct_call(&fn1:*next, v2)
            catch b2(v2, v3, v4) { &key:*vt as v5: *vt, v6: *obj: b3(v3) }
          b2(v7: *pair, v8: Signed, v9: Signed):
            v10: Signed = int_add(v8, v9)
            goto b1(v7, v10)
          b3(v11: Signed): return v11 }
         func fn1 next: next { b0(v0: *pair):
            v1: Signed = getfield.a(v0)
            v2: Signed = getfield.b(v0)
            v3: Bool = int_ge(v1, v2)
            branch v3 b1() else b2(v0, v1)
          b1(): raise &key:*vt, &ikey:*obj
          b2(v4: *pair, v5: Signed):
            v6: Signed = int_add(v5, 1)
            setfield.a(v4, v6)
            return v5 }",
        expect![[r#"
            func fn0 f: t2 {
              b0(v0: Signed):
                goto b1(0, 0, v0)
              b1(v1: Signed, v2: Signed, v3: Signed):
                v4: Bool = int_ge(v2, v3)
                branch v4 b3(v1) else b2(v1, v2, v3)
              b2(v5: Signed, v6: Signed, v7: Signed):
                v8: Signed = int_add(v6, 1)
                v9: Signed = int_add(v5, v6)
                goto b1(v9, v8, v7)
              b3(v10: Signed):
                return v10
            }
        "#]],
    );
}

#[test]
fn recursion_is_left() {
    let text = optimized(
        "func fn0 f: sig { b0(v0: Signed):
            v1: Bool = int_lt(v0, 1)
            branch v1 b1(v0) else b2(v0)
          b1(v2: Signed): return v2
          b2(v3: Signed): v4: Signed = int_sub(v3, 1) v5: Signed = direct_call(&fn0:*sig, v4) return v5 }",
        &OptOptions::full(),
    );
    assert_eq!(text.matches("direct_call").count(), 1);
}

#[test]
fn mutual_recursion_ends() {
    let mut program = program(
        "func fn0 f: sig { b0(v0: Signed): v1: Signed = direct_call(&fn1:*sig, v0) return v1 }
         func fn1 g: sig { b0(v0: Signed): v1: Signed = direct_call(&fn2:*sig, v0) return v1 }
         func fn2 h: sig { b0(v0: Signed): v1: Signed = direct_call(&fn0:*sig, v0) v2: Signed = direct_call(&fn1:*sig, v1) return v2 }",
    );
    run(&mut program, &OptOptions::full(), &mut |_, _| {});
}

#[test]
fn attributes() {
    let call = |attrs: &str, ops: usize| {
        let body = "v0: Signed = getfield.a(p) setfield.a(p, v0) ".to_string();
        let mut text = String::new();
        for i in 0..ops {
            text += &body.replace("v0", &format!("x{i}"));
        }
        let text = optimized(
            &format!(
                "func fn0 f: upair {{ b0(v0: *pair): v1: Signed = direct_call(&fn1:*upair, v0) return v1 }}
                 func fn1 g: upair [{attrs}] {{ b0(p: *pair): {text} return x0 }}"
            ),
            &OptOptions { storesink: false, constfold: false, ..OptOptions::full() },
        );
        !text.contains("direct_call")
    };
    assert!(call("unroll_safe", 5));
    assert!(!call("dont_inline", 5));
    assert!(!call("unroll_safe", 50));
    assert!(call("always_inline", 50));
    assert!(call("try_inline", 50));
    assert!(!call("gc_internal", 5));
}
