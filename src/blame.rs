//! Which of the errors are shown, in which order, and whose line comes first.
//!
//! A mistake in the user's program often shows inside a library function that it calls. The user's own line is the
//! primary place then, and all that goes wrong behind the same line is one error.

use rpython_base::{Diagnostic, EntityId, SourceMap, Span};

/// What a diagnostic in a module of the standard library suggests instead.
const INSTEAD: &[(&str, &str)] = &[
    ("collections", "use a plain dict, a list, or a class of your own"),
    ("copy", "write a method that makes the copy"),
    ("json", "parse and write the text with functions of your own"),
    ("random", "use rpython.rlib.rrandom.Random"),
    ("re", "use rpython.rlib.rsre.rsre_re, or search with the methods of strings"),
    ("string", "use the methods of strings"),
    ("struct", "use rpython.rlib.rstruct.runpack"),
    ("tempfile", "make the name with os.getpid() and open the file with os.open()"),
    ("time", "use time.time(), time.clock() and time.sleep()"),
    ("traceback", "write the message with os.write(2, text)"),
    ("weakref", "use weakref.ref, or rpython.rlib.rweakref.RWeakValueDictionary"),
];

/// The errors in the order of the source, each at the user's line.
pub fn settle(errors: Vec<Diagnostic>, sources: &SourceMap) -> Vec<Diagnostic> {
    let mut settled: Vec<Diagnostic> = Vec::new();
    let (inside, mut own): (Vec<_>, Vec<_>) =
        errors.into_iter().map(|error| at_users_line(error, sources)).partition(|(_, moved)| *moved);
    own.sort_by_key(|(error, _)| place(error.span));
    settled.extend(own.into_iter().map(|(error, _)| error));
    for (error, _) in inside {
        let line = |span: Span| sources.locate(span).map(|(path, at)| (path.to_owned(), at.line));
        let here = line(error.span);
        if settled.iter().all(|other| line(other.span) != here) {
            settled.push(error);
        }
    }
    settled.sort_by_key(|error| place(error.span));
    settled
}

fn place(span: Span) -> (usize, u32) {
    (span.file().map_or(usize::MAX, EntityId::index), span.start)
}

/// An error in a library, moved to the call in the user's program that leads there; and whether it was moved.
fn at_users_line(mut error: Diagnostic, sources: &SourceMap) -> (Diagnostic, bool) {
    if !sources.in_library(error.span) || error.code == "internal" {
        return (error, false);
    }
    let theirs = |span: Span| !span.is_none() && !sources.in_library(span);
    let label = error.labels.iter().map(|label| label.span).find(|&span| theirs(span));
    let call = error.chain.iter().map(|frame| frame.span).find(|&span| theirs(span));
    let Some(span) = label.or(call) else { return (error, false) };
    error.labels.retain(|label| label.span != span);
    let text = error.caret.take().unwrap_or_else(|| "here".to_owned());
    let inside = error.span;
    error = error.with_label(inside, text).with_caret("behind this call");
    if let Some(module) = standard_module(error.labels.iter().map(|label| label.span), sources) {
        error =
            error.with_note(format!("the standard module {module} is for import time: it is not RPython"));
        if let Some((_, instead)) = INSTEAD.iter().find(|(name, _)| *name == module) {
            error.help = Some((*instead).to_owned());
        }
    }
    error.span = span;
    (error, true)
}

/// The module of the standard library that a place lies in.
fn standard_module(spans: impl Iterator<Item = Span>, sources: &SourceMap) -> Option<String> {
    spans.filter(|&span| sources.in_library(span)).find_map(|span| {
        let (path, _) = sources.locate(span)?;
        let module = path.strip_prefix("lib/")?.trim_end_matches(".py").trim_end_matches("/__init__");
        Some(module.replace('/', "."))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rpython_base::CallFrame;

    #[test]
    fn one_error_at_the_users_line() {
        let mut sources = SourceMap::new();
        let user = sources.add("t.py", "import re\ndef f(n):\n    re.match('a', 'b')\n    n.x\n");
        let library = sources.add("lib/re.py", "def match(a, b):\n    compile(a)\n    use(b)\n");
        sources.mark_library(Span::new(library, 0, 1));
        let call = CallFrame { function: "f".into(), span: Span::new(user, 25, 43) };
        let inside = |start| {
            let span = Span::new(library, start, start + 3);
            Diagnostic::error("builtin", span, "no such thing").with_chain(vec![call.clone()])
        };
        let own = Diagnostic::error("attribute", Span::new(user, 48, 51), "an int has no attribute x");
        let settled = settle(vec![own, inside(21), inside(36)], &sources);
        assert_eq!(settled.len(), 2);
        assert_eq!(settled[0].span, call.span);
        assert_eq!(settled[0].labels[0].span, Span::new(library, 21, 24));
        assert!(settled[0].help.as_ref().is_some_and(|help| help.contains("rsre")));
        assert_eq!(settled[1].code, "attribute");
    }
}
