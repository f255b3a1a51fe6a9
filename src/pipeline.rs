//! The stages of a translation, in order, and where they may stop.

use std::path::Path;

use rpython_base::{Diagnostic, SourceMap};
use rpython_host::{Host, run};

use crate::backends::Backend;
use crate::log::Log;
use crate::options::{Config, Parsed};
use crate::render::render;
use crate::{at_exit, blame, target};

mod back;
mod front;

/// Everything that went wrong in a stage.
type Failed = Vec<Diagnostic>;

/// How far to go.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Goal {
    Annotate,
    Rtype,
    Backendopt,
    Source,
    Compile,
    Interpret,
}

impl Goal {
    fn of(config: &Config) -> Goal {
        let on = |name: &str| config.bool(&format!("translate.{name}"));
        let wanted = if on("goal_compile") {
            Goal::Compile
        } else if on("goal_source") {
            Goal::Source
        } else if on("goal_llinterpret") || config.text("translation.backend") == Some("interp") {
            Goal::Interpret
        } else if on("goal_backendopt") {
            Goal::Backendopt
        } else if on("goal_rtype") {
            Goal::Rtype
        } else if on("goal_annotate") || on("check") {
            Goal::Annotate
        } else {
            Goal::Compile
        };
        match wanted {
            Goal::Compile if on("skip_source") => Goal::Backendopt,
            Goal::Compile if on("skip_compile") => Goal::Source,
            other => other,
        }
    }
}

/// Translates (or runs) a target file; the exit status.
pub fn run(file: &Path, parsed: Parsed, log: &mut Log) -> i32 {
    let file = file.to_path_buf();
    let status = std::sync::Mutex::new(log);
    run::with_big_stack(|| {
        let mut guard = status.lock().unwrap_or_else(|e| e.into_inner());
        let log: &mut Log = &mut guard;
        let status = translate(&file, parsed, log);
        if run::is_forked() {
            std::process::exit(status);
        }
        status
    })
}

fn translate(file: &Path, mut parsed: Parsed, log: &mut Log) -> i32 {
    let backend = Backend::of(&parsed.config).filter(|_| !parsed.config.bool("translate.run"));
    let (model, platform) = backend.unwrap_or(Backend::C).target();
    let mut host = Host::for_platform(model, platform);
    host.set_path(&python_path());
    let words: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    host.set_argv(&words);
    target::declare_options(&mut host);
    if parsed.help_wanted {
        print!("{}", parsed.help);
        return match target::print_help(&mut host, file) {
            Ok(()) => 0,
            Err(diagnostic) => {
                report(log, &host.sources, &[diagnostic]);
                1
            }
        };
    }
    if parsed.config.bool("translate.run") {
        let status = host
            .run_main(file, &parsed.target_args, |host, module| target::driver(host, module, &parsed.config));
        at_exit::run(&mut host);
        return status;
    }
    let result = front::run(&mut host, file, &mut parsed, log);
    for warning in std::mem::take(&mut host.warnings) {
        report(log, &host.sources, &[warning]);
    }
    let sources = std::mem::take(&mut host.sources);
    // What runs from here on needs the program alone: its memory is for the back end.
    drop(host);
    let result = match result {
        Ok(Some(typed)) => back::run(typed, &sources, file, &parsed, log),
        Ok(None) => Ok(0),
        Err(diagnostics) => Err(diagnostics),
    };
    let status = match result {
        Ok(status) => status,
        Err(diagnostics) => {
            let diagnostics = blame::settle(diagnostics, &sources);
            report(log, &sources, &diagnostics);
            let count = diagnostics.len();
            log.error(&format!("translation failed: {count} error{}", if count == 1 { "" } else { "s" }));
            1
        }
    };
    log.timers();
    status
}

/// The folders of `PYTHONPATH`.
fn python_path() -> Vec<String> {
    let path = std::env::var_os("PYTHONPATH").unwrap_or_default();
    std::env::split_paths(&path)
        .filter(|dir| !dir.as_os_str().is_empty())
        .map(|dir| dir.to_string_lossy().into_owned())
        .collect()
}

fn report(log: &Log, sources: &SourceMap, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        log.raw(&render(diagnostic, sources, log.colour()));
    }
}
