//! `debug`: checks made while translating, and the log.

use rpython_base::Symbol;

use super::{Call, Row};
use crate::SomeValue;
use crate::cx::Cx;
use crate::fail::R;
use crate::lattice::Kind;

pub(crate) const TABLE: &[Row] = &[
    ("debug.ll_assert", 2, 2, none),
    ("failures.import_failed", 2, 2, import_failed),
    ("debug.ll_assert_not_none", 1, 1, assert_not_none),
    ("debug.fatalerror", 1, 1, never),
    ("debug.fatalerror_notb", 1, 1, never),
    ("debug.debug_print", 0, 99, none),
    ("debug.debug_start", 1, 2, int_result),
    ("debug.debug_stop", 1, 2, int_result),
    ("debug.have_debug_prints", 0, 0, have_prints),
    ("debug.have_debug_prints_for", 1, 1, have_prints),
    ("debug.debug_offset", 0, 0, int_result),
    ("debug.debug_flush", 0, 0, none),
    ("debug.debug_forked", 1, 1, none),
    ("debug.make_sure_not_resized", 1, 1, not_resized),
    ("debug.mark_dict_non_null", 1, 1, dict_non_null),
    ("debug.check_not_access_directly", 1, 1, not_access_directly),
    ("debug.check_annotation", 2, 2, check_annotation),
    ("debug.check_nonneg", 1, 1, check_nonneg),
    ("debug.check_regular_int", 1, 1, check_regular_int),
    ("debug.check_list_of_chars", 1, 1, check_list_of_chars),
    ("debug.attach_gdb", 0, 0, none),
    ("debug.impossible_state", 1, 1, never),
];

fn none(_cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(SomeValue::NONE)
}

/// Does not return; what follows is reached as far as types go.
fn never(_cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(SomeValue::NONE)
}

fn have_prints(cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(if cx.host.features.no_log { cx.const_bool(false) } else { SomeValue::BOOL })
}

fn int_result(_cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(SomeValue::INT)
}

fn assert_not_none(_cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    Ok(call.arg(0).nonnoneify())
}

fn not_resized(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    match call.arg(0).kind {
        Kind::List(id) => {
            cx.list_never_resize(id, "make_sure_not_resized()")?;
            Ok(call.arg(0).clone())
        }
        Kind::None => Ok(SomeValue::NONE),
        _ => Err(cx.error("argument", "make_sure_not_resized() needs a list")),
    }
}

/// The function is called whenever the annotation has changed.
fn check_annotation(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let Some(checker) = cx.const_obj(call.arg(1)) else {
        return Err(
            cx.error("constant-needed", "the function given to check_annotation() must be a constant")
        );
    };
    cx.call_checker(call.arg(0), checker)?;
    Ok(call.arg(0).clone())
}

fn not_access_directly(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    match call.arg(0).kind {
        Kind::Instance { flags, .. } if flags.access_directly => Err(cx.error(
            "argument",
            "check_not_access_directly() is applied to an instance that hint(access_directly=True) returned",
        )),
        _ => Ok(call.arg(0).clone()),
    }
}

fn dict_non_null(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    if let Kind::Dict(id) = call.arg(0).kind {
        cx.out.dicts.get_mut(id).force_non_null = true;
    }
    Ok(call.arg(0).clone())
}

fn check_nonneg(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    match call.arg(0).kind {
        Kind::Integer { nonneg: true, .. } | Kind::Bool(_) => Ok(call.arg(0).clone()),
        _ => Err(cx.error_help(
            "nonneg",
            "this is not proven to be non-negative",
            "write `assert x >= 0` before it",
        )),
    }
}

fn check_regular_int(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    match call.arg(0).kind {
        Kind::Integer { ty: rpython_lltype::LLType::Signed, .. } | Kind::Bool(_) => Ok(call.arg(0).clone()),
        _ => {
            Err(cx.error("argument", format!("this is no plain int but {}", cx.out.describe_a(call.arg(0)))))
        }
    }
}

fn check_list_of_chars(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    if let Kind::List(id) = call.arg(0).kind {
        let item = cx.list_item(id);
        if matches!(item.kind, Kind::Char { .. } | Kind::UniChar { .. } | Kind::Impossible) {
            return Ok(call.arg(0).clone());
        }
    }
    Err(cx.error("argument", format!("this is no list of characters but {}", cx.out.describe_a(call.arg(0)))))
}

/// An import that failed while the flow graph was built.
fn import_failed(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let text = |index: usize| call.arg(index).constant.and_then(|text| cx.host.symbol_of(text));
    let code = text(0).map_or("import-missing", Symbol::as_str);
    let line = text(1).map_or("", Symbol::as_str);
    Err(cx.error(code, line))
}
