//! The JavaScript backend: a finished program becomes one file, with an asm.js module and the loader that runs it.
//!
//! It runs as the JavaScript that it looks like until it has run for a while; then engines that know asm.js compile all of it, as
//! they do WebAssembly. The same program gives the same bytes.

mod body;
mod check;
mod expr;
mod helpers;
mod intrinsics;
mod loader;
mod machine;
mod main_loops;
mod module;
mod ops;
mod switch;
mod tables;
mod types;
mod warmup;
mod write;

use rpython_backend_common::reducible::{is_reducible, make_reducible};
use rpython_backend_common::static_memory::StaticMemory;
use rpython_backend_common::{Reachable, platform, structured::structured};
use rpython_base::{Diagnostic, Span};
use rpython_lltype::DataModel;
use rpython_lowlevel::{FuncBody, Program, Stage};

/// Bytes of stack that a program may use, as [`frames`](rpython_backend_common::frames) estimates them. Of the 984 kB
/// that V8 gives by default, some are left to the host and to functions that do not count.
pub const STACK_BYTES: i64 = 900 * 1024;

/// What is wanted of the program.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Calls through pointers look whether the pointer is one to a function of this signature.
    pub checked: bool,
}

/// Makes the file of a program in stage `GcLowered`, whose roots have the platform's functions
/// ([`platform::ENTRIES`]). Fails for what JavaScript cannot do.
pub fn emit(mut program: Program, options: Options) -> Result<String, Diagnostic> {
    if program.stage != Stage::GcLowered || program.model != DataModel::ASMJS {
        return Err(Diagnostic::error(
            "internal",
            Span::NONE,
            format!(
                "the js backend was given a program for {:?} in stage {:?}",
                program.model, program.stage
            ),
        ));
    }
    let start = platform::lower(&mut program)?;
    program.named_data.clear();
    let types = program.types.clone();
    for id in program.funcs.ids() {
        if let Some(graph) = program.funcs[id].graph_mut()
            && !is_reducible(graph)
        {
            make_reducible(&types, graph);
        }
    }
    let main_loops = main_loops::cut_out(&mut program, start);
    let reach = Reachable::new(&program);
    check::functions(&program, &reach.funcs)?;
    let memory = StaticMemory::new(&program, &reach.data)?;
    let tables = tables::Tables::new(&program, &reach);
    let mut module = module::Module::new(&program, options, &reach.funcs, main_loops, memory, tables)?;
    let mut codes = Vec::new();
    for &id in &reach.funcs {
        if let FuncBody::Graph(graph) = &program.funcs[id].body {
            codes.push(body::compile(&mut module, id, graph, &structured(graph))?);
        }
    }
    body::fill_in_frames(&program, &mut codes);
    write::file(&module, &codes, start)
}
