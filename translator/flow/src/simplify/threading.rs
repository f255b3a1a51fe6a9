//! Jump threading: where a block only tests a value whose truth is known on the way there, the way goes
//! directly to where the test leads. So `x = a and b; if x:` tests nothing twice.

use rpython_base::FastMap;
use rpython_host::{Host, Obj, Object};

use super::{bindings, substitute_link};
use crate::graph::{FunctionGraph, Link, Operand, Terminator, VarId};
use crate::ops::OpKind;

/// Threads jumps.
pub(super) fn thread_jumps(host: &Host, graph: &mut FunctionGraph) -> bool {
    let mut changed = false;
    for id in graph.reachable() {
        let mut end = std::mem::replace(&mut graph.blocks[id].end, Terminator::Unreachable);
        let knowledge = match &end {
            Terminator::Branch { cond, .. } => tested(graph, id, *cond),
            _ => Vec::new(),
        };
        for (index, link) in end.links_mut().enumerate() {
            for _ in 0..16 {
                let known = |operand: Operand| match operand {
                    Operand::Const(obj) => constant_truth(host, obj),
                    Operand::Var(var) => {
                        let (_, same) = knowledge.iter().find(|(known, _)| *known == var)?;
                        Some((index == 0) == *same)
                    }
                };
                let Some(next) = through_test(graph, link, known) else { break };
                if next.target == link.target {
                    break;
                }
                *link = next;
                changed = true;
            }
        }
        graph.blocks[id].end = end;
    }
    changed
}

/// The variables whose truth value follows from a condition, and whether it is the same or the opposite:
/// the condition itself, what it is the truth value or the negation of, and what is so of them.
fn tested(graph: &FunctionGraph, id: crate::BlockId, cond: Operand) -> Vec<(VarId, bool)> {
    let Some(cond) = cond.as_var() else { return Vec::new() };
    let mut known = vec![(cond, true)];
    let ops = &graph.blocks[id].ops;
    let related = ops.iter().filter(|op| matches!(op.kind, OpKind::bool | OpKind::not_));
    for op in related.clone().rev() {
        relate(&mut known, op.result, op.args[0].as_var(), op.kind == OpKind::bool);
    }
    for op in related {
        if let Some(arg) = op.args[0].as_var() {
            relate(&mut known, arg, Some(op.result), op.kind == OpKind::bool);
        }
    }
    known
}

/// If `from` is known, so is `to`.
fn relate(known: &mut Vec<(VarId, bool)>, from: VarId, to: Option<VarId>, same: bool) {
    let Some(to) = to else { return };
    let Some(&(_, polarity)) = known.iter().find(|(var, _)| *var == from) else { return };
    if known.iter().all(|(var, _)| *var != to) {
        known.push((to, polarity == same));
    }
}

fn constant_truth(host: &Host, obj: Obj) -> Option<bool> {
    match host.get(obj) {
        Object::None => Some(false),
        Object::Bool(value) => Some(*value),
        Object::Int(value) => Some(*value != 0),
        Object::Str(value) => Some(!value.is_empty()),
        _ => None,
    }
}

/// If the target of a link only tests a parameter whose argument's truth is known: the link to where
/// that leads.
fn through_test(graph: &FunctionGraph, link: &Link, known: impl Fn(Operand) -> Option<bool>) -> Option<Link> {
    let block = &graph.blocks[link.target];
    let Terminator::Branch { cond: Operand::Var(cond), if_true, if_false } = &block.end else { return None };
    let tested = match &block.ops[..] {
        [] => *cond,
        [op] if op.kind == OpKind::bool && op.result == *cond => op.args[0].as_var()?,
        _ => return None,
    };
    let position = block.params.iter().position(|&param| param == tested)?;
    let truth = known(link.args[position])?;
    let mut map: FastMap<VarId, Operand> = bindings(graph, link);
    if *cond != tested {
        map.insert(*cond, Operand::Const(if truth { Obj::TRUE } else { Obj::FALSE }));
    }
    Some(substitute_link(&map, if truth { if_true } else { if_false }))
}
