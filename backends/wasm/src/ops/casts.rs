//! Conversions.

use rpython_base::Diagnostic;
use rpython_lltype::LLType;
use rpython_lowlevel::{Op, OpCode};

use crate::body::Body;
use crate::types::Form;

/// A conversion that depends on nothing but the two types.
pub(super) fn convert<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<(), Diagnostic> {
    let (from, to) = (b.operand_type(&op.args[0]), b.result_type(op));
    let (Some(source), Some(target)) = (Form::of(from), Form::of(to)) else { return Ok(()) };
    b.push(&op.args[0])?;
    if to == LLType::Bool {
        return to_bool(b, source);
    }
    match target {
        Form::I32 => to_i32(b, source, from, to),
        Form::I64 => to_i64(b, source, from, to),
        Form::Wide => to_wide(b, source, from),
        Form::F32 | Form::F64 => to_float(b, source, from, target),
    }
    Ok(())
}

fn to_bool(b: &mut Body, source: Form) -> Result<(), Diagnostic> {
    match source {
        Form::I32 => b.i().i32_const(0).i32_ne(),
        Form::I64 => b.i().i64_const(0).i64_ne(),
        Form::F32 => b.i().f32_const(0.0.into()).f32_ne(),
        Form::F64 => b.i().f64_const(0.0.into()).f64_ne(),
        Form::Wide => b.i().i64_or().i64_const(0).i64_ne(),
    };
    Ok(())
}

/// Whether a type of form `I32` holds a number with a sign.
fn is_signed(ty: LLType) -> bool {
    matches!(ty, LLType::Int8 | LLType::Int16 | LLType::Int32)
}

fn to_i32(b: &mut Body, source: Form, from: LLType, to: LLType) {
    match source {
        Form::I32 => {}
        Form::I64 => _ = b.i().i32_wrap_i64(),
        Form::Wide => _ = b.i().drop().i32_wrap_i64(),
        Form::F32 => _ = b.i().i64_trunc_sat_f32_s().i32_wrap_i64(),
        Form::F64 => _ = b.i().i64_trunc_sat_f64_s().i32_wrap_i64(),
    }
    if source == Form::I32 && from == to {
        return;
    }
    match to {
        LLType::Char | LLType::UInt8 => _ = b.i().i32_const(0xff).i32_and(),
        LLType::UInt16 => _ = b.i().i32_const(0xffff).i32_and(),
        LLType::Int8 => _ = b.i().i32_extend8_s(),
        LLType::Int16 => _ = b.i().i32_extend16_s(),
        _ => {}
    }
}

fn to_i64(b: &mut Body, source: Form, from: LLType, to: LLType) {
    let unsigned = matches!(to, LLType::Unsigned | LLType::UnsignedLongLong);
    match source {
        Form::I32 if is_signed(from) => _ = b.i().i64_extend_i32_s(),
        Form::I32 => _ = b.i().i64_extend_i32_u(),
        Form::I64 => {}
        Form::Wide => _ = b.i().drop(),
        Form::F32 if unsigned => _ = b.i().i64_trunc_sat_f32_u(),
        Form::F32 => _ = b.i().i64_trunc_sat_f32_s(),
        Form::F64 if unsigned => _ = b.i().i64_trunc_sat_f64_u(),
        Form::F64 => _ = b.i().i64_trunc_sat_f64_s(),
    }
}

fn to_wide(b: &mut Body, source: Form, from: LLType) {
    if source == Form::Wide {
        return;
    }
    to_i64(b, source, from, LLType::Signed);
    let unsigned = match source {
        Form::I32 => !is_signed(from),
        _ => matches!(from, LLType::Unsigned | LLType::UnsignedLongLong),
    };
    if unsigned {
        b.i().i64_const(0);
    } else {
        let low = b.pop_spare(wasm_encoder::ValType::I64);
        b.get_local(low);
        b.get_local(low);
        b.i().i64_const(63).i64_shr_s();
        b.release(low);
    }
}

fn to_float(b: &mut Body, source: Form, from: LLType, target: Form) {
    let unsigned = matches!(from, LLType::Unsigned | LLType::UnsignedLongLong);
    match source {
        Form::I32 if is_signed(from) => _ = b.i().f64_convert_i32_s(),
        Form::I32 => _ = b.i().f64_convert_i32_u(),
        Form::I64 if unsigned && target == Form::F32 => {
            b.i().f32_convert_i64_u();
            return;
        }
        Form::I64 if target == Form::F32 => {
            b.i().f32_convert_i64_s();
            return;
        }
        Form::I64 if unsigned => _ = b.i().f64_convert_i64_u(),
        Form::I64 => _ = b.i().f64_convert_i64_s(),
        Form::Wide => super::wide::to_float(b, from == LLType::SignedLongLongLong),
        Form::F32 => {
            if target == Form::F64 {
                b.i().f64_promote_f32();
            }
            return;
        }
        Form::F64 => {}
    }
    if target == Form::F32 {
        b.i().f32_demote_f64();
    }
}

/// Float to integer; out of range gives the smallest value.
pub(super) fn truncate<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<(), Diagnostic> {
    let x = &op.args[0];
    b.push(x)?;
    if matches!(op.code, OpCode::cast_float_to_uint | OpCode::cast_float_to_ulonglong) {
        b.i().i64_trunc_sat_f64_u().i64_const(0);
        b.push(x)?;
        b.i().f64_const(18446744073709551616.0.into()).f64_lt().select();
    } else {
        b.i().i64_trunc_sat_f64_s().i64_const(i64::MIN);
        b.push(x)?;
        b.i().f64_abs().f64_const(9223372036854775808.0.into()).f64_lt().select();
    }
    Ok(())
}

pub(super) fn bits<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<(), Diagnostic> {
    b.push(&op.args[0])?;
    if op.code == OpCode::convert_float_bytes_to_longlong {
        b.i().i64_reinterpret_f64();
    } else {
        b.i().f64_reinterpret_i64();
    }
    Ok(())
}
