//! Python 2.7 source text to syntax tree to bytecode.

use std::rc::Rc;

use rpython_base::{Diagnostic, SourceMap, Span};
use rpython_bytecode::Code;

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
pub fn compile_file(sources: &mut SourceMap, path: &str, bytes: &[u8]) -> Result<Rc<Code>, Box<Diagnostic>> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    compile_string(sources, path, &text, Mode::Exec, 0)
}

/// Compiles generated source. `inherited_future_flags` are the `FUTURE_*` flags of the code that asks.
pub fn compile_string(
    sources: &mut SourceMap,
    filename: &str,
    text: &str,
    _mode: Mode,
    _inherited_future_flags: u32,
) -> Result<Rc<Code>, Box<Diagnostic>> {
    let file = sources.add(filename, text);
    Err(Box::new(Diagnostic::error("syntax", Span::new(file, 0, 0), "compiling is not supported yet")))
}
