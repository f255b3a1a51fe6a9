//! `template % arguments` for str and unicode.

use num_bigint::BigInt;

use super::args;
use super::num::Num;
use super::spec::Directive;
use crate::{Host, Obj, Object, Raised};

/// A `str` or `unicode` of these code points.
pub fn make_text(host: &mut Host, text: &[u32], is_unicode: bool) -> Obj {
    if is_unicode {
        return host.new_unicode(text);
    }
    let bytes: Vec<u8> = text.iter().map(|&c| c as u8).collect();
    host.new_str(&bytes)
}

/// A formatting under way.
struct Formatter<'a> {
    template: &'a [u32],
    at: usize,
    is_unicode: bool,
    args: Vec<Obj>,
    next_arg: usize,
    mapping: Option<Obj>,
    out: Vec<u32>,
}

/// Why formatting stopped.
enum Stop {
    Raised(Raised),
    /// A `str` template met a unicode argument: start again with a unicode template.
    NeedsUnicode,
}

impl From<Raised> for Stop {
    fn from(raised: Raised) -> Stop {
        Stop::Raised(raised)
    }
}

/// `template % args`, where `template` is a plain `str` or `unicode`.
pub fn percent(host: &mut Host, template: Obj, args: Obj) -> Result<Obj, Raised> {
    let (units, is_unicode): (Vec<u32>, bool) = match host.get(template) {
        Object::Str(bytes) => (bytes.iter().map(|&b| b as u32).collect(), false),
        Object::Unicode(chars) => (chars.to_vec(), true),
        _ => return Err(Raised::type_error(host, "a format string is required")),
    };
    match run(host, &units, is_unicode, args) {
        Ok(text) => Ok(make_text(host, &text, is_unicode)),
        Err(Stop::Raised(raised)) => Err(raised),
        Err(Stop::NeedsUnicode) => {
            let bytes: Vec<u8> = units.iter().map(|&c| c as u8).collect();
            let decoded = super::codecs::decode(host, &bytes, "ascii", "strict")?;
            match run(host, &decoded, true, args) {
                Ok(text) => Ok(host.new_unicode(&text)),
                Err(Stop::Raised(raised)) => Err(raised),
                Err(Stop::NeedsUnicode) => Err(Raised::system_error(host, "unicode formatting failed")),
            }
        }
    }
}

fn is_mapping(host: &mut Host, o: Obj) -> Result<bool, Raised> {
    match host.get(host.content(o)) {
        Object::Tuple(_) | Object::Str(_) | Object::Unicode(_) => Ok(false),
        Object::Dict(_)
        | Object::AttrDict(_)
        | Object::Namespace(_)
        | Object::List(_)
        | Object::ByteArray(_) => Ok(true),
        Object::Instance(_) => {
            let name = host.names.getitem;
            Ok(host.special_method(o, name)?.is_some())
        }
        _ => Ok(false),
    }
}

fn run(host: &mut Host, template: &[u32], is_unicode: bool, args: Obj) -> Result<Vec<u32>, Stop> {
    let mapping = is_mapping(host, args)?.then_some(args);
    let list = match host.get(host.content(args)) {
        Object::Tuple(items) => items.to_vec(),
        _ => vec![args],
    };
    let mut f = Formatter { template, at: 0, is_unicode, args: list, next_arg: 0, mapping, out: Vec::new() };
    while f.at < template.len() {
        let c = template[f.at];
        f.at += 1;
        if c == '%' as u32 { f.directive(host)? } else { f.out.push(c) }
    }
    if f.next_arg < f.args.len() && f.mapping.is_none() {
        return Err(Raised::type_error(host, "not all arguments converted during string formatting").into());
    }
    Ok(f.out)
}

