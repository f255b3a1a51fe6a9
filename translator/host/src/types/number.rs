//! Numbers as objects: operators, constructors, methods.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::{Signed, Zero};
use rpython_bytecode::{BinOp, CmpOp, UnOp};
use rpython_lltype::LLType;

use super::args::{self, Keywords};
use super::num::{self, Num, NumError, Unary};
use super::{parse, rint};
use crate::{BuiltinFn, Host, Obj, Object, Raised};

/// The number behind a plain object.
#[inline]
pub fn to_num(host: &Host, o: Obj) -> Option<Num> {
    Some(match host.get(o) {
        Object::Int(v) => Num::Int(*v),
        Object::Bool(v) => Num::Int(*v as i64),
        Object::Long(v) => Num::Long(v.clone()),
        Object::RInt(ty, v) => Num::RInt(*ty, *v),
        Object::Float(v) => Num::Float(*v),
        Object::Complex(re, im) => Num::Complex(*re, *im),
        _ => return None,
    })
}

/// The object of a number.
pub fn from_num(host: &mut Host, value: Num) -> Obj {
    match value {
        Num::Int(v) => host.new_int(v),
        Num::Long(v) => host.new_long(v),
        Num::RInt(ty, v) => host.alloc(Object::RInt(ty, v)),
        Num::Float(v) => host.new_float(v),
        Num::Complex(re, im) => host.alloc(Object::Complex(re, im)),
    }
}

/// The exception for a failed operation.
pub fn raise(host: &mut Host, error: NumError) -> Raised {
    match error {
        NumError::ZeroDivision(text) => Raised::zero_division_error(host, text),
        NumError::Overflow(text) => Raised::overflow_error(host, text),
        NumError::Range => {
            let args = [host.new_int(34), host.new_text("Numerical result out of range")];
            let class = host.exc.overflow_error;
            let value = host.new_exception(class, &args);
            Raised { class, value, traceback: Vec::new() }
        }
        NumError::Value(text) => Raised::value_error(host, text),
        NumError::Type(text) => Raised::type_error(host, text),
        NumError::Assertion(text) => Raised::assertion_error(host, text),
        NumError::NotImplemented => Raised::type_error(host, "unsupported operand type(s)"),
    }
}

/// `a op b` if both are numbers.
pub fn binary(host: &mut Host, op: BinOp, a: Obj, b: Obj) -> Result<Option<Obj>, Raised> {
    if let (Object::Bool(x), Object::Bool(y)) = (host.get(a), host.get(b)) {
        let result = match op {
            BinOp::And => Some(x & y),
            BinOp::Or => Some(x | y),
            BinOp::Xor => Some(x ^ y),
            _ => None,
        };
        if let Some(result) = result {
            return Ok(Some(host.new_bool(result)));
        }
    }
    let (Some(x), Some(y)) = (to_num(host, a), to_num(host, b)) else { return Ok(None) };
    match num::binary(host.model, op, &x, &y) {
        Ok(result) => Ok(Some(from_num(host, result))),
        Err(NumError::NotImplemented) => Ok(None),
        Err(error) => Err(raise(host, error)),
    }
}

/// `op a` if it is a number.
pub fn unary(host: &mut Host, op: UnOp, a: Obj) -> Result<Option<Obj>, Raised> {
    let op = match op {
        UnOp::Neg => Unary::Neg,
        UnOp::Pos => Unary::Pos,
        UnOp::Invert => Unary::Invert,
        UnOp::Not | UnOp::Repr => return Ok(None),
    };
    apply_unary(host, op, a)
}

fn apply_unary(host: &mut Host, op: Unary, a: Obj) -> Result<Option<Obj>, Raised> {
    let Some(value) = to_num(host, a) else { return Ok(None) };
    match num::unary(host.model, op, &value) {
        Ok(result) => Ok(Some(from_num(host, result))),
        Err(NumError::NotImplemented) => Ok(None),
        Err(error) => Err(raise(host, error)),
    }
}

