//! Addresses: `llmemory.Address` and reads and writes through it.

use rpython_flow::OpKind;
use rpython_host::{Obj, Object};
use rpython_lltype::{LLType, Pointer, Value};
use rpython_lowlevel::{OpCode, Operand};

use crate::error::{R, TyperError};
use crate::hop::Hop;
use crate::repr::Repr;
use crate::rtyper::RTyper;

/// An address known at import time.
pub fn const_value(rt: &mut RTyper, obj: Obj) -> R<Value> {
    match rt.host.get(obj) {
        Object::Address(Obj::NONE) | Object::None => Ok(Value::Address(Pointer::Null)),
        Object::Address(target) => {
            let target = *target;
            super::ptr::pointer_of(rt, target).map(Value::Address)
        }
        Object::LLPtr(_) => super::ptr::pointer_of(rt, obj).map(Value::Address),
        _ => Err(TyperError::new(format!(
            "a prebuilt {} cannot be used as an address",
            rt.host.type_name(obj)
        ))),
    }
}

/// Truth.
pub fn unary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let v = rt.inputself(hop, 0)?;
    match hop.kind {
        OpKind::bool => {
            let null = rt.constant(LLType::Address, Value::Address(Pointer::Null));
            Ok(rt.ll.op(OpCode::adr_ne, vec![v, null], LLType::Bool))
        }
        OpKind::int | OpKind::hash => Ok(rt.ll.op(OpCode::cast_adr_to_int, vec![v], LLType::Signed)),
        _ => hop.unsupported(rt),
    }
}

/// `adr + n`, `adr - n`, `adr - adr`
pub fn binary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let address = rt.simple(Repr::Address);
    let both = matches!(rt.repr(hop.args[1].r), Repr::Address);
    match (hop.kind, both) {
        (OpKind::add | OpKind::inplace_add, false) => {
            let (v, n) = (rt.inputarg(hop, 0, address)?, rt.inputint(hop, 1)?);
            Ok(rt.ll.op(OpCode::adr_add, vec![v, n], LLType::Address))
        }
        (OpKind::sub | OpKind::inplace_sub, false) => {
            let (v, n) = (rt.inputarg(hop, 0, address)?, rt.inputint(hop, 1)?);
            Ok(rt.ll.op(OpCode::adr_sub, vec![v, n], LLType::Address))
        }
        (OpKind::sub, true) => {
            let args = rt.inputargs(hop, &[address, address])?;
            Ok(rt.ll.op(OpCode::adr_delta, args, LLType::Signed))
        }
        _ => hop.unsupported(rt),
    }
}

/// Comparisons of addresses.
pub fn compare(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let address = rt.simple(Repr::Address);
    let code = match hop.kind {
        OpKind::eq => OpCode::adr_eq,
        OpKind::ne => OpCode::adr_ne,
        OpKind::lt => OpCode::adr_lt,
        OpKind::le => OpCode::adr_le,
        OpKind::gt => OpCode::adr_gt,
        OpKind::ge => OpCode::adr_ge,
        _ => return hop.unsupported(rt),
    };
    let args = rt.inputargs(hop, &[address, address])?;
    Ok(rt.ll.op(code, args, LLType::Bool))
}

/// `adr.signed[i]`: memory as an array of this type.
pub fn items(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let Repr::AddressAccess(ty) = *rt.repr(hop.args[0].r) else { return hop.unsupported(rt) };
    let v = rt.inputself(hop, 0)?;
    let index = rt.inputint(hop, 1)?;
    let size = rt.types().layout(rt.prog.model, ty).size as i64;
    let offset = match index.as_const() {
        Some(Value::Int(i)) => Operand::signed(i * size),
        _ => rt.ll.op(OpCode::int_mul, vec![index, Operand::signed(size)], LLType::Signed),
    };
    match hop.kind {
        OpKind::getitem | OpKind::getitem_idx => Ok(rt.ll.op(OpCode::raw_load, vec![v, offset], ty)),
        OpKind::setitem => {
            let r = rt.repr_of_lltype(ty)?;
            let value = rt.inputarg(hop, 2, r)?;
            rt.ll.op(OpCode::raw_store, vec![v, offset, value], LLType::Void);
            Ok(Operand::void())
        }
        _ => hop.unsupported(rt),
    }
}
