//! Functions and whole programs: control flow, memory, exceptions, C functions, start-up.

mod common;

use common::{EXCEPTIONS, SHOW, call_with, fatal, int, parse, run, run_text};
use rpython_interp::{Failure, Options};

fn with_exceptions(text: &str) -> String {
    format!("{EXCEPTIONS}\n{text}")
}

#[test]
fn loops_swap_their_variables() {
    let text = "type t_main = func(Signed) -> Signed
         func main main: t_main { b0(n: Signed): goto loop(n, 0, 1, 2)
           loop(m: Signed, i: Signed, a: Signed, b: Signed):
             more: Bool = int_lt(i, m)
             branch more next(m, i, a, b) else done(a, b)
           next(k: Signed, j: Signed, c: Signed, d: Signed):
             l: Signed = int_add(j, 1)
             goto loop(k, l, d, c)
           done(x: Signed, y: Signed):
             z: Signed = int_mul(x, 10)
             w: Signed = int_add(z, y)
             return w }";
    assert_eq!(int(text, &[9]), 21);
    assert_eq!(int(text, &[10]), 12);
}

#[test]
fn wide_variables_rotate() {
    let text = "type t_main = func(Signed) -> Signed
         func main main: t_main { b0(n: Signed):
             one: SignedLongLongLong = cast_primitive(1)
             two: SignedLongLongLong = lllong_lshift(one, 100)
             goto loop(0, two, n, one)
           loop(i: Signed, a: SignedLongLongLong, n1: Signed, b: SignedLongLongLong):
             more: Bool = int_lt(i, n1)
             branch more next(a, i, b, n1) else done(a)
           next(c: SignedLongLongLong, j: Signed, d: SignedLongLongLong, n2: Signed):
             l: Signed = int_add(j, 1)
             goto loop(l, d, n2, c)
           done(x: SignedLongLongLong):
             y: SignedLongLongLong = lllong_rshift(x, 98)
             z: Signed = cast_primitive(y)
             return z }";
    assert_eq!(int(text, &[2]), 4);
    assert_eq!(int(text, &[3]), 0);
}

#[test]
fn switches() {
    let text = "type t_main = func(Signed) -> Signed
         func main main: t_main { b0(n: Signed):
             switch n { 1: one(n), 3: go(30), -2: go(n), 1000000: go(7), default: go(0) }
           one(x: Signed): y: Signed = int_add(x, 10) return y
           go(z: Signed): return z }";
    for (n, expected) in [(1, 11), (3, 30), (-2, -2), (1000000, 7), (2, 0), (i64::MIN, 0)] {
        assert_eq!(int(text, &[n]), expected);
    }
    let dense = text.replace("1000000: go(7)", "2: go(7)");
    for (n, expected) in [(1, 11), (2, 7), (3, 30), (-2, -2), (-1, 0), (4, 0), (i64::MIN, 0), (i64::MAX, 0)] {
        assert_eq!(int(&dense, &[n]), expected);
    }
}

const MEMORY: &str = r#"
type chars = array(Char) hints(other extra_item_after_alloc)
type string = gcstruct rpy_string { hash: Signed, chars: chars }
type point = struct point { x: Int16, y: Float, f: *int_t }
type points = gcarray(point)
type small = fixedarray(UInt8, 3)
type mixed = gcstruct "a class" { super: obj, next: *mixed, s: small, u: UniChar, v: Void, c: Char, p: point }
type either = struct either { i: Signed, f: Float } hints(union)
type raws = array(Signed) hints(nolength)
type one = fixedarray(Float, 1)
type c_struct = struct stat { a: Int32, b: Int16 } hints(c_layout (4, 16) 24)
type long = struct long { c: Char, l: LongFloat, w: SignedLongLongLong, s: SingleFloat }
data hello: string = { 0, "he\"llo?\n\x00\xff" }
data pts: points = [{ -3, 2.5, &fn_twice }, { 7, -inf, null }]
data m1: mixed = { { &key }, &m2, "\x01\x02\xff", u(8364), void, 'x', { 1, 0.5, null } }
data m2: mixed = { { &ovf }, &m1, "\x00\x00\x07", u(0), void, '\'', { 2, 1e-300, null } }
data un: either = { 0, 1.0 }
data ints: raws = [10, 20, 30]
data cs: c_struct = { -1, 9 }
data lf: long = { 'a', 0.1, -5, 0.5 }
func fn_twice twice: int_t { b0(v0: Signed): v1: Signed = int_mul(v0, 2) return v1 }
"#;

