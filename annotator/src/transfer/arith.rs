//! Arithmetic, and what `+`, `*` and `%` mean for other values.

use std::rc::Rc;

use rpython_bytecode::BinOp;
use rpython_flow::{Op, OpKind};
use rpython_host::{Obj, Object};
use rpython_lltype::LLType;

use super::{Done, has_method, method_call, unsupported};
use crate::cx::Cx;
use crate::fail::{Fail, R};
use crate::lattice::Kind;
use crate::{ListDefId, SomeValue};

/// An operator without its variants (in place, overflow-checked).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Arith {
    Add,
    Sub,
    Mul,
    TrueDiv,
    FloorDiv,
    Div,
    Mod,
    DivMod,
    LShift,
    RShift,
    And,
    Or,
    Xor,
    Pow,
    Coerce,
}

fn base(kind: OpKind) -> Option<(Arith, bool, bool)> {
    use OpKind as K;
    // Operator, in place, checked for overflow.
    Some(match kind {
        K::add => (Arith::Add, false, false),
        K::sub => (Arith::Sub, false, false),
        K::mul => (Arith::Mul, false, false),
        K::truediv => (Arith::TrueDiv, false, false),
        K::floordiv => (Arith::FloorDiv, false, false),
        K::div => (Arith::Div, false, false),
        K::mod_ => (Arith::Mod, false, false),
        K::divmod => (Arith::DivMod, false, false),
        K::lshift => (Arith::LShift, false, false),
        K::rshift => (Arith::RShift, false, false),
        K::and_ => (Arith::And, false, false),
        K::or_ => (Arith::Or, false, false),
        K::xor => (Arith::Xor, false, false),
        K::pow => (Arith::Pow, false, false),
        K::coerce => (Arith::Coerce, false, false),
        K::inplace_add => (Arith::Add, true, false),
        K::inplace_sub => (Arith::Sub, true, false),
        K::inplace_mul => (Arith::Mul, true, false),
        K::inplace_truediv => (Arith::TrueDiv, true, false),
        K::inplace_floordiv => (Arith::FloorDiv, true, false),
        K::inplace_div => (Arith::Div, true, false),
        K::inplace_mod => (Arith::Mod, true, false),
        K::inplace_pow => (Arith::Pow, true, false),
        K::inplace_lshift => (Arith::LShift, true, false),
        K::inplace_rshift => (Arith::RShift, true, false),
        K::inplace_and => (Arith::And, true, false),
        K::inplace_or => (Arith::Or, true, false),
        K::inplace_xor => (Arith::Xor, true, false),
        K::add_ovf => (Arith::Add, false, true),
        K::sub_ovf => (Arith::Sub, false, true),
        K::mul_ovf => (Arith::Mul, false, true),
        K::floordiv_ovf => (Arith::FloorDiv, false, true),
        K::div_ovf => (Arith::Div, false, true),
        K::mod_ovf => (Arith::Mod, false, true),
        K::lshift_ovf => (Arith::LShift, false, true),
        _ => return None,
    })
}

