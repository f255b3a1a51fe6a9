//! Instances.

use std::rc::Rc;

use rpython_annotator::{ClassDefId, Desc, ExtraCall, Kind};
use rpython_base::Symbol;
use rpython_flow::OpKind;
use rpython_host::{Obj, Object};
use rpython_lltype::value::default_payload;
use rpython_lltype::{LLType, Payload, Pointer, Value};
use rpython_lowlevel::{Imm, MallocFlavor, OpCode, Operand};

use crate::class::{FieldDefault, FieldInfo};
use crate::error::{R, TyperError};
use crate::hop::Hop;
use crate::repr::Repr;
use crate::reprs::unboxed;
use crate::rtyper::RTyper;

/// Between classes: up or down the line.
pub fn convert(rt: &mut RTyper, v: Operand, _: Option<ClassDefId>, to: Option<ClassDefId>) -> R<Operand> {
    let ty = LLType::Ptr(rt.instance_type(to));
    Ok(rt.cast_pointer(v, ty))
}

/// Truth, hash, text.
pub fn unary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let v = rt.inputself(hop, 0)?;
    if let &Repr::Instance(class) = rt.repr(hop.args[0].r)
        && rt.unboxed_class(class)?.is_some()
    {
        return unary_of_tagged(rt, hop, v);
    }
    plain_unary(rt, hop, v)
}

/// The same where the instance may be a tagged integer.
fn unary_of_tagged(rt: &mut RTyper, hop: &Hop, v: Operand) -> R<Operand> {
    match hop.kind {
        OpKind::hash => unboxed::either(
            rt,
            v,
            LLType::Signed,
            |rt, v| Ok(unboxed::value(rt, v)),
            |rt, v| Ok(identity_hash(rt, v)),
        ),
        OpKind::str | OpKind::repr => {
            let string = rt.string_ptr();
            let text = |rt: &mut RTyper, v| {
                let number = unboxed::value(rt, v);
                rt.call_helper("rclass", "ll_tagged_str", vec![number], string)
            };
            unboxed::either(rt, v, string, text, |rt, v| plain_unary(rt, hop, v))
        }
        _ => plain_unary(rt, hop, v),
    }
}

fn plain_unary(rt: &mut RTyper, hop: &Hop, v: Operand) -> R<Operand> {
    match hop.kind {
        OpKind::bool => {
            if !hop.args[0].s.can_be_none() {
                return Ok(Operand::bool(true));
            }
            Ok(rt.ll.op(OpCode::ptr_nonzero, vec![v], LLType::Bool))
        }
        OpKind::hash => Ok(identity_hash(rt, v)),
        OpKind::str | OpKind::repr => {
            let (object, string) = (rt.object_ptr(), rt.string_ptr());
            let v = rt.cast_pointer(v, object);
            rt.call_helper("rclass", "ll_instance_str", vec![v], string)
        }
        _ => hop.unsupported(rt),
    }
}

/// The identity hash of a managed object.
pub fn identity_hash(rt: &mut RTyper, v: Operand) -> Operand {
    rt.ll.op(OpCode::gc_identityhash, vec![v], LLType::Signed)
}

/// `id(x)`
pub fn id(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let v = rt.inputself(hop, 0)?;
    let ty = rt.ll.ty(&v);
    if let &Repr::Instance(class) = rt.repr(hop.args[1].r)
        && rt.unboxed_class(class)?.is_some()
    {
        let word = |rt: &mut RTyper, v| Ok(rt.ll.op(OpCode::cast_ptr_to_int, vec![v], LLType::Signed));
        let of_object = |rt: &mut RTyper, v| Ok(rt.ll.op(OpCode::gc_id, vec![v], LLType::Signed));
        return unboxed::either(rt, v, LLType::Signed, word, of_object);
    }
    if rt.types().is_gc_ptr(ty) {
        Ok(rt.ll.op(OpCode::gc_id, vec![v], LLType::Signed))
    } else if matches!(ty, LLType::Ptr(_)) {
        Ok(rt.ll.op(OpCode::cast_ptr_to_int, vec![v], LLType::Signed))
    } else {
        hop.unsupported(rt)
    }
}

/// Items of instances are calls of special methods, which the annotator has made explicit.
pub fn items(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    hop.unsupported(rt)
}

