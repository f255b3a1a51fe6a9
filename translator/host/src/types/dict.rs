//! `dict`: lookups, methods, iterators, views.

use std::any::Any;

use rpython_base::Symbol;
use rpython_bytecode::CmpOp;

use super::args::{self, Keywords};
use crate::dictdata::DictData;
use crate::{Host, Internal, Obj, Object, Raised};

/// The table of a plain dict, set or frozenset.
pub fn table(host: &Host, o: Obj) -> Option<&DictData> {
    match host.get(o) {
        Object::Dict(data) | Object::Set(data) | Object::FrozenSet(data) => Some(data),
        _ => None,
    }
}

/// The same, to be changed.
pub fn table_mut(host: &mut Host, o: Obj) -> Option<&mut DictData> {
    match host.get_mut(o) {
        Object::Dict(data) | Object::Set(data) | Object::FrozenSet(data) => Some(data),
        _ => None,
    }
}

/// The hash by which a table files a key.
pub fn key_hash(host: &mut Host, o: Obj, key: Obj) -> Result<u64, Raised> {
    if let Some((_, hash, _)) = table(host, o).and_then(|data| data.custom) {
        let value = host.call(hash, &[key], &[])?;
        return Ok(args::int(host, value)? as u64);
    }
    match host.get(key) {
        Object::Str(bytes) => Ok(super::hash::hash_bytes(bytes) as u64),
        Object::Int(value) => Ok(super::hash::hash_int(*value) as u64),
        _ => Ok(host.hash(key)? as u64),
    }
}

/// Whether two keys of equal hash are the same without running any code; `None` if that is not known.
#[inline]
fn same_key(host: &Host, a: Obj, b: Obj) -> Option<bool> {
    if a == b {
        return Some(true);
    }
    match (host.get(a), host.get(b)) {
        (Object::Str(x), Object::Str(y)) => Some(x == y),
        (Object::Int(x), Object::Int(y)) => Some(x == y),
        _ => None,
    }
}

/// The index of the entry for a key.
pub fn find(host: &mut Host, o: Obj, hash: u64, key: Obj) -> Result<Option<usize>, Raised> {
    'restart: loop {
        let Some(data) = table(host, o) else { return Ok(None) };
        let custom = data.custom;
        let mut probe = data.probe(hash);
        loop {
            let Some(data) = table(host, o) else { return Ok(None) };
            let Some((index, candidate)) = data.next_candidate(&mut probe) else { return Ok(None) };
            let same = match custom {
                Some((eq, _, _)) => {
                    let result = host.call(eq, &[candidate, key], &[])?;
                    host.is_true(result)?
                }
                None => match same_key(host, candidate, key) {
                    Some(same) => same,
                    None => host.eq(candidate, key)?,
                },
            };
            let unchanged =
                table(host, o).and_then(|data| data.entry(index)).is_some_and(|e| e.1 == candidate);
            if !unchanged {
                continue 'restart;
            }
            if same {
                return Ok(Some(index));
            }
        }
    }
}

/// The value for a key of a plain dict.
pub fn get(host: &mut Host, o: Obj, key: Obj) -> Result<Option<Obj>, Raised> {
    if let Some(map) = attrs(host, o) {
        return Ok(host
            .symbol_of(key)
            .filter(|_| is_text(host, key))
            .and_then(|name| map.get(&name).copied()));
    }
    let hash = key_hash(host, o, key)?;
    let found = find(host, o, hash, key)?;
    Ok(found.and_then(|index| table(host, o).map(|data| data.value(index))))
}

fn is_text(host: &Host, key: Obj) -> bool {
    matches!(host.get(host.content(key)), Object::Str(_) | Object::Unicode(_))
}

/// The attribute map behind an `AttrDict` or `Namespace`.
fn attrs(host: &Host, o: Obj) -> Option<&crate::AttrMap> {
    match host.get(o) {
        Object::AttrDict(_) | Object::Namespace(_) => host.attr_map(o),
        _ => None,
    }
}

