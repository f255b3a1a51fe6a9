//! Lines of the source, in a form that threads can share.

use rpython_base::{EntityId, FileId, SourceMap, Span};

/// All files that a program's spans may refer to.
pub(crate) struct Lines {
    files: Vec<File>,
}

struct File {
    path: String,
    /// Byte offset of the start of each line.
    starts: Vec<u32>,
}

impl Lines {
    /// From the map that the spans were made with.
    pub fn new(sources: &SourceMap) -> Lines {
        let file = |id: FileId| {
            let file = sources.file(id);
            let ends = file.text.bytes().enumerate().filter(|&(_, b)| b == b'\n');
            let starts = std::iter::once(0).chain(ends.map(|(i, _)| i as u32 + 1)).collect();
            File { path: file.path.to_string(), starts }
        };
        Lines { files: sources.ids().map(file).collect() }
    }

    /// File and line (from 1) where a span starts.
    pub fn place(&self, span: Span) -> Option<(u32, u32)> {
        let number = span.file()?.index();
        let file = self.files.get(number)?;
        Some((number as u32, file.starts.partition_point(|&start| start <= span.start) as u32))
    }

    /// The path of a file.
    pub fn path(&self, file: u32) -> &str {
        &self.files[file as usize].path
    }
}
