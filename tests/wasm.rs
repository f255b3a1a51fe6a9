//! Modules whose host gives them less than they ask for.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const PROGRAM: &str = "\
def entry_point(argv):
    size = int(argv[1]) * 1000000
    if argv[2] == 'caught':
        try:
            l = [0] * size
            print len(l)
        except MemoryError:
            print 'MemoryError'
    else:
        l = [0] * size
        print len(l)
    return 0

def target(driver, args):
    return entry_point, None
";

/// Pages of 64 kB: 50 MB.
const PAGES: usize = 800;

fn number(bytes: &[u8], at: &mut usize) -> usize {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = bytes[*at];
        *at += 1;
        value |= usize::from(byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 {
            return value;
        }
    }
}

fn put(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// The module with a memory that grows up to so many pages only.
fn limited(module: &[u8], pages: usize) -> Vec<u8> {
    const MEMORY: u8 = 5;
    let mut out = module[..8].to_vec();
    let mut at = 8;
    while at < module.len() {
        let section = module[at];
        at += 1;
        let size = number(module, &mut at);
        let mut content = module[at..at + size].to_vec();
        at += size;
        if section == MEMORY {
            assert_eq!(content[..2], [1, 0], "one memory without a maximum");
            content[1] = 1;
            put(&mut content, pages);
        }
        out.push(section);
        put(&mut out, content.len());
        out.extend(content);
    }
    out
}

fn run(dir: &Path, words: &[&str]) -> Output {
    Command::new("node").arg("limited.mjs").args(words).current_dir(dir).output().expect("node starts")
}

#[test]
fn memory_that_the_host_refuses_is_a_memory_error() {
    if Command::new("node").arg("--version").stdout(Stdio::null()).status().is_err() {
        eprintln!("skipped: node is not installed");
        return;
    }
    let dir = tempfile::Builder::new().prefix("rpy-wasm-").tempdir().expect("a folder");
    let dir = dir.path();
    fs::write(dir.join("limited.py"), PROGRAM).expect("writable");
    let mut command = Command::new(env!("CARGO_BIN_EXE_rpython"));
    command.args(["--batch", "--backend=wasm", "limited.py"]).current_dir(dir);
    let made = command.env("PYPY_USESSION_DIR", dir).output().expect("starts");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let module = fs::read(dir.join("limited.wasm")).expect("a module");
    fs::write(dir.join("limited.wasm"), limited(&module, PAGES)).expect("writable");

    let output = run(dir, &["1", "caught"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "1000000\n");
    for size in ["20", "400", "1000", "1000000000"] {
        let output = run(dir, &[size, "caught"]);
        assert_eq!(String::from_utf8_lossy(&output.stdout), "MemoryError\n", "{size}");
        assert_eq!(output.status.code(), Some(0));
        let output = run(dir, &[size, "not"]);
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(text.contains("Fatal RPython error: MemoryError"), "{size}: {text}");
        assert_eq!(output.status.code(), Some(134));
    }
    // Not even enough for the collector's first objects.
    fs::write(dir.join("limited.wasm"), limited(&module, 16)).expect("writable");
    let output = run(dir, &["1", "caught"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("not enough memory to start"));
    assert_eq!(output.status.code(), Some(134));
}
