//! Asking the C compiler: what `rffi_platform` learns about headers while the program is imported; and running other
//! commands for it.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use rpython_base::c_headers;

use super::probe_cache;
use crate::types::args::{self, Keywords};
use crate::types::textmethods::TextUnit;
use crate::{Host, Obj, Raised};

fn words(host: &mut Host, o: Obj) -> Result<Vec<String>, Raised> {
    let mut words = Vec::new();
    for item in host.collect(o)? {
        words.push(String::from_utf8_lossy(&host.str(item)?).into_owned());
    }
    Ok(words)
}

/// What is asked.
pub(super) struct Question<'a> {
    pub compiler: &'a str,
    pub source: &'a [u8],
    pub options: &'a [String],
    pub execute: bool,
}

/// What came of it.
pub(super) struct Answer {
    /// It compiled, and the program ended well.
    pub ok: bool,
    /// What the program, or else the compiler, printed.
    pub output: Vec<u8>,
    /// The headers that were read.
    pub headers: Vec<PathBuf>,
}

/// A folder for intermediate files that nobody else uses.
fn new_folder() -> std::io::Result<PathBuf> {
    let unique =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_nanos());
    let dir = std::env::temp_dir().join(format!("rpython-probe-{}-{unique}", std::process::id()));
    std::fs::create_dir_all(dir.join("src"))?;
    for (name, text) in c_headers::FILES {
        std::fs::write(dir.join(name), text)?;
    }
    Ok(dir)
}

fn ask(question: &Question) -> std::io::Result<Answer> {
    let dir = new_folder()?;
    let result = ask_in(question, &dir);
    // What is left in the temporary directory does no harm.
    drop(std::fs::remove_dir_all(&dir));
    result
}

fn ask_in(question: &Question, dir: &Path) -> std::io::Result<Answer> {
    let (file, program, depends) = (dir.join("probe.c"), dir.join("probe"), dir.join("probe.d"));
    std::fs::write(&file, question.source)?;
    let mut parts = question.compiler.split_whitespace();
    let mut command = Command::new(parts.next().unwrap_or("cc"));
    command.args(parts).arg("-w").arg(&file).arg("-o").arg(&program).args(question.options);
    if probe_cache::can_keep(question) {
        command.arg("-MD").arg("-MF").arg(&depends);
    }
    command.arg("-I").arg(dir);
    let compiled = command.output()?;
    let mut answer = Answer { ok: compiled.status.success(), output: compiled.stderr, headers: Vec::new() };
    if answer.ok {
        answer.output.clear();
        let text = std::fs::read_to_string(&depends).unwrap_or_default();
        let names = text.split_whitespace().filter(|word| word.starts_with('/'));
        answer.headers = names.map(PathBuf::from).filter(|path| !path.starts_with(dir)).collect();
    }
    if answer.ok && question.execute {
        let ran = Command::new(&program).output()?;
        answer.ok = ran.status.success();
        answer.output = ran.stdout;
    }
    Ok(answer)
}

/// `probe_c(source, options, execute)`: (it worked, output). Options come behind the file, so that libraries are found.
pub fn probe_c(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "probe_c", args, kw, (3, 3))?;
    let source = u8::text_of(host, args[0])?.unwrap_or_default();
    let options = words(host, args[1])?;
    let execute = host.is_true(args[2])?;
    let compiler = std::env::var("CC").unwrap_or_default();
    let compiler = if compiler.trim().is_empty() { "cc" } else { compiler.trim() };
    let question = Question { compiler, source: &source, options: &options, execute };
    let known = probe_cache::find(&question);
    let (ok, output) = match known {
        Some(known) => known,
        None => match ask(&question) {
            Ok(answer) => {
                probe_cache::keep(&question, &answer);
                (answer.ok, answer.output)
            }
            Err(error) => return Err(no_compiler(host, compiler, &error)),
        },
    };
    let pair = [host.new_bool(ok), host.new_str(&output)];
    Ok(host.new_tuple(&pair))
}

fn no_compiler(host: &mut Host, compiler: &str, error: &std::io::Error) -> Raised {
    let class = host.exc.os_error;
    if error.kind() != ErrorKind::NotFound {
        return host.raised_io(class, error, Some(compiler));
    }
    let message = format!(
        "this program asks about C headers while it is imported, and the C compiler `{compiler}` was not found: \
         install it, or set the environment variable CC to another one"
    );
    host.raised(class, &message)
}

/// `headers_folder()`: where the C compiler finds the headers that programs' C code may include.
pub fn headers_folder(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "headers_folder", args, kw, (0, 0))?;
    match rpython_cffi::compile::headers() {
        Ok(folder) => Ok(host.new_text(&folder.to_string_lossy())),
        Err(error) => {
            let class = host.exc.os_error;
            Err(host.raised_io(class, &error, None))
        }
    }
}

/// `run_command(words)`: (exit status, standard output, standard error). OSError if it cannot be started.
pub fn run_command(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "run_command", args, kw, (1, 1))?;
    let words = words(host, args[0])?;
    let Some((program, rest)) = words.split_first() else {
        let class = host.exc.os_error;
        return Err(host.raised(class, "no command to run"));
    };
    match Command::new(program).args(rest).output() {
        Ok(done) => {
            let status = done.status.code().unwrap_or(-1);
            let items =
                [host.new_int(i64::from(status)), host.new_str(&done.stdout), host.new_str(&done.stderr)];
            Ok(host.new_tuple(&items))
        }
        Err(error) => {
            let class = host.exc.os_error;
            Err(host.raised_io(class, &error, Some(program)))
        }
    }
}
