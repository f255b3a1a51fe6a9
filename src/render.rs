//! Diagnostics as text for people.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use rpython_base::{Diagnostic, FileId, Severity, SourceMap, Span};

/// How many steps of a chain of calls are shown before it is cut.
const CHAIN_LIMIT: usize = 12;

/// One diagnostic, with source lines, carets, notes, the call chain and the remedy.
pub fn render(diagnostic: &Diagnostic, sources: &SourceMap, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.number());
    let mut main = Group::with_title(title);
    for (file, labels) in labels_by_file(diagnostic) {
        let source = sources.file(file);
        let snippet = labels.into_iter().fold(
            Snippet::source(&*source.text).path(&*source.path),
            |snippet, (span, kind, text)| {
                snippet.annotation(kind.span(range(span, &source.text)).label(text))
            },
        );
        main = main.element(snippet);
    }
    for note in &diagnostic.notes {
        main = main.element(Level::NOTE.message(note.as_str()));
    }
    let mut text = renderer.render(&[main]);
    text.push('\n');
    push_chain(&mut text, diagnostic, sources);
    if let Some(help) = &diagnostic.help {
        text.push_str(&format!("  help: {help}\n"));
    }
    text
}

type FileLabels<'a> = (FileId, Vec<(Span, AnnotationKind, Option<&'a str>)>);

/// The primary place and the others, grouped by file, the primary's file first.
fn labels_by_file(diagnostic: &Diagnostic) -> Vec<FileLabels<'_>> {
    let primary = (diagnostic.span, AnnotationKind::Primary, diagnostic.caret.as_deref());
    let others = diagnostic.labels.iter().map(|l| (l.span, AnnotationKind::Context, Some(l.text.as_str())));
    let mut files: Vec<FileLabels<'_>> = Vec::new();
    for label in std::iter::once(primary).chain(others) {
        let Some(file) = label.0.file() else { continue };
        match files.iter_mut().find(|(f, _)| *f == file) {
            Some((_, labels)) => labels.push(label),
            None => files.push((file, vec![label])),
        }
    }
    files
}

/// A span as a byte range inside the text, cut to its first line: of a definition the head is enough.
fn range(span: Span, text: &str) -> std::ops::Range<usize> {
    let start = (span.start as usize).min(text.len());
    let end = (span.end as usize).clamp(start, text.len());
    let piece = &text[start..end];
    match piece.find('\n') {
        Some(newline) => start..start + newline,
        None => start..end,
    }
}

fn push_chain(text: &mut String, diagnostic: &Diagnostic, sources: &SourceMap) {
    for frame in diagnostic.chain.iter().take(CHAIN_LIMIT) {
        let place = match sources.locate(frame.span) {
            Some((path, at)) => format!("{path}:{}:{}", at.line, at.col),
            None => "the translator".to_owned(),
        };
        text.push_str(&format!("  called from {} at {place}\n", frame.function));
    }
    if diagnostic.chain.len() > CHAIN_LIMIT {
        text.push_str(&format!("  ... and {} more calls\n", diagnostic.chain.len() - CHAIN_LIMIT));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rpython_base::CallFrame;

    #[test]
    fn shows_place_origins_chain_and_help() {
        let mut sources = SourceMap::new();
        let file = sources.add("a.py", "def f(x):\n    return x + 'a'\n");
        let diagnostic = Diagnostic::error("union", Span::new(file, 21, 28), "an int and a str do not add")
            .with_caret("here")
            .with_label(Span::new(file, 6, 7), "an int")
            .with_help("convert with str()")
            .with_chain(vec![CallFrame { function: "main".into(), span: Span::new(file, 0, 3) }]);
        let text = render(&diagnostic, &sources, false);
        for part in [
            "error[E0401]: an int and a str do not add",
            "a.py:2:12",
            "here",
            "an int",
            "called from main at a.py:1:1",
            "help: convert",
        ] {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
    }
}
