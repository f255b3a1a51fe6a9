//! Whole functions: control flow, calls, memory, what cannot be translated.

mod common;

use common::{WARMUPS, file, lower, prints, run};
use rpython_backend_js::Options;

const TYPES: &str = "stage typed
type main_t = func() -> Signed
type step_t = func(Signed) -> Signed
entry main
";

fn check(text: &str, expected: &str) {
    if let Some(output) = prints(&format!("{TYPES}{text}")) {
        assert_eq!(output.split_whitespace().collect::<Vec<_>>().join(" "), expected);
    }
}

/// A function `step` called with each of these, and its results printed.
fn steps(function: &str, values: &[i64], expected: &str) {
    let mut text = String::from("func main main: main_t { b0():\n");
    for (i, value) in values.iter().enumerate() {
        text.push_str(&format!(
            "  r{i}: Signed = direct_call(&step:*step_t, {value})
               c{i}: SignedLongLong = cast_int_to_longlong(r{i})
               direct_call(&show_i:*show_i_t, c{i})\n"
        ));
    }
    check(&format!("{text}  return 0 }}\n{function}"), expected);
}

#[test]
fn values_change_places_in_a_loop() {
    steps(
        "func step step: step_t [dont_inline] { b0(n: Signed): goto head(0, 1, 2, 3, n)
           head(i: Signed, a: Signed, b: Signed, c: Signed, m: Signed):
             more: Bool = int_lt(i, m)
             branch more next(i, a, b, c, m) else done(a, b, c)
           next(j: Signed, d: Signed, e: Signed, f: Signed, k: Signed):
             l: Signed = int_add(j, 1)
             goto head(l, e, f, d, k)
           done(x: Signed, y: Signed, z: Signed):
             t: Signed = int_mul(x, 10)
             u: Signed = int_add(t, y)
             v: Signed = int_mul(u, 10)
             w: Signed = int_add(v, z)
             return w }",
        &[0, 1, 2, 9],
        "123 231 312 123",
    );
}

#[test]
fn words_of_a_pair_change_places() {
    check(
        "type wide_t = func(SignedLongLong, SignedLongLong, Signed) -> SignedLongLong
         func wide wide: wide_t [dont_inline] { b0(x: SignedLongLong, y: SignedLongLong, n: Signed): goto head(x, y, n)
           head(a: SignedLongLong, b: SignedLongLong, m: Signed):
             more: Bool = int_gt(m, 0)
             branch more next(a, b, m) else done(a)
           next(c: SignedLongLong, d: SignedLongLong, k: Signed):
             l: Signed = int_sub(k, 1)
             s: SignedLongLong = llong_add(c, d)
             goto head(d, s, l)
           done(r: SignedLongLong): return r }
         func main main: main_t { b0():
           r: SignedLongLong = direct_call(&wide:*wide_t, 0:SignedLongLong, 1:SignedLongLong, 80)
           direct_call(&show_i:*show_i_t, r)
           return 0 }",
        "23416728348467685",
    );
}

#[test]
fn dense_and_sparse_switches() {
    let cases = |values: &[i64]| {
        let links: Vec<String> = values.iter().map(|v| format!("{v}: hit({v}, n)")).collect();
        format!(
            "func step step: step_t [dont_inline] {{ b0(n: Signed): switch n {{ {}, default: miss(n) }}
               hit(v: Signed, m: Signed):
                 d: Signed = int_sub(m, v)
                 r: Signed = int_add(d, 100)
                 return r
               miss(o: Signed): return o }}",
            links.join(", ")
        )
    };
    let around = |values: &[i64]| -> (Vec<i64>, String) {
        let all: Vec<i64> = values.iter().flat_map(|&v| [v - 1, v, v + 1]).collect();
        let expected: Vec<String> =
            all.iter().map(|v| if values.contains(v) { 100 } else { *v }.to_string()).collect();
        (all, expected.join(" "))
    };
    let far = [-2147483647, -70000, -3, 40000, 40005, 1 << 30, 2147483646];
    for values in [&[-2i64, -1, 0, 1, 2, 4, 5][..], &[7, 9], &far] {
        let (all, expected) = around(values);
        steps(&cases(values), &all, &expected);
    }
}

#[test]
fn loop_with_two_entries() {
    steps(
        "func step step: step_t [dont_inline] { b0(n: Signed):
             odd: Signed = int_and(n, 1)
             c: Bool = int_is_true(odd)
             branch c one(n, 0) else two(7, n, 0)
           one(a: Signed, s: Signed):
             t: Signed = int_add(s, 1)
             goto two(a, a, t)
           two(x: Signed, b: Signed, u: Signed):
             d: Signed = int_sub(b, 1)
             more: Bool = int_gt(d, 0)
             v: Signed = int_add(u, x)
             branch more one(d, v) else out(v)
           out(w: Signed): return w }",
        &[1, 2, 5],
        "2 9 20",
    );
}

