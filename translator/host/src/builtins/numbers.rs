//! `abs`, `divmod`, `pow`, `round`, `hex`, `oct`, `bin`, `sum`, `coerce`.

use num_bigint::{BigInt, Sign};
use num_traits::{ToPrimitive, Zero};
use rpython_base::Symbol;
use rpython_bytecode::{BinOp, CmpOp, UnOp};

use super::check_args;
use crate::Host;
use crate::object::*;

type Keywords<'a> = &'a [(Symbol, Obj)];

/// `abs(x)`
pub(crate) fn abs(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "abs", args, keywords, 1, 1)?;
    let x = args[0];
    let name = host.names.abs;
    if host.is_user(x)
        && let Some(result) = host.call_special(x, name, &[])?
    {
        return Ok(result);
    }
    match host.get(host.content(x)) {
        Object::Float(value) => {
            let value = value.abs();
            Ok(host.new_float(value))
        }
        Object::Complex(real, imag) => {
            let value = real.hypot(*imag);
            Ok(host.new_float(value))
        }
        Object::Bool(value) => {
            let value = *value as i64;
            Ok(host.new_int(value))
        }
        Object::Int(_)
        | Object::Long(_)
        | Object::RInt(..)
        | Object::SingleFloat(_)
        | Object::LongFloat(_) => {
            let plain = host.content(x);
            let zero = host.new_int(0);
            if host.compare_bool(CmpOp::Lt, plain, zero)? { host.unary(UnOp::Neg, plain) } else { Ok(plain) }
        }
        _ => {
            let class = host.type_name(x);
            Err(Raised::type_error(host, format!("bad operand type for abs(): '{class}'")))
        }
    }
}

/// `divmod(a, b)`
pub(crate) fn divmod(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "divmod", args, keywords, 2, 2)?;
    let (a, b) = (args[0], args[1]);
    for (x, y, name) in [(a, b, "__divmod__"), (b, a, "__rdivmod__")] {
        if host.is_user(x)
            && let Some(result) = host.call_special(x, Symbol::intern(name), &[y])?
            && result != Obj::NOT_IMPLEMENTED
        {
            return Ok(result);
        }
    }
    let (x, y) = (host.content(a), host.content(b));
    let Some(pair) = crate::types::number::divmod(host, x, y)? else {
        return Err(host.unsupported("divmod()", a, b));
    };
    if ![x, y].iter().any(|&number| matches!(host.get(number), Object::RInt(..))) {
        return Ok(pair);
    }
    // The classes of `rarithmetic` define `//` and `%`, but not this: they inherit it from `long`.
    let parts = [BinOp::FloorDiv, BinOp::Mod].map(|op| host.binary(op, x, y));
    let mut longs = Vec::new();
    for part in parts {
        let part = part?;
        longs.push(match host.big_value(part) {
            Some(value) => host.new_long(value),
            None => part,
        });
    }
    Ok(host.new_tuple(&longs))
}

pub(crate) fn pow(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "pow", args, keywords, 2, 3)?;
    let Some(&modulus) = args.get(2).filter(|&&m| m != Obj::NONE) else {
        return host.binary(BinOp::Pow, args[0], args[1]);
    };
    let name = Symbol::intern("__pow__");
    if host.is_user(args[0])
        && let Some(result) = host.call_special(args[0], name, &[args[1], modulus])?
        && result != Obj::NOT_IMPLEMENTED
    {
        return Ok(result);
    }
    let (Some(base), Some(exponent), Some(modulus)) =
        (host.big_value(args[0]), host.big_value(args[1]), host.big_value(modulus))
    else {
        return Err(Raised::type_error(
            host,
            "pow() 3rd argument not allowed unless all arguments are integers",
        ));
    };
    if exponent.sign() == Sign::Minus {
        return Err(Raised::type_error(
            host,
            "pow() 2nd argument cannot be negative when 3rd argument specified",
        ));
    }
    if modulus.is_zero() {
        return Err(Raised::value_error(host, "pow() 3rd argument cannot be 0"));
    }
    let result = base.modpow(&exponent, &modulus);
    let long = args.iter().any(|&x| matches!(host.get(host.content(x)), Object::Long(_)));
    Ok(if long { host.new_long(result) } else { host.new_integer(result) })
}

fn round(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    super::check_keywords(host, "round", keywords, &["number", "ndigits"])?;
    let digits = super::keyword(keywords, "ndigits").or(args.get(1).copied());
    let number = super::keyword(keywords, "number").or(args.first().copied());
    let Some(number) = number else {
        return Err(Raised::type_error(host, "Required argument 'number' (pos 1) not found"));
    };
    let value = host.float_argument(number)?;
    let digits = match digits {
        Some(digits) => host.index_value(digits, "an integer is required")?,
        None => 0,
    };
    let rounded = round_to(value, digits);
    if rounded.is_infinite() && value.is_finite() {
        return Err(Raised::overflow_error(host, "rounded value too large to represent"));
    }
    Ok(host.new_float(rounded))
}

