//! Types and the table that holds the containers.

use std::fmt;

use rpython_base::{Arena, FastMap, Symbol, define_id};

use crate::layout::LayoutCache;

define_id!(
    /// A container type in a [`TypeTable`].
    ContainerId,
    "t"
);

/// A low-level type: what a variable, a field or an array item holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum LLType {
    Void,
    Bool,
    /// One byte, unsigned.
    Char,
    /// One code point, 32 bits.
    UniChar,
    /// The target's signed word.
    Signed,
    /// The target's unsigned word.
    Unsigned,
    SignedLongLong,
    UnsignedLongLong,
    /// 128 bits: the products of big-integer digits.
    SignedLongLongLong,
    UnsignedLongLongLong,
    /// The narrow C integers (`rffi.SIGNEDCHAR` ... `rffi.UINT`): stored and cast, never computed with.
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Float,
    SingleFloat,
    LongFloat,
    /// A raw address that the type system knows nothing about.
    Address,
    /// A pointer to a container.
    Ptr(ContainerId),
    /// A container inlined in another: a field or item type only, never a variable's.
    Inline(ContainerId),
}

/// Whether objects of a container are managed by the collector.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum GcKind {
    /// Allocated and freed by hand, or static.
    Raw,
    /// Managed.
    Gc,
}

/// A field of a struct.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Field {
    /// Its name; unique in the struct.
    pub name: Symbol,
    /// Its type; an inlined array without fixed length may only be the last one's.
    pub ty: LLType,
}

/// What a program may attach to a struct or array type.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Hints {
    /// No field changes after initialization.
    pub immutable: bool,
    /// Fields that do not change after initialization, with the reference's suffixes cut off:
    /// (name, array items immutable too, quasi-immutable).
    pub immutable_fields: Vec<(Symbol, bool, bool)>,
    /// An array without a stored length (C arrays).
    pub nolength: bool,
    /// The C type this mirrors (`struct timeval`), when it is declared by a header.
    pub c_name: Option<Symbol>,
    /// The C type is a typedef name, not a struct tag.
    pub c_typedef: bool,
    /// Byte offsets of the fields and total size, when a header dictates them.
    pub c_layout: Option<(Vec<u32>, u32)>,
    /// A union: all fields at offset 0.
    pub union: bool,
    /// The struct is a class instance without identity beyond its value (`_gc_no_identity`).
    pub other: Vec<Symbol>,
}

/// A struct type.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct StructType {
    /// Its name, for people.
    pub name: Symbol,
    /// Managed or not.
    pub gc: GcKind,
    /// Fields in order. A GcStruct whose first field is an inlined GcStruct is a "subclass" of it:
    /// pointers to the outer cast to pointers to the inner.
    pub fields: Vec<Field>,
    /// See [`Hints`].
    pub hints: Hints,
}

impl StructType {
    /// Index of the field with this name.
    pub fn field(&self, name: Symbol) -> Option<usize> {
        self.fields.iter().position(|f| f.name == name)
    }
}

/// An array type with a length chosen at allocation.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ArrayType {
    /// Managed or not.
    pub gc: GcKind,
    /// What each item is; may be an inlined struct.
    pub item: LLType,
    /// See [`Hints`].
    pub hints: Hints,
}

/// A function type.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct FuncType {
    /// Types of the arguments. Void arguments are allowed and take no room.
    pub args: Vec<LLType>,
    /// Type of the result.
    pub result: LLType,
}

/// What a [`ContainerId`] stands for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Container {
    /// `Struct` or `GcStruct`.
    Struct(StructType),
    /// `Array` or `GcArray`.
    Array(ArrayType),
    /// `FixedSizeArray(item, length)`: always inlined or raw.
    FixedArray {
        /// What each item is.
        item: LLType,
        /// How many.
        length: u32,
        /// See [`Hints`].
        hints: Hints,
    },
    /// The target of a function pointer.
    Func(FuncType),
    /// Something only pointed to; `GCREF` points to the managed one named `GCREF`.
    Opaque {
        /// Its name.
        name: Symbol,
        /// Managed or not.
        gc: GcKind,
        /// See [`Hints`].
        hints: Hints,
    },
    /// A `ForwardReference` that was not resolved yet.
    Forward(GcKind),
}

/// All container types of a translation.
#[derive(Clone, Debug, Default)]
pub struct TypeTable {
    containers: Arena<ContainerId, Container>,
    interned: FastMap<Container, ContainerId>,
    /// Of the structs among the containers, what `layout.rs` found.
    pub(crate) layouts: LayoutCache,
}

impl TypeTable {
    /// An empty table.
    pub fn new() -> TypeTable {
        TypeTable::default()
    }