/// `abs(o)` of a plain number.
pub fn abs(host: &mut Host, o: Obj) -> Result<Option<Obj>, Raised> {
    apply_unary(host, Unary::Abs, o)
}

/// A comparison if both are numbers.
pub fn compare(host: &mut Host, op: CmpOp, a: Obj, b: Obj) -> Result<Option<bool>, Raised> {
    let (Some(x), Some(y)) = (to_num(host, a), to_num(host, b)) else { return Ok(None) };
    match op {
        CmpOp::Eq => return Ok(Some(num::equal(&x, &y))),
        CmpOp::Ne => return Ok(Some(!num::equal(&x, &y))),
        _ if matches!((&x, &y), (Num::Complex(..), _) | (_, Num::Complex(..))) => {
            return Err(Raised::type_error(host, "no ordering relation is defined for complex numbers"));
        }
        _ => {}
    }
    let ordering = num::compare(&x, &y);
    Ok(Some(ordering.is_some_and(|ordering: Ordering| crate::ops::ordering_satisfies(op, ordering))))
}

/// `divmod(a, b)` of plain numbers.
pub fn divmod(host: &mut Host, a: Obj, b: Obj) -> Result<Option<Obj>, Raised> {
    if let (Some(x), Some(y)) = (to_num(host, a), to_num(host, b))
        && (matches!(x, Num::Float(_)) || matches!(y, Num::Float(_)))
    {
        let pair = x.to_f64().and_then(|x| num::float_divmod(x, y.to_f64()?));
        let (quotient, rest) = pair.map_err(|error| raise(host, error))?;
        let pair = [host.new_float(quotient), host.new_float(rest)];
        return Ok(Some(host.new_tuple(&pair)));
    }
    let Some(quotient) = binary(host, BinOp::FloorDiv, a, b)? else { return Ok(None) };
    let Some(rest) = binary(host, BinOp::Mod, a, b)? else { return Ok(None) };
    Ok(Some(host.new_tuple(&[quotient, rest])))
}

/// `pow(a, b, c)` of plain integers.
pub fn power_modulo(host: &mut Host, a: Obj, b: Obj, c: Obj) -> Result<Option<Obj>, Raised> {
    let big = |o| to_num(host, o).and_then(|num| num.to_big());
    let (Some(x), Some(y), Some(z)) = (big(a), big(b), big(c)) else { return Ok(None) };
    let any_long = [a, b, c].iter().any(|&o| matches!(host.get(o), Object::Long(_)));
    let result = num::power_modulo(&x, &y, &z).map_err(|error| raise(host, error))?;
    Ok(Some(if any_long { host.new_long(result) } else { host.new_integer(result) }))
}

/// A string argument of a number constructor, as bytes; `None` for other objects.
fn number_text(host: &mut Host, o: Obj) -> Result<Option<Vec<u8>>, Raised> {
    Ok(match host.get(host.content(o)) {
        Object::Str(bytes) => Some(bytes.to_vec()),
        Object::ByteArray(bytes) => Some(bytes.clone()),
        Object::Unicode(chars) => {
            let ascii =
                |&c: &u32| char::from_u32(c).map_or(b'?', |c| if c.is_whitespace() { b' ' } else { c as u8 });
            if chars.iter().any(|&c| c > 127 && !char::from_u32(c).is_some_and(char::is_whitespace)) {
                return Err(host
                    .encode_ascii(o)
                    .err()
                    .unwrap_or_else(|| Raised::value_error(host, "not ASCII")));
            }
            Some(chars.iter().map(ascii).collect())
        }
        _ => None,
    })
}

