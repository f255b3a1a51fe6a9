//! Has the sources compiled: `make` with the user's C compiler.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use rpython_base::{Diagnostic, Span};

use crate::CSources;

/// What the Makefile is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Target {
    /// Optimized.
    #[default]
    Default,
    /// Symbols for a debugger, few optimizations.
    Debug,
    /// The same with low-level assertions.
    LlDebug,
    /// The same without any optimization.
    LlDebug0,
    /// With instrumentation for gprof.
    Profile,
}

impl Target {
    fn name(self) -> &'static str {
        match self {
            Target::Default => "all",
            Target::Debug => "debug",
            Target::LlDebug => "lldebug",
            Target::LlDebug0 => "lldebug0",
            Target::Profile => "profile",
        }
    }
}

/// How to compile.
#[derive(Clone, Debug, Default)]
pub struct CompileOptions {
    /// The C compiler, if not what `$CC` says or else gcc.
    pub cc: Option<String>,
    /// How many files at once; the number of processors if `None`.
    pub jobs: Option<usize>,
    /// What to make.
    pub target: Target,
}

/// Compiles the sources and puts the executable at `exe`, which stays as it was unless all went well.
/// Fails with what the compiler said.
pub fn compile(sources: &CSources, options: &CompileOptions, exe: &Path) -> Result<(), Diagnostic> {
    make(sources, options)?;
    if let Some(library) = &sources.library {
        let beside = exe.parent().unwrap_or(Path::new("."));
        install(&sources.dir.join(library), &beside.join(library))?;
        let header = format!("{}.h", sources.executable);
        install(&sources.dir.join(&header), &beside.join(&header))?;
    }
    install(&sources.dir.join(&sources.executable), exe)
}

/// Compiles the sources in their folder. Fails with what the compiler said.
pub fn make(sources: &CSources, options: &CompileOptions) -> Result<(), Diagnostic> {
    let cc = compiler(options)?;
    let mut make = Command::new("make");
    make.current_dir(&sources.dir).arg(options.target.name()).stdin(Stdio::null());
    if let Some(cc) = &cc {
        make.arg(format!("CC={cc}"));
    }
    // Whoever sets MAKEFLAGS says himself how much runs in parallel.
    if std::env::var_os("MAKEFLAGS").is_none() {
        let processors = std::thread::available_parallelism().map_or(1, |n| n.get());
        make.arg(format!("-j{}", options.jobs.unwrap_or(processors)));
    }
    let output = make.output().map_err(|e| match e.kind() {
        ErrorKind::NotFound => error("`make` was not found").with_help(format!(
            "install make, or compile the sources in {} by other means",
            sources.dir.display()
        )),
        _ => error(format!("`make` could not be started: {e}")),
    })?;
    if !output.status.success() {
        return Err(failed(sources, &output));
    }
    Ok(())
}

fn error(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("c-compiler", Span::NONE, message)
}

/// Makes sure that there is a compiler; gives its command if the Makefile has to be told.
fn compiler(options: &CompileOptions) -> Result<Option<String>, Diagnostic> {
    let told = options.cc.clone();
    let command = told.clone().or_else(|| std::env::var("CC").ok()).unwrap_or_else(|| "gcc".into());
    let program = command.split_whitespace().next().unwrap_or("gcc").to_string();
    let tried = Command::new(&program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    match tried {
        Err(e) if e.kind() == ErrorKind::NotFound => {
            Err(error(format!("the C compiler `{program}` was not found"))
                .with_help("install it, or set the environment variable CC to another one"))
        }
        Err(e) => Err(error(format!("the C compiler `{program}` cannot be run: {e}"))),
        Ok(_) => Ok(told),
    }
}

/// Lines of compiler output that a message shows.
const SHOWN_LINES: usize = 40;

fn failed(sources: &CSources, output: &Output) -> Diagnostic {
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    if text.contains("No space left on device") || text.contains("Disk quota exceeded") {
        return error(format!("the disk is full: {} could not be compiled", sources.dir.display()));
    }
    let mut lines: Vec<&str> =
        text.lines().filter(|l| l.contains("error") || l.contains("undefined")).collect();
    if lines.is_empty() {
        lines = text.lines().collect();
    }
    lines.truncate(SHOWN_LINES);
    error("the C compiler failed")
        .with_note(lines.join("\n"))
        .with_note(format!("the sources are in {}", sources.dir.display()))
}

/// Copies to a temporary name beside the destination and renames, so that nobody ever sees half a file.
fn install(made: &Path, exe: &Path) -> Result<(), Diagnostic> {
    let mut temporary = exe.as_os_str().to_owned();
    temporary.push(format!(".tmp{}", std::process::id()));
    let temporary = PathBuf::from(temporary);
    if exe.exists() && !exe.is_file() {
        return Err(error(format!("cannot write {}: it is there and not a file", exe.display())));
    }
    let result = std::fs::copy(made, &temporary).and_then(|_| std::fs::rename(&temporary, exe));
    result.map_err(|e| {
        // What was copied so far is of no use; that it cannot be removed either adds nothing.
        let _ = std::fs::remove_file(&temporary);
        let diagnostic = error(format!("cannot write {}: {e}", exe.display()));
        match e.kind() {
            ErrorKind::StorageFull => diagnostic.with_help("the disk is full: free some space and try again"),
            _ => diagnostic,
        }
    })
}
