//! Bytecode as text, for tests and dumps.

use std::fmt::Write;

use rpython_base::Symbol;
use rpython_bytecode::{CallShape, Code, Const, Op};

/// Code and everything nested in it, one instruction per line. Jump targets are marked with `>`.
pub fn disassemble(code: &Code) -> String {
    let mut out = String::new();
    write_code(&mut out, code);
    out
}

fn write_code(out: &mut String, code: &Code) {
    let _ = writeln!(
        out,
        "code {} argcount={} flags={:#x} stacksize={}",
        code.name, code.argcount, code.flags, code.stacksize
    );
    for (what, names) in
        [("varnames", &code.varnames), ("cellvars", &code.cellvars), ("freevars", &code.freevars)]
    {
        if !names.is_empty() {
            let names: Vec<_> = names.iter().map(|n| n.as_str()).collect();
            let _ = writeln!(out, "  {what}: {}", names.join(" "));
        }
    }
    let mut targets = vec![false; code.instrs.len() + 1];
    for target in code.instrs.iter().filter_map(|i| i.op.target()) {
        targets[target as usize] = true;
    }
    for (i, instr) in code.instrs.iter().enumerate() {
        let mark = if targets[i] { '>' } else { ' ' };
        let _ = writeln!(out, "{mark}{i:4} {}", operation(code, &instr.op));
    }
    for value in &code.consts {
        if let Const::Code(inner) = value {
            out.push('\n');
            write_code(out, inner);
        }
    }
}

/// An instruction with its operand spelled out.
fn operation(code: &Code, op: &Op) -> String {
    let mut name = format!("{op:?}");
    if let Op::Call(shape) = op {
        return call(code, shape);
    }
    let operand = match op {
        Op::LoadConst(i) => code.consts.get(*i as usize).map(constant),
        Op::LoadFast(i) | Op::StoreFast(i) | Op::DeleteFast(i) => symbol(&code.varnames, *i),
        Op::LoadName(i)
        | Op::StoreName(i)
        | Op::DeleteName(i)
        | Op::LoadGlobal(i)
        | Op::StoreGlobal(i)
        | Op::DeleteGlobal(i)
        | Op::LoadAttr(i)
        | Op::StoreAttr(i)
        | Op::DeleteAttr(i)
        | Op::ImportName(i)
        | Op::ImportFrom(i) => symbol(&code.names, *i),
        Op::LoadDeref(i) | Op::StoreDeref(i) | Op::LoadClosure(i) => {
            let cells = code.cellvars.len() as u32;
            if *i < cells { symbol(&code.cellvars, *i) } else { symbol(&code.freevars, *i - cells) }
        }
        other => other.target().map(|target| target.to_string()),
    };
    if let (Some(operand), Some(paren)) = (operand, name.find('(')) {
        name.truncate(paren);
        let _ = write!(name, " {operand}");
    }
    name
}

fn symbol(names: &[Symbol], index: u32) -> Option<String> {
    names.get(index as usize).map(|name| name.as_str().to_owned())
}

fn call(code: &Code, shape: &CallShape) -> String {
    let mut text = format!("Call {}", shape.positional);
    if let Some(names) = code.consts.get(shape.keywords as usize) {
        let _ = write!(text, " keywords={}", constant(names));
    }
    if shape.star {
        text.push_str(" *");
    }
    if shape.starstar {
        text.push_str(" **");
    }
    text
}

fn constant(value: &Const) -> String {
    match value {
        Const::None => "None".into(),
        Const::Ellipsis => "Ellipsis".into(),
        Const::Bool(b) => if *b { "True" } else { "False" }.into(),
        Const::Int(i) => i.to_string(),
        Const::Long(i) => format!("{i}L"),
        Const::Float(f) => format!("{f:?}"),
        Const::Imag(f) => format!("{f:?}j"),
        Const::Str(s) => format!("'{}'", s.escape_ascii()),
        Const::Unicode(points) => {
            let mut text = String::from("u'");
            for &point in points.iter() {
                match char::from_u32(point) {
                    Some(c) if (' '..='~').contains(&c) && c != '\'' && c != '\\' => text.push(c),
                    _ => {
                        let _ = write!(text, "\\u{{{point:x}}}");
                    }
                }
            }
            text + "'"
        }
        Const::Tuple(items) => {
            let items: Vec<_> = items.iter().map(constant).collect();
            let comma = if items.len() == 1 { "," } else { "" };
            format!("({}{comma})", items.join(", "))
        }
        Const::Code(code) => format!("<code {}>", code.name),
    }
}