/// The class pointer of an instance that is not `None`.
pub fn typeptr(rt: &mut RTyper, v: Operand, class: Option<ClassDefId>) -> R<Operand> {
    let Some(tagged) = rt.unboxed_class(class)? else { return Ok(stored_typeptr(rt, v, class)) };
    let vtable = rt.vtable_const(Some(tagged))?;
    if class == Some(tagged) {
        return Ok(vtable);
    }
    let ty = rt.vtable_ptr();
    unboxed::either(rt, v, ty, |_, _| Ok(vtable), |rt, v| Ok(stored_typeptr(rt, v, class)))
}

fn stored_typeptr(rt: &mut RTyper, v: Operand, class: Option<ClassDefId>) -> Operand {
    let gc = class.is_none_or(|c| rt.is_gc_class(c));
    let root = if gc { rt.common.object } else { rt.common.raw_object };
    let v = rt.cast_pointer(v, LLType::Ptr(root));
    let ty = rt.vtable_ptr();
    rt.ll.getfield(v, 0, ty)
}

/// `x.name`
pub fn getattr(rt: &mut RTyper, hop: &Hop, class: Option<ClassDefId>) -> R<Operand> {
    let name = rt.const_name(hop, 1)?;
    if name == "__class__" {
        return class_of(rt, hop, class);
    }
    let missing = || TyperError::new(format!("the attribute '{name}' is never given a value"));
    let Some(class) = class else { return Err(missing()) };
    if let Some((owner, field)) = rt.find_field(class, name)? {
        let v = rt.inputself(hop, 0)?;
        if rt.unboxed_class(Some(owner))?.is_some() {
            only_field(rt, owner, name)?;
            let value = unboxed::value(rt, v);
            return rt.result(hop, value, field.r);
        }
        let value = read_field(rt, v, owner, field)?;
        return rt.result(hop, value, field.r);
    }
    if rt.is_method(class, name) {
        return bound_method(rt, hop);
    }
    let Some((owner, field)) = rt.find_class_field(class, name)? else { return Err(missing()) };
    let v = rt.inputself(hop, 0)?;
    let vtable = typeptr(rt, v, Some(class))?;
    let value = read_class_field(rt, vtable, owner, field)?;
    rt.result(hop, value, field.r)
}

fn class_of(rt: &mut RTyper, hop: &Hop, class: Option<ClassDefId>) -> R<Operand> {
    if rt.lltype(hop.r_result)? == LLType::Void {
        return Ok(Operand::void());
    }
    let v = rt.inputself(hop, 0)?;
    typeptr(rt, v, class)
}

/// A method is represented by the instance it is bound to.
fn bound_method(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match *rt.repr(hop.r_result) {
        Repr::Methods(_, this) => rt.inputarg(hop, 0, this),
        Repr::Impossible => Ok(Operand::void()),
        _ => hop.unsupported(rt),
    }
}

/// Reads a field of an instance.
pub fn read_field(rt: &mut RTyper, v: Operand, owner: ClassDefId, field: FieldInfo) -> R<Operand> {
    let ty = rt.lltype(field.r)?;
    if ty == LLType::Void {
        return Ok(Operand::void());
    }
    let container = LLType::Ptr(rt.instance_type(Some(owner)));
    let v = rt.cast_pointer(v, container);
    Ok(rt.ll.getfield(v, field.index, ty))
}

/// Reads a class attribute or method from a vtable.
pub fn read_class_field(rt: &mut RTyper, vtable: Operand, owner: ClassDefId, field: FieldInfo) -> R<Operand> {
    let ty = rt.lltype(field.r)?;
    if ty == LLType::Void {
        return Ok(Operand::void());
    }
    let container = LLType::Ptr(rt.vtable_type(Some(owner)));
    let vtable = rt.cast_pointer(vtable, container);
    Ok(rt.ll.getfield(vtable, field.index, ty))
}

/// Whether a field can be that of the tagged integers.
fn only_field(rt: &mut RTyper, owner: ClassDefId, name: Symbol) -> R<()> {
    let own = rt.ann.classdefs[owner].name;
    if rt.unboxed_class(Some(owner))? != Some(owner) {
        return Err(TyperError::new(format!(
            "{own} is a base of an UnboxedValue class and cannot have the field '{name}'"
        )));
    }
    if rt.class_info(owner)?.fields.len() != 1 {
        return Err(TyperError::new(format!("the UnboxedValue class {own} must have exactly one field")));
    }
    Ok(())
}

