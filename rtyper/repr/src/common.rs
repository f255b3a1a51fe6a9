//! The low-level types that every program has: the roots of instances and classes, and strings.

use rpython_lltype::{Container, ContainerId, Field, FuncType, GcKind, Hints, LLType, StructType, TypeTable};

/// Field numbers of `object_vtable`.
pub mod vtable {
    /// First class number of the subtree.
    pub const MIN: usize = 0;
    /// Behind the last class number of the subtree.
    pub const MAX: usize = 1;
    /// The class's name, a zero-terminated raw array of `Char`.
    pub const NAME: usize = 2;
    /// Identity hash, so that classes can be dict keys.
    pub const HASH: usize = 3;
    /// Makes an instance with all fields at their defaults; null for classes never instantiated
    /// through a class value.
    pub const INSTANTIATE: usize = 4;
}

/// Field numbers of strings and unicode strings.
pub mod string {
    /// The cached hash; 0 if not computed yet.
    pub const HASH: usize = 0;
    /// The inlined array of characters.
    pub const CHARS: usize = 1;
}

/// Well-known containers.
#[derive(Clone, Copy, Debug)]
pub struct CommonTypes {
    /// `object_vtable`, the root of all vtables.
    pub vtable: ContainerId,
    /// `object`, the root of managed instances.
    pub object: ContainerId,
    /// `nongcobject`, the root of instances allocated raw.
    pub raw_object: ContainerId,
    /// `rpy_string`
    pub string: ContainerId,
    /// `rpy_unicode`
    pub unicode: ContainerId,
    /// Zero-terminated raw characters.
    pub c_chars: ContainerId,
    /// What `GCREF` points to.
    pub gcref: ContainerId,
}

/// A field.
pub fn field(name: &str, ty: LLType) -> Field {
    Field { name: name.into(), ty }
}

fn struct_type(name: &str, gc: GcKind, fields: Vec<Field>, hints: Hints) -> Container {
    Container::Struct(StructType { name: name.into(), gc, fields, hints })
}

impl CommonTypes {
    /// Adds them to the table, or finds them there: `rpython.rtyper.lltypesystem.{rclass,rstr}`
    /// name the same types.
    pub fn new(types: &mut TypeTable) -> CommonTypes {
        let nolength = Hints { nolength: true, ..Hints::default() };
        let c_chars = types.array(GcKind::Raw, LLType::Char, nolength);
        let (vtable, object) = class_roots(types, c_chars);
        let typeptr = vec![field("typeptr", LLType::Ptr(vtable))];
        let raw_object = types.intern(struct_type("nongcobject", GcKind::Raw, typeptr, Hints::default()));
        CommonTypes {
            vtable,
            object,
            raw_object,
            string: string_type(types, "rpy_string", LLType::Char),
            unicode: string_type(types, "rpy_unicode", LLType::UniChar),
            c_chars,
            gcref: types.gcref(),
        }
    }
}

fn class_roots(types: &mut TypeTable, c_chars: ContainerId) -> (ContainerId, ContainerId) {
    let known = types.iter().find_map(|(id, c)| match c {
        Container::Struct(s) if s.name == "object_vtable" => Some(id),
        _ => None,
    });
    let immutable = Hints { immutable: true, ..Hints::default() };
    let vtable = known.unwrap_or_else(|| types.forward(GcKind::Raw));
    let typeptr = vec![field("typeptr", LLType::Ptr(vtable))];
    let hints = Hints { immutable_fields: vec![("typeptr".into(), false, false)], ..Hints::default() };
    let object = types.intern(struct_type("object", GcKind::Gc, typeptr, hints));
    if known.is_none() {
        let make = types.intern(Container::Func(FuncType { args: vec![], result: LLType::Ptr(object) }));
        let fields = vec![
            field("subclassrange_min", LLType::Signed),
            field("subclassrange_max", LLType::Signed),
            field("name", LLType::Ptr(c_chars)),
            field("hash", LLType::Signed),
            field("instantiate", LLType::Ptr(make)),
        ];
        types.become_(vtable, struct_type("object_vtable", GcKind::Raw, fields, immutable));
    }
    (vtable, object)
}

fn string_type(types: &mut TypeTable, name: &str, item: LLType) -> ContainerId {
    let mut hints = Hints { immutable: true, ..Hints::default() };
    if item == LLType::Char {
        hints.other.push("extra_item_after_alloc".into());
    }
    let chars = types.array(GcKind::Raw, item, hints);
    let fields = vec![field("hash", LLType::Signed), field("chars", LLType::Inline(chars))];
    types.intern(struct_type(name, GcKind::Gc, fields, Hints::default()))
}
