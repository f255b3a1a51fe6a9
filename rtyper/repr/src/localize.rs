//! Makes every variable local to its block: what a block uses of earlier blocks becomes a parameter.

use rpython_base::{EntityId, FastMap};
use rpython_lowlevel::{BlockId, Graph, Operand, Terminator, VarId};

/// Adds the parameters and link arguments that a graph with variables used across blocks lacks.
/// Every use must be dominated by its definition.
pub fn localize(graph: &mut Graph) {
    let order = graph.reverse_postorder();
    let mut needs = Needs::of(graph, &order);
    needs.propagate(graph, &order);
    needs.apply(graph, &order);
}

/// For each block: variables defined there, and variables it must be given, in order of first need.
struct Needs {
    defined: Vec<Option<BlockId>>,
    missing: FastMap<BlockId, Vec<VarId>>,
}

impl Needs {
    fn of(graph: &Graph, order: &[BlockId]) -> Needs {
        let mut defined = vec![None; graph.vars.len()];
        for &id in order {
            let block = &graph.blocks[id];
            for v in block.params.iter().copied().chain(block.ops.iter().map(|op| op.result)) {
                defined[v.index()] = Some(id);
            }
            if let Terminator::Catch { cases, .. } = &block.end {
                for case in cases {
                    defined[case.etype.index()] = Some(id);
                    defined[case.evalue.index()] = Some(id);
                }
            }
        }
        let mut needs = Needs { defined, missing: FastMap::default() };
        for &id in order {
            let block = &graph.blocks[id];
            for operand in block.ops.iter().flat_map(|op| &op.args) {
                needs.note(id, operand);
            }
            for operand in block.end.operands() {
                needs.note(id, operand);
            }
            for link in block.end.links() {
                for operand in &link.args {
                    needs.note(id, operand);
                }
            }
        }
        needs
    }

    fn note(&mut self, block: BlockId, operand: &Operand) {
        if let Operand::Var(v) = operand {
            self.need(block, *v);
        }
    }

    fn need(&mut self, block: BlockId, v: VarId) -> bool {
        if self.defined[v.index()] == Some(block) {
            return false;
        }
        let missing = self.missing.entry(block).or_default();
        let new = !missing.contains(&v);
        if new {
            missing.push(v);
        }
        new
    }

    fn propagate(&mut self, graph: &Graph, order: &[BlockId]) {
        let mut changed = true;
        while changed {
            changed = false;
            for &id in order.iter().rev() {
                for link in graph.blocks[id].end.links() {
                    for v in self.missing.get(&link.target).cloned().unwrap_or_default() {
                        changed |= self.need(id, v);
                    }
                }
            }
        }
    }

    fn apply(&self, graph: &mut Graph, order: &[BlockId]) {
        let mut renaming: FastMap<(BlockId, VarId), VarId> = FastMap::default();
        for &id in order {
            for &v in self.missing.get(&id).into_iter().flatten() {
                let var = graph.vars[v];
                let fresh = graph.vars.push(var);
                graph.blocks[id].params.push(fresh);
                renaming.insert((id, v), fresh);
            }
        }
        for &id in order {
            let block = &mut graph.blocks[id];
            for link in block.end.links_mut() {
                for &v in self.missing.get(&link.target).into_iter().flatten() {
                    link.args.push(Operand::Var(v));
                }
            }
            let rename = |operand: &mut Operand| {
                if let Operand::Var(v) = operand
                    && let Some(&fresh) = renaming.get(&(id, *v))
                {
                    *v = fresh;
                }
            };
            block.ops.iter_mut().flat_map(|op| &mut op.args).for_each(rename);
            block.end.operands_mut().into_iter().for_each(rename);
            block.end.links_mut().into_iter().flat_map(|link| &mut link.args).for_each(rename);
        }
    }
}