/// Whether this is a dict of any kind.
pub fn is_dict(host: &Host, o: Obj) -> bool {
    matches!(host.get(o), Object::Dict(_) | Object::AttrDict(_) | Object::Namespace(_))
}

fn attr_name(host: &mut Host, key: Obj) -> Result<Symbol, Raised> {
    match host.symbol_of(key).filter(|_| is_text(host, key)) {
        Some(name) => Ok(name),
        None => Err(Raised::type_error(host, "keys of a namespace must be strings")),
    }
}

/// Sets a key of a plain dict.
pub fn set(host: &mut Host, o: Obj, key: Obj, value: Obj) -> Result<(), Raised> {
    if attrs(host, o).is_some() {
        if host.class_of(o) == host.classes.dictproxy {
            return Err(Raised::type_error(host, "'dictproxy' object does not support item assignment"));
        }
        let name = attr_name(host, key)?;
        host.set_raw(o, name, value);
        return Ok(());
    }
    let hash = key_hash(host, o, key)?;
    set_hashed(host, o, hash, key, value)
}

/// Sets a key whose hash is known.
pub fn set_hashed(host: &mut Host, o: Obj, hash: u64, key: Obj, value: Obj) -> Result<(), Raised> {
    let found = find(host, o, hash, key)?;
    if let Some(data) = table_mut(host, o) {
        match found {
            Some(index) => data.set_value(index, value),
            None => data.insert_new(hash, key, value),
        }
    }
    Ok(())
}

/// Removes a key from a plain dict and returns its value.
pub fn remove(host: &mut Host, o: Obj, key: Obj) -> Result<Option<Obj>, Raised> {
    if attrs(host, o).is_some() {
        return Ok(match host.symbol_of(key) {
            Some(name) => host.remove_raw(o, name),
            None => None,
        });
    }
    let hash = key_hash(host, o, key)?;
    let found = find(host, o, hash, key)?;
    Ok(found.and_then(|index| table_mut(host, o).map(|data| data.remove(index).2)))
}

/// Keys and values in the order programs see. That of attribute maps is the order which a dict filled in
/// the same way would have.
pub fn items(host: &Host, o: Obj) -> Vec<(Obj, Obj)> {
    table(host, o).map(|data| data.iter().collect()).unwrap_or_default()
}

/// Keys and values, of attribute maps too (their names become `str` objects).
pub fn items_named(host: &mut Host, o: Obj) -> Vec<(Obj, Obj)> {
    let Some(map) = attrs(host, o) else { return items(host, o) };
    let pairs: Vec<(Symbol, Obj)> = map.iter().map(|(&name, &value)| (name, value)).collect();
    let mut order = DictData::new();
    for (name, value) in pairs {
        let key = host.name(name);
        let hash = super::hash::hash_bytes(name.as_str().as_bytes()) as u64;
        order.insert_new(hash, key, value);
    }
    order.iter().collect()
}

/// `len(d)`
pub fn len(host: &Host, o: Obj) -> Option<usize> {
    attrs(host, o).map(|map| map.len()).or_else(|| table(host, o).map(DictData::len))
}

/// The plain dict behind the first argument of a method.
fn this(host: &mut Host, args: &[Obj], name: &str) -> Result<Obj, Raised> {
    let o = args.first().copied().unwrap_or(Obj::NONE);
    let plain = host.content(o);
    if is_dict(host, plain) {
        return Ok(plain);
    }
    let given = host.type_name(o);
    Err(Raised::type_error(
        host,
        format!("descriptor '{name}' requires a 'dict' object but received a '{given}'"),
    ))
}

fn simple(host: &mut Host, name: &str, args: &[Obj], kw: Keywords<'_>) -> Result<Vec<(Obj, Obj)>, Raised> {
    args::expect(host, name, args.get(1..).unwrap_or(&[]), kw, (0, 0))?;
    let o = this(host, args, name)?;
    Ok(items_named(host, o))
}

