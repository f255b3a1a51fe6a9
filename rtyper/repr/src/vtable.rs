//! Vtables as static data.

use rpython_annotator::{ClassDefId, DescId};
use rpython_base::{EntityId, Symbol};
use rpython_lltype::value::{default_payload, payload_around};
use rpython_lltype::{Container, DataId, FuncId, LLType, Payload, Pointer, Value};
use rpython_lowlevel::{FuncAttrs, FuncBody, Function, InlineHint, Operand};

use crate::class::FieldInfo;
use crate::common::vtable;
use crate::error::R;
use crate::rtyper::RTyper;

impl RTyper<'_> {
    /// The vtable of a class (`None`: of `object`). Its content is filled in later, so that cycles
    /// through class attributes do no harm.
    pub fn vtable(&mut self, class: Option<ClassDefId>) -> R<DataId> {
        let Some(class) = class else { return Ok(self.root_vtable()) };
        if let Some(known) = self.class_info(class)?.vtable {
            return Ok(known);
        }
        let ty = self.vtable_type(Some(class));
        let payload = default_payload(self.types(), ty, 0);
        let data = self.prog.data.push(ty, payload);
        let name = self.ann.classdefs[class].name;
        self.prog.data.objects[data].name = Some(Symbol::intern(&format!("{name}_vtable")));
        if let Some(info) = self.classes.infos.get_mut(&class) {
            info.vtable = Some(data);
        }
        self.classes.order.push(class);
        self.consts.queue_vtable(class);
        Ok(data)
    }

    fn root_vtable(&mut self) -> DataId {
        if let Some(known) = self.classes.root_vtable {
            return known;
        }
        let payload = default_payload(self.types(), self.common.vtable, 0);
        let data = self.prog.data.push(self.common.vtable, payload);
        self.prog.data.objects[data].name = Some("object_vtable".into());
        self.classes.root_vtable = Some(data);
        let name = self.class_name(Symbol::intern("object"));
        if let Payload::Struct(fields) = &mut self.prog.data.objects[data].payload {
            fields[vtable::NAME] = Value::Ptr(Pointer::Data(name));
        }
        data
    }

    /// A class's vtable as a constant of type `*object_vtable`.
    pub fn vtable_const(&mut self, class: Option<ClassDefId>) -> R<Operand> {
        let data = self.vtable(class)?;
        Ok(self.constant(self.vtable_ptr(), Value::Ptr(Pointer::Data(data))))
    }

    /// The vtable of a class description.
    pub fn desc_vtable(&mut self, desc: DescId) -> R<Pointer> {
        let class = self.classdef_of(desc);
        if class.is_none() && self.ann.descs[desc].as_class().is_some_and(|c| c.name != "object") {
            return self.uninstantiated_vtable(desc);
        }
        Ok(Pointer::Data(self.vtable(class)?))
    }

    /// A class without instances that is only a value: a bare `object_vtable` with its name.
    fn uninstantiated_vtable(&mut self, desc: DescId) -> R<Pointer> {
        if let Some(&known) = self.consts.bare_classes.get(&desc) {
            return Ok(Pointer::Data(known));
        }
        let mut payload = default_payload(self.types(), self.common.vtable, 0);
        let name = self.ann.descs[desc].as_class().map_or("object".into(), |c| c.name);
        let chars = self.class_name(name);
        if let Payload::Struct(fields) = &mut payload {
            fields[vtable::MIN] = Value::Int(-1);
            fields[vtable::MAX] = Value::Int(-1);
            fields[vtable::NAME] = Value::Ptr(Pointer::Data(chars));
        }
        let data = self.prog.data.push(self.common.vtable, payload);
        self.prog.data.objects[data].name = Some(Symbol::intern(&format!("{name}_vtable")));
        self.consts.bare_classes.insert(desc, data);
        Ok(Pointer::Data(data))
    }

    fn class_name(&mut self, name: Symbol) -> DataId {
        if let Some(&known) = self.classes.names.get(&name) {
            return known;
        }
        let mut bytes = name.as_str().as_bytes().to_vec();
        bytes.push(0);
        let data = self.prog.data.push(self.common.c_chars, Payload::Bytes(bytes));
        self.classes.names.insert(name, data);
        data
    }

    /// Fills in a vtable made by [`vtable`](Self::vtable).
    pub(crate) fn fill_vtable(&mut self, class: ClassDefId) -> R<()> {
        let data = self.vtable(Some(class))?;
        let payload = self.vtable_payload(class, Some(class))?;
        self.prog.data.objects[data].payload = payload;
        Ok(())
    }

    /// The part of the vtable of `class` that belongs to its base `level`.
    fn vtable_payload(&mut self, class: ClassDefId, level: Option<ClassDefId>) -> R<Payload> {
        let Some(level) = level else { return self.root_payload(class) };
        let base = self.ann.classdefs[level].base;
        let inner = self.vtable_payload(class, base)?;
        let ty = self.vtable_type(Some(level));
        let mut payload = payload_around(self.types(), ty, 0, Some(inner));
        let info = self.class_info(level)?;
        let own: Vec<(Symbol, FieldInfo)> = info.class_fields.iter().map(|(&n, &f)| (n, f)).collect();
        let extra: Vec<_> = info.extra_fields.iter().map(|(&k, &f)| (k, f)).collect();
        let Payload::Struct(values) = &mut payload else { return Ok(payload) };
        for (name, field) in own {
            self.class_field_value(class, name, field, values)?;
        }
        for ((family, name), field) in extra {
            let of_class = self.class_desc(class).attr_families.get(&name).copied();
            if of_class.is_some_and(|f| self.ann.access_families.same(f, family)) {
                self.class_field_value(class, name, field, values)?;
            }
        }
        Ok(payload)
    }

    fn class_field_value(
        &mut self,
        class: ClassDefId,
        name: Symbol,
        field: FieldInfo,
        values: &mut [Value],
    ) -> R<()> {
        if self.lltype(field.r)? == LLType::Void {
            return Ok(());
        }
        if let Some(obj) = self.class_attribute(class, name) {
            values[field.index] = self.const_value(field.r, obj)?;
        }
        Ok(())
    }

    fn root_payload(&mut self, class: ClassDefId) -> R<Payload> {
        let name = self.ann.classdefs[class].name;
        let chars = self.class_name(name);
        let mut payload = default_payload(self.types(), self.common.vtable, 0);
        let maker = match self.classes.makers.get(&class) {
            Some(&func) => Pointer::Func(func),
            None => Pointer::Null,
        };
        if let Payload::Struct(fields) = &mut payload {
            fields[vtable::NAME] = Value::Ptr(Pointer::Data(chars));
            fields[vtable::INSTANTIATE] = Value::Ptr(maker);
        }
        Ok(payload)
    }

    /// Changes a field of the `object_vtable` part of a vtable.
    pub(crate) fn set_root_field(&mut self, data: DataId, field: usize, value: Value) {
        let mut payload = &mut self.prog.data.objects[data].payload;
        loop {
            let Payload::Struct(values) = payload else { return };
            if matches!(values[0], Value::Inline(_)) {
                let Value::Inline(inner) = &mut values[0] else { return };
                payload = inner;
            } else {
                values[field] = value;
                return;
            }
        }
    }

    /// The function in the vtable that makes an instance of the class.
    pub fn maker(&mut self, class: ClassDefId) -> R<FuncId> {
        if let Some(&known) = self.classes.makers.get(&class) {
            return Ok(known);
        }
        if self.makes_unboxed(class)? {
            return Err(crate::error::TyperError::new(
                "an UnboxedValue can only be made by a call of its class",
            ));
        }
        let object = self.object_ptr();
        let ty = self.types_mut().func(Vec::new(), object);
        let name = Symbol::intern(&format!("make_{}", self.ann.classdefs[class].name));
        let attrs = FuncAttrs { inline: InlineHint::Never, ..FuncAttrs::default() };
        let span = self.class_desc(class).span;
        let module = Symbol::intern("rpython.rtyper");
        let func = self.prog.funcs.push(Function { name, module, ty, body: FuncBody::Pending, attrs, span });
        self.classes.makers.insert(class, func);
        let graph = self.emit_body(Vec::new(), |rt, _| {
            let made = rt.new_instance(class, false)?;
            Ok(rt.cast_pointer(made, object))
        })?;
        self.prog.funcs[func].body = FuncBody::Graph(graph);
        let data = self.vtable(Some(class))?;
        self.set_root_field(data, vtable::INSTANTIATE, Value::Ptr(Pointer::Func(func)));
        Ok(func)
    }

    /// Numbers the classes so that each subtree is a range, and writes the numbers into the vtables.
    pub(crate) fn number_classes(&mut self) -> R<()> {
        let mut roots: Vec<ClassDefId> = Vec::new();
        for class in self.classes.order.clone() {
            let line: Vec<ClassDefId> = self.ann.class_line(class).collect();
            for c in line.iter().rev() {
                self.vtable(Some(*c))?;
            }
            let root = line[line.len() - 1];
            if !roots.contains(&root) {
                roots.push(root);
            }
        }
        self.drain_queue()?;
        let mut next = 1;
        for root in roots {
            self.number_subtree(root, &mut next)?;
        }
        let data = self.root_vtable();
        self.set_root_field(data, vtable::MIN, Value::Int(0));
        self.set_root_field(data, vtable::MAX, Value::Int(next));
        Ok(())
    }

    fn number_subtree(&mut self, class: ClassDefId, next: &mut i64) -> R<()> {
        let min = *next;
        *next += 1;
        for sub in self.ann.classdefs[class].subdefs.clone() {
            // A class without a vtable has no subclass with one: a vtable's bases have vtables.
            if self.classes.infos.get(&sub).is_some_and(|i| i.vtable.is_some()) {
                self.number_subtree(sub, next)?;
            }
        }
        let max = *next;
        let data = self.vtable(Some(class))?;
        self.set_root_field(data, vtable::MIN, Value::Int(min));
        self.set_root_field(data, vtable::MAX, Value::Int(max));
        self.set_root_field(data, vtable::HASH, Value::Int((class.index() as i64 + 1) * 0x9e37 + 1));
        Ok(())
    }

    /// Whether a type is a vtable's: a struct whose chain of first fields ends in `object_vtable`.
    pub fn is_vtable_type(&self, ty: rpython_lltype::ContainerId) -> bool {
        matches!(self.types().get(ty), Container::Struct(_))
            && self.types().is_subtype(ty, self.common.vtable)
    }
}
