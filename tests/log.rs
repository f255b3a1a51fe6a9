//! The log that PYPYLOG asks programs for, and low-level assertions.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const PROGRAM: &str = "\
import os
from rpython.rlib.debug import (
    debug_flush, debug_offset, debug_print, debug_start, debug_stop, have_debug_prints, have_debug_prints_for, ll_assert)

def sections():
    wanted = ''
    if have_debug_prints_for('outer'): wanted += 'p'
    debug_start('outer')
    if have_debug_prints(): wanted += 'o'
    debug_print('first', 2)
    debug_start('inner')
    if have_debug_prints(): wanted += 'i'
    debug_print('second')
    debug_stop('inner')
    debug_stop('outer')
    debug_print('outside')
    debug_flush()
    print wanted + ':' + str(debug_offset())

def forked():
    debug_start('family')
    debug_print('parent')
    pid = os.fork()
    if pid:
        os.waitpid(pid, 0)
    else:
        debug_print('child')
    debug_stop('family')
    print pid

def entry_point(argv):
    if argv[1] == 'sections':
        sections()
    elif argv[1] == 'fork':
        forked()
    elif argv[1] == 'exit':
        debug_start('last')
        os._exit(0)
    elif argv[1] == 'assert':
        ll_assert(len(argv) > 2, 'one more is needed')
        print 'enough'
    return 0

def target(driver, args):
    return entry_point, None
";

fn folder() -> tempfile::TempDir {
    tempfile::Builder::new().prefix("rpy-log-").tempdir().expect("a folder")
}

fn translate(dir: &Path, words: &[&str]) {
    fs::write(dir.join("logged.py"), PROGRAM).expect("writable");
    let mut command = Command::new(env!("CARGO_BIN_EXE_rpython"));
    command.args(["--batch", "--backend=native", "--no-cache"]).args(words).arg("logged.py");
    let made = command.current_dir(dir).env("PYPY_USESSION_DIR", dir).output().expect("starts");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

fn run(dir: &Path, word: &str, setting: Option<&str>) -> Output {
    let mut command = Command::new(dir.join("logged-native"));
    command.current_dir(dir).arg(word).env_remove("PYPYLOG");
    if let Some(setting) = setting {
        command.env("PYPYLOG", setting);
    }
    command.output().expect("starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A log without its times.
fn log(dir: &Path, name: &str) -> String {
    let content = fs::read_to_string(dir.join(name)).expect("a log");
    content.lines().map(|line| line.split("] ").last().unwrap_or(line)).collect::<Vec<_>>().join("|")
}

#[test]
fn sections_are_chosen_by_their_names() {
    let dir = folder();
    translate(dir.path(), &[]);
    let cases = [
        (":all", "poi", "{outer|first 2|{inner|second|inner}|outer}|outside"),
        ("inn:one", "i", "{inner|second|inner}|outside"),
        ("none:nothing", "", "outside"),
        ("times", "", "{outer|{inner|inner}|outer}|outside"),
    ];
    for (setting, wanted, expected) in cases {
        let output = run(dir.path(), "sections", Some(setting));
        let name = setting.rsplit(':').next().expect("a name");
        assert_eq!(log(dir.path(), name), expected, "{setting}");
        let size = fs::metadata(dir.path().join(name)).expect("a log").len();
        assert_eq!(text(&output.stdout), format!("{wanted}:{size}\n"), "{setting}");
    }
    let output = run(dir.path(), "sections", None);
    assert_eq!((text(&output.stdout), text(&output.stderr)), (":-1\n".into(), "outside\n".into()));
}

#[test]
fn each_process_has_a_file_of_its_own() {
    let dir = folder();
    translate(dir.path(), &[]);
    let output = text(&run(dir.path(), "fork", Some(":part.%d")).stdout);
    let mut parts: Vec<String> = fs::read_dir(dir.path())
        .expect("readable")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with("part."))
        .map(|name| log(dir.path(), &name))
        .collect();
    parts.sort();
    assert_eq!(parts, ["child|family}", "{family|parent|family}"], "{output}");
}

#[test]
fn what_was_printed_is_written_at_exit() {
    let dir = folder();
    translate(dir.path(), &[]);
    run(dir.path(), "exit", Some(":end"));
    assert_eq!(log(dir.path(), "end"), "{last");
}

#[test]
fn without_the_log_nothing_is_printed() {
    let dir = folder();
    translate(dir.path(), &["--no-log"]);
    let output = run(dir.path(), "sections", Some(":-"));
    assert_eq!((text(&output.stdout), text(&output.stderr)), (":-1\n".into(), String::new()));
}

#[test]
fn assertions_are_checked_with_lldebug() {
    let dir = folder();
    translate(dir.path(), &[]);
    assert_eq!(text(&run(dir.path(), "assert", None).stdout), "enough\n");
    translate(dir.path(), &["--lldebug"]);
    let output = run(dir.path(), "assert", None);
    assert!(!output.status.success() && text(&output.stderr).contains("one more is needed"), "{output:?}");
}
