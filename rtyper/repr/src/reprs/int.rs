//! Integers of all widths.

use rpython_flow::OpKind;
use rpython_lltype::{LLType, Value};
use rpython_lowlevel::{OpCode, Operand};

use crate::error::{R, TyperError};
use crate::hop::Hop;
use crate::repr::{Repr, ReprId};
use crate::rtyper::RTyper;

/// The prefix of the ops that compute with this type; `None` for types that are only stored.
pub fn prefix(ty: LLType) -> Option<&'static str> {
    Some(match ty {
        LLType::Signed => "int",
        LLType::Unsigned => "uint",
        LLType::SignedLongLong => "llong",
        LLType::UnsignedLongLong => "ullong",
        LLType::SignedLongLongLong => "lllong",
        LLType::UnsignedLongLongLong => "ulllong",
        _ => return None,
    })
}

/// The op `name` on integers of type `ty`.
pub fn opcode(ty: LLType, name: &str) -> R<OpCode> {
    let prefix = prefix(ty).ok_or_else(|| {
        TyperError::new(format!("cannot compute with the C integer type {ty:?}: convert it first"))
    })?;
    OpCode::by_name(&format!("{prefix}_{name}"))
        .ok_or_else(|| TyperError::new(format!("there is no operation {name} on {ty:?}")))
}

/// `+`, `&`, `<<`... with an integer result.
pub fn binary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let Repr::Int(ty) = *rt.repr(hop.r_result) else { return hop.unsupported(rt) };
    match hop.kind {
        OpKind::add | OpKind::inplace_add => arithmetic(rt, hop, ty, "add"),
        OpKind::sub | OpKind::inplace_sub => arithmetic(rt, hop, ty, "sub"),
        OpKind::mul | OpKind::inplace_mul => arithmetic(rt, hop, ty, "mul"),
        OpKind::and_ | OpKind::inplace_and => arithmetic(rt, hop, ty, "and"),
        OpKind::or_ | OpKind::inplace_or => arithmetic(rt, hop, ty, "or"),
        OpKind::xor | OpKind::inplace_xor => arithmetic(rt, hop, ty, "xor"),
        OpKind::add_ovf => checked(rt, hop, ty, "add"),
        OpKind::sub_ovf => checked(rt, hop, ty, "sub"),
        OpKind::mul_ovf => checked(rt, hop, ty, "mul"),
        OpKind::lshift | OpKind::inplace_lshift => shift(rt, hop, ty, "lshift"),
        OpKind::rshift | OpKind::inplace_rshift => shift(rt, hop, ty, "rshift"),
        OpKind::lshift_ovf => {
            let args = rt.inputargs(hop, &[hop.r_result, hop.r_result])?;
            rt.call_helper("rint", "ll_int_lshift_ovf", args, LLType::Signed)
        }
        OpKind::div | OpKind::floordiv | OpKind::inplace_div | OpKind::inplace_floordiv => {
            division(rt, hop, ty, "div", false)
        }
        OpKind::mod_ | OpKind::inplace_mod => division(rt, hop, ty, "mod", false),
        OpKind::div_ovf | OpKind::floordiv_ovf => division(rt, hop, ty, "div", true),
        OpKind::mod_ovf => division(rt, hop, ty, "mod", true),
        _ => hop.unsupported(rt),
    }
}

fn arithmetic(rt: &mut RTyper, hop: &Hop, ty: LLType, name: &str) -> R<Operand> {
    let args = rt.inputargs(hop, &[hop.r_result, hop.r_result])?;
    Ok(rt.ll.op(opcode(ty, name)?, args, ty))
}

fn checked(rt: &mut RTyper, hop: &Hop, ty: LLType, name: &str) -> R<Operand> {
    if ty != LLType::Signed {
        return Err(TyperError::new(format!("ovfcheck() needs ints, not {ty:?}")));
    }
    let nonneg = hop.args.iter().map(|a| rt.is_nonneg(&a.s)).collect::<Vec<_>>();
    let mut args = rt.inputargs(hop, &[hop.r_result, hop.r_result])?;
    if name == "add" && (nonneg[0] || nonneg[1]) {
        if !nonneg[1] {
            args.swap(0, 1);
        }
        return Ok(rt.ll.op(OpCode::int_add_nonneg_ovf, args, ty));
    }
    Ok(rt.ll.op(opcode(ty, &format!("{name}_ovf"))?, args, ty))
}