/// `x.name = value`
pub fn setattr(rt: &mut RTyper, hop: &Hop, class: Option<ClassDefId>) -> R<Operand> {
    let name = rt.const_name(hop, 1)?;
    let found = match class {
        Some(class) => rt.find_field(class, name)?,
        None => None,
    };
    let Some((owner, field)) = found else {
        return Err(TyperError::new(format!("the attribute '{name}' cannot be assigned")));
    };
    if rt.unboxed_class(Some(owner))?.is_some() {
        only_field(rt, owner, name)?;
        // In the constructor, which is annotated and never called.
        return Ok(Operand::void());
    }
    let value = rt.inputarg(hop, 2, field.r)?;
    if rt.lltype(field.r)? == LLType::Void {
        return Ok(Operand::void());
    }
    let v = rt.inputself(hop, 0)?;
    let container = LLType::Ptr(rt.instance_type(Some(owner)));
    let v = rt.cast_pointer(v, container);
    if let Some(&mutate) = rt.class_info(owner)?.mutate_fields.get(&name) {
        let imm = Imm::Field(mutate.index as u32);
        rt.ll.op_imm(OpCode::jit_force_quasi_immutable, vec![v.clone()], imm, LLType::Void);
    }
    rt.ll.setfield(v, field.index, value);
    Ok(Operand::void())
}

impl RTyper<'_> {
    /// Emits the making of an instance: allocation, class, and the attributes that have a default in
    /// the class.
    pub fn new_instance(&mut self, class: ClassDefId, nonmovable: bool) -> R<Operand> {
        let gc = self.is_gc_class(class);
        self.class_info(class)?;
        let ty = self.instance_type(Some(class));
        if gc {
            self.find_finalizer(class)?;
        }
        let flavor = if gc { MallocFlavor { nonmovable, ..MallocFlavor::GC } } else { MallocFlavor::RAW };
        let v = self.ll.op_imm(OpCode::malloc, vec![], Imm::Malloc(ty, flavor), LLType::Ptr(ty));
        let root = if gc { self.common.object } else { self.common.raw_object };
        let vtable = self.vtable_const(Some(class))?;
        let object = self.cast_pointer(v.clone(), LLType::Ptr(root));
        self.ll.setfield(object, 0, vtable);
        for default in self.field_defaults(class)?.iter() {
            self.default_field(&v, class, default)?;
        }
        Ok(v)
    }

    /// Notes the finalizer of a class's instances, if it or a base has a `__del__`.
    fn find_finalizer(&mut self, class: ClassDefId) -> R<()> {
        let ty = self.instance_type(Some(class));
        if self.prog.finalizers.iter().any(|(known, _)| *known == ty) {
            return Ok(());
        }
        let target = self.ann.class_line(class).find_map(|level| {
            let site = self.ann.extra_calls.get(&ExtraCall::Destructor(level))?;
            site.row.targets.first().map(|&(_, graph)| graph)
        });
        let Some(graph) = target else { return Ok(()) };
        let func = self.func_of(graph)?;
        let func_ty = self.prog.funcs[func].ty;
        let sig = self.types().expect_func(func_ty).clone();
        let name = format!("finalize_{}", self.ann.classdefs[class].name);
        let wrapper = self.make_function(&name, vec![LLType::Address], LLType::Void, |rt, args| {
            let object = rt.ll.op(OpCode::cast_adr_to_ptr, vec![args[0].clone()], sig.args[0]);
            rt.ll.call(LLType::Ptr(func_ty), func, vec![object], sig.result);
            Ok(Operand::void())
        })?;
        if let Some(wrapper) = wrapper.as_func() {
            self.prog.finalizers.push((ty, wrapper));
        }
        Ok(())
    }

    /// The fields of a class's new instances that class attributes give a value. The classes of a long line are visited
    /// once, not once for each field.
    fn field_defaults(&mut self, class: ClassDefId) -> R<Rc<[FieldDefault]>> {
        if let Some(known) = self.classes.defaults.get(&class) {
            return Ok(known.clone());
        }
        let attributes = self.class_attributes(class);
        let line: Vec<ClassDefId> = self.ann.class_line(class).collect();
        let mut found = Vec::new();
        for level in line {
            let fields = self.class_info(level)?.fields.iter();
            found.extend(fields.filter_map(|(name, &field)| {
                let &value = attributes.get(name)?;
                Some(FieldDefault { level, field, value })
            }));
        }
        let found: Rc<[FieldDefault]> = found.into();
        self.classes.defaults.insert(class, found.clone());
        Ok(found)
    }

    fn default_field(&mut self, v: &Operand, class: ClassDefId, default: &FieldDefault) -> R<()> {
        let &FieldDefault { level, field, value: obj } = default;
        let ty = self.lltype(field.r)?;
        if ty == LLType::Void {
            return Ok(());
        }
        let value = self.const_value(field.r, obj)?;
        let null = matches!(value, Value::Ptr(Pointer::Null)) && self.types().is_gc_ptr(ty);
        if null && self.is_gc_class(class) {
            return Ok(());
        }
        let container = LLType::Ptr(self.instance_type(Some(level)));
        let v = self.cast_pointer(v.clone(), container);
        let value = self.constant(ty, value);
        self.ll.setfield(v, field.index, value);
        Ok(())
    }

    /// Whether a class object is built in.
    pub fn is_builtin_class(&self, class: Obj) -> bool {
        matches!(self.host.get(class), Object::Class(data) if data.kind == rpython_host::ClassKind::Builtin)
    }

    /// The classdef of exactly this class object.
    pub fn exact_classdef(&mut self, class: Obj) -> Option<ClassDefId> {
        let desc = self.desc_of(class)?;
        match &self.ann.descs[desc] {
            Desc::Class(c) => c.classdef,
            _ => None,
        }
    }
}

