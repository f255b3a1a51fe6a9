//! `isinstance` and `issubclass`.

use std::rc::Rc;

use rpython_flow::{Op, OpKind};
use rpython_host::{Obj, Object};
use rpython_lltype::LLType;

use crate::SomeValue;
use crate::cx::Cx;
use crate::descs::Desc;
use crate::fail::R;
use crate::lattice::{Kind, KnownTypes};

/// What is known about an isinstance test.
struct Verdict {
    known: Option<bool>,
    /// What the value is if the test holds.
    then: Option<SomeValue>,
}

/// Infers `isinstance(x, C)` or `issubclass(C, D)`.
pub(super) fn isinstance(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> R {
    if op.kind == OpKind::issubtype {
        return issubclass(cx, s);
    }
    let (value, class) = (&s[0], &s[1]);
    let classes: Vec<SomeValue> = match (&class.kind, class.constant) {
        (Kind::Tuple(items), _) => items.to_vec(),
        _ => vec![class.clone()],
    };
    let mut known = Some(false);
    let mut then: Option<SomeValue> = None;
    for class in &classes {
        let verdict = one(cx, value, class)?;
        known = match (known, verdict.known) {
            (_, Some(true)) | (Some(true), _) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        };
        if verdict.known != Some(false)
            && let Some(t) = verdict.then
        {
            then = match then {
                None => Some(t),
                Some(old) => cx.out.union(&old, &t).ok(),
            };
        }
        if known == Some(true) {
            break;
        }
    }
    let mut result = match known {
        Some(known) => cx.const_bool(known),
        None => SomeValue::BOOL,
    };
    if let (Some(then), Some(v)) = (then, op.args[0].as_var())
        && known != Some(false)
    {
        let facts = KnownTypes { if_true: vec![(v, then)], if_false: Vec::new() };
        result.kind = Kind::Bool(Some(Rc::new(facts)));
    }
    Ok(result)
}

fn one(cx: &mut Cx<'_>, value: &SomeValue, class: &SomeValue) -> R<Verdict> {
    let Some(class_obj) = class.constant else {
        // A class known at run time only.
        return match &class.kind {
            Kind::Pbc(_) | Kind::TypeOf(_) => Ok(Verdict { known: None, then: None }),
            _ => {
                Err(cx.error("argument", format!("isinstance() with {} as class", cx.out.describe_a(class))))
            }
        };
    };
    if cx.host.class(class_obj).is_none() && !matches!(class.kind, Kind::Pbc(_) | Kind::TypeOf(_)) {
        let text = format!("isinstance() needs a class, and gets {}", cx.out.describe_a(class));
        return Err(cx.error("argument", text));
    }
    let mut known = known_instance(cx, value, class, class_obj)?;
    if known == Some(true) && value.can_be_none() && !value.is_none() {
        known = None;
    }
    if value.is_none() && !is_none_type(cx, class_obj) {
        known = Some(false);
    }
    let then = match &class.kind {
        Kind::Pbc(set) if cx.out.descs[set.descs[0]].is_class() => {
            let desc = set.descs[0];
            match &value.kind {
                Kind::Instance { .. } => {
                    let classdef = cx.classdef(desc)?;
                    Some(SomeValue::instance(classdef, false))
                }
                _ => None,
            }
        }
        _ if known == Some(true) || known.is_none() => {
            let nonnone = value.nonnoneify();
            (nonnone != *value).then_some(nonnone)
        }
        _ => None,
    };
    Ok(Verdict { known, then })
}

fn is_none_type(cx: &Cx<'_>, class: Obj) -> bool {
    cx.host.class(class).is_some_and(|c| c.name == "NoneType")
}

/// Whether all (non-None) values are instances of the class, or none is.
fn known_instance(cx: &mut Cx<'_>, value: &SomeValue, class: &SomeValue, class_obj: Obj) -> R<Option<bool>> {
    let name = cx.host.class(class_obj).map_or("", |c| c.name.as_str());
    let is = |names: &[&str]| Some(matches!(class.kind, Kind::Builtin(_)) && names.contains(&name));
    if matches!(class.kind, Kind::Pbc(_)) && name == "object" {
        return Ok(Some(true));
    }
    Ok(match &value.kind {
        Kind::Impossible | Kind::None => Some(is_none_type(cx, class_obj)),
        Kind::Bool(_) => is(&["bool", "int"]),
        Kind::Integer { ty, .. } => return Ok(Some(integer_is(cx, *ty, value, name))),
        Kind::Float => is(&["float"]),
        Kind::SingleFloat => is(&["r_singlefloat"]),
        Kind::LongFloat => is(&["r_longfloat"]),
        Kind::Char { .. } | Kind::Str { .. } => is(&["str", "basestring"]),
        Kind::UniChar { .. } | Kind::Unicode { .. } => is(&["unicode", "basestring"]),
        Kind::ByteArray { .. } => is(&["bytearray"]),
        Kind::List(_) => is(&["list"]),
        Kind::Dict(id) => {
            let ordered = cx.out.dicts.get(*id).ordered;
            if ordered && matches!(name, "OrderedDict") { Some(true) } else { is(&["dict"]) }
        }
        Kind::Tuple(_) => is(&["tuple"]),
        Kind::Instance { classdef: None, .. } => None,
        Kind::Instance { classdef: Some(c), .. } => match &class.kind {
            Kind::Pbc(set) if cx.out.descs[set.descs[0]].is_class() => {
                let target = cx.classdef(set.descs[0])?;
                if cx.out.is_subclass(*c, target) {
                    Some(true)
                } else if cx.out.is_subclass(target, *c) {
                    None
                } else {
                    Some(false)
                }
            }
            _ => Some(false),
        },
        Kind::Pbc(set) => {
            let mut verdict: Option<bool> = None;
            for (i, &desc) in set.descs.iter().enumerate() {
                let is = desc_is(cx, desc, class_obj, name);
                if i > 0 && verdict != Some(is) {
                    return Ok(None);
                }
                verdict = Some(is);
            }
            verdict
        }
        Kind::TypeOf(_) => is(&["type"]),
        Kind::Builtin(_) | Kind::BuiltinMethod(_) => is(&["builtin_function_or_method"]),
        Kind::Iterator(_)
        | Kind::WeakRef(_)
        | Kind::Property(_)
        | Kind::Ptr(_)
        | Kind::InteriorPtr(_)
        | Kind::AdtMethod { .. }
        | Kind::Address
        | Kind::AddressAccess(_)
        | Kind::Controlled(_) => Some(false),
    })
}

/// Whether a constant is an instance of a class.
fn desc_is(cx: &Cx<'_>, desc: crate::DescId, class: Obj, name: &str) -> bool {
    match &cx.out.descs[desc] {
        Desc::Function(_) => name == "function",
        Desc::Method(_) | Desc::MethodOfFrozen(_) => name == "instancemethod",
        Desc::Class(_) => matches!(name, "type" | "classobj"),
        Desc::Frozen(f) => match cx.host.get(f.obj) {
            Object::Instance(data) => cx.host.class(data.class).is_some_and(|c| c.mro.contains(&class)),
            _ => cx.host.class(cx.host.class_of(f.obj)).is_some_and(|c| c.mro.contains(&class)),
        },
    }
}

fn integer_is(cx: &Cx<'_>, ty: LLType, value: &SomeValue, name: &str) -> bool {
    if name == "base_int" {
        // `int` itself is no base_int.
        return ty != LLType::Signed
            || value.constant.is_some_and(|c| matches!(cx.host.get(c), Object::RInt(..)));
    }
    match crate::builtins::numbers::integer_class(name) {
        Some(class) => cx.integer_type(class) == ty,
        None => match name {
            "int" => ty == LLType::Signed,
            "long" | "bool" => false,
            _ => false,
        },
    }
}

/// `issubclass(C, D)`; also asked of an exception's class.
fn issubclass(cx: &mut Cx<'_>, s: &[SomeValue]) -> R {
    let (sub, sup) = (&s[0], &s[1]);
    let (
        Kind::Pbc(_) | Kind::TypeOf(_) | Kind::Builtin(_),
        Kind::Pbc(_) | Kind::TypeOf(_) | Kind::Builtin(_),
    ) = (&sub.kind, &sup.kind)
    else {
        return Err(cx.error("argument", "issubclass() needs two classes"));
    };
    if let (Some(a), Some(b)) = (sub.constant, sup.constant)
        && let (Some(a), Some(_)) = (cx.host.class(a), cx.host.class(b))
    {
        return Ok(cx.const_bool(a.mro.contains(&b)));
    }
    if let Some(known) = known_subclass(cx, sub, sup) {
        return Ok(cx.const_bool(known));
    }
    // Classes that have no instances are compared by their places in the tree all the same.
    for value in [sub, sup] {
        if let Kind::Pbc(set) = &value.kind {
            for &desc in &set.descs {
                if cx.out.descs[desc].is_class() {
                    cx.classdef(desc)?;
                }
            }
        }
    }
    known_by_type(cx, sub, sup)
}

/// What `issubclass(type(x), C)` is, and what it tells about `x`.
fn known_by_type(cx: &mut Cx<'_>, sub: &SomeValue, sup: &SomeValue) -> R {
    let (Kind::TypeOf(vars), Kind::Pbc(set)) = (&sub.kind, &sup.kind) else { return Ok(SomeValue::BOOL) };
    let &[desc] = &set.descs[..] else { return Ok(SomeValue::BOOL) };
    if !cx.out.descs[desc].is_class() {
        return Ok(SomeValue::BOOL);
    }
    let target = cx.classdef(desc)?;
    let graph = cx.site.map(|site| site.graph);
    let classes = vars.iter().filter_map(|&var| match cx.out.graphs[graph?].binding(var).kind {
        Kind::Instance { classdef, .. } => classdef,
        _ => None,
    });
    let related = |class| cx.out.is_subclass(class, target) || cx.out.is_subclass(target, class);
    if classes.into_iter().any(|class| !related(class)) {
        return Ok(cx.const_bool(false));
    }
    let then = SomeValue::instance(target, false);
    let if_true = vars.iter().map(|&var| (var, then.clone())).collect();
    let facts = KnownTypes { if_true, if_false: Vec::new() };
    Ok(SomeValue { kind: Kind::Bool(Some(Rc::new(facts))), constant: None })
}

/// What `issubclass` says of each class that `sub` may be, if that is always the same.
fn known_subclass(cx: &Cx<'_>, sub: &SomeValue, sup: &SomeValue) -> Option<bool> {
    let (Kind::Pbc(set), Some(sup)) = (&sub.kind, sup.constant) else { return None };
    if sub.can_be_none() {
        return None;
    }
    let mut answers = set.descs.iter().map(|&desc| {
        let Desc::Class(class) = &cx.out.descs[desc] else { return None };
        Some(cx.host.class(class.class)?.mro.contains(&sup))
    });
    let first = answers.next()??;
    answers.all(|answer| answer == Some(first)).then_some(first)
}
