//! `template.format(...)` and `format(value, spec)`.

use rpython_base::Symbol;

use super::args::Keywords;
use super::format::{make_text, unicode_of};
use super::num::Num;
use crate::{Host, Obj, Object, Raised};

/// Arguments of `format` and how they were referred to so far.
struct Fields<'a> {
    args: &'a [Obj],
    keywords: Keywords<'a>,
    is_unicode: bool,
    next: usize,
    numbering: Numbering,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbering {
    Unknown,
    Automatic,
    Manual,
}

const OPEN: u32 = '{' as u32;
const CLOSE: u32 = '}' as u32;

/// `template.format(*args, **keywords)`
pub fn format(
    host: &mut Host,
    template: &[u32],
    is_unicode: bool,
    args: &[Obj],
    keywords: Keywords<'_>,
) -> Result<Obj, Raised> {
    let mut fields = Fields { args, keywords, is_unicode, next: 0, numbering: Numbering::Unknown };
    let text = expand(host, template, &mut fields, 2)?;
    Ok(make_text(host, &text, is_unicode))
}

fn expand(
    host: &mut Host,
    template: &[u32],
    fields: &mut Fields<'_>,
    depth: usize,
) -> Result<Vec<u32>, Raised> {
    if depth == 0 {
        return Err(Raised::value_error(host, "Max string recursion exceeded"));
    }
    let mut out = Vec::new();
    let mut at = 0;
    while at < template.len() {
        let c = template[at];
        let doubled = template.get(at + 1) == Some(&c);
        match c {
            OPEN | CLOSE if doubled => {
                out.push(c);
                at += 2;
            }
            CLOSE => return Err(Raised::value_error(host, "Single '}' encountered in format string")),
            OPEN => {
                let end = field_end(template, at + 1);
                let Some(end) = end else {
                    let message = if at + 1 == template.len() {
                        "Single '{' encountered in format string"
                    } else {
                        "unmatched '{' in format"
                    };
                    return Err(Raised::value_error(host, message));
                };
                out.extend(field(host, &template[at + 1..end], fields, depth)?);
                at = end + 1;
            }
            _ => {
                out.push(c);
                at += 1;
            }
        }
    }
    Ok(out)
}

/// Position of the brace that closes the field starting here.
fn field_end(template: &[u32], start: usize) -> Option<usize> {
    let mut open = 1;
    for (i, &c) in template.iter().enumerate().skip(start) {
        match c {
            OPEN => open += 1,
            CLOSE => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Some(i);
        }
    }
    None
}

/// One replacement field: `name!conversion:spec`.
fn field(host: &mut Host, text: &[u32], fields: &mut Fields<'_>, depth: usize) -> Result<Vec<u32>, Raised> {
    let mut brackets = 0;
    let mut name_end = text.len();
    for (i, &c) in text.iter().enumerate() {
        match char::from_u32(c) {
            Some('[') => brackets += 1,
            Some(']') => brackets = 0,
            Some('!' | ':') if brackets == 0 => {
                name_end = i;
                break;
            }
            _ => {}
        }
    }
    let (name, mut rest) = text.split_at(name_end);
    let mut conversion = None;
    if rest.first() == Some(&('!' as u32)) {
        let Some(&c) = rest.get(1) else {
            return Err(Raised::value_error(host, "end of format while looking for conversion specifier"));
        };
        conversion = char::from_u32(c);
        rest = &rest[2..];
        if !rest.is_empty() && rest[0] != ':' as u32 {
            return Err(Raised::value_error(host, "expected ':' after format specifier"));
        }
    }
    let mut value = lookup(host, name, fields)?;
    value = match conversion {
        None => value,
        Some('r') => {
            let text = host.repr(value)?;
            host.new_str(&text)
        }
        Some('s') if fields.is_unicode => {
            let text = unicode_of(host, value)?;
            host.new_unicode(&text)
        }
        Some('s') => {
            let text = host.str(value)?;
            host.new_str(&text)
        }
        Some(other) => {
            return Err(Raised::value_error(host, format!("Unknown conversion specifier {other}")));
        }
    };
    let spec = if rest.is_empty() { Vec::new() } else { expand(host, &rest[1..], fields, depth - 1)? };
    format_value(host, value, &spec, fields.is_unicode)
}

fn to_string(text: &[u32]) -> String {
    text.iter().map(|&c| char::from_u32(c).unwrap_or('\u{fffd}')).collect()
}

/// The object that a field name (`0.attr[key]`) refers to.
fn lookup(host: &mut Host, name: &[u32], fields: &mut Fields<'_>) -> Result<Obj, Raised> {
    let is_step = |c: &u32| *c == '.' as u32 || *c == '[' as u32;
    let first_end = name.iter().position(is_step).unwrap_or(name.len());
    let (first, mut rest) = name.split_at(first_end);
    let mut value = first_field(host, &to_string(first), fields)?;
    while !rest.is_empty() {
        if rest[0] == '.' as u32 {
            let end = rest[1..].iter().position(is_step).map_or(rest.len(), |i| i + 1);
            let attr = to_string(&rest[1..end]);
            if attr.is_empty() {
                return Err(Raised::value_error(host, "Empty attribute in format string"));
            }
            value = host.getattr(value, Symbol::intern(&attr))?;
            rest = &rest[end..];
            continue;
        }
        let Some(end) = rest.iter().position(|&c| c == ']' as u32).filter(|_| rest[0] == '[' as u32) else {
            return Err(Raised::value_error(host, "Missing ']' in format string"));
        };
        let key = to_string(&rest[1..end]);
        if key.is_empty() {
            return Err(Raised::value_error(host, "Empty attribute in format string"));
        }
        let key = match key.parse::<i64>() {
            Ok(index) if key.bytes().all(|b| b.is_ascii_digit()) => host.new_int(index),
            _ => make_text(host, &rest[1..end], fields.is_unicode),
        };
        value = host.getitem(value, key)?;
        rest = &rest[end + 1..];
    }
    Ok(value)
}

