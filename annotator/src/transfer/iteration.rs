//! Iterators.

use std::rc::Rc;

use rpython_flow::{Op, OpKind};

use super::{Done, has_method, method_call, unsupported};
use crate::SomeValue;
use crate::cx::Cx;
use crate::fail::{Fail, R};
use crate::lattice::{IterVariant, Iteration, Kind};

/// Infers `iter`, `next` and unpacking.
pub(super) fn iteration(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> R<Done> {
    match op.kind {
        OpKind::iter => iter(cx, op, &s[0]),
        OpKind::next => next(cx, op, &s[0]),
        _ => unpack(cx, op, s).map(Done::Value),
    }
}

fn iter(cx: &mut Cx<'_>, op: &Op, s: &SomeValue) -> R<Done> {
    match &s.kind {
        Kind::List(_)
        | Kind::Dict(_)
        | Kind::Tuple(_)
        | Kind::Str { .. }
        | Kind::Char { .. }
        | Kind::Unicode { .. }
        | Kind::UniChar { .. }
        | Kind::ByteArray { .. } => {
            Ok(Done::Value(SomeValue::iterator(s.without_const(), IterVariant::Plain)))
        }
        Kind::Iterator(_) => Ok(Done::Value(s.clone())),
        _ if has_method(cx, s, "__iter__") => Ok(method_call(cx, op, op.args[0], "__iter__", &[])),
        Kind::Instance { classdef: Some(_), .. } => Err(cx.error(
            "iter",
            format!("{} has no method __iter__, and cannot be iterated", cx.out.describe_a(s)),
        )),
        Kind::None => Err(cx.only_none(op.args.first().copied(), "is iterated here")),
        _ => Err(cx.error("iter", format!("{} cannot be iterated", cx.out.describe_a(s)))),
    }
}

fn next(cx: &mut Cx<'_>, op: &Op, s: &SomeValue) -> R<Done> {
    match &s.kind {
        Kind::Iterator(iteration) => {
            let iteration: Rc<Iteration> = iteration.clone();
            Ok(Done::Value(iterator_item(cx, &iteration)?))
        }
        _ if has_method(cx, s, "next") => Ok(method_call(cx, op, op.args[0], "next", &[])),
        Kind::Instance { .. } => {
            Err(cx
                .error("iter", format!("{} has no method next(), and is no iterator", cx.out.describe_a(s))))
        }
        Kind::None => Err(cx.only_none(op.args.first().copied(), "is iterated here")),
        _ => Err(unsupported(cx, op, std::slice::from_ref(s))),
    }
}

/// What `next` gives.
pub(crate) fn iterator_item(cx: &mut Cx<'_>, iteration: &Iteration) -> R {
    let container = &iteration.container;
    match iteration.variant {
        IterVariant::Plain | IterVariant::Reversed => container_item(cx, container),
        IterVariant::Enumerate => {
            let item = container_item(cx, container)?;
            if item.is_impossible() {
                return Ok(item);
            }
            let index = match &iteration.start {
                Some(start) => start.without_const(),
                None => SomeValue::NONNEG,
            };
            Ok(SomeValue::tuple(vec![index, item]))
        }
        IterVariant::Zip => {
            let Kind::Tuple(parts) = &container.kind else { return Err(Fail::Blocked(None)) };
            let mut items = Vec::with_capacity(parts.len());
            for part in parts.iter() {
                let item = container_item(cx, part)?;
                if item.is_impossible() {
                    return Ok(item);
                }
                items.push(item);
            }
            Ok(SomeValue::tuple(items))
        }
        IterVariant::Keys
        | IterVariant::Values
        | IterVariant::Items
        | IterVariant::KeysWithHash
        | IterVariant::ItemsWithHash
        | IterVariant::ReversedKeys => {
            let Kind::Dict(id) = container.kind else { return Err(Fail::Blocked(None)) };
            let (key, value) = (cx.dict_key(id), cx.dict_value(id));
            if key.is_impossible() {
                return Ok(SomeValue::IMPOSSIBLE);
            }
            Ok(match iteration.variant {
                IterVariant::Values => value,
                IterVariant::Items => pair(key, value),
                IterVariant::KeysWithHash => pair(key, SomeValue::INT),
                IterVariant::ItemsWithHash => SomeValue::tuple(vec![key, value, SomeValue::INT]),
                _ => key,
            })
        }
    }
}

fn pair(a: SomeValue, b: SomeValue) -> SomeValue {
    SomeValue::tuple(vec![a, b])
}

/// What iterating over a value gives.
pub(crate) fn container_item(cx: &mut Cx<'_>, s: &SomeValue) -> R {
    match &s.kind {
        Kind::List(id) => Ok(cx.list_item(*id)),
        Kind::Dict(id) => Ok(cx.dict_key(*id)),
        Kind::Tuple(items) => {
            let mut all = SomeValue::IMPOSSIBLE;
            for item in items.iter() {
                all = cx
                    .union(&all, item)
                    .map_err(|f| f.at(|| "the items of a tuple that is iterated".to_owned(), None, None))?;
            }
            Ok(all.without_const())
        }
        Kind::Str { no_nul, .. } | Kind::Char { no_nul } => Ok(Kind::Char { no_nul: *no_nul }.into()),
        Kind::Unicode { no_nul, .. } | Kind::UniChar { no_nul } => {
            Ok(Kind::UniChar { no_nul: *no_nul }.into())
        }
        Kind::ByteArray { .. } => Ok(SomeValue::NONNEG),
        Kind::Iterator(iteration) => {
            let iteration = iteration.clone();
            iterator_item(cx, &iteration)
        }
        Kind::Impossible | Kind::None => Ok(SomeValue::IMPOSSIBLE),
        _ => Err(cx.error("iter", format!("{} cannot be iterated", cx.out.describe_a(s)))),
    }
}

/// `a, b = s`
fn unpack(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> R {
    let count = cx.int_const(&s[1]).unwrap_or(0) as usize;
    match &s[0].kind {
        Kind::Tuple(items) => {
            if items.len() == count {
                return Ok(s[0].clone());
            }
            Err(cx.error("unpack", format!("a tuple of {} is unpacked into {count} variables", items.len())))
        }
        Kind::List(id) => {
            let item = cx.list_item(*id);
            if item.is_impossible() {
                return Ok(item);
            }
            Ok(SomeValue::tuple(vec![item.without_const(); count]))
        }
        Kind::Str { .. } | Kind::Char { .. } | Kind::Unicode { .. } | Kind::UniChar { .. } => {
            let item = container_item(cx, &s[0])?;
            Ok(SomeValue::tuple(vec![item; count]))
        }
        Kind::None => Err(cx.only_none(op.args.first().copied(), "is unpacked here")),
        _ => Err(unsupported(cx, op, s)),
    }
}
