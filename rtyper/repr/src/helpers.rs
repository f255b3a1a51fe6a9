//! Requests of helper functions: RPython functions of the library that implement operations.
//!
//! A helper is asked for by module (below `rpython.rtyper`), name, arguments and result type. It gets
//! a function id at once; the driver has it annotated and translated before the stage ends. What
//! a helper receives as an object instead of a value (a low-level type, a flag, a function to call) is
//! an argument of type `Void`, on which the helper is specialized.

use rpython_annotator::{GraphId, SomeValue};
use rpython_base::{FastMap, Symbol};
use rpython_host::{Obj, Object};
use rpython_lltype::{FuncId, LLType};
use rpython_lowlevel::Operand;

use crate::error::{R, TyperError};
use crate::rtyper::RTyper;

/// An argument of a helper.
#[derive(Clone, Debug)]
pub enum HelperArg {
    /// A value; the helper sees its low-level type.
    Value(Operand),
    /// An object known at translation time.
    Object(Obj),
}

impl From<Operand> for HelperArg {
    fn from(v: Operand) -> HelperArg {
        HelperArg::Value(v)
    }
}

/// What a helper is specialized on.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum HelperKey {
    /// A low-level type.
    Type(LLType),
    /// An object.
    Object(Obj),
}

/// Helpers asked for so far.
#[derive(Debug, Default)]
pub struct HelperTable {
    pub(crate) modules: FastMap<Symbol, Obj>,
    /// Functions emitted directly, by name and type.
    pub(crate) made: FastMap<(Symbol, rpython_lltype::ContainerId), FuncId>,
    /// Something was requested since the annotator ran last.
    pub(crate) unsolved: bool,
    pub(crate) graphs: FastMap<FuncId, GraphId>,
    pub(crate) known: FastMap<(Obj, Vec<HelperKey>), FuncId>,
}

/// The annotation of a value of a low-level type.
pub fn annotation_of(ty: LLType) -> SomeValue {
    use rpython_annotator::Kind;
    match ty {
        LLType::Void => SomeValue::NONE,
        LLType::Bool => SomeValue::BOOL,
        LLType::Char => SomeValue::CHAR,
        LLType::UniChar => SomeValue::UNICHAR,
        LLType::Float => SomeValue::FLOAT,
        LLType::SingleFloat => Kind::SingleFloat.into(),
        LLType::LongFloat => Kind::LongFloat.into(),
        LLType::Address => SomeValue::ADDRESS,
        LLType::Ptr(container) | LLType::Inline(container) => SomeValue::ptr(container),
        integer => {
            let signed = integer.int_kind().is_none_or(|(_, signed)| signed);
            SomeValue::integer(integer, !signed)
        }
    }
}

impl RTyper<'_> {
    /// A helper function object: `rpython.rtyper.<module>.<name>`.
    pub fn helper_object(&mut self, module: &str, name: &str) -> R<Obj> {
        let dotted = Symbol::intern(&format!("rpython.rtyper.{module}"));
        self.library_object(dotted, name)
    }

    /// A function object of a library module.
    pub fn library_object(&mut self, dotted: Symbol, name: &str) -> R<Obj> {
        let module = match self.helpers.modules.get(&dotted) {
            Some(&module) => module,
            None => {
                let module = self.import_module(dotted)?;
                self.helpers.modules.insert(dotted, module);
                module
            }
        };
        let found = match self.host.get(module) {
            Object::Module(data) => data.dict.get(&Symbol::intern(name)).copied(),
            _ => None,
        };
        found.ok_or_else(|| {
            TyperError::unsupported(format!("this operation (the library function {dotted}.{name})"))
        })
    }

    /// Emits a call of a helper of values.
    pub fn call_helper(
        &mut self,
        module: &str,
        name: &str,
        args: Vec<Operand>,
        result: LLType,
    ) -> R<Operand> {
        let func = self.helper_object(module, name)?;
        self.call_function(func, args.into_iter().map(HelperArg::Value).collect(), result)
    }

    /// Emits a call of a helper that gets objects too.
    pub fn call_helper_with(
        &mut self,
        module: &str,
        name: &str,
        args: Vec<HelperArg>,
        result: LLType,
    ) -> R<Operand> {
        let func = self.helper_object(module, name)?;
        self.call_function(func, args, result)
    }

    /// Emits a call of an RPython function with low-level arguments.
    pub fn call_function(&mut self, func: Obj, args: Vec<HelperArg>, result: LLType) -> R<Operand> {
        let keys: Vec<HelperKey> = args
            .iter()
            .map(|arg| match arg {
                HelperArg::Value(v) => HelperKey::Type(self.ll.ty(v)),
                HelperArg::Object(obj) => HelperKey::Object(*obj),
            })
            .collect();
        let id = self.request(func, keys, result)?;
        let ty = LLType::Ptr(self.prog.funcs[id].ty);
        let values = self.helper_operands(id, args)?;
        Ok(self.ll.call(ty, id, values, result))
    }

    /// The operands for the parameters of a helper: objects as constants of the parameter's type,
    /// defaults for what is not given.
    fn helper_operands(&mut self, id: FuncId, args: Vec<HelperArg>) -> R<Vec<Operand>> {
        let params: Vec<SomeValue> = match self.helpers.graphs.get(&id) {
            Some(&graph) => self.ann.graphs[graph].params().cloned().collect(),
            None => Vec::new(),
        };
        let mut values = Vec::with_capacity(params.len());
        let mut args = args.into_iter();
        for s in params {
            values.push(match args.next() {
                Some(HelperArg::Value(v)) => v,
                Some(HelperArg::Object(obj)) => {
                    let r = self.repr_of(&s)?;
                    self.const_operand(r, obj)?
                }
                None => {
                    let r = self.repr_of(&s)?;
                    let obj = s.constant.unwrap_or(Obj::NONE);
                    self.const_operand(r, obj)?
                }
            });
        }
        Ok(values)
    }

    /// The id of a helper for these arguments; it is made later.
    pub fn request(&mut self, func: Obj, keys: Vec<HelperKey>, result: LLType) -> R<FuncId> {
        if let Some(&known) = self.helpers.known.get(&(func, keys.clone())) {
            return Ok(known);
        }
        let mut annotations = Vec::with_capacity(keys.len());
        for key in &keys {
            match key {
                HelperKey::Type(ty) => annotations.push(annotation_of(*ty)),
                HelperKey::Object(obj) => annotations.push(self.constant_annotation(*obj)?),
            }
        }
        let graph = self.annotate_helper(func, annotations)?;
        let id = self.declare_helper(graph, result)?;
        self.helpers.graphs.insert(id, graph);
        self.helpers.known.insert((func, keys), id);
        Ok(id)
    }
}
