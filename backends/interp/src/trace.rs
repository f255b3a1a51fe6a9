//! The traceback ring: the places that the latest exceptions have passed.
//!
//! It holds what lowered programs record by ops, in the same order, so that all backends print the same.

use std::fmt::Write;

use rpython_base::{SourceMap, Span};
use rpython_lltype::FuncId;
use rpython_lowlevel::Program;

/// Entries kept; older ones are overwritten.
const ENTRIES: usize = 128;

/// What happened at a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Raise,
    Pass,
    Catch,
    Reraise,
}

/// Where something happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    Source(FuncId, Span),
    /// As a lowered program spells it.
    Text(String),
}

#[derive(Clone, Debug)]
struct Entry {
    place: Place,
    etype: u64,
    kind: Kind,
}

/// The ring.
#[derive(Default, Debug)]
pub(crate) struct Trace {
    entries: Vec<Entry>,
    count: usize,
}

/// `File "x.py", line 12, in f`
pub(crate) fn place_text(program: &Program, sources: &SourceMap, func: FuncId, span: Span) -> String {
    let function = &program.funcs[func];
    match sources.locate(span).or_else(|| sources.locate(function.span)) {
        Some((path, at)) => format!("File \"{path}\", line {}, in {}", at.line, function.name),
        None => format!("File \"<{}>\", in {}", function.module, function.name),
    }
}

impl Trace {
    pub fn add(&mut self, kind: Kind, place: Place, etype: u64) {
        let entry = Entry { place, etype, kind };
        if self.entries.len() < ENTRIES {
            self.entries.push(entry);
        } else {
            self.entries[self.count % ENTRIES] = entry;
        }
        self.count += 1;
    }

    /// The traceback of an exception of this class, outermost call first, one line for each place.
    pub fn text(&self, program: &Program, sources: &SourceMap, etype: u64) -> String {
        let mut out = String::from("RPython traceback:\n");
        let mut etype = etype;
        let mut skipping = false;
        let oldest = self.count.saturating_sub(ENTRIES);
        for at in (oldest..self.count).rev() {
            let entry = &self.entries[at % ENTRIES];
            let same = entry.etype == etype;
            if skipping && !(entry.kind == Kind::Catch && same) {
                continue;
            }
            skipping = false;
            let shown = match entry.kind {
                Kind::Pass => true,
                // Caught here and raised again later; or some earlier exception's trail.
                Kind::Catch => same,
                Kind::Reraise => {
                    etype = if etype == 0 { entry.etype } else { etype };
                    skipping = true;
                    false
                }
                Kind::Raise if etype != 0 && !same => break,
                Kind::Raise => true,
            };
            if shown {
                let text = match &entry.place {
                    Place::Source(func, span) => place_text(program, sources, *func, *span),
                    Place::Text(text) => text.clone(),
                };
                if !text.is_empty() {
                    let _ = writeln!(out, "  {text}");
                }
            }
            if entry.kind == Kind::Raise {
                return out;
            }
        }
        out.push_str("  ...\n");
        out
    }
}
