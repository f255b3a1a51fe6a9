//! The WebAssembly backend: one module, and the loader that runs it.

use rpython_base::Diagnostic;

use super::Job;
use super::files::{install, write_page};
use crate::log::Log;

/// Writes the module, and beside it the loader, whose name ends in `.mjs`.
pub fn write(job: &Job, log: &mut Log) -> Result<(), Diagnostic> {
    log.stage("wasm");
    let module = rpython_backend_wasm::emit(job.program.clone())?;
    install(job.output, &module)?;
    log.info(&format!("created: {}", job.output.display()));
    let loader = rpython_backend_wasm::loader();
    let beside = job.output.with_extension("mjs");
    install(&beside, loader.as_bytes())?;
    log.info(&format!("created: {}", beside.display()));
    write_page(job, &loader, Some(&module), log)
}