impl Formatter<'_> {
    fn peek(&self) -> Option<u32> {
        self.template.get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte as u32);
        self.at += found as usize;
        found
    }

    fn take(&mut self, host: &mut Host) -> Result<u32, Raised> {
        match self.peek() {
            Some(c) => {
                self.at += 1;
                Ok(c)
            }
            None => Err(Raised::value_error(host, "incomplete format")),
        }
    }

    fn next(&mut self, host: &mut Host) -> Result<Obj, Raised> {
        match self.args.get(self.next_arg) {
            Some(&arg) => {
                self.next_arg += 1;
                Ok(arg)
            }
            None => Err(Raised::type_error(host, "not enough arguments for format string")),
        }
    }

    /// `%(key)`: the value becomes the only argument left.
    fn key(&mut self, host: &mut Host) -> Result<(), Raised> {
        let Some(mapping) = self.mapping else {
            return Err(Raised::type_error(host, "format requires a mapping"));
        };
        let start = self.at;
        let mut depth = 1;
        while depth > 0 {
            match self.peek() {
                None => return Err(Raised::value_error(host, "incomplete format key")),
                Some(c) if c == ')' as u32 => depth -= 1,
                Some(c) if c == '(' as u32 => depth += 1,
                Some(_) => {}
            }
            self.at += 1;
        }
        let key = make_text(host, &self.template[start..self.at - 1], self.is_unicode);
        let value = host.getitem(mapping, key)?;
        self.args = vec![value];
        self.next_arg = 0;
        Ok(())
    }

    fn flags(&mut self, directive: &mut Directive) {
        loop {
            if self.eat(b'-') {
                directive.left = true;
            } else if self.eat(b'+') {
                directive.plus = true;
            } else if self.eat(b' ') {
                directive.blank = true;
            } else if self.eat(b'#') {
                directive.alternate = true;
            } else if self.eat(b'0') {
                directive.zero = true;
            } else {
                return;
            }
        }
    }

    /// Digits or `*`.
    fn number(&mut self, host: &mut Host, what: &str) -> Result<Option<i64>, Raised> {
        if self.eat(b'*') {
            let arg = self.next(host)?;
            return match host.get(host.content(arg)) {
                Object::Int(_) | Object::Bool(_) | Object::Long(_) => Ok(host.int_value(arg)),
                _ => Err(Raised::type_error(host, "* wants int")),
            };
        }
        let start = self.at;
        let mut value = 0i64;
        while let Some(digit) = self.peek().and_then(char::from_u32).and_then(|c| c.to_digit(10)) {
            value = value * 10 + digit as i64;
            if value > i32::MAX as i64 {
                return Err(Raised::value_error(host, format!("{what} too big")));
            }
            self.at += 1;
        }
        Ok((self.at > start).then_some(value))
    }

    fn directive(&mut self, host: &mut Host) -> Result<(), Stop> {
        let mut d = Directive::default();
        if self.eat(b'(') {
            self.key(host)?;
        }
        self.flags(&mut d);
        let width = self.number(host, "width")?.unwrap_or(0);
        d.left |= width < 0;
        d.width = width.unsigned_abs() as usize;
        if self.eat(b'.') {
            let precision = self.number(host, "prec")?.unwrap_or(0);
            d.precision = Some(precision.max(0) as usize);
        }
        while self.eat(b'h') || self.eat(b'l') || self.eat(b'L') {}
        let conversion = self.take(host)?;
        d.conversion = u8::try_from(conversion).unwrap_or(0);
        if d.conversion == b'%' {
            self.pad(&d, vec!['%' as u32]);
            return Ok(());
        }
        let arg = self.next(host)?;
        self.convert(host, &d, conversion, arg)
    }

    fn pad(&mut self, d: &Directive, text: Vec<u32>) {
        let room = d.width.saturating_sub(text.len());
        let blanks = std::iter::repeat_n(' ' as u32, room);
        if d.left {
            self.out.extend(text);
            self.out.extend(blanks);
        } else {
            self.out.extend(blanks);
            self.out.extend(text);
        }
    }

    fn convert(&mut self, host: &mut Host, d: &Directive, conversion: u32, arg: Obj) -> Result<(), Stop> {
        match d.conversion {
            b's' | b'r' => {
                let mut text = self.text_of(host, d.conversion, arg)?;
                text.truncate(d.precision.unwrap_or(text.len()));
                self.pad(d, text);
            }
            b'c' => {
                let c = self.char_of(host, arg)?;
                self.pad(d, vec![c]);
            }
            b'd' | b'i' | b'u' | b'o' | b'x' | b'X' => {
                let shown = if self.is_unicode && d.conversion == b'i' { b'd' } else { d.conversion };
                let (value, is_long) = integer(host, shown, arg)?;
                self.out.extend(d.integer(&value, is_long).chars().map(|c| c as u32));
            }
            b'e' | b'E' | b'f' | b'F' | b'g' | b'G' => {
                let value = float(host, arg, self.is_unicode)?;
                self.out.extend(d.float(value).chars().map(|c| c as u32));
            }
            _ => {
                let shown = char::from_u32(conversion).filter(|c| (' '..='~').contains(c)).unwrap_or('?');
                let index = self.at - 1;
                let message =
                    format!("unsupported format character '{shown}' (0x{conversion:x}) at index {index}");
                return Err(Raised::value_error(host, message).into());
            }
        }
        Ok(())
    }

    fn text_of(&mut self, host: &mut Host, conversion: u8, arg: Obj) -> Result<Vec<u32>, Stop> {
        if conversion == b'r' {
            return Ok(host.repr(arg)?.into_iter().map(u32::from).collect());
        }
        if let Object::Unicode(chars) = host.get(host.content(arg)) {
            if !self.is_unicode {
                return Err(Stop::NeedsUnicode);
            }
            if host.content(arg) == arg {
                return Ok(chars.to_vec());
            }
        }
        if self.is_unicode {
            return Ok(unicode_of(host, arg)?);
        }
        let name = host.names.str;
        if host.is_user(arg)
            && let Some(result) = host.call_special(arg, name, &[])?
        {
            if matches!(host.get(host.content(result)), Object::Unicode(_)) {
                return Err(Stop::NeedsUnicode);
            }
            if let Some(bytes) = host.str_bytes(result) {
                return Ok(bytes.iter().map(|&b| b as u32).collect());
            }
        }
        Ok(host.str(arg)?.into_iter().map(u32::from).collect())
    }

    fn char_of(&mut self, host: &mut Host, arg: Obj) -> Result<u32, Stop> {
        let plain = host.content(arg);
        let single = match host.get(plain) {
            Object::Str(bytes) if bytes.len() == 1 => Some(bytes[0] as u32),
            Object::Unicode(_) if !self.is_unicode => return Err(Stop::NeedsUnicode),
            Object::Unicode(chars) if chars.len() == 1 => Some(chars[0]),
            Object::Str(_) | Object::Unicode(_) => None,
            Object::Float(value) if self.is_unicode => {
                let value = *value as i64;
                return Ok(self.char_code(host, value)?);
            }
            Object::Float(_) => {
                return Err(Raised::type_error(host, "integer argument expected, got float").into());
            }
            _ => {
                let value = args::int(host, plain)?;
                return Ok(self.char_code(host, value)?);
            }
        };
        match single {
            Some(c) => Ok(c),
            None => Err(Raised::type_error(host, "%c requires int or char").into()),
        }
    }

    fn char_code(&self, host: &mut Host, value: i64) -> Result<u32, Raised> {
        match (self.is_unicode, value) {
            (true, 0..=0x10ffff) | (false, 0..=255) => Ok(value as u32),
            (true, _) => {
                Err(Raised::overflow_error(host, "%c arg not in range(0x110000) (wide Python build)"))
            }
            (false, _) if value < 0 => {
                Err(Raised::overflow_error(host, "unsigned byte integer is less than minimum"))
            }
            (false, _) => Err(Raised::overflow_error(host, "unsigned byte integer is greater than maximum")),
        }
    }
}

