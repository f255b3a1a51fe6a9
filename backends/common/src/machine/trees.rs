//! Which ops stand in the place of the one use of their result, so that it needs no local.
//!
//! Code for a block consists of trees: an op that has an effect, or whose result is kept in a local, with the
//! ops that compute its operands below it. An op moves down to its use only past what cannot tell the difference.

use rpython_base::EntityId;
use rpython_lowlevel::{Effect, Terminator};

use super::{Machine, Use, Values};

/// Ops below one another in a tree, at most: code is made recursively.
const DEPTH: u32 = 60;

/// For each block and item, where its code stands.
#[derive(Debug)]
pub struct Trees {
    /// By block: by item, the item at the root of the tree it is in (the number of items for the block's end).
    pub roots: Vec<Vec<usize>>,
    /// By variable: whether it is computed where it is used.
    pub inlined: Vec<bool>,
}

impl Trees {
    /// The trees of a graph.
    pub fn new<M: Machine>(values: &Values<M>) -> Trees {
        let mut trees = Trees {
            roots: vec![Vec::new(); values.graph.blocks.len()],
            inlined: vec![false; values.graph.vars.len()],
        };
        for &id in &values.order {
            let items = &values.items[id.index()];
            let end = items.len();
            let mut roots: Vec<usize> = (0..end).collect();
            let mut depths = vec![0; end];
            let jumps = matches!(values.graph.blocks[id].end, Terminator::Goto(_));
            for at in (0..end).rev() {
                let item = &items[at];
                let result = item.op.result;
                if !values.is_live(item)
                    || values.form(result).is_none()
                    || !M::is_expression(&values.graph.vars, item.op)
                {
                    continue;
                }
                let (root, depth, conditional) = match values.uses[result.index()] {
                    Use::Item(block, user) if block == id => (roots[user], depths[user], false),
                    Use::End(block) if block == id => (end, 0, false),
                    Use::Link(block) if block == id => (end, 0, !jumps),
                    _ => continue,
                };
                let mut between = (at + 1..root).filter(|&i| values.is_live(&items[i]));
                let movable = match item.op.code.info().effect {
                    Effect::Pure => true,
                    Effect::Reads => !between.any(|i| items[i].op.code.info().effect > Effect::Reads),
                    Effect::Allocates | Effect::Writes | Effect::Calls => {
                        !conditional && !between.any(|i| items[i].op.code.info().effect > Effect::Pure)
                    }
                };
                if movable && depth < DEPTH {
                    roots[at] = root;
                    depths[at] = depth + 1;
                    trees.inlined[result.index()] = true;
                }
            }
            trees.roots[id.index()] = roots;
        }
        trees
    }
}
