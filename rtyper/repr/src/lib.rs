//! The rtyper: from the annotated program to low-level graphs.
//!
//! Every annotation gets a representation ([`repr::Repr`]), which says the low-level type of its values,
//! how prebuilt objects become static data, and which low-level ops an operation becomes. What
//! an operation needs beyond a few ops is an RPython function of the library (`rpython/rtyper/*.py`),
//! called with low-level pointers and translated like everything else.
//!
//! # The parts
//!
//! - [`rtyper::RTyper`]: the state; every function of the crate gets it as `rt`.
//! - [`choose`]: annotation -> representation -> low-level type.
//! - [`translate`]: one flow graph -> one low-level graph: blocks, links, exception edges.
//! - [`hop::Hop`]: one operation with annotated arguments. [`llops::LLOps`] (as `rt.ll`): emitting ops.
//! - [`dispatch`]: operation -> family -> file of the representation.
//! - [`reprs`]: one file for each kind of representation. [`builtins`]: functions and methods that the compiler knows.
//! - [`consts`]: prebuilt objects as static data. [`convert`]: from one representation to another.
//! - [`class`], [`vtable`], [`pbc`]: low-level types and data of classes and of sets of functions.
//! - [`helpers`]: requests of RPython helper functions. [`driver`]: until nothing is left to do.
//!
//! # How to add a representation
//!
//! 1. A variant of [`repr::Repr`] (what tells values of two annotations apart at the low level, and
//!    nothing else), and the line in [`choose`] that maps the annotation to it; the compiler then names
//!    every place that must know it.
//! 2. Its low-level type in `RTyper::lltype`. A managed container that holds other
//!    representations goes through `container_type` / `compute_container`, which deals with containers of themselves.
//! 3. A file in `reprs/` with the functions that [`dispatch`] calls, one for each family: `unary`,
//!    `binary`, `compare`, `items`, `method`, `const_value`. Each takes `rt` and the [`hop::Hop`] and
//!    returns the result as an operand *in `hop.r_result`* (use `rt.result(hop, v, r)` where yours differs).
//!
//! In such a function:
//!
//! - `rt.inputarg(hop, i, r)` gives argument `i` in representation `r`, constant or not; `rt.inputself(hop, i)`
//!   in its own, `rt.inputint(hop, i)` as an int. `hop.args[i].constant()` is the object if it is known.
//! - `rt.ll.op(OpCode::int_add, vec![a, b], LLType::Signed)` emits an op; `getfield`, `setfield`, `op_imm` likewise.
//!   `rt.ll.begin_if` / `begin_else` / `end_if` emit a diamond.
//! - `rt.call_helper("rlist", "ll_append", vec![list, item], LLType::Void)` calls
//!   `rpython.rtyper.rlist.ll_append` specialized on the types of the arguments; with `call_helper_with` some
//!   arguments can be objects (`rt.type_object(ty)` for a low-level type, a function to call).
//! - `rt.catches("IndexError")` says whether the program asks for that exception here: RPython raises only
//!   then, so choose the helper accordingly. Calls inside a handler become exception edges by themselves.
//! - Prebuilt objects with identity are reserved and filled later: return the content from `const_payload`.
//!
//! Errors are [`error::TyperError`]s without a place; the driver attaches the span of the operation,
//! goes on with the next one, and reports all.

pub mod builtins;
pub mod choose;
pub mod class;
pub mod common;
pub mod consts;
pub mod convert;
pub mod dispatch;
pub mod driver;
pub mod error;
pub mod exceptions;
pub mod external;
pub mod funcs;
pub mod hash;
pub mod helpers;
pub mod hop;
pub mod llops;
pub mod localize;
pub mod pbc;
pub mod repr;
pub mod reprs;
pub mod rtyper;
pub mod services;
pub mod translate;
pub mod vtable;

pub use error::{R, TyperError};
pub use rtyper::{RTyper, prepare};

/// Translates an annotated program; gives all errors if there are any.
pub fn rtype(
    host: &mut rpython_host::Host,
    annotator: &mut rpython_annotator::Annotator,
) -> Result<rpython_lowlevel::Program, Vec<rpython_base::Diagnostic>> {
    RTyper::new(host, annotator).run()
}
