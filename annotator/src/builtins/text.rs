//! Methods of strings.

use rpython_host::Object;

use super::{Call, MethodRow, Row};
use crate::SomeValue;
use crate::call::Args;
use crate::cx::Cx;
use crate::fail::R;
use crate::lattice::Kind;

/// Functions of `rstring`.
pub(crate) const FUNCTIONS: &[Row] = &[
    ("rstring.assert_str0", 1, 1, assert_str0),
    ("rstring.check_str0", 1, 1, check_str0),
    ("rstring.no_nul", 1, 1, assert_str0),
];

pub(crate) const STR_METHODS: &[MethodRow] = &[
    ("startswith", 1, 3, starts),
    ("endswith", 1, 3, ends),
    ("find", 1, 3, find),
    ("rfind", 1, 3, find),
    ("count", 1, 3, count),
    ("strip", 0, 1, part),
    ("lstrip", 0, 1, part),
    ("rstrip", 0, 1, part),
    ("join", 1, 1, join),
    ("split", 0, 2, split),
    ("rsplit", 0, 2, split),
    ("splitlines", 0, 1, splitlines),
    ("replace", 2, 2, replace),
    ("upper", 0, 0, case),
    ("lower", 0, 0, case),
    ("isdigit", 0, 0, class_test),
    ("isalpha", 0, 0, class_test),
    ("isalnum", 0, 0, class_test),
    ("isspace", 0, 0, class_test),
    ("isupper", 0, 0, class_test),
    ("islower", 0, 0, class_test),
    ("decode", 1, 2, decode),
    ("encode", 1, 2, encode_str),
];

pub(crate) const UNICODE_METHODS: &[MethodRow] = &[
    ("startswith", 1, 3, starts),
    ("endswith", 1, 3, ends),
    ("find", 1, 3, find),
    ("rfind", 1, 3, find),
    ("count", 1, 3, count),
    ("strip", 0, 1, part),
    ("lstrip", 0, 1, part),
    ("rstrip", 0, 1, part),
    ("join", 1, 1, join),
    ("split", 0, 2, split),
    ("rsplit", 0, 2, split),
    ("splitlines", 0, 1, splitlines),
    ("replace", 2, 2, replace),
    ("upper", 0, 0, case),
    ("lower", 0, 0, case),
    ("isdigit", 0, 0, class_test),
    ("isalpha", 0, 0, class_test),
    ("isalnum", 0, 0, class_test),
    ("isspace", 0, 0, class_test),
    ("encode", 1, 2, encode),
];

pub(crate) const BYTEARRAY_METHODS: &[MethodRow] = &[];

fn facts(s: &SomeValue) -> Option<(bool, bool)> {
    // (unicode, free of NUL)
    match s.kind {
        Kind::Str { no_nul, .. } | Kind::Char { no_nul } => Some((false, no_nul)),
        Kind::Unicode { no_nul, .. } | Kind::UniChar { no_nul } => Some((true, no_nul)),
        _ => None,
    }
}

fn text(unicode: bool, no_nul: bool) -> SomeValue {
    if unicode { Kind::Unicode { no_nul, can_be_none: false }.into() } else { SomeValue::str(no_nul, false) }
}

/// Checks that an argument is a string of the same kind as the object, and says whether it is free of NUL.
fn same_kind(cx: &Cx<'_>, this: &SomeValue, arg: &SomeValue) -> R<bool> {
    let unicode = facts(this).map(|f| f.0);
    match facts(arg) {
        Some((u, no_nul)) if Some(u) == unicode => Ok(no_nul),
        Some(_) => Err(cx.error_help(
            "unicode-mix",
            "byte strings and unicode strings are never mixed in RPython",
            "convert one: s.decode('utf-8') or u.encode('utf-8')",
        )),
        None => Err(
            cx.error("argument", format!("a string is needed here, and this is {}", cx.out.describe_a(arg)))
        ),
    }
}

