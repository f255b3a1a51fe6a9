//! What is wrong with a text that the grammar rejects, in the user's terms.
//!
//! The grammar reports a position and nothing more. The tokens around it usually tell the cause:
//! a missing colon, a forgotten block, an assignment where a comparison was meant, syntax of
//! Python 3. The functions here look for such causes, from the most to the least specific.

use rpython_base::Diagnostic;
use rustpython_parser::lexer::LexicalErrorType;
use rustpython_parser::{ParseError, ParseErrorType, Tok};

use crate::source::{Source, python3_only};
use crate::token::{Key, Kind, Op, Token};

/// Turns the grammar's error into a diagnostic.
pub fn explain(source: &Source<'_>, tokens: &[Token], error: &ParseError) -> Box<Diagnostic> {
    let offset = u32::from(error.offset);
    let layout = match &error.error {
        // The grammar's name for the end of the file where a block is due.
        ParseErrorType::Lexical(LexicalErrorType::IndentationError) => false,
        ParseErrorType::Lexical(lexical) => return explain_action(source, tokens, offset, lexical),
        ParseErrorType::UnrecognizedToken(tok, _) => matches!(tok, Tok::Indent | Tok::Dedent),
        ParseErrorType::Eof | ParseErrorType::ExtraToken(_) | ParseErrorType::InvalidToken => false,
    };
    let mut at = tokens.partition_point(|t| t.start < offset).min(tokens.len() - 1);
    let at_end = ParseErrorType::Lexical(LexicalErrorType::IndentationError);
    if error.error == ParseErrorType::Eof || error.error == at_end {
        at = tokens.len() - 1;
    }
    if !layout {
        while matches!(tokens[at].kind, Kind::Indent | Kind::Dedent) && at + 1 < tokens.len() {
            at += 1;
        }
    }
    Explainer { source, tokens, at }.explain()
}

/// Errors that the actions of the grammar find.
fn explain_action(
    source: &Source<'_>,
    tokens: &[Token],
    offset: u32,
    error: &LexicalErrorType,
) -> Box<Diagnostic> {
    let message = match error {
        LexicalErrorType::DefaultArgumentError => "non-default argument follows default argument".to_string(),
        LexicalErrorType::DuplicateArgumentError(name) => {
            format!("duplicate argument '{name}' in function definition")
        }
        LexicalErrorType::PositionalArgumentError => {
            "positional argument follows keyword argument".to_string()
        }
        LexicalErrorType::UnpackedArgumentError => "nothing may follow '**' arguments".to_string(),
        LexicalErrorType::DuplicateKeywordArgumentError(name) => format!("keyword argument repeated: {name}"),
        LexicalErrorType::OtherError(text) => format!("invalid syntax: {text}"),
        other => format!("invalid syntax: {other}"),
    };
    let at = tokens.partition_point(|t| t.start < offset).min(tokens.len() - 1);
    source.error(offset, tokens[at].end.max(offset), message)
}

struct Explainer<'a> {
    source: &'a Source<'a>,
    tokens: &'a [Token],
    /// The token that the grammar did not accept.
    at: usize,
}

