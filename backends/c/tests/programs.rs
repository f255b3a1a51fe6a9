//! Whole programs: memory, static data, calls, exceptions, start-up, logging.

mod common;

use std::os::unix::process::ExitStatusExt;
use std::process::Output;

use common::{SHOW, Scratch, lower, run, run_as};
use rpython_backend_c::{CompileOptions, Target, compile, emit};
use rpython_base::SourceMap;

const EXCEPTIONS: &str = r#"
type vt = struct object_vtable { subclassrange_min: Signed, subclassrange_max: Signed, name: *cname }
type cname = array(Char) hints(nolength)
type obj = gcstruct object { typeptr: *vt }
type main_t = func() -> Signed
type int_t = func(Signed) -> Signed
data n_ovf: cname = "OverflowError\x00"
data n_mem: cname = "MemoryError\x00"
data n_stk: cname = "StackOverflow\x00"
data n_key: cname = "KeyError\x00"
data ovf: vt = { 3, 4, &n_ovf }
data mem: vt = { 9, 10, &n_mem }
data stk: vt = { 11, 12, &n_stk }
data key: vt = { 5, 6, &n_key }
data iovf: obj = { &ovf }
data imem: obj = { &mem }
data istk: obj = { &stk }
data ikey: obj = { &key }
exceptions object obj vtable vt {
  OverflowError: &ovf, &iovf
  MemoryError: &mem, &imem
  StackOverflow: &stk, &istk
}
"#;

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A program with the C functions that show values and the exception classes.
fn with_all(text: &str) -> String {
    format!("{SHOW}{EXCEPTIONS}entry main\n{text}")
}

#[test]
fn memory_and_static_data() {
    let text = with_all(
        r#"
type chars = array(Char) hints(other extra_item_after_alloc)
type string = gcstruct rpy_string { hash: Signed, chars: chars }
type point = struct point { x: Int16, y: Float, f: *int_t }
type points = gcarray(point)
type small = fixedarray(UInt8, 3)
type mixed = gcstruct "a class" { super: obj, next: *mixed, s: small, u: UniChar, v: Void, c: Char, p: point }
type word = union_
type union_ = struct either { i: Signed, f: Float } hints(union)
type raws = array(Signed) hints(nolength)
type one = fixedarray(Float, 1)
type c_struct = struct stat { a: Int32, b: Int16 } hints(c_layout (4, 16) 24)
data hello: string = { 0, "he\"llo?\n\x00\xff" }
data pts: points = [{ -3, 2.5, &fn_twice }, { 7, -inf, null }]
data m1: mixed = { { &key }, &m2, "\x01\x02\xff", u(8364), void, 'x', { 1, 0.5, null } }
data m2: mixed = { { &ovf }, &m1, "\x00\x00\x07", u(0), void, '\'', { 2, 1e-300, null } }
data un: union_ = { 0, 1.0 }
data ints: raws = [10, 20, 30]
data cs: c_struct = { -1, 9 }
func fn_twice twice: int_t { b0(v0: Signed): v1: Signed = int_mul(v0, 2) return v1 }
func main main: main_t { b0():
  a1: Signed = getinteriorarraysize/chars(&hello:*string)
  a2: SignedLongLong = cast_primitive(a1)
  direct_call(&show_i:*show_i_t, a2)
  a3: Char = getinteriorfield/chars/[](&hello:*string, 9)
  a4: SignedLongLong = cast_primitive(a3)
  direct_call(&show_i:*show_i_t, a4)
  b1: Float = getinteriorfield/[]/y(&pts:*points, 0)
  direct_call(&show_f:*show_f_t, b1)
  b2: *point = getarraysubstruct(&pts:*points, 1)
  b3: Int16 = getfield.x(b2)
  b4: SignedLongLong = cast_primitive(b3)
  direct_call(&show_i:*show_i_t, b4)
  b5: *int_t = getinteriorfield/[]/f(&pts:*points, 0)
  b6: Signed = indirect_call{any}(b5, 21)
  b7: SignedLongLong = cast_primitive(b6)
  direct_call(&show_i:*show_i_t, b7)
  c1: *mixed = getfield.next(&m1:*mixed)
  c2: *small = getsubstruct.s(c1)
  c3: UInt8 = getarrayitem(c2, 2)
  c4: SignedLongLong = cast_primitive(c3)
  direct_call(&show_i:*show_i_t, c4)
  c5: *mixed = getfield.next(c1)
  c6: UniChar = getfield.u(c5)
  c7: SignedLongLong = cast_primitive(c6)
  direct_call(&show_i:*show_i_t, c7)
  c8: *obj = cast_pointer(c5)
  c9: *vt = getfield.typeptr(c8)
  c10: Signed = getfield.subclassrange_min(c9)
  c11: SignedLongLong = cast_primitive(c10)
  direct_call(&show_i:*show_i_t, c11)
  d1: Float = getfield.f(&un:*union_)
  direct_call(&show_f:*show_f_t, d1)
  d2: *raws = direct_ptradd(&ints:*raws, 1)
  d3: Signed = getarrayitem(d2, 1)
  d4: SignedLongLong = cast_primitive(d3)
  direct_call(&show_i:*show_i_t, d4)
  d5: Address = cast_ptr_to_adr(&cs:*c_struct)
  d6: Int16 = raw_load(d5, 16)
  d7: SignedLongLong = cast_primitive(d6)
  direct_call(&show_i:*show_i_t, d7)
  e1: *points = malloc_varsize{malloc points gc zero}(3)
  e2: Signed = getarraysize(e1)
  e3: SignedLongLong = cast_primitive(e2)
  direct_call(&show_i:*show_i_t, e3)
  setinteriorfield/[]/y(e1, 2, 4.25)
  e4: *point = getarraysubstruct(e1, 2)
  e5: *one = direct_fieldptr.y(e4)
  e6: Float = getarrayitem(e5, 0)
  direct_call(&show_f:*show_f_t, e6)
  f1: *mixed = malloc{malloc mixed gc zero}()
  setfield.c(f1, 'q')
  setfield.next(f1, f1)
  f2: *mixed = getfield.next(f1)
  f3: Char = getfield.c(f2)
  f4: SignedLongLong = cast_primitive(f3)
  direct_call(&show_i:*show_i_t, f4)
  g1: Address = raw_malloc(32)
  raw_memset(g1, 255, 32)
  g2: Signed = raw_load(g1, 8)
  g3: SignedLongLong = cast_primitive(g2)
  direct_call(&show_i:*show_i_t, g3)
  raw_memclear(g1, 16)
  g4: Address = adr_add(g1, 16)
  raw_store(g1, 0, 77)
  raw_memcopy(g1, g4, 8)
  g5: Signed = raw_load(g4, 0)
  g6: SignedLongLong = cast_primitive(g5)
  direct_call(&show_i:*show_i_t, g6)
  g7: Signed = raw_memcmp(g1, g4, 16)
  g8: SignedLongLong = cast_primitive(g7)
  direct_call(&show_i:*show_i_t, g8)
  raw_free(g1)
  return 0 }
"#,
    )
    .replace("type word = union_\n", "");
    let expected = "10\n255\n2.5\n7\n42\n7\n8364\n5\n1\n30\n9\n3\n4.25\n113\n-1\n77\n-1\n";
    assert_eq!(stdout(&run(&text, &[])), expected);
}

