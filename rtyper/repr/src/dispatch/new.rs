//! Displays: tuples, lists, dicts, sets, slices.

use rpython_flow::OpKind;
use rpython_lowlevel::Operand;

use crate::error::R;
use crate::hop::Hop;
use crate::reprs;
use crate::rtyper::RTyper;

/// Goes by the operation.
pub fn translate(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match hop.kind {
        OpKind::newtuple => reprs::tuple::new(rt, hop),
        OpKind::newlist | OpKind::newlist_hint => reprs::list::new(rt, hop),
        OpKind::list_done => reprs::list::done(rt, hop),
        OpKind::newdict => reprs::dict::new(rt, hop),
        _ => hop.unsupported(rt),
    }
}
