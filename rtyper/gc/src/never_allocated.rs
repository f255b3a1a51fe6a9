//! Classes with `@never_allocate`: the optimizations must have removed all allocations of their instances.

use rpython_base::{Diagnostic, Symbol};
use rpython_lltype::ContainerId;
use rpython_lowlevel::{Imm, OpCode, Program};

/// The hint that their types carry.
const HINT: &str = "never_allocate";

/// The first allocation of such an instance is an error.
pub fn check(program: &Program) -> Result<(), Diagnostic> {
    let hint = Symbol::intern(HINT);
    let marked = |ty: ContainerId| program.types.as_struct(ty).filter(|s| s.hints.other.contains(&hint));
    for function in program.funcs.values() {
        let Some(graph) = function.graph_opt() else { continue };
        for block in graph.reverse_postorder() {
            for op in &graph.blocks[block].ops {
                if let (OpCode::malloc, &Imm::Malloc(ty, _)) = (op.code, &op.imm)
                    && let Some(class) = marked(ty)
                {
                    let text = format!(
                        "an instance of {} is allocated in {}(), and the class was marked as @never_allocate",
                        class.name, function.name
                    );
                    let help =
                        "use it only in the function that makes it, or in functions that are inlined there";
                    return Err(Diagnostic::error("never-allocate", op.span, text).with_help(help));
                }
            }
        }
    }
    Ok(())
}
