//! Text to numbers: `int()`, `long()` and `float()` of strings.

use num_bigint::BigInt;

/// White space as byte strings know it.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)
}

/// Without white space at both ends.
pub fn strip(text: &[u8]) -> &[u8] {
    let start = text.iter().position(|&b| !is_space(b)).unwrap_or(text.len());
    let end = text.iter().rposition(|&b| !is_space(b)).map_or(start, |i| i + 1);
    &text[start..end]
}

/// The integer that `int(text, base)` means; base 0 goes by the prefix. A trailing `L` is accepted with
/// `long_suffix` only.
pub fn parse_integer(text: &[u8], base: u32, long_suffix: bool) -> Option<BigInt> {
    let mut rest = strip(text);
    let negative = rest.first() == Some(&b'-');
    if matches!(rest.first(), Some(b'-' | b'+')) {
        rest = strip_left(&rest[1..]);
    }
    if long_suffix && matches!(rest.last(), Some(b'l' | b'L')) && base <= 21 {
        rest = &rest[..rest.len() - 1];
    }
    let (digits, base) = split_prefix(rest, base);
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_alphanumeric) {
        return None;
    }
    let value = BigInt::parse_bytes(digits, base)?;
    Some(if negative { -value } else { value })
}

fn strip_left(text: &[u8]) -> &[u8] {
    &text[text.iter().position(|&b| !is_space(b)).unwrap_or(text.len())..]
}

fn split_prefix(text: &[u8], base: u32) -> (&[u8], u32) {
    if text.first() != Some(&b'0') || text.len() < 2 {
        return (text, if base == 0 { 10 } else { base });
    }
    let prefixed = match text[1] {
        b'x' | b'X' => 16,
        b'o' | b'O' => 8,
        b'b' | b'B' => 2,
        _ if base == 0 => return (text, 8),
        _ => return (text, base),
    };
    if base == 0 || base == prefixed { (&text[2..], prefixed) } else { (text, base) }
}

/// The value that `float(text)` means.
pub fn parse_float(text: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(strip(text)).ok()?;
    text.parse().ok()
}

/// Whether text that is no float starts with one.
pub fn starts_with_float(text: &[u8]) -> bool {
    let text = strip(text);
    (1..text.len()).any(|end| parse_float(&text[..end]).is_some_and(|_| !is_space(text[end - 1])))
}

/// The value that `complex(text)` means.
pub fn parse_complex(text: &[u8]) -> Option<(f64, f64)> {
    let mut text = std::str::from_utf8(strip(text)).ok()?;
    if text.starts_with('(') && text.ends_with(')') {
        text = text[1..text.len() - 1].trim();
    }
    let Some(imaginary) = text.strip_suffix(['j', 'J']) else { return Some((text.parse().ok()?, 0.0)) };
    let bytes = imaginary.as_bytes();
    let split = (1..bytes.len())
        .rev()
        .find(|&i| matches!(bytes[i], b'+' | b'-') && !matches!(bytes[i - 1], b'e' | b'E'))
        .unwrap_or(0);
    let (real, imaginary) = imaginary.split_at(split);
    let imaginary = match imaginary {
        "" | "+" => 1.0,
        "-" => -1.0,
        other => other.parse().ok()?,
    };
    Some((if real.is_empty() { 0.0 } else { real.parse().ok()? }, imaginary))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers() {
        let parse = |text: &str, base| parse_integer(text.as_bytes(), base, false).map(|v| v.to_string());
        assert_eq!(parse(" -12 ", 10).as_deref(), Some("-12"));
        assert_eq!(parse("0x1F", 16).as_deref(), Some("31"));
        assert_eq!(parse("017", 0).as_deref(), Some("15"));
        assert_eq!(parse("zz", 36).as_deref(), Some("1295"));
        assert_eq!(parse("1_0", 10), None);
        assert_eq!(parse("0x1F", 10), None);
        assert_eq!(parse("--1", 10), None);
        assert_eq!(parse("", 10), None);
        assert_eq!(parse("12L", 10), None);
        assert_eq!(parse_integer(b"12L", 10, true), Some(12.into()));
    }

    #[test]
    fn floats() {
        assert_eq!(parse_float(b" 1e5 "), Some(1e5));
        assert_eq!(parse_float(b"-Infinity"), Some(f64::NEG_INFINITY));
        assert_eq!(parse_float(b"1e"), None);
        assert_eq!(parse_complex(b"1+2j"), Some((1.0, 2.0)));
        assert_eq!(parse_complex(b"-j"), Some((0.0, -1.0)));
    }
}
