//! Low-level types, pointers and addresses as objects: the modules `lltype` and `llmemory`.
//!
//! A type object is an [`LLType`] of the host's [`TypeTable`](rpython_lltype::TypeTable), one object for
//! each type, so that `T is lltype.Signed` works. The classes `Struct`, `Array`, `Ptr`... are what programs
//! call and what `isinstance` knows.

pub mod address;
pub mod memory;
pub mod pointers;
pub mod real;
mod reinterpret;
pub mod types;

use rpython_base::{FastMap, Symbol};
use rpython_bytecode::{BinOp, CmpOp};
use rpython_lltype::{Container, ContainerId, GcKind, LLType};

use crate::{AttrMap, Host, LLTarget, Obj, Object, Raised};

/// The classes of type objects.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct TypeClasses {
    pub container: Obj,
    pub struct_: Obj,
    pub gc_struct: Obj,
    pub array: Obj,
    pub gc_array: Obj,
    pub fixed_array: Obj,
    pub func: Obj,
    pub opaque: Obj,
    pub gc_opaque: Obj,
    pub forward: Obj,
    pub gc_forward: Obj,
    pub primitive: Obj,
    pub number: Obj,
    pub ptr: Obj,
}

impl Default for TypeClasses {
    fn default() -> TypeClasses {
        let none = Obj::UNBOUND;
        TypeClasses {
            container: none,
            struct_: none,
            gc_struct: none,
            array: none,
            gc_array: none,
            fixed_array: none,
            func: none,
            opaque: none,
            gc_opaque: none,
            forward: none,
            gc_forward: none,
            primitive: none,
            number: none,
            ptr: none,
        }
    }
}

/// What the host keeps about low-level types beside the type table.
#[derive(Debug, Default)]
pub struct State {
    /// The one object of each type.
    objects: FastMap<LLType, Obj>,
    /// The classes of type objects.
    pub classes: TypeClasses,
    /// The `hints` that a container was made with, as a dict object.
    pub hints: FastMap<ContainerId, Obj>,
    /// Functions that work as methods of pointers to a container (`adtmeths`).
    pub adt_methods: FastMap<ContainerId, AttrMap>,
    /// The `__name__` that a program gave to a container.
    pub given_names: FastMap<ContainerId, Obj>,
    /// The classes `r_uint`, `r_longlong`...
    pub rint_classes: FastMap<LLType, Obj>,
    /// Raw memory that was allocated with tracking and not freed yet.
    pub leaks: usize,
    /// Memory at real addresses.
    pub real: real::State,
}

impl Host {
    /// Whether it is the class `lltype.Ptr`, which makes types of pointers.
    pub fn is_pointer_type_class(&self, obj: Obj) -> bool {
        obj == self.ll.classes.ptr
    }

    /// The object of a low-level type.
    pub fn new_lltype(&mut self, ty: LLType) -> Obj {
        if let Some(&o) = self.ll.objects.get(&ty) {
            return o;
        }
        let o = self.alloc(Object::LLType(ty));
        self.ll.objects.insert(ty, o);
        o
    }

    /// The function that a container's `adtmeths` give for a name.
    pub fn adt_method(&self, container: ContainerId, name: Symbol) -> Option<Obj> {
        self.ll.adt_methods.get(&container)?.get(&name).copied()
    }

    /// The class of a type object: `Struct`, `Ptr`...
    pub fn lltype_class(&self, ty: LLType) -> Obj {
        let c = &self.ll.classes;
        match ty {
            LLType::Ptr(_) => c.ptr,
            LLType::Inline(id) => match self.types.get(id) {
                Container::Struct(s) if s.gc == GcKind::Gc => c.gc_struct,
                Container::Struct(_) => c.struct_,
                Container::Array(a) if a.gc == GcKind::Gc => c.gc_array,
                Container::Array(_) => c.array,
                Container::FixedArray { .. } => c.fixed_array,
                Container::Func(_) => c.func,
                Container::Opaque { gc: GcKind::Gc, .. } => c.gc_opaque,
                Container::Opaque { .. } => c.opaque,
                Container::Forward(GcKind::Gc) => c.gc_forward,
                Container::Forward(GcKind::Raw) => c.forward,
            },
            _ if ty.is_integer() => c.number,
            _ => c.primitive,
        }
    }

    /// The class of a fixed-width integer: `r_uint`...
    pub fn rint_class(&self, ty: LLType) -> Obj {
        self.ll.rint_classes.get(&ty).copied().unwrap_or(self.classes.rint)
    }
}

/// Makes the classes and adds their methods.
pub fn register(host: &mut Host) {
    types::register(host);
    memory::register(host);
}

