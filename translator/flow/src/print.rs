//! The text form of flow graphs.
//!
//! ```text
//! graph f {
//! b0(v0:x, v1:y):
//!   v2 = add v0, v1
//!   branch v2 ? b1(v0) : b2(v1)
//! b1(v3):
//!   return v3
//! }
//! ```
//!
//! Blocks end in `goto`, `branch`, `catch`, `return`, `raise` or `unreachable`. A constant prints as its
//! `repr`, or by its name if it is a function, class or module; what has no text prints in angle brackets and
//! cannot be parsed.

use std::fmt::Write;

use rpython_host::{Host, Obj, Object};

use crate::graph::{Block, FunctionGraph, Link, Operand, Terminator, VarId};

/// The text of a graph. Blocks that cannot be reached are left out.
pub fn print_graph(host: &mut Host, graph: &FunctionGraph) -> String {
    let mut printer = Printer { host, graph, out: String::new() };
    let _ = writeln!(printer.out, "graph {} {{", graph.name);
    for id in graph.reachable() {
        let _ = write!(printer.out, "{id}");
        printer.params(&graph.blocks[id].params);
        printer.out.push_str(":\n");
        printer.block(&graph.blocks[id]);
    }
    printer.out.push_str("}\n");
    printer.out
}

/// A constant as printed graphs have it.
pub fn constant_text(host: &mut Host, obj: Obj) -> String {
    match host.get(obj) {
        Object::Function(data) => data.name.to_string(),
        Object::Class(data) => data.name.to_string(),
        Object::Module(data) => data.name.to_string(),
        Object::Builtin(data) => {
            let name = data.qualname.as_str();
            name.strip_prefix("__builtin__.").unwrap_or(name).to_owned()
        }
        Object::Instance(_) | Object::BoundMethod(_) | Object::Internal(_) | Object::Cell(_) => {
            format!("<{}>", host.class_name(obj))
        }
        Object::Tuple(items) => {
            let items = items.clone();
            let texts: Vec<String> = items.iter().map(|&item| constant_text(host, item)).collect();
            if texts.len() == 1 { format!("({},)", texts[0]) } else { format!("({})", texts.join(", ")) }
        }
        Object::List(_) | Object::Dict(_) | Object::Set(_) => {
            format!("<{} {}>", host.class_name(obj), plain_repr(host, obj).unwrap_or_default())
        }
        _ => plain_repr(host, obj).unwrap_or_else(|| format!("<{}>", host.class_name(obj))),
    }
}

/// The `repr` of an object, unless it contains an address.
fn plain_repr(host: &mut Host, obj: Obj) -> Option<String> {
    let text = String::from_utf8_lossy(&host.repr(obj).ok()?).into_owned();
    (!text.contains(" at 0x")).then_some(text)
}

struct Printer<'a> {
    host: &'a mut Host,
    graph: &'a FunctionGraph,
    out: String,
}

impl Printer<'_> {
    fn var(&mut self, var: VarId) {
        let _ = write!(self.out, "{var}");
    }

    /// A variable where it is defined, with the name of the local variable.
    fn definition(&mut self, var: VarId) {
        let _ = match self.graph.vars[var].name {
            Some(name) => write!(self.out, "{var}:{name}"),
            None => write!(self.out, "{var}"),
        };
    }

    fn params(&mut self, params: &[VarId]) {
        if params.is_empty() {
            return;
        }
        self.out.push('(');
        for (index, &param) in params.iter().enumerate() {
            if index > 0 {
                self.out.push_str(", ");
            }
            self.definition(param);
        }
        self.out.push(')');
    }

    fn operand(&mut self, operand: Operand) {
        match operand {
            Operand::Var(var) => self.var(var),
            Operand::Const(obj) => {
                let text = constant_text(self.host, obj);
                self.out.push_str(&text);
            }
        }
    }

    fn operands(&mut self, operands: &[Operand]) {
        for (index, &operand) in operands.iter().enumerate() {
            if index > 0 {
                self.out.push_str(", ");
            }
            self.operand(operand);
        }
    }

    fn link(&mut self, link: &Link) {
        let _ = write!(self.out, "{}", link.target);
        if !link.args.is_empty() {
            self.out.push('(');
            self.operands(&link.args);
            self.out.push(')');
        }
    }

    fn block(&mut self, block: &Block) {
        for op in &block.ops {
            self.out.push_str("  ");
            self.definition(op.result);
            let _ = write!(self.out, " = {}", op.kind.name());
            if !op.args.is_empty() {
                self.out.push(' ');
                self.operands(&op.args);
            }
            self.out.push('\n');
        }
        self.out.push_str("  ");
        self.terminator(&block.end);
        self.out.push('\n');
    }

    fn terminator(&mut self, end: &Terminator) {
        match end {
            Terminator::Goto(link) => {
                self.out.push_str("goto ");
                self.link(link);
            }
            Terminator::Branch { cond, if_true, if_false } => {
                self.out.push_str("branch ");
                self.operand(*cond);
                self.out.push_str(" ? ");
                self.link(if_true);
                self.out.push_str(" : ");
                self.link(if_false);
            }
            Terminator::Catch { normal, cases } => {
                self.out.push_str("catch ");
                self.link(normal);
                for case in cases {
                    self.out.push_str("\n    | ");
                    self.operand(Operand::Const(case.class));
                    self.out.push(' ');
                    self.definition(case.etype);
                    self.out.push_str(", ");
                    self.definition(case.evalue);
                    self.out.push_str(" -> ");
                    self.link(&case.link);
                }
            }
            Terminator::Return(value) => {
                self.out.push_str("return ");
                self.operand(*value);
            }
            Terminator::Raise { etype, evalue } => {
                self.out.push_str("raise ");
                self.operand(*etype);
                self.out.push_str(", ");
                self.operand(*evalue);
            }
            Terminator::Unreachable => self.out.push_str("unreachable"),
        }
    }
}
