//! Hints for the tracing JIT.

use super::{Call, Row};
use crate::SomeValue;
use crate::cx::Cx;
use crate::fail::R;
use crate::lattice::{InstanceFlags, Kind};

pub(crate) const TABLE: &[Row] = &[
    ("jit.hint", 1, 1, hint),
    ("jit.promote", 1, 1, same),
    ("jit.promote_string", 1, 1, same),
    ("jit.promote_unicode", 1, 1, same),
    ("jit.assert_green", 1, 1, none),
    ("jit.we_are_jitted", 0, 0, bool_result),
    ("jit.isconstant", 1, 1, bool_result),
    ("jit.isvirtual", 1, 1, bool_result),
    ("jit.jit_debug", 1, 5, none),
    ("jit.current_trace_length", 0, 0, int_result),
    ("jit.record_exact_class", 2, 2, none),
    ("jit.record_exact_value", 2, 2, second),
    ("jit.record_known_result", 2, 99, record_known_result),
    ("jit.virtual_ref", 1, 1, virtual_ref),
    ("jit.non_virtual_ref", 1, 1, virtual_ref),
    ("jit.virtual_ref_finish", 2, 2, none),
    ("jit.jit_merge_point", 0, 1, none),
    ("jit.can_enter_jit", 0, 1, none),
    ("jit.loop_header", 0, 1, none),
    ("jit.set_param", 3, 3, none),
    ("jit.set_param_to_default", 2, 2, none),
];

/// The constant that the value is said to be.
fn second(_cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    Ok(call.arg(1).clone())
}

fn none(_cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(SomeValue::NONE)
}

fn bool_result(_cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(SomeValue::BOOL)
}

fn int_result(_cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(SomeValue::INT)
}

/// The identity. What a hint was given stays a constant for the JIT alone: what depends on it is looked at for all values.
fn same(_cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    Ok(variable(call.arg(0)))
}

/// All values of a type; what is prebuilt stays the set of things that it is.
fn variable(value: &SomeValue) -> SomeValue {
    match value.kind {
        Kind::Pbc(_) | Kind::None => value.clone(),
        _ => value.without_const(),
    }
}

/// The identity; `access_directly` and `fresh_virtualizable` become part of an instance's annotation.
fn hint(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let mut result = variable(call.arg(0));
    for (name, value) in &call.args.keywords {
        let on = cx.bool_const(value).unwrap_or(true);
        match (name.as_str(), &mut result.kind) {
            ("access_directly", Kind::Instance { flags, .. }) => flags.access_directly = on,
            ("fresh_virtualizable", Kind::Instance { flags, .. }) => flags.fresh_virtualizable = on,
            _ => {}
        }
    }
    Ok(result)
}

fn record_known_result(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let args = call.args.positional[2..].to_vec();
    cx.emulate_op_call("record_known_result", call.arg(1), args)?;
    Ok(SomeValue::NONE)
}

/// A virtual reference: the instance, marked.
fn virtual_ref(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    match call.arg(0).kind {
        Kind::Instance { classdef, can_be_none, flags } => {
            let flags = InstanceFlags { virtual_ref: true, ..flags };
            Ok(Kind::Instance { classdef, can_be_none, flags }.into())
        }
        Kind::None => Ok(SomeValue::NONE),
        _ => Err(cx.error("argument", "virtual_ref() needs an instance")),
    }
}
