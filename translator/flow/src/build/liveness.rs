//! Facts about a code object that do not depend on values: where paths join, and which local variables
//! can still be read.

use std::ops::Range;
use std::rc::Rc;

use rpython_bytecode::{CmpOp, Code, Op};

/// The facts.
pub(super) struct CodeFacts {
    /// Whether frames that arrive at this instruction are merged.
    pub(super) is_join: Vec<bool>,
    /// Whether there is a bare `raise`.
    pub(super) has_reraise: bool,
    code: Rc<Code>,
    liveness: Liveness,
}

/// Which slots may still be read at one instruction.
pub(super) struct LiveSlots(Vec<u64>);

impl LiveSlots {
    pub(super) fn contains(&self, slot: usize) -> bool {
        self.0[slot / 64] >> (slot % 64) & 1 != 0
    }
}

impl CodeFacts {
    /// The slots (fast locals, then own cells) that may be read before they are written, from instruction `pc` on.
    pub(super) fn live_at(&self, pc: u32) -> LiveSlots {
        LiveSlots(self.liveness.at(&self.code, pc as usize))
    }

    pub(super) fn new(code: &Rc<Code>) -> CodeFacts {
        CodeFacts {
            is_join: find_joins(code),
            has_reraise: code.instrs.iter().any(|i| i.op == Op::Raise(0)),
            code: code.clone(),
            liveness: Liveness::new(code),
        }
    }
}

/// The instruction that an op may jump to, or that a frame block set up by it names.
fn target(op: Op) -> Option<u32> {
    match op {
        Op::Jump(t)
        | Op::PopJumpIfFalse(t)
        | Op::PopJumpIfTrue(t)
        | Op::JumpIfFalseOrPop(t)
        | Op::JumpIfTrueOrPop(t)
        | Op::SetupLoop(t)
        | Op::SetupExcept(t)
        | Op::SetupFinally(t)
        | Op::SetupWith(t)
        | Op::ContinueLoop(t)
        | Op::ForIter(t) => Some(t),
        _ => None,
    }
}

/// Jump targets are where paths join; but not the places where an exception looks for its handler, so
/// that each operation finds its own, and the handler's body is where they join.
fn find_joins(code: &Code) -> Vec<bool> {
    let mut joins = vec![false; code.instrs.len() + 1];
    for instr in &code.instrs {
        if let Some(t) = target(instr.op) {
            joins[t as usize] = true;
        }
    }
    for instr in &code.instrs {
        let Op::SetupExcept(handler) = instr.op else { continue };
        let mut at = handler as usize;
        loop {
            match clause(code, at) {
                Some((body, next)) => {
                    joins[at] = false;
                    joins[body] = true;
                    at = next;
                }
                None => {
                    if matches!(code.instrs.get(at).map(|i| i.op), Some(Op::EndFinally)) {
                        joins[at] = false;
                    }
                    break;
                }
            }
        }
    }
    joins
}

/// If an `except` clause with a class expression starts here: where its body starts and where the next
/// clause does.
fn clause(code: &Code, start: usize) -> Option<(usize, usize)> {
    if code.instrs.get(start)?.op != Op::DupTop {
        return None;
    }
    for at in start + 1..code.instrs.len() {
        match code.instrs[at].op {
            Op::Compare(CmpOp::ExcMatch) => {
                return match code.instrs.get(at + 1)?.op {
                    Op::PopJumpIfFalse(next) if next as usize > at => Some((at + 2, next as usize)),
                    _ => None,
                };
            }
            op if target(op).is_some() => return None,
            _ => {}
        }
    }
    None
}

/// A stretch of code whose exceptions go to a handler. Regions nest.
struct Region {
    handler: usize,
    /// The region around it, or [`NO_REGION`].
    outer: u32,
}

const NO_REGION: u32 = u32::MAX;

struct Regions {
    list: Vec<Region>,
    /// The innermost region of each instruction, or [`NO_REGION`].
    innermost: Vec<u32>,
}

