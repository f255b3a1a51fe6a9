//! Attributes and types.

use rpython_annotator::Kind;
use rpython_lltype::LLType;
use rpython_lowlevel::Operand;

use crate::builtins;
use crate::error::R;
use crate::hop::Hop;
use crate::repr::Repr;
use crate::reprs;
use crate::rtyper::RTyper;

/// `x.name`
pub fn getattr(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    if matches!(hop.args[0].s.kind, Kind::Instance { flags, .. } if flags.virtual_ref) {
        return builtins::core::constant_result(rt, hop);
    }
    match rt.repr(hop.args[0].r).clone() {
        Repr::Instance(class) => reprs::instance::getattr(rt, hop, class),
        Repr::Type | Repr::Class(_) => reprs::class::getattr(rt, hop),
        Repr::FrozenSet(family) => reprs::pbc::getattr_frozen(rt, hop, family),
        Repr::Frozen(desc) => reprs::pbc::getattr_one(rt, hop, desc),
        Repr::Identity => reprs::pbc::frozen_method(rt, hop),
        Repr::Ptr(_) | Repr::InteriorPtr(_) => reprs::ptr::getattr(rt, hop),
        Repr::Address => rt.inputself(hop, 0),
        _ => method_of_builtin(rt, hop),
    }
}

/// A method of a string, list, dict...: represented by what it is bound to.
fn method_of_builtin(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match rt.repr(hop.r_result).clone() {
        Repr::BuiltinMethod(_, this) => rt.inputarg(hop, 0, this),
        _ if rt.lltype(hop.r_result)? == LLType::Void => Ok(Operand::void()),
        _ => hop.unsupported(rt),
    }
}

/// `x.name = value`
pub fn setattr(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match rt.repr(hop.args[0].r).clone() {
        Repr::Instance(class) => reprs::instance::setattr(rt, hop, class),
        Repr::Ptr(_) | Repr::InteriorPtr(_) => reprs::ptr::setattr(rt, hop),
        _ => hop.unsupported(rt),
    }
}

/// `type(x)`
pub fn type_of(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match rt.repr(hop.args[0].r).clone() {
        Repr::Instance(class) => reprs::instance::type_of(rt, hop, class),
        _ if rt.lltype(hop.r_result)? == LLType::Void => Ok(Operand::void()),
        _ => hop.unsupported(rt),
    }
}

fn none(rt: &mut RTyper) -> crate::hop::Arg {
    let r = rt.simple(Repr::None);
    let v = crate::hop::ArgValue::Const(rpython_host::Obj::NONE);
    crate::hop::Arg { v, s: rpython_annotator::SomeValue::NONE, r }
}

/// `isinstance(x, C)` and `issubclass(C, D)`.
pub fn instance_test(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    if hop.kind == rpython_flow::OpKind::issubtype {
        return reprs::class::issubclass(rt, hop);
    }
    let Repr::Instance(class) = *rt.repr(hop.args[0].r) else {
        if let Some(obj) = hop.s_result.constant {
            return rt.const_operand(hop.r_result, obj);
        }
        // Of one kind for certain, unless it is None.
        let truth = Hop { kind: rpython_flow::OpKind::ne, ..hop.clone() };
        let mut args = hop.args.clone();
        args[1] = none(rt);
        return reprs::pbc::identity_compare(rt, &truth.with_args(args));
    };
    let classes = match hop.args[1].constant().map(|obj| rt.host.get(obj)) {
        Some(rpython_host::Object::Tuple(items)) => items.to_vec(),
        _ => Vec::new(),
    };
    if classes.is_empty() {
        let root = rt.simple(Repr::Type);
        let vtable = rt.inputarg(hop, 1, root)?;
        return reprs::instance::isinstance(rt, hop, class, vtable);
    }
    let mut diamonds = Vec::new();
    for obj in classes {
        let root = rt.simple(Repr::Type);
        let Some(_) = rt.exact_classdef(obj) else { continue };
        let vtable = rt.const_operand(root, obj)?;
        let yes = reprs::instance::isinstance(rt, hop, class, vtable)?;
        let diamond = rt.ll.begin_if(yes, LLType::Bool);
        rt.ll.begin_else(&diamond, Operand::bool(true));
        diamonds.push(diamond);
    }
    let mut value = Operand::bool(false);
    while let Some(diamond) = diamonds.pop() {
        value = rt.ll.end_if(diamond, value);
    }
    Ok(value)
}
