//! Constant branches, empty blocks and chains of blocks.

use rpython_base::EntityId;
use rpython_host::Obj;

use super::{bindings, inherit_names, substitute, substitute_link};
use crate::graph::{Block, BlockId, FunctionGraph, Link, Operand, Terminator};

/// Branches whose condition is known, or whose ways lead to the same place, become jumps.
pub(super) fn fold_branches(graph: &mut FunctionGraph) -> bool {
    let mut changed = false;
    for id in graph.reachable() {
        let end = &mut graph.blocks[id].end;
        let Terminator::Branch { cond, if_true, if_false } = end else { continue };
        let link = match *cond {
            Operand::Const(Obj::TRUE) => if_true.clone(),
            Operand::Const(Obj::FALSE) => if_false.clone(),
            _ if if_true == if_false => if_true.clone(),
            _ => continue,
        };
        *end = Terminator::Goto(link);
        changed = true;
    }
    changed
}

/// Links to blocks that only jump on go to where those jump.
pub(super) fn skip_empty(graph: &mut FunctionGraph) -> bool {
    let mut changed = false;
    for id in graph.reachable() {
        let mut end = std::mem::replace(&mut graph.blocks[id].end, Terminator::Unreachable);
        for link in end.links_mut() {
            // Empty blocks could jump in a circle: follow so many and no more.
            for _ in 0..64 {
                let Some(next) = behind_empty(graph, id, link) else { break };
                *link = next;
                changed = true;
            }
        }
        graph.blocks[id].end = end;
    }
    changed
}

fn behind_empty(graph: &mut FunctionGraph, from: BlockId, link: &Link) -> Option<Link> {
    if link.target == from {
        return None;
    }
    let block = &graph.blocks[link.target];
    if !block.ops.is_empty() {
        return None;
    }
    let Terminator::Goto(next) = &block.end else { return None };
    if next.target == link.target {
        return None;
    }
    let next = next.clone();
    let map = bindings(graph, link);
    inherit_names(graph, link);
    Some(substitute_link(&map, &next))
}

/// A block that is entered from one place only, by a jump, is appended there.
pub(super) fn join_chains(graph: &mut FunctionGraph) -> bool {
    let counts = graph.entry_counts();
    let mut changed = false;
    for id in graph.reachable() {
        while let Terminator::Goto(link) = &graph.blocks[id].end {
            if link.target == id || counts[link.target.index()] != 1 {
                break;
            }
            let link = link.clone();
            append(graph, id, &link);
            changed = true;
        }
    }
    changed
}

fn append(graph: &mut FunctionGraph, id: BlockId, link: &Link) {
    let map = bindings(graph, link);
    inherit_names(graph, link);
    let mut tail = std::mem::replace(&mut graph.blocks[link.target], Block::new(Vec::new()));
    if !map.is_empty() {
        tail.replace_uses(|operand| substitute(&map, operand));
    }
    let block = &mut graph.blocks[id];
    block.ops.append(&mut tail.ops);
    block.end = tail.end;
    block.end_span = tail.end_span;
}
