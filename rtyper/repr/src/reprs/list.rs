//! Lists.

use rpython_annotator::ListDefId;
use rpython_host::Obj;
use rpython_lltype::{Container, Payload};
use rpython_lowlevel::Operand;

use crate::error::{R, TyperError};
use crate::hop::Hop;
use crate::repr::ReprId;
use crate::rtyper::RTyper;

/// The container of a list: `GcStruct list {length, items}` if it is resized, else the array.
pub fn container(_: &mut RTyper, _: ListDefId) -> R<Container> {
    Err(TyperError::unsupported("a list"))
}

/// The content of a prebuilt list.
pub fn const_payload(_: &mut RTyper, _: ReprId, _: ListDefId, _: Obj) -> R<Payload> {
    Err(TyperError::unsupported("a prebuilt list"))
}

/// Truth.
pub fn unary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    hop.unsupported(rt)
}

/// Concatenation, repetition.
pub fn binary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    hop.unsupported(rt)
}

/// Comparisons.
pub fn compare(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    hop.unsupported(rt)
}

/// Length, items, slices, membership, iteration.
pub fn items(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    hop.unsupported(rt)
}

/// `x in [1, 2, 3]` with a constant list; `None` if it is something else.
pub fn contains_constant(_: &mut RTyper, _: &Hop) -> R<Option<Operand>> {
    Ok(None)
}

/// `[a, b]`
pub fn new(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    hop.unsupported(rt)
}

/// Methods.
pub fn method(rt: &mut RTyper, hop: &Hop, _: &str) -> R<Operand> {
    hop.unsupported(rt)
}

/// Built-in functions that make or change one; `None` if the name is not known here.
pub fn builtin(_: &mut RTyper, _: &Hop, _: &str) -> R<Option<Operand>> {
    Ok(None)
}
