//! Runs text programs: single functions in this process, whole programs in a child of it.

#![allow(dead_code)]

use std::io::Read;
use std::os::fd::FromRawFd;

use rpython_base::SourceMap;
use rpython_interp::{Failure, Interpreter, Options, RawValue};
use rpython_lltype::FuncId;
use rpython_lowlevel::{Program, assert_valid, parse_program};

pub fn parse(text: &str) -> Program {
    let program = parse_program(text)
        .unwrap_or_else(|e| panic!("{e}: {}", text.lines().nth(e.line as usize - 1).unwrap_or_default()));
    assert_valid(&program, "parsing");
    program
}

/// The function with this name.
pub fn function(program: &Program, name: &str) -> FuncId {
    program.funcs.iter().find(|(_, f)| f.name == name).map(|(id, _)| id).expect("the function")
}

/// Calls `main` with integers.
pub fn call(text: &str, args: &[i64]) -> Result<RawValue, Failure> {
    call_with(text, args, Options::default())
}

pub fn call_with(text: &str, args: &[i64], options: Options) -> Result<RawValue, Failure> {
    let program = parse(text);
    let sources = SourceMap::new();
    let mut interpreter = Interpreter::new(&program, &sources, options).unwrap();
    let args: Vec<RawValue> = args.iter().map(|&n| RawValue::signed(n)).collect();
    interpreter.call(function(&program, "main"), &args)
}

/// The integer that `main` gives.
pub fn int(text: &str, args: &[i64]) -> i64 {
    match call(text, args) {
        Ok(value) => value.as_signed(),
        Err(e) => panic!("{e:?}"),
    }
}

/// The text of the fatal error that `main` ends with.
pub fn fatal(text: &str, args: &[i64]) -> String {
    match call(text, args) {
        Err(Failure::Fatal(text)) => text,
        other => panic!("{other:?}"),
    }
}

/// What a whole program left behind.
#[derive(Debug, PartialEq, Eq)]
pub struct Output {
    pub stdout: String,
    pub stderr: String,
    /// As a shell says it.
    pub status: i32,
}

/// Runs a whole program in a child process.
pub fn run(program: &Program, args: &[&str], options: &Options, env: &[(&str, &str)]) -> Output {
    let mut argv: Vec<Vec<u8>> = vec![b"prog".to_vec()];
    argv.extend(args.iter().map(|a| a.as_bytes().to_vec()));
    // SAFETY: the child only runs the interpreter and ends.
    unsafe {
        let (mut out, mut err) = ([0; 2], [0; 2]);
        assert_eq!(libc::pipe(out.as_mut_ptr()), 0);
        assert_eq!(libc::pipe(err.as_mut_ptr()), 0);
        let child = libc::fork();
        if child == 0 {
            libc::dup2(out[1], 1);
            libc::dup2(err[1], 2);
            for fd in out.into_iter().chain(err) {
                libc::close(fd);
            }
            env.iter().for_each(|(k, v)| std::env::set_var(k, v));
            let sources = SourceMap::new();
            match Interpreter::new(program, &sources, options.clone()) {
                Ok(mut interpreter) => interpreter.run_entry(&argv).finish(),
                Err(d) => {
                    eprintln!("{}\n{}", d.message, d.notes.join("\n"));
                    std::process::exit(100);
                }
            }
        }
        libc::close(out[1]);
        libc::close(err[1]);
        let read = |fd| {
            let mut text = Vec::new();
            std::fs::File::from_raw_fd(fd).read_to_end(&mut text).unwrap();
            String::from_utf8_lossy(&text).into_owned()
        };
        let (stdout, stderr) = (read(out[0]), read(err[0]));
        let mut status = 0;
        libc::waitpid(child, &mut status, 0);
        let status = match libc::WIFSIGNALED(status) {
            true => 128 + libc::WTERMSIG(status),
            false => libc::WEXITSTATUS(status),
        };
        Output { stdout, stderr, status }
    }
}

/// Runs a whole program as it is, with exceptions lowered, and with memory lowered: all must do the same.
pub fn run_text(text: &str, args: &[&str]) -> Output {
    let mut program = parse(text);
    let run = |program: &Program| run(program, args, &Options::default(), &[]);
    let output = run(&program);
    let sources = SourceMap::new();
    rpython_exceptions::insert_stack_checks(
        &mut program,
        rpython_exceptions::stackcheck::DEFAULT_STACK_BYTES,
    );
    rpython_exceptions::lower_exceptions(&mut program, &sources, Default::default()).unwrap();
    assert_eq!(run(&program), output, "with exceptions lowered");
    rpython_gc::none::lower(&mut program);
    assert_valid(&program, "memory");
    assert_eq!(run(&program), output, "with memory lowered");
    output
}

/// Exception classes.
pub const EXCEPTIONS: &str = r#"
type vt = struct object_vtable { subclassrange_min: Signed, subclassrange_max: Signed, name: *cname }
type cname = array(Char) hints(nolength)
type obj = gcstruct object { typeptr: *vt }
type main_t = func() -> Signed
type int_t = func(Signed) -> Signed
data n_err: cname = "StandardError\x00"
data n_ovf: cname = "OverflowError\x00"
data n_mem: cname = "MemoryError\x00"
data n_stk: cname = "StackOverflow\x00"
data n_key: cname = "KeyError\x00"
data err: vt = { 2, 20, &n_err }
data ovf: vt = { 3, 4, &n_ovf }
data mem: vt = { 9, 10, &n_mem }
data stk: vt = { 11, 12, &n_stk }
data key: vt = { 5, 6, &n_key }
data iovf: obj = { &ovf }
data imem: obj = { &mem }
data istk: obj = { &stk }
data ikey: obj = { &key }
exceptions object obj vtable vt {
  OverflowError: &ovf, &iovf
  MemoryError: &mem, &imem
  StackOverflow: &stk, &istk
}
"#;

/// C functions that print values.
pub const SHOW: &str = r##"
type show_i_t = func(SignedLongLong) -> Void
type show_f_t = func(Float) -> Void
type show_w_t = func(SignedLongLongLong) -> Void
extern show_i show_i: show_i_t { separate_module_sources("#include <stdio.h>\nvoid show_i(int64_t x) { printf(\"%lld\\n\", (long long)x); }\nvoid show_f(double x) { printf(\"%.17g\\n\", x); }\nvoid show_w(__int128 x) { printf(\"%016llx%016llx\\n\", (unsigned long long)(x >> 64), (unsigned long long)x); }\n") }
extern show_f show_f: show_f_t {}
extern show_w show_w: show_w_t {}
"##;
