//! The JavaScript backend: one file, which runs itself.

use rpython_backend_js::Options;
use rpython_base::Diagnostic;

use super::Job;
use super::files::{install, write_page};
use crate::log::Log;

/// Writes the file, and the page that runs it if that is wanted.
pub fn write(job: &Job, log: &mut Log) -> Result<(), Diagnostic> {
    log.stage("js");
    let options = Options { checked: job.config.bool("translation.checked") };
    let text = rpython_backend_js::emit(job.program.clone(), options)?;
    install(job.output, text.as_bytes())?;
    log.info(&format!("created: {}", job.output.display()));
    write_page(job, &text, None, log)
}
