//! Functions and methods that the compiler knows, in tables by family. A key is the id of a library function
//! (`rarithmetic.intmask`) or the name of a built-in of the evaluator (`__builtin__.range`).

pub(crate) mod debug;
pub(crate) mod dicts;
pub(crate) mod functions;
pub(crate) mod jit;
pub(crate) mod lists;
pub(crate) mod llmemory;
pub(crate) mod lltype;
pub(crate) mod numbers;
pub(crate) mod objectmodel;
pub(crate) mod replace;
pub(crate) mod rgc;
pub(crate) mod text;

use std::cell::RefCell;

use rpython_base::{FastMap, Symbol};

use crate::SomeValue;
use crate::call::Args;
use crate::cx::Cx;
use crate::fail::R;
use crate::lattice::{Kind, MethodValue};

/// Infers a call of a known function.
pub(crate) type Builtin = fn(&mut Cx<'_>, &Call<'_>) -> R;

/// A call of a known function.
pub(crate) struct Call<'a> {
    /// The function's id.
    pub(crate) id: Symbol,
    /// Its arguments.
    pub(crate) args: &'a Args,
    /// The callee, with its constant.
    pub(crate) callee: &'a SomeValue,
}

impl Call<'_> {
    /// The name without its module.
    pub(crate) fn name(&self) -> &'static str {
        let id = self.id.as_str();
        id.rsplit('.').next().unwrap_or(id)
    }

    /// Number of arguments.
    pub(crate) fn len(&self) -> usize {
        self.args.positional.len()
    }

    /// A positional argument; the empty set if it is not there.
    pub(crate) fn arg(&self, index: usize) -> &SomeValue {
        self.args.positional.get(index).unwrap_or(&SomeValue::IMPOSSIBLE)
    }

    /// An argument by position or keyword.
    pub(crate) fn arg_or(&self, index: usize, keyword: &str) -> Option<&SomeValue> {
        self.args.positional.get(index).or_else(|| self.args.keyword(keyword))
    }
}

