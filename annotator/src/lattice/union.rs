//! The least upper bound of two annotations.

use std::rc::Rc;

use rpython_lltype::LLType;

use super::{
    Controlled, DictDefId, InstanceFlags, ItemCell, Iteration, Kind, KnownTypes, ListDefId, MethodValue,
    PbcSet, SomeValue,
};
use crate::{Annotated, DescId};

/// Two annotations that no variable may have together.
#[derive(Clone, PartialEq, Debug)]
pub struct UnionError {
    /// One.
    pub left: SomeValue,
    /// The other.
    pub right: SomeValue,
    /// Why not, where more can be said than that their kinds differ.
    pub reason: Option<&'static str>,
}

type Union = Result<SomeValue, Box<UnionError>>;

/// Whether a union may merge lists and dicts, or only asks.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Merge,
    Ask,
}

impl Annotated {
    /// The least set that holds both, merging lists and dicts that meet. Fails where no representation
    /// serves both.
    pub fn union(&mut self, a: &SomeValue, b: &SomeValue) -> Union {
        if a == b || b.is_impossible() {
            return Ok(a.clone());
        }
        if a.is_impossible() {
            return Ok(b.clone());
        }
        self.union_in(a, b, Mode::Merge)
    }

    /// Whether `a` holds all that `b` holds. Changes nothing.
    pub fn contains(&mut self, a: &SomeValue, b: &SomeValue) -> bool {
        if a == b || b.is_impossible() {
            return true;
        }
        if a.is_impossible() {
            return false;
        }
        match self.union_in(a, b, Mode::Ask) {
            Ok(u) => self.same(a, &u),
            Err(_) => false,
        }
    }

    /// Whether two annotations are the same set, with ids of merged lists and dicts resolved.
    pub fn same(&self, a: &SomeValue, b: &SomeValue) -> bool {
        if a.constant != b.constant {
            return false;
        }
        match (&a.kind, &b.kind) {
            (Kind::List(x), Kind::List(y)) => self.lists.same(*x, *y),
            (Kind::Dict(x), Kind::Dict(y)) => self.dicts.same(*x, *y),
            (Kind::Tuple(x), Kind::Tuple(y)) => {
                x.len() == y.len() && x.iter().zip(y.iter()).all(|(p, q)| self.same(p, q))
            }
            (Kind::Iterator(x), Kind::Iterator(y)) => {
                x.variant == y.variant
                    && self.same(&x.container, &y.container)
                    && match (&x.start, &y.start) {
                        (Some(p), Some(q)) => self.same(p, q),
                        (p, q) => p.is_none() == q.is_none(),
                    }
            }
            (Kind::BuiltinMethod(x), Kind::BuiltinMethod(y)) => {
                x.name == y.name && self.same(&x.this, &y.this)
            }
            (Kind::Controlled(x), Kind::Controlled(y)) => {
                x.controller == y.controller && self.same(&x.real, &y.real)
            }
            (Kind::Bool(Some(x)), Kind::Bool(Some(y))) => {
                self.same_facts(&x.if_true, &y.if_true) && self.same_facts(&x.if_false, &y.if_false)
            }
            (x, y) => x == y,
        }
    }

