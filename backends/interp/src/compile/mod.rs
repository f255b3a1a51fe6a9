//! Graphs to register code, one function at a time, when it is first called.

mod arith;
mod calls;
mod casts;
mod debug;
mod memory;
mod ops;
mod terminator;

use rpython_base::{Diagnostic, Span};
use rpython_lltype::{FuncId, LLType, Value};
use rpython_lowlevel::{BlockId, Const, Graph, Op, Operand, Program, Stage, Terminator};
use rustc_hash::FxHashMap;

use crate::code::{Arg, FuncCode, Insn, Opc, Reg};
use crate::regs::{self, Allocation, use_position, width};
use crate::statics::Statics;

/// Compiles the graph of a function.
pub(crate) fn compile(program: &Program, statics: &Statics, func: FuncId) -> Result<FuncCode, Diagnostic> {
    let function = &program.funcs[func];
    let graph = function.graph_opt().ok_or_else(|| {
        Diagnostic::error("internal", function.span, format!("{} has no graph to execute", function.name))
    })?;
    let order = graph.reverse_postorder();
    let alloc = regs::allocate(graph, &order);
    let mut compiler = Compiler {
        program,
        statics,
        graph,
        temps: alloc.count,
        most: alloc.count,
        alloc,
        code: FuncCode {
            func,
            insns: Vec::new(),
            registers: 0,
            consts: Vec::new(),
            calls: Vec::new(),
            arrays: Vec::new(),
            allocs: Vec::new(),
            switches: Vec::new(),
            prints: Vec::new(),
            texts: Vec::new(),
            catches: Vec::new(),
            roots: Vec::new(),
            spans: Vec::new(),
        },
        labels: FxHashMap::default(),
        jumps: Vec::new(),
        const_index: FxHashMap::default(),
    };
    compiler.whole(&order);
    let limit = u16::MAX as u32;
    if compiler.most >= limit {
        return Err(Diagnostic::error(
            "too-large",
            function.span,
            format!("{} has too many variables for the interpreter", function.name),
        ));
    }
    Ok(compiler.code)
}

pub(crate) struct Compiler<'a> {
    program: &'a Program,
    statics: &'a Statics,
    graph: &'a Graph,
    alloc: Allocation,
    /// The next free temporary, and the most registers ever in use.
    temps: u32,
    most: u32,
    code: FuncCode,
    labels: FxHashMap<BlockId, u32>,
    /// Jumps to patch: the instruction and its target.
    jumps: Vec<(usize, BlockId)>,
    const_index: FxHashMap<u64, u32>,
}

/// A value on its way into a register.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Source {
    Reg(u32),
    Const(u64),
}

