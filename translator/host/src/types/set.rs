//! `set` and `frozenset`.

use rpython_bytecode::{BinOp, CmpOp};

use super::args::{self, Keywords};
use super::dict::{find, key_hash, table, table_mut};
use crate::dictdata::{DictData, Entry};
use crate::{BuiltinFn, Host, Obj, Object, Raised};

/// Whether this is a set or frozenset.
pub fn is_set(host: &Host, o: Obj) -> bool {
    matches!(host.get(o), Object::Set(_) | Object::FrozenSet(_))
}

fn entries(host: &Host, o: Obj) -> Vec<Entry> {
    table(host, o).map(|data| data.iter_entries().collect()).unwrap_or_default()
}

fn new_like(host: &mut Host, model: Obj, data: DictData) -> Obj {
    match host.get(model) {
        Object::FrozenSet(_) => host.alloc(Object::FrozenSet(Box::new(data))),
        _ => host.alloc(Object::Set(Box::new(data))),
    }
}

/// Adds a key whose hash is known.
fn add_hashed(host: &mut Host, o: Obj, hash: u64, key: Obj) -> Result<(), Raised> {
    if find(host, o, hash, key)?.is_none()
        && let Some(data) = table_mut(host, o)
    {
        data.insert_new(hash, key, Obj::NONE);
    }
    Ok(())
}

/// `s.add(key)`
pub fn add(host: &mut Host, o: Obj, key: Obj) -> Result<(), Raised> {
    let hash = key_hash(host, o, key)?;
    add_hashed(host, o, hash, key)
}

/// A set of these items.
pub fn from_items(host: &mut Host, items: Vec<Obj>) -> Result<Obj, Raised> {
    let o = host.alloc(Object::Set(Box::default()));
    for item in items {
        add(host, o, item)?;
    }
    Ok(o)
}

/// Adds everything iterable to a set.
fn merge(host: &mut Host, o: Obj, other: Obj) -> Result<(), Raised> {
    let plain = host.content(other);
    if is_set(host, plain) {
        if plain == o {
            return Ok(());
        }
        let count = table(host, plain).map_or(0, DictData::len);
        if count == 0 {
            return Ok(());
        }
        if let Some(data) = table_mut(host, o) {
            data.reserve_for_merge(count);
        }
        for (hash, key, _) in entries(host, plain) {
            if find(host, o, hash, key)?.is_none()
                && let Some(data) = table_mut(host, o)
            {
                data.insert_without_growth(hash, key, Obj::NONE);
            }
        }
        return Ok(());
    }
    if let Object::Dict(source) = host.get(plain) {
        let count = source.len();
        if let Some(data) = table_mut(host, o) {
            data.reserve_for_merge(count);
        }
        for (hash, key, _) in entries(host, plain) {
            add_hashed(host, o, hash, key)?;
        }
        return Ok(());
    }
    let iterator = host.iter(other)?;
    while let Some(item) = host.next(iterator)? {
        add(host, o, item)?;
    }
    Ok(())
}

/// A new table with the members of anything iterable.
fn build(host: &mut Host, model: Obj, source: Option<Obj>) -> Result<Obj, Raised> {
    let o = new_like(host, model, DictData::new());
    if let Some(source) = source {
        merge(host, o, source)?;
    }
    Ok(o)
}

fn as_set(host: &mut Host, o: Obj) -> Result<Obj, Raised> {
    let plain = host.content(o);
    if is_set(host, plain) { Ok(plain) } else { build(host, Obj::NONE, Some(o)) }
}

/// Whether a key (a set counts as a frozenset) is a member.
pub fn contains(host: &mut Host, o: Obj, key: Obj) -> Result<bool, Raised> {
    let hash = member_hash(host, o, key)?;
    Ok(find(host, o, hash, key)?.is_some())
}

fn member_hash(host: &mut Host, o: Obj, key: Obj) -> Result<u64, Raised> {
    match host.get(host.content(key)) {
        Object::Set(data) => Ok(super::hash::hash_frozenset(data.iter_entries().map(|e| e.0 as i64)) as u64),
        _ => key_hash(host, o, key),
    }
}

fn union(host: &mut Host, a: Obj, others: &[Obj]) -> Result<Obj, Raised> {
    let result = build(host, a, Some(a))?;
    for &other in others {
        let plain = host.content(other);
        if plain != a {
            merge(host, result, other)?;
        }
    }
    Ok(result)
}

