//! Interned names: comparing two symbols compares two integers.

use std::cell::RefCell;
use std::fmt;
use std::sync::{LazyLock, RwLock};

use crate::FastMap;

/// An interned string, `Copy` and four bytes wide.
///
/// The table is process-wide and never shrinks: names of one translation are few, and a symbol
/// must be printable anywhere without a context. `Ord` compares the text, so that sorting symbols
/// does not depend on the order in which they were interned.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Symbol(u32);

#[derive(Default)]
struct Table {
    ids: FastMap<&'static str, Symbol>,
    texts: Vec<&'static str>,
}

static TABLE: LazyLock<RwLock<Table>> = LazyLock::new(RwLock::default);

thread_local! {
    static CACHE: RefCell<FastMap<&'static str, Symbol>> = RefCell::default();
}

impl Symbol {
    /// The symbol for this text.
    pub fn intern(text: &str) -> Symbol {
        CACHE.with_borrow_mut(|cache| {
            if let Some(&symbol) = cache.get(text) {
                return symbol;
            }
            let symbol = Self::intern_shared(text);
            cache.insert(symbol.as_str(), symbol);
            symbol
        })
    }

    fn intern_shared(text: &str) -> Symbol {
        let mut table = TABLE.write().unwrap_or_else(|e| e.into_inner());
        if let Some(&symbol) = table.ids.get(text) {
            return symbol;
        }
        let leaked: &'static str = Box::leak(text.to_owned().into_boxed_str());
        let symbol = Symbol(table.texts.len() as u32);
        table.texts.push(leaked);
        table.ids.insert(leaked, symbol);
        symbol
    }

    /// The text.
    pub fn as_str(self) -> &'static str {
        TABLE.read().unwrap_or_else(|e| e.into_inner()).texts[self.0 as usize]
    }
}

impl From<&str> for Symbol {
    fn from(text: &str) -> Symbol {
        Symbol::intern(text)
    }
}

impl PartialEq<str> for Symbol {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Symbol {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialOrd for Symbol {
    fn partial_cmp(&self, other: &Symbol) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Symbol {
    fn cmp(&self, other: &Symbol) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_text_same_symbol_and_text_order() {
        let b = Symbol::intern("b");
        let a = Symbol::intern("a");
        assert_eq!(b, Symbol::intern("b"));
        assert!(a < b);
        assert_eq!(a.as_str(), "a");
    }
}
