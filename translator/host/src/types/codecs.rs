//! Encodings: `str.decode`, `unicode.encode` and their error handlers.

use crate::{Host, Obj, Raised};

/// What is done about text that an encoding cannot express.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Errors {
    Strict,
    Ignore,
    Replace,
    XmlCharRef,
    Backslash,
}

/// Place and reason of a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Failure {
    start: usize,
    end: usize,
    reason: &'static str,
}

fn parse_errors(host: &mut Host, name: &str) -> Result<Errors, Raised> {
    Ok(match name {
        "strict" => Errors::Strict,
        "ignore" => Errors::Ignore,
        "replace" => Errors::Replace,
        "xmlcharrefreplace" => Errors::XmlCharRef,
        "backslashreplace" => Errors::Backslash,
        _ => return Err(Raised::lookup_error(host, format!("unknown error handler name '{name}'"))),
    })
}

/// The canonical form of an encoding's name.
fn normalize(name: &str) -> String {
    let name = name.to_ascii_lowercase().replace(['_', ' '], "-");
    match name.as_str() {
        "utf8" | "u8" | "utf" => "utf-8",
        "us-ascii" | "646" => "ascii",
        "latin1" | "latin" | "iso-8859-1" | "iso8859-1" | "l1" | "8859" => "latin-1",
        "utf16" => "utf-16",
        "utf-16le" => "utf-16-le",
        "utf-16be" => "utf-16-be",
        "utf32" => "utf-32",
        "utf-32le" => "utf-32-le",
        "utf-32be" => "utf-32-be",
        other => other,
    }
    .to_owned()
}

fn unicode_failure(host: &mut Host, decode: bool, encoding: &str, object: Obj, failure: Failure) -> Raised {
    let args = [
        host.new_text(encoding),
        object,
        host.new_int(failure.start as i64),
        host.new_int(failure.end as i64),
        host.new_text(failure.reason),
    ];
    let class = if decode { host.exc.unicode_decode_error } else { host.exc.unicode_encode_error };
    let value = host.new_exception(class, &args);
    Raised { class, value, traceback: Vec::new() }
}

/// Decodes bytes. `utf-8`, `utf-16`, `utf-32`, `ascii`, `latin-1`, `unicode-escape`, `raw-unicode-escape`.
pub fn decode(host: &mut Host, bytes: &[u8], encoding: &str, errors: &str) -> Result<Vec<u32>, Raised> {
    let handler = parse_errors(host, errors)?;
    let name = normalize(encoding);
    let mut result = Vec::with_capacity(bytes.len());
    let mut at = 0;
    let (width, mut big_endian) = match name.as_str() {
        "utf-16" | "utf-16-le" | "utf-16-be" => (2, name.ends_with("be")),
        "utf-32" | "utf-32-le" | "utf-32-be" => (4, name.ends_with("be")),
        _ => (0, false),
    };
    if let ("utf-16", [0xff, 0xfe, ..]) | ("utf-16", [0xfe, 0xff, ..]) = (name.as_str(), bytes) {
        big_endian = bytes[0] == 0xfe;
        at = 2;
    }
    if name == "utf-32" && matches!(bytes, [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..]) {
        big_endian = bytes[0] == 0;
        at = 4;
    }
    if name == "utf-8-sig" && bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
        at = 3;
    }
    while at < bytes.len() {
        let step = match (name.as_str(), width) {
            (_, 2) => utf16_step(bytes, at, big_endian),
            (_, 4) => utf32_step(bytes, at, big_endian),
            ("utf-8" | "utf-8-sig", _) => utf8_step(bytes, at),
            ("ascii", _) if bytes[at] >= 128 => {
                Err(Failure { start: at, end: at + 1, reason: "ordinal not in range(128)" })
            }
            ("ascii" | "latin-1", _) => Ok((Some(bytes[at] as u32), at + 1)),
            ("unicode-escape" | "raw-unicode-escape", _) => {
                unicode_escape_step(bytes, at, name.starts_with("raw"))
            }
            _ => return Err(Raised::lookup_error(host, format!("unknown encoding: {encoding}"))),
        };
        match step {
            Ok((c, next)) => {
                result.extend(c);
                at = next;
            }
            Err(failure) => {
                match handler {
                    Errors::Ignore => {}
                    Errors::Replace => result.push(0xfffd),
                    Errors::Strict | Errors::XmlCharRef | Errors::Backslash => {
                        let object = host.new_str(bytes);
                        let shown = name.replace("unicode-escape", "unicodeescape").replace("utf-8", "utf8");
                        return Err(unicode_failure(host, true, &shown, object, failure));
                    }
                }
                at = failure.end;
            }
        }
    }
    Ok(result)
}