fn intersection(host: &mut Host, a: Obj, other: Obj) -> Result<Obj, Raised> {
    let result = new_like(host, a, DictData::new());
    let plain = host.content(other);
    if is_set(host, plain) {
        let (mut walked, mut tested) = (plain, a);
        if table(host, plain).map(DictData::len) > table(host, a).map(DictData::len) {
            (walked, tested) = (a, plain);
        }
        for (hash, key, _) in entries(host, walked) {
            if find(host, tested, hash, key)?.is_some() {
                add_hashed(host, result, hash, key)?;
            }
        }
        return Ok(result);
    }
    let iterator = host.iter(other)?;
    while let Some(key) = host.next(iterator)? {
        let hash = key_hash(host, a, key)?;
        if find(host, a, hash, key)?.is_some() {
            add_hashed(host, result, hash, key)?;
        }
    }
    Ok(result)
}

fn remove_all(host: &mut Host, o: Obj, other: Obj) -> Result<(), Raised> {
    let plain = host.content(other);
    if plain == o {
        if let Some(data) = table_mut(host, o) {
            data.clear();
        }
        return Ok(());
    }
    if is_set(host, plain) {
        for (hash, key, _) in entries(host, plain) {
            if let Some(index) = find(host, o, hash, key)? {
                table_mut(host, o).map(|data| data.remove(index));
            }
        }
    } else {
        let iterator = host.iter(other)?;
        while let Some(key) = host.next(iterator)? {
            let hash = key_hash(host, o, key)?;
            if let Some(index) = find(host, o, hash, key)? {
                table_mut(host, o).map(|data| data.remove(index));
            }
        }
    }
    if let Some(data) = table_mut(host, o) {
        data.shrink_after_difference();
    }
    Ok(())
}

fn difference(host: &mut Host, a: Obj, other: Obj) -> Result<Obj, Raised> {
    let plain = host.content(other);
    let is_dict = matches!(host.get(plain), Object::Dict(_));
    if !is_set(host, plain) && !is_dict {
        let result = build(host, a, Some(a))?;
        remove_all(host, result, other)?;
        return Ok(result);
    }
    let result = new_like(host, a, DictData::new());
    for (hash, key, _) in entries(host, a) {
        if find(host, plain, hash, key)?.is_none() {
            add_hashed(host, result, hash, key)?;
        }
    }
    Ok(result)
}

/// Removes from `o` what is in `other` too, and adds what is only there.
fn toggle_all(host: &mut Host, o: Obj, other: Obj) -> Result<(), Raised> {
    let other = as_set(host, other)?;
    if other == o {
        if let Some(data) = table_mut(host, o) {
            data.clear();
        }
        return Ok(());
    }
    for (hash, key, _) in entries(host, other) {
        match find(host, o, hash, key)? {
            Some(index) => drop(table_mut(host, o).map(|data| data.remove(index))),
            None => add_hashed(host, o, hash, key)?,
        }
    }
    Ok(())
}

fn symmetric_difference(host: &mut Host, a: Obj, other: Obj) -> Result<Obj, Raised> {
    let result = build(host, a, Some(other))?;
    toggle_all(host, result, a)?;
    Ok(result)
}

/// `|`, `&`, `-`, `^` of two sets.
pub fn binary(host: &mut Host, op: BinOp, a: Obj, b: Obj) -> Result<Option<Obj>, Raised> {
    if !is_set(host, a) || !is_set(host, b) {
        return Ok(None);
    }
    match op {
        BinOp::Or => union(host, a, &[b]).map(Some),
        BinOp::And => intersection(host, a, b).map(Some),
        BinOp::Sub => difference(host, a, b).map(Some),
        BinOp::Xor => symmetric_difference(host, a, b).map(Some),
        _ => Ok(None),
    }
}

/// `|=`, `&=`, `-=`, `^=` of a set with a set.
pub fn inplace(host: &mut Host, op: BinOp, a: Obj, b: Obj) -> Result<Option<Obj>, Raised> {
    let plain = host.content(b);
    if !matches!(host.get(a), Object::Set(_)) || !is_set(host, plain) {
        return Ok(None);
    }
    match op {
        BinOp::Or => merge(host, a, plain)?,
        BinOp::And => keep_common(host, a, plain)?,
        BinOp::Sub => remove_all(host, a, plain)?,
        BinOp::Xor => toggle_all(host, a, plain)?,
        _ => return Ok(None),
    }
    Ok(Some(a))
}

