//! Classes as values.

use rpython_flow::OpKind;
use rpython_lltype::{LLType, Value};
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
            rt.call_helper("rclass", "ll_class_name", vec![v], string)
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
    let result = rt.lltype(hop.r_result)?;
    if result == LLType::Void {
        return Ok(Operand::void());
    }
    let mut values = Vec::new();
    for &d in &set.descs {
        let value = match class_value(rt, d, name) {
            Some(obj) => rt.const_operand(hop.r_result, obj)?,
            None => rt.undefined(hop.r_result)?,
        };
        let pointer = rt.desc_vtable(d)?;
        values.push((Value::Ptr(pointer), value));
    }
    let Some((_, mut value)) = values.pop() else { return hop.unsupported(rt) };
    let mut diamonds = Vec::new();
    let vtable = rt.vtable_ptr();
    for (class, constant) in values {
        let class = rt.constant(vtable, class);
        let same = rt.ll.op(OpCode::ptr_eq, vec![v.clone(), class], LLType::Bool);
        let diamond = rt.ll.begin_if(same, result);
        rt.ll.begin_else(&diamond, constant);
        diamonds.push(diamond);
    }
    while let Some(diamond) = diamonds.pop() {
        value = rt.ll.end_if(diamond, value);
    }
    Ok(value)
}

/// The value of an attribute in a class.
fn class_value(
    rt: &mut RTyper,
    desc: rpython_annotator::DescId,
    name: rpython_base::Symbol,
) -> Option<rpython_host::Obj> {
    let mut at = Some(desc);
    while let Some(d) = at {
        let class = rt.ann.descs[d].as_class()?;
        if let Some(&obj) = class.dict.get(&name) {
            return Some(obj);
        }
        at = class.base;
    }
    let class = rt.ann.descs[desc].as_class()?.class;
    rt.host_attribute(class, name)
}
