//! The interface to other stages.

use rpython_base::{CallFrame, Diagnostic, EntityId, Span};
use rpython_host::{Host, Obj};
use rpython_lltype::LLType;

use crate::call::Args;
use crate::cx::{Cx, GraphBuilder, Work};
use crate::descs::{SpecItem, SpecKey};
use crate::fail::{Fail, R};
use crate::{Annotated, CallRow, ClassDefId, GraphId, Kind, ListDef, SomeValue};

/// Infers the types of a whole program, and later of the helpers that further stages ask for.
///
/// Add entry points, [`solve`](Self::solve), look at the [`result`](Self::result); then
/// [`seal`](Self::seal) it, request helpers and `solve` again as often as needed.
#[derive(Debug)]
pub struct Annotator {
    out: Annotated,
    work: Work,
}

impl Annotator {
    /// An annotator without a program. `builder` makes flow graphs
    /// (`rpython_flow::build_graph`).
    pub fn new(builder: GraphBuilder) -> Annotator {
        Annotator { out: Annotated::default(), work: Work { builder: Some(builder), ..Work::default() } }
    }

    /// The object that decides some of what happens while the program is looked at (the third item of what `target()`
    /// returns).
    pub fn set_policy(&mut self, host: &mut Host, policy: Obj) -> Result<(), Vec<Diagnostic>> {
        match crate::policy::Policy::new(host, policy) {
            Ok(policy) => {
                self.work.policy = Some(policy);
                Ok(())
            }
            Err(raised) => Err(vec![host.uncaught(&raised)]),
        }
    }

    fn cx<'a>(&'a mut self, host: &'a mut Host) -> Cx<'a> {
        Cx { host, out: &mut self.out, work: &mut self.work, site: None, emulating: None }
    }

    /// The state of the result.
    pub fn result(&self) -> &Annotated {
        &self.out
    }

    /// The result, for stages that register what they make (types of strings, ADT methods, tokens).
    pub fn result_mut(&mut self) -> &mut Annotated {
        &mut self.out
    }

    /// The entry point of a program: a function called with one list of strings, or with `args` if they are given.
    pub fn add_program(&mut self, host: &mut Host, func: Obj) -> Result<GraphId, Vec<Diagnostic>> {
        let mut def = ListDef::new(SomeValue::str(true, false), Span::NONE);
        def.mutated = true;
        def.resized = true;
        let argv = SomeValue::from(Kind::List(self.out.lists.push(def)));
        let graph = self.add_entry(host, func, vec![argv])?;
        self.work.checks_result.push(graph);
        Ok(graph)
    }

    /// The entry point of a library: a function called from outside with arguments of these types, given as Python
    /// objects such as `int`.
    pub fn add_library(
        &mut self,
        host: &mut Host,
        func: Obj,
        types: &[Obj],
    ) -> Result<GraphId, Vec<Diagnostic>> {
        self.out.is_library = true;
        self.add_exported(host, func, types)
    }

    /// A further function that is called from outside, with arguments of these types.
    pub fn add_exported(
        &mut self,
        host: &mut Host,
        func: Obj,
        types: &[Obj],
    ) -> Result<GraphId, Vec<Diagnostic>> {
        let mut cx = self.cx(host);
        let args: Result<Vec<SomeValue>, _> = types.iter().map(|&ty| cx.declared_type(ty)).collect();
        let args = args.map_err(|fail| vec![cx.diagnostic_of(fail)])?;
        self.add_entry(host, func, args)
    }

    /// A function that is called from outside with these arguments.
    pub fn add_entry(
        &mut self,
        host: &mut Host,
        func: Obj,
        args: Vec<SomeValue>,
    ) -> Result<GraphId, Vec<Diagnostic>> {
        let mut cx = self.cx(host);
        let graph = cx.entry(func, args).map_err(|fail| vec![cx.diagnostic_of(fail)])?;
        self.out.entry.get_or_insert(graph);
        Ok(graph)
    }

    /// A helper for a later stage: its own copy for each combination of low-level types of arguments, and
    /// of constants among them. `caller` is the function and the place that need it. Its result is known after [`solve`](Self::solve).
    pub fn request_helper(
        &mut self,
        host: &mut Host,
        func: Obj,
        args: Vec<SomeValue>,
        caller: Option<(GraphId, Span)>,
    ) -> Result<GraphId, Vec<Diagnostic>> {
        let mut cx = self.cx(host);
        let graph = cx.helper(func, args).map_err(|fail| vec![cx.diagnostic_of(fail)])?;
        if let Some(caller) = caller.filter(|&(caller, _)| caller != graph) {
            self.work.first_call.entry(graph).or_insert(caller);
        }
        Ok(graph)
    }

    /// How a function is reached, innermost call first.
    pub fn call_chain(&self, graph: GraphId) -> Vec<CallFrame> {
        self.work.call_chain(&self.out, graph)
    }

