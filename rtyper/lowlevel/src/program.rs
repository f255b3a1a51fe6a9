//! A whole low-level program.

use rpython_base::{Arena, Span, Symbol};
use rpython_lltype::{ContainerId, DataId, DataModel, FuncId, LLType, Pointer, StaticData, TypeTable};

use crate::{Graph, Stage};

/// What the author wants of inlining.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum InlineHint {
    /// Whatever the heuristic says.
    #[default]
    Auto,
    /// `@always_inline`
    Always,
    /// `@try_inline`
    Try,
    /// `@dont_inline`
    Never,
}

/// What is known about a function besides its graph.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct FuncAttrs {
    /// See [`InlineHint`].
    pub inline: InlineHint,
    /// `@elidable` and its variants.
    pub elidable: bool,
    /// `@dont_look_inside`
    pub dont_look_inside: bool,
    /// `@unroll_safe`
    pub unroll_safe: bool,
    /// `@loop_invariant`
    pub loop_invariant: bool,
    /// The operation that this helper implements, for the JIT: `list.getitem(l, index)`.
    pub oopspec: Option<Symbol>,
    /// The author promises that no collection happens in it, and is believed.
    pub no_collect: bool,
    /// No collection may happen in it, which is checked (`@rgc.no_collect`).
    pub must_not_collect: bool,
    /// Part of the collector: no barriers, no shadow stack, no exceptions that matter.
    pub gc_internal: bool,
    /// No stack check is inserted.
    pub no_stack_check: bool,
    /// It tests whether the stack is exhausted, for all cycles of calls that go through it: its frame must stay on the
    /// stack while it calls.
    pub stack_checked: bool,
    /// Never returns normally.
    pub never_returns: bool,
    /// Calls of it are off the common path.
    pub rarely_called: bool,
    /// Exported under this C name.
    pub export: Option<Symbol>,
}

/// A function that exists outside the program.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct External {
    /// Its symbol (or the macro's name).
    pub c_name: Option<Symbol>,
    /// C text put before the includes (`pre_include_bits`).
    pub pre_include_bits: Vec<Symbol>,
    /// Headers that declare it.
    pub includes: Vec<Symbol>,
    /// Further C text put after the includes (`post_include_bits`).
    pub post_include_bits: Vec<Symbol>,
    /// C text that is compiled separately.
    pub separate_module_sources: Vec<Symbol>,
    /// C files compiled along.
    pub separate_module_files: Vec<Symbol>,
    /// Libraries linked.
    pub libraries: Vec<Symbol>,
    /// `-I` folders.
    pub include_dirs: Vec<Symbol>,
    /// `-L` folders.
    pub library_dirs: Vec<Symbol>,
    /// More compiler and linker words.
    pub compile_extra: Vec<Symbol>,
    /// More linker words.
    pub link_extra: Vec<Symbol>,
    /// Object files and archives linked.
    pub link_files: Vec<Symbol>,
    /// Frameworks linked, on systems that have them.
    pub frameworks: Vec<Symbol>,
    /// A macro: call it through a wrapper that sees the headers.
    pub macro_: bool,
    /// Bits of `rffi.RFFI_*` that say how errno is kept.
    pub save_err: i64,
    /// May call back into the program, or block: the lock is released around it.
    pub releases_gil: bool,
    /// May run a collection (through a callback).
    pub can_collect: bool,
}

/// The body of a function.
#[derive(Clone, Debug)]
pub enum FuncBody {
    /// Requested, not made yet. None is left when a stage ends.
    Pending,
    /// RPython.
    Graph(Graph),
    /// Somebody else's.
    External(Box<External>),
}

/// A function of the program.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its RPython name, not necessarily unique.
    pub name: Symbol,
    /// The module it is defined in, for people.
    pub module: Symbol,
    /// Its function type: a [`rpython_lltype::Container::Func`].
    pub ty: ContainerId,
    /// What it does.
    pub body: FuncBody,
    /// See [`FuncAttrs`].
    pub attrs: FuncAttrs,
    /// The `def`.
    pub span: Span,
}

impl Function {
    /// Whether it is part of the collector: it deals with addresses, managed pointers in it are static, and it must not be
    /// interrupted by an exception (`StackOverflow`), which would leave the collector's data half changed.
    pub fn is_of_collector(&self) -> bool {
        self.attrs.gc_internal || self.module.as_str().starts_with("rpython.memory")
    }

    /// The graph; panics for externals.
    pub fn graph(&self) -> &Graph {
        match &self.body {
            FuncBody::Graph(graph) => graph,
            FuncBody::Pending | FuncBody::External(_) => panic!("{} has no graph", self.name),
        }
    }

