//! Prebuilt data: live objects as low-level values.
//!
//! Objects with identity (instances, lists, dicts) become static objects that are reserved at first
//! use and filled in later, from a queue: so cycles and long chains do no harm, and what two places
//! share stays shared. Strings and tuples are built at once and interned by content.

use rpython_annotator::{ClassDefId, Desc, DescId};
use rpython_base::{EntityId, FastMap, Span, Symbol};
use rpython_host::{LLTarget, Obj, Object};
use rpython_lltype::{ContainerId, DataId, LLType, Payload, Platform, Pointer, Value};
use rpython_lowlevel::{OpCode, Operand};

use crate::error::{R, TyperError};
use crate::repr::{Repr, ReprId};
use crate::reprs;
use crate::rtyper::RTyper;

/// Something reserved whose content is still to be written.
#[derive(Clone, Debug)]
enum Fill {
    Vtable(ClassDefId),
    Instance(Obj, ClassDefId, DataId),
    /// A list or dict in a representation.
    Container(Obj, ReprId, DataId),
    /// A container made by `lltype.malloc` at import time.
    Low(Obj, DataId),
}

/// Prebuilt data made so far.
#[derive(Debug, Default)]
pub struct ConstTable {
    strings: FastMap<(ContainerId, Vec<u32>), DataId>,
    instances: FastMap<Obj, DataId>,
    containers: FastMap<(Obj, ReprId), DataId>,
    low: FastMap<Obj, DataId>,
    tuples: FastMap<(ContainerId, Payload), DataId>,
    queue: std::collections::VecDeque<Fill>,
    pub(crate) bare_classes: FastMap<DescId, DataId>,
    pub(crate) descs: FastMap<Obj, DescId>,
    descs_seen: usize,
}

impl ConstTable {
    pub(crate) fn queue_vtable(&mut self, class: ClassDefId) {
        self.queue.push_back(Fill::Vtable(class));
    }
}

