//! Methods of dicts.

use super::MethodRow;
use crate::call::Args;
use crate::cx::Cx;
use crate::fail::R;
use crate::lattice::{IterVariant, Kind};
use crate::{DictDefId, SomeValue};

pub(crate) const METHODS: &[MethodRow] = &[
    ("get", 1, 2, get),
    ("setdefault", 1, 2, setdefault),
    ("copy", 0, 0, copy),
    ("update", 1, 1, update),
    ("keys", 0, 0, keys),
    ("values", 0, 0, values),
    ("items", 0, 0, items),
    ("iterkeys", 0, 0, iterkeys),
    ("itervalues", 0, 0, itervalues),
    ("iteritems", 0, 0, iteritems),
    ("clear", 0, 0, clear),
    ("pop", 1, 2, pop),
    ("popitem", 0, 0, popitem),
    ("has_key", 1, 1, has_key),
    ("__contains__", 1, 1, has_key),
];

pub(crate) fn id(s: &SomeValue) -> DictDefId {
    match s.kind {
        Kind::Dict(id) => id,
        _ => unreachable!("the method table of dicts"),
    }
}

fn get(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    let default = args.positional.get(1).cloned().unwrap_or(SomeValue::NONE);
    cx.dict_generalize_key(id(this), &args.positional[0])?;
    if !default.is_none() {
        cx.dict_generalize_value(id(this), &default)?;
    }
    let value = cx.dict_value(id(this));
    if value.is_impossible() {
        return Ok(default);
    }
    let origin = cx.out.dicts.get(id(this)).value.origin;
    cx.union(&value, &default).map_err(|f| {
        let place = "the result of get() on this dict";
        let place =
            if default.is_none() { format!("{place}, whose default is None,") } else { place.to_owned() };
        f.at(|| place, Some(origin), None)
    })
}

fn setdefault(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    let default = args.positional.get(1).cloned().unwrap_or(SomeValue::NONE);
    cx.dict_mutate(id(this));
    cx.dict_generalize_key(id(this), &args.positional[0])?;
    cx.dict_generalize_value(id(this), &default)?;
    Ok(cx.dict_value(id(this)))
}

fn copy(cx: &mut Cx<'_>, this: &SomeValue, _args: &Args) -> R {
    Ok(Kind::Dict(cx.out.dicts.find(id(this))).into())
}

fn update(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    match args.positional[0].kind {
        Kind::Dict(other) => {
            cx.dict_mutate(id(this));
            cx.out.merge_dicts(id(this), other)?;
            Ok(SomeValue::NONE)
        }
        Kind::None => Ok(SomeValue::NONE),
        _ => Err(cx.error("argument", "update() needs another dict")),
    }
}

fn keys(cx: &mut Cx<'_>, this: &SomeValue, _args: &Args) -> R {
    let key = cx.dict_key(id(this));
    cx.new_list(&key)
}

fn values(cx: &mut Cx<'_>, this: &SomeValue, _args: &Args) -> R {
    let value = cx.dict_value(id(this));
    cx.new_list(&value)
}

fn items(cx: &mut Cx<'_>, this: &SomeValue, _args: &Args) -> R {
    let (key, value) = (cx.dict_key(id(this)), cx.dict_value(id(this)));
    if key.is_impossible() {
        return cx.new_list(&SomeValue::IMPOSSIBLE);
    }
    cx.new_list(&SomeValue::tuple(vec![key, value]))
}

fn iterator(this: &SomeValue, variant: IterVariant) -> R {
    Ok(SomeValue::iterator(this.without_const(), variant))
}

fn iterkeys(_cx: &mut Cx<'_>, this: &SomeValue, _args: &Args) -> R {
    iterator(this, IterVariant::Keys)
}

fn itervalues(_cx: &mut Cx<'_>, this: &SomeValue, _args: &Args) -> R {
    iterator(this, IterVariant::Values)
}

fn iteritems(_cx: &mut Cx<'_>, this: &SomeValue, _args: &Args) -> R {
    iterator(this, IterVariant::Items)
}

fn clear(cx: &mut Cx<'_>, this: &SomeValue, _args: &Args) -> R {
    cx.dict_mutate(id(this));
    Ok(SomeValue::NONE)
}

fn pop(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    cx.dict_mutate(id(this));
    cx.dict_generalize_key(id(this), &args.positional[0])?;
    if let Some(default) = args.positional.get(1) {
        cx.dict_generalize_value(id(this), default)?;
    }
    Ok(cx.dict_value(id(this)))
}

fn popitem(cx: &mut Cx<'_>, this: &SomeValue, _args: &Args) -> R {
    cx.dict_mutate(id(this));
    let (key, value) = (cx.dict_key(id(this)), cx.dict_value(id(this)));
    if key.is_impossible() || value.is_impossible() {
        return Ok(SomeValue::IMPOSSIBLE);
    }
    Ok(SomeValue::tuple(vec![key, value]))
}

fn has_key(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    cx.dict_generalize_key(id(this), &args.positional[0])?;
    Ok(SomeValue::BOOL)
}