#[test]
fn memory_and_static_data() {
    let text = format!(
        "{EXCEPTIONS}{MEMORY}{SHOW}
entry main
func show show: show_i_t {{ b0(n: SignedLongLong): direct_call(&show_i:*show_i_t, n) return void }}
func main main: main_t {{ b0():
  a1: Signed = getinteriorarraysize/chars(&hello:*string)
  a2: SignedLongLong = cast_primitive(a1)
  direct_call(&show:*show_i_t, a2)
  a3: Char = getinteriorfield/chars/[](&hello:*string, 9)
  a4: SignedLongLong = cast_primitive(a3)
  direct_call(&show:*show_i_t, a4)
  a5: Char = getinteriorfield/chars/[](&hello:*string, 10)
  a6: SignedLongLong = cast_primitive(a5)
  direct_call(&show:*show_i_t, a6)
  b1: Float = getinteriorfield/[]/y(&pts:*points, 0)
  direct_call(&show_f:*show_f_t, b1)
  b2: *point = getarraysubstruct(&pts:*points, 1)
  b3: Int16 = getfield.x(b2)
  b4: SignedLongLong = cast_primitive(b3)
  direct_call(&show:*show_i_t, b4)
  b5: *int_t = getinteriorfield/[]/f(&pts:*points, 0)
  b6: Signed = indirect_call{{any}}(b5, 21)
  b7: SignedLongLong = cast_primitive(b6)
  direct_call(&show:*show_i_t, b7)
  c1: *mixed = getfield.next(&m1:*mixed)
  c2: *small = getsubstruct.s(c1)
  c3: UInt8 = getarrayitem(c2, 2)
  c4: SignedLongLong = cast_primitive(c3)
  direct_call(&show:*show_i_t, c4)
  c5: *mixed = getfield.next(c1)
  c6: UniChar = getfield.u(c5)
  c7: SignedLongLong = cast_primitive(c6)
  direct_call(&show:*show_i_t, c7)
  c8: *obj = cast_pointer(c5)
  c9: *vt = getfield.typeptr(c8)
  c10: Signed = getfield.subclassrange_min(c9)
  c11: SignedLongLong = cast_primitive(c10)
  direct_call(&show:*show_i_t, c11)
  d1: Float = getfield.f(&un:*either)
  direct_call(&show_f:*show_f_t, d1)
  d2: *raws = direct_ptradd(&ints:*raws, 1)
  d3: Signed = getarrayitem(d2, 1)
  d4: SignedLongLong = cast_primitive(d3)
  direct_call(&show:*show_i_t, d4)
  d5: Address = cast_ptr_to_adr(&cs:*c_struct)
  d6: Int16 = raw_load(d5, 16)
  d7: SignedLongLong = cast_primitive(d6)
  direct_call(&show:*show_i_t, d7)
  e1: *points = malloc_varsize{{malloc points gc zero}}(3)
  e2: Signed = getarraysize(e1)
  e3: SignedLongLong = cast_primitive(e2)
  direct_call(&show:*show_i_t, e3)
  setinteriorfield/[]/y(e1, 2, 4.25)
  e4: *point = getarraysubstruct(e1, 2)
  e5: *one = direct_fieldptr.y(e4)
  e6: Float = getarrayitem(e5, 0)
  direct_call(&show_f:*show_f_t, e6)
  f1: *mixed = malloc{{malloc mixed gc zero}}()
  setfield.c(f1, 'q')
  setfield.next(f1, f1)
  f2: *mixed = getfield.next(f1)
  f3: Char = getfield.c(f2)
  f4: SignedLongLong = cast_primitive(f3)
  direct_call(&show:*show_i_t, f4)
  g1: Address = raw_malloc(32)
  raw_memset(g1, 255, 32)
  g2: Signed = raw_load(g1, 8)
  g3: SignedLongLong = cast_primitive(g2)
  direct_call(&show:*show_i_t, g3)
  raw_memclear(g1, 16)
  g4: Address = adr_add(g1, 16)
  raw_store(g1, 0, 77)
  raw_memcopy(g1, g4, 8)
  g5: Signed = raw_load(g4, 0)
  g6: SignedLongLong = cast_primitive(g5)
  direct_call(&show:*show_i_t, g6)
  g7: Signed = raw_memcmp(g1, g4, 16)
  g8: SignedLongLong = cast_primitive(g7)
  direct_call(&show:*show_i_t, g8)
  raw_free(g1)
  h1: LongFloat = getfield.l(&lf:*long)
  h2: Float = cast_primitive(h1)
  direct_call(&show_f:*show_f_t, h2)
  h3: SignedLongLongLong = getfield.w(&lf:*long)
  direct_call(&show_w:*show_w_t, h3)
  h4: SingleFloat = getfield.s(&lf:*long)
  h5: Float = cast_singlefloat_to_float(h4)
  direct_call(&show_f:*show_f_t, h5)
  h6: SignedLongLongLong = lllong_lshift(h3, 70)
  setfield.w(&lf:*long, h6)
  h7: SignedLongLongLong = getfield.w(&lf:*long)
  direct_call(&show_w:*show_w_t, h7)
  return 0 }}"
    );
    let output = run_text(&text, &[]);
    let expected = "10\n255\n0\n2.5\n7\n42\n7\n8364\n5\n1\n30\n9\n3\n4.25\n113\n-1\n77\n-1\n0.10000000000000001\n\
        fffffffffffffffffffffffffffffffb\n0.5\nfffffffffffffec00000000000000000\n";
    assert_eq!((output.stdout.as_str(), output.stderr.as_str()), (expected, ""));
}