/// The integer that `int(o)` and `long(o)` give for a number, an object with `__int__`, or a string.
fn integer_of(host: &mut Host, o: Obj, class: &str) -> Result<Num, Raised> {
    let plain = host.content(o);
    if host.is_user(o) {
        let names = [host.names.int, host.names.long, rpython_base::Symbol::intern("__trunc__")];
        let wanted = if class == "long" { [names[1], names[0], names[2]] } else { names };
        for name in wanted {
            let Some(result) = host.call_special(o, name, &[])? else { continue };
            let plain = host.content(result);
            match to_num(host, plain).filter(|num| num.to_big().is_some()) {
                Some(num) => return Ok(num),
                None => {
                    let given = host.type_name(result);
                    let message = format!("{name} returned non-{class} (type {given})");
                    return Err(Raised::type_error(host, message));
                }
            }
        }
    }
    match to_num(host, plain) {
        Some(Num::Float(value)) => float_to_integer(host, value),
        Some(Num::Complex(..)) => Err(Raised::type_error(host, format!("can't convert complex to {class}"))),
        Some(Num::RInt(ty, value)) => Ok(num::int_or_long(host.model, rint::to_big(ty, value))),
        Some(value) => Ok(value),
        None => match host.get(plain) {
            Object::SingleFloat(value) => {
                let value = *value as f64;
                float_to_integer(host, value)
            }
            Object::LongFloat(value) => {
                let value = *value;
                float_to_integer(host, value)
            }
            _ => match number_text(host, o)? {
                Some(text) => parse_integer(host, &text, 10, class),
                None => {
                    let given = host.type_name(o);
                    let wanted = format!("{class}() argument must be a string or a number, not '{given}'");
                    Err(Raised::type_error(host, wanted))
                }
            },
        },
    }
}

fn float_to_integer(host: &mut Host, value: f64) -> Result<Num, Raised> {
    if value.is_nan() {
        return Err(Raised::value_error(host, "cannot convert float NaN to integer"));
    }
    if value.is_infinite() {
        return Err(Raised::overflow_error(host, "cannot convert float infinity to integer"));
    }
    Ok(num::int_or_long(host.model, num::float_to_big(value)))
}

fn parse_integer(host: &mut Host, text: &[u8], base: u32, class: &str) -> Result<Num, Raised> {
    match parse::parse_integer(text, base, class == "long") {
        Some(value) => Ok(num::int_or_long(host.model, value)),
        None => {
            let mut shown = format!("invalid literal for {class}() with base {base}: ").into_bytes();
            shown.extend(super::repr::bytes(text));
            Err(Raised::value_error(host, String::from_utf8_lossy(&shown)))
        }
    }
}

fn construct_integer(host: &mut Host, args: &[Obj], kw: Keywords<'_>, class: &str) -> Result<Num, Raised> {
    let bound = args::bind(host, class, &["x", "base"], 0, args, kw)?;
    let Some(base) = bound[1] else {
        return match bound[0] {
            None => Ok(Num::Int(0)),
            Some(o) => integer_of(host, o, class),
        };
    };
    let base = args::int(host, base)?;
    let text = match bound[0] {
        Some(o) => number_text(host, o)?,
        None => None,
    };
    let Some(text) = text else {
        return Err(Raised::type_error(
            host,
            format!("{class}() can't convert non-string with explicit base"),
        ));
    };
    if base != 0 && !(2..=36).contains(&base) {
        return Err(Raised::value_error(host, format!("{class}() base must be >= 2 and <= 36, or 0")));
    }
    parse_integer(host, &text, base as u32, class)
}

fn new_int(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let value = construct_integer(host, args, kw, "int")?.to_big().unwrap_or_default();
    Ok(host.new_integer(value))
}

fn new_long(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let value = construct_integer(host, args, kw, "long")?.to_big().unwrap_or_default();
    Ok(host.new_long(value))
}

fn new_bool(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let bound = args::bind(host, "bool", &["x"], 0, args, kw)?;
    let value = match bound[0] {
        Some(o) => host.is_true(o)?,
        None => false,
    };
    Ok(host.new_bool(value))
}

fn new_float(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let bound = args::bind(host, "float", &["x"], 0, args, kw)?;
    let value = match bound[0] {
        Some(o) => float_of(host, o)?,
        None => 0.0,
    };
    Ok(host.new_float(value))
}

