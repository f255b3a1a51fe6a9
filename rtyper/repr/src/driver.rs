//! The order of work: entry points first, then whatever they need, until nothing is left.

use rpython_annotator::GraphId;
use rpython_base::{Diagnostic, Span, Symbol};
use rpython_lltype::{Container, FuncId, LLType, Value};
use rpython_lowlevel::{FuncBody, Imm, OpCode, Operand, Program};

use crate::common::vtable;
use crate::error::R;
use crate::rtyper::RTyper;

impl RTyper<'_> {
    /// Translates the program from its entry point; gives it back complete, or all that went wrong.
    pub fn run(mut self) -> Result<Program, Vec<Diagnostic>> {
        if let Err(error) = self.everything() {
            self.report(error, Span::NONE);
        }
        if self.errors.is_empty() {
            self.prog.types = std::mem::take(&mut self.host.types);
            Ok(self.prog)
        } else {
            Err(self.errors)
        }
    }

    fn everything(&mut self) -> R<()> {
        if let Some(entry) = self.ann.entry {
            let func = self.func_of(entry)?;
            self.prog.entry = Some(func);
            if !self.ann.is_library {
                self.start_up(entry)?;
            }
        }
        for (name, graph) in self.extra_roots() {
            let func = self.func_of(graph)?;
            self.prog.roots.push((name, func));
        }
        let types = self.exception_types()?;
        self.prog.exceptions = Some(types);
        self.pump();
        self.number_classes()?;
        self.pump();
        self.fold_class_numbers();
        Ok(())
    }

    /// Translates graphs, fills in prebuilt data and has helpers annotated until nothing is left.
    pub(crate) fn pump(&mut self) {
        loop {
            if let Err(error) = self.drain_queue() {
                self.report(error, Span::NONE);
            }
            let pending = std::mem::take(&mut self.pending);
            if pending.is_empty() {
                return;
            }
            if !self.solve_helpers() {
                return;
            }
            for (graph, func) in pending {
                self.translate_graph(graph, func);
            }
        }
    }

    /// Finds out whether an op reads a number of a class that is known, and which number.
    fn class_number(&self, op: &rpython_lowlevel::Op) -> Option<Value> {
        let (OpCode::getfield, Imm::Field(field)) = (op.code, &op.imm) else { return None };
        if *field as usize > vtable::MAX {
            return None;
        }
        let Operand::Const(c) = &op.args[0] else { return None };
        let (LLType::Ptr(ty), Value::Ptr(rpython_lltype::Pointer::Data(data))) = (c.ty, &c.value) else {
            return None;
        };
        if ty != self.common.vtable {
            return None;
        }
        let mut payload = &self.prog.data.objects[*data].payload;
        loop {
            let rpython_lltype::Payload::Struct(values) = payload else { return None };
            match &values[0] {
                Value::Inline(inner) => payload = inner,
                _ => return values.get(*field as usize).cloned(),
            }
        }
    }

    /// Reads of the numbers of known classes become constants, now that all classes have numbers.
    fn fold_class_numbers(&mut self) {
        let ids: Vec<FuncId> = self.prog.funcs.ids().collect();
        for id in ids {
            let Some(slot) = self.prog.funcs[id].graph_mut() else { continue };
            let mut graph = std::mem::take(slot);
            for block in graph.blocks.ids().collect::<Vec<_>>() {
                let block = &mut graph.blocks[block];
                let known: Vec<_> =
                    block.ops.iter().filter_map(|op| Some((op.result, self.class_number(op)?))).collect();
                if known.is_empty() {
                    continue;
                }
                block.ops.retain(|op| !known.iter().any(|(v, _)| *v == op.result));
                let replace = |operand: &mut Operand| {
                    if let Operand::Var(v) = operand
                        && let Some((_, value)) = known.iter().find(|(k, _)| k == v)
                        && let Value::Int(i) = value
                    {
                        *operand = Operand::signed(*i);
                    }
                };
                block.ops.iter_mut().flat_map(|op| &mut op.args).for_each(replace);
                block.end.operands_mut().into_iter().for_each(replace);
                block.end.links_mut().into_iter().flat_map(|l| &mut l.args).for_each(replace);
            }
            self.prog.funcs[id].body = FuncBody::Graph(graph);
        }
    }

    /// The functions by which the start-up code builds the list of arguments; see
    /// [`Program::roots`].
    fn start_up(&mut self, entry: GraphId) -> R<()> {
        let Some(s) = self.ann.graphs[entry].params().next().cloned() else { return Ok(()) };
        let r = self.repr_of(&s)?;
        let list = self.lltype(r)?;
        let LLType::Ptr(container) = list else { return Ok(()) };
        let resized = matches!(self.types().get(container), Container::Struct(_));
        let chars = LLType::Ptr(self.common.c_chars);
        let (new, append) = if resized {
            ("ll_start_argv_new", "ll_start_argv_append")
        } else {
            ("ll_start_argv_new_fixed", "ll_start_argv_append_fixed")
        };
        let new = self.start_function(new, vec![LLType::Signed], list, Some(container))?;
        let append = self.start_function(append, vec![list, chars], LLType::Void, None)?;
        self.prog.roots.push((Symbol::intern("start_argv_new"), new));
        self.prog.roots.push((Symbol::intern("start_argv_append"), append));
        Ok(())
    }

    /// A start-up function; one that makes a list gets the list's type by being specialized on it, behind
    /// a wrapper that has only the arguments the start-up code passes.
    fn start_function(
        &mut self,
        name: &str,
        args: Vec<LLType>,
        result: LLType,
        list: Option<rpython_lltype::ContainerId>,
    ) -> R<FuncId> {
        use crate::helpers::HelperArg;
        use rpython_lowlevel::{FuncAttrs, Function};
        let ty = self.types_mut().func(args.clone(), result);
        let graph = self.emit_body(args, |rt, params| {
            let mut given: Vec<HelperArg> = params.iter().map(|v| v.clone().into()).collect();
            if let Some(list) = list {
                let object = rt.type_object(LLType::Inline(list));
                given.insert(0, HelperArg::Object(object));
            }
            let v = rt.call_helper_with("start", name, given, result)?;
            Ok(if result == LLType::Void { Operand::void() } else { v })
        })?;
        Ok(self.prog.funcs.push(Function {
            name: name.trim_start_matches("ll_").into(),
            module: Symbol::intern("rpython.rtyper.start"),
            ty,
            body: FuncBody::Graph(graph),
            attrs: FuncAttrs::default(),
            span: Span::NONE,
        }))
    }
}
