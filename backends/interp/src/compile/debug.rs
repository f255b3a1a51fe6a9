//! Logging, assertions, fatal errors.

use rpython_lltype::{Container, ContainerId, LLType};
use rpython_lowlevel::{Imm, Op, Operand};

use super::Compiler;
use crate::code::{Arg, Opc, Shown};

impl Compiler<'_> {
    /// Where the characters are that a pointer points to: offsets of the first one and of the length.
    pub(super) fn text_parts(&self, id: ContainerId) -> Option<(u32, Option<u32>)> {
        let (types, model) = (&self.program.types, self.program.model);
        let array = types.varsize_array(id)?;
        let Container::Array(a) = types.get(array) else { return None };
        if a.item != LLType::Char {
            return None;
        }
        let (first, _) = types.varsize(model, id)?;
        Some((first, types.length_offset(model, id)))
    }

    fn shown(&self, ty: LLType) -> Option<Shown> {
        Some(match ty {
            LLType::Void => return None,
            LLType::Bool => Shown::Bool,
            LLType::Char => Shown::Char,
            LLType::UniChar => Shown::UniChar,
            LLType::Float | LLType::LongFloat => Shown::Float,
            LLType::SingleFloat => Shown::SingleFloat,
            LLType::Unsigned | LLType::UnsignedLongLong => Shown::UInt,
            LLType::SignedLongLongLong | LLType::UnsignedLongLongLong => Shown::Wide,
            LLType::Ptr(id) => match self.text_parts(id) {
                Some((first, length)) => Shown::Text(first, length),
                None => Shown::Address,
            },
            LLType::Address | LLType::Inline(_) => Shown::Address,
            LLType::Signed
            | LLType::SignedLongLong
            | LLType::Int8
            | LLType::UInt8
            | LLType::Int16
            | LLType::UInt16
            | LLType::Int32
            | LLType::UInt32 => Shown::Int,
        })
    }

    /// Describes operands to be shown and returns the description's number.
    fn push_print(&mut self, operands: &[Operand]) -> i64 {
        let mut list: Vec<(Arg, Shown)> = Vec::new();
        for o in operands {
            if let Some(shown) = self.shown(self.operand_type(o)) {
                list.push((self.args(std::slice::from_ref(o))[0], shown));
            }
        }
        self.code.prints.push(list);
        self.code.prints.len() as i64 - 1
    }

    pub(super) fn debug_print(&mut self, op: &Op) {
        let index = self.push_print(&op.args);
        self.emit(Opc::Print, 0, 0, 0, index);
    }

    pub(super) fn log_wants(&mut self, op: &Op) {
        let index = self.push_print(&op.args);
        let dst = self.dst(op);
        self.emit(Opc::LogWants, dst, 0, 0, index);
    }

    pub(super) fn log_section(&mut self, op: &Op, code: Opc) {
        let index = self.push_print(&op.args[..1]);
        let stamp = self.reg(&op.args[1]);
        let dst = self.dst(op);
        self.emit(code, dst, stamp, 0, index);
    }

    pub(super) fn debug_assert(&mut self, op: &Op) {
        let index = self.push_print(&op.args[1..]);
        let cond = self.reg(&op.args[0]);
        self.emit(Opc::Assert, cond, 0, 0, index);
    }

    pub(super) fn fatal_error(&mut self, op: &Op) {
        let index = self.push_print(&op.args[..1]);
        self.emit(Opc::FatalError, 0, 0, 0, index);
    }

    /// Entries of the traceback ring of lowered programs, and failed checks.
    pub(super) fn traceback(&mut self, op: &Op, code: Opc) {
        let text = match &op.imm {
            Imm::Sym(place) => place.as_str().to_string(),
            _ => String::new(),
        };
        self.code.texts.push(text);
        let index = self.code.texts.len() as i64 - 1;
        let etype = op.args.first().map_or(0, |a| self.reg(a));
        self.emit(code, etype, 0, 0, index);
    }
}