/// The content of a prebuilt instance: the part that belongs to `level` of its class line.
pub fn const_payload(rt: &mut RTyper, obj: Obj, class: ClassDefId, level: Option<ClassDefId>) -> R<Payload> {
    let Some(level) = level else {
        let vtable = rt.vtable(Some(class))?;
        return Ok(Payload::Struct(vec![Value::Ptr(Pointer::Data(vtable))]));
    };
    let base = rt.ann.classdefs[level].base;
    let inner = const_payload(rt, obj, class, base)?;
    let fields: Vec<(Symbol, FieldInfo)> =
        rt.class_info(level)?.fields.iter().map(|(&n, &f)| (n, f)).collect();
    let ty = rt.instance_type(Some(level));
    let mut payload = default_payload(rt.types(), ty, 0);
    let Payload::Struct(values) = &mut payload else { return Ok(payload) };
    values[0] = Value::Inline(Box::new(inner));
    for (name, field) in fields {
        if rt.lltype(field.r)? == LLType::Void {
            continue;
        }
        let attr = match rt.host.get(obj) {
            Object::Instance(data) => data.attrs.get(&name).copied(),
            _ => None,
        };
        if let Some(value) = attr.or_else(|| rt.class_attribute(class, name)) {
            values[field.index] = rt.const_value(field.r, value)?;
        }
    }
    Ok(payload)
}

/// `isinstance(x, C)` with an instance on the left and one class on the right.
pub fn isinstance(rt: &mut RTyper, hop: &Hop, class: Option<ClassDefId>, vtable: Operand) -> R<Operand> {
    let v = rt.inputself(hop, 0)?;
    if !hop.args[0].s.can_be_none() {
        let cls = typeptr(rt, v, class)?;
        return Ok(super::class::is_subclass(rt, cls, vtable));
    }
    let there = rt.ll.op(OpCode::ptr_nonzero, vec![v.clone()], LLType::Bool);
    let diamond = rt.ll.begin_if(there, LLType::Bool);
    let cls = typeptr(rt, v, class)?;
    let yes = super::class::is_subclass(rt, cls, vtable);
    rt.ll.begin_else(&diamond, yes);
    Ok(rt.ll.end_if(diamond, Operand::bool(false)))
}

/// `type(x)`
pub fn type_of(rt: &mut RTyper, hop: &Hop, class: Option<ClassDefId>) -> R<Operand> {
    if rt.lltype(hop.r_result)? == LLType::Void {
        return Ok(Operand::void());
    }
    let v = rt.inputself(hop, 0)?;
    if matches!(hop.args[0].s.kind, Kind::Instance { can_be_none: true, .. }) {
        let there = rt.ll.op(OpCode::ptr_nonzero, vec![v.clone()], LLType::Bool);
        let ty = rt.vtable_ptr();
        let diamond = rt.ll.begin_if(there, ty);
        let cls = typeptr(rt, v, class)?;
        rt.ll.begin_else(&diamond, cls);
        return Ok(rt.ll.end_if(diamond, Operand::null(rt.common.vtable)));
    }
    typeptr(rt, v, class)
}
