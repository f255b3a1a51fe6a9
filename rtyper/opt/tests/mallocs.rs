//! Removal of allocations.

mod common;

use common::{check, optimized};
use expect_test::expect;
use rpython_opt::OptOptions;

#[test]
fn loop_carried_pair() {
    check(
        "func fn0 f: sig { b0(v0: Signed):
            v1: *pair = malloc{malloc pair gc zero}()
            setfield.a(v1, 1)
            goto b1(v1, v0)
          b1(v2: *pair, v3: Signed):
            v4: Bool = int_gt(v3, 0)
            branch v4 b2(v2, v3) else b3(v2)
          b2(v5: *pair, v6: Signed):
            v7: *pair = malloc{malloc pair gc zero}()
            v8: Signed = getfield.a(v5)
            v9: Signed = getfield.b(v5)
            v10: Signed = int_add(v8, v9)
            setfield.a(v7, v10)
            setfield.b(v7, v8)
            v11: Signed = int_sub(v6, 1)
            goto b1(v7, v11)
          b3(v12: *pair): v13: Signed = getfield.a(v12) return v13 }",
        expect![[r#"
            func fn0 f: t2 {
              b0(v0: Signed):
                goto b1(v0, 1, 0)
              b1(v1: Signed, v2: Signed, v3: Signed):
                v4: Bool = int_gt(v1, 0)
                branch v4 b3(v1, v2, v3) else b2(v2)
              b2(v5: Signed):
                return v5
              b3(v6: Signed, v7: Signed, v8: Signed):
                v9: Signed = int_add(v7, v8)
                v10: Signed = int_sub(v6, 1)
                goto b1(v10, v9, v7)
            }
        "#]],
    );
}

#[test]
fn casts_and_tests() {
    check(
        "func fn0 f: sig { b0(v0: Signed):
            v1: *sub = malloc{malloc sub gc zero}()
            v2: *pair = cast_pointer(v1)
            setfield.a(v2, v0)
            setfield.c(v1, 5)
            v3: Bool = ptr_nonzero(v2)
            branch v3 b1(v1, v2) else b2()
          b1(v4: *sub, v5: *pair):
            v6: Signed = getfield.c(v4)
            v7: Signed = getfield.a(v5)
            v8: Signed = int_add(v6, v7)
            return v8
          b2(): return 0 }",
        expect![[r#"
            func fn0 f: t2 {
              b0(v0: Signed):
                v1: Signed = int_add(5, v0)
                return v1
            }
        "#]],
    );
}

#[test]
fn two_names_of_one_object_after_a_merge() {
    // Behind the merge the object may be changed by one name and read by the other.
    let text = "func fn0 f: sig2 { b0(v0: Signed, v1: Signed):
            v2: *pair = malloc{malloc pair gc zero}()
            v3: *pair = malloc{malloc pair gc zero}()
            v4: Bool = int_lt(v0, v1)
            branch v4 b1(v2, v2) else b1(v2, v3)
          b1(v5: *pair, v6: *pair):
            setfield.a(v6, 7)
            v7: Signed = getfield.a(v5)
            return v7 }";
    let text = optimized(text, &OptOptions::full());
    assert!(text.contains("malloc"), "{text}");
}

#[test]
fn what_escapes_stays() {
    for use_ in [
        "v9: Signed = direct_call(&fn1:*upair, v2)",
        "setfield.next(v1, v2)",
        "v9: Signed = gc_identityhash(v2)",
    ] {
        let text = optimized(
            &format!(
                "type node = gcstruct node {{ next: *pair }}
                 type nsig = func(*node) -> Signed
                 func fn0 f: nsig {{ b0(v1: *node):
                    v2: *pair = malloc{{malloc pair gc zero}}()
                    {use_}
                    v3: Signed = getfield.a(v2)
                    return v3 }}
                 func fn1 g: upair [dont_inline] {{ b0(v0: *pair): setfield.a(v0, 3) return 0 }}"
            ),
            &OptOptions::full(),
        );
        assert!(text.contains("malloc"), "{text}");
    }
}

#[test]
fn unused_and_finalized() {
    let text = "func fn0 f: sig { b0(v0: Signed):
            v1: *pair = malloc{malloc pair gc zero}() setfield.a(v1, v0) return v0 }";
    assert!(!optimized(text, &OptOptions::full()).contains("malloc"));
    let program = common::program(text);
    let pair = program
        .types
        .iter()
        .find(|(id, _)| program.types.as_struct(*id).is_some_and(|s| s.name == "pair"))
        .unwrap()
        .0;
    let options = OptOptions { finalized: vec![pair], ..OptOptions::full() };
    assert!(optimized(text, &options).contains("malloc"));
}

#[test]
fn one_object_in_another() {
    check(
        "type box = gcstruct box { p: *pair }
         func fn0 f: sig { b0(v0: Signed):
            v1: *pair = malloc{malloc pair gc zero}()
            v2: *box = malloc{malloc box gc zero}()
            setfield.p(v2, v1)
            setfield.a(v1, v0)
            v3: *pair = getfield.p(v2)
            v4: Signed = getfield.a(v3)
            return v4 }",
        expect![[r#"
            func fn0 f: t2 {
              b0(v0: Signed):
                return v0
            }
        "#]],
    );
}
