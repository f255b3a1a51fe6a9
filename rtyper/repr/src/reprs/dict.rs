//! Dicts.

use rpython_annotator::DictDefId;
use rpython_host::Obj;
use rpython_lltype::{Container, Payload};
use rpython_lowlevel::Operand;

use crate::error::{R, TyperError};
use crate::hop::Hop;
use crate::repr::{IterRepr, ReprId};
use crate::rtyper::RTyper;

/// The container of a dict.
pub fn container(_: &mut RTyper, _: DictDefId) -> R<Container> {
    Err(TyperError::unsupported("a dict"))
}

/// The content of a prebuilt dict.
pub fn const_payload(_: &mut RTyper, _: ReprId, _: DictDefId, _: Obj) -> R<Payload> {
    Err(TyperError::unsupported("a prebuilt dict"))
}

/// Truth.
pub fn unary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    hop.unsupported(rt)
}

/// Comparisons.
pub fn compare(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    hop.unsupported(rt)
}

/// Length, items, membership, iteration.
pub fn items(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    hop.unsupported(rt)
}

/// `{a: b}`
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

/// The container of an iterator over a dict.
pub fn iter_container(_: &mut RTyper, _: &IterRepr, _: DictDefId) -> R<Container> {
    Err(TyperError::unsupported("iterating over a dict"))
}

/// `iter(d)`
pub fn start_iter(_: &mut RTyper, _: ReprId, _: DictDefId, _: Operand) -> R<Operand> {
    Err(TyperError::unsupported("iterating over a dict"))
}

/// The next key, value or pair.
pub fn next(_: &mut RTyper, _: &IterRepr, _: DictDefId, _: Operand, _: ReprId) -> R<Operand> {
    Err(TyperError::unsupported("iterating over a dict"))
}
