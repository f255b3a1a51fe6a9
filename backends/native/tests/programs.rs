//! Executables: what they print, that they are the same each time, the cache, other machines, and what goes
//! wrong.

mod common;

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::{PLAIN, SHOW, Scratch, lower, run};
use rpython_backend_native::{Options, compile, link};

/// Computes with loops, calls, switches, memory, wide numbers and floats.
fn program() -> String {
    format!(
        r#"{SHOW}
type t_main = func() -> Signed
type t_unary = func(Signed) -> Signed
type t_puts = func(*t_text) -> Int32
type t_text = array(Char) hints(nolength)
type t_pair = struct pair {{ left: Signed, right: Char, next: *t_pair }}
type t_items = array(Signed)
entry main
data text: t_text = "from data\x00"
data one: t_pair = {{ 1, 'x', &two }}
data two: t_pair = {{ -2, 'y', null }}
data items: t_items = [10, 20, 30]
extern puts puts: t_puts {{ c_name(puts) }}
func sum sum: t_unary {{
  b0(n: Signed):
    goto b1(n, 0)
  b1(i: Signed, s: Signed):
    t: Signed = int_add(s, i)
    j: Signed = int_sub(i, 1)
    c: Bool = int_gt(j, 0)
    branch c b1(j, t) else b2(t)
  b2(r: Signed):
    return r
}}
func pick pick: t_unary {{
  b0(n: Signed):
    switch n {{ 0: b1(100), 1: b1(200), -5: b1(300), default: b1(n) }}
  b1(r: Signed):
    return r
}}
func main main: t_main {{
  b0():
    p: Int32 = direct_call(&puts:*t_puts, &text:*t_text)
    a: Signed = direct_call(&sum:*t_unary, 100)
    w1: SignedLongLong = cast_int_to_longlong(a)
    direct_call(&show_i:*show_i_t, w1)
    b: Signed = direct_call(&pick:*t_unary, -5)
    w2: SignedLongLong = cast_int_to_longlong(b)
    direct_call(&show_i:*show_i_t, w2)
    f: *t_unary = same_as(&pick:*t_unary)
    c: Signed = indirect_call{{any}}(f, 7)
    w3: SignedLongLong = cast_int_to_longlong(c)
    direct_call(&show_i:*show_i_t, w3)
    next: *t_pair = getfield.next(&one:*t_pair)
    l: Signed = getfield.left(next)
    w4: SignedLongLong = cast_int_to_longlong(l)
    direct_call(&show_i:*show_i_t, w4)
    n: Signed = getarraysize(&items:*t_items)
    m: Signed = int_sub(n, 1)
    setarrayitem(&items:*t_items, m, 33)
    i: Signed = getarrayitem(&items:*t_items, 2)
    w5: SignedLongLong = cast_int_to_longlong(i)
    direct_call(&show_i:*show_i_t, w5)
    return 3
}}
"#
    )
}

const PRINTED: &str = "from data\n5050\n300\n7\n-2\n33\n";

#[test]
fn a_program_runs() {
    for optimize in [true, false] {
        let output = run(&program(), &Options { optimize, ..PLAIN });
        assert_eq!(String::from_utf8_lossy(&output.stdout), PRINTED);
        assert_eq!(output.status.code(), Some(3));
    }
}

/// Makes the executable and reads it.
fn built(options: &Options) -> (Vec<u8>, Option<(usize, usize)>) {
    built_from(&program(), options)
}

fn built_from(text: &str, options: &Options) -> (Vec<u8>, Option<(usize, usize)>) {
    let scratch = Scratch::new();
    let exe = scratch.0.join("prog");
    let objects = compile(&lower(text), options, &scratch.0).expect("compiles");
    let object = fs::read(scratch.0.join("program.o")).expect("an object file");
    link(&objects, &exe).expect("links");
    (object, objects.cached)
}

#[test]
fn the_same_program_gives_the_same_bytes() {
    let (alone, _) = built(&PLAIN);
    let (together, _) = built(&Options { jobs: Some(4), ..PLAIN });
    assert!(alone == together, "the object files differ");
}

