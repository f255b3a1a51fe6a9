//! C code that a program brings along, and wrappers for what only a C compiler can call.
//!
//! Macros and inline functions have no symbol; a wrapper compiled with their headers gives them one. All
//! of it becomes one shared library, kept in a folder under a name made of its content, so that the next
//! run finds it.

use std::path::PathBuf;

use indexmap::{IndexMap, IndexSet};
use rpython_backend_common::wrappers::declarations;
use rpython_base::{Diagnostic, EntityId, Span, Symbol};
use rpython_cffi::compile::{self, HEAD, Words, compile};
use rpython_lltype::FuncId;
use rpython_lowlevel::{External, FuncBody, Program};

/// The name of a function's wrapper.
pub(crate) fn symbol(func: FuncId) -> String {
    format!("rpy_wrapper_{}", func.index())
}

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
    let mut files: IndexSet<String> = IndexSet::new();
    for func in program.funcs.ids() {
        let Some(e) = external(program, func) else { continue };
        for &source in &e.separate_module_sources {
            sources.entry(source).or_insert_with(|| declarations(e));
        }
        files.extend(e.separate_module_files.iter().map(|file| file.to_string()));
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
    let files: Vec<String> = files.into_iter().collect();
    let path = compile(&units, &files, &words(externals))?;
    Ok(Some((path, wrapped)))
}

/// Builds a library with the wrapper of one function.
pub(crate) fn build_one(program: &Program, func: FuncId) -> Result<PathBuf, Diagnostic> {
    let Some(e) = external(program, func) else {
        return Err(Diagnostic::error("internal", Span::NONE, "only external functions have wrappers"));
    };
    compile(&[unit(program, func, e)], &[], &words([e].into_iter()))
}

/// What the compiler is told about functions.
fn words<'a>(externals: impl Iterator<Item = &'a External>) -> Words {
    let (mut before, mut after) = (IndexSet::new(), IndexSet::new());
    for e in externals {
        before.extend(e.include_dirs.iter().map(|d| format!("-I{d}")));
        before.extend(e.compile_extra.iter().map(|w| w.to_string()));
        after.extend(e.library_dirs.iter().map(|d| format!("-L{d}")));
        after.extend(e.link_files.iter().map(|f| f.to_string()));
        after.extend(e.libraries.iter().map(|l| format!("-l{l}")));
        after.extend(e.link_extra.iter().map(|w| w.to_string()));
    }
    Words { compiler: before.into_iter().collect(), linker: after.into_iter().collect() }
}

/// A C file with one function's wrapper.
fn unit(program: &Program, func: FuncId, e: &External) -> String {
    let function = &program.funcs[func];
    let c_name = e.c_name.unwrap_or(function.name);
    let ty = program.types.expect_func(function.ty);
    let callee = compile::Callee { name: c_name.as_str(), is_macro: e.macro_, ty };
    compile::wrapper(&program.types, &declarations(e), &symbol(func), &callee)
}
