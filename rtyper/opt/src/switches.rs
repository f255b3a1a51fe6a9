//! Chains of tests of one value against constants become switches. Works on open graphs.

use rpython_base::EntityId;
use rpython_lltype::{LLType, Value};
use rpython_lowlevel::{
    BlockId, CaseValue, Graph, Link, OpCode, Operand, Terminator, VarId, cleanup::predecessor_counts,
};

use crate::ssa::uses;

/// A block's last test: `value == case`.
struct Test {
    value: VarId,
    case: CaseValue,
    equal: Link,
    other: Link,
}

/// Merges all chains of two and more tests. Returns whether there were any.
pub(crate) fn merge_tests(graph: &mut Graph) -> bool {
    let counts = predecessor_counts(graph);
    let use_counts = use_counts(graph);
    let mut merged = vec![false; graph.blocks.len()];
    let mut changed = false;
    for id in graph.reverse_postorder() {
        if merged[id.index()] {
            continue;
        }
        let Some(first) = test(graph, &use_counts, id) else { continue };
        let value = first.value;
        let mut cases: Vec<(CaseValue, Link)> = vec![(first.case, first.equal)];
        let mut default = Some(first.other);
        // Along the way of the failing tests, as long as nothing else leads there.
        while let Some(link) = &default {
            let next = link.target;
            if counts[next.index()] != 1 || !graph.blocks[next].params.is_empty() || merged[next.index()] {
                break;
            }
            if graph.blocks[next].ops.len() == 1
                && let Some(more) = test(graph, &use_counts, next)
                && more.value == value
            {
                add(&mut cases, more.case, more.equal);
                default = Some(more.other);
            } else if let Some((more, last)) = switch_on(graph, next, value) {
                more.into_iter().for_each(|(case, link)| add(&mut cases, case, link));
                default = last;
            } else {
                break;
            }
            merged[next.index()] = true;
        }
        if cases.len() < 2 {
            continue;
        }
        graph.blocks[id].end = Terminator::Switch { value: Operand::Var(value), cases, default };
        changed = true;
    }
    changed
}

/// The first of equal cases is the one that is tested first.
fn add(cases: &mut Vec<(CaseValue, Link)>, case: CaseValue, link: Link) {
    if cases.iter().all(|(other, _)| *other != case) {
        cases.push((case, link));
    }
}

fn use_counts(graph: &Graph) -> Vec<u32> {
    let mut counts = vec![0; graph.vars.len()];
    for block in graph.reverse_postorder() {
        uses(graph, block, |v| counts[v.index()] += 1);
    }
    counts
}

fn test(graph: &Graph, use_counts: &[u32], id: BlockId) -> Option<Test> {
    let block = &graph.blocks[id];
    let Terminator::Branch { cond: Operand::Var(cond), if_true, if_false } = &block.end else {
        return None;
    };
    let op = block.ops.iter().rev().find(|op| op.result == *cond)?;
    let equal = match op.code {
        OpCode::int_eq | OpCode::uint_eq | OpCode::char_eq | OpCode::unichar_eq => true,
        OpCode::int_ne | OpCode::uint_ne | OpCode::char_ne | OpCode::unichar_ne => false,
        _ => return None,
    };
    if use_counts[cond.index()] != 1 {
        return None;
    }
    let (value, case) = match (&op.args[0], &op.args[1]) {
        (Operand::Var(v), Operand::Const(c)) | (Operand::Const(c), Operand::Var(v)) => (*v, c),
        _ => return None,
    };
    let case = CaseValue::Int(match case.value {
        Value::Int(n) => n,
        Value::Char(c) => c as i64,
        Value::UniChar(c) => c as i64,
        _ => return None,
    });
    let (equal, other) = if equal { (if_true, if_false) } else { (if_false, if_true) };
    Some(Test { value, case, equal: equal.clone(), other: other.clone() })
}

type Cases = (Vec<(CaseValue, Link)>, Option<Link>);

fn switch_on(graph: &Graph, id: BlockId, value: VarId) -> Option<Cases> {
    let block = &graph.blocks[id];
    match &block.end {
        Terminator::Switch { value: Operand::Var(v), cases, default }
            if *v == value && block.ops.is_empty() && graph.vars[value].ty != LLType::Bool =>
        {
            Some((cases.clone(), default.clone()))
        }
        _ => None,
    }
}
