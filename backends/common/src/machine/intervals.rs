//! Where variables are alive: sets of ranges of positions in the code.
//!
//! Each block has positions from its start on: two for each item (before and behind it) and two for its end.

use rpython_base::EntityId;
use rpython_lowlevel::{BlockId, VarId};

use super::{Definition, Machine, Trees, Value, Values};

/// Disjoint ranges in ascending order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Intervals(Vec<(u32, u32)>);

impl Intervals {
    /// The first position.
    pub fn start(&self) -> Option<u32> {
        self.0.first().map(|&(start, _)| start)
    }

    /// Whether both have a position in common.
    pub fn meets(&self, other: &Intervals) -> bool {
        let (Some(first), Some(last)) = (self.start(), self.0.last().map(|&(_, end)| end)) else {
            return false;
        };
        // Only what overlaps the whole range of the other can meet it.
        let mut b = other.0.partition_point(|&(_, end)| end <= first);
        let mut a = 0;
        while a < self.0.len() && b < other.0.len() && other.0[b].0 < last {
            let (x, y) = (self.0[a], other.0[b]);
            if x.0 < y.1 && y.0 < x.1 {
                return true;
            }
            if x.1 <= y.1 {
                a += 1;
            } else {
                b += 1;
            }
        }
        false
    }

    /// Both together.
    pub fn merge(&mut self, other: &Intervals) {
        self.0.extend_from_slice(&other.0);
        self.normalize();
    }

    fn normalize(&mut self) {
        self.0.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(self.0.len());
        for &(start, end) in &self.0 {
            match merged.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => merged.push((start, end)),
            }
        }
        self.0 = merged;
    }
}

struct Finder<'a, 'b, M> {
    values: &'b Values<'a, M>,
    trees: &'b Trees,
    starts: Vec<u32>,
    predecessors: Vec<Vec<BlockId>>,
    ranges: Vec<Vec<(u32, u32)>>,
    /// For each block, the variable that was last found alive at its end.
    visited: Vec<Option<VarId>>,
}

/// The intervals of every variable that needs a local; empty for the others.
pub fn intervals<M: Machine>(values: &Values<M>, trees: &Trees) -> Vec<Intervals> {
    let count = values.graph.blocks.len();
    let mut starts = vec![0; count];
    let mut next = 0;
    for &id in &values.order {
        starts[id.index()] = next;
        next += 2 * values.items[id.index()].len() as u32 + 4;
    }
    let mut finder = Finder {
        values,
        trees,
        starts,
        predecessors: values.predecessors(),
        ranges: vec![Vec::new(); values.graph.vars.len()],
        visited: vec![None; count],
    };
    let mut uses = finder.uses();
    // All uses of a variable together, so that one mark for each block suffices.
    uses.sort_unstable_by_key(|&(v, block, at)| (v, block, std::cmp::Reverse(at)));
    for (v, block, at) in uses {
        finder.add(v, block, at);
    }
    finder
        .ranges
        .into_iter()
        .map(|ranges| {
            let mut all = Intervals(ranges);
            all.normalize();
            all
        })
        .collect()
}

impl<M: Machine> Finder<'_, '_, M> {
    /// The position before an item; behind all items for the block's end.
    fn before(&self, block: BlockId, at: usize) -> u32 {
        self.starts[block.index()] + 2 + 2 * at as u32
    }

    /// (variable, block, item) for each use of a variable that is in a local.
    fn uses(&self) -> Vec<(VarId, BlockId, usize)> {
        let (values, trees) = (self.values, self.trees);
        let kept = |v: &VarId| !trees.inlined[v.index()] && values.form(*v).is_some();
        let mut uses = Vec::new();
        for &id in &values.order {
            let roots = &trees.roots[id.index()];
            for (item, &root) in values.items[id.index()].iter().zip(roots) {
                if values.is_live(item) {
                    uses.extend(values.inputs(item).into_iter().filter(kept).map(|v| (v, id, root)));
                }
            }
            let end = &values.graph.blocks[id].end;
            let operands = end.operands().into_iter().filter_map(|o| values.var(o));
            uses.extend(operands.filter(kept).map(|v| (v, id, roots.len())));
            for link in end.links() {
                for (_, arg) in values.moves(link) {
                    if let Value::Var(v) = arg
                        && kept(&v)
                    {
                        uses.push((v, id, roots.len()));
                    }
                }
            }
        }
        uses
    }

    /// Makes a variable alive from its definition to a use.
    fn add(&mut self, v: VarId, block: BlockId, at: usize) {
        let end = self.before(block, at) + 1;
        let mut work = vec![];
        self.reach_back(v, block, end, &mut work);
        while let Some(block) = work.pop() {
            if self.visited[block.index()] == Some(v) {
                continue;
            }
            self.visited[block.index()] = Some(v);
            let end = self.before(block, self.values.items[block.index()].len()) + 2;
            self.reach_back(v, block, end, &mut work);
        }
    }

    /// Makes a variable alive in a block up to a position; if it comes from outside, its predecessors are next.
    fn reach_back(&mut self, v: VarId, block: BlockId, end: u32, work: &mut Vec<BlockId>) {
        let start = self.starts[block.index()];
        let from = match self.values.definitions[v.index()] {
            Definition::Item(defining, at) if defining == block => self.before(block, at) + 1,
            Definition::Param(defining, _) if defining == block => start,
            _ => {
                work.extend(&self.predecessors[block.index()]);
                start
            }
        };
        self.ranges[v.index()].push((from, end));
    }
}
