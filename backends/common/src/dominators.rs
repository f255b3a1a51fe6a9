//! Dominators: which block every way to another leads through.

use rpython_base::EntityId;
use rpython_lowlevel::{BlockId, Graph};

/// The order of a graph's blocks and who dominates whom.
#[derive(Debug)]
pub struct Dominators {
    /// Reachable blocks in reverse postorder.
    pub order: Vec<BlockId>,
    /// Position in `order`, by block; `u32::MAX` for garbage.
    position: Vec<u32>,
    /// Position of the immediate dominator, by position. The start's is itself.
    parents: Vec<u32>,
}

impl Dominators {
    /// Computes them by iteration over the reverse postorder (Cooper, Harvey, Kennedy, "A simple, fast
    /// dominance algorithm").
    pub fn new(graph: &Graph) -> Dominators {
        let order = graph.reverse_postorder();
        let mut position = vec![u32::MAX; graph.blocks.len()];
        for (i, block) in order.iter().enumerate() {
            position[block.index()] = i as u32;
        }
        let mut predecessors: Vec<Vec<u32>> = vec![Vec::new(); order.len()];
        for (i, &block) in order.iter().enumerate() {
            for link in graph.blocks[block].end.links() {
                predecessors[position[link.target.index()] as usize].push(i as u32);
            }
        }
        let mut parents = vec![u32::MAX; order.len()];
        parents[0] = 0;
        let mut changed = true;
        while changed {
            changed = false;
            for i in 1..order.len() {
                let known = predecessors[i].iter().copied().filter(|&p| parents[p as usize] != u32::MAX);
                let Some(parent) = known.reduce(|a, b| meet(&parents, a, b)) else { continue };
                if parents[i] != parent {
                    parents[i] = parent;
                    changed = true;
                }
            }
        }
        Dominators { order, position, parents }
    }

    /// Where a reachable block stands in the order.
    pub fn position(&self, block: BlockId) -> usize {
        self.position[block.index()] as usize
    }

    /// The immediate dominator; `None` for the start.
    pub fn parent(&self, block: BlockId) -> Option<BlockId> {
        let at = self.position(block);
        (at != 0).then(|| self.order[self.parents[at] as usize])
    }

    /// Whether every way to `b` leads through `a` (reflexive).
    pub fn dominates(&self, a: BlockId, b: BlockId) -> bool {
        let (a, mut at) = (self.position(a) as u32, self.position(b) as u32);
        while at > a {
            at = self.parents[at as usize];
        }
        at == a
    }
}

/// The nearest common dominator. Dominators stand earlier in the order.
fn meet(parents: &[u32], mut a: u32, mut b: u32) -> u32 {
    while a != b {
        if a > b {
            a = parents[a as usize];
        } else {
            b = parents[b as usize];
        }
    }
    a
}
