//! Attributes.

use rpython_base::{Diagnostic, Symbol};
use rpython_flow::{Op, OpKind};
use rpython_host::{Obj, Object};

use super::{Done, method_call};
use crate::cx::Cx;
use crate::descs::Desc;
use crate::fail::{Fail, R};
use crate::lattice::{InstanceFlags, Kind, PbcSet};
use crate::{ClassDefId, SomeValue};

/// Infers an op on attributes.
pub(super) fn attr(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> R<Done> {
    let Some(name) = cx.name_const(&s[1]) else {
        return Err(cx.error("constant-needed", "the name of an attribute must be a constant in RPython"));
    };
    match op.kind {
        OpKind::getattr => {
            if let Some(class) = s[0].as_instance()
                && has_accessor(cx, class, name, Accessor::Getter)?
            {
                return Ok(method_call(cx, op, op.args[0], &format!("{name}__getter__"), &[]));
            }
            getattr(cx, &s[0], name).map(Done::Value)
        }
        OpKind::setattr => {
            if let Some(class) = s[0].as_instance()
                && has_accessor(cx, class, name, Accessor::Setter)?
            {
                return Ok(method_call(cx, op, op.args[0], &format!("{name}__setter__"), &[op.args[2]]));
            }
            setattr(cx, &s[0], name, &s[2])?;
            Ok(Done::Value(SomeValue::NONE))
        }
        _ => Err(cx.error("delete-attribute", "attributes cannot be deleted in RPython")),
    }
}

/// The two functions of a property.
#[derive(Clone, Copy)]
enum Accessor {
    Getter,
    Setter,
}

/// Whether the attribute is a property with this function. Where classes redefine the property of a base class, each
/// must have the function, because which class an instance has may be known at run time only.
fn has_accessor(cx: &Cx<'_>, class: ClassDefId, name: Symbol, accessor: Accessor) -> R<bool> {
    let (mut with, mut without) = (0, 0);
    let mut at = Some(cx.out.classdefs[class].desc);
    while let Some(desc) = at {
        let Some(data) = cx.out.descs[desc].as_class() else { break };
        at = data.base;
        let Some(&value) = data.dict.get(&name) else { continue };
        let Object::Property(parts) = cx.host.get(value) else { return Ok(false) };
        match parts[accessor as usize] {
            Obj::NONE => without += 1,
            _ => with += 1,
        }
    }
    if without == 0 {
        return Ok(with > 0);
    }
    let (what, verb) = match accessor {
        Accessor::Getter => ("getter", "read"),
        Accessor::Setter => ("setter", "written"),
    };
    Err(match with {
        0 => cx.error("attribute", format!("the property {name} has no {what}, and is {verb} here")),
        _ => cx.error_help(
            "attribute",
            format!("the property {name} is redefined in a subclass, and only some of its definitions have a {what}"),
            "give all of them the same functions, or none",
        ),
    })
}

/// An attribute of anything.
pub(crate) fn getattr(cx: &mut Cx<'_>, s: &SomeValue, name: Symbol) -> R {
    match &s.kind {
        Kind::Instance { flags, .. } if flags.virtual_ref => {
            if name.as_str() != "virtual" {
                return Err(cx.error("attribute", format!("a virtual reference has no attribute {name}")));
            }
            // It would be virtual in traces only.
            Ok(cx.const_bool(false))
        }
        Kind::Instance { classdef: Some(class), flags, .. } => instance(cx, s, *class, name, *flags),
        Kind::Instance { classdef: None, .. } => {
            Err(cx.error("attribute", format!("an instance of unknown class has no attribute {name}")))
        }
        Kind::Pbc(set) => {
            let set = set.clone();
            pbc(cx, &set, s, name)
        }
        Kind::None => Err(cx.only_none(cx.current_operand(0), &format!("its attribute {name} is read"))),
        Kind::Ptr(_) | Kind::InteriorPtr(_) => crate::builtins::lltype::pointer_getattr(cx, s, name),
        Kind::Address => crate::builtins::lltype::address_getattr(cx, name),
        Kind::TypeOf(_) if name == "__name__" => Ok(SomeValue::str(true, false)),
        Kind::Builtin(_) => {
            if let Some(obj) = s.constant
                && let Ok(value) = cx.host.getattr(obj, name)
            {
                return cx.constant(value);
            }
            Err(cx.error("attribute", format!("{} has no attribute {name}", cx.out.describe_a(s))))
        }
        _ => {
            if let Some(constant) = s.constant
                && s.is_immutable()
                && let Ok(value) = cx.host.getattr(constant, name)
                && !matches!(cx.host.get(value), Object::Builtin(_))
            {
                return cx.constant(value);
            }
            if crate::builtins::has_method(cx, s, name) {
                return Ok(SomeValue::builtin_method(name, s.clone()));
            }
            let text = format!("{} has no attribute {name} in RPython", cx.out.describe_a(s));
            Err(match crate::builtins::method_hint(cx, s, name) {
                Some(help) => cx.error_help("attribute", text, help),
                None => cx.error("attribute", text),
            })
        }
    }
}

fn instance(cx: &mut Cx<'_>, s: &SomeValue, class: ClassDefId, name: Symbol, flags: InstanceFlags) -> R {
    if name == "__class__" {
        return class_attribute(cx, class);
    }
    let value = cx.instance_getattr(class, name, flags)?;
    if value.is_impossible() {
        return Err(no_attribute(cx, s, class, name));
    }
    // A constant field of a constant instance that never changes.
    Ok(value)
}

/// `x.__class__`: the class and those derived from it.
fn class_attribute(cx: &mut Cx<'_>, class: ClassDefId) -> R {
    let position = cx.position();
    cx.out.classdefs[class].class_readers.extend(position);
    let descs = cx.out.subclasses(class).iter().map(|&c| cx.out.classdefs[c].desc).collect();
    Ok(cx.out.pbc(descs, false))
}

/// The reason for a blocked read, should it stay blocked.
fn no_attribute(cx: &mut Cx<'_>, s: &SomeValue, class: ClassDefId, name: Symbol) -> Fail {
    let text = format!("{} has no attribute {name}", cx.out.describe_a(&s.nonnoneify()));
    let mut diagnostic = Diagnostic::error("attribute", cx.span(), text);
    let mut names: Vec<Symbol> = Vec::new();
    for c in cx.out.class_line(class) {
        let def = &cx.out.classdefs[c];
        names.extend(def.attrs.iter().filter(|(_, a)| !a.value.is_impossible()).map(|(&n, _)| n));
        names.extend(def.sources.iter().filter(|(_, list)| !list.is_empty()).map(|(&n, _)| n));
    }
    let in_subclass: Vec<Symbol> = cx.out.subclasses(class)[1..]
        .iter()
        .filter(|&&c| {
            cx.out.classdefs[c].attrs.contains_key(&name)
                || cx.out.descs[cx.out.classdefs[c].desc].as_class().is_some_and(|d| d.has_own(name))
        })
        .map(|&c| cx.out.classdefs[c].name)
        .collect();
    if let Some(near) = rpython_base::similar::did_you_mean(name.as_str(), names.iter().map(|n| n.as_str())) {
        diagnostic = diagnostic.with_help(format!("did you mean {near}?"));
    } else if !in_subclass.is_empty() {
        let list: Vec<&str> = in_subclass.iter().map(|n| n.as_str()).collect();
        diagnostic = diagnostic.with_help(format!(
            "only the derived class {} has it: test with isinstance() first",
            list.join(", ")
        ));
    }
    let def_span = cx.out.descs[cx.out.classdefs[class].desc].as_class().map(|d| d.span);
    if let Some(span) = def_span.filter(|s| !s.is_none()) {
        diagnostic = diagnostic.with_label(span, "the class");
    }
    Fail::Blocked(Some(Box::new(diagnostic)))
}

/// An attribute of a set of prebuilt things.
fn pbc(cx: &mut Cx<'_>, set: &PbcSet, s: &SomeValue, name: Symbol) -> R {
    match &cx.out.descs[set.descs[0]] {
        Desc::Frozen(_) | Desc::Class(_) => super::frozen::set_getattr(cx, set, name),
        Desc::Function(_) | Desc::Method(_) | Desc::MethodOfFrozen(_) => {
            if let Some(obj) = s.constant
                && let Ok(value) = cx.host.getattr(obj, name)
            {
                return cx.constant(value);
            }
            if let ("im_self", Desc::Method(m)) = (name.as_str(), &cx.out.descs[set.descs[0]])
                && let Some(this) = m.this
            {
                return Ok(SomeValue::instance(this, false));
            }
            Err(cx.error("attribute", format!("{} has no attribute {name} in RPython", cx.out.describe_a(s))))
        }
    }
}

fn setattr(cx: &mut Cx<'_>, s: &SomeValue, name: Symbol, value: &SomeValue) -> R<()> {
    match &s.kind {
        Kind::Instance { classdef: Some(class), .. } => {
            if name == "__class__" {
                return Err(cx.error("attribute", "__class__ cannot be assigned in RPython"));
            }
            cx.instance_setattr(*class, name, value)
        }
        Kind::Ptr(_) | Kind::InteriorPtr(_) => crate::builtins::lltype::pointer_setattr(cx, s, name, value),
        Kind::None => Err(cx.only_none(cx.current_operand(0), &format!("its attribute {name} is assigned"))),
        Kind::Pbc(set) => {
            let what = match &cx.out.descs[set.descs[0]] {
                Desc::Frozen(f) => {
                    return Err(super::frozen::constant_setattr(cx, f.obj, name));
                }
                Desc::Class(c) => format!("the class {}", c.name),
                other => other.describe(cx.out),
            };
            Err(cx.error_help(
                "constant-attribute",
                format!("the attribute {name} of {what} cannot be assigned at run time: it is a constant"),
                "keep changing values in an instance made at import time",
            ))
        }
        _ => Err(cx.error("attribute", format!("attributes of {} cannot be assigned", cx.out.describe_a(s)))),
    }
}

impl Cx<'_> {
    /// A class of the evaluator's built-in module.
    pub(crate) fn builtin_class(&self, name: &str) -> Option<Obj> {
        match self.host.get(self.host.builtins) {
            Object::Module(data) => data.dict.get(&Symbol::intern(name)).copied(),
            _ => None,
        }
    }
}