fn keys(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let keys = simple(host, "keys", args, kw)?.into_iter().map(|(key, _)| key).collect();
    Ok(host.new_list(keys))
}

fn values(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let values = simple(host, "values", args, kw)?.into_iter().map(|(_, value)| value).collect();
    Ok(host.new_list(values))
}

fn items_method(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let pairs = simple(host, "items", args, kw)?;
    let pairs = pairs.into_iter().map(|(key, value)| host.new_tuple(&[key, value])).collect();
    Ok(host.new_list(pairs))
}

/// What an iterator over a dict gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Keys.
    Keys,
    /// Values.
    Values,
    /// Pairs.
    Items,
}

/// An iterator over a live dict or set.
#[derive(Debug)]
struct TableIter {
    class: Obj,
    table: Obj,
    part: Part,
    position: usize,
    len: usize,
    done: bool,
}

impl Internal for TableIter {
    fn class(&self) -> Obj {
        self.class
    }
    fn is_iterator(&self) -> bool {
        true
    }
    fn next(&mut self, host: &mut Host) -> Result<Option<Obj>, Raised> {
        if self.done {
            return Ok(None);
        }
        let Some(data) = table(host, self.table) else { return Ok(None) };
        if data.len() != self.len {
            let is_dict = matches!(host.get(self.table), Object::Dict(_));
            let what = if is_dict { "dictionary" } else { "Set" };
            self.len = usize::MAX;
            return Err(Raised::runtime_error(host, format!("{what} changed size during iteration")));
        }
        let Some((position, (_, key, value))) = data.next_from(self.position) else {
            self.done = true;
            return Ok(None);
        };
        self.position = position;
        Ok(Some(match self.part {
            Part::Keys => key,
            Part::Values => value,
            Part::Items => host.new_tuple(&[key, value]),
        }))
    }
    fn trace(&self, visit: &mut dyn FnMut(Obj)) {
        visit(self.table);
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// An iterator over a dict (of any kind), set or frozenset.
pub fn iterator(host: &mut Host, o: Obj, part: Part) -> Obj {
    if attrs(host, o).is_some() {
        let pairs = items_named(host, o);
        let items = pairs
            .into_iter()
            .map(|(key, value)| match part {
                Part::Keys => key,
                Part::Values => value,
                Part::Items => host.new_tuple(&[key, value]),
            })
            .collect();
        return host.new_iterator(items);
    }
    let class = host.classes.iterator;
    let len = table(host, o).map_or(0, DictData::len);
    host.new_internal(TableIter { class, table: o, part, position: 0, len, done: false })
}

fn iterkeys(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "iterkeys", args.get(1..).unwrap_or(&[]), kw, (0, 0))?;
    let o = this(host, args, "iterkeys")?;
    Ok(iterator(host, o, Part::Keys))
}

fn itervalues(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "itervalues", args.get(1..).unwrap_or(&[]), kw, (0, 0))?;
    let o = this(host, args, "itervalues")?;
    Ok(iterator(host, o, Part::Values))
}

fn iteritems(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "iteritems", args.get(1..).unwrap_or(&[]), kw, (0, 0))?;
    let o = this(host, args, "iteritems")?;
    Ok(iterator(host, o, Part::Items))
}

fn get_method(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "get", args.get(1..).unwrap_or(&[]), kw, (1, 2))?;
    let o = this(host, args, "get")?;
    let found = get(host, o, args[1])?;
    Ok(found.unwrap_or(args.get(2).copied().unwrap_or(Obj::NONE)))
}

fn has_key(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "has_key", args.get(1..).unwrap_or(&[]), kw, (1, 1))?;
    let o = this(host, args, "has_key")?;
    let found = get(host, o, args[1])?.is_some();
    Ok(host.new_bool(found))
}

