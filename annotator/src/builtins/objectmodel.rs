//! `objectmodel`, `rerased`, `nonconst`, weak references.

use super::{Call, Row};
use crate::cx::Cx;
use crate::fail::R;
use crate::lattice::{IterVariant, Kind};
use crate::{DictDefId, SomeValue};

pub(crate) const TABLE: &[Row] = &[
    ("objectmodel.we_are_translated", 0, 0, we_are_translated),
    ("objectmodel.instantiate", 1, 2, instantiate),
    ("objectmodel.compute_hash", 1, 1, compute_hash),
    ("objectmodel.compute_identity_hash", 1, 1, identity),
    ("objectmodel.compute_unique_id", 1, 1, identity),
    ("objectmodel.current_object_addr_as_int", 1, 1, identity),
    ("objectmodel.keepalive_until_here", 0, 99, none),
    ("objectmodel.free_non_gc_object", 1, 1, none),
    ("objectmodel.hlinvoke", 2, 99, hlinvoke),
    ("objectmodel.newlist_hint", 0, 1, newlist_hint),
    ("objectmodel.resizelist_hint", 2, 2, resizelist_hint),
    ("objectmodel.list_get_physical_size", 1, 1, physical_size),
    ("objectmodel.is_annotation_constant", 1, 1, is_annotation_constant),
    ("objectmodel.is_in_callback", 0, 0, bool_result),
    ("objectmodel.prepare_dict_update", 2, 2, none),
    ("objectmodel.reversed_dict", 1, 1, reversed_dict),
    ("objectmodel.iterkeys_with_hash", 1, 1, iter_with_hash),
    ("objectmodel.iteritems_with_hash", 1, 1, iter_with_hash),
    ("objectmodel.contains_with_hash", 3, 3, contains_with_hash),
    ("objectmodel.setitem_with_hash", 4, 4, setitem_with_hash),
    ("objectmodel.getitem_with_hash", 3, 3, getitem_with_hash),
    ("objectmodel.delitem_with_hash", 3, 3, delitem_with_hash),
    ("objectmodel.delitem_if_value_is", 3, 3, delitem_if_value_is),
    ("objectmodel.move_to_end", 2, 3, move_to_end),
    ("objectmodel.fetch_translated_config", 0, 0, none),
    ("objectmodel.revdb_flag_io_disabled", 0, 0, false_result),
    ("objectmodel.r_dict", 2, 4, r_dict),
    ("objectmodel.r_ordereddict", 2, 4, r_dict),
    ("nonconst.NonConstant", 1, 1, non_constant),
    ("rerased.erase", 2, 2, erase),
    ("rerased.unerase", 2, 2, unerase),
    ("rerased.erase_int", 1, 1, erase_int),
    ("rerased.unerase_int", 1, 1, unerase_int),
    ("weakref.ref", 1, 1, weakref),
];

fn none(_cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(SomeValue::NONE)
}

fn bool_result(_cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(SomeValue::BOOL)
}

fn false_result(cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(cx.const_bool(false))
}

fn we_are_translated(cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(cx.const_bool(true))
}

fn identity(_cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(SomeValue::INT)
}

fn compute_hash(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    match call.arg(0).kind {
        Kind::List(_) | Kind::Dict(_) => {
            Err(cx.error("argument", format!("{} has no hash", cx.out.describe_a(call.arg(0)))))
        }
        _ => Ok(SomeValue::INT),
    }
}

fn instantiate(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let Kind::Pbc(set) = &call.arg(0).kind else {
        return Err(cx.error(
            "argument",
            format!("instantiate() needs a class, and gets {}", cx.out.describe_a(call.arg(0))),
        ));
    };
    let descs = set.descs.clone();
    let mut result = SomeValue::IMPOSSIBLE;
    for desc in descs {
        if !cx.out.descs[desc].is_class() {
            return Err(cx.error("argument", "instantiate() needs a class"));
        }
        let class = cx.classdef(desc)?;
        cx.out.classdefs[class].instantiated = true;
        result = cx.union(&result, &SomeValue::instance(class, false))?;
    }
    Ok(result)
}

/// `hlinvoke(repr, low-level callable, args...)`: what the result is, the first argument says as an annotation.
fn hlinvoke(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let callee = match call.arg(0).constant {
        Some(token) => cx.out.invoke_tokens.get(&token).cloned(),
        None => None,
    };
    let Some(callee) = callee else {
        return Err(cx.error("internal", "hlinvoke() is meant for the helpers of the translator only"));
    };
    let args = callee.args.clone();
    cx.emulate_op_call("hlinvoke", &callee.callee, args)
}

fn newlist_hint(cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    let id = cx.list_at(0, &SomeValue::IMPOSSIBLE)?;
    cx.list_resize(id)?;
    Ok(Kind::List(id).into())
}

fn resizelist_hint(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    match call.arg(0).kind {
        Kind::List(id) => {
            cx.list_resize(id)?;
            Ok(SomeValue::NONE)
        }
        _ => Err(cx.error("argument", "resizelist_hint() needs a list")),
    }
}

