//! Arithmetic on integer literals that does not fit a word.
//!
//! Such a result is a `long` before the program runs, as CPython's compiler makes it: `1 << 70` is a large number even in
//! functions whose arithmetic wraps around. What fits a word is left to later stages.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};
use rpython_bytecode::{BinOp, Const, UnOp};

use crate::tree::{Expr, ExprKind};

/// Larger results, in bits, are not computed while compiling.
const MOST_BITS: u64 = 1 << 14;

/// The value of an expression made of integer literals, if that fits no word of 64 bits though its parts do.
pub(super) fn large(e: &Expr) -> Option<Const> {
    if !matches!(e.kind, ExprKind::Binary(..)) {
        return None;
    }
    let value = integer(e)?;
    value.to_i64().is_none().then_some(Const::Long(value))
}

fn integer(e: &Expr) -> Option<BigInt> {
    match &e.kind {
        ExprKind::Const(Const::Int(value)) => Some(BigInt::from(*value)),
        ExprKind::Const(Const::Long(value)) => Some(value.clone()),
        ExprKind::Unary(UnOp::Neg, value) => Some(-integer(value)?),
        ExprKind::Unary(UnOp::Invert, value) => Some(!integer(value)?),
        ExprKind::Binary(op, left, right) => binary(*op, integer(left)?, integer(right)?),
        _ => None,
    }
}

fn binary(op: BinOp, a: BigInt, b: BigInt) -> Option<BigInt> {
    let small = |bits: u64| bits <= MOST_BITS;
    Some(match op {
        BinOp::Add => a + b,
        BinOp::Sub => a - b,
        BinOp::Mul if small(a.bits() + b.bits()) => a * b,
        BinOp::FloorDiv if !b.is_zero() => a.div_floor(&b),
        BinOp::Mod if !b.is_zero() => a.mod_floor(&b),
        BinOp::Pow if !b.is_negative() && small(a.bits().saturating_mul(b.to_u64()?)) => a.pow(b.to_u32()?),
        BinOp::LShift if !b.is_negative() && small(a.bits().saturating_add(b.to_u64()?)) => {
            a << b.to_u64()?
        }
        BinOp::RShift if !b.is_negative() => a >> b.to_u64()?,
        BinOp::And => a & b,
        BinOp::Or => a | b,
        BinOp::Xor => a ^ b,
        _ => return None,
    })
}
