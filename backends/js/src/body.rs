//! The code of one function.

use std::fmt::Write;

use rpython_backend_common::frames::{self, Frame};
use rpython_backend_common::image::{Address, Target, address};
use rpython_backend_common::machine::{Definition, Item, Locals, Trees, Use, Value, Values};
use rpython_backend_common::structured::{Exit, Node};
use rpython_base::{Diagnostic, EntityId};
use rpython_lltype::{FuncId, LLType, Pointer, Value as Constant};
use rpython_lowlevel::{BlockId, Graph, Link, Op, OpCode, Operand, Program, Terminator, VarId};

use crate::expr::{Expr, Ty};
use crate::helpers::Helper;
use crate::machine::Asm;
use crate::module::{Module, STACK_POINTER, UPPER_WORD};
use crate::ops;
use crate::types::{Form, Part, Signature};
use crate::warmup;

/// Stands in the text for how far the function moves the stack pointer.
pub(crate) const FRAME: char = '\u{1}';

/// The code of a function.
#[derive(Debug)]
pub(crate) struct Code {
    pub func: FuncId,
    pub params: usize,
    pub locals: usize,
    /// Whether [`FRAME`] stands in it.
    pub counts_depth: bool,
    pub text: String,
}

/// What an op gives.
#[derive(Debug)]
pub(crate) enum Out {
    Nothing,
    One(Expr),
    /// Lower and upper word. The upper one is computed behind the lower one.
    Pair(Expr, Expr),
}

pub(crate) struct Body<'a, 'm> {
    pub module: &'m mut Module<'a>,
    pub graph: &'a Graph,
    values: &'m Values<'a, Asm>,
    trees: &'m Trees,
    locals: Locals<Asm>,
    text: String,
    /// What jumps can lead to, and whether that is the start of a loop.
    labels: Vec<(BlockId, bool)>,
    /// Locals for intermediate results: all there are, and how many of each type are in use.
    spare: Vec<(Part, usize)>,
    busy: Vec<usize>,
    /// Whether the function moves the stack pointer, since it asks how deep the stack is.
    counts_depth: bool,
    /// The name of the function and the start of its loop, if it is one that begins with a loop.
    main_loop: Option<(String, BlockId)>,
    result: Option<Part>,
}

/// Makes the code of a reducible graph.
pub(crate) fn compile<'a>(
    module: &mut Module<'a>,
    func: FuncId,
    graph: &'a Graph,
    nodes: &[Node],
) -> Result<Code, Diagnostic> {
    let values = Values::new(graph);
    let trees = Trees::new(&values);
    let locals = Locals::new(&values, &trees);
    let counts_depth =
        values.order.iter().any(|b| graph.blocks[*b].ops.iter().any(|op| op.code == OpCode::stack_current));
    let signature = Signature::of(module.program, module.program.funcs[func].ty);
    let main_loop = module.main_loops.get(&func).map(|&header| (module.function(func), header));
    let mut body = Body {
        module,
        graph,
        values: &values,
        trees: &trees,
        locals,
        text: String::new(),
        labels: Vec::new(),
        spare: Vec::new(),
        busy: Vec::new(),
        counts_depth,
        main_loop,
        result: signature.result,
    };
    body.line(&warmup::on_entry(counts_depth));
    if counts_depth {
        body.move_stack_pointer('-');
    }
    body.nodes(nodes, None)?;
    let Body { locals, text: code, .. } = body;
    let mut text = signature.head(&module.function(func));
    declare(&mut text, &locals.types, locals.params);
    text.push_str(&code);
    text.push_str(&signature.tail());
    text.push('}');
    Ok(Code { func, params: locals.params, locals: locals.types.len(), counts_depth, text })
}

fn declare(text: &mut String, types: &[Part], params: usize) {
    for (n, part) in types.iter().enumerate().skip(params) {
        text.push_str(if n == params { "var " } else { "," });
        let _ = write!(text, "{}{n}={}", part.letter(), part.zero());
    }
    if types.len() > params {
        text.push(';');
    }
}

