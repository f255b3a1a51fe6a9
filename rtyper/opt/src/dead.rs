//! Drops what nothing uses: ops without effect, parameters and what is passed for them.

use rpython_base::EntityId;
use rpython_lltype::{ContainerId, FuncId};
use rpython_lowlevel::{Effect, Graph, Imm, Op, OpCode, Operand, Terminator, VarId};

/// What may be dropped besides what the op table says.
#[derive(Debug, Default)]
pub(crate) struct Droppable {
    /// Functions without effect that return normally, by index.
    pub calls: Vec<bool>,
    /// Types whose objects do something when they die.
    pub finalized: Vec<ContainerId>,
}

impl Droppable {
    /// Whether the op only computes its result.
    pub fn op(&self, op: &Op) -> bool {
        let info = op.code.info();
        match info.effect {
            Effect::Pure => !info.can_raise,
            Effect::Reads => true,
            // Running out of memory is not an effect, a finalizer is.
            Effect::Allocates => {
                !matches!(op.imm, Imm::Malloc(ty, flavor) if !flavor.gc || self.finalized.contains(&ty))
            }
            Effect::Writes => match op.code {
                OpCode::keepalive => matches!(op.args[0], Operand::Const(_)),
                OpCode::debug_assert => {
                    matches!(op.args[0].as_const(), Some(rpython_lltype::Value::Bool(true)))
                }
                _ => false,
            },
            Effect::Calls => {
                op.code == OpCode::direct_call && op.args[0].as_func().is_some_and(|f| self.call(f))
            }
        }
    }

    fn call(&self, func: FuncId) -> bool {
        self.calls.get(func.index()) == Some(&true)
    }
}

/// Drops all that is dead, in an open or closed graph. Returns whether anything was.
pub(crate) fn remove_dead(graph: &mut Graph, droppable: &Droppable) -> bool {
    let order = graph.reverse_postorder();
    let live = live(graph, droppable);
    let mut changed = false;
    let keep: Vec<Option<Vec<bool>>> = graph
        .blocks
        .iter()
        .map(|(id, block)| {
            let keep: Vec<bool> = block.params.iter().map(|v| live[v.index()] || id == graph.start).collect();
            keep.contains(&false).then_some(keep)
        })
        .collect();
    for id in order {
        let block = &mut graph.blocks[id];
        if let Some(keep) = &keep[id.index()] {
            let mut kept = keep.iter();
            block.params.retain(|_| *kept.next().expect("one for each"));
            changed = true;
        }
        for link in block.end.links_mut() {
            if let Some(keep) = &keep[link.target.index()] {
                let mut kept = keep.iter();
                link.args.retain(|_| *kept.next().expect("one for each"));
            }
        }
        let count = block.ops.len();
        let last = block.ops.last().map(|op| op.result);
        block.ops.retain(|op| live[op.result.index()] || !droppable.op(op));
        changed |= block.ops.len() != count;
        if let Terminator::Catch { normal, .. } = &block.end
            && block.ops.last().map(|op| op.result) != last
        {
            block.end = Terminator::Goto(normal.clone());
        }
    }
    changed
}

/// Which variables something that matters depends on.
fn live(graph: &Graph, droppable: &Droppable) -> Vec<bool> {
    // Where each variable is defined: by an op of a block, or as a parameter with this index.
    #[derive(Clone, Copy)]
    enum Def {
        None,
        Op(u32, u32),
        Param(u32, u32),
    }
    let order = graph.reverse_postorder();
    let mut def = vec![Def::None; graph.vars.len()];
    let mut number = vec![0u32; graph.blocks.len()];
    for (at, &id) in order.iter().enumerate() {
        number[id.index()] = at as u32;
        let block = &graph.blocks[id];
        for (i, v) in block.params.iter().enumerate() {
            def[v.index()] = Def::Param(at as u32, i as u32);
        }
        for (i, op) in block.ops.iter().enumerate() {
            def[op.result.index()] = Def::Op(at as u32, i as u32);
        }
    }
    let mut entries: Vec<Vec<&[Operand]>> = vec![Vec::new(); order.len()];
    let mut live = vec![false; graph.vars.len()];
    let mut work: Vec<VarId> = Vec::new();
    for &id in &order {
        let block = &graph.blocks[id];
        for link in block.end.links() {
            entries[number[link.target.index()] as usize].push(&link.args);
        }
        let roots = block.ops.iter().filter(|op| !droppable.op(op)).flat_map(|op| &op.args);
        work.extend(roots.chain(block.end.operands()).filter_map(Operand::as_var));
    }
    while let Some(v) = work.pop() {
        if std::mem::replace(&mut live[v.index()], true) {
            continue;
        }
        match def[v.index()] {
            Def::None => {}
            Def::Op(at, i) => {
                let op = &graph.blocks[order[at as usize]].ops[i as usize];
                work.extend(op.args.iter().filter_map(Operand::as_var));
            }
            Def::Param(at, i) => {
                work.extend(entries[at as usize].iter().filter_map(|args| args[i as usize].as_var()));
            }
        }
    }
    live
}

/// How many ops and how many allocations a graph has, for statistics.
pub(crate) fn count(graph: &Graph) -> (usize, usize, usize) {
    let order = graph.reverse_postorder();
    let ops: usize = order.iter().map(|&b| graph.blocks[b].ops.len()).sum();
    let all = order.iter().flat_map(|&b| &graph.blocks[b].ops);
    let mallocs = all.filter(|op| matches!(op.code, OpCode::malloc | OpCode::malloc_varsize)).count();
    (order.len(), ops, mallocs)
}
