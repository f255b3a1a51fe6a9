//! Calls and the collector.

use rpython_lltype::LLType;
use rpython_lowlevel::{Imm, Op, OpCode};

use super::Compiler;
use crate::code::{AllocInfo, CallInfo, Opc};
use crate::regs::width;

impl Compiler<'_> {
    fn call(&mut self, op: &Op, code: Opc, callee: Option<rpython_lltype::FuncId>) {
        let LLType::Ptr(ty) = self.operand_type(&op.args[0]) else {
            unreachable!("the verifier has seen a function pointer")
        };
        let pointer = if callee.is_none() { self.reg(&op.args[0]) } else { 0 };
        let args = self.args(&op.args[1..]).into();
        let dst = if width(self.result_type(op)) > 0 { self.dst(op) } else { 0 };
        self.code.calls.push(CallInfo { callee, ty, args });
        let index = self.code.calls.len() as i64 - 1;
        self.emit(code, dst, pointer, 0, index);
    }

    pub(super) fn direct_call(&mut self, op: &Op) {
        match op.args[0].as_func() {
            Some(callee) if self.program.funcs[callee].graph_opt().is_some() => {
                self.call(op, Opc::Call, Some(callee));
            }
            Some(callee) => self.call(op, Opc::CallExternal, Some(callee)),
            None => self.call(op, Opc::CallIndirect, None),
        }
    }

    pub(super) fn indirect_call(&mut self, op: &Op) {
        self.direct_call(op);
    }

    /// An instruction without operands, or with one and no result; the immediate is given.
    pub(super) fn plain(&mut self, op: &Op, code: Opc, imm: i64) {
        let reg = match op.args.first() {
            Some(arg) => self.reg(arg),
            None => self.dst(op),
        };
        self.emit(code, reg, 0, 0, imm);
    }

    pub(super) fn weakref_create(&mut self, op: &Op) {
        let LLType::Ptr(ty) = self.result_type(op) else { unreachable!("a weakref is a pointer") };
        let size = self.program.types.container_layout(self.program.model, ty).size as u64;
        self.code.allocs.push(AllocInfo {
            ty,
            gc: true,
            finalizer: false,
            zero: true,
            base: size.max(8),
            stride: 0,
            length: None,
            null_on_failure: self.lowered(),
        });
        let info = self.code.allocs.len() as i64 - 1;
        let target = self.reg(&op.args[0]);
        let dst = self.dst(op);
        self.emit(Opc::WeakNew, dst, target, 0, info);
    }

    pub(super) fn weakref_deref(&mut self, op: &Op) {
        self.unary(op, Opc::Load64);
    }

    pub(super) fn statistic(&mut self, op: &Op) {
        let name = match &op.imm {
            Imm::Sym(name) => name.as_str(),
            _ => "",
        };
        let which = match name {
            n if n.contains("total_memory_used") || n.contains("total_gc_memory") => 0,
            n if n.contains("collections") || n.contains("count") => 1,
            n if n.contains("peak") => 2,
            _ => 3,
        };
        self.plain(op, Opc::Stat, which);
    }

    pub(super) fn shadow_slot(&mut self, op: &Op) {
        let offset = match op.imm {
            Imm::Slot(slot) => slot as i64 * 8,
            _ => 0,
        };
        let base = self.reg(&op.args[0]);
        match op.code {
            OpCode::gc_save_root => {
                let value = self.reg(&op.args[1]);
                self.emit(Opc::SaveRoot, base, value, 0, offset);
            }
            _ => {
                let dst = self.dst(op);
                self.emit(Opc::RestoreRoot, dst, base, 0, offset);
            }
        }
    }
}
