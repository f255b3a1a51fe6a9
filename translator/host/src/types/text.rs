//! Algorithms that byte strings and unicode strings share, over their units (`u8`, `u32`).

use super::unicode;

/// A unit of text: a byte or a code point.
pub trait Unit: Copy + Eq + Ord + 'static {
    /// From ASCII.
    fn ascii(byte: u8) -> Self;
    /// As a code point.
    fn code(self) -> u32;
    /// White space.
    fn is_space(self) -> bool;
    /// A letter.
    fn is_alpha(self) -> bool;
    /// A digit.
    fn is_digit(self) -> bool;
    /// A letter, or a character that stands for a number.
    fn is_alnum(self) -> bool;
    /// An upper-case letter.
    fn is_upper(self) -> bool;
    /// A lower-case letter.
    fn is_lower(self) -> bool;
    /// Two letters as one character, the first a capital.
    fn is_title(self) -> bool;
    /// In upper case.
    fn upper(self) -> Self;
    /// In lower case.
    fn lower(self) -> Self;
    /// As at the start of a title.
    fn title(self) -> Self;
    /// Ends a line, for `splitlines`.
    fn is_line_break(self) -> bool;
}

impl Unit for u8 {
    fn ascii(byte: u8) -> u8 {
        byte
    }
    fn code(self) -> u32 {
        self as u32
    }
    fn is_space(self) -> bool {
        super::parse::is_space(self)
    }
    fn is_alpha(self) -> bool {
        self.is_ascii_alphabetic()
    }
    fn is_digit(self) -> bool {
        self.is_ascii_digit()
    }
    fn is_alnum(self) -> bool {
        self.is_ascii_alphanumeric()
    }
    fn is_upper(self) -> bool {
        self.is_ascii_uppercase()
    }
    fn is_lower(self) -> bool {
        self.is_ascii_lowercase()
    }
    fn upper(self) -> u8 {
        self.to_ascii_uppercase()
    }
    fn is_title(self) -> bool {
        false
    }
    fn lower(self) -> u8 {
        self.to_ascii_lowercase()
    }
    fn title(self) -> u8 {
        self.to_ascii_uppercase()
    }
    fn is_line_break(self) -> bool {
        matches!(self, b'\n' | b'\r')
    }
}

impl Unit for u32 {
    fn ascii(byte: u8) -> u32 {
        byte as u32
    }
    fn code(self) -> u32 {
        self
    }
    fn is_space(self) -> bool {
        unicode::has(self, unicode::SPACE)
    }
    fn is_alpha(self) -> bool {
        unicode::has(self, unicode::ALPHA)
    }
    fn is_digit(self) -> bool {
        unicode::has(self, unicode::DIGIT)
    }
    fn is_alnum(self) -> bool {
        unicode::has(self, unicode::ALPHA | unicode::DECIMAL | unicode::DIGIT | unicode::NUMERIC)
    }
    fn is_upper(self) -> bool {
        unicode::has(self, unicode::UPPER)
    }
    fn is_lower(self) -> bool {
        unicode::has(self, unicode::LOWER)
    }
    fn is_title(self) -> bool {
        unicode::has(self, unicode::TITLE)
    }
    fn upper(self) -> u32 {
        unicode::to_upper(self)
    }
    fn lower(self) -> u32 {
        unicode::to_lower(self)
    }
    fn title(self) -> u32 {
        unicode::to_title(self)
    }
    fn is_line_break(self) -> bool {
        matches!(self, 0x0a..=0x0d | 0x1c..=0x1e | 0x85 | 0x2028 | 0x2029)
    }
}

/// Position of the first occurrence.
pub fn find<U: Unit>(text: &[U], pattern: &[U]) -> Option<usize> {
    if pattern.is_empty() {
        return Some(0);
    }
    if pattern.len() > text.len() {
        return None;
    }
    text.windows(pattern.len()).position(|window| window == pattern)
}

/// Position of the last occurrence.
pub fn rfind<U: Unit>(text: &[U], pattern: &[U]) -> Option<usize> {
    if pattern.is_empty() {
        return Some(text.len());
    }
    if pattern.len() > text.len() {
        return None;
    }
    text.windows(pattern.len()).rposition(|window| window == pattern)
}

/// Number of occurrences that do not overlap.
pub fn count<U: Unit>(text: &[U], pattern: &[U]) -> usize {
    if pattern.is_empty() {
        return text.len() + 1;
    }
    let (mut rest, mut count) = (text, 0);
    while let Some(at) = find(rest, pattern) {
        count += 1;
        rest = &rest[at + pattern.len()..];
    }
    count
}

