//! Calls.

use std::rc::Rc;

use rpython_base::{Diagnostic, Span, Symbol};
use rpython_host::Obj;

use crate::calls::{ArgSource, CallMismatch, CallShape, ExtraCall};
use crate::cx::Cx;
use crate::descs::Desc;
use crate::fail::{Fail, R};
use crate::lattice::{InstanceFlags, MethodValue, PbcSet};
use crate::{CallRow, CallSite, CallSiteKind, DescId, GraphId, Kind, SomeValue, Specialization};

/// The arguments of a call: positional ones (the items of a `*args` tuple included), then keywords.
#[derive(Clone, Debug, Default)]
pub(crate) struct Args {
    pub(crate) positional: Vec<SomeValue>,
    pub(crate) keywords: Vec<(Symbol, SomeValue)>,
    /// How many positional ones came from `*args`.
    pub(crate) star_items: u32,
}

impl Args {
    pub(crate) fn positional(positional: Vec<SomeValue>) -> Args {
        Args { positional, ..Args::default() }
    }

    fn shape(&self) -> CallShape {
        CallShape {
            positional: self.positional.len() as u32,
            keywords: self.keywords.iter().map(|&(name, _)| name).collect(),
        }
    }

    fn with_self(&self, this: SomeValue) -> Args {
        let mut args = self.clone();
        args.positional.insert(0, this);
        args
    }

    pub(crate) fn keyword(&self, name: &str) -> Option<&SomeValue> {
        self.keywords.iter().find(|(n, _)| *n == name).map(|(_, v)| v)
    }
}

