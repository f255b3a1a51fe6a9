//! Low-level types as Cranelift types.

use cranelift_codegen::ir::{AbiParam, Signature, Type, types as clif};
use cranelift_codegen::isa::CallConv;
use rpython_base::{Diagnostic, Span};
use rpython_lltype::{ContainerId, FuncId, LLType};
use rpython_lowlevel::Program;

/// The type of a variable; `None` for what holds nothing. Fails for types that Cranelift lacks.
pub(crate) fn variable(program: &Program, ty: LLType, span: Span) -> Result<Option<Type>, Diagnostic> {
    let word = if program.model.word_bits == 64 { clif::I64 } else { clif::I32 };
    Ok(Some(match ty {
        LLType::Void => return Ok(None),
        LLType::Bool | LLType::Char | LLType::Int8 | LLType::UInt8 => clif::I8,
        LLType::Int16 | LLType::UInt16 => clif::I16,
        LLType::UniChar | LLType::Int32 | LLType::UInt32 => clif::I32,
        LLType::Signed | LLType::Unsigned => word,
        LLType::SignedLongLong | LLType::UnsignedLongLong => clif::I64,
        LLType::SignedLongLongLong | LLType::UnsignedLongLongLong => clif::I128,
        LLType::Float => clif::F64,
        LLType::SingleFloat => clif::F32,
        LLType::Address | LLType::Ptr(_) => pointer(program),
        LLType::LongFloat => {
            return Err(Diagnostic::error(
                "long-double",
                span,
                "this function computes with C's `long double`, which the native backend cannot",
            )
            .with_help("use --backend=c, or a Float"));
        }
        LLType::Inline(_) => {
            return Err(Diagnostic::error("internal", span, "a variable holds a whole container"));
        }
    }))
}

/// The type of pointers.
pub(crate) fn pointer(program: &Program) -> Type {
    if program.model.pointer_bits == 64 { clif::I64 } else { clif::I32 }
}

/// Whether a number of this type fills a wider register with copies of its sign.
pub(crate) fn is_signed(ty: LLType) -> bool {
    ty.int_kind().is_some_and(|(_, signed)| signed)
}

/// The signature of a function type. With `extended`, narrow arguments fill their registers, as compilers of C
/// expect it.
pub(crate) fn signature(
    program: &Program,
    id: ContainerId,
    extended: bool,
    span: Span,
) -> Result<Signature, Diagnostic> {
    let ty = program.types.expect_func(id);
    let mut signature = Signature::new(CallConv::SystemV);
    for &arg in &ty.args {
        let Some(t) = variable(program, arg, span)? else { continue };
        let param = AbiParam::new(t);
        signature.params.push(match (extended && t.is_int() && t.bits() < 64, is_signed(arg)) {
            (true, true) => param.sext(),
            (true, false) => param.uext(),
            (false, _) => param,
        });
    }
    signature.returns.extend(variable(program, ty.result, span)?.map(AbiParam::new));
    Ok(signature)
}

/// The calling convention of a function of the program. What write barriers call, which is seldom, leaves all
/// registers as they are, so that the code around needs no registers that survive calls.
pub(crate) fn convention(program: &Program, id: FuncId) -> CallConv {
    let seldom = program.root("gc_remember") == Some(id) && program.result_type(id) == LLType::Void;
    if seldom { CallConv::PreserveAll } else { CallConv::SystemV }
}
