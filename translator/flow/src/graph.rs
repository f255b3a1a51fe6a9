//! The graph IR.

use std::rc::Rc;

use rpython_base::{Arena, EntityId, Span, Symbol, define_id};
use rpython_bytecode::Code;
use rpython_host::Obj;

use crate::OpKind;

define_id!(
    /// A variable of a [`FunctionGraph`].
    VarId,
    "v"
);
define_id!(
    /// A block of a [`FunctionGraph`].
    BlockId,
    "b"
);

impl VarId {
    /// No variable of any graph.
    pub const MAX: VarId = VarId(u32::MAX);
}

/// A variable: assigned once, and used in its block only.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Var {
    /// The name of the local variable it was last stored in, for diagnostics.
    pub name: Option<Symbol>,
}

/// What an op or a link is given.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Operand {
    /// A variable of the same block.
    Var(VarId),
    /// An object known while building.
    Const(Obj),
}

impl Operand {
    /// The variable, if it is one.
    pub fn as_var(self) -> Option<VarId> {
        match self {
            Operand::Var(v) => Some(v),
            Operand::Const(_) => None,
        }
    }

    /// The object, if it is a constant.
    pub fn as_const(self) -> Option<Obj> {
        match self {
            Operand::Const(o) => Some(o),
            Operand::Var(_) => None,
        }
    }
}

/// One operation.
#[derive(Clone, PartialEq, Debug)]
pub struct Op {
    /// What to do.
    pub kind: OpKind,
    /// With what.
    pub args: Vec<Operand>,
    /// Where the result goes.
    pub result: VarId,
    /// The source it stands for.
    pub span: Span,
}

/// A jump with values for the target's parameters.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    /// Where to.
    pub target: BlockId,
    /// One for each parameter of the target.
    pub args: Vec<Operand>,
}

/// An exception edge: taken if the exception is an instance of `class`.
#[derive(Clone, PartialEq, Debug)]
pub struct ExcCase {
    /// The class object.
    pub class: Obj,
    /// Holds the exception's class in the link's arguments; defined on this link only.
    pub etype: VarId,
    /// Holds the exception's instance in the link's arguments; defined on this link only.
    pub evalue: VarId,
    /// Where to.
    pub link: Link,
}

/// How a block ends.
#[derive(Clone, PartialEq, Debug)]
pub enum Terminator {
    /// Goes on.
    Goto(Link),
    /// Goes one way or the other by a bool (the result of a `bool` op or comparison).
    Branch {
        /// The bool.
        cond: Operand,
        /// If it is true.
        if_true: Link,
        /// If it is false.
        if_false: Link,
    },
    /// The block's last op may raise: cases are tried in order, anything else propagates.
    ///
    /// Arithmetic, item access and conversions raise only where a case asks for it. Attribute access, `len`,
    /// `iter`, `next`, slices, `str`, `unicode` and `mul` get cases for what they *might* raise (through a
    /// property or another method of the program, or for want of memory): later stages drop those that
    /// cannot be taken for the types at hand, before anything flows along them.
    Catch {
        /// If it does not raise.
        normal: Link,
        /// If it does.
        cases: Vec<ExcCase>,
    },
    /// Returns from the function.
    Return(Operand),
    /// Raises: class and instance.
    Raise {
        /// The class.
        etype: Operand,
        /// The instance.
        evalue: Operand,
    },
    /// Not reachable.
    Unreachable,
}

/// A straight run of ops.
#[derive(Clone, PartialEq, Debug)]
pub struct Block {
    /// Parameters.
    pub params: Vec<VarId>,
    /// Ops in order.
    pub ops: Vec<Op>,
    /// How it ends.
    pub end: Terminator,
    /// Where in the source the terminator stands (the `return`, the condition).
    pub end_span: Span,
}

/// The flow graph of one function.
#[derive(Clone, Debug)]
pub struct FunctionGraph {
    /// The function's name.
    pub name: Symbol,
    /// The function object, where there is one.
    pub func: Option<Obj>,
    /// Its code.
    pub code: Option<Rc<Code>>,
    /// Its `def`.
    pub span: Span,
    /// Variables.
    pub vars: Arena<VarId, Var>,
    /// Blocks; those not reachable from `start` are garbage.
    pub blocks: Arena<BlockId, Block>,
    /// The entry; its parameters are the function's arguments (with `*args` as one tuple).
    pub start: BlockId,
}

impl Terminator {
    /// The links, in the order of printing.
    pub fn links(&self) -> impl Iterator<Item = &Link> {
        let (first, second, cases): (Option<&Link>, Option<&Link>, &[ExcCase]) = match self {
            Terminator::Goto(link) => (Some(link), None, &[]),
            Terminator::Branch { if_true, if_false, .. } => (Some(if_true), Some(if_false), &[]),
            Terminator::Catch { normal, cases } => (Some(normal), None, cases),
            Terminator::Return(_) | Terminator::Raise { .. } | Terminator::Unreachable => (None, None, &[]),
        };
        first.into_iter().chain(second).chain(cases.iter().map(|case| &case.link))
    }

    /// The links, mutably, in the order of [`links`](Self::links).
    pub fn links_mut(&mut self) -> impl Iterator<Item = &mut Link> {
        let (first, second, cases): (Option<&mut Link>, Option<&mut Link>, &mut [ExcCase]) = match self {
            Terminator::Goto(link) => (Some(link), None, &mut []),
            Terminator::Branch { if_true, if_false, .. } => (Some(if_true), Some(if_false), &mut []),
            Terminator::Catch { normal, cases } => (Some(normal), None, cases),
            Terminator::Return(_) | Terminator::Raise { .. } | Terminator::Unreachable => {
                (None, None, &mut [])
            }
        };
        first.into_iter().chain(second).chain(cases.iter_mut().map(|case| &mut case.link))
    }

