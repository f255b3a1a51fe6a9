//! The state of the translation to low-level graphs.

use indexmap::IndexMap;
use rpython_annotator::{Annotated, Annotator, GraphId, Kind, SomeValue};
use rpython_base::{Arena, Diagnostic, FastMap, Span, Symbol};
use rpython_host::{Host, Obj, Object};
use rpython_lltype::{ContainerId, DataId, FuncId, LLType, TypeTable, Value};
use rpython_lowlevel::{Const, External, Operand, Program};
use rustc_hash::FxBuildHasher;

use crate::class::ClassTable;
use crate::common::CommonTypes;
use crate::consts::ConstTable;
use crate::error::R;
use crate::exceptions::ExceptionTable;
use crate::helpers::HelperTable;
use crate::llops::LLOps;
use crate::pbc::PbcTable;
use crate::repr::{Repr, ReprId};
use crate::reprs::ptr::Interiors;
use crate::translate::Place;

/// Everything the translation works with. One value translates one program.
#[derive(Debug)]
pub struct RTyper<'a> {
    /// Live objects; the table of low-level types is theirs.
    pub host: &'a mut Host,
    /// The annotated program.
    pub ann: Ann<'a>,
    /// The program being made.
    pub prog: Program,
    /// Well-known types.
    pub common: CommonTypes,
    /// Where ops go at the moment.
    pub ll: LLOps,
    /// Classes caught by the handlers of the current operation.
    pub handlers: Vec<Obj>,
    /// What went wrong.
    pub errors: Vec<Diagnostic>,
    pub(crate) reprs: Arena<ReprId, Repr>,
    pub(crate) repr_ids: FastMap<Repr, ReprId>,
    pub(crate) classes: ClassTable,
    pub(crate) consts: ConstTable,
    pub(crate) pbcs: PbcTable,
    pub(crate) helpers: HelperTable,
    pub(crate) containers: ContainerTable,
    pub(crate) exceptions: ExceptionTable,
    pub(crate) interiors: Interiors,
    /// The flow op being translated.
    pub place: Option<Place>,
    /// The item, while `[x] * n` is translated.
    pub(crate) repeated: Option<crate::hop::Arg>,
    pub(crate) funcs: FastMap<GraphId, FuncId>,
    pub(crate) pending: Vec<(GraphId, FuncId)>,
    pub(crate) externals: IndexMap<(Symbol, ContainerId, External), FuncId, FxBuildHasher>,
    /// Graphs that must exist besides what the entry reaches.
    pub(crate) roots: Vec<(Symbol, GraphId)>,
    /// Prebuilt strings have no hash yet: it depends on a key that is chosen when the program starts.
    pub(crate) keyed_hashes: bool,
}

/// The annotator: its result, which this stands for, and requests of more.
#[derive(Debug)]
pub struct Ann<'a>(pub &'a mut Annotator);

impl std::ops::Deref for Ann<'_> {
    type Target = Annotated;
    fn deref(&self) -> &Annotated {
        self.0.result()
    }
}

impl std::ops::DerefMut for Ann<'_> {
    fn deref_mut(&mut self) -> &mut Annotated {
        self.0.result_mut()
    }
}

/// Low-level types of tuples, lists and dicts that were chosen already.
#[derive(Debug, Default)]
pub struct ContainerTable {
    /// By representation of the container.
    pub types: FastMap<ReprId, ContainerId>,
    /// Containers whose type is being computed: it refers to itself if it is met again, and then gets
    /// a forward reference.
    pub busy: Vec<(ReprId, Option<ContainerId>)>,
}

/// Tells the annotator the low-level types that programs may name before they are lowered (`llstr`, `cast_instance_to_gcref`...). To be
/// called before the program is annotated.
pub fn prepare(host: &mut Host, annotator: &mut Annotator) {
    let common = CommonTypes::new(&mut host.types);
    let result = annotator.result_mut();
    result.object_container = Some(common.object);
    result.string_container = Some(common.string);
    result.unicode_container = Some(common.unicode);
}

