//! Conversions.

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::{InstBuilder, MemFlagsData, Type, Value, types as clif};
use rpython_base::Diagnostic;
use rpython_lltype::LLType;
use rpython_lowlevel::{Op, OpCode};

use super::{arith::compare_constant, wide};
use crate::{body::Body, types};

/// A cast that C does as it should.
pub(super) fn cast(b: &mut Body, op: &Op) -> Result<(), Diagnostic> {
    let (from, to) = (b.arg_type(op, 0), b.result_type(op));
    if to == LLType::Void {
        return Ok(());
    }
    let target = b.ty(to)?;
    let x = b.arg(op, 0);
    let source = b.b.func.dfg.value_type(x);
    let value = match (source.is_float(), target.is_float()) {
        (true, true) => float_to_float(b, x, target),
        (true, false) if to == LLType::Bool => {
            let zero = zero_like(b, x);
            b.b.ins().fcmp(FloatCC::NotEqual, x, zero)
        }
        (true, false) => {
            let x = float_to_float(b, x, clif::F64);
            let wide = match (target, types::is_signed(to)) {
                (clif::I128, signed) => wide::of_float(b, x, signed),
                (_, true) => b.b.ins().fcvt_to_sint_sat(clif::I64, x),
                // Negative numbers wrap around, as compilers of C have it for those that fit a word.
                (_, false) => {
                    let positive = b.b.ins().fcvt_to_uint_sat(clif::I64, x);
                    let negative = b.b.ins().fcvt_to_sint_sat(clif::I64, x);
                    let zero = zero_like(b, x);
                    let below = b.b.ins().fcmp(FloatCC::LessThan, x, zero);
                    b.b.ins().select(below, negative, positive)
                }
            };
            resize(b, wide, target, false)
        }
        (false, true) => integer_to_float(b, x, types::is_signed(from), target),
        (false, false) if to == LLType::Bool && from != LLType::Bool => {
            compare_constant(b, IntCC::NotEqual, x, 0)
        }
        (false, false) => resize(b, x, target, types::is_signed(from)),
    };
    b.assign(op, value);
    Ok(())
}

fn zero_like(b: &mut Body, x: Value) -> Value {
    if b.b.func.dfg.value_type(x) == clif::F32 { b.b.ins().f32const(0.0) } else { b.b.ins().f64const(0.0) }
}

fn float_to_float(b: &mut Body, x: Value, target: Type) -> Value {
    match (b.b.func.dfg.value_type(x), target) {
        (clif::F32, clif::F64) => b.b.ins().fpromote(clif::F64, x),
        (clif::F64, clif::F32) => b.b.ins().fdemote(clif::F32, x),
        _ => x,
    }
}

fn integer_to_float(b: &mut Body, x: Value, signed: bool, target: Type) -> Value {
    let ty = b.b.func.dfg.value_type(x);
    if ty == clif::I128 {
        let value = wide::to_float(b, x, signed);
        return float_to_float(b, value, target);
    }
    // Of narrow numbers the wide ones are made first, which are converted at once.
    let unsigned_word = !signed && ty == clif::I64;
    let x = resize(b, x, clif::I64, signed);
    let ins = b.b.ins();
    if unsigned_word { ins.fcvt_from_uint(target, x) } else { ins.fcvt_from_sint(target, x) }
}

/// An integer with more or fewer bits.
pub(super) fn resize(b: &mut Body, x: Value, target: Type, signed: bool) -> Value {
    let source = b.b.func.dfg.value_type(x);
    let ins = b.b.ins();
    match source.bits().cmp(&target.bits()) {
        std::cmp::Ordering::Equal => x,
        std::cmp::Ordering::Greater => ins.ireduce(target, x),
        std::cmp::Ordering::Less if signed => ins.sextend(target, x),
        std::cmp::Ordering::Less => ins.uextend(target, x),
    }
}

/// Out of range, and for NaN, the result is the smallest value.
pub(super) fn float_to_integer(b: &mut Body, op: &Op) -> Result<(), Diagnostic> {
    let x = b.arg(op, 0);
    let target = b.ty(b.result_type(op))?;
    let signed = types::is_signed(b.result_type(op));
    let bits = target.bits() as i32 - i32::from(signed);
    // Saturation gives the smallest value for what is too small already.
    let ins = b.b.ins();
    let near = if signed { ins.fcvt_to_sint_sat(target, x) } else { ins.fcvt_to_uint_sat(target, x) };
    let limit = b.b.ins().f64const(2f64.powi(bits));
    let fits = b.b.ins().fcmp(FloatCC::LessThan, x, limit);
    let smallest = if signed { i64::MIN >> (64 - target.bits()) } else { 0 };
    let smallest = b.int(target, smallest);
    let value = b.b.ins().select(fits, near, smallest);
    b.assign(op, value);
    Ok(())
}

pub(super) fn bits(b: &mut Body, op: &Op) -> Result<(), Diagnostic> {
    let x = b.arg(op, 0);
    let target = if op.code == OpCode::convert_float_bytes_to_longlong { clif::I64 } else { clif::F64 };
    let value = b.b.ins().bitcast(target, MemFlagsData::new(), x);
    b.assign(op, value);
    Ok(())
}
