//! Programs that choose the key of their strings' hashes when they start.

use rpython_annotator::{Annotator, GraphId};
use rpython_base::{Diagnostic, Symbol};
use rpython_host::Host;

/// The library module with that hash.
const MODULE: &str = "rpython.rlib.rsiphash";

/// The purpose under which backends find what runs before the program.
const PURPOSE: &str = "start_init";

/// If the annotated program calls `enable_siphash24()`, has the function annotated that chooses the key; none otherwise.
pub fn annotate(
    host: &mut Host,
    annotator: &mut Annotator,
) -> Result<Option<(Symbol, GraphId)>, Vec<Diagnostic>> {
    let Some(module) = host.loaded_module(MODULE) else { return Ok(None) };
    let mut function = |name: &str| {
        host.getattr(module, Symbol::intern(name)).map_err(|raised| vec![host.uncaught(&raised)])
    };
    let (switch, start) = (function("enable_siphash24")?, function("initialize_from_env")?);
    if !annotator.result().descs.values().any(|desc| desc.constant() == Some(switch)) {
        return Ok(None);
    }
    let graph = annotator.add_entry(host, start, Vec::new())?;
    annotator.solve(host)?;
    Ok(Some((Symbol::intern(PURPOSE), graph)))
}
