//! Methods of `str`, `unicode` and `bytearray`.
//!
//! Each is written once, generic over the unit of text; [`text_methods!`] makes the built-in functions of
//! the three types from it. A `str` method with a `unicode` argument works on unicode, as in Python 2.

use std::rc::Rc;

use super::args::{self, Keywords};
use super::text::{self, Unit};
use super::unicode;
use crate::{BuiltinFn, Host, Obj, Object, Raised};

/// A unit whose texts are objects.
pub trait TextUnit: Unit {
    /// The text of an argument; `str` is decoded as ASCII where unicode is wanted. `None` if it is no text.
    fn text_of(host: &mut Host, o: Obj) -> Result<Option<Rc<[Self]>>, Raised>;
    /// A new `str` or `unicode`.
    fn make(host: &mut Host, text: &[Self]) -> Obj;
    /// As code points.
    fn widen(text: &[Self]) -> Vec<u32>;
}

impl TextUnit for u8 {
    fn text_of(host: &mut Host, o: Obj) -> Result<Option<Rc<[u8]>>, Raised> {
        Ok(match host.get(host.content(o)) {
            Object::Str(bytes) => Some(bytes.clone()),
            Object::ByteArray(bytes) => Some(bytes.as_slice().into()),
            Object::Unicode(_) => Some(host.encode_ascii(o)?.into()),
            _ => None,
        })
    }
    fn make(host: &mut Host, text: &[u8]) -> Obj {
        host.new_str(text)
    }
    fn widen(text: &[u8]) -> Vec<u32> {
        text.iter().map(|&b| b as u32).collect()
    }
}

impl TextUnit for u32 {
    fn text_of(host: &mut Host, o: Obj) -> Result<Option<Rc<[u32]>>, Raised> {
        let bytes = match host.get(host.content(o)) {
            Object::Unicode(chars) => return Ok(Some(chars.clone())),
            Object::Str(bytes) => bytes.to_vec(),
            Object::ByteArray(bytes) => bytes.clone(),
            _ => return Ok(None),
        };
        Ok(Some(super::codecs::decode(host, &bytes, "ascii", "strict")?.into()))
    }
    fn make(host: &mut Host, text: &[u32]) -> Obj {
        host.new_unicode(text)
    }
    fn widen(text: &[u32]) -> Vec<u32> {
        text.to_vec()
    }
}

/// A call of a text method: its name, the text it is on, the arguments after that.
struct Call<'a, U> {
    name: &'static str,
    this: Rc<[U]>,
    args: &'a [Obj],
    keywords: Keywords<'a>,
}

impl<U: TextUnit> Call<'_, U> {
    fn expect(&self, host: &mut Host, min: usize, max: usize) -> Result<(), Raised> {
        args::expect(host, self.name, self.args, self.keywords, (min, max))
    }

    fn text(&self, host: &mut Host, i: usize) -> Result<Rc<[U]>, Raised> {
        match U::text_of(host, self.args[i])? {
            Some(text) => Ok(text),
            None => {
                let given = host.type_name(self.args[i]);
                let message = format!("expected a character buffer object, not {given}");
                Err(Raised::type_error(host, message))
            }
        }
    }

    fn optional_text(&self, host: &mut Host, i: usize) -> Result<Option<Rc<[U]>>, Raised> {
        match self.args.get(i) {
            Some(&o) if o != Obj::NONE => self.text(host, i).map(Some),
            _ => Ok(None),
        }
    }

    fn int(&self, host: &mut Host, i: usize, default: i64) -> Result<i64, Raised> {
        self.args.get(i).map_or(Ok(default), |&o| args::int(host, o))
    }

    fn fill(&self, host: &mut Host, i: usize) -> Result<U, Raised> {
        if self.args.len() <= i {
            return Ok(U::ascii(b' '));
        }
        match self.text(host, i)?[..] {
            [unit] => Ok(unit),
            _ => {
                let message = format!("{}() argument 2 must be char, not str", self.name);
                Err(Raised::type_error(host, message))
            }
        }
    }

    /// The part of the text that optional bounds at these arguments choose, and where it starts.
    fn part(&self, host: &mut Host, i: usize) -> Result<Option<(usize, usize)>, Raised> {
        let start = args::bound(host, self.args.get(i).copied(), 0)?;
        let end = args::bound(host, self.args.get(i + 1).copied(), i64::MAX)?;
        Ok(text::clip(start, end, self.this.len()).filter(|&(from, _)| from <= self.this.len()))
    }
}