impl RTyper<'_> {
    /// An object as an operand in a representation.
    pub fn const_operand(&mut self, r: ReprId, obj: Obj) -> R<Operand> {
        let ty = self.lltype(r)?;
        if ty == LLType::Void {
            return Ok(Operand::void());
        }
        if let Object::LLPtr(pointer) = self.host.get(obj)
            && let LLTarget::Int(number) = pointer.target
            && matches!(self.repr(r), Repr::Ptr(_))
        {
            // The number is no address of anything that static data could refer to.
            return Ok(self.ll.op(OpCode::cast_int_to_ptr, vec![Operand::signed(number)], ty));
        }
        if let Some(operand) = self.wide_const(ty, obj) {
            return Ok(operand);
        }
        if let Some(known) = self.symbolic_value(obj)? {
            return match self.host.get(known) {
                Object::Function(_) => {
                    let from = self.symbolic_type(obj)?;
                    let own = self.repr_of_lltype(from)?;
                    let value = self.call_function(known, Vec::new(), from)?;
                    self.convert(value, own, r)
                }
                _ => self.const_operand(r, known),
            };
        }
        let value = self.const_value(r, obj)?;
        Ok(self.constant(ty, value))
    }

    /// What stands for a `Symbolic`: its value, or a function of the program that gives it.
    fn symbolic_value(&mut self, obj: Obj) -> R<Option<Obj>> {
        let Object::Instance(data) = self.host.get(obj) else { return Ok(None) };
        if self.host.lookup_class_attr(data.class, Symbol::intern("_symbolic_")).is_none() {
            return Ok(None);
        }
        let default = self.host_attribute(obj, Symbol::intern("default"));
        if let Some(default) = default.filter(|_| self.host.platform != Platform::Posix) {
            return Ok(Some(default));
        }
        match self.host.call_method(obj, "_in_program", &[]) {
            Ok(known) => Ok(Some(known)),
            Err(raised) => {
                let message = self.host.uncaught(&raised).message;
                Err(TyperError::new(format!("a symbolic value is not known: {message}")))
            }
        }
    }

    fn symbolic_type(&mut self, obj: Obj) -> R<LLType> {
        match self.host.call_method(obj, "lltype", &[]).map(|ty| self.host.get(ty)) {
            Ok(Object::LLType(ty)) => Ok(*ty),
            _ => Err(TyperError::new("a symbolic value without a low-level type")),
        }
    }

    /// An integer of 128 bits that does not fit 64, put together of its parts: constants have 64 bits.
    fn wide_const(&mut self, ty: LLType, obj: Obj) -> Option<Operand> {
        let (shift, or) = match ty {
            LLType::SignedLongLongLong => (OpCode::lllong_lshift, OpCode::lllong_or),
            LLType::UnsignedLongLongLong => (OpCode::ulllong_lshift, OpCode::ulllong_or),
            _ => return None,
        };
        let number = match self.host.get(obj) {
            Object::RInt(_, number) => *number,
            Object::Long(big) => i128::try_from(big.clone()).ok()?,
            _ => return None,
        };
        if i64::try_from(number).is_ok() {
            return None;
        }
        let top = number >> 96;
        let top = if ty == LLType::SignedLongLongLong { top as i64 } else { top as u32 as i64 };
        let mut whole = self.constant(ty, Value::Int(top));
        for part in [number >> 64, number >> 32, number] {
            let shifted = self.ll.op(shift, vec![whole, Operand::signed(32)], ty);
            let part = self.constant(ty, Value::Int(part as u32 as i64));
            whole = self.ll.op(or, vec![shifted, part], ty);
        }
        Some(whole)
    }

    /// An object as a low-level value in a representation.
    pub fn const_value(&mut self, r: ReprId, obj: Obj) -> R<Value> {
        let obj = self.ann.controlled.get(&obj).copied().unwrap_or(obj);
        let obj = self.host.content(obj);
        let repr = self.repr(r).clone();
        match &repr {
            Repr::Impossible
            | Repr::None
            | Repr::Function(_)
            | Repr::Class(_)
            | Repr::Frozen(_)
            | Repr::Builtin(_)
            | Repr::Property(_) => Ok(Value::Void),
            Repr::Bool | Repr::Int(_) | Repr::Float | Repr::SingleFloat | Repr::LongFloat => {
                self.const_number(&repr, obj)
            }
            Repr::Char | Repr::UniChar | Repr::Str | Repr::Unicode => {
                reprs::string::const_value(self, &repr, obj)
            }
            Repr::ByteArray => self.const_bytearray(r, obj),
            Repr::Tuple(items) => reprs::tuple::const_value(self, r, items, obj),
            Repr::List(_) | Repr::Dict(_) => self.const_container(r, obj),
            Repr::Instance(class) => self.const_instance(*class, obj),
            Repr::Type | Repr::Functions(_) | Repr::FrozenSet(_) | Repr::Identity => {
                reprs::pbc::const_value(self, &repr, obj)
            }
            Repr::Methods(_, this) | Repr::MethodsOfFrozen(_, this) | Repr::BuiltinMethod(_, this) => {
                let bound = match self.host.get(obj) {
                    Object::BoundMethod(m) => m.this,
                    Object::Builtin(b) => b.this.unwrap_or(Obj::NONE),
                    _ => obj,
                };
                self.const_value(*this, bound)
            }
            Repr::WeakRef(_) => reprs::weakref::const_value(self, obj),
            Repr::Ptr(container) => reprs::ptr::const_value(self, *container, obj),
            Repr::Address => reprs::address::const_value(self, obj),
            Repr::Iter(_) | Repr::InteriorPtr(_) | Repr::AdtMethod(..) | Repr::AddressAccess(_) => {
                Err(TyperError::new(format!("{} cannot be prebuilt", self.repr_name(r))))
            }
        }
    }

    fn const_number(&mut self, repr: &Repr, obj: Obj) -> R<Value> {
        let as_float = |v: i128| v as f64;
        let object = self.host.get(obj);
        let integer = match object {
            Object::Bool(b) => Some(*b as i128),
            Object::Int(i) => Some(*i as i128),
            Object::RInt(_, i) => Some(*i),
            Object::Long(big) => i128::try_from(big.clone()).ok(),
            _ => None,
        };
        let value = match (repr, object, integer) {
            (Repr::Bool, _, Some(v)) => Value::Bool(v != 0),
            (Repr::Int(ty), _, Some(v)) => return self.int_value(*ty, v),
            (Repr::Int(ty), Object::Str(s), _) if s.len() == 1 => return self.int_value(*ty, s[0] as i128),
            (Repr::Int(ty), Object::LLPtr(_) | Object::Address(_), _) if *ty == LLType::Signed => {
                return reprs::ptr::int_of_pointer(self, obj);
            }
            (Repr::Float | Repr::LongFloat, Object::Float(f) | Object::LongFloat(f), _) => Value::Float(*f),
            (Repr::Float | Repr::LongFloat | Repr::SingleFloat, Object::SingleFloat(f), _) => {
                Value::Float(*f as f64)
            }
            (Repr::SingleFloat, Object::Float(f), _) => Value::Float(*f as f32 as f64),
            (Repr::Float | Repr::LongFloat | Repr::SingleFloat, _, Some(v)) => Value::Float(as_float(v)),
            _ => {
                let name = self.host.type_name(obj);
                let r = self.simple(repr.clone());
                return Err(TyperError::new(format!(
                    "a prebuilt {name} cannot be used as {}",
                    self.repr_name(r)
                )));
            }
        };
        Ok(value)
    }

    /// An integer of a type, range-checked.
    pub fn int_value(&self, ty: LLType, v: i128) -> R<Value> {
        let (bits, signed) = ty.int_kind().unwrap_or((64, true));
        let bits = if bits == 0 { self.prog.model.word_bits } else { bits } as u32;
        if bits > 64 {
            return match i64::try_from(v) {
                Ok(v) => Ok(Value::Int(v)),
                Err(_) => Err(TyperError::unsupported("a 128-bit constant beyond 64 bits")),
            };
        }
        let (min, max) = if signed {
            (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1)
        } else {
            (0, (1i128 << bits) - 1)
        };
        if !(min..=max).contains(&v) {
            return Err(TyperError::new(format!("the constant {v} does not fit {ty:?}"))
                .with_help("use r_uint(), r_longlong() or rbigint"));
        }
        Ok(Value::Int(v as i64))
    }

    /// A prebuilt string of bytes.
    pub fn string_const(&mut self, bytes: &[u8]) -> DataId {
        let key: Vec<u32> = bytes.iter().map(|&b| b as u32).collect();
        self.text_const(self.common.string, key, Payload::Bytes(bytes.to_vec()))
    }

    /// A prebuilt unicode string.
    pub fn unicode_const(&mut self, chars: &[u32]) -> DataId {
        self.text_const(self.common.unicode, chars.to_vec(), Payload::Chars(chars.to_vec()))
    }

    fn text_const(&mut self, ty: ContainerId, key: Vec<u32>, chars: Payload) -> DataId {
        if let Some(&known) = self.consts.strings.get(&(ty, key.clone())) {
            return known;
        }
        // With a key that is chosen at run time, the hash is not known yet.
        let hash = if self.keyed_hashes { 0 } else { crate::hash::string_hash(self.prog.model, &key) };
        let payload = Payload::Struct(vec![Value::Int(hash), Value::Inline(Box::new(chars))]);
        let data = self.prog.data.push(ty, payload);
        self.consts.strings.insert((ty, key), data);
        data
    }

    /// A prebuilt `str` as an operand.
    pub fn str_operand(&mut self, text: &str) -> Operand {
        let data = self.string_const(text.as_bytes());
        self.data_ptr(data)
    }

    /// An immutable static object, shared with equal ones.
    pub fn interned_data(&mut self, ty: ContainerId, payload: Payload) -> DataId {
        let key = (ty, payload);
        if let Some(&known) = self.consts.tuples.get(&key) {
            return known;
        }
        let data = self.prog.data.push(ty, key.1.clone());
        self.consts.tuples.insert(key, data);
        data
    }

    /// The description of a function, class or frozen instance.
    pub fn desc_of(&mut self, obj: Obj) -> Option<DescId> {
        let obj = match self.host.get(obj) {
            Object::StaticMethod(func) => *func,
            Object::BoundMethod(m) if m.this == Obj::NONE => m.func,
            _ => obj,
        };
        while self.consts.descs_seen < self.ann.descs.len() {
            let id = DescId::from_index(self.consts.descs_seen);
            if let Some(constant) = self.ann.descs[id].constant() {
                self.consts.descs.entry(constant).or_insert(id);
            }
            self.consts.descs_seen += 1;
        }
        self.consts.descs.get(&obj).copied()
    }

    /// The classdef of an instance's class, or of the nearest base that has one.
    pub fn classdef_of_class(&mut self, class: Obj) -> Option<ClassDefId> {
        let mro = match self.host.get(class) {
            Object::Class(data) => data.mro.clone(),
            _ => return None,
        };
        mro.into_iter().find_map(|c| {
            let desc = self.desc_of(c)?;
            match &self.ann.descs[desc] {
                Desc::Class(data) => data.classdef,
                _ => None,
            }
        })
    }

    /// A prebuilt byte array: one object, however often it is met, since its items can change.
    fn const_bytearray(&mut self, r: ReprId, obj: Obj) -> R<Value> {
        let bytes = match self.host.get(obj) {
            Object::None => return Ok(Value::Ptr(Pointer::Null)),
            Object::ByteArray(bytes) => bytes.clone(),
            _ => {
                let name = self.host.type_name(obj);
                return Err(TyperError::new(format!("a prebuilt {name} cannot be used as a bytearray")));
            }
        };
        if let Some(&known) = self.consts.containers.get(&(obj, r)) {
            return Ok(Value::Ptr(Pointer::Data(known)));
        }
        let ty = reprs::bytearray::container(self);
        let data = self.prog.data.push(ty, Payload::Bytes(bytes));
        self.consts.containers.insert((obj, r), data);
        Ok(Value::Ptr(Pointer::Data(data)))
    }

    fn const_container(&mut self, r: ReprId, obj: Obj) -> R<Value> {
        if obj == Obj::NONE {
            return Ok(Value::Ptr(Pointer::Null));
        }
        if let Some(&known) = self.consts.containers.get(&(obj, r)) {
            return Ok(Value::Ptr(Pointer::Data(known)));
        }
        let ty = self.container_type(r)?;
        let data = self.prog.data.reserve(&self.host.types, ty);
        self.consts.containers.insert((obj, r), data);
        self.consts.queue.push_back(Fill::Container(obj, r, data));
        Ok(Value::Ptr(Pointer::Data(data)))
    }

    fn const_instance(&mut self, class: Option<ClassDefId>, obj: Obj) -> R<Value> {
        if obj == Obj::NONE {
            return Ok(Value::Ptr(Pointer::Null));
        }
        if let Some(&known) = self.consts.instances.get(&obj) {
            return Ok(Value::Ptr(Pointer::Data(known)));
        }
        let host_class = self.host.class_of(obj);
        let Some(own) = self.classdef_of_class(host_class) else {
            let data = self.host.class_data(host_class);
            if data.module == "rpython.rlib.jit" && data.name == "DirectVRef" {
                // A prebuilt virtual reference is one to None.
                return Ok(Value::Ptr(Pointer::Null));
            }
            let name = self.host.type_name(obj);
            return Err(TyperError::new(format!("a prebuilt {name} object cannot be used as an instance")));
        };
        if let Some(class) = class
            && !self.ann.is_subclass(own, class)
        {
            return Err(TyperError::new(format!(
                "a prebuilt instance of {} cannot be used as an instance of {}",
                self.ann.classdefs[own].name, self.ann.classdefs[class].name
            )));
        }
        if let Some(tagged) = self.unboxed_const(own, obj)? {
            return Ok(tagged);
        }
        self.class_info(own)?;
        let ty = self.instance_type(Some(own));
        let data = self.prog.data.reserve(&self.host.types, ty);
        self.consts.instances.insert(obj, data);
        self.consts.queue.push_back(Fill::Instance(obj, own, data));
        Ok(Value::Ptr(Pointer::Data(data)))
    }

    /// The static object of a container made by `lltype.malloc` at import time.
    pub fn low_container(&mut self, obj: Obj, ty: ContainerId) -> DataId {
        if let Some(&known) = self.consts.low.get(&obj) {
            return known;
        }
        let data = self.prog.data.reserve(&self.host.types, ty);
        self.consts.low.insert(obj, data);
        self.consts.queue.push_back(Fill::Low(obj, data));
        data
    }

    /// Writes the content of everything reserved so far.
    pub fn drain_queue(&mut self) -> R<()> {
        loop {
            self.complete_classes()?;
            let Some(fill) = self.consts.queue.pop_front() else { return Ok(()) };
            if let Err(error) = self.fill(&fill) {
                self.report(error, self.fill_span(&fill));
            }
        }
    }

    fn fill_span(&self, fill: &Fill) -> Span {
        match fill {
            Fill::Vtable(class) | Fill::Instance(_, class, _) => self.class_desc(*class).span,
            Fill::Container(..) | Fill::Low(..) => Span::NONE,
        }
    }

    fn fill(&mut self, fill: &Fill) -> R<()> {
        match *fill {
            Fill::Vtable(class) => self.fill_vtable(class),
            Fill::Instance(obj, class, data) => {
                let payload = reprs::instance::const_payload(self, obj, class, Some(class))?;
                self.prog.data.objects[data].payload = payload;
                Ok(())
            }
            Fill::Container(obj, r, data) => {
                let payload = match self.repr(r).clone() {
                    Repr::List(list) => reprs::list::const_payload(self, r, list, obj)?,
                    Repr::Dict(dict) => reprs::dict::const_payload(self, r, dict, obj)?,
                    other => return Err(TyperError::new(format!("{other:?} cannot be prebuilt"))),
                };
                self.prog.data.objects[data].payload = payload;
                Ok(())
            }
            Fill::Low(obj, data) => {
                let payload = reprs::ptr::const_payload(self, obj)?;
                self.prog.data.objects[data].payload = payload;
                Ok(())
            }
        }
    }
}
