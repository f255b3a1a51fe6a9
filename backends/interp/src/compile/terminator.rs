//! The ends of blocks: moves along links, branches, switches, exception edges.

use rpython_lowlevel::{BlockId, CaseValue, ExcCase, Link, Op, OpCode, Operand, Terminator};

use super::{Compiler, Source};
use crate::code::{CatchCase, Opc, Reg, SwitchTable};

/// A comparison as a jump: opcode, whether the operands are swapped.
#[derive(Clone, Copy)]
pub(super) struct Comparison {
    jump: Opc,
    swap: bool,
    /// Compares with zero.
    zero: bool,
}

/// How a comparison becomes a jump that is taken if it holds.
pub(super) fn comparison(code: OpCode) -> Option<Comparison> {
    use OpCode::*;
    let (jump, swap) = match code {
        int_eq | uint_eq | llong_eq | ullong_eq | char_eq | unichar_eq | ptr_eq | adr_eq => (Opc::JEq, false),
        int_ne | uint_ne | llong_ne | ullong_ne | char_ne | unichar_ne | ptr_ne | adr_ne => (Opc::JNe, false),
        int_lt | llong_lt | char_lt | unichar_lt => (Opc::JLtS, false),
        int_le | llong_le | char_le | unichar_le => (Opc::JLeS, false),
        int_gt | llong_gt | char_gt | unichar_gt => (Opc::JLtS, true),
        int_ge | llong_ge | char_ge | unichar_ge => (Opc::JLeS, true),
        uint_lt | ullong_lt | adr_lt => (Opc::JLtU, false),
        uint_le | ullong_le | adr_le => (Opc::JLeU, false),
        uint_gt | ullong_gt | adr_gt => (Opc::JLtU, true),
        uint_ge | ullong_ge | adr_ge => (Opc::JLeU, true),
        int_is_true | uint_is_true | llong_is_true | ullong_is_true | ptr_nonzero => {
            return Some(Comparison { jump: Opc::JNe, swap: false, zero: true });
        }
        ptr_iszero | bool_not => return Some(Comparison { jump: Opc::JEq, swap: false, zero: true }),
        _ => return None,
    };
    Some(Comparison { jump, swap, zero: false })
}

impl Comparison {
    /// The jump that is taken if the comparison does not hold.
    fn negated(self) -> Comparison {
        let (jump, flip) = match self.jump {
            Opc::JEq => (Opc::JNe, false),
            Opc::JNe => (Opc::JEq, false),
            Opc::JLtS => (Opc::JLeS, true),
            Opc::JLeS => (Opc::JLtS, true),
            Opc::JLtU => (Opc::JLeU, true),
            _ => (Opc::JLtU, true),
        };
        Comparison { jump, swap: self.swap ^ flip, zero: self.zero }
    }

    /// The form with a constant second operand.
    fn immediate(self) -> Option<Opc> {
        Some(match (self.jump, self.swap) {
            (Opc::JEq, _) => Opc::JEqI,
            (Opc::JNe, _) => Opc::JNeI,
            (Opc::JLtS, false) => Opc::JLtSI,
            (Opc::JLtS, true) => Opc::JGtSI,
            (Opc::JLeS, false) => Opc::JLeSI,
            (Opc::JLeS, true) => Opc::JGeSI,
            _ => return None,
        })
    }
}