type Outcome = Result<Obj, Raised>;

fn list_of<U: TextUnit>(host: &mut Host, parts: &[&[U]]) -> Obj {
    let items = parts.iter().map(|part| U::make(host, part)).collect();
    host.new_list(items)
}

fn search<U: TextUnit>(host: &mut Host, c: &Call<U>, last: bool) -> Result<Option<usize>, Raised> {
    c.expect(host, 1, 3)?;
    let pattern = c.text(host, 0)?;
    let Some((start, end)) = c.part(host, 1)? else { return Ok(None) };
    let within = &c.this[start..end];
    let found = if last { text::rfind(within, &pattern) } else { text::find(within, &pattern) };
    Ok(found.map(|at| at + start))
}

fn position(host: &mut Host, found: Option<usize>) -> Outcome {
    Ok(host.new_int(found.map_or(-1, |at| at as i64)))
}

fn find<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    let found = search(host, &c, false)?;
    position(host, found)
}

fn rfind<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    let found = search(host, &c, true)?;
    position(host, found)
}

fn found_or_error(host: &mut Host, found: Option<usize>) -> Outcome {
    match found {
        Some(at) => Ok(host.new_int(at as i64)),
        None => Err(Raised::value_error(host, "substring not found")),
    }
}

fn index<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    let found = search(host, &c, false)?;
    found_or_error(host, found)
}

fn rindex<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    let found = search(host, &c, true)?;
    found_or_error(host, found)
}

fn count<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    c.expect(host, 1, 3)?;
    let pattern = c.text(host, 0)?;
    let count = c.part(host, 1)?.map_or(0, |(start, end)| text::count(&c.this[start..end], &pattern));
    Ok(host.new_int(count as i64))
}

fn affix<U: TextUnit>(host: &mut Host, c: &Call<U>, test: fn(&[U], &[U]) -> bool) -> Outcome {
    c.expect(host, 1, 3)?;
    let range = c.part(host, 1)?;
    let candidates = match host.get(host.content(c.args[0])) {
        Object::Tuple(items) => items.to_vec(),
        _ => vec![c.args[0]],
    };
    for candidate in candidates {
        let Some(affix) = U::text_of(host, candidate)? else {
            let given = host.type_name(candidate);
            let message = format!("{} first arg must be str, unicode, or tuple, not {given}", c.name);
            return Err(Raised::type_error(host, message));
        };
        if range.is_some_and(|(start, end)| test(&c.this[start..end], &affix)) {
            return Ok(Obj::TRUE);
        }
    }
    Ok(Obj::FALSE)
}

fn startswith<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    affix(host, &c, |text, affix| text.starts_with(affix))
}

fn endswith<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    affix(host, &c, |text, affix| text.ends_with(affix))
}

fn limit(value: i64) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

fn replace<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    c.expect(host, 2, 3)?;
    let (old, new) = (c.text(host, 0)?, c.text(host, 1)?);
    let limit = limit(c.int(host, 2, -1)?);
    Ok(U::make(host, &text::replace(&c.this, &old, &new, limit)))
}

fn split_with<U: TextUnit>(host: &mut Host, c: &Call<U>, from_right: bool) -> Outcome {
    c.expect(host, 0, 2)?;
    let separator = c.optional_text(host, 0)?;
    let limit = limit(c.int(host, 1, -1)?);
    if separator.as_ref().is_some_and(|s| s.is_empty()) {
        return Err(Raised::value_error(host, "empty separator"));
    }
    let parts = if from_right {
        text::rsplit(&c.this, separator.as_deref(), limit)
    } else {
        text::split(&c.this, separator.as_deref(), limit)
    };
    Ok(list_of(host, &parts))
}