impl Explainer<'_> {
    fn explain(&self) -> Box<Diagnostic> {
        let token = self.token();
        self.newer()
            .or_else(|| self.block())
            .or_else(|| self.colon())
            .or_else(|| self.clause())
            .or_else(|| self.detail())
            .unwrap_or_else(|| self.error(&token, "invalid syntax"))
    }

    fn token(&self) -> Token {
        self.tokens[self.at]
    }

    fn before(&self) -> Option<Token> {
        self.at.checked_sub(1).map(|i| self.tokens[i])
    }

    fn error(&self, token: &Token, message: impl Into<String>) -> Box<Diagnostic> {
        self.source.error(token.start, token.end, message)
    }

    fn text(&self, token: &Token) -> &str {
        token.text(self.source.text)
    }

    /// The index of the first token of the logical line that holds token `i`.
    fn line_start(&self, i: usize) -> usize {
        let is_layout = |t: &Token| matches!(t.kind, Kind::Newline | Kind::Indent | Kind::Dedent);
        self.tokens[..i].iter().rposition(is_layout).map_or(0, |p| p + 1)
    }

    /// The index of the first token of the simple statement that holds the error.
    fn statement_start(&self) -> usize {
        let line = self.line_start(self.at);
        let mut depth = 0;
        let mut start = line;
        for (i, token) in self.tokens.iter().enumerate().take(self.at).skip(line) {
            if depth == 0 && token.is_op(Op::Semi) {
                start = i + 1;
            }
            depth += token.nesting();
        }
        start
    }

    /// Bracket depth at the error, within its logical line.
    fn depth(&self) -> i32 {
        let line = self.line_start(self.at);
        self.tokens[line..self.at].iter().map(Token::nesting).sum()
    }

    /// Syntax of Python 3.
    fn newer(&self) -> Option<Box<Diagnostic>> {
        let start = self.statement_start();
        let first = self.tokens[start];
        let second = self.tokens.get(start + 1).copied()?;
        let span = |a: &Token, b: &Token| self.source.span(a.start, b.end);
        if first.kind == Kind::Name {
            let follows = matches!(second.kind, Kind::Name | Kind::Number | Kind::String);
            let what = match (self.text(&first), second.kind) {
                ("nonlocal", Kind::Name) => Some("'nonlocal' statements"),
                ("async", Kind::Key(Key::Def | Key::For | Key::With)) => Some("'async' statements"),
                ("await", _) if follows => Some("'await' expressions"),
                ("match", _) if follows && self.line_ends_in_colon() => Some("'match' statements"),
                ("type", Kind::Name) => Some("'type' statements"),
                _ => None,
            };
            if let Some(what) = what {
                return Some(python3_only(span(&first, &second), what));
            }
        }
        let token = self.token();
        let before = self.before();
        let adjacent = |t: &Token, op: Op| t.is_op(op) && t.end == token.start;
        if token.is_op(Op::Equal) && before.is_some_and(|b| adjacent(&b, Op::Colon)) {
            return Some(python3_only(span(&before?, &token), "assignment expressions with ':='"));
        }
        if token.is_op(Op::Colon) {
            let next = self.tokens.get(self.at + 1).copied();
            if let Some(next) = next.filter(|n| n.is_op(Op::Equal) && n.start == token.end) {
                return Some(python3_only(span(&token, &next), "assignment expressions with ':='"));
            }
        }
        if token.is_op(Op::Minus) && first.is_key(Key::Def) {
            let next = self.tokens.get(self.at + 1).copied()?;
            if next.is_op(Op::Greater) && next.start == token.end {
                return Some(python3_only(span(&token, &next), "return annotations"));
            }
        }
        if token.is_op(Op::At) && before.is_some_and(|b| b.ends_operand()) {
            return Some(python3_only(span(&token, &token), "matrix multiplications with '@'"));
        }
        if first.is_key(Key::Print) && token.is_op(Op::Equal) && self.depth() > 0 {
            let message = "'print' is a statement in Python 2 and takes no keyword arguments";
            let error = self.error(&token, message);
            let help =
                "use 'print >>file, value,', or start the file with: from __future__ import print_function";
            return Some(Box::new(error.with_help(help)));
        }
        if before.is_some_and(|b| b.kind == Kind::Name && self.text(&b) == "await")
            && token.kind == Kind::Name
        {
            return Some(python3_only(span(&before?, &token), "'await' expressions"));
        }
        None
    }

    fn line_ends_in_colon(&self) -> bool {
        let start = self.line_start(self.at);
        let end = self.tokens[start..].iter().position(|t| t.kind == Kind::Newline);
        end.is_some_and(|end| end > 0 && self.tokens[start + end - 1].is_op(Op::Colon))
    }

    /// Missing and unexpected indentation.
    fn block(&self) -> Option<Box<Diagnostic>> {
        let token = self.token();
        if token.kind == Kind::Indent {
            let start = self.source.text[..token.start as usize].rfind('\n').map_or(0, |i| i as u32 + 1);
            return Some(self.source.error(start, token.start, "unexpected indent"));
        }
        let mut i = self.at;
        while i > 0 && self.tokens[i - 1].kind == Kind::Dedent {
            i -= 1;
        }
        let newline = i.checked_sub(1)?;
        if self.tokens[newline].kind != Kind::Newline
            || !self.tokens[newline.checked_sub(1)?].is_op(Op::Colon)
        {
            return None;
        }
        let head = self.line_start(newline);
        let line = self.source.line(self.tokens[head].start);
        let what = self.opener(head)?;
        let message = format!("expected an indented block after {what} on line {line}");
        let token = Token { end: token.end.max(token.start), ..token };
        let at = self.source.span(self.tokens[head].start, self.tokens[newline].start);
        Some(Box::new(self.error(&token, message).with_label(at, "this needs a block")))
    }

    /// How the statement that opens a block is called.
    fn opener(&self, head: usize) -> Option<String> {
        let Kind::Key(key) = self.tokens[head].kind else { return None };
        Some(match key {
            Key::Def => "function definition".to_string(),
            Key::Class => "class definition".to_string(),
            Key::If
            | Key::Elif
            | Key::Else
            | Key::For
            | Key::While
            | Key::Try
            | Key::With
            | Key::Except
            | Key::Finally => {
                format!("'{}' statement", key.text())
            }
            _ => return None,
        })
    }

    /// A compound statement whose head is not complete.
    fn colon(&self) -> Option<Box<Diagnostic>> {
        let start = self.statement_start();
        let Kind::Key(key) = self.tokens[start].kind else { return None };
        self.opener(start)?;
        let token = self.token();
        if start == self.at {
            return None;
        }
        match key {
            Key::Def | Key::Class if self.at == start + 1 => {
                let what = if key == Key::Def { "function" } else { "class" };
                let message = match token.kind {
                    Kind::Key(key) => {
                        format!("invalid syntax: '{}' is a keyword and cannot name a {what}", key.text())
                    }
                    _ => format!("invalid syntax: expected the name of the {what}"),
                };
                return Some(self.error(&token, message));
            }
            Key::For
                if self.depth() == 0
                    && token.kind == Kind::Name
                    && self.before()?.ends_operand()
                    && !self.tokens[start..self.at].iter().any(|t| t.is_key(Key::In)) =>
            {
                return Some(self.error(&token, "invalid syntax: expected 'in'"));
            }
            Key::Def if self.at == start + 2 => return Some(self.error(&token, "expected '('")),
            _ => {}
        }
        if self.depth() != 0 || self.lambda_open(start) {
            return None;
        }
        if token.is_op(Op::Equal) && matches!(key, Key::If | Key::Elif | Key::While) {
            let error = self.error(&token, "invalid syntax: '=' assigns and cannot stand in a condition");
            return Some(Box::new(error.with_help("use '==' to compare")));
        }
        let before = self.before()?;
        let complete = before.ends_operand()
            || matches!(before.kind, Kind::Key(Key::Else | Key::Try | Key::Finally | Key::Except));
        let line_end = token.kind == Kind::Newline;
        if complete && (line_end || !self.has_colon(start)) {
            if matches!(key, Key::For) && !self.tokens[start..self.at].iter().any(|t| t.is_key(Key::In)) {
                return Some(self.error(&token, "invalid syntax: expected 'in'"));
            }
            return Some(self.error(&token, "expected ':'"));
        }
        None
    }

    /// Whether the line has a colon outside of brackets behind the head.
    fn has_colon(&self, start: usize) -> bool {
        let mut depth = 0;
        let line = self.tokens[start..].iter().take_while(|t| t.kind != Kind::Newline);
        for token in line {
            depth += token.nesting();
            if depth == 0 && token.is_op(Op::Colon) {
                return true;
            }
        }
        false
    }

    /// Whether a lambda between `start` and the error still lacks its colon.
    fn lambda_open(&self, start: usize) -> bool {
        let part = &self.tokens[start..self.at];
        let lambdas = part.iter().filter(|t| t.is_key(Key::Lambda)).count();
        lambdas > part.iter().filter(|t| t.is_op(Op::Colon)).count()
    }

    /// `else` and the like without their statement, `try` without its clauses.
    fn clause(&self) -> Option<Box<Diagnostic>> {
        let token = self.token();
        let start = self.statement_start();
        let previous = self.previous_line().map(|i| self.tokens[i]);
        if previous.is_some_and(|t| t.is_op(Op::At)) && start == self.at {
            return Some(self.error(&token, "invalid syntax: a function or class must follow a decorator"));
        }
        if let Some(at) = self.open_try() {
            let line = self.source.line(self.tokens[at].start);
            let message = format!("expected 'except' or 'finally' block after 'try' on line {line}");
            return Some(self.error(&token, message));
        }
        let Kind::Key(key) = token.kind else { return None };
        if start != self.at {
            return None;
        }
        let owner = match key {
            Key::Else => "'if', 'for', 'while' or 'try'",
            Key::Elif => "'if'",
            Key::Except | Key::Finally => "'try'",
            _ => return None,
        };
        let message = format!("invalid syntax: this '{}' belongs to no {owner}", key.text());
        Some(self.error(&token, message))
    }

    /// The first token of the logical line that ends right before the error.
    fn previous_line(&self) -> Option<usize> {
        let newline = self.at.checked_sub(1)?;
        (self.tokens[newline].kind == Kind::Newline).then(|| self.line_start(newline))
    }

    /// The `try` whose block ends right before the error.
    fn open_try(&self) -> Option<usize> {
        let line = self.previous_line();
        if let Some(line) = line.filter(|&i| self.tokens[i].is_key(Key::Try)) {
            return Some(line);
        }
        if self.before()?.kind != Kind::Dedent && self.token().kind != Kind::Dedent {
            return None;
        }
        let mut heads = Vec::new();
        let mut last = None;
        for (i, token) in self.tokens[..self.at].iter().enumerate() {
            match token.kind {
                Kind::Indent => heads.push(self.line_start(i - 1)),
                Kind::Dedent => last = heads.pop(),
                _ => {}
            }
        }
        if self.token().kind == Kind::Dedent {
            last = heads.pop();
        }
        last.filter(|&head| self.tokens[head].is_key(Key::Try))
    }

    /// Causes within an expression.
    fn detail(&self) -> Option<Box<Diagnostic>> {
        let token = self.token();
        let before = self.before()?;
        let starts_operand = matches!(token.kind, Kind::Name | Kind::Number | Kind::String);
        if token.is_op(Op::Equal) && self.depth() > 0 {
            let error = self.error(&token, "invalid syntax: '=' cannot stand here");
            return Some(Box::new(error.with_help("use '==' to compare")));
        }
        if starts_operand && before.ends_operand() && self.depth() > 0 {
            let at = Token { start: before.start, ..token };
            return Some(self.error(&at, "invalid syntax. Perhaps you forgot a comma?"));
        }
        if starts_operand && before.kind == Kind::Name && matches!(self.text(&before), "print" | "exec") {
            let message =
                format!("invalid syntax: '{}' is a function here and needs parentheses", self.text(&before));
            return Some(self.error(&before, message));
        }
        if let Some(error) = self.doubled(&before) {
            return Some(error);
        }
        if let Kind::Key(key @ (Key::Print | Key::Exec)) = token.kind {
            let message = format!(
                "invalid syntax: '{}' is a statement in Python 2 and cannot be used here",
                key.text()
            );
            let error = self.error(&token, message);
            let help = "from __future__ import print_function makes 'print' an ordinary function";
            return Some(if key == Key::Print { Box::new(error.with_help(help)) } else { error });
        }
        if token.is_op(Op::Colon) && matches!(before.kind, Kind::Key(_)) {
            return Some(self.error(&token, "invalid syntax: an expression is missing before ':'"));
        }
        if let Kind::Key(key) = token.kind {
            let binds = before.is_op(Op::Dot)
                || matches!(before.kind, Kind::Key(Key::Import | Key::As | Key::Global | Key::For));
            if binds {
                let message =
                    format!("invalid syntax: '{}' is a keyword and cannot be used as a name", key.text());
                return Some(self.error(&token, message));
            }
        }
        self.incomplete(&token, &before)
    }

    /// `x++`
    fn doubled(&self, before: &Token) -> Option<Box<Diagnostic>> {
        let earlier = self.at.checked_sub(2).map(|i| self.tokens[i])?;
        let same = earlier.end == before.start && earlier.kind == before.kind;
        if !same || !matches!(before.kind, Kind::Op(Op::Plus | Op::Minus)) {
            return None;
        }
        let op = self.text(before);
        let at = Token { start: earlier.start, ..*before };
        Some(self.error(&at, format!("invalid syntax: Python has no operator '{op}{op}'")))
    }

    /// A line that ends too early.
    fn incomplete(&self, token: &Token, before: &Token) -> Option<Box<Diagnostic>> {
        if !matches!(token.kind, Kind::Newline | Kind::EndOfFile) && !token.is_op(Op::Semi) {
            return None;
        }
        let start = self.statement_start();
        let statement = &self.tokens[start..self.at];
        let mut quotes = statement.iter().filter(|t| t.is_op(Op::Backquote));
        if quotes.clone().count() % 2 == 1 {
            let open = quotes.next_back().copied().unwrap_or(*token);
            return Some(self.error(&open, "'`' was never closed"));
        }
        let last_if = statement.iter().rposition(|t| t.is_key(Key::If)).filter(|&i| i > 0);
        if last_if.is_some_and(|i| !statement[i..].iter().any(|t| t.is_key(Key::Else)))
            && before.ends_operand()
        {
            return Some(self.error(token, "expected 'else' after 'if' expression"));
        }
        (!before.ends_operand()).then(|| self.error(token, "invalid syntax: the statement is not complete"))
    }
}
