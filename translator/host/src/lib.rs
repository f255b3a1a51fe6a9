//! The import-time evaluator: a Python 2.7 that runs module-level code and leaves live objects.
//!
//! Everything a target's modules compute at import time exists here as real objects: classes,
//! closures, decorated and generated functions, prebuilt lists and dicts. Later stages look at them
//! through [`Host::get`] and never change them.
//!
//! Objects lie in one arena behind [`Obj`] handles, which are `Copy`; identity of handles is identity
//! of objects (`is`).
//!
//! Operations of Python are methods of [`Host`]: [`Host::getattr`], [`Host::call`], [`Host::binary`],
//! [`Host::iter`]... Each dispatches to user-defined special methods and then to the built-in types in
//! [`types`].

pub mod attr;
pub mod builtins;
pub mod call;
pub mod class;
pub mod classes;
pub mod closures;
pub mod collector;
pub mod dictdata;
pub mod eval;
pub mod exceptions;
pub mod function;
pub mod host;
pub mod import;
pub mod iter;
pub mod lltype;
pub mod modules;
pub mod names;
pub mod namespace;
pub mod object;
pub mod ops;
pub mod run;
pub mod slots;
pub mod sysmods;
pub mod text;
pub mod types;

pub use host::{Features, Host, Output};
pub use object::*;