    /// Infers until nothing changes. All errors found are returned, in the order of the source as it was reached.
    pub fn solve(&mut self, host: &mut Host) -> Result<(), Vec<Diagnostic>> {
        let mut cx = self.cx(host);
        cx.standard_exceptions();
        cx.run();
        if cx.work.errors.is_empty() && cx.work.general_errors.is_empty() {
            cx.normalize();
        }
        cx.recover();
        let diagnostics = cx.diagnostics();
        if diagnostics.is_empty() { Ok(()) } else { Err(diagnostics) }
    }

    /// What deserves a warning, though it can be translated.
    pub fn warnings(&self, host: &Host) -> Vec<Diagnostic> {
        crate::prebuilt::warnings(&self.out, host)
    }

    /// Declares what is annotated so far finished: bindings, lists, dicts and classes seen do not change any
    /// more. What a later helper would change is reported as an error of `solve`.
    pub fn seal(&mut self) {
        self.work.finished = self.out.graphs.len();
        self.work.finished_classes = self.out.classdefs.len();
        let lists: Vec<_> = self.out.lists.roots().collect();
        for id in lists {
            self.out.lists.get_mut(id).frozen = true;
        }
        let dicts: Vec<_> = self.out.dicts.roots().collect();
        for id in dicts {
            self.out.dicts.get_mut(id).frozen = true;
        }
    }

    /// The annotation of an object known while translating.
    pub fn annotate_constant(&mut self, host: &mut Host, obj: Obj) -> Result<SomeValue, Diagnostic> {
        let mut cx = self.cx(host);
        cx.constant(obj).map_err(|fail| cx.diagnostic_of(fail))
    }

    /// The definition of a class's instances, made if it is not there.
    pub fn classdef_of(&mut self, host: &mut Host, class: Obj) -> Result<ClassDefId, Diagnostic> {
        let mut cx = self.cx(host);
        cx.classdef_of(class).map_err(|fail| cx.diagnostic_of(fail))
    }

    /// The annotation of all values of a low-level type.
    pub fn of_lltype(&mut self, host: &mut Host, ty: LLType) -> SomeValue {
        self.cx(host).of_lltype(ty)
    }
}

impl Cx<'_> {
    fn entry(&mut self, func: Obj, args: Vec<SomeValue>) -> R<GraphId> {
        let callee = self.constant(func)?;
        let Kind::Pbc(set) = &callee.kind else {
            return Err(
                self.error("entry-point", format!("the entry point is {}", self.out.describe_a(&callee)))
            );
        };
        let desc = set.descs[0];
        if self.out.descs[desc].as_function().is_none() {
            return Err(self.error("entry-point", "the entry point must be a function"));
        }
        let mut row = CallRow::default();
        match self.call_function(desc, &Args::positional(args), &mut row) {
            Ok(_) | Err(Fail::Blocked(_)) | Err(Fail::Harmless) => {}
            Err(fail) => return Err(fail),
        }
        match row.targets.first() {
            Some(&(_, graph)) => Ok(graph),
            None => Err(self.error("entry-point", "the entry point has no graph of its own")),
        }
    }

    fn helper(&mut self, func: Obj, mut args: Vec<SomeValue>) -> R<GraphId> {
        let desc = self.function_desc(func);
        let signature = &self.out.descs[desc].as_function().expect("a function").signature;
        let star = signature.star.is_some().then(|| args.len().saturating_sub(signature.params.len()));
        let missing = signature.params.len().saturating_sub(args.len());
        let defaults: Vec<Obj> =
            signature.defaults[signature.defaults.len().saturating_sub(missing)..].to_vec();
        for default in defaults {
            args.push(self.constant(default)?);
        }
        let mut key = Vec::new();
        for arg in &mut args {
            match self.const_obj(arg) {
                Some(obj) => key.push(SpecItem::Const(obj)),
                None => key.push(self.ll_item(arg)?),
            }
        }
        if let Some(count) = star {
            key.push(SpecItem::Star(count as u32));
        }
        let graph = self.graph_for(desc, SpecKey(key), star)?;
        let expected = self.out.graphs[graph].params().len();
        if expected != args.len() {
            let name = self.out.graphs[graph].graph.name;
            return Err(
                self.error("internal", format!("{name}() takes {expected} arguments, not {}", args.len()))
            );
        }
        if graph.index() >= self.work.finished {
            self.call_graph(graph, &args)?;
        }
        Ok(graph)
    }

    /// Exceptions that operations raise have definitions whether the program names them or not.
    pub(crate) fn standard_exceptions(&mut self) {
        const NAMES: [&str; 16] = [
            "TypeError",
            "OverflowError",
            "ValueError",
            "ZeroDivisionError",
            "MemoryError",
            "IOError",
            "OSError",
            "StopIteration",
            "KeyError",
            "IndexError",
            "AssertionError",
            "RuntimeError",
            "UnicodeDecodeError",
            "UnicodeEncodeError",
            "NotImplementedError",
            "AttributeError",
        ];
        for name in NAMES {
            if let Some(class) = self.builtin_class(name)
                && let Err(fail) = self.classdef_of(class)
            {
                self.general_failure(fail);
            }
        }
    }
}
