//! What JavaScript cannot do.

use rpython_base::{Diagnostic, Span};
use rpython_lltype::FuncId;
use rpython_lowlevel::{FuncBody, Program};

use crate::types::Form;

/// The error for integers of 128 bits, as C compilers for 32-bit machines give it, too.
pub(crate) fn no_quads(span: Span) -> Diagnostic {
    Diagnostic::error("wide-integer", span, "there are no 128-bit integers where words have 32 bits")
        .with_help("use 64-bit integers (r_longlong), or a backend with 64-bit words")
}

/// Refuses functions that use integers of 128 bits.
pub(crate) fn functions(program: &Program, funcs: &[FuncId]) -> Result<(), Diagnostic> {
    for &id in funcs {
        let FuncBody::Graph(graph) = &program.funcs[id].body else { continue };
        for block in graph.reverse_postorder() {
            let block = &graph.blocks[block];
            let wide = |v: &rpython_lowlevel::VarId| Form::of(graph.vars[*v].ty) == Some(Form::Quad);
            if let Some(op) = block.ops.iter().find(|op| wide(&op.result)) {
                return Err(no_quads(op.span));
            }
            if block.params.iter().any(wide) {
                return Err(no_quads(program.funcs[id].span));
            }
        }
    }
    Ok(())
}
