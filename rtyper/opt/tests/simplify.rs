//! Constants, copies, dead code, jumps.

mod common;

use common::check;
use expect_test::expect;

#[test]
fn constants_through_links() {
    check(
        "func fn0 f: sig { b0(v0: Signed):
            v1: Signed = int_add(2, 3)
            v2: Bool = int_lt(v0, 0)
            branch v2 b1(v1, v0) else b2(v1, v0)
          b1(v3: Signed, v4: Signed): goto b3(v3, v4)
          b2(v5: Signed, v6: Signed): v7: Signed = int_mul(v5, 1) goto b3(v7, v6)
          b3(v8: Signed, v9: Signed):
            v10: Signed = int_mul(v8, v8)
            v11: Signed = int_add(v10, v9)
            v12: Signed = int_sub(v11, v11)
            return v11 }",
        expect![[r#"
            func fn0 f: t2 {
              b0(v0: Signed):
                v1: Signed = int_add(25, v0)
                return v1
            }
        "#]],
    );
}

#[test]
fn loop_keeps_its_variable_only() {
    check(
        "func fn0 f: sig { b0(v0: Signed): goto b1(0, v0, 10)
          b1(v1: Signed, v2: Signed, v3: Signed):
            v4: Bool = int_lt(v1, v2)
            branch v4 b2(v1, v2, v3) else b3(v1, v3)
          b2(v5: Signed, v6: Signed, v7: Signed):
            v8: Signed = int_add(v5, v7)
            goto b1(v8, v6, v7)
          b3(v9: Signed, v10: Signed):
            v11: Signed = int_add(v9, v10)
            return v11 }",
        expect![[r#"
            func fn0 f: t2 {
              b0(v0: Signed):
                goto b1(0, v0)
              b1(v1: Signed, v2: Signed):
                v3: Bool = int_lt(v1, v2)
                branch v3 b3(v1, v2) else b2(v1)
              b2(v4: Signed):
                v5: Signed = int_add(v4, 10)
                return v5
              b3(v6: Signed, v7: Signed):
                v8: Signed = int_add(v6, 10)
                goto b1(v8, v7)
            }
        "#]],
    );
}

#[test]
fn known_branch_and_threading() {
    check(
        "func fn0 f: sig { b0(v0: Signed):
            v1: Bool = int_gt(v0, 5)
            branch v1 b1(v0) else b2(v0)
          b1(v2: Signed): v3: Bool = int_lt(v2, 100) branch v3 b3(true, v2) else b3(false, v2)
          b2(v4: Signed): goto b3(false, v4)
          b3(v5: Bool, v6: Signed): branch v5 b4(v6) else b5(v6)
          b4(v7: Signed): v8: Bool = int_gt(v7, 5) branch v8 b6(1) else b6(2)
          b5(v9: Signed): return v9
          b6(v10: Signed): return v10 }",
        expect![[r#"
            func fn0 f: t2 {
              b0(v0: Signed):
                v1: Bool = int_gt(v0, 5)
                branch v1 b1(v0) else b2(v0)
              b1(v2: Signed):
                v3: Bool = int_lt(v2, 100)
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
fn reads_of_static_data() {
    check(
        "func fn0 f: sig { b0(v0: Signed):
            v1: Signed = getinteriorarraysize/chars(&hello:*str)
            v2: Char = getinteriorfield/chars/[](&hello:*str, 1)
            v3: Signed = cast_char_to_int(v2)
            v4: Signed = getfield.subclassrange_min(&ovf:*vt)
            v5: Signed = int_add(v1, v3)
            v6: Signed = int_add(v5, v4)
            v7: Signed = getfield.hash(&hello:*str)
            v8: Signed = int_add(v6, v7)
            return v8 }",
        expect![[r#"
            func fn0 f: t2 {
              b0(v0: Signed):
                v1: Signed = getfield.hash(&d11:*t9)
                v2: Signed = int_add(109, v1)
                return v2
            }
        "#]],
    );
}

#[test]
fn overflow_known_or_not() {
    check(
        "func fn0 f: sig { b0(v0: Signed):
            v1: Signed = int_add_ovf(3, 4)
            catch b1(v1, v0) { &ovf:*vt as v2: *vt, v3: *obj: b3(1) }
          b1(v4: Signed, v5: Signed):
            v6: Signed = int_mul_ovf(9223372036854775807, 2)
            catch b2(v6) { any as v7: *vt, v8: *obj: b3(v5) }
          b2(v9: Signed): return v9
          b3(v10: Signed): return v10 }",
        expect![[r#"
            func fn0 f: t2 {
              b0(v0: Signed):
                v1: Signed = int_mul_ovf(9223372036854775807, 2)
                catch b2(v1) { any as v2: *t0, v3: *t1: b1(v0) }
              b1(v4: Signed):
                return v4
              b2(v5: Signed):
                return v5
            }
        "#]],
    );
}

#[test]
fn switch_on_constant() {
    check(
        "func fn0 f: sig { b0(v0: Signed): goto b1(7)
          b1(v1: Signed): switch v1 { 1: b2(10), 7: b2(70), default: b2(0) }
          b2(v2: Signed): return v2 }",
        expect![[r#"
            func fn0 f: t2 {
              b0(v0: Signed):
                return 70
            }
        "#]],
    );
}

#[test]
fn loads_and_stores() {
    check(
        "func fn0 f: psig { b0(v0: *pair, v1: *pair):
            v2: Signed = getfield.a(v0)
            v3: Signed = getfield.a(v0)
            setfield.b(v0, 5)
            v4: Signed = getfield.b(v0)
            v5: Signed = getfield.a(v0)
            setfield.a(v1, 1)
            v6: Signed = getfield.a(v0)
            v7: Signed = getfield.b(v0)
            v8: Signed = int_add(v2, v3)
            v9: Signed = int_add(v8, v4)
            v10: Signed = int_add(v9, v5)
            v11: Signed = int_add(v10, v6)
            v12: Signed = int_add(v11, v7)
            return v12 }",
        expect![[r#"
            func fn0 f: t13 {
              b0(v0: *t6, v1: *t6):
                v2: Signed = getfield.a(v0)
                setfield.b(v0, 5)
                setfield.a(v1, 1)
                v5: Signed = getfield.a(v0)
                v6: Signed = int_add(v2, v2)
                v7: Signed = int_add(v6, 5)
                v8: Signed = int_add(v7, v2)
                v9: Signed = int_add(v8, v5)
                v10: Signed = int_add(v9, 5)
                return v10
            }
        "#]],
    );
}

#[test]
fn chain_of_tests() {
    check(
        "func fn0 f: sig { b0(v0: Signed):
            v1: Bool = int_eq(v0, 3)
            branch v1 b9(30) else b1(v0)
          b1(v2: Signed): v3: Bool = int_ne(v2, 4) branch v3 b2(v2) else b9(40)
          b2(v4: Signed): v5: Bool = int_eq(v4, 3) branch v5 b9(31) else b3(v4)
          b3(v6: Signed): v7: Bool = int_eq(5, v6) branch v7 b9(v6) else b4(v6)
          b4(v8: Signed): v9: Signed = int_add(v8, 1) return v9
          b9(v10: Signed): return v10 }",
        expect![[r#"
            func fn0 f: t2 {
              b0(v0: Signed):
                switch v0 { 3: b2(30), 4: b2(40), 5: b2(v0), default: b1(v0) }
              b1(v1: Signed):
                v2: Signed = int_add(v1, 1)
                return v2
              b2(v3: Signed):
                return v3
            }
        "#]],
    );
}
