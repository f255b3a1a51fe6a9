//! Iteration: `iter()`, `next()`, and the iterators that many built-ins share.

use crate::Host;
use crate::object::*;
use crate::types;

/// An iterator over items known in advance.
#[derive(Debug)]
pub struct VecIter {
    class: Obj,
    items: std::vec::IntoIter<Obj>,
}

/// An iterator over a live list (which may grow meanwhile), or over `o[0]`, `o[1]`... until IndexError.
#[derive(Debug)]
struct SequenceIter {
    class: Obj,
    sequence: Option<Obj>,
    position: usize,
}

/// `iter(callable, sentinel)`
#[derive(Debug)]
struct CallIter {
    class: Obj,
    callable: Option<Obj>,
    sentinel: Obj,
}

/// `xrange` iterator.
#[derive(Debug)]
struct RangeIter {
    class: Obj,
    next: i64,
    step: i64,
    left: u64,
}

/// An object that is out of the arena because it is running.
#[derive(Debug)]
pub(crate) struct Busy;

macro_rules! internal_any {
    () => {
        fn as_any(&self) -> &dyn std::any::Any {
            self
        }
        fn as_any_mut(&mut self) -> &mut dyn std::any::Any {
            self
        }
    };
}
pub(crate) use internal_any;

impl Internal for VecIter {
    fn class(&self) -> Obj {
        self.class
    }
    fn is_iterator(&self) -> bool {
        true
    }
    fn next(&mut self, _host: &mut Host) -> Result<Option<Obj>, Raised> {
        Ok(self.items.next())
    }
    fn trace(&self, visit: &mut dyn FnMut(Obj)) {
        self.items.as_slice().iter().for_each(|&item| visit(item));
    }
    internal_any!();
}

impl Internal for SequenceIter {
    fn class(&self) -> Obj {
        self.class
    }
    fn is_iterator(&self) -> bool {
        true
    }
    fn next(&mut self, host: &mut Host) -> Result<Option<Obj>, Raised> {
        let Some(sequence) = self.sequence else { return Ok(None) };
        let item = match host.get(sequence) {
            Object::List(items) => items.get(self.position).copied(),
            Object::Tuple(items) => items.get(self.position).copied(),
            _ => {
                let index = host.new_int(self.position as i64);
                match host.getitem(sequence, index) {
                    Ok(item) => Some(item),
                    Err(raised)
                        if host.raised_is(&raised, host.exc.index_error)
                            || host.raised_is(&raised, host.exc.stop_iteration) =>
                    {
                        None
                    }
                    Err(raised) => return Err(raised),
                }
            }
        };
        self.position += 1;
        if item.is_none() {
            self.sequence = None;
        }
        Ok(item)
    }
    fn trace(&self, visit: &mut dyn FnMut(Obj)) {
        self.sequence.into_iter().for_each(visit);
    }
    internal_any!();
}

impl Internal for CallIter {
    fn class(&self) -> Obj {
        self.class
    }
    fn is_iterator(&self) -> bool {
        true
    }
    fn next(&mut self, host: &mut Host) -> Result<Option<Obj>, Raised> {
        let Some(callable) = self.callable else { return Ok(None) };
        let value = host.call(callable, &[], &[])?;
        if host.eq(value, self.sentinel)? {
            self.callable = None;
            return Ok(None);
        }
        Ok(Some(value))
    }
    fn trace(&self, visit: &mut dyn FnMut(Obj)) {
        self.callable.into_iter().for_each(&mut *visit);
        visit(self.sentinel);
    }
    internal_any!();
}

impl Internal for RangeIter {
    fn class(&self) -> Obj {
        self.class
    }
    fn is_iterator(&self) -> bool {
        true
    }
    fn next(&mut self, host: &mut Host) -> Result<Option<Obj>, Raised> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let value = self.next;
        self.next = self.next.wrapping_add(self.step);
        Ok(Some(host.new_int(value)))
    }
    fn trace(&self, _visit: &mut dyn FnMut(Obj)) {}
    internal_any!();
}

impl Internal for Busy {
    fn class(&self) -> Obj {
        Obj::UNBOUND
    }
    fn trace(&self, _visit: &mut dyn FnMut(Obj)) {}
    internal_any!();
}

/// How many items `xrange(start, stop, step)` has.
pub fn range_len(start: i64, stop: i64, step: i64) -> u64 {
    let (start, stop, step) = (start as i128, stop as i128, step as i128);
    let count = if step > 0 {
        if start >= stop { 0 } else { (stop - start - 1) / step + 1 }
    } else if start <= stop {
        0
    } else {
        (start - stop - 1) / -step + 1
    };
    count as u64
}

impl Host {
    /// An iterator over these objects. Its type is `iterator`.
    pub fn new_iterator(&mut self, items: Vec<Obj>) -> Obj {
        let class = self.classes.iterator;
        self.new_internal(VecIter { class, items: items.into_iter() })
    }

