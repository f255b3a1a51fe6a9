//! Blocks off the common path: those that report errors, and those that lead only there.

use rpython_base::EntityId;
use rpython_lowlevel::{Block, BlockId, Graph, Op, OpCode, Program, Terminator};

/// For each block, whether it is cold: it raises or passes on an exception, ends the program, or all its
/// successors or all its predecessors are cold.
pub fn cold_blocks(program: &Program, graph: &Graph) -> Vec<bool> {
    let mut cold = vec![false; graph.blocks.len()];
    let order = graph.reverse_postorder();
    for &id in &order {
        cold[id.index()] |= is_seed(program, &graph.blocks[id]);
        if let Some(slow) = slow_allocation(program, graph, &graph.blocks[id]) {
            cold[slow.index()] = true;
        }
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

/// Where a block goes that allocates in the nursery and finds it full.
fn slow_allocation(program: &Program, graph: &Graph, block: &Block) -> Option<BlockId> {
    let Terminator::Branch { cond, if_false, .. } = &block.end else { return None };
    let test = block.ops.iter().rfind(|op| Some(op.result) == cond.as_var())?;
    let allocates = |op: &Op| {
        op.code == OpCode::direct_call
            && ["gc_malloc_fixed", "gc_malloc_varsize"].iter().any(|root| is_called(program, root, op))
    };
    let slow = graph.blocks[if_false.target].ops.iter().any(allocates);
    (test.code == OpCode::adr_le && slow).then_some(if_false.target)
}

/// Whether this calls the root with this purpose.
fn is_called(program: &Program, purpose: &str, op: &Op) -> bool {
    op.args[0].as_func().is_some_and(|f| program.root(purpose) == Some(f))
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
    let rare = |op: &Op| {
        let attrs = op.args.first().and_then(|f| f.as_func()).map(|f| &program.funcs[f].attrs);
        op.code == OpCode::direct_call && attrs.is_some_and(|a| a.never_returns || a.rarely_called)
    };
    matches!(block.end, Terminator::Unreachable) || block.ops.iter().any(|op| fails(op.code) || rare(op))
}
