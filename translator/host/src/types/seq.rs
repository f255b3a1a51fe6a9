//! What sequences share: indices, slices, repetition, lexicographic comparison.

use std::cmp::Ordering;

use rpython_bytecode::{BinOp, CmpOp};

use super::args;
use crate::ops::ordering_satisfies;
use crate::{Host, Obj, Object, Raised};

/// The positions that a slice selects of a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// The first.
    pub start: i64,
    /// The end that the slice names, adjusted to the length.
    pub stop: i64,
    /// The distance.
    pub step: i64,
    /// How many.
    pub count: usize,
}

impl Selection {
    /// The selected positions in order.
    pub fn positions(self) -> impl Iterator<Item = usize> {
        (0..self.count as i64).map(move |i| (self.start + i * self.step) as usize)
    }

    /// These items of a sequence.
    pub fn of<T: Copy>(self, items: &[T]) -> Vec<T> {
        if self.step == 1 {
            return items[self.start as usize..self.start as usize + self.count].to_vec();
        }
        self.positions().map(|i| items[i]).collect()
    }
}

/// What the parts of a slice object mean for a sequence of this length.
pub fn selection(host: &mut Host, parts: [Obj; 3], len: usize) -> Result<Selection, Raised> {
    let len = len as i64;
    let step = args::bound(host, Some(parts[2]), 1)?;
    if step == 0 {
        return Err(Raised::value_error(host, "slice step cannot be zero"));
    }
    let step = step.max(-i64::MAX);
    let (low, high) = if step > 0 { (0, len) } else { (-1, len - 1) };
    let mut bounds = if step > 0 { [0, len] } else { [len - 1, -1] };
    for (value, &o) in bounds.iter_mut().zip(&parts) {
        if o != Obj::NONE {
            let given = args::bound(host, Some(o), 0)?;
            *value = (if given < 0 { given.saturating_add(len) } else { given }).clamp(low, high);
        }
    }
    let [start, stop] = bounds;
    let count = if step > 0 && start < stop {
        (stop - start - 1) / step + 1
    } else if step < 0 && stop < start {
        (start - stop - 1) / -step + 1
    } else {
        0
    };
    Ok(Selection { start, stop, step, count: count as usize })
}

/// What a subscript selects: one position or a slice.
pub enum Subscript {
    /// A valid position.
    At(usize),
    /// A slice.
    Slice(Selection),
}

/// Resolves a subscript for a sequence of this length; `what` is `list`, `string`, `tuple`.
pub fn subscript(
    host: &mut Host,
    key: Obj,
    len: usize,
    what: &str,
    out_of_range: &str,
) -> Result<Subscript, Raised> {
    let plain = host.content(key);
    let index = match host.get(plain) {
        Object::Int(value) => *value,
        Object::Slice(parts) => {
            let parts = **parts;
            return selection(host, parts, len).map(Subscript::Slice);
        }
        _ => {
            let given = host.type_name(key);
            host.index_value(key, &format!("{what} indices must be integers, not {given}"))?
        }
    };
    let at = if index < 0 { index + len as i64 } else { index };
    if at < 0 || at >= len as i64 {
        return Err(Raised::index_error(host, out_of_range));
    }
    Ok(Subscript::At(at as usize))
}

/// The content of a sequence taken out of its object.
pub enum Seq {
    /// `str`
    Str(std::rc::Rc<[u8]>),
    /// `unicode`
    Unicode(std::rc::Rc<[u32]>),
    /// `bytearray`
    ByteArray(Vec<u8>),
    /// `tuple`
    Tuple(std::rc::Rc<[Obj]>),
    /// `list`
    List(Vec<Obj>),
}

/// The content of a plain sequence. Lists are copied.
pub fn seq_of(host: &Host, o: Obj) -> Option<Seq> {
    Some(match host.get(o) {
        Object::Str(bytes) => Seq::Str(bytes.clone()),
        Object::Unicode(chars) => Seq::Unicode(chars.clone()),
        Object::ByteArray(bytes) => Seq::ByteArray(bytes.clone()),
        Object::Tuple(items) => Seq::Tuple(items.clone()),
        Object::List(items) => Seq::List(items.clone()),
        _ => return None,
    })
}

