//! Words, floats, comparisons.

use rpython_backend_common::machine::Item;
use rpython_base::Diagnostic;
use rpython_lowlevel::{Op, OpCode};

use super::two;
use crate::body::{Body, Out};
use crate::expr::{
    Expr, Ty, add, bits, choose, compare, divide, floating, invert, level, mul, not, relation, shift, sub,
};
use crate::helpers::Helper;

pub(super) fn int_binary<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<Out, Diagnostic> {
    use OpCode::*;
    let (x, y) = two(b, op)?;
    Ok(Out::One(match op.code {
        int_add | uint_add => add(x, y),
        int_sub | uint_sub => sub(x, y),
        int_mul | uint_mul => mul(x, y),
        int_floordiv => divide(x, "/", y, true),
        uint_floordiv => divide(x, "/", y, false),
        int_mod => divide(x, "%", y, true),
        uint_mod => divide(x, "%", y, false),
        int_and | uint_and => bits(x, "&", y),
        int_or | uint_or => bits(x, "|", y),
        int_xor | uint_xor => bits(x, "^", y),
        int_lshift | uint_lshift => shift(x, "<<", y),
        int_rshift => shift(x, ">>", y),
        uint_rshift => shift(x, ">>>", y),
        int_lt => compare(x, "<", y, true),
        uint_lt => compare(x, "<", y, false),
        int_le => compare(x, "<=", y, true),
        uint_le => compare(x, "<=", y, false),
        int_gt => compare(x, ">", y, true),
        uint_gt => compare(x, ">", y, false),
        int_ge => compare(x, ">=", y, true),
        uint_ge => compare(x, ">=", y, false),
        int_eq | uint_eq => compare(x, "==", y, true),
        int_ne | uint_ne => compare(x, "!=", y, true),
        other => unreachable!("{} is of another family", other.name()),
    }))
}

pub(super) fn int_special<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<Out, Diagnostic> {
    use OpCode::*;
    let x = b.expr(&op.args[0])?;
    let zero = || Expr::int_const(0);
    Ok(Out::One(match op.code {
        int_is_true | uint_is_true => compare(x, "!=", zero(), true),
        int_neg | uint_neg => sub(zero(), x),
        int_invert | uint_invert => invert(x),
        int_abs => {
            let x = b.bind(x);
            choose(compare(x.clone(), "<", zero(), true), sub(zero(), x.clone()), x)
        }
        int_between => {
            let (y, z) = (b.expr(&op.args[1])?, b.expr(&op.args[2])?);
            let y = b.bind(y);
            bits(compare(x, "<=", y.clone(), true), "&", compare(y, "<", z, true))
        }
        int_force_ge_zero => {
            let x = b.bind(x);
            choose(compare(x.clone(), ">", zero(), true), x, zero())
        }
        bool_not => not(x),
        uint_mul_high => {
            let y = b.expr(&op.args[1])?;
            b.call_helper(Helper::MultiplyHigh, &[x, y], Ty::Signed)
        }
        other => unreachable!("{} is of another family", other.name()),
    }))
}

pub(super) fn overflows<'a>(b: &mut Body<'a, '_>, item: &Item<'a>) -> Result<Out, Diagnostic> {
    let op = item.op;
    let (x, y) = two(b, op)?;
    if op.code == OpCode::int_mul_overflows {
        // The product as a float is exact where it matters; half of one makes the bounds the same on both sides.
        let product = floating(x.signed().double(), "*", y.signed().double());
        let moved = floating(product, "+", Expr::double_const(0.5));
        let size = Expr::new(format!("+abs({})", moved.text), Ty::Double, level::UNARY);
        return Ok(Out::One(relation(size, ">", Expr::double_const(2147483648.0))));
    }
    let (x, y) = (b.bind(x), b.bind(y));
    let sum = op.code == OpCode::int_add_overflows;
    let plain = match item.computed {
        Some(v) => b.var(v)?,
        None if sum => add(x.clone(), y.clone()),
        None => sub(x.clone(), y.clone()),
    };
    let zero = Expr::int_const(0);
    if let Some(n) = y.constant() {
        // Adding something positive must not give less, and so on.
        let operator = if (n >= 0) == sum { "<" } else { ">" };
        return Ok(Out::One(compare(plain, operator, x, true)));
    }
    // The sign of the result differs from both operands' (for a difference, from that of the first and of
    // the second turned round).
    let plain = b.bind(plain.int());
    let other = if sum { bits(plain.clone(), "^", y) } else { bits(x.clone(), "^", y) };
    Ok(Out::One(compare(bits(bits(plain, "^", x), "&", other), "<", zero, true)))
}

pub(super) fn float<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<Out, Diagnostic> {
    use OpCode::*;
    let x = b.expr(&op.args[0])?.double();
    let call = |name: &str, x: Expr| Expr::new(format!("+{name}({})", x.text), Ty::Double, level::UNARY);
    let one = match op.code {
        float_is_true => relation(x, "!=", Expr::double_const(0.0)),
        float_neg => Expr::new(format!("-{}", x.at(level::PRIMARY)), Ty::Double, level::UNARY),
        float_abs => call("abs", x),
        float_sqrt => call("sqrt", x),
        _ => {
            let y = b.expr(&op.args[1])?.double();
            match op.code {
                float_add => floating(x, "+", y),
                float_sub => floating(x, "-", y),
                float_mul => floating(x, "*", y),
                float_truediv => floating(x, "/", y),
                float_lt => relation(x, "<", y),
                float_le => relation(x, "<=", y),
                float_eq => relation(x, "==", y),
                float_ne => relation(x, "!=", y),
                float_gt => relation(x, ">", y),
                float_ge => relation(x, ">=", y),
                other => unreachable!("{} is of another family", other.name()),
            }
        }
    };
    Ok(Out::One(one))
}

/// Characters, pointers, addresses: all without sign.
pub(super) fn small_compare<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<Out, Diagnostic> {
    use OpCode::*;
    let x = b.expr(&op.args[0])?;
    if matches!(op.code, ptr_iszero | ptr_nonzero) {
        let operator = if op.code == ptr_iszero { "==" } else { "!=" };
        return Ok(Out::One(compare(x, operator, Expr::int_const(0), true)));
    }
    let y = b.expr(&op.args[1])?;
    Ok(Out::One(match op.code {
        char_lt | unichar_lt | adr_lt => compare(x, "<", y, false),
        char_le | unichar_le | adr_le => compare(x, "<=", y, false),
        char_eq | unichar_eq | adr_eq | ptr_eq => compare(x, "==", y, true),
        char_ne | unichar_ne | adr_ne | ptr_ne => compare(x, "!=", y, true),
        char_gt | unichar_gt | adr_gt => compare(x, ">", y, false),
        char_ge | unichar_ge | adr_ge => compare(x, ">=", y, false),
        other => unreachable!("{} is of another family", other.name()),
    }))
}
