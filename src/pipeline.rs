//! The stages of a translation, in order, and where they may stop.

use std::path::{Path, PathBuf};

use rpython_base::{Diagnostic, SourceMap, Span};
use rpython_host::{Host, run};
use rpython_lltype::DataModel;

use crate::log::Log;
use crate::options::{Config, Parsed};
use crate::render::render;
use crate::{session, target};

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
        translate(&file, parsed, log)
    })
}

fn translate(file: &Path, mut parsed: Parsed, log: &mut Log) -> i32 {
    let mut host = Host::new(DataModel::LP64);
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
        return host.run_main(file, &parsed.target_args);
    }
    let result = stages(&mut host, file, &mut parsed, log);
    for warning in std::mem::take(&mut host.warnings) {
        report(log, &host.sources, &[warning]);
    }
    let status = match result {
        Ok(status) => status,
        Err(diagnostics) => {
            report(log, &host.sources, &diagnostics);
            let count = diagnostics.len();
            log.error(&format!("translation failed: {count} error{}", if count == 1 { "" } else { "s" }));
            1
        }
    };
    log.timers();
    status
}

fn report(log: &Log, sources: &SourceMap, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        log.raw(&render(diagnostic, sources, log.colour()));
    }
}

fn stages(host: &mut Host, file: &Path, parsed: &mut Parsed, log: &mut Log) -> Result<i32, Failed> {
    log.stage("import");
    let goal = Goal::of(&parsed.config);
    let interpret = goal == Goal::Interpret;
    let args: &[String] = if interpret { &[] } else { &parsed.target_args };
    let target = target::load(host, file, args, &mut parsed.config).map_err(|d| vec![d])?;
    let exe = executable_path(file, &parsed.config, target.exe_name.as_deref());
    let _ = (exe, session::new_session as fn() -> std::io::Result<PathBuf>);
    Err(vec![Diagnostic::error("unsupported", Span::NONE, "stages behind the import are not supported yet")])
}

/// `--output`, or the target's pattern, or `<module>-c`, in the current folder.
fn executable_path(file: &Path, config: &Config, pattern: Option<&str>) -> PathBuf {
    let backend = config.text("translation.backend").unwrap_or("c");
    if let Some(output) = config.text("translation.output") {
        return PathBuf::from(output);
    }
    match pattern {
        Some(pattern) => PathBuf::from(pattern.replace("%(backend)s", backend)),
        None => {
            let stem = file.file_stem().unwrap_or(file.as_os_str()).to_string_lossy();
            PathBuf::from(format!("{stem}-{backend}"))
        }
    }
}
