//! Classes as the definition of instances: attributes and their annotations.

use indexmap::{IndexMap, IndexSet};
use rpython_base::{Span, Symbol, define_id};
use rpython_host::Obj;
use rustc_hash::FxBuildHasher;

use crate::{Annotated, DescId, Position, SomeValue};

define_id!(
    /// A class whose instances exist.
    ClassDefId,
    "class"
);

/// An attribute, kept in the most basic class that has it.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// What it may hold. For methods: a set of unbound methods.
    pub value: SomeValue,
    /// Never assigned in the program (nor different between prebuilt instances): its value lies in the class.
    pub readonly: bool,
    /// Blocks that read it: they are looked at again when it grows.
    pub readers: IndexSet<Position, FxBuildHasher>,
    /// Where its value came from, for diagnostics.
    pub origin: Span,
    /// Where it is assigned first, if it is.
    pub assigned: Span,
}

impl Default for Attribute {
    fn default() -> Attribute {
        Attribute {
            value: SomeValue::IMPOSSIBLE,
            readonly: true,
            readers: IndexSet::default(),
            origin: Span::NONE,
            assigned: Span::NONE,
        }
    }
}

/// Something prebuilt that has an attribute.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Source {
    /// The class's own `__dict__`.
    Class(DescId),
    /// A prebuilt instance.
    Instance(Obj),
}

/// A class as the definition of its instances.
#[derive(Clone, Debug)]
pub struct ClassDef {
    /// The class.
    pub desc: DescId,
    /// Its name.
    pub name: Symbol,
    /// The base class, unless that is `object`.
    pub base: Option<ClassDefId>,
    /// Classes directly derived from it.
    pub subdefs: Vec<ClassDefId>,
    /// Number of bases above it.
    pub depth: u32,
    /// Attributes that appear here first: no subclass has an entry of the same name.
    pub attrs: IndexMap<Symbol, Attribute, FxBuildHasher>,
    /// Prebuilt values of attributes that no one has read or assigned yet.
    pub sources: IndexMap<Symbol, Vec<Source>, FxBuildHasher>,
    /// Prebuilt instances.
    pub prebuilt: IndexSet<Obj, FxBuildHasher>,
    /// Blocks that read `__class__`.
    pub class_readers: IndexSet<Position, FxBuildHasher>,
    /// The program makes instances of exactly this class.
    pub instantiated: bool,
    /// Class attributes read through sets of classes: (access family, attribute name, annotation); the value of each class
    /// must be in its vtable.
    pub extra_access: IndexMap<Symbol, SomeValue, FxBuildHasher>,
}

impl Annotated {
    /// Whether `sub` is `sup` or derived from it.
    pub fn is_subclass(&self, sub: ClassDefId, sup: ClassDefId) -> bool {
        let depth = self.classdefs[sup].depth;
        let mut at = sub;
        loop {
            if at == sup {
                return true;
            }
            match self.classdefs[at].base {
                Some(base) if self.classdefs[at].depth > depth => at = base,
                _ => return false,
            }
        }
    }

    /// The most derived class that both are derived from (or are).
    pub fn common_base(&self, a: ClassDefId, b: ClassDefId) -> Option<ClassDefId> {
        let (mut a, mut b) = (a, b);
        while a != b {
            if self.classdefs[a].depth >= self.classdefs[b].depth {
                a = self.classdefs[a].base?;
            } else {
                b = self.classdefs[b].base?;
            }
        }
        Some(a)
    }

    /// The class, its base, and so on.
    pub fn class_line(&self, class: ClassDefId) -> impl Iterator<Item = ClassDefId> + '_ {
        std::iter::successors(Some(class), |&c| self.classdefs[c].base)
    }

    /// The class and all derived from it, bases first.
    pub fn subclasses(&self, class: ClassDefId) -> Vec<ClassDefId> {
        let mut all = vec![class];
        let mut next = 0;
        while let Some(&at) = all.get(next) {
            all.extend(self.classdefs[at].subdefs.iter().copied());
            next += 1;
        }
        all
    }

    /// The class in the line of `class` that has the attribute's entry.
    pub fn attribute_owner(&self, class: ClassDefId, name: Symbol) -> Option<ClassDefId> {
        self.class_line(class).find(|&c| self.classdefs[c].attrs.contains_key(&name))
    }

    /// The attribute of instances of a class, as far as the program uses it.
    pub fn attribute(&self, class: ClassDefId, name: Symbol) -> Option<&Attribute> {
        let owner = self.attribute_owner(class, name)?;
        self.classdefs[owner].attrs.get(&name)
    }
}
