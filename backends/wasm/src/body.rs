//! The code of one function.

use rpython_backend_common::frames::{self, Frame};
use rpython_backend_common::image::{Address, Target, address};
use rpython_backend_common::machine::{Definition, Item, Locals, Trees, Use, Value, Values};
use rpython_backend_common::structured::{Exit, Node};
use rpython_base::{Diagnostic, EntityId};
use rpython_lltype::{FuncId, LLType, Pointer, Value as Constant};
use rpython_lowlevel::{BlockId, Graph, Link, Op, OpCode, Operand, Program, Terminator, VarId};
use wasm_encoder::{BlockType, Ieee32, Ieee64, InstructionSink, MemArg, ValType};

use crate::machine::Wasm;
use crate::module::Module;
use crate::ops;
use crate::types::Form;

/// A function's code, its constants for the depth of the stack still to be filled in.
#[derive(Debug)]
pub(crate) struct Code {
    pub func: FuncId,
    pub params: usize,
    /// Types of all locals, parameters first.
    pub locals: Vec<ValType>,
    pub bytes: Vec<u8>,
    /// Where the size of the frame stands, as a number of five bytes: none if the function does not count.
    pub frame_sizes: Vec<usize>,
}

/// What a jump can lead to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Label {
    Target(BlockId),
    /// A construct that no jump of the graph leaves.
    Inner,
}

pub(crate) struct Body<'a, 'm> {
    pub module: &'m mut Module<'a>,
    pub graph: &'a Graph,
    values: &'m Values<'a, Wasm>,
    trees: &'m Trees,
    locals: Locals<Wasm>,
    code: Vec<u8>,
    labels: Vec<Label>,
    /// Position behind a `local.set` that was the last instruction, with its place and local.
    last_set: Option<(usize, usize, u32)>,
    /// Locals for intermediate results that are free.
    spare: Vec<(ValType, u32)>,
    frame_sizes: Vec<usize>,
    /// Whether the function moves the stack pointer, since it asks how deep the stack is.
    counts_depth: bool,
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
    let params = locals.params;
    let mut body = Body {
        module,
        graph,
        values: &values,
        trees: &trees,
        locals,
        code: Vec::new(),
        labels: Vec::new(),
        last_set: None,
        spare: Vec::new(),
        frame_sizes: Vec::new(),
        counts_depth,
    };
    if counts_depth {
        body.move_stack_pointer(true);
    }
    body.nodes(nodes, None)?;
    body.i().end();
    let Body { locals, code, frame_sizes, .. } = body;
    Ok(Code { func, params, locals: locals.types, bytes: code, frame_sizes })
}

