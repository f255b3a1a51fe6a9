//! The annotator: whole-program type inference over flow graphs.
//!
//! Every variable of every reachable flow graph gets a [`SomeValue`], an element of a lattice that says what
//! the variable can hold while the program runs. Inference starts at the entry point and follows calls;
//! it ends at a fixed point. The lattice is in [`lattice`], what the analysis produces in [`result`]
//! (and [`classes`], [`descs`], [`calls`]), the rules for each operation in `transfer`, those for functions that the
//! compiler knows in `builtins`, the work list in `solver`.

pub mod calls;
pub mod classes;
pub mod descs;
pub mod lattice;
pub mod result;

pub use calls::{ArgSource, CallFamily, CallFamilyId, CallRow, CallShape, CallSite, CallSiteKind};
pub use classes::{Attribute, ClassDef, ClassDefId};
pub use descs::{ClassDesc, Desc, DescId, FrozenDesc, FunctionDesc, MethodDesc, Signature, Specialization};
pub use lattice::{
    DictDef, DictDefId, IterVariant, Kind, KnownTypes, ListDef, ListDefId, SomeValue, UnionError,
};
pub use result::{AccessFamily, AccessFamilyId, Annotated, GraphId, GraphInfo, Position};