fn repeated<T: Copy>(items: &[T], count: usize) -> Vec<T> {
    items.repeat(count)
}

/// `o * count` of a plain sequence.
fn repeat(host: &mut Host, o: Obj, count: Obj) -> Result<Option<Obj>, Raised> {
    let Some(seq) = seq_of(host, o) else { return Ok(None) };
    let plain = host.content(count);
    let is_index = match host.get(plain) {
        Object::Int(_) | Object::Bool(_) | Object::Long(_) | Object::RInt(..) => true,
        _ => host.special_method(count, host.names.index)?.is_some(),
    };
    if !is_index {
        return Ok(None);
    }
    let times = host.index_value(count, "an integer is required")?.max(0) as usize;
    let len = match &seq {
        Seq::Str(s) => s.len(),
        Seq::Unicode(s) => s.len(),
        Seq::ByteArray(s) => s.len(),
        Seq::Tuple(s) => s.len(),
        Seq::List(s) => s.len(),
    };
    if len.checked_mul(times).is_none_or(|size| size > 1 << 40) {
        return Err(Raised::memory_error(host, ""));
    }
    Ok(Some(match seq {
        Seq::Str(_) | Seq::Unicode(_) | Seq::Tuple(_) if times == 1 => o,
        Seq::Str(s) => host.new_str(&repeated(&s, times)),
        Seq::Unicode(s) => host.new_unicode(&repeated(&s, times)),
        Seq::ByteArray(s) => host.alloc(Object::ByteArray(repeated(&s, times))),
        Seq::Tuple(s) => host.new_tuple(&repeated(&s, times)),
        Seq::List(s) => host.new_list(repeated(&s, times)),
    }))
}

/// `a + b` and `a * n` of sequences.
pub fn binary(host: &mut Host, op: BinOp, a: Obj, b: Obj) -> Result<Option<Obj>, Raised> {
    match op {
        BinOp::Add => concatenate(host, a, b),
        BinOp::Mul => {
            if let Some(result) = repeat(host, a, b)? {
                return Ok(Some(result));
            }
            if let Some(result) = repeat(host, b, a)? {
                return Ok(Some(result));
            }
            for (sequence, other) in [(a, b), (b, a)] {
                if seq_of(host, sequence).is_some() {
                    let given = host.type_name(other);
                    let message = format!("can't multiply sequence by non-int of type '{given}'");
                    return Err(Raised::type_error(host, message));
                }
            }
            Ok(None)
        }
        BinOp::Mod => match host.get(a) {
            Object::Str(_) | Object::Unicode(_) => super::format::percent(host, a, b).map(Some),
            _ => Ok(None),
        },
        BinOp::Sub
        | BinOp::Div
        | BinOp::TrueDiv
        | BinOp::FloorDiv
        | BinOp::Pow
        | BinOp::LShift
        | BinOp::RShift
        | BinOp::And
        | BinOp::Or
        | BinOp::Xor => Ok(None),
    }
}

fn concatenate(host: &mut Host, a: Obj, b: Obj) -> Result<Option<Obj>, Raised> {
    let Some(left) = seq_of(host, a) else { return Ok(None) };
    let b = host.content(b);
    let right = seq_of(host, b);
    let joined = |x: &[u8], y: &[u8]| [x, y].concat();
    Ok(Some(match (left, right) {
        (Seq::Str(x), Some(Seq::Str(y))) => host.new_str(&joined(&x, &y)),
        (Seq::Unicode(x), Some(Seq::Unicode(y))) => host.new_unicode(&[&x[..], &y[..]].concat()),
        (Seq::Str(x), Some(Seq::Unicode(y))) => {
            let x = super::codecs::decode(host, &x, "ascii", "strict")?;
            host.new_unicode(&[&x[..], &y[..]].concat())
        }
        (Seq::Unicode(x), Some(Seq::Str(y))) => {
            let y = super::codecs::decode(host, &y, "ascii", "strict")?;
            host.new_unicode(&[&x[..], &y[..]].concat())
        }
        (Seq::ByteArray(x), Some(Seq::ByteArray(y))) => host.alloc(Object::ByteArray(joined(&x, &y))),
        (Seq::ByteArray(x), Some(Seq::Str(y))) => host.alloc(Object::ByteArray(joined(&x, &y))),
        (Seq::Str(x), Some(Seq::ByteArray(y))) => host.alloc(Object::ByteArray(joined(&x, &y))),
        (Seq::List(mut x), Some(Seq::List(y))) => {
            x.extend(y);
            host.new_list(x)
        }
        (Seq::Tuple(x), Some(Seq::Tuple(y))) => host.new_tuple(&[&x[..], &y[..]].concat()),
        (left, _) => return Err(cannot_concatenate(host, &left, a, b)),
    }))
}

