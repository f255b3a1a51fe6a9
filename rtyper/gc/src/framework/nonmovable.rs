//! Objects that are to stay where they are: `malloc(..., nonmovable=True)`, `instantiate(cls, nonmovable=True)`.

use rpython_base::Diagnostic;
use rpython_lltype::{ContainerId, FuncId};
use rpython_lowlevel::{Imm, Program};

/// An error for the first allocation of such an object that the collector cannot make. `can`: it can make some.
pub(super) fn check(
    program: &Program,
    can: bool,
    finalizers: &[(ContainerId, FuncId)],
) -> Result<(), Diagnostic> {
    let finalized = |ty: ContainerId| finalizers.iter().any(|&(t, _)| t == ty);
    for function in program.funcs.values() {
        let Some(graph) = function.graph_opt() else { continue };
        for block in graph.reverse_postorder() {
            for op in &graph.blocks[block].ops {
                let Imm::Malloc(ty, flavor) = op.imm else { continue };
                if !flavor.gc || !flavor.nonmovable {
                    continue;
                }
                let error = |text: &str| Diagnostic::error("nonmovable", op.span, text.to_owned());
                if !can {
                    let text = "an object is to stay where it is, and this collector moves all objects";
                    return Err(error(text).with_help("translate with --gc=minimark, the default"));
                }
                if finalized(ty) {
                    let text = "an object is to stay where it is, and its class has a __del__()";
                    return Err(error(text).with_help("use a FinalizerQueue (rpython.rlib.rgc) instead"));
                }
            }
        }
    }
    Ok(())
}
