//! Exception edges: the tests that look for the handler become cases of the edge itself.

use rpython_base::FastMap;
use rpython_host::{Host, Obj};

use super::{bindings, substitute, substitute_link};
use crate::graph::{ExcCase, FunctionGraph, Link, Operand, Terminator, VarId};
use crate::ops::OpKind;

/// All exceptions of programs derive from `Exception`: what may be any is one.
fn is_subclass(host: &Host, class: Obj, base: Obj) -> bool {
    let class = if class == host.exc.base_exception { host.exc.exception } else { class };
    class == base || host.class(class).is_some_and(|data| data.mro.contains(&base))
}

/// A case that leads to a block which only tests the class of the exception becomes the cases that the
/// test tells apart.
pub(super) fn merge_matching(host: &Host, graph: &mut FunctionGraph) -> bool {
    let mut changed = false;
    for id in graph.reachable() {
        if !matches!(graph.blocks[id].end, Terminator::Catch { .. }) {
            continue;
        }
        let mut end = std::mem::replace(&mut graph.blocks[id].end, Terminator::Unreachable);
        if let Terminator::Catch { cases, .. } = &mut end {
            let mut index = 0;
            while index < cases.len() {
                match split_case(host, graph, &cases[index]) {
                    Some(split) => {
                        cases.splice(index..=index, split);
                        changed = true;
                    }
                    None => index += 1,
                }
            }
        }
        graph.blocks[id].end = end;
    }
    changed
}

fn split_case(host: &Host, graph: &mut FunctionGraph, case: &ExcCase) -> Option<Vec<ExcCase>> {
    let block = &graph.blocks[case.link.target];
    let [op] = &block.ops[..] else { return None };
    let Terminator::Branch { cond, if_true, if_false } = &block.end else { return None };
    if op.kind != OpKind::issubtype || *cond != Operand::Var(op.result) {
        return None;
    }
    let mut map = bindings(graph, &case.link);
    if substitute(&map, op.args[0]) != Operand::Var(case.etype) {
        return None;
    }
    let class = op.args[1].as_const()?;
    let result = op.result;
    let (if_true, if_false) = (if_true.clone(), if_false.clone());
    let mut link_for = |truth: bool| {
        map.insert(result, Operand::Const(if truth { Obj::TRUE } else { Obj::FALSE }));
        substitute_link(&map, if truth { &if_true } else { &if_false })
    };
    if is_subclass(host, case.class, class) {
        let tested = if case.class == host.exc.base_exception { class } else { case.class };
        return Some(vec![ExcCase { class: tested, link: link_for(true), ..case.clone() }]);
    }
    if !is_subclass(host, class, case.class) {
        return Some(vec![ExcCase { link: link_for(false), ..case.clone() }]);
    }
    let (yes, no) = (link_for(true), link_for(false));
    let etype = graph.new_var(graph.vars[case.etype].name);
    let evalue = graph.new_var(graph.vars[case.evalue].name);
    let renamed: FastMap<VarId, Operand> =
        [(case.etype, Operand::Var(etype)), (case.evalue, Operand::Var(evalue))].into_iter().collect();
    let matched = ExcCase { class, etype, evalue, link: substitute_link(&renamed, &yes) };
    Some(vec![matched, ExcCase { link: no, ..case.clone() }])
}

/// Drops cases that only say that an exception is not expected, and those that a later case covers.
pub(super) fn drop_cases(host: &Host, graph: &mut FunctionGraph) -> bool {
    let mut changed = false;
    for id in graph.reachable() {
        if !matches!(graph.blocks[id].end, Terminator::Catch { .. }) {
            continue;
        }
        let mut end = std::mem::replace(&mut graph.blocks[id].end, Terminator::Unreachable);
        if let Terminator::Catch { normal, cases } = &mut end {
            for index in (0..cases.len()).rev() {
                if is_superfluous(host, graph, cases, index) {
                    cases.remove(index);
                    changed = true;
                }
            }
            if cases.is_empty() {
                end = Terminator::Goto(normal.clone());
            }
        }
        graph.blocks[id].end = end;
    }
    changed
}

fn is_superfluous(host: &Host, graph: &FunctionGraph, cases: &[ExcCase], index: usize) -> bool {
    let case = &cases[index];
    if cases[..index].iter().any(|earlier| is_subclass(host, case.class, earlier.class)) {
        return true;
    }
    let later = cases[index + 1..].iter().find(|later| {
        is_subclass(host, later.class, case.class) || is_subclass(host, case.class, later.class)
    });
    let target = &graph.blocks[case.link.target];
    match later {
        None => target.ops.is_empty() && target.end == Terminator::Unreachable,
        Some(later) => is_subclass(host, case.class, later.class) && same_edge(case, later),
    }
}

/// Whether two cases do the same with their exceptions.
fn same_edge(a: &ExcCase, b: &ExcCase) -> bool {
    let renamed: FastMap<VarId, Operand> =
        [(a.etype, Operand::Var(b.etype)), (a.evalue, Operand::Var(b.evalue))].into_iter().collect();
    let link: Link = substitute_link(&renamed, &a.link);
    link == b.link
}

/// `getitem` is told which of its exceptions are asked for.
pub(super) fn select_item_ops(host: &Host, graph: &mut FunctionGraph) {
    let (index_error, key_error) = (host.exc.index_error, host.exc.key_error);
    for id in graph.reachable() {
        let block = &mut graph.blocks[id];
        let Terminator::Catch { cases, .. } = &block.end else { continue };
        let asked = |class: Obj| cases.iter().any(|case| is_subclass(host, class, case.class));
        if let Some(op) = block.ops.last_mut().filter(|op| op.kind == OpKind::getitem) {
            if asked(index_error) {
                op.kind = OpKind::getitem_idx;
            } else if asked(key_error) {
                op.kind = OpKind::getitem_key;
            }
        }
    }
}