fn float_of(host: &mut Host, o: Obj) -> Result<f64, Raised> {
    if host.is_user(o) {
        let name = host.names.float;
        if let Some(result) = host.call_special(o, name, &[])? {
            return match host.get(host.content(result)) {
                Object::Float(value) => Ok(*value),
                _ => {
                    let given = host.type_name(result);
                    Err(Raised::type_error(host, format!("__float__ returned non-float (type {given})")))
                }
            };
        }
    }
    let plain = host.content(o);
    match host.get(plain) {
        Object::SingleFloat(value) => return Ok(*value as f64),
        Object::LongFloat(value) => return Ok(*value),
        _ => {}
    }
    if let Some(value) = to_num(host, plain) {
        return value.to_f64().map_err(|error| raise(host, error));
    }
    let Some(text) = number_text(host, o)? else {
        let message = "float() argument must be a string or a number";
        return Err(Raised::type_error(host, message));
    };
    match parse::parse_float(&text) {
        Some(value) => Ok(value),
        None => {
            let shown = String::from_utf8_lossy(&text).into_owned();
            let wrong = if parse::starts_with_float(&text) {
                format!("invalid literal for float(): {shown}")
            } else {
                format!("could not convert string to float: {shown}")
            };
            Err(Raised::value_error(host, wrong))
        }
    }
}

fn new_complex(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let bound = args::bind(host, "complex", &["real", "imag"], 0, args, kw)?;
    if let (Some(o), None) = (bound[0], bound[1])
        && let Some(text) = number_text(host, o)?
    {
        return match parse::parse_complex(&text) {
            Some((re, im)) => Ok(host.alloc(Object::Complex(re, im))),
            None => Err(Raised::value_error(host, "complex() arg is a malformed string")),
        };
    }
    let mut parts = [(0.0, 0.0); 2];
    for (part, o) in parts.iter_mut().zip(&bound) {
        let Some(o) = *o else { continue };
        *part = match host.get(host.content(o)) {
            Object::Complex(re, im) => (*re, *im),
            _ => (float_of(host, o)?, 0.0),
        };
    }
    let [(a, b), (c, d)] = parts;
    Ok(host.alloc(Object::Complex(a - d, b + c)))
}

fn new_singlefloat(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "r_singlefloat", args, kw, (1, 1))?;
    let value = args::float(host, args[0])?;
    Ok(host.alloc(Object::SingleFloat(value as f32)))
}

fn new_longfloat(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "r_longfloat", args, kw, (1, 1))?;
    let value = args::float(host, args[0])?;
    Ok(host.alloc(Object::LongFloat(value)))
}

/// `r_uint(x)` and the like.
pub fn new_rint(host: &mut Host, ty: LLType, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let name = rint::class_name(ty);
    args::expect(host, name, args, kw, (0, 1))?;
    let value = match args.first() {
        None => BigInt::zero(),
        Some(&o) => integer_of(host, o, "long")?.to_big().unwrap_or_default(),
    };
    let ty = rint::canonical(host.model, ty);
    let value = rint::convert(host.model, ty, &value).map_err(|error| raise(host, error))?;
    Ok(host.alloc(Object::RInt(ty, value)))
}

fn this_num(host: &mut Host, args: &[Obj]) -> Num {
    let plain = args.first().map_or(Obj::NONE, |&o| host.content(o));
    to_num(host, plain).unwrap_or(Num::Int(0))
}

fn this_float(host: &mut Host, args: &[Obj]) -> f64 {
    this_num(host, args).to_f64().unwrap_or(f64::NAN)
}

fn bit_length(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let bits = this_num(host, args).to_big().map_or(0, |v| v.abs().bits());
    Ok(host.new_int(bits as i64))
}

fn conjugate(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    match this_num(host, args) {
        Num::Complex(re, im) => Ok(host.alloc(Object::Complex(re, -im))),
        real => Ok(from_num(host, real)),
    }
}