fn split<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    split_with(host, &c, false)
}

fn rsplit<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    split_with(host, &c, true)
}

fn splitlines<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    let bound = args::bind(host, c.name, &["keepends"], 0, c.args, c.keywords)?;
    let keep = match bound[0] {
        Some(o) => host.is_true(o)?,
        None => false,
    };
    Ok(list_of(host, &text::split_lines(&c.this, keep)))
}

fn partition_at<U: TextUnit>(host: &mut Host, c: &Call<U>, last: bool) -> Outcome {
    c.expect(host, 1, 1)?;
    let separator = c.text(host, 0)?;
    if separator.is_empty() {
        return Err(Raised::value_error(host, "empty separator"));
    }
    let found = if last { text::rfind(&c.this, &separator) } else { text::find(&c.this, &separator) };
    let parts: [&[U]; 3] = match (found, last) {
        (Some(at), _) => [&c.this[..at], &separator, &c.this[at + separator.len()..]],
        (None, false) => [&c.this, &[], &[]],
        (None, true) => [&[], &[], &c.this],
    };
    let items: Vec<Obj> = parts.iter().map(|part| U::make(host, part)).collect();
    Ok(host.new_tuple(&items))
}

fn partition<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    partition_at(host, &c, false)
}

fn rpartition<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    partition_at(host, &c, true)
}

fn strip_sides<U: TextUnit>(host: &mut Host, c: &Call<U>, left: bool, right: bool) -> Outcome {
    c.expect(host, 0, 1)?;
    let chars = c.optional_text(host, 0)?;
    let drop = |unit: U| match &chars {
        Some(chars) => chars.contains(&unit),
        None => unit.is_space(),
    };
    let mut rest: &[U] = &c.this;
    if left {
        rest = text::strip_left(rest, drop);
    }
    if right {
        rest = text::strip_right(rest, drop);
    }
    Ok(U::make(host, rest))
}

fn strip<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    strip_sides(host, &c, true, true)
}

fn lstrip<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    strip_sides(host, &c, true, false)
}

fn rstrip<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    strip_sides(host, &c, false, true)
}

fn justify<U: TextUnit>(host: &mut Host, c: &Call<U>, how: fn(&[U], usize, U) -> Vec<U>) -> Outcome {
    c.expect(host, 1, 2)?;
    let width = c.int(host, 0, 0)?.max(0) as usize;
    let fill = c.fill(host, 1)?;
    Ok(U::make(host, &how(&c.this, width, fill)))
}

fn center<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    justify(host, &c, text::center)
}

fn ljust<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    justify(host, &c, |text, width, fill| text::pad(text, 0, width.saturating_sub(text.len()), fill))
}

fn rjust<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    justify(host, &c, |text, width, fill| text::pad(text, width.saturating_sub(text.len()), 0, fill))
}

fn zfill<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    c.expect(host, 1, 1)?;
    let width = c.int(host, 0, 0)?.max(0) as usize;
    Ok(U::make(host, &text::zfill(&c.this, width)))
}

fn expandtabs<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    c.expect(host, 0, 1)?;
    let size = c.int(host, 0, 8)?.max(0) as usize;
    Ok(U::make(host, &text::expand_tabs(&c.this, size)))
}

fn mapped<U: TextUnit>(host: &mut Host, c: &Call<U>, how: impl Fn(&[U]) -> Vec<U>) -> Outcome {
    c.expect(host, 0, 0)?;
    Ok(U::make(host, &how(&c.this)))
}

fn lower<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    mapped(host, &c, |text| text.iter().map(|u| u.lower()).collect())
}

fn upper<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    mapped(host, &c, |text| text.iter().map(|u| u.upper()).collect())
}