const RAISING: &str = r#"
func fn_f f in mod: int_t { b0(n: Signed):
    done: Bool = int_eq(n, 0)
    branch done stop() else more(n)
  stop(): raise &key:*vt, &ikey:*obj
  more(k: Signed): m: Signed = int_sub(k, 1)
    r: Signed = direct_call(&fn_f:*int_t, m)
    s: Signed = int_add(r, 1)
    return s }
"#;

#[test]
fn uncaught_exception() {
    let text = format!(
        "{EXCEPTIONS}{RAISING}entry main
         func main main in mod: main_t {{ b0(): v0: Signed = direct_call(&fn_f:*int_t, 2)
             v1: Signed = int_add(v0, 1) return v1 }}"
    );
    let output = run_text(&text, &[]);
    assert_eq!(output.status, 134);
    assert_eq!(
        output.stderr,
        "RPython traceback:
  File \"<mod>\", in main
  File \"<mod>\", in f
  File \"<mod>\", in f
  File \"<mod>\", in f
Fatal RPython error: KeyError
"
    );
}

#[test]
fn caught_and_raised_again() {
    let text = format!(
        "{EXCEPTIONS}{RAISING}entry main
func fn_g g in mod: int_t {{ b0(n: Signed):
    v0: Signed = direct_call(&fn_f:*int_t, n)
    catch ok(v0) {{ &ovf:*vt as t1: *vt, x1: *obj: ok(0), any as t2: *vt, x2: *obj: again(t2, x2) }}
  ok(r: Signed): return r
  again(t: *vt, x: *obj): raise t, x }}
func main main in mod: main_t {{ b0():
    v1: Signed = direct_call(&fn_g:*int_t, 1)
    catch ok() {{ &key:*vt as t1: *vt, x1: *obj: handled(x1) }}
  ok(): return 1
  handled(x: *obj):
    v2: *vt = getfield.typeptr(x)
    v3: Bool = ptr_eq(v2, &key:*vt)
    branch v3 same() else ok()
  same():
    v6: Signed = direct_call(&fn_g:*int_t, 1)
    return 0 }}"
    );
    assert_eq!(
        run_text(&text, &[]).stderr,
        "RPython traceback:
  File \"<mod>\", in main
  File \"<mod>\", in g
  File \"<mod>\", in f
  File \"<mod>\", in f
Fatal RPython error: KeyError
"
    );
}

#[test]
fn handlers_are_chosen_by_class() {
    let text = with_exceptions(
        "func fn_f f: int_t { b0(n: Signed): switch n { 1: a(), 2: b(), default: c(n) }
  a(): raise &key:*vt, &ikey:*obj
  b(): raise &err:*vt, &ikey:*obj
  c(m: Signed): r: Signed = int_mul_ovf(m, m) return r }
func main main: int_t { b0(n: Signed):
    k: Signed = int_add(n, 100)
    r: Signed = direct_call(&fn_f:*int_t, n)
    catch ok(r, k) { &ovf:*vt as t1: *vt, x1: *obj: ok(-1, k), &err:*vt as t2: *vt, x2: *obj: std(t2, k) }
  ok(s: Signed, l: Signed): u: Signed = int_add(s, l) return u
  std(t: *vt, m: Signed):
    min: Signed = getfield.subclassrange_min(t)
    w: Signed = int_mul(min, 1000)
    z: Signed = int_add(w, m)
    return z }",
    );
    assert_eq!(int(&text, &[1]), 5101);
    assert_eq!(int(&text, &[2]), 2102);
    assert_eq!(int(&text, &[3]), 112);
    assert_eq!(int(&text, &[1 << 40]), (1 << 40) + 99);
}

