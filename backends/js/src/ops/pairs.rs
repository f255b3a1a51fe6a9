//! 64-bit integers, as pairs of words.

use rpython_base::Diagnostic;
use rpython_lowlevel::{Op, OpCode};

use crate::body::{Body, Out};
use crate::expr::{self, Expr, Ty, add, bits, choose, invert, sub};
use crate::helpers::Helper;
use crate::module::UPPER_WORD;

fn zero() -> Expr {
    Expr::int_const(0)
}

/// What a helper gives that returns the lower word and leaves the upper one behind.
pub(super) fn helper(b: &mut Body, helper: Helper, args: &[Expr]) -> Out {
    let low = b.call_helper(helper, args, Ty::Signed);
    Out::Pair(low, Expr::name(UPPER_WORD, Ty::Intish))
}

fn difference(b: &mut Body, x: [Expr; 2], y: [Expr; 2]) -> Out {
    let borrow = expr::compare(x[0].clone(), "<", y[0].clone(), false);
    let [x_low, x_high] = x;
    let [y_low, y_high] = y;
    let low = b.keep(sub(x_low, y_low));
    Out::Pair(low, sub(sub(x_high, y_high), borrow))
}

pub(super) fn unary<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<Out, Diagnostic> {
    use OpCode::*;
    let [low, high] = b.pair(&op.args[0])?;
    Ok(match op.code {
        llong_is_true | ullong_is_true => Out::One(expr::compare(bits(low, "|", high), "!=", zero(), true)),
        llong_neg | ullong_neg => difference(b, [zero(), zero()], [low, high]),
        llong_invert | ullong_invert => Out::Pair(invert(low), invert(high)),
        llong_abs => {
            // `(x ^ sign) - sign`
            let sign = b.keep(expr::shift(high.clone(), ">>", Expr::int_const(31)));
            let low = b.keep(bits(low, "^", sign.clone()));
            let high = b.keep(bits(high, "^", sign.clone()));
            difference(b, [low, high], [sign.clone(), sign])
        }
        other => unreachable!("{} is of another family", other.name()),
    })
}

pub(super) fn binary<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<Out, Diagnostic> {
    use OpCode::*;
    let (x, y) = (b.pair(&op.args[0])?, b.pair(&op.args[1])?);
    let operator = match op.code {
        llong_and | ullong_and => "&",
        llong_or | ullong_or => "|",
        llong_xor | ullong_xor => "^",
        llong_add | ullong_add => return Ok(sum(b, x, y)),
        llong_sub | ullong_sub => return Ok(difference(b, x, y)),
        code => {
            let name = match code {
                llong_mul | ullong_mul => Helper::Multiply,
                llong_floordiv => Helper::Divide,
                llong_mod => Helper::Modulo,
                ullong_floordiv => Helper::DivideUnsigned,
                _ => Helper::ModuloUnsigned,
            };
            let [x_low, x_high] = x;
            let [y_low, y_high] = y;
            return Ok(helper(b, name, &[x_low, x_high, y_low, y_high]));
        }
    };
    let [x_low, x_high] = x;
    let [y_low, y_high] = y;
    Ok(Out::Pair(bits(x_low, operator, y_low), bits(x_high, operator, y_high)))
}

fn sum(b: &mut Body, x: [Expr; 2], y: [Expr; 2]) -> Out {
    let [x_low, x_high] = x;
    let [y_low, y_high] = y;
    let low = b.keep(add(x_low.clone(), y_low));
    let carry = expr::compare(low.clone(), "<", x_low, false);
    Out::Pair(low, add(add(x_high, y_high), carry))
}

pub(super) fn shift<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<Out, Diagnostic> {
    use OpCode::*;
    let [low, high] = b.pair(&op.args[0])?;
    let count = b.expr(&op.args[1])?;
    let left = matches!(op.code, llong_lshift | ullong_lshift);
    let signed = op.code == llong_rshift;
    let Some(n) = count.constant() else {
        let name = match (left, signed) {
            (true, _) => Helper::ShiftLeft,
            (_, true) => Helper::ShiftRightSigned,
            _ => Helper::ShiftRight,
        };
        return Ok(helper(b, name, &[low, high, count]));
    };
    let by = |x: &Expr, operator: &str, n: i32| expr::shift(x.clone(), operator, Expr::int_const(n));
    let right = if signed { ">>" } else { ">>>" };
    Ok(match (left, n & 63) {
        (_, 0) => Out::Pair(low, high),
        (true, n) if n < 32 => {
            Out::Pair(by(&low, "<<", n), bits(by(&high, "<<", n), "|", by(&low, ">>>", 32 - n)))
        }
        (true, n) => Out::Pair(zero(), by(&low, "<<", n - 32)),
        (false, n) if n < 32 => {
            Out::Pair(bits(by(&low, ">>>", n), "|", by(&high, "<<", 32 - n)), by(&high, right, n))
        }
        (false, n) => {
            let rest = if signed { by(&high, ">>", 31) } else { zero() };
            Out::Pair(by(&high, right, n - 32), rest)
        }
    })
}

pub(super) fn compare<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<Out, Diagnostic> {
    use OpCode::*;
    let ([x_low, x_high], [y_low, y_high]) = (b.pair(&op.args[0])?, b.pair(&op.args[1])?);
    if matches!(op.code, llong_eq | ullong_eq | llong_ne | ullong_ne) {
        let operator = if matches!(op.code, llong_eq | ullong_eq) { "==" } else { "!=" };
        let different = bits(bits(x_low, "^", y_low), "|", bits(x_high, "^", y_high));
        return Ok(Out::One(expr::compare(different, operator, zero(), true)));
    }
    let signed = matches!(op.code, llong_lt | llong_le | llong_gt | llong_ge);
    let (words, upper) = match op.code {
        llong_lt | ullong_lt => ("<", "<"),
        llong_le | ullong_le => ("<=", "<"),
        llong_gt | ullong_gt => (">", ">"),
        _ => (">=", ">"),
    };
    // The lower words decide where the upper ones are equal.
    let equal = expr::compare(x_high.clone(), "==", y_high.clone(), true);
    let low = expr::compare(x_low, words, y_low, false);
    let high = expr::compare(x_high, upper, y_high, signed);
    Ok(Out::One(choose(equal, low, high)))
}