fn bounds(cx: &Cx<'_>, args: &Args, from: usize, what: &str) -> R<()> {
    let none = SomeValue::NONE;
    let start = args.positional.get(from).unwrap_or(&none);
    let stop = args.positional.get(from + 1).unwrap_or(&none);
    crate::transfer::check_slice(cx, start, stop, what)
}

/// The result on constants.
fn fold(cx: &mut Cx<'_>, this: &SomeValue, name: &str, args: &Args) -> R<Option<SomeValue>> {
    let Some(x) = this.constant else { return Ok(None) };
    let mut values = Vec::new();
    for arg in &args.positional {
        match cx.const_obj(arg) {
            Some(value) if arg.is_immutable() => values.push(value),
            _ => return Ok(None),
        }
    }
    let result = cx
        .host
        .getattr(x, rpython_base::Symbol::intern(name))
        .and_then(|method| cx.host.call(method, &values, &[]));
    match result {
        Ok(value) => Ok(Some(cx.constant(value)?)),
        Err(_) => Ok(None),
    }
}

fn starts(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    test(cx, this, "startswith", args)
}

fn ends(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    test(cx, this, "endswith", args)
}

fn test(cx: &mut Cx<'_>, this: &SomeValue, name: &str, args: &Args) -> R {
    if let Some(known) = fold(cx, this, name, args)? {
        return Ok(known);
    }
    if matches!(args.positional[0].kind, Kind::Tuple(_)) {
        return Err(cx.error_help(
            "argument",
            "startswith() and endswith() of a tuple are not supported in RPython",
            "test each string by itself: s.startswith(a) or s.startswith(b)",
        ));
    }
    same_kind(cx, this, &args.positional[0])?;
    bounds(cx, args, 1, "startswith()/endswith()")?;
    Ok(SomeValue::BOOL)
}

fn find(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    same_kind(cx, this, &args.positional[0])?;
    bounds(cx, args, 1, "find()")?;
    Ok(SomeValue::INT)
}

fn count(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    same_kind(cx, this, &args.positional[0])?;
    bounds(cx, args, 1, "count()")?;
    Ok(SomeValue::NONNEG)
}

fn part(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    let (unicode, no_nul) = facts(this).unwrap_or((false, false));
    match args.positional.first() {
        // One byte can be taken for the character of the same number.
        Some(chars) if unicode && matches!(chars.kind, Kind::Char { .. }) => {}
        Some(chars) => {
            same_kind(cx, this, chars)?;
        }
        None if unicode => {
            return Err(cx.error_help(
                "argument",
                "strip() of a unicode string needs an argument in RPython: the characters to take away",
                "give them, as in u.strip(u' ')",
            ));
        }
        None => {}
    }
    Ok(text(unicode, no_nul))
}

fn join(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    let (unicode, mut no_nul) = facts(this).unwrap_or((false, false));
    let Kind::List(list) = args.positional[0].kind else {
        return Err(match args.positional[0].kind {
            Kind::None => cx.blocked("none", "join() is given what is only ever None"),
            _ => cx.error_help(
                "argument",
                format!("join() needs a list, and gets {}", cx.out.describe_a(&args.positional[0])),
                "make a list of strings first",
            ),
        });
    };
    let item = cx.list_item(list);
    if item.is_impossible() || item.is_none() {
        let empty = if unicode { cx.host.new_unicode(&[]) } else { cx.host.new_str(b"") };
        let empty = cx.constant(empty)?;
        return Ok(text(unicode, true)
            .map_kind(text(unicode, true).kind)
            .with_optional_const(empty.constant));
    }
    no_nul &= match item.kind {
        // Bytes are taken for the characters of the same numbers where nothing stands between them.
        Kind::Char { no_nul } if unicode && is_empty_constant(cx, this) => no_nul,
        _ => same_kind(cx, this, &item)?,
    };
    Ok(text(unicode, no_nul))
}

fn is_empty_constant(cx: &Cx<'_>, s: &SomeValue) -> bool {
    match s.constant.map(|c| cx.host.get(c)) {
        Some(Object::Str(bytes)) => bytes.is_empty(),
        Some(Object::Unicode(chars)) => chars.is_empty(),
        _ => false,
    }
}

