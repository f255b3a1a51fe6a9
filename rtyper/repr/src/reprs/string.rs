//! Byte strings, unicode strings, characters as strings, byte arrays.

use rpython_flow::OpKind;
use rpython_host::{Obj, Object};
use rpython_lltype::{ContainerId, GcKind, Hints, LLType, Pointer, Value};
use rpython_lowlevel::Operand;

use crate::error::{R, TyperError};
use crate::hop::Hop;
use crate::repr::{Repr, ReprId};
use crate::rtyper::RTyper;

/// The container of a byte array.
pub fn bytearray_type(rt: &mut RTyper) -> ContainerId {
    rt.types_mut().array(GcKind::Gc, LLType::Char, Hints::default())
}

/// A prebuilt string or character.
pub fn const_value(rt: &mut RTyper, repr: &Repr, obj: Obj) -> R<Value> {
    let object = rt.host.get(obj);
    let value = match (repr, object) {
        (Repr::Str | Repr::Unicode | Repr::ByteArray, Object::None) => Value::Ptr(Pointer::Null),
        (Repr::Char, Object::Str(s)) if s.len() == 1 => Value::Char(s[0]),
        (Repr::UniChar, Object::Unicode(s)) if s.len() == 1 => Value::UniChar(s[0]),
        (Repr::UniChar, Object::Str(s)) if s.len() == 1 && s[0] < 128 => Value::UniChar(s[0] as u32),
        (Repr::Str, Object::Str(s)) => {
            let bytes = s.clone();
            Value::Ptr(Pointer::Data(rt.string_const(&bytes)))
        }
        (Repr::Unicode, Object::Unicode(s)) => {
            let chars = s.clone();
            Value::Ptr(Pointer::Data(rt.unicode_const(&chars)))
        }
        (Repr::Unicode, Object::Str(s)) if s.is_ascii() => {
            let chars: Vec<u32> = s.iter().map(|&b| b as u32).collect();
            Value::Ptr(Pointer::Data(rt.unicode_const(&chars)))
        }
        _ => {
            let name = rt.host.type_name(obj);
            let r = rt.simple(repr.clone());
            return Err(TyperError::new(format!("a prebuilt {name} cannot be used as {}", rt.repr_name(r))));
        }
    };
    Ok(value)
}

/// Characters to strings.
pub fn convert(rt: &mut RTyper, v: Operand, from: &Repr, to: &Repr) -> R<Option<Operand>> {
    match (from, to) {
        (Repr::Char, Repr::Str) => {
            let string = rt.string_ptr();
            rt.call_helper("rstr", "ll_chr2str", vec![v], string).map(Some)
        }
        (Repr::UniChar, Repr::Unicode) => {
            let unicode = rt.unicode_ptr();
            rt.call_helper("rstr", "ll_unichr2unicode", vec![v], unicode).map(Some)
        }
        _ => Ok(None),
    }
}

/// Ops with one operand.
pub fn unary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match (hop.kind, rt.repr(hop.args[0].r)) {
        (OpKind::str, Repr::Str | Repr::Char) => rt.inputarg(hop, 0, hop.r_result),
        _ => hop.unsupported(rt),
    }
}

/// Concatenation, repetition, formatting.
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

/// The text of a tuple.
pub fn tuple_str(rt: &mut RTyper, hop: &Hop, _: &[ReprId]) -> R<Operand> {
    hop.unsupported(rt)
}

/// Methods.
pub fn method(rt: &mut RTyper, hop: &Hop, _: &str) -> R<Operand> {
    hop.unsupported(rt)
}