fn cannot_concatenate(host: &mut Host, left: &Seq, a: Obj, b: Obj) -> Raised {
    let (class, given) = (host.type_name(a), host.type_name(b));
    let message = match left {
        Seq::Str(_) => format!("cannot concatenate 'str' and '{given}' objects"),
        Seq::Unicode(_) => format!("coercing to Unicode: need string or buffer, {given} found"),
        Seq::ByteArray(_) => format!("can't concat bytearray to {given}"),
        Seq::Tuple(_) | Seq::List(_) => format!("can only concatenate {class} (not \"{given}\") to {class}"),
    };
    Raised::type_error(host, message)
}

/// A comparison of two lists or two tuples.
pub fn compare_items(host: &mut Host, op: CmpOp, a: &[Obj], b: &[Obj]) -> Result<bool, Raised> {
    let equality = matches!(op, CmpOp::Eq | CmpOp::Ne);
    if equality && a.len() != b.len() {
        return Ok(op == CmpOp::Ne);
    }
    for (&x, &y) in a.iter().zip(b) {
        if !host.eq(x, y)? {
            return match op {
                CmpOp::Eq => Ok(false),
                CmpOp::Ne => Ok(true),
                _ => host.compare_bool(op, x, y),
            };
        }
    }
    Ok(ordering_satisfies(op, a.len().cmp(&b.len())))
}

/// A comparison of texts: bytes with bytes, unicode with either.
pub fn compare_text(op: CmpOp, a: &Seq, b: &Seq) -> Option<bool> {
    let ordering: Ordering = match (a, b) {
        (Seq::Str(x), Seq::Str(y)) => x.cmp(y),
        (Seq::Unicode(x), Seq::Unicode(y)) => x.cmp(y),
        (Seq::ByteArray(x), Seq::ByteArray(y)) => x.cmp(y),
        (Seq::ByteArray(x), Seq::Str(y)) => x[..].cmp(y),
        (Seq::Str(x), Seq::ByteArray(y)) => x[..].cmp(y),
        (Seq::Str(x), Seq::Unicode(y)) => match wide(x) {
            Some(x) => x[..].cmp(y),
            None => return undecodable(op),
        },
        (Seq::Unicode(x), Seq::Str(y)) => match wide(y) {
            Some(y) => x[..].cmp(&y[..]),
            None => return undecodable(op),
        },
        _ => return None,
    };
    Some(ordering_satisfies(op, ordering))
}

/// Bytes that are not ASCII are unequal to any unicode.
fn undecodable(op: CmpOp) -> Option<bool> {
    match op {
        CmpOp::Eq => Some(false),
        CmpOp::Ne => Some(true),
        _ => None,
    }
}

fn wide(bytes: &[u8]) -> Option<Vec<u32>> {
    bytes.is_ascii().then(|| bytes.iter().map(|&b| b as u32).collect())
}

