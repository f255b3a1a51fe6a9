//! The low-level type system (`lltype`), the layout of its types for a target, and static data.
//!
//! A low-level type is a [`LLType`]: a primitive, a pointer to a container, or a container inlined
//! in another. Containers live in a [`TypeTable`]: structural ones are hash-consed, so that equal
//! types have equal ids; those made through a forward reference have an identity of their own.
//!
//! Sizes are those of the *target's* [`DataModel`], never the host's, and known from the start: so
//! `sizeof` and `offsetof` are plain integers in every stage, not symbols to be resolved later.

pub mod layout;
pub mod model;
pub mod types;
pub mod value;

pub use layout::{Layout, StructLayout};
pub use model::{DataModel, Platform};
pub use types::{
    ArrayType, Container, ContainerId, Field, FuncType, GcKind, Hints, LLType, StructType, TypeTable,
};
pub use value::{DataId, FuncId, Payload, Pointer, StaticData, StaticObject, Value};