impl<'a> Body<'a, '_> {
    /// The next instructions.
    pub fn i(&mut self) -> InstructionSink<'_> {
        InstructionSink::new(&mut self.code)
    }

    fn get(&mut self, local: u32) {
        if let Some((end, start, set)) = self.last_set
            && end == self.code.len()
            && set == local
        {
            self.last_set = None;
            self.code.truncate(start);
            self.i().local_tee(local);
            return;
        }
        self.i().local_get(local);
    }

    /// Pushes a local.
    pub fn get_local(&mut self, local: u32) {
        self.get(local);
    }

    /// Pops into a local.
    pub fn set_local(&mut self, local: u32) {
        let start = self.code.len();
        self.i().local_set(local);
        self.last_set = Some((self.code.len(), start, local));
    }

    /// A local for an intermediate result; give it back with [`release`](Self::release).
    pub fn spare(&mut self, ty: ValType) -> u32 {
        match self.spare.iter().position(|&(t, _)| t == ty) {
            Some(at) => self.spare.swap_remove(at).1,
            None => {
                self.locals.types.push(ty);
                self.locals.types.len() as u32 - 1
            }
        }
    }

    /// Frees a local for intermediate results.
    pub fn release(&mut self, local: u32) {
        let ty = self.locals.types[local as usize];
        self.spare.push((ty, local));
    }

    /// Pops a value into a new local for intermediate results.
    pub fn pop_spare(&mut self, ty: ValType) -> u32 {
        let local = self.spare(ty);
        self.set_local(local);
        local
    }

    fn get_var(&mut self, v: VarId) {
        let Some(form) = self.values.form(v) else { return };
        let slot = self.locals.slot(v);
        for part in 0..form.parts().len() as u32 {
            self.get(slot + part);
        }
    }

    fn set_var(&mut self, v: VarId) {
        let Some(form) = self.values.form(v) else { return };
        let slot = self.locals.slot(v);
        for part in (0..form.parts().len() as u32).rev() {
            self.set_local(slot + part);
        }
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

    /// Pushes an operand.
    pub fn push(&mut self, operand: &'a Operand) -> Result<(), Diagnostic> {
        let value = self.resolve(operand);
        self.push_value(value)
    }

    fn push_value(&mut self, value: Value<'a>) -> Result<(), Diagnostic> {
        match value {
            Value::Const(c) => {
                self.constant(c.ty, &c.value);
                Ok(())
            }
            Value::Var(v) if self.trees.inlined[v.index()] => {
                let Definition::Item(block, at) = self.values.definitions[v.index()] else {
                    unreachable!("only ops' results are computed where they are used")
                };
                let values = self.values;
                self.item(&values.items[block.index()][at])
            }
            Value::Var(v) => {
                self.get_var(v);
                Ok(())
            }
        }
    }

    /// Pushes the variable that a test for overflow looks at.
    pub fn push_computed(&mut self, v: VarId) -> Result<(), Diagnostic> {
        self.push_value(Value::Var(v))
    }

    fn constant(&mut self, ty: LLType, value: &Constant) {
        match value {
            Constant::Void | Constant::Inline(_) => {}
            Constant::Bool(b) => _ = self.i().i32_const(*b as i32),
            Constant::Char(c) => _ = self.i().i32_const(*c as i32),
            Constant::UniChar(c) => _ = self.i().i32_const(*c as i32),
            Constant::Int(n) => match Form::of(ty) {
                Some(Form::I32) => _ = self.i().i32_const(*n as i32),
                Some(Form::Wide) => {
                    let upper = if ty == LLType::SignedLongLongLong { *n >> 63 } else { 0 };
                    // Constants have 64 bits; the C backend's of this type are sign-extended, too.
                    let upper = if *n < 0 { *n >> 63 } else { upper };
                    self.i().i64_const(*n).i64_const(upper);
                }
                _ => _ = self.i().i64_const(*n),
            },
            Constant::Float(f) if ty == LLType::SingleFloat => {
                self.i().f32_const(Ieee32::new((*f as f32).to_bits()));
            }
            Constant::Float(f) => _ = self.i().f64_const(Ieee64::new(f.to_bits())),
            Constant::Ptr(p) | Constant::Address(p) => self.pointer(p),
        }
    }

    fn pointer(&mut self, pointer: &Pointer) {
        let value = match address(self.module.program, pointer) {
            Address::Bits(bits) => bits as i32,
            Address::Relative(Target::Data(d), offset) => {
                self.module.memory.address(d).wrapping_add(offset as u32) as i32
            }
            Address::Relative(Target::Func(f), offset) => self.module.table_slot(f) as i32 + offset as i32,
        };
        self.i().i32_const(value);
    }

    /// Pushes an item's result.
    fn item(&mut self, item: &Item<'a>) -> Result<(), Diagnostic> {
        ops::emit(self, item)
    }

    fn statement(&mut self, item: &Item<'a>) -> Result<(), Diagnostic> {
        self.item(item)?;
        let result = item.op.result;
        let Some(form) = self.values.form(result) else { return Ok(()) };
        if self.values.uses[result.index()] == Use::Never {
            for _ in form.parts() {
                self.i().drop();
            }
        } else {
            self.set_var(result);
        }
        Ok(())
    }

    /// Moves the stack pointer down on entry and up before a return.
    fn move_stack_pointer(&mut self, down: bool) {
        let global = crate::module::STACK_POINTER;
        self.i().global_get(global);
        // An `i32.const` whose number is filled in later.
        self.code.push(0x41);
        self.frame_sizes.push(self.code.len());
        self.code.extend([0x80, 0x80, 0x80, 0x80, 0x00]);
        if down {
            self.i().i32_sub();
        } else {
            self.i().i32_add();
        }
        self.i().global_set(global);
    }

    /// The code of nodes; whoever falls off its end gets to `next`, if that is known.
    fn nodes(&mut self, nodes: &[Node], next: Option<BlockId>) -> Result<(), Diagnostic> {
        for (i, node) in nodes.iter().enumerate() {
            let last = i + 1 == nodes.len();
            match node {
                Node::Scope { target, body } => {
                    self.i().block(BlockType::Empty);
                    self.labels.push(Label::Target(*target));
                    self.nodes(body, Some(*target))?;
                    self.end();
                }
                Node::Loop { header, body } => {
                    let next = if last { next } else { None };
                    self.i().loop_(BlockType::Empty);
                    self.labels.push(Label::Target(*header));
                    self.nodes(body, next)?;
                    self.end();
                    if next.is_none() {
                        self.i().unreachable();
                    }
                }
                Node::Block { block, exits } => self.block(*block, exits, if last { next } else { None })?,
            }
        }
        Ok(())
    }

    fn end(&mut self) {
        self.labels.pop();
        self.i().end();
    }

    /// How many constructs a jump leaves.
    fn depth(&self, target: BlockId) -> u32 {
        let at = self.labels.iter().rposition(|&label| label == Label::Target(target));
        let at = at.expect("the structured form has a label for each jump");
        (self.labels.len() - 1 - at) as u32
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
            Terminator::Switch { value, cases, default } => self.switch(value, cases, default.as_ref()),
            Terminator::Return(value) => {
                self.push(value)?;
                if self.counts_depth {
                    self.move_stack_pointer(false);
                }
                self.i().return_();
                Ok(())
            }
            Terminator::Unreachable => {
                self.i().unreachable();
                Ok(())
            }
            Terminator::Catch { .. } | Terminator::Raise { .. } => {
                unreachable!("the verifier allows no exception edge in this stage")
            }
        }
    }

    /// Whether a link assigns anything.
    fn has_moves(&self, link: &'a Link) -> bool {
        self.values.moves(link).any(|(param, value)| !self.is_same(param, value))
    }

    fn is_same(&self, param: VarId, value: Value) -> bool {
        matches!(value, Value::Var(v)
            if !self.trees.inlined[v.index()] && self.locals.slot(v) == self.locals.slot(param))
    }

    /// Assigns a link's arguments, all at once: the stack holds them meanwhile.
    fn moves(&mut self, link: &'a Link) -> Result<(), Diagnostic> {
        let moves: Vec<(VarId, Value<'a>)> =
            self.values.moves(link).filter(|&(param, value)| !self.is_same(param, value)).collect();
        for &(_, value) in &moves {
            self.push_value(value)?;
        }
        for &(param, _) in moves.iter().rev() {
            self.set_var(param);
        }
        Ok(())
    }

    fn exit(&mut self, link: &'a Link, exit: &Exit, next: Option<BlockId>) -> Result<(), Diagnostic> {
        self.moves(link)?;
        match exit {
            Exit::Inline(nodes) => self.nodes(nodes, next),
            Exit::Jump(target) if next == Some(*target) => Ok(()),
            Exit::Jump(target) => {
                let depth = self.depth(*target);
                self.i().br(depth);
                Ok(())
            }
        }
    }

    fn branch(
        &mut self,
        cond: &'a Operand,
        links: [&'a Link; 2],
        exits: &[Exit],
        next: Option<BlockId>,
    ) -> Result<(), Diagnostic> {
        self.push(cond)?;
        // A way that only jumps is a conditional jump, and the other way follows.
        for (way, other) in [(0, 1), (1, 0)] {
            if let Exit::Jump(target) = &exits[way]
                && !self.has_moves(links[way])
            {
                let depth = self.depth(*target);
                if way == 1 {
                    self.i().i32_eqz();
                }
                self.i().br_if(depth);
                return self.exit(links[other], &exits[other], next);
            }
        }
        self.i().if_(BlockType::Empty);
        self.labels.push(Label::Inner);
        self.exit(links[0], &exits[0], None)?;
        self.end();
        self.exit(links[1], &exits[1], next)
    }

    fn switch(
        &mut self,
        value: &'a Operand,
        cases: &'a [(rpython_lowlevel::CaseValue, Link)],
        default: Option<&'a Link>,
    ) -> Result<(), Diagnostic> {
        let default = default.or(cases.last().map(|(_, link)| link));
        let Some(default) = default else {
            self.i().unreachable();
            return Ok(());
        };
        // Links that assign something get a label inside, behind which they do so and jump on.
        let all = cases.iter().map(|(_, link)| link).chain([default]);
        let mut stubs: Vec<&'a Link> = Vec::new();
        for link in all {
            if self.has_moves(link) && !stubs.iter().any(|stub| std::ptr::eq(*stub, link)) {
                stubs.push(link);
            }
        }
        let wide = Form::of(self.operand_type(value)) == Some(Form::I64);
        self.push(value)?;
        let subject = self.pop_spare(if wide { ValType::I64 } else { ValType::I32 });
        for _ in &stubs {
            self.i().block(BlockType::Empty);
            self.labels.push(Label::Inner);
        }
        let depth = |body: &Self, link: &Link| match stubs.iter().position(|stub| std::ptr::eq(*stub, link)) {
            Some(at) => (stubs.len() - 1 - at) as u32,
            None => body.depth(link.target),
        };
        let mut sorted: Vec<(i64, u32)> = cases
            .iter()
            .map(|&(rpython_lowlevel::CaseValue::Int(n), ref link)| (n, depth(self, link)))
            .collect();
        sorted.sort_unstable();
        let other = depth(self, default);
        crate::switch::decide(self, subject, wide, &sorted, other);
        self.release(subject);
        for &stub in stubs.iter().rev() {
            self.end();
            self.moves(stub)?;
            let depth = self.depth(stub.target);
            self.i().br(depth);
        }
        Ok(())
    }
}

/// Where an access goes that is as aligned as its size says.
pub(crate) fn place(offset: u32, size: u32) -> MemArg {
    let target = wasm_encoder::MemArgTarget::Memory(0);
    MemArg { offset: offset as u64, align: size.trailing_zeros(), target, ordering: None }
}

/// Fills in how far each function moves the stack pointer.
pub(crate) fn fill_in_frames(program: &Program, codes: &mut [Code]) {
    let known: Vec<Frame> = codes
        .iter()
        .map(|code| Frame {
            func: code.func,
            params: code.params,
            locals: code.locals.len(),
            counts: !code.frame_sizes.is_empty(),
        })
        .collect();
    let moves = frames::moves(program, &known);
    for code in codes {
        for &at in &code.frame_sizes {
            code.bytes[at..at + 5].copy_from_slice(&padded(moves[&code.func]));
        }
    }
}

/// A number in the five bytes that were left for it.
fn padded(n: u32) -> [u8; 5] {
    let mut bytes = [0; 5];
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = (n >> (7 * i)) as u8 & 0x7f | if i < 4 { 0x80 } else { 0 };
    }
    bytes
}
