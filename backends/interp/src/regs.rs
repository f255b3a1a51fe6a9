//! Register allocation.
//!
//! Variables live in one block each, so a live range is an interval of positions in a block. The
//! variables that a link passes on are merged with the parameters that receive them wherever the ranges
//! of the two do not meet, so that most links need no moves; each merged class then gets the lowest
//! register that is free wherever the class lives.

use rpython_base::EntityId;
pub(crate) use rpython_cffi::values::width;
use rpython_lowlevel::{BlockId, Graph, Operand, Terminator, VarId};
use rustc_hash::FxHashMap;

/// The position of an op's operands.
pub(crate) fn use_position(op: usize) -> u32 {
    2 * op as u32 + 1
}

/// Where a variable lives: `[start, end)` in its block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Range {
    pub var: VarId,
    pub start: u32,
    pub end: u32,
}

/// The result.
pub(crate) struct Allocation {
    /// First register of each variable; `None` for void ones and parameters that nobody uses.
    regs: Vec<Option<u32>>,
    /// How many registers are in use.
    pub count: u32,
    /// The live ranges of each block.
    pub ranges: FxHashMap<BlockId, Vec<Range>>,
}

impl Allocation {
    /// The register of a variable.
    pub fn reg(&self, v: VarId) -> Option<u32> {
        self.regs[v.index()]
    }
}

/// Ranges of one class: (block, start, end), sorted.
type Ranges = Vec<(u32, u32, u32)>;

struct Classes {
    parent: Vec<u32>,
    ranges: Vec<Ranges>,
}

impl Classes {
    fn find(&mut self, v: usize) -> usize {
        let mut at = v;
        while self.parent[at] as usize != at {
            let up = self.parent[self.parent[at] as usize];
            self.parent[at] = up;
            at = up as usize;
        }
        at
    }

    /// Merges two classes unless they meet.
    fn merge(&mut self, a: usize, b: usize) {
        let (mut a, mut b) = (self.find(a), self.find(b));
        if a == b {
            return;
        }
        if self.ranges[a].len() < self.ranges[b].len() {
            std::mem::swap(&mut a, &mut b);
        }
        if meets(&self.ranges[a], &self.ranges[b]) {
            return;
        }
        let small = std::mem::take(&mut self.ranges[b]);
        let large = &mut self.ranges[a];
        large.extend(small);
        large.sort_unstable();
        self.parent[b] = a as u32;
    }
}

/// Whether two sorted sets of ranges overlap; the second is the smaller.
fn meets(large: &Ranges, small: &Ranges) -> bool {
    small.iter().any(|&(block, start, end)| {
        let from = large.partition_point(|r| (r.0, r.2) <= (block, start));
        large[from..].iter().take_while(|r| r.0 == block && r.1 < end).any(|r| r.2 > start)
    })
}

/// Gives each variable of the blocks in `order` its register.
pub(crate) fn allocate(graph: &Graph, order: &[BlockId]) -> Allocation {
    let mut ranges = FxHashMap::default();
    let mut classes = Classes {
        parent: (0..graph.vars.len() as u32).collect(),
        ranges: vec![Vec::new(); graph.vars.len()],
    };
    for &id in order {
        let list = block_ranges(graph, id);
        for r in &list {
            classes.ranges[r.var.index()].push((id.index() as u32, r.start, r.end));
        }
        ranges.insert(id, list);
    }
    // Jumps back first: they are the hot ones.
    let position: FxHashMap<BlockId, usize> = order.iter().enumerate().map(|(i, &b)| (b, i)).collect();
    for back in [true, false] {
        for (i, &id) in order.iter().enumerate() {
            for link in graph.blocks[id].end.links() {
                if (position[&link.target] <= i) != back {
                    continue;
                }
                for (arg, &param) in link.args.iter().zip(&graph.blocks[link.target].params) {
                    if let Operand::Var(v) = arg
                        && !classes.ranges_of(param).is_empty()
                        && !classes.ranges_of(*v).is_empty()
                        && width(graph.vars[*v].ty) == width(graph.vars[param].ty)
                    {
                        classes.merge(v.index(), param.index());
                    }
                }
            }
        }
    }
    let (regs, count) = color(graph, order, &ranges, &mut classes);
    Allocation { regs, count, ranges }
}