/// `unicode(o)`, with bytes decoded as ASCII.
pub fn unicode_of(host: &mut Host, o: Obj) -> Result<Vec<u32>, Raised> {
    if host.is_user(o) {
        let name = host.names.unicode;
        let result = match host.call_special(o, name, &[])? {
            Some(result) => Some(result),
            None => {
                let name = host.names.str;
                if matches!(host.get(host.content(o)), Object::Unicode(_)) {
                    None
                } else {
                    host.call_special(o, name, &[])?
                }
            }
        };
        if let Some(result) = result {
            let plain = host.content(result);
            match host.get(plain) {
                Object::Unicode(chars) => return Ok(chars.to_vec()),
                Object::Str(bytes) => {
                    let bytes = bytes.to_vec();
                    return super::codecs::decode(host, &bytes, "ascii", "strict");
                }
                _ => {
                    let given = host.type_name(result);
                    let message = format!("coercing to Unicode: need string or buffer, {given} found");
                    return Err(Raised::type_error(host, message));
                }
            }
        }
    }
    if let Object::Unicode(chars) = host.get(host.content(o)) {
        return Ok(chars.to_vec());
    }
    let bytes = host.str(o)?;
    super::codecs::decode(host, &bytes, "ascii", "strict")
}

/// The argument of an integer conversion.
fn integer(host: &mut Host, conversion: u8, arg: Obj) -> Result<(BigInt, bool), Raised> {
    let plain = host.content(arg);
    match super::number::to_num(host, plain) {
        Some(Num::Float(value)) if value.is_finite() => {
            let value = super::num::float_to_big(value);
            return Ok((value, false));
        }
        Some(Num::Complex(..) | Num::Float(_)) | None => {}
        Some(value) => {
            let is_long = matches!(value, Num::Long(_));
            return Ok((value.to_big().unwrap_or_default(), is_long));
        }
    }
    if host.is_user(arg) {
        for name in [host.names.int, host.names.long] {
            if let Some(result) = host.call_special(arg, name, &[])? {
                let plain = host.content(result);
                if let Some(value) = super::number::to_num(host, plain).and_then(|num| num.to_big()) {
                    return Ok((value, matches!(host.get(plain), Object::Long(_))));
                }
            }
        }
    }
    let given = host.type_name(arg);
    let message = format!("%{} format: a number is required, not {given}", conversion as char);
    Err(Raised::type_error(host, message))
}

/// The argument of a float conversion.
fn float(host: &mut Host, arg: Obj, is_unicode: bool) -> Result<f64, Raised> {
    let plain = host.content(arg);
    if let Some(value) = super::number::to_num(host, plain) {
        return value.to_f64().map_err(|error| super::number::raise(host, error));
    }
    if host.is_user(arg) {
        let name = host.names.float;
        if host.special_method(arg, name)?.is_some() {
            return super::args::float(host, arg);
        }
    }
    if is_unicode {
        return Err(Raised::type_error(host, "a float is required"));
    }
    let given = host.type_name(arg);
    Err(Raised::type_error(host, format!("float argument required, not {given}")))
}
