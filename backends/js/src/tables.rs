//! Tables of functions: one for each signature, as asm.js has them.
//!
//! A pointer to a function is a number of its own: the tables lie one behind the other, each at a multiple of its size,
//! which is a power of two; so the lower bits are the index in the table, as asm.js wants it, and the upper ones say which
//! table it is. Number 0 of each table, and whatever is left over, ends the program.

use indexmap::{IndexMap, IndexSet};
use rpython_backend_common::Reachable;
use rpython_base::FastMap;
use rpython_lltype::{FuncId, Payload, Pointer, Value};
use rpython_lowlevel::{OpCode, Operand, Program};

use crate::types::Signature;

/// A table.
#[derive(Debug)]
pub(crate) struct Table {
    pub name: String,
    /// The number of its first slot.
    pub base: u32,
    pub size: u32,
    /// From slot 1 on.
    pub funcs: Vec<FuncId>,
}

#[derive(Debug)]
pub(crate) struct Tables {
    pub tables: IndexMap<Signature, Table>,
    pointers: FastMap<FuncId, u32>,
}

impl Tables {
    /// The tables for what is reachable: for each signature of which a pointer is taken or called.
    pub fn new(program: &Program, reach: &Reachable) -> Tables {
        let mut finder = Finder { program, taken: IndexSet::new(), called: IndexSet::new() };
        reach.funcs.iter().for_each(|&f| finder.function(f));
        reach.data.iter().for_each(|&d| finder.payload(&program.data.objects[d].payload));
        let mut groups: Vec<(Signature, Vec<FuncId>)> =
            finder.called.into_iter().map(|signature| (signature, Vec::new())).collect();
        finder.taken.sort();
        for func in finder.taken {
            let signature = Signature::of(program, program.funcs[func].ty);
            match groups.iter_mut().find(|(s, _)| *s == signature) {
                Some((_, funcs)) => funcs.push(func),
                None => groups.push((signature, vec![func])),
            }
        }
        let size = |funcs: &Vec<FuncId>| (funcs.len() as u32 + 1).next_power_of_two().max(2);
        // Larger ones first: then each begins at a multiple of its size.
        groups.sort_by(|(s, f), (t, g)| size(g).cmp(&size(f)).then_with(|| s.cmp(t)));
        let (mut tables, mut pointers, mut base) = (IndexMap::new(), FastMap::default(), 0);
        for (signature, funcs) in groups {
            pointers.extend(funcs.iter().zip(base + 1..).map(|(&f, number)| (f, number)));
            let table = Table { name: format!("t_{}", signature.name()), base, size: size(&funcs), funcs };
            base += table.size;
            tables.insert(signature, table);
        }
        Tables { tables, pointers }
    }

    /// What a pointer to a function is.
    pub fn pointer(&self, func: FuncId) -> u32 {
        self.pointers[&func]
    }
}

struct Finder<'a> {
    program: &'a Program,
    taken: IndexSet<FuncId>,
    called: IndexSet<Signature>,
}

impl Finder<'_> {
    fn function(&mut self, id: FuncId) {
        let Some(graph) = self.program.funcs[id].graph_opt() else { return };
        for block in graph.reverse_postorder() {
            let block = &graph.blocks[block];
            for op in &block.ops {
                let direct = op.code == OpCode::direct_call && op.args[0].as_func().is_some();
                if matches!(op.code, OpCode::direct_call | OpCode::indirect_call)
                    && !direct
                    && let Some(ty) = graph.operand_type(&op.args[0]).pointee()
                {
                    self.called.insert(Signature::of(self.program, ty));
                }
                op.args[direct as usize..].iter().for_each(|arg| self.operand(arg));
            }
            block.end.operands().into_iter().for_each(|arg| self.operand(arg));
            block.end.links().into_iter().flat_map(|l| &l.args).for_each(|arg| self.operand(arg));
        }
    }

    fn operand(&mut self, operand: &Operand) {
        if let Operand::Const(c) = operand {
            self.value(&c.value);
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Ptr(Pointer::Func(f)) | Value::Address(Pointer::Func(f)) => _ = self.taken.insert(*f),
            Value::Inline(payload) => self.payload(payload),
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

    fn payload(&mut self, payload: &Payload) {
        match payload {
            Payload::Struct(values) | Payload::Array(values) => values.iter().for_each(|v| self.value(v)),
            Payload::Bytes(_) | Payload::Chars(_) | Payload::Opaque => {}
        }
    }
}
