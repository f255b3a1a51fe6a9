//! Fixed-width integers: `r_uint`, `r_longlong`, `r_int32`, ...
//!
//! Each is a low-level integer type and a value kept in its range. On a target whose word has 64 bits
//! `r_longlong` *is* `r_int`: [`canonical`] chooses the word-sized type then. Unsigned results wrap; a
//! signed result out of range raises OverflowError, as it does in untranslated programs.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive};
use rpython_bytecode::BinOp;
use rpython_lltype::{DataModel, LLType};

use super::num::{Num, NumError, NumResult};

/// Bits and signedness of an integer type.
pub fn kind(model: DataModel, ty: LLType) -> (u32, bool) {
    match ty.int_kind() {
        Some((0, signed)) => (model.word_bits as u32, signed),
        Some((bits, signed)) => (bits as u32, signed),
        None => panic!("{ty:?} is no integer type"),
    }
}

/// The integer type with these properties, word-sized where possible.
pub fn by_kind(model: DataModel, bits: u32, signed: bool) -> Option<LLType> {
    if bits == model.word_bits as u32 {
        return Some(if signed { LLType::Signed } else { LLType::Unsigned });
    }
    Some(match (bits, signed) {
        (8, true) => LLType::Int8,
        (8, false) => LLType::UInt8,
        (16, true) => LLType::Int16,
        (16, false) => LLType::UInt16,
        (32, true) => LLType::Int32,
        (32, false) => LLType::UInt32,
        (64, true) => LLType::SignedLongLong,
        (64, false) => LLType::UnsignedLongLong,
        (128, true) => LLType::SignedLongLongLong,
        (128, false) => LLType::UnsignedLongLongLong,
        _ => return None,
    })
}

/// The word-sized type in place of one of the same width and signedness.
pub fn canonical(model: DataModel, ty: LLType) -> LLType {
    let (bits, signed) = kind(model, ty);
    by_kind(model, bits, signed).unwrap_or(ty)
}

/// The name of the class in the library.
pub fn class_name(ty: LLType) -> &'static str {
    match ty {
        LLType::Signed => "r_int",
        LLType::Unsigned => "r_uint",
        LLType::SignedLongLong => "r_longlong",
        LLType::UnsignedLongLong => "r_ulonglong",
        LLType::SignedLongLongLong => "r_longlonglong",
        LLType::UnsignedLongLongLong => "r_ulonglonglong",
        LLType::Int8 => "r_signedchar",
        LLType::UInt8 => "r_uchar",
        LLType::Int16 => "r_short",
        LLType::UInt16 => "r_ushort",
        LLType::Int32 => "r_int32",
        LLType::UInt32 => "r_uint32",
        LLType::Void
        | LLType::Bool
        | LLType::Char
        | LLType::UniChar
        | LLType::Float
        | LLType::SingleFloat
        | LLType::LongFloat
        | LLType::Address
        | LLType::Ptr(_)
        | LLType::Inline(_) => "base_int",
    }
}

/// The mathematical value. Unsigned 128-bit values are kept as their bit pattern.
pub fn to_big(ty: LLType, value: i128) -> BigInt {
    if ty == LLType::UnsignedLongLongLong { BigInt::from(value as u128) } else { BigInt::from(value) }
}

/// The lowest bits of a value, as the type reads them.
pub fn wrap(model: DataModel, ty: LLType, value: &BigInt) -> i128 {
    let modulus = BigInt::from(1) << 128;
    let bits = value.mod_floor(&modulus).to_u128().unwrap_or(0);
    wrap_bits(model, ty, bits)
}

fn wrap_bits(model: DataModel, ty: LLType, bits: u128) -> i128 {
    let (width, signed) = kind(model, ty);
    let unused = 128 - width;
    if signed { ((bits << unused) as i128) >> unused } else { ((bits << unused) >> unused) as i128 }
}

/// The value of `r_xxx(value)`.
pub fn convert(model: DataModel, ty: LLType, value: &BigInt) -> NumResult<i128> {
    let wrapped = wrap(model, ty, value);
    let (bits, signed) = kind(model, ty);
    if signed && to_big(ty, wrapped) != *value {
        return Err(NumError::Overflow(format!("{value} does not fit in signed {bits}-bit integer")));
    }
    Ok(wrapped)
}

/// The type of a result of arithmetic between two integers of which one at least has fixed width.
fn result_type(model: DataModel, a: &Num, b: &Num) -> NumResult<LLType> {
    match (a, b) {
        (Num::RInt(x, _), Num::RInt(y, _)) => {
            if x == y {
                return Ok(*x);
            }
            let ((bits_x, signed_x), (bits_y, signed_y)) = (kind(model, *x), kind(model, *y));
            if signed_x != signed_y {
                return Err(NumError::Assertion(format!(
                    "Merging these types ({}, {}) is not supported",
                    class_name(*x),
                    class_name(*y)
                )));
            }
            Ok(by_kind(model, bits_x.max(bits_y), signed_x).unwrap_or(*x))
        }
        (Num::RInt(x, _), _) => Ok(*x),
        (_, Num::RInt(y, _)) => Ok(*y),
        _ => Err(NumError::NotImplemented),
    }
}

