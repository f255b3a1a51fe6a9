//! How inference of one operation ends without a result.

use rpython_base::{Diagnostic, Span};

use crate::UnionError;

/// Why an operation has no result (yet).
#[derive(Debug)]
pub(crate) enum Fail {
    /// Nothing reaches this far: the code behind it is not looked at. If this stays so to the end, it is an error,
    /// explained by the text if there is one.
    Blocked(Option<Box<Diagnostic>>),
    /// The same, and no error.
    Harmless,
    /// An error.
    Error(Box<Diagnostic>),
    /// Two annotations that do not fit together.
    Union(Box<UnionFailure>),
}

/// Two annotations met that do not fit, and where they came from.
#[derive(Debug)]
pub(crate) struct UnionFailure {
    pub(crate) error: UnionError,
    /// Where the first came from, if not from the operation itself.
    pub(crate) left: Option<Span>,
    /// Where the second came from, if not from the operation itself.
    pub(crate) right: Option<Span>,
    /// The message stands at this place instead of at the operation.
    pub(crate) primary: Option<Span>,
    /// What holds both: `the attribute x of A`.
    pub(crate) place: Option<String>,
}

impl From<Box<UnionError>> for Fail {
    fn from(error: Box<UnionError>) -> Fail {
        Fail::Union(Box::new(UnionFailure {
            error: *error,
            left: None,
            right: None,
            primary: None,
            place: None,
        }))
    }
}

impl From<Diagnostic> for Fail {
    fn from(diagnostic: Diagnostic) -> Fail {
        Fail::Error(Box::new(diagnostic))
    }
}

impl Fail {
    /// Puts the message of a conflict at another place than the operation.
    pub(crate) fn standing_at(self, span: Span) -> Fail {
        match self {
            Fail::Union(mut failure) => {
                failure.primary.get_or_insert(span);
                Fail::Union(failure)
            }
            Fail::Blocked(_) | Fail::Harmless | Fail::Error(_) => self,
        }
    }

    /// Adds what is known about the place where two annotations met, unless an inner one was told already.
    pub(crate) fn at(self, place: impl FnOnce() -> String, left: Option<Span>, right: Option<Span>) -> Fail {
        match self {
            Fail::Union(mut failure) => {
                if failure.place.is_none() {
                    failure.place = Some(place());
                    failure.left = left;
                    failure.right = right;
                }
                Fail::Union(failure)
            }
            Fail::Blocked(_) | Fail::Harmless | Fail::Error(_) => self,
        }
    }
}

/// The result of inferring something.
pub(crate) type R<T = crate::SomeValue> = Result<T, Fail>;
