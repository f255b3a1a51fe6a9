//! The collector as a part of the program: its RPython functions are further entry points.

use rpython_annotator::{Annotator, GraphId, SomeValue};
use rpython_base::{Diagnostic, Span, Symbol};
use rpython_gc::framework::{BARRIER_SIGNATURES, ENTRY_SIGNATURES, NONMOVABLE_SIGNATURES};
use rpython_host::{Host, Obj};
use rpython_lltype::LLType;

use crate::options::Config;
use crate::target::Target;

/// The annotation of an argument of one of the collector's functions.
fn annotation(ty: LLType) -> SomeValue {
    match ty {
        LLType::Bool => SomeValue::BOOL,
        LLType::Address => SomeValue::ADDRESS,
        integer => SomeValue::integer(integer, false),
    }
}

/// Sets a field of the collector.
fn set(host: &mut Host, module: Obj, field: &str, value: Obj) -> Result<(), Vec<Diagnostic>> {
    let gc = host.getattr(module, Symbol::intern("gc"));
    gc.and_then(|gc| host.setattr(gc, Symbol::intern(field), value))
        .map_err(|raised| vec![host.uncaught(&raised)])
}

/// Adds the functions of the collector that the options choose as entry points; `None` if there is no collector.
pub fn annotate(
    host: &mut Host,
    annotator: &mut Annotator,
    config: &Config,
    target: &Target,
) -> Result<Option<Vec<(Symbol, GraphId)>>, Vec<Diagnostic>> {
    let gc = config.text("translation.gc").unwrap_or("minimark");
    if gc == "none" {
        return Ok(None);
    }
    let name = format!("rpython.memory.gc.{gc}");
    let module = host.import_module(&name).map_err(|raised| vec![host.uncaught(&raised)])?;
    let hooks = target.gc_hooks(host).map_err(|d| vec![d])?;
    if hooks != Obj::NONE {
        set(host, module, "hooks", hooks)?;
    }
    if config.bool("translation.gc_zeal") {
        let on = host.new_bool(true);
        set(host, module, "zeal", on)?;
    }
    let mut roots = Vec::new();
    let functions = ENTRY_SIGNATURES.iter().map(|f| (f, true));
    let optional = BARRIER_SIGNATURES.iter().chain(NONMOVABLE_SIGNATURES).map(|f| (f, false));
    for (&(function, args, _), required) in functions.chain(optional) {
        let symbol = Symbol::intern(function);
        let object = host.getattr_opt(module, symbol).map_err(|raised| vec![host.uncaught(&raised)])?;
        let Some(object) = object else {
            if !required {
                continue;
            }
            return Err(vec![Diagnostic::error(
                "internal",
                Span::NONE,
                format!("{name} lacks {function}()"),
            )]);
        };
        let args = args.iter().map(|&ty| annotation(ty)).collect();
        roots.push((symbol, annotator.add_entry(host, object, args)?));
    }
    Ok(Some(roots))
}