fn shift(rt: &mut RTyper, hop: &Hop, ty: LLType, name: &str) -> R<Operand> {
    let signed = rt.simple(Repr::Int(LLType::Signed));
    let mut args = rt.inputargs(hop, &[hop.r_result, signed])?;
    let bits = match ty.int_kind() {
        Some((0, _)) | None => rt.prog.model.word_bits as i64,
        Some((bits, _)) => bits as i64,
    };
    // Only the low bits of the count matter.
    args[1] = match args[1].as_const() {
        Some(Value::Int(count)) => Operand::signed(count & (bits - 1)),
        _ => rt.ll.op(OpCode::int_and, vec![args[1].clone(), Operand::signed(bits - 1)], LLType::Signed),
    };
    Ok(rt.ll.op(opcode(ty, name)?, args, ty))
}

/// Python's floor division and modulo: helpers that correct what C computes, unless both operands
/// are known to be nonnegative. ZeroDivisionError and OverflowError are checked where asked for.
fn division(rt: &mut RTyper, hop: &Hop, ty: LLType, name: &str, ovf: bool) -> R<Operand> {
    let zer = rt.catches("ZeroDivisionError");
    let (_, signed) = ty.int_kind().unwrap_or((0, true));
    let nonneg = hop.args.iter().all(|a| rt.is_nonneg(&a.s)) || !signed;
    let args = rt.inputargs(hop, &[hop.r_result, hop.r_result])?;
    if nonneg && !zer {
        return Ok(rt.ll.op(opcode(ty, if name == "div" { "floordiv" } else { "mod" })?, args, ty));
    }
    let kind =
        prefix(ty).ok_or_else(|| TyperError::new(format!("cannot divide {ty:?}: convert it first")))?;
    let mut helper = format!("ll_{kind}_py_{name}");
    if ovf && signed {
        helper.push_str("_ovf");
    }
    if zer {
        helper.push_str("_zer");
    }
    rt.call_helper("rint", &helper, args, ty)
}

/// The type in which two integers are compared.
fn comparison_type(rt: &RTyper, hop: &Hop) -> R<LLType> {
    let ty = |r: ReprId| match rt.repr(r) {
        Repr::Int(ty) => *ty,
        _ => LLType::Signed,
    };
    let (a, b) = (ty(hop.args[0].r), ty(hop.args[1].r));
    if a == b {
        return Ok(a);
    }
    let rank = |ty: LLType| match ty {
        LLType::SignedLongLongLong | LLType::UnsignedLongLongLong => 3,
        LLType::SignedLongLong | LLType::UnsignedLongLong => 2,
        LLType::Signed | LLType::Unsigned => 1,
        _ => 0,
    };
    let wide = if rank(a) >= rank(b) { a } else { b };
    let unsigned = |ty: LLType| matches!(ty.int_kind(), Some((_, false)));
    if unsigned(a) != unsigned(b) {
        let signed_side = if unsigned(a) { &hop.args[1] } else { &hop.args[0] };
        if !rt.is_nonneg(&signed_side.s) {
            return Err(TyperError::new("comparing a signed and an unsigned integer")
                .with_help("convert one of them with intmask() or r_uint()"));
        }
        return Ok(match wide {
            LLType::SignedLongLongLong => LLType::UnsignedLongLongLong,
            LLType::SignedLongLong => LLType::UnsignedLongLong,
            LLType::Signed => LLType::Unsigned,
            other => other,
        });
    }
    Ok(wide)
}

/// `<`, `==`... of integers and bools.
pub fn compare(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let name = comparison(hop.kind).ok_or_else(|| TyperError::unsupported("this comparison of integers"))?;
    let mut ty = comparison_type(rt, hop)?;
    if prefix(ty).is_none() {
        ty = LLType::Signed;
    }
    let r = rt.simple(Repr::Int(ty));
    let args = rt.inputargs(hop, &[r, r])?;
    Ok(rt.ll.op(opcode(ty, name)?, args, LLType::Bool))
}

/// The suffix of the comparison ops.
pub fn comparison(kind: OpKind) -> Option<&'static str> {
    Some(match kind {
        OpKind::lt => "lt",
        OpKind::le => "le",
        OpKind::eq => "eq",
        OpKind::ne => "ne",
        OpKind::gt => "gt",
        OpKind::ge => "ge",
        _ => return None,
    })
}

