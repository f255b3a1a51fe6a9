//! Shared libraries made of C code: what a program brings along, and wrappers for what only a C compiler can call.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use rpython_base::{Diagnostic, Span, c_headers};
use rpython_lltype::{FuncType, LLType, TypeTable};

/// What C code of programs may rely on.
pub const HEAD: &str = "#include \"src/precommondefs.h\"\n#include <errno.h>\n\
    typedef Signed rpy_signed;\ntypedef Unsigned rpy_unsigned;\n";

/// Further words for the compiler: those for sources, and those for linking.
#[derive(Debug, Default)]
pub struct Words {
    /// Before the sources.
    pub compiler: Vec<String>,
    /// Behind them.
    pub linker: Vec<String>,
}

/// A line of C for including a header.
pub fn include(name: &str) -> String {
    if name.starts_with('<') || name.starts_with('"') {
        format!("#include {name}\n")
    } else if name.starts_with('/') {
        format!("#include \"{name}\"\n")
    } else {
        format!("#include <{name}>\n")
    }
}

/// What a wrapper calls.
#[derive(Debug)]
pub struct Callee<'a> {
    /// Its name in C.
    pub name: &'a str,
    /// It may be a macro.
    pub is_macro: bool,
    /// Its type.
    pub ty: &'a FuncType,
}

/// A C file with a wrapper called `name` of a function that is declared by this.
pub fn wrapper(types: &TypeTable, declarations: &str, name: &str, callee: &Callee) -> String {
    let Callee { name: c_name, is_macro, ty } = callee;
    let args: Vec<LLType> = ty.args.iter().copied().filter(|&a| a != LLType::Void).collect();
    let params: Vec<String> =
        args.iter().enumerate().map(|(i, &a)| format!("{} a{i}", a.plain_c_type())).collect();
    let given: Vec<String> =
        args.iter().enumerate().map(|(i, &a)| types.c_argument(a, i, *is_macro)).collect();
    let params = if params.is_empty() { "void".into() } else { params.join(", ") };
    let result = ty.result.plain_c_type();
    let call = format!("{c_name}({})", given.join(", "));
    let body = match ty.result {
        LLType::Void => format!("{call};"),
        _ => format!("return ({result}){call};"),
    };
    format!("{HEAD}{declarations}{result} {name}({params}) {{ {body} }}\n")
}

fn folder() -> PathBuf {
    // SAFETY: asks for the user's number only.
    let user = unsafe { libc::getuid() };
    std::env::temp_dir().join(format!("rpython-interp-{user}"))
}

fn failed(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("external", Span::NONE, message)
}

/// The folder of the headers that C code may include; it is filled if it is not there.
pub fn headers() -> std::io::Result<PathBuf> {
    let mut hasher = DefaultHasher::new();
    c_headers::FILES.hash(&mut hasher);
    let whole = folder().join(format!("headers-{:016x}", hasher.finish()));
    if whole.is_dir() {
        return Ok(whole);
    }
    let work = folder().join(format!("headers.{}", std::process::id()));
    std::fs::create_dir_all(work.join("src"))?;
    for (name, text) in c_headers::FILES {
        std::fs::write(work.join(name), text)?;
    }
    // Under its name it is whole at once; whoever else makes it makes the same.
    match std::fs::rename(&work, &whole) {
        Err(error) if !whole.is_dir() => Err(error),
        _ => {
            drop(std::fs::remove_dir_all(&work));
            Ok(whole)
        }
    }
}

/// Compiles C files (their texts, and the names of further ones) to one shared library; its path. It is kept under a
/// name made of its content, so that the next who wants it finds it.
pub fn compile(units: &[String], files: &[String], words: &Words) -> Result<PathBuf, Diagnostic> {
    let mut hasher = DefaultHasher::new();
    units.hash(&mut hasher);
    for file in files {
        (file, std::fs::read(file).unwrap_or_default()).hash(&mut hasher);
    }
    words.compiler.iter().chain(&words.linker).for_each(|w| w.hash(&mut hasher));
    let name = format!("{:016x}", hasher.finish());
    let library = folder().join(format!("{name}.so"));
    if library.exists() {
        return Ok(library);
    }
    let work = folder().join(format!("{name}.{}", std::process::id()));
    let unwritable = |e: std::io::Error| failed(format!("{} cannot be written: {e}", work.display()));
    std::fs::create_dir_all(&work).map_err(unwritable)?;
    let headers = headers().map_err(unwritable)?;
    let mut sources: Vec<PathBuf> = files.iter().map(|f| PathBuf::from(f.as_str())).collect();
    for (i, unit) in units.iter().enumerate() {
        let path = work.join(format!("unit_{i}.c"));
        std::fs::write(&path, unit).map_err(unwritable)?;
        sources.push(path);
    }
    let built = work.join("library.so");
    let result = run_compiler(&sources, &headers, &built, words);
    if result.is_ok() {
        // Under its name it is whole at once, whoever else builds it.
        std::fs::rename(&built, &library).map_err(unwritable)?;
    }
    let _ = std::fs::remove_dir_all(&work);
    result.map(|()| library)
}

fn run_compiler(sources: &[PathBuf], headers: &Path, built: &Path, words: &Words) -> Result<(), Diagnostic> {
    let cc = std::env::var("CC").ok().filter(|c| !c.trim().is_empty()).unwrap_or_else(|| "cc".into());
    let mut parts = cc.split_whitespace();
    let program = parts.next().unwrap_or("cc");
    let output = Command::new(program)
        .args(parts)
        .args(["-shared", "-fPIC", "-O1", "-w", "-I"])
        .arg(headers)
        .args(&words.compiler)
        .arg("-o")
        .arg(built)
        .args(sources)
        .args(&words.linker)
        .output();
    match output {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stderr).into_owned();
            Err(failed("the C code that the program brings along does not compile").with_note(text))
        }
        Err(e) => Err(failed(format!(
            "the program uses C macros or brings C code along, and no C compiler was found: {cc}: {e}"
        ))
        .with_help("install a C compiler or set CC")),
    }
}
