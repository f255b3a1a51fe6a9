//! What each construct compiles to.

mod common;

use common::{check, check_inner, check_mode};
use expect_test::expect;
use rpython_bytecode::flags;
use rpython_syntax::Mode;

#[test]
fn literals() {
    check(
        "a = 1, 0777, 0xFF, 0b11, 10L, 99999999999999999999, -1, -9223372036854775808\n\
         b = 1.5, 1e3, 2j, -2.0\n\
         c = 'a' \"b\\n\\x41\\101\\q\", u'\\u20ac\\U00010000\\N{BULLET}\\ud800', r'\\n', ur'\\u0041\\n', 'x' u'y'\n\
         d = None, True, ()\n",
        expect![[r#"
            code <module> argcount=0 flags=0x40 stacksize=3
                0 LoadConst (1, 511, 255, 3, 10L, 99999999999999999999L, -1, -9223372036854775808)
                1 StoreName a
                2 LoadConst (1.5, 1000.0, 2.0j, -2.0)
                3 StoreName b
                4 LoadConst ('ab\nAA\\q', u'\u{20ac}\u{10000}\u{2022}\u{d800}', '\\n', u'A\u{5c}n', u'xy')
                5 StoreName c
                6 LoadConst None
                7 LoadName True
                8 LoadConst ()
                9 BuildTuple(3)
               10 StoreName d
               11 LoadConst None
               12 ReturnValue
        "#]],
    );
}

#[test]
fn operators() {
    check(
        "x = -a + b * c ** ~d // `e` % +f\ny = a << 1 >> 2 & 3 | 4 ^ 5\nz = a / b, not c\n",
        expect![[r#"
        code <module> argcount=0 flags=0x40 stacksize=4
            0 LoadName a
            1 Unary(Neg)
            2 LoadName b
            3 LoadName c
            4 LoadName d
            5 Unary(Invert)
            6 Binary(Pow)
            7 Binary(Mul)
            8 LoadName e
            9 Unary(Repr)
           10 Binary(FloorDiv)
           11 LoadName f
           12 Unary(Pos)
           13 Binary(Mod)
           14 Binary(Add)
           15 StoreName x
           16 LoadName a
           17 LoadConst 1
           18 Binary(LShift)
           19 LoadConst 2
           20 Binary(RShift)
           21 LoadConst 3
           22 Binary(And)
           23 LoadConst 4
           24 LoadConst 5
           25 Binary(Xor)
           26 Binary(Or)
           27 StoreName y
           28 LoadName a
           29 LoadName b
           30 Binary(Div)
           31 LoadName c
           32 Unary(Not)
           33 BuildTuple(2)
           34 StoreName z
           35 LoadConst None
           36 ReturnValue
    "#]],
    );
}

#[test]
fn comparisons_and_conditions() {
    check(
        "x = a < b <> c is not d\ny = a and b or not c\nz = a if b and not c else d\nw = a not in b\n",
        expect![[r#"
            code <module> argcount=0 flags=0x40 stacksize=3
                0 LoadName a
                1 LoadName b
                2 DupTop
                3 RotThree
                4 Compare(Lt)
                5 JumpIfFalseOrPop 14
                6 LoadName c
                7 DupTop
                8 RotThree
                9 Compare(Ne)
               10 JumpIfFalseOrPop 14
               11 LoadName d
               12 Compare(IsNot)
               13 Jump 16
            >  14 RotTwo
               15 PopTop
            >  16 StoreName x
               17 LoadName a
               18 JumpIfFalseOrPop 20
               19 LoadName b
            >  20 JumpIfTrueOrPop 23
               21 LoadName c
               22 Unary(Not)
            >  23 StoreName y
               24 LoadName b
               25 PopJumpIfFalse 30
               26 LoadName c
               27 PopJumpIfTrue 30
               28 LoadName a
               29 Jump 31
            >  30 LoadName d
            >  31 StoreName z
               32 LoadName a
               33 LoadName b
               34 Compare(NotIn)
               35 StoreName w
               36 LoadConst None
               37 ReturnValue
        "#]],
    );
}

#[test]
fn displays_and_comprehensions() {
    check(
        "a = [1, x], {1: 2, x: y}, {x, y}, (x, 1), (1, (2, 'a'))\n\
         b = [x for x in 1, 2 if x if y for z in x]\n\
         c = (x + z for x in y)\nd = {x for x in y}\ne = {x: 1 for x, w in y if w}\n",
        expect![[r#"
            code <module> argcount=0 flags=0x40 stacksize=5
                0 LoadConst 1
                1 LoadName x
                2 BuildList(2)
                3 BuildMap(2)
                4 LoadConst 2
                5 LoadConst 1
                6 StoreMap
                7 LoadName y
                8 LoadName x
                9 StoreMap
               10 LoadName x
               11 LoadName y
               12 BuildSet(2)
               13 LoadName x
               14 LoadConst 1
               15 BuildTuple(2)
               16 LoadConst (1, (2, 'a'))
               17 BuildTuple(5)
               18 StoreName a
               19 BuildList(0)
               20 LoadConst (1, 2)
               21 GetIter
            >  22 ForIter 36
               23 StoreName x
               24 LoadName x
               25 PopJumpIfFalse 22
               26 LoadName y
               27 PopJumpIfFalse 22
               28 LoadName x
               29 GetIter
            >  30 ForIter 35
               31 StoreName z
               32 LoadName x
               33 ListAppend(3)
               34 Jump 30
            >  35 Jump 22
            >  36 ListDone
               37 StoreName b
               38 LoadConst <code <genexpr>>
               39 MakeFunction(0)
               40 LoadName y
               41 GetIter
               42 Call 1
               43 StoreName c
               44 LoadConst <code <setcomp>>
               45 MakeFunction(0)
               46 LoadName y
               47 GetIter
               48 Call 1
               49 StoreName d
               50 LoadConst <code <dictcomp>>
               51 MakeFunction(0)
               52 LoadName y
               53 GetIter
               54 Call 1
               55 StoreName e
               56 LoadConst None
               57 ReturnValue

            code <genexpr> argcount=1 flags=0x63 stacksize=3
              varnames: .0 x
                0 LoadFast .0
            >   1 ForIter 9
                2 StoreFast x
                3 LoadFast x
                4 LoadGlobal z
                5 Binary(Add)
                6 YieldValue
                7 PopTop
                8 Jump 1
            >   9 LoadConst None
               10 ReturnValue

            code <setcomp> argcount=1 flags=0x43 stacksize=3
              varnames: .0 x
                0 BuildSet(0)
                1 LoadFast .0
            >   2 ForIter 7
                3 StoreFast x
                4 LoadFast x
                5 SetAdd(2)
                6 Jump 2
            >   7 ReturnValue

            code <dictcomp> argcount=1 flags=0x43 stacksize=4
              varnames: .0 x w
                0 BuildMap(0)
                1 LoadFast .0
            >   2 ForIter 12
                3 UnpackSequence(2)
                4 StoreFast x
                5 StoreFast w
                6 LoadFast w
                7 PopJumpIfFalse 2
                8 LoadConst 1
                9 LoadFast x
               10 MapAdd(2)
               11 Jump 2
            >  12 ReturnValue
        "#]],
    );
}

#[test]
fn subscripts() {
    check(
        "x = a[1], a[:], a[1:], a[:2], a[1:2:3], a[1:2:], a[::], a[1, 2], a[1:2, ...], a[...]\n\
         a[1] = a[1:2] = a[::2] = x\ndel a[1], a[:2], a[::3]\n\
         a[i] += 1\na[i:j] += 1\na[i:j:k] += 1\na.b -= 1\nc **= 2\n",
        expect![[r#"
            code <module> argcount=0 flags=0x40 stacksize=12
                0 LoadName a
                1 LoadConst 1
                2 LoadSubscr
                3 LoadName a
                4 LoadConst None
                5 LoadConst None
                6 LoadSlice
                7 LoadName a
                8 LoadConst 1
                9 LoadConst None
               10 LoadSlice
               11 LoadName a
               12 LoadConst None
               13 LoadConst 2
               14 LoadSlice
               15 LoadName a
               16 LoadConst 1
               17 LoadConst 2
               18 LoadConst 3
               19 BuildSlice
               20 LoadSubscr
               21 LoadName a
               22 LoadConst 1
               23 LoadConst 2
               24 LoadConst None
               25 BuildSlice
               26 LoadSubscr
               27 LoadName a
               28 LoadConst None
               29 LoadConst None
               30 LoadConst None
               31 BuildSlice
               32 LoadSubscr
               33 LoadName a
               34 LoadConst (1, 2)
               35 LoadSubscr
               36 LoadName a
               37 LoadConst 1
               38 LoadConst 2
               39 LoadConst None
               40 BuildSlice
               41 LoadConst Ellipsis
               42 BuildTuple(2)
               43 LoadSubscr
               44 LoadName a
               45 LoadConst Ellipsis
               46 LoadSubscr
               47 BuildTuple(10)
               48 StoreName x
               49 LoadName x
               50 DupTop
               51 LoadName a
               52 LoadConst 1
               53 StoreSubscr
               54 DupTop
               55 LoadName a
               56 LoadConst 1
               57 LoadConst 2
               58 StoreSlice
               59 LoadName a
               60 LoadConst None
               61 LoadConst None
               62 LoadConst 2
               63 BuildSlice
               64 StoreSubscr
               65 LoadName a
               66 LoadConst 1
               67 DeleteSubscr
               68 LoadName a
               69 LoadConst None
               70 LoadConst 2
               71 DeleteSlice
               72 LoadName a
               73 LoadConst None
               74 LoadConst None
               75 LoadConst 3
               76 BuildSlice
               77 DeleteSubscr
               78 LoadName a
               79 LoadName i
               80 DupTopX(2)
               81 LoadSubscr
               82 LoadConst 1
               83 Inplace(Add)
               84 RotThree
               85 StoreSubscr
               86 LoadName a
               87 LoadName i
               88 LoadName j
               89 DupTopX(3)
               90 LoadSlice
               91 LoadConst 1
               92 Inplace(Add)
               93 RotFour
               94 StoreSlice
               95 LoadName a
               96 LoadName i
               97 LoadName j
               98 LoadName k
               99 BuildSlice
              100 DupTopX(2)
              101 LoadSubscr
              102 LoadConst 1
              103 Inplace(Add)
              104 RotThree
              105 StoreSubscr
              106 LoadName a
              107 DupTop
              108 LoadAttr b
              109 LoadConst 1
              110 Inplace(Sub)
              111 RotTwo
              112 StoreAttr b
              113 LoadName c
              114 LoadConst 2
              115 Inplace(Pow)
              116 StoreName c
              117 LoadConst None
              118 ReturnValue
        "#]],
    );
}

#[test]
fn calls() {
    check(
        "f(1, x, a=2, b=y, *c, **d)\nf()(*a)\nf(x for x in y)\n",
        expect![[r#"
        code <module> argcount=0 flags=0x40 stacksize=7
            0 LoadName f
            1 LoadConst 1
            2 LoadName x
            3 LoadConst 2
            4 LoadName y
            5 LoadName c
            6 LoadName d
            7 Call 2 keywords=('a', 'b') * **
            8 PopTop
            9 LoadName f
           10 Call 0
           11 LoadName a
           12 Call 0 *
           13 PopTop
           14 LoadName f
           15 LoadConst <code <genexpr>>
           16 MakeFunction(0)
           17 LoadName y
           18 GetIter
           19 Call 1
           20 Call 1
           21 PopTop
           22 LoadConst None
           23 ReturnValue

        code <genexpr> argcount=1 flags=0x63 stacksize=2
          varnames: .0 x
            0 LoadFast .0
        >   1 ForIter 7
            2 StoreFast x
            3 LoadFast x
            4 YieldValue
            5 PopTop
            6 Jump 1
        >   7 LoadConst None
            8 ReturnValue
    "#]],
    );
}

#[test]
fn assignments() {
    check(
        "a = b, [c, d.e] = (f[0], g) = x\ndel a, (b, c.d)\n",
        expect![[r#"
        code <module> argcount=0 flags=0x40 stacksize=4
            0 LoadName x
            1 DupTop
            2 StoreName a
            3 DupTop
            4 UnpackSequence(2)
            5 StoreName b
            6 UnpackSequence(2)
            7 StoreName c
            8 LoadName d
            9 StoreAttr e
           10 UnpackSequence(2)
           11 LoadName f
           12 LoadConst 0
           13 StoreSubscr
           14 StoreName g
           15 DeleteName a
           16 DeleteName b
           17 LoadName c
           18 DeleteAttr d
           19 LoadConst None
           20 ReturnValue
    "#]],
    );
}

#[test]
fn print_and_exec() {
    check(
        "print\nprint a, b\nprint a,\nprint (a, b)\nprint >>f\nprint >>f, a, b\nprint >>f, a,\n\
         exec a\nexec a in b\nexec a in b, c\nexec (a, b)\n",
        expect![[r#"
            code <module> argcount=0 flags=0x40 stacksize=3
                0 PrintNewline
                1 LoadName a
                2 PrintItem
                3 LoadName b
                4 PrintItem
                5 PrintNewline
                6 LoadName a
                7 PrintItem
                8 LoadName a
                9 LoadName b
               10 BuildTuple(2)
               11 PrintItem
               12 PrintNewline
               13 LoadName f
               14 PrintNewlineTo
               15 LoadName f
               16 DupTop
               17 LoadName a
               18 PrintItemTo
               19 DupTop
               20 LoadName b
               21 PrintItemTo
               22 PrintNewlineTo
               23 LoadName f
               24 DupTop
               25 LoadName a
               26 PrintItemTo
               27 PopTop
               28 LoadName a
               29 LoadConst None
               30 DupTop
               31 Exec
               32 LoadName a
               33 LoadName b
               34 DupTop
               35 Exec
               36 LoadName a
               37 LoadName b
               38 LoadName c
               39 Exec
               40 LoadName a
               41 LoadName b
               42 DupTop
               43 Exec
               44 LoadConst None
               45 ReturnValue
        "#]],
    );
}

#[test]
fn print_function() {
    check(
        "from __future__ import print_function, division\nprint(a / b, file=c)\nx /= y\n",
        expect![[r#"
        code <module> argcount=0 flags=0x12040 stacksize=3
            0 LoadConst -1
            1 LoadConst ('print_function', 'division')
            2 ImportName __future__
            3 ImportFrom print_function
            4 StoreName print_function
            5 ImportFrom division
            6 StoreName division
            7 PopTop
            8 LoadName print
            9 LoadName a
           10 LoadName b
           11 Binary(TrueDiv)
           12 LoadName c
           13 Call 1 keywords=('file',)
           14 PopTop
           15 LoadName x
           16 LoadName y
           17 Inplace(TrueDiv)
           18 StoreName x
           19 LoadConst None
           20 ReturnValue
    "#]],
    );
}

#[test]
fn unicode_literals() {
    check(
        "from __future__ import unicode_literals\nx = 'a', b'b', u'c'\n",
        expect![[r#"
        code <module> argcount=0 flags=0x20040 stacksize=2
            0 LoadConst -1
            1 LoadConst ('unicode_literals',)
            2 ImportName __future__
            3 ImportFrom unicode_literals
            4 StoreName unicode_literals
            5 PopTop
            6 LoadConst (u'a', 'b', u'c')
            7 StoreName x
            8 LoadConst None
            9 ReturnValue
    "#]],
    );
}

#[test]
fn loops() {
    check_inner(
        "def f():\n    for a, b in c:\n        if a: continue\n        if b: break\n    else:\n        d\n    \
         while a:\n        try:\n            continue\n        finally:\n            b\n    else:\n        c\n",
        expect![[r#"
            code f argcount=0 flags=0x43 stacksize=4
              varnames: a b
                0 SetupLoop 17
                1 LoadGlobal c
                2 GetIter
            >   3 ForIter 14
                4 UnpackSequence(2)
                5 StoreFast a
                6 StoreFast b
                7 LoadFast a
                8 PopJumpIfFalse 10
                9 Jump 3
            >  10 LoadFast b
               11 PopJumpIfFalse 13
               12 BreakLoop
            >  13 Jump 3
            >  14 PopBlock
               15 LoadGlobal d
               16 PopTop
            >  17 SetupLoop 31
            >  18 LoadFast a
               19 PopJumpIfFalse 28
               20 SetupFinally 24
               21 ContinueLoop 18
               22 PopBlock
               23 LoadConst None
            >  24 LoadFast b
               25 PopTop
               26 EndFinally
               27 Jump 18
            >  28 PopBlock
               29 LoadGlobal c
               30 PopTop
            >  31 LoadConst None
               32 ReturnValue
        "#]],
    );
}

#[test]
fn constant_conditions() {
    check(
        "if 0: a\nelse: b\nif 1: c\nelse: d\nwhile 1:\n    if x: break\nwhile 0: e\nif __debug__: f\n\
         if a: g\nelif 0: h\nelse: i\n",
        expect![[r#"
            code <module> argcount=0 flags=0x40 stacksize=1
                0 LoadName b
                1 PopTop
                2 LoadName c
                3 PopTop
                4 SetupLoop 9
            >   5 LoadName x
                6 PopJumpIfFalse 8
                7 BreakLoop
            >   8 Jump 5
            >   9 LoadName f
               10 PopTop
               11 LoadName a
               12 PopJumpIfFalse 16
               13 LoadName g
               14 PopTop
               15 Jump 18
            >  16 LoadName i
               17 PopTop
            >  18 LoadConst None
               19 ReturnValue
        "#]],
    );
}

#[test]
fn exceptions() {
    check_inner(
        "def f():\n    try:\n        a\n    except A, e:\n        return e\n    except (B, C) as x.y:\n        raise\n    \
         except:\n        raise a, b, c\n    else:\n        raise A\n    finally:\n        raise A, b\n    assert a and b, c\n    \
         assert not d\n",
        expect![[r#"
            code f argcount=0 flags=0x43 stacksize=6
              varnames: e
                0 SetupFinally 41
                1 SetupExcept 6
                2 LoadGlobal a
                3 PopTop
                4 PopBlock
                5 Jump 37
            >   6 DupTop
                7 LoadGlobal A
                8 Compare(ExcMatch)
                9 PopJumpIfFalse 16
               10 PopTop
               11 StoreFast e
               12 PopTop
               13 LoadFast e
               14 ReturnValue
               15 Jump 39
            >  16 DupTop
               17 LoadGlobal B
               18 LoadGlobal C
               19 BuildTuple(2)
               20 Compare(ExcMatch)
               21 PopJumpIfFalse 28
               22 PopTop
               23 LoadGlobal x
               24 StoreAttr y
               25 PopTop
               26 Raise(0)
               27 Jump 39
            >  28 PopTop
               29 PopTop
               30 PopTop
               31 LoadGlobal a
               32 LoadGlobal b
               33 LoadGlobal c
               34 Raise(3)
               35 Jump 39
               36 EndFinally
            >  37 LoadGlobal A
               38 Raise(1)
            >  39 PopBlock
               40 LoadConst None
            >  41 LoadGlobal A
               42 LoadGlobal b
               43 Raise(2)
               44 EndFinally
               45 LoadGlobal a
               46 PopJumpIfFalse 49
               47 LoadGlobal b
               48 PopJumpIfTrue 53
            >  49 LoadGlobal AssertionError
               50 LoadGlobal c
               51 Call 1
               52 Raise(1)
            >  53 LoadGlobal d
               54 PopJumpIfFalse 57
               55 LoadGlobal AssertionError
               56 Raise(1)
            >  57 LoadConst None
               58 ReturnValue
        "#]],
    );
}

#[test]
fn with_statements() {
    check_inner(
        "def f():\n    with (a) as b, c, (d.e) as (g, h):\n        return 1\n",
        expect![[r#"
        code f argcount=0 flags=0x43 stacksize=6
          varnames: b g h
            0 LoadGlobal a
            1 SetupWith 24
            2 StoreFast b
            3 LoadGlobal c
            4 SetupWith 20
            5 PopTop
            6 LoadGlobal d
            7 LoadAttr e
            8 SetupWith 16
            9 UnpackSequence(2)
           10 StoreFast g
           11 StoreFast h
           12 LoadConst 1
           13 ReturnValue
           14 PopBlock
           15 LoadConst None
        >  16 WithCleanup
           17 EndFinally
           18 PopBlock
           19 LoadConst None
        >  20 WithCleanup
           21 EndFinally
           22 PopBlock
           23 LoadConst None
        >  24 WithCleanup
           25 EndFinally
           26 LoadConst None
           27 ReturnValue
    "#]],
    );
}

#[test]
fn imports() {
    check(
        "import a, b.c, d.e.f as g\nfrom . import h\nfrom ..i.j import k as l, m\nfrom n import *\n",
        expect![[r#"
            code <module> argcount=0 flags=0x40 stacksize=2
                0 LoadConst -1
                1 LoadConst None
                2 ImportName a
                3 StoreName a
                4 LoadConst -1
                5 LoadConst None
                6 ImportName b.c
                7 StoreName b
                8 LoadConst -1
                9 LoadConst None
               10 ImportName d.e.f
               11 LoadAttr e
               12 LoadAttr f
               13 StoreName g
               14 LoadConst 1
               15 LoadConst ('h',)
               16 ImportName 
               17 ImportFrom h
               18 StoreName h
               19 PopTop
               20 LoadConst 2
               21 LoadConst ('k', 'm')
               22 ImportName i.j
               23 ImportFrom k
               24 StoreName l
               25 ImportFrom m
               26 StoreName m
               27 PopTop
               28 LoadConst -1
               29 LoadConst ('*',)
               30 ImportName n
               31 ImportStar
               32 LoadConst None
               33 ReturnValue
        "#]],
    );
}

#[test]
fn absolute_imports() {
    check(
        "from __future__ import absolute_import\nimport a\nfrom b import c\n",
        expect![[r#"
        code <module> argcount=0 flags=0x4040 stacksize=2
            0 LoadConst 0
            1 LoadConst ('absolute_import',)
            2 ImportName __future__
            3 ImportFrom absolute_import
            4 StoreName absolute_import
            5 PopTop
            6 LoadConst 0
            7 LoadConst None
            8 ImportName a
            9 StoreName a
           10 LoadConst 0
           11 LoadConst ('c',)
           12 ImportName b
           13 ImportFrom c
           14 StoreName c
           15 PopTop
           16 LoadConst None
           17 ReturnValue
    "#]],
    );
}

#[test]
fn functions() {
    check(
        "\"\"\"Module.\"\"\"\n@dec(1)\n@other.one\ndef f(a, (b, (c, d)), e=1, g=x, *h, **i):\n    'Doc.'\n    z = b\n    return z, d\n\
         y = lambda (a, b), c=2: a + c\n",
        expect![[r#"
            code <module> argcount=0 flags=0x40 stacksize=5
                0 LoadConst 'Module.'
                1 StoreName __doc__
                2 LoadName dec
                3 LoadConst 1
                4 Call 1
                5 LoadName other
                6 LoadAttr one
                7 LoadConst 1
                8 LoadName x
                9 LoadConst <code f>
               10 MakeFunction(2)
               11 Call 1
               12 Call 1
               13 StoreName f
               14 LoadConst 2
               15 LoadConst <code <lambda>>
               16 MakeFunction(1)
               17 StoreName y
               18 LoadConst None
               19 ReturnValue

            code f argcount=4 flags=0x4f stacksize=2
              varnames: a .1 e g h i b c d z
                0 LoadFast .1
                1 UnpackSequence(2)
                2 StoreFast b
                3 UnpackSequence(2)
                4 StoreFast c
                5 StoreFast d
                6 LoadFast b
                7 StoreFast z
                8 LoadFast z
                9 LoadFast d
               10 BuildTuple(2)
               11 ReturnValue

            code <lambda> argcount=2 flags=0x43 stacksize=2
              varnames: .0 c a b
                0 LoadFast .0
                1 UnpackSequence(2)
                2 StoreFast a
                3 StoreFast b
                4 LoadFast a
                5 LoadFast c
                6 Binary(Add)
                7 ReturnValue
        "#]],
    );
}

#[test]
fn closures() {
    check_inner(
        "def f(a, b):\n    def g():\n        def h():\n            return a + c\n        return h\n    c = 1\n    global d\n    \
         d = lambda: d + b\n    return [x for x in a], (x for y in b)\n",
        expect![[r#"
            code f argcount=2 flags=0x3 stacksize=3
              varnames: a b g
              cellvars: a b c x
                0 LoadClosure a
                1 LoadClosure c
                2 BuildTuple(2)
                3 LoadConst <code g>
                4 MakeClosure(0)
                5 StoreFast g
                6 LoadConst 1
                7 StoreDeref c
                8 LoadClosure b
                9 BuildTuple(1)
               10 LoadConst <code <lambda>>
               11 MakeClosure(0)
               12 StoreGlobal d
               13 BuildList(0)
               14 LoadDeref a
               15 GetIter
            >  16 ForIter 21
               17 StoreDeref x
               18 LoadDeref x
               19 ListAppend(2)
               20 Jump 16
            >  21 ListDone
               22 LoadClosure x
               23 BuildTuple(1)
               24 LoadConst <code <genexpr>>
               25 MakeClosure(0)
               26 LoadDeref b
               27 GetIter
               28 Call 1
               29 BuildTuple(2)
               30 ReturnValue

            code g argcount=0 flags=0x13 stacksize=2
              varnames: h
              freevars: a c
                0 LoadClosure a
                1 LoadClosure c
                2 BuildTuple(2)
                3 LoadConst <code h>
                4 MakeClosure(0)
                5 StoreFast h
                6 LoadFast h
                7 ReturnValue

            code h argcount=0 flags=0x13 stacksize=2
              freevars: a c
                0 LoadDeref a
                1 LoadDeref c
                2 Binary(Add)
                3 ReturnValue

            code <lambda> argcount=0 flags=0x13 stacksize=2
              freevars: b
                0 LoadGlobal d
                1 LoadDeref b
                2 Binary(Add)
                3 ReturnValue

            code <genexpr> argcount=1 flags=0x33 stacksize=2
              varnames: .0 y
              freevars: x
                0 LoadFast .0
            >   1 ForIter 7
                2 StoreFast y
                3 LoadDeref x
                4 YieldValue
                5 PopTop
                6 Jump 1
            >   7 LoadConst None
                8 ReturnValue
        "#]],
    );
}

#[test]
fn generators() {
    check_inner(
        "def f(a):\n    x = yield\n    y = yield x, a\n    yield\n    return\n",
        expect![[r#"
        code f argcount=1 flags=0x63 stacksize=2
          varnames: a x y
            0 LoadConst None
            1 YieldValue
            2 StoreFast x
            3 LoadFast x
            4 LoadFast a
            5 BuildTuple(2)
            6 YieldValue
            7 StoreFast y
            8 LoadConst None
            9 YieldValue
           10 PopTop
           11 LoadConst None
           12 ReturnValue
    "#]],
    );
}

#[test]
fn classes() {
    check(
        "@dec\nclass A(B, C):\n    'Doc.'\n    __x = 1\n    def f(self, __y):\n        self.__z = __y + __x.__w__\n        \
         import __m.n as __k\n\nclass E: pass\n",
        expect![[r#"
            code <module> argcount=0 flags=0x40 stacksize=4
                0 LoadName dec
                1 LoadConst 'A'
                2 LoadName B
                3 LoadName C
                4 BuildTuple(2)
                5 LoadConst <code A>
                6 MakeFunction(0)
                7 Call 0
                8 BuildClass
                9 Call 1
               10 StoreName A
               11 LoadConst 'E'
               12 BuildTuple(0)
               13 LoadConst <code E>
               14 MakeFunction(0)
               15 Call 0
               16 BuildClass
               17 StoreName E
               18 LoadConst None
               19 ReturnValue

            code A argcount=0 flags=0x42 stacksize=1
                0 LoadName __name__
                1 StoreName __module__
                2 LoadConst 'Doc.'
                3 StoreName __doc__
                4 LoadConst 1
                5 StoreName _A__x
                6 LoadConst <code f>
                7 MakeFunction(0)
                8 StoreName f
                9 LoadLocals
               10 ReturnValue

            code f argcount=2 flags=0x43 stacksize=2
              varnames: self _A__y _A__k
                0 LoadFast _A__y
                1 LoadGlobal _A__x
                2 LoadAttr __w__
                3 Binary(Add)
                4 LoadFast self
                5 StoreAttr _A__z
                6 LoadConst -1
                7 LoadConst None
                8 ImportName __m.n
                9 LoadAttr n
               10 StoreFast _A__k
               11 LoadConst None
               12 ReturnValue

            code E argcount=0 flags=0x42 stacksize=1
                0 LoadName __name__
                1 StoreName __module__
                2 LoadLocals
                3 ReturnValue
        "#]],
    );
}

#[test]
fn class_in_function() {
    check_inner(
        "def f(x, y):\n    class A:\n        x = x\n        z = y\n        def g(self):\n            return x\n    return A\n",
        expect![[r#"
            code f argcount=2 flags=0x3 stacksize=4
              varnames: x y A
              cellvars: x y
                0 LoadConst 'A'
                1 BuildTuple(0)
                2 LoadClosure y
                3 LoadClosure x
                4 BuildTuple(2)
                5 LoadConst <code A>
                6 MakeClosure(0)
                7 Call 0
                8 BuildClass
                9 StoreFast A
               10 LoadFast A
               11 ReturnValue

            code A argcount=0 flags=0x2 stacksize=2
              freevars: y x
                0 LoadName __name__
                1 StoreName __module__
                2 LoadName x
                3 StoreName x
                4 LoadDeref y
                5 StoreName z
                6 LoadClosure x
                7 BuildTuple(1)
                8 LoadConst <code g>
                9 MakeClosure(0)
               10 StoreName g
               11 LoadLocals
               12 ReturnValue

            code g argcount=1 flags=0x13 stacksize=1
              varnames: self
              freevars: x
                0 LoadDeref x
                1 ReturnValue
        "#]],
    );
}

#[test]
fn dynamic_names() {
    check_inner(
        "def f(a):\n    exec a\n    b = c\n    return b\n",
        expect![[r#"
        code f argcount=1 flags=0x42 stacksize=3
          varnames: a b
            0 LoadFast a
            1 LoadConst None
            2 DupTop
            3 Exec
            4 LoadName c
            5 StoreFast b
            6 LoadFast b
            7 ReturnValue
    "#]],
    );
}

#[test]
fn names_that_later_became_keywords() {
    check(
        "nonlocal = async = await = match = case = type\nTrue = False\nasync(match.await, case=type)\n",
        expect![[r#"
            code <module> argcount=0 flags=0x40 stacksize=3
                0 LoadName type
                1 DupTop
                2 StoreName nonlocal
                3 DupTop
                4 StoreName async
                5 DupTop
                6 StoreName await
                7 DupTop
                8 StoreName match
                9 StoreName case
               10 LoadName False
               11 StoreName True
               12 LoadName async
               13 LoadName match
               14 LoadAttr await
               15 LoadName type
               16 Call 1 keywords=('case',)
               17 PopTop
               18 LoadConst None
               19 ReturnValue
        "#]],
    );
}

#[test]
fn layout() {
    check(
        "if a:\n\tb\n        c\n\x0c\n    # comment\n        d\nx = \\\n  (1,\n# comment\n\n2); y\nif z: u; v;",
        expect![[r#"
            code <module> argcount=0 flags=0x40 stacksize=1
                0 LoadName a
                1 PopJumpIfFalse 8
                2 LoadName b
                3 PopTop
                4 LoadName c
                5 PopTop
                6 LoadName d
                7 PopTop
            >   8 LoadConst (1, 2)
                9 StoreName x
               10 LoadName y
               11 PopTop
               12 LoadName z
               13 PopJumpIfFalse 18
               14 LoadName u
               15 PopTop
               16 LoadName v
               17 PopTop
            >  18 LoadConst None
               19 ReturnValue
        "#]],
    );
}

#[test]
fn modes() {
    check_mode(
        "  a + 1  \n",
        Mode::Eval,
        0,
        expect![[r#"
        code <module> argcount=0 flags=0x40 stacksize=2
            0 LoadName a
            1 LoadConst 1
            2 Binary(Add)
            3 ReturnValue
    "#]],
    );
    check_mode(
        "a\nx = 1\ndef f(): a\n",
        Mode::Single,
        0,
        expect![[r#"
        code <module> argcount=0 flags=0x40 stacksize=1
            0 LoadName a
            1 PrintExpr
            2 LoadConst 1
            3 StoreName x
            4 LoadConst <code f>
            5 MakeFunction(0)
            6 StoreName f
            7 LoadConst None
            8 ReturnValue

        code f argcount=0 flags=0x43 stacksize=1
            0 LoadGlobal a
            1 PopTop
            2 LoadConst None
            3 ReturnValue
    "#]],
    );
    check_mode(
        "a / print",
        Mode::Eval,
        flags::FUTURE_DIVISION | flags::FUTURE_PRINT_FUNCTION,
        expect![[r#"
        code <module> argcount=0 flags=0x12040 stacksize=2
            0 LoadName a
            1 LoadName print
            2 Binary(TrueDiv)
            3 ReturnValue
    "#]],
    );
    check_mode(
        "x = 1",
        Mode::Eval,
        0,
        expect![[r#"
        | x = 1
            ^
        syntax: invalid syntax
    "#]],
    );
    check_mode(
        "x = '\u{e9}', u'\u{e9}'\r\ny\r",
        Mode::Exec,
        0,
        expect![[r#"
        code <module> argcount=0 flags=0x40 stacksize=1
            0 LoadConst ('\xc3\xa9', u'\u{e9}')
            1 StoreName x
            2 LoadName y
            3 PopTop
            4 LoadConst None
            5 ReturnValue
    "#]],
    );
}
