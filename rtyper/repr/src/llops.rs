//! Emitting low-level ops into the graph that is being made.
//!
//! While a graph is made, ops may use any variable that dominates them, also one of an earlier
//! block, and an operation may spread over several blocks ([`LLOps::begin_if`]). When the graph is
//! done, [`localize`](crate::localize::localize) passes what a block needs from elsewhere through
//! its parameters, as the IR demands.
//!
//! Where the operation being translated has exception handlers, every op that can raise what they
//! catch ends its block with a [`Terminator::Catch`]; the block is remembered in
//! [`LLOps::catching`], and whoever translates the flow block adds the cases afterwards.

use rpython_base::Span;
use rpython_lltype::{FuncId, LLType};
use rpython_lowlevel::{Block, BlockId, Graph, Imm, Link, Op, OpCode, Operand, Terminator, VarId};

/// What a handler of the current operation catches, as far as single ops need to know.
#[derive(Clone, Copy, Debug, Default)]
pub struct Handlers {
    /// There are handlers: calls end the block.
    pub any: bool,
    /// Some handler catches `OverflowError`.
    pub overflow: bool,
    /// Some handler catches `MemoryError`.
    pub memory: bool,
}

/// The graph being made and the place where ops are added.
#[derive(Debug)]
pub struct LLOps {
    /// The graph.
    pub graph: Graph,
    /// Where ops go.
    pub block: BlockId,
    /// What they stand for in the source.
    pub span: Span,
    /// Handlers of the current operation.
    pub handlers: Handlers,
    /// Blocks that ended in a raising op and wait for their exception cases.
    pub catching: Vec<BlockId>,
    /// Whether any variable may be used outside the block that defines it.
    pub nonlocal: bool,
}

/// The second half of a diamond begun by [`LLOps::begin_if`].
#[derive(Debug)]
pub struct Diamond {
    other: BlockId,
    done: BlockId,
    result: VarId,
}

impl LLOps {
    /// An empty graph whose start block is current.
    pub fn new() -> LLOps {
        let graph = Graph::new();
        let block = graph.start;
        LLOps {
            graph,
            block,
            span: Span::NONE,
            handlers: Handlers::default(),
            catching: Vec::new(),
            nonlocal: false,
        }
    }

    /// Adds an op without immediate.
    pub fn op(&mut self, code: OpCode, args: Vec<Operand>, result: LLType) -> Operand {
        self.op_imm(code, args, Imm::None, result)
    }

    /// Adds an op.
    pub fn op_imm(&mut self, code: OpCode, args: Vec<Operand>, imm: Imm, result: LLType) -> Operand {
        let result = self.graph.var(result);
        let span = self.span;
        self.graph.blocks[self.block].ops.push(Op { code, args, imm, result, span });
        if self.handlers.any && self.caught(code) {
            self.end_with_catch();
        }
        Operand::Var(result)
    }

    /// A call of a known function.
    pub fn call(&mut self, ty: LLType, func: FuncId, mut args: Vec<Operand>, result: LLType) -> Operand {
        args.insert(0, Operand::func(ty, func));
        self.op(OpCode::direct_call, args, result)
    }

    /// Reads a field.
    pub fn getfield(&mut self, ptr: Operand, field: usize, ty: LLType) -> Operand {
        self.op_imm(OpCode::getfield, vec![ptr], Imm::Field(field as u32), ty)
    }

    /// Writes a field.
    pub fn setfield(&mut self, ptr: Operand, field: usize, value: Operand) {
        self.op_imm(OpCode::setfield, vec![ptr, value], Imm::Field(field as u32), LLType::Void);
    }

    /// The type of an operand.
    pub fn ty(&self, operand: &Operand) -> LLType {
        self.graph.operand_type(operand)
    }

    fn caught(&self, code: OpCode) -> bool {
        let info = code.info();
        if !info.can_raise {
            return false;
        }
        match code {
            OpCode::direct_call | OpCode::indirect_call => true,
            OpCode::int_neg_ovf
            | OpCode::int_abs_ovf
            | OpCode::int_add_ovf
            | OpCode::int_add_nonneg_ovf
            | OpCode::int_sub_ovf
            | OpCode::int_mul_ovf => self.handlers.overflow,
            _ => self.handlers.memory,
        }
    }

    fn end_with_catch(&mut self) {
        let next = self.graph.block(&[]);
        let normal = Link { target: next, args: Vec::new() };
        self.graph.blocks[self.block].end = Terminator::Catch { normal, cases: Vec::new() };
        self.catching.push(self.block);
        self.go_on_in(next);
    }

    /// Makes a block current; it may use what the blocks before it define.
    pub fn go_on_in(&mut self, block: BlockId) {
        self.nonlocal = true;
        self.block = block;
    }

    /// Ends the current block.
    pub fn end(&mut self, end: Terminator) {
        self.graph.blocks[self.block].end = end;
    }

    /// The current block.
    pub fn current(&mut self) -> &mut Block {
        &mut self.graph.blocks[self.block]
    }

    /// Starts `if cond: A else: B` with a result of type `ty`: what is emitted next is A.
    pub fn begin_if(&mut self, cond: Operand, ty: LLType) -> Diamond {
        let then = self.graph.block(&[]);
        let other = self.graph.block(&[]);
        let done = self.graph.block(&[ty]);
        let result = self.graph.blocks[done].params[0];
        self.end(Terminator::Branch {
            cond,
            if_true: Link { target: then, args: Vec::new() },
            if_false: Link { target: other, args: Vec::new() },
        });
        self.go_on_in(then);
        Diamond { other, done, result }
    }

    /// Ends A with its value: what is emitted next is B.
    pub fn begin_else(&mut self, diamond: &Diamond, value: Operand) {
        self.end(Terminator::Goto(Link { target: diamond.done, args: vec![value] }));
        self.go_on_in(diamond.other);
    }

    /// Ends B with its value and goes on behind both; the result is A's value or B's.
    pub fn end_if(&mut self, diamond: Diamond, value: Operand) -> Operand {
        self.end(Terminator::Goto(Link { target: diamond.done, args: vec![value] }));
        self.go_on_in(diamond.done);
        Operand::Var(diamond.result)
    }
}

impl Default for LLOps {
    fn default() -> Self {
        Self::new()
    }
}
