//! How much a function costs its callers when it is inlined.
//!
//! The weight is the number of ops, calls counting more and casts nothing, plus the number that one execution
//! takes in the median, when loops are left with probability 0.3 and other branches are even. Small
//! functions weigh little, and so do larger ones that mostly return early.

use rpython_lowlevel::{Block, BlockId, FuncBody, Function, Graph, Op, OpCode, Terminator};

use crate::cfg::{Cfg, Loops};

/// From this many ops on the paths through a function do not matter.
const LARGE: f64 = 200.0;

/// The weight of a function; infinite for what must not be inlined.
pub(crate) fn weight(function: &Function) -> f64 {
    match &function.body {
        FuncBody::Graph(graph) => graph_weight(graph),
        FuncBody::Pending | FuncBody::External(_) => f64::INFINITY,
    }
}

fn graph_weight(graph: &Graph) -> f64 {
    let cfg = Cfg::new(graph);
    let weights: Vec<f64> = cfg.order.iter().map(|&b| block_weight(&graph.blocks[b])).collect();
    let count: f64 = weights.iter().sum();
    if count >= LARGE {
        return count;
    }
    count + 0.9999 * median_cost(graph, &cfg, &weights)
}

/// The number of ops, for deciding how much a function may grow.
pub(crate) fn static_count(graph: &Graph) -> f64 {
    graph.reverse_postorder().into_iter().map(|b| block_weight(&graph.blocks[b])).sum()
}

fn block_weight(block: &Block) -> f64 {
    let ops: f64 = block.ops.iter().map(op_weight).sum();
    let test = match block.end {
        Terminator::Branch { .. } | Terminator::Switch { .. } | Terminator::Catch { .. } => 1.0,
        Terminator::Goto(_) | Terminator::Return(_) | Terminator::Raise { .. } | Terminator::Unreachable => {
            0.0
        }
    };
    (ops + test).max(0.0)
}

fn op_weight(op: &Op) -> f64 {
    match op.code {
        OpCode::same_as
        | OpCode::cast_pointer
        | OpCode::cast_opaque_ptr
        | OpCode::keepalive
        | OpCode::hint
        | OpCode::jit_force_virtualizable => 0.0,
        OpCode::debug_assert => -1.0,
        OpCode::malloc => 2.0,
        OpCode::direct_call => 2.5 + (op.args.len() / 2) as f64,
        OpCode::indirect_call => 3.0 + (op.args.len() / 2) as f64,
        // The place in the machine stack is the function's own.
        OpCode::stack_current => f64::INFINITY,
        _ => 1.0,
    }
}

/// Solves `cost = weight + sum of probability * cost of the target` by repetition, last blocks first.
fn median_cost(graph: &Graph, cfg: &Cfg, weights: &[f64]) -> f64 {
    let loops = Loops::new(cfg, &cfg.dominators());
    let mut innermost = vec![None; cfg.order.len()];
    for (header, members) in loops.members.iter().enumerate() {
        members.iter().for_each(|&at| innermost[at as usize] = Some(header));
    }
    let ways: Vec<Vec<(usize, f64)>> =
        cfg.order.iter().enumerate().map(|(at, &id)| ways(graph, cfg, &innermost, at, id)).collect();
    let mut cost = weights.to_vec();
    for _ in 0..200 {
        let mut change: f64 = 0.0;
        for at in (0..cost.len()).rev() {
            let next: f64 = ways[at].iter().map(|&(target, probability)| probability * cost[target]).sum();
            let new = weights[at] + next;
            change = change.max((new - cost[at]).abs());
            cost[at] = new;
        }
        if change < 1e-6 {
            return cost[0];
        }
        // A loop without end.
        if cost[0] > 1e9 {
            break;
        }
    }
    cost[0]
}

fn ways(graph: &Graph, cfg: &Cfg, innermost: &[Option<usize>], at: usize, id: BlockId) -> Vec<(usize, f64)> {
    let targets: Vec<usize> =
        graph.blocks[id].end.links().into_iter().map(|link| cfg.position(link.target)).collect();
    let stays = |target: usize| innermost[at].is_some() && innermost[target] == innermost[at];
    let staying = targets.iter().filter(|&&t| stays(t)).count();
    let leaving = targets.len() - staying;
    let probability = |target: usize| match (staying, leaving) {
        (0, n) | (n, 0) => 1.0 / n as f64,
        (staying, _) if stays(target) => 0.7 / staying as f64,
        (_, leaving) => 0.3 / leaving as f64,
    };
    targets.into_iter().map(|target| (target, probability(target))).collect()
}
