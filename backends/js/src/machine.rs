//! asm.js as a machine of expressions and locals.

use rpython_backend_common::machine::{Machine, operand_type};
use rpython_base::Arena;
use rpython_lltype::LLType;
use rpython_lowlevel::{Imm, Op, OpCode, Var, VarId};

use crate::types::{Form, Part};

/// asm.js.
#[derive(Debug)]
pub(crate) enum Asm {}

impl Machine for Asm {
    type Form = Form;
    type Part = Part;

    fn form(ty: LLType) -> Option<Form> {
        Form::of(ty)
    }

    fn parts(form: Form) -> &'static [Part] {
        form.parts()
    }

    fn is_renaming(vars: &Arena<VarId, Var>, op: &Op) -> bool {
        let to = vars[op.result].ty;
        match op.code {
            OpCode::same_as
            | OpCode::hint
            | OpCode::jit_force_virtual
            | OpCode::cast_bool_to_int
            | OpCode::cast_bool_to_uint
            | OpCode::cast_char_to_int
            | OpCode::cast_unichar_to_int
            | OpCode::cast_int_to_unichar
            | OpCode::cast_int_to_uint
            | OpCode::cast_uint_to_int
            | OpCode::cast_pointer
            | OpCode::cast_opaque_ptr
            | OpCode::cast_ptr_to_adr
            | OpCode::cast_adr_to_ptr
            | OpCode::cast_adr_to_int
            | OpCode::cast_int_to_adr
            | OpCode::cast_ptr_to_int
            | OpCode::cast_int_to_ptr => to != LLType::Void && !matches!(op.imm, Imm::Path(_)),
            OpCode::cast_primitive => {
                let from = operand_type(vars, &op.args[0]);
                let pair = |ty: LLType| Form::of(ty) == Some(Form::Pair);
                from == to || pair(from) && pair(to) || is_word(from) && is_word(to)
            }
            _ => false,
        }
    }

    fn repeats_operands(_code: OpCode) -> bool {
        // Code that needs an operand twice keeps it in a local: see `Body::bind`.
        false
    }

    fn is_expression(vars: &Arena<VarId, Var>, op: &Op) -> bool {
        // A call may exchange the memory. Who reads or writes an item takes the view before it computes the rest.
        let calls = matches!(op.code, OpCode::direct_call | OpCode::indirect_call);
        !calls && !matches!(Form::of(vars[op.result].ty), Some(Form::Pair | Form::Quad))
    }
}

/// Whether a type fills a word.
fn is_word(ty: LLType) -> bool {
    matches!(
        ty,
        LLType::Signed
            | LLType::Unsigned
            | LLType::Int32
            | LLType::UInt32
            | LLType::UniChar
            | LLType::Address
            | LLType::Ptr(_)
    )
}
