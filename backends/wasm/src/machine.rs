//! WebAssembly as a machine of expressions and locals.

use rpython_backend_common::machine::{Machine, operand_type};
use rpython_base::Arena;
use rpython_lltype::LLType;
use rpython_lowlevel::{Imm, Op, OpCode, Var, VarId};
use wasm_encoder::ValType;

use crate::types::Form;

/// WebAssembly.
#[derive(Debug)]
pub(crate) enum Wasm {}

impl Machine for Wasm {
    type Form = Form;
    type Part = ValType;

    fn form(ty: LLType) -> Option<Form> {
        Form::of(ty)
    }

    fn parts(form: Form) -> &'static [ValType] {
        form.parts()
    }

    fn is_renaming(vars: &Arena<VarId, Var>, op: &Op) -> bool {
        let to = vars[op.result].ty;
        match op.code {
            OpCode::same_as
            | OpCode::hint
            | OpCode::jit_force_virtual
            | OpCode::cast_int_to_uint
            | OpCode::cast_uint_to_int
            | OpCode::cast_int_to_longlong
            | OpCode::truncate_longlong_to_int
            | OpCode::cast_pointer
            | OpCode::cast_opaque_ptr
            | OpCode::cast_ptr_to_adr
            | OpCode::cast_adr_to_ptr => to != LLType::Void && !matches!(op.imm, Imm::Path(_)),
            OpCode::cast_primitive => {
                let from = operand_type(vars, &op.args[0]);
                let word = |ty: LLType| Form::of(ty) == Some(Form::I64);
                from == to || word(from) && word(to)
            }
            _ => false,
        }
    }

    fn repeats_operands(code: OpCode) -> bool {
        matches!(
            code,
            OpCode::int_abs
                | OpCode::llong_abs
                | OpCode::int_between
                | OpCode::int_force_ge_zero
                | OpCode::int_add_overflows
                | OpCode::int_sub_overflows
                | OpCode::int_mul_overflows
                | OpCode::cast_float_to_int
                | OpCode::cast_float_to_uint
                | OpCode::cast_float_to_longlong
                | OpCode::cast_float_to_ulonglong
        )
    }

    fn is_expression(_vars: &Arena<VarId, Var>, _op: &Op) -> bool {
        true
    }
}