fn split(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    let (unicode, no_nul) = facts(this).unwrap_or((false, false));
    if let Some(separator) = args.positional.first()
        && !separator.is_none()
    {
        same_kind(cx, this, separator)?;
    }
    if let Some(limit) = args.positional.get(1)
        && !matches!(limit.kind, Kind::Integer { .. })
    {
        return Err(cx.error("argument", "the limit of split() must be an integer"));
    }
    cx.new_list(&text(unicode, no_nul))
}

fn splitlines(cx: &mut Cx<'_>, this: &SomeValue, _args: &Args) -> R {
    let (unicode, no_nul) = facts(this).unwrap_or((false, false));
    cx.new_list(&text(unicode, no_nul))
}

fn replace(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    let (unicode, no_nul) = facts(this).unwrap_or((false, false));
    same_kind(cx, this, &args.positional[0])?;
    let other = same_kind(cx, this, &args.positional[1])?;
    Ok(text(unicode, no_nul && other))
}

fn case(cx: &mut Cx<'_>, this: &SomeValue, _args: &Args) -> R {
    let _ = cx;
    Ok(this.without_const().nonnoneify())
}

fn class_test(_cx: &mut Cx<'_>, _this: &SomeValue, _args: &Args) -> R {
    Ok(SomeValue::BOOL)
}

fn encoding(cx: &mut Cx<'_>, args: &Args) -> R<()> {
    let encoding = cx.name_const(&args.positional[0]).map(|n| n.as_str().to_lowercase());
    match encoding.as_deref() {
        Some("ascii" | "latin-1" | "latin1" | "iso-8859-1" | "utf-8" | "utf8") => {}
        Some(other) => {
            return Err(cx.error("codec", format!("the encoding {other} is not supported in RPython")));
        }
        None => return Err(cx.error("constant-needed", "the encoding must be a constant in RPython")),
    }
    if let Some(errors) = args.positional.get(1)
        && cx.name_const(errors).is_none()
    {
        return Err(
            cx.error("constant-needed", "the error handling of an encoding must be a constant in RPython")
        );
    }
    Ok(())
}

fn decode(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    encoding(cx, args)?;
    if let Some(known) = fold(cx, this, "decode", args)? {
        return Ok(known);
    }
    Ok(SomeValue::UNICODE)
}

fn encode(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    encoding(cx, args)?;
    if let Some(known) = fold(cx, this, "encode", args)? {
        return Ok(known);
    }
    Ok(SomeValue::str(facts(this).is_some_and(|f| f.1), false))
}

fn encode_str(cx: &mut Cx<'_>, this: &SomeValue, args: &Args) -> R {
    match fold(cx, this, "encode", args)? {
        Some(known) => Ok(known),
        None => Err(cx.error_help(
            "codec",
            "encode() of a byte string is not supported in RPython",
            "only unicode strings are encoded; byte strings are decoded",
        )),
    }
}

fn assert_str0(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let s = call.arg(0);
    let kind = match s.kind {
        Kind::Str { can_be_none, .. } => Kind::Str { no_nul: true, can_be_none },
        Kind::Unicode { can_be_none, .. } => Kind::Unicode { no_nul: true, can_be_none },
        Kind::Char { .. } => Kind::Char { no_nul: true },
        Kind::UniChar { .. } => Kind::UniChar { no_nul: true },
        Kind::None => Kind::None,
        _ => return Err(cx.error("argument", format!("{} is no string", cx.out.describe_a(s)))),
    };
    Ok(SomeValue { kind, constant: s.constant })
}

fn check_str0(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    match facts(call.arg(0)) {
        Some((_, true)) => Ok(SomeValue::NONE),
        _ if call.arg(0).is_none() || !cx.host.features.str_without_nul => Ok(SomeValue::NONE),
        _ => Err(cx.error_help(
            "str0",
            "this string is not proven to be free of NUL bytes",
            "use rpython.rlib.rstring.assert_str0(s)",
        )),
    }
}
