//! `rpython.rtyper.annlowlevel` and `rpython.rlib.rerased`: between high-level and low-level values.

use rpython_annotator::SomeValue;
use rpython_annotator::calls::ExtraCall;
use rpython_base::Symbol;
use rpython_lltype::{LLType, Value};
use rpython_lowlevel::{OpCode, Operand};

use super::lltype::type_argument;
use crate::error::{R, TyperError};
use crate::hop::Hop;
use crate::repr::Repr;
use crate::reprs::unboxed;
use crate::rtyper::RTyper;

/// A call of a function of `annlowlevel`; `None` if the name is not known here.
pub fn call(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Option<Operand>> {
    let result = match name {
        "llstr" | "hlstr" => {
            let string = rt.simple(Repr::Str);
            as_text(rt, hop, string)?
        }
        "llunicode" | "hlunicode" => {
            let unicode = rt.simple(Repr::Unicode);
            as_text(rt, hop, unicode)?
        }
        "cast_instance_to_base_ptr" => {
            let v = rt.inputself(hop, 1)?;
            let object = rt.object_ptr();
            rt.cast_pointer(v, object)
        }
        "cast_instance_to_gcref" => {
            let v = rt.inputself(hop, 1)?;
            to_gcref(rt, v)
        }
        "cast_base_ptr_to_instance" => {
            let v = rt.inputself(hop, 2)?;
            let ty = rt.lltype(hop.r_result)?;
            rt.cast_pointer(v, ty)
        }
        "cast_gcref_to_instance" => {
            let v = rt.inputself(hop, 2)?;
            let ty = rt.lltype(hop.r_result)?;
            rt.ll.op(OpCode::cast_opaque_ptr, vec![v], ty)
        }
        "gcref_isinstance" => {
            let v = rt.inputself(hop, 2)?;
            let object = rt.object_ptr();
            let v = rt.ll.op(OpCode::cast_opaque_ptr, vec![v], object);
            let class = rt.simple(Repr::Type);
            let vtable = rt.inputarg(hop, 1, class)?;
            let own = crate::reprs::instance::typeptr(rt, v, None)?;
            crate::reprs::class::is_subclass(rt, own, vtable)
        }
        "llhelper" => llhelper(rt, hop)?,
        _ => return Ok(None),
    };
    Ok(Some(result))
}

/// A string as itself: high-level and low-level strings are the same.
fn as_text(rt: &mut RTyper, hop: &Hop, r: crate::repr::ReprId) -> R<Operand> {
    if hop.args[1].constant().is_none() {
        let own = hop.args[1].r;
        if rt.lltype(own)? == rt.lltype(r)? {
            return rt.inputself(hop, 1);
        }
    }
    rt.inputarg(hop, 1, r)
}

/// Any managed pointer as a `GCREF`.
fn to_gcref(rt: &mut RTyper, v: Operand) -> Operand {
    let gcref = LLType::Ptr(rt.common.gcref);
    if rt.ll.ty(&v) == gcref {
        return v;
    }
    if rt.ll.ty(&v) == LLType::Void {
        // Never anything but None.
        return Operand::null(rt.common.gcref);
    }
    if let Some(Value::Ptr(pointer)) = v.as_const() {
        return rt.constant(gcref, Value::Ptr(pointer.clone()));
    }
    rt.ll.op(OpCode::cast_opaque_ptr, vec![v], gcref)
}

/// `llhelper(FUNCPTR, f)`: the function that the annotator found for these argument types.
fn llhelper(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let ty = type_argument(rt, hop, 1)?;
    let place = rt.place.ok_or_else(|| TyperError::new("llhelper() outside of a graph"))?;
    let key = ExtraCall::Op(place.graph, place.block, place.op as u32, Symbol::intern("llhelper"));
    let target = rt.ann.extra_calls.get(&key).and_then(|site| site.row.targets.first().copied());
    let Some((_, graph)) = target else { return hop.unsupported(rt) };
    let func = rt.func_of(graph)?;
    let own = LLType::Ptr(rt.prog.funcs[func].ty);
    if own != ty {
        return Err(TyperError::new(format!(
            "llhelper(): the function has type {}, not {}",
            rt.types().display(own),
            rt.types().display(ty)
        )));
    }
    Ok(Operand::func(ty, func))
}

/// A call of a function of `rerased`; `None` if the name is not known here.
pub fn erased(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Option<Operand>> {
    let gcref = LLType::Ptr(rt.common.gcref);
    let result = match name {
        "erase" => {
            let pair = hop.args[2].constant();
            let s: Option<SomeValue> =
                pair.and_then(|p| rt.ann.erased.get(&p).map(|e| e.value.without_const()));
            let s = s.ok_or_else(|| TyperError::new("an unknown erasing pair"))?;
            let r = rt.repr_of(&s)?;
            let v = rt.inputarg(hop, 1, r)?;
            to_gcref(rt, v)
        }
        "unerase" => {
            let v = rt.inputself(hop, 1)?;
            let ty = rt.lltype(hop.r_result)?;
            if ty == LLType::Void { Operand::void() } else { rt.ll.op(OpCode::cast_opaque_ptr, vec![v], ty) }
        }
        "erase_int" => {
            let v = rt.inputint(hop, 1)?;
            let twice = rt.ll.op(OpCode::int_add, vec![v.clone(), v], LLType::Signed);
            let tagged = rt.ll.op(OpCode::int_add, vec![twice, Operand::signed(1)], LLType::Signed);
            rt.ll.op(OpCode::cast_int_to_ptr, vec![tagged], gcref)
        }
        "unerase_int" => {
            let v = rt.inputself(hop, 1)?;
            unboxed::value(rt, v)
        }
        _ => return Ok(None),
    };
    Ok(Some(result))
}
