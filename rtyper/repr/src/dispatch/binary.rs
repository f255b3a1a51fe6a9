//! Operations with two operands: arithmetic and comparisons.

use rpython_flow::OpKind;
use rpython_lltype::LLType;
use rpython_lowlevel::{OpCode, Operand};

use crate::error::R;
use crate::hop::Hop;
use crate::repr::Repr;
use crate::reprs;
use crate::rtyper::RTyper;

/// The family of a pair of operands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pair {
    Int,
    Float,
    String,
    Char,
    Tuple,
    List,
    Dict,
    ByteArray,
    Address,
    Ptr,
    Identity,
    Other,
}

fn is_number(r: &Repr) -> bool {
    matches!(r, Repr::Int(_) | Repr::Bool | Repr::Float)
}

fn is_text(r: &Repr) -> bool {
    matches!(r, Repr::Str | Repr::Unicode | Repr::Char | Repr::UniChar)
}

fn is_identity(r: &Repr) -> bool {
    matches!(
        r,
        Repr::None
            | Repr::Instance(_)
            | Repr::Type
            | Repr::Function(_)
            | Repr::Functions(_)
            | Repr::Class(_)
            | Repr::Frozen(_)
            | Repr::FrozenSet(_)
            | Repr::Identity
            | Repr::Methods(..)
            | Repr::MethodsOfFrozen(..)
            | Repr::Builtin(_)
            | Repr::WeakRef(_)
    )
}

fn pair(a: &Repr, b: &Repr) -> Pair {
    match (a, b) {
        (Repr::Float, b) if is_number(b) => Pair::Float,
        (a, Repr::Float) if is_number(a) => Pair::Float,
        (a, b) if is_number(a) && is_number(b) => Pair::Int,
        (Repr::Char, Repr::Char)
        | (Repr::UniChar, Repr::UniChar | Repr::Char)
        | (Repr::Char, Repr::UniChar) => Pair::Char,
        (Repr::ByteArray, _) | (_, Repr::ByteArray) => Pair::ByteArray,
        (a, _) if is_text(a) => Pair::String,
        (_, b) if is_text(b) && !matches!(a, Repr::List(_)) => Pair::String,
        (Repr::Tuple(_), _) => Pair::Tuple,
        (Repr::List(_), _) | (_, Repr::List(_)) => Pair::List,
        (Repr::Dict(_), _) | (_, Repr::Dict(_)) => Pair::Dict,
        (Repr::Address, _) | (_, Repr::Address) => Pair::Address,
        (Repr::Ptr(_) | Repr::InteriorPtr(_), _) | (_, Repr::Ptr(_) | Repr::InteriorPtr(_)) => Pair::Ptr,
        (a, b) if is_identity(a) && is_identity(b) => Pair::Identity,
        _ => Pair::Other,
    }
}

fn pair_of(rt: &RTyper, hop: &Hop) -> Pair {
    pair(rt.repr(hop.args[0].r), rt.repr(hop.args[1].r))
}

/// Arithmetic, concatenation, repetition, formatting.
pub fn arithmetic(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match pair_of(rt, hop) {
        Pair::Int => match rt.repr(hop.r_result) {
            Repr::Float => reprs::float::binary(rt, hop),
            Repr::Bool => reprs::bool::binary(rt, hop),
            _ => reprs::int::binary(rt, hop),
        },
        Pair::Float => reprs::float::binary(rt, hop),
        Pair::String | Pair::Char => reprs::string::binary(rt, hop),
        Pair::ByteArray => reprs::bytearray::binary(rt, hop),
        Pair::Tuple => reprs::tuple::binary(rt, hop),
        Pair::List => reprs::list::binary(rt, hop),
        Pair::Address => reprs::address::binary(rt, hop),
        Pair::Ptr => reprs::ptr::binary(rt, hop),
        Pair::Dict | Pair::Identity | Pair::Other => hop.unsupported(rt),
    }
}

/// Comparisons and identity.
pub fn compare(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    if hop.kind == OpKind::is_ {
        return identical(rt, hop);
    }
    match pair_of(rt, hop) {
        Pair::Int => reprs::int::compare(rt, hop),
        Pair::Float => reprs::float::compare(rt, hop),
        Pair::Char => reprs::char::compare(rt, hop),
        Pair::String => reprs::string::compare(rt, hop),
        Pair::ByteArray => reprs::bytearray::compare(rt, hop),
        Pair::Tuple => reprs::tuple::compare(rt, hop),
        Pair::List => reprs::list::compare(rt, hop),
        Pair::Dict => reprs::dict::compare(rt, hop),
        Pair::Address => reprs::address::compare(rt, hop),
        Pair::Ptr => reprs::ptr::compare(rt, hop),
        Pair::Identity => reprs::pbc::identity_compare(rt, hop),
        Pair::Other => mixed(rt, hop),
    }
}

/// `==` between things of different kinds, where one may be `None`.
fn mixed(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let either_none = hop.args.iter().any(|a| a.s.is_none());
    match hop.kind {
        OpKind::eq | OpKind::ne if either_none => reprs::pbc::identity_compare(rt, hop),
        _ => hop.unsupported(rt),
    }
}

/// `a is b`
fn identical(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match pair_of(rt, hop) {
        Pair::Int => reprs::int::compare(rt, &Hop { kind: OpKind::eq, ..hop.clone() }),
        Pair::Char => reprs::char::compare(rt, &Hop { kind: OpKind::eq, ..hop.clone() }),
        Pair::Address => reprs::address::compare(rt, &Hop { kind: OpKind::eq, ..hop.clone() }),
        Pair::Ptr => reprs::ptr::compare(rt, &Hop { kind: OpKind::eq, ..hop.clone() }),
        Pair::Float => {
            let float = rt.simple(Repr::Float);
            let args = rt.inputargs(hop, &[float, float])?;
            let bits: Vec<Operand> = args
                .into_iter()
                .map(|v| rt.ll.op(OpCode::convert_float_bytes_to_longlong, vec![v], LLType::SignedLongLong))
                .collect();
            Ok(rt.ll.op(OpCode::llong_eq, bits, LLType::Bool))
        }
        Pair::String
        | Pair::Tuple
        | Pair::List
        | Pair::Dict
        | Pair::ByteArray
        | Pair::Identity
        | Pair::Other => reprs::pbc::identity_compare(rt, &Hop { kind: OpKind::eq, ..hop.clone() }),
    }
}
