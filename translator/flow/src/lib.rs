//! Flow graphs: one function as blocks of high-level operations on unknown values, made by running
//! its bytecode abstractly.

pub mod graph;
pub mod ops;

pub use graph::{Block, BlockId, ExcCase, FunctionGraph, Link, Op, Operand, Terminator, Var, VarId};
pub use ops::{Arity, OpKind};