/// Rows are kept for the instructions that others jump to and for every so many between them: all rows of a long
/// function with many variables would be gigabytes. Those between are found from the next one that is kept.
const ROW_EVERY: usize = 32;

const NO_ROW: u32 = u32::MAX;

struct Liveness {
    regions: Regions,
    far: Vec<Far>,
    /// The row of each instruction that has one.
    row_of: Vec<u32>,
    /// Sets of slots, `words` words each.
    rows: Vec<u64>,
    words: usize,
}

impl Liveness {
    fn new(code: &Code) -> Liveness {
        let words = (code.varnames.len() + code.cellvars.len()).div_ceil(64).max(1);
        let (regions, far) = (protected_regions(code), far_targets(code));
        let mut row_of = vec![NO_ROW; code.instrs.len() + 1];
        let mut count = 0;
        let targets = code.instrs.iter().filter_map(|i| target(i.op)).map(|t| t as usize);
        let others = (0..row_of.len()).step_by(ROW_EVERY).chain([code.instrs.len()]);
        for at in targets.chain(others).chain(far.iter().map(|far| far.target)) {
            if row_of[at] == NO_ROW {
                row_of[at] = count;
                count += 1;
            }
        }
        let rows = vec![0u64; words * count as usize];
        let mut liveness = Liveness { regions, far, row_of, rows, words };
        liveness.solve(code);
        liveness
    }

    /// Follows the code backwards until nothing changes.
    fn solve(&mut self, code: &Code) {
        let mut buffer = vec![0u64; self.words];
        let mut changed = true;
        while changed {
            changed = false;
            buffer.fill(0);
            for at in (0..code.instrs.len()).rev() {
                self.step_back(code, at, &mut buffer);
                if let Some(range) = self.row(at)
                    && self.rows[range.clone()] != buffer[..]
                {
                    self.rows[range].copy_from_slice(&buffer);
                    changed = true;
                }
            }
        }
    }

    fn row(&self, at: usize) -> Option<Range<usize>> {
        let row = self.row_of[at];
        (row != NO_ROW).then(|| row as usize * self.words..(row as usize + 1) * self.words)
    }

    /// What is live at an instruction whose row is kept.
    fn kept(&self, at: usize) -> &[u64] {
        &self.rows[self.row(at).expect("rows of targets are kept")]
    }

    /// From what is live behind an instruction to what is live before it.
    fn step_back(&self, code: &Code, at: usize, live: &mut [u64]) {
        let op = code.instrs[at].op;
        if !falls_through(op) {
            live.fill(0);
        }
        if let Some(t) = target(op) {
            merge(live, self.kept(t as usize));
        }
        if matches!(op, Op::EndFinally | Op::BreakLoop) {
            for far in self.far.iter().filter(|far| far.start < at && at < far.end) {
                merge(live, self.kept(far.target));
            }
        }
        transfer(code, op, live);
        let mut region = self.regions.innermost[at];
        while let Some(&Region { handler, outer }) = self.regions.list.get(region as usize) {
            merge(live, self.kept(handler));
            region = outer;
        }
    }

    fn at(&self, code: &Code, pc: usize) -> Vec<u64> {
        let kept = (pc..).find(|&at| self.row_of[at] != NO_ROW).expect("the row of the end is kept");
        let mut live = self.kept(kept).to_vec();
        for at in (pc..kept).rev() {
            self.step_back(code, at, &mut live);
        }
        live
    }
}

fn merge(into: &mut [u64], from: &[u64]) {
    for (a, b) in into.iter_mut().zip(from) {
        *a |= b;
    }
}

fn falls_through(op: Op) -> bool {
    !matches!(op, Op::Jump(_) | Op::ReturnValue | Op::Raise(_) | Op::BreakLoop | Op::ContinueLoop(_))
}

