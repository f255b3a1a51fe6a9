//! Graphs compute what the functions compute: each function is run by the evaluator and as a graph.

mod common;

use common::check;

#[test]
fn arithmetic() {
    check(
        "def f(a, b):\n    return (a + b * 2 - 7) ^ (a | 3), a // b, a % b, -a, ~b\n",
        &["(5, 3)", "(-8, 5)", "(1, 0)"],
    );
}

#[test]
fn while_loops() {
    let source = "
def f(n):
    s = 0
    i = 0
    while i < n:
        if i & 1:
            s += i
        i += 1
    return s
";
    check(source, &["(0,)", "(1,)", "(10,)"]);
}

#[test]
fn nested_loops_with_break_continue_else() {
    let source = "
def f(n):
    out = []
    for i in range(n):
        for j in range(i):
            if j == 3:
                continue
            if j * i == 12:
                break
            out.append((i, j))
        else:
            out.append('else')
        if i == 7:
            break
    else:
        out.append('all')
    k = 0
    while k < n:
        k += 1
        if k == 5:
            break
    else:
        out.append('while-else')
    return out
";
    check(source, &["(0,)", "(3,)", "(6,)", "(20,)"]);
}

#[test]
fn short_circuits_and_conditional_expressions() {
    let source = "
def g(x, log):
    log.append(x)
    return x
def f(a, b, c):
    log = []
    r = g(a, log) and g(b, log) or g(c, log)
    s = not (a or b)
    if a and (b or c) and not (b and c):
        t = 1
    else:
        t = 2
    u = 'x' if a < b < c else 'y'
    x = a or b
    if x:
        t += 10
    return r, s, t, u, log, a is not None, not a
";
    let mut all = Vec::new();
    for a in 0..3 {
        for b in 0..3 {
            for c in 0..2 {
                all.push(format!("({a}, {b}, {c})"));
            }
        }
    }
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    check(source, &all);
}

#[test]
fn exceptions_by_class() {
    let source = "
class E1(Exception):
    pass
class E2(E1):
    pass
def g(n):
    if n == 0:
        raise E1
    if n == 1:
        raise E2()
    if n == 2:
        raise ValueError('x')
    if n == 3:
        raise KeyError, 'k'
    if n == 4:
        raise SystemExit
    return n
def f(n):
    try:
        try:
            x = g(n)
        except E2:
            return 'E2'
        except (ValueError, E1), e:
            return 'VE1', isinstance(e, ValueError), e.__class__.__name__
        else:
            return 'else', x
    except LookupError:
        return 'L'
";
    check(source, &["(0,)", "(1,)", "(2,)", "(3,)", "(4,)", "(5,)"]);
}

