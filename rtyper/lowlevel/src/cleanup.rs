//! What every pass needs to change graphs: dropping garbage, substituting, splitting, copying.

use rpython_base::{Arena, EntityId, FastMap};

use crate::{Block, BlockId, Graph, Link, Op, Operand, Terminator, Var, VarId};

/// Drops blocks that cannot be reached and variables that nothing defines, and renumbers both in
/// the order of execution. Ids held by others become invalid.
pub fn compact(graph: &mut Graph) {
    let mut copy = Graph { vars: Arena::new(), blocks: Arena::new(), start: graph.start };
    let map = copy_into(&mut copy, graph);
    copy.start = map.blocks[&graph.start];
    *graph = copy;
}

/// Where the parts of a copied graph went.
#[derive(Debug, Default)]
pub struct CopyMap {
    /// The copy of each reachable block.
    pub blocks: FastMap<BlockId, BlockId>,
    /// The copy of each variable defined in one.
    pub vars: FastMap<VarId, VarId>,
}

/// Copies all reachable blocks of `source` into `target` under new ids. Nothing leads to the copies
/// yet, and `Return` and `Raise` are copied as they are: the inliner rewrites both.
pub fn copy_into(target: &mut Graph, source: &Graph) -> CopyMap {
    let mut map = CopyMap::default();
    let order = source.reverse_postorder();
    for &block in &order {
        let copy = target.blocks.push(Block { params: vec![], ops: vec![], end: Terminator::Unreachable });
        map.blocks.insert(block, copy);
        for v in defined(&source.blocks[block]) {
            let copy = target.vars.push(source.vars[v]);
            map.vars.insert(v, copy);
        }
    }
    for &block in &order {
        let mut copy = source.blocks[block].clone();
        rename_definitions(&mut copy, |v| map.vars[&v]);
        rewrite_operands(&mut copy, |operand| {
            if let Operand::Var(v) = operand {
                *v = map.vars[v];
            }
        });
        for link in copy.end.links_mut() {
            link.target = map.blocks[&link.target];
        }
        target.blocks[map.blocks[&block]] = copy;
    }
    map
}

/// The variables a block defines: parameters, results, caught exceptions.
pub fn defined(block: &Block) -> Vec<VarId> {
    let mut all = block.params.clone();
    all.extend(block.ops.iter().map(|op| op.result));
    if let Terminator::Catch { cases, .. } = &block.end {
        all.extend(cases.iter().flat_map(|case| [case.etype, case.evalue]));
    }
    all
}

/// Renames what a block defines, but not the uses.
pub fn rename_definitions(block: &mut Block, mut rename: impl FnMut(VarId) -> VarId) {
    for v in block.params.iter_mut().chain(block.ops.iter_mut().map(|op| &mut op.result)) {
        *v = rename(*v);
    }
    if let Terminator::Catch { cases, .. } = &mut block.end {
        for case in cases {
            case.etype = rename(case.etype);
            case.evalue = rename(case.evalue);
        }
    }
}

/// Visits every operand of a block: of its ops, its terminator and its links.
pub fn rewrite_operands(block: &mut Block, mut rewrite: impl FnMut(&mut Operand)) {
    for op in &mut block.ops {
        op.args.iter_mut().for_each(&mut rewrite);
    }
    rewrite_end(&mut block.end, rewrite);
}

/// Visits every operand of a terminator and its links.
pub fn rewrite_end(end: &mut Terminator, mut rewrite: impl FnMut(&mut Operand)) {
    end.operands_mut().into_iter().for_each(&mut rewrite);
    for link in end.links_mut() {
        link.args.iter_mut().for_each(&mut rewrite);
    }
}

/// Puts operands in the place of variables in one block. Replacements are not looked up again.
pub fn substitute(block: &mut Block, map: &FastMap<VarId, Operand>) {
    if map.is_empty() {
        return;
    }
    rewrite_operands(block, |operand| {
        if let Operand::Var(v) = operand
            && let Some(replacement) = map.get(v)
        {
            *operand = replacement.clone();
        }
    });
}

/// The variables that the ops from `from` on and the terminator use without defining them: what is
/// live before op `from`, in order of first use.
pub fn live_before(graph: &Graph, block: BlockId, from: usize) -> Vec<VarId> {
    live_in(&graph.blocks[block].ops[from..], &graph.blocks[block].end)
}

fn live_in(ops: &[Op], end: &Terminator) -> Vec<VarId> {
    let mut own: Vec<VarId> = ops.iter().map(|op| op.result).collect();
    if let Terminator::Catch { cases, .. } = end {
        own.extend(cases.iter().flat_map(|case| [case.etype, case.evalue]));
    }
    let own: rpython_base::FastSet<VarId> = own.into_iter().collect();
    let mut seen = rpython_base::FastSet::default();
    let links = end.links();
    let operands = ops.iter().flat_map(|op| &op.args).chain(end.operands());
    operands
        .chain(links.iter().flat_map(|link| &link.args))
        .filter_map(Operand::as_var)
        .filter(|v| !own.contains(v) && seen.insert(*v))
        .collect()
}

/// Splits a block before op `at`: its later ops and its terminator move to a new block. Returns the
/// new block and what must be passed to it; the old block is left `Unreachable`, for the caller to end.
/// The new block's parameters are fresh variables.
pub fn split_block(graph: &mut Graph, block: BlockId, at: usize) -> (BlockId, Vec<VarId>) {
    let tail = graph.blocks[block].ops.split_off(at);
    let end = std::mem::replace(&mut graph.blocks[block].end, Terminator::Unreachable);
    let live = live_in(&tail, &end);
    let mut params = Vec::with_capacity(live.len());
    let mut map = FastMap::default();
    for &v in &live {
        let Var { ty, name } = graph.vars[v];
        let param = graph.vars.push(Var { ty, name });
        params.push(param);
        map.insert(v, Operand::Var(param));
    }
    let mut rest = Block { params, ops: tail, end };
    substitute(&mut rest, &map);
    (graph.blocks.push(rest), live)
}

/// How many links lead to each block from reachable blocks; the start counts one more.
pub fn predecessor_counts(graph: &Graph) -> Vec<u32> {
    let mut counts = vec![0; graph.blocks.len()];
    counts[graph.start.index()] = 1;
    for block in graph.reverse_postorder() {
        for link in graph.blocks[block].end.links() {
            counts[link.target.index()] += 1;
        }
    }
    counts
}

/// Appends each block to its only predecessor where that just jumps to it. Returns whether anything changed.
pub fn join_blocks(graph: &mut Graph) -> bool {
    let mut counts = predecessor_counts(graph);
    let mut changed = false;
    for block in graph.reverse_postorder() {
        // A block joined to an earlier one has lost its content.
        while let Terminator::Goto(Link { target, .. }) = graph.blocks[block].end {
            if counts[target.index()] != 1 || target == block {
                break;
            }
            join(graph, block, target);
            counts[target.index()] = 0;
            changed = true;
        }
    }
    changed
}

fn join(graph: &mut Graph, block: BlockId, target: BlockId) {
    let hole = Block { params: vec![], ops: vec![], end: Terminator::Unreachable };
    let mut moved = std::mem::replace(&mut graph.blocks[target], hole);
    let Terminator::Goto(link) = std::mem::replace(&mut graph.blocks[block].end, Terminator::Unreachable)
    else {
        unreachable!("join follows a goto");
    };
    let map = moved.params.iter().copied().zip(link.args).collect();
    substitute(&mut moved, &map);
    graph.blocks[block].ops.append(&mut moved.ops);
    graph.blocks[block].end = moved.end;
}
