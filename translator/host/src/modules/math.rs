//! `math`, with CPython's errors.

use num_traits::ToPrimitive;
use rpython_base::Symbol;

use crate::types::args::{self, Keywords};
use crate::types::{hash, num, number};
use crate::{BuiltinFn, Host, Obj, Raised};

fn domain(host: &mut Host) -> Raised {
    Raised::value_error(host, "math domain error")
}

fn range(host: &mut Host) -> Raised {
    Raised::overflow_error(host, "math range error")
}

/// A function of one float: NaN from a number is a domain error; infinity from a finite number a range error, or
/// a domain error where the function has a pole (`log`, `atanh`).
fn unary(
    host: &mut Host,
    name: &str,
    args: &[Obj],
    kw: Keywords<'_>,
    pole: bool,
    function: fn(f64) -> f64,
) -> Result<Obj, Raised> {
    args::expect(host, name, args, kw, (1, 1))?;
    let x = args::float(host, args[0])?;
    let y = function(x);
    if y.is_nan() && !x.is_nan() {
        return Err(domain(host));
    }
    if y.is_infinite() && x.is_finite() {
        return Err(if pole { domain(host) } else { range(host) });
    }
    Ok(host.new_float(y))
}

macro_rules! unary_functions {
    ($($name:literal $pole:literal $function:expr;)*) => {
        const UNARY: &[(&str, BuiltinFn)] =
            &[$(($name, |host, args, kw| unary(host, $name, args, kw, $pole, $function)),)*];
    };
}

unary_functions! {
    "sin" false f64::sin;
    "cos" false f64::cos;
    "tan" false f64::tan;
    "asin" false f64::asin;
    "acos" false f64::acos;
    "atan" false f64::atan;
    "sinh" false f64::sinh;
    "cosh" false f64::cosh;
    "tanh" false f64::tanh;
    "asinh" false f64::asinh;
    "acosh" false f64::acosh;
    "atanh" true f64::atanh;
    "exp" false f64::exp;
    "expm1" false f64::exp_m1;
    "log1p" true f64::ln_1p;
    "sqrt" false f64::sqrt;
    "floor" false f64::floor;
    "ceil" false f64::ceil;
    "fabs" false f64::abs;
    "degrees" false |x| x * (180.0 / std::f64::consts::PI);
    "radians" false |x| x * (std::f64::consts::PI / 180.0);
    "gamma" false gamma;
    "lgamma" false lgamma;
    "erf" false erf;
    "erfc" false |x| if x.is_nan() { x } else { erfc(x) };
}

/// Coefficients of Lanczos' approximation, g = 7.
const LANCZOS: [f64; 9] = [
    0.999_999_999_999_809_9,
    676.5203681218851,
    -1259.1392167224028,
    771.323_428_777_653_1,
    -176.615_029_162_140_6,
    12.507343278686905,
    -0.13857109526572012,
    9.984_369_578_019_572e-6,
    1.5056327351493116e-7,
];

fn lanczos(x: f64) -> f64 {
    LANCZOS[1..].iter().enumerate().fold(LANCZOS[0], |sum, (i, c)| sum + c / (x + i as f64 + 1.0))
}

fn gamma(x: f64) -> f64 {
    if x.fract() == 0.0 && x > 0.0 && x < 24.0 {
        return (1..x as u64).map(|i| i as f64).product();
    }
    if x == f64::NEG_INFINITY || (x <= 0.0 && x.fract() == 0.0) {
        return f64::NAN;
    }
    if x > 171.7 {
        return f64::INFINITY;
    }
    if x < 0.5 {
        return std::f64::consts::PI / ((std::f64::consts::PI * x).sin() * gamma(1.0 - x));
    }
    let t = x - 1.0 + 7.5;
    let half = t.powf((x - 0.5) / 2.0);
    (2.0 * std::f64::consts::PI).sqrt() * half * (-t).exp() * half * lanczos(x - 1.0)
}