fn keep_common(host: &mut Host, o: Obj, other: Obj) -> Result<(), Raised> {
    let common = intersection(host, o, other)?;
    let data = table(host, common).cloned().unwrap_or_default();
    if let Some(place) = table_mut(host, o) {
        *place = data;
    }
    Ok(())
}

fn is_subset(host: &mut Host, a: Obj, b: Obj) -> Result<bool, Raised> {
    if table(host, a).map(DictData::len) > table(host, b).map(DictData::len) {
        return Ok(false);
    }
    for (hash, key, _) in entries(host, a) {
        if find(host, b, hash, key)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Comparisons: equality, subset, superset.
pub fn compare(host: &mut Host, op: CmpOp, a: Obj, b: Obj) -> Result<Option<bool>, Raised> {
    if !is_set(host, a) || !is_set(host, b) {
        if is_set(host, a) && matches!(op, CmpOp::Lt | CmpOp::Le | CmpOp::Gt | CmpOp::Ge) {
            return Err(Raised::type_error(host, "can only compare to a set"));
        }
        return Ok(None);
    }
    let same_len = table(host, a).map(DictData::len) == table(host, b).map(DictData::len);
    Ok(Some(match op {
        CmpOp::Eq => same_len && is_subset(host, a, b)?,
        CmpOp::Ne => !(same_len && is_subset(host, a, b)?),
        CmpOp::Le => is_subset(host, a, b)?,
        CmpOp::Lt => !same_len && is_subset(host, a, b)?,
        CmpOp::Ge => is_subset(host, b, a)?,
        CmpOp::Gt => !same_len && is_subset(host, b, a)?,
        CmpOp::In | CmpOp::NotIn | CmpOp::Is | CmpOp::IsNot | CmpOp::ExcMatch => return Ok(None),
    }))
}

fn this(host: &mut Host, args: &[Obj], name: &str) -> Result<Obj, Raised> {
    let o = args.first().copied().unwrap_or(Obj::NONE);
    let plain = host.content(o);
    if is_set(host, plain) {
        return Ok(plain);
    }
    let given = host.type_name(o);
    Err(Raised::type_error(
        host,
        format!("descriptor '{name}' requires a 'set' object but received a '{given}'"),
    ))
}

fn one(host: &mut Host, args: &[Obj], kw: Keywords<'_>, name: &str) -> Result<Obj, Raised> {
    args::expect(host, name, args.get(1..).unwrap_or(&[]), kw, (1, 1))?;
    this(host, args, name)
}

fn none(host: &mut Host, args: &[Obj], kw: Keywords<'_>, name: &str) -> Result<Obj, Raised> {
    args::expect(host, name, args.get(1..).unwrap_or(&[]), kw, (0, 0))?;
    this(host, args, name)
}

fn add_method(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let o = one(host, args, kw, "add")?;
    add(host, o, args[1])?;
    Ok(Obj::NONE)
}

fn take_out(host: &mut Host, o: Obj, key: Obj) -> Result<bool, Raised> {
    let hash = member_hash(host, o, key)?;
    let found = find(host, o, hash, key)?;
    if let (Some(index), Some(data)) = (found, table_mut(host, o)) {
        data.remove(index);
    }
    Ok(found.is_some())
}

fn discard(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let o = one(host, args, kw, "discard")?;
    take_out(host, o, args[1])?;
    Ok(Obj::NONE)
}

fn remove(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let o = one(host, args, kw, "remove")?;
    if take_out(host, o, args[1])? { Ok(Obj::NONE) } else { Err(Raised::key_error(host, args[1])) }
}

fn pop(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let o = none(host, args, kw, "pop")?;
    match table_mut(host, o).and_then(DictData::pop_any) {
        Some((_, key, _)) => Ok(key),
        None => {
            let text = host.new_text("pop from an empty set");
            Err(Raised::key_error(host, text))
        }
    }
}

fn clear(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let o = none(host, args, kw, "clear")?;
    if let Some(data) = table_mut(host, o) {
        data.clear();
    }
    Ok(Obj::NONE)
}

fn copy(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let o = none(host, args, kw, "copy")?;
    if matches!(host.get(o), Object::FrozenSet(_)) {
        return Ok(o);
    }
    build(host, o, Some(o))
}

fn update(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let o = this(host, args, "update")?;
    for &other in &args[1..] {
        merge(host, o, other)?;
    }
    Ok(Obj::NONE)
}

fn union_method(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let o = this(host, args, "union")?;
    union(host, o, &args[1..])
}

fn intersection_method(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let mut o = this(host, args, "intersection")?;
    if args.len() == 1 {
        return build(host, o, Some(o));
    }
    for &other in &args[1..] {
        o = intersection(host, o, other)?;
    }
    Ok(o)
}

fn intersection_update(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let o = this(host, args, "intersection_update")?;
    let common = intersection_method(host, args, kw)?;
    let data = table(host, common).cloned().unwrap_or_default();
    if let Some(place) = table_mut(host, o) {
        *place = data;
    }
    Ok(Obj::NONE)
}

fn difference_method(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let o = this(host, args, "difference")?;
    let Some(&first) = args.get(1) else { return build(host, o, Some(o)) };
    let result = difference(host, o, first)?;
    for &other in &args[2..] {
        remove_all(host, result, other)?;
    }
    Ok(result)
}

fn difference_update(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let o = this(host, args, "difference_update")?;
    for &other in &args[1..] {
        remove_all(host, o, other)?;
    }
    Ok(Obj::NONE)
}

fn symmetric_method(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let o = one(host, args, kw, "symmetric_difference")?;
    symmetric_difference(host, o, args[1])
}

fn symmetric_update(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let o = one(host, args, kw, "symmetric_difference_update")?;
    toggle_all(host, o, args[1])?;
    Ok(Obj::NONE)
}

fn issubset(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let o = one(host, args, kw, "issubset")?;
    let other = as_set(host, args[1])?;
    let result = is_subset(host, o, other)?;
    Ok(host.new_bool(result))
}

fn issuperset(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let o = one(host, args, kw, "issuperset")?;
    let other = as_set(host, args[1])?;
    let result = is_subset(host, other, o)?;
    Ok(host.new_bool(result))
}

fn isdisjoint(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let o = one(host, args, kw, "isdisjoint")?;
    let common = intersection(host, o, args[1])?;
    let empty = table(host, common).is_none_or(DictData::is_empty);
    Ok(host.new_bool(empty))
}

fn new_set(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "set", args, kw, (0, 1))?;
    build(host, Obj::NONE, args.first().copied())
}

fn new_frozenset(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "frozenset", args, kw, (0, 1))?;
    if let [source] = args
        && matches!(host.get(*source), Object::FrozenSet(_))
    {
        return Ok(*source);
    }
    let o = host.alloc(Object::FrozenSet(Box::default()));
    if let Some(&source) = args.first() {
        merge(host, o, source)?;
    }
    Ok(o)
}

