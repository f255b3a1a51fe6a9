//! `list`: changing operators, methods, sorting. `tuple`, `slice`, `xrange` and `bytearray` are small enough
//! to be in [`super::small`].

use std::cmp::Ordering;

use rpython_bytecode::{BinOp, CmpOp};

use super::args::{self, Keywords};
use super::seq::{self, Subscript};
use crate::{Host, Obj, Object, Raised};

/// The items of a list object, to be changed in place.
fn items_mut(host: &mut Host, o: Obj) -> Option<&mut Vec<Obj>> {
    let plain = host.content(o);
    match host.get_mut(plain) {
        Object::List(items) => Some(items),
        _ => None,
    }
}

fn this<'h>(host: &'h mut Host, args: &[Obj], name: &str) -> Result<&'h mut Vec<Obj>, Raised> {
    let o = args.first().copied().unwrap_or(Obj::NONE);
    if items_mut(host, o).is_none() {
        let given = host.type_name(o);
        let message = format!("descriptor '{name}' requires a 'list' object but received a '{given}'");
        return Err(Raised::type_error(host, message));
    }
    match items_mut(host, o) {
        Some(items) => Ok(items),
        None => unreachable!("checked above"),
    }
}

/// `l[key] = value`
pub fn setitem(host: &mut Host, o: Obj, key: Obj, value: Obj) -> Result<bool, Raised> {
    let Object::List(items) = host.get(o) else { return Ok(false) };
    let len = items.len();
    match seq::subscript(host, key, len, "list", "list assignment index out of range")? {
        Subscript::At(at) => {
            if let Object::List(items) = host.get_mut(o) {
                items[at] = value;
            }
        }
        Subscript::Slice(selection) => {
            let new = match host.collect(value) {
                Ok(new) => new,
                Err(raised)
                    if host.raised_is(&raised, host.exc.type_error)
                        && host.sequence_items(value).is_none() =>
                {
                    let message = if selection.step == 1 {
                        "can only assign an iterable"
                    } else {
                        "must assign iterable to extended slice"
                    };
                    return Err(Raised::type_error(host, message));
                }
                Err(raised) => return Err(raised),
            };
            let Object::List(items) = host.get_mut(o) else { return Ok(false) };
            let mut items = std::mem::take(items);
            let result = seq::assign_slice(host, &mut items, selection, new);
            if let Object::List(place) = host.get_mut(o) {
                *place = items;
            }
            result?;
        }
    }
    Ok(true)
}

/// `del l[key]`
pub fn delitem(host: &mut Host, o: Obj, key: Obj) -> Result<bool, Raised> {
    let Object::List(items) = host.get(o) else { return Ok(false) };
    let len = items.len();
    let place = seq::subscript(host, key, len, "list", "list assignment index out of range")?;
    let Object::List(items) = host.get_mut(o) else { return Ok(false) };
    match place {
        Subscript::At(at) => drop(items.remove(at)),
        Subscript::Slice(selection) => seq::delete_slice(items, selection),
    }
    Ok(true)
}

/// `l += b`, `l *= b`
pub fn inplace(host: &mut Host, op: BinOp, a: Obj, b: Obj) -> Result<Option<Obj>, Raised> {
    match op {
        BinOp::Add => {
            let new = host.collect(b)?;
            if let Object::List(items) = host.get_mut(a) {
                items.extend(new);
            }
            Ok(Some(a))
        }
        BinOp::Mul => {
            let Some(product) = seq::binary(host, BinOp::Mul, a, b)? else { return Ok(None) };
            let Object::List(new) = host.get(product) else { return Ok(None) };
            let new = new.clone();
            if let Object::List(items) = host.get_mut(a) {
                *items = new;
            }
            Ok(Some(a))
        }
        _ => Ok(None),
    }
}

fn append(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    if let ([list, item], []) = (args, kw)
        && let Object::List(items) = host.get_mut(*list)
    {
        items.push(*item);
        return Ok(Obj::NONE);
    }
    args::expect(host, "append", args.get(1..).unwrap_or(&[]), kw, (1, 1))?;
    this(host, args, "append")?.push(args[1]);
    Ok(Obj::NONE)
}

fn extend(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "extend", &args[1..], kw, (1, 1))?;
    let new = host.collect(args[1])?;
    this(host, args, "extend")?.extend(new);
    Ok(Obj::NONE)
}

fn insert(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "insert", &args[1..], kw, (2, 2))?;
    let at = args::int(host, args[1])?;
    let items = this(host, args, "insert")?;
    let len = items.len() as i64;
    let at = if at < 0 { at + len } else { at }.clamp(0, len);
    items.insert(at as usize, args[2]);
    Ok(Obj::NONE)
}