fn title<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    mapped(host, &c, text::title)
}

fn capitalize<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    mapped(host, &c, text::capitalize)
}

fn swapcase<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    mapped(host, &c, text::swap_case)
}

fn tested<U: TextUnit>(host: &mut Host, c: &Call<U>, test: impl Fn(&[U]) -> bool) -> Outcome {
    c.expect(host, 0, 0)?;
    Ok(host.new_bool(test(&c.this)))
}

fn all_units<U: Unit>(text: &[U], test: impl Fn(&U) -> bool) -> bool {
    !text.is_empty() && text.iter().all(test)
}

fn isalpha<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    tested(host, &c, |text| all_units(text, |u| u.is_alpha()))
}

fn isdigit<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    tested(host, &c, |text| all_units(text, |u| u.is_digit()))
}

fn isalnum<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    tested(host, &c, |text| all_units(text, |u| u.is_alnum()))
}

fn isspace<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    tested(host, &c, |text| all_units(text, |u| u.is_space()))
}

fn isupper<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    tested(host, &c, text::is_upper)
}

fn islower<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    tested(host, &c, text::is_lower)
}

fn istitle<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    tested(host, &c, text::is_title)
}

fn join<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    c.expect(host, 1, 1)?;
    let items = host.collect(c.args[0])?;
    join_items::<U>(host, &c.this, &items)
}

/// `separator.join(items)`; unicode as soon as an item is.
fn join_items<U: TextUnit>(host: &mut Host, separator: &[U], items: &[Obj]) -> Outcome {
    let mut result: Vec<U> = Vec::new();
    for (i, &item) in items.iter().enumerate() {
        let is_unicode = matches!(host.get(host.content(item)), Object::Unicode(_));
        if is_unicode && items.len() == 1 && host.content(item) == item {
            return Ok(item);
        }
        if is_unicode && std::mem::size_of::<U>() == 1 {
            let separator = super::codecs::decode(host, &to_bytes(separator), "ascii", "strict")?;
            return join_items::<u32>(host, &separator, items);
        }
        let Some(text) = U::text_of(host, item)? else {
            let wanted = if std::mem::size_of::<U>() == 1 { "string" } else { "string or Unicode" };
            let given = host.type_name(item);
            let message = format!("sequence item {i}: expected {wanted}, {given} found");
            return Err(Raised::type_error(host, message));
        };
        if items.len() == 1 && host.content(item) == item && !matches!(host.get(item), Object::ByteArray(_)) {
            let same_kind = is_unicode == (std::mem::size_of::<U>() != 1);
            if same_kind {
                return Ok(item);
            }
        }
        if i > 0 {
            result.extend_from_slice(separator);
        }
        result.extend_from_slice(&text);
    }
    Ok(U::make(host, &result))
}

fn to_bytes<U: Unit>(text: &[U]) -> Vec<u8> {
    text.iter().map(|u| u.code() as u8).collect()
}

fn format<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    let template = U::widen(&c.this);
    let is_unicode = std::mem::size_of::<U>() != 1;
    super::strformat::format(host, &template, is_unicode, c.args, c.keywords)
}

fn dunder_format<U: TextUnit>(host: &mut Host, c: Call<U>) -> Outcome {
    c.expect(host, 1, 1)?;
    let spec = c.text(host, 0)?;
    let spec = super::spec::parse_spec(&U::widen(&spec)).map_err(|e| Raised::value_error(host, e))?;
    if !matches!(spec.conversion, 0 | b's') {
        let message = super::spec::unknown_code(spec.conversion, "str");
        return Err(Raised::value_error(host, message));
    }
    let shown = spec.text(&U::widen(&c.this)).map_err(|e| Raised::value_error(host, e))?;
    Ok(super::format::make_text(host, &shown, std::mem::size_of::<U>() != 1))
}

