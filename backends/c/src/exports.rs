//! Functions that other programs call by name, and what a shared library with the program comes with.

use std::fmt::Write;

use rpython_backend_common::wrappers::plain_type;
use rpython_base::Symbol;
use rpython_lltype::{FuncId, LLType};
use rpython_lowlevel::Program;

/// The library's function that runs the program, with the arguments of `main`.
pub(crate) const MAIN: &str = "pypy_main_startup";

/// The function that starts the run time, to be called before any exported function: 0, or 67 if it is started already.
pub(crate) const STARTUP: &str = "rpython_startup_code";

/// The executable that starts the library: file name and text.
pub(crate) const STUB: (&str, &str) = (
    "stub.c",
    "int pypy_main_startup(int argc, char *argv[]);\n\nint main(int argc, char *argv[])\n{\n    \
     return pypy_main_startup(argc, argv);\n}\n",
);

/// The exported functions with their names.
pub(crate) fn of(program: &Program, funcs: &[FuncId]) -> Vec<(FuncId, Symbol)> {
    funcs.iter().filter_map(|&f| Some((f, program.funcs[f].attrs.export?))).collect()
}

/// A C type that needs no declaration but `<stdint.h>`.
fn c_type(ty: LLType) -> &'static str {
    match ty {
        LLType::Signed => "intptr_t",
        LLType::Unsigned => "uintptr_t",
        LLType::Char => "char",
        other => plain_type(other),
    }
}

/// The header of a shared library.
pub(crate) fn header(program: &Program, exports: &[(FuncId, Symbol)]) -> String {
    let mut text = format!(
        "/* What the library exports. {STARTUP}() is called before the others, but not before {MAIN}(). */\n\
         #include <stdint.h>\n\n#ifdef __cplusplus\nextern \"C\" {{\n#endif\n\n\
         int {STARTUP}(void);\nint {MAIN}(int argc, char *argv[]);\n"
    );
    for &(id, name) in exports {
        let ty = program.types.expect_func(program.funcs[id].ty);
        let args: Vec<&str> = ty.args.iter().copied().filter(|&a| a != LLType::Void).map(c_type).collect();
        let args = if args.is_empty() { "void".to_owned() } else { args.join(", ") };
        writeln!(text, "{} {name}({args});", c_type(ty.result)).unwrap();
    }
    text.push_str("\n#ifdef __cplusplus\n}\n#endif\n");
    text
}