fn real(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    match this_num(host, args) {
        Num::Complex(re, _) => Ok(host.new_float(re)),
        real => Ok(from_num(host, real)),
    }
}

fn imag(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    Ok(match this_num(host, args) {
        Num::Complex(_, im) => host.new_float(im),
        Num::Float(_) => host.new_float(0.0),
        Num::Long(_) => host.new_long(BigInt::zero()),
        Num::Int(_) | Num::RInt(..) => host.new_int(0),
    })
}

fn denominator(host: &mut Host, _: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    Ok(host.new_int(1))
}

fn trunc(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let value = match this_num(host, args) {
        Num::Float(value) => float_to_integer(host, value)?,
        other => other,
    };
    Ok(from_num(host, value))
}

fn is_integer(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let value = this_float(host, args);
    Ok(host.new_bool(value.is_finite() && value.fract() == 0.0))
}

fn float_hex(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let text = super::floattext::float_hex(this_float(host, args));
    Ok(host.new_text(&text))
}

fn as_integer_ratio(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let value = this_float(host, args);
    if !value.is_finite() {
        let what = if value.is_nan() { "a NaN" } else { "infinity" };
        return Err(Raised::value_error(host, format!("Cannot pass {what} to float.as_integer_ratio.")));
    }
    let (mantissa, exponent) = super::hash::frexp(value);
    let mut numerator = BigInt::from((mantissa * 9007199254740992.0) as i64);
    let mut denominator = BigInt::from(1);
    let mut shift = exponent as i64 - 53;
    while shift < 0 && !numerator.is_zero() && !numerator.bit(0) {
        numerator >>= 1;
        shift += 1;
    }
    if numerator.is_zero() {
        shift = 0;
    }
    if shift < 0 {
        denominator <<= -shift as u64
    } else {
        numerator <<= shift as u64
    }
    let pair = [host.new_integer(numerator), host.new_integer(denominator)];
    Ok(host.new_tuple(&pair))
}

fn dunder_format(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    use super::textmethods::TextUnit;
    args::expect(host, "__format__", &args[1..], kw, (1, 1))?;
    let is_unicode = matches!(host.get(host.content(args[1])), Object::Unicode(_));
    let Some(spec) = u32::text_of(host, args[1])? else {
        return Err(Raised::type_error(host, "__format__() argument 1 must be str or unicode"));
    };
    let plain = host.content(args[0]);
    let text = super::strformat::format_value(host, plain, &spec, is_unicode)?;
    Ok(super::format::make_text(host, &text, is_unicode))
}

/// Adds constructors and methods.
pub fn register(host: &mut Host) {
    let c = host.classes.clone();
    host.set_constructor(c.int, new_int);
    host.set_constructor(c.long, new_long);
    host.set_constructor(c.bool, new_bool);
    host.set_constructor(c.float, new_float);
    host.set_constructor(c.complex, new_complex);
    host.set_constructor(c.singlefloat, new_singlefloat);
    host.set_constructor(c.longfloat, new_longfloat);
    for class in [c.int, c.long, c.float, c.complex] {
        host.add_methods(class, &[("__format__", dunder_format)]);
    }
    let integer: [(&str, BuiltinFn); 3] =
        [("bit_length", bit_length), ("conjugate", conjugate), ("__trunc__", trunc)];
    for class in [c.int, c.long] {
        host.add_methods(class, &integer);
        host.add_getters(
            class,
            &[("real", real), ("imag", imag), ("numerator", real), ("denominator", denominator)],
        );
    }
    host.add_methods(
        c.float,
        &[
            ("is_integer", is_integer),
            ("hex", float_hex),
            ("as_integer_ratio", as_integer_ratio),
            ("conjugate", conjugate),
            ("__trunc__", trunc),
        ],
    );
    host.add_getters(c.float, &[("real", real), ("imag", imag)]);
    host.add_methods(c.complex, &[("conjugate", conjugate)]);
    host.add_getters(c.complex, &[("real", real), ("imag", imag)]);
}
