//! Which functions can let an exception out, and which handlers catch it.

use rpython_base::EntityId;
use rpython_base::Symbol;
use rpython_lltype::{ContainerId, FuncId, Payload, Pointer, TypeTable, Value};

use crate::callgraph::{AddressTaken, callees};
use crate::{Const, FuncBody, Graph, Imm, Op, OpCode, Operand, Program, Terminator};

/// The result of the whole-program analysis.
#[derive(Debug)]
pub struct RaiseAnalysis {
    raises: Vec<bool>,
    taken: AddressTaken,
}

impl RaiseAnalysis {
    /// Analyzes a program in stage `Typed`.
    pub fn new(program: &Program) -> RaiseAnalysis {
        let mut analysis =
            RaiseAnalysis { raises: vec![false; program.funcs.len()], taken: AddressTaken::new(program) };
        let mut callers: Vec<Vec<FuncId>> = vec![Vec::new(); program.funcs.len()];
        let mut work = Vec::new();
        for (id, function) in program.funcs.iter() {
            match &function.body {
                FuncBody::Graph(graph) => {
                    for callee in analysis.escaping_callees(graph) {
                        callers[callee.index()].push(id);
                    }
                    if analysis.lets_out(graph) {
                        work.push(id);
                    }
                }
                // Nothing is known of it.
                FuncBody::Pending => work.push(id),
                // C code raises nothing; what it calls back must not let anything out.
                FuncBody::External(_) => {}
            }
        }
        while let Some(id) = work.pop() {
            if !std::mem::replace(&mut analysis.raises[id.index()], true) {
                work.extend(&callers[id.index()]);
            }
        }
        analysis
    }

    /// Whether a call of this function may come back with an exception.
    pub fn can_raise(&self, func: FuncId) -> bool {
        self.raises[func.index()]
    }

    /// Whether this op may raise.
    pub fn op_raises(&self, graph: &Graph, op: &Op) -> bool {
        match op.code {
            OpCode::direct_call | OpCode::indirect_call => {
                let callees = callees(op, |o| graph.operand_type(o), &self.taken);
                // A pointer to a function that is not in the program: code made at run time.
                let unknown = callees.is_empty() && !matches!(op.imm, Imm::Targets(Some(_)));
                unknown || callees.into_iter().any(|f| self.can_raise(f))
            }
            code => code.info().can_raise,
        }
    }

    /// Whether the function lets an exception out by itself, its calls aside.
    fn lets_out(&self, graph: &Graph) -> bool {
        graph.reverse_postorder().into_iter().any(|id| {
            let block = &graph.blocks[id];
            let raising = |op: &Op| match is_call(op) {
                true => op.args[0].as_func().is_none() && self.op_raises(graph, op),
                false => op.code.info().can_raise,
            };
            matches!(block.end, Terminator::Raise { .. })
                || unguarded(&block.ops, &block.end).iter().any(raising)
        })
    }

    fn escaping_callees(&self, graph: &Graph) -> Vec<FuncId> {
        let mut all = Vec::new();
        for id in graph.reverse_postorder() {
            let block = &graph.blocks[id];
            for op in unguarded(&block.ops, &block.end) {
                all.extend(callees(op, |o| graph.operand_type(o), &self.taken));
            }
        }
        all.sort();
        all.dedup();
        all
    }
}

fn is_call(op: &Op) -> bool {
    matches!(op.code, OpCode::direct_call | OpCode::indirect_call)
}

/// The ops whose exceptions leave the function: all but a last one with a handler for everything.
fn unguarded<'a>(ops: &'a [Op], end: &Terminator) -> &'a [Op] {
    match end {
        Terminator::Catch { cases, .. } if cases.last().is_some_and(|case| case.class.is_none()) => {
            &ops[..ops.len().saturating_sub(1)]
        }
        _ => ops,
    }
}

/// The range of class numbers of a class and its subclasses, if its vtable says it already.
pub fn class_range(program: &Program, vtable: &Pointer) -> Option<(i64, i64)> {
    let exceptions = program.exceptions.as_ref()?;
    let mut values = match vtable {
        Pointer::Data(d) | Pointer::Interior(d, _) => match &program.data.objects[*d].payload {
            Payload::Struct(values) => values,
            _ => return None,
        },
        Pointer::Null | Pointer::Func(_) | Pointer::Tagged(_) => return None,
    };
    // A vtable starts with its base class's, down to the one that all start with.
    while let Some(Value::Inline(inner)) = values.first() {
        let Payload::Struct(inner) = &**inner else { return None };
        values = inner;
    }
    let (min, max) = range_fields(&program.types, exceptions.vtable)?;
    match (values.get(min as usize)?, values.get(max as usize)?) {
        (Value::Int(min), Value::Int(max)) if min < max => Some((*min, *max)),
        _ => None,
    }
}

/// Indices of the two range fields in the struct that all vtables start with.
pub fn range_fields(types: &TypeTable, vtable: ContainerId) -> Option<(u32, u32)> {
    let s = types.as_struct(vtable)?;
    let find = |name: &str| s.field(Symbol::intern(name)).map(|i| i as u32);
    Some((find("subclassrange_min")?, find("subclassrange_max")?))
}

/// Whether an exception of the class `raised` is caught by a case for `class`; `None` if unknown.
pub fn is_caught(program: &Program, raised: &Operand, class: Option<&Const>) -> Option<bool> {
    let Some(class) = class else { return Some(true) };
    let (Some(Value::Ptr(raised)), Value::Ptr(class)) = (raised.as_const(), &class.value) else {
        return None;
    };
    if raised == class {
        return Some(true);
    }
    let (raised, _) = class_range(program, raised)?;
    let (min, max) = class_range(program, class)?;
    Some((min..max).contains(&raised))
}
