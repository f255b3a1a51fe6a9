//! The lattice: what a variable may hold.

mod containers;
mod display;
mod union;
mod unionfind;
mod value;

#[cfg(test)]
mod tests;

pub use containers::{DictDef, DictDefId, ItemCell, ListDef, ListDefId};
pub use display::Describe;
pub(crate) use display::integer_name;
pub use union::UnionError;
pub(crate) use union::join_integer_types;
pub use unionfind::UnionFind;
pub use value::{
    Controlled, InstanceFlags, InteriorOffset, InteriorPtr, IterVariant, Iteration, Kind, KnownTypes,
    MethodValue, PbcSet, SomeValue,
};
