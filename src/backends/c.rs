//! Through C.

use rpython_backend_c::{CompileOptions, EmitOptions, Kind, Target};
use rpython_base::Diagnostic;

use super::{Job, session_folder};
use crate::log::Log;

/// The file of a library.
const LIBRARY: &str = "libtesting.so";

/// Writes the sources and, if wanted, compiles them.
pub(super) fn write(job: &Job, log: &mut Log) -> Result<(), Diagnostic> {
    log.stage("source");
    let session = session_folder()?;
    let name = job.output.file_name().unwrap_or(job.output.as_os_str()).to_string_lossy().into_owned();
    let config = job.config;
    let debug_info = config.bool("translation.debug_info");
    let name = if job.library { LIBRARY } else { &name };
    let kind = match (job.library, config.bool("translation.shared")) {
        (true, _) => Kind::Library,
        (false, true) => Kind::Shared,
        (false, false) => Kind::Executable,
    };
    let options = EmitOptions { name, lines: debug_info.then_some(job.sources), kind };
    let sources = rpython_backend_c::emit_with(job.program, options, &session)?;
    log.info(&format!("written: {}", session.display()));
    if job.source_only {
        return Ok(());
    }
    log.stage("compile");
    let target = if config.bool("translation.lldebug0") {
        Target::LlDebug0
    } else if config.bool("translation.lldebug") {
        Target::LlDebug
    } else if debug_info {
        Target::Debug
    } else {
        Target::Default
    };
    let options = CompileOptions {
        cc: config.text("translation.cc").map(str::to_owned),
        jobs: config.int("translation.make_jobs").and_then(|n| usize::try_from(n).ok()),
        target,
    };
    // A library stays among its sources unless `--output` says where it goes.
    if job.library && config.text("translation.output").is_none() {
        rpython_backend_c::make(&sources, &options)?;
        log.info(&format!("created: {}", session.join(LIBRARY).display()));
        return Ok(());
    }
    rpython_backend_c::compile(&sources, &options, job.output)?;
    if let Some(library) = &sources.library {
        log.info(&format!("created: {}", job.output.with_file_name(library).display()));
    }
    log.info(&format!("created: {}", job.output.display()));
    Ok(())
}
