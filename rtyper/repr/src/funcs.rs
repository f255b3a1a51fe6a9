//! Functions of the low-level program: ids, types, attributes.

use rpython_annotator::{DescId, GraphId};
use rpython_base::{EntityId, Symbol};
use rpython_host::{Obj, Object};
use rpython_lltype::{ContainerId, FuncId, LLType};
use rpython_lowlevel::{FuncAttrs, FuncBody, Function, Graph, InlineHint};

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
    pub fn declare_helper(&mut self, graph: GraphId, args: Vec<LLType>, result: LLType) -> R<FuncId> {
        if let Some(&func) = self.funcs.get(&graph) {
            return Ok(func);
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
            gc_internal: flag("_gc_internal_"),
            no_stack_check: flag("_dont_insert_stackcheck_"),
            never_returns: flag("_never_returns_"),
            export: text("exported_symbol"),
        }
    }
}
