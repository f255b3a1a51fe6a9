//! C code that a program brings along, and wrappers for what only a C compiler can call.
//!
//! Macros and inline functions have no symbol; a wrapper compiled with their headers gives them one. All
//! of it becomes one shared library, kept in a folder under a name made of its content, so that the next
//! run finds it.

use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use indexmap::{IndexMap, IndexSet};
use rpython_backend_common::wrappers::{declarations, given, plain_type};
use rpython_base::{Diagnostic, EntityId, Span, Symbol, c_headers};
use rpython_lltype::{FuncId, LLType};
use rpython_lowlevel::{External, FuncBody, Program};

/// The name of a function's wrapper.
pub(crate) fn symbol(func: FuncId) -> String {
    format!("rpy_wrapper_{}", func.index())
}

/// What C code of programs may rely on.
const HEAD: &str = "#include \"src/precommondefs.h\"\n#include <errno.h>\n\
    typedef Signed rpy_signed;\ntypedef Unsigned rpy_unsigned;\n";

fn external(program: &Program, func: FuncId) -> Option<&External> {
    match &program.funcs[func].body {
        FuncBody::External(e) => Some(e),
        FuncBody::Graph(_) | FuncBody::Pending => None,
    }
}

/// Builds the library of a program that needs one; its path and the functions with wrappers in it.
pub(crate) fn build(program: &Program) -> Result<Option<(PathBuf, IndexSet<FuncId>)>, Diagnostic> {
    let mut wrapped = IndexSet::new();
    let mut units = Vec::new();
    let mut sources: IndexMap<Symbol, String> = IndexMap::new();
    let mut files: IndexSet<Symbol> = IndexSet::new();
    for func in program.funcs.ids() {
        let Some(e) = external(program, func) else { continue };
        for &source in &e.separate_module_sources {
            sources.entry(source).or_insert_with(|| declarations(e));
        }
        files.extend(&e.separate_module_files);
        if e.macro_ || !e.pre_include_bits.is_empty() || !e.post_include_bits.is_empty() {
            wrapped.insert(func);
            units.push(unit(program, func, e));
        }
    }
    units.extend(sources.iter().map(|(source, declared)| format!("{HEAD}{declared}{source}\n")));
    if units.is_empty() && files.is_empty() {
        return Ok(None);
    }
    let externals = program.funcs.ids().filter_map(|f| external(program, f));
    let path = compile(&units, &files, &words(externals))?;
    Ok(Some((path, wrapped)))
}

/// Builds a library with the wrapper of one function.
pub(crate) fn build_one(program: &Program, func: FuncId) -> Result<PathBuf, Diagnostic> {
    let Some(e) = external(program, func) else {
        return Err(Diagnostic::error("internal", Span::NONE, "only external functions have wrappers"));
    };
    compile(&[unit(program, func, e)], &IndexSet::new(), &words([e].into_iter()))
}

/// Further words for the compiler: those for sources, and those for linking.
fn words<'a>(externals: impl Iterator<Item = &'a External>) -> (IndexSet<String>, IndexSet<String>) {
    let (mut before, mut after) = (IndexSet::new(), IndexSet::new());
    for e in externals {
        before.extend(e.include_dirs.iter().map(|d| format!("-I{d}")));
        before.extend(e.compile_extra.iter().map(|w| w.to_string()));
        after.extend(e.library_dirs.iter().map(|d| format!("-L{d}")));
        after.extend(e.link_files.iter().map(|f| f.to_string()));
        after.extend(e.libraries.iter().map(|l| format!("-l{l}")));
        after.extend(e.link_extra.iter().map(|w| w.to_string()));
    }
    (before, after)
}

/// A C file with one function's wrapper.
fn unit(program: &Program, func: FuncId, e: &External) -> String {
    let function = &program.funcs[func];
    let ty = program.types.expect_func(function.ty);
    let mut text = format!("{HEAD}{}", declarations(e));
    let args: Vec<LLType> = ty.args.iter().copied().filter(|&a| a != LLType::Void).collect();
    let params: Vec<String> =
        args.iter().enumerate().map(|(i, &a)| format!("{} a{i}", plain_type(a))).collect();
    let given: Vec<String> = args.iter().enumerate().map(|(i, &ty)| given(program, e, ty, i)).collect();
    let c_name = e.c_name.unwrap_or(function.name);
    let params = if params.is_empty() { "void".into() } else { params.join(", ") };
    let result = plain_type(ty.result);
    let call = format!("{c_name}({})", given.join(", "));
    let body = match ty.result {
        LLType::Void => format!("{call};"),
        _ => format!("return ({result}){call};"),
    };
    let _ = writeln!(text, "{result} {}({params}) {{ {body} }}", symbol(func));
    text
}

fn folder() -> PathBuf {
    // SAFETY: asks for the user's number only.
    let user = unsafe { libc::getuid() };
    std::env::temp_dir().join(format!("rpython-interp-{user}"))
}

fn failed(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("external", Span::NONE, message)
}

fn compile(
    units: &[String],
    files: &IndexSet<Symbol>,
    words: &(IndexSet<String>, IndexSet<String>),
) -> Result<PathBuf, Diagnostic> {
    let mut hasher = DefaultHasher::new();
    units.hash(&mut hasher);
    for file in files {
        (file.as_str(), std::fs::read(file.as_str()).unwrap_or_default()).hash(&mut hasher);
    }
    words.0.iter().chain(&words.1).for_each(|w| w.hash(&mut hasher));
    let name = format!("{:016x}", hasher.finish());
    let library = folder().join(format!("{name}.so"));
    if library.exists() {
        return Ok(library);
    }
    let work = folder().join(format!("{name}.{}", std::process::id()));
    let unwritable = |e: std::io::Error| failed(format!("{} cannot be written: {e}", work.display()));
    std::fs::create_dir_all(work.join("src")).map_err(unwritable)?;
    for (name, text) in c_headers::FILES {
        std::fs::write(work.join(name), text).map_err(unwritable)?;
    }
    let mut sources: Vec<PathBuf> = files.iter().map(|f| PathBuf::from(f.as_str())).collect();
    for (i, unit) in units.iter().enumerate() {
        let path = work.join(format!("unit_{i}.c"));
        std::fs::write(&path, unit).map_err(unwritable)?;
        sources.push(path);
    }
    let built = work.join("library.so");
    let result = run_compiler(&sources, &built, words);
    if result.is_ok() {
        // Under its name it is whole at once, whoever else builds it.
        std::fs::rename(&built, &library).map_err(unwritable)?;
    }
    let _ = std::fs::remove_dir_all(&work);
    result.map(|()| library)
}

fn run_compiler(
    sources: &[PathBuf],
    built: &Path,
    words: &(IndexSet<String>, IndexSet<String>),
) -> Result<(), Diagnostic> {
    let cc = std::env::var("CC").ok().filter(|c| !c.trim().is_empty()).unwrap_or_else(|| "cc".into());
    let mut parts = cc.split_whitespace();
    let program = parts.next().unwrap_or("cc");
    let output = Command::new(program)
        .args(parts)
        .args(["-shared", "-fPIC", "-O1", "-w", "-I"])
        .arg(built.parent().unwrap_or(Path::new(".")))
        .args(&words.0)
        .arg("-o")
        .arg(built)
        .args(sources)
        .args(&words.1)
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
