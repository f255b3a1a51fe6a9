//! Python 2 tokens to tokens that the Python 3 grammar can parse.
//!
//! What only Python 2 has is encoded with names that no source can contain, because they start
//! with a NUL byte; `lower` turns the encodings back:
//!
//! | source                      | as the grammar sees it                |
//! |-----------------------------|---------------------------------------|
//! | any literal                 | an integer, index of [`Tables::consts`] |
//! | `print >>f, x,`             | `return \0print>>, , f, x`            |
//! | `exec c in g, l`            | `return \0exec in, c, g, l`           |
//! | `raise A, v, tb`            | `return \0raise, A, v, tb`            |
//! | `except A, e:`              | `except (\0except, A, e):`            |
//! | `` `x` ``                   | `\0repr((x))`                         |
//! | `with (a) as b:`            | `with \0with((a)) as b:`              |
//! | `def f(a, (b, c)):`         | `def f(a, \0tuple0):`                 |
//! | `[x for x in 1, 2]`         | `[x for x in (1, 2)]`                 |
//! | `<>`                        | `!=`                                  |
//!
//! (`with` needs it because Python 3 reads the parenthesis as part of the statement.) All encoded
//! tokens keep positions of the source, so that errors of the grammar point into it.

use num_bigint::BigInt;
use rpython_base::Symbol;
use rpython_bytecode::{Const, flags};
use rustpython_parser::Tok;
use rustpython_parser::text_size::{TextRange, TextSize};

use crate::Mode;
use crate::literal;
use crate::source::{Result, Source, python3_only};
use crate::token::{Key, Kind, Op, Token};
use crate::tree::Param;

/// The names of the encodings.
pub mod names {
    pub const PRINT: &str = "\0print";
    pub const PRINT_COMMA: &str = "\0print,";
    pub const PRINT_TO: &str = "\0print>>";
    pub const PRINT_TO_COMMA: &str = "\0print>>,";
    pub const EXEC: &str = "\0exec";
    pub const EXEC_IN: &str = "\0exec in";
    pub const RAISE: &str = "\0raise";
    pub const EXCEPT: &str = "\0except";
    pub const REPR: &str = "\0repr";
    pub const WITH: &str = "\0with";
    /// Followed by an index of `Tables::patterns`.
    pub const TUPLE: &str = "\0tuple";
}

/// What the encoded tokens refer to.
#[derive(Default)]
pub struct Tables {
    pub consts: Vec<Const>,
    pub patterns: Vec<Option<Param>>,
    /// `FUTURE_*` flags in force.
    pub futures: u32,
}

/// A token with its position, as the grammar wants it.
pub type GrammarToken = (Tok, TextRange);

/// Encodes the tokens of a source.
pub fn rewrite(
    source: &Source<'_>,
    tokens: &[Token],
    mode: Mode,
    inherited: u32,
) -> Result<(Vec<GrammarToken>, Tables)> {
    let futures = inherited | future_flags(source, tokens);
    let mut rewriter = Rewriter {
        source,
        tokens,
        pos: 0,
        out: Vec::with_capacity(tokens.len() + 16),
        tables: Tables { futures, ..Tables::default() },
        open: Vec::new(),
        statement_start: mode != Mode::Eval,
        parameter: false,
        openers: Vec::new(),
        closers: Vec::new(),
        commas: Vec::new(),
        dropped: usize::MAX,
        backquote_closed: false,
    };
    rewriter.run(mode)?;
    Ok((rewriter.out, rewriter.tables))
}

/// The flag of a feature of `__future__`: `Some(0)` for one that is always in force.
pub fn future_flag(name: &str) -> Option<u32> {
    Some(match name {
        "nested_scopes" | "generators" => 0,
        "division" => flags::FUTURE_DIVISION,
        "absolute_import" => flags::FUTURE_ABSOLUTE_IMPORT,
        "with_statement" => flags::FUTURE_WITH_STATEMENT,
        "print_function" => flags::FUTURE_PRINT_FUNCTION,
        "unicode_literals" => flags::FUTURE_UNICODE_LITERALS,
        _ => return None,
    })
}

