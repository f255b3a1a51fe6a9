//! Classes as values.

use rpython_annotator::Desc;
use rpython_flow::OpKind;
use rpython_lltype::LLType;
use rpython_lowlevel::{OpCode, Operand};

use crate::common::vtable;
use crate::error::{R, TyperError};
use crate::hop::Hop;
use crate::repr::Repr;
use crate::rtyper::RTyper;

/// Truth, hash, text.
pub fn unary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let v = rt.inputself(hop, 0)?;
    match hop.kind {
        OpKind::bool => Ok(rt.ll.op(OpCode::ptr_nonzero, vec![v], LLType::Bool)),
        OpKind::hash => Ok(rt.ll.getfield(v, vtable::HASH, LLType::Signed)),
        OpKind::str | OpKind::repr => {
            let string = rt.string_ptr();
            rt.call_helper("rclass", "ll_class_str", vec![v], string)
        }
        _ => hop.unsupported(rt),
    }
}

/// Whether the class `sub` lies in the subtree of `sup`; both vtable pointers, not null.
pub fn is_subclass(rt: &mut RTyper, sub: Operand, sup: Operand) -> Operand {
    let min = rt.ll.getfield(sup.clone(), vtable::MIN, LLType::Signed);
    let max = rt.ll.getfield(sup, vtable::MAX, LLType::Signed);
    let own = rt.ll.getfield(sub, vtable::MIN, LLType::Signed);
    rt.ll.op(OpCode::int_between, vec![min, own, max], LLType::Bool)
}

/// `issubclass(a, b)`
pub fn issubclass(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let root = rt.simple(Repr::Type);
    let args = rt.inputargs(hop, &[root, root])?;
    let [sub, sup] =
        <[Operand; 2]>::try_from(args).map_err(|_| TyperError::new("issubclass takes two classes"))?;
    Ok(is_subclass(rt, sub, sup))
}

/// `cls.name`, of one of several classes.
pub fn getattr(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let name = rt.const_name(hop, 1)?;
    let v = rt.inputself(hop, 0)?;
    if name == "__name__" {
        let string = rt.string_ptr();
        return rt.call_helper("rclass", "ll_class_name", vec![v], string);
    }
    let Some(set) = hop.args[0].s.as_pbc().cloned() else { return hop.unsupported(rt) };
    for &d in &set.descs {
        let Desc::Class(class) = &rt.ann.descs[d] else { continue };
        let (Some(classdef), Some(&family)) = (class.classdef, class.attr_families.get(&name)) else {
            continue;
        };
        let family = rt.ann.access_families.find(family);
        let line: Vec<_> = rt.ann.class_line(classdef).collect();
        for owner in line {
            let found = rt.class_info(owner)?.extra_fields.get(&(family, name)).copied();
            if let Some(field) = found {
                let value = super::instance::read_class_field(rt, v, owner, field)?;
                return rt.result(hop, value, field.r);
            }
        }
    }
    Err(TyperError::unsupported(format!("reading the attribute '{name}' of one of several classes")))
}