#[test]
fn overflow_of_every_kind() {
    let program = |op: &str| {
        with_exceptions(&format!(
            "func main main: int_t {{ b0(n: Signed):
    r: Signed = {op}
    catch ok(r) {{ &ovf:*vt as t1: *vt, x1: *obj: ok(-77) }}
  ok(s: Signed): return s }}"
        ))
    };
    let min = i64::MIN;
    assert_eq!(int(&program("int_neg_ovf(n)"), &[min]), -77);
    assert_eq!(int(&program("int_neg_ovf(n)"), &[5]), -5);
    assert_eq!(int(&program("int_abs_ovf(n)"), &[min]), -77);
    assert_eq!(int(&program("int_abs_ovf(n)"), &[-5]), 5);
    assert_eq!(int(&program("int_add_ovf(n, 1)"), &[i64::MAX]), -77);
    assert_eq!(int(&program("int_add_ovf(n, n)"), &[i64::MAX]), -77);
    assert_eq!(int(&program("int_add_nonneg_ovf(n, 1)"), &[7]), 8);
    assert_eq!(int(&program("int_sub_ovf(n, 1)"), &[min]), -77);
    assert_eq!(int(&program("int_mul_ovf(n, n)"), &[1 << 32]), -77);
    assert_eq!(int(&program("int_mul_ovf(n, n)"), &[1 << 31]), 1 << 62);
}

#[test]
fn shift_counts_are_modulo_the_width() {
    let shift = |op: &str, n: i64| {
        let text = format!("func main main: int_t {{ b0(n: Signed): r: Signed = {op} return r }}");
        int(&with_exceptions(&text), &[n])
    };
    assert_eq!(shift("int_lshift(5, n)", 64), 5);
    assert_eq!(shift("int_lshift(1, n)", -1), i64::MIN);
    assert_eq!(shift("int_lshift(n, 64)", 3), 3);
    assert_eq!(shift("int_rshift(-8, n)", 65), -4);
}

#[test]
fn deep_recursion() {
    let text = with_exceptions(
        "func fn_f f in mod: int_t { b0(n: Signed):
    m: Signed = int_add(n, 1)
    r: Signed = direct_call(&fn_f:*int_t, m)
    s: Signed = int_add(r, 1)
    return s }
func fn_g g in mod: int_t { b0(n: Signed):
    done: Bool = int_eq(n, 0)
    branch done end() else more(n)
  end(): return 0
  more(k: Signed): m: Signed = int_sub(k, 1)
    r: Signed = direct_call(&fn_g:*int_t, m)
    s: Signed = int_add(r, 1)
    return s }
func main main in mod: main_t { b0():
    v0: Signed = direct_call(&fn_f:*int_t, 0)
    catch ok() { &stk:*vt as t: *vt, x: *obj: caught() }
  ok(): return 1
  caught():
    v2: Signed = direct_call(&fn_g:*int_t, 10000)
    v1: Signed = direct_call(&fn_f:*int_t, v2)
    return 2 }
entry main",
    );
    let output = run_text(&text, &[]);
    assert_eq!(output.status, 134);
    let lines: Vec<&str> = output.stderr.lines().collect();
    assert_eq!(lines.len(), 131);
    assert_eq!(lines[1], "  File \"<mod>\", in main");
    assert_eq!(lines[2], "  File \"<mod>\", in f");
    assert_eq!(lines[129], "  ...");
    assert_eq!(lines[130], "Fatal RPython error: StackOverflow");
}

