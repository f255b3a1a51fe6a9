//! The graph IR.

use std::rc::Rc;

use rpython_base::{Arena, Span, Symbol, define_id};
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
