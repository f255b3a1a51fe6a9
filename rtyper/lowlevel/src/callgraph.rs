//! Who may call whom.

use crate::{Imm, Op, OpCode, Operand, Program};
use rpython_base::{EntityId, FastMap};
use rpython_lltype::{ContainerId, FuncId, LLType, Payload, Pointer, Value};

/// The functions whose address is in static data or a variable, by function type: what an indirect
/// call may reach when its targets are not known.
#[derive(Debug, Default)]
pub struct AddressTaken {
    by_type: FastMap<ContainerId, Vec<FuncId>>,
}

impl AddressTaken {
    /// Looks through all static data and all operands but callees.
    pub fn new(program: &Program) -> AddressTaken {
        let mut taken = vec![false; program.funcs.len()];
        for object in program.data.objects.values() {
            payload(&object.payload, &mut taken);
        }
        for function in program.funcs.values() {
            let Some(graph) = function.graph_opt() else { continue };
            for block in graph.blocks.values() {
                let ops = block.ops.iter().flat_map(|op| {
                    let callee = usize::from(op.code == OpCode::direct_call);
                    &op.args[callee.min(op.args.len())..]
                });
                let links = block.end.links();
                let linked = links.iter().flat_map(|link| &link.args);
                for operand in ops.chain(block.end.operands()).chain(linked) {
                    if let Operand::Const(c) = operand {
                        value(&c.value, &mut taken);
                    }
                }
            }
        }
        let mut all = AddressTaken::default();
        for (id, function) in program.funcs.iter() {
            if taken[id.index()] {
                all.by_type.entry(function.ty).or_default().push(id);
            }
        }
        all
    }

    /// Those of this function type, in order of their ids.
    pub fn of_type(&self, ty: ContainerId) -> &[FuncId] {
        self.by_type.get(&ty).map_or(&[], |v| v)
    }
}

fn value(v: &Value, taken: &mut [bool]) {
    match v {
        Value::Ptr(Pointer::Func(f)) | Value::Address(Pointer::Func(f)) => {
            if let Some(slot) = taken.get_mut(f.index()) {
                *slot = true;
            }
        }
        Value::Inline(inner) => payload(inner, taken),
        Value::Ptr(_)
        | Value::Address(_)
        | Value::Void
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Char(_)
        | Value::UniChar(_)
        | Value::Float(_) => {}
    }
}

fn payload(p: &Payload, taken: &mut [bool]) {
    match p {
        Payload::Struct(values) | Payload::Array(values) => values.iter().for_each(|v| value(v, taken)),
        Payload::Bytes(_) | Payload::Chars(_) | Payload::Opaque => {}
    }
}

/// The functions that a call op may reach; empty for other ops. A call of a constant counts as direct.
pub fn callees<'a>(
    op: &'a Op,
    operand_type: impl Fn(&Operand) -> LLType,
    taken: &'a AddressTaken,
) -> Vec<FuncId> {
    match op.code {
        OpCode::direct_call | OpCode::indirect_call => {}
        _ => return Vec::new(),
    }
    if let Some(f) = op.args[0].as_func() {
        return vec![f];
    }
    match &op.imm {
        Imm::Targets(Some(targets)) => targets.to_vec(),
        _ => operand_type(&op.args[0]).pointee().map_or(Vec::new(), |ty| taken.of_type(ty).to_vec()),
    }
}

/// For each function, those it may call, each once, in order of first call.
pub fn call_edges(program: &Program) -> Vec<Vec<FuncId>> {
    let taken = AddressTaken::new(program);
    let mut edges = Vec::with_capacity(program.funcs.len());
    for function in program.funcs.values() {
        let mut own = Vec::new();
        if let Some(graph) = function.graph_opt() {
            for block in graph.reverse_postorder() {
                for op in &graph.blocks[block].ops {
                    own.extend(callees(op, |o| graph.operand_type(o), &taken));
                }
            }
        }
        let mut seen = rpython_base::FastSet::default();
        own.retain(|f| seen.insert(*f));
        edges.push(own);
    }
    edges
}

/// Strongly connected components of the functions with `alive`, callees first. Iterative, since call
/// graphs are deep.
pub fn components(edges: &[Vec<FuncId>], alive: &[bool]) -> Vec<Vec<FuncId>> {
    const NONE: u32 = u32::MAX;
    let n = edges.len();
    let (mut index, mut low) = (vec![NONE; n], vec![0u32; n]);
    let mut on_stack = vec![false; n];
    let (mut stack, mut result) = (Vec::new(), Vec::new());
    let mut counter = 0;
    for root in 0..n {
        if !alive[root] || index[root] != NONE {
            continue;
        }
        let mut work = vec![(root, 0usize)];
        while let Some((v, next)) = work.pop() {
            if next == 0 {
                (index[v], low[v]) = (counter, counter);
                counter += 1;
                stack.push(v);
                on_stack[v] = true;
            }
            if let Some(w) = edges[v].get(next).map(|f| f.index()) {
                work.push((v, next + 1));
                if !alive[w] {
                    continue;
                }
                if index[w] == NONE {
                    work.push((w, 0));
                } else if on_stack[w] {
                    low[v] = low[v].min(index[w]);
                }
                continue;
            }
            if let Some(&(parent, _)) = work.last() {
                low[parent] = low[parent].min(low[v]);
            }
            if low[v] == index[v] {
                let at = stack.iter().rposition(|&w| w == v).expect("v is on the stack");
                let mut component: Vec<FuncId> =
                    stack.split_off(at).into_iter().map(FuncId::from_index).collect();
                component.iter().for_each(|f| on_stack[f.index()] = false);
                component.sort();
                result.push(component);
            }
        }
    }
    result
}
