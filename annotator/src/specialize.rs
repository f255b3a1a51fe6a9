//! Which copy of a function a call reaches.

use std::rc::Rc;

use rpython_base::{EntityId, Span, Symbol};
use rpython_flow::{Block, FunctionGraph, Link, Op, OpKind, Operand, Terminator};
use rpython_host::{Obj, Object};
use rpython_lltype::LLType;

use crate::cx::{BlockState, Cx};
use crate::descs::{Desc, SpecItem, SpecKey};
use crate::fail::{Fail, R};
use crate::{DescId, GraphId, GraphInfo, Kind, SomeValue, Specialization};

impl Cx<'_> {
    /// The graph for a call with these arguments: one for each parameter, then the items of `*args`. The
    /// arguments are generalized as the specialization and declared types ask for.
    pub(crate) fn specialize(
        &mut self,
        func: DescId,
        args: &mut [SomeValue],
        star: Option<usize>,
    ) -> R<GraphId> {
        let desc = self.out.descs[func].as_function().expect("a function");
        let special = desc.special.clone();
        let mut key = self.spec_key(func, &special, args)?;
        if let Some(count) = star {
            key.0.push(SpecItem::Star(count as u32));
        }
        let direct = self.strip_direct_access(func, args);
        if direct {
            key.0.push(SpecItem::AccessDirectly);
        }
        self.graph_for(func, key, star)
    }

    /// Whether the copy accesses a virtualizable directly; functions that the JIT does not look into never do.
    fn strip_direct_access(&mut self, func: DescId, args: &mut [SomeValue]) -> bool {
        let object = self.out.descs[func].as_function().and_then(|f| f.func);
        let looks_inside =
            object.and_then(|f| self.function_attr(f, "_jit_look_inside_")) != Some(Obj::FALSE);
        let mut direct = false;
        for arg in args {
            if let Kind::Instance { flags, .. } = &mut arg.kind
                && flags.access_directly
            {
                if looks_inside {
                    direct = true;
                } else {
                    flags.access_directly = false;
                }
            }
        }
        direct
    }

    fn spec_key(&mut self, func: DescId, special: &Specialization, args: &mut [SomeValue]) -> R<SpecKey> {
        let mut key = Vec::new();
        match special {
            // Low-level code is not polymorphic: one copy for each combination of pointer types.
            Specialization::Default
                if args.iter().any(|a| matches!(a.kind, Kind::Ptr(_) | Kind::InteriorPtr(_))) =>
            {
                for arg in args.iter_mut() {
                    if self.work.finished > 0 {
                        key.push(self.ll_item(arg)?);
                    } else if let Kind::Ptr(_) = arg.kind {
                        key.push(self.type_item(&arg.clone()));
                    }
                }
            }
            Specialization::Default | Specialization::Memo => {}
            Specialization::Arg(positions) => {
                for &i in positions {
                    key.push(self.const_item(func, args, i)?);
                }
            }
            Specialization::ArgOrVar(positions) => {
                if positions.iter().all(|&i| args.get(i).is_some_and(SomeValue::is_constant)) {
                    for &i in positions {
                        key.push(self.const_item(func, args, i)?);
                    }
                }
            }
            Specialization::ArgType(positions) => {
                for &i in positions {
                    if let Some(arg) = args.get(i) {
                        key.push(self.type_item(&arg.clone()));
                    }
                }
            }
            Specialization::ArgChar(positions) => {
                for &i in positions {
                    if let Some(arg) = args.get(i) {
                        let single = matches!(arg.kind, Kind::Char { .. } | Kind::UniChar { .. });
                        key.push(SpecItem::Type(Symbol::intern(if single { "char" } else { "other" })));
                    }
                }
            }
            Specialization::ArgListItemType(positions) => {
                for &i in positions {
                    if let Some(Kind::List(id)) = args.get(i).map(|a| &a.kind) {
                        let item = self.list_item(*id);
                        key.push(self.type_item(&item));
                    }
                }
            }
            Specialization::CallLocation | Specialization::CtrLocation => {
                if let Some(site) = self.site {
                    key.push(SpecItem::Site(site.graph, site.span));
                    key.push(SpecItem::Type(Symbol::intern(&format!("{}.{}", site.block, site.op))));
                }
            }
            Specialization::Policy(tag) => key.push(self.policy_copy(func, *tag, args)?),
            Specialization::Ll | Specialization::LlAndArg(_) => {
                let keep: &[usize] = match special {
                    Specialization::LlAndArg(positions) => positions,
                    _ => &[],
                };
                for (i, arg) in args.iter_mut().enumerate() {
                    if keep.contains(&i) && arg.is_constant() {
                        key.push(SpecItem::Const(self.const_obj(arg).unwrap_or(Obj::NONE)));
                    } else {
                        key.push(self.ll_item(arg)?);
                    }
                }
            }
        }
        Ok(SpecKey(key))
    }

    fn const_item(&mut self, func: DescId, args: &[SomeValue], position: usize) -> R<SpecItem> {
        let Some(arg) = args.get(position) else { return Ok(SpecItem::None) };
        if let Some(obj) = self.const_obj(arg) {
            return Ok(SpecItem::Const(obj));
        }
        if let Some(set) = arg.as_pbc()
            && set.descs.len() == 1
        {
            return Ok(SpecItem::Pbc(set.descs.clone()));
        }
        if arg.is_impossible() {
            return Err(Fail::Blocked(None));
        }
        let name = self.out.descs[func].describe(self.out);
        Err(self.error(
            "specialize",
            format!(
                "argument {} of {name} must be a constant (specialize.arg), and is {} not known while translating",
                position + 1,
                self.out.describe_a(arg)
            ),
        ))
    }

    /// The type of an argument, as `argtype` distinguishes them.
    fn type_item(&mut self, s: &SomeValue) -> SpecItem {
        let name = |text: &str| SpecItem::Type(Symbol::intern(text));
        match &s.kind {
            Kind::Impossible => name("nothing"),
            Kind::None => SpecItem::None,
            Kind::Bool(_) => name("bool"),
            Kind::Integer { ty, .. } => SpecItem::LLType(*ty),
            Kind::Float => name("float"),
            Kind::SingleFloat => name("singlefloat"),
            Kind::LongFloat => name("longfloat"),
            Kind::Char { .. } | Kind::Str { .. } => name("str"),
            Kind::UniChar { .. } | Kind::Unicode { .. } => name("unicode"),
            Kind::ByteArray { .. } => name("bytearray"),
            Kind::List(_) => name("list"),
            Kind::Dict(id) => name(if self.out.dicts.get(*id).custom.is_some() { "r_dict" } else { "dict" }),
            Kind::Tuple(_) => name("tuple"),
            Kind::Iterator(_) => name("iterator"),
            Kind::Instance { classdef: Some(c), .. } => SpecItem::Class(*c),
            Kind::Instance { classdef: None, .. } => name("object"),
            Kind::Pbc(set) => match &self.out.descs[set.descs[0]] {
                Desc::Function(_) => name("function"),
                Desc::Method(_) | Desc::MethodOfFrozen(_) => name("method"),
                Desc::Class(_) => name("type"),
                Desc::Frozen(f) => {
                    let class = self.host.class_of(f.obj);
                    SpecItem::Const(class)
                }
            },
            Kind::Builtin(_) => name("builtin"),
            Kind::BuiltinMethod(_) => name("builtin_method"),
            Kind::WeakRef(_) => name("weakref"),
            Kind::TypeOf(_) => name("type"),
            Kind::Property(_) => name("property"),
            Kind::Ptr(id) => SpecItem::LLType(LLType::Ptr(*id)),
            Kind::InteriorPtr(_) => name("interior_ptr"),
            Kind::AdtMethod { .. } => name("adt_method"),
            Kind::Address | Kind::AddressAccess(_) => SpecItem::LLType(LLType::Address),
            Kind::Controlled(c) => SpecItem::Const(c.controller),
        }
    }

    /// The low-level type of an argument; the argument is generalized to all of it. Sets of prebuilt things stay.
    pub(crate) fn ll_item(&mut self, arg: &mut SomeValue) -> R<SpecItem> {
        if let Kind::Pbc(set) = &arg.kind {
            return Ok(match self.const_obj(arg) {
                Some(obj) => SpecItem::Const(obj),
                None => SpecItem::Pbc(set.descs.clone()),
            });
        }
        if let Kind::Builtin(_) = arg.kind
            && let Some(obj) = arg.constant
        {
            return Ok(SpecItem::Const(obj));
        }
        if arg.is_none() {
            return Ok(SpecItem::None);
        }
        match self.lltype_of(arg) {
            Some(ty) => {
                *arg = self.of_lltype(ty);
                Ok(SpecItem::LLType(ty))
            }
            None => Ok(self.type_item(&arg.clone())),
        }
    }

    /// The annotation of all values of a low-level type.
    pub(crate) fn of_lltype(&self, ty: LLType) -> SomeValue {
        match ty {
            LLType::Void => SomeValue::NONE,
            LLType::Bool => SomeValue::BOOL,
            LLType::Char => SomeValue::CHAR,
            LLType::UniChar => SomeValue::UNICHAR,
            LLType::Float => SomeValue::FLOAT,
            LLType::SingleFloat => Kind::SingleFloat.into(),
            LLType::LongFloat => Kind::LongFloat.into(),
            LLType::Address => SomeValue::ADDRESS,
            LLType::Ptr(id) | LLType::Inline(id) => SomeValue::ptr(id),
            LLType::Signed
            | LLType::Unsigned
            | LLType::SignedLongLong
            | LLType::UnsignedLongLong
            | LLType::SignedLongLongLong
            | LLType::UnsignedLongLongLong
            | LLType::Int8
            | LLType::UInt8
            | LLType::Int16
            | LLType::UInt16
            | LLType::Int32
            | LLType::UInt32 => {
                let ty = self.integer_type(ty);
                let unsigned = ty.int_kind().is_some_and(|(_, signed)| !signed);
                SomeValue::integer(ty, unsigned)
            }
        }
    }

    /// The low-level type of an annotation, where it has one by itself.
    pub(crate) fn lltype_of(&self, s: &SomeValue) -> Option<LLType> {
        Some(match &s.kind {
            Kind::None => LLType::Void,
            Kind::Bool(_) => LLType::Bool,
            Kind::Integer { ty, .. } => *ty,
            Kind::Float => LLType::Float,
            Kind::SingleFloat => LLType::SingleFloat,
            Kind::LongFloat => LLType::LongFloat,
            Kind::Char { .. } => LLType::Char,
            Kind::UniChar { .. } => LLType::UniChar,
            Kind::Ptr(id) => LLType::Ptr(*id),
            Kind::Address => LLType::Address,
            Kind::Impossible
            | Kind::Str { .. }
            | Kind::Unicode { .. }
            | Kind::ByteArray { .. }
            | Kind::List(_)
            | Kind::Dict(_)
            | Kind::Tuple(_)
            | Kind::Iterator(_)
            | Kind::Instance { .. }
            | Kind::Pbc(_)
            | Kind::Builtin(_)
            | Kind::BuiltinMethod(_)
            | Kind::WeakRef(_)
            | Kind::TypeOf(_)
            | Kind::Property(_)
            | Kind::InteriorPtr(_)
            | Kind::AdtMethod { .. }
            | Kind::AddressAccess(_)
            | Kind::Controlled(_) => return None,
        })
    }

    /// The function's graph with this key, built if it is not there.
    pub(crate) fn graph_for(&mut self, func: DescId, key: SpecKey, star: Option<usize>) -> R<GraphId> {
        let desc = self.out.descs[func].as_function().expect("a function");
        if let Some(&graph) = desc.graphs.get(&key) {
            return Ok(graph);
        }
        let Some(object) = desc.func else {
            return Err(self.error("internal", "this function has no source to look at"));
        };
        let object = match key.0.first() {
            Some(SpecItem::Policy(number)) => self.work.policy_sources[&(func, *number)],
            _ => object,
        };
        let flow = self.flow_graph(object)?;
        let mut graph = (*flow).clone();
        if let Some(count) = star {
            flatten_star(&mut graph, count);
        }
        let id = self.add_graph(graph, Some(func), key.clone());
        self.out.graphs[id].star_items = star.unwrap_or(0) as u32;
        let Desc::Function(desc) = &mut self.out.descs[func] else { unreachable!("a function") };
        desc.graphs.insert(key, id);
        Ok(id)
    }

    /// Adds a graph without annotations.
    pub(crate) fn add_graph(&mut self, graph: FunctionGraph, desc: Option<DescId>, key: SpecKey) -> GraphId {
        let (vars, blocks) = (graph.vars.len(), graph.blocks.len());
        self.work.blocks.push(vec![BlockState::default(); blocks]);
        self.out.graphs.push(GraphInfo {
            graph,
            desc,
            key,
            bindings: vec![SomeValue::IMPOSSIBLE; vars],
            origins: vec![Span::NONE; vars],
            result: SomeValue::IMPOSSIBLE,
            result_origin: Span::NONE,
            reached: vec![false; blocks],
            callers: Vec::new(),
            late: self.work.finished > 0,
            star_items: 0,
            shape: None,
            own_start: false,
        })
    }

    /// The flow graph of a function, built once.
    fn flow_graph(&mut self, func: Obj) -> R<Rc<FunctionGraph>> {
        if let Some(flow) = self.work.flow.get(&func) {
            return Ok(flow.clone());
        }
        if self.is_not_rpython(func) {
            let name = match self.host.get(func) {
                Object::Function(f) => f.name,
                _ => Symbol::intern("?"),
            };
            return Err(self.error(
                "marked-not-rpython",
                format!("{name}() is marked as not RPython and cannot be called from RPython code"),
            ));
        }
        let Some(builder) = self.work.builder else {
            return Err(self.error("internal", "no flow graph builder was given to the annotator"));
        };
        match builder(self.host, func) {
            Ok(graph) => {
                let graph = Rc::new(graph);
                self.work.flow.insert(func, graph.clone());
                Ok(graph)
            }
            Err(diagnostic) => Err(Fail::Error(diagnostic)),
        }
    }

    fn is_not_rpython(&self, func: Obj) -> bool {
        if self.function_attr(func, "_not_rpython_") == Some(Obj::TRUE) {
            return true;
        }
        match self.host.get(func) {
            Object::Function(f) => match self.host.get(f.doc) {
                Object::Str(doc) => doc.trim_ascii_start().starts_with(b"NOT_RPYTHON"),
                _ => false,
            },
            _ => false,
        }
    }
}

/// Gives the graph one parameter for each item of `*args` instead of a tuple.
fn flatten_star(graph: &mut FunctionGraph, count: usize) {
    let old = graph.blocks[graph.start].params.clone();
    let span = graph.span;
    let plain = old.len().saturating_sub(1);
    let mut fresh = |from: Option<usize>| {
        let var = from.map_or_else(Default::default, |i| graph.vars[old[i]]);
        graph.vars.push(var)
    };
    let mut params: Vec<_> = (0..plain).map(|i| fresh(Some(i))).collect();
    let stars: Vec<_> = (0..count).map(|_| fresh(None)).collect();
    let tuple = fresh(Some(plain));
    let mut args: Vec<Operand> = params.iter().map(|&v| Operand::Var(v)).collect();
    args.push(Operand::Var(tuple));
    params.extend(&stars);
    let op = Op {
        kind: OpKind::newtuple,
        args: stars.into_iter().map(Operand::Var).collect(),
        result: tuple,
        span,
    };
    let end = Terminator::Goto(Link { target: graph.start, args });
    graph.start = graph.blocks.push(Block { params, ops: vec![op], end, end_span: span });
    debug_assert!(graph.start.index() < graph.blocks.len());
}
