//! `llmemory`: addresses.

use rpython_host::Object;
use rpython_lltype::LLType;

use super::{Call, Row};
use crate::SomeValue;
use crate::cx::Cx;
use crate::fail::R;
use crate::lattice::Kind;

pub(crate) const TABLE: &[Row] = &[
    ("llmemory.cast_ptr_to_adr", 1, 1, address),
    ("llmemory.cast_int_to_adr", 1, 1, address),
    ("llmemory.cast_adr_to_int", 1, 2, int_result),
    ("llmemory.cast_adr_to_ptr", 2, 2, adr_to_ptr),
    ("llmemory.cast_ptr_to_weakrefptr", 1, 1, weakref_create),
    ("llmemory.weakref_create", 1, 1, weakref_create),
    ("llmemory.weakref_deref", 2, 2, weakref_deref),
    ("llmemory.sizeof", 1, 2, int_result),
    ("llmemory.offsetof", 2, 2, int_result),
    ("llmemory.itemoffsetof", 1, 2, int_result),
    ("llmemory.raw_malloc", 1, 2, address),
    ("llmemory.raw_malloc_usage", 1, 1, same),
    ("llmemory.raw_free", 1, 1, none),
    ("llmemory.raw_memcopy", 3, 3, none),
    ("llmemory.raw_memmove", 3, 3, none),
    ("llmemory.raw_memclear", 2, 2, none),
];

fn none(_cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(SomeValue::NONE)
}

fn same(_cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    Ok(call.arg(0).clone())
}

fn address(_cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(SomeValue::ADDRESS)
}

/// Sizes and offsets are constants where their arguments are. Where prebuilt data will be, nobody knows yet.
fn int_result(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    if call.name().starts_with("cast") {
        return Ok(SomeValue::INT);
    }
    let values: Option<Vec<_>> = call.args.positional.iter().map(|s| s.constant).collect();
    if let (Some(callee), Some(values)) = (call.callee.constant, values)
        && let Ok(value) = cx.host.call(callee, &values, &[])
    {
        return cx.constant(value);
    }
    Ok(SomeValue::NONNEG)
}

fn pointer_type(cx: &Cx<'_>, s: &SomeValue) -> R<LLType> {
    match s.constant.map(|c| cx.host.get(c)) {
        Some(Object::LLType(ty)) => Ok(*ty),
        _ => Err(cx.error("lltype", "a constant low-level type is needed here")),
    }
}

fn adr_to_ptr(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let ty = pointer_type(cx, call.arg(1))?;
    Ok(cx.of_lltype(ty))
}

fn weakref_create(cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    let id = cx.host.types.intern(rpython_lltype::Container::Opaque {
        name: rpython_base::Symbol::intern("WeakRef"),
        gc: rpython_lltype::GcKind::Gc,
        hints: Default::default(),
    });
    Ok(SomeValue::ptr(id))
}

fn weakref_deref(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let ty = pointer_type(cx, call.arg(0))?;
    match cx.of_lltype(ty).kind {
        Kind::Ptr(id) => Ok(SomeValue::ptr(id)),
        _ => Err(cx.error("lltype", "a type of pointers is needed here")),
    }
}
