//! What functions return: small programs.

mod common;

use common::{annotate, check_results};
use rpython_annotator::{ClassDefId, Kind, SomeValue};
use rpython_lltype::LLType;

#[test]
fn numbers() {
    check_results(
        "
from rpython.rlib.rarithmetic import r_uint, intmask
def add(x, y): return x + y
def half(x): return x / 2.0
def wrap(x): return r_uint(x)
def back(x): return intmask(x)
def test(x): return x < 3
def main(argv):
    n = len(argv)
    add(n, -1); half(n); back(wrap(n)); test(n)
    return 0
",
        &[("add", "int"), ("half", "float"), ("wrap", "r_uint"), ("back", "int"), ("test", "bool")],
    );
}

#[test]
fn non_negative_integers() {
    let program = check_results(
        "
def count(l): return len(l) + 1
def less(l): return len(l) - 1
def positive(n):
    if n >= 0:
        return n
    return 0
def asserted(n):
    assert n >= 0
    return n
def larger(n): return max(n, 0)
def main(argv):
    n = less(argv)
    positive(n); asserted(n); larger(n)
    return count(argv)
",
        &[],
    );
    let out = program.annotator.result();
    for (name, expected) in
        [("count", true), ("less", false), ("positive", true), ("asserted", true), ("larger", true)]
    {
        let graph = &out.graphs[program.graphs(name)[0]];
        let Kind::Integer { ty: LLType::Signed, nonneg } = graph.result.kind else { panic!("{name}") };
        assert_eq!(nonneg, expected, "{name}");
    }
}

#[test]
fn strings_and_containers() {
    check_results(
        "
def char(s): return s[0]
def part(s): return s[1:]
def split(s): return s.split(',')
def pairs(l): return [(i, s) for i, s in enumerate(l)]
def table(l):
    d = {}
    for i in range(len(l)):
        d[l[i]] = i
    return d
def lookup(d, k): return d.get(k, -1)
def text(u): return u.decode('utf-8')
def main(argv):
    s = argv[0]
    char(s); part(s); split(s); pairs(argv); text(s)
    return lookup(table(argv), s)
",
        &[
            ("char", "str of one character"),
            ("part", "str"),
            ("split", "list of str"),
            ("pairs", "list of tuple (int, str)"),
            ("table", "dict from str to int"),
            ("lookup", "int"),
            ("text", "unicode"),
        ],
    );
}

#[test]
fn none_and_isinstance_narrow() {
    check_results(
        "
class A(object):
    pass
class B(A):
    x = 5
def make(n):
    if n == 1: return A()
    if n == 2: return B()
    return None
def present(a):
    if a is not None:
        return a
    return A()
def true(a):
    if a:
        return a
    return A()
def narrowed(a):
    if isinstance(a, B):
        return a
    return B()
def of_type(a):
    if type(a) is B:
        return a
    return B()
def main(argv):
    a = make(len(argv))
    present(a); true(a); narrowed(a)
    of_type(present(a))
    return 0
",
        &[
            ("make", "A instance or None"),
            ("present", "A instance"),
            ("true", "A instance"),
            ("narrowed", "B instance"),
            ("of_type", "B instance"),
        ],
    );
}

#[test]
fn classes_and_methods() {
    let program = check_results(
        "
class Shape(object):
    name = 'shape'
    def __init__(self, n): self.n = n
    def area(self): raise NotImplementedError
    @property
    def double(self): return self.n * 2
class Square(Shape):
    def area(self): return self.n * self.n
class Line(Shape):
    name = None
    def area(self): return 0
def area(s): return s.area()
def name(s): return s.name
def twice(s): return s.double
def main(argv):
    total = 0
    for s in [Square(len(argv)), Line(3)]:
        total += area(s) + twice(s)
        name(s)
    return total
",
        &[("twice", "int"), ("name", "str or None")],
    );
    let out = program.annotator.result();
    let area: Vec<_> = program.graphs("area");
    let methods = area
        .iter()
        .filter(|&&g| out.graphs[g].params().next().is_some_and(|p| matches!(p.kind, Kind::Instance { .. })));
    // The function and the methods of both subclasses and the base.
    assert_eq!(methods.count(), 4);
    let shape: Vec<ClassDefId> =
        out.classdefs.iter().filter(|(_, c)| c.name == "Shape").map(|(id, _)| id).collect();
    let n = out.attribute(shape[0], "n".into()).expect("n");
    assert!(!n.readonly);
    assert!(out.attribute(shape[0], "name".into()).expect("name").readonly);
}

#[test]
fn prebuilt_objects() {
    check_results(
        "
class Node(object):
    def __init__(self, value, rest):
        self.value = value
        self.rest = rest
LIST = Node(1, Node(2, None))
TABLE = {'a': [1.5], 'b': []}
def value(): return LIST.value
def rest(): return LIST.rest
def items(k): return TABLE[k]
def main(argv):
    rest(); items(argv[0])
    return value()
",
        &[("value", "int"), ("rest", "Node instance or None"), ("items", "list of float")],
    );
}

