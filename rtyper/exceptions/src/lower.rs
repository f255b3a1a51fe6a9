//! Lowers one function: finds what may raise, splits the block there and inserts the test.

use rpython_base::{Diagnostic, FastMap, SourceMap, Span, Symbol};
use rpython_lltype::{DataModel, FuncId, LLType, value::default_value};
use rpython_lowlevel::{
    Block, BlockId, ExcCase, FuncBody, Function, Graph, Imm, Link, Op, OpCode, Operand, Program, Terminator,
    cleanup::split_block,
};

use crate::{
    Options, RaiseAnalysis,
    state::{ETYPE, EVALUE, State},
    trace::{Reraises, place},
};

/// Lowers the function, if it is a graph.
pub(crate) fn function(
    program: &mut Program,
    sources: &SourceMap,
    options: Options,
    analysis: &RaiseAnalysis,
    state: Option<&State>,
    id: FuncId,
) -> Result<(), Diagnostic> {
    if state.is_some_and(|s| s.set_exception.0 == id || s.set_memory_error.is_some_and(|(f, _)| f == id)) {
        return Ok(());
    }
    let Some(slot) = program.funcs[id].graph_mut() else { return Ok(()) };
    let mut graph = std::mem::take(slot);
    let Some(state) = state else {
        let result = without_exceptions(&graph, &program.funcs[id]);
        program.funcs[id].body = FuncBody::Graph(graph);
        return result;
    };
    let function = &program.funcs[id];
    let result = default_value(&program.types, program.types.expect_func(function.ty).result);
    let result = Operand::constant(program.types.expect_func(function.ty).result, result);
    let mut lowering = Lowering {
        program,
        state,
        analysis,
        function,
        options,
        sources,
        reraises: Reraises::new(&graph),
        default: result,
        pass_blocks: FastMap::default(),
        graph: &mut graph,
    };
    let done = lowering.whole();
    program.funcs[id].body = FuncBody::Graph(graph);
    done
}

/// In a program without exception classes nothing may need them.
fn without_exceptions(graph: &Graph, function: &Function) -> Result<(), Diagnostic> {
    for block in graph.reverse_postorder() {
        let block = &graph.blocks[block];
        let ovf = block.ops.iter().find(|op| overflow_op(op.code).is_some());
        let edge = matches!(block.end, Terminator::Catch { .. } | Terminator::Raise { .. });
        if ovf.is_some() || edge {
            let span = ovf.map_or(function.span, |op| op.span);
            let message = format!("{} raises, but the program has no exceptions", function.name);
            return Err(Diagnostic::error("internal", span, message));
        }
    }
    Ok(())
}

/// The test and the plain op of an overflow-checked op.
fn overflow_op(code: OpCode) -> Option<(OpCode, OpCode)> {
    Some(match code {
        OpCode::int_neg_ovf => (OpCode::int_eq, OpCode::int_neg),
        OpCode::int_abs_ovf => (OpCode::int_eq, OpCode::int_abs),
        OpCode::int_add_ovf | OpCode::int_add_nonneg_ovf => (OpCode::int_add_overflows, OpCode::int_add),
        OpCode::int_sub_ovf => (OpCode::int_sub_overflows, OpCode::int_sub),
        OpCode::int_mul_ovf => (OpCode::int_mul_overflows, OpCode::int_mul),
        _ => return None,
    })
}

pub(crate) struct Lowering<'a> {
    pub program: &'a Program,
    pub state: &'a State,
    analysis: &'a RaiseAnalysis,
    function: &'a Function,
    options: Options,
    sources: &'a SourceMap,
    pub reraises: Reraises,
    /// What a function returns that raises.
    default: Operand,
    /// The blocks that pass an exception on, by the place they record.
    pass_blocks: FastMap<Symbol, BlockId>,
    pub graph: &'a mut Graph,
}

/// Where a raising op goes on.
pub(crate) enum Handling {
    /// Its block goes on.
    None,
    /// There are handlers.
    Catch(Vec<ExcCase>),
}

