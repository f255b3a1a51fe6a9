//! The table behind `dict`, `set` and `frozenset`.
//!
//! Programs see the order in which CPython 2.7 iterates: prebuilt dicts keep it in the translated
//! program. So table sizes, the probe sequence, what becomes of deleted slots and when the table is
//! rebuilt are CPython's. Entries themselves lie in a vector in order of insertion, and the table holds
//! positions in it; an *ordered* dict (`OrderedDict`, `r_ordereddict`) iterates over that vector instead.
//!
//! The table knows nothing about equality: a lookup is a [`Probe`] that yields the keys with an equal
//! hash, and the evaluator compares them (which may run a program's `__eq__`).

use crate::object::{AttrMap, Obj};

const EMPTY: u32 = u32::MAX;
const DUMMY: u32 = u32::MAX - 1;
const MIN_SIZE: usize = 8;

/// Hash, key and value.
pub type Entry = (u64, Obj, Obj);

/// What a dict is keyed by: a hash computed by the evaluator (so that user-defined `__hash__` works)
/// and the key object; candidates with an equal hash are compared by the evaluator.
#[derive(Debug, Clone)]
pub struct DictData {
    entries: Vec<Option<Entry>>,
    table: Vec<u32>,
    used: usize,
    fill: usize,
    finger: u64,
    /// Iterates in order of insertion instead of table order.
    pub ordered: bool,
    /// Subclass of dict (`defaultdict`, `OrderedDict`, user's), with its attributes.
    pub class: Option<(Obj, AttrMap)>,
    /// Made by `r_dict`/`r_ordereddict`: key equality and hash functions, and whether ordered.
    pub custom: Option<(Obj, Obj, bool)>,
}

impl Default for DictData {
    fn default() -> DictData {
        DictData {
            entries: Vec::new(),
            table: vec![EMPTY; MIN_SIZE],
            used: 0,
            fill: 0,
            finger: 0,
            ordered: false,
            class: None,
            custom: None,
        }
    }
}

/// A lookup under way. See [`DictData::probe`].
#[derive(Debug, Clone, Copy)]
pub struct Probe {
    hash: u64,
    at: u64,
    perturb: u64,
}

impl Probe {
    fn new(hash: u64) -> Probe {
        Probe { hash, at: hash, perturb: hash }
    }

    /// The slot to look at now; moves on to the following one.
    fn advance(&mut self, mask: u64) -> usize {
        let slot = (self.at & mask) as usize;
        self.at = self.at.wrapping_mul(5).wrapping_add(self.perturb).wrapping_add(1);
        self.perturb >>= 5;
        slot
    }
}

impl DictData {
    /// An empty dict.
    pub fn new() -> DictData {
        DictData::default()
    }

    /// An empty dict with room for a display of `count` items, which CPython sizes in advance.
    pub fn presized(count: usize) -> DictData {
        let mut data = DictData::default();
        if count > 5 {
            data.resize(count);
        }
        data
    }

    /// An empty dict that iterates in order of insertion.
    pub fn new_ordered() -> DictData {
        DictData { ordered: true, ..DictData::default() }
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.used
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// Slots that are or were in use, which CPython's own sizing of copies looks at.
    pub fn fill(&self) -> usize {
        self.fill
    }

    /// Keys and values in the order a program sees.
    pub fn iter(&self) -> impl Iterator<Item = (Obj, Obj)> + '_ {
        self.iter_entries().map(|(_, key, value)| (key, value))
    }

