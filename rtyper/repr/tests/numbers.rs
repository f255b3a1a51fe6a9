//! Numbers.

mod common;

use common::{entry_text, program};
use expect_test::expect;
use rpython_annotator::SomeValue;

#[test]
fn addition() {
    let p = program("def f(a, b):\n    return a + b * 2\n", vec![SomeValue::INT, SomeValue::INT]).unwrap();
    expect![[r#"
        func fn0 f in m: t10 {
          b0(v0: Signed "a", v1: Signed "b"):
            v2: Signed = int_mul(v1, 2)
            v3: Signed = int_add(v0, v2)
            return v3
        }
    "#]]
    .assert_eq(&entry_text(&p));
}

#[test]
fn loops_and_floor_division() {
    let source = "def f(n):\n    total = 0\n    while n > 0:\n        total += n // -3\n        n -= 1\n    return total\n";
    let p = program(source, vec![SomeValue::INT]).unwrap();
    expect![[r#"
        func fn0 f in m: t10 {
          b0(v0: Signed "n"):
            goto b1(v0, 0)
          b1(v1: Signed "n", v2: Signed "total"):
            v6: Bool = int_gt(v1, 0)
            branch v6 b2(v1, v2) else b3(v2)
          b3(v5: Signed "total"):
            return v5
          b2(v3: Signed "n", v4: Signed "total"):
            v7: Signed = direct_call(&fn1:*t29, v3, -3)
            v8: Signed "total" = int_add(v4, v7)
            v9: Signed "n" = int_sub(v3, 1)
            goto b1(v9, v8)
        }
    "#]]
    .assert_eq(&entry_text(&p));
}

#[test]
fn calls_and_exceptions() {
    let source = "\
def g(x):
    if x > 10:
        raise ValueError
    return x + 1

def f(n):
    try:
        return g(n)
    except ValueError:
        return -1
";
    let p = program(source, vec![SomeValue::INT]).unwrap();
    expect![[r#"
        func fn0 f in m: t10 {
          b0(v0: Signed "n"):
            v2: Signed = direct_call(&fn1:*t10, v0)
            catch b3(v2) { &d15:*t1 as v8: *t1, v9: *t2: b4(v8, v9) }
          b4(v3: *t1, v4: *t2):
            v5: *t27 = cast_pointer(v4)
            goto b2()
          b2():
            return -1
          b3(v10: Signed):
            goto b1(v10)
          b1(v1: Signed):
            return v1
        }
    "#]]
    .assert_eq(&entry_text(&p));
}
