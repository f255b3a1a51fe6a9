//! `rpython.rlib.rarithmetic`.

use rpython_lltype::LLType;
use rpython_lowlevel::{OpCode, Operand};

use crate::error::R;
use crate::hop::Hop;
use crate::repr::Repr;
use crate::rtyper::RTyper;

/// A call; `None` if the name is not known here.
pub fn call(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Option<Operand>> {
    let result = match name {
        "intmask" | "longlongmask" | "longlonglongmask" | "widen" => cast(rt, hop)?,
        "r_int" | "r_uint" | "r_longlong" | "r_ulonglong" | "r_longlonglong" | "r_ulonglonglong"
        | "r_int8" | "r_uint8" | "r_int16" | "r_uint16" | "r_int32" | "r_uint32" | "r_int64" | "r_uint64"
        | "r_signedchar" | "r_short" | "r_ushort" | "r_uchar" | "r_char" => cast(rt, hop)?,
        "r_singlefloat" | "r_longfloat" => cast(rt, hop)?,
        "int_between" => ints(rt, hop, OpCode::int_between, LLType::Bool, 3)?,
        "int_force_ge_zero" => ints(rt, hop, OpCode::int_force_ge_zero, LLType::Signed, 1)?,
        "int_c_div" => ints(rt, hop, OpCode::int_floordiv, LLType::Signed, 2)?,
        "int_c_mod" => ints(rt, hop, OpCode::int_mod, LLType::Signed, 2)?,
        "uint_mul_high" => {
            let uint = rt.simple(Repr::Int(LLType::Unsigned));
            let args = vec![rt.inputarg(hop, 1, uint)?, rt.inputarg(hop, 2, uint)?];
            rt.ll.op(OpCode::uint_mul_high, args, LLType::Unsigned)
        }
        "ovfcheck" => rt.inputarg(hop, 1, hop.r_result)?,
        "mulmod" => {
            let mut args = Vec::new();
            for i in 1..4 {
                args.push(rt.inputint(hop, i)?);
            }
            rt.call_helper("rint", "ll_mulmod", args, LLType::Signed)?
        }
        "is_emulated_long" => super::core::constant_result(rt, hop)?,
        _ => return Ok(None),
    };
    Ok(Some(result))
}

fn cast(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let to = rt.lltype(hop.r_result)?;
    primitive_cast(rt, hop, 1, to)
}

/// The argument cast to a primitive type with C's meaning.
pub fn primitive_cast(rt: &mut RTyper, hop: &Hop, index: usize, to: LLType) -> R<Operand> {
    let v = rt.inputself(hop, index)?;
    let from = rt.ll.ty(&v);
    let code = match (from, to) {
        (a, b) if a == b => return Ok(v),
        (LLType::Signed, LLType::Unsigned) => OpCode::cast_int_to_uint,
        (LLType::Unsigned, LLType::Signed) => OpCode::cast_uint_to_int,
        (LLType::Bool, LLType::Signed) => OpCode::cast_bool_to_int,
        (LLType::Float, LLType::Signed) => OpCode::cast_float_to_int,
        (LLType::Float, LLType::Unsigned) => OpCode::cast_float_to_uint,
        (LLType::Float, LLType::SignedLongLong) => OpCode::cast_float_to_longlong,
        (LLType::Float, LLType::UnsignedLongLong) => OpCode::cast_float_to_ulonglong,
        (LLType::Float, LLType::SingleFloat) => OpCode::cast_float_to_singlefloat,
        (LLType::SingleFloat, LLType::Float) => OpCode::cast_singlefloat_to_float,
        (LLType::Signed, LLType::Float) => OpCode::cast_int_to_float,
        (LLType::Unsigned, LLType::Float) => OpCode::cast_uint_to_float,
        (LLType::Char, LLType::Signed) => OpCode::cast_char_to_int,
        (LLType::UniChar, LLType::Signed) => OpCode::cast_unichar_to_int,
        (LLType::Signed, LLType::Char) => OpCode::cast_int_to_char,
        (LLType::Signed, LLType::UniChar) => OpCode::cast_int_to_unichar,
        _ => OpCode::cast_primitive,
    };
    Ok(rt.ll.op(code, vec![v], to))
}

fn ints(rt: &mut RTyper, hop: &Hop, code: OpCode, result: LLType, count: usize) -> R<Operand> {
    let args: R<Vec<Operand>> = (1..=count).map(|i| rt.inputint(hop, i)).collect();
    Ok(rt.ll.op(code, args?, result))
}
