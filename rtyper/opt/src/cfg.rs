//! The shape of a graph: order, predecessors, dominators, loops.

use rpython_base::EntityId;
use rpython_lowlevel::{BlockId, Graph};

const NONE: u32 = u32::MAX;

/// Blocks in reverse postorder with their predecessors.
#[derive(Debug)]
pub(crate) struct Cfg {
    /// Reachable blocks in reverse postorder.
    pub order: Vec<BlockId>,
    /// Position of each block in `order`; `u32::MAX` for unreachable ones.
    number: Vec<u32>,
    /// For each position, the positions of the blocks with a link to it, one for each link.
    preds: Vec<Vec<u32>>,
}

impl Cfg {
    pub fn new(graph: &Graph) -> Cfg {
        let order = graph.reverse_postorder();
        let mut number = vec![NONE; graph.blocks.len()];
        for (i, block) in order.iter().enumerate() {
            number[block.index()] = i as u32;
        }
        let mut preds = vec![Vec::new(); order.len()];
        for (i, &block) in order.iter().enumerate() {
            for link in graph.blocks[block].end.links() {
                preds[number[link.target.index()] as usize].push(i as u32);
            }
        }
        Cfg { order, number, preds }
    }

    /// The position of a reachable block.
    pub fn position(&self, block: BlockId) -> usize {
        self.number[block.index()] as usize
    }

    /// Positions of the predecessors of the block at this position, one for each link.
    pub fn preds(&self, position: usize) -> &[u32] {
        &self.preds[position]
    }

    /// The dominator tree.
    pub fn dominators(&self) -> Dominators {
        Dominators::new(self.immediate_dominators())
    }

    /// The immediate dominator of each position; the start's is itself. By intersection of the
    /// predecessors' paths to the start, repeated until nothing changes (twice, where loops have one entry).
    pub fn immediate_dominators(&self) -> Vec<u32> {
        let n = self.order.len();
        let mut idom = vec![NONE; n];
        idom[0] = 0;
        let mut changed = true;
        while changed {
            changed = false;
            for at in 1..n {
                let known = self.preds[at].iter().copied().filter(|&p| idom[p as usize] != NONE);
                let new = known.reduce(|a, b| meet(&idom, a, b)).expect("a processed predecessor");
                changed |= std::mem::replace(&mut idom[at], new) != new;
            }
        }
        idom
    }
}

fn meet(idom: &[u32], mut a: u32, mut b: u32) -> u32 {
    while a != b {
        while a > b {
            a = idom[a as usize];
        }
        while b > a {
            b = idom[b as usize];
        }
    }
    a
}

/// The dominator tree over positions of a [`Cfg`].
#[derive(Debug)]
pub(crate) struct Dominators {
    children: Vec<Vec<u32>>,
    enter: Vec<u32>,
    leave: Vec<u32>,
}

/// A step of a walk over the dominator tree.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Visit {
    Enter(usize),
    Leave,
}

impl Dominators {
    fn new(idom: Vec<u32>) -> Dominators {
        let mut children = vec![Vec::new(); idom.len()];
        for (at, &parent) in idom.iter().enumerate().skip(1) {
            children[parent as usize].push(at as u32);
        }
        let (mut enter, mut leave) = (vec![0; idom.len()], vec![0; idom.len()]);
        let mut clock = 0;
        let mut stack = vec![(0u32, 0usize)];
        while let Some((at, next)) = stack.pop() {
            if next == 0 {
                enter[at as usize] = clock;
                clock += 1;
            }
            match children[at as usize].get(next) {
                Some(&child) => {
                    stack.push((at, next + 1));
                    stack.push((child, 0));
                }
                None => leave[at as usize] = clock,
            }
        }
        Dominators { children, enter, leave }
    }

    /// Whether every path to `b` leads through `a` (reflexive).
    pub fn dominates(&self, a: usize, b: usize) -> bool {
        self.enter[a] <= self.enter[b] && self.enter[b] < self.leave[a]
    }

    /// The walk from the start: each position is entered, then its children are visited, then it is left.
    pub fn walk(&self) -> Vec<Visit> {
        let mut visits = Vec::with_capacity(self.children.len() * 2);
        let mut stack = vec![Visit::Enter(0)];
        while let Some(visit) = stack.pop() {
            visits.push(visit);
            if let Visit::Enter(at) = visit {
                stack.push(Visit::Leave);
                stack.extend(self.children[at].iter().rev().map(|&c| Visit::Enter(c as usize)));
            }
        }
        visits
    }
}

/// The loops of a graph whose loops have one entry each; other cycles are found as far as their back edges
/// lead to a block that dominates them.
#[derive(Debug)]
pub(crate) struct Loops {
    /// For each position that heads a loop, the positions in it, the header first; empty for others.
    pub members: Vec<Vec<u32>>,
    /// Positions that are entered by a retreating edge but do not dominate its source.
    pub irregular: Vec<bool>,
}

impl Loops {
    pub fn new(cfg: &Cfg, dominators: &Dominators) -> Loops {
        let n = cfg.order.len();
        let (mut members, mut irregular) = (vec![Vec::new(); n], vec![false; n]);
        let mut seen = vec![NONE; n];
        for at in 0..n {
            let backs: Vec<u32> = cfg.preds(at).iter().copied().filter(|&p| p as usize >= at).collect();
            if backs.iter().any(|&p| !dominators.dominates(at, p as usize)) {
                irregular[at] = true;
                continue;
            }
            if backs.is_empty() {
                continue;
            }
            seen[at] = at as u32;
            let mut all = vec![at as u32];
            let mut work = backs;
            while let Some(p) = work.pop() {
                if std::mem::replace(&mut seen[p as usize], at as u32) != at as u32 {
                    all.push(p);
                    work.extend(cfg.preds(p as usize));
                }
            }
            members[at] = all;
        }
        Loops { members, irregular }
    }

    /// Whether the block at this position is entered by a retreating edge.
    pub fn is_header(&self, at: usize) -> bool {
        !self.members[at].is_empty() || self.irregular[at]
    }
}
