//! The low-level program: what the rtyper makes, passes transform and backends consume.
//!
//! A [`Program`] is a set of functions with [`Graph`]s over the ops of one table ([`OpCode`]),
//! plus static data. Every value has a low-level type. A variable is local to its block: what a
//! later block needs is passed to it through the link, so liveness across a call is what the block
//! uses below it, and a block can be moved or copied without renaming anything else.

pub mod build;
pub mod callgraph;
pub mod cleanup;
pub mod graph;
pub mod ops;
pub mod parse;
pub mod print;
pub mod program;
pub mod raises;
pub mod verify;

pub use build::FunctionBuilder;

pub use graph::{
    Block, BlockId, CaseValue, Const, ExcCase, Graph, Imm, Link, MallocFlavor, Op, Operand, PathStep,
    Terminator, Var, VarId,
};
pub use ops::{Effect, OpCode, OpInfo, OperandKind, ResultRule, Stage};
pub use parse::{ParseError, parse_program};
pub use print::{PrintOptions, print_function, print_program};
pub use program::{
    ExceptionTypes, External, FuncAttrs, FuncBody, Function, InlineHint, PrebuiltException, Program,
};
pub use verify::{VerifyError, assert_valid, verify_function, verify_program};
