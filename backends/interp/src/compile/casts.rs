//! `cast_primitive`: between any two primitive types, as C does it.

use rpython_lltype::LLType;
use rpython_lowlevel::Op;

use super::Compiler;
use crate::code::Opc;
use crate::regs::width;

/// How a register holds a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// 64 bits, signed or not.
    Word(bool),
    Wide(bool),
    Float,
    Single,
}

fn form(ty: LLType) -> Form {
    match ty {
        LLType::SignedLongLongLong => Form::Wide(true),
        LLType::UnsignedLongLongLong => Form::Wide(false),
        LLType::Float | LLType::LongFloat => Form::Float,
        LLType::SingleFloat => Form::Single,
        LLType::Unsigned
        | LLType::UnsignedLongLong
        | LLType::Address
        | LLType::Ptr(_)
        | LLType::Char
        | LLType::UniChar
        | LLType::Bool
        | LLType::UInt8
        | LLType::UInt16
        | LLType::UInt32 => Form::Word(false),
        LLType::Void
        | LLType::Signed
        | LLType::SignedLongLong
        | LLType::Int8
        | LLType::Int16
        | LLType::Int32
        | LLType::Inline(_) => Form::Word(true),
    }
}

/// The instruction that cuts a word down to a narrow type.
pub(super) fn narrowing(ty: LLType) -> Option<Opc> {
    match ty {
        LLType::Char | LLType::UInt8 => Some(Opc::Ext8U),
        LLType::Int8 => Some(Opc::Ext8S),
        LLType::UInt16 => Some(Opc::Ext16U),
        LLType::Int16 => Some(Opc::Ext16S),
        LLType::UInt32 | LLType::UniChar => Some(Opc::Ext32U),
        LLType::Int32 => Some(Opc::Ext32S),
        LLType::Void
        | LLType::Bool
        | LLType::Signed
        | LLType::Unsigned
        | LLType::SignedLongLong
        | LLType::UnsignedLongLong
        | LLType::SignedLongLongLong
        | LLType::UnsignedLongLongLong
        | LLType::Float
        | LLType::SingleFloat
        | LLType::LongFloat
        | LLType::Address
        | LLType::Ptr(_)
        | LLType::Inline(_) => None,
    }
}

impl Compiler<'_> {
    pub(super) fn cast_primitive(&mut self, op: &Op) {
        let (from, to) = (self.operand_type(&op.args[0]), self.result_type(op));
        if width(to) == 0 {
            return;
        }
        let dst = self.dst(op);
        if width(from) == 0 {
            for k in 0..width(to) {
                self.emit(Opc::Const, dst + k, 0, 0, 0);
            }
            return;
        }
        let x = self.reg(&op.args[0]);
        if to == LLType::Bool {
            return self.truth(dst, x, form(from));
        }
        match (form(from), form(to)) {
            (Form::Word(_), Form::Word(_)) => match narrowing(to) {
                Some(code) => drop(self.emit(code, dst, x, 0, 0)),
                None => drop(self.emit(Opc::Mov, dst, x, 0, 0)),
            },
            (Form::Word(signed), Form::Wide(_)) => {
                self.emit(if signed { Opc::WExtS } else { Opc::WExtU }, dst, x, 0, 0);
            }
            (Form::Wide(_), Form::Wide(_)) => {
                self.parallel_moves(vec![(dst, super::Source::Reg(x)), (dst + 1, super::Source::Reg(x + 1))])
            }
            (Form::Wide(_), Form::Word(_)) => {
                self.emit(narrowing(to).unwrap_or(Opc::Mov), dst, x, 0, 0);
            }
            (Form::Float, Form::Float) | (Form::Single, Form::Single) => {
                self.emit(Opc::Mov, dst, x, 0, 0);
            }
            (Form::Float, Form::Single) => drop(self.emit(Opc::FToSF, dst, x, 0, 0)),
            (Form::Single, Form::Float) => drop(self.emit(Opc::SFToF, dst, x, 0, 0)),
            (Form::Word(signed), Form::Float) => {
                self.emit(if signed { Opc::IToF } else { Opc::UToF }, dst, x, 0, 0);
            }
            (Form::Word(signed), Form::Single) => {
                self.emit(if signed { Opc::IToSF } else { Opc::UToSF }, dst, x, 0, 0);
            }
            (Form::Wide(signed), Form::Float) => {
                self.emit(if signed { Opc::WToFS } else { Opc::WToFU }, dst, x, 0, 0);
            }
            (Form::Wide(signed), Form::Single) => {
                self.emit(if signed { Opc::WToFS } else { Opc::WToFU }, dst, x, 0, 0);
                self.emit(Opc::FToSF, dst, dst, 0, 0);
            }
            (Form::Single, to_form) => {
                let t = self.temp(1);
                self.emit(Opc::SFToF, t, x, 0, 0);
                self.float_to(dst, t, to, to_form);
            }
            (Form::Float, to_form) => self.float_to(dst, x, to, to_form),
        }
    }

    fn float_to(&mut self, dst: u32, x: u32, to: LLType, form: Form) {
        match form {
            Form::Wide(true) => drop(self.emit(Opc::FToWS, dst, x, 0, 0)),
            Form::Wide(false) => drop(self.emit(Opc::FToWU, dst, x, 0, 0)),
            Form::Word(_) => {
                let unsigned = matches!(to, LLType::Unsigned | LLType::UnsignedLongLong);
                self.emit(if unsigned { Opc::FToU } else { Opc::FToI }, dst, x, 0, 0);
                if let Some(code) = narrowing(to) {
                    self.emit(code, dst, dst, 0, 0);
                }
            }
            Form::Float | Form::Single => drop(self.emit(Opc::Mov, dst, x, 0, 0)),
        }
    }

    fn truth(&mut self, dst: u32, x: u32, from: Form) {
        match from {
            Form::Word(_) => drop(self.emit(Opc::NeI, dst, x, 0, 0)),
            Form::Wide(_) => drop(self.emit(Opc::WTrue, dst, x, 0, 0)),
            Form::Float => drop(self.emit(Opc::FTrue, dst, x, 0, 0)),
            Form::Single => {
                self.emit(Opc::SFToF, dst, x, 0, 0);
                self.emit(Opc::FTrue, dst, dst, 0, 0);
            }
        }
    }
}
