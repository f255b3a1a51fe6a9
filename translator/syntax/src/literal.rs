//! Values of number and string literals.

use num_bigint::BigInt;
use num_traits::{Num, ToPrimitive};
use rpython_bytecode::Const;

use crate::decode::Encoding;
use crate::source::{Result, Source};
use crate::token::Token;

/// The value of a number token.
pub fn number(text: &str) -> Const {
    if let Some(imag) = text.strip_suffix(['j', 'J'])
        && radix(text).1 == 10
    {
        return Const::Imag(imag.parse().expect("lexed as a number"));
    }
    let (digits, base) = radix(text);
    if base == 10 && digits.contains(['.', 'e', 'E']) {
        return Const::Float(digits.parse().expect("lexed as a number"));
    }
    let (digits, long) = match digits.strip_suffix(['l', 'L']) {
        Some(digits) => (digits, true),
        None => (digits, false),
    };
    if !long && let Ok(value) = i64::from_str_radix(digits, base) {
        return Const::Int(value);
    }
    Const::Long(BigInt::from_str_radix(digits, base).expect("lexed as a number"))
}

/// The digits of an integer literal (with suffix) and their base; base 10 for floats.
fn radix(text: &str) -> (&str, u32) {
    let bytes = text.as_bytes();
    if bytes[0] != b'0' || bytes.len() == 1 {
        return (text, 10);
    }
    match bytes[1] {
        b'x' | b'X' => (&text[2..], 16),
        b'o' | b'O' => (&text[2..], 8),
        b'b' | b'B' => (&text[2..], 2),
        b'0'..=b'9' if !text.contains(['.', 'e', 'E', 'j', 'J']) => (&text[1..], 8),
        _ => (text, 10),
    }
}

/// The constant that `-literal` stands for, where the compiler folds it.
pub fn negated(value: &Const) -> Option<Const> {
    Some(match value {
        Const::Int(i) => match i.checked_neg() {
            Some(i) => Const::Int(i),
            None => Const::Long(-BigInt::from(*i)),
        },
        Const::Long(big) => {
            let big = -big;
            // `-9223372036854775808` is an int, although its digits alone are not.
            match big.to_i64() {
                Some(i64::MIN) => Const::Int(i64::MIN),
                _ => Const::Long(big),
            }
        }
        Const::Float(f) => Const::Float(-f),
        _ => return None,
    })
}

/// The value of adjacent string tokens. `unicode` says that unprefixed ones are unicode.
pub fn strings(source: &Source<'_>, tokens: &[Token], unicode: bool) -> Result<Const> {
    let mut bytes: Vec<u8> = Vec::new();
    let mut points: Option<Vec<u32>> = None;
    for token in tokens {
        let piece = Piece::new(source, token, unicode);
        if !piece.unicode {
            let value = piece.bytes()?;
            match &mut points {
                Some(points) => append_ascii(&piece, points, &value)?,
                None => bytes.extend(value),
            }
            continue;
        }
        let points = match &mut points {
            Some(points) => points,
            None => {
                let mut start = Vec::new();
                append_ascii(&piece, &mut start, &bytes)?;
                points.insert(start)
            }
        };
        piece.points(points)?;
    }
    Ok(match points {
        Some(points) => Const::Unicode(points.into()),
        None => Const::Str(bytes.into()),
    })
}

fn append_ascii(piece: &Piece<'_>, points: &mut Vec<u32>, bytes: &[u8]) -> Result<()> {
    if !bytes.is_ascii() {
        let message = "a byte string with non-ASCII bytes cannot be joined with a unicode string";
        return Err(piece.source.error(piece.start, piece.end, message));
    }
    points.extend(bytes.iter().map(|&b| b as u32));
    Ok(())
}

/// One string token taken apart.
struct Piece<'a> {
    source: &'a Source<'a>,
    start: u32,
    end: u32,
    /// Between the quotes, and where it starts.
    body: &'a str,
    body_start: u32,
    unicode: bool,
    raw: bool,
}

