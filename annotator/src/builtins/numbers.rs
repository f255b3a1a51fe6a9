//! Integer types and `rarithmetic`.

use rpython_lltype::LLType;

use super::{Call, MethodRow, Row};
use crate::SomeValue;
use crate::call::Args;
use crate::cx::Cx;
use crate::fail::R;
use crate::lattice::Kind;

pub(crate) const INTEGER_METHODS: &[MethodRow] = &[("bit_length", 0, 0, bit_length)];
pub(crate) const FLOAT_METHODS: &[MethodRow] = &[("is_integer", 0, 0, is_integer)];

pub(crate) const TABLE: &[Row] = &[
    ("rarithmetic.intmask", 1, 1, intmask),
    ("rarithmetic.longlongmask", 1, 1, longlongmask),
    ("rarithmetic.longlonglongmask", 1, 1, longlonglongmask),
    ("rarithmetic.widen", 1, 1, widen),
    ("rarithmetic.ovfcheck", 1, 1, ovfcheck),
    ("rarithmetic.int_between", 3, 3, int_between),
    ("rarithmetic.int_force_ge_zero", 1, 1, int_force_ge_zero),
    ("rarithmetic.int_c_div", 2, 2, int_c),
    ("rarithmetic.int_c_mod", 2, 2, int_c),
    ("rarithmetic.uint_mul_high", 2, 2, uint_mul_high),
    ("rarithmetic.mulmod", 3, 3, mulmod),
    ("__rpython__.r_int", 1, 1, integer),
    ("__rpython__.r_uint", 1, 1, integer),
    ("__rpython__.r_longlong", 1, 1, integer),
    ("__rpython__.r_ulonglong", 1, 1, integer),
    ("__rpython__.r_longlonglong", 1, 1, integer),
    ("__rpython__.r_ulonglonglong", 1, 1, integer),
    ("__rpython__.r_signedchar", 1, 1, integer),
    ("__rpython__.r_uchar", 1, 1, integer),
    ("__rpython__.r_short", 1, 1, integer),
    ("__rpython__.r_ushort", 1, 1, integer),
    ("__rpython__.r_int8", 1, 1, integer),
    ("__rpython__.r_uint8", 1, 1, integer),
    ("__rpython__.r_int16", 1, 1, integer),
    ("__rpython__.r_uint16", 1, 1, integer),
    ("__rpython__.r_int32", 1, 1, integer),
    ("__rpython__.r_uint32", 1, 1, integer),
    ("__rpython__.r_int64", 1, 1, integer),
    ("__rpython__.r_uint64", 1, 1, integer),
    ("__rpython__.r_singlefloat", 1, 1, singlefloat),
    ("__rpython__.r_longfloat", 1, 1, longfloat),
];

/// The type of a class of integers, by its name.
pub(crate) fn integer_class(name: &str) -> Option<LLType> {
    Some(match name {
        "r_int" => LLType::Signed,
        "r_uint" => LLType::Unsigned,
        "r_longlong" | "r_int64" => LLType::SignedLongLong,
        "r_ulonglong" | "r_uint64" => LLType::UnsignedLongLong,
        "r_longlonglong" => LLType::SignedLongLongLong,
        "r_ulonglonglong" => LLType::UnsignedLongLongLong,
        "r_int8" | "r_signedchar" => LLType::Int8,
        "r_uint8" | "r_uchar" => LLType::UInt8,
        "r_int16" | "r_short" => LLType::Int16,
        "r_uint16" | "r_ushort" => LLType::UInt16,
        "r_int32" => LLType::Int32,
        "r_uint32" => LLType::UInt32,
        _ => return None,
    })
}

/// Whether a built-in class of this name is a number of a low-level type.
pub(crate) fn is_number_class(name: &str) -> bool {
    integer_class(name).is_some() || matches!(name, "r_singlefloat" | "r_longfloat")
}

fn number(cx: &Cx<'_>, call: &Call<'_>) -> R<()> {
    for s in &call.args.positional {
        if !matches!(
            s.kind,
            Kind::Integer { .. }
                | Kind::Bool(_)
                | Kind::Float
                | Kind::SingleFloat
                | Kind::LongFloat
                | Kind::Char { .. }
        ) {
            return Err(cx.error(
                "argument",
                format!("{}() needs a number, and gets {}", call.name(), cx.out.describe_a(s)),
            ));
        }
    }
    Ok(())
}

