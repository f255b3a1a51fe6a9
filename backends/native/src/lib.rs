//! The native backend: a finished program becomes an object file through Cranelift, and with the platform
//! layer an executable, linked by the system's linker driver.
//!
//! Functions are compiled in parallel, and kept in a cache by their content. The object file holds all
//! code and data; C comes in only for external functions that only a header knows.

mod body;
mod cache;
mod compile;
mod compiled;
mod dwarf;
mod elf;
mod externs;
mod key;
mod lines;
mod link;
mod ops;
mod platform;
mod refs;
mod regions;
mod startup;
mod target;
mod types;

use std::path::{Path, PathBuf};

use rpython_backend_common::{Reachable, wrappers};
use rpython_base::{Diagnostic, EntityId, SourceMap, Span};
use rpython_lltype::{FuncId, LLType};
use rpython_lowlevel::{FuncBody, Program, Stage};

use body::Making;
use cache::{Cache, Keeping};
use compile::Known;
use key::Key;
use lines::Lines;
use link::{Parts, write_file};
use target::Target;

/// What is wanted.
#[derive(Clone, Debug)]
pub struct Options<'a> {
    /// The target's name, `aarch64-unknown-linux-gnu`; the host if `None`.
    pub target: Option<&'a str>,
    /// The linker driver, if not what `$CC` says or what is usual for the target.
    pub cc: Option<&'a str>,
    /// How many functions at once; the number of processors if `None`.
    pub jobs: Option<usize>,
    /// Whether Cranelift optimizes.
    pub optimize: bool,
    /// Whether low-level assertions are checked.
    pub assertions: bool,
    /// Where debuggers shall find the lines of the source.
    pub lines: Option<&'a SourceMap>,
    /// The folder of functions compiled before.
    pub cache: Option<&'a Path>,
    /// What the program is known by in the cache.
    pub identity: &'a str,
}

/// What is made before linking.
#[derive(Debug)]
pub struct Objects {
    dir: PathBuf,
    object: PathBuf,
    platform: PathBuf,
    sources: Vec<String>,
    words: wrappers::BuildWords,
    cc: Vec<String>,
    choose_linker: bool,
    /// How many functions were in the cache, and how many were not; `None` without one.
    pub cached: Option<(usize, usize)>,
    keeping: Option<Keeping>,
}

impl Objects {
    /// Waits until the functions that were compiled are in the cache, if they go there. Otherwise the warning says why not.
    pub fn kept(&mut self) -> Result<(), Diagnostic> {
        self.keeping.as_mut().map_or(Ok(()), Keeping::wait)
    }
}

/// Compiles a program in stage `GcLowered` to object files in the folder `dir`, which exists.
pub fn compile(program: &Program, options: &Options, dir: &Path) -> Result<Objects, Diagnostic> {
    if program.stage != Stage::GcLowered {
        return Err(internal(format!("the native backend was given a program in stage {:?}", program.stage)));
    }
    let target = Target::new(options.target, options.optimize, options.lines.is_some())?;
    let cc = linker(options, &target);
    let lines = options.lines.map(Lines::new);
    let making = Making { program, isa: &*target.isa, lines: lines.as_ref(), assertions: options.assertions };
    let processors = std::thread::available_parallelism().map_or(1, |n| n.get());
    let jobs = options.jobs.unwrap_or(processors).max(1);
    let (cache, keys) = open_cache(making, options, &target, jobs)?;
    let known = |f: FuncId, work: &mut Vec<_>| {
        let key = keys.get(f.index()).and_then(Option::as_ref);
        key.inspect(|key| key.reached(work)).is_some()
    };
    let reach = Reachable::knowing(program, known);
    refuse_wide_externals(program, &reach.funcs)?;
    let with_graph = |f: &FuncId| matches!(program.funcs[*f].body, FuncBody::Graph(_));
    let funcs: Vec<FuncId> = reach.funcs.iter().copied().filter(with_graph).collect();
    let known = cache.as_ref().map(|cache| Known { cache, keys: &keys });
    let units = compile::all(making, &funcs, known, jobs)?;
    let (cached, keeping) = cache.map(Cache::finish).unzip();
    let table = startup::table(program)?;
    let mut writer = elf::writer(program, &target, &reach, &units, &table)?;
    if let Some(lines) = &lines {
        dwarf::add(&mut writer, program, lines, &units)?;
    }
    let object = dir.join("program.o");
    write_file(&object, &writer.bytes()?)?;
    let platform = platform::write(&target, program.model, &cc, dir)?;
    let (files, words) = wrappers::emit(program, &reach.funcs, |f| !externs::is_direct(program, f));
    if !files.is_empty() {
        platform::write_sources(program.model, dir)?;
    }
    for (name, text) in &files {
        write_file(&dir.join(name), text.as_bytes())?;
    }
    let sources = files.into_iter().map(|(name, _)| name).collect();
    // Debuggers and other machines are the usual linker's business.
    let choose_linker = options.lines.is_none() && target.is_host();
    Ok(Objects {
        dir: dir.to_path_buf(),
        object,
        platform,
        sources,
        words,
        cc,
        choose_linker,
        cached,
        keeping,
    })
}

/// Links the objects and puts the executable at `exe`, which stays as it was unless all went well.
pub fn link(objects: &Objects, exe: &Path) -> Result<(), Diagnostic> {
    let parts = Parts {
        cc: &objects.cc,
        dir: &objects.dir,
        objects: vec![objects.object.clone(), objects.platform.clone()],
        sources: objects.sources.clone(),
        words: &objects.words,
        choose_linker: objects.choose_linker,
    };
    link::link(parts, exe)
}

fn internal(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("internal", Span::NONE, message)
}

fn linker(options: &Options, target: &Target) -> Vec<String> {
    let told = options.cc.map(str::to_owned);
    // The environment speaks of the host's compiler.
    let environment = || std::env::var("CC").ok().filter(|_| target.is_host());
    let command = told.or_else(environment).unwrap_or_else(|| target.linker());
    let words: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
    if words.is_empty() { vec![target.linker()] } else { words }
}

/// The cache and the keys of all functions; without a cache, none. One is read while the others are made.
fn open_cache(
    making: Making,
    options: &Options,
    target: &Target,
    jobs: usize,
) -> Result<(Option<Cache>, Vec<Option<Key>>), Diagnostic> {
    let Some(folder) = options.cache else { return Ok((None, Vec::new())) };
    let lines = options.lines.is_some();
    let prefix = cache::prefix(&format!("{} {} {lines}", target.fingerprint(), options.assertions));
    let identity = options.identity;
    let (opened, keys) = std::thread::scope(|scope| {
        let opening = scope.spawn(move || Cache::open(folder, identity));
        let keys = compile::keys(making, &prefix, jobs);
        (opening.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), keys)
    });
    let cache = opened.map_err(|e| {
        Diagnostic::error(
            "write",
            Span::NONE,
            format!("the cache folder {} cannot be made: {e}", folder.display()),
        )
        .with_help("name another one with --cache-dir, or give --no-cache")
    })?;
    Ok((Some(cache), keys))
}

/// Externals are not looked into, but their types must be such as Cranelift can pass.
fn refuse_wide_externals(program: &Program, funcs: &[FuncId]) -> Result<(), Diagnostic> {
    for &f in funcs {
        let function = &program.funcs[f];
        let ty = program.types.expect_func(function.ty);
        if ty.args.iter().chain([&ty.result]).any(|&ty| ty == LLType::LongFloat) {
            types::signature(program, function.ty, true, function.span)?;
        }
    }
    Ok(())
}
