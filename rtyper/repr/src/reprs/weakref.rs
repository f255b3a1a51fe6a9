//! Weak references.

use rpython_flow::OpKind;
use rpython_host::{Obj, Object};
use rpython_lltype::{ContainerId, GcKind, Hints, LLType, Pointer, Value};
use rpython_lowlevel::{Imm, MallocFlavor, OpCode, Operand};

use crate::choose::gc_struct;
use crate::common::field;
use crate::error::R;
use crate::hop::Hop;
use crate::repr::{Repr, ReprId};
use crate::rtyper::RTyper;

/// What weak references point to: opaque, the collector gives it its content. A struct with the referent where nothing is to
/// die.
pub fn weakref_type(rt: &mut RTyper) -> ContainerId {
    if rt.host.features.strong_weakrefs {
        let fields = vec![field("referent", rt.object_ptr())];
        let holder = gc_struct("strongref", fields, Hints::default());
        return rt.types_mut().intern(holder);
    }
    rt.types_mut().intern(rpython_lltype::Container::Opaque {
        name: "WeakRef".into(),
        gc: GcKind::Gc,
        hints: Hints::default(),
    })
}

/// A prebuilt weak reference holds its referent for ever: a prebuilt object never dies.
pub fn const_value(rt: &mut RTyper, obj: Obj) -> R<Value> {
    match rt.host.get(obj) {
        Object::WeakRef(target) => {
            let target = *target;
            let r = rt.simple(Repr::Instance(None));
            let value = rt.const_value(r, target)?;
            let Value::Ptr(pointer) = value else { return Ok(Value::Ptr(Pointer::Null)) };
            Ok(Value::Ptr(rt.weakref_const(pointer)))
        }
        _ => Ok(Value::Ptr(Pointer::Null)),
    }
}

/// Truth.
pub fn unary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match hop.kind {
        OpKind::bool => {
            let v = rt.inputself(hop, 0)?;
            Ok(rt.ll.op(OpCode::ptr_nonzero, vec![v], LLType::Bool))
        }
        _ => hop.unsupported(rt),
    }
}

/// `weakref.ref(x)`
pub fn create(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let v = rt.inputself(hop, 1)?;
    let container = weakref_type(rt);
    let ty = LLType::Ptr(container);
    if rt.host.features.strong_weakrefs {
        let holder = rt.ll.op_imm(OpCode::malloc, vec![], Imm::Malloc(container, MallocFlavor::GC), ty);
        let object = rt.object_ptr();
        let referent = rt.ll.op(OpCode::cast_pointer, vec![v], object);
        rt.ll.setfield(holder.clone(), 0, referent);
        return Ok(holder);
    }
    Ok(rt.ll.op(OpCode::weakref_create, vec![v], ty))
}

/// `ref()`
pub fn deref(rt: &mut RTyper, hop: &Hop, target: ReprId) -> R<Operand> {
    let v = rt.inputself(hop, 0)?;
    let ty = rt.lltype(target)?;
    let null = rt.ll.op(OpCode::ptr_nonzero, vec![v.clone()], LLType::Bool);
    let diamond = rt.ll.begin_if(null, ty);
    let object = if rt.host.features.strong_weakrefs {
        let object = rt.object_ptr();
        let referent = rt.ll.getfield(v, 0, object);
        rt.ll.op(OpCode::cast_pointer, vec![referent], ty)
    } else {
        rt.ll.op(OpCode::weakref_deref, vec![v], ty)
    };
    rt.ll.begin_else(&diamond, object);
    let undefined = rt.undefined(target)?;
    Ok(rt.ll.end_if(diamond, undefined))
}
