//! Where the C functions are that a program declares: in the process, in libraries that it names, or in C code that it
//! brings along, which is compiled. What only headers define gets a wrapper.

use std::rc::Rc;

use rpython_base::{Diagnostic, Symbol};
use rpython_cffi::compile::{self, HEAD, Words};
use rpython_cffi::library::{self, Library};

use super::calls::{Function, signature};
use crate::{ExternalData, Host, Obj, Raised};

fn option(external: &ExternalData, wanted: &str) -> Option<Obj> {
    let found = external.options.iter().find(|(name, _)| *name == wanted).map(|&(_, value)| value);
    found.filter(|&value| value != Obj::NONE)
}

/// The function that does the same, which the program gives for untranslated runs.
pub(super) fn callable(external: &ExternalData) -> Option<Obj> {
    option(external, "_callable")
}

/// The words that a function's `compilation_info` has under some names.
fn words(host: &mut Host, info: Option<Obj>, names: &[&str]) -> Result<Vec<String>, Raised> {
    let mut words: Vec<String> = Vec::new();
    let Some(info) = info else { return Ok(words) };
    for name in names {
        let list = host.getattr(info, Symbol::intern(name))?;
        for item in host.collect(list)? {
            let word = String::from_utf8_lossy(&host.str(item)?).into_owned();
            if !words.contains(&word) {
                words.push(word);
            }
        }
    }
    Ok(words)
}

/// What C code that goes with a function is told.
struct Build {
    declarations: String,
    words: Words,
}

impl Build {
    fn new(host: &mut Host, info: Option<Obj>) -> Result<Build, Raised> {
        let mut declarations = String::new();
        for bit in words(host, info, &["pre_include_bits"])? {
            declarations += &format!("{bit}\n");
        }
        for name in words(host, info, &["includes"])? {
            declarations += &compile::include(&name);
        }
        for bit in words(host, info, &["post_include_bits"])? {
            declarations += &format!("{bit}\n");
        }
        let mut compiler: Vec<String> =
            words(host, info, &["include_dirs"])?.iter().map(|dir| format!("-I{dir}")).collect();
        compiler.extend(words(host, info, &["compile_extra"])?);
        let mut linker: Vec<String> =
            words(host, info, &["library_dirs"])?.iter().map(|dir| format!("-L{dir}")).collect();
        linker.extend(words(host, info, &["link_files"])?);
        let named = |name: &String| if name.contains('/') { name.clone() } else { format!("-l{name}") };
        linker.extend(words(host, info, &["libraries"])?.iter().map(named));
        linker.extend(words(host, info, &["link_extra"])?);
        Ok(Build { declarations, words: Words { compiler, linker } })
    }
}

fn raised(host: &mut Host, diagnostic: Diagnostic) -> Raised {
    let mut message = diagnostic.message;
    for note in &diagnostic.notes {
        message += &format!(": {note}");
    }
    let class = host.exc.os_error;
    host.raised(class, &message)
}

/// Loads what was compiled.
fn load(host: &mut Host, path: &str) -> Result<Library, Raised> {
    let known = host.ll.real.calls.libraries.iter().find(|(name, _)| name == path);
    if let Some(&(_, library)) = known {
        return Ok(library);
    }
    match Library::open(path) {
        Some(library) => {
            host.ll.real.calls.libraries.push((path.to_owned(), library));
            Ok(library)
        }
        None => {
            let class = host.exc.os_error;
            let message = format!("the program's C code cannot be loaded: {}", library::last_error());
            Err(host.raised(class, &message))
        }
    }
}

/// The libraries of a function, the one with C code of its own first.
fn libraries(host: &mut Host, info: Option<Obj>, build: &Build) -> Result<Vec<Library>, Raised> {
    let mut found = Vec::new();
    let sources = words(host, info, &["separate_module_sources"])?;
    let files = words(host, info, &["separate_module_files"])?;
    if !sources.is_empty() || !files.is_empty() {
        let units: Vec<String> =
            sources.iter().map(|source| format!("{HEAD}{}{source}\n", build.declarations)).collect();
        let path = compile::compile(&units, &files, &build.words).map_err(|d| raised(host, d))?;
        found.push(load(host, &path.to_string_lossy())?);
    }
    let dirs = words(host, info, &["library_dirs"])?;
    for name in words(host, info, &["libraries", "testonly_libraries"])? {
        // A library that is not there matters only if a function of it is called.
        found.extend(Library::find(&name, dirs.iter().cloned()));
    }
    found.push(Library::PROCESS);
    Ok(found)
}

/// The address of a wrapper, which is compiled.
fn wrapped(
    host: &mut Host,
    external: &ExternalData,
    c_name: &str,
    build: &Build,
) -> Result<Option<u64>, Raised> {
    let name = "rpy_untranslated_call";
    let is_macro = option(external, "macro").is_some();
    let callee = compile::Callee { name: c_name, is_macro, ty: host.types.expect_func(external.ty) };
    let unit = compile::wrapper(&host.types, &build.declarations, name, &callee);
    let path = compile::compile(&[unit], &[], &build.words).map_err(|d| raised(host, d))?;
    Ok(load(host, &path.to_string_lossy())?.symbol(name))
}

/// The C function that is declared so.
pub(super) fn find(host: &mut Host, external: &Rc<ExternalData>) -> Result<Rc<Function>, Raised> {
    let key = Rc::as_ptr(external) as usize;
    if let Some((_, known)) = host.ll.real.calls.found.get(&key) {
        return Ok(known.clone());
    }
    let signature = signature(host, external.ty)?;
    let info = option(external, "compilation_info");
    let macro_name = option(external, "macro").and_then(|name| host.symbol_of(name));
    let c_name = macro_name.unwrap_or(external.name);
    let build = Build::new(host, info)?;
    let libraries = libraries(host, info, &build)?;
    let only_declared =
        macro_name.is_some() || !words(host, info, &["pre_include_bits", "post_include_bits"])?.is_empty();
    let mut address = match only_declared {
        true => wrapped(host, external, c_name.as_str(), &build)?,
        false => libraries.iter().find_map(|library| library.symbol(c_name.as_str())),
    };
    if address.is_none() && !build.declarations.is_empty() {
        address = wrapped(host, external, c_name.as_str(), &build)?;
    }
    let Some(address) = address else {
        let message = format!("calling the external function {c_name} untranslated: it was not found");
        return Err(Raised::not_implemented_error(host, message));
    };
    let save_err = option(external, "save_err").and_then(|value| host.int_value(value)).unwrap_or(0);
    let function = Rc::new(Function { address, signature, save_err });
    host.ll.real.calls.found.insert(key, (external.clone(), function.clone()));
    Ok(function)
}
