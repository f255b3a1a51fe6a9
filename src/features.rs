//! Threads and continuations: where they can be had, and the lock of the threads as a part of the program.

use rpython_annotator::{Annotator, GraphId, SomeValue};
use rpython_base::{Diagnostic, Span, Symbol};
use rpython_gc::gil;
use rpython_host::{Features, Host};
use rpython_lltype::LLType;

use crate::backends::Backend;
use crate::options::Config;

/// Library module with the functions around external calls.
const MODULE: &str = "rpython.rlib.rgil";

/// Refuses what a way of running the program cannot do, and tells the host what the options ask for. `backend` is `None`
/// where the program is interpreted.
pub fn choose(host: &mut Host, config: &Config, backend: Option<Backend>) -> Result<(), Vec<Diagnostic>> {
    let (threads, continuations) =
        (config.bool("translation.thread"), config.bool("translation.continuation"));
    if threads {
        possible(backend, "thread", "threads")?;
    }
    if continuations {
        possible(backend, "continuation", "continuations")?;
    }
    let tagged_integers = config.bool("translation.taggedpointers");
    let no_log = !config.bool("translation.log");
    let strong_weakrefs = !config.bool("translation.rweakref");
    host.features =
        Features { threads, continuations, tagged_integers, strong_weakrefs, no_log, ..host.features };
    Ok(())
}

fn possible(backend: Option<Backend>, option: &'static str, what: &str) -> Result<(), Vec<Diagnostic>> {
    let place = match backend {
        Some(Backend::C | Backend::Native) => return Ok(()),
        Some(Backend::Wasm) => "a WebAssembly module",
        Some(Backend::Js) => "an asm.js module",
        None => "the low-level interpreter",
    };
    Err(vec![
        Diagnostic::error("feature", Span::NONE, format!("{place} has no {what}"))
            .with_note(format!("--{option} asks for them"))
            .with_help(format!("use --backend=c or --backend=native, or leave --{option} out")),
    ])
}

/// Adds the functions around external calls as entry points; none without threads.
pub fn annotate(
    host: &mut Host,
    annotator: &mut Annotator,
) -> Result<Vec<(Symbol, GraphId)>, Vec<Diagnostic>> {
    let mut roots = Vec::new();
    if !host.features.threads {
        return Ok(roots);
    }
    let module = host.import_module(MODULE).map_err(|raised| vec![host.uncaught(&raised)])?;
    for &(name, args, _) in gil::ENTRY_SIGNATURES {
        let symbol = Symbol::intern(name);
        let function = host.getattr(module, symbol).map_err(|raised| vec![host.uncaught(&raised)])?;
        let args = args.iter().map(|&ty| annotation(ty)).collect();
        roots.push((symbol, annotator.add_entry(host, function, args)?));
    }
    Ok(roots)
}

fn annotation(ty: LLType) -> SomeValue {
    match ty {
        LLType::Address => SomeValue::ADDRESS,
        integer => SomeValue::integer(integer, false),
    }
}