impl<'a> RTyper<'a> {
    /// Ready to translate.
    pub fn new(host: &'a mut Host, annotator: &'a mut Annotator) -> RTyper<'a> {
        prepare(host, annotator);
        annotator.seal();
        let ann = Ann(annotator);
        let prog = Program::new(host.model);
        let common = CommonTypes::new(&mut host.types);
        RTyper {
            host,
            ann,
            prog,
            common,
            ll: LLOps::new(),
            handlers: Vec::new(),
            errors: Vec::new(),
            reprs: Arena::new(),
            repr_ids: FastMap::default(),
            classes: ClassTable::default(),
            consts: ConstTable::default(),
            pbcs: PbcTable::default(),
            helpers: HelperTable::default(),
            containers: ContainerTable::default(),
            exceptions: ExceptionTable::default(),
            interiors: Interiors::default(),
            place: None,
            repeated: None,
            funcs: FastMap::default(),
            pending: Vec::new(),
            externals: IndexMap::default(),
            roots: Vec::new(),
            keyed_hashes: false,
        }
    }

    /// A graph that must exist besides what the entry reaches, under the name of its purpose.
    pub fn add_root(&mut self, purpose: Symbol, graph: GraphId) {
        self.roots.push((purpose, graph));
    }

    /// The hashes of strings depend on a key that the program chooses when it starts.
    pub fn key_string_hashes(&mut self) {
        self.keyed_hashes = true;
    }

    /// The function of the library that computes the hash of a string.
    pub(crate) fn string_hash(&mut self) -> R<Obj> {
        if self.keyed_hashes {
            self.library_object(Symbol::intern("rpython.rlib.rsiphash"), "ll_strhash")
        } else {
            self.helper_object("rstr", "ll_strhash")
        }
    }

    /// All low-level types.
    pub fn types(&self) -> &TypeTable {
        &self.host.types
    }

    /// All low-level types, to add to.
    pub fn types_mut(&mut self) -> &mut TypeTable {
        &mut self.host.types
    }

    /// The representation with this id.
    pub fn repr(&self, id: ReprId) -> &Repr {
        &self.reprs[id]
    }

    /// The id of a representation.
    pub fn simple(&mut self, repr: Repr) -> ReprId {
        if let Some(&id) = self.repr_ids.get(&repr) {
            return id;
        }
        let id = self.reprs.push(repr.clone());
        self.repr_ids.insert(repr, id);
        id
    }

    /// Pointer to `rpy_string`.
    pub fn string_ptr(&self) -> LLType {
        LLType::Ptr(self.common.string)
    }

    /// Pointer to `rpy_unicode`.
    pub fn unicode_ptr(&self) -> LLType {
        LLType::Ptr(self.common.unicode)
    }

    /// Pointer to `object`.
    pub fn object_ptr(&self) -> LLType {
        LLType::Ptr(self.common.object)
    }

    /// Pointer to `object_vtable`.
    pub fn vtable_ptr(&self) -> LLType {
        LLType::Ptr(self.common.vtable)
    }

    /// Whether an annotation proves that an integer is not negative.
    pub fn is_nonneg(&self, s: &SomeValue) -> bool {
        match s.kind {
            Kind::Integer { nonneg, .. } => nonneg,
            Kind::Bool(_) => true,
            _ => false,
        }
    }

    /// Whether a handler of the current operation catches this built-in exception.
    pub fn catches(&self, name: &str) -> bool {
        let Some(class) = self.exception_class(name) else { return false };
        self.handlers.iter().any(|&handler| self.is_host_subclass(class, handler))
    }

    /// A built-in exception class.
    pub fn exception_class(&self, name: &str) -> Option<Obj> {
        {
            let name = Symbol::intern(name);
            match self.host.get(self.host.builtins) {
                Object::Module(module) => module.dict.get(&name).copied(),
                _ => None,
            }
        }
    }

    /// `issubclass` on live classes.
    pub fn is_host_subclass(&self, sub: Obj, sup: Obj) -> bool {
        match self.host.get(sub) {
            Object::Class(c) => c.mro.contains(&sup),
            _ => false,
        }
    }

    /// The content of a `str` object as a symbol, if it is one and is UTF-8.
    pub fn text_of(&self, obj: Obj) -> Option<Symbol> {
        match self.host.get(obj) {
            Object::Str(bytes) => std::str::from_utf8(bytes).ok().map(Symbol::intern),
            _ => None,
        }
    }

    /// A constant of a type as an operand.
    pub fn constant(&self, ty: LLType, value: Value) -> Operand {
        Operand::Const(Const { ty, value })
    }

    /// A pointer to static data as an operand.
    pub fn data_ptr(&self, data: DataId) -> Operand {
        let ty = LLType::Ptr(self.prog.data.objects[data].ty);
        self.constant(ty, Value::Ptr(rpython_lltype::Pointer::Data(data)))
    }

    /// Notes an error at a place.
    pub fn report(&mut self, error: crate::error::TyperError, span: Span) {
        let chain = self.place.map_or_else(Vec::new, |place| self.ann.0.call_chain(place.graph));
        self.errors.push(error.at(span).with_chain(chain));
    }
}
