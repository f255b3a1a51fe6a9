//! The WebAssembly backend: a finished program becomes one module, a command for WASI preview 1.
//!
//! The module exports `_start`, its memory and its table of functions, which can grow without limit so that
//! code can be added while it runs. The same program gives the same bytes.

mod body;
mod helpers;
mod hints;
mod intrinsics;
mod loader;
mod machine;
mod module;
mod ops;
mod switch;
mod types;
mod write;

pub use loader::loader;

use rpython_backend_common::reducible::{is_reducible, make_reducible};
use rpython_backend_common::static_memory::StaticMemory;
use rpython_backend_common::{Reachable, platform, structured::structured};
use rpython_base::{Diagnostic, Span};
use rpython_lltype::DataModel;
use rpython_lowlevel::{FuncBody, Program, Stage};

/// Bytes of stack that a program may use, as [`frames`](rpython_backend_common::frames) estimates them. Of the 984 kB that V8 gives by default, some
/// are left to the host and to functions that do not count.
pub const STACK_BYTES: i64 = 900 * 1024;

/// Makes the module of a program in stage `GcLowered`, whose roots have the platform's functions
/// ([`platform::ENTRIES`]). Fails for what WebAssembly cannot do.
pub fn emit(mut program: Program) -> Result<Vec<u8>, Diagnostic> {
    if program.stage != Stage::GcLowered || program.model != DataModel::WASM {
        return Err(Diagnostic::error(
            "internal",
            Span::NONE,
            format!(
                "the wasm backend was given a program for {:?} in stage {:?}",
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
    let reach = Reachable::new(&program);
    let memory = StaticMemory::new(&program, &reach.data)?;
    let mut module = module::Module::new(&program, &reach.funcs, memory)?;
    let (mut codes, mut shapes) = (Vec::new(), Vec::new());
    for &id in &reach.funcs {
        if let FuncBody::Graph(graph) = &program.funcs[id].body {
            let nodes = structured(graph);
            shapes.push((id, hints::Shape::new(graph, &nodes)));
            codes.push(body::compile(&mut module, id, graph, &nodes)?);
        }
    }
    body::fill_in_frames(&program, &mut codes);
    let hints = hints::hints(&program, start, &shapes);
    write::module(module, codes, hints, start)
}
