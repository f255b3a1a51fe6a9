//! From a text graph to what the executable prints.

use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

use rpython_backend_native::{Options, compile, link};
use rpython_base::SourceMap;
use rpython_exceptions::{insert_stack_checks, lower_exceptions};
use rpython_lowlevel::{Program, Stage, assert_valid, parse_program};

/// A folder of its own for each program, removed at the end.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new() -> Scratch {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let dir = std::env::temp_dir().join(format!("rpython-native-test-{}-{n}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        Scratch(dir)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub const PLAIN: Options<'static> = Options {
    target: None,
    cc: None,
    jobs: Some(1),
    optimize: true,
    assertions: true,
    lines: None,
    cache: None,
    identity: "test",
};

/// Reads a program and takes it through all stages that it has not been through.
pub fn lower(text: &str) -> Program {
    let mut program = parse_program(text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    assert_valid(&program, "parsing");
    if program.stage == Stage::Typed {
        insert_stack_checks(&mut program, rpython_exceptions::stackcheck::DEFAULT_STACK_BYTES);
        lower_exceptions(&mut program, &SourceMap::new(), rpython_exceptions::Options::default()).unwrap();
    }
    rpython_gc::none::lower(&mut program);
    assert_valid(&program, "memory");
    program
}

/// Compiles and runs.
pub fn run(text: &str, options: &Options) -> Output {
    let scratch = Scratch::new();
    let exe = scratch.0.join("prog");
    let objects = compile(&lower(text), options, &scratch.0);
    let linked = objects.and_then(|objects| link(&objects, &exe));
    if let Err(d) = linked {
        panic!("{}\n{}", d.message, d.notes.join("\n"));
    }
    Command::new(&exe).output().unwrap()
}

/// C functions that print values, and their declarations in the text form.
pub const SHOW: &str = r##"
type show_i_t = func(SignedLongLong) -> Void
type show_u_t = func(UnsignedLongLong) -> Void
type show_f_t = func(Float) -> Void
type show_w_t = func(SignedLongLongLong) -> Void
extern show_i show_i: show_i_t { separate_module_sources("#include <stdio.h>\nvoid show_i(int64_t x) { printf(\"%lld\\n\", (long long)x); }\nvoid show_u(uint64_t x) { printf(\"%llu\\n\", (unsigned long long)x); }\nvoid show_f(double x) { printf(\"%.17g\\n\", x); }\nvoid show_w(__int128 x) { printf(\"%016llx%016llx\\n\", (unsigned long long)(x >> 64), (unsigned long long)x); }\n") }
extern show_u show_u: show_u_t {}
extern show_f show_f: show_f_t {}
extern show_w show_w: show_w_t {}
"##;
