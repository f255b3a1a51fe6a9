//! Arithmetic and comparison of constants, with the target's word size.

use std::sync::LazyLock;

use rpython_lltype::{DataModel, LLType, Value};
use rpython_lowlevel::{OpCode, OperandKind};

/// What an arithmetic op does, whatever it does it to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Arith {
    Add,
    Sub,
    Mul,
    FloorDiv,
    TrueDiv,
    Mod,
    And,
    Or,
    Xor,
    Lshift,
    Rshift,
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
    IsTrue,
    Neg,
    Invert,
    Abs,
}

const SUFFIXES: &[(&str, Arith)] = &[
    ("add", Arith::Add),
    ("sub", Arith::Sub),
    ("mul", Arith::Mul),
    ("floordiv", Arith::FloorDiv),
    ("truediv", Arith::TrueDiv),
    ("mod", Arith::Mod),
    ("and", Arith::And),
    ("or", Arith::Or),
    ("xor", Arith::Xor),
    ("lshift", Arith::Lshift),
    ("rshift", Arith::Rshift),
    ("lt", Arith::Lt),
    ("le", Arith::Le),
    ("eq", Arith::Eq),
    ("ne", Arith::Ne),
    ("gt", Arith::Gt),
    ("ge", Arith::Ge),
    ("is_true", Arith::IsTrue),
    ("neg", Arith::Neg),
    ("invert", Arith::Invert),
    ("abs", Arith::Abs),
];

/// The op as (operand type, meaning), if it is plain arithmetic or a comparison: by its name and the
/// table's first operand.
pub(crate) fn classify(code: OpCode) -> Option<(LLType, Arith)> {
    static TABLE: LazyLock<Vec<Option<(LLType, Arith)>>> = LazyLock::new(|| {
        OpCode::ALL
            .iter()
            .map(|code| {
                let OperandKind::Is(ty) = *code.info().operands.first()? else { return None };
                let prefix = match ty {
                    LLType::Signed => "int_",
                    LLType::Unsigned => "uint_",
                    LLType::SignedLongLong => "llong_",
                    LLType::UnsignedLongLong => "ullong_",
                    LLType::Float => "float_",
                    LLType::Char => "char_",
                    LLType::UniChar => "unichar_",
                    _ => return None,
                };
                let suffix = code.name().strip_prefix(prefix)?;
                SUFFIXES.iter().find(|(name, _)| *name == suffix).map(|&(_, arith)| (ty, arith))
            })
            .collect()
    });
    TABLE[code as usize]
}

/// Bits of an integer type for the target, and whether it is signed.
pub(crate) fn int_shape(model: DataModel, ty: LLType) -> Option<(u32, bool)> {
    let (bits, signed) = ty.int_kind()?;
    let bits = if bits == 0 { model.word_bits } else { bits };
    Some((bits as u32, signed))
}

/// The number that an integer constant of this type stands for. Not for 128 bits.
pub(crate) fn number(model: DataModel, ty: LLType, value: i64) -> Option<i128> {
    let (bits, signed) = int_shape(model, ty)?;
    match bits {
        ..=64 if signed => Some(value as i128),
        ..=64 => Some((value as u64 & (u64::MAX >> (64 - bits))) as i128),
        _ => None,
    }
}

/// The constant of this type for a number, wrapped. Not for 128 bits.
pub(crate) fn wrap(model: DataModel, ty: LLType, number: i128) -> Option<Value> {
    let (bits, signed) = int_shape(model, ty)?;
    let unused = 64u32.checked_sub(bits)?;
    let low = (number as i64) << unused;
    Some(Value::Int(if signed { low >> unused } else { ((low as u64) >> unused) as i64 }))
}