/// An op as people write it.
pub(super) fn symbol(kind: OpKind) -> String {
    use OpKind as K;
    if let Some((arith, inplace, _)) = base(kind) {
        let text = match arith {
            Arith::Add => "+",
            Arith::Sub => "-",
            Arith::Mul => "*",
            Arith::TrueDiv | Arith::Div => "/",
            Arith::FloorDiv => "//",
            Arith::Mod => "%",
            Arith::DivMod => return "divmod()".to_owned(),
            Arith::LShift => "<<",
            Arith::RShift => ">>",
            Arith::And => "&",
            Arith::Or => "|",
            Arith::Xor => "^",
            Arith::Pow => "**",
            Arith::Coerce => return "coerce()".to_owned(),
        };
        return if inplace { format!("{text}=") } else { text.to_owned() };
    }
    match kind {
        K::lt => "<".to_owned(),
        K::le => "<=".to_owned(),
        K::eq => "==".to_owned(),
        K::ne => "!=".to_owned(),
        K::gt => ">".to_owned(),
        K::ge => ">=".to_owned(),
        K::is_ => "is".to_owned(),
        K::contains => "in".to_owned(),
        K::neg => "unary -".to_owned(),
        K::pos => "unary +".to_owned(),
        K::invert => "~".to_owned(),
        K::getitem | K::getitem_idx | K::getitem_key => "indexing".to_owned(),
        K::setitem => "assignment to an item".to_owned(),
        K::delitem => "deletion of an item".to_owned(),
        K::getslice => "slicing".to_owned(),
        K::setslice => "assignment to a slice".to_owned(),
        K::delslice => "deletion of a slice".to_owned(),
        K::iter => "iteration".to_owned(),
        other => format!("{}()", other.name().trim_end_matches('_')),
    }
}

/// Infers a binary arithmetic op.
pub(super) fn arith(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> R<Done> {
    let Some((kind, inplace, checked)) = base(op.kind) else { return Err(unsupported(cx, op, s)) };
    let (a, b) = (&s[0], &s[1]);
    if let Some(method) = method_name(kind)
        && a.as_instance().is_some()
    {
        let name = format!("__{}{method}__", if inplace { "i" } else { "" });
        for name in [name, format!("__{method}__")] {
            if has_method(cx, a, &name) {
                return Ok(method_call(cx, op, op.args[0], &name, &[op.args[1]]));
            }
        }
    }
    if !checked && let Some(folded) = fold(cx, kind, a, b)? {
        return Ok(Done::Value(folded));
    }
    let result = match (&a.kind, &b.kind) {
        (Kind::Integer { .. } | Kind::Bool(_), Kind::Integer { .. } | Kind::Bool(_)) => {
            integers(cx, op, kind, a, b)?
        }
        (Kind::Float | Kind::Integer { .. } | Kind::Bool(_), Kind::Float)
        | (Kind::Float, Kind::Integer { .. } | Kind::Bool(_)) => floats(cx, op, kind, s)?,
        (Kind::SingleFloat | Kind::LongFloat, _) | (_, Kind::SingleFloat | Kind::LongFloat) => {
            return Err(cx.error_help(
                "operation",
                format!("there is no arithmetic on {}", cx.out.describe_a(a)),
                "convert it: float(x)",
            ));
        }
        (Kind::ByteArray { .. }, Kind::ByteArray { .. } | Kind::Str { .. } | Kind::Char { .. })
        | (Kind::Str { .. } | Kind::Char { .. }, Kind::ByteArray { .. })
            if kind == Arith::Add =>
        {
            Kind::ByteArray { can_be_none: false }.into()
        }
        (Kind::Str { .. } | Kind::Char { .. } | Kind::Unicode { .. } | Kind::UniChar { .. }, _) => {
            strings(cx, op, kind, s)?
        }
        (
            Kind::Integer { .. } | Kind::Bool(_),
            Kind::Str { .. } | Kind::Char { .. } | Kind::Unicode { .. } | Kind::UniChar { .. },
        ) if kind == Arith::Mul => repeated_text(b, a),
        (Kind::List(id), _) => lists(cx, op, kind, inplace, *id, s)?,
        (Kind::Integer { .. } | Kind::Bool(_), Kind::List(id)) if kind == Arith::Mul => {
            cx.derived_list(&[*id])?
        }
        (Kind::Tuple(x), Kind::Tuple(y)) if kind == Arith::Add => {
            Kind::Tuple(x.iter().chain(y.iter()).cloned().collect::<Rc<[_]>>()).into()
        }
        (Kind::Address, Kind::Integer { .. } | Kind::Bool(_)) if matches!(kind, Arith::Add | Arith::Sub) => {
            SomeValue::ADDRESS
        }
        (Kind::Address, Kind::Address) if kind == Arith::Sub => SomeValue::INT,
        (Kind::None, _) => {
            let what = format!("{} is applied to it", symbol(op.kind));
            return Err(cx.only_none(op.args.first().copied(), &what));
        }
        _ => return Err(unsupported(cx, op, s)),
    };
    Ok(Done::Value(result))
}

fn method_name(kind: Arith) -> Option<&'static str> {
    Some(match kind {
        Arith::Add => "add",
        Arith::Sub => "sub",
        Arith::Mul => "mul",
        Arith::TrueDiv => "truediv",
        Arith::FloorDiv => "floordiv",
        Arith::Div => "div",
        Arith::Mod => "mod",
        Arith::DivMod => "divmod",
        Arith::LShift => "lshift",
        Arith::RShift => "rshift",
        Arith::And => "and",
        Arith::Or => "or",
        Arith::Xor => "xor",
        Arith::Pow => "pow",
        Arith::Coerce => return None,
    })
}

