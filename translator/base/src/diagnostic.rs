//! The structured form of everything that goes wrong in a user's program or command line.
//!
//! A stage builds a [`Diagnostic`]; only the driver renders it (or a test, to plain text).

use crate::{Span, codes};

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Severity {
    /// Translation cannot succeed.
    Error,
    /// Translation goes on, but the program probably does not do what its author thinks.
    Warning,
}

/// A place in the source with what is to be said about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What: `an int here`.
    pub text: String,
}

/// One step of the chain of calls by which the place was reached, innermost first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CallFrame {
    /// The function that contains the call.
    pub function: String,
    /// The call.
    pub span: Span,
}

/// One failure, complete: place, cause, both origins of a conflict, call chain and remedy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// Name of the kind in [`codes::CODES`], such as `union`.
    pub code: &'static str,
    /// One sentence in the user's terms.
    pub message: String,
    /// The place it is about; [`Span::NONE`] only where no source exists.
    pub span: Span,
    /// What the caret says, if anything beyond the message.
    pub caret: Option<String>,
    /// Other places that matter: both origins of a conflict, the definition of the callee.
    pub labels: Vec<Label>,
    /// Facts that explain the cause.
    pub notes: Vec<String>,
    /// What to do about it, where that is known.
    pub help: Option<String>,
    /// How this code was reached, innermost call first.
    pub chain: Vec<CallFrame>,
}

impl Diagnostic {
    /// An error at `span`. Its kind is one of [`codes::CODES`], by name.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        debug_assert!(codes::find(code).is_some(), "no kind of diagnostic is called {code}");
        Diagnostic {
            severity: Severity::Error,
            code,
            message: message.into(),
            span,
            caret: None,
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            chain: Vec::new(),
        }
    }

    /// A warning at `span`.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, span, message) }
    }

    /// The number that users see, such as `E0401`.
    pub fn number(&self) -> &'static str {
        codes::find(self.code).map_or(self.code, |code| code.number)
    }

    /// With text at the caret.
    pub fn with_caret(mut self, text: impl Into<String>) -> Diagnostic {
        self.caret = Some(text.into());
        self
    }

    /// With another place.
    pub fn with_label(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// With an explaining fact.
    pub fn with_note(mut self, text: impl Into<String>) -> Diagnostic {
        self.notes.push(text.into());
        self
    }

    /// With the remedy.
    pub fn with_help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help = Some(text.into());
        self
    }

    /// With the chain of calls, innermost first.
    pub fn with_chain(mut self, chain: Vec<CallFrame>) -> Diagnostic {
        self.chain = chain;
        self
    }
}
