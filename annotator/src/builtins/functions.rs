//! Python's own functions and types.

use std::rc::Rc;

use rpython_flow::OpKind;
use rpython_host::Obj;

use super::{Call, Row};
use crate::cx::Cx;
use crate::fail::R;
use crate::lattice::{Iteration, Kind};
use crate::transfer::container_item;
use crate::{IterVariant as Variant, SomeValue};

pub(crate) const TABLE: &[Row] = &[
    ("__builtin__.range", 1, 3, range),
    ("__builtin__.xrange", 1, 3, range),
    ("__builtin__.enumerate", 1, 2, enumerate),
    ("__builtin__.reversed", 1, 1, reversed),
    ("__builtin__.zip", 1, 9, zip),
    ("itertools.izip", 1, 9, izip),
    ("__builtin__.min", 1, 99, min_max),
    ("__builtin__.max", 1, 99, min_max),
    ("__builtin__.len", 1, 1, by_op),
    ("__builtin__.abs", 1, 1, by_op),
    ("__builtin__.ord", 1, 1, by_op),
    ("__builtin__.chr", 1, 1, by_op),
    ("__builtin__.unichr", 1, 1, by_op),
    ("__builtin__.hex", 1, 1, by_op),
    ("__builtin__.oct", 1, 1, by_op),
    ("__builtin__.bin", 1, 1, by_op),
    ("__builtin__.repr", 1, 1, by_op),
    ("__builtin__.iter", 1, 1, by_op),
    ("__builtin__.next", 1, 1, by_op),
    ("__builtin__.hash", 1, 1, by_op),
    ("__builtin__.id", 1, 1, by_op),
    ("__builtin__.bool", 0, 1, construct),
    ("__builtin__.int", 0, 2, construct),
    ("__builtin__.long", 0, 2, construct),
    ("__builtin__.float", 0, 1, construct),
    ("__builtin__.str", 0, 1, construct),
    ("__builtin__.unicode", 0, 3, construct),
    ("__builtin__.bytearray", 0, 1, bytearray),
    ("__builtin__.list", 0, 1, list),
    ("__builtin__.tuple", 0, 1, tuple),
    ("__builtin__.dict", 0, 1, dict),
    ("__builtin__.type", 1, 1, by_op),
    ("__builtin__.isinstance", 2, 2, by_op),
    ("__builtin__.issubclass", 2, 2, by_op),
    ("__builtin__.hasattr", 2, 2, hasattr),
    ("__builtin__.getattr", 2, 3, getattr),
    ("__builtin__.setattr", 3, 3, setattr),
    ("__builtin__.callable", 1, 1, callable),
    ("__builtin__.intern", 1, 1, same),
    ("__builtin__.apply", 1, 2, apply),
    ("__builtin__.unrolling_iterable", 1, 1, same),
    ("collections.OrderedDict", 0, 1, ordered_dict),
    ("object.__init__", 1, 1, nothing),
];

/// What to do instead of a function that RPython does not have.
pub(super) fn hint(name: &str) -> Option<&'static str> {
    Some(match name {
        "sorted" => {
            "use rpython.rlib.listsort: make_timsort_class() gives a class, and TimSort(lst).sort() sorts"
        }
        "set" | "frozenset" => "use a dict with None as values: `d[x] = None`, `x in d`",
        "map" | "filter" | "reduce" => "write the loop, or a list comprehension",
        "sum" => "add in a loop",
        "any" | "all" => "write the loop, and return as soon as the answer is known",
        "divmod" => "use // and %",
        "pow" => "use math.pow for floats, or a loop",
        "round" => "use rpython.rlib.rfloat.round_double",
        "open" | "file" => "use rpython.rlib.rfile.create_file, or os.open and os.read",
        "raw_input" | "input" => "use rpython.rlib.rfile.create_stdio, or os.read(0, n)",
        "id" => "use rpython.rlib.objectmodel.compute_unique_id",
        "hash" => "use rpython.rlib.objectmodel.compute_hash",
        "cmp" => "compare with <, == and >",
        "complex" => "use two floats",
        "format" => "use the % operator",
        "vars" | "globals" | "locals" | "dir" | "eval" | "execfile" | "compile" | "__import__" => {
            "it works at import time only, before translation"
        }
        "delattr" => "attributes cannot be deleted; assign None",
        "super" => "call the base class directly: Base.method(self, ...)",
        _ => return None,
    })
}

