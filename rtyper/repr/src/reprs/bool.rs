//! Bools.

use rpython_flow::OpKind;
use rpython_lltype::LLType;
use rpython_lowlevel::{OpCode, Operand};

use crate::error::R;
use crate::hop::Hop;
use crate::repr::Repr;
use crate::reprs::int;
use crate::rtyper::RTyper;

/// Ops with one operand.
pub fn unary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match hop.kind {
        OpKind::bool => rt.inputarg(hop, 0, hop.args[0].r),
        OpKind::int | OpKind::float | OpKind::pos | OpKind::long => rt.inputarg(hop, 0, hop.r_result),
        OpKind::not_ => {
            let v = rt.inputarg(hop, 0, hop.args[0].r)?;
            Ok(rt.ll.op(OpCode::bool_not, vec![v], LLType::Bool))
        }
        OpKind::hash => {
            let signed = rt.simple(Repr::Int(LLType::Signed));
            rt.inputarg(hop, 0, signed)
        }
        OpKind::str | OpKind::repr => {
            let v = rt.inputarg(hop, 0, hop.args[0].r)?;
            let string = rt.string_ptr();
            rt.call_helper("ll_str", "ll_bool_str", vec![v], string)
        }
        _ => int::unary(rt, hop),
    }
}

/// `&`, `|`, `^` of two bools: again a bool.
pub fn binary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let code = match hop.kind {
        OpKind::and_ | OpKind::inplace_and => OpCode::int_and,
        OpKind::or_ | OpKind::inplace_or => OpCode::int_or,
        OpKind::xor | OpKind::inplace_xor => OpCode::int_xor,
        _ => return hop.unsupported(rt),
    };
    let signed = rt.simple(Repr::Int(LLType::Signed));
    let args = rt.inputargs(hop, &[signed, signed])?;
    let v = rt.ll.op(code, args, LLType::Signed);
    Ok(rt.ll.op(OpCode::int_is_true, vec![v], LLType::Bool))
}