    /// The operands that are not arguments of links: condition, returned or raised values.
    pub fn operands(&self) -> impl Iterator<Item = Operand> {
        let (a, b) = match *self {
            Terminator::Branch { cond, .. } => (Some(cond), None),
            Terminator::Return(value) => (Some(value), None),
            Terminator::Raise { etype, evalue } => (Some(etype), Some(evalue)),
            Terminator::Goto(_) | Terminator::Catch { .. } | Terminator::Unreachable => (None, None),
        };
        a.into_iter().chain(b)
    }

    /// The operands that are not arguments of links, mutably.
    pub fn operands_mut(&mut self) -> impl Iterator<Item = &mut Operand> {
        let (a, b) = match self {
            Terminator::Branch { cond, .. } => (Some(cond), None),
            Terminator::Return(value) => (Some(value), None),
            Terminator::Raise { etype, evalue } => (Some(etype), Some(evalue)),
            Terminator::Goto(_) | Terminator::Catch { .. } | Terminator::Unreachable => (None, None),
        };
        a.into_iter().chain(b)
    }
}

impl Block {
    /// A block that is not finished yet.
    pub fn new(params: Vec<VarId>) -> Block {
        Block { params, ops: Vec::new(), end: Terminator::Unreachable, end_span: Span::NONE }
    }

    /// Replaces every use of a variable (not the definitions).
    pub fn replace_uses(&mut self, mut with: impl FnMut(Operand) -> Operand) {
        for op in &mut self.ops {
            for arg in &mut op.args {
                *arg = with(*arg);
            }
        }
        for arg in self.end.operands_mut() {
            *arg = with(*arg);
        }
        for link in self.end.links_mut() {
            for arg in &mut link.args {
                *arg = with(*arg);
            }
        }
    }
}

impl FunctionGraph {
    /// A graph with an empty start block without parameters.
    pub fn new(name: Symbol) -> FunctionGraph {
        let mut blocks = Arena::new();
        let start = blocks.push(Block::new(Vec::new()));
        FunctionGraph { name, func: None, code: None, span: Span::NONE, vars: Arena::new(), blocks, start }
    }

    /// A fresh variable.
    pub fn new_var(&mut self, name: Option<Symbol>) -> VarId {
        self.vars.push(Var { name })
    }

    /// The blocks that can be reached from the start, in depth-first order (the order of printing).
    pub fn reachable(&self) -> Vec<BlockId> {
        let mut seen = vec![false; self.blocks.len()];
        let mut order = Vec::new();
        let mut stack = vec![self.start];
        while let Some(id) = stack.pop() {
            if std::mem::replace(&mut seen[id.index()], true) {
                continue;
            }
            order.push(id);
            let from = stack.len();
            stack.extend(self.blocks[id].end.links().map(|link| link.target).filter(|t| !seen[t.index()]));
            stack[from..].reverse();
        }
        order
    }

    /// How many links of reachable blocks lead to each block; the start counts once more.
    pub fn entry_counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.blocks.len()];
        counts[self.start.index()] += 1;
        for id in self.reachable() {
            for link in self.blocks[id].end.links() {
                counts[link.target.index()] += 1;
            }
        }
        counts
    }

    /// Drops unreachable blocks and unused variables and numbers the rest in the order of printing.
    pub fn compact(&mut self) {
        let order = self.reachable();
        let mut block_map = vec![None; self.blocks.len()];
        for (index, &id) in order.iter().enumerate() {
            block_map[id.index()] = Some(BlockId::from_index(index));
        }
        let mut renumber = Renumber { map: vec![None; self.vars.len()], vars: Arena::new(), old: &self.vars };
        let mut blocks = Arena::new();
        for id in order {
            let mut block = std::mem::replace(&mut self.blocks[id], Block::new(Vec::new()));
            renumber.block(&mut block);
            for link in block.end.links_mut() {
                link.target = block_map[link.target.index()].expect("a link of a reachable block");
            }
            blocks.push(block);
        }
        self.vars = renumber.vars;
        self.blocks = blocks;
        self.start = BlockId::from_index(0);
    }
}

struct Renumber<'a> {
    map: Vec<Option<VarId>>,
    vars: Arena<VarId, Var>,
    old: &'a Arena<VarId, Var>,
}

impl Renumber<'_> {
    fn var(&mut self, var: &mut VarId) {
        let slot = &mut self.map[var.index()];
        *var = *slot.get_or_insert_with(|| self.vars.push(self.old[*var]));
    }

    fn operand(&mut self, operand: &mut Operand) {
        if let Operand::Var(var) = operand {
            self.var(var);
        }
    }

    fn block(&mut self, block: &mut Block) {
        block.params.iter_mut().for_each(|v| self.var(v));
        for op in &mut block.ops {
            op.args.iter_mut().for_each(|a| self.operand(a));
            self.var(&mut op.result);
        }
        block.end.operands_mut().for_each(|a| self.operand(a));
        if let Terminator::Catch { cases, .. } = &mut block.end {
            for case in cases {
                self.var(&mut case.etype);
                self.var(&mut case.evalue);
            }
        }
        for link in block.end.links_mut() {
            link.args.iter_mut().for_each(|a| self.operand(a));
        }
    }
}
