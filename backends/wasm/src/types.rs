//! How low-level types are held in WebAssembly.

use rpython_lltype::{ContainerId, LLType};
use rpython_lowlevel::Program;
use wasm_encoder::ValType;

/// The form of a value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Form {
    /// Pointers, addresses, characters, and integers of at most 32 bits, extended by their sign.
    I32,
    /// Words and 64-bit integers.
    I64,
    F32,
    F64,
    /// 128 bits: lower and upper half.
    Wide,
}

impl Form {
    /// The form of a type; nothing for `Void`.
    pub fn of(ty: LLType) -> Option<Form> {
        Some(match ty {
            LLType::Void => return None,
            LLType::Bool
            | LLType::Char
            | LLType::UniChar
            | LLType::Int8
            | LLType::UInt8
            | LLType::Int16
            | LLType::UInt16
            | LLType::Int32
            | LLType::UInt32
            | LLType::Address
            | LLType::Ptr(_)
            | LLType::Inline(_) => Form::I32,
            LLType::Signed | LLType::Unsigned | LLType::SignedLongLong | LLType::UnsignedLongLong => {
                Form::I64
            }
            LLType::SignedLongLongLong | LLType::UnsignedLongLongLong => Form::Wide,
            LLType::Float | LLType::LongFloat => Form::F64,
            LLType::SingleFloat => Form::F32,
        })
    }

    /// The WebAssembly values it consists of.
    pub fn parts(self) -> &'static [ValType] {
        match self {
            Form::I32 => &[ValType::I32],
            Form::I64 => &[ValType::I64],
            Form::F32 => &[ValType::F32],
            Form::F64 => &[ValType::F64],
            Form::Wide => &[ValType::I64, ValType::I64],
        }
    }
}

/// Parameters and results of a function.
pub(crate) type Signature = (Vec<ValType>, Vec<ValType>);

/// The signature of a function type.
pub(crate) fn signature(program: &Program, id: ContainerId) -> Signature {
    let ty = program.types.expect_func(id);
    let parts = |ty: LLType| Form::of(ty).map_or(&[][..], Form::parts);
    let params = ty.args.iter().flat_map(|&arg| parts(arg)).copied().collect();
    (params, parts(ty.result).to_vec())
}