impl Lowering<'_> {
    fn whole(&mut self) -> Result<(), Diagnostic> {
        for block in self.graph.reverse_postorder() {
            self.block(block)?;
        }
        Ok(())
    }

    /// Lowers a block, its end first and then its raising ops from the last to the first, so that
    /// each split moves a short tail only.
    fn block(&mut self, id: BlockId) -> Result<(), Diagnostic> {
        let block = &self.graph.blocks[id];
        let raises = |op: &Op| self.analysis.op_raises(self.graph, op);
        let mut raising: Vec<usize> = (0..block.ops.len()).filter(|&at| raises(&block.ops[at])).collect();
        let guarded = raising.last().is_some_and(|at| at + 1 == block.ops.len());
        match &block.end {
            Terminator::Catch { normal, cases } if guarded => {
                let (normal, cases) = (normal.clone(), cases.clone());
                self.graph.blocks[id].end = Terminator::Unreachable;
                self.guard(id, Handling::Catch(cases), normal)?;
                raising.pop();
            }
            _ => {
                self.end_without_raise(id);
                if guarded && self.ends_in_call(id) {
                    raising.pop();
                }
            }
        }
        while let Some(at) = raising.pop() {
            let (rest, live) = split_block(self.graph, id, at + 1);
            let normal = Link::new(rest, live.into_iter().map(Operand::Var).collect());
            self.guard(id, Handling::None, normal)?;
        }
        Ok(())
    }

    /// Whether the block ends by returning what its last op, a call, has returned. No test is needed then: the caller
    /// makes it. As with the reference, tracebacks lack such functions.
    fn ends_in_call(&self, id: BlockId) -> bool {
        let block = &self.graph.blocks[id];
        let Some(op) = block.ops.last() else { return false };
        if !matches!(op.code, OpCode::direct_call | OpCode::indirect_call) {
            return false;
        }
        let is_result = |operand: &Operand| match operand {
            Operand::Var(v) => *v == op.result,
            Operand::Const(c) => c.ty == LLType::Void,
        };
        match &block.end {
            Terminator::Return(value) => is_result(value),
            Terminator::Goto(link) => {
                let target = &self.graph.blocks[link.target];
                let Terminator::Return(Operand::Var(value)) = &target.end else { return false };
                let at = target.params.iter().position(|param| param == value);
                target.ops.is_empty() && at.is_some_and(|at| is_result(&link.args[at]))
            }
            _ => false,
        }
    }

    /// Lowers the terminator of a block without raising ops.
    fn end_without_raise(&mut self, id: BlockId) {
        match &self.graph.blocks[id].end {
            Terminator::Catch { normal, .. } => {
                let normal = normal.clone();
                self.graph.blocks[id].end = Terminator::Goto(normal);
            }
            Terminator::Raise { etype, evalue, span } => {
                let (etype, evalue, span) = (etype.clone(), evalue.clone(), *span);
                self.raise(id, etype, evalue, span);
            }
            Terminator::Goto(_)
            | Terminator::Branch { .. }
            | Terminator::Switch { .. }
            | Terminator::Return(_)
            | Terminator::Unreachable => {}
        }
    }

    /// Adds an op at the end of a block.
    pub(crate) fn push(
        &mut self,
        block: BlockId,
        code: OpCode,
        args: Vec<Operand>,
        imm: Imm,
        ty: LLType,
    ) -> Operand {
        let result = self.graph.var(ty);
        self.graph.blocks[block].ops.push(Op { code, args, imm, result, span: Span::NONE });
        Operand::Var(result)
    }

    /// Reads a field of the state.
    pub(crate) fn load(&mut self, block: BlockId, field: u32) -> Operand {
        let ty = if field == ETYPE { self.state.etype } else { self.state.evalue };
        self.push(block, OpCode::getfield, vec![self.state.pointer()], Imm::Field(field), ty)
    }

    /// Writes a field of the state.
    pub(crate) fn store(&mut self, block: BlockId, field: u32, value: Operand) {
        let args = vec![self.state.pointer(), value];
        self.push(block, OpCode::setfield, args, Imm::Field(field), LLType::Void);
    }

    /// Records a place.
    pub(crate) fn record(&mut self, block: BlockId, code: OpCode, etype: Option<Operand>, span: Span) {
        if self.options.tracebacks {
            let imm = Imm::Sym(self.place(span));
            self.push(block, code, etype.into_iter().collect(), imm, LLType::Void);
        }
    }

    fn place(&self, span: Span) -> Symbol {
        place(self.sources, self.function, span)
    }

    /// An empty block.
    pub(crate) fn new_block(&mut self) -> BlockId {
        self.graph.blocks.push(Block { params: vec![], ops: vec![], end: Terminator::Unreachable })
    }

    /// Ends a block by raising.
    fn raise(&mut self, block: BlockId, etype: Operand, evalue: Operand, span: Span) {
        let (func, ty) = self.state.set_exception;
        let callee = Operand::func(LLType::Ptr(ty), func);
        self.push(block, OpCode::direct_call, vec![callee, etype.clone(), evalue], Imm::None, LLType::Void);
        let code = match self.reraises.is_reraise(&etype) {
            true => OpCode::debug_traceback_reraise,
            false => OpCode::debug_traceback_raise,
        };
        self.record(block, code, Some(etype), span);
        self.graph.blocks[block].end = Terminator::Return(self.default.clone());
    }

    /// The block that leaves with the exception that a call at `span` has set.
    pub(crate) fn pass_block(&mut self, span: Span) -> BlockId {
        let place = if self.options.tracebacks { self.place(span) } else { Symbol::intern("") };
        if let Some(&block) = self.pass_blocks.get(&place) {
            return block;
        }
        let block = self.new_block();
        self.record(block, OpCode::debug_traceback_pass, None, span);
        self.graph.blocks[block].end = Terminator::Return(self.default.clone());
        self.pass_blocks.insert(place, block);
        block
    }

    /// Lowers the last op of an open block, which may raise, and ends the block.
    fn guard(&mut self, id: BlockId, handling: Handling, normal: Link) -> Result<(), Diagnostic> {
        let op = self.graph.blocks[id].ops.last().expect("a raising op").clone();
        if let Some((test, plain)) = overflow_op(op.code) {
            return self.overflow(id, op, test, plain, handling, normal);
        }
        let allocates = matches!(op.code, OpCode::malloc | OpCode::malloc_varsize);
        let cond = if allocates {
            self.push(id, OpCode::ptr_iszero, vec![op.result.into()], Imm::None, LLType::Bool)
        } else {
            let etype = self.load(id, ETYPE);
            self.push(id, OpCode::ptr_nonzero, vec![etype], Imm::None, LLType::Bool)
        };
        let mut failed = self.exception_target(handling, op.span);
        if allocates {
            failed = self.memory_error(failed);
        }
        self.graph.blocks[id].end = Terminator::Branch { cond, if_true: failed, if_false: normal };
        Ok(())
    }

    /// Where an op leads that has set the state.
    fn exception_target(&mut self, handling: Handling, span: Span) -> Link {
        match handling {
            Handling::None => Link::new(self.pass_block(span), vec![]),
            Handling::Catch(cases) => self.dispatch(&cases, span),
        }
    }

    /// Sets a MemoryError on the way, unless the allocation has set something itself.
    fn memory_error(&mut self, on: Link) -> Link {
        let Some((func, ty)) = self.state.set_memory_error else { return on };
        let block = self.new_block();
        let callee = Operand::func(LLType::Ptr(ty), func);
        self.push(block, OpCode::direct_call, vec![callee], Imm::None, LLType::Void);
        let (args, link) = self.through(block, &on);
        self.graph.blocks[block].end = Terminator::Goto(link);
        Link::new(block, args)
    }

    fn overflow(
        &mut self,
        id: BlockId,
        op: Op,
        test: OpCode,
        plain: OpCode,
        handling: Handling,
        normal: Link,
    ) -> Result<(), Diagnostic> {
        self.graph.blocks[id].ops.pop();
        let test_args = match test {
            OpCode::int_eq => vec![op.args[0].clone(), min_int(self.program.model)],
            _ => op.args.clone(),
        };
        let cond = self.push(id, test, test_args, Imm::None, LLType::Bool);
        let span = op.span;
        self.graph.blocks[id].ops.push(Op { code: plain, ..op });
        let (etype, evalue) = self.state.prebuilt(self.program, "OverflowError")?;
        let failed = match handling {
            Handling::None => {
                let block = self.new_block();
                self.raise(block, etype, evalue, span);
                Link::new(block, vec![])
            }
            Handling::Catch(cases) => self.dispatch_known(&cases, etype, evalue, span),
        };
        self.graph.blocks[id].end = Terminator::Branch { cond, if_true: failed, if_false: normal };
        Ok(())
    }

    /// Sets the state in a new block and goes to `on`, or leaves the function.
    pub(crate) fn raise_to(&mut self, etype: Operand, evalue: Operand, on: Option<Link>, span: Span) -> Link {
        let block = self.new_block();
        let Some(on) = on else {
            self.raise(block, etype, evalue, span);
            return Link::new(block, vec![]);
        };
        self.store(block, ETYPE, etype.clone());
        self.store(block, EVALUE, evalue);
        self.record(block, OpCode::debug_traceback_raise, Some(etype), span);
        let (args, link) = self.through(block, &on);
        self.graph.blocks[block].end = Terminator::Goto(link);
        Link::new(block, args)
    }

    /// Gives an empty block parameters for the variables that a link passes on: what to give the
    /// block, and the link as it reads inside.
    pub(crate) fn through(&mut self, block: BlockId, link: &Link) -> (Vec<Operand>, Link) {
        let mut given = Vec::new();
        let mut inner = link.clone();
        for arg in &mut inner.args {
            let Operand::Var(v) = *arg else { continue };
            let param = self.graph.vars.push(self.graph.vars[v]);
            self.graph.blocks[block].params.push(param);
            given.push(Operand::Var(v));
            *arg = Operand::Var(param);
        }
        (given, inner)
    }
}

fn min_int(model: DataModel) -> Operand {
    Operand::signed(model.min_int())
}