/// `repr(o)`
pub fn repr(host: &mut Host, o: Obj) -> Option<String> {
    Some(match host.get(o) {
        Object::LLType(ty) => format!("<{}>", host.types.display(*ty)),
        Object::LLPtr(data) => {
            let pointee = host.types.display_container(data.pointee);
            let target = match &data.target {
                LLTarget::Null => "None".to_owned(),
                LLTarget::Container(c) => format!("at 0x{:x}", host.id(*c)),
                LLTarget::Part(c, path) => format!("part {path:?} of 0x{:x}", host.id(*c)),
                LLTarget::Function(f) => match host.get(*f) {
                    Object::Function(function) => format!("fn {}", function.name),
                    _ => "fn ?".to_owned(),
                },
                LLTarget::External(data) => format!("fn {}", data.name),
                LLTarget::Instance(i) => format!("instance 0x{:x}", host.id(*i)),
                LLTarget::Int(value) => format!("{value}"),
            };
            format!("<* {pointee} {target}>")
        }
        Object::LLContainer(data) => format!("<{}>", host.types.display_container(data.ty)),
        Object::Address(Obj::NONE) => "NULL".to_owned(),
        Object::Address(of) => format!("<fakeaddr 0x{:x}>", host.id(*of)),
        _ => return None,
    })
}

/// Arithmetic of addresses: only what leaves them where they are.
pub fn address_binary(host: &mut Host, op: BinOp, a: Obj, b: Obj) -> Result<Option<Obj>, Raised> {
    match (op, host.int_value(b)) {
        (BinOp::Add | BinOp::Sub, Some(0)) => Ok(Some(a)),
        (BinOp::Add | BinOp::Sub, Some(_)) => Err(Raised::not_implemented_error(
            host,
            "arithmetic of addresses is not supported at import time",
        )),
        _ => Ok(None),
    }
}

/// Comparisons: types and pointers are equal or not.
pub fn compare(host: &mut Host, op: CmpOp, a: Obj, b: Obj) -> Result<Option<bool>, Raised> {
    let equal = match (host.get(a), host.get(b)) {
        (Object::LLType(x), Object::LLType(y)) => x == y,
        (Object::LLPtr(x), Object::LLPtr(y)) => pointers::same_place(host, x, y),
        (Object::Address(x), Object::Address(y)) => x == y || pointers::same_address(host, *x, *y),
        _ => false,
    };
    Ok(match op {
        CmpOp::Eq => Some(equal),
        CmpOp::Ne => Some(!equal),
        _ => None,
    })
}

/// `o[key]`
pub fn getitem(host: &mut Host, o: Obj, key: Obj) -> Result<Option<Obj>, Raised> {
    pointers::getitem(host, o, key).map(Some)
}

/// `o[key] = value`
pub fn setitem(host: &mut Host, o: Obj, key: Obj, value: Obj) -> Result<bool, Raised> {
    pointers::setitem(host, o, key, value)?;
    Ok(true)
}

/// `len(o)`
pub fn len(host: &mut Host, o: Obj) -> Result<Option<usize>, Raised> {
    pointers::len(host, o).map(Some)
}

/// Whether a pointer or address is not NULL.
pub fn is_true(host: &Host, o: Obj) -> bool {
    match host.get(o) {
        Object::LLPtr(data) => !matches!(data.target, LLTarget::Null),
        Object::Address(of) => *of != Obj::NONE,
        _ => true,
    }
}

/// `hash(o)`
pub fn hash(host: &mut Host, o: Obj) -> Option<i64> {
    match host.get(o) {
        Object::LLType(_) => None,
        Object::LLPtr(data) => Some(pointers::target_hash(host, &data.target)),
        Object::Address(of) => Some(host.id(*of)),
        _ => None,
    }
}

/// Fields of pointers, attributes of types.
pub fn getattr(host: &mut Host, o: Obj, name: Symbol) -> Result<Option<Obj>, Raised> {
    match host.get(o) {
        Object::LLType(ty) => {
            let ty = *ty;
            types::getattr(host, ty, name)
        }
        Object::LLPtr(_) => pointers::getattr(host, o, name),
        Object::Address(_) => address::getattr(host, o, name),
        _ => Ok(None),
    }
}

/// Setting fields.
pub fn setattr(host: &mut Host, o: Obj, name: Symbol, value: Obj) -> Result<bool, Raised> {
    match host.get(o) {
        Object::LLPtr(_) => pointers::setattr(host, o, name, value),
        // It is not part of the type: what is declared under it stays the same.
        Object::LLType(LLType::Inline(id)) if name == host.names.dunder_name => {
            let id = *id;
            host.ll.given_names.insert(id, value);
            Ok(true)
        }
        _ => Ok(false),
    }
}

/// Calling function pointers.
pub fn call(host: &mut Host, callee: Obj, args: &[Obj], kw: &[(Symbol, Obj)]) -> Result<Option<Obj>, Raised> {
    match host.get(callee) {
        Object::LLPtr(_) => pointers::call(host, callee, args, kw).map(Some),
        _ => Ok(None),
    }
}

impl State {
    /// Handles that live as long as the evaluator.
    pub(crate) fn trace(&self, visit: &mut dyn FnMut(Obj)) {
        self.objects
            .values()
            .chain(self.hints.values())
            .chain(self.rint_classes.values())
            .for_each(|&o| visit(o));
        #[expect(clippy::iter_over_hash_type, reason = "marking is independent of the order")]
        for methods in self.adt_methods.values() {
            methods.values().for_each(|&method| visit(method));
        }
        self.real.trace(visit);
    }
}