/// `a op b`, where at least one has fixed width and both are integers.
pub fn binary(model: DataModel, op: BinOp, a: &Num, b: &Num) -> NumResult {
    if matches!(op, BinOp::LShift | BinOp::RShift) {
        return shift(model, op, a, b);
    }
    if let (Num::RInt(ty, x), Some(y)) = (a, small(b))
        && let (Some(x), true) = (small_value(*ty, *x), !matches!(b, Num::RInt(other, _) if other != ty))
        && let Some(value) = fast(op, x, y)
    {
        return finish_small(model, *ty, value);
    }
    let (Some(x), Some(y)) = (a.to_big(), b.to_big()) else { return Err(NumError::NotImplemented) };
    let ty = result_type(model, a, b)?;
    match super::num::long_binary(op, &x, &y)? {
        Num::Long(value) => Ok(Num::RInt(ty, convert(model, ty, &value)?)),
        other => Ok(other),
    }
}

fn small_value(ty: LLType, value: i128) -> Option<i128> {
    let wide = matches!(ty, LLType::SignedLongLongLong | LLType::UnsignedLongLongLong);
    (!wide).then_some(value)
}

fn small(value: &Num) -> Option<i128> {
    match value {
        Num::Int(v) => Some(*v as i128),
        Num::RInt(ty, v) => small_value(*ty, *v),
        Num::Long(_) | Num::Float(_) | Num::Complex(..) => None,
    }
}

/// Common operators on values of at most 64 bits.
fn fast(op: BinOp, x: i128, y: i128) -> Option<i128> {
    match op {
        BinOp::Add => x.checked_add(y),
        BinOp::Sub => x.checked_sub(y),
        BinOp::Mul => x.checked_mul(y),
        BinOp::And => Some(x & y),
        BinOp::Or => Some(x | y),
        BinOp::Xor => Some(x ^ y),
        BinOp::Div
        | BinOp::TrueDiv
        | BinOp::FloorDiv
        | BinOp::Mod
        | BinOp::Pow
        | BinOp::LShift
        | BinOp::RShift => None,
    }
}

fn finish_small(model: DataModel, ty: LLType, value: i128) -> NumResult {
    let wrapped = wrap_bits(model, ty, value as u128);
    if kind(model, ty).1 && wrapped != value {
        return convert(model, ty, &BigInt::from(value)).map(|v| Num::RInt(ty, v));
    }
    Ok(Num::RInt(ty, wrapped))
}

/// Shifts have the type of the left operand.
fn shift(model: DataModel, op: BinOp, a: &Num, b: &Num) -> NumResult {
    let (Some(x), Some(y)) = (a.to_big(), b.to_big()) else { return Err(NumError::NotImplemented) };
    if op == BinOp::LShift && y > BigInt::from(100_000) && !y.is_negative() {
        return Err(NumError::Overflow("shift count too large".to_owned()));
    }
    let Num::Long(value) = super::num::long_binary(op, &x, &y)? else { return Err(NumError::NotImplemented) };
    Ok(match a {
        Num::RInt(ty, _) => Num::RInt(*ty, convert(model, *ty, &value)?),
        Num::Int(_) => super::num::int_or_long(model, value),
        Num::Long(_) | Num::Float(_) | Num::Complex(..) => Num::Long(value),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: DataModel = DataModel::LP64;

    fn uint(value: i128) -> Num {
        Num::RInt(LLType::Unsigned, value)
    }

    #[test]
    fn unsigned_wraps_and_signed_overflows() {
        let max = uint(u64::MAX as i128);
        assert_eq!(binary(MODEL, BinOp::Add, &max, &Num::Int(1)), Ok(uint(0)));
        assert_eq!(binary(MODEL, BinOp::Sub, &Num::Int(0), &uint(1)), Ok(max));
        let signed = Num::RInt(LLType::Signed, i64::MAX as i128);
        assert!(matches!(binary(MODEL, BinOp::Add, &signed, &Num::Int(1)), Err(NumError::Overflow(_))));
    }

    #[test]
    fn result_types() {
        let small = Num::RInt(LLType::UInt32, 5);
        assert_eq!(binary(MODEL, BinOp::Mul, &small, &uint(3)), Ok(uint(15)));
        assert_eq!(
            binary(MODEL, BinOp::LShift, &small, &Num::Int(31)),
            Ok(Num::RInt(LLType::UInt32, 1 << 31))
        );
        let signed = Num::RInt(LLType::Int32, 5);
        assert!(matches!(binary(MODEL, BinOp::Add, &small, &signed), Err(NumError::Assertion(_))));
        assert_eq!(canonical(MODEL, LLType::UnsignedLongLong), LLType::Unsigned);
    }
}
