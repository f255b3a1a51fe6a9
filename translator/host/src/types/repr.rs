//! `repr` and `str` of the built-in types.

use super::codecs::escape;
use super::floattext::{float_repr, float_str};
use crate::{Host, Obj, Object, Raised};

/// Bytes with everything but printable ASCII escaped, quotes excepted.
pub fn escape_bytes(bytes: &[u8]) -> Vec<u8> {
    escape_with_quote(bytes, b'\'')
}

fn escape_with_quote(bytes: &[u8], quote: u8) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 2);
    for &b in bytes {
        match b {
            b'\\' => out.extend(b"\\\\"),
            b'\t' => out.extend(b"\\t"),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            _ if b == quote => out.extend([b'\\', b]),
            b' '..=b'~' => out.push(b),
            _ => out.extend(escape(b as u32).into_bytes()),
        }
    }
    out
}

/// `repr(str)`
pub fn bytes(bytes: &[u8]) -> Vec<u8> {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') { b'"' } else { b'\'' };
    let mut out = vec![quote];
    out.extend(escape_with_quote(bytes, quote));
    out.push(quote);
    out
}

/// `repr(unicode)`
pub fn unicode(chars: &[u32]) -> Vec<u8> {
    let has = |c: u8| chars.contains(&(c as u32));
    let quote = if has(b'\'') && !has(b'"') { b'"' } else { b'\'' };
    let mut out = vec![b'u', quote];
    for &c in chars {
        match u8::try_from(c) {
            Ok(b) => out.extend(escape_with_quote(&[b], quote)),
            Err(_) => out.extend(escape(c).into_bytes()),
        }
    }
    out.push(quote);
    out
}

fn complex_text(re: f64, im: f64, show: fn(f64) -> String) -> String {
    let part = |value: f64| {
        let text = show(value);
        text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
    };
    let (real, imaginary) = (part(re), part(im));
    if re == 0.0 && re.is_sign_positive() {
        return format!("{imaginary}j");
    }
    let plus = if imaginary.starts_with('-') { "" } else { "+" };
    format!("({real}{plus}{imaginary}j)")
}

/// Runs `body` unless `o` is being shown already; then `placeholder` stands for it.
fn guarded(
    host: &mut Host,
    o: Obj,
    placeholder: &str,
    body: impl FnOnce(&mut Host) -> Result<Vec<u8>, Raised>,
) -> Result<Vec<u8>, Raised> {
    if host.repr_stack.contains(&o) {
        return Ok(placeholder.as_bytes().to_vec());
    }
    host.repr_stack.push(o);
    let result = body(host);
    host.repr_stack.pop();
    result
}

/// Reprs with commas between.
fn joined(host: &mut Host, items: &[Obj]) -> Result<Vec<u8>, Raised> {
    let mut out = Vec::new();
    for (i, &item) in items.iter().enumerate() {
        if i > 0 {
            out.extend(b", ");
        }
        out.extend(host.repr(item)?);
    }
    Ok(out)
}

fn wrapped(open: &str, inner: Vec<u8>, close: &str) -> Vec<u8> {
    let mut out = open.as_bytes().to_vec();
    out.extend(inner);
    out.extend(close.as_bytes());
    out
}

fn dict_repr(host: &mut Host, items: &[(Obj, Obj)]) -> Result<Vec<u8>, Raised> {
    let mut out = b"{".to_vec();
    for (i, &(key, value)) in items.iter().enumerate() {
        if i > 0 {
            out.extend(b", ");
        }
        out.extend(host.repr(key)?);
        out.extend(b": ");
        out.extend(host.repr(value)?);
    }
    out.push(b'}');
    Ok(out)
}

fn slice_repr(host: &mut Host, parts: [Obj; 3]) -> Result<Vec<u8>, Raised> {
    Ok(wrapped("slice(", joined(host, &parts)?, ")"))
}

fn xrange_repr(start: i64, stop: i64, step: i64) -> String {
    let count = crate::iter::range_len(start, stop, step) as i64;
    let stop = start.wrapping_add(count.wrapping_mul(step));
    match (start, step) {
        (0, 1) => format!("xrange({stop})"),
        (_, 1) => format!("xrange({start}, {stop})"),
        _ => format!("xrange({start}, {stop}, {step})"),
    }
}