#[test]
fn implicit_exceptions() {
    let source = "
def f(l, i, d):
    out = []
    try:
        out.append(l[i])
    except IndexError:
        out.append('IE')
    try:
        out.append(10 // i)
    except ZeroDivisionError:
        out.append('ZDE')
    try:
        out.append(d[i])
    except KeyError:
        out.append('KE')
    try:
        l[i] = 5
        del l[i]
    except (IndexError, KeyError):
        out.append('set')
    try:
        out.append(chr(i))
    except ValueError:
        out.append('VE')
    try:
        out.append(int(d['s']))
    except Exception:
        out.append('E')
    return out, l
";
    check(
        source,
        &[
            "([1, 2, 3], 1, {1: 2, 's': '12'})",
            "([1, 2, 3], 0, {1: 2, 's': 'zz'})",
            "([1, 2, 3], 7, {7: 2})",
            "([1], 700, {})",
        ],
    );
}

#[test]
fn finally_and_all_ways_out() {
    let source = "
def f(n):
    out = []
    for i in range(n):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
            if n == 5:
                return out
        finally:
            out.append('f')
    try:
        try:
            if n == 2:
                raise ValueError
            out.append(10 // (n - 3))
        finally:
            out.append('g')
    except ValueError:
        out.append('VE')
    except ZeroDivisionError:
        out.append('ZDE')
    return out
";
    check(source, &["(0,)", "(1,)", "(2,)", "(3,)", "(4,)", "(5,)", "(6,)"]);
}

#[test]
fn return_in_finally_and_nested() {
    let source = "
def f(n):
    try:
        try:
            if n == 0:
                raise ValueError
            if n == 1:
                return 'one'
            n += 10
        finally:
            n += 100
            if n == 112:
                return 'early', n
    finally:
        if n == 113:
            return 'late', n
    return n
";
    check(source, &["(0,)", "(1,)", "(2,)", "(3,)", "(4,)"]);
}

#[test]
fn reraise() {
    let source = "
def g(n):
    if n == 0:
        raise ValueError
    if n == 1:
        raise KeyError
    return n
def h(n, out):
    try:
        return g(n)
    except ValueError:
        out.append('log')
        raise
    except KeyError, e:
        out.append('again')
        raise e
def f(n):
    out = []
    try:
        out.append(h(n, out))
    except ValueError:
        out.append('VE')
    except:
        out.append('bare')
    return out
";
    check(source, &["(0,)", "(1,)", "(2,)"]);
}

#[test]
fn with_statements() {
    let source = "
class CM(object):
    def __init__(self, out, swallow):
        self.out = out
        self.swallow = swallow
    def __enter__(self):
        self.out.append('enter')
        return self
    def __exit__(self, a, b, c):
        self.out.append('exit')
        return self.swallow
def g(n):
    if n == 1:
        raise ValueError
    return n
def f(n, swallow):
    out = []
    try:
        with CM(out, swallow) as cm:
            out.append(g(n))
            if n == 2:
                return out
            for i in range(3):
                with CM(out, False):
                    if i == 1:
                        break
                    if i == 0:
                        continue
        out.append('after')
    except ValueError:
        out.append('VE')
    return out
";
    check(source, &["(0, False)", "(1, False)", "(1, True)", "(2, False)", "(3, True)"]);
}

#[test]
fn tuples_and_swaps() {
    let source = "
def f(a, b, c):
    a, b = b, a
    a, b, c = c, a, b
    (x, y), z = (a, b), c
    l = [x, y, z]
    p, q, r = l
    t = (p, (q, r))
    u, (v, w) = t
    l[0], l[1] = l[1], l[0]
    return a, b, c, x, y, z, u, v, w, l, t[1][0]
";
    check(source, &["(1, 2, 3)"]);
    check("def f(l):\n    a, b = l\n    return a, b\n", &["([1, 2],)", "([1],)", "((3, 4),)"]);
    check(
        "def f(l):\n    try:\n        a, b = l\n    except ValueError:\n        return 'VE'\n    return a, b\n",
        &["([1, 2],)", "([1],)"],
    );
}

#[test]
fn calls_of_all_shapes() {
    let source = "
def g(a, b=2, *rest):
    return a, b, rest
def k(a, b=2, c=3):
    return a, b, c
def f(x, t):
    return g(x), g(x, 5), g(x, 5, 6, 7), k(x, c=9), k(c=1, a=x), g(*t), g(x, *t), k(*(1, 2)), g(1, *())
";
    check(source, &["(1, (4, 5))", "(1, (4, 5, 6, 7))"]);
}

#[test]
fn methods_and_attributes() {
    let source = "
class A(object):
    kind = 'a'
    def __init__(self, x):
        self.x = x
    def get(self):
        return self.x
    def add(self, y):
        self.x += y
        return self
class B(A):
    kind = 'b'
    def get(self):
        return A.get(self) * 2
the_b = B(100)
def f(n):
    a = A(n)
    b = B(n)
    a.add(1).add(2)
    b.x += 5
    the_b.add(n)
    m = b.get
    return a.get(), b.get(), m(), a.kind, b.kind, A.kind, the_b.get(), the_b.x
";
    check(source, &["(1,)", "(20,)"]);
}

#[test]
fn lists_dicts_slices_comprehensions() {
    let source = "
def f(l, n):
    d = {'a': 1, n: l}
    d['b'] = 2
    e = dict([(x, y) for x in l for y in l if x < y])
    s = l[1:n]
    l[0:1] = [7, 8]
    del l[-1:]
    c = [x * x for x in l if x & 1]
    st = {1, 2, n}
    g = {x: x + 1 for x in l}
    return d['a'], len(d), s, l, c, sorted(e.items()), l[:], l[1:], l[:n], sorted(st), sorted(g.items()), n in l, n not in d
";
    check(source, &["([1, 2, 3], 2)", "([5, 3, 1], 1)"]);
}

#[test]
fn constants_fold() {
    let source = "
DEBUG = False
TABLE = [1, 2, 3]
T = (1, 'two', 3.0)
class Config(object):
    size = 10
def f(x):
    if DEBUG:
        undefined_function(x)
    y = Config.size * 2 + len(T) + len('abc')
    TABLE.append(x)
    return y + T[0], T[1] * 2, len(TABLE), TABLE[3], 'a' 'b', 'abc'[::-1], 1 < 2 < 3, T[1:]
";
    check(source, &["(1,)"]);
}

#[test]
fn strings_and_conversions() {
    let source = "
def f(n, s):
    return str(n) + s, 'a%sb%d' % (s, n), s * 2, s[0], ord(s[0]), chr(n), hex(n), float(n), int('12'), s.upper(), s == 'x', s < 'y', bool(s), repr(s)
";
    check(source, &["(65, 'x')", "(5, 'yz')", "(300, 'a')"]);
}

#[test]
fn ovfcheck() {
    let source = "
from rpython.rlib.rarithmetic import ovfcheck
def f(a, b):
    out = []
    try:
        out.append(ovfcheck(a + b))
    except OverflowError:
        out.append('add')
    try:
        out.append(ovfcheck(a * b))
    except OverflowError:
        out.append('mul')
    try:
        out.append(ovfcheck(a // b))
    except OverflowError:
        out.append('div')
    except ZeroDivisionError:
        out.append('zero')
    x = a - b
    try:
        y = ovfcheck(x)
    except OverflowError:
        y = 'sub'
    out.append(y)
    try:
        out.append(ovfcheck(-a))
    except OverflowError:
        out.append('neg')
    return out
";
    check(source, &["(1, 2)", "(9223372036854775807, 1)", "(-9223372036854775807 - 1, -1)", "(5, 0)"]);
}

#[test]
fn unrolled_loops() {
    let source = "
from rpython.rlib.unroll import unrolling_iterable
def double(x):
    return x * 2
def inc(x):
    return x + 1
FUNCS = unrolling_iterable([('d', double), ('i', inc), ('n', None)])
PAIRS = unrolling_iterable([(1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')])
def f(name, x):
    out = []
    for n, func in FUNCS:
        if func is None:
            continue
        if n == name:
            out.append(func(x))
    for i, c in PAIRS:
        if i == x:
            break
        if i == 2:
            continue
        for n, func in FUNCS:
            out.append(c + n)
    else:
        out.append('none')
    return out
";
    check(source, &["('d', 5)", "('i', 3)", "('z', 1)"]);
}

#[test]
fn generators() {
    let source = "
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
def two(a, b):
    yield a
    x = a + b
    yield x
    for i in count(2):
        yield (i, x)
    try:
        yield 'in try'
        if a == 1:
            raise ValueError
    except ValueError:
        yield 'VE'
def empty(n):
    return
    yield n
def f(a, b):
    out = []
    for x in two(a, b):
        out.append(x)
    for x in empty(a):
        out.append('never')
    it = count(2)
    out.append(it.next())
    out.append(it.next())
    try:
        it.next()
    except StopIteration:
        out.append('SI')
    try:
        it.next()
    except StopIteration:
        out.append('SI')
    return out
";
    check(source, &["(1, 2)", "(3, 4)"]);
}

#[test]
fn generator_exceptions_come_out_of_the_loop() {
    let source = "
def g(n):
    yield 1
    if n:
        raise KeyError
    yield 2
def f(n):
    out = []
    try:
        for x in g(n):
            out.append(x)
        out.append('end')
    except KeyError:
        out.append('KE')
    return out
";
    check(source, &["(0,)", "(1,)"]);
}

#[test]
fn user_iterators() {
    let source = "
class It(object):
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def next(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        if self.n == 7:
            raise ValueError
        return self.n
def f(n):
    out = []
    try:
        for x in It(n):
            out.append(x)
    except ValueError:
        out.append('VE')
    return out
";
    check(source, &["(3,)", "(10,)"]);
}

#[test]
fn inner_functions_and_closures() {
    let source = "
def make(k):
    def adder(x):
        return x + k
    return adder
add5 = make(5)
def f(n):
    g = lambda x, y=3: x * y
    def h(a):
        return a + 1
    return add5(n) + g(n) + h(n)
";
    check(source, &["(1,)", "(10,)"]);
}

#[test]
fn imports_inside_functions() {
    let source = "
def f(n):
    import math
    from math import sqrt
    return math.floor(n), sqrt(n)
";
    check(source, &["(4.0,)"]);
}

#[test]
fn printing() {
    let source = "
def f(n):
    print n, 'a', True
    print 'x',
    print n
    print
";
    check(source, &["(4,)"]);
}

#[test]
fn raises_of_all_forms() {
    let source = "
class E(Exception):
    def __init__(self, a=0, b=0):
        self.a = a
        self.b = b
prebuilt = E(5, 6)
def g(n):
    if n == 0:
        raise E
    if n == 1:
        raise E(1, 2)
    if n == 2:
        raise E, 7
    if n == 3:
        raise E, (8, 9)
    if n == 4:
        raise prebuilt
    if n == 5:
        e = E(3)
        e.b = 4
        raise e
    if n == 6:
        raise E, E(10, 11)
    if n == 7:
        raise E, None
    assert n < 9, 'too much'
    return n
def f(n):
    try:
        return g(n)
    except E, e:
        return 'E', e.a, e.b
";
    check(source, &["(0,)", "(1,)", "(2,)", "(3,)", "(4,)", "(5,)", "(6,)", "(7,)", "(8,)", "(9,)"]);
}

#[test]
fn attribute_exceptions_are_caught() {
    let source = "
class A(object):
    def __init__(self, n):
        self.n = n
    def getx(self):
        if self.n == 1:
            raise ValueError
        return 3
    def setx(self, value):
        if value == 2:
            raise KeyError
    x = property(getx, setx)
    def __len__(self):
        if self.n == 3:
            raise ValueError
        return 4
def f(n):
    out = []
    a = A(n)
    try:
        out.append(a.x)
    except ValueError:
        out.append('get')
    try:
        a.x = n
    except KeyError:
        out.append('set')
    try:
        out.append(len(a))
    except ValueError:
        out.append('len')
    return out
";
    check(source, &["(0,)", "(1,)", "(2,)", "(3,)"]);
}

#[test]
fn deep_nesting_of_handlers() {
    let source = "
def g(n):
    if n == 0:
        raise ValueError
    if n == 1:
        raise KeyError
    if n == 2:
        raise IndexError
    return n
def f(n, m):
    out = []
    i = 0
    while i < 3:
        i += 1
        try:
            try:
                try:
                    out.append(g(n))
                    if m == 1:
                        continue
                except ValueError:
                    out.append('VE')
                    out.append(g(m))
                finally:
                    out.append('fin')
            except KeyError:
                out.append('KE')
                if m == 3:
                    break
        except IndexError:
            out.append('IE')
            return out
    return out
";
    let mut all = Vec::new();
    for n in 0..4 {
        for m in 0..4 {
            all.push(format!("({n}, {m})"));
        }
    }
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    check(source, &all);
}

#[test]
fn super_calls() {
    let source = "
class A(object):
    def __init__(self, x):
        super(A, self).__init__()
        self.x = x
    def get(self, y):
        return self.x + y
class B(A):
    pass
class C(B):
    def __init__(self, x):
        super(C, self).__init__(x * 2)
    def get(self, y):
        return super(C, self).get(y if y else 100) * 10
def f(n):
    return C(n).get(n), B(n).get(n), C(n).get(0)
";
    check(source, &["(1,)", "(5,)"]);
}

#[test]
fn soft_exceptions_lose_no_variables() {
    let source = "
class A(object):
    def __init__(self, n):
        self.n = n
    def g(self):
        if self.n == 1:
            raise ValueError
        return self.n
def f(n):
    a = A(n)
    try:
        y = a.n
        s = str(y)
        z = a.g()
    except ValueError:
        return y, s
    for x in [1, 2]:
        try:
            for w in [a]:
                last = w.n
                w.g()
        except ValueError:
            return last
    return z
";
    check(source, &["(1,)", "(5,)"]);
}

#[test]
fn bare_raise_without_exception() {
    check("def f(n):\n    raise\n", &["(1,)"]);
}

#[test]
fn conditions_on_constants_of_both_branches() {
    let source = "
def f(n):
    found = False
    kind = None
    for i in range(n):
        if i == 3:
            found = True
            kind = 'three'
            break
    if found:
        r = 1
    else:
        r = 2
    if kind is not None:
        r += len(kind)
    x = y = 0
    while True:
        x += 1
        if x > 10:
            break
        y = y + x if x != 5 else y
    return r, x, y
";
    check(source, &["(0,)", "(3,)", "(4,)", "(9,)"]);
}

#[test]
fn comprehensions_in_handlers_and_generator_expressions() {
    let source = "
def g(x):
    if x == 3:
        raise ValueError
    return x
def f(n):
    try:
        l = [g(x) for x in range(n)]
        m = [(x, y) for x in l if x for y in l]
    except ValueError:
        return 'VE'
    out = []
    for x in (x * x for x in l):
        out.append(x)
    return l, m, out
";
    check(source, &["(0,)", "(3,)", "(4,)"]);
}

#[test]
fn and_or_idiom_needs_no_common_type() {
    let source = "
def f(a, b):
    return a is not None and not b and 'ok' or 'bad'
";
    check(source, &["(1, 0)", "(1, 1)", "(None, 0)", "(None, 1)"]);
    let text = common::graph_text(source);
    // Only the two strings arrive where the paths join, and none of the conditions.
    assert!(text.contains("b1('bad')") && text.contains("b1('ok')"), "{text}");
    assert_eq!(text.matches("b1(v").count(), 1, "only where it is defined: {text}");
}
