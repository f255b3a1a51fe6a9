//! Making graphs small: empty and chained blocks, constant branches, exception matching, dead values.

mod blocks;
mod constants;
mod dead;
mod exceptions;
mod params;
mod threading;

use rpython_base::FastMap;
use rpython_host::Host;

use crate::graph::{FunctionGraph, Link, Operand, VarId};

/// Simplifies a graph. What it computes and raises stays the same.
pub fn simplify(host: &mut Host, graph: &mut FunctionGraph) {
    // Each pass can make work for the others; a few rounds suffice for what programs contain.
    for _ in 0..8 {
        let mut changed = constants::fold_ops(host, graph);
        changed |= blocks::fold_branches(graph);
        changed |= blocks::skip_empty(graph);
        changed |= exceptions::merge_matching(host, graph);
        changed |= exceptions::drop_cases(host, graph);
        changed |= blocks::join_chains(graph);
        changed |= threading::thread_jumps(host, graph);
        changed |= params::unify(graph);
        changed |= dead::remove(graph);
        if !changed {
            break;
        }
    }
    exceptions::select_item_ops(host, graph);
    graph.compact();
}

/// What the parameters of a link's target stand for.
fn bindings(graph: &FunctionGraph, link: &Link) -> FastMap<VarId, Operand> {
    graph.blocks[link.target].params.iter().copied().zip(link.args.iter().copied()).collect()
}

fn substitute(map: &FastMap<VarId, Operand>, operand: Operand) -> Operand {
    match operand {
        Operand::Var(var) => map.get(&var).copied().unwrap_or(operand),
        Operand::Const(_) => operand,
    }
}

/// A link of a block in terms of the values that the block's parameters stand for.
fn substitute_link(map: &FastMap<VarId, Operand>, link: &Link) -> Link {
    Link { target: link.target, args: link.args.iter().map(|&arg| substitute(map, arg)).collect() }
}

/// A variable that stands for a parameter gets its name, if it has none.
fn inherit_names(graph: &mut FunctionGraph, link: &Link) {
    for (index, arg) in link.args.iter().enumerate() {
        let param = graph.blocks[link.target].params[index];
        if let (Some(var), Some(name)) = (arg.as_var(), graph.vars[param].name) {
            graph.vars[var].name.get_or_insert(name);
        }
    }
}