/// `item in text`
pub fn text_contains(host: &mut Host, container: Obj, item: Obj) -> Result<Option<bool>, Raised> {
    use super::textmethods::TextUnit;
    let plain = host.content(item);
    let found = match (host.get(container), host.get(plain)) {
        (Object::Str(text), Object::Str(pattern)) => super::text::find(text, pattern).is_some(),
        (Object::ByteArray(text), Object::Int(value)) => match u8::try_from(*value) {
            Ok(byte) => text.contains(&byte),
            Err(_) => return Err(Raised::value_error(host, "byte must be in range(0, 256)")),
        },
        (Object::ByteArray(text), Object::Str(pattern)) => super::text::find(text, pattern).is_some(),
        (Object::ByteArray(text), Object::ByteArray(pattern)) => super::text::find(text, pattern).is_some(),
        (Object::Str(_), Object::Unicode(_)) | (Object::Unicode(_), Object::Str(_) | Object::Unicode(_)) => {
            let (Some(text), Some(pattern)) = (u32::text_of(host, container)?, u32::text_of(host, plain)?)
            else {
                return Ok(None);
            };
            super::text::find(&text, &pattern).is_some()
        }
        (Object::Str(_) | Object::Unicode(_), _) => {
            let given = host.type_name(item);
            let message = format!("'in <string>' requires string as left operand, not {given}");
            return Err(Raised::type_error(host, message));
        }
        _ => return Ok(None),
    };
    Ok(Some(found))
}

/// `o[key]` of a plain sequence.
pub fn getitem(host: &mut Host, o: Obj, key: Obj) -> Result<Option<Obj>, Raised> {
    let (len, what, out_of_range) = match host.get(o) {
        Object::List(items) => (items.len(), "list", "list index out of range"),
        Object::Tuple(items) => (items.len(), "tuple", "tuple index out of range"),
        Object::Str(bytes) => (bytes.len(), "string", "string index out of range"),
        Object::Unicode(chars) => (chars.len(), "string", "string index out of range"),
        Object::ByteArray(bytes) => (bytes.len(), "bytearray", "bytearray index out of range"),
        _ => return Ok(None),
    };
    let place = subscript(host, key, len, what, out_of_range)?;
    Ok(Some(match place {
        Subscript::At(at) => match host.get(o) {
            Object::List(items) => items[at],
            Object::Tuple(items) => items[at],
            Object::Str(bytes) => {
                let byte = bytes[at];
                host.new_str(&[byte])
            }
            Object::Unicode(chars) => {
                let c = chars[at];
                host.new_unicode(&[c])
            }
            Object::ByteArray(bytes) => {
                let byte = bytes[at];
                host.new_int(byte as i64)
            }
            _ => return Ok(None),
        },
        Subscript::Slice(selection) => {
            let whole = selection.step == 1 && selection.count == len;
            match host.get(o) {
                Object::Tuple(_) | Object::Str(_) | Object::Unicode(_) if whole => o,
                Object::List(items) => {
                    let items = selection.of(items);
                    host.new_list(items)
                }
                Object::Tuple(items) => {
                    let items = selection.of(items);
                    host.new_tuple(&items)
                }
                Object::Str(bytes) => {
                    let bytes = selection.of(bytes);
                    host.new_str(&bytes)
                }
                Object::Unicode(chars) => {
                    let chars = selection.of(chars);
                    host.new_unicode(&chars)
                }
                Object::ByteArray(bytes) => {
                    let bytes = selection.of(bytes);
                    host.alloc(Object::ByteArray(bytes))
                }
                _ => return Ok(None),
            }
        }
    }))
}

/// Replaces the selected items. Extended slices need as many new ones.
pub fn assign_slice<T: Clone>(
    host: &mut Host,
    items: &mut Vec<T>,
    selection: Selection,
    new: Vec<T>,
) -> Result<(), Raised> {
    if selection.step == 1 {
        let start = selection.start as usize;
        let end = (selection.stop.max(selection.start)) as usize;
        items.splice(start..end, new);
        return Ok(());
    }
    if new.len() != selection.count {
        let message = format!(
            "attempt to assign sequence of size {} to extended slice of size {}",
            new.len(),
            selection.count
        );
        return Err(Raised::value_error(host, message));
    }
    for (at, item) in selection.positions().zip(new) {
        items[at] = item;
    }
    Ok(())
}

/// Removes the selected items.
pub fn delete_slice<T>(items: &mut Vec<T>, selection: Selection) {
    if selection.step == 1 {
        let start = selection.start as usize;
        items.drain(start..start + selection.count);
        return;
    }
    let mut doomed: Vec<usize> = selection.positions().collect();
    doomed.sort_unstable();
    for at in doomed.into_iter().rev() {
        items.remove(at);
    }
}