/// What an instruction reads and writes.
fn transfer(code: &Code, op: Op, live: &mut [u64]) {
    let locals = code.varnames.len();
    let mut set = |index: usize, on: bool| {
        let bit = 1u64 << (index % 64);
        if on { live[index / 64] |= bit } else { live[index / 64] &= !bit }
    };
    match op {
        Op::LoadFast(i) | Op::DeleteFast(i) => set(i as usize, true),
        Op::StoreFast(i) => set(i as usize, false),
        Op::LoadDeref(i) | Op::LoadClosure(i) if (i as usize) < code.cellvars.len() => {
            set(locals + i as usize, true)
        }
        Op::StoreDeref(i) if (i as usize) < code.cellvars.len() => set(locals + i as usize, false),
        _ => {}
    }
}

/// The instructions from which an exception can reach each handler: the protected body lies between the
/// set-up and the handler.
fn protected_regions(code: &Code) -> Regions {
    let mut regions = Regions { list: Vec::new(), innermost: Vec::with_capacity(code.instrs.len()) };
    let mut current = NO_REGION;
    for (at, instr) in code.instrs.iter().enumerate() {
        while let Some(region) = regions.list.get(current as usize).filter(|region| region.handler <= at) {
            current = region.outer;
        }
        regions.innermost.push(current);
        if let Op::SetupExcept(t) | Op::SetupFinally(t) | Op::SetupWith(t) = instr.op {
            regions.list.push(Region { handler: t as usize, outer: current });
            current = regions.list.len() as u32 - 1;
        }
    }
    regions
}

/// Where the end of a finally block may go on, besides the next instruction, if it lies between two others.
struct Far {
    start: usize,
    end: usize,
    target: usize,
}

/// Behind a loop, or where it goes on: for what the loop encloses.
fn far_targets(code: &Code) -> Vec<Far> {
    let mut loops = Vec::new();
    for (start, instr) in code.instrs.iter().enumerate() {
        if let Op::SetupLoop(t) = instr.op {
            loops.push(Far { start, end: t as usize, target: t as usize });
        }
    }
    let mut targets = Vec::new();
    for (at, instr) in code.instrs.iter().enumerate() {
        let Op::ContinueLoop(t) = instr.op else { continue };
        let around = loops.iter().filter(|l| l.start < at && at < l.end);
        targets.extend(around.map(|l| Far { target: t as usize, ..*l }));
    }
    targets.extend(loops);
    targets
}

/// Whether the value that instruction `at` pushes is what a later instruction of the same straight run
/// calls: the attribute is a method.
pub(super) fn is_called(code: &Code, at: usize) -> bool {
    let mut above = 0i64;
    for instr in &code.instrs[at + 1..] {
        if let Op::Call(shape) = instr.op {
            let args = shape.positional as i64 + shape.star as i64 + shape.starstar as i64;
            if shape.keywords == u32::MAX && above == args {
                return true;
            }
            if shape.keywords != u32::MAX {
                return false;
            }
            above -= args;
            continue;
        }
        match stack_effect(instr.op) {
            Some((taken, _)) if above < taken => return false,
            Some((taken, given)) => above += given - taken,
            None => return false,
        }
    }
    false
}

/// How many values an instruction of an expression takes and gives; `None` for all others.
fn stack_effect(op: Op) -> Option<(i64, i64)> {
    Some(match op {
        Op::Nop => (0, 0),
        Op::LoadConst(_) | Op::LoadFast(_) | Op::LoadGlobal(_) | Op::LoadDeref(_) => (0, 1),
        Op::LoadAttr(_) | Op::Unary(_) => (1, 1),
        Op::Binary(_) | Op::Compare(_) | Op::LoadSubscr => (2, 1),
        Op::LoadSlice | Op::BuildSlice => (3, 1),
        Op::BuildTuple(n) | Op::BuildList(n) => (n as i64, 1),
        Op::BuildMap(_) => (0, 1),
        Op::StoreMap => (3, 1),
        _ => return None,
    })
}
