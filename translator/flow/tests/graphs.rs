//! Snapshots of graphs.

mod common;

use common::graph_text;
use expect_test::expect;

#[test]
fn straight() {
    expect![[r#""#]].assert_eq(&graph_text("def f(a, b):\n    c = a + b * 2\n    return c\n"));
}

#[test]
fn loops() {
    expect![[r#""#]].assert_eq(&graph_text(
        "
def f(n):
    s = 0
    i = 0
    while i < n:
        if i & 1:
            s += i
        i += 1
    return s
",
    ));
}

#[test]
fn handlers() {
    expect![[r#""#]].assert_eq(&graph_text(
        "
def f(l, i):
    try:
        return l[i]
    except IndexError:
        return -1
",
    ));
}