fn codec_args(host: &mut Host, name: &str, a: &[Obj], kw: Keywords<'_>) -> Result<(String, String), Raised> {
    let bound = args::bind(host, name, &["encoding", "errors"], 0, a, kw)?;
    let mut texts = ["ascii".to_owned(), "strict".to_owned()];
    for (text, o) in texts.iter_mut().zip(bound) {
        if let Some(o) = o {
            *text = String::from_utf8_lossy(&host.str(o)?).into_owned();
        }
    }
    let [encoding, errors] = texts;
    Ok((encoding, errors))
}

fn hex_digits(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|b| format!("{b:02x}").into_bytes()).collect()
}

fn unhex(host: &mut Host, bytes: &[u8]) -> Outcome {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let pairs = (0..bytes.len() / 2).map(|i| u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok());
    match pairs.collect::<Option<Vec<u8>>>().filter(|_| bytes.len().is_multiple_of(2)) {
        Some(decoded) => Ok(host.new_str(&decoded)),
        None => Err(Raised::type_error(host, "Non-hexadecimal digit found")),
    }
}

fn rot13(bytes: &[u8]) -> Vec<u8> {
    let turn = |b: u8, base: u8| (b - base + 13) % 26 + base;
    bytes
        .iter()
        .map(|&b| match b {
            b'a'..=b'z' => turn(b, b'a'),
            b'A'..=b'Z' => turn(b, b'A'),
            _ => b,
        })
        .collect()
}

/// `str.decode`, `unicode.decode`
fn decode(host: &mut Host, a: &[Obj], kw: Keywords<'_>) -> Outcome {
    let (encoding, errors) = codec_args(host, "decode", &a[1..], kw)?;
    let Some(bytes) = u8::text_of(host, a[0])? else { return Ok(a[0]) };
    match encoding.as_str() {
        "hex" | "hex_codec" => unhex(host, &bytes),
        "rot13" | "rot_13" | "rot-13" => Ok(host.new_unicode(&u8::widen(&rot13(&bytes)))),
        "string-escape" | "string_escape" => match super::codecs::decode_string_escape(&bytes) {
            Ok(decoded) => Ok(host.new_str(&decoded)),
            Err(text) => Err(Raised::value_error(host, text)),
        },
        _ => {
            let chars = super::codecs::decode(host, &bytes, &encoding, &errors)?;
            Ok(host.new_unicode(&chars))
        }
    }
}

/// `unicode.encode`, `str.encode` (which decodes as ASCII first)
fn encode(host: &mut Host, a: &[Obj], kw: Keywords<'_>) -> Outcome {
    let (encoding, errors) = codec_args(host, "encode", &a[1..], kw)?;
    let bytes_only = ["hex", "hex_codec", "rot13", "rot_13", "rot-13", "string-escape", "string_escape"]
        .contains(&&*encoding);
    let bytes = match host.get(host.content(a[0])) {
        Object::Str(bytes) => Some(bytes.clone()),
        Object::Unicode(_) if bytes_only => Some(host.encode_ascii(a[0])?.into()),
        _ => None,
    };
    if let Some(bytes) = bytes {
        let encoded = match encoding.as_str() {
            "hex" | "hex_codec" => Some(hex_digits(&bytes)),
            "rot13" | "rot_13" | "rot-13" => Some(rot13(&bytes)),
            "string-escape" | "string_escape" => Some(super::repr::escape_bytes(&bytes)),
            _ => None,
        };
        if let Some(encoded) = encoded {
            return Ok(host.new_str(&encoded));
        }
    }
    let Some(chars) = u32::text_of(host, a[0])? else { return Ok(a[0]) };
    let encoded = super::codecs::encode(host, &chars, &encoding, &errors)?;
    Ok(host.new_str(&encoded))
}

