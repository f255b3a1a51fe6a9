//! Collectors written in RPython: every allocation, barrier and root is made explicit.
//!
//! The collector is part of the program: RPython functions named in [`Entries`], and the static struct
//! `gcdata` that holds the bounds of the nursery, the shadow stack and the table of types. This
//! transformation
//!
//! - numbers the managed types and fills the table ([`types`]);
//! - takes the class pointers out of instances, whose type ids say as much ([`typeptr`]);
//! - puts a header in front of every managed static object ([`statics`]);
//! - finds out which calls can collect ([`collects`]);
//! - lowers the ops of each function ([`lower`]): allocation becomes a bump of the nursery pointer with
//!   a slow path, stores of managed pointers test the target's header, and around whatever can collect the live
//!   managed pointers are kept on the shadow stack.
//!
//! Afterwards no op knows about managed memory any more, and interior pointers are ordinary constants,
//! so that no backend has to know about headers.

mod collects;
mod lower;
mod nonmovable;
mod shapes;
mod statics;
mod typeptr;
mod types;
mod typetexts;

use rpython_base::{Diagnostic, Span, Symbol};
use rpython_lltype::{Container, ContainerId, DataId, FuncId, LLType, Pointer};
use rpython_lowlevel::{Operand, Program, Stage};

use types::TypeIds;

/// Flags of a header, in the upper half of the word; see `rpython/memory/gcdata.py`.
const FLAG_TRACK_YOUNG_PTRS: u32 = 0;
const FLAG_NO_HEAP_PTRS: u32 = 1;
const FLAG_PREBUILT: u32 = 6;
const FLAG_HAS_HASH: u32 = 7;

