//! The stages that know the program as Python objects: import, annotation, typing.

use std::path::{Path, PathBuf};

use rpython_annotator::{Annotator, GraphId};
use rpython_base::{Diagnostic, Symbol};
use rpython_host::Host;
use rpython_lowlevel::Program;
use rpython_rtyper::RTyper;

use super::{Failed, Goal};
use crate::backends::Backend;
use crate::log::Log;
use crate::options::{Config, Parsed};
use crate::target::Target;
use crate::{at_exit, collector, exports, features, hashing, platform, target};

/// The low-level program, and where it goes.
pub struct Typed {
    /// As the rtyper made it.
    pub program: Program,
    /// The entry point is a function of a library, not of an executable.
    pub library: bool,
    /// Where the result goes.
    pub output: PathBuf,
}

/// Imports the target, infers its types and lowers it; `None` where the options ask for no more than that.
pub fn run(
    host: &mut Host,
    file: &Path,
    parsed: &mut Parsed,
    log: &mut Log,
) -> Result<Option<Typed>, Failed> {
    log.stage("import");
    let goal = Goal::of(&parsed.config);
    let args: &[String] = if goal == Goal::Interpret { &[] } else { &parsed.target_args };
    let target = target::load(host, file, args, &mut parsed.config).map_err(|d| vec![d])?;
    let config = &parsed.config;
    let backend = Backend::of(config).unwrap_or(Backend::C);
    let output = output_path(file, config, backend, target.exe_name.as_deref());

    log.stage("annotate");
    let (mut annotator, roots) = annotate(host, &target, config, goal)?;
    if goal == Goal::Annotate {
        return Ok(None);
    }

    log.stage("rtype");
    let mut rtyper = RTyper::new(host, &mut annotator);
    for &(purpose, graph) in &roots.all {
        rtyper.add_root(purpose, graph);
    }
    if roots.keyed {
        rtyper.key_string_hashes();
    }
    let mut program = rtyper.run()?;
    if host.features.threads {
        rpython_gc::gil::release_around_externals(&mut program).map_err(|d| vec![d])?;
    }
    Ok(Some(Typed { program, library: target.types.is_some(), output }))
}

/// What backends call besides the entry point, by purpose.
struct Roots {
    all: Vec<(Symbol, GraphId)>,
    /// The hashes of strings have a key.
    keyed: bool,
}

/// Infers the types of everything that the program reaches, and of what is added to it: the collector, the platform.
fn annotate(
    host: &mut Host,
    target: &Target,
    config: &Config,
    goal: Goal,
) -> Result<(Annotator, Roots), Failed> {
    let interpret = goal == Goal::Interpret;
    let backend = Backend::of(config).unwrap_or(Backend::C);
    features::choose(host, config, Some(backend).filter(|_| !interpret))?;
    let mut annotator = Annotator::new(rpython_flow::build_graph);
    if let Some(policy) = target.policy {
        annotator.set_policy(host, policy)?;
    }
    rpython_rtyper::prepare(host, &mut annotator);
    if target.types.is_none() && config.bool("translation.shared") && goal >= Goal::Source {
        shared_possible(goal, backend)?;
    }
    match &target.types {
        None => annotator.add_program(host, target.entry)?,
        Some(types) => {
            library_possible(goal, backend)?;
            annotator.add_library(host, target.entry, types)?
        }
    };
    let mut all = Vec::new();
    let compiled = goal >= Goal::Rtype && !interpret;
    if compiled {
        all.extend(collector::annotate(host, &mut annotator, config, target)?.unwrap_or_default());
        all.extend(platform::annotate(host, &mut annotator)?);
    }
    all.extend(features::annotate(host, &mut annotator)?);
    if !interpret {
        all.extend(exports::annotate(host, &mut annotator, config)?);
    }
    annotator.solve(host)?;
    host.warnings.extend(annotator.warnings(host));
    all.extend(at_exit::annotate(host, &mut annotator)?);
    let key = hashing::annotate(host, &mut annotator)?;
    all.extend(key);
    Ok((annotator, Roots { all, keyed: key.is_some() }))
}

/// A target that gives the types of its entry point's arguments makes a library.
fn library_possible(goal: Goal, backend: Backend) -> Result<(), Failed> {
    let error = |text: &str| {
        Err(vec![
            Diagnostic::error("library", rpython_base::Span::NONE, text)
                .with_note("target() gives types of arguments, so the entry point is a function of a library")
                .with_help("return (entry_point, None) for a program, or use --backend=c"),
        ])
    };
    if goal == Goal::Interpret {
        return error("a library cannot be interpreted");
    }
    if backend != Backend::C && goal >= Goal::Source {
        return error("this backend makes no libraries yet");
    }
    Ok(())
}

/// `--shared` asks for a library with the whole program.
fn shared_possible(goal: Goal, backend: Backend) -> Result<(), Failed> {
    if goal != Goal::Interpret && backend == Backend::C {
        return Ok(());
    }
    Err(vec![
        Diagnostic::error("library", rpython_base::Span::NONE, "--shared works with the C backend only")
            .with_help("use --backend=c, or leave --shared out"),
    ])
}

/// `--output`, or the target's pattern, or the backend's name for it, in the current folder.
fn output_path(file: &Path, config: &Config, backend: Backend, pattern: Option<&str>) -> PathBuf {
    if let Some(output) = config.text("translation.output") {
        return PathBuf::from(output);
    }
    match pattern {
        Some(pattern) => PathBuf::from(backend.named_by_target(pattern)),
        None => {
            let stem = file.file_stem().unwrap_or(file.as_os_str()).to_string_lossy();
            PathBuf::from(backend.output_name(&stem))
        }
    }
}