type Step = Result<(Option<u32>, usize), Failure>;

fn utf8_step(bytes: &[u8], at: usize) -> Step {
    let lead = bytes[at];
    let (count, first) = match lead {
        0..=0x7f => return Ok((Some(lead as u32), at + 1)),
        0xc2..=0xdf => (1, lead as u32 & 0x1f),
        0xe0..=0xef => (2, lead as u32 & 0x0f),
        0xf0..=0xf4 => (3, lead as u32 & 0x07),
        _ => return Err(Failure { start: at, end: at + 1, reason: "invalid start byte" }),
    };
    let mut value = first;
    for i in 1..=count {
        let Some(&byte) = bytes.get(at + i) else {
            return Err(Failure { start: at, end: bytes.len(), reason: "unexpected end of data" });
        };
        let low = match (i, lead) {
            (1, 0xe0) => 0xa0,
            (1, 0xf0) => 0x90,
            _ => 0x80,
        };
        let high = if i == 1 && lead == 0xf4 { 0x8f } else { 0xbf };
        if !(low..=high).contains(&byte) {
            return Err(Failure { start: at, end: at + i, reason: "invalid continuation byte" });
        }
        value = value << 6 | (byte as u32 & 0x3f);
    }
    Ok((Some(value), at + 1 + count))
}

fn unit16(bytes: &[u8], at: usize, big: bool) -> Option<u32> {
    let pair = [*bytes.get(at)?, *bytes.get(at + 1)?];
    Some(if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) } as u32)
}

fn utf16_step(bytes: &[u8], at: usize, big: bool) -> Step {
    let Some(unit) = unit16(bytes, at, big) else {
        return Err(Failure { start: at, end: bytes.len(), reason: "truncated data" });
    };
    match unit {
        0xd800..=0xdbff => match unit16(bytes, at + 2, big) {
            Some(low @ 0xdc00..=0xdfff) => {
                Ok((Some(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00)), at + 4))
            }
            Some(_) => Err(Failure { start: at, end: at + 2, reason: "illegal UTF-16 surrogate" }),
            None => Err(Failure { start: at, end: bytes.len(), reason: "unexpected end of data" }),
        },
        0xdc00..=0xdfff => Err(Failure { start: at, end: at + 2, reason: "illegal encoding" }),
        _ => Ok((Some(unit), at + 2)),
    }
}

fn utf32_step(bytes: &[u8], at: usize, big: bool) -> Step {
    let Some(unit) = bytes.get(at..at + 4) else {
        return Err(Failure { start: at, end: bytes.len(), reason: "truncated data" });
    };
    let unit = [unit[0], unit[1], unit[2], unit[3]];
    let value = if big { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) };
    if value > 0x10ffff {
        return Err(Failure { start: at, end: at + 4, reason: "codepoint not in range(0x110000)" });
    }
    Ok((Some(value), at + 4))
}

