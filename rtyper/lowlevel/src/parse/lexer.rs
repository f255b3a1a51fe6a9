//! Tokens of the text form.

use super::ParseError;

/// A token.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Token {
    /// A name or keyword.
    Ident(String),
    /// An integer, also a negative one.
    Int(i128),
    /// A finite float.
    Float(f64),
    /// A quoted string.
    Str(Vec<u8>),
    /// A quoted byte.
    Char(u8),
    /// `->`
    Arrow,
    /// Any other sign.
    Punct(char),
}

struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u32,
}

/// All tokens with their lines. Comments run from `;` to the end of the line.
pub(super) fn lex(text: &str) -> Result<Vec<(Token, u32)>, ParseError> {
    let mut lexer = Lexer { bytes: text.as_bytes(), at: 0, line: 1 };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.next()? {
        tokens.push((token, lexer.line));
    }
    Ok(tokens)
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn error(&self, message: impl Into<String>) -> ParseError {
        ParseError { line: self.line, message: message.into() }
    }

    fn skip_blank(&mut self) {
        while self.at < self.bytes.len() {
            match self.peek(0) {
                b'\n' => self.line += 1,
                b' ' | b'\t' | b'\r' => {}
                b';' => {
                    while self.at < self.bytes.len() && self.peek(0) != b'\n' {
                        self.at += 1;
                    }
                    continue;
                }
                _ => break,
            }
            self.at += 1;
        }
    }

    fn next(&mut self) -> Result<Option<Token>, ParseError> {
        self.skip_blank();
        if self.at >= self.bytes.len() {
            return Ok(None);
        }
        let c = self.peek(0);
        let token = match c {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.ident(),
            b'0'..=b'9' => self.number()?,
            b'-' if self.peek(1).is_ascii_digit() => self.number()?,
            b'-' if self.peek(1) == b'>' => {
                self.at += 2;
                Token::Arrow
            }
            b'"' => Token::Str(self.quoted(b'"')?),
            b'\'' => match self.quoted(b'\'')?[..] {
                [byte] => Token::Char(byte),
                _ => return Err(self.error("a Char is one byte")),
            },
            0x21..=0x7e => {
                self.at += 1;
                Token::Punct(c as char)
            }
            _ => return Err(self.error(format!("unexpected byte 0x{c:02x}"))),
        };
        Ok(Some(token))
    }

    fn ident(&mut self) -> Token {
        let start = self.at;
        while self.peek(0).is_ascii_alphanumeric() || self.peek(0) == b'_' {
            self.at += 1;
        }
        Token::Ident(String::from_utf8_lossy(&self.bytes[start..self.at]).into_owned())
    }

    fn number(&mut self) -> Result<Token, ParseError> {
        let start = self.at;
        if self.peek(0) == b'0' && self.peek(1) == b'x' {
            self.at += 2;
            while self.peek(0).is_ascii_hexdigit() {
                self.at += 1;
            }
            let digits = std::str::from_utf8(&self.bytes[start + 2..self.at]).unwrap_or("");
            return i128::from_str_radix(digits, 16).map(Token::Int).map_err(|e| self.error(e.to_string()));
        }
        self.at += 1;
        self.digits();
        let mut float = false;
        if self.peek(0) == b'.' && self.peek(1).is_ascii_digit() {
            float = true;
            self.at += 1;
            self.digits();
        }
        let signed_exponent = matches!(self.peek(1), b'+' | b'-') && self.peek(2).is_ascii_digit();
        if self.peek(0) == b'e' && (self.peek(1).is_ascii_digit() || signed_exponent) {
            float = true;
            self.at += 2;
            self.digits();
        }
        let text = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or("");
        if float {
            text.parse().map(Token::Float).map_err(|_| self.error(format!("bad float {text}")))
        } else {
            text.parse().map(Token::Int).map_err(|_| self.error(format!("bad integer {text}")))
        }
    }

    fn digits(&mut self) {
        while self.peek(0).is_ascii_digit() {
            self.at += 1;
        }
    }

    fn quoted(&mut self, end: u8) -> Result<Vec<u8>, ParseError> {
        self.at += 1;
        let mut out = Vec::new();
        loop {
            let c = self.peek(0);
            if self.at >= self.bytes.len() || c == b'\n' {
                return Err(self.error("unfinished string"));
            }
            self.at += 1;
            if c == end {
                return Ok(out);
            }
            if c != b'\\' {
                out.push(c);
                continue;
            }
            let escape = self.peek(0);
            self.at += 1;
            match escape {
                b'n' => out.push(b'\n'),
                b'x' => {
                    let digits = self.bytes.get(self.at..self.at + 2).unwrap_or(b"");
                    let digits = std::str::from_utf8(digits).unwrap_or("");
                    let byte = u8::from_str_radix(digits, 16).map_err(|_| self.error("bad \\x escape"))?;
                    out.push(byte);
                    self.at += 2;
                }
                b'"' | b'\'' | b'\\' => out.push(escape),
                _ => return Err(self.error(format!("unknown escape \\{}", escape as char))),
            }
        }
    }
}