/// An op on constants, done now.
fn fold(cx: &mut Cx<'_>, kind: Arith, a: &SomeValue, b: &SomeValue) -> R<Option<SomeValue>> {
    if !a.is_immutable_constant() || !b.is_immutable_constant() {
        return Ok(None);
    }
    let (Some(x), Some(y)) = (cx.const_obj(a), cx.const_obj(b)) else { return Ok(None) };
    let op = match kind {
        Arith::Add => BinOp::Add,
        Arith::Sub => BinOp::Sub,
        Arith::Mul => BinOp::Mul,
        Arith::TrueDiv => BinOp::TrueDiv,
        Arith::FloorDiv => BinOp::FloorDiv,
        Arith::Div => BinOp::Div,
        Arith::Mod => BinOp::Mod,
        Arith::LShift => BinOp::LShift,
        Arith::RShift => BinOp::RShift,
        Arith::And => BinOp::And,
        Arith::Or => BinOp::Or,
        Arith::Xor => BinOp::Xor,
        Arith::DivMod | Arith::Pow | Arith::Coerce => return Ok(None),
    };
    let both_small = matches!(kind, Arith::LShift | Arith::Mul).then(|| cx.int_const(b).unwrap_or(0));
    if both_small.is_some_and(|n| !(-4096..=4096).contains(&n)) {
        return Ok(None);
    }
    let Ok(result) = cx.host.binary(op, x, y) else { return Ok(None) };
    // A result that does not fit the type wraps around at run time.
    if matches!(cx.host.get(result), Object::Long(_)) || result == Obj::NOT_IMPLEMENTED {
        return Ok(None);
    }
    let value = cx.constant(result)?;
    Ok(Some(value))
}

fn integer_parts(s: &SomeValue) -> (LLType, bool) {
    match s.kind {
        Kind::Integer { ty, nonneg } => (ty, nonneg),
        _ => (LLType::Signed, true),
    }
}

fn is_unsigned(ty: LLType) -> bool {
    ty.int_kind().is_some_and(|(_, signed)| !signed)
}

