//! Arithmetic of numbers: `int`, `long`, the fixed-width integers, `float`, `complex`.
//!
//! Pure functions on values; the modules beside this one bring objects in and out.

use std::cmp::Ordering;

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{One, Pow, Signed, ToPrimitive, Zero};
use rpython_bytecode::BinOp;
use rpython_lltype::{DataModel, LLType};

use super::rint;

/// A number taken out of its object. `bool` counts as `Int`.
#[derive(Debug, Clone, PartialEq)]
pub enum Num {
    /// `int`
    Int(i64),
    /// `long`
    Long(BigInt),
    /// A fixed-width integer.
    RInt(LLType, i128),
    /// `float`
    Float(f64),
    /// `complex`
    Complex(f64, f64),
}

/// Why an operation has no result: which built-in exception, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumError {
    /// ZeroDivisionError
    ZeroDivision(&'static str),
    /// OverflowError
    Overflow(String),
    /// OverflowError with the C library's errno for a result out of range.
    Range,
    /// ValueError
    Value(&'static str),
    /// TypeError
    Type(&'static str),
    /// AssertionError
    Assertion(String),
    /// The operator does not apply to these types.
    NotImplemented,
}

/// The result of an operation on numbers.
pub type NumResult<T = Num> = Result<T, NumError>;

const INT_ZERO: NumError = NumError::ZeroDivision("integer division or modulo by zero");
const LONG_ZERO: NumError = NumError::ZeroDivision("long division or modulo by zero");

impl Num {
    /// The value of an integer.
    pub fn to_big(&self) -> Option<BigInt> {
        match self {
            Num::Int(v) => Some(BigInt::from(*v)),
            Num::Long(v) => Some(v.clone()),
            Num::RInt(ty, v) => Some(rint::to_big(*ty, *v)),
            Num::Float(_) | Num::Complex(..) => None,
        }
    }

    /// As a float; fails for integers beyond its range and for complex numbers.
    pub fn to_f64(&self) -> NumResult<f64> {
        match self {
            Num::Int(v) => Ok(*v as f64),
            Num::Float(v) => Ok(*v),
            Num::Long(v) => big_to_f64(v),
            Num::RInt(ty, v) => big_to_f64(&rint::to_big(*ty, *v)),
            Num::Complex(..) => Err(NumError::Type("can't convert complex to float")),
        }
    }

    /// Truth.
    pub fn is_true(&self) -> bool {
        match self {
            Num::Int(v) => *v != 0,
            Num::Long(v) => !v.is_zero(),
            Num::RInt(_, v) => *v != 0,
            Num::Float(v) => *v != 0.0,
            Num::Complex(a, b) => *a != 0.0 || *b != 0.0,
        }
    }
}

/// A big integer as a float.
pub fn big_to_f64(value: &BigInt) -> NumResult<f64> {
    match value.to_f64() {
        Some(float) if float.is_finite() => Ok(float),
        _ => Err(NumError::Overflow("long int too large to convert to float".to_owned())),
    }
}

/// An int if it fits the target's word, else a long.
pub fn int_or_long(model: DataModel, value: BigInt) -> Num {
    match value.to_i64() {
        Some(small) if model.fits_signed(small as i128) => Num::Int(small),
        _ => Num::Long(value),
    }
}

fn int_or_long_i128(model: DataModel, value: i128) -> Num {
    if model.fits_signed(value) { Num::Int(value as i64) } else { Num::Long(BigInt::from(value)) }
}

/// `a op b`
pub fn binary(model: DataModel, op: BinOp, a: &Num, b: &Num) -> NumResult {
    match (a, b) {
        (Num::Int(x), Num::Int(y)) => int_binary(model, op, *x, *y),
        (Num::Complex(..), _) | (_, Num::Complex(..)) => complex_binary(op, to_complex(a)?, to_complex(b)?),
        (Num::Float(x), Num::Float(y)) => float_binary(op, *x, *y),
        (Num::Float(x), _) => float_binary(op, *x, b.to_f64()?),
        (_, Num::Float(y)) => float_binary(op, a.to_f64()?, *y),
        (Num::RInt(..), _) | (_, Num::RInt(..)) => rint::binary(model, op, a, b),
        (Num::Int(_) | Num::Long(_), Num::Int(_) | Num::Long(_)) => {
            let (Some(x), Some(y)) = (a.to_big(), b.to_big()) else { return Err(NumError::NotImplemented) };
            long_binary(op, &x, &y)
        }
    }
}

fn int_binary(model: DataModel, op: BinOp, x: i64, y: i64) -> NumResult {
    let wide = |value: i128| Ok(int_or_long_i128(model, value));
    match op {
        BinOp::Add => wide(x as i128 + y as i128),
        BinOp::Sub => wide(x as i128 - y as i128),
        BinOp::Mul => wide(x as i128 * y as i128),
        BinOp::Div | BinOp::FloorDiv | BinOp::Mod if y == 0 => Err(INT_ZERO),
        BinOp::Div | BinOp::FloorDiv => wide(Integer::div_floor(&(x as i128), &(y as i128))),
        BinOp::Mod => Ok(Num::Int(Integer::mod_floor(&(x as i128), &(y as i128)) as i64)),
        BinOp::TrueDiv => true_divide(&x.into(), &y.into()).map(Num::Float),
        BinOp::Pow => int_power(model, x, y),
        BinOp::LShift if y < 0 => Err(NumError::Value("negative shift count")),
        BinOp::RShift if y < 0 => Err(NumError::Value("negative shift count")),
        BinOp::LShift if x == 0 => Ok(Num::Int(0)),
        BinOp::LShift if y < 64 => wide((x as i128) << y),
        BinOp::LShift => Ok(Num::Long(shift_left(&x.into(), y)?)),
        BinOp::RShift => Ok(Num::Int(x >> y.min(63))),
        BinOp::And => Ok(Num::Int(x & y)),
        BinOp::Or => Ok(Num::Int(x | y)),
        BinOp::Xor => Ok(Num::Int(x ^ y)),
    }
}

fn shift_left(x: &BigInt, count: i64) -> NumResult<BigInt> {
    if count > 1 << 36 {
        return Err(NumError::Overflow("shift count too large".to_owned()));
    }
    Ok(x << count as u64)
}

fn int_power(model: DataModel, x: i64, y: i64) -> NumResult {
    if y < 0 {
        return float_power(x as f64, y as f64).map(Num::Float);
    }
    match u32::try_from(y).ok().and_then(|exponent| x.checked_pow(exponent)) {
        Some(value) if model.fits_signed(value as i128) => Ok(Num::Int(value)),
        _ => {
            let power = big_power(&x.into(), &y.into())?;
            Ok(int_or_long(model, power))
        }
    }
}

fn big_power(x: &BigInt, y: &BigInt) -> NumResult<BigInt> {
    let Some(exponent) = y.to_u32() else {
        if x.is_zero() || x.is_one() {
            return Ok(x.clone());
        }
        if *x == BigInt::from(-1) {
            return Ok(if y.is_even() { BigInt::one() } else { x.clone() });
        }
        return Err(NumError::Overflow("result of ** is too large".to_owned()));
    };
    Ok(Pow::pow(x, exponent))
}

/// Operators on longs, with a long (or for `/` and negative powers a float) as the result.
pub fn long_binary(op: BinOp, x: &BigInt, y: &BigInt) -> NumResult {
    let result = match op {
        BinOp::Add => x + y,
        BinOp::Sub => x - y,
        BinOp::Mul => x * y,
        BinOp::Div | BinOp::FloorDiv | BinOp::Mod if y.is_zero() => return Err(LONG_ZERO),
        BinOp::Div | BinOp::FloorDiv => x.div_floor(y),
        BinOp::Mod => x.mod_floor(y),
        BinOp::TrueDiv => return true_divide(x, y).map(Num::Float),
        BinOp::Pow if y.is_negative() => return float_power(big_to_f64(x)?, big_to_f64(y)?).map(Num::Float),
        BinOp::Pow => big_power(x, y)?,
        BinOp::LShift | BinOp::RShift if y.is_negative() => {
            return Err(NumError::Value("negative shift count"));
        }
        BinOp::LShift => shift_left(x, y.to_i64().unwrap_or(i64::MAX))?,
        BinOp::RShift => match y.to_u64() {
            Some(count) if count <= x.bits() => x >> count,
            _ => BigInt::from(if x.is_negative() { -1 } else { 0 }),
        },
        BinOp::And => x & y,
        BinOp::Or => x | y,
        BinOp::Xor => x ^ y,
    };
    Ok(Num::Long(result))
}

/// `x / y` as the nearest float.
pub fn true_divide(x: &BigInt, y: &BigInt) -> NumResult<f64> {
    if y.is_zero() {
        return Err(NumError::ZeroDivision("division by zero"));
    }
    if x.is_zero() {
        return Ok(0.0);
    }
    let shift = (x.bits() as i64 - y.bits() as i64 - 55).max(-1074 - 2);
    let (a, b) = (x.abs(), y.abs());
    let (dividend, divisor) = if shift < 0 { (a << (-shift) as u64, b) } else { (a, b << shift as u64) };
    let (quotient, rest) = dividend.div_rem(&divisor);
    let mut bits = quotient.to_u64().unwrap_or(u64::MAX);
    if !rest.is_zero() {
        bits |= 1;
    }
    let magnitude = scale(bits, shift);
    if magnitude.is_infinite() {
        return Err(NumError::Overflow("integer division result too large for a float".to_owned()));
    }
    Ok(if x.is_negative() != y.is_negative() { -magnitude } else { magnitude })
}

/// `bits * 2**exponent`, rounded once (half to even); the lowest bit may be sticky.
fn scale(bits: u64, exponent: i64) -> f64 {
    let length = 64 - bits.leading_zeros() as i64;
    let drop = (length - 53).max(-1074 - exponent).max(0);
    let kept = if drop >= 64 { 0 } else { bits >> drop };
    let half = if drop == 0 || drop > 64 { 0 } else { 1u64 << (drop - 1) };
    let rest = if drop >= 64 { bits } else { bits & ((1u64 << drop) - 1) };
    let rounded = kept + (drop > 0 && (rest > half || (rest == half && kept & 1 == 1))) as u64;
    ldexp(rounded as f64, exponent + drop)
}

/// `value * 2**exponent` without intermediate overflow.
pub fn ldexp(mut value: f64, mut exponent: i64) -> f64 {
    while exponent > 1000 && value.is_finite() && value != 0.0 {
        value *= f64::from_bits(2023 << 52);
        exponent -= 1000;
    }
    if exponent < -1000 && value != 0.0 {
        if exponent < -2200 {
            return 0.0 * value;
        }
        let (mantissa, own) = super::hash::frexp(value);
        return ldexp_small(mantissa, own as i64 + exponent);
    }
    if exponent > 1000 { value } else { value * 2f64.powi(exponent as i32) }
}

fn ldexp_small(mantissa: f64, exponent: i64) -> f64 {
    if exponent < -1000 {
        if exponent < -1100 {
            return 0.0 * mantissa;
        }
        return mantissa * 2f64.powi(-1000) * 2f64.powi((exponent + 1000) as i32);
    }
    mantissa * 2f64.powi(exponent as i32)
}

/// `divmod` of floats.
pub fn float_divmod(x: f64, y: f64) -> NumResult<(f64, f64)> {
    if y == 0.0 {
        return Err(NumError::ZeroDivision("float divmod()"));
    }
    let mut rest = x % y;
    let mut quotient = (x - rest) / y;
    if rest != 0.0 {
        if (y < 0.0) != (rest < 0.0) {
            rest += y;
            quotient -= 1.0;
        }
    } else {
        rest = 0f64.copysign(y);
    }
    if quotient == 0.0 {
        return Ok((0f64.copysign(x / y), rest));
    }
    let floor = quotient.floor();
    Ok((if quotient - floor > 0.5 { floor + 1.0 } else { floor }, rest))
}

fn float_modulo(x: f64, y: f64) -> NumResult<f64> {
    if y == 0.0 {
        return Err(NumError::ZeroDivision("float modulo"));
    }
    let rest = x % y;
    if rest == 0.0 {
        return Ok(0f64.copysign(y));
    }
    Ok(if (y < 0.0) != (rest < 0.0) { rest + y } else { rest })
}

/// `x ** y`
pub fn float_power(x: f64, y: f64) -> NumResult<f64> {
    if y == 0.0 || x == 1.0 {
        return Ok(1.0);
    }
    if x.is_nan() || y.is_nan() {
        return Ok(f64::NAN);
    }
    if x == 0.0 && y < 0.0 {
        return Err(NumError::ZeroDivision("0.0 cannot be raised to a negative power"));
    }
    if x < 0.0 && x.is_finite() && y.is_finite() && y.fract() != 0.0 {
        return Err(NumError::Value("negative number cannot be raised to a fractional power"));
    }
    let result = x.powf(y);
    if result.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(NumError::Range);
    }
    Ok(result)
}

fn float_binary(op: BinOp, x: f64, y: f64) -> NumResult {
    let result = match op {
        BinOp::Add => x + y,
        BinOp::Sub => x - y,
        BinOp::Mul => x * y,
        BinOp::Div | BinOp::TrueDiv if y == 0.0 => {
            return Err(NumError::ZeroDivision("float division by zero"));
        }
        BinOp::Div | BinOp::TrueDiv => x / y,
        BinOp::FloorDiv => float_divmod(x, y)?.0,
        BinOp::Mod => float_modulo(x, y)?,
        BinOp::Pow => float_power(x, y)?,
        BinOp::LShift | BinOp::RShift | BinOp::And | BinOp::Or | BinOp::Xor => {
            return Err(NumError::NotImplemented);
        }
    };
    Ok(Num::Float(result))
}

fn to_complex(value: &Num) -> NumResult<(f64, f64)> {
    match value {
        Num::Complex(a, b) => Ok((*a, *b)),
        Num::Int(_) | Num::Long(_) | Num::RInt(..) | Num::Float(_) => Ok((value.to_f64()?, 0.0)),
    }
}

fn complex_binary(op: BinOp, (a, b): (f64, f64), (c, d): (f64, f64)) -> NumResult {
    Ok(match op {
        BinOp::Add => Num::Complex(a + c, b + d),
        BinOp::Sub => Num::Complex(a - c, b - d),
        BinOp::Mul => Num::Complex(a * c - b * d, a * d + b * c),
        BinOp::Div | BinOp::TrueDiv => {
            let (re, im) = complex_divide((a, b), (c, d))?;
            Num::Complex(re, im)
        }
        BinOp::Pow => complex_power((a, b), (c, d))?,
        BinOp::FloorDiv | BinOp::Mod => return Err(NumError::Type("can't take floor of complex number.")),
        BinOp::LShift | BinOp::RShift | BinOp::And | BinOp::Or | BinOp::Xor => {
            return Err(NumError::NotImplemented);
        }
    })
}

fn complex_divide((a, b): (f64, f64), (c, d): (f64, f64)) -> NumResult<(f64, f64)> {
    if c == 0.0 && d == 0.0 {
        return Err(NumError::ZeroDivision("complex division by zero"));
    }
    Ok(if c.abs() >= d.abs() {
        let ratio = d / c;
        let divisor = c + d * ratio;
        ((a + b * ratio) / divisor, (b - a * ratio) / divisor)
    } else {
        let ratio = c / d;
        let divisor = c * ratio + d;
        ((a * ratio + b) / divisor, (b * ratio - a) / divisor)
    })
}

fn complex_power((a, b): (f64, f64), (c, d): (f64, f64)) -> NumResult {
    if c == 0.0 && d == 0.0 {
        return Ok(Num::Complex(1.0, 0.0));
    }
    if a == 0.0 && b == 0.0 {
        if c < 0.0 || d != 0.0 {
            return Err(NumError::ZeroDivision("0.0 to a negative or complex power"));
        }
        return Ok(Num::Complex(0.0, 0.0));
    }
    if d == 0.0 && c.fract() == 0.0 && c.abs() <= 100.0 {
        let mut result = (1.0, 0.0);
        for _ in 0..c.abs() as u32 {
            result = (result.0 * a - result.1 * b, result.0 * b + result.1 * a);
        }
        let (re, im) = if c < 0.0 { complex_divide((1.0, 0.0), result)? } else { result };
        return Ok(Num::Complex(re, im));
    }
    let angle = b.atan2(a);
    let radius = a.hypot(b);
    let mut length = radius.powf(c);
    let mut phase = angle * c;
    if d != 0.0 {
        length /= (angle * d).exp();
        phase += d * radius.ln();
    }
    Ok(Num::Complex(length * phase.cos(), length * phase.sin()))
}

/// Order of two real numbers; `None` if one is NaN. Complex numbers only compare equal or not.
pub fn compare(a: &Num, b: &Num) -> Option<Ordering> {
    match (a, b) {
        (Num::Int(x), Num::Int(y)) => Some(x.cmp(y)),
        (Num::Float(x), Num::Float(y)) => x.partial_cmp(y),
        (Num::Float(x), other) => compare_big_float(&other.to_big()?, *x).map(Ordering::reverse),
        (other, Num::Float(y)) => compare_big_float(&other.to_big()?, *y),
        _ => Some(a.to_big()?.cmp(&b.to_big()?)),
    }
}

/// `a == b`
pub fn equal(a: &Num, b: &Num) -> bool {
    match (a, b) {
        (Num::Complex(a, b), Num::Complex(c, d)) => a == c && b == d,
        (Num::Complex(re, im), real) | (real, Num::Complex(re, im)) => {
            *im == 0.0 && compare(&Num::Float(*re), real) == Some(Ordering::Equal)
        }
        _ => compare(a, b) == Some(Ordering::Equal),
    }
}

fn compare_big_float(x: &BigInt, y: f64) -> Option<Ordering> {
    if y.is_nan() {
        return None;
    }
    if y.is_infinite() {
        return Some(if y > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let whole = float_to_big(y.floor());
    Some(x.cmp(&whole).then(if y.fract() != 0.0 { Ordering::Less } else { Ordering::Equal }))
}

/// The integer part of a finite float.
pub fn float_to_big(value: f64) -> BigInt {
    use num_traits::FromPrimitive;
    BigInt::from_f64(value.trunc()).unwrap_or_default()
}

/// `pow(x, y, z)` of integers.
pub fn power_modulo(x: &BigInt, y: &BigInt, z: &BigInt) -> NumResult<BigInt> {
    if y.is_negative() {
        return Err(NumError::Type("pow() 2nd argument cannot be negative when 3rd argument specified"));
    }
    if z.is_zero() {
        return Err(NumError::Value("pow() 3rd argument cannot be 0"));
    }
    let result = x.modpow(y, &z.abs());
    Ok(if z.sign() == Sign::Minus && !result.is_zero() { result + z } else { result })
}

/// `round(x, digits)`: half away from zero, on the exact decimal value.
pub fn round(value: f64, digits: i64) -> f64 {
    if !value.is_finite() || value == 0.0 || digits > 330 {
        return value;
    }
    if digits < -330 {
        return 0.0 * value;
    }
    let exact = format!("{:.1100}", value.abs());
    let (whole, fraction) = exact.split_once('.').unwrap_or((&exact, ""));
    let mut decimal: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    let keep = whole.len() as i64 + digits;
    if keep < 0 {
        return 0f64.copysign(value);
    }
    let keep = (keep as usize).min(decimal.len());
    let up = decimal.get(keep).is_some_and(|&d| d >= b'5');
    for digit in &mut decimal[keep..] {
        *digit = b'0';
    }
    let mut at = keep;
    let mut carry = up;
    while carry && at > 0 {
        at -= 1;
        carry = decimal[at] == b'9';
        decimal[at] = if carry { b'0' } else { decimal[at] + 1 };
    }
    if carry {
        decimal.insert(0, b'1');
    }
    let point = decimal.len() - fraction.len();
    let mut text = String::from_utf8_lossy(&decimal[..point]).into_owned();
    text.push('.');
    text.push_str(&String::from_utf8_lossy(&decimal[point..]));
    text.parse::<f64>().unwrap_or(value.abs()).copysign(value)
}

/// `-x`, `+x`, `~x`, `abs(x)`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Unary {
    Neg,
    Pos,
    Invert,
    Abs,
}

/// A unary operation.
pub fn unary(model: DataModel, op: Unary, a: &Num) -> NumResult {
    let on_big = |v: &BigInt| match op {
        Unary::Neg => -v,
        Unary::Pos => v.clone(),
        Unary::Invert => !v,
        Unary::Abs => v.abs(),
    };
    Ok(match a {
        Num::Int(v) => match op {
            Unary::Neg => int_or_long_i128(model, -(*v as i128)),
            Unary::Pos => Num::Int(*v),
            Unary::Invert => Num::Int(!v),
            Unary::Abs => int_or_long_i128(model, (*v as i128).abs()),
        },
        Num::Long(v) => Num::Long(on_big(v)),
        Num::RInt(ty, v) => Num::RInt(*ty, rint::convert(model, *ty, &on_big(&rint::to_big(*ty, *v)))?),
        Num::Float(v) => match op {
            Unary::Neg => Num::Float(-v),
            Unary::Pos => Num::Float(*v),
            Unary::Abs => Num::Float(v.abs()),
            Unary::Invert => return Err(NumError::NotImplemented),
        },
        Num::Complex(re, im) => match op {
            Unary::Neg => Num::Complex(-re, -im),
            Unary::Pos => Num::Complex(*re, *im),
            Unary::Abs => Num::Float(re.hypot(*im)),
            Unary::Invert => return Err(NumError::NotImplemented),
        },
    })
}
