//! Values that nobody uses.

use rpython_base::EntityId;

use crate::graph::{BlockId, FunctionGraph, Operand, Terminator, VarId};

/// Removes pure ops whose results are not used, and parameters that are not used with their arguments.
pub(super) fn remove(graph: &mut FunctionGraph) -> bool {
    let order = graph.reachable();
    let needed = find_needed(graph, &order);
    let mut changed = false;
    let mut keeps: Vec<Option<Vec<bool>>> = vec![None; graph.blocks.len()];
    for &id in &order {
        let is_start = id == graph.start;
        let block = &mut graph.blocks[id];
        let catches = matches!(block.end, Terminator::Catch { .. });
        let count = block.ops.len();
        let mut index = 0;
        block.ops.retain(|op| {
            index += 1;
            !op.kind.is_pure() || needed[op.result.index()] || (catches && index == count)
        });
        changed |= block.ops.len() != count;
        if !is_start && block.params.iter().any(|param| !needed[param.index()]) {
            keeps[id.index()] = Some(block.params.iter().map(|param| needed[param.index()]).collect());
            block.params.retain(|param| needed[param.index()]);
            changed = true;
        }
    }
    for &id in &order {
        for link in graph.blocks[id].end.links_mut() {
            if let Some(keep) = &keeps[link.target.index()] {
                let mut keep = keep.iter();
                link.args.retain(|_| *keep.next().unwrap_or(&true));
            }
        }
    }
    changed
}

/// Which variables are needed: by ops that do something, by terminators, or by what is needed.
fn find_needed(graph: &FunctionGraph, order: &[BlockId]) -> Vec<bool> {
    let mut marks = Marks { needed: vec![false; graph.vars.len()], todo: Vec::new() };
    let mut definitions = vec![Definition::None; graph.vars.len()];
    let mut entries: Vec<Vec<(BlockId, usize)>> = vec![Vec::new(); graph.blocks.len()];
    for &id in order {
        let block = &graph.blocks[id];
        for (index, param) in block.params.iter().enumerate() {
            definitions[param.index()] = Definition::Param(id, index);
        }
        let catches = matches!(block.end, Terminator::Catch { .. });
        for (index, op) in block.ops.iter().enumerate() {
            if op.kind.is_pure() && !(catches && index + 1 == block.ops.len()) {
                definitions[op.result.index()] = Definition::Op(id, index);
            } else {
                marks.operands(op.args.iter().copied());
            }
        }
        marks.operands(block.end.operands());
        for (index, link) in block.end.links().enumerate() {
            entries[link.target.index()].push((id, index));
        }
    }
    while let Some(var) = marks.todo.pop() {
        match definitions[var.index()] {
            Definition::None => {}
            Definition::Op(id, index) => marks.operands(graph.blocks[id].ops[index].args.iter().copied()),
            Definition::Param(id, index) => {
                for &(from, nth) in &entries[id.index()] {
                    let arg = graph.blocks[from].end.links().nth(nth).map(|link| link.args[index]);
                    marks.operands(arg);
                }
            }
        }
    }
    marks.needed
}

#[derive(Clone, Copy)]
enum Definition {
    None,
    Op(BlockId, usize),
    Param(BlockId, usize),
}

struct Marks {
    needed: Vec<bool>,
    todo: Vec<VarId>,
}

impl Marks {
    fn operands(&mut self, operands: impl IntoIterator<Item = Operand>) {
        for var in operands.into_iter().filter_map(Operand::as_var) {
            if !std::mem::replace(&mut self.needed[var.index()], true) {
                self.todo.push(var);
            }
        }
    }
}