impl Compiler<'_> {
    fn whole(&mut self, order: &[BlockId]) {
        self.entry();
        for (i, &id) in order.iter().enumerate() {
            self.labels.insert(id, self.code.insns.len() as u32);
            self.block(id, order.get(i + 1).copied());
        }
        for &(at, target) in &self.jumps {
            let target = self.labels[&target] as i64;
            self.code.insns[at].patch_jump(target - (at as i64 + 1));
        }
        thread_jumps(&mut self.code);
        self.code.registers = self.most;
        self.code.catches.sort_by_key(|c| c.0);
    }

    /// Moves the arguments from where the caller puts them.
    fn entry(&mut self) {
        let params = self.graph.blocks[self.graph.start].params.clone();
        let mut slot = 0;
        let mut moves = Vec::new();
        for p in params {
            let wide = width(self.graph.vars[p].ty);
            if let Some(reg) = self.alloc.reg(p) {
                (0..wide).for_each(|k| moves.push((reg + k, Source::Reg(slot + k))));
            }
            slot += wide;
        }
        self.most = self.most.max(slot);
        self.temps = self.temps.max(slot);
        self.parallel_moves(moves);
        self.temps = self.alloc.count;
    }

    fn block(&mut self, id: BlockId, next: Option<BlockId>) {
        let block = &self.graph.blocks[id];
        let last = block.ops.len().wrapping_sub(1);
        let fused = self.fusable(id);
        for (i, op) in block.ops.iter().enumerate() {
            if fused && i == last {
                break;
            }
            self.temps = self.alloc.count;
            self.span(op.span);
            let before = self.code.insns.len();
            self.op(op);
            if op.code.info().can_collect && self.code.insns.len() > before {
                self.record_roots(id, i, op);
            }
        }
        self.temps = self.alloc.count;
        let raising = (self.code.insns.len() as u32).wrapping_sub(1);
        self.terminator(id, next, fused, raising);
    }

    /// The managed pointers that must survive the op just compiled.
    fn record_roots(&mut self, id: BlockId, i: usize, op: &Op) {
        let at = use_position(i);
        // A callee gets its own copies of the arguments.
        let call = op.code.info().effect == rpython_lowlevel::Effect::Calls;
        let external = call && op.args.first().is_some_and(|f| self.is_external(f));
        let live = |end: u32| end > at || (end == at && (!call || external));
        let regs: Vec<Reg> = self.alloc.ranges[&id]
            .iter()
            .filter(|r| r.start < at && live(r.end))
            .filter(|r| self.program.types.is_gc_ptr(self.graph.vars[r.var].ty))
            .filter_map(|r| self.alloc.reg(r.var).map(|r| r as Reg))
            .collect();
        if !regs.is_empty() {
            self.code.roots.push((self.code.insns.len() as u32 - 1, regs.into()));
        }
    }

    fn is_external(&self, f: &Operand) -> bool {
        f.as_func().is_none_or(|f| self.program.funcs[f].graph_opt().is_none())
    }

    fn span(&mut self, span: Span) {
        if self.code.spans.last().map(|s| s.1) != Some(span) {
            self.code.spans.push((self.code.insns.len() as u32, span));
        }
    }

    fn emit(&mut self, op: Opc, a: u32, b: u32, c: u32, imm: i64) -> usize {
        self.code.insns.push(Insn { op, a: a as Reg, b: b as Reg, c: c as Reg, imm });
        self.code.insns.len() - 1
    }

    /// A fresh temporary of this many registers, until the next op.
    fn temp(&mut self, wide: u32) -> u32 {
        let reg = self.temps;
        self.temps += wide;
        self.most = self.most.max(self.temps);
        reg
    }

    fn operand_type(&self, o: &Operand) -> LLType {
        self.graph.operand_type(o)
    }

    fn result_type(&self, op: &Op) -> LLType {
        self.graph.vars[op.result].ty
    }

    /// The register that holds an operand; constants are loaded into temporaries.
    fn reg(&mut self, o: &Operand) -> u32 {
        match o {
            Operand::Var(v) => self.alloc.reg(*v).unwrap_or(0),
            Operand::Const(c) => {
                let (low, high) = self.bits(c);
                let wide = width(c.ty);
                let t = self.temp(wide);
                if wide > 0 {
                    self.emit(Opc::Const, t, 0, 0, low as i64);
                }
                if wide > 1 {
                    self.emit(Opc::Const, t + 1, 0, 0, high as i64);
                }
                t
            }
        }
    }

    /// The bits of a constant: low and high word.
    fn bits(&self, c: &Const) -> (u64, u64) {
        let low = self.statics.value_bits(c.ty, &c.value);
        (low, ((low as i64) >> 63) as u64)
    }

    /// The value of a constant operand of at most 64 bits.
    fn constant(&self, o: &Operand) -> Option<i64> {
        match o {
            Operand::Const(c) if width(c.ty) == 1 && !matches!(c.value, Value::Float(_)) => {
                Some(self.bits(c).0 as i64)
            }
            _ => None,
        }
    }

    /// The same, if it fits the upper half of an immediate.
    fn small_constant(&self, o: &Operand) -> Option<i32> {
        i32::try_from(self.constant(o)?).ok()
    }

    /// The register for the result; a temporary if nobody uses it.
    fn dst(&mut self, op: &Op) -> u32 {
        match self.alloc.reg(op.result) {
            Some(reg) => reg,
            None => {
                let wide = width(self.result_type(op)).max(1);
                self.temp(wide)
            }
        }
    }

    /// An operand as call argument slots.
    fn args(&mut self, operands: &[Operand]) -> Vec<Arg> {
        let mut args = Vec::new();
        for o in operands {
            let wide = width(self.operand_type(o));
            match o {
                Operand::Var(v) => {
                    let reg = self.alloc.reg(*v).unwrap_or(0);
                    (0..wide).for_each(|k| args.push(Arg(reg + k)));
                }
                Operand::Const(c) => {
                    let (low, high) = self.bits(c);
                    for bits in [low, high].into_iter().take(wide as usize) {
                        let index = self.const_slot(bits);
                        args.push(Arg(index | crate::code::ARG_CONST));
                    }
                }
            }
        }
        args
    }

    fn const_slot(&mut self, bits: u64) -> u32 {
        *self.const_index.entry(bits).or_insert_with(|| {
            self.code.consts.push(bits);
            self.code.consts.len() as u32 - 1
        })
    }

    /// Copies an operand into registers.
    fn move_to(&mut self, dst: u32, o: &Operand) {
        let moves = self.sources(dst, o);
        self.parallel_moves(moves);
    }

    /// The single-register moves that bring an operand to `dst`.
    fn sources(&self, dst: u32, o: &Operand) -> Vec<(u32, Source)> {
        let wide = width(self.operand_type(o));
        match o {
            Operand::Var(v) => {
                let reg = self.alloc.reg(*v).unwrap_or(0);
                (0..wide).map(|k| (dst + k, Source::Reg(reg + k))).collect()
            }
            Operand::Const(c) => {
                let (low, high) = self.bits(c);
                [low, high]
                    .into_iter()
                    .take(wide as usize)
                    .enumerate()
                    .map(|(k, b)| (dst + k as u32, Source::Const(b)))
                    .collect()
            }
        }
    }

    /// Moves that happen at once.
    fn parallel_moves(&mut self, mut moves: Vec<(u32, Source)>) {
        moves.retain(|&(dst, src)| src != Source::Reg(dst));
        let mut constants = Vec::new();
        moves.retain(|&(dst, src)| match src {
            Source::Const(bits) => {
                constants.push((dst, bits));
                false
            }
            Source::Reg(_) => true,
        });
        while !moves.is_empty() {
            let free = moves.iter().position(|&(dst, _)| !moves.iter().any(|m| m.1 == Source::Reg(dst)));
            match free {
                Some(i) => {
                    let (dst, src) = moves.swap_remove(i);
                    if let Source::Reg(src) = src {
                        self.emit(Opc::Mov, dst, src, 0, 0);
                    }
                }
                None => {
                    // Only cycles are left: free one register of one.
                    let (dst, _) = moves[0];
                    let t = self.temp(1);
                    self.emit(Opc::Mov, t, dst, 0, 0);
                    for m in &mut moves {
                        if m.1 == Source::Reg(dst) {
                            m.1 = Source::Reg(t);
                        }
                    }
                }
            }
        }
        for (dst, bits) in constants {
            self.emit(Opc::Const, dst, 0, 0, bits as i64);
        }
    }

    /// Whether failing allocations give null rather than raise.
    fn lowered(&self) -> bool {
        self.program.stage != Stage::Typed
    }

    /// Whether the block ends in a branch on a comparison that nothing else uses.
    fn fusable(&self, id: BlockId) -> bool {
        let block = &self.graph.blocks[id];
        let (Terminator::Branch { cond: Operand::Var(v), if_true, if_false }, Some(op)) =
            (&block.end, block.ops.last())
        else {
            return false;
        };
        let passes = |args: &[Operand]| args.iter().any(|a| a.as_var() == Some(*v));
        op.result == *v
            && terminator::comparison(op.code).is_some()
            && !passes(&if_true.args)
            && !passes(&if_false.args)
    }
}