fn pop(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "pop", &args[1..], kw, (0, 1))?;
    let at = args.get(1).map_or(Ok(-1), |&o| args::int(host, o))?;
    let items = this(host, args, "pop")?;
    if items.is_empty() {
        return Err(Raised::index_error(host, "pop from empty list"));
    }
    let len = items.len() as i64;
    let at = if at < 0 { at + len } else { at };
    if at < 0 || at >= len {
        return Err(Raised::index_error(host, "pop index out of range"));
    }
    Ok(items.remove(at as usize))
}

/// Position of the first item equal to `wanted` within `[start:end]`, of a list that may change meanwhile.
fn locate(host: &mut Host, o: Obj, wanted: Obj, start: usize, end: usize) -> Result<Option<usize>, Raised> {
    let mut at = start;
    loop {
        let item = match host.get(host.content(o)) {
            Object::List(items) => items.get(at).copied(),
            Object::Tuple(items) => items.get(at).copied(),
            _ => None,
        };
        let Some(item) = item.filter(|_| at < end) else { return Ok(None) };
        if host.eq(item, wanted)? {
            return Ok(Some(at));
        }
        at += 1;
    }
}

fn remove(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "remove", &args[1..], kw, (1, 1))?;
    match locate(host, args[0], args[1], 0, usize::MAX)? {
        Some(at) => {
            this(host, args, "remove")?.remove(at);
            Ok(Obj::NONE)
        }
        None => Err(Raised::value_error(host, "list.remove(x): x not in list")),
    }
}

/// `index` of lists and tuples.
pub fn index(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "index", &args[1..], kw, (1, 3))?;
    let start = args::bound(host, args.get(2).copied(), 0)?;
    let end = args::bound(host, args.get(3).copied(), i64::MAX)?;
    let len = host.len(host.content(args[0]))?;
    let range = super::text::clip(start, end, len);
    let found = match range {
        Some((from, to)) => locate(host, args[0], args[1], from, to)?,
        None => None,
    };
    match found {
        Some(at) => Ok(host.new_int(at as i64)),
        None if matches!(host.get(host.content(args[0])), Object::Tuple(_)) => {
            Err(Raised::value_error(host, "tuple.index(x): x not in tuple"))
        }
        None => {
            let shown = host.repr(args[1])?;
            let message = format!("{} is not in list", String::from_utf8_lossy(&shown));
            Err(Raised::value_error(host, message))
        }
    }
}

/// `count` of lists and tuples.
pub fn count(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "count", &args[1..], kw, (1, 1))?;
    let items = host.sequence_items(args[0]).unwrap_or_default();
    let mut count = 0;
    for item in items {
        count += host.eq(item, args[1])? as i64;
    }
    Ok(host.new_int(count))
}

fn reverse(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "reverse", &args[1..], kw, (0, 0))?;
    this(host, args, "reverse")?.reverse();
    Ok(Obj::NONE)
}

fn dunder_reversed(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "__reversed__", &args[1..], kw, (0, 0))?;
    let mut items = this(host, args, "__reversed__")?.clone();
    items.reverse();
    Ok(host.new_iterator(items))
}

/// Stable sort by a comparison that may raise.
fn merge_sort<T: Copy>(
    items: &mut [T],
    less: &mut dyn FnMut(T, T) -> Result<bool, Raised>,
) -> Result<(), Raised> {
    if items.len() <= 8 {
        for i in 1..items.len() {
            let mut at = i;
            while at > 0 && less(items[at], items[at - 1])? {
                items.swap(at, at - 1);
                at -= 1;
            }
        }
        return Ok(());
    }
    let middle = items.len() / 2;
    merge_sort(&mut items[..middle], less)?;
    merge_sort(&mut items[middle..], less)?;
    if !less(items[middle], items[middle - 1])? {
        return Ok(());
    }
    let (left, right) = (items[..middle].to_vec(), items[middle..].to_vec());
    let (mut i, mut j) = (0, 0);
    for slot in items.iter_mut() {
        let take_right = i == left.len() || (j < right.len() && less(right[j], left[i])?);
        *slot = if take_right { right[j] } else { left[i] };
        if take_right { j += 1 } else { i += 1 }
    }
    Ok(())
}