    fn same_facts(
        &self,
        a: &[(rpython_flow::VarId, SomeValue)],
        b: &[(rpython_flow::VarId, SomeValue)],
    ) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(p, q)| p.0 == q.0 && self.same(&p.1, &q.1))
    }

    /// Unites several annotations.
    pub fn union_all<'s>(&mut self, values: impl IntoIterator<Item = &'s SomeValue>) -> Union {
        let mut result = SomeValue::IMPOSSIBLE;
        for value in values {
            result = self.union(&result, value)?;
        }
        Ok(result)
    }

    fn union_in(&mut self, a: &SomeValue, b: &SomeValue, mode: Mode) -> Union {
        let mut result = self.union_kinds(a, b, mode)?;
        if a.constant.is_some() && a.constant == b.constant && result.constant.is_none() {
            result.constant = a.constant;
        }
        Ok(result)
    }

    fn union_kinds(&mut self, a: &SomeValue, b: &SomeValue, mode: Mode) -> Union {
        let plain = |kind: Kind| Ok(SomeValue::from(kind));
        let fail = |reason| Err(conflict(a, b, reason));
        match (&a.kind, &b.kind) {
            (Kind::Impossible, _) => Ok(b.clone()),
            (_, Kind::Impossible) => Ok(a.clone()),
            (Kind::None, Kind::None) => Ok(SomeValue::NONE),
            (Kind::None, _) => b.noneify().ok_or_else(|| conflict(a, b, None)),
            (_, Kind::None) => a.noneify().ok_or_else(|| conflict(a, b, None)),
            (Kind::Bool(x), Kind::Bool(y)) => plain(Kind::Bool(self.common_facts(a, x, b, y, mode)?)),
            (Kind::Bool(_), Kind::Integer { .. })
            | (Kind::Integer { .. }, Kind::Bool(_))
            | (Kind::Integer { .. }, Kind::Integer { .. }) => union_integers(a, b),
            (Kind::Float, Kind::Float | Kind::Integer { .. } | Kind::Bool(_))
            | (Kind::Integer { .. } | Kind::Bool(_), Kind::Float) => Ok(SomeValue::FLOAT),
            (Kind::SingleFloat, Kind::SingleFloat) => plain(Kind::SingleFloat),
            (Kind::LongFloat, Kind::LongFloat) => plain(Kind::LongFloat),
            (Kind::Char { no_nul: x }, Kind::Char { no_nul: y }) => plain(Kind::Char { no_nul: *x && *y }),
            (Kind::UniChar { no_nul: x }, Kind::UniChar { no_nul: y }) => {
                plain(Kind::UniChar { no_nul: *x && *y })
            }
            (Kind::Char { .. } | Kind::Str { .. }, Kind::Char { .. } | Kind::Str { .. }) => {
                let ((n, x), (m, y)) = (string_facts(a), string_facts(b));
                plain(Kind::Str { no_nul: n && m, can_be_none: x || y })
            }
            (Kind::UniChar { .. } | Kind::Unicode { .. }, Kind::UniChar { .. } | Kind::Unicode { .. }) => {
                let ((n, x), (m, y)) = (string_facts(a), string_facts(b));
                plain(Kind::Unicode { no_nul: n && m, can_be_none: x || y })
            }
            (Kind::ByteArray { can_be_none: x }, Kind::ByteArray { can_be_none: y }) => {
                plain(Kind::ByteArray { can_be_none: *x || *y })
            }
            (Kind::List(x), Kind::List(y)) => self.union_lists(a, b, *x, *y, mode),
            (Kind::Dict(x), Kind::Dict(y)) => self.union_dicts(a, b, *x, *y, mode),
            (Kind::Tuple(x), Kind::Tuple(y)) => {
                if x.len() != y.len() {
                    return fail(Some("RPython tuples that meet must have the same length"));
                }
                let items: Result<Vec<_>, _> =
                    x.iter().zip(y.iter()).map(|(p, q)| self.union_item(p, q, mode)).collect();
                plain(Kind::Tuple(items?.into()))
            }
            (Kind::Iterator(x), Kind::Iterator(y)) => self.union_iterators(a, b, x, y, mode),
            (
                Kind::Instance { classdef: c, can_be_none: x, flags: f },
                Kind::Instance { classdef: d, can_be_none: y, flags: g },
            ) => {
                let classdef = match (c, d) {
                    (Some(c), Some(d)) => match self.common_base(*c, *d) {
                        Some(base) => Some(base),
                        None => return fail(Some("the two classes have no common base class but object")),
                    },
                    _ => None,
                };
                if f.virtual_ref != g.virtual_ref {
                    return fail(Some("one is a virtual reference to the other"));
                }
                let flags = InstanceFlags {
                    virtual_ref: f.virtual_ref,
                    access_directly: f.access_directly && g.access_directly,
                    fresh_virtualizable: f.fresh_virtualizable && g.fresh_virtualizable,
                };
                plain(Kind::Instance { classdef, can_be_none: *x || *y, flags })
            }
            (Kind::Pbc(x), Kind::Pbc(y)) => {
                if !self.same_desc_kind(x.descs[0], y.descs[0]) {
                    return fail(Some(
                        "they are different kinds of constants (function, class, method, instance)",
                    ));
                }
                if self.frozen_method_function(x.descs[0]) != self.frozen_method_function(y.descs[0]) {
                    return fail(Some(
                        "methods of prebuilt constants meet only where they are the same function",
                    ));
                }
                Ok(self.pbc(merge_sorted(&x.descs, &y.descs), x.can_be_none || y.can_be_none))
            }
            (Kind::Builtin(x), Kind::Builtin(y)) if x == y => Ok(a.clone()),
            (Kind::BuiltinMethod(x), Kind::BuiltinMethod(y)) if x.name == y.name => {
                let this = self.union_item(&x.this, &y.this, mode)?;
                plain(Kind::BuiltinMethod(Rc::new(MethodValue { name: x.name, this })))
            }
            (Kind::WeakRef(x), Kind::WeakRef(y)) => match (x, y) {
                (Some(c), Some(d)) => match self.common_base(*c, *d) {
                    Some(base) => plain(Kind::WeakRef(Some(base))),
                    None => fail(Some("the two referents have no common base class")),
                },
                (Some(c), None) | (None, Some(c)) => plain(Kind::WeakRef(Some(*c))),
                (None, None) => plain(Kind::WeakRef(None)),
            },
            (Kind::TypeOf(_), Kind::TypeOf(_)) => plain(Kind::TypeOf(Rc::from([]))),
            (Kind::TypeOf(_), Kind::Pbc(set)) | (Kind::Pbc(set), Kind::TypeOf(_))
                if self.descs[set.descs[0]].is_class() =>
            {
                plain(Kind::TypeOf(Rc::from([])))
            }
            (Kind::Property(x), Kind::Property(y)) if x == y => Ok(a.clone()),
            (Kind::Ptr(x), Kind::Ptr(y)) if x == y => plain(Kind::Ptr(*x)),
            (Kind::Ptr(_), Kind::Ptr(_)) => {
                fail(Some("low-level pointers of different types are never mixed"))
            }
            (Kind::InteriorPtr(x), Kind::InteriorPtr(y)) if x == y => Ok(a.clone()),
            (Kind::AdtMethod { ptr: x, func: f }, Kind::AdtMethod { ptr: y, func: g })
                if x == y && f == g =>
            {
                Ok(a.clone())
            }
            (Kind::Address, Kind::Address) => Ok(SomeValue::ADDRESS),
            (Kind::AddressAccess(x), Kind::AddressAccess(y)) if x == y => Ok(a.clone()),
            (Kind::Controlled(x), Kind::Controlled(y)) => {
                if x.controller != y.controller {
                    return fail(Some("they have different controllers"));
                }
                let real = self.union_item(&x.real, &y.real, mode)?;
                plain(Kind::Controlled(Rc::new(Controlled { controller: x.controller, real })))
            }
            (Kind::Str { .. } | Kind::Char { .. }, Kind::Unicode { .. } | Kind::UniChar { .. })
            | (Kind::Unicode { .. } | Kind::UniChar { .. }, Kind::Str { .. } | Kind::Char { .. }) => {
                fail(Some("byte strings and unicode strings are never converted silently"))
            }
            _ => fail(None),
        }
    }

    fn union_item(&mut self, a: &SomeValue, b: &SomeValue, mode: Mode) -> Union {
        if a == b || b.is_impossible() {
            Ok(a.clone())
        } else if a.is_impossible() {
            Ok(b.clone())
        } else {
            self.union_in(a, b, mode)
        }
    }

    /// What holds on both sides; a constant bool says nothing in its impossible outcome, so that the other
    /// side's facts stay.
    fn common_facts(
        &mut self,
        a: &SomeValue,
        x: &Option<Rc<KnownTypes>>,
        b: &SomeValue,
        y: &Option<Rc<KnownTypes>>,
        mode: Mode,
    ) -> Result<Option<Rc<KnownTypes>>, Box<UnionError>> {
        let empty = Rc::new(KnownTypes::default());
        let (x, y) = (x.as_ref().unwrap_or(&empty), y.as_ref().unwrap_or(&empty));
        let mut result = KnownTypes::default();
        for outcome in [true, false] {
            let mut facts = Vec::new();
            for (var, s) in x.of(outcome) {
                if let Some((_, t)) = y.of(outcome).iter().find(|(v, _)| v == var)
                    && let Ok(u) = self.union_item(s, t, mode)
                {
                    facts.push((*var, u));
                }
            }
            if outcome {
                result.if_true = facts;
            } else {
                result.if_false = facts;
            }
        }
        let _ = (a, b);
        Ok((!result.if_true.is_empty() || !result.if_false.is_empty()).then(|| Rc::new(result)))
    }

    fn union_iterators(
        &mut self,
        a: &SomeValue,
        b: &SomeValue,
        x: &Iteration,
        y: &Iteration,
        mode: Mode,
    ) -> Union {
        if x.variant != y.variant {
            return Err(conflict(a, b, Some("they iterate in different ways")));
        }
        let container = self.union_item(&x.container, &y.container, mode)?;
        let start = match (&x.start, &y.start) {
            (Some(p), Some(q)) => Some(self.union_item(p, q, mode)?),
            (Some(p), None) | (None, Some(p)) => Some(self.union_item(p, &SomeValue::NONNEG, mode)?),
            (None, None) => None,
        };
        Ok(Kind::Iterator(Rc::new(Iteration { container, variant: x.variant, start })).into())
    }

    fn union_lists(&mut self, a: &SomeValue, b: &SomeValue, x: ListDefId, y: ListDefId, mode: Mode) -> Union {
        let (x, y) = (self.lists.find(x), self.lists.find(y));
        if x == y {
            return Ok(Kind::List(x).into());
        }
        if mode == Mode::Ask {
            return Err(conflict(a, b, None));
        }
        self.merge_lists(x, y).map_err(|e| wrap(a, b, *e))?;
        Ok(Kind::List(self.lists.find(x)).into())
    }

    fn union_dicts(&mut self, a: &SomeValue, b: &SomeValue, x: DictDefId, y: DictDefId, mode: Mode) -> Union {
        let (x, y) = (self.dicts.find(x), self.dicts.find(y));
        if x == y {
            return Ok(Kind::Dict(x).into());
        }
        if mode == Mode::Ask {
            return Err(conflict(a, b, None));
        }
        if self.dicts.get(x).custom.is_some() != self.dicts.get(y).custom.is_some() {
            return Err(conflict(a, b, Some("a dict with custom equality (r_dict) meets an ordinary one")));
        }
        self.merge_dicts(x, y).map_err(|e| wrap(a, b, *e))?;
        Ok(Kind::Dict(self.dicts.find(x)).into())
    }

    /// Makes two classes of lists one; both ids stay valid.
    pub fn merge_lists(&mut self, x: ListDefId, y: ListDefId) -> Result<(), Box<UnionError>> {
        let (x, y) = (self.lists.find(x), self.lists.find(y));
        if x == y {
            return Ok(());
        }
        let (p, q) = (self.lists.get(x).clone(), self.lists.get(y).clone());
        let conflict = |reason| {
            Err(Box::new(UnionError {
                left: Kind::List(x).into(),
                right: Kind::List(y).into(),
                reason: Some(reason),
            }))
        };
        if (p.resized && q.never_resize.is_some()) || (q.resized && p.never_resize.is_some()) {
            return conflict("a list that must never be resized meets one that is");
        }
        // Merge first, so that items that contain the list itself end.
        self.lists.redirect(x, y);
        let d = self.lists.get_mut(x);
        d.mutated |= q.mutated;
        d.resized |= q.resized;
        d.slice_assigned |= q.slice_assigned;
        d.immutable &= q.immutable && !d.mutated;
        d.frozen |= q.frozen;
        d.declared |= q.declared;
        d.never_resize = p.never_resize.or(q.never_resize);
        if p.resized_at.is_none() {
            d.resized_at = q.resized_at;
        }
        d.prebuilt.extend(q.prebuilt.iter().copied());
        d.range_step = match (p.range_step, q.range_step) {
            (Some(s), Some(t)) if s == t => Some(s),
            (Some(_), Some(_)) => Some(0),
            _ => None,
        };
        for side in [&p, &q] {
            if side.frozen && self.lists.get(x).flags() != side.flags() {
                return conflict("a late helper would change the representation of a finished list");
            }
        }
        let d = self.lists.get(x);
        let flags_changed = d.flags() != p.flags() || d.flags() != q.flags();
        let (value, changed) = self.union_cells(&p.item, &q.item)?;
        for side in [&p, &q] {
            if side.frozen && !self.same_representation(&side.item.value, &value) {
                return conflict("a late helper would change the items of a finished list");
            }
            if side.declared && !self.same(&side.item.value, &value) {
                return conflict("a signature declares the items of one of the lists");
            }
        }
        let cell = &mut self.lists.get_mut(x).item;
        cell.readers.extend(q.item.readers.iter().copied());
        if p.item.value.is_impossible() && !value.is_impossible() {
            cell.origin = q.item.origin;
        }
        self.set_list_item(x, value, changed || flags_changed);
        Ok(())
    }

    fn set_list_item(&mut self, x: ListDefId, value: SomeValue, changed: bool) {
        let x = self.lists.find(x);
        let cell = &mut self.lists.get_mut(x).item;
        cell.value = value;
        if changed {
            let readers: Vec<_> = cell.readers.iter().copied().collect();
            self.reflow.extend(readers);
        }
    }

    fn union_cells(&mut self, p: &ItemCell, q: &ItemCell) -> Result<(SomeValue, bool), Box<UnionError>> {
        let value = self.union(&p.value, &q.value)?;
        let changed = !self.same(&value, &p.value) || !self.same(&value, &q.value);
        Ok((value, changed))
    }

    /// Makes two classes of dicts one; both ids stay valid.
    pub fn merge_dicts(&mut self, x: DictDefId, y: DictDefId) -> Result<(), Box<UnionError>> {
        let (x, y) = (self.dicts.find(x), self.dicts.find(y));
        if x == y {
            return Ok(());
        }
        let (p, q) = (self.dicts.get(x).clone(), self.dicts.get(y).clone());
        self.dicts.redirect(x, y);
        let d = self.dicts.get_mut(x);
        d.ordered |= q.ordered;
        d.force_non_null |= q.force_non_null;
        d.simple_hash_eq |= q.simple_hash_eq;
        d.mutated |= q.mutated;
        // Who read entries of the side that nothing changed so far looks again.
        let unchanged = if p.mutated { &q } else { &p };
        if p.mutated != q.mutated {
            self.reflow.extend(unchanged.value.readers.iter().copied());
        }
        d.frozen |= q.frozen;
        d.prebuilt.extend(q.prebuilt.iter().copied());
        let (key, key_changed) = self.union_cells(&p.key, &q.key)?;
        let (value, value_changed) = self.union_cells(&p.value, &q.value)?;
        for side in [&p, &q] {
            let kept = self.same_representation(&side.key.value, &key)
                && self.same_representation(&side.value.value, &value);
            if side.frozen && !kept {
                return Err(Box::new(UnionError {
                    left: Kind::Dict(x).into(),
                    right: Kind::Dict(y).into(),
                    reason: Some("a late helper would change a finished dict"),
                }));
            }
        }
        let custom = match (&p.custom, &q.custom) {
            (Some((e, h)), Some((f, i))) => Some((self.union(e, f)?, self.union(h, i)?)),
            (one, None) => one.clone(),
            (None, other) => other.clone(),
        };
        let x = self.dicts.find(x);
        let d = self.dicts.get_mut(x);
        d.custom = custom;
        for (cell, old, new, changed) in
            [(&mut d.key, &q.key, key, key_changed), (&mut d.value, &q.value, value, value_changed)]
        {
            if cell.value.is_impossible() {
                cell.origin = old.origin;
            }
            cell.value = new;
            cell.readers.extend(old.readers.iter().copied());
            if changed {
                self.reflow.extend(cell.readers.iter().copied());
            }
        }
        Ok(())
    }

    /// The part of `value` that a test leaves: `value` itself, or the narrower `to`; empty if both exclude each
    /// other.
    pub fn narrow(&mut self, value: &SomeValue, to: &SomeValue) -> SomeValue {
        match (&value.kind, &to.kind) {
            (
                Kind::Instance { classdef: c, can_be_none: x, flags },
                Kind::Instance { classdef: d, can_be_none: y, .. },
            ) => {
                let none = *x && *y;
                let classdef = match (c, d) {
                    (None, other) => *other,
                    (one, None) => *one,
                    (Some(c), Some(d)) if self.is_subclass(*c, *d) => Some(*c),
                    (Some(c), Some(d)) if self.is_subclass(*d, *c) => Some(*d),
                    _ => return if none { SomeValue::NONE } else { SomeValue::IMPOSSIBLE },
                };
                let constant = if classdef == *c { value.constant } else { None };
                SomeValue { kind: Kind::Instance { classdef, can_be_none: none, flags: *flags }, constant }
            }
            (Kind::Bool(_), Kind::Bool(_)) => match (value.constant, to.constant) {
                (Some(x), Some(y)) if x != y => SomeValue::IMPOSSIBLE,
                (x, y) => SomeValue { kind: value.kind.clone(), constant: x.or(y) },
            },
            (Kind::None, _) => {
                if to.can_be_none() || to.is_none() {
                    SomeValue::NONE
                } else {
                    SomeValue::IMPOSSIBLE
                }
            }
            (_, Kind::None) => {
                if value.can_be_none() {
                    SomeValue::NONE
                } else {
                    SomeValue::IMPOSSIBLE
                }
            }
            _ => {
                if !self.contains(to, value) && self.contains(value, to) {
                    to.clone()
                } else {
                    value.clone()
                }
            }
        }
    }

    /// A set of prebuilt things; the constant is known if it is one.
    pub fn pbc(&self, mut descs: Vec<DescId>, can_be_none: bool) -> SomeValue {
        descs.sort_unstable();
        descs.dedup();
        let constant = match &descs[..] {
            [one] if !can_be_none => self.descs[*one].constant(),
            _ => None,
        };
        SomeValue { kind: Kind::Pbc(Rc::new(PbcSet { descs, can_be_none })), constant }
    }

    /// The function behind a method of a frozen instance.
    fn frozen_method_function(&self, desc: DescId) -> Option<DescId> {
        match &self.descs[desc] {
            crate::Desc::MethodOfFrozen(method) => Some(method.func),
            _ => None,
        }
    }

    fn same_desc_kind(&self, a: DescId, b: DescId) -> bool {
        std::mem::discriminant(&self.descs[a]) == std::mem::discriminant(&self.descs[b])
    }
}

