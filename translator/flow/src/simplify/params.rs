//! Parameters that always get the same constant, or the same values as another parameter.

use rpython_base::{EntityId, FastMap};

use super::substitute;
use crate::graph::{BlockId, FunctionGraph, Operand, VarId};

/// Replaces such parameters by the constant, or by the other parameter.
pub(super) fn unify(graph: &mut FunctionGraph) -> bool {
    let order = graph.reachable();
    let mut entries: Vec<Vec<Vec<Operand>>> = vec![Vec::new(); graph.blocks.len()];
    for &id in &order {
        for link in graph.blocks[id].end.links() {
            if !link.args.is_empty() {
                entries[link.target.index()].push(link.args.clone());
            }
        }
    }
    let mut changed = false;
    for id in order {
        if id != graph.start && !graph.blocks[id].params.is_empty() {
            changed |= unify_block(graph, id, &entries[id.index()]);
        }
    }
    changed
}

fn unify_block(graph: &mut FunctionGraph, id: BlockId, entries: &[Vec<Operand>]) -> bool {
    let params = graph.blocks[id].params.clone();
    let mut map: FastMap<VarId, Operand> = FastMap::default();
    // Columns of arguments that were seen, by their first argument.
    for (index, &param) in params.iter().enumerate() {
        let Some(first) = entries.first().map(|args| args[index]) else { return false };
        let constant = first.as_const().is_some() && entries.iter().all(|args| args[index] == first);
        if constant {
            map.insert(param, first);
            continue;
        }
        let twin = (0..index).find(|&other| {
            !map.contains_key(&params[other]) && entries.iter().all(|args| args[other] == args[index])
        });
        if let Some(other) = twin {
            map.insert(param, Operand::Var(params[other]));
        }
    }
    if map.is_empty() {
        return false;
    }
    for (&param, name) in params.iter().zip(params.iter().map(|&p| graph.vars[p].name).collect::<Vec<_>>()) {
        if let (Some(Operand::Var(var)), Some(name)) = (map.get(&param), name) {
            graph.vars[*var].name.get_or_insert(name);
        }
    }
    // The parameters themselves are dead now, and go with the dead values.
    let before = graph.blocks[id].clone();
    graph.blocks[id].replace_uses(|operand| substitute(&map, operand));
    graph.blocks[id] != before
}
