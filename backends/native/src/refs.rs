//! What a function's machine code refers to, numbered in order of first use.
//!
//! Cranelift's function mentions the numbers only. So the same function gives the same code, whatever
//! number the rest of the program gives to what it calls.

use indexmap::IndexSet;
use rpython_base::Symbol;
use rpython_lltype::{DataId, FuncId};

/// Something outside of the function.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Ref {
    /// A function of the program, or an external one.
    Func(FuncId),
    /// A static object.
    Data(DataId),
    /// The text of a place that tracebacks mention.
    Place(Symbol),
    /// A symbol of the platform layer or of the C library.
    Runtime(&'static str),
}

/// The references of one function.
#[derive(Default, Debug)]
pub(crate) struct Refs {
    set: IndexSet<Ref>,
}

impl Refs {
    /// The number of a reference.
    pub fn number(&mut self, reference: Ref) -> u32 {
        self.set.insert_full(reference).0 as u32
    }

    /// All, by number.
    pub fn list(&self) -> Vec<Ref> {
        self.set.iter().copied().collect()
    }
}
