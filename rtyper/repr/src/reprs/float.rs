//! Floats, and single floats as far as they can do anything.

use rpython_flow::OpKind;
use rpython_lltype::LLType;
use rpython_lowlevel::{OpCode, Operand};

use crate::error::{R, TyperError};
use crate::hop::Hop;
use crate::repr::Repr;
use crate::reprs::int::comparison;
use crate::rtyper::RTyper;

/// `+`, `*`... with a float result.
pub fn binary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let code = match hop.kind {
        OpKind::add | OpKind::inplace_add => OpCode::float_add,
        OpKind::sub | OpKind::inplace_sub => OpCode::float_sub,
        OpKind::mul | OpKind::inplace_mul => OpCode::float_mul,
        OpKind::truediv | OpKind::inplace_truediv | OpKind::div | OpKind::inplace_div => {
            OpCode::float_truediv
        }
        OpKind::pow | OpKind::inplace_pow => {
            let float = rt.simple(Repr::Float);
            let args = rt.inputargs(hop, &[float, float])?;
            return rt.call_helper("rfloat", "ll_float_pow", args, LLType::Float);
        }
        OpKind::floordiv | OpKind::inplace_floordiv => {
            return Err(TyperError::new("// on floats is not RPython").with_help("use math.floor(a / b)"));
        }
        OpKind::mod_ | OpKind::inplace_mod => {
            return Err(TyperError::new("% on floats is not RPython").with_help("use math.fmod(a, b)"));
        }
        _ => return hop.unsupported(rt),
    };
    let float = rt.simple(Repr::Float);
    let args = rt.inputargs(hop, &[float, float])?;
    Ok(rt.ll.op(code, args, LLType::Float))
}

/// `<`, `==`... where at least one side is a float.
pub fn compare(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let name = comparison(hop.kind).ok_or_else(|| TyperError::unsupported("this comparison of floats"))?;
    let float = rt.simple(Repr::Float);
    let args = rt.inputargs(hop, &[float, float])?;
    let code = OpCode::by_name(&format!("float_{name}")).unwrap_or(OpCode::float_eq);
    Ok(rt.ll.op(code, args, LLType::Bool))
}

/// Ops with one operand.
pub fn unary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let v = rt.inputarg(hop, 0, hop.args[0].r)?;
    match hop.kind {
        OpKind::bool => Ok(rt.ll.op(OpCode::float_is_true, vec![v], LLType::Bool)),
        OpKind::neg => Ok(rt.ll.op(OpCode::float_neg, vec![v], LLType::Float)),
        OpKind::abs => Ok(rt.ll.op(OpCode::float_abs, vec![v], LLType::Float)),
        OpKind::pos | OpKind::float => Ok(v),
        OpKind::int => Ok(rt.ll.op(OpCode::cast_float_to_int, vec![v], LLType::Signed)),
        OpKind::hash => rt.call_helper("rfloat", "ll_hash_float", vec![v], LLType::Signed),
        OpKind::str | OpKind::repr => {
            let string = rt.string_ptr();
            rt.call_helper("ll_str", "ll_float_str", vec![v], string)
        }
        _ => hop.unsupported(rt),
    }
}

/// Ops with one operand on a single or a long float: conversion only.
pub fn single_unary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match hop.kind {
        OpKind::float => {
            let v = rt.inputarg(hop, 0, hop.args[0].r)?;
            let code = match rt.ll.ty(&v) {
                LLType::SingleFloat => OpCode::cast_singlefloat_to_float,
                _ => OpCode::cast_primitive,
            };
            Ok(rt.ll.op(code, vec![v], LLType::Float))
        }
        _ => hop.unsupported(rt),
    }
}
