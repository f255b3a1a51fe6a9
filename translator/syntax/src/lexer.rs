//! Text to tokens, by the rules of Python 2.7.
//!
//! All tokens of a file are made before parsing starts: the rewriter needs to look ahead, and
//! unbalanced brackets are best reported before anything else.

use rpython_base::Diagnostic;

use crate::source::{Result, Source, python3_only};
use crate::token::{Kind, Op, Token, keyword};

/// All tokens of the text, ended by `EndOfFile`. Every logical line ends with `Newline`.
pub fn tokenize(source: &Source<'_>) -> Result<Vec<Token>> {
    let mut lexer = Lexer {
        source,
        bytes: source.text.as_bytes(),
        pos: 0,
        tokens: Vec::with_capacity(source.text.len() / 4 + 8),
        indents: vec![0],
        brackets: Vec::new(),
    };
    lexer.run()?;
    Ok(lexer.tokens)
}

struct Lexer<'a> {
    source: &'a Source<'a>,
    bytes: &'a [u8],
    pos: usize,
    tokens: Vec<Token>,
    indents: Vec<u32>,
    /// Open brackets: which and where.
    brackets: Vec<(Op, u32)>,
}

impl Lexer<'_> {
    fn run(&mut self) -> Result<()> {
        let mut line_start = true;
        loop {
            if line_start && self.brackets.is_empty() {
                self.indentation()?;
            }
            line_start = false;
            self.skip_blanks()?;
            let start = self.pos;
            let Some(byte) = self.peek(0) else { break };
            match byte {
                b'\n' => {
                    self.pos += 1;
                    if self.brackets.is_empty() {
                        self.newline(start);
                        line_start = true;
                    }
                }
                b'#' => self.skip_comment(),
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.name()?,
                b'0'..=b'9' => self.number()?,
                b'.' if self.peek(1).is_some_and(|b| b.is_ascii_digit()) => self.number()?,
                b'"' | b'\'' => self.string(start)?,
                _ => self.operator(byte)?,
            }
        }
        if let Some(&(open, at)) = self.brackets.last() {
            return Err(self.source.error(at, at + 1, format!("'{}' was never closed", open.text())));
        }
        self.finish();
        Ok(())
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.pos + ahead).copied()
    }

    fn push(&mut self, kind: Kind, start: usize) {
        self.tokens.push(Token { kind, start: start as u32, end: self.pos as u32 });
    }

    fn newline(&mut self, start: usize) {
        self.tokens.push(Token { kind: Kind::Newline, start: start as u32, end: start as u32 + 1 });
    }

    fn finish(&mut self) {
        let end = self.bytes.len();
        self.pos = end;
        let open_line = self
            .tokens
            .last()
            .is_some_and(|t| !matches!(t.kind, Kind::Newline | Kind::Dedent | Kind::Indent));
        if open_line {
            self.push(Kind::Newline, end);
        }
        for _ in 1..self.indents.len() {
            self.push(Kind::Dedent, end);
        }
        self.push(Kind::EndOfFile, end);
    }

    /// Measures the indentation of the next line that is neither blank nor a mere comment.
    fn indentation(&mut self) -> Result<()> {
        let column = loop {
            let mut column = 0;
            loop {
                match self.peek(0) {
                    Some(b' ') => column += 1,
                    Some(b'\t') => column = (column / 8 + 1) * 8,
                    Some(0x0c) => column = 0,
                    _ => break,
                }
                self.pos += 1;
            }
            match self.peek(0) {
                None => return Ok(()),
                Some(b'\n') => self.pos += 1,
                Some(b'#') => self.skip_comment(),
                Some(_) => break column,
            }
        };
        let current = *self.indents.last().expect("the outermost level stays");
        if column > current {
            self.indents.push(column);
            self.push(Kind::Indent, self.pos);
        } else {
            while column < *self.indents.last().expect("the outermost level stays") {
                self.indents.pop();
                self.push(Kind::Dedent, self.pos);
            }
            if column != *self.indents.last().expect("the outermost level stays") {
                let start = self.bytes[..self.pos].iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
                let message = "unindent does not match any outer indentation level";
                return Err(self.source.error(start as u32, self.pos as u32, message));
            }
        }
        Ok(())
    }

    fn skip_comment(&mut self) {
        let rest = &self.bytes[self.pos..];
        self.pos += rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
    }

    fn skip_blanks(&mut self) -> Result<()> {
        loop {
            match self.peek(0) {
                Some(b' ' | b'\t' | 0x0c) => self.pos += 1,
                Some(b'\\') => match self.peek(1) {
                    Some(b'\n') => self.pos += 2,
                    None => return Err(self.here(1, "unexpected end of file after a line continuation")),
                    Some(_) => {
                        return Err(self.here(1, "unexpected character after line continuation character"));
                    }
                },
                _ => return Ok(()),
            }
        }
    }

    fn here(&self, len: usize, message: &str) -> Box<Diagnostic> {
        self.source.error(self.pos as u32, (self.pos + len) as u32, message)
    }

    fn name(&mut self) -> Result<()> {
        let start = self.pos;
        while self.peek(0).is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_') {
            self.pos += 1;
        }
        let text = &self.source.text[start..self.pos];
        if text.len() <= 2 && matches!(self.peek(0), Some(b'"' | b'\'')) {
            if is_string_prefix(text) {
                return self.string(start);
            }
            if matches!(text.to_ascii_lowercase().as_str(), "f" | "fr" | "rf") {
                let span = self.source.span(start as u32, self.pos as u32 + 1);
                let error = python3_only(span, "f-strings");
                return Err(Box::new(error.with_help("use the % operator: '%s and %d' % (name, count)")));
            }
        }
        self.push(keyword(text).map_or(Kind::Name, Kind::Key), start);
        if self.peek(0).is_some_and(|b| b >= 0x80) {
            return Err(self.strange_character());
        }
        Ok(())
    }

    fn strange_character(&self) -> Box<Diagnostic> {
        let c = self.source.text[self.pos..].chars().next().unwrap_or(' ');
        let message = match c {
            '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}' => {
                format!("invalid character '{c}': a typographic quotation mark does not delimit a string")
            }
            _ if c.is_alphanumeric() => {
                format!("invalid character '{c}': names consist of ASCII letters, digits and '_'")
            }
            _ => format!("invalid character {}", quoted(c)),
        };
        self.here(c.len_utf8(), &message)
    }

    fn digits(&mut self, accept: impl Fn(u8) -> bool) -> usize {
        let start = self.pos;
        while self.peek(0).is_some_and(&accept) {
            self.pos += 1;
        }
        self.pos - start
    }

    fn number(&mut self) -> Result<()> {
        let start = self.pos;
        if self.peek(0) == Some(b'0') && matches!(self.peek(1), Some(b'x' | b'X' | b'o' | b'O' | b'b' | b'B'))
        {
            let base = self.bytes[self.pos + 1] | 0x20;
            self.pos += 2;
            let count = match base {
                b'x' => self.digits(|b| b.is_ascii_hexdigit()),
                b'o' => self.digits(|b| (b'0'..=b'7').contains(&b)),
                _ => self.digits(|b| matches!(b, b'0' | b'1')),
            };
            if count == 0 || self.peek(0).is_some_and(|b| b.is_ascii_digit()) {
                let what = match base {
                    b'x' => "hexadecimal",
                    b'o' => "octal",
                    _ => "binary",
                };
                return Err(self.bad_number(start, &format!("invalid {what} literal")));
            }
            self.accept(b"lL");
        } else {
            self.decimal(start)?;
        }
        self.push(Kind::Number, start);
        if self.peek(0) == Some(b'_') && self.peek(1).is_some_and(|b| b.is_ascii_digit()) {
            let span = self.source.span(start as u32, self.pos as u32 + 1);
            return Err(python3_only(span, "underscores in number literals"));
        }
        Ok(())
    }

    fn decimal(&mut self, start: usize) -> Result<()> {
        self.digits(|b| b.is_ascii_digit());
        let integral = self.pos;
        if self.accept(b".") {
            self.digits(|b| b.is_ascii_digit());
        }
        if matches!(self.peek(0), Some(b'e' | b'E')) {
            let sign = matches!(self.peek(1), Some(b'+' | b'-')) as usize;
            if self.peek(1 + sign).is_some_and(|b| b.is_ascii_digit()) {
                self.pos += 1 + sign;
                self.digits(|b| b.is_ascii_digit());
            }
        }
        let is_float = self.pos > integral;
        if self.accept(b"jJ") || is_float {
            return Ok(());
        }
        let digits = &self.bytes[start..self.pos];
        if digits[0] == b'0' && digits.iter().any(|&b| b > b'7') {
            let message = "a number that starts with 0 is octal, which has no digits 8 and 9";
            return Err(self.bad_number(start, message));
        }
        self.accept(b"lL");
        Ok(())
    }

    fn accept(&mut self, any: &[u8]) -> bool {
        let hit = self.peek(0).is_some_and(|b| any.contains(&b));
        self.pos += hit as usize;
        hit
    }

    fn bad_number(&self, start: usize, message: &str) -> Box<Diagnostic> {
        self.source.error(start as u32, self.pos as u32, message)
    }

    /// Lexes a string whose prefix, if any, starts at `start` and whose quote is next.
    fn string(&mut self, start: usize) -> Result<()> {
        let quote = self.bytes[self.pos];
        let triple = self.peek(1) == Some(quote) && self.peek(2) == Some(quote);
        self.pos += if triple { 3 } else { 1 };
        loop {
            match self.peek(0) {
                None => return Err(self.unterminated(start, triple)),
                Some(b'\n') if !triple => return Err(self.unterminated(start, triple)),
                Some(b'\\') => {
                    self.pos += 1;
                    if self.peek(0).is_some() {
                        self.pos += 1;
                    }
                }
                Some(b) if b == quote => {
                    if !triple {
                        self.pos += 1;
                        break;
                    }
                    if self.peek(1) == Some(quote) && self.peek(2) == Some(quote) {
                        self.pos += 3;
                        break;
                    }
                    self.pos += 1;
                }
                Some(_) => self.pos += 1,
            }
        }
        self.push(Kind::String, start);
        Ok(())
    }

    fn unterminated(&self, start: usize, triple: bool) -> Box<Diagnostic> {
        if triple {
            let len = self.bytes[start..].iter().take_while(|&&b| b != b'"' && b != b'\'').count() + 3;
            let message = "unterminated triple-quoted string literal";
            return self.source.error(start as u32, (start + len) as u32, message);
        }
        self.source.error(start as u32, self.pos.min(self.bytes.len()) as u32, "unterminated string literal")
    }

    fn operator(&mut self, byte: u8) -> Result<()> {
        let start = self.pos;
        let rest = &self.bytes[self.pos..];
        let Some((op, len)) = operator(rest) else {
            return Err(match byte {
                0x80.. => self.strange_character(),
                b'!' => self.here(1, "invalid syntax: '!' is only part of '!='; negation is 'not'"),
                _ => self.here(1, &format!("invalid character '{}'", byte.escape_ascii())),
            });
        };
        self.pos += len;
        match op {
            Op::Lpar | Op::Lsqb | Op::Lbrace => self.brackets.push((op, start as u32)),
            Op::Rpar | Op::Rsqb | Op::Rbrace => self.close(op, start as u32)?,
            _ => {}
        }
        self.push(Kind::Op(op), start);
        Ok(())
    }

    fn close(&mut self, op: Op, at: u32) -> Result<()> {
        let Some((open, opened)) = self.brackets.pop() else {
            return Err(self.source.error(at, at + 1, format!("unmatched '{}'", op.text())));
        };
        let matches =
            matches!((open, op), (Op::Lpar, Op::Rpar) | (Op::Lsqb, Op::Rsqb) | (Op::Lbrace, Op::Rbrace));
        if matches {
            return Ok(());
        }
        let line = self.source.line(opened);
        let message = if line == self.source.line(at) {
            format!(
                "closing parenthesis '{}' does not match opening parenthesis '{}'",
                op.text(),
                open.text()
            )
        } else {
            format!(
                "closing parenthesis '{}' does not match opening parenthesis '{}' on line {line}",
                op.text(),
                open.text()
            )
        };
        let error = self.source.error(at, at + 1, message);
        Err(Box::new(error.with_label(self.source.span(opened, opened + 1), "opened here")))
    }
}

