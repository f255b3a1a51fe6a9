//! JavaScript whose functions are interpreted at first and compiled while the program runs.

use std::path::Path;
use std::process::{Command, Output, Stdio};

const PROGRAM: &str = "tests/programs/functions/becomes_compiled.py";

/// How many calls and rounds of loops pass before it is compiled: within the start of the collector, before the first
/// line, in the middle of deep recursion, of loops... and never.
const WARMUPS: [u32; 14] = [0, 1, 2, 30, 250, 1000, 3000, 4500, 6000, 8000, 11000, 15000, 21000, 1 << 30];

/// Makes warnings about asm.js appear before the process ends itself.
const AT_ONCE: &str = "process.emitWarning = (w) => require('fs').writeSync(2, `${w.message ?? w}\\n`);";

fn made(dir: &Path) {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(PROGRAM);
    let mut command = Command::new(env!("CARGO_BIN_EXE_rpython"));
    command.args(["--batch", "--backend=js", "--output=program.js"]).arg(source).current_dir(dir);
    let made = command.env("PYPY_USESSION_DIR", dir).output().expect("starts");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    std::fs::write(dir.join("at_once.js"), AT_ONCE).expect("writable");
}

fn node(dir: &Path, flags: &[&str], rounds: &str, env: &[(&str, String)]) -> Output {
    let mut node = Command::new("node");
    node.args(["--no-suppress-asm-messages", "-r", "./at_once.js"]).args(flags).arg("program.js").arg(rounds);
    let output = node.envs(env.iter().cloned()).current_dir(dir).output().expect("node starts");
    assert!(output.status.success(), "{env:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

#[test]
fn it_does_not_matter_when_a_program_is_compiled() {
    if Command::new("node").arg("--version").stdout(Stdio::null()).status().is_err() {
        eprintln!("skipped: node is not installed");
        return;
    }
    let dir = tempfile::Builder::new().prefix("rpy-js-").tempdir().expect("a folder");
    let dir = dir.path();
    made(dir);
    // With the rounds of the expected text, and fewer for all the others.
    let text = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(PROGRAM).with_extension("out"));
    assert_eq!(node(dir, &[], "12", &[]).stdout, text.expect("a text"));
    let expected = node(dir, &[], "6", &[]).stdout;
    for zeal in ["0", "1"] {
        for warmup in WARMUPS {
            let env = [("RPY_JS_WARMUP", warmup.to_string()), ("PYPY_GC_ZEAL", zeal.into())];
            let output = node(dir, &[], "6", &env);
            assert_eq!(output.stdout, expected, "compiled after {warmup}, zeal {zeal}");
            assert_eq!(String::from_utf8_lossy(&output.stderr), "", "compiled after {warmup}, zeal {zeal}");
        }
    }
    // Where texts may not become code everything is interpreted, and its larger frames still fit the stack.
    let flags = ["--disallow-code-generation-from-strings"];
    for warmup in [0, 3000, 1 << 30] {
        let output = node(dir, &flags, "6", &[("RPY_JS_WARMUP", warmup.to_string())]);
        assert_eq!(output.stdout, expected, "asked to compile after {warmup}");
    }
}
