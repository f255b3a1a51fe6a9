//! Shared by the tests: compiling a text and showing what came of it.
#![allow(dead_code)]

use std::fmt::Write;
use std::rc::Rc;

use expect_test::Expect;
use rpython_base::{Diagnostic, SourceMap};
use rpython_bytecode::Code;
use rpython_syntax::{Mode, compile_file, compile_string, disassemble};

/// Compiles a module.
pub fn module(text: &str) -> Rc<Code> {
    let mut sources = SourceMap::new();
    match compile_file(&mut sources, "test.py", text.as_bytes()) {
        Ok(code) => code,
        Err(error) => panic!("{text}\n{}", render(&sources, &error)),
    }
}

/// Compares the disassembly of a module.
pub fn check(text: &str, expect: Expect) {
    expect.assert_eq(&disassemble(&module(text)));
}

/// Compares the disassembly of the first code object nested in a module.
pub fn check_inner(text: &str, expect: Expect) {
    let code = module(text);
    let inner = code.consts.iter().find_map(|c| match c {
        rpython_bytecode::Const::Code(code) => Some(code.clone()),
        _ => None,
    });
    expect.assert_eq(&disassemble(&inner.expect("a nested code object")));
}

/// Compares the disassembly of generated source.
pub fn check_mode(text: &str, mode: Mode, futures: u32, expect: Expect) {
    let mut sources = SourceMap::new();
    match compile_string(&mut sources, "<string>", text, mode, futures) {
        Ok(code) => expect.assert_eq(&disassemble(&code)),
        Err(error) => expect.assert_eq(&render(&sources, &error)),
    }
}

/// Compares the errors of several sources.
pub fn check_errors(texts: &[&str], expect: Expect) {
    let all: Vec<&[u8]> = texts.iter().map(|text| text.as_bytes()).collect();
    check_byte_errors(&all, expect);
}

/// Compares the errors of several files.
pub fn check_byte_errors(files: &[&[u8]], expect: Expect) {
    let mut out = String::new();
    for bytes in files {
        let mut sources = SourceMap::new();
        match compile_file(&mut sources, "test.py", bytes) {
            Ok(_) => {
                let _ = writeln!(out, "ACCEPTED: {}\n", bytes.escape_ascii());
            }
            Err(error) => {
                let _ = writeln!(out, "{}", render(&sources, &error));
            }
        }
    }
    expect.assert_eq(&out);
}

/// The source with carets under the place of the error, then the message.
pub fn render(sources: &SourceMap, error: &Diagnostic) -> String {
    let mut out = String::new();
    let file = sources.file(error.span.file().expect("an error has a place"));
    let (start, end) = (file.line_col(error.span.start), file.line_col(error.span.end));
    for number in 1..=file.text.lines().count().max(start.line as usize) {
        let line = file.line(number as u32).replace('\t', " ");
        if number + 3 >= start.line as usize || number < 4 {
            let _ = writeln!(out, "| {line}");
        }
        if number == start.line as usize {
            let last = if end.line == start.line { end.col } else { line.chars().count() as u32 + 1 };
            let width = last.saturating_sub(start.col).max(1);
            let pad = " ".repeat(start.col as usize - 1);
            let _ = writeln!(out, "  {pad}{}", "^".repeat(width as usize));
        }
    }
    let _ = writeln!(out, "{}: {}", error.code, error.message);
    for label in &error.labels {
        let at = file.line_col(label.span.start);
        let _ = writeln!(out, "  {}:{} {}", at.line, at.col, label.text);
    }
    if let Some(help) = &error.help {
        let _ = writeln!(out, "help: {help}");
    }
    out
}
