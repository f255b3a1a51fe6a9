//! One function as C text.
//!
//! Blocks become labels and jumps. A parameter of a block with one predecessor is another name for
//! what that passes; the others are variables, assigned in parallel at each jump. Cold blocks come
//! last, behind branches that the C compiler is told not to expect.

use std::fmt::Write;

use indexmap::IndexMap;
use rpython_backend_common::{cold_blocks, names};
use rpython_base::{Diagnostic, EntityId, SourceMap, Symbol};
use rpython_lltype::{FuncId, LLType};
use rpython_lowlevel::{
    BlockId, CaseValue, Graph, InlineHint, Link, Op, OpCode, Operand, Program, Terminator, VarId,
    cleanup::predecessor_counts,
};

use crate::{ops, types, value};

/// Writes the definition of a function with a graph.
pub(crate) fn define<'a>(
    program: &'a Program,
    id: FuncId,
    graph: &'a Graph,
    places: &'a mut Places,
    lines: Option<&'a SourceMap>,
    is_static: bool,
) -> Result<String, Diagnostic> {
    let mut body = Body::new(program, graph, places);
    body.lines = lines;
    body.keeps_frame = program.funcs[id].attrs.stack_checked;
    body.blocks()?;
    let linkage = if is_static { "static " } else { "" };
    let params: Vec<String> = graph.blocks[graph.start]
        .params
        .iter()
        .filter(|&&v| graph.vars[v].ty != LLType::Void)
        .map(|&v| format!("{} {}", types::c_type(program, graph.vars[v].ty), body.names[v.index()]))
        .collect();
    let mut text = String::new();
    writeln!(text, "{linkage}{} {{", prototype_with(program, id, &params)).unwrap();
    text.push_str(&body.declarations());
    text.push_str(&body.out);
    text.push_str("}\n\n");
    if let Some(name) = program.funcs[id].attrs.export {
        text.push_str(&exported(program, id, name));
    }
    Ok(text)
}

/// A function under the name that other programs call it by.
fn exported(program: &Program, id: FuncId, name: Symbol) -> String {
    let (result, args) = types::signature(program, program.funcs[id].ty);
    let params: Vec<String> = args.iter().enumerate().map(|(i, ty)| format!("{ty} a{i}")).collect();
    let params = if params.is_empty() { "void".into() } else { params.join(", ") };
    let given: Vec<String> = (0..args.len()).map(|i| format!("a{i}")).collect();
    let call = format!("{}({})", names::function(program, id), given.join(", "));
    let back = if result == "void" { "" } else { "return " };
    format!("RPY_EXPORTED {result} {name}({params})\n{{\n  {back}{call};\n}}\n\n")
}

/// The prototype of a function, without semicolon.
pub(crate) fn prototype(program: &Program, id: FuncId) -> String {
    let (_, args) = types::signature(program, program.funcs[id].ty);
    prototype_with(program, id, &args)
}

fn prototype_with(program: &Program, id: FuncId, params: &[String]) -> String {
    let function = &program.funcs[id];
    let result = types::c_type(program, program.types.expect_func(function.ty).result);
    let params = if params.is_empty() { "void".into() } else { params.join(", ") };
    let attribute = match function.attrs.inline {
        InlineHint::Never => "RPY_NOINLINE ",
        InlineHint::Auto | InlineHint::Always | InlineHint::Try => "",
    };
    format!("{attribute}{result} {}({params})", names::function(program, id))
}

/// The places that tracebacks of one file mention, by their symbols in C.
#[derive(Default)]
pub(crate) struct Places {
    texts: IndexMap<Symbol, ()>,
}

impl Places {
    /// The C name of a place's text.
    pub fn name(&mut self, place: Symbol) -> String {
        if place.as_str().is_empty() {
            return "0".into();
        }
        let index = self.texts.insert_full(place, ()).0;
        format!("place{index}")
    }

    /// Definitions for the head of the file.
    pub fn definitions(&self) -> String {
        let mut out = String::new();
        for (i, place) in self.texts.keys().enumerate() {
            let text = value::string_literal(place.as_str().as_bytes());
            writeln!(out, "static const char place{i}[] = {text};").unwrap();
        }
        out
    }
}

/// The body while it is written.
pub(crate) struct Body<'a> {
    pub program: &'a Program,
    pub graph: &'a Graph,
    pub places: &'a mut Places,
    pub out: String,
    /// What each variable is called: a C variable, or the expression it is another name for.
    names: Vec<String>,
    /// C variables to declare.
    declared: IndexMap<String, Vec<VarId>>,
    cold: Vec<bool>,
    counts: Vec<u32>,
    /// Which blocks need a label.
    labels: Vec<bool>,
    temporaries: u32,
    /// Where `#line` gets lines from, if it is wanted.
    lines: Option<&'a SourceMap>,
    /// C compilers make no jumps of the calls at its end: see `FuncAttrs::stack_checked`.
    keeps_frame: bool,
}