impl<'a> Body<'a, '_> {
    /// Adds a statement.
    pub fn line(&mut self, statement: &str) {
        self.text.push_str(statement);
    }

    fn local_name(&self, local: usize) -> String {
        format!("{}{local}", self.locals.types[local].letter())
    }

    fn local(&self, local: usize) -> Expr {
        let ty = match self.locals.types[local] {
            Part::Int => Ty::Int,
            Part::Double => Ty::Double,
            Part::Float => Ty::Float,
        };
        Expr::name(self.local_name(local), ty)
    }

    /// A local for an intermediate result, until the statement is finished.
    fn spare(&mut self, part: Part) -> usize {
        let free = self.spare.iter().position(|&(p, local)| p == part && !self.busy.contains(&local));
        let local = match free {
            Some(at) => self.spare[at].1,
            None => {
                self.locals.types.push(part);
                let local = self.locals.types.len() - 1;
                self.spare.push((part, local));
                local
            }
        };
        self.busy.push(local);
        local
    }

    /// Ends the life of all intermediate results.
    pub fn release(&mut self) {
        self.busy.clear();
    }

    /// Keeps a value, so that it can be used several times; what can be repeated stays as it is.
    pub fn bind(&mut self, value: Expr) -> Expr {
        if value.is_simple() { value } else { self.keep(value) }
    }

    /// Puts a value into a local for the rest of the statement.
    pub fn keep(&mut self, value: Expr) -> Expr {
        let value = value.settled();
        let part = match value.ty {
            Ty::Double => Part::Double,
            Ty::Float => Part::Float,
            _ => Part::Int,
        };
        let local = self.spare(part);
        self.assign(local, &value);
        self.local(local)
    }

    fn assign(&mut self, local: usize, value: &Expr) {
        let name = self.local_name(local);
        let _ = write!(self.text, "{name}={};", value.text);
    }

    /// What an operand is.
    pub fn resolve(&self, operand: &'a Operand) -> Value<'a> {
        self.values.resolve(operand)
    }

    /// The constant that an operand is, if it is an integer one.
    pub fn int_constant(&self, operand: &'a Operand) -> Option<i64> {
        match self.resolve(operand) {
            Value::Const(c) => match c.value {
                Constant::Int(n) => Some(n),
                _ => None,
            },
            Value::Var(_) => None,
        }
    }

    /// Whether an operand's code stands nowhere else.
    pub fn is_computed_here(&self, operand: &'a Operand) -> bool {
        matches!(self.resolve(operand), Value::Var(v) if self.trees.inlined[v.index()])
    }

    /// The type of an operand.
    pub fn operand_type(&self, operand: &Operand) -> LLType {
        self.graph.operand_type(operand)
    }

    /// The type of an op's result.
    pub fn result_type(&self, op: &Op) -> LLType {
        self.graph.vars[op.result].ty
    }

    /// An operand that is one number.
    pub fn expr(&mut self, operand: &'a Operand) -> Result<Expr, Diagnostic> {
        let value = self.resolve(operand);
        self.value(value)
    }

    /// The words of an operand of 64 bits.
    pub fn pair(&mut self, operand: &'a Operand) -> Result<[Expr; 2], Diagnostic> {
        Ok(match self.resolve(operand) {
            Value::Const(c) => pair_constant(&c.value),
            Value::Var(v) => self.var_pair(v),
        })
    }

    fn var_pair(&self, v: VarId) -> [Expr; 2] {
        let slot = self.locals.slot(v) as usize;
        [self.local(slot), self.local(slot + 1)]
    }

    /// All parts of an operand; none of `Void`.
    pub fn parts(&mut self, operand: &'a Operand) -> Result<Vec<Expr>, Diagnostic> {
        Ok(match Form::of(self.operand_type(operand)) {
            None => Vec::new(),
            Some(Form::Pair) => self.pair(operand)?.into(),
            Some(_) => vec![self.expr(operand)?],
        })
    }

    fn value(&mut self, value: Value<'a>) -> Result<Expr, Diagnostic> {
        match value {
            Value::Const(c) => Ok(self.constant(c.ty, &c.value)),
            Value::Var(v) => self.var(v),
        }
    }

    /// A variable that is one number.
    pub fn var(&mut self, v: VarId) -> Result<Expr, Diagnostic> {
        if !self.trees.inlined[v.index()] {
            return Ok(self.local(self.locals.slot(v) as usize));
        }
        let Definition::Item(block, at) = self.values.definitions[v.index()] else {
            unreachable!("only ops' results are computed where they are used")
        };
        let values = self.values;
        match ops::emit(self, &values.items[block.index()][at])? {
            Out::One(value) => Ok(value),
            Out::Nothing | Out::Pair(..) => {
                unreachable!("only what is one number is computed where it is used")
            }
        }
    }

    fn constant(&mut self, ty: LLType, value: &Constant) -> Expr {
        match value {
            Constant::Void | Constant::Inline(_) => Expr::int_const(0),
            Constant::Bool(b) => Expr::int_const(*b as i32),
            Constant::Char(c) => Expr::int_const(*c as i32),
            Constant::UniChar(c) => Expr::int_const(*c as i32),
            Constant::Int(n) => Expr::int_const(*n as i32),
            Constant::Float(f) if ty == LLType::SingleFloat => Expr::double_const(*f as f32 as f64).float(),
            Constant::Float(f) => Expr::double_const(*f),
            Constant::Ptr(p) | Constant::Address(p) => Expr::int_const(self.pointer(p)),
        }
    }

    fn pointer(&self, pointer: &Pointer) -> i32 {
        match address(self.module.program, pointer) {
            Address::Bits(bits) => bits as i32,
            Address::Relative(Target::Data(d), offset) => {
                self.module.memory.address(d).wrapping_add(offset as u32) as i32
            }
            Address::Relative(Target::Func(f), offset) => {
                self.module.tables.pointer(f) as i32 + offset as i32
            }
        }
    }

    /// The call of a helper.
    pub fn call_helper(&mut self, helper: Helper, args: &[Expr], ty: Ty) -> Expr {
        let name = self.module.helper(helper);
        call(name, args, ty)
    }

    fn statement(&mut self, item: &Item<'a>) -> Result<(), Diagnostic> {
        let result = item.op.result;
        let kept = self.values.uses[result.index()] != Use::Never && self.values.form(result).is_some();
        match ops::emit(self, item)? {
            Out::Nothing => {}
            Out::One(value) if !kept => {
                let _ = write!(self.text, "{};", value.text);
            }
            Out::One(value) => {
                let slot = self.locals.slot(result) as usize;
                self.assign(slot, &value.settled());
            }
            Out::Pair(low, _) if !kept => {
                let _ = write!(self.text, "{};", low.text);
            }
            Out::Pair(low, high) => {
                let slot = self.locals.slot(result) as usize;
                self.assign_pair(slot, low, high);
            }
        }
        self.busy.clear();
        Ok(())
    }

    /// Assigns both words; the upper one may be computed of what the lower one replaces.
    fn assign_pair(&mut self, slot: usize, low: Expr, high: Expr) {
        let (low, high) = (low.settled(), high.settled());
        let later = mentions(&high.text, &self.local_name(slot));
        let low = if later { self.keep(low) } else { low };
        if !later {
            self.assign(slot, &low);
        }
        self.assign(slot + 1, &high);
        if later {
            self.assign(slot, &low);
        }
    }

    /// Moves the stack pointer on entry and before a return.
    fn move_stack_pointer(&mut self, sign: char) {
        let _ = write!(self.text, "{STACK_POINTER}=({STACK_POINTER}|0){sign}{FRAME}|0;");
    }

    /// The code of nodes; whoever falls off its end gets to `next`, if that is known.
    fn nodes(&mut self, nodes: &[Node], next: Option<BlockId>) -> Result<(), Diagnostic> {
        for (i, node) in nodes.iter().enumerate() {
            let next = if i + 1 == nodes.len() { next } else { None };
            match node {
                Node::Scope { target, body } => {
                    let _ = write!(self.text, "b{}:{{", target.index());
                    self.labels.push((*target, false));
                    self.nodes(body, Some(*target))?;
                    self.labels.pop();
                    self.text.push('}');
                }
                Node::Loop { header, body } => {
                    let _ = write!(self.text, "l{}:for(;;){{", header.index());
                    // Falling off the end starts the loop again.
                    self.labels.push((*header, true));
                    self.warm_up(*header);
                    self.nodes(body, Some(*header))?;
                    self.labels.pop();
                    self.text.push('}');
                }
                Node::Block { block, exits } => self.block(*block, exits, next)?,
            }
        }
        Ok(())
    }

    /// What stands at the start of a loop. One that is a function goes on in the compiled one as soon as there is one.
    fn warm_up(&mut self, header: BlockId) {
        let Some((name, _)) = self.main_loop.clone().filter(|(_, h)| *h == header) else {
            return self.line(&warmup::in_loop());
        };
        let mut state: Vec<String> = Vec::new();
        for &param in &self.graph.blocks[header].params {
            let Some(form) = self.values.form(param) else { continue };
            let parts = form.parts().iter().enumerate();
            state.extend(parts.map(|(n, part)| match self.values.is_needed(param) {
                true => self.local_name(self.locals.slot(param) as usize + n),
                false => part.zero().into(),
            }));
        }
        self.line(&warmup::in_main_loop(&name, &state));
    }

    fn block(&mut self, id: BlockId, exits: &[Exit], next: Option<BlockId>) -> Result<(), Diagnostic> {
        let values = self.values;
        let items = &values.items[id.index()];
        for (at, item) in items.iter().enumerate() {
            let rooted = self.trees.roots[id.index()][at] == at;
            if rooted && values.is_live(item) && !self.trees.inlined[item.op.result.index()] {
                self.statement(item)?;
            }
        }
        let graph = self.graph;
        match &graph.blocks[id].end {
            Terminator::Goto(link) => self.exit(link, &exits[0], next),
            Terminator::Branch { cond, if_true, if_false } => {
                self.branch(cond, [if_true, if_false], exits, next)
            }
            Terminator::Switch { value, cases, default } => {
                crate::switch::switch(self, value, cases, default.as_ref(), exits, next)
            }
            Terminator::Return(value) => self.return_(value),
            Terminator::Unreachable => {
                self.line("N(1)|0;");
                Ok(())
            }
            Terminator::Catch { .. } | Terminator::Raise { .. } => {
                unreachable!("the verifier allows no exception edge in this stage")
            }
        }
    }

    fn return_(&mut self, value: &'a Operand) -> Result<(), Diagnostic> {
        let mut parts: Vec<Expr> = self.parts(value)?.into_iter().map(Expr::settled).collect();
        if let [_, high] = &parts[..] {
            let _ = write!(self.text, "{UPPER_WORD}={};", high.text);
        }
        if self.counts_depth {
            // A call that stands here is made in this function's frame.
            if let Some(first) = parts.first().cloned() {
                parts[0] = self.bind(first);
            }
            self.move_stack_pointer('+');
        }
        self.busy.clear();
        match (parts.into_iter().next(), self.result) {
            (Some(value), Some(Part::Int)) => {
                let _ = write!(self.text, "return {};", value.signed().text);
            }
            (Some(value), Some(_)) => {
                let sign =
                    if value.ty == Ty::Double && !value.text.starts_with(['+', '-']) { "+" } else { "" };
                let value = if sign.is_empty() { value.text } else { value.at(crate::expr::level::UNARY) };
                let _ = write!(self.text, "return {sign}{value};");
            }
            _ => self.line("return;"),
        }
        Ok(())
    }

    /// Whether a link assigns anything.
    pub fn has_moves(&self, link: &'a Link) -> bool {
        self.values.moves(link).any(|(param, value)| !self.is_same(param, value))
    }

    fn is_same(&self, param: VarId, value: Value) -> bool {
        matches!(value, Value::Var(v)
            if !self.trees.inlined[v.index()] && self.locals.slot(v) == self.locals.slot(param))
    }

    /// Assigns a link's arguments, all at once: what is still to be read is not overwritten.
    pub fn moves(&mut self, link: &'a Link) -> Result<(), Diagnostic> {
        let values = self.values;
        let mut pending: Vec<(usize, Expr)> = Vec::new();
        for (param, value) in values.moves(link) {
            if self.is_same(param, value) {
                continue;
            }
            let slot = self.locals.slot(param) as usize;
            if values.form(param) == Some(Form::Pair) {
                let [low, high] = match value {
                    Value::Const(c) => pair_constant(&c.value),
                    Value::Var(v) => self.var_pair(v),
                };
                pending.extend([(slot, low), (slot + 1, high)]);
            } else {
                let value = self.value(value)?.settled();
                pending.push((slot, value));
            }
        }
        while !pending.is_empty() {
            let free = (0..pending.len()).find(|&i| {
                let name = self.local_name(pending[i].0);
                pending.iter().enumerate().all(|(j, (_, other))| i == j || !mentions(&other.text, &name))
            });
            match free {
                Some(at) => {
                    let (slot, value) = pending.remove(at);
                    if value.text != self.local_name(slot) {
                        self.assign(slot, &value);
                    }
                }
                // They wait for one another in a ring: one of them is kept elsewhere meanwhile.
                None => {
                    let value = pending[0].1.clone();
                    pending[0].1 = self.keep(value);
                }
            }
        }
        self.busy.clear();
        Ok(())
    }

    /// The code of a link and what follows it.
    pub fn exit(&mut self, link: &'a Link, exit: &Exit, next: Option<BlockId>) -> Result<(), Diagnostic> {
        self.moves(link)?;
        match exit {
            Exit::Inline(nodes) => self.nodes(nodes, next),
            Exit::Jump(target) => {
                self.jump(*target, next);
                Ok(())
            }
        }
    }

    /// A jump, which is nothing where falling off leads to the same place.
    pub fn jump(&mut self, target: BlockId, next: Option<BlockId>) {
        if next == Some(target) {
            return;
        }
        let label = self.labels.iter().rfind(|(block, _)| *block == target);
        let is_loop = label.expect("the structured form has a label for each jump").1;
        let (word, letter) = if is_loop { ("continue", 'l') } else { ("break", 'b') };
        let _ = write!(self.text, "{word} {letter}{};", target.index());
    }

    fn branch(
        &mut self,
        cond: &'a Operand,
        links: [&'a Link; 2],
        exits: &[Exit],
        next: Option<BlockId>,
    ) -> Result<(), Diagnostic> {
        let condition = self.expr(cond)?.int();
        self.busy.clear();
        // A way that only jumps stands first, and the other way follows.
        for (way, other) in [(0, 1), (1, 0)] {
            if let Exit::Jump(target) = &exits[way]
                && !self.has_moves(links[way])
            {
                let condition = if way == 1 { crate::expr::not(condition) } else { condition };
                let _ = write!(self.text, "if({})", condition.text);
                self.jump(*target, None);
                return self.exit(links[other], &exits[other], next);
            }
        }
        let _ = write!(self.text, "if({}){{", condition.text);
        self.exit(links[0], &exits[0], None)?;
        self.text.push('}');
        self.exit(links[1], &exits[1], next)
    }
}

/// A call whose result is of this type.
pub(crate) fn call(name: &str, args: &[Expr], ty: Ty) -> Expr {
    let args: Vec<String> = args.iter().map(|arg| arg.clone().settled().text).collect();
    let text = format!("{name}({})", args.join(","));
    match ty {
        Ty::Double => Expr::new(format!("+{text}"), Ty::Double, crate::expr::level::UNARY),
        Ty::Float => Expr::name(format!("fround({text})"), Ty::Float),
        _ => Expr::new(format!("{text}|0"), Ty::Signed, crate::expr::level::OR),
    }
}

/// Lower and upper word of a constant.
fn pair_constant(value: &Constant) -> [Expr; 2] {
    let n = match value {
        Constant::Int(n) => *n,
        _ => 0,
    };
    [Expr::int_const(n as i32), Expr::int_const((n >> 32) as i32)]
}

/// Whether a name occurs in a text.
fn mentions(text: &str, name: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    text.match_indices(name).any(|(at, _)| {
        !is_part(text[..at].chars().next_back()) && !is_part(text[at + name.len()..].chars().next())
    })
}

/// Fills in how far each function moves the stack pointer.
pub(crate) fn fill_in_frames(program: &Program, codes: &mut [Code]) {
    let known: Vec<Frame> = codes
        .iter()
        .map(|code| Frame {
            func: code.func,
            params: code.params,
            locals: code.locals,
            counts: code.counts_depth,
        })
        .collect();
    let moves = frames::moves(program, &known);
    for code in codes.iter_mut().filter(|code| code.counts_depth) {
        code.text = code.text.replace(FRAME, &moves[&code.func].to_string());
    }
}