/// Rounds half away from zero at a decimal digit, on the exact decimal value.
fn round_to(value: f64, digits: i64) -> f64 {
    if !value.is_finite() || value == 0.0 || digits > 323 {
        return value;
    }
    if digits < -309 {
        return 0.0f64.copysign(value);
    }
    // The exact decimal expansion of a double has at most 1074 digits behind the point.
    let exact = format!("{:.1075}", value.abs());
    let (whole, fraction) = exact.split_once('.').unwrap_or((&exact, ""));
    let all: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|b| b - b'0').collect();
    let keep = whole.len() as i64 + digits;
    if keep < 0 {
        return 0.0f64.copysign(value);
    }
    let keep = keep as usize;
    let up = all.get(keep).is_some_and(|&digit| digit >= 5);
    let kept: String = all[..keep.min(all.len())].iter().map(|d| (d + b'0') as char).collect();
    let mut number: BigInt = kept.parse().unwrap_or_default();
    if up {
        number += 1;
    }
    let text = format!("{number}e{}", -digits);
    text.parse::<f64>().unwrap_or(value.abs()).copysign(value)
}

impl Host {
    /// The value of an integer of any kind.
    pub fn big_value(&self, obj: Obj) -> Option<BigInt> {
        match self.get(self.content(obj)) {
            Object::Int(value) => Some(BigInt::from(*value)),
            Object::Bool(value) => Some(BigInt::from(*value as i64)),
            Object::Long(value) => Some(value.clone()),
            Object::RInt(_, value) => Some(BigInt::from(*value)),
            _ => None,
        }
    }

    /// A number as a float, also through `__float__`; TypeError otherwise.
    pub fn float_argument(&mut self, obj: Obj) -> Result<f64, Raised> {
        match self.get(self.content(obj)) {
            Object::Float(value) | Object::LongFloat(value) => return Ok(*value),
            Object::SingleFloat(value) => return Ok(*value as f64),
            Object::Int(value) => return Ok(*value as f64),
            Object::Bool(value) => return Ok(*value as i64 as f64),
            Object::RInt(_, value) => return Ok(*value as f64),
            Object::Long(value) => {
                let float = value.to_f64().unwrap_or(f64::INFINITY);
                if float.is_infinite() {
                    return Err(Raised::overflow_error(self, "long int too large to convert to float"));
                }
                return Ok(float);
            }
            _ => {}
        }
        let name = self.names.float;
        if self.is_user(obj)
            && let Some(result) = self.call_special(obj, name, &[])?
            && let Object::Float(value) = self.get(self.content(result))
        {
            return Ok(*value);
        }
        Err(Raised::type_error(self, "a float is required"))
    }
}

fn in_base(
    host: &mut Host,
    args: &[Obj],
    base: (&str, u32, &str),
    special: Option<Symbol>,
) -> Result<Obj, Raised> {
    let (function, radix, prefix) = base;
    check_args(host, function, args, &[], 1, 1)?;
    if let Some(special) = special
        && host.is_user(args[0])
        && let Some(result) = host.call_special(args[0], special, &[])?
    {
        return Ok(result);
    }
    let mut value = args[0];
    if host.big_value(value).is_none() {
        let index = host.names.index;
        value = host.call_special(value, index, &[])?.unwrap_or(value);
    }
    let Some(number) = host.big_value(value) else {
        return Err(Raised::type_error(
            host,
            format!("{function}() argument can't be converted to {function}"),
        ));
    };
    let is_long = matches!(host.get(host.content(value)), Object::Long(_));
    let sign = if number.sign() == Sign::Minus { "-" } else { "" };
    let digits = number.magnitude().to_str_radix(radix);
    let suffix = if is_long && function != "bin" { "L" } else { "" };
    let digits = if function == "oct" && number.is_zero() { String::new() } else { digits };
    Ok(host.new_text(&format!("{sign}{prefix}{digits}{suffix}")))
}

fn hex(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let special = host.names.hex;
    in_base(host, args, ("hex", 16, "0x"), Some(special))
}

fn oct(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let special = host.names.oct;
    in_base(host, args, ("oct", 8, "0"), Some(special))
}

fn bin(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    in_base(host, args, ("bin", 2, "0b"), None)
}

fn sum(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "sum", args, keywords, 1, 2)?;
    let mut total = match args.get(1) {
        Some(&start) => start,
        None => host.new_int(0),
    };
    if host.str_bytes(total).is_some() {
        return Err(Raised::type_error(host, "sum() can't sum strings [use ''.join(seq) instead]"));
    }
    let iterator = host.iter(args[0])?;
    while let Some(item) = host.next(iterator)? {
        total = host.binary(BinOp::Add, total, item)?;
    }
    Ok(total)
}

fn coerce(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "coerce", args, keywords, 2, 2)?;
    let (a, b) = (args[0], args[1]);
    let c = host.classes.clone();
    let rank = |host: &Host, x: Obj| {
        let class = host.class_of(host.content(x));
        [c.int, c.long, c.float, c.complex]
            .iter()
            .position(|&k| k == class)
            .or((class == c.bool).then_some(0))
    };
    match (rank(host, a), rank(host, b)) {
        (Some(x), Some(y)) => {
            let class = [c.int, c.long, c.float, c.complex][x.max(y)];
            let a = host.call(class, &[a], &[])?;
            let b = host.call(class, &[b], &[])?;
            Ok(host.new_tuple(&[a, b]))
        }
        _ if host.type_of(a) == host.type_of(b) => Ok(host.new_tuple(&[a, b])),
        _ => Err(Raised::type_error(host, "number coercion failed")),
    }
}

pub(super) fn register(host: &mut Host) {
    let functions: &[(&str, BuiltinFn)] = &[
        ("abs", abs),
        ("divmod", divmod),
        ("pow", pow),
        ("round", round),
        ("hex", hex),
        ("oct", oct),
        ("bin", bin),
        ("sum", sum),
        ("coerce", coerce),
    ];
    host.add_functions(host.builtins, "__builtin__", functions);
}