fn conflict(a: &SomeValue, b: &SomeValue, reason: Option<&'static str>) -> Box<UnionError> {
    Box::new(UnionError { left: a.clone(), right: b.clone(), reason })
}

/// An error about items is more telling than one about their containers.
fn wrap(_a: &SomeValue, _b: &SomeValue, inner: UnionError) -> Box<UnionError> {
    Box::new(inner)
}

fn merge_sorted(a: &[DescId], b: &[DescId]) -> Vec<DescId> {
    let mut all: Vec<DescId> = a.iter().chain(b).copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn string_facts(s: &SomeValue) -> (bool, bool) {
    match s.kind {
        Kind::Str { no_nul, can_be_none } | Kind::Unicode { no_nul, can_be_none } => (no_nul, can_be_none),
        Kind::Char { no_nul } | Kind::UniChar { no_nul } => (no_nul, false),
        _ => (false, false),
    }
}

/// The integer type of an annotation, and whether it is known not to be negative. Bools count as ints.
fn integer_facts(s: &SomeValue) -> (LLType, bool) {
    match s.kind {
        Kind::Integer { ty, nonneg } => (ty, nonneg),
        _ => (LLType::Signed, true),
    }
}

fn union_integers(a: &SomeValue, b: &SomeValue) -> Union {
    let ((t, n), (u, m)) = (integer_facts(a), integer_facts(b));
    match join_integer_types(t, n, u, m) {
        Some(ty) => Ok(SomeValue::integer(ty, n && m)),
        None => {
            Err(conflict(a, b, Some("RPython cannot prove that these integers are of the same signedness")))
        }
    }
}

/// The type of a variable that holds integers of both types: the word gives way to the more special type; a
/// signed one that may be negative never meets an unsigned one.
pub(crate) fn join_integer_types(t: LLType, t_nonneg: bool, u: LLType, u_nonneg: bool) -> Option<LLType> {
    if t == u {
        return Some(t);
    }
    let ((t_bits, t_signed), (u_bits, u_signed)) = (t.int_kind()?, u.int_kind()?);
    if t_signed == u_signed {
        return Some(match (t, u) {
            (LLType::Signed, _) => u,
            (_, LLType::Signed) => t,
            _ => {
                let width = |bits: u8| if bits == 0 { 64 } else { bits };
                if width(t_bits) >= width(u_bits) { t } else { u }
            }
        });
    }
    match (t, u) {
        (LLType::Signed, _) if t_nonneg => Some(u),
        (_, LLType::Signed) if u_nonneg => Some(t),
        _ => None,
    }
}
