//! What the entry and the roots reach.

use rpython_base::EntityId;
use rpython_lltype::{DataId, FuncId, Payload, Pointer, Value};
use rpython_lowlevel::{Imm, Operand, Program};

use crate::image::Target;

/// The functions and static objects that a program needs, in order of their ids.
#[derive(Debug)]
pub struct Reachable {
    /// Functions.
    pub funcs: Vec<FuncId>,
    /// Static objects.
    pub data: Vec<DataId>,
}

struct Search {
    funcs: Vec<bool>,
    data: Vec<bool>,
    work: Vec<Target>,
}

impl Reachable {
    /// From the entry, the roots, named data and exported functions on.
    pub fn new(program: &Program) -> Reachable {
        Reachable::knowing(program, |_, _| false)
    }

    /// The same, where it is known what functions refer to: `known` adds that, or says `false`.
    pub fn knowing(program: &Program, known: impl Fn(FuncId, &mut Vec<Target>) -> bool) -> Reachable {
        let mut search = Search {
            funcs: vec![false; program.funcs.len()],
            data: vec![false; program.data.objects.len()],
            work: Vec::new(),
        };
        search.work.extend(program.entry.map(Target::Func));
        search.work.extend(program.roots.iter().map(|&(_, f)| Target::Func(f)));
        search.work.extend(program.finalizers.iter().map(|&(_, f)| Target::Func(f)));
        search.work.extend(program.tracers.iter().map(|&(_, f)| Target::Func(f)));
        search.work.extend(program.named_data.iter().map(|&(_, d)| Target::Data(d)));
        for (id, function) in program.funcs.iter() {
            if function.attrs.export.is_some() {
                search.work.push(Target::Func(id));
            }
        }
        while let Some(target) = search.work.pop() {
            match target {
                Target::Func(f) => {
                    if !std::mem::replace(&mut search.funcs[f.index()], true) && !known(f, &mut search.work) {
                        search.function(program, f);
                    }
                }
                Target::Data(d) => {
                    if !std::mem::replace(&mut search.data[d.index()], true) {
                        search.payload(&program.data.objects[d].payload);
                    }
                }
            }
        }
        Reachable {
            funcs: program.funcs.ids().filter(|f| search.funcs[f.index()]).collect(),
            data: program.data.objects.ids().filter(|d| search.data[d.index()]).collect(),
        }
    }
}

impl Search {
    fn value(&mut self, value: &Value) {
        match value {
            Value::Ptr(p) | Value::Address(p) => match p {
                Pointer::Func(f) => self.work.push(Target::Func(*f)),
                Pointer::Data(d) | Pointer::Interior(d, _) => self.work.push(Target::Data(*d)),
                Pointer::Null | Pointer::Tagged(_) => {}
            },
            Value::Inline(payload) => self.payload(payload),
            Value::Void
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

    fn function(&mut self, program: &Program, id: FuncId) {
        let Some(graph) = program.funcs[id].graph_opt() else { return };
        let mut seen = vec![false; graph.blocks.len()];
        seen[graph.start.index()] = true;
        let mut blocks = vec![graph.start];
        while let Some(block) = blocks.pop() {
            let block = &graph.blocks[block];
            for op in &block.ops {
                op.args.iter().for_each(|arg| self.operand(arg));
                if let Imm::Targets(Some(targets)) = &op.imm {
                    self.work.extend(targets.iter().map(|&f| Target::Func(f)));
                }
            }
            block.end.operands().into_iter().for_each(|arg| self.operand(arg));
            for link in block.end.links() {
                link.args.iter().for_each(|arg| self.operand(arg));
                if !std::mem::replace(&mut seen[link.target.index()], true) {
                    blocks.push(link.target);
                }
            }
        }
    }

    fn operand(&mut self, operand: &Operand) {
        if let Operand::Const(c) = operand {
            self.value(&c.value);
        }
    }
}
