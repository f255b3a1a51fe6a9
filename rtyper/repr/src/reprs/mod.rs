//! One file for each kind of representation: its operations, constants and conversions.

pub mod address;
pub mod bool;
pub mod bytearray;
pub mod char;
pub mod class;
pub mod dict;
pub mod float;
pub mod format;
pub mod instance;
pub mod int;
pub mod iter;
pub mod list;
pub mod none;
pub mod pbc;
pub mod ptr;
pub mod string;
pub mod tuple;
pub mod unboxed;
pub mod weakref;

use rpython_lltype::LLType;
use rpython_lowlevel::{OpCode, Operand};

use crate::error::R;
use crate::repr::{Repr, ReprId};
use crate::rtyper::RTyper;

/// Conversion between two different representations; `None` if there is none. `None`, unreachable
/// values and equal representations are dealt with before.
pub fn convert(
    rt: &mut RTyper,
    v: Operand,
    from: ReprId,
    to: ReprId,
    a: &Repr,
    b: &Repr,
) -> R<Option<Operand>> {
    match (a, b) {
        (Repr::Bool | Repr::Int(_) | Repr::Float, Repr::Bool | Repr::Int(_) | Repr::Float) => {
            Ok(number(rt, v, a, b))
        }
        (Repr::Float, Repr::SingleFloat) => {
            Ok(Some(rt.ll.op(OpCode::cast_float_to_singlefloat, vec![v], LLType::SingleFloat)))
        }
        (Repr::Char | Repr::UniChar | Repr::Str | Repr::Unicode, _) => string::convert(rt, v, a, b),
        (Repr::Tuple(x), Repr::Tuple(y)) => tuple::convert(rt, v, x, y),
        (Repr::Instance(x), Repr::Instance(y)) => instance::convert(rt, v, *x, *y).map(Some),
        (Repr::List(_), Repr::List(_)) | (Repr::Dict(_), Repr::Dict(_)) | (Repr::Iter(_), Repr::Iter(_)) => {
            same_type(rt, v, from, to)
        }
        (
            Repr::Function(_)
            | Repr::Functions(_)
            | Repr::Class(_)
            | Repr::Frozen(_)
            | Repr::FrozenSet(_)
            | Repr::Identity
            | Repr::Type,
            _,
        ) => pbc::convert(rt, v, to, a, b),
        (Repr::Methods(n, x), Repr::Methods(m, y)) if n == m => rt.convert(v, *x, *y).map(Some),
        (Repr::MethodsOfFrozen(f, x), Repr::MethodsOfFrozen(g, y)) if f == g => {
            rt.convert(v, *x, *y).map(Some)
        }
        (Repr::BuiltinMethod(n, x), Repr::BuiltinMethod(m, y)) if n == m => rt.convert(v, *x, *y).map(Some),
        (Repr::WeakRef(_), Repr::WeakRef(_)) => Ok(Some(v)),
        (Repr::Ptr(_), _) | (_, Repr::Ptr(_)) => ptr::convert(rt, v, from, to, a, b),
        _ => Ok(None),
    }
}

fn same_type(rt: &mut RTyper, v: Operand, from: ReprId, to: ReprId) -> R<Option<Operand>> {
    Ok((rt.lltype(from)? == rt.lltype(to)?).then_some(v))
}

fn number(rt: &mut RTyper, v: Operand, from: &Repr, to: &Repr) -> Option<Operand> {
    let code = match (from, to) {
        (Repr::Bool, Repr::Int(LLType::Signed)) => OpCode::cast_bool_to_int,
        (Repr::Bool, Repr::Int(LLType::Unsigned)) => OpCode::cast_bool_to_uint,
        (Repr::Bool, Repr::Int(_)) => OpCode::cast_primitive,
        (Repr::Bool, Repr::Float) => OpCode::cast_bool_to_float,
        (Repr::Int(a), Repr::Int(b)) => return Some(int::convert(rt, v, *a, *b)),
        (Repr::Int(a), Repr::Bool) => {
            return int::opcode(*a, "is_true").ok().map(|code| rt.ll.op(code, vec![v], LLType::Bool));
        }
        (Repr::Int(LLType::Signed), Repr::Float) => OpCode::cast_int_to_float,
        (Repr::Int(LLType::Unsigned), Repr::Float) => OpCode::cast_uint_to_float,
        (Repr::Int(LLType::SignedLongLong), Repr::Float) => OpCode::cast_longlong_to_float,
        (Repr::Int(LLType::UnsignedLongLong), Repr::Float) => OpCode::cast_ulonglong_to_float,
        (Repr::Int(_), Repr::Float) => OpCode::cast_primitive,
        (Repr::Float, Repr::Float) => return Some(v),
        // An attribute of prebuilt constants that is a float in some, read where only ints can be.
        (Repr::Float, Repr::Int(LLType::Signed)) => OpCode::cast_float_to_int,
        (Repr::Float, Repr::Int(_)) => OpCode::cast_primitive,
        _ => return None,
    };
    let ty = match to {
        Repr::Int(ty) => *ty,
        Repr::Bool => LLType::Bool,
        _ => LLType::Float,
    };
    Some(rt.ll.op(code, vec![v], ty))
}