    /// The id of a structural type; equal types get equal ids.
    pub fn intern(&mut self, container: Container) -> ContainerId {
        if let Some(&id) = self.interned.get(&container) {
            return id;
        }
        let id = self.push(container.clone());
        self.interned.insert(container, id);
        id
    }

    fn push(&mut self, container: Container) -> ContainerId {
        self.layouts.push();
        self.containers.push(container)
    }

    /// A type that is itself and nothing else, however equal another looks (class instances).
    pub fn push_nominal(&mut self, container: Container) -> ContainerId {
        self.push(container)
    }

    /// Adds a type under a new id, structural unless an equal one exists (reading a text form, where
    /// ids must come out as written).
    pub fn push_structural(&mut self, container: Container) -> ContainerId {
        let id = self.push(container.clone());
        self.interned.entry(container).or_insert(id);
        id
    }

    /// Whether equal types share this id, rather than it being itself and nothing else.
    pub fn is_structural(&self, id: ContainerId) -> bool {
        self.interned.get(self.get(id)) == Some(&id)
    }

    /// Replaces a type by another of the same meaning (a lowering that adds fields). Pointers to it stay valid.
    pub fn replace(&mut self, id: ContainerId, container: Container) {
        self.layouts.clear();
        let old = std::mem::replace(&mut self.containers[id], container);
        if self.interned.get(&old) == Some(&id) {
            self.interned.remove(&old);
        }
    }

    /// The type of an array's items.
    pub fn item_type(&self, id: ContainerId) -> Option<LLType> {
        match self.get(id) {
            Container::Array(a) => Some(a.item),
            Container::FixedArray { item, .. } => Some(*item),
            Container::Struct(_) | Container::Func(_) | Container::Opaque { .. } | Container::Forward(_) => {
                None
            }
        }
    }

    /// The index that `itemN` names in an array of fixed length, where that is one of its fields.
    pub fn fixed_item(&self, id: ContainerId, name: Symbol) -> Option<usize> {
        let Container::FixedArray { length, .. } = self.get(id) else { return None };
        let index: usize = name.as_str().strip_prefix("item")?.parse().ok()?;
        (index < *length as usize).then_some(index)
    }

    /// A forward reference, for recursive types; see [`become`](Self::become_).
    pub fn forward(&mut self, gc: GcKind) -> ContainerId {
        self.push(Container::Forward(gc))
    }

    /// Resolves a forward reference. Panics if it was resolved already.
    pub fn become_(&mut self, forward: ContainerId, container: Container) {
        assert!(
            matches!(self.containers[forward], Container::Forward(_)),
            "{forward} is no unresolved forward reference"
        );
        self.layouts.clear();
        self.containers[forward] = container;
    }

    /// Resolves a forward reference to a structure that equal ones are found under from now on: a type that contains
    /// itself is met again as the structure around its own id.
    pub fn become_structural(&mut self, forward: ContainerId, container: Container) {
        self.become_(forward, container.clone());
        self.interned.entry(container).or_insert(forward);
    }

    /// Resolves a forward reference to what an existing type is. From now on that structure is found under
    /// the forward reference's id, so that both ways of naming the type agree.
    pub fn become_same(&mut self, forward: ContainerId, real: ContainerId) {
        let container = self.containers[real].clone();
        self.become_(forward, container.clone());
        self.interned.insert(container, forward);
    }

    /// The container with this id.
    pub fn get(&self, id: ContainerId) -> &Container {
        &self.containers[id]
    }

    /// All containers in order of creation.
    pub fn iter(&self) -> impl Iterator<Item = (ContainerId, &Container)> {
        self.containers.iter()
    }

    /// The struct with this id; panics if it is something else.
    pub fn expect_struct(&self, id: ContainerId) -> &StructType {
        match self.get(id) {
            Container::Struct(s) => s,
            other => panic!("{id} is no struct but {other:?}"),
        }
    }

    /// The struct with this id, if it is one.
    pub fn as_struct(&self, id: ContainerId) -> Option<&StructType> {
        match self.get(id) {
            Container::Struct(s) => Some(s),
            Container::Array(_)
            | Container::FixedArray { .. }
            | Container::Func(_)
            | Container::Opaque { .. }
            | Container::Forward(_) => None,
        }
    }

    /// The function type with this id; panics if it is something else.
    pub fn expect_func(&self, id: ContainerId) -> &FuncType {
        match self.get(id) {
            Container::Func(f) => f,
            other => panic!("{id} is no function type but {other:?}"),
        }
    }

    /// Adds a struct type, structurally shared.
    pub fn struct_(&mut self, name: Symbol, gc: GcKind, fields: Vec<Field>, hints: Hints) -> ContainerId {
        self.intern(Container::Struct(StructType { name, gc, fields, hints }))
    }

