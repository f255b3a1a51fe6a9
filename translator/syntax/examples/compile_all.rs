//! Compiles files and reports errors and speed: `compile_all [--codes|--dis] FILE...`
//!
//! `--codes` prints one line per code object, for comparison with other compilers.

use std::time::Instant;

use rpython_base::{SourceMap, Symbol};
use rpython_bytecode::{Code, Const};

fn main() {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let codes = files.first().is_some_and(|a| a == "--codes");
    let dis = files.first().is_some_and(|a| a == "--dis");
    if codes || dis {
        files.remove(0);
    }
    let (mut bytes, mut failed) = (0, 0);
    let mut busy = std::time::Duration::ZERO;
    for path in &files {
        let Ok(text) = std::fs::read(path) else {
            eprintln!("{path}: cannot be read");
            continue;
        };
        bytes += text.len();
        let mut sources = SourceMap::new();
        let start = Instant::now();
        let result = rpython_syntax::compile_file(&mut sources, path, &text);
        busy += start.elapsed();
        match result {
            Ok(code) if codes => list(path, &code),
            Ok(code) if dis => print!("{}", rpython_syntax::disassemble(&code)),
            Ok(_) => {}
            Err(e) => {
                failed += 1;
                let at =
                    sources.locate(e.span).map_or(String::new(), |(_, at)| format!("{}:{}", at.line, at.col));
                println!("{path}:{at}: {}", e.message);
            }
        }
    }
    let rate = bytes as f64 / 1e6 / busy.as_secs_f64();
    eprintln!("{} files, {failed} failed, {bytes} bytes, {rate:.1} MB/s", files.len());
}

fn list(path: &str, code: &Code) {
    let names = |list: &[Symbol]| list.iter().map(|n| n.as_str()).collect::<Vec<_>>().join(",");
    let sorted = |list: &[Symbol]| {
        let mut list = list.to_vec();
        list.sort();
        names(&list)
    };
    println!(
        "{path} {} {} {:#x} line={} vars={} cells={} free={} names={}",
        code.name,
        code.argcount,
        code.flags,
        code.firstlineno,
        names(&code.varnames),
        sorted(&code.cellvars),
        sorted(&code.freevars),
        names(&code.names),
    );
    for value in &code.consts {
        if let Const::Code(inner) = value {
            list(path, inner);
        }
    }
}