impl Insn {
    /// How far a jump goes, if this is one.
    fn jump(&self) -> Option<i64> {
        match self.op {
            Opc::Jmp | Opc::JmpIf | Opc::JmpIfNot => Some(self.imm),
            Opc::JEq | Opc::JNe | Opc::JLtS | Opc::JLeS | Opc::JLtU | Opc::JLeU => Some(self.imm),
            Opc::JEqI | Opc::JNeI | Opc::JLtSI | Opc::JLeSI | Opc::JGtSI | Opc::JGeSI => {
                Some(self.imm as i32 as i64)
            }
            _ => None,
        }
    }

    fn patch_jump(&mut self, distance: i64) {
        match self.op {
            Opc::JEqI | Opc::JNeI | Opc::JLtSI | Opc::JLeSI | Opc::JGtSI | Opc::JGeSI => {
                self.imm = (self.imm >> 32 << 32) | (distance as i32 as u32 as i64);
            }
            _ => self.imm = distance,
        }
    }
}

/// Lets jumps to jumps go where those lead.
fn thread_jumps(code: &mut FuncCode) {
    let insns = &mut code.insns;
    let follow = |insns: &[Insn], mut target: i64| {
        for _ in 0..insns.len() {
            match insns.get(target as usize) {
                Some(insn) if insn.op == Opc::Jmp => target += 1 + insn.imm,
                _ => break,
            }
        }
        target
    };
    for at in 0..insns.len() {
        if let Some(distance) = insns[at].jump() {
            let target = follow(insns, at as i64 + 1 + distance);
            insns[at].patch_jump(target - (at as i64 + 1));
        }
    }
    for table in &mut code.switches {
        let targets = table.cases.iter_mut().map(|c| &mut c.1);
        for target in targets.chain([&mut table.default]) {
            if *target >= 0 {
                *target = follow(insns, *target);
            }
        }
        table.dense = dense(&table.cases, table.default);
    }
}

/// The table for values that lie closely together.
fn dense(cases: &[(i64, i64)], default: i64) -> Option<(i64, Vec<i64>)> {
    let (first, last) = (cases.first()?.0, cases.last()?.0);
    let size = (last as i128 - first as i128 + 1) as u128;
    if size > 4 * cases.len() as u128 + 16 {
        return None;
    }
    let mut table = vec![default; size as usize];
    for &(value, target) in cases {
        table[(value - first) as usize] = target;
    }
    Some((first, table))
}