fn unicode_escape_step(bytes: &[u8], at: usize, raw: bool) -> Step {
    let Some(&kind) = bytes.get(at + 1).filter(|_| bytes[at] == b'\\') else {
        if bytes[at] == b'\\' && !raw {
            return Err(Failure { start: at, end: at + 1, reason: "\\ at end of string" });
        }
        return Ok((Some(bytes[at] as u32), at + 1));
    };
    let digits = match kind {
        b'u' => 4,
        b'U' => 8,
        b'x' if !raw => 2,
        _ if raw => return Ok((Some(b'\\' as u32), at + 1)),
        _ => return simple_escape(bytes, at),
    };
    let text = bytes.get(at + 2..at + 2 + digits).and_then(|d| std::str::from_utf8(d).ok());
    match text.and_then(|t| u32::from_str_radix(t, 16).ok()).filter(|&v| v <= 0x10ffff) {
        Some(value) => Ok((Some(value), at + 2 + digits)),
        None => {
            let reason = match digits {
                2 => "truncated \\xXX escape",
                4 => "truncated \\uXXXX escape",
                _ => "truncated \\UXXXXXXXX escape",
            };
            let hex = bytes[at + 2..].iter().take_while(|b| b.is_ascii_hexdigit()).count().min(digits);
            Err(Failure { start: at, end: at + 2 + hex, reason })
        }
    }
}

/// A backslash escape without hexadecimal digits: newline (nothing), letters, octal.
fn simple_escape(bytes: &[u8], at: usize) -> Step {
    let kind = bytes[at + 1];
    let value = match kind {
        b'\n' => return Ok((None, at + 2)),
        b'\\' | b'\'' | b'"' => kind,
        b'a' => 7,
        b'b' => 8,
        b't' => 9,
        b'n' => 10,
        b'v' => 11,
        b'f' => 12,
        b'r' => 13,
        b'0'..=b'7' => {
            let digits = bytes[at + 1..].iter().take(3).take_while(|b| matches!(b, b'0'..=b'7'));
            let (count, value) = digits.fold((0, 0), |(n, v), &b| (n + 1, v * 8 + (b - b'0') as u32));
            return Ok((Some(value), at + 1 + count));
        }
        _ => return Ok((Some(b'\\' as u32), at + 1)),
    };
    Ok((Some(value as u32), at + 2))
}

/// `str.decode('string-escape')`
pub fn decode_string_escape(bytes: &[u8]) -> Result<Vec<u8>, &'static str> {
    let mut result = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'\\' && bytes.get(at + 1) == Some(&b'x') {
            let text = bytes.get(at + 2..at + 4).and_then(|d| std::str::from_utf8(d).ok());
            let value = text.and_then(|t| u8::from_str_radix(t, 16).ok()).ok_or("invalid \\x escape")?;
            result.push(value);
            at += 4;
        } else if bytes[at] == b'\\' {
            if at + 1 == bytes.len() {
                return Err("Trailing \\ in string");
            }
            let (value, next) = simple_escape(bytes, at).map_err(|failure| failure.reason)?;
            result.extend(value.map(|v| v as u8));
            at = next;
        } else {
            result.push(bytes[at]);
            at += 1;
        }
    }
    Ok(result)
}

fn push_utf8(out: &mut Vec<u8>, c: u32) {
    match c {
        0..=0x7f => out.push(c as u8),
        0x80..=0x7ff => out.extend([0xc0 | (c >> 6) as u8, 0x80 | (c & 0x3f) as u8]),
        0x800..=0xffff => {
            out.extend([0xe0 | (c >> 12) as u8, 0x80 | (c >> 6 & 0x3f) as u8, 0x80 | (c & 0x3f) as u8]);
        }
        _ => out.extend([
            0xf0 | (c >> 18) as u8,
            0x80 | (c >> 12 & 0x3f) as u8,
            0x80 | (c >> 6 & 0x3f) as u8,
            0x80 | (c & 0x3f) as u8,
        ]),
    }
}

