//! Prebuilt lists and dicts that the program changes.
//!
//! The reference computes `len(L)`, `L[0]`, `if L:` and the like while translating where `L` is a list or dict that exists
//! before the program starts, and keeps the answer when the program changes `L`. Here they see the present state. Whoever
//! moves a program from one to the other wants to know.

use indexmap::IndexMap;
use rpython_base::{Diagnostic, Span};
use rpython_flow::{Op, OpKind, Operand};
use rpython_host::{Host, Obj, Object};
use rustc_hash::FxBuildHasher;

use crate::result::Annotated;

const CHANGING_METHODS: &[&str] = &[
    "append",
    "clear",
    "extend",
    "insert",
    "pop",
    "popitem",
    "remove",
    "reverse",
    "setdefault",
    "sort",
    "update",
];

/// Where a prebuilt object is first read and first changed by its name.
#[derive(Default)]
struct Uses {
    read: Option<(Span, &'static str)>,
    changed: Option<Span>,
}

/// A warning for each prebuilt list or dict that is both read, in a way that the reference computes while translating, and
/// changed.
pub(crate) fn warnings(out: &Annotated, host: &Host) -> Vec<Diagnostic> {
    let mut uses: IndexMap<Obj, Uses, FxBuildHasher> = IndexMap::default();
    for info in out.graphs.values().filter(|info| !info.late) {
        for (block, _) in info.graph.blocks.values().zip(&info.reached).filter(|(_, reached)| **reached) {
            block.ops.iter().for_each(|op| note(op, host, &mut uses));
        }
    }
    uses.values().filter_map(warning).collect()
}

fn note(op: &Op, host: &Host, uses: &mut IndexMap<Obj, Uses, FxBuildHasher>) {
    let constant = |at: usize| op.args.get(at).copied().and_then(Operand::as_const);
    let Some(object) = constant(0) else { return };
    if op.span.is_none() || !matches!(host.get(object), Object::List(_) | Object::Dict(_)) {
        return;
    }
    let key_known = constant(1).is_some();
    let read = match op.kind {
        OpKind::len => Some("its length"),
        OpKind::bool | OpKind::not_ => Some("whether it is empty"),
        OpKind::getitem | OpKind::getitem_idx | OpKind::getitem_key if key_known => Some("this item"),
        OpKind::contains if key_known => Some("whether this is in it"),
        _ => None,
    };
    if read.is_some() {
        let uses = uses.entry(object).or_default();
        uses.read = uses.read.or(read.map(|what| (op.span, what)));
    } else if changes(op, host) {
        let uses = uses.entry(object).or_default();
        uses.changed = uses.changed.or(Some(op.span));
    }
}

fn changes(op: &Op, host: &Host) -> bool {
    match op.kind {
        OpKind::setitem | OpKind::delitem | OpKind::setslice | OpKind::delslice | OpKind::inplace_add => true,
        OpKind::getattr => op.args[1].as_const().is_some_and(|name| match host.get(name) {
            Object::Str(name) => CHANGING_METHODS.iter().any(|method| method.as_bytes() == &name[..]),
            _ => false,
        }),
        _ => false,
    }
}

fn warning(uses: &Uses) -> Option<Diagnostic> {
    let (read, what) = uses.read?;
    let message = "a list or dict made at import time is read here by name, and changed elsewhere";
    let note =
        format!("the reference computes {what} while translating and never sees the change; here it is seen");
    Some(
        Diagnostic::warning("prebuilt-changed", read, message)
            .with_label(uses.changed?, "changed here")
            .with_note(note)
            .with_help("keep it in an attribute of an instance: both then see its present state"),
    )
}
