//! Numbers and comparisons.

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::{InstBuilder, Value, types as clif};
use rpython_lltype::{LLType, Value as Constant};
use rpython_lowlevel::{Op, OpCode};

use crate::{body::Body, types};

/// What an op does, without the type that its name starts with: `add`.
fn verb(op: &Op) -> &'static str {
    op.code.name().split_once('_').map_or("", |(_, verb)| verb)
}

pub(super) fn unary(b: &mut Body, op: &Op) {
    let x = b.arg(op, 0);
    let value = match verb(op) {
        "neg" => b.b.ins().ineg(x),
        "invert" => b.b.ins().bnot(x),
        "abs" => {
            // Not `iabs`: 128 bits have none.
            let negated = b.b.ins().ineg(x);
            let negative = compare_constant(b, IntCC::SignedLessThan, x, 0);
            b.b.ins().select(negative, negated, x)
        }
        "not" | "iszero" => compare_constant(b, IntCC::Equal, x, 0),
        _ => compare_constant(b, IntCC::NotEqual, x, 0),
    };
    b.assign(op, value);
}

/// Compares with a constant.
pub(super) fn compare_constant(b: &mut Body, code: IntCC, x: Value, constant: i64) -> Value {
    let y = constant_like(b, x, constant);
    b.b.ins().icmp(code, x, y)
}

/// A constant of the type of `x`.
pub(super) fn constant_like(b: &mut Body, x: Value, constant: i64) -> Value {
    let ty = b.b.func.dfg.value_type(x);
    if ty == clif::I128 {
        let low = b.int(clif::I64, constant);
        return b.b.ins().sextend(ty, low);
    }
    b.int(ty, constant)
}

pub(super) fn binary(b: &mut Body, op: &Op) {
    let (x, y) = (b.arg(op, 0), b.arg(op, 1));
    let ins = b.b.ins();
    let value = match verb(op) {
        "add" => ins.iadd(x, y),
        "sub" => ins.isub(x, y),
        "mul" => ins.imul(x, y),
        "and" => ins.band(x, y),
        "or" => ins.bor(x, y),
        _ => ins.bxor(x, y),
    };
    b.assign(op, value);
}

pub(super) fn division(b: &mut Body, op: &Op) {
    let (x, y) = (b.arg(op, 0), b.arg(op, 1));
    let signed = types::is_signed(b.arg_type(op, 0));
    let ins = b.b.ins();
    let value = match (verb(op), signed) {
        ("floordiv", true) => ins.sdiv(x, y),
        ("floordiv", false) => ins.udiv(x, y),
        (_, true) => ins.srem(x, y),
        (_, false) => ins.urem(x, y),
    };
    b.assign(op, value);
}

pub(super) fn shift(b: &mut Body, op: &Op) {
    let (x, count) = (b.arg(op, 0), b.arg(op, 1));
    let signed = types::is_signed(b.arg_type(op, 0));
    let ins = b.b.ins();
    let value = match (verb(op), signed) {
        ("lshift", _) => ins.ishl(x, count),
        (_, true) => ins.sshr(x, count),
        (_, false) => ins.ushr(x, count),
    };
    b.assign(op, value);
}

pub(super) fn compare(b: &mut Body, op: &Op) {
    let (x, y) = (b.arg(op, 0), b.arg(op, 1));
    let signed = types::is_signed(b.arg_type(op, 0));
    let code = match verb(op) {
        "eq" => IntCC::Equal,
        "ne" => IntCC::NotEqual,
        "lt" => IntCC::SignedLessThan,
        "le" => IntCC::SignedLessThanOrEqual,
        "gt" => IntCC::SignedGreaterThan,
        _ => IntCC::SignedGreaterThanOrEqual,
    };
    let code = if signed { code } else { code.unsigned() };
    let value = b.b.ins().icmp(code, x, y);
    b.assign(op, value);
}

pub(super) fn special(b: &mut Body, op: &Op) {
    let x = b.arg(op, 0);
    let value = match op.code {
        OpCode::int_between => between(b, op, x),
        OpCode::int_force_ge_zero => {
            let zero = constant_like(b, x, 0);
            b.b.ins().smax(x, zero)
        }
        _ => {
            let y = b.arg(op, 1);
            b.b.ins().umulhi(x, y)
        }
    };
    b.assign(op, value);
}

/// `x <= y < z` as one unsigned comparison where `x` is a constant that is not above `z`.
fn between(b: &mut Body, op: &Op, x: Value) -> Value {
    let (y, z) = (b.arg(op, 1), b.arg(op, 2));
    match (op.args[0].as_const(), op.args[2].as_const()) {
        (Some(Constant::Int(low)), Some(Constant::Int(high))) if low <= high => {
            let distance = b.b.ins().isub(y, x);
            compare_constant(b, IntCC::UnsignedLessThan, distance, high.wrapping_sub(*low))
        }
        _ => {
            let above = b.b.ins().icmp(IntCC::SignedLessThanOrEqual, x, y);
            let below = b.b.ins().icmp(IntCC::SignedLessThan, y, z);
            b.b.ins().band(above, below)
        }
    }
}

pub(super) fn float(b: &mut Body, op: &Op) {
    let x = b.arg(op, 0);
    let y = if op.args.len() > 1 { b.arg(op, 1) } else { b.b.ins().f64const(0.0) };
    let compared = |b: &mut Body, code: FloatCC| b.b.ins().fcmp(code, x, y);
    let value = match op.code {
        OpCode::float_neg => b.b.ins().fneg(x),
        OpCode::float_abs => b.b.ins().fabs(x),
        OpCode::float_sqrt => b.b.ins().sqrt(x),
        OpCode::float_add => b.b.ins().fadd(x, y),
        OpCode::float_sub => b.b.ins().fsub(x, y),
        OpCode::float_mul => b.b.ins().fmul(x, y),
        OpCode::float_truediv => b.b.ins().fdiv(x, y),
        OpCode::float_lt => compared(b, FloatCC::LessThan),
        OpCode::float_le => compared(b, FloatCC::LessThanOrEqual),
        OpCode::float_eq => compared(b, FloatCC::Equal),
        OpCode::float_gt => compared(b, FloatCC::GreaterThan),
        OpCode::float_ge => compared(b, FloatCC::GreaterThanOrEqual),
        // `float_ne` and `float_is_true`
        _ => compared(b, FloatCC::NotEqual),
    };
    b.assign(op, value);
}

pub(super) fn address(b: &mut Body, op: &Op) {
    let (x, y) = (b.arg(op, 0), b.arg(op, 1));
    let ins = b.b.ins();
    let value = if op.code == OpCode::adr_add { ins.iadd(x, y) } else { ins.isub(x, y) };
    b.assign(op, value);
}

/// A `Bool` that is false.
pub(super) fn no(b: &mut Body, op: &Op) {
    debug_assert_eq!(b.result_type(op), LLType::Bool);
    let value = b.int(clif::I8, 0);
    b.assign(op, value);
}