impl<'a> Body<'a> {
    fn new(program: &'a Program, graph: &'a Graph, places: &'a mut Places) -> Body<'a> {
        Body {
            program,
            graph,
            places,
            out: String::new(),
            names: vec![String::new(); graph.vars.len()],
            declared: IndexMap::new(),
            cold: cold_blocks(program, graph),
            counts: predecessor_counts(graph),
            labels: vec![false; graph.blocks.len()],
            temporaries: 0,
            lines: None,
            keeps_frame: false,
        }
    }

    fn declarations(&self) -> String {
        let mut out = String::new();
        for (ty, vars) in &self.declared {
            for chunk in vars.chunks(16) {
                let star = ty.strip_suffix('*');
                let list: Vec<String> =
                    chunk.iter().map(|v| format!("{}{v}", if star.is_some() { "*" } else { "" })).collect();
                writeln!(out, "  {} {};", star.unwrap_or(ty).trim_end(), list.join(", ")).unwrap();
            }
        }
        out
    }

    fn declare(&mut self, v: VarId) {
        let ty = self.graph.vars[v].ty;
        self.names[v.index()] = v.to_string();
        if ty != LLType::Void {
            self.declared.entry(types::c_type(self.program, ty)).or_default().push(v);
        }
    }

    fn blocks(&mut self) -> Result<(), Diagnostic> {
        let order = self.graph.reverse_postorder();
        self.name_variables(&order);
        let (hot, cold): (Vec<BlockId>, Vec<BlockId>) = order.iter().partition(|b| !self.cold[b.index()]);
        let order: Vec<BlockId> = hot.into_iter().chain(cold).collect();
        let mut texts = Vec::with_capacity(order.len());
        for (i, &block) in order.iter().enumerate() {
            self.out.clear();
            for (index, op) in self.graph.blocks[block].ops.iter().enumerate() {
                self.op(block, index, op)?;
            }
            self.terminator(block, order.get(i + 1).copied());
            texts.push(std::mem::take(&mut self.out));
        }
        for (block, text) in order.iter().zip(texts) {
            if self.labels[block.index()] {
                writeln!(self.out, " {block}:;").unwrap();
            }
            self.out.push_str(&text);
        }
        Ok(())
    }

    fn name_variables(&mut self, order: &[BlockId]) {
        for &id in order {
            let block = &self.graph.blocks[id];
            if id == self.graph.start {
                for v in &block.params {
                    self.names[v.index()] = v.to_string();
                }
            } else if self.counts[id.index()] != 1 {
                block.params.iter().for_each(|&v| self.declare(v));
            }
            for op in &block.ops {
                self.declare(op.result);
            }
            for link in block.end.links() {
                if self.counts[link.target.index()] != 1 || link.target == self.graph.start {
                    continue;
                }
                for (arg, param) in link.args.iter().zip(&self.graph.blocks[link.target].params) {
                    self.names[param.index()] = self.operand(arg);
                }
            }
        }
    }

    /// An operand as a C expression without side effects.
    pub fn operand(&self, operand: &Operand) -> String {
        match operand {
            Operand::Var(v) => self.names[v.index()].clone(),
            Operand::Const(c) => value::constant(self.program, c),
        }
    }

    /// The operand with this index.
    pub fn arg(&self, op: &Op, index: usize) -> String {
        self.operand(&op.args[index])
    }

    /// The type of the operand with this index.
    pub fn arg_type(&self, op: &Op, index: usize) -> LLType {
        self.graph.operand_type(&op.args[index])
    }

    /// The type of the result.
    pub fn result_type(&self, op: &Op) -> LLType {
        self.graph.vars[op.result].ty
    }

    /// The C type of the result.
    pub fn result_c_type(&self, op: &Op) -> String {
        types::c_type(self.program, self.result_type(op))
    }

    /// A statement.
    pub fn line(&mut self, text: impl AsRef<str>) {
        self.out.push_str("  ");
        self.out.push_str(text.as_ref());
        self.out.push('\n');
    }

    /// Gives the result this value; for a result of type `Void`, just evaluates it.
    pub fn assign(&mut self, op: &Op, expression: impl AsRef<str>) {
        let expression = expression.as_ref();
        if self.result_type(op) == LLType::Void {
            if !expression.is_empty() {
                self.line(format!("{expression};"));
            }
        } else {
            let name = self.names[op.result.index()].clone();
            self.line(format!("{name} = {expression};"));
        }
    }

    /// The C variable of a result.
    pub fn result(&self, op: &Op) -> &str {
        &self.names[op.result.index()]
    }

    fn op(&mut self, block: BlockId, index: usize, op: &Op) -> Result<(), Diagnostic> {
        let ops = &self.graph.blocks[block].ops;
        if index > 0 && ops::joins(&ops[index - 1], op) {
            // Done together with the test for overflow before it.
            return Ok(());
        }
        if let Some((path, at)) = self.lines.and_then(|lines| lines.locate(op.span)) {
            let path = value::string_literal(path.as_bytes());
            writeln!(self.out, "#line {} {path}", at.line).unwrap();
        }
        match ops.get(index + 1) {
            Some(next) if ops::joins(op, next) => {
                ops::arith::overflow_pair(self, op, next);
                Ok(())
            }
            _ => ops::emit(self, op),
        }?;
        let last = index + 1 == ops.len();
        if last && self.keeps_frame && matches!(op.code, OpCode::direct_call | OpCode::indirect_call) {
            self.line("RPY_KEEP_FRAME();");
        }
        Ok(())
    }

    fn terminator(&mut self, id: BlockId, next: Option<BlockId>) {
        match &self.graph.blocks[id].end {
            Terminator::Goto(link) => self.jump(link, next),
            Terminator::Branch { cond, if_true, if_false } => self.branch(cond, if_true, if_false, next),
            Terminator::Switch { value, cases, default } => self.switch(value, cases, default.as_ref()),
            Terminator::Return(value) => {
                let text = match self.graph.operand_type(value) {
                    LLType::Void => "return;".into(),
                    _ => format!("return {};", self.operand(value)),
                };
                self.line(text);
            }
            Terminator::Unreachable => self.line("__builtin_unreachable();"),
            Terminator::Catch { .. } | Terminator::Raise { .. } => {
                unreachable!("the verifier allows no exception edge in this stage")
            }
        }
    }

    fn branch(&mut self, cond: &Operand, if_true: &Link, if_false: &Link, next: Option<BlockId>) {
        let cond = self.operand(cond);
        let (cold_true, cold_false) = (self.cold[if_true.target.index()], self.cold[if_false.target.index()]);
        // What follows is fallen into: the other way is the one that jumps.
        let invert = next == Some(if_true.target);
        let (first, second) = if invert { (if_false, if_true) } else { (if_true, if_false) };
        let test = if invert { format!("!{cond}") } else { cond };
        let test = match (cold_true, cold_false) {
            (true, false) if invert => format!("RPY_LIKELY({test})"),
            (true, false) => format!("RPY_UNLIKELY({test})"),
            (false, true) if invert => format!("RPY_UNLIKELY({test})"),
            (false, true) => format!("RPY_LIKELY({test})"),
            _ => test,
        };
        self.line(format!("if ({test}) {{"));
        self.jump(first, None);
        self.line("}");
        self.jump(second, next);
    }

    fn switch(&mut self, value: &Operand, cases: &[(CaseValue, Link)], default: Option<&Link>) {
        let ty = self.graph.operand_type(value);
        let subject = self.operand(value);
        self.line(format!("switch ({subject}) {{"));
        for (CaseValue::Int(n), link) in cases {
            let constant = match ty {
                LLType::Char | LLType::UniChar | LLType::Bool => n.to_string(),
                _ => value::value(self.program, ty, &rpython_lltype::Value::Int(*n)),
            };
            self.line(format!("case {constant}: {{"));
            self.jump(link, None);
            self.line("}");
        }
        match default {
            Some(link) => {
                self.line("default: {");
                self.jump(link, None);
                self.line("}");
            }
            None => self.line("default: __builtin_unreachable();"),
        }
        self.line("}");
    }

    /// Assigns a link's arguments and goes to its target, which may be what follows anyway.
    fn jump(&mut self, link: &Link, next: Option<BlockId>) {
        let target = link.target;
        if self.counts[target.index()] != 1 {
            let params = &self.graph.blocks[target].params;
            let moves: Vec<(VarId, String)> = params
                .iter()
                .zip(&link.args)
                .filter(|(param, _)| self.graph.vars[**param].ty != LLType::Void)
                .map(|(&param, arg)| (param, self.operand(arg)))
                .filter(|(param, source)| self.names[param.index()] != *source)
                .collect();
            self.parallel_moves(moves);
        }
        if next != Some(target) {
            self.labels[target.index()] = true;
            self.line(format!("goto {target};"));
        }
    }

    /// Assigns all at once: what is still to be read is not overwritten before.
    fn parallel_moves(&mut self, mut moves: Vec<(VarId, String)>) {
        while !moves.is_empty() {
            let free = moves.iter().position(|(param, _)| {
                let name = &self.names[param.index()];
                !moves.iter().any(|(_, source)| source == name)
            });
            match free {
                Some(at) => {
                    let (param, source) = moves.remove(at);
                    let name = self.names[param.index()].clone();
                    self.line(format!("{name} = {source};"));
                }
                None => {
                    // Only cycles are left: save one value, so that its variable is free.
                    let (param, name) = (moves[0].0, self.names[moves[0].0.index()].clone());
                    let ty = types::c_type(self.program, self.graph.vars[param].ty);
                    let saved = format!("s{}", self.temporaries);
                    self.temporaries += 1;
                    self.line(format!("{ty} {saved} = {name};"));
                    for (_, source) in &mut moves {
                        if *source == name {
                            source.clone_from(&saved);
                        }
                    }
                }
            }
        }
    }
}
