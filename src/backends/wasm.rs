//! The WebAssembly backend: one module, and the loader that runs it.

use std::path::{Path, PathBuf};

use rpython_base::{Diagnostic, Span};

use super::Job;
use crate::log::Log;

/// Writes the module, and beside it the loader, whose name ends in `.mjs`.
pub fn write(job: &Job, log: &mut Log) -> Result<(), Diagnostic> {
    log.stage("wasm");
    let module = rpython_backend_wasm::emit(job.program.clone())?;
    install(job.output, &module)?;
    log.info(&format!("created: {}", job.output.display()));
    let loader = job.output.with_extension("mjs");
    install(&loader, rpython_backend_wasm::LOADER.as_bytes())?;
    log.info(&format!("created: {}", loader.display()));
    if job.config.bool("translation.html") {
        let title = job.output.file_stem().unwrap_or_default().to_string_lossy();
        let page = job.output.with_extension("html");
        install(&page, rpython_backend_wasm::page(&title, &module).as_bytes())?;
        log.info(&format!("created: {}", page.display()));
    }
    Ok(())
}

/// Writes to a temporary name beside the destination and renames, so that nobody ever sees half a file. What is there
/// already and is no file, such as a device, is written to.
fn install(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(format!(".tmp{}", std::process::id()));
    let temporary = PathBuf::from(temporary);
    let result = match std::fs::metadata(path) {
        Ok(there) if !there.is_file() => std::fs::write(path, bytes),
        _ => std::fs::write(&temporary, bytes).and_then(|()| std::fs::rename(&temporary, path)),
    };
    result.map_err(|e| {
        // What was written so far is of no use; that it cannot be removed either adds nothing.
        let _ = std::fs::remove_file(&temporary);
        let diagnostic =
            Diagnostic::error("write", Span::NONE, format!("cannot write {}: {e}", path.display()));
        match e.kind() {
            std::io::ErrorKind::StorageFull => {
                diagnostic.with_help("the disk is full: free some space and try again")
            }
            _ => diagnostic,
        }
    })
}
