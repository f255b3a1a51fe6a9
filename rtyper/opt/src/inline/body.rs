//! The replacement of one call.

use rpython_base::Span;
use rpython_lltype::{FuncId, LLType, Pointer, Value};
use rpython_lowlevel::{
    Block, BlockId, Const, ExcCase, Graph, Imm, Link, Op, OpCode, Operand, Program, Terminator, VarId,
    cleanup::copy_into,
    raises::{RaiseAnalysis, class_range, is_caught, range_fields},
};

use super::catches;

/// What came of a call.
pub(super) struct Inlined {
    /// The callee's blocks, in its order.
    pub copied: Vec<BlockId>,
    /// The block that goes on behind the call.
    pub after: BlockId,
}

/// A handler of the call: exceptions of the class go to a block that takes type and value.
#[derive(Clone)]
struct Handler {
    class: Option<Const>,
    landing: BlockId,
}

/// Replaces the op at this place, a call of `callee`, by the callee's body. The graph is open.
pub(super) fn inline(
    program: &Program,
    raises: &RaiseAnalysis,
    graph: &mut Graph,
    block: BlockId,
    at: usize,
    callee: FuncId,
) -> Inlined {
    let source = program.funcs[callee].graph();
    let guarded = catches(graph, block) && at + 1 == graph.blocks[block].ops.len();
    let tail = graph.blocks[block].ops.split_off(at + 1);
    let call = graph.blocks[block].ops.pop().expect("the call");
    let end = std::mem::replace(&mut graph.blocks[block].end, Terminator::Unreachable);
    let (end, handlers) = match end {
        Terminator::Catch { normal, cases } if guarded => (Terminator::Goto(normal), landings(graph, cases)),
        other => (other, Vec::new()),
    };
    let has_result = graph.vars[call.result].ty != LLType::Void;
    let params = if has_result { vec![call.result] } else { vec![] };
    let after = graph.blocks.push(Block { params, ops: tail, end });
    let map = copy_into(graph, source);
    let start = map.blocks[&source.start];
    graph.blocks[block].end = Terminator::Goto(Link { target: start, args: call.args[1..].to_vec() });
    let copied: Vec<BlockId> =
        source.reverse_postorder().into_iter().map(|block| map.blocks[&block]).collect();
    let mut rewriting = Rewriting { program, raises, graph, handlers, after, has_result, span: call.span };
    let mut all = Vec::with_capacity(copied.len());
    for block in copied {
        rewriting.block(block, &mut all);
    }
    Inlined { copied: all, after }
}

/// Gives each handler a block of its own, whose parameters are the variables that the case defined: so they are
/// defined however the exception gets there.
fn landings(graph: &mut Graph, cases: Vec<ExcCase>) -> Vec<Handler> {
    cases
        .into_iter()
        .map(|case| {
            let params = vec![case.etype, case.evalue];
            let landing = graph.blocks.push(Block { params, ops: vec![], end: Terminator::Goto(case.link) });
            Handler { class: case.class, landing }
        })
        .collect()
}

struct Rewriting<'a> {
    program: &'a Program,
    raises: &'a RaiseAnalysis,
    graph: &'a mut Graph,
    handlers: Vec<Handler>,
    after: BlockId,
    has_result: bool,
    span: Span,
}