    /// An iterator over a live sequence: a list, a tuple, or anything with `__getitem__`.
    pub fn new_sequence_iterator(&mut self, sequence: Obj) -> Obj {
        let class = self.classes.iterator;
        self.new_internal(SequenceIter { class, sequence: Some(sequence), position: 0 })
    }

    /// `iter(callable, sentinel)`
    pub fn new_call_iterator(&mut self, callable: Obj, sentinel: Obj) -> Obj {
        let class = self.classes.callable_iterator;
        self.new_internal(CallIter { class, callable: Some(callable), sentinel })
    }

    /// An iterator over `xrange(start, stop, step)`.
    pub fn new_range_iterator(&mut self, start: i64, stop: i64, step: i64) -> Obj {
        let class = self.classes.iterator;
        let left = range_len(start, stop, step);
        self.new_internal(RangeIter { class, next: start, step, left })
    }

    /// `iter(o)`
    pub fn iter(&mut self, o: Obj) -> Result<Obj, Raised> {
        match self.get(o) {
            Object::Internal(data) if data.is_iterator() => return Ok(o),
            Object::List(_) | Object::Tuple(_) => return Ok(self.new_sequence_iterator(o)),
            Object::XRange(start, stop, step) => {
                let (start, stop, step) = (*start, *stop, *step);
                return Ok(self.new_range_iterator(start, stop, step));
            }
            _ => {}
        }
        if self.is_user(o) {
            let (iter, getitem) = (self.names.iter, self.names.getitem);
            if let Some(iterator) = self.call_special(o, iter, &[])? {
                if !self.is_iterator(iterator)? {
                    let class = self.type_name(iterator);
                    return Err(Raised::type_error(
                        self,
                        format!("iter() returned non-iterator of type '{class}'"),
                    ));
                }
                return Ok(iterator);
            }
            if self.special_method(o, getitem)?.is_some() {
                return Ok(self.new_sequence_iterator(o));
            }
        }
        let plain = self.content(o);
        if let Some(iterator) = types::iter(self, plain)? {
            return Ok(iterator);
        }
        match self.get(plain) {
            Object::List(_) | Object::Tuple(_) => Ok(self.new_sequence_iterator(plain)),
            _ => {
                if self.is_old_style_instance(o) {
                    return Err(Raised::type_error(self, "iteration over non-sequence"));
                }
                let class = self.type_name(o);
                Err(Raised::type_error(self, format!("'{class}' object is not iterable")))
            }
        }
    }

    /// Whether an object has `next`.
    pub fn is_iterator(&mut self, o: Obj) -> Result<bool, Raised> {
        match self.get(o) {
            Object::Internal(data) => Ok(data.is_iterator()),
            Object::Instance(_) if self.is_old_style_instance(o) => Ok(true),
            Object::Instance(_) => Ok(self.special_method(o, self.names.next)?.is_some()),
            _ => Ok(false),
        }
    }

    /// The next item of an iterator; `None` at its end (StopIteration).
    pub fn next(&mut self, iterator: Obj) -> Result<Option<Obj>, Raised> {
        match self.get(iterator) {
            Object::Internal(data) if data.is_iterator() => {}
            Object::Internal(data) if data.as_any().is::<Busy>() => {
                return Err(Raised::value_error(self, "generator already executing"));
            }
            _ => return self.next_user(iterator),
        }
        let placeholder = Object::Internal(Box::new(Busy));
        let Object::Internal(mut data) = std::mem::replace(self.get_mut(iterator), placeholder) else {
            return Ok(None);
        };
        let result = data.next(self);
        *self.get_mut(iterator) = Object::Internal(data);
        match result {
            // A generator may end by raising it itself.
            Err(raised) if self.raised_is(&raised, self.exc.stop_iteration) => Ok(None),
            result => result,
        }
    }

    fn next_user(&mut self, iterator: Obj) -> Result<Option<Obj>, Raised> {
        let name = self.names.next;
        match self.call_special(iterator, name, &[]) {
            Ok(Some(item)) => Ok(Some(item)),
            Ok(None) => {
                let class = self.type_name(iterator);
                Err(Raised::type_error(self, format!("'{class}' object is not an iterator")))
            }
            Err(raised) if self.raised_is(&raised, self.exc.stop_iteration) => Ok(None),
            Err(raised) => Err(raised),
        }
    }

    /// All items of anything iterable.
    pub fn collect(&mut self, o: Obj) -> Result<Vec<Obj>, Raised> {
        match self.get(o) {
            Object::List(items) => return Ok(items.clone()),
            Object::Tuple(items) => return Ok(items.to_vec()),
            _ => {}
        }
        let iterator = self.iter(o)?;
        let mut items = Vec::new();
        while let Some(item) = self.next(iterator)? {
            items.push(item);
        }
        Ok(items)
    }
}