#[test]
fn the_cache_serves_again_and_survives_damage() {
    let folder = Scratch::new();
    let options = Options { cache: Some(&folder.0), ..PLAIN };
    let (first, counts) = built(&options);
    assert_eq!(counts, Some((0, 3)));
    let (second, counts) = built(&options);
    assert_eq!(counts, Some((3, 0)));
    assert!(first == second, "the object files differ");
    let file = files(&folder.0).pop().expect("a file");
    let bytes = fs::read(&file).expect("readable");
    for damage in 0..3 {
        let mut bytes = bytes.clone();
        match damage {
            0 => bytes.truncate(bytes.len() / 2),
            1 => bytes.clear(),
            _ => *bytes.last_mut().expect("a byte") ^= 1,
        }
        fs::write(&file, bytes).expect("writable");
        let (third, counts) = built(&options);
        assert_eq!(counts, Some((0, 3)));
        assert!(first == third, "the object files differ");
        assert_eq!(built(&options).1, Some((3, 0)));
    }
}

/// The files in a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).expect("readable").flatten().map(|entry| entry.path()).collect()
}

/// Two structs of one layout are two structs; a type, an address or a callee that an edit elsewhere numbers
/// otherwise are the same.
#[test]
fn entries_do_not_depend_on_the_rest_of_the_program() {
    let folder = Scratch::new();
    let options = Options { cache: Some(&folder.0), ..PLAIN };
    let functions = program();
    let (_, counts) = built_from(&functions, &options);
    assert_eq!(counts, Some((0, 3)));
    let more = format!(
        "type s_new = gcstruct new {{ a: Signed, b: Char }}\ntype t_new = func(Signed) -> Signed\n{functions}"
    );
    let (_, counts) = built_from(&more, &options);
    assert_eq!(counts, Some((3, 0)));
    let edited = functions.replace("int_add", "int_sub");
    assert_ne!(edited, functions);
    let (_, counts) = built_from(&edited, &options);
    assert!(matches!(counts, Some((found, made)) if found > 0 && made > 0), "{counts:?}");
}

#[test]
fn other_flags_are_other_entries() {
    let folder = Scratch::new();
    built(&Options { cache: Some(&folder.0), ..PLAIN });
    let (_, counts) = built(&Options { cache: Some(&folder.0), optimize: false, ..PLAIN });
    assert_eq!(counts, Some((0, 3)));
}

/// Whether a command is there.
fn installed(name: &str) -> bool {
    let found = Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if found.is_err() {
        eprintln!("skipped: {name} is not installed");
    }
    found.is_ok()
}

#[test]
fn code_for_aarch64_runs_in_an_emulator() {
    if !installed("aarch64-linux-gnu-gcc") || !installed("qemu-aarch64") {
        return;
    }
    let scratch = Scratch::new();
    let exe = scratch.0.join("prog");
    let options = Options { target: Some("aarch64-unknown-linux-gnu"), ..PLAIN };
    let objects = compile(&lower(&program()), &options, &scratch.0).expect("compiles");
    link(&objects, &exe).expect("links");
    let output =
        Command::new("qemu-aarch64").args(["-L", "/usr/aarch64-linux-gnu"]).arg(&exe).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), PRINTED);
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn an_unknown_target_is_refused() {
    for (name, words) in [("no-such-machine", "not known"), ("riscv64gc-unknown-linux-gnu", "makes no code")]
    {
        let scratch = Scratch::new();
        let options = Options { target: Some(name), ..PLAIN };
        let error = compile(&lower(&program()), &options, &scratch.0).expect_err("refused");
        assert!(error.message.contains(words), "{}", error.message);
        assert!(error.help.is_some());
    }
}

#[test]
fn a_missing_linker_is_named() {
    let scratch = Scratch::new();
    let options = Options { cc: Some("no-such-linker --fast"), ..PLAIN };
    let objects = compile(&lower(&program()), &options, &scratch.0).expect("compiles");
    let exe = scratch.0.join("prog");
    let error = link(&objects, &exe).expect_err("no linker");
    assert!(error.message.contains("`no-such-linker` was not found"), "{}", error.message);
    assert!(error.help.expect("a remedy").contains("--cc"));
    assert!(!exe.exists());
}