/// `repr(o)` of a plain object, for types that have their own.
pub fn repr(host: &mut Host, o: Obj) -> Result<Option<Vec<u8>>, Raised> {
    let text = match host.get(o) {
        Object::None => "None".to_owned(),
        Object::Bool(value) => if *value { "True" } else { "False" }.to_owned(),
        Object::Int(value) => value.to_string(),
        Object::Long(value) => format!("{value}L"),
        Object::RInt(ty, value) => {
            format!("{}({})", super::rint::class_name(*ty), super::rint::to_big(*ty, *value))
        }
        Object::Float(value) => float_repr(*value),
        Object::SingleFloat(value) => format!("r_singlefloat({})", float_repr(*value as f64)),
        Object::LongFloat(value) => format!("r_longfloat({})", float_repr(*value)),
        Object::Complex(re, im) => complex_text(*re, *im, float_repr),
        Object::XRange(start, stop, step) => xrange_repr(*start, *stop, *step),
        Object::Str(text) => return Ok(Some(bytes(text))),
        Object::Unicode(chars) => return Ok(Some(unicode(chars))),
        Object::ByteArray(content) => return Ok(Some(wrapped("bytearray(b", bytes(content), ")"))),
        Object::Slice(parts) => {
            let parts = **parts;
            return slice_repr(host, parts).map(Some);
        }
        _ => return container_repr(host, o),
    };
    Ok(Some(text.into_bytes()))
}

fn container_repr(host: &mut Host, o: Obj) -> Result<Option<Vec<u8>>, Raised> {
    match host.get(o) {
        Object::List(items) => {
            let items = items.clone();
            guarded(host, o, "[...]", |host| Ok(wrapped("[", joined(host, &items)?, "]"))).map(Some)
        }
        Object::Tuple(items) => {
            let items = items.clone();
            let close = if items.len() == 1 { ",)" } else { ")" };
            guarded(host, o, "(...)", |host| Ok(wrapped("(", joined(host, &items)?, close))).map(Some)
        }
        Object::Dict(_) | Object::AttrDict(_) | Object::Namespace(_) => {
            let items = super::dict_items(host, o);
            let proxy =
                matches!(host.get(o), Object::AttrDict(_)) && host.class_of(o) == host.classes.dictproxy;
            guarded(host, o, "{...}", |host| {
                let text = dict_repr(host, &items)?;
                Ok(if proxy { wrapped("dict_proxy(", text, ")") } else { text })
            })
            .map(Some)
        }
        Object::Set(data) | Object::FrozenSet(data) => {
            let keys = data.keys();
            let name = if matches!(host.get(o), Object::Set(_)) { "set" } else { "frozenset" };
            let placeholder = format!("{name}(...)");
            guarded(host, o, &placeholder, |host| {
                Ok(wrapped(&format!("{name}(["), joined(host, &keys)?, "])"))
            })
            .map(Some)
        }
        Object::LLType(_) | Object::LLPtr(_) | Object::LLContainer(_) | Object::Address(_) => {
            Ok(crate::lltype::repr(host, o).map(String::into_bytes))
        }
        _ => Ok(None),
    }
}

/// `str(o)` of a plain object where it differs from `repr(o)`.
pub fn str(host: &mut Host, o: Obj) -> Result<Option<Vec<u8>>, Raised> {
    let text = match host.get(o) {
        Object::Float(value) => float_str(*value),
        Object::Long(value) => value.to_string(),
        Object::RInt(ty, value) => super::rint::to_big(*ty, *value).to_string(),
        Object::Complex(re, im) => complex_text(*re, *im, float_str),
        Object::Str(text) => return Ok(Some(text.to_vec())),
        Object::ByteArray(content) => return Ok(Some(content.clone())),
        _ => return Ok(None),
    };
    Ok(Some(text.into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoting() {
        assert_eq!(bytes(b"it's"), b"\"it's\"");
        assert_eq!(bytes(b"it's \"x\""), b"'it\\'s \"x\"'");
        assert_eq!(bytes(b"\x00\t\xff\\"), b"'\\x00\\t\\xff\\\\'");
        assert_eq!(unicode(&[0x41, 0xe9, 0x20ac, 0x1f600]), b"u'A\\xe9\\u20ac\\U0001f600'");
    }

    #[test]
    fn complex_numbers() {
        assert_eq!(complex_text(0.0, 1.0, float_repr), "1j");
        assert_eq!(complex_text(1.5, -2.0, float_repr), "(1.5-2j)");
    }
}