fn integers(cx: &mut Cx<'_>, op: &Op, kind: Arith, a: &SomeValue, b: &SomeValue) -> R {
    if let (Kind::Bool(_), Kind::Bool(_), Arith::And | Arith::Or | Arith::Xor) = (&a.kind, &b.kind, kind) {
        return Ok(bools(cx, kind, a, b));
    }
    let ((t, n), (u, m)) = (integer_parts(a), integer_parts(b));
    if kind == Arith::TrueDiv {
        return Ok(SomeValue::FLOAT);
    }
    if kind == Arith::LShift {
        // The sign bit may be shifted in.
        return Ok(SomeValue::integer(t, is_unsigned(t)));
    }
    if kind == Arith::RShift {
        return Ok(SomeValue::integer(t, n));
    }
    let joined = crate::lattice::join_integer_types(t, n, u, m).or_else(|| wrapping_type(kind, t, u));
    let Some(ty) = joined else {
        return Err(Fail::from(Box::new(crate::UnionError {
            left: a.clone(),
            right: b.clone(),
            reason: Some("RPython cannot prove that these integers are of the same signedness"),
        }))
        .at(|| format!("the operands of {}", symbol(op.kind)), None, None));
    };
    let unsigned = is_unsigned(ty);
    let nonneg = unsigned
        || match kind {
            Arith::Add | Arith::Mul | Arith::FloorDiv | Arith::Div | Arith::Or | Arith::Xor => n && m,
            Arith::And => n || m,
            Arith::Mod => m,
            Arith::Sub | Arith::Pow => false,
            Arith::TrueDiv | Arith::LShift | Arith::RShift | Arith::DivMod | Arith::Coerce => false,
        };
    let value = SomeValue::integer(ty, nonneg);
    match kind {
        Arith::DivMod => Ok(SomeValue::tuple(vec![
            SomeValue::integer(ty, unsigned || (n && m)),
            SomeValue::integer(ty, unsigned || m),
        ])),
        Arith::Coerce => Ok(SomeValue::tuple(vec![value.clone(), value])),
        Arith::Pow => Err(cx.error_help(
            "operation",
            "a ** b is not supported in RPython for integers",
            "write a loop, or use math.pow for floats",
        )),
        _ => Ok(value),
    }
}

/// `&` and `-` of a plain int and another type of integers: the int is taken as one of that type, negative or not.
fn wrapping_type(kind: Arith, a: LLType, b: LLType) -> Option<LLType> {
    match (kind, a, b) {
        (Arith::And | Arith::Sub, LLType::Signed, other)
        | (Arith::And | Arith::Sub, other, LLType::Signed) => Some(other),
        _ => None,
    }
}

/// `&`, `|`, `^` of two bools is a bool; known if one decides.
fn bools(cx: &Cx<'_>, kind: Arith, a: &SomeValue, b: &SomeValue) -> SomeValue {
    let (x, y) = (cx.bool_const(a), cx.bool_const(b));
    match kind {
        Arith::And if x == Some(false) || y == Some(false) => cx.const_bool(false),
        Arith::Or if x == Some(true) || y == Some(true) => cx.const_bool(true),
        _ => SomeValue::BOOL,
    }
}

fn floats(cx: &mut Cx<'_>, op: &Op, kind: Arith, s: &[SomeValue]) -> R {
    match kind {
        Arith::Add | Arith::Sub | Arith::Mul | Arith::TrueDiv | Arith::Div => Ok(SomeValue::FLOAT),
        Arith::Mod => {
            Err(cx.error_help("operation", "% is not supported in RPython for floats", "use math.fmod(a, b)"))
        }
        Arith::FloorDiv => Err(cx.error_help(
            "operation",
            "// is not supported in RPython for floats",
            "use math.floor(a / b)",
        )),
        Arith::Pow => Err(cx.error_help(
            "operation",
            "a ** b is not supported in RPython",
            "use math.pow(a, b) for floats",
        )),
        Arith::Coerce => Ok(SomeValue::tuple(vec![SomeValue::FLOAT, SomeValue::FLOAT])),
        Arith::DivMod | Arith::LShift | Arith::RShift | Arith::And | Arith::Or | Arith::Xor => {
            Err(unsupported(cx, op, s))
        }
    }
}

pub(super) fn text_facts(s: &SomeValue) -> Option<(bool, bool)> {
    // (unicode, free of NUL)
    match s.kind {
        Kind::Str { no_nul, .. } | Kind::Char { no_nul } => Some((false, no_nul)),
        Kind::Unicode { no_nul, .. } | Kind::UniChar { no_nul } => Some((true, no_nul)),
        _ => None,
    }
}