fn first_field(host: &mut Host, name: &str, fields: &mut Fields<'_>) -> Result<Obj, Raised> {
    let index = if name.is_empty() {
        if fields.numbering == Numbering::Manual {
            let message = "cannot switch from manual field specification to automatic field numbering";
            return Err(Raised::value_error(host, message));
        }
        fields.numbering = Numbering::Automatic;
        fields.next += 1;
        Some(fields.next - 1)
    } else if name.bytes().all(|b| b.is_ascii_digit()) {
        if fields.numbering == Numbering::Automatic {
            let message = "cannot switch from automatic field numbering to manual field specification";
            return Err(Raised::value_error(host, message));
        }
        fields.numbering = Numbering::Manual;
        name.parse().ok()
    } else {
        None
    };
    if let Some(index) = index {
        return match fields.args.get(index) {
            Some(&arg) => Ok(arg),
            None => Err(Raised::index_error(host, "tuple index out of range")),
        };
    }
    match fields.keywords.iter().find(|(keyword, _)| *keyword == name) {
        Some(&(_, value)) => Ok(value),
        None => {
            let key = host.new_text(name);
            Err(Raised::key_error(host, key))
        }
    }
}

/// `format(value, spec)` as code points.
pub fn format_value(host: &mut Host, value: Obj, spec: &[u32], is_unicode: bool) -> Result<Vec<u32>, Raised> {
    if host.is_user(value) {
        let name = Symbol::intern("__format__");
        if host.special_method(value, name)?.is_some_and(|m| !matches!(host.get(m), Object::Builtin(_))) {
            let spec = make_text(host, spec, is_unicode);
            if let Some(result) = host.call_special(value, name, &[spec])? {
                return unicode_or_bytes(host, result);
            }
        }
    }
    let plain = host.content(value);
    if !is_unicode && matches!(host.get(plain), Object::Unicode(_)) {
        host.encode_ascii(plain)?;
    }
    let text = match host.get(plain) {
        Object::Str(bytes) => Some(bytes.iter().map(|&b| b as u32).collect::<Vec<u32>>()),
        Object::Unicode(chars) => Some(chars.to_vec()),
        _ => None,
    };
    if spec.is_empty() {
        return match text {
            Some(text) if plain == value => Ok(text),
            _ if is_unicode => unicode_of(host, value),
            _ => Ok(host.str(value)?.into_iter().map(u32::from).collect()),
        };
    }
    let parsed = super::spec::parse_spec(spec).map_err(|e| Raised::value_error(host, e))?;
    if let Some(number) = super::number::to_num(host, plain) {
        return format_number(host, &number, &parsed);
    }
    let type_name = host.type_name(value);
    if !matches!(parsed.conversion, 0 | b's') {
        let name = if text.is_some() { type_name } else { "str" };
        return Err(Raised::value_error(host, super::spec::unknown_code(parsed.conversion, name)));
    }
    let shown = match text {
        Some(text) => text,
        None => host.str(value)?.into_iter().map(u32::from).collect(),
    };
    parsed.text(&shown).map_err(|e| Raised::value_error(host, e))
}

fn unicode_or_bytes(host: &mut Host, o: Obj) -> Result<Vec<u32>, Raised> {
    match host.get(host.content(o)) {
        Object::Str(bytes) => Ok(bytes.iter().map(|&b| b as u32).collect()),
        Object::Unicode(chars) => Ok(chars.to_vec()),
        _ => {
            let given = host.type_name(o);
            Err(Raised::type_error(host, format!("__format__ must return a str, not {given}")))
        }
    }
}

fn format_number(host: &mut Host, number: &Num, spec: &super::spec::Spec) -> Result<Vec<u32>, Raised> {
    let is_float_code = matches!(spec.conversion, b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%');
    let result = match (number.to_big(), number) {
        (Some(value), _) if !is_float_code => {
            let name = if matches!(number, Num::Long(_)) { "long" } else { "int" };
            spec.integer(&value).map_err(|text| text.replace("'int'", &format!("'{name}'")))
        }
        (_, Num::Complex(..)) => Err("format of complex numbers is not supported".to_owned()),
        _ => {
            let value = number.to_f64().map_err(|error| super::number::raise(host, error))?;
            spec.float(value)
        }
    };
    result.map_err(|text| {
        if text.starts_with("%c") {
            Raised::overflow_error(host, text)
        } else {
            Raised::value_error(host, text)
        }
    })
}
