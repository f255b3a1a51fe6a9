//! The WebAssembly backend: one module, and the loader that runs it.

use rpython_base::Diagnostic;

use super::Job;
use super::files::install;
use crate::log::Log;

/// Writes the module, and beside it the loader, whose name ends in `.mjs`.
pub fn write(job: &Job, log: &mut Log) -> Result<(), Diagnostic> {
    log.stage("wasm");
    let module = rpython_backend_wasm::emit(job.program.clone())?;
    install(job.output, &module)?;
    log.info(&format!("created: {}", job.output.display()));
    let loader = job.output.with_extension("mjs");
    install(&loader, rpython_backend_wasm::loader().as_bytes())?;
    log.info(&format!("created: {}", loader.display()));
    if job.config.bool("translation.html") {
        let title = job.output.file_stem().unwrap_or_default().to_string_lossy();
        let page = job.output.with_extension("html");
        install(&page, rpython_backend_wasm::page(&title, &module).as_bytes())?;
        log.info(&format!("created: {}", page.display()));
    }
    Ok(())
}