/// The op that a call of a built-in function stands for.
pub(crate) fn op_of(id: &str, args: usize) -> Option<OpKind> {
    use OpKind as K;
    if let Some(name) = id.strip_prefix("operator.") {
        return rpython_flow::operator_op(name).filter(|kind| kind.arity().allows(args));
    }
    Some(match (id.strip_prefix("__builtin__.")?, args) {
        ("len", 1) => K::len,
        ("abs", 1) => K::abs,
        ("ord", 1) => K::ord,
        ("chr", 1) => K::chr,
        ("unichr", 1) => K::unichr,
        ("hex", 1) => K::hex,
        ("oct", 1) => K::oct,
        ("bin", 1) => K::bin,
        ("repr", 1) => K::repr,
        ("iter", 1) => K::iter,
        ("next", 1) => K::next,
        ("hash", 1) => K::hash,
        ("id", 1) => K::id,
        ("type", 1) => K::type_,
        ("bool", 1) => K::bool,
        ("int", 1) => K::int,
        ("long", 1) => K::long,
        ("float", 1) => K::float,
        ("str", 1) => K::str,
        ("unicode", 1) => K::unicode,
        ("isinstance", 2) => K::isinstance,
        ("issubclass", 2) => K::issubtype,
        ("getattr", 2) => K::getattr,
        ("setattr", 3) => K::setattr,
        _ => return None,
    })
}

fn nothing(_cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(SomeValue::NONE)
}

/// A function that is also an op.
fn by_op(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    use OpKind as K;
    let kind = match call.name() {
        "len" => K::len,
        "abs" => K::abs,
        "ord" => K::ord,
        "chr" => K::chr,
        "unichr" => K::unichr,
        "hex" => K::hex,
        "oct" => K::oct,
        "bin" => K::bin,
        "repr" => K::repr,
        "iter" => K::iter,
        "next" => K::next,
        "hash" => K::hash,
        "id" => K::id,
        "type" => K::type_,
        "isinstance" => K::isinstance,
        _ => K::issubtype,
    };
    crate::transfer::pseudo_op(cx, kind, &call.args.positional)
}

fn same(_cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    Ok(call.arg(0).clone())
}

fn construct(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    use OpKind as K;
    let kind = match call.name() {
        "bool" => K::bool,
        "int" => K::int,
        "long" => K::long,
        "float" => K::float,
        "str" => K::str,
        _ => K::unicode,
    };
    match (call.len(), call.name()) {
        (0, "bool") => Ok(cx.const_bool(false)),
        (0, "int") => Ok(cx.const_int(0)),
        (0, "float") => {
            let zero = cx.host.new_float(0.0);
            cx.constant(zero)
        }
        (0, "str") => {
            let empty = cx.host.new_str(b"");
            cx.constant(empty)
        }
        (0, "unicode") => {
            let empty = cx.host.new_unicode(&[]);
            cx.constant(empty)
        }
        (2, "int") => match call.arg(0).kind {
            Kind::Str { .. } | Kind::Char { .. } | Kind::Unicode { .. } | Kind::UniChar { .. } => {
                Ok(SomeValue::INT)
            }
            _ => Err(cx.error("argument", "int(x, base) needs a string")),
        },
        (2 | 3, "unicode") => match call.arg(0).kind {
            Kind::Str { .. } | Kind::Char { .. } => Ok(SomeValue::UNICODE),
            _ => Err(cx.error("argument", "unicode(s, encoding) needs a byte string")),
        },
        _ => crate::transfer::pseudo_op(cx, kind, &call.args.positional),
    }
}

fn bytearray(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    match call.arg(0).kind {
        Kind::Impossible
        | Kind::Str { .. }
        | Kind::Char { .. }
        | Kind::Integer { .. }
        | Kind::ByteArray { .. }
        | Kind::List(_) => Ok(Kind::ByteArray { can_be_none: false }.into()),
        _ => Err(cx.error("argument", format!("bytearray() of {}", cx.out.describe_a(call.arg(0))))),
    }
}