fn init_set(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "set", args.get(1..).unwrap_or(&[]), kw, (0, 1))?;
    let o = this(host, args, "__init__")?;
    if let Some(data) = table_mut(host, o) {
        data.clear();
    }
    if let Some(&source) = args.get(1) {
        merge(host, o, source)?;
    }
    Ok(Obj::NONE)
}

const SHARED: &[(&str, BuiltinFn)] = &[
    ("copy", copy),
    ("union", union_method),
    ("intersection", intersection_method),
    ("difference", difference_method),
    ("symmetric_difference", symmetric_method),
    ("issubset", issubset),
    ("issuperset", issuperset),
    ("isdisjoint", isdisjoint),
];

/// Adds constructors, the initializer and methods.
pub fn register(host: &mut Host) {
    let (set, frozenset) = (host.classes.set, host.classes.frozenset);
    host.set_constructor(set, new_set);
    host.set_initializer(set, init_set);
    host.set_constructor(frozenset, new_frozenset);
    host.add_methods(frozenset, SHARED);
    host.add_methods(set, SHARED);
    host.add_methods(
        set,
        &[
            ("add", add_method),
            ("discard", discard),
            ("remove", remove),
            ("pop", pop),
            ("clear", clear),
            ("update", update),
            ("intersection_update", intersection_update),
            ("difference_update", difference_update),
            ("symmetric_difference_update", symmetric_update),
        ],
    );
}