impl Rewriting<'_> {
    /// Rewrites a copied block; lists it and the blocks that it is split into.
    fn block(&mut self, id: BlockId, all: &mut Vec<BlockId>) {
        all.push(id);
        match &self.graph.blocks[id].end {
            Terminator::Return(value) => {
                let args = if self.has_result { vec![value.clone()] } else { vec![] };
                self.graph.blocks[id].end = Terminator::Goto(Link { target: self.after, args });
            }
            Terminator::Raise { etype, evalue, span } if !self.handlers.is_empty() => {
                let (etype, evalue, span) = (etype.clone(), evalue.clone(), *span);
                self.raise(id, etype, evalue, span, all);
            }
            Terminator::Catch { cases, .. } if !self.handlers.is_empty() => {
                let complete = cases.last().is_some_and(|case| case.class.is_none());
                if !complete {
                    self.add_cases(id);
                }
            }
            Terminator::Goto(_)
            | Terminator::Branch { .. }
            | Terminator::Switch { .. }
            | Terminator::Catch { .. }
            | Terminator::Raise { .. }
            | Terminator::Unreachable => {}
        }
        if !self.handlers.is_empty() {
            self.guard_ops(id, all);
        }
    }

    /// Adds the call's handlers behind those of an op of the callee.
    fn add_cases(&mut self, id: BlockId) {
        let Some(op) = self.graph.blocks[id].ops.last().cloned() else { return };
        let more = self.cases(&op);
        if let Terminator::Catch { cases, .. } = &mut self.graph.blocks[id].end {
            cases.extend(more);
        }
    }

    /// The call's handlers as cases for an op: those that may catch what it raises.
    fn cases(&mut self, op: &Op) -> Vec<ExcCase> {
        let exceptions = self.program.exceptions.as_ref().expect("there are handlers");
        let (etype_ty, evalue_ty) = (LLType::Ptr(exceptions.vtable), LLType::Ptr(exceptions.object));
        let raised = raised_class(self.program, op);
        let mut cases = Vec::new();
        for handler in self.handlers.clone() {
            let caught = match &raised {
                Some(class) => is_caught(self.program, class, handler.class.as_ref()),
                None => None,
            };
            if caught == Some(false) {
                continue;
            }
            let (etype, evalue) = (self.graph.var(etype_ty), self.graph.var(evalue_ty));
            let link = Link { target: handler.landing, args: vec![etype.into(), evalue.into()] };
            cases.push(ExcCase { class: handler.class.clone(), etype, evalue, link });
            if handler.class.is_none() || caught == Some(true) {
                break;
            }
        }
        cases
    }

    /// Gives ops that raise in the middle of a block the call's handlers.
    fn guard_ops(&mut self, id: BlockId, all: &mut Vec<BlockId>) {
        let own = usize::from(catches(self.graph, id));
        let mut block = id;
        let mut from = 0;
        loop {
            let ops = &self.graph.blocks[block].ops;
            let until = ops.len().saturating_sub(own);
            let raising = (from..until).find(|&i| self.raises.op_raises(self.graph, &ops[i]));
            let Some(at) = raising else { return };
            let op = ops[at].clone();
            let cases = self.cases(&op);
            if cases.is_empty() {
                from = at + 1;
                continue;
            }
            let tail = self.graph.blocks[block].ops.split_off(at + 1);
            let end = std::mem::replace(&mut self.graph.blocks[block].end, Terminator::Unreachable);
            let rest = self.graph.blocks.push(Block { params: vec![], ops: tail, end });
            let normal = Link { target: rest, args: vec![] };
            self.graph.blocks[block].end = Terminator::Catch { normal, cases };
            all.push(rest);
            block = rest;
            from = 0;
        }
    }

    /// Sends an exception that the callee raises to the handler that catches it, or lets it out.
    fn raise(&mut self, id: BlockId, etype: Operand, evalue: Operand, span: Span, all: &mut Vec<BlockId>) {
        let mut block = id;
        for handler in self.handlers.clone() {
            let to = Link { target: handler.landing, args: vec![etype.clone(), evalue.clone()] };
            match is_caught(self.program, &etype, handler.class.as_ref()) {
                Some(false) => {}
                Some(true) => {
                    self.graph.blocks[block].end = Terminator::Goto(to);
                    return;
                }
                None => {
                    let class = handler.class.as_ref().expect("a class, since it is not known to match");
                    let cond = self.is_subclass(block, etype.clone(), class);
                    let next = self.graph.block(&[]);
                    all.push(next);
                    self.graph.blocks[block].end = Terminator::Branch {
                        cond,
                        if_true: to,
                        if_false: Link { target: next, args: vec![] },
                    };
                    block = next;
                }
            }
        }
        self.graph.blocks[block].end = Terminator::Raise { etype, evalue, span };
    }

    fn push(&mut self, block: BlockId, code: OpCode, args: Vec<Operand>, imm: Imm, ty: LLType) -> Operand {
        let result: VarId = self.graph.var(ty);
        let span = self.span;
        self.graph.blocks[block].ops.push(Op { code, args, imm, result, span });
        Operand::Var(result)
    }

    /// Whether the class is `class` or a subclass: a test of its number.
    fn is_subclass(&mut self, block: BlockId, etype: Operand, class: &Const) -> Operand {
        let vtable = self.program.exceptions.as_ref().expect("there are handlers").vtable;
        let range = match &class.value {
            Value::Ptr(pointer) => class_range(self.program, pointer),
            _ => None,
        };
        let constant = Operand::Const(Const { ty: LLType::Ptr(vtable), value: class.value.clone() });
        if range.is_some_and(|(min, max)| max == min + 1) {
            return self.push(block, OpCode::ptr_eq, vec![etype, constant], Imm::None, LLType::Bool);
        }
        let (min_field, max_field) =
            range_fields(&self.program.types, vtable).expect("vtables have class ranges");
        let number = self.push(block, OpCode::getfield, vec![etype], Imm::Field(min_field), LLType::Signed);
        let (min, max) = match range {
            Some((min, max)) => (Operand::signed(min), Operand::signed(max)),
            None => {
                let read = |this: &mut Self, field: u32| {
                    let args = vec![constant.clone()];
                    this.push(block, OpCode::getfield, args, Imm::Field(field), LLType::Signed)
                };
                (read(self, min_field), read(self, max_field))
            }
        };
        self.push(block, OpCode::int_between, vec![min, number, max], Imm::None, LLType::Bool)
    }
}

/// The class of what an op raises, if it can only be one.
pub(crate) fn raised_class(program: &Program, op: &Op) -> Option<Operand> {
    let name = match op.code {
        OpCode::int_neg_ovf
        | OpCode::int_abs_ovf
        | OpCode::int_add_ovf
        | OpCode::int_add_nonneg_ovf
        | OpCode::int_sub_ovf
        | OpCode::int_mul_ovf => "OverflowError",
        OpCode::malloc | OpCode::malloc_varsize | OpCode::weakref_create => "MemoryError",
        _ => return None,
    };
    let exceptions = program.exceptions.as_ref()?;
    let known = exceptions.prebuilt.iter().find(|e| e.name == name)?;
    let pointer: Pointer = known.vtable.clone();
    Some(Operand::pointer(LLType::Ptr(exceptions.vtable), pointer))
}