/// `str.translate(table, deletechars)`
fn translate_bytes(host: &mut Host, a: &[Obj], kw: Keywords<'_>) -> Outcome {
    args::expect(host, "translate", &a[1..], kw, (1, 2))?;
    let this = u8::text_of(host, a[0])?.unwrap_or_default();
    let table = if a[1] == Obj::NONE { None } else { u8::text_of(host, a[1])? };
    let deleted = match a.get(2) {
        Some(&o) => u8::text_of(host, o)?.unwrap_or_default(),
        None => Rc::from([]),
    };
    if table.as_ref().is_some_and(|t| t.len() != 256) {
        return Err(Raised::value_error(host, "translation table must be 256 characters long"));
    }
    let kept = this.iter().filter(|b| !deleted.contains(b));
    let result: Vec<u8> = kept.map(|&b| table.as_ref().map_or(b, |t| t[b as usize])).collect();
    Ok(host.new_str(&result))
}

/// `unicode.translate(mapping)`
fn translate_unicode(host: &mut Host, a: &[Obj], kw: Keywords<'_>) -> Outcome {
    args::expect(host, "translate", &a[1..], kw, (1, 1))?;
    let this = u32::text_of(host, a[0])?.unwrap_or_default();
    let mut result = Vec::new();
    for &c in this.iter() {
        let key = host.new_int(c as i64);
        let value = match host.getitem(a[1], key) {
            Ok(value) => value,
            Err(raised) if host.raised_is(&raised, host.exc.lookup_error) => {
                result.push(c);
                continue;
            }
            Err(raised) => return Err(raised),
        };
        if value == Obj::NONE {
            continue;
        }
        match host.int_value(value) {
            Some(code) => result.push(code as u32),
            None => match u32::text_of(host, value)? {
                Some(text) => result.extend_from_slice(&text),
                None => {
                    let message = "character mapping must return integer, None or unicode";
                    return Err(Raised::type_error(host, message));
                }
            },
        }
    }
    Ok(host.new_unicode(&result))
}

fn getnewargs(host: &mut Host, a: &[Obj], _: Keywords<'_>) -> Outcome {
    let plain = host.content(a[0]);
    Ok(host.new_tuple(&[plain]))
}

fn is_unicode_decimal(host: &mut Host, a: &[Obj], _: Keywords<'_>) -> Outcome {
    let this = u32::text_of(host, a[0])?.unwrap_or_default();
    Ok(host.new_bool(all_units(&this, |&u| unicode::has(u, unicode::DECIMAL))))
}

fn is_unicode_numeric(host: &mut Host, a: &[Obj], _: Keywords<'_>) -> Outcome {
    let this = u32::text_of(host, a[0])?.unwrap_or_default();
    Ok(host.new_bool(all_units(&this, |&u| unicode::has(u, unicode::NUMERIC))))
}

/// Runs a method on bytes, or on unicode if an argument is unicode.
fn on_str(
    host: &mut Host,
    name: &'static str,
    a: &[Obj],
    keywords: Keywords<'_>,
    narrow: fn(&mut Host, Call<u8>) -> Outcome,
    wide: fn(&mut Host, Call<u32>) -> Outcome,
) -> Outcome {
    let any_unicode = |host: &Host, o: Obj| match host.get(host.content(o)) {
        Object::Unicode(_) => true,
        Object::Tuple(items) if name.ends_with("swith") => {
            items.iter().any(|&item| matches!(host.get(host.content(item)), Object::Unicode(_)))
        }
        _ => false,
    };
    if name != "format" && name != "__format__" && a[1..].iter().any(|&o| any_unicode(host, o)) {
        return on_unicode(host, name, a, keywords, wide);
    }
    match u8::text_of(host, a[0])? {
        Some(this) => narrow(host, Call { name, this, args: &a[1..], keywords }),
        None => wrong_object(host, name, a[0]),
    }
}

fn on_unicode(
    host: &mut Host,
    name: &'static str,
    a: &[Obj],
    keywords: Keywords<'_>,
    wide: fn(&mut Host, Call<u32>) -> Outcome,
) -> Outcome {
    match u32::text_of(host, a[0])? {
        Some(this) => wide(host, Call { name, this, args: &a[1..], keywords }),
        None => wrong_object(host, name, a[0]),
    }
}

