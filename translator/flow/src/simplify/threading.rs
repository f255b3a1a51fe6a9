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
        let is_branch = matches!(end, Terminator::Branch { .. });
        for (index, link) in end.links_mut().enumerate() {
            for _ in 0..16 {
                let known = |operand: Operand| match operand {
                    Operand::Const(obj) => constant_truth(host, obj),
                    Operand::Var(var) => (is_branch && knowledge.contains(&var)).then_some(index == 0),
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

/// The variables that have the truth value of a condition: itself, and what it is the truth value of.
fn tested(graph: &FunctionGraph, id: crate::BlockId, cond: Operand) -> Vec<VarId> {
    let Some(cond) = cond.as_var() else { return Vec::new() };
    let mut vars = vec![cond];
    for op in graph.blocks[id].ops.iter().filter(|op| op.result == cond && op.kind == OpKind::bool) {
        vars.extend(op.args[0].as_var());
    }
    vars
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
