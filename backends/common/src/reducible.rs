//! Makes every loop of a graph have one entry.
//!
//! A set of blocks that reach each other and that can be entered at several of them has no header. All
//! jumps to those entries go to a new block instead, which is told by a number where to go on, and takes the
//! parameters of all of them. So nothing is duplicated.

use rpython_base::EntityId;
use rpython_lltype::{LLType, TypeTable, value::default_value};
use rpython_lowlevel::{BlockId, CaseValue, Const, Graph, Link, Operand, Terminator};

/// Whether every loop is entered at one block only.
pub fn is_reducible(graph: &Graph) -> bool {
    find(graph).is_none()
}

/// Makes a graph reducible, and a start that is jumped to a block of its own.
pub fn make_reducible(types: &TypeTable, graph: &mut Graph) {
    while let Some(entries) = find(graph) {
        if entries.contains(&graph.start) {
            add_start(graph);
        } else {
            dispatch(types, graph, &entries);
        }
    }
}

/// Puts a new block in front of the start.
fn add_start(graph: &mut Graph) {
    let old = graph.start;
    let types: Vec<LLType> = graph.blocks[old].params.iter().map(|&v| graph.vars[v].ty).collect();
    let start = graph.block(&types);
    let args = graph.blocks[start].params.iter().map(|&v| Operand::Var(v)).collect();
    graph.blocks[start].end = Terminator::Goto(Link::new(old, args));
    graph.start = start;
}

fn dispatch(types: &TypeTable, graph: &mut Graph, entries: &[BlockId]) {
    let mut params = vec![LLType::Signed];
    let mut ranges = Vec::new();
    for &entry in entries {
        let first = params.len();
        params.extend(graph.blocks[entry].params.iter().map(|&v| graph.vars[v].ty));
        ranges.push(first..params.len());
    }
    let sources: Vec<BlockId> = graph.reverse_postorder();
    let hub = graph.block(&params);
    for source in sources {
        for link in graph.blocks[source].end.links_mut() {
            let Some(which) = entries.iter().position(|&e| e == link.target) else { continue };
            let mut args: Vec<Operand> = params
                .iter()
                .map(|&ty| Operand::Const(Const { ty, value: default_value(types, ty) }))
                .collect();
            args[0] = Operand::signed(which as i64);
            let own = std::mem::take(&mut link.args);
            args.splice(ranges[which].clone(), own);
            *link = Link::new(hub, args);
        }
    }
    let vars = graph.blocks[hub].params.clone();
    let link = |which: usize| {
        let args = vars[ranges[which].clone()].iter().map(|&v| Operand::Var(v)).collect();
        Link::new(entries[which], args)
    };
    let last = entries.len() - 1;
    graph.blocks[hub].end = Terminator::Switch {
        value: Operand::Var(vars[0]),
        cases: (0..last).map(|which| (CaseValue::Int(which as i64), link(which))).collect(),
        default: Some(link(last)),
    };
}

/// The entries of an outermost loop that has several.
fn find(graph: &Graph) -> Option<Vec<BlockId>> {
    let order = graph.reverse_postorder();
    let mut inside = vec![false; graph.blocks.len()];
    let mut work = vec![order.clone()];
    while let Some(set) = work.pop() {
        for component in components(graph, &set) {
            component.iter().for_each(|b| inside[b.index()] = true);
            let mut entries = Vec::new();
            let mut note = |target: BlockId| {
                if inside[target.index()] && !entries.contains(&target) {
                    entries.push(target);
                }
            };
            note(graph.start);
            for &source in order.iter().filter(|b| !inside[b.index()]) {
                graph.blocks[source].end.links().iter().for_each(|link| note(link.target));
            }
            component.iter().for_each(|b| inside[b.index()] = false);
            match entries[..] {
                [header] => work.push(component.into_iter().filter(|&b| b != header).collect()),
                _ => return Some(entries),
            }
        }
    }
    None
}

/// The loops of a graph that are in no other one.
pub fn outermost_loops(graph: &Graph) -> Vec<Vec<BlockId>> {
    components(graph, &graph.reverse_postorder())
}

/// The loops among these blocks: strongly connected components with an edge, by Tarjan's algorithm.
fn components(graph: &Graph, set: &[BlockId]) -> Vec<Vec<BlockId>> {
    const OUTSIDE: u32 = u32::MAX;
    const NEW: u32 = u32::MAX - 1;
    let mut number = vec![OUTSIDE; graph.blocks.len()];
    set.iter().for_each(|b| number[b.index()] = NEW);
    let mut low = vec![0; graph.blocks.len()];
    let mut on_stack = vec![false; graph.blocks.len()];
    let (mut stack, mut found, mut next) = (Vec::new(), Vec::new(), 0);
    let targets = |b: BlockId| graph.blocks[b].end.links().iter().map(|link| link.target).collect::<Vec<_>>();
    for &root in set {
        if number[root.index()] != NEW {
            continue;
        }
        let mut calls = vec![(root, targets(root), 0)];
        while let Some((block, successors, at)) = calls.last_mut() {
            let block = *block;
            if *at == 0 {
                number[block.index()] = next;
                low[block.index()] = next;
                next += 1;
                stack.push(block);
                on_stack[block.index()] = true;
            }
            if let Some(&target) = successors.get(*at) {
                *at += 1;
                if number[target.index()] == NEW {
                    calls.push((target, targets(target), 0));
                } else if number[target.index()] != OUTSIDE && on_stack[target.index()] {
                    low[block.index()] = low[block.index()].min(number[target.index()]);
                }
                // The visit of a block without number starts at index 0 in the next round.
                continue;
            }
            let own_loop = successors.contains(&block);
            calls.pop();
            if let Some((caller, _, _)) = calls.last() {
                low[caller.index()] = low[caller.index()].min(low[block.index()]);
            }
            if low[block.index()] == number[block.index()] {
                let start = stack.iter().rposition(|&b| b == block).expect("it was pushed");
                let component = stack.split_off(start);
                component.iter().for_each(|b| on_stack[b.index()] = false);
                if component.len() > 1 || own_loop {
                    found.push(component);
                }
            }
        }
    }
    found
}
