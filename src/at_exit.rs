//! What runs when a program returns from its entry point: functions of the library that use of a module brings along.

use rpython_annotator::{Annotator, GraphId};
use rpython_base::{Diagnostic, Symbol};
use rpython_host::Host;

/// Library modules, and the function of each that is called at the end of programs that use it.
const EXIT_FUNCTIONS: &[(&str, &str)] = &[("rpython.rlib.rfile", "flush_all")];

/// The purpose under which backends find such a function.
pub const PURPOSE: &str = "start_exit";

/// Has the exit functions of the modules that are loaded by now annotated. To be called when the program is annotated: that
/// loads modules, too.
pub fn annotate(
    host: &mut Host,
    annotator: &mut Annotator,
) -> Result<Vec<(Symbol, GraphId)>, Vec<Diagnostic>> {
    let mut roots = Vec::new();
    for &(module, function) in EXIT_FUNCTIONS {
        let Some(module) = host.loaded_module(module) else { continue };
        let function =
            host.getattr(module, Symbol::intern(function)).map_err(|raised| vec![host.uncaught(&raised)])?;
        roots.push((Symbol::intern(PURPOSE), annotator.add_entry(host, function, Vec::new())?));
    }
    if !roots.is_empty() {
        annotator.solve(host)?;
    }
    Ok(roots)
}

/// Calls the exit functions of the modules that are loaded, for a program that ran untranslated.
pub fn run(host: &mut Host) {
    for &(module, function) in EXIT_FUNCTIONS {
        let Some(module) = host.loaded_module(module) else { continue };
        if let Err(raised) = host.call_method(module, function, &[]) {
            host.exit_status(&raised);
        }
    }
}