    /// Adds an array type, structurally shared.
    pub fn array(&mut self, gc: GcKind, item: LLType, hints: Hints) -> ContainerId {
        self.intern(Container::Array(ArrayType { gc, item, hints }))
    }

    /// Adds a function type, structurally shared.
    pub fn func(&mut self, args: Vec<LLType>, result: LLType) -> ContainerId {
        self.intern(Container::Func(FuncType { args, result }))
    }

    /// The type that `GCREF` points to.
    pub fn gcref(&mut self) -> ContainerId {
        self.intern(Container::Opaque {
            name: Symbol::intern("GCREF"),
            gc: GcKind::Gc,
            hints: Hints::default(),
        })
    }

    /// Whether objects of this container are managed.
    pub fn gc_kind(&self, id: ContainerId) -> GcKind {
        match self.get(id) {
            Container::Struct(s) => s.gc,
            Container::Array(a) => a.gc,
            Container::Opaque { gc, .. } | Container::Forward(gc) => *gc,
            Container::FixedArray { .. } | Container::Func(_) => GcKind::Raw,
        }
    }

    /// Whether a variable of this type holds a pointer that the collector must know.
    pub fn is_gc_ptr(&self, ty: LLType) -> bool {
        matches!(ty, LLType::Ptr(id) if self.gc_kind(id) == GcKind::Gc)
    }

    /// The inlined array that ends this struct (through nested last fields), if it is of variable size.
    pub fn varsize_array(&self, id: ContainerId) -> Option<ContainerId> {
        match self.get(id) {
            Container::Array(_) => Some(id),
            Container::Struct(s) => match s.fields.last()?.ty {
                LLType::Inline(last) => self.varsize_array(last),
                _ => None,
            },
            Container::FixedArray { .. }
            | Container::Func(_)
            | Container::Opaque { .. }
            | Container::Forward(_) => None,
        }
    }

    /// The argument `a{index}` of a C wrapper as it is handed on. A function's prototype converts it; a macro may look into
    /// what it points to, so it gets a pointer of the C type that an opaque type stands for.
    pub fn c_argument(&self, ty: LLType, index: usize, in_macro: bool) -> String {
        if let (true, LLType::Ptr(id)) = (in_macro, ty)
            && let Container::Opaque { hints, .. } = self.get(id)
            && let Some(c_name) = hints.c_name
        {
            return format!("({c_name} *)a{index}");
        }
        format!("a{index}")
    }

    /// The inlined first field of a struct, its "superclass".
    pub fn first_inlined(&self, id: ContainerId) -> Option<ContainerId> {
        match self.as_struct(id)?.fields.first()?.ty {
            LLType::Inline(first) => Some(first),
            _ => None,
        }
    }

    /// Whether a pointer to `sub` may be cast up to a pointer to `sup` (reflexive).
    pub fn is_subtype(&self, sub: ContainerId, sup: ContainerId) -> bool {
        let mut at = Some(sub);
        while let Some(id) = at {
            if id == sup {
                return true;
            }
            at = self.first_inlined(id);
        }
        false
    }

    /// A short name for people: `Signed`, `*GcStruct list`, `*GcArray(Signed)`.
    pub fn display(&self, ty: LLType) -> String {
        match ty {
            LLType::Ptr(id) => format!("*{}", self.display_container(id)),
            LLType::Inline(id) => self.display_container(id),
            primitive => format!("{primitive:?}"),
        }
    }

    /// A short name of a container for people.
    pub fn display_container(&self, id: ContainerId) -> String {
        self.display_inside(id, &mut Vec::new())
    }

    /// The name inside the names of these containers: one that contains itself is shown once.
    fn display_inside(&self, id: ContainerId, outer: &mut Vec<ContainerId>) -> String {
        if outer.contains(&id) {
            return "...".to_owned();
        }
        outer.push(id);
        let mut item = |ty: LLType| match ty {
            LLType::Ptr(id) => format!("*{}", self.display_inside(id, outer)),
            LLType::Inline(id) => self.display_inside(id, outer),
            primitive => format!("{primitive:?}"),
        };
        let gc = |kind: GcKind| if kind == GcKind::Gc { "Gc" } else { "" };
        let text = match self.get(id) {
            Container::Struct(s) => format!("{}Struct {}", gc(s.gc), s.name),
            Container::Array(a) => format!("{}Array({})", gc(a.gc), item(a.item)),
            Container::FixedArray { item: of, length, .. } => {
                format!("FixedSizeArray({}, {length})", item(*of))
            }
            Container::Func(f) => {
                let args: Vec<String> = f.args.iter().map(|&a| item(a)).collect();
                format!("Func({}) -> {}", args.join(", "), item(f.result))
            }
            Container::Opaque { name, gc: kind, .. } => format!("{}Opaque {name}", gc(*kind)),
            Container::Forward(kind) => format!("{}ForwardReference {id}", gc(*kind)),
        };
        outer.pop();
        text
    }
}