impl Compiler<'_> {
    pub(super) fn terminator(&mut self, id: BlockId, next: Option<BlockId>, fused: bool, raising: u32) {
        let block = &self.graph.blocks[id];
        match &block.end {
            Terminator::Goto(link) => self.edge(link, next),
            Terminator::Branch { cond, if_true, if_false } => {
                let test = match (fused, block.ops.last()) {
                    (true, Some(op)) => {
                        self.span(op.span);
                        Test::Compare(op)
                    }
                    _ => Test::Flag(cond),
                };
                self.branch(test, if_true, if_false, next);
            }
            Terminator::Switch { value, cases, default } => {
                self.switch(value, cases, default.as_ref());
            }
            Terminator::Catch { normal, cases } => {
                self.edge(normal, None);
                let cases = cases.iter().map(|case| self.catch_case(case)).collect();
                self.code.catches.push((raising, cases));
            }
            Terminator::Return(value) => {
                let wide = crate::regs::width(self.operand_type(value));
                let reg = self.reg(value);
                let code = [Opc::Ret0, Opc::Ret1, Opc::Ret2][wide as usize];
                self.emit(code, reg, 0, 0, 0);
            }
            Terminator::Raise { etype, evalue, span } => {
                let (etype, evalue) = (self.reg(etype), self.reg(evalue));
                self.span(*span);
                self.emit(Opc::Raise, etype, evalue, 0, 0);
            }
            Terminator::Unreachable => {
                self.emit(Opc::Unreachable, 0, 0, 0, 0);
            }
        }
    }

    /// The moves of a link.
    fn moves(&self, link: &Link) -> Vec<(u32, Source)> {
        let mut moves = Vec::new();
        for (arg, &param) in link.args.iter().zip(&self.graph.blocks[link.target].params) {
            if let Some(dst) = self.alloc.reg(param) {
                moves.extend(self.sources(dst, arg));
            }
        }
        moves.retain(|&(dst, src)| src != Source::Reg(dst));
        moves
    }

    /// Moves and jumps along a link, or falls through.
    fn edge(&mut self, link: &Link, next: Option<BlockId>) {
        let moves = self.moves(link);
        self.parallel_moves(moves);
        if next != Some(link.target) {
            self.jump(Opc::Jmp, 0, 0, 0, link.target);
        }
    }

    fn jump(&mut self, op: Opc, a: u32, b: u32, imm: i64, target: BlockId) {
        let at = self.emit(op, a, b, 0, imm);
        self.jumps.push((at, target));
    }

    fn branch(&mut self, test: Test, if_true: &Link, if_false: &Link, next: Option<BlockId>) {
        let direct = |c: &Self, link: &Link| c.moves(link).is_empty();
        let (true_direct, false_direct) = (direct(self, if_true), direct(self, if_false));
        if true_direct && (!false_direct || next == Some(if_false.target)) {
            let at = self.test(test, true);
            self.jumps.push((at, if_true.target));
            self.edge(if_false, next);
        } else if false_direct {
            let at = self.test(test, false);
            self.jumps.push((at, if_false.target));
            self.edge(if_true, next);
        } else {
            let at = self.test(test, false);
            self.edge(if_true, None);
            let distance = self.code.insns.len() as i64 - (at as i64 + 1);
            self.code.insns[at].patch_jump(distance);
            self.edge(if_false, next);
        }
    }

    /// A jump that is taken if the test comes out as `wanted`; its target is patched later.
    fn test(&mut self, test: Test, wanted: bool) -> usize {
        match test {
            Test::Flag(cond) => {
                let reg = self.reg(cond);
                self.emit(if wanted { Opc::JmpIf } else { Opc::JmpIfNot }, reg, 0, 0, 0)
            }
            Test::Compare(op) => {
                let Some(found) = comparison(op.code) else { unreachable!("{:?} is no comparison", op.code) };
                let found = if wanted { found } else { found.negated() };
                self.compare_jump(op, found)
            }
        }
    }

    fn compare_jump(&mut self, op: &Op, found: Comparison) -> usize {
        let x = self.reg(&op.args[0]);
        let constant = if found.zero { Some(0) } else { self.small_constant(&op.args[1]) };
        if let (Some(n), Some(code)) = (constant, found.immediate()) {
            return self.emit(code, x, 0, 0, (n as i64) << 32);
        }
        let y = self.reg(&op.args[1]);
        let (x, y) = if found.swap { (y, x) } else { (x, y) };
        self.emit(found.jump, x, y, 0, 0)
    }

    fn switch(&mut self, value: &Operand, cases: &[(CaseValue, Link)], default: Option<&Link>) {
        let reg = self.reg(value);
        let index = self.code.switches.len();
        self.code.switches.push(SwitchTable { cases: Vec::new(), dense: None, default: -1 });
        self.emit(Opc::Switch, reg, 0, 0, index as i64);
        let mut targets: Vec<(i64, i64)> = Vec::new();
        for (CaseValue::Int(n), link) in cases {
            targets.push((*n, self.code.insns.len() as i64));
            self.edge(link, None);
        }
        // The first of equal cases counts; a stable sort keeps it in front.
        targets.sort_by_key(|t| t.0);
        targets.dedup_by_key(|t| t.0);
        if let Some(link) = default {
            self.code.switches[index].default = self.code.insns.len() as i64;
            self.edge(link, None);
        }
        self.code.switches[index].cases = targets;
    }

    fn catch_case(&mut self, case: &ExcCase) -> CatchCase {
        let class = case.class.as_ref().map(|c| self.bits(c).0);
        let target = self.code.insns.len() as u32;
        self.edge(&case.link, None);
        let reg = |v| self.alloc.reg(v).map(|r: u32| r as Reg);
        CatchCase { class, etype: reg(case.etype), evalue: reg(case.evalue), target }
    }
}

/// What a branch tests.
enum Test<'a> {
    Flag(&'a Operand),
    Compare(&'a Op),
}
