//! Functions, classes and frozen instances as values; identity.

use rpython_annotator::lattice::PbcSet;
use rpython_annotator::{AccessFamilyId, Desc, DescId};
use rpython_flow::OpKind;
use rpython_host::Obj;
use rpython_lltype::{LLType, Pointer, Value};
use rpython_lowlevel::{OpCode, Operand};

use crate::error::{R, TyperError};
use crate::hop::{Arg, Hop};
use crate::repr::{Repr, ReprId};
use crate::rtyper::RTyper;

/// A prebuilt thing in a representation of sets.
pub fn const_value(rt: &mut RTyper, repr: &Repr, obj: Obj) -> R<Value> {
    if obj == Obj::NONE {
        return Ok(match repr {
            Repr::Identity => Value::Address(Pointer::Null),
            _ => Value::Ptr(Pointer::Null),
        });
    }
    let Some(desc) = rt.desc_of(obj) else {
        if let (Repr::Type, rpython_host::Object::Class(_)) = (repr, rt.host.get(obj)) {
            return Ok(Value::Ptr(Pointer::Data(rt.vtable(None)?)));
        }
        let name = rt.host.type_name(obj);
        return Err(TyperError::new(format!("a prebuilt {name} object is not known to the annotator")));
    };
    desc_value(rt, repr, desc)
}

/// A description in a representation of sets.
pub fn desc_value(rt: &mut RTyper, repr: &Repr, desc: DescId) -> R<Value> {
    match repr {
        Repr::Type => Ok(Value::Ptr(rt.desc_vtable(desc)?)),
        Repr::Functions(family) => rt.function_value(*family, desc),
        Repr::FrozenSet(_) => Ok(Value::Ptr(Pointer::Data(rt.frozen_data(desc)?))),
        Repr::Identity => Ok(Value::Address(Pointer::Data(rt.frozen_data(desc)?))),
        _ => Ok(Value::Void),
    }
}

fn desc_operand(rt: &mut RTyper, to: ReprId, desc: DescId) -> R<Operand> {
    let ty = rt.lltype(to)?;
    if ty == LLType::Void {
        return Ok(Operand::void());
    }
    let repr = rt.repr(to).clone();
    let value = desc_value(rt, &repr, desc)?;
    Ok(rt.constant(ty, value))
}

/// From one set of prebuilt things to another.
pub fn convert(rt: &mut RTyper, v: Operand, to: ReprId, a: &Repr, b: &Repr) -> R<Option<Operand>> {
    Ok(match (a, b) {
        (
            Repr::Function(d) | Repr::Class(d) | Repr::Frozen(d),
            Repr::Functions(_) | Repr::Type | Repr::FrozenSet(_) | Repr::Identity,
        ) => Some(desc_operand(rt, to, *d)?),
        (_, Repr::Function(_) | Repr::Class(_) | Repr::Frozen(_)) => Some(Operand::void()),
        (Repr::FrozenSet(_) | Repr::Functions(_), Repr::Identity) => {
            Some(rt.ll.op(OpCode::cast_ptr_to_adr, vec![v], LLType::Address))
        }
        (Repr::Identity, Repr::FrozenSet(_)) => {
            let ty = rt.lltype(to)?;
            Some(rt.ll.op(OpCode::cast_adr_to_ptr, vec![v], ty))
        }
        _ => None,
    })
}

/// Truth and hash.
pub fn unary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let v = rt.inputself(hop, 0)?;
    let ty = rt.ll.ty(&v);
    match (hop.kind, ty) {
        (OpKind::bool, LLType::Void) => Ok(Operand::bool(true)),
        (OpKind::bool, LLType::Address) => {
            let null = rt.constant(LLType::Address, Value::Address(Pointer::Null));
            Ok(rt.ll.op(OpCode::adr_ne, vec![v, null], LLType::Bool))
        }
        (OpKind::bool, _) => Ok(rt.ll.op(OpCode::ptr_nonzero, vec![v], LLType::Bool)),
        (OpKind::hash, LLType::Void) => Ok(Operand::signed(0)),
        (OpKind::hash, LLType::Address) => Ok(rt.ll.op(OpCode::cast_adr_to_int, vec![v], LLType::Signed)),
        (OpKind::hash, _) if rt.types().is_gc_ptr(ty) => Ok(super::instance::identity_hash(rt, v)),
        (OpKind::hash, _) => Ok(rt.ll.op(OpCode::cast_ptr_to_int, vec![v], LLType::Signed)),
        _ => hop.unsupported(rt),
    }
}

/// Indexing a frozen instance is a call of its `__getitem__`, which the annotator has made explicit.
pub fn items(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    hop.unsupported(rt)
}

/// `x.name` of one of several frozen instances.
pub fn getattr_frozen(rt: &mut RTyper, hop: &Hop, family: AccessFamilyId) -> R<Operand> {
    let name = rt.const_name(hop, 1)?;
    let (_, fields) = rt.frozen_fields(family)?;
    let Some(field) = fields.get(&name).copied() else {
        return frozen_method(rt, hop);
    };
    let ty = rt.lltype(field.r)?;
    if ty == LLType::Void {
        let value = Operand::void();
        return rt.result(hop, value, field.r);
    }
    let v = rt.inputself(hop, 0)?;
    let value = rt.ll.getfield(v, field.index, ty);
    rt.result(hop, value, field.r)
}

