//! External functions: wrappers in C files of their own, which alone see the headers.
//!
//! A generated file that included headers could clash with their names, and its prototypes with
//! theirs. So a wrapper takes and gives plain C types, and calls the function as its header declares
//! it; it also keeps errno.

use std::fmt::Write;

use indexmap::{IndexMap, IndexSet};
use rpython_base::Symbol;
use rpython_lltype::{FuncId, LLType};
use rpython_lowlevel::{External, FuncBody, Program};

use crate::names;

/// Bits of [`External::save_err`]: the values of `rffi`'s constants.
pub mod save {
    /// Keep errno after the call.
    pub const ERRNO: i64 = 1;
    /// Set errno to the kept value before.
    pub const READ_SAVED: i64 = 2;
    /// Set errno to 0 before.
    pub const ZERO_BEFORE: i64 = 4;
    /// Use the other place to keep it.
    pub const ALTERNATIVE: i64 = 64;
}

/// What all externals together want of the compiler and linker, each once, in order.
#[derive(Default, Debug)]
pub struct BuildWords {
    /// `-I` folders.
    pub include_dirs: IndexSet<Symbol>,
    /// `-L` folders.
    pub library_dirs: IndexSet<Symbol>,
    /// Libraries.
    pub libraries: IndexSet<Symbol>,
    /// Further words for the compiler.
    pub compile_extra: IndexSet<Symbol>,
    /// Further words for the linker.
    pub link_extra: IndexSet<Symbol>,
    /// C files compiled along.
    pub files: IndexSet<Symbol>,
    /// Object files and archives linked.
    pub link_files: IndexSet<Symbol>,
    /// Frameworks linked.
    pub frameworks: IndexSet<Symbol>,
}

/// The files (name, text) with wrappers of those external functions for which `wrapped` says so, and what all
/// of them need.
pub fn emit(
    program: &Program,
    funcs: &[FuncId],
    wrapped: impl Fn(FuncId) -> bool,
) -> (Vec<(String, String)>, BuildWords) {
    let mut words = BuildWords::default();
    let mut groups: IndexMap<String, Vec<FuncId>> = IndexMap::new();
    let mut sources: IndexMap<Symbol, String> = IndexMap::new();
    for &id in funcs {
        let FuncBody::External(external) = &program.funcs[id].body else { continue };
        words.include_dirs.extend(&external.include_dirs);
        words.library_dirs.extend(&external.library_dirs);
        words.libraries.extend(&external.libraries);
        words.compile_extra.extend(&external.compile_extra);
        words.link_extra.extend(&external.link_extra);
        words.files.extend(&external.separate_module_files);
        words.link_files.extend(&external.link_files);
        words.frameworks.extend(&external.frameworks);
        for &source in &external.separate_module_sources {
            sources.entry(source).or_insert_with(|| declarations(external));
        }
        if wrapped(id) {
            groups.entry(declarations(external)).or_default().push(id);
        }
    }
    let mut files = Vec::new();
    for (i, (declared, members)) in groups.iter().enumerate() {
        let mut text = format!("{HEAD}{declared}\n");
        for &id in members {
            wrapper(program, id, !declared.is_empty(), &mut text);
        }
        files.push((format!("ext_{i}.c"), text));
    }
    for (i, (source, declared)) in sources.iter().enumerate() {
        files.push((format!("sep_{i}.c"), format!("{HEAD}{declared}{source}\n")));
    }
    (files, words)
}

/// What all C code that a program brings along may rely on.
const HEAD: &str = "#include \"src/precommondefs.h\"\n#include <errno.h>\n#include \"rpy_platform.h\"\n";

/// The headers and other declarations that go with an external function; separate sources see them, too.
pub fn declarations(external: &External) -> String {
    let mut text = String::new();
    for bit in &external.pre_include_bits {
        writeln!(text, "{bit}").unwrap();
    }
    for include in &external.includes {
        let name = include.as_str();
        if name.starts_with('<') || name.starts_with('"') {
            writeln!(text, "#include {name}").unwrap();
        } else if name.starts_with('/') {
            writeln!(text, "#include \"{name}\"").unwrap();
        } else {
            writeln!(text, "#include <{name}>").unwrap();
        }
    }
    for bit in &external.post_include_bits {
        writeln!(text, "{bit}").unwrap();
    }
    text
}

/// A C type that needs no declaration.
pub fn plain_type(ty: LLType) -> &'static str {
    ty.plain_c_type()
}

fn wrapper(program: &Program, id: FuncId, declared: bool, text: &mut String) {
    let function = &program.funcs[id];
    let FuncBody::External(external) = &function.body else { return };
    let ty = program.types.expect_func(function.ty);
    let symbol = names::function(program, id);
    let c_name = external.c_name.unwrap_or(function.name);
    let args: Vec<LLType> = ty.args.iter().copied().filter(|&a| a != LLType::Void).collect();
    let types: Vec<&str> = args.iter().map(|&a| plain_type(a)).collect();
    let result = plain_type(ty.result);
    let none = if types.is_empty() { "void" } else { "" };
    if !declared && !external.macro_ {
        writeln!(text, "extern {result} {c_name}({}{none});", types.join(", ")).unwrap();
    }
    let params: Vec<String> = types.iter().enumerate().map(|(i, ty)| format!("{ty} a{i}")).collect();
    writeln!(text, "{result} {symbol}({}{none})\n{{", params.join(", ")).unwrap();
    errno_before(external, text);
    let given: Vec<String> =
        args.iter().enumerate().map(|(i, &ty)| program.types.c_argument(ty, i, external.macro_)).collect();
    let call = format!("{c_name}({})", given.join(", "));
    if ty.result == LLType::Void {
        writeln!(text, "    {call};").unwrap();
    } else {
        writeln!(text, "    {result} r = ({result}){call};").unwrap();
    }
    if external.save_err & save::ERRNO != 0 {
        writeln!(text, "    {} = errno;", kept_errno(external)).unwrap();
    }
    if ty.result != LLType::Void {
        text.push_str("    return r;\n");
    }
    text.push_str("}\n\n");
}

fn kept_errno(external: &External) -> &'static str {
    if external.save_err & save::ALTERNATIVE != 0 { "rpy_saved_alt_errno" } else { "rpy_saved_errno" }
}

fn errno_before(external: &External, text: &mut String) {
    if external.save_err & save::READ_SAVED != 0 {
        writeln!(text, "    errno = {};", kept_errno(external)).unwrap();
    } else if external.save_err & save::ZERO_BEFORE != 0 {
        text.push_str("    errno = 0;\n");
    }
}