fn setdefault(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "setdefault", args.get(1..).unwrap_or(&[]), kw, (1, 2))?;
    let o = this(host, args, "setdefault")?;
    let (key, value) = (args[1], args.get(2).copied().unwrap_or(Obj::NONE));
    if attrs(host, o).is_some() {
        if let Some(value) = get(host, o, key)? {
            return Ok(value);
        }
        set(host, o, key, value)?;
        return Ok(value);
    }
    let hash = key_hash(host, o, key)?;
    let found = find(host, o, hash, key)?;
    let Some(data) = table_mut(host, o) else { return Ok(value) };
    if let Some(index) = found {
        return Ok(data.value(index));
    }
    // The key is not there: it is not compared again.
    data.insert_new(hash, key, value);
    Ok(value)
}

fn pop(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "pop", args.get(1..).unwrap_or(&[]), kw, (1, 2))?;
    let o = this(host, args, "pop")?;
    if len(host, o) == Some(0) {
        return match args.get(2) {
            Some(&default) => Ok(default),
            None => {
                let text = host.new_text("pop(): dictionary is empty");
                Err(Raised::key_error(host, text))
            }
        };
    }
    match (remove(host, o, args[1])?, args.get(2)) {
        (Some(value), _) => Ok(value),
        (None, Some(&default)) => Ok(default),
        (None, None) => Err(Raised::key_error(host, args[1])),
    }
}

fn popitem(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let bound = args::bind(host, "popitem", &["last"], 0, args.get(1..).unwrap_or(&[]), kw)?;
    let last = match bound[0] {
        Some(o) => host.is_true(o)?,
        None => true,
    };
    let o = this(host, args, "popitem")?;
    let mut entry = None;
    if let Some(data) = table_mut(host, o) {
        entry = if last {
            data.pop_any()
        } else {
            let first = data.next_from(0).map(|(_, (hash, key, _))| (hash, key));
            first.and_then(|(hash, key)| data.find(hash, |k| k == key)).map(|index| data.remove(index))
        };
    }
    match entry {
        Some((_, key, value)) => Ok(host.new_tuple(&[key, value])),
        None => {
            let text = host.new_text("popitem(): dictionary is empty");
            Err(Raised::key_error(host, text))
        }
    }
}

fn clear(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "clear", args.get(1..).unwrap_or(&[]), kw, (0, 0))?;
    let o = this(host, args, "clear")?;
    match table_mut(host, o) {
        Some(data) => data.clear(),
        None => {
            for (key, _) in items_named(host, o) {
                remove(host, o, key)?;
            }
        }
    }
    Ok(Obj::NONE)
}

fn copy(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "copy", args.get(1..).unwrap_or(&[]), kw, (0, 0))?;
    let o = this(host, args, "copy")?;
    if let Some(data) = table(host, o) {
        let data = data.merged_copy();
        return Ok(host.alloc(Object::Dict(Box::new(data))));
    }
    let result = host.new_dict();
    for (key, value) in items_named(host, o) {
        set(host, result, key, value)?;
    }
    Ok(result)
}