/// `x.name` of a frozen instance that is known.
pub fn getattr_one(rt: &mut RTyper, hop: &Hop, desc: DescId) -> R<Operand> {
    let method = matches!(rt.repr(hop.r_result), Repr::MethodsOfFrozen(..));
    if let (false, Desc::Frozen(frozen)) = (method, &rt.ann.descs[desc]) {
        let obj = frozen.obj;
        let name = rt.const_name(hop, 1)?;
        if let Some(value) = rt.host_attribute(obj, name) {
            return rt.const_operand(hop.r_result, value);
        }
    }
    frozen_method(rt, hop)
}

/// A method of a frozen instance is represented by the instance.
pub fn frozen_method(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match rt.repr(hop.r_result).clone() {
        Repr::MethodsOfFrozen(_, this) => rt.inputarg(hop, 0, this),
        _ if rt.lltype(hop.r_result)? == LLType::Void => Ok(Operand::void()),
        _ => hop.unsupported(rt),
    }
}

/// The things that an operand can be, if it is one of a set.
pub fn descs_of(arg: &Arg) -> Option<&PbcSet> {
    arg.s.as_pbc()
}

/// `==` and `!=` that mean identity, also between things of different representations.
pub fn identity_compare(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let negate = match hop.kind {
        OpKind::eq => false,
        OpKind::ne => true,
        _ => return hop.unsupported(rt),
    };
    let equal = identical(rt, hop)?;
    if !negate {
        return Ok(equal);
    }
    if let Some(Value::Bool(b)) = equal.as_const() {
        return Ok(Operand::bool(!b));
    }
    Ok(rt.ll.op(OpCode::bool_not, vec![equal], LLType::Bool))
}

fn identical(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let (a, b) = (&hop.args[0], &hop.args[1]);
    let (none_a, none_b) = (a.s.is_none(), b.s.is_none());
    if none_a || none_b {
        return match (none_a, none_b) {
            (true, true) => Ok(Operand::bool(true)),
            (false, true) => is_null(rt, hop, 0),
            _ => is_null(rt, hop, 1),
        };
    }
    let common = common_repr(rt, a, b)?;
    let Some(common) = common else { return Ok(Operand::bool(false)) };
    let ty = rt.lltype(common)?;
    if ty == LLType::Void {
        return Ok(Operand::bool(true));
    }
    let args = rt.inputargs(hop, &[common, common])?;
    let code = if ty == LLType::Address { OpCode::adr_eq } else { OpCode::ptr_eq };
    Ok(rt.ll.op(code, args, LLType::Bool))
}

fn is_null(rt: &mut RTyper, hop: &Hop, index: usize) -> R<Operand> {
    let v = rt.inputself(hop, index)?;
    match rt.ll.ty(&v) {
        LLType::Ptr(_) => Ok(rt.ll.op(OpCode::ptr_iszero, vec![v], LLType::Bool)),
        LLType::Address => {
            let null = rt.constant(LLType::Address, Value::Address(Pointer::Null));
            Ok(rt.ll.op(OpCode::adr_eq, vec![v, null], LLType::Bool))
        }
        _ => Ok(Operand::bool(false)),
    }
}

/// The representation in which two things can be compared; `None` if they are never the same.
fn common_repr(rt: &mut RTyper, a: &Arg, b: &Arg) -> R<Option<ReprId>> {
    if a.r == b.r {
        return Ok(Some(a.r));
    }
    let (x, y) = (rt.repr(a.r).clone(), rt.repr(b.r).clone());
    Ok(match (&x, &y) {
        (Repr::Instance(x), Repr::Instance(y)) => {
            // Raw instances have a root of their own, and are never the same as managed ones.
            let gc = |rt: &RTyper, class: &Option<_>| class.is_none_or(|c| rt.is_gc_class(c));
            match (x, y) {
                _ if gc(rt, x) != gc(rt, y) => None,
                (Some(x), Some(y)) => match rt.ann.common_base(*x, *y) {
                    None if !rt.is_gc_class(*x) => {
                        Some(rt.repr_of_lltype(LLType::Ptr(rt.common.raw_object))?)
                    }
                    common => Some(rt.simple(Repr::Instance(common))),
                },
                _ => Some(rt.simple(Repr::Instance(None))),
            }
        }
        (
            Repr::Function(x) | Repr::Class(x) | Repr::Frozen(x),
            Repr::Function(y) | Repr::Class(y) | Repr::Frozen(y),
        ) => (x == y).then_some(a.r),
        (Repr::Function(_) | Repr::Class(_) | Repr::Frozen(_), _) => Some(b.r),
        (_, Repr::Function(_) | Repr::Class(_) | Repr::Frozen(_)) => Some(a.r),
        (
            Repr::FrozenSet(_) | Repr::Functions(_) | Repr::Identity,
            Repr::FrozenSet(_) | Repr::Functions(_) | Repr::Identity,
        ) => Some(rt.simple(Repr::Identity)),
        (Repr::Char, Repr::Str) => Some(b.r),
        (Repr::Str, Repr::Char) => Some(a.r),
        _ if rt.lltype(a.r)? == rt.lltype(b.r)? => Some(a.r),
        _ => None,
    })
}

/// Whether a description is a frozen instance.
pub fn is_frozen(rt: &RTyper, desc: DescId) -> bool {
    matches!(rt.ann.descs[desc], Desc::Frozen(_))
}
