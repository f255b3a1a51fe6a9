//! What the rtyper asks of earlier stages: annotation of helpers, live objects.

use rpython_annotator::{ClassDefId, GraphId, SomeValue};
use rpython_base::Symbol;
use rpython_host::{Obj, Object};
use rpython_lltype::{ContainerId, FuncId, LLType, Pointer, Value};
use rpython_lowlevel::{External, FuncAttrs, FuncBody, Function, InlineHint};

use crate::error::{R, TyperError};
use crate::helpers::HelperKey;
use crate::rtyper::RTyper;

impl RTyper<'_> {
    /// A module of the library, imported if it was not.
    pub(crate) fn import_module(&mut self, dotted: Symbol) -> R<Obj> {
        self.host.import_module(dotted.as_str()).map_err(|raised| {
            let why = self.host.exception_line(&raised);
            TyperError::new(format!("the library module {dotted} cannot be imported: {why}"))
        })
    }

    /// An attribute of a live object.
    pub fn host_attribute(&mut self, obj: Obj, name: Symbol) -> Option<Obj> {
        self.host.getattr_opt(obj, name).ok().flatten()
    }

    /// The annotation of an object.
    pub fn constant_annotation(&mut self, obj: Obj) -> R<SomeValue> {
        if obj == Obj::NONE {
            return Ok(SomeValue::NONE);
        }
        if let Some(known) = self.ann.constants.get(&obj) {
            return Ok(known.clone());
        }
        self.ann.0.annotate_constant(self.host, obj).map_err(from_diagnostic)
    }

    /// The graph of a helper for these arguments.
    pub(crate) fn annotate_helper(&mut self, func: Obj, args: Vec<SomeValue>) -> R<GraphId> {
        self.helpers.unsolved = true;
        let caller = self.place.map(|place| (place.graph, self.ll.span));
        self.ann.0.request_helper(self.host, func, args, caller).map_err(|mut all| {
            let first = if all.is_empty() { None } else { Some(all.swap_remove(0)) };
            self.errors.extend(all);
            first.map_or_else(|| TyperError::new("the helper cannot be annotated"), from_diagnostic)
        })
    }

    /// Annotates what was requested; false if that failed.
    pub(crate) fn solve_helpers(&mut self) -> bool {
        if !std::mem::take(&mut self.helpers.unsolved) {
            return true;
        }
        let solved = self.ann.0.solve(self.host);
        let ok = solved.is_ok();
        self.errors.extend(solved.err().into_iter().flatten());
        self.ann.0.seal();
        ok
    }

    /// Graphs that must exist besides what the entry reaches, by purpose.
    pub(crate) fn extra_roots(&self) -> Vec<(Symbol, GraphId)> {
        self.roots.clone()
    }

    /// The classdef of a class, made if there was none.
    pub(crate) fn classdef_for(&mut self, class: Obj) -> R<Option<ClassDefId>> {
        self.ann.0.classdef_of(self.host, class).map(Some).map_err(from_diagnostic)
    }

    /// The class that a stack overflow raises, if the library has one.
    pub(crate) fn stack_overflow_class(&mut self) -> Option<Obj> {
        self.library_object(Symbol::intern("rpython.rlib.rstackovf"), "_StackOverflow").ok()
    }

    /// A low-level type as an object.
    pub fn type_object(&mut self, ty: LLType) -> Obj {
        self.host.alloc(Object::LLType(ty))
    }

    /// The function behind a prebuilt pointer to an RPython function.
    pub fn function_pointer(&mut self, func: Obj, ty: ContainerId) -> R<Pointer> {
        let ty = self.types().expect_func(ty).clone();
        let keys = ty.args.iter().map(|&t| HelperKey::Type(t)).collect();
        Ok(Pointer::Func(self.request(func, keys, ty.result)?))
    }

    /// A prebuilt weak reference to a prebuilt object.
    pub fn weakref_const(&mut self, target: Pointer) -> Pointer {
        let ty = crate::reprs::weakref::weakref_type(self);
        let payload = rpython_lltype::Payload::Struct(vec![Value::Ptr(target)]);
        Pointer::Data(self.interned_data(ty, payload))
    }

    /// The function of an external declaration.
    pub fn external(&mut self, data: &rpython_host::ExternalData) -> R<FuncId> {
        if let Some(&known) = self.externals.get(&(data.name, data.ty)) {
            return Ok(known);
        }
        let external = External { c_name: Some(data.name), ..crate::external::options(self, data) };
        let attrs = FuncAttrs { inline: InlineHint::Never, ..FuncAttrs::default() };
        let func = self.prog.funcs.push(Function {
            name: data.name,
            module: Symbol::intern("rpython.rtyper"),
            ty: data.ty,
            body: FuncBody::External(Box::new(external)),
            attrs,
            span: rpython_base::Span::NONE,
        });
        self.externals.insert((data.name, data.ty), func);
        Ok(func)
    }
}

/// An error of an earlier stage as one of ours; its place is lost to that of the operation.
fn from_diagnostic(d: rpython_base::Diagnostic) -> TyperError {
    let mut message = d.message;
    for note in d.notes {
        message.push_str("; ");
        message.push_str(&note);
    }
    TyperError { code: d.code, message, help: d.help }
}
