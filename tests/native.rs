//! The command with `--backend=native`: what debuggers see, and how it fails.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const PROGRAM: &str = "\
def helper(n):
    total = 0
    for i in range(n):
        total += i * n
    return total
helper._dont_inline_ = True

def entry_point(argv):
    print helper(len(argv) + 6)
    return 0

def target(driver, args):
    return entry_point, None
";

/// Translates the program in a folder of its own.
fn translate(dir: &Path, words: &[&str]) -> Output {
    fs::write(dir.join("loop.py"), PROGRAM).expect("writable");
    let mut command = Command::new(env!("CARGO_BIN_EXE_rpython"));
    command.args(["--batch", "--backend=native", "--no-cache"]).args(words).arg("loop.py");
    command.current_dir(dir).env("PYPY_USESSION_DIR", dir).env_remove("CC").output().expect("starts")
}

fn folder() -> tempfile::TempDir {
    tempfile::Builder::new().prefix("rpy-native-").tempdir().expect("a folder")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn debuggers_stop_at_lines_of_the_source() {
    if Command::new("gdb").arg("--version").stdout(Stdio::null()).status().is_err() {
        eprintln!("skipped: gdb is not installed");
        return;
    }
    let dir = folder();
    let made = translate(dir.path(), &["-g"]);
    assert!(made.status.success(), "{}", stderr(&made));
    let words =
        ["-nx", "-batch", "-ex", "break loop.py:4", "-ex", "run", "-ex", "backtrace", "./loop-native"];
    let output = Command::new("gdb").args(words).current_dir(dir.path()).output().expect("gdb starts");
    let shown = String::from_utf8_lossy(&output.stdout);
    for part in ["helper () at loop.py:4", "total += i * n", "entry_point () at loop.py:9"] {
        assert!(shown.contains(part), "{part} is missing in\n{shown}\n{}", stderr(&output));
    }
}

const CRASHING: &str = "\
class A(object):
    def m(self, x):
        return x + 1

class B(A):
    def m(self, x):
        return x * 2

def call_it(a, x):
    return a.m(x)
call_it._dont_inline_ = True

def pick(n):
    if n == 1:
        return A()
    if n == 2:
        return B()
    return None
pick._dont_inline_ = True

def divide(a, b):
    return a // b
divide._dont_inline_ = True

def entry_point(argv):
    if argv[1] == 'call':
        print call_it(pick(len(argv) + 3), 5) + call_it(A(), 1) + call_it(B(), 1)
    else:
        print divide(5, int(argv[2]))
    return 0

def target(driver, args):
    return entry_point, None
";

#[test]
fn crashes_name_the_function() {
    let dir = folder();
    fs::write(dir.path().join("crashing.py"), CRASHING).expect("writable");
    for backend in ["native", "wasm"] {
        let wasm = backend == "wasm";
        if wasm && Command::new("node").arg("--version").stdout(Stdio::null()).status().is_err() {
            eprintln!("skipped: node is not installed");
            continue;
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_rpython"));
        command.args(["--batch", "--no-cache", &format!("--backend={backend}"), "crashing.py"]);
        let made = command.current_dir(dir.path()).env("PYPY_USESSION_DIR", dir.path()).output();
        assert!(made.as_ref().expect("starts").status.success(), "{}", stderr(&made.expect("starts")));
        for (words, name) in [(["call", "0"], "call_it"), (["divide", "0"], "divide")] {
            let mut command = match wasm {
                true => Command::new("node"),
                false => Command::new(dir.path().join("crashing-native")),
            };
            command.args(wasm.then_some("crashing.mjs")).args(words).current_dir(dir.path());
            let output = command.output().expect("starts");
            let text = stderr(&output);
            assert!(!output.status.success(), "{text}");
            let shown = if wasm { format!("\n  {name}\n") } else { format!(" in RPython function {name}") };
            assert!(text.contains(&shown), "{backend} {name}: {text}");
        }
    }
}

#[test]
fn failures_have_one_message_and_status_1() {
    let cases: [(&[&str], &str); 4] = [
        (&["--cc=no-such-linker"], "`no-such-linker` was not found"),
        (&["--output=no/such/folder/program"], "cannot write no/such/folder/program"),
        (&["--target=no-such-machine"], "the target `no-such-machine` is not known"),
        (&["--target=riscv64gc-unknown-linux-gnu"], "makes no code for riscv64gc-unknown-linux-gnu"),
    ];
    for (words, message) in cases {
        let dir = folder();
        let output = translate(dir.path(), words);
        let text = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(text.contains(message), "{text}");
        assert_eq!(text.matches("error[").count(), 1, "{text}");
        assert!(!dir.path().join("loop-native").exists());
    }
}

#[test]
fn the_cache_serves_the_whole_command() {
    let dir = folder();
    let words = ["--cache", "--cache-dir=kept"];
    let counts = |output: &Output| {
        let text = stderr(output);
        let line =
            text.lines().find(|l| l.contains("from the cache")).expect("a line about the cache").to_owned();
        let numbers: Vec<usize> =
            line.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
        (numbers[0], numbers[1])
    };
    let (made, _) = counts(&translate(dir.path(), &words));
    let (again, found) = counts(&translate(dir.path(), &words));
    assert!(made > 20 && again == 0 && found >= made, "{made} {again} {found}");
    let first = fs::read(dir.path().join("loop-native")).expect("an executable");
    translate(dir.path(), &[]);
    assert!(
        first == fs::read(dir.path().join("loop-native")).expect("an executable"),
        "the executables differ"
    );
}

/// Whatever stands where the compiled functions are kept: the result is the same, and if that can be, they are kept again.
#[test]
fn a_damaged_cache_is_made_anew() {
    let dir = folder();
    let words = ["--cache", "--cache-dir=kept"];
    let exe = dir.path().join("loop-native");
    let line = |output: &Output| {
        let text = stderr(output);
        text.lines().find(|l| l.contains("from the cache")).expect("a line about the cache").to_owned()
    };
    translate(dir.path(), &words);
    let first = fs::read(&exe).expect("an executable");
    let served = line(&translate(dir.path(), &words));
    assert!(served.contains("functions: 0 compiled"), "{served}");
    let kept =
        fs::read_dir(dir.path().join("kept")).expect("a folder").flatten().next().expect("a file").path();
    let good = fs::read(&kept).expect("readable");
    let flipped = |at: usize| {
        let mut bytes = good.clone();
        bytes[at] ^= 0x10;
        bytes
    };
    // Version and options are part of the keys: what another version wrote is whole, and of no use.
    let mut damaged = vec![Vec::new(), good[..good.len() / 2].to_vec(), good[..good.len() - 1].to_vec()];
    damaged.extend([0, 32, 40, good.len() / 3, good.len() - 1].map(flipped));
    for bytes in damaged {
        fs::write(&kept, bytes).expect("writable");
        let output = translate(dir.path(), &words);
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(line(&output).contains(" 0 from the cache"), "{}", stderr(&output));
        assert!(first == fs::read(&exe).expect("an executable"), "the executables differ");
        assert_eq!(line(&translate(dir.path(), &words)), served);
    }
    // A folder in its place cannot be replaced by a file.
    fs::remove_file(&kept).expect("removable");
    fs::create_dir(&kept).expect("a folder");
    fs::write(kept.join("something"), "").expect("writable");
    let output = translate(dir.path(), &words);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stderr(&output);
    assert!(text.contains("warning[E0008]") && text.contains("remove that folder"), "{text}");
    assert!(first == fs::read(&exe).expect("an executable"), "the executables differ");
}