    /// Hashes, keys and values in the order a program sees.
    pub fn iter_entries(&self) -> impl Iterator<Item = Entry> + '_ {
        let mut position = 0;
        std::iter::from_fn(move || {
            let (next, entry) = self.next_from(position)?;
            position = next;
            Some(entry)
        })
    }

    /// Keys in the order a program sees.
    pub fn keys(&self) -> Vec<Obj> {
        self.iter_entries().map(|(_, key, _)| key).collect()
    }

    /// Values in the order a program sees.
    pub fn values(&self) -> Vec<Obj> {
        self.iter_entries().map(|(_, _, value)| value).collect()
    }

    /// The first entry at or behind a position (0 at first), and the position to go on from. Positions
    /// stay valid while nothing is inserted.
    pub fn next_from(&self, mut position: usize) -> Option<(usize, Entry)> {
        if self.ordered {
            while let Some(entry) = self.entries.get(position) {
                position += 1;
                if let Some(entry) = entry {
                    return Some((position, *entry));
                }
            }
            return None;
        }
        while let Some(&index) = self.table.get(position) {
            position += 1;
            if index < DUMMY {
                return Some((position, self.live(index)));
            }
        }
        None
    }

    /// The entry before a position of an ordered dict (`usize::MAX` at first), and the position to go on from.
    pub fn previous_from(&self, position: usize) -> Option<(usize, Entry)> {
        let mut position = position.min(self.entries.len());
        while position > 0 {
            position -= 1;
            if let Some(entry) = self.entries[position] {
                return Some((position, entry));
            }
        }
        None
    }

    fn live(&self, index: u32) -> Entry {
        self.entries[index as usize].expect("the table refers to live entries only")
    }

    /// Starts a lookup. Feed it to [`next_candidate`](Self::next_candidate).
    pub fn probe(&self, hash: u64) -> Probe {
        Probe::new(hash)
    }

    /// The next entry with the probe's hash: its index and key. `None` once there is no more.
    pub fn next_candidate(&self, probe: &mut Probe) -> Option<(usize, Obj)> {
        let mask = self.mask();
        loop {
            let index = self.table[probe.advance(mask)];
            if index == EMPTY {
                return None;
            }
            if index != DUMMY {
                let (hash, key, _) = self.live(index);
                if hash == probe.hash {
                    return Some((index as usize, key));
                }
            }
        }
    }

    /// The index of the entry whose key satisfies `same`, if any.
    pub fn find(&self, hash: u64, mut same: impl FnMut(Obj) -> bool) -> Option<usize> {
        let mut probe = self.probe(hash);
        while let Some((index, key)) = self.next_candidate(&mut probe) {
            if same(key) {
                return Some(index);
            }
        }
        None
    }

    /// The entry with this index, unless it was removed.
    pub fn entry(&self, index: usize) -> Option<Entry> {
        self.entries.get(index).copied().flatten()
    }

    /// The value of a live entry.
    pub fn value(&self, index: usize) -> Obj {
        self.live(index as u32).2
    }

    /// Replaces the value of a live entry.
    pub fn set_value(&mut self, index: usize, value: Obj) {
        if let Some(entry) = &mut self.entries[index] {
            entry.2 = value;
        }
    }

    /// Adds a key known to be absent, and grows the table when CPython would.
    pub fn insert_new(&mut self, hash: u64, key: Obj, value: Obj) {
        self.insert_without_growth(hash, key, value);
        if self.fill * 3 >= self.table.len() * 2 {
            self.resize(self.used * if self.used > 50000 { 2 } else { 4 });
        }
    }

    /// Adds a key known to be absent; the caller made room with [`reserve_for_merge`](Self::reserve_for_merge).
    pub fn insert_without_growth(&mut self, hash: u64, key: Obj, value: Obj) {
        if self.fill + 1 >= self.table.len() {
            self.resize(self.used * 2 + 1);
        }
        if self.entries.len() >= 2 * self.used + 16 {
            self.compact();
        }
        let slot = self.free_slot(hash);
        if self.table[slot] == EMPTY {
            self.fill += 1;
        }
        if slot == 0 {
            self.finger = hash;
        }
        self.table[slot] = self.entries.len() as u32;
        self.entries.push(Some((hash, key, value)));
        self.used += 1;
    }

    /// Makes room for the entries of another table at once, as `update` and copying do.
    pub fn reserve_for_merge(&mut self, other_used: usize) {
        if (self.fill + other_used) * 3 >= self.table.len() * 2 {
            self.resize((self.used + other_used) * 2);
        }
    }

    /// Rebuilds the table for at least `wanted` entries, without the deleted slots.
    pub fn resize(&mut self, wanted: usize) {
        let mut size = MIN_SIZE;
        while size <= wanted {
            size *= 2;
        }
        if size == MIN_SIZE && self.table.len() == MIN_SIZE && self.fill == self.used {
            return;
        }
        let old = std::mem::replace(&mut self.table, vec![EMPTY; size]);
        self.finger = 0;
        self.fill = self.used;
        for index in old.into_iter().filter(|&index| index < DUMMY) {
            let hash = self.live(index).0;
            let slot = self.free_slot(hash);
            if slot == 0 {
                self.finger = hash;
            }
            self.table[slot] = index;
        }
        self.compact();
    }

    /// After `difference_update`: drops the deleted slots when they are more than a fifth.
    pub fn shrink_after_difference(&mut self) {
        if (self.fill - self.used) * 5 >= self.table.len() - 1 {
            self.resize(self.used * if self.used > 50000 { 2 } else { 4 });
        }
    }

    /// Removes a live entry.
    pub fn remove(&mut self, index: usize) -> Entry {
        let entry = self.live(index as u32);
        let mask = self.mask();
        let mut probe = Probe::new(entry.0);
        let slot = loop {
            let slot = probe.advance(mask);
            if self.table[slot] == index as u32 {
                break slot;
            }
        };
        self.remove_slot(slot)
    }

    fn remove_slot(&mut self, slot: usize) -> Entry {
        let index = self.table[slot];
        let entry = self.live(index);
        self.table[slot] = DUMMY;
        self.entries[index as usize] = None;
        self.used -= 1;
        entry
    }

    /// Removes the entry that `popitem` (of a set: `pop`) picks. An ordered dict gives its last.
    pub fn pop_any(&mut self) -> Option<Entry> {
        if self.used == 0 {
            return None;
        }
        if self.ordered {
            let index = self.entries.iter().rposition(Option::is_some)?;
            return Some(self.remove(index));
        }
        let mut slot = 0;
        if self.table[0] >= DUMMY {
            slot = self.finger as usize;
            if slot >= self.table.len() || slot < 1 {
                slot = 1;
            }
            while self.table[slot] >= DUMMY {
                slot += 1;
                if slot >= self.table.len() {
                    slot = 1;
                }
            }
        }
        let entry = self.remove_slot(slot);
        self.finger = slot as u64 + 1;
        Some(entry)
    }

    /// Removes everything.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.table = vec![EMPTY; MIN_SIZE];
        self.used = 0;
        self.fill = 0;
        self.finger = 0;
    }

    /// A copy made as `dict.copy` and `set.copy` make it: a new table filled in iteration order.
    pub fn merged_copy(&self) -> DictData {
        let mut copy = DictData { ordered: self.ordered, custom: self.custom, ..DictData::default() };
        copy.reserve_for_merge(self.used);
        for (hash, key, value) in self.iter_entries() {
            copy.insert_without_growth(hash, key, value);
        }
        copy
    }

    fn mask(&self) -> u64 {
        self.table.len() as u64 - 1
    }

    /// The slot where a new key with this hash goes: the first deleted one on its way, else the empty
    /// one at its end.
    fn free_slot(&self, hash: u64) -> usize {
        let mask = self.mask();
        let mut probe = Probe::new(hash);
        let mut dummy = None;
        loop {
            let slot = probe.advance(mask);
            match self.table[slot] {
                EMPTY => return dummy.unwrap_or(slot),
                DUMMY => dummy = dummy.or(Some(slot)),
                _ => {}
            }
        }
    }

    /// Squeezes removed entries out of the vector.
    fn compact(&mut self) {
        if self.entries.len() == self.used {
            return;
        }
        let mut renumbered = vec![EMPTY; self.entries.len()];
        let mut kept = Vec::with_capacity(self.used + 8);
        for (old, entry) in self.entries.iter().enumerate() {
            if entry.is_some() {
                renumbered[old] = kept.len() as u32;
                kept.push(*entry);
            }
        }
        for index in self.table.iter_mut().filter(|index| **index < DUMMY) {
            *index = renumbered[*index as usize];
        }
        self.entries = kept;
    }
}