const POINTERS: &str = "type table_t = array(*step_t) hints(nolength)
    type other_t = func(Float) -> Signed
    data table: table_t = [ &twice, &square ]
    func twice twice: step_t { b0(n: Signed): r: Signed = int_add(n, n) return r }
    func square square: step_t { b0(n: Signed): r: Signed = int_mul(n, n) return r }
    func other other: other_t { b0(x: Float): r: Signed = cast_float_to_int(x) return r }
";

#[test]
fn calls_through_pointers() {
    check(
        &format!(
            "{POINTERS}
             func main main: main_t {{ b0(): goto head(0)
               head(i: Signed):
                 more: Bool = int_lt(i, 2)
                 branch more next(i) else done()
               next(j: Signed):
                 f: *step_t = getarrayitem(&table:*table_t, j)
                 r: Signed = indirect_call(f, 7)
                 c: SignedLongLong = cast_int_to_longlong(r)
                 direct_call(&show_i:*show_i_t, c)
                 k: Signed = int_add(j, 1)
                 goto head(k)
               done(): return 0 }}"
        ),
        "14 49",
    );
}

/// A program that calls through a pointer that it must not call through.
fn wrong_call(pointer: &str, message: &str) {
    let text = format!(
        "{TYPES}{POINTERS}
         func main main: main_t {{ b0():
           g: *other_t = same_as(&other:*other_t)
           a: Address = cast_ptr_to_adr(g)
           f: *step_t = getarrayitem(&table:*table_t, 0)
           n: *step_t = {pointer}
           r: Signed = indirect_call(n, 7)
           return r }}"
    );
    for warmup in WARMUPS {
        let Some(output) = run(&text, warmup) else { return };
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.contains(message), "{output:?}");
    }
}

#[test]
fn wrong_pointers_end_the_program() {
    wrong_call("cast_adr_to_ptr(null)", "a call through a pointer to a function with other arguments");
    wrong_call("cast_adr_to_ptr(a)", "a call through a pointer to a function with other arguments");
}

#[test]
fn copying_and_comparing_bytes() {
    // Each of 100 lengths: what was copied is equal, and not any more after its last byte was changed.
    check(
        "func main main: main_t { b0():
             from: Address = raw_malloc(200)
             to: Address = raw_malloc(200)
             raw_memset(from, 65, 200)
             goto head(0, 0, from, to)
           head(n: Signed, sum: Signed, p: Address, q: Address):
             more: Bool = int_lt(n, 100)
             branch more next(n, sum, p, q) else done(sum)
           next(m: Signed, s: Signed, x: Address, y: Address):
             raw_memclear(y, 200)
             raw_memcopy(x, y, m)
             same: Signed = raw_memcmp(x, y, m)
             k: Signed = int_add(m, 1)
             other: Signed = raw_memcmp(x, y, k)
             ten: Signed = int_mul(same, 1000)
             both: Signed = int_add(ten, other)
             t: Signed = int_add(s, both)
             goto head(k, t, x, y)
           done(r: Signed):
             c: SignedLongLong = cast_int_to_longlong(r)
             direct_call(&show_i:*show_i_t, c)
             return 0 }",
        "100",
    );
}

#[test]
fn missing_functions_are_named() {
    let text = format!(
        "{TYPES}extern fork fork: main_t {{}}
         func main main: main_t {{ b0(): r: Signed = direct_call(&fork:*main_t) return r }}"
    );
    let error = rpython_backend_js::emit(lower(&text), Options::default()).expect_err("there is no fork");
    assert_eq!(error.message, "this function is not there in JavaScript: `fork`");
}

#[test]
fn wide_integers_are_refused() {
    let text = format!(
        "{TYPES}type wide_t = func(SignedLongLongLong) -> Signed
         func wide wide: wide_t [dont_inline] {{ b0(x: SignedLongLongLong):
           y: SignedLongLongLong = lllong_add(x, x)
           r: Signed = cast_primitive(y)
           return r }}
         func main main: main_t {{ b0(): r: Signed = direct_call(&wide:*wide_t, 1:SignedLongLongLong) return r }}"
    );
    let error = rpython_backend_js::emit(lower(&text), Options::default()).expect_err("too wide");
    assert_eq!(error.message, "there are no 128-bit integers where words have 32 bits");
}

#[test]
fn same_program_same_bytes() {
    let text = format!("{TYPES}func main main: main_t {{ b0(): return 0 }}");
    assert_eq!(file(&text), file(&text));
}

#[test]
fn what_is_not_reached_is_not_there() {
    let small = format!("{TYPES}func main main: main_t {{ b0(): return 0 }}");
    let more = format!("{small}func step step: step_t {{ b0(n: Signed): return n }}");
    assert_eq!(file(&small), file(&more));
}
