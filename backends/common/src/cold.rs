//! Blocks off the common path: those that report errors, and those that lead only there.

use rpython_base::EntityId;
use rpython_lowlevel::{Block, Graph, OpCode, Program, Terminator};

/// For each block, whether it is cold: it raises or passes on an exception, ends the program, or all its
/// successors or all its predecessors are cold.
pub fn cold_blocks(program: &Program, graph: &Graph) -> Vec<bool> {
    let mut cold = vec![false; graph.blocks.len()];
    let order = graph.reverse_postorder();
    for &id in &order {
        cold[id.index()] = is_seed(program, &graph.blocks[id]);
    }
    for &id in order.iter().rev() {
        let links = graph.blocks[id].end.links();
        if !links.is_empty() && links.iter().all(|link| cold[link.target.index()]) {
            cold[id.index()] = true;
        }
    }
    // A function that can only fail has no common path.
    if cold[graph.start.index()] {
        return vec![false; graph.blocks.len()];
    }
    let mut warm_entry = vec![false; graph.blocks.len()];
    warm_entry[graph.start.index()] = true;
    for &id in &order {
        if !warm_entry[id.index()] {
            cold[id.index()] = true;
        }
        if !cold[id.index()] {
            for link in graph.blocks[id].end.links() {
                warm_entry[link.target.index()] = true;
            }
        }
    }
    cold
}

fn is_seed(program: &Program, block: &Block) -> bool {
    let fails = |code: OpCode| {
        matches!(
            code,
            OpCode::debug_traceback_raise
                | OpCode::debug_traceback_pass
                | OpCode::debug_traceback_reraise
                | OpCode::debug_fatalerror
                | OpCode::debug_check_failed
        )
    };
    let never_returns = |op: &rpython_lowlevel::Op| {
        op.code == OpCode::direct_call
            && op.args[0].as_func().is_some_and(|f| program.funcs[f].attrs.never_returns)
    };
    matches!(block.end, Terminator::Unreachable)
        || block.ops.iter().any(|op| fails(op.code) || never_returns(op))
}
