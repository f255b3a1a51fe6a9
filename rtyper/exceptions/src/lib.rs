//! The exception transformation: from stage `Typed` to `ExceptionsLowered`.
//!
//! An exception in flight is a pair in one static struct, `exception_state`: its class's vtable and
//! its instance, both null when there is none. A function that raises fills it in and returns its
//! result type's zero; after each call that can raise, the caller tests `etype` and either
//! dispatches to a handler or returns in turn. Which calls can raise at all is found out first, for the
//! whole program. Allocations tell failure by a null pointer.
//!
//! On the way, `debug_traceback_*` ops record places, so that an uncaught exception can be reported with
//! files, lines and functions of the RPython source.

pub mod checks;
mod handlers;
mod lower;
pub mod stackcheck;
mod state;
mod trace;

use rpython_base::{Diagnostic, SourceMap};
use rpython_lowlevel::{Program, Stage};

pub use checks::insert_checks;
pub use rpython_lowlevel::raises::RaiseAnalysis;
pub use stackcheck::insert_stack_checks;

/// What the transformation may be told.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Record where exceptions come through.
    pub tracebacks: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { tracebacks: true }
    }
}

/// Lowers all exception edges and raising ops of the program. `sources` names the places in
/// tracebacks. Fails only if the program lacks a class that its ops raise.
pub fn lower_exceptions(
    program: &mut Program,
    sources: &SourceMap,
    options: Options,
) -> Result<(), Diagnostic> {
    assert_eq!(program.stage, Stage::Typed, "exceptions are lowered once");
    let analysis = RaiseAnalysis::new(program);
    let state = state::State::new(program);
    for id in program.funcs.ids() {
        lower::function(program, sources, options, &analysis, state.as_ref(), id)?;
    }
    program.stage = Stage::ExceptionsLowered;
    Ok(())
}
