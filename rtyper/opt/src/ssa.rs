//! The form in which the passes work.
//!
//! In the low-level program a variable is local to its block, and every block has a parameter for everything
//! that it or a later block needs. That is easy to check and to generate code from, but most
//! questions of an optimizer (is this the same value? what is known about it?) would have to be asked
//! anew behind every link. So passes work on *open* graphs: a variable may be used wherever its definition dominates, and
//! only values that depend on the way taken are parameters. [`open`](crate::propagate::propagate) is constant
//! propagation that also drops every parameter that always holds the same value; [`close`] adds a
//! parameter for each variable that is live into a block.

use rpython_base::EntityId;
use rpython_lowlevel::{BlockId, Graph, Link, Operand, VarId, cleanup::defined};

use crate::cfg::Cfg;

/// Makes variables local to their blocks again.
pub(crate) fn close(graph: &mut Graph) {
    let cfg = Cfg::new(graph);
    let live = live_in(graph, &cfg);
    if live.iter().all(Vec::is_empty) {
        return;
    }
    // The parameter that stands for a variable in the current block, where it is not the variable itself.
    let mut local: Vec<Option<VarId>> = vec![None; graph.vars.len()];
    for (at, &block) in cfg.order.iter().enumerate() {
        for &v in &live[at] {
            let param = graph.vars.push(graph.vars[v]);
            graph.blocks[block].params.push(param);
            local[v.index()] = Some(param);
        }
        let body = &mut graph.blocks[block];
        rpython_lowlevel::cleanup::rewrite_operands(body, |operand| {
            if let Operand::Var(v) = operand
                && let Some(param) = local[v.index()]
            {
                *v = param;
            }
        });
        for link in body.end.links_mut() {
            let passed = live[cfg.position(link.target)].iter();
            link.args.extend(passed.map(|&v| Operand::Var(local[v.index()].unwrap_or(v))));
        }
        live[at].iter().for_each(|v| local[v.index()] = None);
    }
}

/// For each position, the variables of other blocks that it or a later block uses, in order of their ids.
pub(crate) fn live_in(graph: &Graph, cfg: &Cfg) -> Vec<Vec<VarId>> {
    const NONE: u32 = u32::MAX;
    let mut home = vec![NONE; graph.vars.len()];
    for (at, &block) in cfg.order.iter().enumerate() {
        defined(&graph.blocks[block]).iter().for_each(|v| home[v.index()] = at as u32);
    }
    let mut used_in: Vec<Vec<u32>> = vec![Vec::new(); graph.vars.len()];
    for (at, &block) in cfg.order.iter().enumerate() {
        uses(graph, block, |v| {
            let list = &mut used_in[v.index()];
            if home[v.index()] != at as u32 && list.last() != Some(&(at as u32)) {
                list.push(at as u32);
            }
        });
    }
    let mut live = vec![Vec::new(); cfg.order.len()];
    let mut marked = vec![NONE; cfg.order.len()];
    for v in graph.vars.ids() {
        let mut work = std::mem::take(&mut used_in[v.index()]);
        while let Some(at) = work.pop() {
            if at == home[v.index()] || marked[at as usize] == v.index() as u32 {
                continue;
            }
            marked[at as usize] = v.index() as u32;
            live[at as usize].push(v);
            work.extend(cfg.preds(at as usize));
        }
    }
    live
}

/// Visits the variables that a block's ops, terminator and links use.
pub(crate) fn uses(graph: &Graph, block: BlockId, mut visit: impl FnMut(VarId)) {
    let block = &graph.blocks[block];
    let mut operand = |operand: &Operand| {
        if let Operand::Var(v) = operand {
            visit(*v);
        }
    };
    block.ops.iter().flat_map(|op| &op.args).for_each(&mut operand);
    block.end.operands().into_iter().for_each(&mut operand);
    for Link { args, .. } in block.end.links() {
        args.iter().for_each(&mut operand);
    }
}
