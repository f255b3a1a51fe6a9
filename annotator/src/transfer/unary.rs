//! Ops with one operand: truth, length, conversions.

use std::rc::Rc;

use rpython_bytecode::UnOp;
use rpython_flow::{Op, OpKind};
use rpython_host::{Obj, Object};
use rpython_lltype::LLType;

use super::{Done, has_method, method_call, unsupported};
use crate::SomeValue;
use crate::cx::Cx;
use crate::fail::R;
use crate::lattice::{Kind, KnownTypes};

/// Infers an op with one operand.
pub(super) fn unary(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> R<Done> {
    use OpKind as K;
    let v = &s[0];
    match op.kind {
        K::len if has_method(cx, v, "__len__") => {
            return Ok(method_call(cx, op, op.args[0], "__len__", &[]));
        }
        K::neg | K::pos | K::invert | K::abs if v.as_instance().is_some() => {
            let name = format!("__{}__", op.kind.name());
            if has_method(cx, v, &name) {
                return Ok(method_call(cx, op, op.args[0], &name, &[]));
            }
        }
        _ => {}
    }
    if let Some(folded) = fold(cx, op.kind, v)? {
        return Ok(Done::Value(folded));
    }
    let result = match op.kind {
        K::bool => truth(cx, op, v),
        K::not_ => {
            let t = truth(cx, op, v);
            super::compare::invert(cx, t)
        }
        K::len => return length(cx, op, v).map(Done::Value),
        K::pos | K::neg | K::invert | K::abs | K::neg_ovf | K::abs_ovf => {
            return number(cx, op, v).map(Done::Value);
        }
        K::int | K::float | K::long | K::ord | K::chr | K::unichr | K::hex | K::oct | K::bin => {
            return convert(cx, op, v).map(Done::Value);
        }
        K::repr | K::str | K::unicode => return to_text(cx, op, v).map(Done::Value),
        K::hash => {
            return Err(cx.error_help(
                "builtin",
                "hash() is not supported in RPython",
                "use rpython.rlib.objectmodel.compute_hash (or compute_identity_hash)",
            ));
        }
        K::id => {
            return Err(cx.error_help(
                "builtin",
                "id() is not supported in RPython",
                "use rpython.rlib.objectmodel.compute_unique_id",
            ));
        }
        _ => type_of(cx, op, v)?,
    };
    Ok(Done::Value(result))
}

fn fold(cx: &mut Cx<'_>, kind: OpKind, v: &SomeValue) -> R<Option<SomeValue>> {
    use OpKind as K;
    if !v.is_immutable_constant() {
        return Ok(None);
    }
    let Some(x) = cx.const_obj(v) else { return Ok(None) };
    let result: Result<Obj, rpython_host::Raised> = match kind {
        K::bool => cx.host.is_true(x).map(|b| cx.host.new_bool(b)),
        K::not_ => cx.host.is_true(x).map(|b| cx.host.new_bool(!b)),
        K::pos => cx.host.unary(UnOp::Pos, x),
        K::neg => cx.host.unary(UnOp::Neg, x),
        K::invert => cx.host.unary(UnOp::Invert, x),
        K::len => cx.host.len(x).map(|n| cx.host.new_int(n as i64)),
        K::ord => match cx.host.get(x) {
            Object::Str(b) if b.len() == 1 => {
                let c = b[0] as i64;
                Ok(cx.host.new_int(c))
            }
            Object::Unicode(u) if u.len() == 1 => {
                let c = u[0] as i64;
                Ok(cx.host.new_int(c))
            }
            _ => return Ok(None),
        },
        K::chr => match cx.host.int_value(x) {
            Some(c @ 0..=255) => Ok(cx.host.new_str(&[c as u8])),
            _ => return Ok(None),
        },
        K::unichr => match cx.host.int_value(x) {
            Some(c @ 0..=0x10ffff) => Ok(cx.host.new_unicode(&[c as u32])),
            _ => return Ok(None),
        },
        K::unicode => match cx.host.get(x) {
            Object::Str(b) if b.is_ascii() => {
                let chars: Vec<u32> = b.iter().map(|&c| c as u32).collect();
                Ok(cx.host.new_unicode(&chars))
            }
            Object::Unicode(_) => Ok(x),
            _ => return Ok(None),
        },
        // Not of bools and floats: programs print `True` only where the flow graph has the constant.
        K::str => match cx.host.get(x) {
            Object::Int(_) | Object::Str(_) => cx.host.str(x).map(|b| cx.host.new_str(&b)),
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    let Ok(result) = result else { return Ok(None) };
    if matches!(cx.host.get(result), Object::Long(_)) {
        return Ok(None);
    }
    Ok(Some(cx.constant(result)?))
}

/// The truth value: known for what is never false; its outcomes tell about `None`.
fn truth(cx: &mut Cx<'_>, op: &Op, v: &SomeValue) -> SomeValue {
    let mut result = SomeValue::BOOL;
    match &v.kind {
        Kind::Bool(_) => return v.clone(),
        Kind::None => return cx.const_bool(false),
        Kind::Tuple(items) => return cx.const_bool(!items.is_empty()),
        Kind::Builtin(_) | Kind::BuiltinMethod(_) | Kind::Char { .. } | Kind::UniChar { .. } => {
            return cx.const_bool(true);
        }
        Kind::Pbc(set) if !set.can_be_none => {
            // Frozen instances and classes are true; so are functions.
            return cx.const_bool(true);
        }
        Kind::Instance { can_be_none: false, .. } => return cx.const_bool(true),
        Kind::List(_) | Kind::Dict(_) if stays_empty(cx, v) => return cx.const_bool(false),
        _ => {}
    }
    if let Some(var) = op.args[0].as_var() {
        let mut facts = KnownTypes::default();
        let nonnone = v.nonnoneify();
        if v.can_be_none() && nonnone != *v {
            facts.if_true.push((var, nonnone));
        }
        // That a false one is None is not noted: what is done with it there would not translate, as it does elsewhere.
        if !facts.if_true.is_empty() {
            result.kind = Kind::Bool(Some(Rc::new(facts)));
        }
    }
    result
}

/// Whether a prebuilt list or dict is empty and nothing puts anything into it. Where something does later, the current
/// block is looked at again.
fn stays_empty(cx: &mut Cx<'_>, v: &SomeValue) -> bool {
    let items = match v.kind {
        Kind::List(id) => cx.list_item(id),
        Kind::Dict(id) => cx.dict_key(id),
        _ => return false,
    };
    v.constant.is_some() && items.is_impossible()
}

fn length(cx: &mut Cx<'_>, op: &Op, v: &SomeValue) -> R {
    match &v.kind {
        Kind::List(_) | Kind::Dict(_) if stays_empty(cx, v) => Ok(cx.const_int(0)),
        Kind::List(_) | Kind::Dict(_) => Ok(SomeValue::NONNEG),
        Kind::Str { .. } | Kind::Unicode { .. } | Kind::ByteArray { .. } => Ok(SomeValue::NONNEG),
        Kind::Char { .. } | Kind::UniChar { .. } => Ok(cx.const_int(1)),
        Kind::Tuple(items) => Ok(cx.const_int(items.len() as i64)),
        Kind::Ptr(_) | Kind::InteriorPtr(_) => crate::builtins::lltype::pointer_len(cx, v),
        Kind::None => Err(cx.only_none(op.args.first().copied(), "len() is applied to it")),
        Kind::Instance { .. } => {
            Err(cx.error("len", format!("{} has no method __len__, and no length", cx.out.describe_a(v))))
        }
        _ => {
            let _ = op;
            Err(cx.error("len", format!("{} has no length", cx.out.describe_a(v))))
        }
    }
}

fn number(cx: &mut Cx<'_>, op: &Op, v: &SomeValue) -> R {
    use OpKind as K;
    let (ty, nonneg) = match v.kind {
        Kind::Float if matches!(op.kind, K::pos | K::neg | K::abs) => return Ok(SomeValue::FLOAT),
        Kind::Integer { ty, nonneg } => (ty, nonneg),
        Kind::Bool(_) => (LLType::Signed, true),
        _ => return Err(unsupported(cx, op, std::slice::from_ref(v))),
    };
    let unsigned = ty.int_kind().is_some_and(|(_, signed)| !signed);
    let nonneg = match op.kind {
        K::pos => nonneg,
        K::abs | K::abs_ovf => true,
        _ => unsigned,
    };
    Ok(SomeValue::integer(ty, nonneg))
}

/// The float that a constant becomes; any float for other values, and for text that is no number.
fn float_of(cx: &mut Cx<'_>, v: &SomeValue) -> SomeValue {
    let class = cx.host.classes.float;
    let constant = v.constant.and_then(|obj| cx.host.call(class, &[obj], &[]).ok());
    SomeValue { constant, ..SomeValue::FLOAT }
}

fn convert(cx: &mut Cx<'_>, op: &Op, v: &SomeValue) -> R {
    use OpKind as K;
    let fail = |cx: &Cx<'_>| unsupported(cx, op, std::slice::from_ref(v));
    let is_text = super::arith::text_facts(v).is_some();
    if op.kind == K::float {
        cx.number_of(v)?;
    }
    match op.kind {
        K::int => match v.kind {
            Kind::Bool(_) => Ok(SomeValue::NONNEG),
            Kind::Integer { ty: LLType::Signed, nonneg } => {
                Ok(SomeValue { kind: Kind::Integer { ty: LLType::Signed, nonneg }, constant: v.constant })
            }
            Kind::Integer { ty, .. }
                if ty.int_kind().is_some_and(|(_, signed)| !signed) && !narrow(cx, ty) =>
            {
                Err(cx.error_help(
                    "signedness",
                    "int() of an unsigned integer may not fit",
                    "use intmask(x), which keeps the bits",
                ))
            }
            Kind::Integer { nonneg, .. } => Ok(SomeValue::integer(LLType::Signed, nonneg)),
            Kind::Float => Ok(SomeValue::INT),
            _ if is_text => Ok(SomeValue::INT),
            _ => Err(fail(cx)),
        },
        K::float => match v.kind {
            Kind::Bool(_) | Kind::Integer { .. } | Kind::Float | Kind::SingleFloat | Kind::LongFloat => {
                Ok(float_of(cx, v))
            }
            _ if is_text => Ok(float_of(cx, v)),
            _ => Err(fail(cx)),
        },
        K::long => Err(cx.error_help(
            "builtin",
            "long() is not supported in RPython, which has no long integers",
            "use rpython.rlib.rbigint, or r_longlong for 64 bits",
        )),
        K::ord => match v.kind {
            _ if is_text => Ok(SomeValue::NONNEG),
            _ => Err(fail(cx)),
        },
        K::chr => match v.kind {
            Kind::Integer { .. } | Kind::Bool(_) => Ok(SomeValue::CHAR),
            _ => Err(fail(cx)),
        },
        K::unichr => match v.kind {
            Kind::Integer { .. } | Kind::Bool(_) => Ok(SomeValue::UNICHAR),
            _ => Err(fail(cx)),
        },
        _ => match v.kind {
            Kind::Integer { .. } | Kind::Bool(_) => Ok(SomeValue::str(true, false)),
            _ => Err(fail(cx)),
        },
    }
}

/// Whether every value of an unsigned type fits an int.
fn narrow(cx: &Cx<'_>, ty: LLType) -> bool {
    let bits = ty.int_kind().map_or(0, |(bits, _)| if bits == 0 { cx.host.model.word_bits } else { bits });
    bits < cx.host.model.word_bits
}

fn to_text(cx: &mut Cx<'_>, op: &Op, v: &SomeValue) -> R {
    use OpKind as K;
    if op.kind == K::str {
        cx.text_of(v)?;
    }
    match op.kind {
        K::str => Ok(match v.kind {
            Kind::Char { .. } => v.clone(),
            Kind::Str { no_nul, can_be_none: false } => {
                SomeValue { kind: v.kind.clone(), constant: v.constant }
                    .map_kind(Kind::Str { no_nul, can_be_none: false })
            }
            Kind::Integer { .. } | Kind::Bool(_) | Kind::Float => SomeValue::str(true, false),
            Kind::Dict(_) => {
                return Err(cx.error_help(
                    "str",
                    format!("str() and print of {} are not supported in RPython", cx.out.describe_a(v)),
                    "loop over d.items() and print each",
                ));
            }
            _ => SomeValue::STR,
        }),
        K::unicode => match v.kind {
            Kind::Unicode { .. } | Kind::UniChar { .. } => Ok(v.clone()),
            Kind::Str { .. } | Kind::Char { .. } => Ok(SomeValue::UNICODE),
            _ => Err(cx.error(
                "builtin",
                format!("unicode() of {} is not supported in RPython", cx.out.describe_a(v)),
            )),
        },
        _ => {
            if let Some(x) = cx.const_obj(v).filter(|_| v.is_immutable())
                && let Ok(text) = cx.host.repr(x)
            {
                let text = cx.host.new_str(&text);
                return cx.constant(text);
            }
            Err(cx.error_help(
                "builtin",
                format!("repr() of {} is not supported in RPython", cx.out.describe_a(v)),
                "use str(), or write the text out by hand",
            ))
        }
    }
}

fn type_of(cx: &mut Cx<'_>, op: &Op, v: &SomeValue) -> R {
    match &v.kind {
        Kind::Instance { .. } => {
            let vars: Vec<_> = op.args[0].as_var().into_iter().collect();
            Ok(Kind::TypeOf(vars.into()).into())
        }
        // A parameter of which None is seen first may get instances, too.
        Kind::None => Ok(Kind::TypeOf([].into()).into()),
        _ => {
            let name = match &v.kind {
                Kind::Bool(_) => "bool",
                Kind::Integer { ty: LLType::Signed, .. } => "int",
                Kind::Float => "float",
                Kind::Str { .. } | Kind::Char { .. } => "str",
                Kind::Unicode { .. } | Kind::UniChar { .. } => "unicode",
                Kind::List(_) => "list",
                Kind::Dict(_) => "dict",
                Kind::Tuple(_) => "tuple",
                Kind::Integer { ty, .. } => {
                    let name = crate::lattice::integer_name(*ty);
                    return integer_class_value(cx, name);
                }
                Kind::Pbc(set) => {
                    if let Some(obj) = cx.out.descs[set.descs[0]].constant() {
                        let class = cx.host.class_of(obj);
                        return cx.constant(class);
                    }
                    return Err(unsupported(cx, op, std::slice::from_ref(v)));
                }
                _ => return Err(unsupported(cx, op, std::slice::from_ref(v))),
            };
            match cx.builtin_class(name) {
                Some(class) => cx.constant(class),
                None => Err(unsupported(cx, op, std::slice::from_ref(v))),
            }
        }
    }
}

fn integer_class_value(cx: &mut Cx<'_>, name: &str) -> R {
    match cx.rpython_class(name) {
        Some(class) => cx.constant(class),
        None => Err(cx.error("builtin", format!("type() of {name} is not supported yet"))),
    }
}