fn range(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    for arg in &call.args.positional {
        if !matches!(arg.kind, Kind::Integer { .. } | Kind::Bool(_)) {
            return Err(
                cx.error("argument", format!("range() needs integers, and gets {}", cx.out.describe_a(arg)))
            );
        }
    }
    let nonneg = |s: &SomeValue| matches!(s.kind, Kind::Integer { nonneg: true, .. } | Kind::Bool(_));
    let step = match call.len() {
        3 => match cx.int_const(call.arg(2)) {
            Some(0) => return Err(cx.error("argument", "the step of this range() is zero")),
            Some(step) => step,
            None => 0,
        },
        _ => 1,
    };
    let (start_ok, stop) = match call.len() {
        1 => (true, call.arg(0)),
        _ => (nonneg(call.arg(0)), call.arg(1)),
    };
    let item_nonneg = match step {
        1.. => start_ok,
        0 => false,
        _ => nonneg(stop) || cx.int_const(stop).is_some_and(|v| v >= -1),
    };
    let item = SomeValue::integer(rpython_lltype::LLType::Signed, item_nonneg);
    let fresh = !cx.has_list_here(0);
    let id = cx.list_at(0, &item)?;
    if fresh {
        cx.out.lists.get_mut(id).range_step = Some(step);
    }
    Ok(Kind::List(id).into())
}

fn enumerate(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    container_item(cx, call.arg(0))?;
    let start = call.arg_or(1, "start").cloned();
    if let Some(start) = &start
        && !matches!(start.kind, Kind::Integer { .. })
    {
        return Err(cx.error("argument", "the start of enumerate() must be an integer"));
    }
    let start = start.map(|s| s.without_const());
    let container = call.arg(0).as_container();
    Ok(Kind::Iterator(Rc::new(Iteration { container, variant: Variant::Enumerate, start })).into())
}

fn reversed(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    match call.arg(0).kind {
        Kind::List(_) => Ok(SomeValue::iterator(call.arg(0).without_const(), Variant::Reversed)),
        Kind::Dict(_) => Ok(SomeValue::iterator(call.arg(0).without_const(), Variant::ReversedKeys)),
        _ => Err(cx
            .error("argument", format!("reversed() of {} is not supported", cx.out.describe_a(call.arg(0))))),
    }
}

fn zip_item(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let mut items = Vec::new();
    for arg in &call.args.positional {
        items.push(container_item(cx, arg)?);
    }
    if items.iter().any(SomeValue::is_impossible) {
        return Ok(SomeValue::IMPOSSIBLE);
    }
    Ok(SomeValue::tuple(items))
}

fn zip(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let item = zip_item(cx, call)?;
    cx.new_list(&item)
}

fn izip(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    zip_item(cx, call)?;
    let parts: Vec<SomeValue> = call.args.positional.iter().map(SomeValue::as_container).collect();
    Ok(SomeValue::iterator(SomeValue::tuple(parts), Variant::Zip))
}

fn min_max(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    if call.len() == 1 {
        return Err(cx.error_help(
            "argument",
            format!("{}() of one argument is not supported in RPython", call.name()),
            "loop over the items",
        ));
    }
    let mut result = SomeValue::IMPOSSIBLE;
    let mut any_nonneg = false;
    for arg in &call.args.positional {
        if !matches!(arg.kind, Kind::Integer { .. } | Kind::Bool(_) | Kind::Float) {
            return Err(cx.error(
                "argument",
                format!("{}() of {} is not supported in RPython", call.name(), cx.out.describe_a(arg)),
            ));
        }
        any_nonneg |= matches!(arg.kind, Kind::Integer { nonneg: true, .. } | Kind::Bool(_));
        result = cx.union(&result, arg)?;
    }
    if let Kind::Integer { ty, .. } = result.kind
        && any_nonneg
        && call.name() == "max"
    {
        return Ok(SomeValue::integer(ty, true));
    }
    if call.args.positional.iter().all(|a| a.constant == result.constant) {
        return Ok(result);
    }
    Ok(result.without_const())
}

fn list(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let item = match call.len() {
        0 => SomeValue::IMPOSSIBLE,
        _ => {
            if let Kind::Instance { .. } = call.arg(0).kind {
                return Err(cx.error("argument", "list() of an instance is not supported: append in a loop"));
            }
            if let Kind::List(source) = call.arg(0).kind {
                return cx.derived_list(&[source]);
            }
            container_item(cx, call.arg(0))?
        }
    };
    cx.new_list(&item)
}

fn tuple(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    match call.arg(0).kind {
        Kind::Impossible if call.len() == 0 => {
            let empty = cx.host.new_tuple(&[]);
            cx.constant(empty)
        }
        Kind::Tuple(_) => Ok(call.arg(0).clone()),
        _ => Err(cx.error_help(
            "argument",
            format!(
                "tuple() of {} is not supported in RPython: its length is not known",
                cx.out.describe_a(call.arg(0))
            ),
            "keep the list, or make_sure_not_resized it",
        )),
    }
}