/// UTF-8 of code points; lone surrogates are encoded like other code points.
pub fn encode_utf8(chars: &[u32]) -> Vec<u8> {
    let mut out = Vec::with_capacity(chars.len());
    chars.iter().for_each(|&c| push_utf8(&mut out, c));
    out
}

fn push_utf16(out: &mut Vec<u8>, c: u32, big: bool) {
    let mut push = |unit: u16| out.extend(if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
    if c < 0x10000 {
        push(c as u16);
    } else {
        push((0xd800 + ((c - 0x10000) >> 10)) as u16);
        push((0xdc00 + ((c - 0x10000) & 0x3ff)) as u16);
    }
}

/// The escape by which `repr` and some encodings show a code point.
pub fn escape(c: u32) -> String {
    match c {
        0..=0xff => format!("\\x{c:02x}"),
        0x100..=0xffff => format!("\\u{c:04x}"),
        _ => format!("\\U{c:08x}"),
    }
}

fn encode_limited(
    host: &mut Host,
    chars: &[u32],
    name: &str,
    limit: u32,
    handler: Errors,
) -> Result<Vec<u8>, Raised> {
    let mut out = Vec::with_capacity(chars.len());
    for (at, &c) in chars.iter().enumerate() {
        if c < limit {
            out.push(c as u8);
            continue;
        }
        match handler {
            Errors::Ignore => {}
            Errors::Replace => out.push(b'?'),
            Errors::XmlCharRef => out.extend(format!("&#{c};").into_bytes()),
            Errors::Backslash => out.extend(escape(c).into_bytes()),
            Errors::Strict => {
                let run = chars[at..].iter().take_while(|&&c| c >= limit).count();
                let reason =
                    if limit == 128 { "ordinal not in range(128)" } else { "ordinal not in range(256)" };
                let object = host.new_unicode(chars);
                return Err(unicode_failure(
                    host,
                    false,
                    name,
                    object,
                    Failure { start: at, end: at + run, reason },
                ));
            }
        }
    }
    Ok(out)
}

/// Encodes code points; see [`decode`] for the encodings.
pub fn encode(host: &mut Host, chars: &[u32], encoding: &str, errors: &str) -> Result<Vec<u8>, Raised> {
    let handler = parse_errors(host, errors)?;
    let name = normalize(encoding);
    let mut out = Vec::new();
    match name.as_str() {
        "utf-8" => return Ok(encode_utf8(chars)),
        "utf-8-sig" => {
            out.extend([0xef, 0xbb, 0xbf]);
            out.extend(encode_utf8(chars));
        }
        "ascii" => return encode_limited(host, chars, "ascii", 128, handler),
        "latin-1" => return encode_limited(host, chars, "latin-1", 256, handler),
        "utf-16" | "utf-16-le" | "utf-16-be" => {
            if name == "utf-16" {
                out.extend([0xff, 0xfe]);
            }
            chars.iter().for_each(|&c| push_utf16(&mut out, c, name.ends_with("be")));
        }
        "utf-32" | "utf-32-le" | "utf-32-be" => {
            if name == "utf-32" {
                out.extend([0xff, 0xfe, 0, 0]);
            }
            let big = name.ends_with("be");
            chars.iter().for_each(|c| out.extend(if big { c.to_be_bytes() } else { c.to_le_bytes() }));
        }
        "unicode-escape" => {
            for &c in chars {
                match c {
                    0x5c => out.extend(b"\\\\"),
                    0x0a => out.extend(b"\\n"),
                    0x0d => out.extend(b"\\r"),
                    0x09 => out.extend(b"\\t"),
                    0x20..=0x7e => out.push(c as u8),
                    _ => out.extend(escape(c).into_bytes()),
                }
            }
        }
        "raw-unicode-escape" => {
            for &c in chars {
                if c < 256 { out.push(c as u8) } else { out.extend(escape(c).into_bytes()) }
            }
        }
        _ => return Err(Raised::lookup_error(host, format!("unknown encoding: {encoding}"))),
    }
    Ok(out)
}