/// Finds the `from __future__ import` statements at the start: they change how the rest is read.
fn future_flags(source: &Source<'_>, tokens: &[Token]) -> u32 {
    let mut found = 0;
    let mut i = 0;
    let mut docstring_allowed = true;
    loop {
        while matches!(tokens[i].kind, Kind::Newline | Kind::Op(Op::Semi)) {
            i += 1;
        }
        if tokens[i].kind == Kind::String && docstring_allowed {
            docstring_allowed = false;
            while tokens[i].kind == Kind::String {
                i += 1;
            }
        } else if tokens[i].is_key(Key::From)
            && tokens[i + 1].kind == Kind::Name
            && tokens[i + 1].text(source.text) == "__future__"
        {
            while !matches!(tokens[i].kind, Kind::Newline | Kind::Op(Op::Semi) | Kind::EndOfFile) {
                if tokens[i].kind == Kind::Name {
                    found |= future_flag(tokens[i].text(source.text)).unwrap_or(0);
                }
                i += 1;
            }
        } else {
            return found;
        }
        if !matches!(tokens[i].kind, Kind::Newline | Kind::Op(Op::Semi)) {
            return found;
        }
    }
}

/// An open construct that decides how commas, colons and `for` are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// Parentheses, braces.
    Plain,
    /// Square brackets; whether a `for` awaits its `in`.
    Square(bool),
    /// The parentheses behind `def f`.
    Def,
    /// Between `lambda` and its colon.
    Lambda,
    Backquote,
}

struct Rewriter<'a> {
    source: &'a Source<'a>,
    tokens: &'a [Token],
    pos: usize,
    out: Vec<GrammarToken>,
    tables: Tables,
    open: Vec<Open>,
    /// A statement may start at the next token.
    statement_start: bool,
    /// A parameter may start at the next token.
    parameter: bool,
    /// Tokens before which `\0with(` goes; next one last.
    openers: Vec<usize>,
    /// Tokens before which `)` goes; next one last.
    closers: Vec<usize>,
    /// Tokens that become commas.
    commas: Vec<usize>,
    /// The token that vanishes.
    dropped: usize,
    /// Whether the last backquote was a closing one.
    backquote_closed: bool,
}

fn range(token: &Token) -> TextRange {
    TextRange::new(TextSize::from(token.start), TextSize::from(token.end))
}