#[test]
fn out_of_memory() {
    let text = with_exceptions(
        "type items = gcarray(Signed)
func main main in mod: main_t { b0():
    v0: *items = malloc_varsize{malloc items gc zero}(1000000000000000000)
    catch ok() { &mem:*vt as t: *vt, x: *obj: caught() }
  ok(): return 1
  caught():
    v1: *items = malloc_varsize{malloc items gc zero}(-1)
    return 2 }
entry main",
    );
    let output = run_text(&text, &[]);
    let expected = "RPython traceback:\n  File \"<mod>\", in main\nFatal RPython error: MemoryError\n";
    assert_eq!(output.stderr, expected);
    // A list of objects that are all alive does not fit a limited heap.
    let text = with_exceptions(
        "type node = gcstruct node { next: *node, x: Signed }
func main main in mod: main_t { b0(): goto loop(null:*node, 0)
  loop(n: *node, i: Signed):
    m: *node = malloc{malloc node gc zero}()
    catch grow(m, n, i) { &mem:*vt as t: *vt, x: *obj: full(i) }
  grow(new: *node, old: *node, j: Signed):
    setfield.next(new, old)
    k: Signed = int_add(j, 1)
    goto loop(new, k)
  full(l: Signed): return l }",
    );
    let options = Options { max_heap: Some(1 << 20), ..Options::default() };
    let count = call_with(&text, &[], options).unwrap().as_signed();
    assert_eq!(count, (1 << 20) / 32);
}

#[test]
fn faults_name_place_and_cause() {
    let program = |op: &str| {
        with_exceptions(&format!(
            "type items = gcarray(Signed)
             type s = gcstruct s {{ x: Signed, next: *s }}
             type fixed = fixedarray(Char, 3)
             data numbers: items = [1, 2, 3]
             data letters: fixed = \"abc\"
func f f in mod: int_t {{ b0(n: Signed):
    {op}
    return n }}
func main main in mod: int_t {{ b0(n: Signed): r: Signed = direct_call(&f:*int_t, n) return r }}"
        ))
    };
    let fault = |op: &str, n: i64, cause: &str| {
        assert_eq!(
            fatal(&program(op), &[n]),
            format!(
                "RPython traceback:\n  File \"<mod>\", in main\n  File \"<mod>\", in f\nFatal RPython error: {cause}\n"
            )
        );
    };
    fault("r: Signed = int_floordiv(1, n)", 0, "division by zero (unchecked)");
    fault("r: Signed = int_mod(1, n)", 0, "division by zero (unchecked)");
    fault("r: Signed = int_floordiv(n, -1)", i64::MIN, "integer overflow in a division (unchecked)");
    let index = "index out of range (unchecked): index 3, length 3";
    fault("r: Signed = getarrayitem(&numbers:*items, n)", 3, index);
    fault("setarrayitem(&numbers:*items, n, 5)", 3, index);
    fault("r: Char = getarrayitem(&letters:*fixed, n)", 3, index);
    fault(
        "r: Signed = getarrayitem(&numbers:*items, n)",
        -1,
        "index out of range (unchecked): index -1, length 3",
    );
    let null = "null pointer dereferenced";
    fault("q: *s = cast_int_to_ptr(n) r: Signed = getfield.x(q)", 0, null);
    fault("q: *s = cast_int_to_ptr(n) setfield.next(q, q)", 0, null);
    fault("q: *items = cast_int_to_ptr(n) r: Signed = getarrayitem(q, 0)", 0, null);
    fault("q: *items = cast_int_to_ptr(n) r: Signed = getarraysize(q)", 0, null);
    fault(
        "q: *int_t = cast_int_to_ptr(n) r: Signed = indirect_call{any}(q, 0)",
        0,
        "null function pointer called",
    );
}

const ARGUMENTS: &str = r#"
type text = array(Char) hints(nolength)
type list = gcstruct list { length: Signed, bytes: Signed }
type new_t = func(Signed) -> *list
type append_t = func(*list, *text) -> Void
type entry_t = func(*list) -> Signed
type len_t = func(*text) -> Unsigned
root start_argv_new = new
root start_argv_append = append
entry main
extern strlen strlen: len_t { includes("string.h") }
func new argv_new: new_t { b0(n: Signed): v0: *list = malloc{malloc list gc zero}() return v0 }
func append argv_append: append_t { b0(l: *list, s: *text):
    v0: Signed = getfield.length(l)
    v1: Signed = int_add(v0, 1)
    setfield.length(l, v1)
    v2: Unsigned = direct_call(&strlen:*len_t, s)
    v3: Signed = cast_uint_to_int(v2)
    v4: Signed = getfield.bytes(l)
    v5: Signed = int_add(v3, v4)
    setfield.bytes(l, v5)
    return void }
