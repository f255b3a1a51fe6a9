//! Conversions of constants.

use rpython_lltype::{DataModel, LLType, Pointer, Value};
use rpython_lowlevel::{OpCode, Operand};

use super::arith::{int_shape, number, wrap};

/// A primitive constant on its way between types.
enum Number {
    Int(i128),
    Float(f64),
}

/// The converted constant; `None` for what is no conversion, is not known, or not the same everywhere.
pub(super) fn fold(model: DataModel, code: OpCode, arg: &Operand, result: LLType) -> Option<Value> {
    let Operand::Const(c) = arg else { return None };
    match code {
        OpCode::cast_bool_to_int
        | OpCode::cast_bool_to_uint
        | OpCode::cast_bool_to_float
        | OpCode::cast_char_to_int
        | OpCode::cast_unichar_to_int
        | OpCode::cast_int_to_char
        | OpCode::cast_int_to_unichar
        | OpCode::cast_int_to_uint
        | OpCode::cast_uint_to_int
        | OpCode::cast_int_to_float
        | OpCode::cast_uint_to_float
        | OpCode::cast_longlong_to_float
        | OpCode::cast_ulonglong_to_float
        | OpCode::cast_float_to_int
        | OpCode::cast_float_to_uint
        | OpCode::cast_float_to_longlong
        | OpCode::cast_float_to_ulonglong
        | OpCode::cast_int_to_longlong
        | OpCode::truncate_longlong_to_int
        | OpCode::cast_float_to_singlefloat
        | OpCode::cast_singlefloat_to_float
        | OpCode::cast_primitive => primitive(model, c.ty, &c.value, result),
        OpCode::convert_float_bytes_to_longlong => match c.value {
            Value::Float(f) if !f.is_nan() => Some(Value::Int(f.to_bits() as i64)),
            _ => None,
        },
        OpCode::convert_longlong_bytes_to_float => match c.value {
            Value::Int(n) if !f64::from_bits(n as u64).is_nan() => {
                Some(Value::Float(f64::from_bits(n as u64)))
            }
            _ => None,
        },
        OpCode::cast_ptr_to_adr | OpCode::cast_adr_to_ptr | OpCode::cast_opaque_ptr => match &c.value {
            Value::Ptr(Pointer::Null) | Value::Address(Pointer::Null) => Some(match result {
                LLType::Address => Value::Address(Pointer::Null),
                _ => Value::Ptr(Pointer::Null),
            }),
            _ => None,
        },
        OpCode::float_sqrt => match c.value {
            Value::Float(f) if f >= 0.0 => Some(Value::Float(f.sqrt())),
            _ => None,
        },
        _ => None,
    }
}

fn primitive(model: DataModel, from: LLType, value: &Value, to: LLType) -> Option<Value> {
    let number = match value {
        Value::Bool(b) => Number::Int(*b as i128),
        Value::Char(c) => Number::Int(*c as i128),
        Value::UniChar(c) => Number::Int(*c as i128),
        Value::Int(n) => Number::Int(number(model, from, *n)?),
        Value::Float(f) => Number::Float(*f),
        Value::Void | Value::Ptr(_) | Value::Address(_) | Value::Inline(_) => return None,
    };
    match (to, number) {
        (LLType::Bool, Number::Int(n)) => Some(Value::Bool(n != 0)),
        (LLType::Char, Number::Int(n)) => Some(Value::Char(n as u8)),
        (LLType::UniChar, Number::Int(n)) => u32::try_from(n).ok().map(Value::UniChar),
        (LLType::Float, Number::Int(n)) => Some(Value::Float(n as f64)),
        (LLType::Float, Number::Float(f)) => (!f.is_nan()).then_some(Value::Float(f)),
        (LLType::SingleFloat, Number::Float(f)) => (!f.is_nan()).then_some(Value::Float(f as f32 as f64)),
        (LLType::SingleFloat, Number::Int(n)) => Some(Value::Float(n as f32 as f64)),
        (_, Number::Int(n)) => wrap(model, to, n),
        (_, Number::Float(f)) => {
            // Out of range differs between machines.
            let (bits, signed) = int_shape(model, to)?;
            let limit = 2f64.powi(bits as i32 - signed as i32);
            let low = if signed { -limit } else { 0.0 };
            (f.trunc() >= low && f.trunc() < limit).then(|| wrap(model, to, f.trunc() as i128))?
        }
    }
}
