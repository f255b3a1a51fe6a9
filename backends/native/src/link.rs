//! From object files to the executable, with the system's linker driver.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rpython_backend_common::wrappers::BuildWords;
use rpython_base::{Diagnostic, Span};

fn error(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("linker", Span::NONE, message)
}

/// Says which file could not be written.
pub(crate) fn write_error(path: &Path, error: &std::io::Error) -> Diagnostic {
    let diagnostic =
        Diagnostic::error("write", Span::NONE, format!("cannot write {}: {error}", path.display()));
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            diagnostic.with_help("the disk is full: free some space and try again")
        }
        _ => diagnostic,
    }
}

/// Writes a file.
pub(crate) fn write_file(path: &Path, content: &[u8]) -> Result<(), Diagnostic> {
    std::fs::write(path, content).map_err(|e| write_error(path, &e))
}

/// Lines of output that a message shows.
const SHOWN_LINES: usize = 40;

/// Runs a compiler or linker; what it says when it fails is part of the message.
pub(crate) fn run_compiler(mut command: Command, failure: &str) -> Result<(), Diagnostic> {
    let program = command.get_program().to_string_lossy().into_owned();
    command.stdin(Stdio::null()).env("LC_ALL", "C");
    let output = command.output().map_err(|e| match e.kind() {
        ErrorKind::NotFound => error(format!("the linker driver `{program}` was not found"))
            .with_help("install a C compiler or linker driver, or name another one with --cc or the environment variable CC"),
        _ => error(format!("the linker driver `{program}` cannot be run: {e}")),
    })?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    if text.contains("No space left on device") || text.contains("Disk quota exceeded") {
        return Err(error(format!("{failure}: the disk is full")).with_help("free some space and try again"));
    }
    let lines: Vec<&str> = text.lines().take(SHOWN_LINES).collect();
    Err(error(failure).with_note(lines.join("\n")))
}

/// What is linked.
pub(crate) struct Parts<'a> {
    /// The linker driver and its first words.
    pub cc: &'a [String],
    /// The folder of intermediate files.
    pub dir: &'a Path,
    /// Object files, and C files that are compiled along.
    pub objects: Vec<PathBuf>,
    /// C files, by name in `dir`.
    pub sources: Vec<String>,
    /// What external functions want.
    pub words: &'a BuildWords,
    /// Whether the linker may be another one than the driver's.
    pub choose_linker: bool,
}

/// Compiles what is in C, and links.
pub(crate) fn link(mut parts: Parts, exe: &Path) -> Result<(), Diagnostic> {
    let mut sources: Vec<String> = std::mem::take(&mut parts.sources);
    sources.extend(parts.words.files.iter().map(|f| f.to_string()));
    for (i, source) in sources.iter().enumerate() {
        let object = format!("c_{i}.o");
        let mut command = driver(parts.cc);
        command.current_dir(parts.dir).args([
            "-O2",
            "-std=gnu11",
            "-fwrapv",
            "-fno-strict-aliasing",
            "-fno-pie",
            "-I.",
        ]);
        command.args(parts.words.include_dirs.iter().map(|dir| format!("-I{dir}")));
        command.args(parts.words.compile_extra.iter().map(|word| word.as_str()));
        command.args(environment("CFLAGS")).args(["-c", "-o", &object]).arg(source);
        run_compiler(
            command,
            &format!("{source}, a part of the program that is written in C, could not be compiled"),
        )?;
        parts.objects.push(parts.dir.join(object));
    }
    let made = beside(exe)?;
    let failure = "the program could not be linked";
    let quick = faster_linker(&parts).is_some_and(|word| {
        let mut command = link_command(&parts, &made);
        command.arg(word);
        // Whatever it does not like, the usual one has the last word on.
        run_compiler(command, failure).is_ok()
    });
    let linked = if quick { Ok(()) } else { run_compiler(link_command(&parts, &made), failure) };
    let installed = linked.and_then(|()| std::fs::rename(&made, exe).map_err(|e| write_error(exe, &e)));
    if installed.is_err() {
        // What the linker wrote is of no use; that it cannot be removed either adds nothing.
        let _ = std::fs::remove_file(&made);
    }
    installed
}

fn link_command(parts: &Parts, made: &Path) -> Command {
    let mut command = driver(parts.cc);
    command.arg("-no-pie").arg("-o").arg(made).args(&parts.objects);
    command.args(parts.words.library_dirs.iter().map(|dir| format!("-L{dir}")));
    command.args(environment("LDFLAGS"));
    command.args(parts.words.link_extra.iter().map(|word| word.as_str()));
    command.args(parts.words.link_files.iter().map(|file| file.as_str()));
    command.args(parts.words.libraries.iter().map(|library| format!("-l{library}"))).arg("-lm");
    command.args(parts.words.frameworks.iter().flat_map(|name| ["-framework", name.as_str()]));
    command
}

/// The word that asks the driver for the quickest linker that is there: most of the time after a small edit goes
/// into the linker. None where somebody has said which one to take.
fn faster_linker(parts: &Parts) -> Option<String> {
    let told = |word: &str| word.starts_with("-fuse-ld") || word.starts_with("-B");
    let flags = environment("LDFLAGS");
    let extra = parts.words.link_extra.iter().map(|word| word.as_str());
    let words = parts.cc.iter().chain(&flags).map(String::as_str).chain(extra);
    if !parts.choose_linker || words.into_iter().any(told) {
        return None;
    }
    let path = std::env::var_os("PATH")?;
    let there = |name: &str| std::env::split_paths(&path).any(|dir| dir.join(format!("ld.{name}")).is_file());
    ["gold", "mold"].into_iter().find(|name| there(name)).map(|name| format!("-fuse-ld={name}"))
}

fn driver(cc: &[String]) -> Command {
    let mut command = Command::new(&cc[0]);
    command.args(&cc[1..]);
    command
}

/// The words of an environment variable.
fn environment(name: &str) -> Vec<String> {
    std::env::var(name).map_or(Vec::new(), |text| text.split_whitespace().map(str::to_owned).collect())
}

/// A temporary name beside the destination, where a file can be made. Renaming it means that nobody ever sees half a file.
fn beside(exe: &Path) -> Result<PathBuf, Diagnostic> {
    if exe.exists() && !exe.is_file() {
        return Err(error(format!("cannot write {}: it is there and not a file", exe.display())));
    }
    let mut temporary = exe.as_os_str().to_owned();
    temporary.push(format!(".tmp{}", std::process::id()));
    let made = std::path::absolute(&temporary).and_then(|path| {
        // Linkers would not say it as clearly.
        std::fs::File::create(&path)?;
        std::fs::remove_file(&path)?;
        Ok(path)
    });
    made.map_err(|e| write_error(exe, &e))
}