/// `d.update(other)`: from a mapping or from pairs.
pub fn merge(host: &mut Host, o: Obj, other: Obj) -> Result<(), Raised> {
    let plain = host.content(other);
    let keys_name = Symbol::intern("keys");
    if is_dict(host, plain) {
        if plain == o {
            return Ok(());
        }
        let count = len(host, plain).unwrap_or(0);
        if count == 0 {
            return Ok(());
        }
        if let Some(data) = table_mut(host, o) {
            data.reserve_for_merge(count);
        }
        let plain_hashes = table(host, o).is_some_and(|data| data.custom.is_none())
            && table(host, plain).is_some_and(|data| data.custom.is_none());
        if plain_hashes {
            let entries: Vec<_> = table(host, plain).map(|d| d.iter_entries().collect()).unwrap_or_default();
            for (hash, key, value) in entries {
                merge_entry(host, o, hash, key, value)?;
            }
            return Ok(());
        }
        for (key, value) in items_named(host, plain) {
            set(host, o, key, value)?;
        }
        return Ok(());
    }
    if let Some(method) = host.getattr_opt(other, keys_name)? {
        let keys = host.call(method, &[], &[])?;
        for key in host.collect(keys)? {
            let value = host.getitem(other, key)?;
            set(host, o, key, value)?;
        }
        return Ok(());
    }
    let iterator = host.iter(other)?;
    let mut position = 0;
    while let Some(pair) = host.next(iterator)? {
        let items = match host.collect(pair) {
            Ok(items) => items,
            Err(raised) if host.raised_is(&raised, host.exc.type_error) => {
                let message =
                    format!("cannot convert dictionary update sequence element #{position} to a sequence");
                return Err(Raised::type_error(host, message));
            }
            Err(raised) => return Err(raised),
        };
        let [key, value] = items[..] else {
            let message = format!(
                "dictionary update sequence element #{position} has length {}; 2 is required",
                items.len()
            );
            return Err(Raised::value_error(host, message));
        };
        set(host, o, key, value)?;
        position += 1;
    }
    Ok(())
}

/// Copies an entry into a table that has room for it.
fn merge_entry(host: &mut Host, o: Obj, hash: u64, key: Obj, value: Obj) -> Result<(), Raised> {
    let found = find(host, o, hash, key)?;
    if let Some(data) = table_mut(host, o) {
        match found {
            Some(index) => data.set_value(index, value),
            None => data.insert_without_growth(hash, key, value),
        }
    }
    Ok(())
}

fn fill(host: &mut Host, o: Obj, name: &str, args: &[Obj], kw: Keywords<'_>) -> Result<(), Raised> {
    args::expect_count(host, name, args.len(), (0, 1))?;
    if let Some(&other) = args.first() {
        merge(host, o, other)?;
    }
    if !kw.is_empty() {
        let keywords = host.new_dict();
        for &(keyword, value) in kw {
            let key = host.name(keyword);
            set(host, keywords, key, value)?;
        }
        merge(host, o, keywords)?;
    }
    Ok(())
}

fn update(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let o = this(host, args, "update")?;
    fill(host, o, "update", &args[1..], kw)?;
    Ok(Obj::NONE)
}

fn new_dict(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let o = host.new_dict();
    fill(host, o, "dict", args, kw)?;
    Ok(o)
}

fn init_dict(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let o = this(host, args, "__init__")?;
    fill(host, o, "dict", &args[1..], kw)?;
    Ok(Obj::NONE)
}

/// `dict.fromkeys(keys, value)`; the class comes first.
fn fromkeys(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "fromkeys", args.get(1..).unwrap_or(&[]), kw, (1, 2))?;
    let value = args.get(2).copied().unwrap_or(Obj::NONE);
    let result = host.call(args[0], &[], &[])?;
    let source = host.content(args[1]);
    if let (Some(used), true) = (table(host, source).map(DictData::len), host.content(result) == result) {
        let fill = table(host, source).map_or(used, DictData::fill);
        let wanted = if matches!(host.get(source), Object::Dict(_)) { fill } else { used };
        if let Some(data) = table_mut(host, result) {
            let wanted = wanted.max(data.len());
            data.resize(wanted);
        }
    }
    for key in host.collect(args[1])? {
        host.setitem(result, key, value)?;
    }
    Ok(result)
}

