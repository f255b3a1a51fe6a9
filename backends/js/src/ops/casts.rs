//! Conversions.

use rpython_base::Diagnostic;
use rpython_lltype::LLType;
use rpython_lowlevel::{Op, OpCode};

use super::pairs;
use crate::body::{Body, Out};
use crate::expr::{Expr, Ty, add, bits, choose, compare, floating, relation, shift, truncate as cut};
use crate::helpers::Helper;
use crate::module::SCRATCH;
use crate::types::Form;

/// 2 ** 32.
const WORD: f64 = 4294967296.0;

/// A conversion that depends on nothing but the two types.
pub(super) fn convert<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<Out, Diagnostic> {
    let (from, to) = (b.operand_type(&op.args[0]), b.result_type(op));
    let (Some(source), Some(target)) = (Form::of(from), Form::of(to)) else { return Ok(Out::Nothing) };
    if source == Form::Quad || target == Form::Quad {
        return Err(crate::check::no_quads(op.span));
    }
    if source == Form::Pair {
        let pair = b.pair(&op.args[0])?;
        return Ok(from_pair(b, pair, from == LLType::SignedLongLong, to));
    }
    let value = b.expr(&op.args[0])?;
    Ok(match target {
        _ if to == LLType::Bool => Out::One(to_bool(value)),
        Form::Int => Out::One(to_int(value, source, from, to)),
        Form::Pair => to_pair(b, value, source, from, to),
        Form::Double | Form::Float => Out::One(to_float(value, source, from, target)),
        Form::Quad => unreachable!("refused above"),
    })
}

fn to_bool(value: Expr) -> Expr {
    match value.clone().settled().ty {
        Ty::Double | Ty::Float => relation(value.double(), "!=", Expr::double_const(0.0)),
        _ => compare(value, "!=", Expr::int_const(0), true),
    }
}

/// Whether a type of form `Int` holds a number with a sign.
fn is_signed(ty: LLType) -> bool {
    matches!(ty, LLType::Int8 | LLType::Int16 | LLType::Int32 | LLType::Signed)
}

fn to_int(value: Expr, source: Form, from: LLType, to: LLType) -> Expr {
    if source == Form::Int && from == to {
        return value;
    }
    let value = if source == Form::Int { value } else { cut(value) };
    narrow(value, to)
}

/// Cuts an integer down to what a type holds.
fn narrow(value: Expr, to: LLType) -> Expr {
    let extended =
        |value: Expr, n: i32| shift(shift(value, "<<", Expr::int_const(n)), ">>", Expr::int_const(n));
    match to {
        LLType::Char | LLType::UInt8 => bits(value, "&", Expr::int_const(0xff)),
        LLType::UInt16 => bits(value, "&", Expr::int_const(0xffff)),
        LLType::Int8 => extended(value, 24),
        LLType::Int16 => extended(value, 16),
        _ => value,
    }
}

fn from_pair(b: &mut Body, [low, high]: [Expr; 2], signed: bool, to: LLType) -> Out {
    let double = |b: &mut Body| {
        let high = if signed { high.clone().signed() } else { high.clone().unsigned() };
        let high = b.bind(floating(high.double(), "*", Expr::double_const(WORD)));
        floating(high, "+", low.clone().unsigned().double())
    };
    Out::One(match Form::of(to) {
        _ if to == LLType::Bool => compare(bits(low, "|", high), "!=", Expr::int_const(0), true),
        Some(Form::Double) => double(b),
        Some(Form::Float) => {
            let name = if signed { Helper::ToFloat } else { Helper::ToFloatUnsigned };
            b.call_helper(name, &[low, high], Ty::Float)
        }
        Some(Form::Pair) => return Out::Pair(low, high),
        _ => narrow(low, to),
    })
}

fn to_pair(b: &mut Body, value: Expr, source: Form, from: LLType, to: LLType) -> Out {
    if source != Form::Int {
        let name =
            if to == LLType::UnsignedLongLong { Helper::FromDoubleUnsigned } else { Helper::FromDouble };
        return pairs::helper(b, name, &[value.double()]);
    }
    if is_signed(from) {
        let value = b.bind(value);
        return Out::Pair(value.clone(), shift(value, ">>", Expr::int_const(31)));
    }
    Out::Pair(value, Expr::int_const(0))
}

fn to_float(value: Expr, source: Form, from: LLType, target: Form) -> Expr {
    let value = match source {
        Form::Int if is_signed(from) => value.signed(),
        Form::Int => value.unsigned(),
        _ => value,
    };
    match target {
        Form::Float => value.float(),
        _ => value.double(),
    }
}

/// Float to integer; out of range gives the smallest value.
pub(super) fn truncate<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<Out, Diagnostic> {
    let value = b.expr(&op.args[0])?.double();
    let (low, high, other) = match op.code {
        OpCode::cast_float_to_longlong => return Ok(pairs::helper(b, Helper::FromDouble, &[value])),
        OpCode::cast_float_to_ulonglong => return Ok(pairs::helper(b, Helper::FromDoubleUnsigned, &[value])),
        OpCode::cast_float_to_uint => (-1.0, WORD, 0),
        _ => (-2147483649.0, 2147483648.0, i32::MIN),
    };
    let value = b.bind(value);
    let within = bits(
        relation(value.clone(), ">", Expr::double_const(low)),
        "&",
        relation(value.clone(), "<", Expr::double_const(high)),
    );
    Ok(Out::One(choose(within, cut(value), Expr::int_const(other))))
}

/// The bits of a float as an integer and back: through memory.
pub(super) fn float_bits<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<Out, Diagnostic> {
    let (low, high) = (format!("H32[{}]", SCRATCH / 4), format!("H32[{}]", SCRATCH / 4 + 1));
    let double = format!("HF64[{}]", SCRATCH / 8);
    if op.code == OpCode::convert_float_bytes_to_longlong {
        let value = b.expr(&op.args[0])?.double();
        b.line(&format!("{double}={};", value.text));
        return Ok(Out::Pair(Expr::name(low, Ty::Intish), Expr::name(high, Ty::Intish)));
    }
    let [x, y] = b.pair(&op.args[0])?;
    b.line(&format!("{low}={};{high}={};", x.text, y.text));
    Ok(Out::One(b.keep(Expr::name(double, Ty::MaybeDouble))))
}

/// An address plus or minus bytes, or the bytes between two.
pub(super) fn address<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<Out, Diagnostic> {
    let (x, y) = super::two(b, op)?;
    Ok(Out::One(match op.code {
        OpCode::adr_add => add(x, y),
        _ => crate::expr::sub(x, y),
    }))
}