/// How a character is named in a message.
fn quoted(c: char) -> String {
    if c.is_control() || c.is_whitespace() { format!("U+{:04X}", c as u32) } else { format!("'{c}'") }
}

fn is_string_prefix(text: &str) -> bool {
    matches!(text, "r" | "R" | "u" | "U" | "b" | "B" | "ur" | "uR" | "Ur" | "UR" | "br" | "bR" | "Br" | "BR")
}

/// The longest operator at the start of `rest`, and its length.
fn operator(rest: &[u8]) -> Option<(Op, usize)> {
    let at = |i: usize| rest.get(i).copied().unwrap_or(0);
    let eq = |i: usize, with: Op, without: Op| if at(i) == b'=' { (with, i + 1) } else { (without, i) };
    Some(match at(0) {
        b'(' => (Op::Lpar, 1),
        b')' => (Op::Rpar, 1),
        b'[' => (Op::Lsqb, 1),
        b']' => (Op::Rsqb, 1),
        b'{' => (Op::Lbrace, 1),
        b'}' => (Op::Rbrace, 1),
        b':' => (Op::Colon, 1),
        b',' => (Op::Comma, 1),
        b';' => (Op::Semi, 1),
        b'.' if at(1) == b'.' && at(2) == b'.' => (Op::Ellipsis, 3),
        b'.' => (Op::Dot, 1),
        b'@' => (Op::At, 1),
        b'`' => (Op::Backquote, 1),
        b'~' => (Op::Tilde, 1),
        b'=' => eq(1, Op::EqEqual, Op::Equal),
        b'+' => eq(1, Op::PlusEqual, Op::Plus),
        b'-' => eq(1, Op::MinusEqual, Op::Minus),
        b'%' => eq(1, Op::PercentEqual, Op::Percent),
        b'|' => eq(1, Op::VbarEqual, Op::Vbar),
        b'&' => eq(1, Op::AmperEqual, Op::Amper),
        b'^' => eq(1, Op::CaretEqual, Op::Caret),
        b'*' if at(1) == b'*' => eq(2, Op::DoubleStarEqual, Op::DoubleStar),
        b'*' => eq(1, Op::StarEqual, Op::Star),
        b'/' if at(1) == b'/' => eq(2, Op::DoubleSlashEqual, Op::DoubleSlash),
        b'/' => eq(1, Op::SlashEqual, Op::Slash),
        b'<' if at(1) == b'<' => eq(2, Op::LeftShiftEqual, Op::LeftShift),
        b'<' if at(1) == b'>' => (Op::NotEqual, 2),
        b'<' => eq(1, Op::LessEqual, Op::Less),
        b'>' if at(1) == b'>' => eq(2, Op::RightShiftEqual, Op::RightShift),
        b'>' => eq(1, Op::GreaterEqual, Op::Greater),
        b'!' if at(1) == b'=' => (Op::NotEqual, 2),
        _ => return None,
    })
}
