//! Ops whose operands have become constants.

use rpython_base::FastMap;
use rpython_host::{Host, Obj};

use super::substitute;
use crate::build::fold::{Folded, fold};
use crate::graph::{FunctionGraph, Operand, Terminator, VarId};

/// Folds pure ops on constants.
pub(super) fn fold_ops(host: &mut Host, graph: &mut FunctionGraph) -> bool {
    let mut changed = false;
    for id in graph.reachable() {
        let block = &mut graph.blocks[id];
        let catches = matches!(block.end, Terminator::Catch { .. });
        let count = block.ops.len();
        let mut map: FastMap<VarId, Operand> = FastMap::default();
        for (index, op) in block.ops.iter_mut().enumerate() {
            if !map.is_empty() {
                op.args.iter_mut().for_each(|arg| *arg = substitute(&map, *arg));
            }
            if !op.kind.is_pure() || op.args.is_empty() || (catches && index + 1 == count) {
                continue;
            }
            let consts: Option<Vec<Obj>> = op.args.iter().map(|arg| arg.as_const()).collect();
            let Some(consts) = consts else { continue };
            if let Folded::Value(value) = fold(host, op.kind, &consts) {
                map.insert(op.result, Operand::Const(value));
            }
        }
        if !map.is_empty() {
            block.ops.retain(|op| !map.contains_key(&op.result));
            block.replace_uses(|operand| substitute(&map, operand));
            changed = true;
        }
    }
    changed
}