/// `==`, `!=` and the order of dicts.
pub fn compare(host: &mut Host, op: CmpOp, a: Obj, b: Obj) -> Result<Option<bool>, Raised> {
    if !is_dict(host, a) || !is_dict(host, b) {
        return Ok(None);
    }
    let equal = equal(host, a, b)?;
    match op {
        CmpOp::Eq => return Ok(Some(equal)),
        CmpOp::Ne => return Ok(Some(!equal)),
        _ => {}
    }
    if equal {
        return Ok(Some(matches!(op, CmpOp::Le | CmpOp::Ge)));
    }
    let (len_a, len_b) = (len(host, a), len(host, b));
    if len_a != len_b {
        return Ok(Some(crate::ops::ordering_satisfies(op, len_a.cmp(&len_b))));
    }
    let first = smallest_difference(host, a, b)?;
    let second = smallest_difference(host, b, a)?;
    let (Some((key_a, value_a)), Some((key_b, value_b))) = (first, second) else { return Ok(Some(false)) };
    if host.eq(key_a, key_b)? {
        return host.compare_bool(op, value_a, value_b).map(Some);
    }
    host.compare_bool(op, key_a, key_b).map(Some)
}

fn smallest_difference(host: &mut Host, a: Obj, b: Obj) -> Result<Option<(Obj, Obj)>, Raised> {
    let mut smallest: Option<(Obj, Obj)> = None;
    for (key, value) in items_named(host, a) {
        let same = match get(host, b, key)? {
            Some(other) => host.eq(value, other)?,
            None => false,
        };
        if same {
            continue;
        }
        let smaller = match smallest {
            Some((least, _)) => host.compare_bool(CmpOp::Lt, key, least)?,
            None => true,
        };
        if smaller {
            smallest = Some((key, value));
        }
    }
    Ok(smallest)
}

fn equal(host: &mut Host, a: Obj, b: Obj) -> Result<bool, Raised> {
    if len(host, a) != len(host, b) {
        return Ok(false);
    }
    for (key, value) in items_named(host, a) {
        match get(host, b, key)? {
            Some(other) if host.eq(value, other)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

fn viewkeys(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let keys = simple(host, "viewkeys", args, kw)?;
    let set = super::set::from_items(host, keys.into_iter().map(|(key, _)| key).collect())?;
    Ok(set)
}

fn dunder_reversed(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let mut keys: Vec<Obj> =
        simple(host, "__reversed__", args, kw)?.into_iter().map(|(key, _)| key).collect();
    keys.reverse();
    Ok(host.new_iterator(keys))
}

/// Makes a plain dict iterate in order of insertion; for `OrderedDict`.
pub fn make_ordered(host: &mut Host, o: Obj) {
    let plain = host.content(o);
    if let Some(data) = table_mut(host, plain) {
        data.ordered = true;
    }
}

/// Adds constructor, initializer and methods.
pub fn register(host: &mut Host) {
    let dict = host.classes.dict;
    host.set_constructor(dict, new_dict);
    host.set_initializer(dict, init_dict);
    host.add_methods(
        dict,
        &[
            ("keys", keys),
            ("values", values),
            ("items", items_method),
            ("iterkeys", iterkeys),
            ("itervalues", itervalues),
            ("iteritems", iteritems),
            ("viewkeys", viewkeys),
            ("viewvalues", values),
            ("viewitems", items_method),
            ("get", get_method),
            ("has_key", has_key),
            ("setdefault", setdefault),
            ("pop", pop),
            ("popitem", popitem),
            ("clear", clear),
            ("copy", copy),
            ("update", update),
            ("__reversed__", dunder_reversed),
        ],
    );
    host.add_methods(
        host.classes.dictproxy,
        &[
            ("keys", keys),
            ("values", values),
            ("items", items_method),
            ("iterkeys", iterkeys),
            ("itervalues", itervalues),
            ("iteritems", iteritems),
            ("get", get_method),
            ("has_key", has_key),
            ("copy", copy),
        ],
    );
    let fromkeys = host.new_builtin("dict.fromkeys", fromkeys);
    let fromkeys = host.alloc(Object::ClassMethod(fromkeys));
    host.set_raw(dict, Symbol::intern("fromkeys"), fromkeys);
}
