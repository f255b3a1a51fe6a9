//! The platform as a part of the program: where there is no C library, RPython functions that the code generator
//! calls for operations of the run time are further entry points.

use rpython_annotator::{Annotator, GraphId, SomeValue};
use rpython_base::{Diagnostic, Symbol};
use rpython_host::Host;
use rpython_lltype::{LLType, Platform};

const MODULE: &str = "rpython.platform.wasi.runtime";

const A: LLType = LLType::Address;
const S: LLType = LLType::Signed;
const B: LLType = LLType::Bool;
const U: LLType = LLType::UnsignedLongLong;

/// The functions by name, which is also the purpose of the root, with the types of their arguments. Strings are an
/// address and the offsets of the characters and of the length; -1 for the latter: the text ends in a zero.
const ROOTS: &[(&str, &[LLType])] = &[
    ("platform_start", &[]),
    ("platform_finish", &[S]),
    ("platform_argc", &[]),
    ("platform_argv", &[S]),
    ("platform_malloc", &[S]),
    ("platform_calloc", &[S]),
    ("platform_free", &[A]),
    ("platform_fatal_exception", &[A, A]),
    ("platform_fatal_error", &[A, S, S]),
    ("platform_traceback", &[A, A, S]),
    ("platform_print_traceback", &[]),
    ("platform_log_enabled", &[]),
    ("platform_log_wants", &[A, S, S]),
    ("platform_log_start", &[A, S, S, B]),
    ("platform_log_stop", &[A, S, S, B]),
    ("platform_log_string", &[A, S, S]),
    ("platform_log_bool", &[B]),
    ("platform_log_char", &[LLType::Char]),
    ("platform_log_int", &[LLType::SignedLongLong]),
    ("platform_log_unsigned", &[U]),
    ("platform_log_float", &[LLType::Float]),
    ("platform_log_address", &[A]),
    ("platform_log_end_line", &[]),
    ("platform_log_flush", &[]),
    ("platform_log_offset", &[]),
    ("platform_timestamp", &[]),
    ("platform_divide", &[U, U, U, U, A]),
];

fn annotation(host: &Host, ty: LLType) -> SomeValue {
    match ty {
        LLType::Bool => SomeValue::BOOL,
        LLType::Char => SomeValue::CHAR,
        LLType::Float => SomeValue::FLOAT,
        LLType::Address => SomeValue::ADDRESS,
        // Where words have 64 bits, they are the types of this width.
        LLType::SignedLongLong if host.model.word_bits == 64 => SomeValue::integer(LLType::Signed, false),
        U if host.model.word_bits == 64 => SomeValue::integer(LLType::Unsigned, false),
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