fn dict(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let id = cx.dict_at(0);
    if let Kind::Dict(from) = call.arg(0).kind {
        let (key, value) = (cx.dict_key(from), cx.dict_value(from));
        cx.dict_generalize_key(id, &key)?;
        cx.dict_generalize_value(id, &value)?;
    } else if call.len() == 1 {
        return Err(
            cx.error("argument", format!("dict() of {} is not supported", cx.out.describe_a(call.arg(0))))
        );
    }
    if let Some((name, _)) = call.args.keywords.first() {
        return Err(cx.error_help(
            "argument",
            "dict() with keyword arguments is not supported in RPython",
            format!("write the dict out: {{'{name}': ...}}"),
        ));
    }
    Ok(Kind::Dict(id).into())
}

fn ordered_dict(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let result = dict(cx, call)?;
    if let Kind::Dict(id) = result.kind {
        cx.out.dicts.get_mut(id).ordered = true;
    }
    Ok(result)
}

fn hasattr(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let Some(name) = cx.name_const(call.arg(1)) else {
        return Err(cx.error("constant-needed", "hasattr() needs a constant name in RPython"));
    };
    match &call.arg(0).kind {
        Kind::Pbc(set) => {
            let descs = set.descs.clone();
            let mut verdict = None;
            for desc in descs {
                let has = match cx.out.descs[desc].constant() {
                    Some(obj) => cx.host.getattr(obj, name).is_ok(),
                    None => false,
                };
                if verdict.is_some_and(|v| v != has) {
                    return Ok(SomeValue::BOOL);
                }
                verdict = Some(has);
            }
            Ok(cx.const_bool(verdict.unwrap_or(false)))
        }
        Kind::Instance { .. } => Err(cx.error_help(
            "argument",
            "hasattr() of an instance is not supported in RPython",
            "give the attribute a value in the base class, and test that",
        )),
        _ => {
            let known = super::has_method(cx, call.arg(0), name);
            Ok(cx.const_bool(known))
        }
    }
}

fn getattr(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let Some(name) = cx.name_const(call.arg(1)) else {
        return Err(cx.error("constant-needed", "getattr() needs a constant name in RPython"));
    };
    if call.len() == 3 {
        if let Some(obj) = call.arg(0).constant
            && call.arg(0).as_pbc().is_some()
        {
            return match cx.host.getattr(obj, name) {
                Ok(value) => cx.constant(value),
                Err(_) => Ok(call.arg(2).clone()),
            };
        }
        return Err(cx.error_help(
            "argument",
            "getattr() with a default is only supported for constants in RPython",
            "give the attribute a default value in the class",
        ));
    }
    crate::transfer::getattr(cx, call.arg(0), name)
}

fn setattr(cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Err(cx.error("argument", "setattr() is only supported when it is called by its name"))
}

fn callable(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    match &call.arg(0).kind {
        Kind::Pbc(_) | Kind::Builtin(_) | Kind::BuiltinMethod(_) => match cx.const_obj(call.arg(0)) {
            Some(obj) => {
                let known = cx.host.getattr(obj, rpython_base::Symbol::intern("__call__")).is_ok();
                Ok(cx.const_bool(known))
            }
            None => Ok(SomeValue::BOOL),
        },
        _ => Ok(cx.const_bool(false)),
    }
}

fn apply(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let positional = match &call.arg(1).kind {
        Kind::Tuple(items) => items.to_vec(),
        _ => Vec::new(),
    };
    cx.call(&call.arg(0).clone(), crate::call::Args::positional(positional))
}

impl Cx<'_> {
    /// Whether the current op has made a list already.
    pub(crate) fn has_list_here(&self, tag: u8) -> bool {
        self.site
            .and_then(|site| Some((site.graph, site.result?, tag)))
            .is_some_and(|key| self.work.lists.contains_key(&key))
    }

    /// An object of the library, by dotted name.
    pub(crate) fn library_object(&mut self, module: &str, name: &str) -> Option<Obj> {
        let module = self.host.import_module(module).ok()?;
        self.host.getattr(module, rpython_base::Symbol::intern(name)).ok()
    }

    /// A class of integers.
    pub(crate) fn rpython_class(&mut self, name: &str) -> Option<Obj> {
        self.library_object("rpython.rlib.rarithmetic", name)
    }
}
