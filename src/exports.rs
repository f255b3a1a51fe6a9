//! Functions that C code calls by name: what `rpython.rlib.entrypoint` decorated.

use rpython_annotator::{Annotator, GraphId};
use rpython_base::{Diagnostic, Span, Symbol};
use rpython_host::{Host, Obj, Raised};

use crate::options::Config;

const MODULE: &str = "rpython.rlib.entrypoint";

/// The purpose of the roots; their order is part of it, since purposes are unique.
fn purpose(index: usize) -> Symbol {
    Symbol::intern(&format!("exported_{index}"))
}

/// Adds the functions of the groups that the options name as entry points.
pub fn annotate(
    host: &mut Host,
    annotator: &mut Annotator,
    config: &Config,
) -> Result<Vec<(Symbol, GraphId)>, Vec<Diagnostic>> {
    let Some(module) = host.loaded_module(MODULE) else { return Ok(Vec::new()) };
    let mut roots = Vec::new();
    let wanted = config.text("translation.secondaryentrypoints").unwrap_or("main");
    for key in wanted.split(',').map(str::trim).filter(|key| !key.is_empty()) {
        let group = members(host, module, key).map_err(|raised| vec![host.uncaught(&raised)])?;
        let Some(group) = group else { return Err(vec![unknown(host, module, key)]) };
        for (function, types) in group {
            let graph = annotator.add_exported(host, function, &types)?;
            roots.push((purpose(roots.len()), graph));
        }
    }
    Ok(roots)
}

/// The functions of a group with the types of their arguments; `None` if there is no such group.
fn members(host: &mut Host, module: Obj, key: &str) -> Result<Option<Vec<(Obj, Vec<Obj>)>>, Raised> {
    let groups = host.getattr(module, Symbol::intern("secondary_entrypoints"))?;
    let name = host.new_text(key);
    let group = host.call_method(groups, "get", &[name])?;
    if group == Obj::NONE {
        return Ok(None);
    }
    let mut result = Vec::new();
    for pair in host.collect(group)? {
        let pair = host.collect(pair)?;
        result.push((pair[0], host.collect(pair[1])?));
    }
    Ok(Some(result))
}

fn unknown(host: &mut Host, module: Obj, key: &str) -> Diagnostic {
    let names = host
        .getattr(module, Symbol::intern("secondary_entrypoints"))
        .and_then(|groups| host.collect(groups))
        .unwrap_or_default();
    let mut names: Vec<String> = names
        .iter()
        .filter_map(|&n| host.str(n).ok())
        .map(|n| String::from_utf8_lossy(&n).into_owned())
        .collect();
    names.sort();
    Diagnostic::error("option", Span::NONE, format!("there are no entry points under the key '{key}'"))
        .with_help(format!("keys of this program: {}", names.join(", ")))
}