pub(super) fn text(unicode: bool, no_nul: bool) -> SomeValue {
    if unicode { Kind::Unicode { no_nul, can_be_none: false }.into() } else { SomeValue::str(no_nul, false) }
}

fn repeated_text(s: &SomeValue, _count: &SomeValue) -> SomeValue {
    let (unicode, no_nul) = text_facts(s).unwrap_or((false, false));
    text(unicode, no_nul)
}

fn strings(cx: &mut Cx<'_>, op: &Op, kind: Arith, s: &[SomeValue]) -> R {
    let (a, b) = (&s[0], &s[1]);
    let (unicode, no_nul) = text_facts(a).unwrap_or((false, false));
    match kind {
        Arith::Add => match text_facts(b) {
            Some((other, m)) if other == unicode => Ok(text(unicode, no_nul && m)),
            Some(_) => Err(cx.error_help(
                "unicode-mix",
                "a byte string and a unicode string cannot be added in RPython",
                "convert one: s.decode('utf-8') or u.encode('utf-8')",
            )),
            None if b.is_none() => Err(cx.blocked("none", "what is only ever None is added to a string")),
            None => {
                let help = matches!(b.kind, Kind::Integer { .. } | Kind::Float | Kind::Bool(_));
                let fail = unsupported(cx, op, s);
                Err(match fail {
                    Fail::Error(d) if help => d.with_help("convert the number first: str(x)").into(),
                    other => other,
                })
            }
        },
        Arith::Mul => match b.kind {
            Kind::Integer { .. } | Kind::Bool(_) => Ok(repeated_text(a, b)),
            _ => Err(unsupported(cx, op, s)),
        },
        Arith::Mod => format_op(cx, a, b, unicode),
        Arith::Sub
        | Arith::TrueDiv
        | Arith::FloorDiv
        | Arith::Div
        | Arith::DivMod
        | Arith::LShift
        | Arith::RShift
        | Arith::And
        | Arith::Or
        | Arith::Xor
        | Arith::Pow
        | Arith::Coerce => Err(unsupported(cx, op, s)),
    }
}

/// `'...' % values`: the format must be known.
fn format_op(cx: &mut Cx<'_>, a: &SomeValue, b: &SomeValue, unicode: bool) -> R {
    let Some(format) = a.constant else {
        return Err(cx.error(
            "format",
            "the format on the left of % must be a constant string in RPython, and is computed at run time here",
        ));
    };
    let single;
    let values: &[SomeValue] = match &b.kind {
        Kind::Tuple(items) => items,
        _ => {
            single = [b.clone()];
            &single
        }
    };
    crate::format::check(cx, format, values)?;
    let mut no_nul = text_facts(a).is_some_and(|(_, n)| n);
    for value in values {
        if let Some((other, m)) = text_facts(value) {
            no_nul &= m;
            if other != unicode {
                return Err(cx.error(
                    "format",
                    "byte strings and unicode strings cannot be mixed in string formatting in RPython",
                ));
            }
        }
    }
    Ok(text(unicode, no_nul))
}

fn lists(cx: &mut Cx<'_>, op: &Op, kind: Arith, inplace: bool, id: ListDefId, s: &[SomeValue]) -> R {
    let (a, b) = (&s[0], &s[1]);
    match (kind, &b.kind) {
        (Arith::Add, _) if inplace => {
            let item = crate::transfer::container_item(cx, b)?;
            cx.list_resize(id)?;
            cx.list_generalize(id, &item)?;
            Ok(a.without_const())
        }
        (Arith::Add, Kind::List(other)) => cx.derived_list(&[id, *other]),
        (Arith::Mul, Kind::Integer { .. } | Kind::Bool(_)) => {
            if inplace {
                cx.list_resize(id)?;
                return Ok(a.without_const());
            }
            cx.derived_list(&[id])
        }
        _ => Err(unsupported(cx, op, s)),
    }
}