impl Cx<'_> {
    /// A call of anything.
    pub(crate) fn call(&mut self, callee: &SomeValue, args: Args) -> R {
        match &callee.kind {
            Kind::Impossible => Err(Fail::Blocked(None)),
            Kind::Pbc(set) => self.call_pbc(&set.clone(), args),
            Kind::Builtin(id) => {
                let shape = args.shape();
                self.record(CallSiteKind::Builtin(*id), shape, CallRow::default(), args.star_items);
                crate::builtins::call(self, *id, callee, args)
            }
            Kind::BuiltinMethod(method) => {
                let method: Rc<MethodValue> = method.clone();
                let shape = args.shape();
                self.record(
                    CallSiteKind::BuiltinMethod(method.name),
                    shape,
                    CallRow::default(),
                    args.star_items,
                );
                crate::builtins::call_method(self, &method, args)
            }
            Kind::WeakRef(class) => Ok(match class {
                Some(class) => SomeValue::instance(*class, true),
                None => SomeValue::NONE,
            }),
            Kind::Instance { classdef, can_be_none, flags } if flags.virtual_ref => {
                let flags = InstanceFlags { virtual_ref: false, ..*flags };
                Ok(Kind::Instance { classdef: *classdef, can_be_none: *can_be_none, flags }.into())
            }
            Kind::AdtMethod { ptr, func } => {
                let (ptr, func) = (*ptr, *func);
                let func = self.constant(func)?;
                self.call(&func, args.with_self(SomeValue::ptr(ptr)))
            }
            Kind::Ptr(id) => self.call_ptr(*id, callee, args),
            Kind::None => Err(self.only_none(self.current_operand(0), "is called")),
            Kind::TypeOf(_) => Err(self.error(
                "not-callable",
                "calling type(x) is not RPython: the class must be one of a known set of classes",
            )),
            _ => Err(self.error("not-callable", format!("{} cannot be called", self.out.describe_a(callee)))),
        }
    }

    fn record(&mut self, kind: CallSiteKind, shape: CallShape, row: CallRow, star_items: u32) {
        let call = CallSite { kind, shape, family: None, row, star_items };
        if let Some(slot) = &mut self.emulating {
            *slot = Some(call);
        } else if let Some(site) = self.site {
            self.out.call_sites.insert((site.graph, site.block, site.op), call);
        }
    }

    fn call_pbc(&mut self, set: &PbcSet, args: Args) -> R {
        let kind = match &self.out.descs[set.descs[0]] {
            Desc::Function(f) if f.special == Specialization::Memo => CallSiteKind::Memo,
            Desc::Function(_) => CallSiteKind::Functions,
            Desc::Method(_) => CallSiteKind::Methods,
            Desc::Class(_) => CallSiteKind::Classes,
            Desc::MethodOfFrozen(method) => match self.out.descs[method.func].as_function() {
                Some(f) if f.special == Specialization::Memo => CallSiteKind::Memo,
                _ => CallSiteKind::FrozenMethods,
            },
            Desc::Frozen(f) => {
                let obj = f.obj;
                return self.call_frozen(obj, args);
            }
        };
        let mut result = SomeValue::IMPOSSIBLE;
        let mut row = CallRow::default();
        let mut shape = args.shape();
        let mut origin = Span::NONE;
        for &desc in &set.descs {
            let start = row.targets.len();
            let (value, bound) =
                self.call_desc(desc, &args, &mut row).map_err(|f| self.label_others(f, set, desc))?;
            shape.positional = args.positional.len() as u32 + bound as u32;
            let graph = row.targets.get(start).map(|t| t.1);
            let new_origin = graph.map_or(Span::NONE, |g| self.out.graphs[g].result_origin);
            result = self.union(&result, &value).map_err(|f| {
                let name = self.out.descs[desc].describe(self.out);
                f.at(
                    || format!("the result of {name} and of the others that this call may reach"),
                    Some(origin),
                    Some(new_origin),
                )
            })?;
            if origin.is_none() {
                origin = new_origin;
            }
        }
        row.targets.sort_unstable();
        row.targets.dedup();
        // A library function that the compiler knows has noted already which one it is.
        if !(row.targets.is_empty() && self.is_intrinsic_method(&set.descs)) {
            self.record(kind, shape, row, args.star_items);
        }
        Ok(result.without_known_types())
    }

    /// Whether all that is called is one intrinsic, as a method of constants.
    fn is_intrinsic_method(&self, descs: &[DescId]) -> bool {
        descs.iter().all(|&desc| match &self.out.descs[desc] {
            Desc::MethodOfFrozen(m) => {
                self.out.descs[m.func].as_function().is_some_and(|f| f.intrinsic.is_some())
            }
            _ => false,
        })
    }

    /// An operand of the current op.
    pub(crate) fn current_operand(&self, index: usize) -> Option<rpython_flow::Operand> {
        let site = self.site?;
        let op = self.out.graphs[site.graph].graph.blocks[site.block].ops.get(site.op as usize)?;
        op.args.get(index).copied()
    }

    /// An error about one function of a set shows where the others are.
    fn label_others(&self, fail: Fail, set: &PbcSet, failed: DescId) -> Fail {
        let Fail::Error(mut diagnostic) = fail else { return fail };
        if diagnostic.code != "call-args" {
            return Fail::Error(diagnostic);
        }
        for &other in set.descs.iter().filter(|&&d| d != failed).take(3) {
            let func = match &self.out.descs[other] {
                Desc::Method(m) => self.out.descs[m.func].as_function(),
                other => other.as_function(),
            };
            if let Some(f) = func.filter(|f| !f.span.is_none()) {
                let label = rpython_base::Label {
                    span: f.span,
                    text: format!("{}() may be called here too", f.name),
                };
                diagnostic.labels.push(label);
            }
        }
        Fail::Error(diagnostic)
    }

    /// Calls one element of a set; says whether it prepends an argument.
    fn call_desc(&mut self, desc: DescId, args: &Args, row: &mut CallRow) -> R<(SomeValue, bool)> {
        match &self.out.descs[desc] {
            Desc::Function(_) => Ok((self.call_function(desc, args, row)?, false)),
            Desc::Method(method) => {
                let method = method.clone();
                let Some(this) = method.this else {
                    return Err(self.error(
                        "call-args",
                        format!("the method {} is called without an instance", method.name),
                    ));
                };
                let this = Kind::Instance { classdef: Some(this), can_be_none: false, flags: method.flags };
                let value = self.call_function(method.func, &args.with_self(this.into()), row)?;
                Ok((value, true))
            }
            Desc::MethodOfFrozen(method) => {
                let method = method.clone();
                let this = self.out.pbc(vec![method.frozen], false);
                let value = self.call_function(method.func, &args.with_self(this), row)?;
                Ok((value, true))
            }
            Desc::Class(_) => Ok((self.call_class(desc, args, row)?, true)),
            Desc::Frozen(_) => Err(self.error("not-callable", "a prebuilt constant cannot be called")),
        }
    }

    /// A frozen instance with `__call__`.
    fn call_frozen(&mut self, obj: Obj, args: Args) -> R {
        let class = self.host.class_of(obj);
        let name = Symbol::intern("__call__");
        if self.class_has(class, name) && matches!(self.host.get(obj), rpython_host::Object::Instance(_)) {
            let method = self.frozen_getattr(obj, name)?;
            return self.call(&method, args);
        }
        let type_name = self.host.type_name(obj);
        Err(self.error("not-callable", format!("a {type_name} constant cannot be called in RPython")))
    }

    /// Instantiates a class.
    fn call_class(&mut self, desc: DescId, args: &Args, row: &mut CallRow) -> R {
        let classdef = self.classdef(desc)?;
        self.out.classdefs[classdef].instantiated = true;
        let instance = SomeValue::instance(classdef, false);
        let name = Symbol::intern("__init__");
        match self.desc_lookup(desc, name) {
            Some((_, init)) => {
                let init = self.class_value(init, None, name)?;
                let Kind::Pbc(set) = &init.kind else {
                    return Err(self.error("not-callable", "this __init__ is no function"));
                };
                let func = set.descs[0];
                let start = row.targets.len();
                self.call_function(func, &args.with_self(instance.clone()), row)?;
                // The row of a class call tells which __init__ each class gets.
                for target in &mut row.targets[start..] {
                    target.0 = desc;
                }
            }
            None => {
                let class = self.out.descs[desc].as_class().expect("a class");
                let (object, name) = (class.class, class.name);
                if object == self.host.exc.exception
                    && args.positional.len() == 1
                    && matches!(args.positional[0].kind, Kind::Ptr(_))
                {
                    return Err(self.error_help(
                        "raise",
                        "a low-level pointer is given to Exception()",
                        "a pointer that was made of an exception becomes one again with annlowlevel.cast_base_ptr_to_instance",
                    ));
                }
                if !self.is_exception_class(object)
                    && (!args.positional.is_empty() || !args.keywords.is_empty())
                {
                    let span = class.span;
                    return Err(Diagnostic::error(
                        "call-args",
                        self.span(),
                        format!(
                            "the class {name} has no __init__ and takes no arguments ({} given)",
                            args.positional.len() + args.keywords.len()
                        ),
                    )
                    .with_label(span, "the class")
                    .into());
                }
            }
        }
        Ok(instance)
    }

    /// Calls a function: parameters get the arguments, the result is what the function returns so far.
    pub(crate) fn call_function(&mut self, func: DescId, args: &Args, row: &mut CallRow) -> R {
        let desc = self.out.descs[func].as_function().expect("a function");
        if let Some(id) = desc.intrinsic {
            let callee = SomeValue::from(Kind::Builtin(id));
            self.record(CallSiteKind::Builtin(id), args.shape(), CallRow::default(), args.star_items);
            return crate::builtins::call(self, id, &callee, args.clone());
        }
        let special = desc.special.clone();
        let (mut cells, star) = self.bind_arguments(func, args)?;
        if special == Specialization::Memo {
            return self.call_memo(func, &cells);
        }
        self.enforce_types(func, &mut cells)?;
        let graph = self.specialize(func, &mut cells, star)?;
        let graph = self.late_copy(graph, func, &cells)?;
        row.targets.push((func, graph));
        let result = self.call_graph(graph, &cells)?;
        self.declared_result(func, graph, result)
    }

    /// The arguments in the order of the parameters, defaults filled in; then the items of `*args` and their
    /// number, if the function takes `*args`.
    fn bind_arguments(&mut self, func: DescId, args: &Args) -> R<(Vec<SomeValue>, Option<usize>)> {
        let desc = self.out.descs[func].as_function().expect("a function");
        if desc.signature.starstar.is_some() {
            let (name, span, keywords) = (desc.name, desc.span, desc.signature.starstar);
            let keywords = keywords.map_or("kwargs", |k| k.as_str());
            let place = if span.is_none() { self.span() } else { span };
            return Err(Diagnostic::error(
                "star-args",
                place,
                format!("{name}() takes **{keywords}, which RPython does not support"),
            )
            .with_help("give the parameters names and default values")
            .with_label(self.span(), "called here")
            .into());
        }
        let has_star = desc.signature.star.is_some();
        let (sources, rest) = match desc.signature.match_shape(&args.shape()) {
            Ok(matched) => matched,
            Err(mismatch) => {
                let (name, span) = (desc.name, desc.span);
                let place = if self.span().is_none() { span } else { self.span() };
                let mut diagnostic = Diagnostic::error(
                    "call-args",
                    place,
                    format!("{name}() {}", describe_mismatch(&mismatch)),
                );
                if !span.is_none() && place != span {
                    diagnostic = diagnostic.with_label(span, format!("{name}() is defined here"));
                }
                return Err(diagnostic.into());
            }
        };
        let mut cells = Vec::with_capacity(sources.len() + rest.len());
        for source in sources {
            cells.push(match source {
                ArgSource::Positional(i) => args.positional[i].without_known_types(),
                ArgSource::Keyword(i) => args.keywords[i].1.without_known_types(),
                ArgSource::Default(obj) => self.constant(obj)?,
            });
        }
        cells.extend(rest.iter().map(|&i| args.positional[i].without_known_types()));
        Ok((cells, has_star.then_some(rest.len())))
    }

    /// Flows arguments into a graph and gives what it returns so far; the current block is looked at again when
    /// that grows.
    pub(crate) fn call_graph(&mut self, graph: GraphId, cells: &[SomeValue]) -> R {
        if let Some(position) = self.position() {
            if self.work.known_callers.insert((graph, position)) {
                self.out.graphs[graph].callers.push(position);
            }
            let span = self.span();
            if !self.work.first_call.contains_key(&graph) && position.0 != graph {
                self.work.first_call.insert(graph, (position.0, span));
            }
        }
        self.flow_into_start(graph, cells)?;
        Ok(self.out.graphs[graph].result.clone())
    }

    fn flow_into_start(&mut self, graph: GraphId, cells: &[SomeValue]) -> R<()> {
        let start = self.out.graphs[graph].first_block();
        let span = self.span();
        let origins = vec![span; cells.len()];
        if graph_is_finished(self, graph) {
            return Ok(());
        }
        self.flow_into(graph, start, cells, &origins).map_err(|(index, failure)| {
            let info = &self.out.graphs[graph];
            let param = info.graph.blocks[start].params.get(index).copied();
            let name = param.and_then(|p| info.graph.vars[p].name);
            let old = param.map(|p| info.origins[rpython_base::EntityId::index(p)]);
            failure.at(
                || match name {
                    Some(name) => format!("the parameter {name} of {}()", info.graph.name),
                    None => format!("argument {} of {}()", index + 1, info.graph.name),
                },
                old,
                Some(span),
            )
        })
    }

    /// A `specialize:memo` function: runs now for all possible arguments.
    fn call_memo(&mut self, func: DescId, cells: &[SomeValue]) -> R {
        let mut choices: Vec<Vec<Obj>> = Vec::new();
        for cell in cells {
            choices.push(self.all_values(func, cell)?);
        }
        let object =
            self.out.descs[func].as_function().and_then(|f| f.func).expect("memo functions have source");
        let mut result = SomeValue::IMPOSSIBLE;
        let mut combinations: Vec<Vec<Obj>> = vec![Vec::new()];
        for choice in &choices {
            combinations = combinations
                .iter()
                .flat_map(|c| choice.iter().map(move |&v| [c.as_slice(), &[v]].concat()))
                .collect();
        }
        for values in combinations {
            let known = self.out.memo.entry(func).or_default().entries.get(&values).copied();
            let value = match known {
                Some(value) => value,
                None => {
                    let value = self
                        .host
                        .call(object, &values, &[])
                        .map_err(|raised| self.raised(raised, "a memo function"))?;
                    self.out.memo.entry(func).or_default().entries.insert(values, value);
                    value
                }
            };
            let s = self.constant(value)?;
            result = self.union(&result, &s)?;
        }
        Ok(result)
    }

    fn all_values(&mut self, func: DescId, s: &SomeValue) -> R<Vec<Obj>> {
        if let Some(obj) = self.const_obj(s) {
            return Ok(vec![obj]);
        }
        let values: Option<Vec<Obj>> = match &s.kind {
            Kind::Impossible => return Err(Fail::Blocked(None)),
            Kind::Bool(_) => Some(vec![Obj::FALSE, Obj::TRUE]),
            Kind::Pbc(set) if !set.can_be_none => {
                set.descs.iter().map(|&d| self.out.descs[d].constant()).collect()
            }
            _ => None,
        };
        let name = self.out.descs[func].describe(self.out);
        values.ok_or_else(|| {
            self.error(
                "specialize",
                format!(
                    "the arguments of the memo {name} must be constants or sets of classes or frozen instances, \
                     and this is {}",
                    self.out.describe_a(s)
                ),
            )
        })
    }

    /// Annotates a call that no call op stands for. The result is what the function returns so far.
    pub(crate) fn emulate_call(&mut self, key: ExtraCall, callee: &SomeValue, args: Vec<SomeValue>) -> R {
        let (result, site) = self.emulate(|cx| cx.call(callee, Args::positional(args)))?;
        if let Some(site) = site {
            self.out.extra_calls.insert(key, site);
        }
        Ok(result)
    }

    /// The same for the current op; `purpose` tells several apart.
    pub(crate) fn emulate_op_call(&mut self, purpose: &str, callee: &SomeValue, args: Vec<SomeValue>) -> R {
        let Some(site) = self.site else {
            return self.emulate(|cx| cx.call(callee, Args::positional(args))).map(|(value, _)| value);
        };
        self.emulate_call(
            ExtraCall::Op(site.graph, site.block, site.op, Symbol::intern(purpose)),
            callee,
            args,
        )
    }
}

fn graph_is_finished(cx: &Cx<'_>, graph: GraphId) -> bool {
    rpython_base::EntityId::index(graph) < cx.work.finished
}

fn describe_mismatch(mismatch: &CallMismatch) -> String {
    let plural = |n: usize| if n == 1 { "argument" } else { "arguments" };
    match mismatch {
        CallMismatch::Count(least, Some(most), given) if least == most => match most {
            0 => format!("takes no arguments ({given} given)"),
            n => format!("takes exactly {n} {} ({given} given)", plural(*n)),
        },
        CallMismatch::Count(least, Some(most), given) if given > most => {
            let _ = least;
            format!("takes at most {most} {} ({given} given)", plural(*most))
        }
        CallMismatch::Count(least, _, given) => {
            format!("takes at least {least} {} ({given} given)", plural(*least))
        }
        CallMismatch::Missing(name) => format!("gets no value for its parameter {name}"),
        CallMismatch::UnknownKeyword(name) => format!("has no parameter named {name}"),
        CallMismatch::Twice(name) => format!("gets two values for its parameter {name}"),
    }
}
