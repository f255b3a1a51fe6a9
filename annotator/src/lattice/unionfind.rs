//! Classes of merged entries.

use std::cell::RefCell;

use rpython_base::{Arena, EntityId};

/// An arena whose entries can be merged: an id stays valid, and stands for the entry that it was merged
/// into.
#[derive(Debug)]
pub struct UnionFind<I: EntityId, T> {
    items: Arena<I, T>,
    parents: RefCell<Vec<u32>>,
}

impl<I: EntityId, T> Default for UnionFind<I, T> {
    fn default() -> Self {
        UnionFind { items: Arena::new(), parents: RefCell::default() }
    }
}

impl<I: EntityId, T> UnionFind<I, T> {
    /// Adds an entry of its own.
    pub fn push(&mut self, item: T) -> I {
        let id = self.items.push(item);
        self.parents.get_mut().push(id.index() as u32);
        id
    }

    /// The representative of the entry's class.
    pub fn find(&self, id: I) -> I {
        let mut parents = self.parents.borrow_mut();
        let mut at = id.index();
        while parents[at] as usize != at {
            let above = parents[at] as usize;
            parents[at] = parents[above];
            at = above;
        }
        I::from_index(at)
    }

    /// Whether two ids stand for the same entry.
    pub fn same(&self, a: I, b: I) -> bool {
        a == b || self.find(a) == self.find(b)
    }

    /// The entry an id stands for.
    pub fn get(&self, id: I) -> &T {
        &self.items[self.find(id)]
    }

    /// The entry an id stands for, mutably.
    pub fn get_mut(&mut self, id: I) -> &mut T {
        let root = self.find(id);
        &mut self.items[root]
    }

    /// Makes `gone` stand for the entry of `kept`; both must be representatives. What was in `gone`
    /// must be combined by the caller.
    pub fn redirect(&mut self, kept: I, gone: I) {
        self.parents.get_mut()[gone.index()] = kept.index() as u32;
    }

    /// All representatives, in order of creation.
    pub fn roots(&self) -> impl Iterator<Item = I> + '_ {
        self.items.ids().filter(|&id| self.find(id) == id)
    }

    /// How many ids there are, merged ones included.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}