/// A row of a table: name, least and most number of positional arguments, what it gives.
pub(crate) type Row = (&'static str, usize, usize, Builtin);

fn tables() -> [&'static [Row]; 11] {
    [
        functions::TABLE,
        numbers::TABLE,
        objectmodel::TABLE,
        jit::TABLE,
        debug::TABLE,
        rgc::TABLE,
        lltype::TABLE,
        llmemory::TABLE,
        text::FUNCTIONS,
        crate::registry::TABLE,
        crate::transfer::CONTROLLERS,
    ]
}

thread_local! {
    static KNOWN: RefCell<FastMap<Symbol, Option<Row>>> = RefCell::default();
}

fn find(id: Symbol) -> Option<Row> {
    KNOWN.with_borrow_mut(|known| {
        *known.entry(id).or_insert_with(|| {
            let name = id.as_str();
            let row = tables().iter().flat_map(|t| t.iter()).find(|row| row.0 == name).copied();
            row.or_else(|| lltype::by_prefix(name))
        })
    })
}

pub(crate) use functions::op_of;

/// Whether the compiler knows a function by this id.
pub(crate) fn is_known(id: Symbol) -> bool {
    find(id).is_some()
}

/// A call of a function by its id.
pub(crate) fn call(cx: &mut Cx<'_>, id: Symbol, callee: &SomeValue, args: Args) -> R {
    let Some((_, least, most, f)) = find(id) else { return Err(unknown(cx, id)) };
    let count = args.positional.len();
    if count > most || count + args.keywords.len() < least {
        let name = id.as_str().trim_start_matches("__builtin__.");
        return Err(wrong_count(cx, name, least, most, count));
    }
    f(cx, &Call { id, args: &args, callee })
}

/// The error for a function that is not RPython.
fn unknown(cx: &Cx<'_>, id: Symbol) -> crate::fail::Fail {
    let name = id.as_str().trim_start_matches("__builtin__.");
    let text = format!("{name}() is not supported in RPython");
    match functions::hint(name) {
        Some(help) => cx.error_help("builtin", text, help),
        None => cx.error("builtin", text),
    }
}

/// Whether values of this kind have a built-in method.
pub(crate) fn has_method(_cx: &Cx<'_>, s: &SomeValue, name: Symbol) -> bool {
    method(s, name).is_some()
}

type Method = fn(&mut Cx<'_>, &SomeValue, &Args) -> R;

/// A row of a table of methods.
pub(crate) type MethodRow = (&'static str, usize, usize, Method);

fn method(s: &SomeValue, name: Symbol) -> Option<MethodRow> {
    let table: &[MethodRow] = match s.kind {
        Kind::Str { .. } | Kind::Char { .. } => text::STR_METHODS,
        Kind::Unicode { .. } | Kind::UniChar { .. } => text::UNICODE_METHODS,
        Kind::ByteArray { .. } => text::BYTEARRAY_METHODS,
        Kind::List(_) => lists::METHODS,
        Kind::Dict(_) => dicts::METHODS,
        Kind::Iterator(_) => lists::ITERATOR_METHODS,
        Kind::Integer { .. } | Kind::Bool(_) => numbers::INTEGER_METHODS,
        Kind::Float => numbers::FLOAT_METHODS,
        _ => &[],
    };
    let name = name.as_str();
    table.iter().find(|row| row.0 == name).copied()
}

/// A call of a built-in method.
pub(crate) fn call_method(cx: &mut Cx<'_>, m: &MethodValue, args: Args) -> R {
    let Some((name, least, most, f)) = method(&m.this, m.name) else {
        return Err(cx.error("attribute", format!("{} has no method {}", cx.out.describe_a(&m.this), m.name)));
    };
    if let Some((keyword, _)) = args.keywords.first() {
        let text = format!("{name}() takes no keyword arguments in RPython, and gets {keyword}=");
        return Err(cx.error("call-args", text));
    }
    let count = args.positional.len();
    if count > most || count < least {
        return Err(wrong_count(cx, name, least, most, count));
    }
    for arg in &args.positional {
        if arg.is_impossible() {
            return Err(crate::fail::Fail::Blocked(None));
        }
    }
    f(cx, &m.this, &args)
}

/// The error for too many or too few arguments of something built in.
fn wrong_count(cx: &Cx<'_>, name: &str, least: usize, most: usize, count: usize) -> crate::fail::Fail {
    let takes = match (least, most) {
        (0, 0) => "no arguments".to_owned(),
        (1, 1) => "one argument".to_owned(),
        (least, most) if least == most => format!("{least} arguments"),
        (least, most) => format!("{least} to {most} arguments"),
    };
    cx.error("call-args", format!("{name}() takes {takes} in RPython ({count} given)"))
}

/// What to do instead of a method that RPython does not have.
pub(crate) fn method_hint(cx: &Cx<'_>, s: &SomeValue, name: Symbol) -> Option<String> {
    let known = match (&s.kind, name.as_str()) {
        (Kind::List(_), "sort") => {
            "use rpython.rlib.listsort: make_timsort_class() gives a class, and TimSort(lst).sort() sorts"
        }
        (Kind::List(_), "count") => "count in a loop",
        (Kind::Str { .. } | Kind::Char { .. }, "format") => {
            "use the % operator with %s and %d, or concatenation"
        }
        (Kind::Str { .. } | Kind::Char { .. }, "rjust" | "ljust" | "zfill" | "center") => {
            "pad the text by hand: ' ' * (width - len(s)) + s"
        }
        (Kind::Dict(_), "has_key") => "use `key in d`",
        (Kind::Dict(_), "viewkeys" | "viewvalues" | "viewitems") => "use keys(), values(), items()",
        _ => {
            let table: &[MethodRow] = match s.kind {
                Kind::Str { .. } | Kind::Char { .. } => text::STR_METHODS,
                Kind::List(_) => lists::METHODS,
                Kind::Dict(_) => dicts::METHODS,
                _ => &[],
            };
            let _ = cx;
            let near = rpython_base::similar::did_you_mean(name.as_str(), table.iter().map(|row| row.0))?;
            return Some(format!("did you mean {near}?"));
        }
    };
    Some(known.to_owned())
}