impl fmt::Debug for LLType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            LLType::Void => "Void",
            LLType::Bool => "Bool",
            LLType::Char => "Char",
            LLType::UniChar => "UniChar",
            LLType::Signed => "Signed",
            LLType::Unsigned => "Unsigned",
            LLType::SignedLongLong => "SignedLongLong",
            LLType::UnsignedLongLong => "UnsignedLongLong",
            LLType::SignedLongLongLong => "SignedLongLongLong",
            LLType::UnsignedLongLongLong => "UnsignedLongLongLong",
            LLType::Int8 => "Int8",
            LLType::UInt8 => "UInt8",
            LLType::Int16 => "Int16",
            LLType::UInt16 => "UInt16",
            LLType::Int32 => "Int32",
            LLType::UInt32 => "UInt32",
            LLType::Float => "Float",
            LLType::SingleFloat => "SingleFloat",
            LLType::LongFloat => "LongFloat",
            LLType::Address => "Address",
            LLType::Ptr(id) => return write!(f, "*{id}"),
            LLType::Inline(id) => return write!(f, "{id}"),
        };
        f.write_str(name)
    }
}

impl LLType {
    /// The primitive with this name, as `Debug` prints it.
    pub fn primitive_by_name(name: &str) -> Option<LLType> {
        const ALL: [LLType; 20] = [
            LLType::Void,
            LLType::Bool,
            LLType::Char,
            LLType::UniChar,
            LLType::Signed,
            LLType::Unsigned,
            LLType::SignedLongLong,
            LLType::UnsignedLongLong,
            LLType::SignedLongLongLong,
            LLType::UnsignedLongLongLong,
            LLType::Int8,
            LLType::UInt8,
            LLType::Int16,
            LLType::UInt16,
            LLType::Int32,
            LLType::UInt32,
            LLType::Float,
            LLType::SingleFloat,
            LLType::LongFloat,
            LLType::Address,
        ];
        ALL.into_iter().find(|t| format!("{t:?}") == name)
    }

    /// A C type that needs no declaration, the same in every header: what wrappers take and give.
    pub fn plain_c_type(self) -> &'static str {
        match self {
            LLType::Void => "void",
            LLType::Bool => "_Bool",
            LLType::Char => "unsigned char",
            LLType::UniChar | LLType::UInt32 => "uint32_t",
            LLType::Signed => "rpy_signed",
            LLType::Unsigned => "rpy_unsigned",
            LLType::SignedLongLong => "int64_t",
            LLType::UnsignedLongLong => "uint64_t",
            LLType::SignedLongLongLong => "__int128",
            LLType::UnsignedLongLongLong => "unsigned __int128",
            LLType::Int8 => "int8_t",
            LLType::UInt8 => "uint8_t",
            LLType::Int16 => "int16_t",
            LLType::UInt16 => "uint16_t",
            LLType::Int32 => "int32_t",
            LLType::Float => "double",
            LLType::SingleFloat => "float",
            LLType::LongFloat => "long double",
            LLType::Address | LLType::Ptr(_) | LLType::Inline(_) => "void *",
        }
    }

    /// Whether it is an integer type of any width (not `Bool`, `Char`, `UniChar`).
    pub fn is_integer(self) -> bool {
        self.int_kind().is_some()
    }

    /// (fixed bits, signed) of an integer type; 0 bits stands for the target's word.
    pub fn int_kind(self) -> Option<(u8, bool)> {
        Some(match self {
            LLType::Signed => (0, true),
            LLType::Unsigned => (0, false),
            LLType::SignedLongLong => (64, true),
            LLType::UnsignedLongLong => (64, false),
            LLType::SignedLongLongLong => (128, true),
            LLType::UnsignedLongLongLong => (128, false),
            LLType::Int8 => (8, true),
            LLType::UInt8 => (8, false),
            LLType::Int16 => (16, true),
            LLType::UInt16 => (16, false),
            LLType::Int32 => (32, true),
            LLType::UInt32 => (32, false),
            LLType::Void
            | LLType::Bool
            | LLType::Char
            | LLType::UniChar
            | LLType::Float
            | LLType::SingleFloat
            | LLType::LongFloat
            | LLType::Address
            | LLType::Ptr(_)
            | LLType::Inline(_) => return None,
        })
    }

    /// The container a pointer points to.
    pub fn pointee(self) -> Option<ContainerId> {
        match self {
            LLType::Ptr(id) => Some(id),
            _ => None,
        }
    }
}