const RAISING: &str = r#"
func fn_f f in mod: int_t [dont_inline] { b0(n: Signed):
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
    let text = with_all(&format!(
        "{RAISING} func main main in mod: main_t {{ b0(): v0: Signed = direct_call(&fn_f:*int_t, 2)
    v1: Signed = int_add(v0, 1) return v1 }}"
    ));
    let output = run(&text, &[]);
    assert_eq!(output.status.signal(), Some(6));
    assert_eq!(
        stderr(&output),
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
    let text = with_all(&format!(
        "{RAISING}
func fn_g g in mod: int_t [dont_inline] {{ b0(n: Signed):
    v0: Signed = direct_call(&fn_f:*int_t, n)
    catch ok(v0) {{ &ovf:*vt as t1: *vt, x1: *obj: ok(0), any as t2: *vt, x2: *obj: again(t2, x2) }}
  ok(r: Signed): return r
  again(t: *vt, x: *obj):
    direct_call(&show_i:*show_i_t, 5:SignedLongLong)
    raise t, x }}
func main main in mod: main_t {{ b0():
    v1: Signed = direct_call(&fn_g:*int_t, 1)
    catch ok() {{ &key:*vt as t1: *vt, x1: *obj: handled(x1) }}
  ok(): return 1
  handled(x: *obj):
    v2: *vt = getfield.typeptr(x)
    v3: Bool = ptr_eq(v2, &key:*vt)
    v4: Signed = cast_bool_to_int(v3)
    v5: SignedLongLong = cast_primitive(v4)
    direct_call(&show_i:*show_i_t, v5)
    v6: Signed = direct_call(&fn_g:*int_t, 1)
    return 0 }}"
    ));
    let output = run(&text, &[]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    assert_eq!(
        stderr(&output),
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
fn deep_recursion() {
    let text = with_all(
        "func fn_f f in mod: int_t { b0(n: Signed):
    m: Signed = int_add(n, 1)
    r: Signed = direct_call(&fn_f:*int_t, m)
    s: Signed = int_add(r, 1)
    return s }
func main main in mod: main_t { b0():
    v0: Signed = direct_call(&fn_f:*int_t, 0)
    catch ok() { &stk:*vt as t: *vt, x: *obj: caught() }
  ok(): return 1
  caught():
    v1: Signed = direct_call(&fn_f:*int_t, 0)
    return 2 }",
    );
    for target in [Target::LlDebug0, Target::Default] {
        let output = run_as(&text, &[], target, &[]);
        assert_eq!(output.status.signal(), Some(6), "{output:?}");
        let lines: Vec<String> = stderr(&output).lines().map(String::from).collect();
        assert_eq!(lines.len(), 131);
        assert_eq!(lines[1], "  File \"<mod>\", in main");
        assert_eq!(lines[2], "  File \"<mod>\", in f");
        assert_eq!(lines[129], "  ...");
        assert_eq!(lines[130], "Fatal RPython error: StackOverflow");
    }
}

#[test]
fn out_of_memory() {
    let text = with_all(
        "type items = gcarray(Signed)
func main main in mod: main_t { b0():
    v0: *items = malloc_varsize{malloc items gc zero}(1000000000000000000)
    catch ok() { &mem:*vt as t: *vt, x: *obj: caught() }
  ok(): return 1
  caught():
    v1: *items = malloc_varsize{malloc items gc zero}(-1)
    return 2 }",
    );
    let output = run(&text, &[]);
    let expected = "RPython traceback:\n  File \"<mod>\", in main\nFatal RPython error: MemoryError\n";
    assert_eq!(stderr(&output), expected);
}

#[test]
fn overflow_and_status() {
    let text = with_all(
        "func fn_f f: int_t [dont_inline] { b0(n: Signed):
    v0: Signed = int_mul_ovf(n, n)
    v1: Signed = int_add_ovf(v0, 1)
    catch ok(v1) { &ovf:*vt as t: *vt, x: *obj: bad() }
  bad(): return -1
  ok(v: Signed): return v }
func main main: main_t { b0():
    v0: Signed = direct_call(&fn_f:*int_t, 3037000499)
    v1: SignedLongLong = cast_primitive(v0)
    direct_call(&show_i:*show_i_t, v1)
    v2: Signed = direct_call(&fn_f:*int_t, 5000000000)
    catch ok(v2) { &ovf:*vt as t: *vt, x: *obj: bad(t) }
  ok(v: Signed): return v
  bad(et: *vt):
    w: Bool = ptr_eq(et, &ovf:*vt)
    w1: Signed = cast_bool_to_int(w)
    w2: Signed = int_add(w1, 298)
    return w2 }",
    );
    for target in [Target::LlDebug0, Target::Default] {
        let output = run_as(&text, &[], target, &[]);
        assert_eq!(output.status.code(), Some(299 & 255), "{output:?}");
        assert_eq!(String::from_utf8_lossy(&output.stdout), "9223372030926249002\n");
    }
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
    v2: Signed = int_mul(v0, 100)
    v3: Signed = int_add(v1, v2)
    v4: SignedLongLong = cast_primitive(v3)
    direct_call(&show_i:*show_i_t, v4)
    return 0 }
"#;

#[test]
fn arguments() {
    let output = run(&with_all(ARGUMENTS), &["", "abc", "\u{e9}"]);
    let shown: u64 = stdout(&output).trim().parse().unwrap();
    assert_eq!(shown / 100, 4);
    assert!(shown % 100 >= 5);
}

#[test]
fn errno_is_kept() {
    let text = with_all(
        r#"
type close_t = func(Int32) -> Int32
type get_t = func() -> Int32
extern close close: close_t { includes("unistd.h"), save_err(1) }
extern geterr rpy_get_saved_errno: get_t { includes("rpy_platform.h") }
func main main: main_t { b0():
    v0: Int32 = direct_call(&close:*close_t, -1:Int32)
    v1: Int32 = direct_call(&geterr:*get_t)
    v2: Signed = cast_primitive(v1)
    return v2 }
"#,
    );
    assert_eq!(run(&text, &[]).status.code(), Some(9));
}

#[test]
fn crash_names_the_function() {
    let text = with_all(
        "type cell = struct cell { x: Signed }
type get_t = func(*cell) -> Signed
func fn_get get_it: get_t [dont_inline] { b0(p: *cell): v: Signed = getfield.x(p) return v }
func fn_div divide: int_t [dont_inline] { b0(n: Signed): v: Signed = int_floordiv(7, n) return v }
func main main: main_t { b0():
    a: Signed = stack_current()
    b: Signed = int_and(a, 0)
    v: Signed = direct_call(&fn_div:*int_t, b)
    w: Signed = direct_call(&fn_get:*get_t, null:*cell)
    u: Signed = int_add(v, w)
    return u }",
    );
    let output = run(&text, &[]);
    assert_eq!(output.status.signal(), Some(8));
    assert_eq!(stderr(&output), "Arithmetic error in RPython function divide\n");
    let text = text.replace("int_floordiv(7, n)", "int_add(7, n)");
    let output = run(&text, &[]);
    assert_eq!(output.status.signal(), Some(11));
    assert_eq!(stderr(&output), "Segmentation fault in RPython function get_it\n");
}

#[test]
fn fatal_error_and_failed_check() {
    let text = with_all(
        r#"
type chars = array(Char)
type string = gcstruct rpy_string { hash: Signed, chars: chars }
data boom: string = { 0, "boom" }
func main main: main_t { b0(): debug_fatalerror(&boom:*string) unreachable }
"#,
    );
    let output = run(&text, &[]);
    assert_eq!(stderr(&output), "RPython traceback:\nboom\n");
    assert_eq!(output.status.signal(), Some(6));
    let text = text.replace("debug_fatalerror(&boom:*string)", "debug_check_failed{sym \"x.py:3: index\"}()");
    assert_eq!(stderr(&run(&text, &[])), "RPython traceback:\nx.py:3: index\n");
}

#[test]
fn log() {
    let text = with_all(
        r#"
type chars = array(Char)
type string = gcstruct rpy_string { hash: Signed, chars: chars }
data outer: string = { 0, "outer" }
data inner: string = { 0, "inner" }
data hi: string = { 0, "hi" }
func main main: main_t { b0():
    v0: SignedLongLong = debug_start(&outer:*string, false)
    debug_print(&hi:*string, 5, 1.5, 'c', true)
    v1: SignedLongLong = debug_start(&inner:*string, false)
    debug_print(&hi:*string)
    v2: SignedLongLong = debug_stop(&inner:*string, false)
    v3: SignedLongLong = debug_stop(&outer:*string, false)
    v4: Bool = have_debug_prints()
    v5: Signed = cast_bool_to_int(v4)
    return v5 }
"#,
    );
    // The clock's reading is not part of what is compared.
    let shown = |setting: &str| {
        let output = run_as(&text, &[], Target::LlDebug, &[("PYPYLOG", setting)]);
        stderr(&output)
            .lines()
            .map(|l| l.split_once("] ").map_or(l, |(_, rest)| rest).to_string())
            .collect::<Vec<_>>()
            .join("|")
    };
    assert_eq!(shown(":-"), "{outer|hi 5 1.500000 c True|{inner|hi|inner}|outer}");
    assert_eq!(shown("in:-"), "{inner|hi|inner}");
    assert_eq!(shown("-"), "{outer|{inner|inner}|outer}");
    assert_eq!(stderr(&run(&text, &[])), "");
}

#[test]
fn same_bytes_every_time() {
    let scratch = Scratch::new();
    let text = with_all(RAISING) + "func main main: main_t { b0(): return 0 }";
    let texts = |folder: &str| {
        let program = lower(&text, &SourceMap::new());
        let sources = emit(&program, "prog", &scratch.0.join(folder)).unwrap();
        let mut names: Vec<_> = std::fs::read_dir(&sources.dir).unwrap().map(|e| e.unwrap().path()).collect();
        // Beside the sources lies a folder with headers for the C code of programs, always the same.
        names.retain(|path| path.is_file());
        names.sort();
        names.iter().map(|p| std::fs::read(p).unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(texts("a"), texts("b"));
}

#[test]
fn compiler_that_is_not_there() {
    let scratch = Scratch::new();
    let text = with_all("func main main: main_t { b0(): return 0 }");
    let sources = emit(&lower(&text, &SourceMap::new()), "prog", &scratch.0.join("src")).unwrap();
    let exe = scratch.0.join("prog");
    std::fs::write(&exe, "old").unwrap();
    let options = CompileOptions { cc: Some("no-such-compiler".into()), ..CompileOptions::default() };
    let error = compile(&sources, &options, &exe).unwrap_err();
    assert_eq!(error.message, "the C compiler `no-such-compiler` was not found");
    std::fs::write(sources.dir.join("main.c"), "int main(void) { return missing(); }").unwrap();
    let error = compile(&sources, &CompileOptions::default(), &exe).unwrap_err();
    assert_eq!(error.message, "the C compiler failed");
    assert!(error.notes[0].contains("missing"), "{:?}", error.notes);
    assert_eq!(std::fs::read(&exe).unwrap(), b"old");
}
