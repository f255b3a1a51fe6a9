//! Comparisons, identity, membership; what their outcomes say about variables.

use std::rc::Rc;

use rpython_bytecode::CmpOp;
use rpython_flow::{Op, OpKind, Operand, VarId};
use rpython_lltype::LLType;

use super::{Done, has_method, method_call, unsupported};
use crate::SomeValue;
use crate::cx::Cx;
use crate::fail::R;
use crate::lattice::{Kind, KnownTypes, ListDefId};

/// Infers a comparison.
pub(super) fn compare(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> R<Done> {
    match op.kind {
        OpKind::is_ => return identity(cx, op, s).map(Done::Value),
        OpKind::contains => return contains(cx, op, s),
        OpKind::cmp => {
            return Err(cx.error_help(
                "builtin",
                "cmp() is not supported in RPython",
                "compare with <, == and >",
            ));
        }
        OpKind::eq | OpKind::ne if s[0].is_none() || s[1].is_none() => {
            let same = identity(cx, op, s)?;
            return Ok(Done::Value(if op.kind == OpKind::ne { invert(cx, same) } else { same }));
        }
        OpKind::eq | OpKind::ne
            if matches!(s[0].kind, Kind::TypeOf(_)) || matches!(s[1].kind, Kind::TypeOf(_)) =>
        {
            let same = identity(cx, op, s)?;
            return Ok(Done::Value(if op.kind == OpKind::ne { invert(cx, same) } else { same }));
        }
        _ => {}
    }
    if let Some(known) = fold(cx, op.kind, &s[0], &s[1])? {
        return Ok(Done::Value(known));
    }
    check_comparable(cx, op, s)?;
    if let (&Kind::List(a), &Kind::List(b)) = (&s[0].kind, &s[1].kind) {
        agree(cx, a, b)?;
    }
    if matches!(op.kind, OpKind::eq | OpKind::ne)
        && let (Kind::Pbc(_), Kind::Pbc(_)) = (&s[0].kind, &s[1].kind)
    {
        let same = identity(cx, op, s)?;
        return Ok(Done::Value(if op.kind == OpKind::ne { invert(cx, same) } else { same }));
    }
    Ok(Done::Value(match (&s[0].kind, &s[1].kind) {
        (Kind::Integer { .. } | Kind::Bool(_), Kind::Integer { .. } | Kind::Bool(_)) => integers(cx, op, s),
        _ => SomeValue::BOOL,
    }))
}

/// Containers in two lists that are compared come to look alike: there is no comparing them otherwise.
fn agree(cx: &mut Cx<'_>, a: ListDefId, b: ListDefId) -> R<()> {
    let (x, y) = (cx.list_item(a), cx.list_item(b));
    let container = |s: &SomeValue| matches!(s.kind, Kind::List(_) | Kind::Tuple(_));
    if container(&x) && container(&y) {
        cx.list_generalize(a, &y)?;
        cx.list_generalize(b, &x)?;
    }
    Ok(())
}

fn cmp_op(kind: OpKind) -> Option<CmpOp> {
    Some(match kind {
        OpKind::lt => CmpOp::Lt,
        OpKind::le => CmpOp::Le,
        OpKind::eq => CmpOp::Eq,
        OpKind::ne => CmpOp::Ne,
        OpKind::gt => CmpOp::Gt,
        OpKind::ge => CmpOp::Ge,
        _ => return None,
    })
}

fn fold(cx: &mut Cx<'_>, kind: OpKind, a: &SomeValue, b: &SomeValue) -> R<Option<SomeValue>> {
    if !a.is_immutable_constant() || !b.is_immutable_constant() {
        return Ok(None);
    }
    let (Some(x), Some(y), Some(op)) = (cx.const_obj(a), cx.const_obj(b), cmp_op(kind)) else {
        return Ok(None);
    };
    match cx.host.compare_bool(op, x, y) {
        Ok(result) => Ok(Some(cx.const_bool(result))),
        Err(_) => Ok(None),
    }
}

/// Whether the values may be compared so at all.
fn check_comparable(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> R<()> {
    let equality = matches!(op.kind, OpKind::eq | OpKind::ne);
    let (a, b) = (&s[0], &s[1]);
    let number = |s: &SomeValue| {
        matches!(
            s.kind,
            Kind::Integer { .. } | Kind::Bool(_) | Kind::Float | Kind::SingleFloat | Kind::LongFloat
        )
    };
    let text = super::arith::text_facts;
    let ok = match (&a.kind, &b.kind) {
        _ if number(a) && number(b) => return check_signedness(cx, a, b),
        (Kind::Instance { .. }, Kind::Instance { .. }) => equality,
        (Kind::List(_), Kind::List(_)) | (Kind::Tuple(_), Kind::Tuple(_)) => equality,
        (Kind::Dict(_), Kind::Dict(_)) => equality,
        (Kind::Ptr(_), Kind::Ptr(_)) => equality,
        (Kind::Address, Kind::Address) | (Kind::ByteArray { .. }, Kind::ByteArray { .. }) => true,
        (Kind::Pbc(_) | Kind::TypeOf(_), Kind::Pbc(_) | Kind::TypeOf(_)) => equality,
        (Kind::Builtin(_), _) | (_, Kind::Builtin(_)) => equality,
        _ => match (text(a), text(b)) {
            (Some((u, _)), Some((v, _))) if u == v => true,
            (Some(_), Some(_)) => {
                return Err(cx.error_help(
                    "unicode-mix",
                    "a byte string and a unicode string cannot be compared in RPython",
                    "convert one: s.decode('utf-8') or u.encode('utf-8')",
                ));
            }
            _ => false,
        },
    };
    if ok {
        return Ok(());
    }
    if !equality && (a.as_instance().is_some() || b.as_instance().is_some()) {
        return Err(cx.error(
            "operation",
            format!(
                "{} is not supported between {} and {}: RPython calls no comparison methods of classes",
                super::arith::symbol(op.kind),
                cx.out.describe_a(a),
                cx.out.describe_a(b)
            ),
        ));
    }
    Err(unsupported(cx, op, s))
}

fn check_signedness(cx: &mut Cx<'_>, a: &SomeValue, b: &SomeValue) -> R<()> {
    let facts = |s: &SomeValue| match s.kind {
        Kind::Integer { ty, nonneg } => Some((ty, nonneg)),
        Kind::Bool(_) => Some((LLType::Signed, true)),
        _ => None,
    };
    let (Some((t, n)), Some((u, m))) = (facts(a), facts(b)) else { return Ok(()) };
    if crate::lattice::join_integer_types(t, n, u, m).is_some() {
        return Ok(());
    }
    Err(cx.error_help(
        "signedness",
        format!(
            "{} is compared with {}, and RPython cannot prove that they have the same sign",
            cx.out.describe_a(a),
            cx.out.describe_a(b)
        ),
        "convert one of them: intmask(x) gives an int, r_uint(x) an unsigned one",
    ))
}

fn var(operand: Operand) -> Option<VarId> {
    operand.as_var()
}

fn with_facts(
    constant: SomeValue,
    if_true: Vec<(VarId, SomeValue)>,
    if_false: Vec<(VarId, SomeValue)>,
) -> SomeValue {
    let facts =
        (!if_true.is_empty() || !if_false.is_empty()).then(|| Rc::new(KnownTypes { if_true, if_false }));
    SomeValue { kind: Kind::Bool(facts), constant: constant.constant }
}

/// Comparisons with what is not negative prove that the other side is not negative.
fn integers(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> SomeValue {
    let parts = |s: &SomeValue| match s.kind {
        Kind::Integer { ty, nonneg } => (ty, nonneg),
        _ => (LLType::Signed, true),
    };
    let ((t, n), (u, m)) = (parts(&s[0]), parts(&s[1]));
    let (mut if_true, mut if_false) = (Vec::new(), Vec::new());
    let mut learn = |outcome: bool, operand: Operand, ty: LLType| {
        if let Some(v) = var(operand)
            && ty.int_kind().is_some_and(|(_, signed)| signed)
        {
            let fact = (v, SomeValue::integer(ty, true));
            if outcome { if_true.push(fact) } else { if_false.push(fact) }
        }
    };
    let minus_one = |cx: &Cx<'_>, s: &SomeValue| cx.int_const(s) == Some(-1);
    use OpKind as K;
    if n && !m {
        learn(matches!(op.kind, K::lt | K::le | K::eq), op.args[1], u);
    }
    if m && !n {
        learn(matches!(op.kind, K::gt | K::ge | K::eq), op.args[0], t);
    }
    if !n && minus_one(cx, &s[1]) {
        match op.kind {
            K::gt => learn(true, op.args[0], t),
            K::le => learn(false, op.args[0], t),
            _ => {}
        }
    }
    if !m && minus_one(cx, &s[0]) {
        match op.kind {
            K::lt => learn(true, op.args[1], u),
            K::ge => learn(false, op.args[1], u),
            _ => {}
        }
    }
    // A zero in the source, for which nothing is unsigned: it cannot turn out to be below zero.
    let zero = op.args[1].as_var().is_none() && cx.int_const(&s[1]) == Some(0) && u == LLType::Signed;
    let result = match op.kind {
        K::lt if zero && n => cx.const_bool(false),
        K::ge if zero && n => cx.const_bool(true),
        _ => SomeValue::BOOL,
    };
    with_facts(result, if_true, if_false)
}

/// `a is b`: in the true case each is what the other is; in the false case neither is the other's `None`.
fn identity(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> R {
    let (a, b) = (&s[0], &s[1]);
    let mut result = SomeValue::BOOL;
    match (cx.const_obj(a), cx.const_obj(b)) {
        (Some(x), Some(y)) => result = cx.const_bool(x == y),
        _ if (b.is_none() && !a.can_be_none()) || (a.is_none() && !b.can_be_none()) => {
            result = cx.const_bool(false);
        }
        _ => {
            if let (Kind::Pbc(x), Kind::Pbc(y)) = (&a.kind, &b.kind)
                && !(x.can_be_none && y.can_be_none)
                && !x.descs.iter().any(|d| y.descs.contains(d))
            {
                result = cx.const_bool(false);
            }
        }
    }
    let (mut if_true, mut if_false) = (Vec::new(), Vec::new());
    for (source, target, operand) in [(a, b, op.args[1]), (b, a, op.args[0])] {
        if let Kind::TypeOf(vars) = &target.kind
            && let Some(obj) = source.constant
        {
            let instance = class_instance(cx, source, obj)?;
            if let Some(instance) = instance {
                if_true.extend(vars.iter().map(|&v| (v, instance.clone())));
            }
        }
        let Some(v) = var(operand) else { continue };
        if matches!(target.kind, Kind::TypeOf(_)) {
            continue;
        }
        if_true.push((v, source.clone()));
        if source.is_none() && target.can_be_none() {
            if_false.push((v, target.nonnoneify()));
        }
    }
    Ok(with_facts(result, if_true, if_false))
}

/// The instances of a class given as a constant.
fn class_instance(cx: &mut Cx<'_>, s: &SomeValue, _obj: rpython_host::Obj) -> R<Option<SomeValue>> {
    let Some(set) = s.as_pbc() else { return Ok(None) };
    let [desc] = set.descs[..] else { return Ok(None) };
    if !cx.out.descs[desc].is_class() {
        return Ok(None);
    }
    let classdef = cx.classdef(desc)?;
    Ok(Some(SomeValue::instance(classdef, false)))
}

/// The opposite of a bool.
pub(super) fn invert(cx: &Cx<'_>, s: SomeValue) -> SomeValue {
    let constant = match cx.bool_const(&s) {
        Some(known) => cx.const_bool(!known),
        None => SomeValue::BOOL,
    };
    match s.kind {
        Kind::Bool(Some(facts)) => with_facts(constant, facts.if_false.clone(), facts.if_true.clone()),
        _ => constant,
    }
}

/// `x in container`, with the container first.
fn contains(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> R<Done> {
    let (container, item) = (&s[0], &s[1]);
    let result = match &container.kind {
        _ if has_method(cx, container, "__contains__") => {
            return Ok(method_call(cx, op, op.args[0], "__contains__", &[op.args[1]]));
        }
        Kind::List(id) => {
            cx.list_generalize(*id, item)?;
            SomeValue::BOOL
        }
        Kind::Dict(id) => {
            // It is looked up all the same, so that there must be a type of keys.
            cx.dict_generalize_key(*id, item)?;
            if cx.dict_value(*id).is_impossible() {
                // The dict is empty as far as is known.
                return Ok(Done::Value(cx.const_bool(false)));
            }
            SomeValue::BOOL
        }
        Kind::Str { .. } | Kind::Char { .. } | Kind::Unicode { .. } | Kind::UniChar { .. } => {
            if let (Some(x), Some(y)) = (container.constant, item.constant)
                && let Ok(known) = cx.host.contains(x, y)
            {
                return Ok(Done::Value(cx.const_bool(known)));
            }
            let (u, v) = (super::arith::text_facts(container), super::arith::text_facts(item));
            if v.is_none() || u.map(|f| f.0) != v.map(|f| f.0) {
                return Err(unsupported(cx, op, &[item.clone(), container.clone()]));
            }
            // `chr in 'abc'` proves that the character is none of those that are not in the string.
            let mut facts = Vec::new();
            if let (Some((_, true)), Kind::Char { no_nul: false }, Some(v)) =
                (u.filter(|_| container.is_constant()), &item.kind, var(op.args[1]))
            {
                facts.push((v, Kind::Char { no_nul: true }.into()));
            }
            with_facts(SomeValue::BOOL, facts, Vec::new())
        }
        Kind::Tuple(items) => {
            let mut all = SomeValue::IMPOSSIBLE;
            for i in items.iter() {
                all = cx.union(&all, i)?;
            }
            cx.union(&all, item)?;
            if let (Some(x), Some(y)) = (container.constant, item.constant)
                && item.is_immutable()
                && let Ok(known) = cx.host.contains(x, y)
            {
                return Ok(Done::Value(cx.const_bool(known)));
            }
            SomeValue::BOOL
        }
        Kind::ByteArray { .. } if matches!(item.kind, Kind::Integer { .. } | Kind::Bool(_)) => {
            SomeValue::BOOL
        }
        Kind::None => return Err(cx.blocked("none", "`in` is applied to what is only ever None")),
        _ => return Err(unsupported(cx, op, &[item.clone(), container.clone()])),
    };
    Ok(Done::Value(result))
}
