//! The annotator: whole-program type inference over flow graphs.
//!
//! Every variable of every reachable flow graph gets a [`SomeValue`], an element of a lattice that says what
//! the variable can hold while the program runs. Inference starts at the entry point and follows calls;
//! it ends at a fixed point. The lattice is in [`lattice`], what the analysis produces in [`result`]
//! (and [`classes`], [`descs`], [`calls`]), the rules for each operation in `transfer`, those for functions that the
//! compiler knows in `builtins`, the work list in `solver`.

mod annotator;
mod attrs;
mod bookkeeper;
mod builtins;
mod call;
pub mod calls;
pub mod classes;
mod consts;
mod cx;
pub mod descs;
mod dicts;
mod fail;
mod finish;
pub mod format;
mod late;
pub mod lattice;
mod origins;
mod policy;
mod prebuilt;
mod recover;
pub mod registry;
pub mod result;
mod signature;
mod solver;
mod specialize;
mod transfer;

pub use annotator::Annotator;
pub use calls::{ArgSource, CallFamily, CallFamilyId, CallRow, CallShape, CallSite, CallSiteKind, ExtraCall};
pub use classes::{Attribute, ClassDef, ClassDefId};
pub use cx::GraphBuilder;
pub use descs::{ClassDesc, Desc, DescId, FrozenDesc, FunctionDesc, MethodDesc, Signature, Specialization};
pub use lattice::{
    DictDef, DictDefId, IterVariant, Kind, KnownTypes, ListDef, ListDefId, SomeValue, UnionError,
};
pub use result::{AccessFamily, AccessFamilyId, Annotated, GraphId, GraphInfo, Position};
