//! The stages that know the low-level program alone: optimization, lowering, output.

use std::path::Path;

use rpython_base::{Diagnostic, SourceMap};
use rpython_interp::Interpreter;
use rpython_lowlevel::Program;
use rpython_opt::OptOptions;

use super::front::Typed;
use super::{Failed, Goal};
use crate::backends::{Backend, Job};
use crate::log::Log;
use crate::options::{Config, Parsed};

/// Goes on from the typed program as far as the options ask; the exit status.
pub fn run(
    typed: Typed,
    sources: &SourceMap,
    file: &Path,
    parsed: &Parsed,
    log: &mut Log,
) -> Result<i32, Failed> {
    let Typed { mut program, library, output } = typed;
    let config = &parsed.config;
    let goal = Goal::of(config);
    let dump = Dump::new(config);
    dump.after("rtype", &program);
    if config.bool("translation.checked") {
        rpython_exceptions::insert_checks(&mut program, sources);
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
    if goal == Goal::Interpret {
        return interpret(&program, sources, file, &parsed.target_args, log).map_err(|d| vec![d]);
    }
    lower(&mut program, sources, config, &dump, log)?;
    let backend = Backend::of(config).unwrap_or(Backend::C);
    let job = Job {
        program: &program,
        sources,
        config,
        source_only: goal == Goal::Source,
        library,
        output: &output,
    };
    backend.write(&job, log).map_err(|d| vec![d])?;
    Ok(0)
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
fn interpret(
    program: &Program,
    sources: &SourceMap,
    file: &Path,
    args: &[String],
    log: &mut Log,
) -> Result<i32, Diagnostic> {
    log.quiet();
    let mut interpreter = Interpreter::new(program, sources, rpython_interp::Options::from_env())?;
    let mut argv = vec![file.as_os_str().as_encoded_bytes().to_vec()];
    argv.extend(args.iter().map(|arg| arg.clone().into_bytes()));
    interpreter.run_entry(&argv).finish()
}

/// From the rtyper's product to one without exceptions and managed memory.
fn lower(
    program: &mut Program,
    sources: &SourceMap,
    config: &Config,
    dump: &Dump,
    log: &mut Log,
) -> Result<(), Failed> {
    log.stage("exceptions");
    let backend = Backend::of(config).unwrap_or(Backend::C);
    rpython_exceptions::insert_stack_checks(program, backend.stack_bytes(config));
    let options = rpython_exceptions::Options::default();
    rpython_exceptions::lower_exceptions(program, sources, options).map_err(|d| vec![d])?;
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
