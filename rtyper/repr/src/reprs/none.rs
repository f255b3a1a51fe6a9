//! `None` and nothing else.

use rpython_flow::OpKind;
use rpython_lowlevel::Operand;

use crate::error::R;
use crate::hop::Hop;
use crate::rtyper::RTyper;

/// Truth, hash, text.
pub fn unary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match hop.kind {
        OpKind::bool => Ok(Operand::bool(false)),
        OpKind::hash => Ok(Operand::signed(0)),
        OpKind::str | OpKind::repr => Ok(rt.str_operand("None")),
        _ => hop.unsupported(rt),
    }
}