fn wrong_object(host: &mut Host, name: &str, o: Obj) -> Outcome {
    let given = host.type_name(o);
    Err(Raised::type_error(
        host,
        format!("descriptor '{name}' requires a string object but received a '{given}'"),
    ))
}

/// Runs a method on the bytes of a bytearray; texts in the result become bytearrays.
fn on_bytearray(
    host: &mut Host,
    name: &'static str,
    a: &[Obj],
    keywords: Keywords<'_>,
    narrow: fn(&mut Host, Call<u8>) -> Outcome,
) -> Outcome {
    let Some(this) = u8::text_of(host, a[0])? else { return wrong_object(host, name, a[0]) };
    let result = narrow(host, Call { name, this, args: &a[1..], keywords })?;
    Ok(as_bytearray(host, result))
}

fn as_bytearray(host: &mut Host, o: Obj) -> Obj {
    match host.get(o) {
        Object::Str(bytes) => {
            let bytes = bytes.to_vec();
            host.alloc(Object::ByteArray(bytes))
        }
        Object::List(items) => {
            let items = items.clone();
            let items = items.into_iter().map(|item| as_bytearray(host, item)).collect();
            host.new_list(items)
        }
        Object::Tuple(items) => {
            let items = items.clone();
            let items: Vec<Obj> = items.iter().map(|&item| as_bytearray(host, item)).collect();
            host.new_tuple(&items)
        }
        _ => o,
    }
}

macro_rules! text_methods {
    ($($name:literal => $func:ident,)*) => {
        const STR: &[(&str, BuiltinFn)] =
            &[$(($name, |host, a, kw| on_str(host, $name, a, kw, $func::<u8>, $func::<u32>)),)*];
        const UNICODE: &[(&str, BuiltinFn)] =
            &[$(($name, |host, a, kw| on_unicode(host, $name, a, kw, $func::<u32>)),)*];
        const BYTEARRAY: &[(&str, BuiltinFn)] =
            &[$(($name, |host, a, kw| on_bytearray(host, $name, a, kw, $func::<u8>)),)*];
    };
}

text_methods! {
    "find" => find,
    "rfind" => rfind,
    "index" => index,
    "rindex" => rindex,
    "count" => count,
    "startswith" => startswith,
    "endswith" => endswith,
    "replace" => replace,
    "split" => split,
    "rsplit" => rsplit,
    "splitlines" => splitlines,
    "partition" => partition,
    "rpartition" => rpartition,
    "strip" => strip,
    "lstrip" => lstrip,
    "rstrip" => rstrip,
    "center" => center,
    "ljust" => ljust,
    "rjust" => rjust,
    "zfill" => zfill,
    "expandtabs" => expandtabs,
    "lower" => lower,
    "upper" => upper,
    "title" => title,
    "capitalize" => capitalize,
    "swapcase" => swapcase,
    "isalpha" => isalpha,
    "isdigit" => isdigit,
    "isalnum" => isalnum,
    "isspace" => isspace,
    "isupper" => isupper,
    "islower" => islower,
    "istitle" => istitle,
    "join" => join,
    "format" => format,
    "__format__" => dunder_format,
}

/// Adds the methods to the three classes.
pub fn register(host: &mut Host) {
    let c = host.classes.clone();
    host.add_methods(c.str, STR);
    host.add_methods(
        c.str,
        &[
            ("decode", decode),
            ("encode", encode),
            ("translate", translate_bytes),
            ("__getnewargs__", getnewargs),
        ],
    );
    host.add_methods(c.unicode, UNICODE);
    host.add_methods(
        c.unicode,
        &[
            ("decode", decode),
            ("encode", encode),
            ("translate", translate_unicode),
            ("isnumeric", is_unicode_numeric),
            ("isdecimal", is_unicode_decimal),
            ("__getnewargs__", getnewargs),
        ],
    );
    host.add_methods(c.bytearray, BYTEARRAY);
    host.add_methods(c.bytearray, &[("decode", decode)]);
}