/// With the first `limit` occurrences replaced.
pub fn replace<U: Unit>(text: &[U], old: &[U], new: &[U], limit: usize) -> Vec<U> {
    let mut result = Vec::with_capacity(text.len());
    if old.is_empty() {
        let gaps = limit.min(text.len() + 1);
        for (i, &unit) in text.iter().enumerate() {
            if i < gaps {
                result.extend_from_slice(new);
            }
            result.push(unit);
        }
        if gaps > text.len() {
            result.extend_from_slice(new);
        }
        return result;
    }
    let mut rest = text;
    for _ in 0..limit {
        let Some(at) = find(rest, old) else { break };
        result.extend_from_slice(&rest[..at]);
        result.extend_from_slice(new);
        rest = &rest[at + old.len()..];
    }
    result.extend_from_slice(rest);
    result
}

/// `split(sep, limit)`; `None` splits at white space.
pub fn split<'a, U: Unit>(text: &'a [U], separator: Option<&[U]>, limit: usize) -> Vec<&'a [U]> {
    let mut parts = Vec::new();
    let Some(separator) = separator else {
        let mut rest = strip_left(text, |u| u.is_space());
        while !rest.is_empty() {
            if parts.len() == limit {
                parts.push(rest);
                break;
            }
            let end = rest.iter().position(|u| u.is_space()).unwrap_or(rest.len());
            parts.push(&rest[..end]);
            rest = strip_left(&rest[end..], |u| u.is_space());
        }
        return parts;
    };
    let mut rest = text;
    while parts.len() < limit {
        let Some(at) = find(rest, separator) else { break };
        parts.push(&rest[..at]);
        rest = &rest[at + separator.len()..];
    }
    parts.push(rest);
    parts
}

/// `rsplit(sep, limit)`; `None` splits at white space.
pub fn rsplit<'a, U: Unit>(text: &'a [U], separator: Option<&[U]>, limit: usize) -> Vec<&'a [U]> {
    let mut parts = Vec::new();
    match separator {
        None => {
            let mut rest = strip_right(text, |u| u.is_space());
            while !rest.is_empty() {
                if parts.len() == limit {
                    parts.push(rest);
                    break;
                }
                let start = rest.iter().rposition(|u| u.is_space()).map_or(0, |i| i + 1);
                parts.push(&rest[start..]);
                rest = strip_right(&rest[..start], |u| u.is_space());
            }
        }
        Some(separator) => {
            let mut rest = text;
            while parts.len() < limit {
                let Some(at) = rfind(rest, separator) else { break };
                parts.push(&rest[at + separator.len()..]);
                rest = &rest[..at];
            }
            parts.push(rest);
        }
    }
    parts.reverse();
    parts
}

/// `splitlines(keepends)`
pub fn split_lines<U: Unit>(text: &[U], keep_ends: bool) -> Vec<&[U]> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = text[start..].iter().position(|u| u.is_line_break()).map_or(text.len(), |i| start + i);
        let mut next = (end + 1).min(text.len());
        if end + 1 < text.len() && text[end] == U::ascii(b'\r') && text[end + 1] == U::ascii(b'\n') {
            next = end + 2;
        }
        lines.push(&text[start..if keep_ends { next } else { end }]);
        start = next;
    }
    lines
}

/// Without leading units that satisfy `drop`.
pub fn strip_left<U: Unit>(text: &[U], drop: impl Fn(U) -> bool) -> &[U] {
    &text[text.iter().position(|&u| !drop(u)).unwrap_or(text.len())..]
}

/// Without trailing units that satisfy `drop`.
pub fn strip_right<U: Unit>(text: &[U], drop: impl Fn(U) -> bool) -> &[U] {
    &text[..text.iter().rposition(|&u| !drop(u)).map_or(0, |i| i + 1)]
}

/// Padded on both sides as `left` says: units on the left, units on the right.
pub fn pad<U: Unit>(text: &[U], left: usize, right: usize, fill: U) -> Vec<U> {
    let mut result = vec![fill; left];
    result.extend_from_slice(text);
    result.extend(std::iter::repeat_n(fill, right));
    result
}

/// `center(width, fill)`
pub fn center<U: Unit>(text: &[U], width: usize, fill: U) -> Vec<U> {
    let margin = width.saturating_sub(text.len());
    let left = margin / 2 + (margin & width & 1);
    pad(text, left, margin - left, fill)
}

