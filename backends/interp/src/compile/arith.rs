//! Numbers and comparisons.

use rpython_lowlevel::Op;

use super::Compiler;
use crate::code::Opc;

impl Compiler<'_> {
    /// The result from all registers of the operand.
    pub(super) fn copy(&mut self, op: &Op) {
        if let Some(dst) = self.alloc.reg(op.result) {
            self.move_to(dst, &op.args[0]);
        }
    }

    pub(super) fn unary(&mut self, op: &Op, code: Opc) {
        let x = self.reg(&op.args[0]);
        let dst = self.dst(op);
        self.emit(code, dst, x, 0, 0);
    }

    pub(super) fn binary(&mut self, op: &Op, code: Opc) {
        let (x, y) = (self.reg(&op.args[0]), self.reg(&op.args[1]));
        let dst = self.dst(op);
        self.emit(code, dst, x, y, 0);
    }

    pub(super) fn swapped(&mut self, op: &Op, code: Opc) {
        let (x, y) = (self.reg(&op.args[0]), self.reg(&op.args[1]));
        let dst = self.dst(op);
        self.emit(code, dst, y, x, 0);
    }

    /// With the constant second operand as immediate, if it is one.
    pub(super) fn binary_imm(&mut self, op: &Op, code: Opc, imm: Opc) {
        match self.constant(&op.args[1]) {
            Some(n) => self.with_imm(op, imm, n),
            None => self.binary(op, code),
        }
    }

    pub(super) fn swapped_imm(&mut self, op: &Op, code: Opc, imm: Opc) {
        match self.constant(&op.args[1]) {
            Some(n) => self.with_imm(op, imm, n),
            None => self.swapped(op, code),
        }
    }

    fn with_imm(&mut self, op: &Op, code: Opc, n: i64) {
        let x = self.reg(&op.args[0]);
        let dst = self.dst(op);
        self.emit(code, dst, x, 0, n);
    }

    /// Sum or difference.
    pub(super) fn add(&mut self, op: &Op, sign: i64) {
        match self.constant(&op.args[1]) {
            Some(n) => self.with_imm(op, Opc::AddI, n.wrapping_mul(sign)),
            None => self.binary(op, if sign > 0 { Opc::Add } else { Opc::Sub }),
        }
    }

    pub(super) fn shift(&mut self, op: &Op, code: Opc, imm: Opc) {
        match self.constant(&op.args[1]) {
            Some(n) => self.with_imm(op, imm, n),
            None => self.binary(op, code),
        }
    }

    pub(super) fn compare_zero(&mut self, op: &Op, code: Opc) {
        self.with_imm(op, code, 0);
    }

    pub(super) fn between(&mut self, op: &Op) {
        let [x, y, z] = [0, 1, 2].map(|i| self.reg(&op.args[i]));
        let dst = self.dst(op);
        self.emit(Opc::Between, dst, x, y, z as i64);
    }

    pub(super) fn constant_result(&mut self, op: &Op, value: i64) {
        let dst = self.dst(op);
        self.emit(Opc::Const, dst, 0, 0, value);
    }
}
