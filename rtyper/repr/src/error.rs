//! What goes wrong while representations are chosen and ops are translated.

use rpython_base::{Diagnostic, Span};

/// A failure without a place yet; the span is attached where the op is known.
#[derive(Clone, Debug)]
pub struct TyperError {
    /// Stable code of the diagnostic.
    pub code: &'static str,
    /// One sentence in the user's terms.
    pub message: String,
    /// What to do about it, where that is known.
    pub help: Option<String>,
}

/// Result of everything in this crate that can fail.
pub type R<T> = Result<T, TyperError>;

impl TyperError {
    /// An operation that RPython has but that cannot be applied here.
    pub fn new(message: impl Into<String>) -> TyperError {
        TyperError { code: "rtyper", message: message.into(), help: None }
    }

    /// Something that is part of RPython and not done yet.
    pub fn unsupported(what: impl std::fmt::Display) -> TyperError {
        TyperError { code: "unsupported", message: format!("{what} is not supported yet"), help: None }
    }

    /// With the remedy.
    pub fn with_help(mut self, text: impl Into<String>) -> TyperError {
        self.help = Some(text.into());
        self
    }

    /// The diagnostic at a place.
    pub fn at(self, span: Span) -> Diagnostic {
        let mut d = Diagnostic::error(self.code, span, self.message);
        d.help = self.help;
        d
    }
}
