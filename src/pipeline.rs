//! The stages of a translation, in order, and where they may stop.

use std::path::{Path, PathBuf};

use rpython_annotator::Annotator;
use rpython_base::{Diagnostic, SourceMap};
use rpython_host::{Host, run};
use rpython_interp::Interpreter;
use rpython_lowlevel::Program;
use rpython_opt::OptOptions;
use rpython_rtyper::RTyper;

use crate::backends::{Backend, Job};
use crate::log::Log;
use crate::options::{Config, Parsed};
use crate::render::render;
use crate::{at_exit, blame, collector, exports, features, hashing, platform, target};

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
    let result = stages(&mut host, file, &mut parsed, log);
    for warning in std::mem::take(&mut host.warnings) {
        report(log, &host.sources, &[warning]);
    }
    let status = match result {
        Ok(status) => status,
        Err(diagnostics) => {
            let diagnostics = blame::settle(diagnostics, &host.sources);
            report(log, &host.sources, &diagnostics);
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

fn stages(host: &mut Host, file: &Path, parsed: &mut Parsed, log: &mut Log) -> Result<i32, Failed> {
    log.stage("import");
    let goal = Goal::of(&parsed.config);
    let interpret = goal == Goal::Interpret;
    let args: &[String] = if interpret { &[] } else { &parsed.target_args };
    let target = target::load(host, file, args, &mut parsed.config).map_err(|d| vec![d])?;
    let config = &parsed.config;
    let backend = Backend::of(config).unwrap_or(Backend::C);
    let output = output_path(file, config, backend, target.exe_name.as_deref());

    features::choose(host, config, Some(backend).filter(|_| !interpret))?;
    log.stage("annotate");
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
    let collector = if goal >= Goal::Rtype && !interpret {
        collector::annotate(host, &mut annotator, config, &target)?
    } else {
        None
    };
    let platform = if goal >= Goal::Rtype && !interpret {
        platform::annotate(host, &mut annotator)?
    } else {
        Vec::new()
    };
    let lock = features::annotate(host, &mut annotator)?;
    let exported = if interpret { Vec::new() } else { exports::annotate(host, &mut annotator, config)? };
    annotator.solve(host)?;
    host.warnings.extend(annotator.warnings(host));
    let exits = at_exit::annotate(host, &mut annotator)?;
    let keyed = hashing::annotate(host, &mut annotator)?;
    if goal == Goal::Annotate {
        return Ok(0);
    }

    log.stage("rtype");
    let mut rtyper = RTyper::new(host, &mut annotator);
    let own = collector.iter().flatten().chain(&platform).chain(&lock);
    for &(purpose, graph) in own.chain(&exported).chain(&exits).chain(&keyed) {
        rtyper.add_root(purpose, graph);
    }
    if keyed.is_some() {
        rtyper.key_string_hashes();
    }
    let mut program = rtyper.run()?;
    let dump = Dump::new(config);
    if host.features.threads {
        rpython_gc::gil::release_around_externals(&mut program).map_err(|d| vec![d])?;
    }
    dump.after("rtype", &program);
    if config.bool("translation.checked") {
        rpython_exceptions::insert_checks(&mut program, &host.sources);
        dump.after("checks", &program);
    }
    if goal == Goal::Rtype {
        return Ok(0);
    }
    if !config.bool("translate.skip_backendopt") {
        optimize(&mut program, config, &dump, log);
    }
    if goal == Goal::Backendopt {
        return Ok(0);
    }
    if interpret {
        return interpret_program(&program, host, file, &parsed.target_args, log).map_err(|d| vec![d]);
    }
    lower(&mut program, host, config, &dump, log)?;
    let source_only = goal == Goal::Source;
    let library = target.types.is_some();
    let job =
        Job { program: &program, sources: &host.sources, config, source_only, library, output: &output };
    backend.write(&job, log).map_err(|d| vec![d])?;
    Ok(0)
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

/// Runs the optimizations that the options choose.
fn optimize(program: &mut Program, config: &Config, dump: &Dump, log: &mut Log) {
    log.stage("backendopt");
    let on = |name: &str| config.bool(&format!("translation.backendopt.{name}"));
    let all = !on("none");
    let options = OptOptions {
        inline: all && on("inline"),
        inline_threshold: config.float("translation.backendopt.inline_threshold"),
        mallocs: all && on("mallocs"),
        constfold: all && on("constfold"),
        merge_if_blocks: all && on("merge_if_blocks"),
        storesink: on("storesink"),
        remove_asserts: on("remove_asserts"),
        really_remove_asserts: on("really_remove_asserts"),
        print_statistics: on("print_statistics"),
        finalized: program.finalizers.iter().map(|&(ty, _)| ty).collect(),
        ..OptOptions::full()
    };
    let reports = rpython_opt::run(program, &options, &mut |pass, program| dump.after(pass, program));
    for report in reports {
        if let Some(size) = report.size {
            log.info(&format!(
                "{:<16} {} functions, {} blocks, {} ops, {} allocations",
                report.name, size.functions, size.blocks, size.ops, size.mallocs
            ));
        }
    }
}

/// Runs the program in this process, which ends as the program does.
fn interpret_program(
    program: &Program,
    host: &mut Host,
    file: &Path,
    args: &[String],
    log: &mut Log,
) -> Result<i32, Diagnostic> {
    for warning in std::mem::take(&mut host.warnings) {
        report(log, &host.sources, &[warning]);
    }
    log.quiet();
    let mut interpreter = Interpreter::new(program, &host.sources, rpython_interp::Options::from_env())?;
    let mut argv = vec![file.as_os_str().as_encoded_bytes().to_vec()];
    argv.extend(args.iter().map(|arg| arg.clone().into_bytes()));
    interpreter.run_entry(&argv).finish()
}

/// From the rtyper's product to one without exceptions and managed memory.
fn lower(
    program: &mut Program,
    host: &Host,
    config: &Config,
    dump: &Dump,
    log: &mut Log,
) -> Result<(), Failed> {
    log.stage("exceptions");
    let backend = Backend::of(config).unwrap_or(Backend::C);
    rpython_exceptions::insert_stack_checks(program, backend.stack_bytes(config));
    let options = rpython_exceptions::Options::default();
    rpython_exceptions::lower_exceptions(program, &host.sources, options).map_err(|d| vec![d])?;
    dump.after("exceptions", program);
    log.stage("gc");
    rpython_gc::never_allocated::check(program).map_err(|d| vec![d])?;
    if config.text("translation.gc") == Some("none") {
        rpython_gc::none::lower(program);
    } else {
        rpython_gc::framework::lower(program, &program.finalizers.clone()).map_err(|d| vec![d])?;
    }
    dump.after("gc", program);
    Ok(())
}

/// `--dump-after=PASS[:FUNCTION]`
struct Dump {
    pass: Option<String>,
    function: Option<String>,
}

impl Dump {
    fn new(config: &Config) -> Dump {
        let text = config.text("translate.dump_after");
        let (pass, function) = match text.map(|t| t.split_once(':').unwrap_or((t, ""))) {
            None => (None, None),
            Some((pass, "")) => (Some(pass.to_owned()), None),
            Some((pass, function)) => (Some(pass.to_owned()), Some(function.to_owned())),
        };
        Dump { pass, function }
    }

    fn after(&self, pass: &str, program: &Program) {
        if cfg!(debug_assertions) {
            rpython_lowlevel::assert_valid(program, pass);
        }
        if self.pass.as_deref() != Some(pass) {
            return;
        }
        let Some(wanted) = &self.function else {
            print!("{}", program.to_text());
            return;
        };
        for (id, function) in program.funcs.iter() {
            if function.name == wanted.as_str() {
                println!("{}", rpython_lowlevel::print::print_function(program, id, Default::default()));
            }
        }
    }
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
