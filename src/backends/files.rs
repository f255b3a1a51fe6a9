//! Results that are put in place whole.

use std::path::{Path, PathBuf};

use rpython_base::{Diagnostic, Span};

use super::Job;
use crate::log::Log;

/// Writes to a temporary name beside the destination and renames, so that nobody ever sees half a file. What is there
/// already and is no file, such as a device, is written to.
pub fn install(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
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

/// Writes the page of a program that runs in browsers beside it, if that is wanted.
pub fn write_page(job: &Job, loader: &str, module: Option<&[u8]>, log: &mut Log) -> Result<(), Diagnostic> {
    if !job.config.bool("translation.html") {
        return Ok(());
    }
    let title = job.output.file_stem().unwrap_or_default().to_string_lossy();
    let page = job.output.with_extension("html");
    install(&page, rpython_backend_common::page::page(&title, loader, module).as_bytes())?;
    log.info(&format!("created: {}", page.display()));
    Ok(())
}
