//! Python 2.7 source text to syntax tree to bytecode.
//!
//! The stages, each a module:
//!
//! 1. `decode`: bytes to text, by the encoding declaration.
//! 2. `lexer` (with `token`, `literal`): text to Python 2 tokens.
//! 3. `rewrite`: Python 2 tokens to tokens that the Python 3 grammar of `rustpython-parser` takes.
//!    Literals travel as indices of a side table, statements that Python 3 lacks as encodings.
//! 4. the grammar; where it fails, `explain` looks at the tokens for the cause.
//! 5. `lower`: the grammar's tree to our own [`tree`], which is Python 2.7 and nothing else.
//!    All checks for syntax of Python 3 that the grammar would accept are here.
//! 6. `scope`: where each name lives.
//! 7. `compile`: tree and scopes to [`Code`].
//!
//! What is deliberately absent: there is no Python 3 mode; nothing after `lower` knows of the
//! encodings or of the grammar's tree; the compiler folds only negative literals and tuples of
//! constants, because the flow builder folds the rest with the target's integers.
//!
//! Everything recursive runs on a stack sized by the text (`depth`), so that neither deep nesting
//! nor long operator chains overflow it.

mod compile;
mod decode;
mod depth;
mod disasm;
mod explain;
mod lexer;
mod literal;
mod lower;
mod rewrite;
mod scope;
mod source;
mod token;
// The fields of the tree say what they are by their names.
#[allow(missing_docs)]
mod tree;

use std::rc::Rc;

use rpython_base::{Diagnostic, SourceMap, Span};
use rpython_bytecode::Code;
use rustpython_parser::Mode as GrammarMode;

pub use disasm::disassemble;

use decode::{DecodeError, Decoded, Encoding};
use source::{Result, Source};

/// What kind of text is compiled, as the third argument of Python's `compile()`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// A sequence of statements: a module, or the argument of `exec`.
    Exec,
    /// One expression, whose value the code returns.
    Eval,
    /// One interactive statement; values of expression statements are displayed.
    Single,
}

/// Compiles the bytes of a source file, decoding them as its encoding declaration says.
pub fn compile_file(sources: &mut SourceMap, path: &str, bytes: &[u8]) -> Result<Rc<Code>> {
    let decoded = decode::decode(bytes).map_err(|e| undecodable(sources, path, e))?;
    compile_decoded(sources, path, decoded, Mode::Exec, 0)
}

/// Compiles generated source that is a byte string. Without an encoding declaration, bytes above
/// 127 may occur in strings and comments and stand for themselves.
pub fn compile_bytes(
    sources: &mut SourceMap,
    filename: &str,
    bytes: &[u8],
    mode: Mode,
    inherited_future_flags: u32,
) -> Result<Rc<Code>> {
    let decoded = decode::decode_generated(bytes).map_err(|e| undecodable(sources, filename, e))?;
    compile_decoded(sources, filename, decoded, mode, inherited_future_flags)
}

/// Compiles generated source. `inherited_future_flags` are the `FUTURE_*` flags of the code that
/// asks. Byte strings in it are encoded as UTF-8.
pub fn compile_string(
    sources: &mut SourceMap,
    filename: &str,
    text: &str,
    mode: Mode,
    inherited_future_flags: u32,
) -> Result<Rc<Code>> {
    let bytes = decode::unix_line_ends(text.as_bytes());
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let decoded = Decoded { text, encoding: Encoding::Utf8 };
    compile_decoded(sources, filename, decoded, mode, inherited_future_flags)
}

fn undecodable(sources: &mut SourceMap, path: &str, error: DecodeError) -> Box<Diagnostic> {
    let file = sources.add(path, error.text);
    let start = error.offset as u32;
    let mut diagnostic =
        Diagnostic::error("encoding", Span::new(file, start, start + error.len as u32), error.message);
    diagnostic.help = error.help;
    Box::new(diagnostic)
}

fn compile_decoded(
    sources: &mut SourceMap,
    path: &str,
    decoded: Decoded,
    mode: Mode,
    inherited: u32,
) -> Result<Rc<Code>> {
    let id = sources.add(path, decoded.text);
    let source = Source::new(id, sources.file(id), decoded.encoding);
    if source.text.contains('\0') {
        let at = source.text.find('\0').unwrap_or(0) as u32;
        return Err(source.error(at, at + 1, "source code cannot contain null bytes"));
    }
    let tokens = lexer::tokenize(&source)?;
    let stack = depth::stack_needed(&source, &tokens)?;
    stacker::grow(stack, || compile_tokens(&source, &tokens, mode, inherited))
}

fn compile_tokens(
    source: &Source<'_>,
    tokens: &[token::Token],
    mode: Mode,
    inherited: u32,
) -> Result<Rc<Code>> {
    let (rewritten, tables) = rewrite::rewrite(source, tokens, mode, inherited)?;
    let futures = tables.futures;
    let grammar_mode = match mode {
        Mode::Exec | Mode::Single => GrammarMode::Module,
        Mode::Eval => GrammarMode::Expression,
    };
    let tree =
        rustpython_parser::parse_tokens(rewritten.into_iter().map(Ok), grammar_mode, &source.file.path)
            .map_err(|e| explain::explain(source, tokens, &e))?;
    let module = lower::lower(source, tables, tree)?;
    let scopes = scope::analyze(&module)?;
    compile::compile(source, &module, &scopes, mode, futures)
}
