//! A target that gives types of arguments makes a library; a C program calls its entry.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const CALLER: &str = r#"
#include <stdio.h>
double pypy_g_entry_point(long n, double factor);
int main(void)
{
    for (long n = 1; n <= 3; n++) {
        printf("%g\n", pypy_g_entry_point(n, 2.5));
        fflush(stdout);
    }
    return 0;
}
"#;

fn run(command: &mut Command) -> Output {
    let output = command.output().expect("it can be started");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed:\n{stderr}");
    output
}

fn translator(folder: &Path, options: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rpython"));
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/library/typed_entry.py");
    command.current_dir(folder).env("PYPY_USESSION_DIR", folder).arg("--batch").args(options).arg(target);
    command
}

#[test]
fn a_c_program_calls_the_entry() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = folder.path();
    run(translator(folder, &[]).env("CFLAGS", "-O0"));
    let made: Vec<_> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be read").path().join("testing_1"))
        .collect();
    let [session] = &made[..] else { panic!("not only a session was made: {made:?}") };
    fs::write(folder.join("caller.c"), CALLER).expect("the caller can be written");
    let library = session.join("libtesting.so");
    run(Command::new("cc").current_dir(folder).args(["-o", "caller", "caller.c"]).arg(&library));
    let output = run(&mut Command::new(folder.join("caller")));
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(text, "call 1 with 1\n3.5\ncall 2 with 2\n7\ncall 3 with 3\n10.5\n");
}

/// Calls the functions of `exported.py`.
const EXPORT_CALLER: &str = r#"
#include <stdio.h>
#include "program.h"

int main(void)
{
    printf("%d ", rpython_startup_code());
    printf("%d\n", rpython_startup_code());
    printf("%ld %ld\n", (long)add_up(40, 2), (long)count_letters("seven .."));
    fflush(stdout);
    return pypy_main_startup(0, 0);
}
"#;

#[test]
fn a_shared_library_comes_with_a_header_and_an_executable() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = folder.path();
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/library/exported.py");
    let mut command = Command::new(env!("CARGO_BIN_EXE_rpython"));
    command.current_dir(folder).env("PYPY_USESSION_DIR", folder).env("CFLAGS", "-O0");
    run(command.args(["--batch", "--shared", "--output=program"]).arg(target));
    let output = run(&mut Command::new(folder.join("program")));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "the program runs with 3 1\n");
    fs::write(folder.join("caller.c"), EXPORT_CALLER).expect("the caller can be written");
    let words = ["-o", "caller", "caller.c", "-L.", "-lprogram", "-Wl,-rpath,."];
    run(Command::new("cc").current_dir(folder).args(words));
    let output = run(Command::new(folder.join("caller")).current_dir(folder));
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(text, "0 67\n42 8\nthe program runs with 3 0\n");
}

#[test]
fn unknown_entry_points_are_an_error() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/library/exported.py");
    let mut command = Command::new(env!("CARGO_BIN_EXE_rpython"));
    command.current_dir(folder.path()).args(["--batch", "--entrypoints=main,nothing"]).arg(target);
    let output = command.output().expect("it can be started");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(
        text.contains("no entry points under the key 'nothing'") && text.contains("main, others"),
        "{text}"
    );
}

#[test]
fn backends_without_libraries_say_so() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for backend in ["--backend=native", "--backend=wasm", "--backend=interp"] {
        let output = translator(folder.path(), &[backend]).output().expect("it can be started");
        assert!(!output.status.success());
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.contains("error[E0006]"), "{backend}: {stderr}");
    }
}
