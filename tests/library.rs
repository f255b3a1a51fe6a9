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

#[test]
fn backends_without_libraries_say_so() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for backend in ["--backend=native", "--backend=wasm", "--backend=interp"] {
        let output = translator(folder.path(), &[backend]).output().expect("it can be started");
        assert!(!output.status.success());
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.contains("error[library]"), "{backend}: {stderr}");
    }
}