/// Ops with one operand.
pub fn unary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match hop.kind {
        OpKind::bool => {
            let r = widened(rt, hop.args[0].r);
            let v = rt.inputarg(hop, 0, r)?;
            let Repr::Int(ty) = *rt.repr(r) else { return hop.unsupported(rt) };
            Ok(rt.ll.op(opcode(ty, "is_true")?, vec![v], LLType::Bool))
        }
        OpKind::neg => same_type(rt, hop, "neg"),
        OpKind::invert => same_type(rt, hop, "invert"),
        OpKind::abs => same_type(rt, hop, "abs"),
        OpKind::neg_ovf => same_type(rt, hop, "neg_ovf"),
        OpKind::abs_ovf => same_type(rt, hop, "abs_ovf"),
        OpKind::pos | OpKind::int | OpKind::float | OpKind::long => rt.inputarg(hop, 0, hop.r_result),
        OpKind::chr => chr(rt, hop),
        OpKind::unichr => unichr(rt, hop),
        OpKind::hash => {
            let signed = rt.simple(Repr::Int(LLType::Signed));
            rt.inputarg(hop, 0, signed)
        }
        OpKind::str | OpKind::repr => to_string(rt, hop, "dec"),
        OpKind::hex => to_string(rt, hop, "hex"),
        OpKind::oct => to_string(rt, hop, "oct"),
        OpKind::bin => to_string(rt, hop, "bin"),
        _ => hop.unsupported(rt),
    }
}

/// The computing type that a narrow C integer is widened to.
fn widened(rt: &mut RTyper, r: ReprId) -> ReprId {
    match *rt.repr(r) {
        Repr::Int(ty) if prefix(ty).is_some() => r,
        _ => rt.simple(Repr::Int(LLType::Signed)),
    }
}

fn same_type(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Operand> {
    let Repr::Int(ty) = *rt.repr(hop.r_result) else { return hop.unsupported(rt) };
    let v = rt.inputarg(hop, 0, hop.r_result)?;
    if matches!(ty.int_kind(), Some((_, false))) && name == "abs" {
        return Ok(v);
    }
    Ok(rt.ll.op(opcode(ty, name)?, vec![v], ty))
}

fn chr(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let signed = rt.simple(Repr::Int(LLType::Signed));
    let v = rt.inputarg(hop, 0, signed)?;
    if rt.catches("ValueError") {
        rt.call_helper("rint", "ll_check_chr", vec![v.clone()], LLType::Void)?;
    }
    Ok(rt.ll.op(OpCode::cast_int_to_char, vec![v], LLType::Char))
}

fn unichr(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let signed = rt.simple(Repr::Int(LLType::Signed));
    let v = rt.inputarg(hop, 0, signed)?;
    if rt.catches("ValueError") {
        rt.call_helper("rint", "ll_check_unichr", vec![v.clone()], LLType::Void)?;
    }
    Ok(rt.ll.op(OpCode::cast_int_to_unichar, vec![v], LLType::UniChar))
}

fn to_string(rt: &mut RTyper, hop: &Hop, base: &str) -> R<Operand> {
    let r = widened(rt, hop.args[0].r);
    let v = rt.inputarg(hop, 0, r)?;
    let Repr::Int(ty) = *rt.repr(r) else { return hop.unsupported(rt) };
    let string = rt.string_ptr();
    let name = format!("ll_{}2{base}", prefix(ty).unwrap_or("int"));
    rt.call_helper("ll_str", &name, vec![v], string)
}

/// Converts between integer types, bools included on the left.
pub fn convert(rt: &mut RTyper, v: Operand, from: LLType, to: LLType) -> Operand {
    let code = match (from, to) {
        (a, b) if a == b => return v,
        (LLType::Signed, LLType::Unsigned) => OpCode::cast_int_to_uint,
        (LLType::Unsigned, LLType::Signed) => OpCode::cast_uint_to_int,
        (LLType::Signed, LLType::SignedLongLong) => OpCode::cast_int_to_longlong,
        (LLType::SignedLongLong, LLType::Signed) => OpCode::truncate_longlong_to_int,
        _ => OpCode::cast_primitive,
    };
    rt.ll.op(code, vec![v], to)
}
