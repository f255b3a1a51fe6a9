//! Source files and positions in them.

use std::rc::Rc;

use crate::{Arena, EntityId, define_id};

define_id!(
    /// A source file known to a [`SourceMap`].
    FileId,
    "file"
);

/// A range of bytes in one source file. Eight bytes of position, four of file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Span {
    /// The file, or `None` in [`Span::NONE`].
    file: u32,
    /// Byte offset of the first byte.
    pub start: u32,
    /// Byte offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// No position: for what the translator makes up itself.
    pub const NONE: Span = Span { file: u32::MAX, start: 0, end: 0 };

    /// A range of bytes in `file`.
    pub fn new(file: FileId, start: u32, end: u32) -> Span {
        Span { file: file.index() as u32, start, end }
    }

    /// The file this lies in, unless it is [`Span::NONE`].
    pub fn file(self) -> Option<FileId> {
        (self.file != u32::MAX).then(|| FileId::from_index(self.file as usize))
    }

    /// Whether this is no position at all.
    pub fn is_none(self) -> bool {
        self.file == u32::MAX
    }
}

/// A position as people count: both from 1, the column in characters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct LineCol {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters (not bytes), from 1.
    pub col: u32,
}

/// One source file: its path as the user should see it, and its text decoded to UTF-8.
#[derive(Debug)]
pub struct SourceFile {
    /// The path as given or found; `<string>` and the like for generated source.
    pub path: Rc<str>,
    /// The text, which all spans count bytes of.
    pub text: Rc<str>,
    /// Whether it belongs to a library that comes with the translator, not to the user's program.
    pub library: bool,
    /// Byte offset of the start of each line.
    line_starts: Vec<u32>,
}

impl SourceFile {
    fn new(path: &str, text: Rc<str>) -> SourceFile {
        let mut line_starts = vec![0];
        line_starts.extend(text.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| i as u32 + 1));
        SourceFile { path: path.into(), text, library: false, line_starts }
    }

    /// Line and column of a byte offset; offsets behind the end count as the end.
    pub fn line_col(&self, offset: u32) -> LineCol {
        let offset = offset.min(self.text.len() as u32);
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_starts[line - 1] as usize;
        let prefix = &self.text.as_bytes()[start..offset as usize];
        let col = prefix.iter().filter(|&&b| (b & 0xC0) != 0x80).count() as u32 + 1;
        LineCol { line: line as u32, col }
    }

    /// The text of a line (from 1) without its line end; empty beyond the last.
    pub fn line(&self, line: u32) -> &str {
        let Some(&start) = self.line_starts.get(line.wrapping_sub(1) as usize) else { return "" };
        let end = self.line_starts.get(line as usize).map_or(self.text.len(), |&e| e as usize);
        self.text[start as usize..end].trim_end_matches(['\n', '\r'])
    }
}

/// All source files of one translation.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Arena<FileId, SourceFile>,
}

impl SourceMap {
    /// An empty map.
    pub fn new() -> SourceMap {
        SourceMap::default()
    }

    /// Adds a file (or a piece of generated source under a made-up name).
    pub fn add(&mut self, path: &str, text: impl Into<Rc<str>>) -> FileId {
        self.files.push(SourceFile::new(path, text.into()))
    }

    /// Marks the file of a span as one that comes with the translator.
    pub fn mark_library(&mut self, span: Span) {
        if let Some(file) = span.file() {
            self.files[file].library = true;
        }
    }

    /// Whether a span lies in a file that comes with the translator.
    pub fn in_library(&self, span: Span) -> bool {
        span.file().is_some_and(|file| self.files[file].library)
    }

    /// The file with this id.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id]
    }

    /// The ids of all files, in order.
    pub fn ids(&self) -> impl Iterator<Item = FileId> + use<> {
        self.files.ids()
    }

    /// Path, line and column where a span starts; `None` for [`Span::NONE`].
    pub fn locate(&self, span: Span) -> Option<(&str, LineCol)> {
        let file = self.file(span.file()?);
        Some((&file.path, file.line_col(span.start)))
    }

    /// The line (from 1) where a span starts; 0 for [`Span::NONE`].
    pub fn line_of(&self, span: Span) -> u32 {
        self.locate(span).map_or(0, |(_, at)| at.line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters() {
        let mut map = SourceMap::new();
        let id = map.add("a.py", "x = 'é' + 1\ny\n");
        let file = map.file(id);
        assert_eq!(file.line_col(0), LineCol { line: 1, col: 1 });
        assert_eq!(file.line_col(8), LineCol { line: 1, col: 8 });
        assert_eq!(file.line_col(13), LineCol { line: 2, col: 1 });
        assert_eq!(file.line(2), "y");
        assert_eq!(file.line(9), "");
    }
}