    /// The graph, if it has one.
    pub fn graph_opt(&self) -> Option<&Graph> {
        match &self.body {
            FuncBody::Graph(graph) => Some(graph),
            FuncBody::Pending | FuncBody::External(_) => None,
        }
    }

    /// The graph, mutably, if it has one.
    pub fn graph_mut(&mut self) -> Option<&mut Graph> {
        match &mut self.body {
            FuncBody::Graph(graph) => Some(graph),
            FuncBody::Pending | FuncBody::External(_) => None,
        }
    }
}

/// What the transformation of exceptions, the interpreter and the start-up code must know about classes.
///
/// Every instance starts with `OBJECT`: a struct with field 0 `typeptr`, a pointer to the class's
/// vtable. Every vtable starts with `OBJECT_VTABLE`: fields `subclassrange_min`,
/// `subclassrange_max` (`Signed`), `rtti`..., `name` (pointer to a zero-terminated raw array of
/// `Char`), ... `A` is a subclass of `B` iff `B.min <= A.min < B.max`.
#[derive(Clone, Debug)]
pub struct ExceptionTypes {
    /// The struct `object` that all instances start with.
    pub object: ContainerId,
    /// The struct `object_vtable` that all vtables start with.
    pub vtable: ContainerId,
    /// Prebuilt instance and vtable of the exceptions that ops and the run time raise, by name:
    /// `OverflowError`, `MemoryError`, `StackOverflow`, `ZeroDivisionError`, ...
    pub prebuilt: Vec<PrebuiltException>,
}

/// An exception that is raised without allocating.
#[derive(Clone, Debug)]
pub struct PrebuiltException {
    /// Class name.
    pub name: Symbol,
    /// Its vtable.
    pub vtable: Pointer,
    /// The instance.
    pub instance: Pointer,
}

/// The whole program.
#[derive(Clone, Debug)]
pub struct Program {
    /// The target's data model.
    pub model: DataModel,
    /// Types.
    pub types: TypeTable,
    /// Static data.
    pub data: StaticData,
    /// Functions.
    pub funcs: Arena<FuncId, Function>,
    /// What has been done to it.
    pub stage: Stage,
    /// `entry_point(argv) -> Signed`: one argument, an RPython list of strings.
    pub entry: Option<FuncId>,
    /// Functions that must exist besides what the entry reaches, by the name of their purpose
    /// (start-up, `argv` construction, collector entry points, exports). The start-up code calls, in
    /// this order and where they exist:
    ///
    /// - `start_stack_init()`: computes the limit of the stack checks;
    /// - `start_gc_init()`: makes the collector ready;
    /// - `start_init()`: whatever else must run before the program;
    /// - `start_argv_new(n: Signed) -> L` and, for each argument,
    ///   `start_argv_append(list: L, text: *T)`, with `T` a raw array of `Char` without length, zero-terminated;
    /// - the entry with the list, which gives the exit status;
    /// - `start_exit()`: flushes what the program's streams hold.
    ///
    /// After each, an exception that was raised is reported and ends the program.
    pub roots: Vec<(Symbol, FuncId)>,
    /// Static objects found by the name of their purpose: `exception_state` (fields `etype` and
    /// `evalue`, the latter a root of the collector), `stack_limits`, the collector.
    pub named_data: Vec<(Symbol, DataId)>,
    /// Types of managed objects with a finalizer (`__del__`), and the functions `(Address) -> Void` that run it when
    /// an object has died. What they raise is dropped.
    pub finalizers: Vec<(ContainerId, FuncId)>,
    /// Types of managed objects of which the program itself finds the pointers that it keeps as addresses, and the
    /// functions `(Address) -> Void` that put the places of these pointers on the stack `heap.traced`.
    pub tracers: Vec<(ContainerId, FuncId)>,
    /// Classes; `None` only in hand-written test programs without exceptions.
    pub exceptions: Option<ExceptionTypes>,
}

impl Program {
    /// An empty program.
    pub fn new(model: DataModel) -> Program {
        Program {
            model,
            types: TypeTable::new(),
            data: StaticData::default(),
            funcs: Arena::new(),
            stage: Stage::Typed,
            entry: None,
            roots: Vec::new(),
            named_data: Vec::new(),
            finalizers: Vec::new(),
            tracers: Vec::new(),
            exceptions: None,
        }
    }

    /// The function of a root.
    pub fn root(&self, purpose: &str) -> Option<FuncId> {
        self.roots.iter().find(|(name, _)| *name == purpose).map(|&(_, f)| f)
    }

    /// The result type of a function.
    pub fn result_type(&self, func: FuncId) -> LLType {
        self.types.expect_func(self.funcs[func].ty).result
    }
}
