//! Iterators.

use rpython_lltype::Container;
use rpython_lowlevel::Operand;

use crate::error::{R, TyperError};
use crate::hop::Hop;
use crate::repr::{IterRepr, ReprId};
use crate::rtyper::RTyper;

/// The container of an iterator's state.
pub fn container(_: &mut RTyper, _: &IterRepr) -> R<Container> {
    Err(TyperError::unsupported("an iterator"))
}

/// `next`, `iter`.
pub fn items(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    hop.unsupported(rt)
}

/// `iter(t)` of a tuple.
pub fn iter_tuple(rt: &mut RTyper, hop: &Hop, _: &[ReprId]) -> R<Operand> {
    hop.unsupported(rt)
}