fn lgamma(x: f64) -> f64 {
    if x.is_infinite() {
        return f64::INFINITY;
    }
    if x <= 0.0 && x.fract() == 0.0 {
        return f64::NAN;
    }
    if x == 1.0 || x == 2.0 {
        // The series below leaves a rest.
        return 0.0;
    }
    if x < 0.5 {
        let sine = (std::f64::consts::PI * x).sin().abs();
        return (std::f64::consts::PI / sine).ln() - lgamma(1.0 - x);
    }
    let t = x - 1.0 + 7.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x - 0.5) * t.ln() - t + lanczos(x - 1.0).ln()
}

fn erf(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    if x.abs() < 1.5 {
        let (mut term, mut sum, mut n) = (x, x, 0.0);
        while term.abs() > sum.abs() * 1e-17 {
            n += 1.0;
            term *= -x * x / n;
            sum += term / (2.0 * n + 1.0);
        }
        return sum * 2.0 / std::f64::consts::PI.sqrt();
    }
    if x > 0.0 { 1.0 - erfc(x) } else { erfc(-x) - 1.0 }
}

fn erfc(x: f64) -> f64 {
    if x < 1.5 {
        return 1.0 - erf(x);
    }
    if x > 30.0 {
        return 0.0;
    }
    let mut fraction = 0.0;
    for i in (1..=60).rev() {
        fraction = i as f64 / 2.0 / (x + fraction);
    }
    (-x * x).exp() / std::f64::consts::PI.sqrt() / (x + fraction)
}

fn two(host: &mut Host, name: &str, args: &[Obj], kw: Keywords<'_>) -> Result<(f64, f64), Raised> {
    args::expect(host, name, args, kw, (2, 2))?;
    Ok((args::float(host, args[0])?, args::float(host, args[1])?))
}

fn atan2(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let (y, x) = two(host, "atan2", args, kw)?;
    Ok(host.new_float(y.atan2(x)))
}

fn copysign(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let (x, y) = two(host, "copysign", args, kw)?;
    Ok(host.new_float(x.copysign(y)))
}

fn hypot(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let (x, y) = two(host, "hypot", args, kw)?;
    let result = if x.is_infinite() || y.is_infinite() { f64::INFINITY } else { x.hypot(y) };
    if result.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(range(host));
    }
    Ok(host.new_float(result))
}

fn fmod(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let (x, y) = two(host, "fmod", args, kw)?;
    let result = if y.is_infinite() && x.is_finite() { x } else { x % y };
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain(host));
    }
    Ok(host.new_float(result))
}

fn pow(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let (x, y) = two(host, "pow", args, kw)?;
    let result = x.powf(y);
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain(host));
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(if x == 0.0 { domain(host) } else { range(host) });
    }
    Ok(host.new_float(result))
}

/// The natural logarithm of a number of any size.
fn log_of(host: &mut Host, o: Obj) -> Result<f64, Raised> {
    let plain = host.content(o);
    if let Some(big) =
        number::to_num(host, plain).filter(|n| !matches!(n, num::Num::Float(_))).and_then(|n| n.to_big())
    {
        if big <= num_bigint::BigInt::ZERO {
            return Err(domain(host));
        }
        if let Some(value) = big.to_f64().filter(|v| v.is_finite()) {
            return Ok(value.ln());
        }
        let shift = big.bits() - 64;
        let top = (big >> shift).to_f64().unwrap_or(1.0);
        return Ok(top.ln() + shift as f64 * std::f64::consts::LN_2);
    }
    let x = args::float(host, o)?;
    if x <= 0.0 {
        return Err(domain(host));
    }
    Ok(x.ln())
}