/// `zfill(width)`
pub fn zfill<U: Unit>(text: &[U], width: usize) -> Vec<U> {
    let zeros = width.saturating_sub(text.len());
    let sign = text.first().is_some_and(|&u| u == U::ascii(b'-') || u == U::ascii(b'+')) as usize;
    let mut result = text[..sign].to_vec();
    result.extend(std::iter::repeat_n(U::ascii(b'0'), zeros));
    result.extend_from_slice(&text[sign..]);
    result
}

/// `expandtabs(size)`
pub fn expand_tabs<U: Unit>(text: &[U], size: usize) -> Vec<U> {
    let mut result = Vec::new();
    let mut column = 0;
    for &unit in text {
        if unit == U::ascii(b'\t') {
            if size > 0 {
                let spaces = size - column % size;
                result.extend(std::iter::repeat_n(U::ascii(b' '), spaces));
                column += spaces;
            }
            continue;
        }
        column = if unit == U::ascii(b'\n') || unit == U::ascii(b'\r') { 0 } else { column + 1 };
        result.push(unit);
    }
    result
}

/// `title()`
pub fn title<U: Unit>(text: &[U]) -> Vec<U> {
    let mut in_word = false;
    text.iter()
        .map(|&u| {
            let unit = if in_word { u.lower() } else { u.title() };
            in_word = u.is_upper() || u.is_lower() || u.is_title();
            unit
        })
        .collect()
}

/// `capitalize()`
pub fn capitalize<U: Unit>(text: &[U]) -> Vec<U> {
    text.iter().enumerate().map(|(i, u)| if i == 0 { u.upper() } else { u.lower() }).collect()
}

/// `swapcase()`
pub fn swap_case<U: Unit>(text: &[U]) -> Vec<U> {
    let swapped = |&u: &U| match u {
        _ if u.is_upper() => u.lower(),
        _ if u.is_lower() => u.upper(),
        _ => u,
    };
    text.iter().map(swapped).collect()
}

/// `istitle()`
pub fn is_title<U: Unit>(text: &[U]) -> bool {
    let (mut in_word, mut cased) = (false, false);
    for u in text {
        if u.is_upper() || u.is_title() {
            if in_word {
                return false;
            }
            (in_word, cased) = (true, true);
        } else if u.is_lower() {
            if !in_word {
                return false;
            }
            cased = true;
        } else {
            in_word = false;
        }
    }
    cased
}

/// `isupper()`
pub fn is_upper<U: Unit>(text: &[U]) -> bool {
    text.iter().any(|u| u.is_upper()) && !text.iter().any(|u| u.is_lower() || u.is_title())
}

/// `islower()`
pub fn is_lower<U: Unit>(text: &[U]) -> bool {
    text.iter().any(|u| u.is_lower()) && !text.iter().any(|u| u.is_upper() || u.is_title())
}

/// The slice `[start:end]` of something with this length, clipped as `find` and `startswith` clip it;
/// `None` if it lies behind the end.
pub fn clip(start: i64, end: i64, len: usize) -> Option<(usize, usize)> {
    let len = len as i64;
    let from = if start < 0 { (start + len).max(0) } else { start };
    let to = if end < 0 { (end + len).max(0) } else { end.min(len) };
    (from <= to).then_some((from as usize, to as usize))
}

/// Code points of UTF-8 text.
pub fn code_points(text: &str) -> Vec<u32> {
    text.chars().map(|c| c as u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splitting() {
        assert_eq!(split(b" a  b c ".as_slice(), None, 1), [b"a".as_slice(), b"b c "]);
        assert_eq!(rsplit(b" a  b c ".as_slice(), None, 1), [b" a  b".as_slice(), b"c"]);
        assert_eq!(split(b"a,b,,c".as_slice(), Some(b","), 2), [b"a".as_slice(), b"b", b",c"]);
        assert_eq!(rsplit(b"a,b,,c".as_slice(), Some(b","), 2), [b"a,b".as_slice(), b"", b"c"]);
        assert_eq!(split_lines(b"a\r\nb\n\nc".as_slice(), true), [b"a\r\n".as_slice(), b"b\n", b"\n", b"c"]);
    }

    #[test]
    fn replacing() {
        assert_eq!(replace(b"aaa", b"a", b"bb", 2), b"bbbba");
        assert_eq!(replace(b"ab", b"", b"-", usize::MAX), b"-a-b-");
        assert_eq!(replace(b"ab", b"", b"-", 2), b"-a-b");
    }

    #[test]
    fn centering() {
        assert_eq!(center(b"ab", 5, b'*'), b"**ab*");
        assert_eq!(center(b"a", 4, b'*'), b"*a**");
    }
}