impl Classes {
    fn ranges_of(&mut self, v: VarId) -> &Ranges {
        let class = self.find(v.index());
        &self.ranges[class]
    }
}

/// The live ranges of a block's variables in order of definition. Parameters that are not used have none.
fn block_ranges(graph: &Graph, id: BlockId) -> Vec<Range> {
    let block = &graph.blocks[id];
    let mut list: Vec<Range> = Vec::with_capacity(block.params.len() + block.ops.len());
    let mut index: FxHashMap<VarId, usize> = FxHashMap::default();
    let mut define = |list: &mut Vec<Range>, var: VarId, start: u32, end: u32| {
        if width(graph.vars[var].ty) > 0 {
            index.insert(var, list.len());
            list.push(Range { var, start, end });
        }
    };
    for &p in &block.params {
        define(&mut list, p, 0, 0);
    }
    for (i, op) in block.ops.iter().enumerate() {
        let at = use_position(i) + 1;
        define(&mut list, op.result, at, at + 1);
    }
    let end = use_position(block.ops.len());
    if let Terminator::Catch { cases, .. } = &block.end {
        for case in cases {
            define(&mut list, case.etype, end + 1, end + 2);
            define(&mut list, case.evalue, end + 1, end + 2);
        }
    }
    let mut use_ = |operand: &Operand, at: u32| {
        if let Operand::Var(v) = operand
            && let Some(&i) = index.get(v)
        {
            list[i].end = list[i].end.max(at);
        }
    };
    for (i, op) in block.ops.iter().enumerate() {
        op.args.iter().for_each(|a| use_(a, use_position(i)));
    }
    block.end.operands().into_iter().for_each(|o| use_(o, end));
    for link in block.end.links() {
        for (arg, &param) in link.args.iter().zip(&graph.blocks[link.target].params) {
            if width(graph.vars[param].ty) > 0 {
                use_(arg, end + 2);
            }
        }
    }
    list.retain(|r| r.end > 0);
    list
}

fn color(
    graph: &Graph,
    order: &[BlockId],
    ranges: &FxHashMap<BlockId, Vec<Range>>,
    classes: &mut Classes,
) -> (Vec<Option<u32>>, u32) {
    let mut regs: Vec<Option<u32>> = vec![None; graph.vars.len()];
    // Registers taken: by block, (start, end, register, width).
    let mut taken: FxHashMap<u32, Vec<(u32, u32, u32, u32)>> = FxHashMap::default();
    let mut count = 0;
    let mut used: Vec<bool> = Vec::new();
    for id in order {
        for r in &ranges[id] {
            let class = classes.find(r.var.index());
            if let Some(reg) = regs[class] {
                regs[r.var.index()] = Some(reg);
                continue;
            }
            let wide = width(graph.vars[r.var].ty);
            used.clear();
            used.resize(count as usize + 2, false);
            for &(block, start, end) in &classes.ranges[class] {
                let Some(list) = taken.get(&block) else { continue };
                for &(s, e, reg, w) in list {
                    if s < end && start < e {
                        (reg..reg + w).for_each(|r| used[r as usize] = true);
                    }
                }
            }
            let fits = |reg: usize| (0..wide as usize).all(|k| !used.get(reg + k).copied().unwrap_or(false));
            let reg = (0..).find(|&reg| fits(reg)).unwrap_or(0) as u32;
            count = count.max(reg + wide);
            for &(block, start, end) in &classes.ranges[class] {
                taken.entry(block).or_default().push((start, end, reg, wide));
            }
            regs[class] = Some(reg);
            regs[r.var.index()] = Some(reg);
        }
    }
    (regs, count)
}
