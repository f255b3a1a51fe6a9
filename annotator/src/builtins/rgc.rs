//! `rgc`: the collector's interface.

use super::{Call, Row};
use crate::SomeValue;
use crate::cx::Cx;
use crate::fail::R;
use crate::lattice::Kind;

pub(crate) const TABLE: &[Row] = &[
    ("rgc.collect", 0, 1, none),
    ("gc.collect", 0, 1, int_result),
    ("gc.enable", 0, 0, none),
    ("gc.disable", 0, 0, none),
    ("gc.isenabled", 0, 0, bool_result),
    ("rgc.enable", 0, 0, none),
    ("rgc.disable", 0, 0, none),
    ("rgc.isenabled", 0, 0, bool_result),
    ("rgc.set_max_heap_size", 1, 1, none),
    ("rgc.must_split_gc_address_space", 0, 0, bool_result),
    ("rgc.can_move", 1, 1, bool_result),
    ("rgc.pin", 1, 1, bool_result),
    ("rgc.unpin", 1, 1, none),
    ("rgc._is_pinned", 1, 1, bool_result),
    ("rgc.add_memory_pressure", 1, 2, none),
    ("rgc.set_finalizer", 2, 2, none),
    ("rgc.set_tracer", 2, 2, none),
    ("rgc.fq_next_dead", 1, 1, next_dead),
    ("rgc.fq_register", 3, 3, none),
    ("rgc.get_stats", 1, 1, int_result),
    ("rgc.resizable_list", 1, 1, resizable_list),
    ("rgc.nonmoving_items", 1, 1, nonmoving_items),
];

fn none(_cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(SomeValue::NONE)
}

fn bool_result(_cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(SomeValue::BOOL)
}

fn int_result(_cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(SomeValue::INT)
}

/// The next dead object of a finalizer queue: an instance of the queue's class, or None.
fn next_dead(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let queue = call.arg(0);
    let class = crate::transfer::getattr(cx, queue, rpython_base::Symbol::intern("Class"))?;
    match class.as_pbc().map(|set| set.descs[0]) {
        Some(desc) if cx.out.descs[desc].is_class() => {
            let classdef = cx.classdef(desc)?;
            Ok(SomeValue::instance(classdef, true))
        }
        // A queue of references of no particular type.
        _ if class.is_none() => Ok(SomeValue::ptr(cx.host.types.gcref())),
        _ => Err(cx.error("argument", "a finalizer queue needs a class or None as its attribute Class")),
    }
}

/// A list of characters that may be resized: its items are found through the list, and can be put elsewhere.
fn resizable_list(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    if call.arg(0).is_none() {
        return Ok(SomeValue::NONE);
    }
    if let Kind::List(id) = call.arg(0).kind
        && matches!(cx.list_item(id).kind, Kind::Char { .. } | Kind::Impossible)
    {
        cx.list_resize(id)?;
        return Ok(call.arg(0).clone());
    }
    Err(cx.error("argument", format!("this is no list of characters but {}", cx.out.describe_a(call.arg(0)))))
}

fn nonmoving_items(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    resizable_list(cx, call)?;
    Ok(Kind::Address.into())
}