fn physical_size(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    match call.arg(0).kind {
        Kind::List(_) | Kind::None => Ok(SomeValue::NONNEG),
        _ => Err(cx.error("argument", "list_get_physical_size() needs a list")),
    }
}

fn is_annotation_constant(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let known = call.arg(0).is_constant();
    Ok(cx.const_bool(known))
}

fn dict(cx: &Cx<'_>, s: &SomeValue, name: &str) -> R<DictDefId> {
    match s.kind {
        Kind::Dict(id) => Ok(id),
        _ => Err(cx.error("argument", format!("{name}() needs a dict, and gets {}", cx.out.describe_a(s)))),
    }
}

fn reversed_dict(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    dict(cx, call.arg(0), call.name())?;
    Ok(SomeValue::iterator(call.arg(0).without_const(), IterVariant::ReversedKeys))
}

fn iter_with_hash(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    dict(cx, call.arg(0), call.name())?;
    let variant = match call.name() {
        "iterkeys_with_hash" => IterVariant::KeysWithHash,
        _ => IterVariant::ItemsWithHash,
    };
    Ok(SomeValue::iterator(call.arg(0).without_const(), variant))
}

fn contains_with_hash(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let id = dict(cx, call.arg(0), call.name())?;
    cx.dict_generalize_key(id, call.arg(1))?;
    Ok(SomeValue::BOOL)
}

fn setitem_with_hash(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let id = dict(cx, call.arg(0), call.name())?;
    cx.dict_mutate(id);
    cx.dict_generalize_key(id, call.arg(1))?;
    cx.dict_generalize_value(id, call.arg(3))?;
    Ok(SomeValue::NONE)
}

fn getitem_with_hash(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let id = dict(cx, call.arg(0), call.name())?;
    cx.dict_generalize_key(id, call.arg(1))?;
    Ok(cx.dict_value(id))
}

fn delitem_with_hash(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let id = dict(cx, call.arg(0), call.name())?;
    cx.dict_mutate(id);
    cx.dict_generalize_key(id, call.arg(1))?;
    Ok(SomeValue::NONE)
}

fn delitem_if_value_is(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let id = dict(cx, call.arg(0), call.name())?;
    cx.dict_mutate(id);
    cx.dict_generalize_key(id, call.arg(1))?;
    cx.dict_generalize_value(id, call.arg(2))?;
    Ok(SomeValue::NONE)
}

fn move_to_end(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let id = dict(cx, call.arg(0), call.name())?;
    cx.dict_generalize_key(id, call.arg(1))?;
    Ok(SomeValue::NONE)
}

fn r_dict(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let id = cx.dict_at(0);
    let flag = |cx: &Cx<'_>, position: usize, name: &str| {
        call.arg_or(position, name).and_then(|s| cx.bool_const(s)).unwrap_or(false)
    };
    let (non_null, simple) = (flag(cx, 2, "force_non_null"), flag(cx, 3, "simple_hash_eq"));
    let def = cx.out.dicts.get_mut(id);
    def.ordered |= call.name() == "r_ordereddict";
    def.force_non_null |= non_null;
    def.simple_hash_eq |= simple;
    cx.dict_set_custom(id, call.arg(0), call.arg(1))?;
    Ok(Kind::Dict(id).into())
}

fn non_constant(_cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    Ok(call.arg(0).without_const())
}

/// Values of one erasing pair share an annotation, kept under the pair's identity.
fn erase(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let Some(pair) = call.arg(1).constant else {
        return Err(cx.error("constant-needed", "the identity of an erasing pair must be a constant"));
    };
    cx.erase_into_pair(pair, call.arg(0))?;
    Ok(SomeValue::ptr(cx.host.types.gcref()))
}

fn unerase(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let Some(pair) = call.arg(1).constant else {
        return Err(cx.error("constant-needed", "the identity of an erasing pair must be a constant"));
    };
    let position = cx.position();
    let entry = cx.out.erased.entry(pair).or_default();
    if let Some(position) = position
        && !entry.readers.contains(&position)
    {
        entry.readers.push(position);
    }
    Ok(entry.value.without_const())
}

fn erase_int(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    match call.arg(0).kind {
        Kind::Integer { .. } | Kind::Bool(_) => Ok(SomeValue::ptr(cx.host.types.gcref())),
        _ => Err(cx.error("argument", "erase_int() needs an integer")),
    }
}

fn unerase_int(_cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(SomeValue::INT)
}

fn weakref(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    match &call.arg(0).kind {
        Kind::Instance { classdef, can_be_none: false, .. } => Ok(Kind::WeakRef(*classdef).into()),
        Kind::Instance { can_be_none: true, .. } => {
            Err(cx.error_help("argument", "a weak reference to what may be None", "test for None first"))
        }
        Kind::None => Err(cx.blocked("argument", "a weak reference to None")),
        _ => Err(cx.error("argument", format!("a weak reference to {}", cx.out.describe_a(call.arg(0))))),
    }
}
