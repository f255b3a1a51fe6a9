//! Functions of the low-level program: ids, types, attributes.

use rpython_annotator::{DescId, GraphId};
use rpython_base::{EntityId, Symbol};
use rpython_host::{Obj, Object};
use rpython_lltype::{ContainerId, FuncId, LLType};
use rpython_lowlevel::{FuncAttrs, FuncBody, Function, Graph, InlineHint, Operand, Terminator};

use crate::error::R;
use crate::rtyper::RTyper;

impl RTyper<'_> {
    /// The low-level function type of a graph.
    pub fn graph_type(&mut self, graph: GraphId) -> R<ContainerId> {
        if let Some(&func) = self.funcs.get(&graph) {
            return Ok(self.prog.funcs[func].ty);
        }
        let params: Vec<_> = self.ann.graphs[graph].params().cloned().collect();
        let result = self.ann.graphs[graph].result.clone();
        let mut args = Vec::with_capacity(params.len());
        for s in params {
            let r = self.repr_of(&s)?;
            args.push(self.lltype(r)?);
        }
        let r = self.repr_of(&result)?;
        let result = self.lltype(r)?;
        Ok(self.types_mut().func(args, result))
    }

    /// The function of a graph; its body is made when the driver gets to it.
    pub fn func_of(&mut self, graph: GraphId) -> R<FuncId> {
        if let Some(&func) = self.funcs.get(&graph) {
            return Ok(func);
        }
        let ty = self.graph_type(graph)?;
        Ok(self.declare(graph, ty))
    }

    fn declare(&mut self, graph: GraphId, ty: ContainerId) -> FuncId {
        let info = &self.ann.graphs[graph];
        let (name, span, object) = (info.graph.name, info.graph.span, info.graph.func);
        let module = object.map_or(Symbol::intern(""), |f| self.module_of(f));
        let attrs = object.map_or_else(FuncAttrs::default, |f| self.func_attrs(f));
        let func = self.prog.funcs.push(Function { name, module, ty, body: FuncBody::Pending, attrs, span });
        self.funcs.insert(graph, func);
        self.pending.push((graph, func));
        func
    }

    /// The function of a helper whose result type is known though it has not been annotated yet.
    pub fn declare_helper(&mut self, graph: GraphId, result: LLType) -> R<FuncId> {
        if let Some(&func) = self.funcs.get(&graph) {
            return Ok(func);
        }
        let params: Vec<_> = self.ann.graphs[graph].params().cloned().collect();
        let mut args = Vec::with_capacity(params.len());
        for s in params {
            let r = self.repr_of(&s)?;
            args.push(self.lltype(r)?);
        }
        let ty = self.types_mut().func(args, result);
        Ok(self.declare(graph, ty))
    }

    /// A function that is never called; its address tells it from others.
    pub fn dummy_function(&mut self, desc: DescId, ty: ContainerId) -> FuncId {
        let name = Symbol::intern(&format!("uncalled_{}", desc.index()));
        let known = self.prog.funcs.iter().find(|(_, f)| f.name == name && f.ty == ty).map(|(id, _)| id);
        if let Some(known) = known {
            return known;
        }
        let args = self.types().expect_func(ty).args.clone();
        let mut graph = Graph::new();
        let params = args.into_iter().map(|ty| graph.var(ty)).collect();
        graph.blocks[graph.start].params = params;
        let span = self.ann.descs[desc].as_function().map_or(rpython_base::Span::NONE, |f| f.span);
        let attrs = FuncAttrs { inline: InlineHint::Never, ..FuncAttrs::default() };
        let module = Symbol::intern("rpython.rtyper");
        self.prog.funcs.push(Function { name, module, ty, body: FuncBody::Graph(graph), attrs, span })
    }

    /// A function whose body is emitted here, for helpers that depend on representations; equal
    /// requests (name and types) share one. Gives a pointer to it.
    pub fn make_function(
        &mut self,
        name: &str,
        args: Vec<LLType>,
        result: LLType,
        body: impl FnOnce(&mut Self, &[Operand]) -> R<Operand>,
    ) -> R<Operand> {
        let ty = self.types_mut().func(args.clone(), result);
        let key = (Symbol::intern(name), ty);
        let func = match self.helpers.made.get(&key) {
            Some(&known) => known,
            None => {
                let attrs = FuncAttrs::default();
                let (module, span) = (Symbol::intern("rpython.rtyper"), self.ll.span);
                let name = key.0;
                let func =
                    self.prog.funcs.push(Function { name, module, ty, body: FuncBody::Pending, attrs, span });
                self.helpers.made.insert(key, func);
                let graph = self.emit_body(args, body)?;
                self.prog.funcs[func].body = FuncBody::Graph(graph);
                func
            }
        };
        Ok(Operand::func(LLType::Ptr(ty), func))
    }

    /// A graph with these parameters that returns what `body` emits.
    pub fn emit_body(
        &mut self,
        args: Vec<LLType>,
        body: impl FnOnce(&mut Self, &[Operand]) -> R<Operand>,
    ) -> R<Graph> {
        let outer = std::mem::take(&mut self.ll);
        self.ll.span = outer.span;
        let handlers = std::mem::take(&mut self.handlers);
        let params: Vec<_> = args.into_iter().map(|ty| self.ll.graph.var(ty)).collect();
        let start = self.ll.graph.start;
        self.ll.graph.blocks[start].params = params.clone();
        let operands: Vec<Operand> = params.into_iter().map(Operand::Var).collect();
        let value = body(self, &operands);
        let mut ll = std::mem::replace(&mut self.ll, outer);
        self.handlers = handlers;
        ll.end(Terminator::Return(value?));
        if ll.nonlocal {
            crate::localize::localize(&mut ll.graph);
        }
        Ok(ll.graph)
    }

    fn module_of(&self, func: Obj) -> Symbol {
        let Object::Function(data) = self.host.get(func) else { return Symbol::intern("") };
        self.text_of(data.module).unwrap_or_else(|| Symbol::intern(""))
    }

    /// An attribute of a function object.
    fn func_attr(&self, func: Obj, name: &str) -> Option<Obj> {
        match self.host.get(func) {
            Object::Function(data) => data.attrs.get(&Symbol::intern(name)).copied(),
            _ => None,
        }
    }

    fn func_flag(&self, func: Obj, name: &str) -> bool {
        match self.func_attr(func, name).map(|obj| self.host.get(obj)) {
            Some(Object::Bool(b)) => *b,
            Some(Object::Int(i)) => *i != 0,
            Some(Object::Str(s)) => !s.is_empty(),
            Some(Object::None) | None => false,
            Some(_) => true,
        }
    }

    fn inline_hint(&self, func: Obj) -> InlineHint {
        let is_try = |obj: Obj| self.text_of(obj).is_some_and(|s| s == "try");
        match self.func_attr(func, "_always_inline_") {
            Some(obj) if is_try(obj) => InlineHint::Try,
            _ if self.func_flag(func, "_always_inline_") => InlineHint::Always,
            _ if self.func_flag(func, "_dont_inline_") => InlineHint::Never,
            _ => InlineHint::Auto,
        }
    }

    /// What decorators said about a function.
    fn func_attrs(&self, func: Obj) -> FuncAttrs {
        let flag = |name: &str| self.func_flag(func, name);
        let look_inside = self.func_attr(func, "_jit_look_inside_");
        let text = |name: &str| self.func_attr(func, name).and_then(|obj| self.text_of(obj));
        FuncAttrs {
            inline: self.inline_hint(func),
            elidable: flag("_elidable_function_"),
            dont_look_inside: look_inside.is_some_and(|obj| obj == Obj::FALSE),
            unroll_safe: flag("_jit_unroll_safe_"),
            loop_invariant: flag("_jit_loop_invariant_"),
            oopspec: text("oopspec"),
            no_collect: flag("_gctransformer_hint_cannot_collect_"),
            must_not_collect: flag("_gc_no_collect_"),
            gc_internal: flag("_gc_internal_"),
            no_stack_check: flag("_dont_insert_stackcheck_"),
            stack_checked: false,
            never_returns: flag("_never_returns_"),
            rarely_called: false,
            export: self.exported_name(func),
        }
    }

    /// The name under which C code calls a function, if it does: the attribute `c_name` where the author gave one.
    fn exported_name(&self, func: Obj) -> Option<Symbol> {
        let exported = self.func_attr(func, "exported_symbol")?;
        if let Some(name) = self.text_of(exported) {
            return Some(name);
        }
        if exported != Obj::TRUE {
            return None;
        }
        let given = self.func_attr(func, "c_name").and_then(|name| self.text_of(name));
        let Object::Function(data) = self.host.get(func) else { return given };
        Some(given.unwrap_or_else(|| Symbol::intern(&format!("pypy_g_{}", data.name))))
    }
}
