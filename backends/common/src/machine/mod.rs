//! What code generators for machines of expressions and local variables share: which values a graph has, which operations
//! stand where their result is used, which variables share a local.

pub mod intervals;
pub mod locals;
pub mod trees;
pub mod values;

use std::fmt::Debug;

use rpython_base::Arena;
use rpython_lltype::LLType;
use rpython_lowlevel::{Op, OpCode, Var, VarId};

pub use locals::Locals;
pub use trees::Trees;
pub use values::{Definition, Item, Use, Value, Values};

/// What a backend's target is like.
pub trait Machine {
    /// How a value is held.
    type Form: Copy + Eq + Debug;
    /// The type of a local.
    type Part: Copy + Eq + Debug + 'static;

    /// The form of a type; nothing for `Void`.
    fn form(ty: LLType) -> Option<Self::Form>;

    /// The locals that it takes.
    fn parts(form: Self::Form) -> &'static [Self::Part];

    /// Whether an op only gives a value another type.
    fn is_renaming(vars: &Arena<VarId, Var>, op: &Op) -> bool;

    /// Whether the code of an op reads its operands several times.
    fn repeats_operands(code: OpCode) -> bool;

    /// Whether an op's code can stand within an expression.
    fn is_expression(vars: &Arena<VarId, Var>, op: &Op) -> bool;
}

/// The type of an operand.
pub fn operand_type(vars: &Arena<VarId, Var>, operand: &rpython_lowlevel::Operand) -> LLType {
    match operand {
        rpython_lowlevel::Operand::Var(v) => vars[*v].ty,
        rpython_lowlevel::Operand::Const(c) => c.ty,
    }
}