/// The result on constants, computed by the function itself.
fn fold(cx: &mut Cx<'_>, call: &Call<'_>) -> R<Option<SomeValue>> {
    let Some(callee) = call.callee.constant else { return Ok(None) };
    let mut values = Vec::new();
    for arg in &call.args.positional {
        match (arg.constant, arg.is_immutable()) {
            (Some(value), true) => values.push(value),
            _ => return Ok(None),
        }
    }
    match cx.host.call(callee, &values, &[]) {
        Ok(value) => Ok(Some(cx.constant(value)?)),
        Err(_) => Ok(None),
    }
}

fn integer(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    number(cx, call)?;
    if let Some(known) = fold(cx, call)? {
        return Ok(known);
    }
    let ty = integer_class(call.name()).unwrap_or(LLType::Signed);
    let ty = cx.integer_type(ty);
    let unsigned = ty.int_kind().is_some_and(|(_, signed)| !signed);
    let nonneg = match call.arg(0).kind {
        Kind::Integer { ty: from, nonneg } => {
            nonneg && from.int_kind().is_some_and(|(_, signed)| signed) && wider(ty, from)
        }
        Kind::Bool(_) => true,
        _ => false,
    };
    Ok(SomeValue::integer(ty, unsigned || nonneg))
}

/// Whether a type holds at least what another of the same sign holds.
fn wider(ty: LLType, from: LLType) -> bool {
    let width = |t: LLType| t.int_kind().map_or(0, |(bits, _)| if bits == 0 { 64 } else { bits });
    width(ty) >= width(from)
}

fn singlefloat(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    number(cx, call)?;
    Ok(fold(cx, call)?.unwrap_or_else(|| Kind::SingleFloat.into()))
}

fn longfloat(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    number(cx, call)?;
    Ok(fold(cx, call)?.unwrap_or_else(|| Kind::LongFloat.into()))
}

fn intmask(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    number(cx, call)?;
    if let Some(known) = fold(cx, call)? {
        return Ok(known);
    }
    Ok(match call.arg(0).kind {
        Kind::Integer { ty: LLType::Signed, nonneg } => SomeValue::integer(LLType::Signed, nonneg),
        Kind::Bool(_) => SomeValue::NONNEG,
        _ => SomeValue::INT,
    })
}

fn longlongmask(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    number(cx, call)?;
    Ok(SomeValue::integer(cx.integer_type(LLType::SignedLongLong), false))
}

fn longlonglongmask(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    number(cx, call)?;
    Ok(SomeValue::integer(LLType::SignedLongLongLong, false))
}

fn widen(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    number(cx, call)?;
    Ok(match call.arg(0).kind {
        Kind::Integer { ty, nonneg } => {
            let narrow = ty.int_kind().is_some_and(|(bits, _)| bits != 0 && bits < cx.host.model.word_bits);
            if narrow { SomeValue::integer(LLType::Signed, nonneg) } else { call.arg(0).clone() }
        }
        _ => SomeValue::NONNEG,
    })
}

fn ovfcheck(_cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    // The operation inside was turned into its checking form already, if it was one.
    Ok(call.arg(0).clone())
}

fn int_between(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    number(cx, call)?;
    Ok(SomeValue::BOOL)
}

fn int_force_ge_zero(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    number(cx, call)?;
    Ok(SomeValue::NONNEG)
}

fn int_c(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    number(cx, call)?;
    match (&call.arg(0).kind, &call.arg(1).kind) {
        (Kind::Integer { ty, nonneg: n }, Kind::Integer { ty: u, nonneg: m }) if ty == u => {
            Ok(SomeValue::integer(*ty, *n && *m))
        }
        _ => Ok(SomeValue::INT),
    }
}

fn uint_mul_high(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    number(cx, call)?;
    Ok(SomeValue::UINT)
}

fn mulmod(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    number(cx, call)?;
    Ok(SomeValue::INT)
}

fn bit_length(_cx: &mut Cx<'_>, _this: &SomeValue, _args: &Args) -> R {
    Ok(SomeValue::NONNEG)
}

fn is_integer(_cx: &mut Cx<'_>, _this: &SomeValue, _args: &Args) -> R {
    Ok(SomeValue::BOOL)
}