#[test]
fn what_the_linker_says_is_shown_and_the_old_executable_stays() {
    let scratch = Scratch::new();
    let exe = scratch.0.join("prog");
    fs::write(&exe, "old").expect("writable");
    let text = program().replace("c_name(puts)", "c_name(no_such_function)");
    let objects = compile(&lower(&text), &PLAIN, &scratch.0).expect("compiles");
    let error = link(&objects, &exe).expect_err("an undefined symbol");
    assert!(error.notes.concat().contains("no_such_function"), "{:?}", error.notes);
    assert_eq!(fs::read(&exe).expect("there"), b"old");
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let scratch = Scratch::new();
    let objects = compile(&lower(&program()), &PLAIN, &scratch.0).expect("compiles");
    let exe = scratch.0.join("no/such/folder/prog");
    let error = link(&objects, &exe).expect_err("no folder");
    assert!(error.message.contains("no/such/folder/prog"), "{}", error.message);
}

#[test]
fn a_full_disk_is_said_to_be_full() {
    // Whatever is written to this device fails as on a full disk.
    if !Path::new("/dev/full").exists() {
        return;
    }
    let scratch = Scratch::new();
    std::os::unix::fs::symlink("/dev/full", scratch.0.join("program.o")).expect("a link");
    let error = compile(&lower(&program()), &PLAIN, &scratch.0).expect_err("a full disk");
    assert!(error.message.contains("program.o"), "{}", error.message);
    assert!(error.help.expect("a remedy").contains("free some space"));
}

#[test]
fn a_cache_that_cannot_be_made_is_named() {
    let scratch = Scratch::new();
    let file = scratch.0.join("file");
    fs::write(&file, "").expect("writable");
    let folder = file.join("cache");
    let options = Options { cache: Some(&folder), ..PLAIN };
    let error = compile(&lower(&program()), &options, &scratch.0).expect_err("no folder");
    assert!(error.message.contains("cache folder"), "{}", error.message);
    assert!(error.help.expect("a remedy").contains("--no-cache"));
}

#[test]
fn long_doubles_are_refused_with_the_remedy() {
    let scratch = Scratch::new();
    let text = "type t_main = func() -> Signed
type t_wide = func(LongFloat) -> Void
entry main
extern wide wide: t_wide {}
func main main: t_main {
  b0():
    x: LongFloat = cast_primitive(1)
    direct_call(&wide:*t_wide, x)
    return 0
}
";
    let error = compile(&lower(text), &PLAIN, &scratch.0).expect_err("refused");
    assert!(error.message.contains("long double"), "{}", error.message);
    assert!(error.help.expect("a remedy").contains("--backend=c"));
}

#[test]
fn functions_behind_one_with_long_doubles_do_no_harm() {
    let scratch = Scratch::new();
    let mut text = "type t_main = func() -> Signed\nentry main\n".to_owned();
    for (name, calls) in
        [("main", &["second", "third", "fourth"][..]), ("second", &[]), ("third", &[]), ("fourth", &[])]
    {
        text += &format!("func {name} {name}: t_main {{\n  b0():\n    x: LongFloat = cast_primitive(1)\n");
        for called in calls {
            text += &format!("    {called}: Signed = direct_call(&{called}:*t_main)\n");
        }
        text += "    return 0\n}\n";
    }
    let error = compile(&lower(&text), &PLAIN, &scratch.0).expect_err("refused");
    assert!(error.message.contains("long double"), "{}", error.message);
}

#[test]
fn a_fatal_error_prints_its_message_and_aborts() {
    let text = "type t_main = func() -> Signed
type t_text = array(Char)
entry main
data text: t_text = \"it cannot be\"
func main main: t_main {
  b0():
    debug_fatalerror(&text:*t_text)
    unreachable
}
";
    let output = run(text, &PLAIN);
    assert_eq!(output.status.signal(), Some(6));
    assert!(String::from_utf8_lossy(&output.stderr).contains("it cannot be"), "{output:?}");
}
