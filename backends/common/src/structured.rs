//! Structured control flow: nested scopes and loops that a graph's jumps leave or repeat.
//!
//! The tree of dominators is the skeleton (Ramsey, "Beyond Relooper", ICFP 2022). A block that several jumps
//! lead forward to follows a scope in its dominator's code, and those jumps leave that scope; any other block
//! stands in place of the one jump to it; a block that is jumped back to starts a loop. Of scopes that
//! end at blocks with one dominator the outermost ends at the last of them.
//!
//! The graph must be reducible: see [`make_reducible`](crate::reducible::make_reducible).

use rpython_base::EntityId;
use rpython_lowlevel::{BlockId, Graph, Terminator};

use crate::dominators::Dominators;

/// A piece of structured code. No piece is left by falling off its end: each block ends with a jump, in
/// place or not, or does not go on at all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Node {
    /// A scope. A jump to `target` inside leaves it; `target`'s code follows it.
    Scope {
        /// What follows.
        target: BlockId,
        /// The content.
        body: Vec<Node>,
    },
    /// A loop. A jump to `header` inside starts it again.
    Loop {
        /// The block that it starts with.
        header: BlockId,
        /// The content.
        body: Vec<Node>,
    },
    /// The code of a block.
    Block {
        /// Which.
        block: BlockId,
        /// One for each link, in the order of [`Terminator::links`].
        exits: Vec<Exit>,
    },
}

/// Where a link leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Exit {
    /// Out of the innermost scope with this target, or back to the start of this header's loop, whichever
    /// is nearer.
    Jump(BlockId),
    /// The target's code stands here.
    Inline(Vec<Node>),
}

struct Maker<'a> {
    graph: &'a Graph,
    dominators: Dominators,
    /// Blocks that follow a scope in their dominator's code, by block.
    merges: Vec<bool>,
    headers: Vec<bool>,
    /// The merges that a block dominates directly, in reverse postorder.
    children: Vec<Vec<BlockId>>,
}

/// The structured form of a reducible graph.
pub fn structured(graph: &Graph) -> Vec<Node> {
    let dominators = Dominators::new(graph);
    let count = graph.blocks.len();
    let mut maker = Maker {
        graph,
        dominators,
        merges: vec![false; count],
        headers: vec![false; count],
        children: vec![Vec::new(); count],
    };
    maker.classify();
    let mut body = Vec::new();
    maker.tree(graph.start, &mut body);
    body
}

impl Maker<'_> {
    fn classify(&mut self) {
        let mut forward = vec![0u32; self.graph.blocks.len()];
        for &source in &self.dominators.order {
            let end = &self.graph.blocks[source].end;
            for link in end.links() {
                let target = link.target;
                if self.is_back(source, target) {
                    debug_assert!(self.dominators.dominates(target, source), "the graph is reducible");
                    self.headers[target.index()] = true;
                } else {
                    // Code in place of a jump has no room in a switch.
                    forward[target.index()] += if matches!(end, Terminator::Switch { .. }) { 2 } else { 1 };
                }
            }
        }
        for i in 1..self.dominators.order.len() {
            let block = self.dominators.order[i];
            if forward[block.index()] > 1
                && let Some(parent) = self.dominators.parent(block)
            {
                self.merges[block.index()] = true;
                self.children[parent.index()].push(block);
            }
        }
    }

    fn is_back(&self, source: BlockId, target: BlockId) -> bool {
        self.dominators.position(target) <= self.dominators.position(source)
    }

    /// The code of a block and of all that it dominates.
    fn tree(&self, block: BlockId, out: &mut Vec<Node>) {
        let children = &self.children[block.index()];
        if self.headers[block.index()] {
            let mut body = Vec::new();
            self.within(block, children, &mut body);
            out.push(Node::Loop { header: block, body });
        } else {
            self.within(block, children, out);
        }
    }

    /// The code of a block inside the scopes that end at `merges`.
    fn within(&self, block: BlockId, merges: &[BlockId], out: &mut Vec<Node>) {
        if let Some((&last, others)) = merges.split_last() {
            let mut body = Vec::new();
            self.within(block, others, &mut body);
            out.push(Node::Scope { target: last, body });
            self.tree(last, out);
            return;
        }
        let links = self.graph.blocks[block].end.links();
        let exits = links.iter().map(|link| self.exit(block, link.target)).collect();
        out.push(Node::Block { block, exits });
    }

    fn exit(&self, source: BlockId, target: BlockId) -> Exit {
        if self.is_back(source, target) || self.merges[target.index()] {
            return Exit::Jump(target);
        }
        let mut body = Vec::new();
        self.tree(target, &mut body);
        Exit::Inline(body)
    }
}