impl<'a> Piece<'a> {
    fn new(source: &'a Source<'a>, token: &Token, unicode: bool) -> Piece<'a> {
        let text = token.text(source.text);
        let quote = text.find(['"', '\'']).expect("a string has quotes");
        let (prefix, rest) = text.split_at(quote);
        let mut piece = Piece {
            source,
            start: token.start,
            end: token.end,
            body: "",
            body_start: 0,
            unicode,
            raw: prefix.contains(['r', 'R']),
        };
        if prefix.contains(['u', 'U']) {
            piece.unicode = true;
        } else if prefix.contains(['b', 'B']) {
            piece.unicode = false;
        }
        let mark = &rest[..1];
        let width =
            if rest.len() >= 6 && rest[1..].starts_with(mark) && rest[2..].starts_with(mark) { 3 } else { 1 };
        piece.body = &rest[width..rest.len() - width];
        piece.body_start = token.start + (quote + width) as u32;
        piece
    }

    fn error(&self, at: usize, len: usize, message: &str) -> Box<rpython_base::Diagnostic> {
        let start = self.body_start + at as u32;
        self.source.error(start, start + len as u32, message)
    }

    /// Encodes a part of the body as it was in the file.
    fn encode(&self, text: &str, out: &mut Vec<u8>) {
        match self.source.encoding {
            Encoding::Ascii | Encoding::Utf8 => out.extend_from_slice(text.as_bytes()),
            Encoding::Latin1 => out.extend(text.chars().map(|c| c as u32 as u8)),
        }
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        let mut out = Vec::with_capacity(self.body.len());
        if self.raw {
            self.encode(self.body, &mut out);
            return Ok(out);
        }
        let body = self.body.as_bytes();
        let mut i = 0;
        while i < body.len() {
            let run = body[i..].iter().position(|&b| b == b'\\').unwrap_or(body.len() - i);
            self.encode(&self.body[i..i + run], &mut out);
            i += run;
            if i >= body.len() {
                break;
            }
            match body.get(i + 1) {
                Some(b'\n') => i += 2,
                Some(b'x') => match hex(body, i + 2, 2) {
                    Some(value) => {
                        out.push(value as u8);
                        i += 4;
                    }
                    None => {
                        return Err(self.error(
                            i,
                            2,
                            "invalid \\x escape: two hexadecimal digits must follow",
                        ));
                    }
                },
                Some(b'0'..=b'7') => {
                    let (value, len) = octal(body, i + 1);
                    out.push(value as u8);
                    i += 1 + len;
                }
                Some(&b) => match simple_escape(b) {
                    Some(value) => {
                        out.push(value);
                        i += 2;
                    }
                    None => {
                        // Unknown escapes keep their backslash.
                        out.push(b'\\');
                        i += 1;
                    }
                },
                None => return Err(self.error(i, 1, "the string ends in a backslash")),
            }
        }
        Ok(out)
    }

    fn points(&self, out: &mut Vec<u32>) -> Result<()> {
        let body = self.body.as_bytes();
        let mut i = 0;
        while i < body.len() {
            if body[i] != b'\\' {
                let c = self.body[i..].chars().next().expect("inside the body");
                out.push(c as u32);
                i += c.len_utf8();
                continue;
            }
            i += if self.raw { self.raw_escape(i, out)? } else { self.escape(i, out)? };
        }
        Ok(())
    }

    /// In `ur''` only `\u` and `\U` are escapes, after an odd number of backslashes.
    fn raw_escape(&self, i: usize, out: &mut Vec<u32>) -> Result<usize> {
        let body = self.body.as_bytes();
        let run = body[i..].iter().take_while(|&&b| b == b'\\').count();
        let digits = match body.get(i + run) {
            Some(b'u') if run % 2 == 1 => 4,
            Some(b'U') if run % 2 == 1 => 8,
            _ => {
                out.extend(std::iter::repeat_n('\\' as u32, run));
                return Ok(run);
            }
        };
        out.extend(std::iter::repeat_n('\\' as u32, run - 1));
        out.push(self.code_point(i + run - 1, digits)?);
        Ok(run + 1 + digits)
    }

    fn code_point(&self, at: usize, digits: usize) -> Result<u32> {
        match hex(self.body.as_bytes(), at + 2, digits) {
            Some(value) if value <= 0x10FFFF => Ok(value),
            Some(_) => Err(self.error(at, digits + 2, "illegal Unicode character: beyond U+10FFFF")),
            None => {
                let letter = &self.body[at + 1..at + 2];
                let message = format!("truncated \\{letter} escape: {digits} hexadecimal digits must follow");
                Err(self.error(at, 2, &message))
            }
        }
    }

    fn escape(&self, i: usize, out: &mut Vec<u32>) -> Result<usize> {
        let body = self.body.as_bytes();
        let Some(&letter) = body.get(i + 1) else {
            return Err(self.error(i, 1, "the string ends in a backslash"));
        };
        match letter {
            b'\n' => Ok(2),
            b'u' => {
                out.push(self.code_point(i, 4)?);
                Ok(6)
            }
            b'U' => {
                out.push(self.code_point(i, 8)?);
                Ok(10)
            }
            b'x' => match hex(body, i + 2, 2) {
                Some(value) => {
                    out.push(value);
                    Ok(4)
                }
                None => Err(self.error(i, 2, "invalid \\x escape: two hexadecimal digits must follow")),
            },
            b'N' => self.named(i, out),
            b'0'..=b'7' => {
                let (value, len) = octal(body, i + 1);
                out.push(value);
                Ok(1 + len)
            }
            _ => match simple_escape(letter) {
                Some(value) => {
                    out.push(value as u32);
                    Ok(2)
                }
                None => {
                    out.push('\\' as u32);
                    Ok(1)
                }
            },
        }
    }

    fn named(&self, i: usize, out: &mut Vec<u32>) -> Result<usize> {
        let rest = &self.body[i + 2..];
        let name = rest.strip_prefix('{').and_then(|r| r.find('}').map(|end| &r[..end]));
        let Some(name) = name else {
            return Err(self.error(i, 2, "malformed \\N escape: a character's name in braces must follow"));
        };
        match unicode_names2::character(name) {
            Some(c) => {
                out.push(c as u32);
                Ok(4 + name.len())
            }
            None => Err(self.error(i, 4 + name.len(), "unknown Unicode character name")),
        }
    }
}

fn hex(body: &[u8], at: usize, digits: usize) -> Option<u32> {
    let text = body.get(at..at + digits)?;
    text.iter().try_fold(0, |value: u32, &b| Some(value << 4 | (b as char).to_digit(16)?))
}

/// The value of up to three octal digits, and how many there are.
fn octal(body: &[u8], at: usize) -> (u32, usize) {
    let len = body[at..].iter().take(3).take_while(|b| (b'0'..=b'7').contains(*b)).count();
    (body[at..at + len].iter().fold(0, |value, &b| value << 3 | (b - b'0') as u32), len)
}

fn simple_escape(b: u8) -> Option<u8> {
    Some(match b {
        b'\\' | b'\'' | b'"' => b,
        b'a' => 7,
        b'b' => 8,
        b't' => 9,
        b'n' => 10,
        b'v' => 11,
        b'f' => 12,
        b'r' => 13,
        _ => return None,
    })
}
