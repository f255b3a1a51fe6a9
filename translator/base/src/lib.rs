//! What every stage shares: typed ids and arenas, interned symbols, source files and
//! spans, and the structured diagnostic that all user-visible failures are made of.
//!
//! Nothing here knows about Python, types or graphs.

pub mod arena;
pub mod codes;
pub mod diagnostic;
pub mod similar;
pub mod source;
pub mod symbol;

pub use arena::{Arena, EntityId};
pub use diagnostic::{CallFrame, Diagnostic, Label, Severity};
pub use source::{FileId, LineCol, SourceFile, SourceMap, Span};
pub use symbol::Symbol;

/// Hash map with a fast, fixed-seed hasher. Never iterate over it where order can reach the output.
pub type FastMap<K, V> = rustc_hash::FxHashMap<K, V>;
/// Hash set with a fast, fixed-seed hasher. Never iterate over it where order can reach the output.
pub type FastSet<K> = rustc_hash::FxHashSet<K>;