#[test]
fn specialization_makes_copies() {
    let program = check_results(
        "
from rpython.rlib.objectmodel import specialize
@specialize.argtype(0)
def same(x): return x
@specialize.arg(0)
def choose(flag, x):
    if flag:
        return x
    return 'no'
@specialize.memo()
def size(cls): return len(cls.__name__)
class A(object): pass
class Long(object): pass
def pick(n):
    if n: return A
    return Long
def star(*args): return len(args)
def main(argv):
    same(1); same('a'); same(argv)
    choose(True, 5); choose(False, 5)
    star(1); star(1, 2)
    return size(pick(len(argv)))
",
        &[],
    );
    for (name, copies) in [("same", 3), ("choose", 2), ("star", 2), ("size", 0)] {
        assert_eq!(program.graphs(name).len(), copies, "{name}");
    }
    assert_eq!(program.annotator.result().memo.values().next().map(|m| m.entries.len()), Some(2));
}

#[test]
fn exceptions() {
    check_results(
        "
class MyError(Exception):
    def __init__(self, code): self.code = code
def fail(n):
    if n > 3: raise MyError(n)
    return n
def caught(n):
    try:
        return fail(n)
    except MyError as e:
        return e.code
def missing(d, k):
    try:
        return d[k]
    except KeyError:
        return 'none'
def main(argv):
    missing({'a': 'b'}, argv[0])
    return caught(len(argv))
",
        &[("fail", "int"), ("caught", "int"), ("missing", "str")],
    );
}

#[test]
fn generators_and_iterators() {
    check_results(
        "
def numbers(n):
    i = 0
    while i < n:
        yield i * 0.5
        i += 1
class Countdown(object):
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def next(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
def total(n):
    t = 0.0
    for x in numbers(n):
        t += x
    return t
def last(n):
    x = -1
    for x in Countdown(n):
        pass
    return x
def main(argv):
    total(3)
    return last(len(argv))
",
        &[("total", "float"), ("last", "int")],
    );
}

#[test]
fn function_tables_share_a_signature() {
    let program = check_results(
        "
def plain(x): return x
def other(x, scale=3): return x * scale
TABLE = {'a': plain, 'b': other}
def main(argv):
    return TABLE[argv[0]](len(argv) - 2)
",
        &[("plain", "int"), ("other", "int")],
    );
    let out = program.annotator.result();
    for name in ["plain", "other"] {
        let params: Vec<&SomeValue> = out.graphs[program.graphs(name)[0]].params().collect();
        assert_eq!(params.len(), 1, "{name}");
    }
    assert!(out.call_families.roots().any(|f| out.call_families.get(f).members.len() == 2));
}

#[test]
fn low_level_pointers() {
    check_results(
        "
from rpython.rtyper.lltypesystem import lltype, rffi
S = lltype.GcStruct('S', ('x', lltype.Signed), ('next', lltype.Ptr(lltype.GcArray(lltype.Char))))
def make(n):
    s = lltype.malloc(S)
    s.x = n
    return s
def field(s): return s.x
def item(s): return s.next[0]
def cast(n): return rffi.cast(rffi.UINT, n)
def main(argv):
    s = make(len(argv))
    item(s); cast(3)
    return field(s)
",
        &[("field", "int"), ("item", "str of one character"), ("cast", "r_uint32")],
    );
}

#[test]
fn late_helpers_change_nothing() {
    let mut program = annotate(
        "
from rpython.rlib.objectmodel import specialize
def main(argv):
    return len(argv)
def double(x): return x + x
def late(l, n): return double(l[n])
def broken(l): return l.missing
",
    );
    assert!(program.errors.is_empty(), "{:#?}", program.errors);
    program.annotator.seal();
    let array =
        program.host.types.array(rpython_lltype::GcKind::Gc, LLType::Float, rpython_lltype::Hints::default());
    let late = program.host.getattr_str(program.module, "late").expect("late");
    let args = vec![SomeValue::ptr(array), SomeValue::INT];
    let graph =
        program.annotator.request_helper(&mut program.host, late, args.clone(), None).expect("requested");
    program.annotator.solve(&mut program.host).expect("solved");
    let out = program.annotator.result();
    assert_eq!(out.describe(&out.graphs[graph].result), "float");
    let again = program.annotator.request_helper(&mut program.host, late, args, None).expect("requested");
    assert_eq!(graph, again);
    let broken = program.host.getattr_str(program.module, "broken").expect("broken");
    let result = program
        .annotator
        .request_helper(&mut program.host, broken, vec![SomeValue::ptr(array)], None)
        .and_then(|_| program.annotator.solve(&mut program.host));
    assert!(result.is_err());
}
