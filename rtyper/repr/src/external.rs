//! External functions: what `rffi.llexternal` was told.

use rpython_base::Symbol;
use rpython_host::{ExternalData, Obj, Object};
use rpython_lowlevel::External;

use crate::rtyper::RTyper;

/// The declaration's options as the program keeps them.
pub fn options(rt: &mut RTyper, data: &ExternalData) -> External {
    let mut result = External { releases_gil: true, ..External::default() };
    for &(name, obj) in &data.options {
        match name.as_str() {
            "compilation_info" => compilation_info(rt, obj, &mut result),
            "macro" => {
                result.macro_ = truth(rt, obj);
                result.c_name = rt.text_of(obj);
            }
            "save_err" => result.save_err = integer(rt, obj),
            "releasegil" => result.releases_gil = truth(rt, obj),
            "random_effects_on_gcobjs" => result.can_collect = truth(rt, obj),
            _ => {}
        }
    }
    result
}

fn truth(rt: &RTyper, obj: Obj) -> bool {
    match rt.host.get(obj) {
        Object::Bool(b) => *b,
        Object::Int(i) => *i != 0,
        Object::None => false,
        _ => true,
    }
}

fn integer(rt: &RTyper, obj: Obj) -> i64 {
    match rt.host.get(obj) {
        Object::Int(i) => *i,
        Object::Bool(b) => *b as i64,
        _ => 0,
    }
}

fn texts(rt: &mut RTyper, obj: Obj, name: &str) -> Vec<Symbol> {
    let Some(list) = rt.host_attribute(obj, Symbol::intern(name)) else { return Vec::new() };
    let items = match rt.host.get(list) {
        Object::Tuple(items) => items.to_vec(),
        Object::List(items) => items.clone(),
        _ => Vec::new(),
    };
    items.into_iter().filter_map(|o| text(rt, o)).collect()
}

/// An entry as text: programs also put in objects that stand for a path or a piece of source.
fn text(rt: &mut RTyper, obj: Obj) -> Option<Symbol> {
    if let Some(text) = rt.text_of(obj) {
        return Some(text);
    }
    let bytes = rt.host.str(obj).ok()?;
    Some(Symbol::intern(&String::from_utf8_lossy(&bytes)))
}

fn compilation_info(rt: &mut RTyper, obj: Obj, result: &mut External) {
    result.pre_include_bits.extend(texts(rt, obj, "pre_include_bits"));
    result.includes.extend(texts(rt, obj, "includes"));
    result.post_include_bits.extend(texts(rt, obj, "post_include_bits"));
    result.separate_module_sources.extend(texts(rt, obj, "separate_module_sources"));
    result.separate_module_files.extend(texts(rt, obj, "separate_module_files"));
    result.libraries.extend(texts(rt, obj, "libraries"));
    result.include_dirs.extend(texts(rt, obj, "include_dirs"));
    result.library_dirs.extend(texts(rt, obj, "library_dirs"));
    result.compile_extra.extend(texts(rt, obj, "compile_extra"));
    result.link_extra.extend(texts(rt, obj, "link_extra"));
    result.link_files.extend(texts(rt, obj, "link_files"));
    result.frameworks.extend(texts(rt, obj, "frameworks"));
}
