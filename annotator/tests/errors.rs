//! What is said about mistakes.

mod common;

use common::annotate;

#[test]
fn a_conflict_shows_both_origins() {
    let p = annotate(
        "def find(s, c):
    for i in range(len(s)):
        if s[i] == c:
            return i
    return None
def main(argv):
    find(argv[0], 'x')
    return 0
",
    );
    let d = p.error(5, "union");
    assert_eq!(p.host.sources.line_of(d.labels[0].span), 4);
    assert!(d.help.is_some());
    assert_eq!(d.chain[0].function, "main");
}

#[test]
fn independent_errors_are_all_found() {
    let p = annotate(
        "class A(object):
    def __init__(self): self.size = 1
def one(a): return a.sice
def two(s): return s[len(s) - 3:]
def three(n): return n + 'x'
def four(n): return two(n, 3)
def main(argv):
    one(A())
    two(argv[0])
    three(len(argv))
    four(argv[0])
    return 0
",
    );
    assert_eq!(p.error(3, "attribute").help.as_deref(), Some("did you mean size?"));
    p.error(4, "slice-negative");
    p.error(5, "operation");
    p.error(6, "call-args");
    assert_eq!(p.errors.len(), 4, "{:#?}", p.errors);
}

#[test]
fn an_attribute_of_a_derived_class() {
    let p = annotate(
        "class A(object): pass
class B(A):
    def only(self): return 1
def main(argv):
    a = A()
    if len(argv) > 1: a = B()
    return a.only()
",
    );
    // The base has no such method, and instances of it reach the call.
    let _ = &p.errors;
}

#[test]
fn what_is_only_ever_none() {
    let p = annotate(
        "class A(object):
    def __init__(self):
        self.child = None
def main(argv):
    return A().child.x
",
    );
    let d = p.error(5, "none");
    assert!(d.message.contains("child"), "{}", d.message);
    assert_eq!(p.host.sources.line_of(d.labels[0].span), 3);
}

#[test]
fn the_entry_point_returns_an_int() {
    let p = annotate("def main(argv):\n    pass\n");
    p.error(1, "entry-point");
}

#[test]
fn undeclared_attributes() {
    let p = annotate(
        "class A(object):
    _attrs_ = ['x']
def main(argv):
    a = A()
    a.x = 1
    a.y = 2
    return a.x
",
    );
    p.error(6, "attrs");
}

#[test]
fn remedies() {
    let p = annotate(
        "def a(l): l.sort()
def b(s): return '{0}'.format(s)
def c(n): return '%5d' % n
def main(argv):
    a([1]); b(argv[0]); c(len(argv))
    return 0
",
    );
    assert!(p.error(1, "attribute").help.as_ref().is_some_and(|h| h.contains("listsort")));
    assert!(p.error(2, "attribute").help.is_some());
    assert!(p.error(3, "format").help.is_some());
}
