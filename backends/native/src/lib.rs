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
use rpython_base::{Diagnostic, SourceMap, Span};
use rpython_lltype::{FuncId, LLType};
use rpython_lowlevel::{FuncBody, Program, Stage};

use body::Making;
use cache::Cache;
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
    /// How many functions were in the cache, and how many were not; `None` without one.
    pub cached: Option<(usize, usize)>,
}

/// Bytes that the cache may take.
const CACHE_LIMIT: u64 = 1 << 30;

/// New entries from which on it is worth while to look at the size of the cache.
const MANY_ENTRIES: usize = 200;

/// Compiles a program in stage `GcLowered` to object files in the folder `dir`, which exists.
pub fn compile(program: &Program, options: &Options, dir: &Path) -> Result<Objects, Diagnostic> {
    if program.stage != Stage::GcLowered {
        return Err(internal(format!("the native backend was given a program in stage {:?}", program.stage)));
    }
    let target = Target::new(options.target, options.optimize, options.lines.is_some())?;
    let cc = linker(options, &target);
    let reach = Reachable::new(program);
    refuse_wide_externals(program, &reach.funcs)?;
    let cache = match options.cache {
        Some(folder) => Some(open_cache(folder, &target)?),
        None => None,
    };
    let lines = options.lines.map(Lines::new);
    let making = Making { program, isa: &*target.isa, lines: lines.as_ref(), assertions: options.assertions };
    let with_graph = |f: &FuncId| matches!(program.funcs[*f].body, FuncBody::Graph(_));
    let funcs: Vec<FuncId> = reach.funcs.iter().copied().filter(with_graph).collect();
    let processors = std::thread::available_parallelism().map_or(1, |n| n.get());
    let units = compile::all(making, &funcs, cache.as_ref(), options.jobs.unwrap_or(processors).max(1))?;
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
    let cached = cache.map(|cache| {
        let counts = cache.counts();
        if counts.1 > MANY_ENTRIES {
            cache.shrink(CACHE_LIMIT);
        }
        counts
    });
    let sources = files.into_iter().map(|(name, _)| name).collect();
    Ok(Objects { dir: dir.to_path_buf(), object, platform, sources, words, cc, cached })
}

/// Links the objects and puts the executable at `exe`, which stays as it was unless all went well.
pub fn link(objects: &Objects, exe: &Path) -> Result<(), Diagnostic> {
    let parts = Parts {
        cc: &objects.cc,
        dir: &objects.dir,
        objects: vec![objects.object.clone(), objects.platform.clone()],
        sources: objects.sources.clone(),
        words: &objects.words,
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

fn open_cache(folder: &Path, target: &Target) -> Result<Cache, Diagnostic> {
    Cache::new(folder, &target.fingerprint()).map_err(|e| {
        Diagnostic::error(
            "write",
            Span::NONE,
            format!("the cache folder {} cannot be made: {e}", folder.display()),
        )
        .with_help("name another one with --cache-dir, or give --no-cache")
    })
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