/// Keys that sort without running any code.
fn sort_simple(host: &Host, pairs: &mut [(Obj, Obj)]) -> bool {
    let ints: Option<Vec<i64>> = pairs
        .iter()
        .map(|&(key, _)| match host.get(key) {
            Object::Int(value) => Some(*value),
            _ => None,
        })
        .collect();
    if let Some(ints) = ints {
        let mut order: Vec<(i64, (Obj, Obj))> = ints.into_iter().zip(pairs.iter().copied()).collect();
        order.sort_by_key(|&(key, _)| key);
        pairs.iter_mut().zip(order).for_each(|(slot, (_, pair))| *slot = pair);
        return true;
    }
    if pairs.iter().all(|&(key, _)| matches!(host.get(key), Object::Str(_))) {
        pairs.sort_by(|a, b| match (host.get(a.0), host.get(b.0)) {
            (Object::Str(x), Object::Str(y)) => x.cmp(y),
            _ => Ordering::Equal,
        });
        return true;
    }
    false
}

/// Sorts as `list.sort` and `sorted` do.
pub fn sort(
    host: &mut Host,
    items: Vec<Obj>,
    cmp: Option<Obj>,
    key: Option<Obj>,
    reverse: bool,
) -> Result<Vec<Obj>, Raised> {
    let mut pairs = Vec::with_capacity(items.len());
    for item in items {
        let key = match key {
            Some(function) => host.call(function, &[item], &[])?,
            None => item,
        };
        pairs.push((key, item));
    }
    if reverse {
        pairs.reverse();
    }
    if cmp.is_some() || !sort_simple(host, &mut pairs) {
        merge_sort(&mut pairs, &mut |a, b| match cmp {
            None => host.compare_bool(CmpOp::Lt, a.0, b.0),
            Some(function) => {
                let result = host.call(function, &[a.0, b.0], &[])?;
                match super::number::to_num(host, host.content(result)) {
                    Some(num) => {
                        let zero = super::num::Num::Int(0);
                        Ok(super::num::compare(&num, &zero) == Some(Ordering::Less))
                    }
                    None => {
                        let given = host.type_name(result);
                        let message = format!("comparison function must return int, not {given}");
                        Err(Raised::type_error(host, message))
                    }
                }
            }
        })?;
    }
    if reverse {
        pairs.reverse();
    }
    Ok(pairs.into_iter().map(|(_, item)| item).collect())
}

/// The arguments `cmp=None, key=None, reverse=False`.
pub fn sort_options(
    host: &mut Host,
    name: &str,
    args: &[Obj],
    kw: Keywords<'_>,
) -> Result<(Option<Obj>, Option<Obj>, bool), Raised> {
    let bound = args::bind(host, name, &["cmp", "key", "reverse"], 0, args, kw)?;
    let given = |o: Option<Obj>| o.filter(|&o| o != Obj::NONE);
    let reverse = match bound[2] {
        Some(o) => host.is_true(o)?,
        None => false,
    };
    Ok((given(bound[0]), given(bound[1]), reverse))
}

fn list_sort(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let (cmp, key, reverse) = sort_options(host, "sort", &args[1..], kw)?;
    let items = std::mem::take(this(host, args, "sort")?);
    let saved = items.clone();
    let sorted = sort(host, items, cmp, key, reverse);
    let place = this(host, args, "sort")?;
    let modified = !place.is_empty();
    match sorted {
        Ok(sorted) => *place = sorted,
        Err(raised) => {
            *place = saved;
            return Err(raised);
        }
    }
    if modified {
        return Err(Raised::value_error(host, "list modified during sort"));
    }
    Ok(Obj::NONE)
}

fn new_list(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let bound = args::bind(host, "list", &["sequence"], 0, args, kw)?;
    let items = match bound[0] {
        Some(o) => host.collect(o)?,
        None => Vec::new(),
    };
    Ok(host.new_list(items))
}

fn init_list(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let bound = args::bind(host, "list", &["sequence"], 0, &args[1..], kw)?;
    let items = match bound[0] {
        Some(o) => host.collect(o)?,
        None => Vec::new(),
    };
    *this(host, args, "__init__")? = items;
    Ok(Obj::NONE)
}

/// Adds constructor, initializer and methods.
pub fn register(host: &mut Host) {
    let list = host.classes.list;
    host.set_constructor(list, new_list);
    host.set_initializer(list, init_list);
    host.add_methods(
        list,
        &[
            ("append", append),
            ("extend", extend),
            ("insert", insert),
            ("pop", pop),
            ("remove", remove),
            ("index", index),
            ("count", count),
            ("reverse", reverse),
            ("sort", list_sort),
            ("__reversed__", dunder_reversed),
        ],
    );
}
