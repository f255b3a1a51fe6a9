//! Choosing the representation of an annotation, and its low-level type.

use rpython_annotator::lattice::PbcSet;
use rpython_annotator::{Desc, DescId, Kind, SomeValue};
use rpython_lltype::{Container, ContainerId, Field, GcKind, Hints, LLType, StructType};

use crate::common::field;
use crate::error::{R, TyperError};
use crate::repr::{IterRepr, Repr, ReprId};
use crate::reprs;
use crate::rtyper::RTyper;

impl RTyper<'_> {
    /// The representation of what an annotation describes.
    pub fn repr_of(&mut self, s: &SomeValue) -> R<ReprId> {
        let repr = match &s.kind {
            Kind::Impossible => Repr::Impossible,
            Kind::None => Repr::None,
            Kind::Bool(_) => Repr::Bool,
            Kind::Integer { ty, .. } => Repr::Int(*ty),
            Kind::Float => Repr::Float,
            Kind::SingleFloat => Repr::SingleFloat,
            Kind::LongFloat => Repr::LongFloat,
            Kind::Char { .. } => Repr::Char,
            Kind::Str { .. } => Repr::Str,
            Kind::UniChar { .. } => Repr::UniChar,
            Kind::Unicode { .. } => Repr::Unicode,
            Kind::ByteArray { .. } => Repr::ByteArray,
            Kind::List(id) => Repr::List(self.ann.lists.find(*id)),
            Kind::Dict(id) => Repr::Dict(self.ann.dicts.find(*id)),
            Kind::Tuple(items) => {
                let items: R<Vec<ReprId>> = items.iter().map(|item| self.repr_of(item)).collect();
                Repr::Tuple(items?.into())
            }
            Kind::Iterator(it) => {
                let container = self.repr_of(&it.container)?;
                let start = it.start.as_ref().map(|s| self.repr_of(s)).transpose()?;
                Repr::Iter(IterRepr { container, variant: it.variant, start }.into())
            }
            Kind::Instance { classdef, .. } => Repr::Instance(*classdef),
            Kind::Pbc(set) => self.pbc_repr(&set.clone())?,
            Kind::Builtin(name) => Repr::Builtin(*name),
            Kind::BuiltinMethod(method) => {
                let this = self.repr_of(&method.this)?;
                Repr::BuiltinMethod(method.name, this)
            }
            Kind::WeakRef(class) => Repr::WeakRef(*class),
            Kind::TypeOf(_) => Repr::Type,
            Kind::Property(obj) => Repr::Property(*obj),
            Kind::Ptr(container) => Repr::Ptr(*container),
            Kind::InteriorPtr(inner) => Repr::InteriorPtr(inner.clone()),
            Kind::AdtMethod { ptr, func } => Repr::AdtMethod(*ptr, *func),
            Kind::Address => Repr::Address,
            Kind::AddressAccess(ty) => Repr::AddressAccess(*ty),
            Kind::Controlled(controlled) => return self.repr_of(&controlled.real),
        };
        Ok(self.simple(repr))
    }

    /// The representation of one of a set of prebuilt things.
    fn pbc_repr(&mut self, set: &PbcSet) -> R<Repr> {
        let first = set.descs[0];
        let single = set.descs.len() == 1 && !set.can_be_none;
        Ok(match &self.ann.descs[first] {
            Desc::Function(_) if single => Repr::Function(first),
            Desc::Function(f) => {
                let family = self.ann.call_families.find(f.family);
                let called = !self.ann.call_families.get(family).tables.is_empty();
                if called { Repr::Functions(family) } else { Repr::Identity }
            }
            Desc::Class(_) if single => Repr::Class(first),
            Desc::Class(_) => Repr::Type,
            Desc::Frozen(_) if single => Repr::Frozen(first),
            Desc::Frozen(_) => self.frozen_set_repr(&set.descs),
            Desc::Method(m) => {
                let (name, this) = (m.name, m.this);
                if this.is_none() {
                    return self.unbound_methods_repr(set);
                }
                let this = self.common_this(&set.descs, first)?;
                Repr::Methods(name, self.simple(Repr::Instance(this)))
            }
            Desc::MethodOfFrozen(m) => {
                let func = m.func;
                let this = self.frozen_instances(set)?;
                Repr::MethodsOfFrozen(func, self.repr_of(&this)?)
            }
        })
    }

    fn frozen_set_repr(&mut self, descs: &[DescId]) -> Repr {
        let families: Vec<_> = descs
            .iter()
            .filter_map(|&d| match &self.ann.descs[d] {
                Desc::Frozen(f) => Some(self.ann.access_families.find(f.access)),
                _ => None,
            })
            .collect();
        let family = families[0];
        let one = families.iter().all(|&f| f == family);
        if one && !self.ann.access_families.get(family).attrs.is_empty() {
            Repr::FrozenSet(family)
        } else {
            Repr::Identity
        }
    }

    /// The set of functions behind unbound methods.
    pub fn unbound_functions(&self, set: &PbcSet) -> PbcSet {
        let mut descs: Vec<DescId> = set
            .descs
            .iter()
            .map(|&d| match &self.ann.descs[d] {
                Desc::Method(m) => m.func,
                _ => d,
            })
            .collect();
        descs.sort();
        descs.dedup();
        PbcSet { descs, can_be_none: set.can_be_none }
    }

    fn unbound_methods_repr(&mut self, set: &PbcSet) -> R<Repr> {
        let functions = self.unbound_functions(set);
        self.pbc_repr(&functions)
    }

    /// The class that the instances of bound methods share.
    fn common_this(&self, descs: &[DescId], first: DescId) -> R<Option<rpython_annotator::ClassDefId>> {
        let Desc::Method(sample) = &self.ann.descs[first] else { return Ok(None) };
        let mut common = sample.this;
        for &d in descs {
            let Desc::Method(m) = &self.ann.descs[d] else { continue };
            if m.name != sample.name {
                return Err(TyperError::unsupported(format!(
                    "a variable that holds the bound methods '{}' and '{}'",
                    sample.name, m.name
                )));
            }
            common = match (common, m.this) {
                (Some(a), Some(b)) => self.ann.common_base(a, b),
                _ => None,
            };
        }
        Ok(common)
    }

    /// The annotation of the instances in a set of methods of frozen instances.
    pub fn frozen_instances(&self, set: &PbcSet) -> R<SomeValue> {
        let mut func = None;
        let mut descs = Vec::new();
        for &d in &set.descs {
            let Desc::MethodOfFrozen(m) = &self.ann.descs[d] else { continue };
            if *func.get_or_insert(m.func) != m.func {
                return Err(TyperError::unsupported(
                    "a variable that holds different methods of prebuilt constants",
                ));
            }
            descs.push(m.frozen);
        }
        descs.sort();
        descs.dedup();
        Ok(Kind::Pbc(std::rc::Rc::new(PbcSet { descs, can_be_none: set.can_be_none })).into())
    }

    /// The low-level type of a representation.
    pub fn lltype(&mut self, r: ReprId) -> R<LLType> {
        Ok(match self.repr(r).clone() {
            Repr::Impossible
            | Repr::None
            | Repr::Function(_)
            | Repr::Class(_)
            | Repr::Frozen(_)
            | Repr::Builtin(_)
            | Repr::Property(_) => LLType::Void,
            Repr::Bool => LLType::Bool,
            Repr::Int(ty) => ty,
            Repr::Float => LLType::Float,
            Repr::SingleFloat => LLType::SingleFloat,
            Repr::LongFloat => LLType::LongFloat,
            Repr::Char => LLType::Char,
            Repr::UniChar => LLType::UniChar,
            Repr::Str => self.string_ptr(),
            Repr::Unicode => self.unicode_ptr(),
            Repr::ByteArray => LLType::Ptr(reprs::bytearray::container(self)),
            Repr::Tuple(items) if items.is_empty() => LLType::Void,
            Repr::Tuple(_) | Repr::List(_) | Repr::Dict(_) | Repr::Iter(_) => {
                LLType::Ptr(self.container_type(r)?)
            }
            Repr::Instance(class) => LLType::Ptr(self.instance_type(class)),
            Repr::Type => self.vtable_ptr(),
            Repr::Functions(family) => self.functions_type(family)?,
            Repr::FrozenSet(family) => LLType::Ptr(self.frozen_type(family)?),
            Repr::Identity | Repr::Address | Repr::AddressAccess(_) => LLType::Address,
            Repr::Methods(_, this) | Repr::MethodsOfFrozen(_, this) | Repr::BuiltinMethod(_, this) => {
                self.lltype(this)?
            }
            Repr::WeakRef(_) => LLType::Ptr(reprs::weakref::weakref_type(self)),
            Repr::Ptr(container) | Repr::AdtMethod(container, _) => LLType::Ptr(container),
            Repr::InteriorPtr(inner) => reprs::ptr::interior_type(self, &inner)?,
        })
    }

    /// The low-level types of several representations.
    pub fn lltypes(&mut self, reprs: &[ReprId]) -> R<Vec<LLType>> {
        reprs.iter().map(|&r| self.lltype(r)).collect()
    }

    /// The container that values of a tuple, list, dict or iterator point to. One that contains
    /// itself (other than through instances, which have types of their own) gets a forward reference.
    pub fn container_type(&mut self, r: ReprId) -> R<ContainerId> {
        if let Some(&known) = self.containers.types.get(&r) {
            return Ok(known);
        }
        if let Some(at) = self.containers.busy.iter().position(|(busy, _)| *busy == r) {
            if let Some(forward) = self.containers.busy[at].1 {
                return Ok(forward);
            }
            let forward = self.types_mut().forward(GcKind::Gc);
            self.containers.busy[at].1 = Some(forward);
            return Ok(forward);
        }
        self.containers.busy.push((r, None));
        let container = self.compute_container(r);
        let forward = self.containers.busy.pop().and_then(|(_, forward)| forward);
        let container = container?;
        let id = match forward {
            Some(forward) => {
                self.types_mut().become_structural(forward, container);
                forward
            }
            None => self.types_mut().intern(container),
        };
        self.containers.types.insert(r, id);
        Ok(id)
    }

    fn compute_container(&mut self, r: ReprId) -> R<Container> {
        match self.repr(r).clone() {
            Repr::Tuple(items) => {
                let types = self.lltypes(&items)?;
                let fields =
                    types.into_iter().enumerate().map(|(i, ty)| field(&format!("item{i}"), ty)).collect();
                let hints = Hints { immutable: true, ..Hints::default() };
                Ok(gc_struct(&format!("tuple{}", items.len()), fields, hints))
            }
            Repr::List(list) => reprs::list::container(self, list),
            Repr::Dict(dict) => reprs::dict::container(self, dict),
            Repr::Iter(it) => reprs::iter::container(self, &it),
            other => Err(TyperError::new(format!("{other:?} is no container"))),
        }
    }

    /// A representation's name for messages.
    pub fn repr_name(&self, r: ReprId) -> String {
        match self.repr(r) {
            Repr::Impossible => "nothing".into(),
            Repr::None => "None".into(),
            Repr::Bool => "bool".into(),
            Repr::Int(LLType::Signed) => "int".into(),
            Repr::Int(ty) => format!("{ty:?}"),
            Repr::Float => "float".into(),
            Repr::SingleFloat => "r_singlefloat".into(),
            Repr::LongFloat => "r_longfloat".into(),
            Repr::Char => "char".into(),
            Repr::UniChar => "unichar".into(),
            Repr::Str => "str".into(),
            Repr::Unicode => "unicode".into(),
            Repr::ByteArray => "bytearray".into(),
            Repr::Tuple(items) => {
                let names: Vec<String> = items.iter().map(|&i| self.repr_name(i)).collect();
                format!("tuple of ({})", names.join(", "))
            }
            Repr::List(_) => "list".into(),
            Repr::Dict(_) => "dict".into(),
            Repr::Iter(it) => format!("iterator over {}", self.repr_name(it.container)),
            Repr::Instance(Some(class)) => format!("instance of {}", self.ann.classdefs[*class].name),
            Repr::Instance(None) => "instance".into(),
            Repr::Type => "class".into(),
            Repr::Function(d) | Repr::Class(d) | Repr::Frozen(d) => self.ann.descs[*d].describe(&self.ann),
            Repr::Functions(_) => "function".into(),
            Repr::FrozenSet(_) | Repr::Identity => "prebuilt constant".into(),
            Repr::Methods(name, _) => format!("bound method {name}"),
            Repr::MethodsOfFrozen(d, _) => format!("bound method {}", self.ann.descs[*d].describe(&self.ann)),
            Repr::Builtin(name) => format!("built-in function {name}"),
            Repr::BuiltinMethod(name, this) => format!("method {name} of {}", self.repr_name(*this)),
            Repr::WeakRef(_) => "weakref".into(),
            Repr::Property(_) => "property".into(),
            Repr::Ptr(c) => self.types().display(LLType::Ptr(*c)),
            Repr::InteriorPtr(_) => "interior pointer".into(),
            Repr::AdtMethod(..) => "ADT method".into(),
            Repr::Address => "address".into(),
            Repr::AddressAccess(_) => "address access".into(),
        }
    }
}

/// A GcStruct.
pub fn gc_struct(name: &str, fields: Vec<Field>, hints: Hints) -> Container {
    Container::Struct(StructType { name: name.into(), gc: GcKind::Gc, fields, hints })
}
