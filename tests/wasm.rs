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
    Command::new("node").args(words).current_dir(dir).output().expect("node starts")
}

fn has_node() -> bool {
    let there = Command::new("node").arg("--version").stdout(Stdio::null()).status().is_ok();
    if !there {
        eprintln!("skipped: node is not installed");
    }
    there
}

/// A folder of its own with the program's module and loader.
fn translated(name: &str, program: &str) -> tempfile::TempDir {
    let folder = tempfile::Builder::new().prefix("rpy-wasm-").tempdir().expect("a folder");
    let dir = folder.path();
    let source = format!("{name}.py");
    fs::write(dir.join(&source), program).expect("writable");
    let mut command = Command::new(env!("CARGO_BIN_EXE_rpython"));
    command.args(["--batch", "--backend=wasm", &source]).current_dir(dir);
    let made = command.env("PYPY_USESSION_DIR", dir).output().expect("starts");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    folder
}

#[test]
fn memory_that_the_host_refuses_is_a_memory_error() {
    if !has_node() {
        return;
    }
    let folder = translated("limited", PROGRAM);
    let dir = folder.path();
    let run = |dir, words: &[&str]| run(dir, &[&["limited.mjs"], words].concat());
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

const SMALL_OBJECTS: &str = "\
class Node(object):
    def __init__(self, number, next):
        self.number = number
        self.next = next

def grow(node):
    while node is None or node.number >= 0:
        node = Node(node.number + 1 if node else 0, node)
    return node

def caught():
    node = None
    try:
        while True:
            node = Node(node.number + 1 if node else 0, node)
    except MemoryError:
        count = node.number
        while node is not None:
            assert node.number == count
            count -= 1
            node = node.next
        assert count == -1
        print 'MemoryError'

def entry_point(argv):
    for i in range(3):
        caught()
    if argv[1] == 'not':
        print grow(None) is None
    return 0

def target(driver, args):
    return entry_point, None
";

/// The nursery is collected when the host refuses: that must not be too late.
#[test]
fn small_objects_for_which_there_is_no_memory_are_a_memory_error() {
    if !has_node() {
        return;
    }
    let folder = translated("limited", SMALL_OBJECTS);
    let dir = folder.path();
    let module = fs::read(dir.join("limited.wasm")).expect("a module");
    for pages in [400, PAGES, 1111] {
        fs::write(dir.join("limited.wasm"), limited(&module, pages)).expect("writable");
        let output = run(dir, &["limited.mjs", "caught"]);
        assert_eq!(String::from_utf8_lossy(&output.stdout), "MemoryError\n".repeat(3), "{output:?}");
        assert_eq!(output.status.code(), Some(0));
    }
    let output = run(dir, &["limited.mjs", "not"]);
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("Fatal RPython error: MemoryError"), "{text}");
    assert!(text.contains("in grow"), "{text}");
    assert_eq!(output.status.code(), Some(134));
}

const WRITING: &str = "\
import os
import errno

def attempt(what, path):
    try:
        if what == 'open':
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0666))
        elif what == 'file':
            open(path, 'w').close()
        elif what == 'mkdir':
            os.mkdir(path, 0777)
        elif what == 'unlink':
            os.unlink(path)
        print what, 'done'
    except OSError as e:
        print what, 'OSError', e.errno == errno.EROFS
    except IOError as e:
        print what, 'IOError', e.errno == errno.EROFS

def entry_point(argv):
    fd = os.open('/data.txt', os.O_RDONLY, 0)
    print os.read(fd, 100)
    os.close(fd)
    for what in ['open', 'file', 'mkdir', 'unlink']:
        attempt(what, '/data.txt' if what == 'unlink' else '/new')
    return 0

def target(driver, args):
    return entry_point, None
";

const READ_ONLY: &str = "\
import { run, createFS } from './writing.mjs';
const fs = createFS();
fs.writeFile('/data.txt', 'text');
const { volume } = fs;
const refuse = () => { throw Object.assign(new Error('read-only'), { code: 'EROFS' }); };
const open = volume.open.bind(volume);
volume.open = (path, how) => (how.writing || how.create || how.truncate ? refuse() : open(path, how));
for (const name of ['mkdir', 'unlink', 'rmdir', 'rename', 'symlink', 'link']) volume[name] = refuse;
process.exitCode = await run({ args: ['writing'], stdout: (bytes) => process.stdout.write(bytes), fs });
";

#[test]
fn a_read_only_file_system_is_an_os_error() {
    if !has_node() {
        return;
    }
    let folder = translated("writing", WRITING);
    fs::write(folder.path().join("read_only.mjs"), READ_ONLY).expect("writable");
    let output = run(folder.path(), &["read_only.mjs"]);
    let expected = "text\nopen OSError 1\nfile IOError 1\nmkdir OSError 1\nunlink OSError 1\n";
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected, "{text}");
    assert_eq!(output.status.code(), Some(0), "{text}");
}