func main main: entry_t { b0(l: *list):
    v0: Signed = getfield.length(l)
    v1: Signed = getfield.bytes(l)
    v2: Signed = int_mul(v0, 10)
    v3: Signed = int_add(v1, v2)
    return v3 }
"#;

#[test]
fn arguments() {
    assert_eq!(run_text(ARGUMENTS, &["", "abc", "\u{e9}"]).status, 40 + 4 + 3 + 2);
    let options = Options { gc_zeal: true, ..Options::default() };
    assert_eq!(run(&parse(ARGUMENTS), &["x"], &options, &[]).status, 25);
}

#[test]
fn roots_run_around_the_entry() {
    let text = "type cell = struct cell { x: Signed }
         type main_t = func() -> Signed
         type none_t = func() -> Void
         data c: cell = { 1 }
         entry main
         root start_init = first
         root start_exit = last
         type exit_t = func(Int32) -> Void
         extern exit_ _exit: exit_t {}
         func first first: none_t { b0(): setfield.x(&c:*cell, 20) return void }
         func main main: main_t { b0(): x: Signed = getfield.x(&c:*cell) y: Signed = int_add(x, 3)
             setfield.x(&c:*cell, y) return 7 }
         func last last: none_t { b0(): x: Signed = getfield.x(&c:*cell) y: Int32 = cast_primitive(x)
             direct_call(&exit_:*exit_t, y) return void }";
    assert_eq!(run_text(text, &[]).status, 23);
}

#[test]
fn status_is_cut_to_a_byte() {
    let text = "type main_t = func() -> Signed entry main func main main: main_t { b0(): return -1 }";
    assert_eq!(run_text(text, &[]).status, 255);
}

#[test]
fn fatal_error_and_log() {
    let text = format!(
        "{EXCEPTIONS}entry main
type chars = array(Char)
type string = gcstruct rpy_string {{ hash: Signed, chars: chars }}
data boom: string = {{ 0, \"boom\" }}
func main main: main_t {{ b0(): debug_fatalerror(&boom:*string) unreachable }}"
    );
    let output = run_text(&text, &[]);
    assert_eq!((output.stderr.as_str(), output.status), ("RPython traceback:\nboom\n", 134));
    let text = text.replace(
        "debug_fatalerror(&boom:*string) unreachable",
        "v0: SignedLongLong = debug_start(&boom:*string, false)
         debug_print(&boom:*string, 5, 1.5, 'c', true)
         v1: SignedLongLong = debug_stop(&boom:*string, false)
         v2: Bool = have_debug_prints() v3: Signed = cast_bool_to_int(v2) return v3",
    );
    let program = parse(&text);
    let log = |setting: &str| {
        let output = run(&program, &[], &Options::default(), &[("PYPYLOG", setting)]);
        let lines = output.stderr.lines();
        lines.map(|l| l.split_once("] ").map_or(l, |x| x.1)).collect::<Vec<_>>().join("|")
    };
    assert_eq!(log(":-"), "{boom|boom 5 1.500000 c True|boom}");
    assert_eq!(log("bo:-"), "{boom|boom 5 1.500000 c True|boom}");
    assert_eq!(log("-"), "{boom|boom}");
    assert_eq!(log(""), "");
}

#[test]
fn crash_names_the_function() {
    let text = "type cell = struct cell { x: Signed }
         type main_t = func() -> Signed
         entry main
         func get get_it in mod: main_t { b0(): p: *cell = cast_int_to_ptr(1000000) v: Signed = getfield.x(p) return v }
         func main main in mod: main_t { b0(): v: Signed = direct_call(&get:*main_t) return v }";
    let output = run_text(text, &[]);
    assert_eq!(output.status, 134);
    assert_eq!(
        output.stderr,
        "RPython traceback:\n  File \"<mod>\", in main\n  File \"<mod>\", in get_it\n\
         Fatal RPython error: bad pointer dereferenced\n"
    );
}

#[test]
fn exception_out_of_a_called_function_is_told() {
    let text = with_exceptions("func main main in mod: main_t { b0(): raise &key:*vt, &ikey:*obj }");
    match call_with(&text, &[], Options::default()) {
        Err(Failure::Exception { name, report }) => {
            assert_eq!(name, "KeyError");
            assert!(report.ends_with("Fatal RPython error: KeyError\n"), "{report}");
        }
        other => panic!("{other:?}"),
    }
}
