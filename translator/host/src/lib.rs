//! The import-time evaluator: a Python 2.7 that runs module-level code and leaves live objects.
//!
//! Everything a target's modules compute at import time exists here as real objects: classes,
//! closures, decorated and generated functions, prebuilt lists and dicts. Later stages look at them
//! through [`Host::get`] and never change them.
//!
//! Objects lie in one arena behind [`Obj`] handles, which are `Copy`; identity of handles is identity
//! of objects (`is`).

pub mod dictdata;
pub mod object;

pub use object::*;

/// The evaluator's whole state. Its operations are methods in the modules beside this one.
#[derive(Debug)]
pub struct Host {
    objects: rpython_base::Arena<Obj, Object>,
}

impl Host {
    /// The object behind a handle.
    pub fn get(&self, obj: Obj) -> &Object {
        &self.objects[obj]
    }
}