/// Computes an op of [`classify`]'s on constants; `None` where the result is not defined.
pub(crate) fn compute(model: DataModel, ty: LLType, arith: Arith, args: &[&Value]) -> Option<Value> {
    match (args[0], args.get(1)) {
        (Value::Int(a), b) => {
            let b = match b {
                None => None,
                Some(Value::Int(b)) if matches!(arith, Arith::Lshift | Arith::Rshift) => Some(*b as i128),
                Some(Value::Int(b)) => Some(number(model, ty, *b)?),
                Some(_) => return None,
            };
            integer(model, ty, arith, number(model, ty, *a)?, b)
        }
        (Value::Float(a), None) => float_unary(arith, *a),
        (Value::Float(a), Some(Value::Float(b))) => float_binary(arith, *a, *b),
        (Value::Char(a), Some(Value::Char(b))) => compare(arith, a, b).map(Value::Bool),
        (Value::UniChar(a), Some(Value::UniChar(b))) => compare(arith, a, b).map(Value::Bool),
        _ => None,
    }
}

fn compare<T: PartialOrd>(arith: Arith, a: T, b: T) -> Option<bool> {
    Some(match arith {
        Arith::Lt => a < b,
        Arith::Le => a <= b,
        Arith::Eq => a == b,
        Arith::Ne => a != b,
        Arith::Gt => a > b,
        Arith::Ge => a >= b,
        _ => return None,
    })
}

fn integer(model: DataModel, ty: LLType, arith: Arith, a: i128, b: Option<i128>) -> Option<Value> {
    let (bits, signed) = int_shape(model, ty)?;
    let number = match (arith, b) {
        (Arith::IsTrue, None) => return Some(Value::Bool(a != 0)),
        (Arith::Neg, None) => -a,
        (Arith::Invert, None) => !a,
        (Arith::Abs, None) => a.abs(),
        (Arith::Add, Some(b)) => a + b,
        (Arith::Sub, Some(b)) => a - b,
        (Arith::Mul, Some(b)) => a.wrapping_mul(b),
        (Arith::FloorDiv | Arith::Mod, Some(b)) => {
            let overflows = signed && b == -1 && a == -(1i128 << (bits - 1));
            if b == 0 || overflows {
                return None;
            }
            if arith == Arith::Mod { a % b } else { a / b }
        }
        (Arith::And, Some(b)) => a & b,
        (Arith::Or, Some(b)) => a | b,
        (Arith::Xor, Some(b)) => a ^ b,
        (Arith::Lshift | Arith::Rshift, Some(b)) => {
            if !(0..bits as i128).contains(&b) {
                return None;
            }
            if arith == Arith::Lshift { a << b } else { a >> b }
        }
        (_, Some(b)) => return compare(arith, a, b).map(Value::Bool),
        (_, None) => return None,
    };
    wrap(model, ty, number)
}

fn float_unary(arith: Arith, a: f64) -> Option<Value> {
    Some(match arith {
        Arith::IsTrue => Value::Bool(a != 0.0),
        Arith::Neg => Value::Float(-a),
        Arith::Abs => Value::Float(a.abs()),
        _ => return None,
    })
}

fn float_binary(arith: Arith, a: f64, b: f64) -> Option<Value> {
    let result = match arith {
        Arith::Add => a + b,
        Arith::Sub => a - b,
        Arith::Mul => a * b,
        Arith::TrueDiv => a / b,
        _ => return compare(arith, a, b).map(Value::Bool),
    };
    // Which NaN comes out, and with which sign, differs between machines.
    (!result.is_nan()).then_some(Value::Float(result))
}

/// The result of an overflow-checked op on constants: `Some(None)` if it overflows.
pub(crate) fn checked(model: DataModel, code: OpCode, args: &[&Value]) -> Option<Option<i64>> {
    let arg = |i: usize| match args.get(i) {
        Some(Value::Int(n)) => Some(*n as i128),
        _ => None,
    };
    let exact = match code {
        OpCode::int_neg_ovf => -arg(0)?,
        OpCode::int_abs_ovf => arg(0)?.abs(),
        OpCode::int_add_ovf | OpCode::int_add_nonneg_ovf => arg(0)? + arg(1)?,
        OpCode::int_sub_ovf => arg(0)? - arg(1)?,
        OpCode::int_mul_ovf => arg(0)? * arg(1)?,
        _ => return None,
    };
    Some(model.fits_signed(exact).then_some(exact as i64))
}