impl Rewriter<'_> {
    fn run(&mut self, mode: Mode) -> Result<()> {
        loop {
            let token = self.tokens[self.pos];
            while self.closers.last() == Some(&self.pos) {
                self.closers.pop();
                self.emit_at(Tok::Rpar, &token);
            }
            if self.openers.last() == Some(&self.pos) {
                self.openers.pop();
                self.emit_name(names::WITH, &token);
                self.emit_at(Tok::Lpar, &token);
            }
            match token.kind {
                Kind::EndOfFile => return Ok(()),
                // `eval` ignores leading blanks.
                Kind::Indent | Kind::Dedent if mode == Mode::Eval => self.pos += 1,
                _ => {
                    if std::mem::take(&mut self.statement_start) && self.statement(&token) {
                        continue;
                    }
                    if std::mem::take(&mut self.parameter) && self.parameter(&token)? {
                        continue;
                    }
                    self.token(&token)?;
                }
            }
        }
    }

    /// Emits a token at the position of another, without width of its own.
    fn emit_at(&mut self, tok: Tok, at: &Token) {
        self.out.push((tok, TextRange::empty(TextSize::from(at.start))));
    }

    fn emit(&mut self, tok: Tok, token: &Token) {
        self.out.push((tok, range(token)));
    }

    fn emit_name(&mut self, name: &str, at: &Token) {
        self.emit_at(Tok::Name { name: name.to_owned() }, at);
    }

    fn emit_const(&mut self, value: Const, start: u32, end: u32) {
        let index = self.tables.consts.len();
        self.tables.consts.push(value);
        let range = TextRange::new(TextSize::from(start), TextSize::from(end));
        self.out.push((Tok::Int { value: BigInt::from(index) }, range));
    }

    /// The first token from `from` on, outside of brackets, that satisfies `wanted`; or the end of
    /// the simple statement.
    fn find(&self, from: usize, wanted: impl Fn(&Token) -> bool) -> usize {
        let mut depth = 0;
        for (i, token) in self.tokens.iter().enumerate().skip(from) {
            if matches!(token.kind, Kind::Newline | Kind::EndOfFile) {
                return i;
            }
            if depth == 0 && (wanted(token) || token.is_op(Op::Semi)) {
                return i;
            }
            depth += token.nesting();
            if depth < 0 {
                return i;
            }
        }
        self.tokens.len() - 1
    }

    /// Handles the head of a statement that needs encoding; false if it needs none.
    fn statement(&mut self, token: &Token) -> bool {
        match token.kind {
            Kind::Key(Key::Print) if self.tables.futures & flags::FUTURE_PRINT_FUNCTION == 0 => {
                self.print(token)
            }
            Kind::Key(Key::Exec) => self.exec(token),
            Kind::Key(Key::Raise) => return self.raise(token),
            Kind::Key(Key::Except) => return self.except(token),
            Kind::Key(Key::With) => {
                self.with();
                return false;
            }
            _ => return false,
        }
        true
    }

    fn print(&mut self, token: &Token) {
        let end = self.find(self.pos + 1, |_| false);
        let to = self.tokens[self.pos + 1].is_op(Op::RightShift);
        let first = self.pos + 1 + to as usize;
        let comma = end > first + 1 && self.tokens[end - 1].is_op(Op::Comma);
        if comma {
            self.dropped = end - 1;
        }
        self.emit(Tok::Return, token);
        let name = match (to, comma) {
            (false, false) => names::PRINT,
            (false, true) => names::PRINT_COMMA,
            (true, false) => names::PRINT_TO,
            (true, true) => names::PRINT_TO_COMMA,
        };
        self.emit_name(name, token);
        if first < end {
            self.emit_at(Tok::Comma, &self.tokens[first]);
        }
        self.pos = first;
    }

    fn exec(&mut self, token: &Token) {
        let end = self.find(self.pos + 1, |t| t.is_key(Key::In));
        let has_in = self.tokens[end].is_key(Key::In);
        if has_in {
            self.commas.push(end);
        }
        self.emit(Tok::Return, token);
        self.emit_name(if has_in { names::EXEC_IN } else { names::EXEC }, token);
        self.emit_at(Tok::Comma, token);
        self.pos += 1;
    }

    fn raise(&mut self, token: &Token) -> bool {
        let comma = self.find(self.pos + 1, |t| t.is_op(Op::Comma));
        if !self.tokens[comma].is_op(Op::Comma) {
            return false;
        }
        self.emit(Tok::Return, token);
        self.emit_name(names::RAISE, token);
        self.emit_at(Tok::Comma, token);
        self.pos += 1;
        true
    }

    fn except(&mut self, token: &Token) -> bool {
        let colon = self.find(self.pos + 1, |t| t.is_op(Op::Colon));
        let separator = self.find(self.pos + 1, |t| t.is_op(Op::Comma) || t.is_key(Key::As));
        if !self.tokens[colon].is_op(Op::Colon) || separator >= colon {
            return false;
        }
        self.emit(Tok::Except, token);
        self.emit_at(Tok::Lpar, token);
        self.emit_name(names::EXCEPT, token);
        self.emit_at(Tok::Comma, token);
        self.commas.push(separator);
        self.closers.push(colon);
        self.pos += 1;
        true
    }

    /// Notes the items that start with a parenthesis.
    fn with(&mut self) {
        let ends = |t: &Token| t.is_op(Op::Comma) || t.is_op(Op::Colon);
        let mut start = self.pos + 1;
        let (mut openers, mut closers) = (Vec::new(), Vec::new());
        loop {
            let end = self.find(start, |t| ends(t) || t.is_key(Key::As));
            if self.tokens[start].is_op(Op::Lpar) && end > start {
                openers.push(start);
                closers.push(end);
            }
            let end = self.find(start, ends);
            if !self.tokens[end].is_op(Op::Comma) {
                break;
            }
            start = end + 1;
        }
        self.openers.extend(openers.into_iter().rev());
        self.closers.extend(closers.into_iter().rev());
    }

    /// Handles a tuple parameter; false if this is none.
    fn parameter(&mut self, token: &Token) -> Result<bool> {
        match token.kind {
            Kind::Op(Op::Lpar) => {}
            Kind::Op(Op::Star | Op::DoubleStar) => {
                let next = self.tokens[self.pos + 1];
                if token.is_op(Op::Star) && (next.is_op(Op::Comma) || next.is_op(Op::Rpar)) {
                    return Err(python3_only(
                        self.source.span(token.start, token.end),
                        "keyword-only parameters",
                    ));
                }
                if next.kind != Kind::Name {
                    return Err(self.unexpected(
                        &next,
                        &format!("a name must follow '{}'", token.text(self.source.text)),
                    ));
                }
                return Ok(false);
            }
            _ => return Ok(false),
        }
        let (param, next) = self.pattern(self.pos)?;
        let end = self.tokens[next - 1].end;
        let name = match param {
            Param::Name(name, _) => name.as_str().to_owned(),
            Param::Tuple(..) => {
                self.tables.patterns.push(Some(param));
                format!("{}{}", names::TUPLE, self.tables.patterns.len() - 1)
            }
        };
        self.out.push((Tok::Name { name }, TextRange::new(TextSize::from(token.start), TextSize::from(end))));
        self.pos = next;
        Ok(true)
    }

    /// Parses `(a, (b, c))`, which starts at a token, and returns the token behind it.
    fn pattern(&self, at: usize) -> Result<(Param, usize)> {
        let mut items = Vec::new();
        let mut comma = false;
        let mut i = at + 1;
        loop {
            let token = self.tokens[i];
            match token.kind {
                Kind::Name => {
                    let name = Symbol::intern(token.text(self.source.text));
                    items.push(Param::Name(name, self.source.span(token.start, token.end)));
                    i += 1;
                }
                Kind::Op(Op::Lpar) => {
                    let (item, next) = self.pattern(i)?;
                    items.push(item);
                    i = next;
                }
                Kind::Op(Op::Rpar) if comma => {}
                _ => return Err(self.unexpected(&token, "a tuple parameter consists of names")),
            }
            let token = self.tokens[i];
            match token.kind {
                Kind::Op(Op::Comma) => {
                    comma = true;
                    i += 1;
                }
                Kind::Op(Op::Rpar) => break,
                _ => return Err(self.unexpected(&token, "a tuple parameter consists of names")),
            }
        }
        let span = self.source.span(self.tokens[at].start, self.tokens[i].end);
        if !comma {
            let only = items.pop().expect("one item was read");
            return Ok((only, i + 1));
        }
        Ok((Param::Tuple(items, span), i + 1))
    }

    fn unexpected(&self, token: &Token, message: &str) -> Box<rpython_base::Diagnostic> {
        self.source.error(token.start, token.end, format!("invalid syntax: {message}"))
    }

    fn token(&mut self, token: &Token) -> Result<()> {
        if self.dropped == self.pos {
            self.pos += 1;
            return Ok(());
        }
        if self.commas.last() == Some(&self.pos) {
            self.commas.pop();
            self.emit(Tok::Comma, token);
            self.pos += 1;
            return Ok(());
        }
        match token.kind {
            Kind::Name => {
                let name = token.text(self.source.text).to_owned();
                self.emit(Tok::Name { name }, token);
            }
            Kind::Number => {
                let value = literal::number(token.text(self.source.text));
                self.emit_const(value, token.start, token.end);
            }
            Kind::String => return self.strings(),
            Kind::Newline => {
                self.emit(Tok::Newline, token);
                self.statement_start = true;
                self.open.clear();
                self.closers.clear();
                self.openers.clear();
                self.commas.clear();
            }
            Kind::Indent | Kind::Dedent => {
                self.emit(if token.kind == Kind::Indent { Tok::Indent } else { Tok::Dedent }, token);
                self.statement_start = true;
            }
            Kind::EndOfFile => {}
            Kind::Key(key) => self.keyword(key, token)?,
            Kind::Op(op) => self.operator(op, token),
        }
        self.pos += 1;
        Ok(())
    }

    fn strings(&mut self) -> Result<()> {
        let run = self.tokens[self.pos..].iter().take_while(|t| t.kind == Kind::String).count();
        let tokens = &self.tokens[self.pos..self.pos + run];
        let unicode = self.tables.futures & flags::FUTURE_UNICODE_LITERALS != 0;
        let value = literal::strings(self.source, tokens, unicode)?;
        self.emit_const(value, tokens[0].start, tokens[run - 1].end);
        self.pos += run;
        Ok(())
    }

    fn keyword(&mut self, key: Key, token: &Token) -> Result<()> {
        let Some(tok) = key.tok() else {
            if key == Key::Print && self.tables.futures & flags::FUTURE_PRINT_FUNCTION != 0 {
                self.emit(Tok::Name { name: "print".to_owned() }, token);
                return Ok(());
            }
            // No statement may start here. The grammar has no place for this token, so it reports an
            // error, which `explain` puts into words.
            self.emit(Tok::EndOfFile, token);
            return Ok(());
        };
        self.emit(tok, token);
        match key {
            Key::Lambda => {
                self.open.push(Open::Lambda);
                self.parameter = true;
            }
            Key::Def => {
                let (name, paren) = (self.tokens[self.pos + 1], self.tokens.get(self.pos + 2).copied());
                if let (Kind::Name, Some(paren)) = (name.kind, paren.filter(|t| t.is_op(Op::Lpar))) {
                    self.emit(Tok::Name { name: name.text(self.source.text).to_owned() }, &name);
                    self.emit(Tok::Lpar, &paren);
                    self.open.push(Open::Def);
                    self.parameter = true;
                    self.pos += 2;
                }
            }
            Key::For => {
                if let Some(Open::Square(pending)) = self.open.last_mut() {
                    *pending = true;
                }
            }
            Key::In => {
                if let Some(Open::Square(pending)) = self.open.last_mut()
                    && std::mem::take(pending)
                {
                    self.iterated_tuple();
                }
            }
            Key::If => {
                let lambda = self.tokens[self.pos + 1].is_key(Key::Lambda);
                if lambda && matches!(self.open.last(), Some(Open::Square(_))) {
                    self.parenthesize();
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Puts parentheses around the next part of a list comprehension.
    fn parenthesize(&mut self) {
        let from = self.pos + 1;
        let end = self.find(from, |t| t.is_key(Key::For) || t.is_key(Key::If));
        self.emit_at(Tok::Lpar, &self.tokens[from]);
        self.closers.push(end);
    }

    /// Behind the `in` of a list comprehension: puts parentheses around `1, 2` and lambdas.
    fn iterated_tuple(&mut self) {
        let from = self.pos + 1;
        let end = self.find(from, |t| t.is_key(Key::For) || t.is_key(Key::If));
        let comma = self.find(from, |t| t.is_op(Op::Comma));
        if comma < end || self.tokens[from].is_key(Key::Lambda) {
            self.parenthesize();
        }
    }

    fn operator(&mut self, op: Op, token: &Token) {
        match op {
            Op::Backquote => return self.backquote(token),
            Op::Lpar | Op::Lbrace => self.open.push(Open::Plain),
            Op::Lsqb => self.open.push(Open::Square(false)),
            Op::Rpar | Op::Rbrace | Op::Rsqb => {
                self.open.pop();
            }
            Op::Comma => self.parameter = matches!(self.open.last(), Some(Open::Def | Open::Lambda)),
            Op::Semi => self.statement_start = true,
            Op::Colon => {
                if self.open.last() == Some(&Open::Lambda) {
                    self.open.pop();
                } else if self.open.is_empty() {
                    self.statement_start = true;
                }
            }
            _ => {}
        }
        if let Some(tok) = op.tok() {
            self.emit(tok, token);
        }
    }

    fn backquote(&mut self, token: &Token) {
        let closes = self.open.last() == Some(&Open::Backquote)
            && self.pos.checked_sub(1).is_some_and(|i| {
                let before = self.tokens[i];
                before.ends_operand() || (before.is_op(Op::Backquote) && self.backquote_closed)
            });
        self.backquote_closed = closes;
        let at = |start: u32, end: u32| TextRange::new(TextSize::from(start), TextSize::from(end));
        if closes {
            self.open.pop();
            self.out.push((Tok::Rpar, at(token.start, token.start)));
            self.out.push((Tok::Rpar, at(token.start, token.end)));
        } else {
            self.open.push(Open::Backquote);
            self.out.push((Tok::Name { name: names::REPR.to_owned() }, at(token.start, token.end)));
            self.out.push((Tok::Lpar, at(token.end, token.end)));
            self.out.push((Tok::Lpar, at(token.end, token.end)));
        }
    }
}
