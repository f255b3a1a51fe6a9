//! The lock that threads share: external functions that may block are called without it.
//!
//! Such a function becomes a graph that gives the lock back, calls what it was before, and takes the lock again. Nothing
//! managed is in its hands: its arguments are numbers and raw pointers. That other threads may have run, and collected,
//! in between is what the ops in the library's `release` and `acquire` say.

use rpython_base::{Diagnostic, Span};
use rpython_lltype::{FuncId, LLType};
use rpython_lowlevel::{FuncAttrs, FuncBody, Function, FunctionBuilder, InlineHint, Operand, Program};

/// Names and signatures of the library's functions, which are roots of the program.
pub const ENTRY_SIGNATURES: &[(&str, &[LLType], LLType)] = &[
    // Gives the lock back; a token of the thread.
    ("gil_release", &[], LLType::Address),
    // Takes it again for the thread with this token.
    ("gil_acquire", &[LLType::Address], LLType::Void),
];

/// Rewrites all external functions that are called without the lock.
pub fn release_around_externals(program: &mut Program) -> Result<(), Diagnostic> {
    let find = |name: &str| {
        program.root(name).ok_or_else(|| {
            Diagnostic::error("internal", Span::NONE, format!("the program has threads, but lacks {name}()"))
        })
    };
    let (release, acquire) = (find("gil_release")?, find("gil_acquire")?);
    for id in program.funcs.ids().collect::<Vec<_>>() {
        let FuncBody::External(external) = &program.funcs[id].body else { continue };
        if external.releases_gil {
            wrap(program, id, release, acquire);
        }
    }
    Ok(())
}

fn wrap(program: &mut Program, id: FuncId, release: FuncId, acquire: FuncId) {
    let function = program.funcs[id].clone();
    let ty = function.ty;
    let inner = program.funcs.push(Function { ..function });
    let signature = program.types.expect_func(ty);
    let (args, result) = (signature.args.clone(), signature.result);
    let mut b = FunctionBuilder::new(&args);
    b.at(program.funcs[id].span);
    let passed: Vec<Operand> = (0..args.len()).map(|i| b.arg(i)).collect();
    let token = b.call(&program.types, release, program.funcs[release].ty, &[]);
    let value = b.call(&program.types, inner, ty, &passed);
    b.call(&program.types, acquire, program.funcs[acquire].ty, &[token]);
    match result {
        LLType::Void => b.ret_void(),
        _ => b.ret(value),
    }
    program.funcs[id].body = FuncBody::Graph(b.finish());
    program.funcs[id].attrs =
        FuncAttrs { inline: InlineHint::Never, no_stack_check: true, ..FuncAttrs::default() };
}
