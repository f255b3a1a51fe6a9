//! Methods of lists and iterators.

use super::MethodRow;
use crate::call::Args;
use crate::cx::Cx;
use crate::fail::R;
use crate::lattice::Kind;
use crate::transfer::container_item;
use crate::{ListDefId, SomeValue};

pub(crate) const METHODS: &[MethodRow] = &[
    ("append", 1, 1, append),
    ("extend", 1, 1, extend),
    ("insert", 2, 2, insert),
    ("pop", 0, 1, pop),
    ("remove", 1, 1, remove),
    ("index", 1, 1, index),
    ("reverse", 0, 0, reverse),
];

pub(crate) const ITERATOR_METHODS: &[MethodRow] = &[("next", 0, 0, next)];

fn id(s: &SomeValue) -> ListDefId {
    s.as_list().expect("the method table of lists")
}

fn append(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    cx.list_resize(id(this))?;
    cx.list_generalize(id(this), &args.positional[0])?;
    Ok(SomeValue::NONE)
}

fn extend(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    let item = container_item(cx, &args.positional[0])?;
    cx.list_resize(id(this))?;
    cx.list_generalize(id(this), &item)?;
    if let Kind::List(other) = args.positional[0].kind {
        // The items are copied over: both lists hold the same kind.
        let item = cx.list_item(id(this));
        cx.list_generalize(other, &item)?;
    }
    Ok(SomeValue::NONE)
}

fn insert(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    match args.positional[0].kind {
        Kind::Integer { nonneg: true, .. } => {}
        Kind::Integer { .. } => {
            return Err(cx.error_help(
                "nonneg",
                "the position of insert() is not proven to be non-negative",
                "write `assert i >= 0` before it",
            ));
        }
        _ => return Err(cx.error("argument", "the position of insert() must be an integer")),
    }
    cx.list_resize(id(this))?;
    cx.list_generalize(id(this), &args.positional[1])?;
    Ok(SomeValue::NONE)
}

fn pop(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    if let Some(at) = args.positional.first()
        && !matches!(at.kind, Kind::Integer { .. } | Kind::Bool(_))
    {
        return Err(cx.error("argument", "the position of pop() must be an integer"));
    }
    cx.list_resize(id(this))?;
    Ok(cx.list_item(id(this)))
}

fn remove(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    cx.list_resize(id(this))?;
    cx.list_generalize(id(this), &args.positional[0])?;
    Ok(SomeValue::NONE)
}

fn index(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    cx.list_generalize(id(this), &args.positional[0])?;
    Ok(SomeValue::NONNEG)
}

fn reverse(cx: &mut Cx<'_>, this: &SomeValue, _args: &Args) -> R {
    cx.list_mutate(id(this))?;
    Ok(SomeValue::NONE)
}

fn next(cx: &mut Cx<'_>, this: &SomeValue, _args: &Args) -> R {
    container_item(cx, this)
}
