//! `rgc`: the collector's interface.

use super::{Call, Row};
use crate::SomeValue;
use crate::cx::Cx;
use crate::fail::R;

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
        _ => Err(cx.error("argument", "a finalizer queue needs a class as its attribute Class")),
    }
}
