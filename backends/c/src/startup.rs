//! What is called from outside. `main`: start-up roots, the list of arguments, the entry, and what happens at the end.

use std::fmt::Write;

use rpython_backend_common::names;
use rpython_base::{Diagnostic, Span};
use rpython_lltype::{FuncId, LLType};
use rpython_lowlevel::Program;

use crate::{function, types};

/// The roots called first, in this order, where they exist.
const BEFORE: [&str; 3] = ["start_stack_init", "start_gc_init", "start_init"];

/// The functions that `main` calls.
pub(crate) fn called(program: &Program) -> Vec<FuncId> {
    let roots = BEFORE.iter().chain(&["start_argv_new", "start_argv_append", "start_exit"]);
    roots.filter_map(|root| program.root(root)).chain(program.entry).collect()
}

/// The text of `main.c`.
pub(crate) fn emit(program: &Program) -> Result<String, Diagnostic> {
    let (entry, mut text) = prologue(program)?;
    text.push_str("int main(int argc, char *argv[])\n{\n    rpy_startup(argc, argv);\n");
    call_before(program, &mut text);
    call_entry(program, entry, &mut text)?;
    if let Some(f) = program.root("start_exit") {
        writeln!(text, "    {}();\n    check();", names::function(program, f)).unwrap();
    }
    text.push_str("    rpy_shutdown();\n    return (int)(status & 255);\n}\n");
    Ok(text)
}

/// The text of `library.c`: the entry, under the name `pypy_g_` and its own in the program. The first call starts
/// the run time.
pub(crate) fn emit_library(program: &Program) -> Result<String, Diagnostic> {
    let (entry, mut text) = prologue(program)?;
    text.push_str("static void start(void)\n{\n    rpy_startup(0, 0);\n");
    call_before(program, &mut text);
    let ty = program.types.expect_func(program.funcs[entry].ty);
    let result = types::c_type(program, ty.result);
    let args: Vec<LLType> = ty.args.iter().copied().filter(|&a| a != LLType::Void).collect();
    let names: Vec<String> = (0..args.len()).map(|i| format!("a{i}")).collect();
    let params: Vec<String> =
        args.iter().zip(&names).map(|(&ty, name)| format!("{} {name}", types::c_type(program, ty))).collect();
    let params = if params.is_empty() { "void".to_owned() } else { params.join(", ") };
    let call = format!("{}({})", names::function(program, entry), names.join(", "));
    let (keep, give) = match ty.result {
        LLType::Void => (String::new(), ""),
        _ => (format!("{result} result = "), "    return result;\n"),
    };
    write!(
        text,
        "}}

__attribute__((visibility(\"default\"))) {result} pypy_g_{}({params})
{{
    static int started;
    if (!started) {{
        started = 1;
        start();
    }}
    {keep}{call};
    check();
{give}}}
",
        program.funcs[entry].name
    )
    .unwrap();
    Ok(text)
}

/// The entry, and the text's beginning: what it calls and `check`.
fn prologue(program: &Program) -> Result<(FuncId, String), Diagnostic> {
    let entry = program.entry.ok_or_else(|| {
        Diagnostic::error("internal", Span::NONE, "the program has no entry point, so nothing can call it")
    })?;
    let mut text = String::from("#include \"rpy.h\"\n#include \"types.h\"\n\n");
    for f in called(program) {
        writeln!(text, "{};", function::prototype(program, f)).unwrap();
    }
    check_function(program, &mut text);
    Ok((entry, text))
}

/// Calls what is called first.
fn call_before(program: &Program, text: &mut String) {
    for root in BEFORE {
        if let Some(f) = program.root(root) {
            writeln!(text, "    {}();\n    check();", names::function(program, f)).unwrap();
        }
    }
}

/// `check`, which reports an exception and ends the program.
fn check_function(program: &Program, text: &mut String) {
    let state = program.named_data.iter().find(|(name, _)| *name == "exception_state");
    let (Some((_, state)), Some(exceptions)) = (state, &program.exceptions) else {
        text.push_str("static void check(void) { }\n\n");
        return;
    };
    let data = names::data(program, *state);
    let ty = names::container(program, program.data.objects[*state].ty);
    let vtable = program.types.expect_struct(exceptions.vtable);
    let name = vtable.field("name".into()).map(|index| {
        let field = types::field(vtable, index);
        format!("(const char *){data}.f_etype->{field}->items")
    });
    let name = name.unwrap_or_else(|| "\"exception\"".into());
    writeln!(
        text,
        "extern struct {ty} {data};\n\nstatic void check(void)\n{{\n    if ({data}.f_etype)\n        \
         rpy_fatal_exception({data}.f_etype, {name});\n}}\n"
    )
    .unwrap();
}

/// Makes the list and calls the entry. The list may move while arguments are appended, so it is kept
/// on the collector's stack of roots, if there is one.
fn call_entry(program: &Program, entry: FuncId, text: &mut String) -> Result<(), Diagnostic> {
    let ty = program.types.expect_func(program.funcs[entry].ty);
    let name = names::function(program, entry);
    let status = match ty.result {
        LLType::Void => String::new(),
        _ => "int64_t status = (int64_t)".into(),
    };
    if ty.result == LLType::Void {
        text.push_str("    int64_t status = 0;\n");
    }
    let args: Vec<LLType> = ty.args.iter().copied().filter(|&a| a != LLType::Void).collect();
    match args[..] {
        [] => writeln!(text, "    {status}{name}();\n    check();").unwrap(),
        [LLType::Signed] => writeln!(text, "    {status}{name}(argc);\n    check();").unwrap(),
        [list] => {
            let (Some(new), Some(append)) =
                (program.root("start_argv_new"), program.root("start_argv_append"))
            else {
                return Err(Diagnostic::error(
                    "internal",
                    program.funcs[entry].span,
                    "the program does not say how to build the list of arguments",
                ));
            };
            let c_list = types::c_type(program, list);
            let append_ty = program.types.expect_func(program.funcs[append].ty);
            let c_text = types::c_type(program, append_ty.args[append_ty.args.len() - 1]);
            let (new, append) = (names::function(program, new), names::function(program, append));
            writeln!(
                text,
                "    {c_list} list = {new}(argc);
    check();
    void **root = (void **)rpy_shadow_stack_top;
    for (int i = 0; i < argc; i++) {{
        if (root) {{
            *root = list;
            rpy_shadow_stack_top = (char *)(root + 1);
        }}
        {append}(list, ({c_text})argv[i]);
        if (root) {{
            list = *root;
            rpy_shadow_stack_top = (char *)root;
        }}
        check();
    }}
    {status}{name}(list);
    check();"
            )
            .unwrap();
        }
        _ => {
            return Err(Diagnostic::error(
                "entry-point",
                program.funcs[entry].span,
                "the entry point takes one argument, the list of the program's arguments",
            ));
        }
    }
    Ok(())
}
