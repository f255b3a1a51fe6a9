//! Machine code through Cranelift.

use std::path::PathBuf;

use rpython_backend_native::Options;
use rpython_base::Diagnostic;

use super::{Job, session_folder};
use crate::log::Log;
use crate::render::render;

/// Compiles and, if wanted, links.
pub(super) fn write(job: &Job, log: &mut Log) -> Result<(), Diagnostic> {
    log.stage("source");
    let session = session_folder()?;
    let config = job.config;
    let cache = cache_folder(job);
    // The same target file with another output is another program.
    let absolute = std::path::absolute(job.output).unwrap_or_else(|_| job.output.to_path_buf());
    let identity = absolute.to_string_lossy().into_owned();
    let options = Options {
        target: config.text("translation.target"),
        cc: config.text("translation.cc"),
        jobs: config.int("translation.make_jobs").and_then(|n| usize::try_from(n).ok()),
        optimize: !matches!(config.text("translate.opt"), Some("0")) && !config.bool("translation.lldebug0"),
        assertions: config.bool("translation.lldebug") || config.bool("translation.lldebug0"),
        lines: config.bool("translation.debug_info").then_some(job.sources),
        cache: cache.as_deref(),
        identity: &identity,
    };
    let mut objects = rpython_backend_native::compile(job.program, &options, &session)?;
    log.info(&format!("written: {}", session.display()));
    if let Some((found, made)) = objects.cached {
        log.info(&format!("functions: {made} compiled, {found} from the cache"));
    }
    if !job.source_only {
        log.stage("compile");
        rpython_backend_native::link(&objects, job.output)?;
        log.info(&format!("created: {}", job.output.display()));
    }
    if let Err(warning) = objects.kept() {
        log.raw(&render(&warning, job.sources, log.colour()));
    }
    Ok(())
}

/// Where compiled functions are kept: `--cache-dir`, or a folder in the user's cache folder.
fn cache_folder(job: &Job) -> Option<PathBuf> {
    if !job.config.bool("translation.cache") {
        return None;
    }
    if let Some(folder) = job.config.text("translation.cache_dir") {
        return Some(PathBuf::from(folder));
    }
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join(".cache")))?.join("rpython");
    // Where nothing can be kept, nobody asked for it either.
    std::fs::create_dir_all(&folder).is_ok().then_some(folder)
}
