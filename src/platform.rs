//! The platform as a part of the program: where there is no C library, RPython functions that the code generator
//! calls for operations of the run time are further entry points.

use rpython_annotator::{Annotator, GraphId, SomeValue};
use rpython_base::{Diagnostic, Symbol};
use rpython_host::Host;
use rpython_lltype::{LLType, Platform};

const MODULE: &str = "rpython.platform.wasi.runtime";

const A: LLType = LLType::Address;
const S: LLType = LLType::Signed;
const L: LLType = LLType::SignedLongLong;

/// The functions by name, which is also the purpose of the root, with the types of their arguments.
/// `docs/backends.md` says what each is for.
const ROOTS: &[(&str, &[LLType])] = &[
    ("platform_start", &[]),
    ("platform_argc", &[]),
    ("platform_argv", &[S]),
    ("platform_exit", &[S]),
    ("platform_malloc", &[S]),
    ("platform_calloc", &[S]),
    ("platform_free", &[A]),
    ("platform_memcmp", &[A, A, S]),
    ("platform_clock", &[]),
    ("platform_traceback_add", &[A, A, S]),
    ("platform_fatal_exception", &[A, A]),
    ("platform_fatal_error", &[A, S]),
    ("platform_log_start", &[A, S, LLType::Bool]),
    ("platform_log_stop", &[A, S, LLType::Bool]),
    ("platform_log_enabled", &[]),
    ("platform_log_string", &[A, S]),
    ("platform_log_char", &[S]),
    ("platform_log_int", &[L]),
    ("platform_log_unsigned", &[L]),
    ("platform_log_float", &[LLType::Float]),
    ("platform_log_address", &[A]),
    ("platform_log_end_line", &[]),
    ("platform_log_flush", &[]),
];

fn annotation(host: &Host, ty: LLType) -> SomeValue {
    match ty {
        LLType::Bool => SomeValue::BOOL,
        LLType::Float => SomeValue::FLOAT,
        LLType::Address => SomeValue::ADDRESS,
        // Where words have 64 bits, they are the one type of this width.
        LLType::SignedLongLong if host.model.word_bits == 64 => SomeValue::integer(LLType::Signed, false),
        integer => SomeValue::integer(integer, false),
    }
}

/// Adds the functions as entry points; none where there is a C library.
pub fn annotate(
    host: &mut Host,
    annotator: &mut Annotator,
) -> Result<Vec<(Symbol, GraphId)>, Vec<Diagnostic>> {
    let mut roots = Vec::new();
    if host.platform == Platform::Posix {
        return Ok(roots);
    }
    let module = host.import_module(MODULE).map_err(|raised| vec![host.uncaught(&raised)])?;
    for &(name, args) in ROOTS {
        let symbol = Symbol::intern(name);
        let function = host.getattr(module, symbol).map_err(|raised| vec![host.uncaught(&raised)])?;
        let args = args.iter().map(|&ty| annotation(host, ty)).collect();
        roots.push((symbol, annotator.add_entry(host, function, args)?));
    }
    Ok(roots)
}
