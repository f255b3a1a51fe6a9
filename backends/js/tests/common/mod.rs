//! From a text graph to what the program prints in Node.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

use rpython_backend_js as js;
use rpython_base::SourceMap;
use rpython_exceptions::{Options, insert_stack_checks, lower_exceptions};
use rpython_lowlevel::{Program, assert_valid, parse_program};

/// A folder of its own for each program, removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Scratch {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let dir = std::env::temp_dir().join(format!("rpython-js-test-{}-{n}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        Scratch(dir)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The platform's functions and those that print, all from the host.
pub const HOST: &str = r#"
type host_v = func() -> Void
type host_s = func(Signed) -> Void
type host_vs = func() -> Signed
type host_sa = func(Signed) -> Address
type host_a = func(Address) -> Void
type host_aa = func(Address, Address) -> Void
type host_ass = func(Address, Signed, Signed) -> Void
type host_aas = func(Address, Address, Signed) -> Void
type host_divide = func(UnsignedLongLong, UnsignedLongLong, UnsignedLongLong, UnsignedLongLong, Address) -> Void
type show_i_t = func(SignedLongLong) -> Void
type show_u_t = func(UnsignedLongLong) -> Void
type show_f_t = func(Float) -> Void
type show_w_t = func(SignedLongLongLong) -> Void
root platform_start = platform_start
root platform_finish = platform_finish
root platform_argc = platform_argc
root platform_argv = platform_argv
root platform_malloc = platform_malloc
root platform_calloc = platform_calloc
root platform_free = platform_free
root platform_fatal_exception = platform_fatal_exception
root platform_fatal_error = platform_fatal_error
root platform_traceback = platform_traceback
root platform_divide = platform_divide
extern platform_start platform_start: host_v { libraries("host") }
extern platform_finish platform_finish: host_s { libraries("host") }
extern platform_argc platform_argc: host_vs { libraries("host") }
extern platform_argv platform_argv: host_sa { libraries("host") }
extern platform_malloc platform_malloc: host_sa { libraries("host") }
extern platform_calloc platform_calloc: host_sa { libraries("host") }
extern platform_free platform_free: host_a { libraries("host") }
extern platform_fatal_exception platform_fatal_exception: host_aa { libraries("host") }
extern platform_fatal_error platform_fatal_error: host_ass { libraries("host") }
extern platform_traceback platform_traceback: host_aas { libraries("host") }
extern platform_divide platform_divide: host_divide { libraries("host") }
extern show_i show_i: show_i_t { libraries("host") }
extern show_u show_u: show_u_t { libraries("host") }
extern show_f show_f: show_f_t { libraries("host") }
extern show_w show_w: show_w_t { libraries("host") }
"#;

/// The host's side.
const HOST_SCRIPT: &str = include_str!("host.js");

/// Reads a program and takes it through the stages before the backend.
pub fn lower(text: &str) -> Program {
    let text = format!("model asmjs\n{text}{HOST}");
    let mut program = parse_program(&text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    assert_valid(&program, "parsing");
    if program.stage == rpython_lowlevel::Stage::Typed {
        insert_stack_checks(&mut program, js::STACK_BYTES);
        lower_exceptions(&mut program, &SourceMap::new(), Options::default()).unwrap();
    }
    rpython_gc::none::lower(&mut program);
    assert_valid(&program, "memory");
    program
}

/// The file of a program.
pub fn file(text: &str) -> String {
    js::emit(lower(text), js::Options { checked: true }).unwrap_or_else(|d| panic!("{}", d.message))
}

/// Runs a program; `None`, with a message, where there is no Node. It is compiled after so many calls.
pub fn run(text: &str, warmup: u32) -> Option<Output> {
    let module = file(text);
    let scratch = Scratch::new();
    let (script, file) = (scratch.0.join("host.js"), scratch.0.join("program.js"));
    std::fs::write(&script, HOST_SCRIPT).unwrap();
    std::fs::write(&file, module).unwrap();
    let mut node = Command::new("node");
    node.arg("--no-suppress-asm-messages").arg(&script).arg(&file).arg(warmup.to_string());
    match node.output() {
        Ok(output) => Some(output),
        Err(e) if e.kind() == ErrorKind::NotFound => {
            eprintln!("skipped: there is no `node` to run programs");
            None
        }
        Err(e) => panic!("node cannot be started: {e}"),
    }
}

/// Numbers of calls and rounds of loops: all compiled, compiled while it runs, all interpreted.
#[allow(dead_code)]
pub const WARMUPS: [u32; 4] = [0, 2, 20, 1 << 30];

/// What a program prints before it ends well, whenever it is compiled.
#[allow(dead_code)]
pub fn prints(text: &str) -> Option<String> {
    let outputs = WARMUPS.map(|warmup| {
        let output = run(text, warmup)?;
        assert!(output.status.success(), "{warmup}: {output:?}");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("asm.js"), "{warmup}: {output:?}");
        Some(String::from_utf8(output.stdout).unwrap())
    });
    for (warmup, output) in WARMUPS.iter().zip(&outputs) {
        assert_eq!(*output, outputs[0], "compiled after {warmup}");
    }
    outputs.into_iter().next().flatten()
}
