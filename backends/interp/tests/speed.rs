//! How fast the dispatch loop is: run by hand with `--release --run-ignored only --no-capture`.

mod common;

use std::time::Instant;

use common::{function, parse};
use rpython_base::SourceMap;
use rpython_interp::{Interpreter, Options, RawValue};

/// (name, program, argument, ops of the graph that one unit of the argument takes)
const PROGRAMS: [(&str, &str, i64, i64); 4] = [
    (
        "sum of squares, remainders",
        "type t_main = func(Signed) -> Signed
         func main main: t_main { b0(n: Signed): goto loop(n, 0)
           loop(i: Signed, a: Signed):
             more: Bool = int_gt(i, 0)
             branch more next(i, a) else done(a)
           next(j: Signed, b: Signed):
             x: Signed = int_mul(j, j)
             y: Signed = int_add(x, b)
             z: Signed = int_and(y, 1048575)
             w: Signed = int_xor(z, j)
             k: Signed = int_sub(j, 1)
             goto loop(k, w)
           done(c: Signed): return c }",
        20_000_000,
        7,
    ),
    (
        "fibonacci by calls",
        "type t_main = func(Signed) -> Signed
         func main main: t_main { b0(n: Signed):
             small: Bool = int_lt(n, 2)
             branch small done(n) else more(n)
           more(m: Signed):
             a: Signed = int_sub(m, 1)
             x: Signed = direct_call(&main:*t_main, a)
             b: Signed = int_sub(m, 2)
             y: Signed = direct_call(&main:*t_main, b)
             z: Signed = int_add(x, y)
             return z
           done(r: Signed): return r }",
        30,
        1_346_269 * 8 / 30,
    ),
    (
        "sieve",
        "type bytes = gcarray(Char)
         type t_main = func(Signed) -> Signed
         func main main: t_main { b0(n: Signed):
             s: *bytes = malloc_varsize{malloc bytes gc zero}(n)
             goto outer(s, n, 2, 0)
           outer(s0: *bytes, n0: Signed, i0: Signed, c0: Signed):
             more: Bool = int_lt(i0, n0)
             branch more test(s0, n0, i0, c0) else done(c0)
           test(s1: *bytes, n1: Signed, i1: Signed, c1: Signed):
             x: Char = getarrayitem(s1, i1)
             p: Bool = char_eq(x, '\\x00')
             branch p prime(s1, n1, i1, c1) else step(s1, n1, i1, c1)
           prime(s2: *bytes, n2: Signed, i2: Signed, c2: Signed):
             c3: Signed = int_add(c2, 1)
             goto inner(s2, n2, i2, c3, i2)
           inner(s4: *bytes, n4: Signed, i4: Signed, c4: Signed, j: Signed):
             in: Bool = int_lt(j, n4)
             branch in mark(s4, n4, i4, c4, j) else step(s4, n4, i4, c4)
           mark(s5: *bytes, n5: Signed, i5: Signed, c5: Signed, j5: Signed):
             setarrayitem(s5, j5, 'x')
             k: Signed = int_add(j5, i5)
             goto inner(s5, n5, i5, c5, k)
           step(s6: *bytes, n6: Signed, i6: Signed, c6: Signed):
             i7: Signed = int_add(i6, 1)
             goto outer(s6, n6, i7, c6)
           done(c: Signed): return c }",
        5_000_000,
        17,
    ),
    (
        "short-lived objects",
        "type node = gcstruct node { x: Signed, next: *node }
         type t_main = func(Signed) -> Signed
         func main main: t_main { b0(n: Signed): goto loop(n, null:*node, 0)
           loop(i: Signed, p: *node, a: Signed):
             more: Bool = int_gt(i, 0)
             branch more next(i, a) else done(a)
           next(j: Signed, b: Signed):
             o: *node = malloc{malloc node gc zero}()
             setfield.x(o, j)
             y: Signed = getfield.x(o)
             z: Signed = int_add(y, b)
             k: Signed = int_sub(j, 1)
             goto loop(k, o, z)
           done(c: Signed): return c }",
        5_000_000,
        7,
    ),
];

#[test]
#[ignore = "measures"]
fn speed() {
    for (name, text, n, ops) in PROGRAMS {
        let program = parse(text);
        let sources = SourceMap::new();
        let mut interpreter = Interpreter::new(&program, &sources, Options::default()).unwrap();
        let start = Instant::now();
        let result = interpreter.call(function(&program, "main"), &[RawValue::signed(n)]).unwrap();
        let seconds = start.elapsed().as_secs_f64();
        let rate = (n * ops) as f64 / seconds / 1e6;
        println!("{name}: {} in {seconds:.3} s, {rate:.0} million ops/s", result.as_signed());
    }
}
