//! Strings of one character as numbers.

use rpython_flow::OpKind;
use rpython_lltype::LLType;
use rpython_lowlevel::{OpCode, Operand};

use crate::error::{R, TyperError};
use crate::hop::Hop;
use crate::repr::Repr;
use crate::reprs::int::comparison;
use crate::rtyper::RTyper;

/// What does not need a string; the rest goes to the strings.
pub fn unary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match hop.kind {
        OpKind::ord => {
            let v = rt.inputself(hop, 0)?;
            let code = match rt.repr(hop.args[0].r) {
                Repr::Char => OpCode::cast_char_to_int,
                _ => OpCode::cast_unichar_to_int,
            };
            Ok(rt.ll.op(code, vec![v], LLType::Signed))
        }
        OpKind::bool => Ok(Operand::bool(true)),
        _ => super::string::unary(rt, hop),
    }
}

/// Comparisons of two characters; a byte beside a code point is widened.
pub fn compare(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let name =
        comparison(hop.kind).ok_or_else(|| TyperError::unsupported("this comparison of characters"))?;
    let wide = hop.args.iter().any(|a| matches!(rt.repr(a.r), Repr::UniChar));
    let (repr, prefix) = if wide { (Repr::UniChar, "unichar") } else { (Repr::Char, "char") };
    let r = rt.simple(repr);
    let args = rt.inputargs(hop, &[r, r])?;
    let code = OpCode::by_name(&format!("{prefix}_{name}"))
        .ok_or_else(|| TyperError::unsupported("this comparison of characters"))?;
    Ok(rt.ll.op(code, args, LLType::Bool))
}
