//! Which functions the program reaches.

use rpython_base::EntityId;
use rpython_lltype::{DataId, FuncId, Payload, Pointer, Value};
use rpython_lowlevel::{Imm, Operand, Program};

/// The functions that the entry, the roots, exports and named data reach, in order of their ids. In a program without
/// an entry (a test's): all.
pub(crate) fn reachable(program: &Program) -> Vec<FuncId> {
    if program.entry.is_none() {
        return program.funcs.ids().collect();
    }
    let mut search = Search {
        funcs: vec![false; program.funcs.len()],
        data: vec![false; program.data.objects.len()],
        work: Vec::new(),
    };
    search.work.extend(program.entry.map(Pointer::Func));
    search.work.extend(program.roots.iter().map(|&(_, f)| Pointer::Func(f)));
    search.work.extend(program.finalizers.iter().map(|&(_, f)| Pointer::Func(f)));
    search.work.extend(program.tracers.iter().map(|&(_, f)| Pointer::Func(f)));
    search.work.extend(program.named_data.iter().map(|&(_, d)| Pointer::Data(d)));
    if let Some(exceptions) = &program.exceptions {
        search.work.extend(exceptions.prebuilt.iter().flat_map(|e| [e.vtable.clone(), e.instance.clone()]));
    }
    let kept = program.funcs.iter().filter(|(_, f)| f.attrs.export.is_some() || f.attrs.gc_internal);
    search.work.extend(kept.map(|(id, _)| Pointer::Func(id)));
    search.run(program);
    program.funcs.ids().filter(|f| search.funcs[f.index()]).collect()
}

struct Search {
    funcs: Vec<bool>,
    data: Vec<bool>,
    work: Vec<Pointer>,
}

impl Search {
    fn run(&mut self, program: &Program) {
        while let Some(pointer) = self.work.pop() {
            match pointer {
                Pointer::Func(f) => {
                    if !std::mem::replace(&mut self.funcs[f.index()], true) {
                        self.function(program, f);
                    }
                }
                Pointer::Data(d) | Pointer::Interior(d, _) => self.object(program, d),
                Pointer::Null | Pointer::Tagged(_) => {}
            }
        }
    }

    fn object(&mut self, program: &Program, data: DataId) {
        if !std::mem::replace(&mut self.data[data.index()], true) {
            self.payload(&program.data.objects[data].payload);
        }
    }

    fn payload(&mut self, payload: &Payload) {
        match payload {
            Payload::Struct(values) | Payload::Array(values) => values.iter().for_each(|v| self.value(v)),
            Payload::Bytes(_) | Payload::Chars(_) | Payload::Opaque => {}
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Ptr(p) | Value::Address(p) => self.work.push(p.clone()),
            Value::Inline(payload) => self.payload(payload),
            Value::Void
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Char(_)
            | Value::UniChar(_)
            | Value::Float(_) => {}
        }
    }

    fn function(&mut self, program: &Program, func: FuncId) {
        let Some(graph) = program.funcs[func].graph_opt() else { return };
        for id in graph.reverse_postorder() {
            let block = &graph.blocks[id];
            for op in &block.ops {
                if let Imm::Targets(Some(targets)) = &op.imm {
                    self.work.extend(targets.iter().map(|&f| Pointer::Func(f)));
                }
                op.args.iter().for_each(|arg| self.operand(arg));
            }
            block.end.operands().into_iter().for_each(|operand| self.operand(operand));
            for link in block.end.links() {
                link.args.iter().for_each(|arg| self.operand(arg));
            }
            if let rpython_lowlevel::Terminator::Catch { cases, .. } = &block.end {
                cases.iter().filter_map(|case| case.class.as_ref()).for_each(|c| self.value(&c.value));
            }
        }
    }

    fn operand(&mut self, operand: &Operand) {
        if let Operand::Const(c) = operand {
            self.value(&c.value);
        }
    }
}
