//! Encodings, positions, and texts of extreme size or depth.

mod common;

use common::module;
use expect_test::expect;
use rpython_base::SourceMap;
use rpython_bytecode::{Code, Const};
use rpython_syntax::{Mode, compile_bytes, compile_file};
use std::fmt::Write;

fn strings(code: &Code) -> Vec<Const> {
    code.consts.iter().filter(|c| matches!(c, Const::Str(_) | Const::Unicode(_))).cloned().collect()
}

fn bytes(text: &[u8]) -> Const {
    Const::Str(text.into())
}

fn unicode(text: &str) -> Const {
    Const::Unicode(text.chars().map(|c| c as u32).collect())
}

#[test]
fn byte_strings_keep_the_bytes_of_the_file() {
    let mut sources = SourceMap::new();
    let mut compile = |text: &[u8]| strings(&compile_file(&mut sources, "test.py", text).expect("compiles"));
    assert_eq!(
        compile(b"# -*- coding: latin-1 -*-\nf('\xe9', u'\xe9')\n"),
        [bytes(b"\xe9"), unicode("\u{e9}")]
    );
    assert_eq!(
        compile(b"#!/usr/bin/env python\n# vim: set fileencoding=utf-8 :\nf('\xc3\xa9', u'\xc3\xa9')\n"),
        [bytes(b"\xc3\xa9"), unicode("\u{e9}")]
    );
    assert_eq!(compile(b"\xef\xbb\xbff('\xc3\xa9')\r\n"), [bytes(b"\xc3\xa9")]);
    assert_eq!(compile(b"f('''a\r\nb\rc''')\r\n"), [bytes(b"a\nb\nc")]);
}

#[test]
fn generated_byte_strings_need_no_declaration() {
    let mut sources = SourceMap::new();
    let code = compile_bytes(&mut sources, "<string>", b"f('\xff\xe9')", Mode::Exec, 0).expect("compiles");
    assert_eq!(strings(&code), [bytes(b"\xff\xe9")]);
}

#[test]
fn instructions_know_their_source() {
    let text = "def f(a):\n    return g(a +\n        b.c)[1:x] < 'é'\n\n@d\nclass C(f(1)):\n    x = -y\n";
    let mut sources = SourceMap::new();
    let file = format!("# coding: utf-8\n{text}");
    let code = compile_file(&mut sources, "test.py", file.as_bytes()).expect("compiles");
    let mut out = String::new();
    fn list(sources: &SourceMap, code: &Code, out: &mut String) {
        let _ = writeln!(out, "{} line {}", code.name, code.firstlineno);
        for instr in &code.instrs {
            let file = sources.file(instr.span.file().expect("a place"));
            let text = &file.text[instr.span.start as usize..instr.span.end as usize];
            let at = file.line_col(instr.span.start);
            let _ = writeln!(out, "  {}:{} {:?} {:?}", at.line, at.col, instr.op, text);
        }
        for value in &code.consts {
            if let Const::Code(inner) = value {
                list(sources, inner, out);
            }
        }
    }
    list(&sources, &code, &mut out);
    expect![[r#"
        <module> line 2
          2:1 LoadConst(0) "def f(a):\n    return g(a +\n        b.c)[1:x] < 'é'"
          2:1 MakeFunction(0) "def f(a):\n    return g(a +\n        b.c)[1:x] < 'é'"
          2:1 StoreName(0) "def f(a):\n    return g(a +\n        b.c)[1:x] < 'é'"
          6:2 LoadName(1) "d"
          7:1 LoadConst(1) "class C(f(1)):\n    x = -y"
          7:9 LoadName(0) "f"
          7:11 LoadConst(2) "1"
          7:9 Call(CallShape { positional: 1, keywords: 4294967295, star: false, starstar: false }) "f(1)"
          7:1 BuildTuple(1) "class C(f(1)):\n    x = -y"
          7:1 LoadConst(3) "class C(f(1)):\n    x = -y"
          7:1 MakeFunction(0) "class C(f(1)):\n    x = -y"
          7:1 Call(CallShape { positional: 0, keywords: 4294967295, star: false, starstar: false }) "class C(f(1)):\n    x = -y"
          7:1 BuildClass "class C(f(1)):\n    x = -y"
          6:2 Call(CallShape { positional: 1, keywords: 4294967295, star: false, starstar: false }) "d"
          7:1 StoreName(2) "class C(f(1)):\n    x = -y"
          1:1 LoadConst(4) ""
          1:1 ReturnValue ""
        f line 2
          3:12 LoadGlobal(0) "g"
          3:14 LoadFast(0) "a"
          4:9 LoadGlobal(1) "b"
          4:9 LoadAttr(2) "b.c"
          3:14 Binary(Add) "a +\n        b.c"
          3:12 Call(CallShape { positional: 1, keywords: 4294967295, star: false, starstar: false }) "g(a +\n        b.c)"
          4:14 LoadConst(1) "1"
          4:16 LoadGlobal(3) "x"
          3:12 LoadSlice "g(a +\n        b.c)[1:x]"
          4:21 LoadConst(2) "'é'"
          3:12 Compare(Lt) "g(a +\n        b.c)[1:x] < 'é'"
          3:5 ReturnValue "return g(a +\n        b.c)[1:x] < 'é'"
        C line 6
          7:1 LoadName(0) "class C(f(1)):\n    x = -y"
          7:1 StoreName(1) "class C(f(1)):\n    x = -y"
          8:10 LoadName(2) "y"
          8:9 Unary(Neg) "-y"
          8:5 StoreName(3) "x"
          7:1 LoadLocals "class C(f(1)):\n    x = -y"
          7:1 ReturnValue "class C(f(1)):\n    x = -y"
    "#]].assert_eq(&out);
}

#[test]
fn deep_and_large_texts() {
    module(&format!("x = {}1{}\n", "(".repeat(2000), ")".repeat(2000)));
    module(&format!("x = {}{}\n", "[".repeat(2000), "]".repeat(2000)));
    module(&format!("x = {}\n", vec!["a"; 20_000].join(" + ")));
    module(&format!("x = {}1\n", "not ".repeat(5000)));
    module(&format!("x = a{}\n", ".b()".repeat(5000)));
    let elifs: String = (0..3000).map(|i| format!("elif x == {i}: y\n")).collect();
    module(&format!("if x: y\n{elifs}else: z\n"));
    let numbers: Vec<String> = (0..100_000).map(|i| i.to_string()).collect();
    let code = module(&format!("x = [{}]\n", numbers.join(", ")));
    assert_eq!(code.stacksize, 100_000);
    let code = module(&format!("x = '{}'\n", "a".repeat(10_000_000)));
    assert!(strings(&code).iter().any(|c| matches!(c, Const::Str(s) if s.len() == 10_000_000)));
    let nested: String = (0..90).map(|i| format!("{}if x:\n", " ".repeat(i))).collect();
    module(&format!("{nested}{}pass\n", " ".repeat(90)));
}

#[test]
fn too_deep_is_an_error() {
    let mut sources = SourceMap::new();
    let text = format!("x = {}1\n", "-".repeat(300_000));
    let error = compile_file(&mut sources, "test.py", text.as_bytes()).expect_err("too deep");
    assert_eq!(error.message, "this is nested too deeply");
}