fn log(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "log", args, kw, (1, 2))?;
    let x = log_of(host, args[0])?;
    let result = match args.get(1) {
        None => x,
        Some(&base) => {
            let base = log_of(host, base)?;
            if base == 0.0 {
                return Err(Raised::zero_division_error(host, "float division by zero"));
            }
            x / base
        }
    };
    Ok(host.new_float(result))
}

fn log10(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "log10", args, kw, (1, 1))?;
    let natural = log_of(host, args[0])?;
    let exact = number::to_num(host, host.content(args[0])).and_then(|n| n.to_f64().ok()).map(f64::log10);
    Ok(host.new_float(exact.unwrap_or(natural / std::f64::consts::LN_10)))
}

fn frexp(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "frexp", args, kw, (1, 1))?;
    let x = args::float(host, args[0])?;
    let (mantissa, exponent) = hash::frexp(x);
    let pair = [host.new_float(mantissa), host.new_int(exponent as i64)];
    Ok(host.new_tuple(&pair))
}

fn ldexp(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "ldexp", args, kw, (2, 2))?;
    let x = args::float(host, args[0])?;
    let exponent = args::bound(host, Some(args[1]), 0)?;
    if x == 0.0 || !x.is_finite() {
        return Ok(host.new_float(x));
    }
    let result = num::ldexp(x, exponent.clamp(-100_000, 100_000));
    if result.is_infinite() || exponent > 100_000 {
        return Err(range(host));
    }
    Ok(host.new_float(result))
}

fn modf(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "modf", args, kw, (1, 1))?;
    let x = args::float(host, args[0])?;
    let (fraction, whole) =
        if x.is_infinite() { (0f64.copysign(x), x) } else { (x.fract().copysign(x), x.trunc()) };
    let pair = [host.new_float(fraction), host.new_float(whole)];
    Ok(host.new_tuple(&pair))
}

fn isnan(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "isnan", args, kw, (1, 1))?;
    let x = args::float(host, args[0])?;
    Ok(host.new_bool(x.is_nan()))
}

fn isinf(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "isinf", args, kw, (1, 1))?;
    let x = args::float(host, args[0])?;
    Ok(host.new_bool(x.is_infinite()))
}

fn trunc(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "trunc", args, kw, (1, 1))?;
    host.call_method(args[0], "__trunc__", &[])
}

fn factorial(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "factorial", args, kw, (1, 1))?;
    let n = args::int(host, args[0])?;
    if n < 0 {
        return Err(Raised::value_error(host, "factorial() not defined for negative values"));
    }
    let product = (1..=n).fold(num_bigint::BigInt::from(1), |product, i| product * i);
    Ok(host.new_integer(product))
}

/// The correctly rounded sum: partial sums that do not overlap are kept.
fn fsum(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "fsum", args, kw, (1, 1))?;
    let mut partials: Vec<f64> = Vec::new();
    for item in host.collect(args[0])? {
        let mut x = args::float(host, item)?;
        let mut kept = 0;
        for i in 0..partials.len() {
            let mut y = partials[i];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        partials.truncate(kept);
        partials.push(x);
    }
    let sum = partials.iter().rev().sum();
    Ok(host.new_float(sum))
}

/// The module.
pub fn create(host: &mut Host) -> Obj {
    let module = host.new_module("math");
    host.add_functions(module, "math", UNARY);
    host.add_functions(
        module,
        "math",
        &[
            ("atan2", atan2),
            ("copysign", copysign),
            ("hypot", hypot),
            ("fmod", fmod),
            ("pow", pow),
            ("log", log),
            ("log10", log10),
            ("frexp", frexp),
            ("ldexp", ldexp),
            ("modf", modf),
            ("isnan", isnan),
            ("isinf", isinf),
            ("trunc", trunc),
            ("factorial", factorial),
            ("fsum", fsum),
        ],
    );
    for (name, value) in [("pi", std::f64::consts::PI), ("e", std::f64::consts::E)] {
        let value = host.new_float(value);
        host.set_raw(module, Symbol::intern(name), value);
    }
    module
}