macro_rules! entries {
    ($($(#[$doc:meta])* $name:ident($($arg:ident),*) -> $result:ident;)*) => {
        /// The collector's functions, as found in the roots of the program under their names.
        #[derive(Clone, Copy, Debug)]
        pub struct Entries {
            $($(#[$doc])* pub $name: FuncId,)*
        }

        /// Names and signatures of the collector's functions, for whoever requests them.
        pub const ENTRY_SIGNATURES: &[(&str, &[LLType], LLType)] = &[
            $((stringify!($name), &[$(LLType::$arg),*], LLType::$result),)*
        ];

        impl Entries {
            fn find(program: &Program) -> Result<Entries, Diagnostic> {
                let find = |name: &str| program.root(name).ok_or_else(|| missing(name));
                Ok(Entries { $($name: find(stringify!($name))?,)* })
            }
        }
    };
}

entries! {
    /// Makes the collector ready.
    gc_setup() -> Void;
    /// (type id, size without header) -> object, zeroed, or null.
    gc_malloc_fixed(Signed, Signed) -> Address;
    /// (type id, fixed size, item size, offset of the length, length) -> object, zeroed, or null.
    gc_malloc_varsize(Signed, Signed, Signed, Signed, Signed) -> Address;
    /// Like `gc_malloc_fixed`, for weak references.
    gc_malloc_weakref(Signed, Signed) -> Address;
    /// Like `gc_malloc_fixed`, for objects with finalizers.
    gc_malloc_finalizer(Signed, Signed) -> Address;
    /// A full collection.
    gc_collect() -> Void;
    /// A collection of the young objects.
    gc_collect_young() -> Void;
    /// Identity hash. Does not collect.
    gc_identity_hash(Address) -> Signed;
    /// (queue, object, trigger): registers an object with a finalizer queue. Does not collect.
    gc_fq_register(Address, Address, Address) -> Void;
    /// Whether a collection may change the object's address.
    gc_can_move(Address) -> Bool;
    /// Tells of so many bytes outside the heap that an object keeps. Does not collect.
    gc_add_memory_pressure(Signed) -> Void;
    /// The next dead object of a finalizer queue, or null. Does not collect.
    gc_fq_next_dead(Address) -> Address;
    /// Major collections on or off.
    gc_set_enabled(Bool) -> Void;
    /// Whether they are on.
    gc_is_enabled() -> Bool;
    /// Heap limit in bytes.
    gc_set_max_heap_size(Signed) -> Void;
    /// A statistic by its number.
    gc_stat(Signed) -> Signed;
}

/// The functions of a collector that wants to know which objects pointers are stored into.
#[derive(Clone, Copy, Debug)]
struct Barriers {
    /// The slow path of the write barrier. Does not collect.
    remember: FuncId,
    /// The same for a store into the item of an array with this index.
    remember_item: FuncId,
}

/// Names and signatures of the functions that collectors with write barriers have: all of them or none.
pub const BARRIER_SIGNATURES: &[(&str, &[LLType], LLType)] = &[
    ("gc_remember", &[LLType::Address], LLType::Void),
    ("gc_remember_item", &[LLType::Address, LLType::Signed], LLType::Void),
];

impl Barriers {
    fn find(program: &Program) -> Option<Barriers> {
        let [remember, remember_item] = ["gc_remember", "gc_remember_item"].map(|name| program.root(name));
        Some(Barriers { remember: remember?, remember_item: remember_item? })
    }
}

/// The functions of a collector in which objects can stay where they are.
#[derive(Clone, Copy, Debug)]
struct NonMovable {
    /// Like `gc_malloc_fixed`.
    fixed: FuncId,
    /// Like `gc_malloc_varsize`.
    varsize: FuncId,
}

/// Names and signatures of these functions: a collector has both or none.
pub const NONMOVABLE_SIGNATURES: &[(&str, &[LLType], LLType)] = &[
    ("gc_malloc_fixed_nonmovable", &[LLType::Signed; 2], LLType::Address),
    ("gc_malloc_varsize_nonmovable", &[LLType::Signed; 5], LLType::Address),
];

impl NonMovable {
    fn find(program: &Program) -> Option<NonMovable> {
        let [fixed, varsize] =
            ["fixed", "varsize"].map(|kind| program.root(&format!("gc_malloc_{kind}_nonmovable")));
        Some(NonMovable { fixed: fixed?, varsize: varsize? })
    }
}

fn missing(what: &str) -> Diagnostic {
    Diagnostic::error("internal", Span::NONE, format!("the collector lacks `{what}`"))
        .with_note("this is a bug of the translator")
}

/// What lowering a function needs to know.
struct Context {
    entries: Entries,
    /// `None`: the collector does not want any.
    barriers: Option<Barriers>,
    /// `None`: the collector moves all objects, and the program asks for nothing else.
    nonmovable: Option<NonMovable>,
    gcdata: DataId,
    gcdata_ty: ContainerId,
    ids: TypeIds,
    /// Functions that allocate raw arrays.
    raw_arrays: crate::none::RawArrays,
    /// Bytes of a header: one word.
    header: i64,
    /// Bytes of a pointer, a slot of the shadow stack.
    pointer: i64,
}

impl Context {
    fn gcdata(&self) -> Operand {
        Operand::pointer(LLType::Ptr(self.gcdata_ty), Pointer::Data(self.gcdata))
    }
}

/// The static struct `gcdata`, by the name of its type.
fn find_gcdata(program: &Program) -> Result<(DataId, ContainerId), Diagnostic> {
    let is_gcdata = |ty: ContainerId| program.types.as_struct(ty).is_some_and(|s| s.name == "gcdata");
    program
        .data
        .objects
        .iter()
        .find(|(_, object)| is_gcdata(object.ty))
        .map(|(id, object)| (id, object.ty))
        .ok_or_else(|| missing("gcdata"))
}

/// Lowers the whole program. `finalizers` lists the types with a `__del__` and the functions that run it, which take
/// the object's address or a pointer to it.
pub fn lower(program: &mut Program, finalizers: &[(ContainerId, FuncId)]) -> Result<(), Diagnostic> {
    assert_eq!(program.stage, Stage::ExceptionsLowered, "exceptions are lowered before memory");
    let entries = Entries::find(program)?;
    let barriers = Barriers::find(program);
    for slow_path in barriers.iter().flat_map(|b| [b.remember, b.remember_item]) {
        program.funcs[slow_path].attrs.rarely_called = true;
    }
    let nonmovable = NonMovable::find(program);
    nonmovable::check(program, nonmovable.is_some(), finalizers)?;
    let (gcdata, gcdata_ty) = find_gcdata(program)?;
    let ids = TypeIds::collect(program, finalizers);
    let collecting = collects::collecting_functions(program, &entries);
    collects::check(program, &collecting)?;
    let cx = Context {
        raw_arrays: crate::none::RawArrays::new(program),
        entries,
        barriers,
        nonmovable,
        gcdata,
        gcdata_ty,
        ids,
        header: program.model.word_bits as i64 / 8,
        pointer: program.model.pointer_bits as i64 / 8,
    };
    types::fill_table(program, &cx, finalizers)?;
    typetexts::place(program, &cx.ids);
    for id in program.funcs.ids() {
        lower::function(program, &cx, &collecting, finalizers, id)?;
    }
    statics::add_headers(program, &cx);
    program.stage = Stage::GcLowered;
    let setup = (Symbol::intern("start_gc_init"), cx.entries.gc_setup);
    program.roots.push(setup);
    Ok(())
}

fn is_internal(program: &Program, id: FuncId) -> bool {
    program.funcs[id].is_of_collector()
}

/// Whether a variable of this type must be known to the collector.
fn is_managed(program: &Program, ty: LLType) -> bool {
    match ty {
        LLType::Ptr(id) => match program.types.get(id) {
            Container::Func(_) => false,
            _ => program.types.is_gc_ptr(ty),
        },
        _ => false,
    }
}
