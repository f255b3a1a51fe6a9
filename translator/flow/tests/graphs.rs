//! Snapshots of graphs.

mod common;

use common::{graph_text, next_graph_text};
use expect_test::expect;

#[test]
fn straight() {
    expect![[r#"
        graph f {
        b0(v0:a, v1:b):
          v2 = mul v1, 2
          v3:c = add v0, v2
          return v3
        }
    "#]]
    .assert_eq(&graph_text("def f(a, b):\n    c = a + b * 2\n    return c\n"));
}

#[test]
fn loops() {
    expect![[r#"
        graph f {
        b0(v0:n):
          goto b1(v0, 0, 0)
        b1(v1:n, v2:s, v3:i):
          v4 = lt v3, v1
          branch v4 ? b2(v1, v2, v3) : b5(v2)
        b2(v5:n, v6:s, v7:i):
          v8 = and_ v7, 1
          v9 = bool v8
          branch v9 ? b3(v5, v6, v7) : b4(v5, v6, v7)
        b3(v10:n, v11:s, v12:i):
          v13:s = inplace_add v11, v12
          goto b4(v10, v13, v12)
        b4(v14:n, v15:s, v16:i):
          v17:i = inplace_add v16, 1
          goto b1(v14, v15, v17)
        b5(v18:s):
          return v18
        }
    "#]]
    .assert_eq(&graph_text(
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
    expect![[r#"
        graph f {
        b0(v0:l, v1:i):
          v2 = getitem_idx v0, v1
          catch b1(v2)
            | IndexError v3, v4 -> b2
        b1(v5):
          return v5
        b2:
          return -1
        }
    "#]]
    .assert_eq(&graph_text(
        "
def f(l, i):
    try:
        return l[i]
    except IndexError:
        return -1
",
    ));
}

#[test]
fn handler_chains_become_cases() {
    expect![[r#"
        graph f {
        b0(v0:n, v1:l):
          v2 = simple_call g, v0
          catch b1(v1, v2)
            | KeyError v3, v4 -> b3(v4)
            | IndexError v5, v6 -> b3(v6)
            | ValueError v7, v8 -> b4
            | Exception v9, v10 -> b5
        b1(v11:l, v12:x):
          v13:y = getitem_idx v11, v12
          catch b2(v13)
            | IndexError v14, v15:e -> b3(v15)
            | KeyError v16, v17:e -> b3(v17)
            | ValueError v18, v19 -> b4
            | Exception v20, v21 -> b5
        b2(v22:y):
          return v22
        b3(v23:e):
          return v23
        b4:
          return 1
        b5:
          return 2
        }
    "#]]
    .assert_eq(&graph_text(
        "
def g(n):
    return n
def f(n, l):
    try:
        try:
            x = g(n)
            y = l[x]
        except (KeyError, IndexError), e:
            return e
        except ValueError:
            return 1
    except Exception:
        return 2
    return y
",
    ));
}

#[test]
fn finally_is_entered_for_each_way_out() {
    expect![[r#"
        graph f {
        b0(v0:n):
          v1 = bool v0
          branch v1 ? b1 : b2(v0)
        b1:
          v2 = simple_call g, 0
          return 1
        b2(v3:n):
          v4 = simple_call g, v3
          catch b3
            | BaseException v5, v6 -> b4(v5, v6)
        b3:
          v7 = simple_call g, 0
          return 2
        b4(v8, v9):
          v10 = simple_call g, 0
          raise v8, v9
        }
    "#]]
    .assert_eq(&graph_text(
        "
def g(n):
    return n
def f(n):
    try:
        if n:
            return 1
        g(n)
    finally:
        g(0)
    return 2
",
    ));
}

#[test]
fn with_statement() {
    expect![[r#"
        graph f {
        b0(v0:cm, v1:l):
          v2 = getattr v0, '__exit__'
          v3 = getattr v0, '__enter__'
          v4:x = simple_call v3
          v5 = getattr v1, 'append'
          v6 = simple_call v5, v4
          catch b1(v2)
            | BaseException v7, v8 -> b2(v2, v7, v8)
        b1(v9):
          v10 = simple_call v9, None, None, None
          return 1
        b2(v11, v12, v13):
          v14 = simple_call v11, v13, v13, None
          v15 = bool v14
          branch v15 ? b3 : b4(v12, v13)
        b3:
          return 1
        b4(v16, v17):
          raise v16, v17
        }
    "#]]
    .assert_eq(&graph_text(
        "
def f(cm, l):
    with cm as x:
        l.append(x)
    return 1
",
    ));
}

#[test]
fn for_loop_and_comprehension() {
    expect![[r#"
        graph f {
        b0(v0:l):
          v1 = newlist_hint v0
          v2 = iter v0
          goto b1(v0, v1, v2)
        b1(v3:l, v4, v5):
          v6 = next v5
          catch b2(v3, v4, v5, v6)
            | StopIteration v7, v8 -> b3(v3, v4)
        b2(v9:l, v10, v11, v12:x):
          v13 = add v12, 1
          v14 = getattr v10, 'append'
          v15 = simple_call v14, v13
          goto b1(v9, v10, v11)
        b3(v16:l, v17):
          v18:r = list_done v17
          v19 = iter v16
          goto b4(v18, v19)
        b4(v20:r, v21):
          v22 = next v21
          catch b5(v20, v21, v22)
            | StopIteration v23, v24 -> b6(v20)
        b5(v25:r, v26, v27:y):
          v28 = getattr v25, 'append'
          v29 = simple_call v28, v27
          goto b4(v25, v26)
        b6(v30:r):
          return v30
        }
    "#]]
    .assert_eq(&graph_text(
        "
def f(l):
    r = [x + 1 for x in l]
    for y in l:
        r.append(y)
    return r
",
    ));
}

#[test]
fn conditions() {
    expect![[r#"
        graph f {
        b0(v0:a, v1:b):
          v2 = bool v0
          branch v2 ? b1(v0, v1) : b3(v0, v1)
        b1(v3:a, v4:b):
          v5 = bool v4
          branch v5 ? b2 : b3(v3, v4)
        b2:
          return 1
        b3(v6:a, v7:b):
          v8 = is_ v6, None
          branch v8 ? b4(v6, v7) : b7(v6, v7)
        b4(v9:a, v10:b):
          v11 = bool v10
          branch v11 ? b5(v9, v10) : b6(v9, v10)
        b5(v12:a, v13:b):
          v14:b = sub v13, 1
          goto b4(v12, v14)
        b6(v15:a, v16:b):
          v17 = ne v15, v16
          return v17
        b7(v18:a, v19:b):
          v20 = contains v18, v19
          branch v20 ? b4(v18, v19) : b8
        b8:
          return 2
        }
    "#]]
    .assert_eq(&graph_text(
        "
def f(a, b):
    x = a and b
    if x:
        return 1
    if a is not None and not (b in a):
        return 2
    while True:
        if not b:
            break
        b = b - 1
    return a != b
",
    ));
}

#[test]
fn generator_bootstrap() {
    expect![[r#"
        graph f {
        b0(v0:a, v1:b):
          v2 = simple_call f__generator
          v3 = setattr v2, 'state', 0
          v4 = setattr v2, 'g0_0_a', v0
          v5 = setattr v2, 'g0_1_b', v1
          return v2
        }
    "#]]
    .assert_eq(&graph_text("def f(a, b):\n    yield a\n    yield b\n"));
}

#[test]
fn generator_body() {
    expect![[r#"
        graph f__next {
        b0(v0:self):
          v1 = getattr v0, 'state'
          v2 = setattr v0, 'state', -1
          v3 = eq v1, 0
          branch v3 ? b1(v0) : b5(v0, v1)
        b1(v4:self):
          v5:n = getattr v4, 'g0_0_n'
          goto b2(v4, v5, 0)
        b2(v6:self, v7:n, v8:i):
          v9 = lt v8, v7
          branch v9 ? b3(v6, v7, v8) : b4
        b3(v10:self, v11:n, v12:i):
          v13 = setattr v10, 'state', 1
          v14 = setattr v10, 'g1_0_i', v12
          v15 = setattr v10, 'g1_1_n', v11
          return v12
        b4:
          v16 = simple_call StopIteration
          raise StopIteration, v16
        b5(v17:self, v18):
          v19 = eq v18, 1
          branch v19 ? b6(v17) : b7
        b6(v20:self):
          v21:i = getattr v20, 'g1_0_i'
          v22:n = getattr v20, 'g1_1_n'
          v23:i = inplace_add v21, 1
          goto b2(v20, v22, v23)
        b7:
          v24 = simple_call StopIteration
          raise StopIteration, v24
        }
    "#]]
    .assert_eq(&next_graph_text(
        "
def f(n):
    i = 0
    while i < n:
        yield i
        i += 1
",
    ));
}

#[test]
fn errors() {
    let mut all = String::new();
    for source in [
        "def f(n):\n    if n:\n        x = 1\n    return x\n",
        "def f(n):\n    for i in n:\n        pass\n    return i\n",
        "def f(n):\n    return undefined_name + n\n",
        "def f(n):\n    global G\n    G = n\n",
        "def f(n):\n    class A(object):\n        pass\n",
        "def f(n):\n    exec 'x = 1'\n",
        "def f(n):\n    def g(x):\n        return x + n\n    return g\n",
        "def f(n):\n    return (1, 2)[5]\n",
        "def f(n):\n    return 1 / 0\n",
        "def f(n):\n    x = None\n    return x.foo\n",
        "def f(n):\n    raise n.x, 5, None\n",
        "def f(n):\n    try:\n        n()\n    except n.cls:\n        pass\n",
        "def f(n):\n    raise\n",
        "def f(n):\n    return n(**n)\n",
        "def f(n):\n    del n.x\n",
        "def f(n):\n    return locals()\n",
        "import sys\ndef f(n):\n    print >>sys.stderr, n\n",
    ] {
        all.push_str(source);
        all.push_str("--> ");
        all.push_str(&graph_text(source));
        all.push('\n');
    }
    expect![[r#"
        def f(n):
            if n:
                x = 1
            return x
        --> unbound-local: Local variable referenced before assignment: 'x'
        at line 4, column 12
        help: give it a value before the `if`, loop or `try` that assigns it

        def f(n):
            for i in n:
                pass
            return i
        --> unbound-local: Local variable referenced before assignment: 'i'
        at line 4, column 12
        help: give it a value before the `if`, loop or `try` that assigns it

        def f(n):
            return undefined_name + n
        --> name-error: global name 'undefined_name' is not defined
        at line 2, column 12

        def f(n):
            global G
            G = n
        --> global-assignment: assigning to a global variable is not RPython
        at line 3, column 5
        help: keep the value in an attribute of a prebuilt instance, or in a global list

        def f(n):
            class A(object):
                pass
        --> local-class: defining a class inside a function is not RPython
        at line 2, column 5
        help: move the class to module level

        def f(n):
            exec 'x = 1'
        --> dynamic-code: the exec statement is not RPython
        at line 2, column 5
        help: run it while the module is imported instead

        def f(n):
            def g(x):
                return x + n
            return g
        --> closure: this function's variable 'n' is used by a function defined inside it
        at line 2, column 5
        help: closures are not RPython: pass the value as an argument, or use a class with a method

        def f(n):
            return (1, 2)[5]
        --> always-raises: (1, 2)[5] always raises IndexError: tuple index out of range
        at line 2, column 12

        def f(n):
            return 1 / 0
        --> always-raises: 1 / 0 always raises ZeroDivisionError: integer division or modulo by zero
        at line 2, column 12

        def f(n):
            x = None
            return x.foo
        --> attribute: None has no attribute foo
        at line 3, column 12

        def f(n):
            raise n.x, 5, None
        --> graph f {
        b0(v0:n):
          v1 = getattr v0, 'x'
          v2 = simple_call v1, 5
          v3 = hint v2, 'raised'
          v4 = type v3
          raise v4, v3
        }

        def f(n):
            try:
                n()
            except n.cls:
                pass
        --> except-class: the class in an except clause must be a constant
        at line 4, column 12
        help: name the class in the except clause, and test isinstance() in its body

        def f(n):
            raise
        --> graph f {
        b0(v0:n):
          v1 = simple_call TypeError
          raise TypeError, v1
        }

        def f(n):
            return n(**n)
        --> star-args: a call with **arguments is not RPython
        at line 2, column 12
        help: pass the arguments by name instead

        def f(n):
            del n.x
        --> delete-attribute: deleting the attribute 'x' is not RPython
        at line 2, column 9
        help: assign None instead

        def f(n):
            return locals()
        --> dynamic-code: a function that calls locals() is not RPython
        at line 2, column 12

        import sys
        def f(n):
            print >>sys.stderr, n
        --> print: print to a stream is not RPython
        at line 3, column 5
        help: use os.write(2, ...) for standard error

    "#]]
    .assert_eq(&all);
}
