//! The text being compiled, and how errors about it are made.

use rpython_base::{Diagnostic, FileId, SourceFile, Span};

use crate::decode::Encoding;

/// Syntax errors are large and rare, hence the box.
pub type Result<T> = std::result::Result<T, Box<Diagnostic>>;

/// A text with its place in the source map.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    pub id: FileId,
    pub file: &'a SourceFile,
    pub text: &'a str,
    pub encoding: Encoding,
}

impl<'a> Source<'a> {
    pub fn new(id: FileId, file: &'a SourceFile, encoding: Encoding) -> Source<'a> {
        Source { id, file, text: &file.text, encoding }
    }

    /// A span in this text.
    pub fn span(&self, start: u32, end: u32) -> Span {
        Span::new(self.id, start, end)
    }

    /// The line (from 1) of an offset.
    pub fn line(&self, offset: u32) -> u32 {
        self.file.line_col(offset).line
    }

    /// A syntax error about a range of the text.
    pub fn error(&self, start: u32, end: u32, message: impl Into<String>) -> Box<Diagnostic> {
        error_at(self.span(start, end), message)
    }
}

/// A syntax error.
pub fn error_at(span: Span, message: impl Into<String>) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("syntax", span, message))
}

/// A syntax error about something that only Python 3 has.
pub fn python3_only(span: Span, what: &str) -> Box<Diagnostic> {
    let message = format!("{what} are Python 3 syntax; RPython is Python 2.7");
    Box::new(Diagnostic::error("python3-syntax", span, message))
}
