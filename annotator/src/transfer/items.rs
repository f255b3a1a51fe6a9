//! Items and slices.

use rpython_flow::{Op, OpKind};
use rpython_host::Object;

use super::{Done, has_method, method_call, unsupported};
use crate::SomeValue;
use crate::cx::Cx;
use crate::fail::R;
use crate::lattice::Kind;

/// Infers an op on items.
pub(super) fn items(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> R<Done> {
    use OpKind as K;
    let special = match op.kind {
        K::getitem | K::getitem_idx | K::getitem_key => "__getitem__",
        K::setitem => "__setitem__",
        K::delitem => "__delitem__",
        K::getslice => "__getslice__",
        K::setslice => "__setslice__",
        _ => "__delslice__",
    };
    if s[0].as_instance().is_some() || has_method(cx, &s[0], special) {
        if !has_method(cx, &s[0], special) {
            return Err(
                cx.error("operation", format!("{} has no method {special}", cx.out.describe_a(&s[0])))
            );
        }
        return Ok(method_call(cx, op, op.args[0], special, &op.args[1..]));
    }
    if s[0].is_none() {
        let what = format!("{} is applied to it", super::arith::symbol(op.kind));
        return Err(cx.only_none(op.args.first().copied(), &what));
    }
    let result = match op.kind {
        K::getitem | K::getitem_idx | K::getitem_key => getitem(cx, op, s)?,
        K::setitem => setitem(cx, op, s)?,
        K::delitem => delitem(cx, op, s)?,
        K::getslice => getslice(cx, op, s)?,
        K::setslice => setslice(cx, op, s)?,
        _ => delslice(cx, op, s)?,
    };
    Ok(Done::Value(result))
}

fn is_integer(s: &SomeValue) -> bool {
    matches!(s.kind, Kind::Integer { .. } | Kind::Bool(_))
}

fn check_index(cx: &Cx<'_>, container: &SomeValue, index: &SomeValue) -> R<()> {
    if is_integer(index) {
        return Ok(());
    }
    Err(cx.error(
        "index",
        format!("{} is indexed with {}", cx.out.describe_a(container), cx.out.describe_a(index)),
    ))
}

fn getitem(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> R {
    let (container, index) = (&s[0], &s[1]);
    if let Some(folded) = fold_getitem(cx, container, index)? {
        return Ok(folded);
    }
    if let Some(entry) = table_entry(cx, container, index)? {
        return Ok(entry);
    }
    match &container.kind {
        Kind::List(id) => {
            check_index(cx, container, index)?;
            Ok(cx.list_item(*id))
        }
        Kind::Dict(id) => {
            cx.dict_generalize_key(*id, index)?;
            Ok(cx.dict_value(*id))
        }
        Kind::Str { no_nul, .. } | Kind::Char { no_nul } => {
            check_index(cx, container, index)?;
            Ok(Kind::Char { no_nul: *no_nul }.into())
        }
        Kind::Unicode { no_nul, .. } | Kind::UniChar { no_nul } => {
            check_index(cx, container, index)?;
            Ok(Kind::UniChar { no_nul: *no_nul }.into())
        }
        Kind::ByteArray { .. } => {
            check_index(cx, container, index)?;
            Ok(SomeValue::NONNEG)
        }
        Kind::Tuple(items) => tuple_item(cx, items, index),
        Kind::Ptr(_) | Kind::InteriorPtr(_) => crate::builtins::lltype::pointer_getitem(cx, container, index),
        Kind::AddressAccess(ty) => Ok(cx.of_lltype(*ty)),
        _ => Err(unsupported(cx, op, s)),
    }
}

/// An entry of a prebuilt list or dict that nothing changes. Where something does later, the current block is looked at
/// again.
fn table_entry(cx: &mut Cx<'_>, container: &SomeValue, index: &SomeValue) -> R<Option<SomeValue>> {
    let (Some(table), Some(i)) = (container.constant, cx.const_obj(index)) else { return Ok(None) };
    if !index.is_immutable_constant() {
        return Ok(None);
    }
    let changes = match container.kind {
        Kind::Dict(id) => {
            cx.dict_value(id);
            let def = cx.out.dicts.get(id);
            def.mutated || def.custom.is_some()
        }
        Kind::List(id) => {
            cx.list_item(id);
            let def = cx.out.lists.get(id);
            def.mutated || def.resized
        }
        _ => return Ok(None),
    };
    if changes {
        return Ok(None);
    }
    match cx.host.getitem(table, i) {
        Ok(entry) => Ok(Some(cx.constant(entry)?)),
        Err(_) => Ok(None),
    }
}

/// An item of a constant string or tuple.
fn fold_getitem(cx: &mut Cx<'_>, container: &SomeValue, index: &SomeValue) -> R<Option<SomeValue>> {
    if !container.is_immutable() || !index.is_immutable_constant() {
        return Ok(None);
    }
    let (Some(x), Some(i)) = (container.constant, cx.const_obj(index)) else { return Ok(None) };
    match cx.host.get(x) {
        Object::Str(_) | Object::Unicode(_) | Object::Tuple(_) => {}
        _ => return Ok(None),
    }
    match cx.host.getitem(x, i) {
        Ok(item) => Ok(Some(cx.constant(item)?)),
        Err(_) => Ok(None),
    }
}

fn tuple_item(cx: &mut Cx<'_>, items: &[SomeValue], index: &SomeValue) -> R {
    let Some(i) = cx.int_const(index) else {
        return Err(cx.error_help(
            "tuple-index",
            "a tuple is indexed with a number that is not a constant",
            "use a list, or rpython.rlib.unroll.unrolling_iterable to loop over the tuple",
        ));
    };
    let at = if i < 0 { i + items.len() as i64 } else { i };
    match usize::try_from(at).ok().and_then(|at| items.get(at)) {
        Some(item) => Ok(item.clone()),
        None => Err(cx.error("tuple-index", format!("there is no item {i} in a tuple of {}", items.len()))),
    }
}

fn setitem(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> R {
    let (container, index, value) = (&s[0], &s[1], &s[2]);
    match &container.kind {
        Kind::List(id) => {
            check_index(cx, container, index)?;
            cx.list_mutate(*id)?;
            cx.list_generalize(*id, value)?;
        }
        Kind::Dict(id) => {
            cx.dict_mutate(*id);
            cx.dict_generalize_key(*id, index)?;
            cx.dict_generalize_value(*id, value)?;
        }
        Kind::ByteArray { .. } => {
            check_index(cx, container, index)?;
            if !is_integer(value) {
                return Err(cx.error("argument", "items of a bytearray are integers"));
            }
        }
        Kind::Ptr(_) | Kind::InteriorPtr(_) => {
            crate::builtins::lltype::pointer_setitem(cx, container, index, value)?;
        }
        Kind::AddressAccess(_) => {}
        Kind::Str { .. }
        | Kind::Char { .. }
        | Kind::Tuple(_)
        | Kind::Unicode { .. }
        | Kind::UniChar { .. } => {
            return Err(cx.error(
                "immutable",
                format!("items of {} cannot be assigned", cx.out.describe_a(container)),
            ));
        }
        _ => return Err(unsupported(cx, op, s)),
    }
    Ok(SomeValue::NONE)
}

fn delitem(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> R {
    match &s[0].kind {
        Kind::List(id) => {
            check_index(cx, &s[0], &s[1])?;
            cx.list_resize(*id)?;
        }
        Kind::Dict(id) => {
            cx.dict_mutate(*id);
            cx.dict_generalize_key(*id, &s[1])?;
        }
        _ => return Err(unsupported(cx, op, s)),
    }
    Ok(SomeValue::NONE)
}

/// Bounds of slices are proven not to be negative (the stop may be the constant -1).
pub(crate) fn check_slice(cx: &Cx<'_>, start: &SomeValue, stop: &SomeValue, what: &str) -> R<()> {
    for (bound, which) in [(start, "start"), (stop, "stop")] {
        match bound.kind {
            Kind::Integer { nonneg: true, .. } | Kind::Bool(_) | Kind::None => {}
            Kind::Integer { nonneg: false, .. } => {
                if which == "stop" && cx.int_const(bound) == Some(-1) {
                    continue;
                }
                let help = match cx.int_const(bound) {
                    Some(_) => "negative bounds are not supported; compute with len()".to_owned(),
                    None => {
                        format!("write `assert {which} >= 0` before it, with the expression of the {which}")
                    }
                };
                return Err(cx.error_help(
                    "slice-negative",
                    format!("{what}: not proven to have non-negative {which}"),
                    help,
                ));
            }
            _ => {
                return Err(cx.error("slice", format!("{what}: the {which} is {}", cx.out.describe_a(bound))));
            }
        }
    }
    Ok(())
}

fn getslice(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> R {
    let (container, start, stop) = (&s[0], &s[1], &s[2]);
    if container.is_immutable_constant()
        && let (Some(x), Some(i), Some(j)) = (container.constant, cx.const_obj(start), cx.const_obj(stop))
        && let Ok(result) = cx.host.getslice(x, i, j)
    {
        return cx.constant(result);
    }
    check_slice(cx, start, stop, "slicing")?;
    match &container.kind {
        Kind::List(id) => cx.derived_list(&[*id]),
        Kind::Str { no_nul, .. } | Kind::Char { no_nul } => Ok(SomeValue::str(*no_nul, false)),
        Kind::Unicode { no_nul, .. } | Kind::UniChar { no_nul } => {
            Ok(Kind::Unicode { no_nul: *no_nul, can_be_none: false }.into())
        }
        Kind::ByteArray { .. } => Ok(Kind::ByteArray { can_be_none: false }.into()),
        Kind::Tuple(items) => {
            let bound = |cx: &Cx<'_>, s: &SomeValue, default: usize| match s.kind {
                Kind::None => Some(default),
                _ => cx
                    .int_const(s)
                    .map(|i| if i < 0 { items.len() - 1 } else { (i as usize).min(items.len()) }),
            };
            match (bound(cx, start, 0), bound(cx, stop, items.len())) {
                (Some(i), Some(j)) => Ok(SomeValue::tuple(items[i.min(j)..j].to_vec())),
                _ => Err(cx.error("constant-needed", "the bounds of a slice of a tuple must be constants")),
            }
        }
        _ => Err(unsupported(cx, op, s)),
    }
}

fn setslice(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> R {
    let Kind::List(id) = s[0].kind else { return Err(unsupported(cx, op, s)) };
    check_slice(cx, &s[1], &s[2], "assignment to a slice")?;
    let Kind::List(other) = s[3].kind else {
        return Err(cx.error(
            "argument",
            format!(
                "only a list can be assigned to a slice of a list, and this is {}",
                cx.out.describe_a(&s[3])
            ),
        ));
    };
    let item = cx.list_item(other);
    cx.list_mutate(id)?;
    cx.out.lists.get_mut(id).slice_assigned = true;
    cx.list_generalize(id, &item)?;
    // The items are copied over: both lists hold the same kind.
    let item = cx.list_item(id);
    cx.list_generalize(other, &item)?;
    Ok(SomeValue::NONE)
}

fn delslice(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> R {
    let Kind::List(id) = s[0].kind else { return Err(unsupported(cx, op, s)) };
    check_slice(cx, &s[1], &s[2], "deletion of a slice")?;
    cx.list_resize(id)?;
    Ok(SomeValue::NONE)
}
