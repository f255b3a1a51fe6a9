//! Attributes of instances: each lies in the most basic class that has it.
//!
//! Three rules hold whenever no function of this module runs: an attribute entry of a class has no entry in any
//! subclass; prebuilt values of an attribute with an entry are part of that entry; prebuilt values in classes above an entry
//! are part of it too.

use std::rc::Rc;

use rpython_base::{Diagnostic, Span, Symbol};
use rpython_flow::{Op, OpKind};
use rpython_host::{Obj, Object};

use crate::classes::{Attribute, Source};
use crate::cx::Cx;
use crate::descs::Desc;
use crate::fail::{Fail, R};
use crate::lattice::{InstanceFlags, PbcSet};
use crate::{ClassDefId, Kind, Position, SomeValue};

impl Cx<'_> {
    /// Registers a prebuilt value of an attribute: of the class itself, or of a prebuilt instance.
    pub(crate) fn add_source(&mut self, class: ClassDefId, name: Symbol, source: Source) -> R<()> {
        if let Some(owner) = self.out.attribute_owner(class, name) {
            return self.add_constant_source(owner, name, class, source);
        }
        self.out.classdefs[class].sources.entry(name).or_default().push(source);
        if matches!(source, Source::Class(_)) {
            for sub in self.out.subclasses(class) {
                if self.out.classdefs[sub].attrs.contains_key(&name) {
                    self.add_constant_source(sub, name, class, source)?;
                }
            }
        }
        Ok(())
    }

    /// Adds a prebuilt value to the entry in `owner`.
    fn add_constant_source(
        &mut self,
        owner: ClassDefId,
        name: Symbol,
        from: ClassDefId,
        source: Source,
    ) -> R<()> {
        let value = self.source_value(from, name, source)?;
        let instance = matches!(source, Source::Instance(_));
        if instance {
            self.check_attr_allowed(owner, name, Span::NONE)?;
        }
        // The entry may have moved up meanwhile.
        let owner = self.out.attribute_owner(owner, name).unwrap_or(owner);
        let Some(attr) = self.out.classdefs[owner].attrs.get(&name) else { return Ok(()) };
        let old = attr.value.clone();
        let origin = attr.origin;
        let new = self.union(&old, &value).map_err(|f| {
            let span = match source {
                Source::Class(desc) => self.out.descs[desc].as_class().map_or(Span::NONE, |c| c.span),
                Source::Instance(_) => Span::NONE,
            };
            f.at(|| self.attr_place(owner, name), Some(origin), Some(span))
        })?;
        let changed = !self.out.same(&old, &new);
        if self.is_late() {
            self.check_late_attr(owner, name, &old, &new)?;
        }
        let span = self.span();
        let attr = self.out.classdefs[owner].attrs.get_mut(&name).expect("the entry is there");
        if instance {
            attr.readonly = false;
        }
        attr.value = new;
        if attr.origin.is_none() {
            attr.origin = span;
        }
        if changed {
            let readers: Vec<Position> = attr.readers.iter().copied().collect();
            self.reflow(readers);
        }
        Ok(())
    }

    fn attr_place(&self, class: ClassDefId, name: Symbol) -> String {
        format!("the attribute {name} of {}", self.out.classdefs[class].name)
    }

    /// The annotation of a prebuilt value of an attribute.
    fn source_value(&mut self, class: ClassDefId, name: Symbol, source: Source) -> R {
        match source {
            Source::Class(desc) => {
                let Some(&obj) = self.out.descs[desc].as_class().and_then(|c| c.dict.get(&name)) else {
                    return Ok(SomeValue::IMPOSSIBLE);
                };
                self.class_value(obj, Some(class), name)
            }
            Source::Instance(obj) => match self.instance_attr(obj, name) {
                Some(value) => self.constant(value),
                None => Ok(SomeValue::IMPOSSIBLE),
            },
        }
    }

    /// What an object in a class's dict is when read through the class (`class` none) or through instances.
    pub(crate) fn class_value(&mut self, obj: Obj, class: Option<ClassDefId>, name: Symbol) -> R {
        match self.host.get(obj) {
            Object::StaticMethod(func) => {
                let func = *func;
                return self.constant(func);
            }
            Object::ClassMethod(_) => {
                return Err(self.error("class-method", format!("{name} is a class method; RPython has none")));
            }
            _ => {}
        }
        let value = match self.constant(obj) {
            Ok(value) => value,
            // What has no representation only matters if the program uses it.
            Err(Fail::Error(_)) if !self.is_plain_value(obj) => return Ok(SomeValue::IMPOSSIBLE),
            Err(fail) => return Err(fail),
        };
        let (Some(class), Kind::Pbc(set)) = (class, &value.kind) else { return Ok(value) };
        let set = set.clone();
        self.bind_under(&set, class, name).map(|bound| bound.unwrap_or(value))
    }

    fn is_plain_value(&self, obj: Obj) -> bool {
        !matches!(
            self.host.get(obj),
            Object::Internal(_) | Object::Class(_) | Object::Builtin(_) | Object::Code(_)
        )
    }

    /// Functions found in a class become methods.
    fn bind_under(&mut self, set: &Rc<PbcSet>, class: ClassDefId, name: Symbol) -> R<Option<SomeValue>> {
        let functions = set.descs.iter().all(|&d| matches!(self.out.descs[d], Desc::Function(_)));
        if !functions {
            return Ok(None);
        }
        let mut bound = Vec::with_capacity(set.descs.len());
        for &desc in &set.descs {
            bound.push(self.method_desc(desc, class, None, name, InstanceFlags::default()));
        }
        Ok(Some(self.out.pbc(bound, set.can_be_none)))
    }

    /// Makes a prebuilt instance's attributes part of its class.
    pub(crate) fn see_instance(&mut self, obj: Obj, classdef: ClassDefId) -> R<()> {
        if !self.work.seen_instances.insert(obj) {
            return Ok(());
        }
        self.instance_event(obj)?;
        self.out.classdefs[classdef].prebuilt.insert(obj);
        self.out.classdefs[classdef].instantiated = true;
        let Object::Instance(data) = self.host.get(obj) else { return Ok(()) };
        let names: Vec<Symbol> = data.attrs.keys().copied().collect();
        for name in names {
            if name == "__weakref__" {
                continue;
            }
            self.add_source(classdef, name, Source::Instance(obj))?;
        }
        Ok(())
    }

    /// Makes the attribute an entry of the class (or of the one above that has it), with more values.
    pub(crate) fn generalize_attr(
        &mut self,
        class: ClassDefId,
        name: Symbol,
        value: Option<&SomeValue>,
    ) -> R<()> {
        let owner = self.out.attribute_owner(class, name).unwrap_or(class);
        let mut entry = Attribute::default();
        let span = self.span();
        if let Some(value) = value {
            entry.value = value.without_known_types();
            entry.origin = span;
        }
        let mut sources: Vec<(ClassDefId, Source)> = Vec::new();
        for sub in self.out.subclasses(owner) {
            if let Some(old) = self.out.classdefs[sub].attrs.shift_remove(&name) {
                let new = self.out.union(&old.value, &entry.value);
                let merged = match new {
                    Ok(merged) => merged,
                    Err(error) => {
                        let origin = old.origin;
                        self.out.classdefs[sub].attrs.insert(name, old);
                        return Err(Fail::from(error).at(
                            || self.attr_place(sub, name),
                            Some(origin),
                            value.is_some().then_some(span),
                        ));
                    }
                };
                if self.is_late() {
                    self.check_late_attr(sub, name, &old.value, &merged)?;
                }
                entry.readers.extend(old.readers);
                entry.readonly &= old.readonly;
                entry.value = merged;
                if !old.origin.is_none() {
                    entry.origin = old.origin;
                }
                if entry.assigned.is_none() {
                    entry.assigned = old.assigned;
                }
            }
            if let Some(list) = self.out.classdefs[sub].sources.get_mut(&name) {
                sources.extend(std::mem::take(list).into_iter().map(|s| (sub, s)));
            }
        }
        let line: Vec<ClassDefId> = self.out.class_line(owner).skip(1).collect();
        for class in line {
            if let Some(list) = self.out.classdefs[class].sources.get(&name) {
                sources.extend(list.iter().filter(|s| matches!(s, Source::Class(_))).map(|&s| (class, s)));
            }
        }
        let readers: Vec<Position> = entry.readers.iter().copied().collect();
        self.out.classdefs[owner].attrs.insert(name, entry);
        for (from, source) in sources {
            self.add_constant_source(owner, name, from, source)?;
        }
        self.reflow(readers);
        Ok(())
    }

    /// The class whose entry an access of the attribute uses, made if need be.
    fn locate_attr(&mut self, class: ClassDefId, name: Symbol) -> R<ClassDefId> {
        if let Some(owner) = self.out.attribute_owner(class, name) {
            return Ok(owner);
        }
        self.generalize_attr(class, name, None)?;
        Ok(self.out.attribute_owner(class, name).unwrap_or(class))
    }

    /// An attribute read from an instance, the empty set if there is no value yet.
    pub(crate) fn instance_getattr(&mut self, class: ClassDefId, name: Symbol, flags: InstanceFlags) -> R {
        let owner = self.locate_attr(class, name)?;
        let position = self.position();
        let attr = self.out.classdefs[owner].attrs.get_mut(&name).expect("located");
        attr.readers.extend(position);
        let value = attr.value.clone();
        match &value.kind {
            Kind::Pbc(set) => {
                let set = set.clone();
                self.lookup_filter(&set, &value, class, flags)
            }
            Kind::Impossible => {
                let enforced = self.out.class_line(class).any(|c| {
                    self.out.descs[self.out.classdefs[c].desc]
                        .as_class()
                        .and_then(|d| d.enforced_attrs.as_ref())
                        .is_some_and(|attrs| attrs.contains(&name))
                });
                let harmless = enforced || self.is_saved_by_generator(class, name);
                if harmless { Err(Fail::Harmless) } else { Ok(value) }
            }
            Kind::List(id) => {
                self.check_migrated(class, name)?;
                if self.is_immutable_list_field(class, name) {
                    self.note_migration(class, name);
                    self.immutable_list(name, *id)?;
                }
                Ok(value)
            }
            _ => Ok(value),
        }
    }

    /// Whether a generator keeps the value of a variable there. Code behind a `yield` that is never reached reads values
    /// that are never stored.
    fn is_saved_by_generator(&self, class: ClassDefId, name: Symbol) -> bool {
        let desc = self.out.descs[self.out.classdefs[class].desc].as_class();
        desc.is_some_and(|d| rpython_flow::is_generator_class(self.host, d.class))
            && rpython_flow::is_saved_name(name)
    }

    /// Lists in a field that a class declares immutable must not be read as a field of its base classes, too: there the
    /// declaration does not hold.
    fn note_migration(&mut self, class: ClassDefId, name: Symbol) {
        let declaring = self.out.class_line(class).find(|&c| self.declares_immutable_list(c, name));
        let Some(declaring) = declaring else { return };
        let bases: Vec<ClassDefId> = self.out.class_line(declaring).skip(1).collect();
        for base in bases {
            self.work.migrated.entry((base, name)).or_insert(declaring);
        }
    }

    fn check_migrated(&self, class: ClassDefId, name: Symbol) -> R<()> {
        let Some(&declaring) = self.work.migrated.get(&(class, name)) else { return Ok(()) };
        let (base, sub) = (&self.out.classdefs[class], &self.out.classdefs[declaring]);
        let text = format!(
            "the field {name} is declared in the _immutable_fields_ of {}, but is a field of its base class {}, too",
            sub.name, base.name
        );
        let help = format!("declare it in {}, or read it from instances of {} only", base.name, sub.name);
        Err(self.error_help("attrs", text, help))
    }

    fn declares_immutable_list(&self, class: ClassDefId, name: Symbol) -> bool {
        let (a, b) = (format!("{name}[*]"), format!("{name}?[*]"));
        self.out.descs[self.out.classdefs[class].desc]
            .as_class()
            .is_some_and(|d| d.immutable_fields.iter().any(|f| *f == a.as_str() || *f == b.as_str()))
    }

    /// Whether the field is declared `name[*]` in `_immutable_fields_`.
    fn is_immutable_list_field(&self, class: ClassDefId, name: Symbol) -> bool {
        self.out.class_line(class).any(|c| self.declares_immutable_list(c, name))
    }

    /// Lists read out of an immutable field are never resized. That they are not modified either is only noted as long
    /// as it is true: they may be filled after they were stored.
    fn immutable_list(&mut self, name: Symbol, id: crate::ListDefId) -> R<()> {
        let span = self.span();
        let d = self.out.lists.get_mut(id);
        if d.resized {
            let at = d.resized_at;
            let text = format!("the list in the immutable field {name} is resized elsewhere");
            return match self.error("list-resized", text) {
                Fail::Error(error) if !at.is_none() => Err(error.with_label(at, "resized here").into()),
                fail => Err(fail),
            };
        }
        d.never_resize.get_or_insert(span);
        d.immutable = !d.mutated;
        Ok(())
    }

    /// Of a set of methods, those that an instance of the class can have: those of subclasses, and the nearest
    /// one upward; bound to the class they come from.
    fn lookup_filter(
        &mut self,
        set: &PbcSet,
        value: &SomeValue,
        class: ClassDefId,
        flags: InstanceFlags,
    ) -> R {
        let mut found = Vec::new();
        let mut upward: Option<crate::descs::MethodDesc> = None;
        for &desc in &set.descs {
            let Desc::Method(method) = &self.out.descs[desc] else {
                found.push(desc);
                continue;
            };
            if method.this.is_some() {
                found.push(desc);
                continue;
            }
            let method = method.clone();
            let origin = method.origin;
            if origin != class && self.out.is_subclass(origin, class) {
                found.push(self.method_desc(method.func, origin, Some(origin), method.name, flags));
            } else if self.out.is_subclass(class, origin)
                && upward.as_ref().is_none_or(|u| self.out.is_subclass(origin, u.origin))
            {
                upward = Some(method);
            }
        }
        if let Some(m) = upward {
            found.push(self.method_desc(m.func, m.origin, Some(class), m.name, flags));
        }
        if found.is_empty() {
            return Ok(if set.can_be_none { SomeValue::NONE } else { SomeValue::IMPOSSIBLE });
        }
        let mut result = self.out.pbc(found, set.can_be_none);
        if let Some(constant) = value.constant {
            result.constant = Some(constant);
        }
        Ok(result)
    }

    /// An attribute assigned on an instance.
    pub(crate) fn instance_setattr(&mut self, class: ClassDefId, name: Symbol, value: &SomeValue) -> R<()> {
        let owner = self.locate_attr(class, name)?;
        let span = self.span();
        self.check_attr_allowed(owner, name, span)?;
        let attr = self.out.classdefs[owner].attrs.get_mut(&name).expect("located");
        attr.readonly = false;
        if attr.assigned.is_none() {
            attr.assigned = span;
        }
        if attr.origin.is_none() {
            attr.origin = span;
        }
        let old = attr.value.clone();
        self.check_not_on_heap(value)?;
        let value = value.without_known_types();
        if self.out.contains(&old, &value) {
            return Ok(());
        }
        self.generalize_attr(owner, name, Some(&value))?;
        match value.kind {
            Kind::List(id) if self.is_immutable_list_field(class, name) => self.immutable_list(name, id),
            _ => Ok(()),
        }
    }

    /// Where an attribute is read from what may be any instance of the class that has its entry.
    fn first_read(&self, class: ClassDefId, name: Symbol) -> Option<Span> {
        let attr = self.out.classdefs[class].attrs.get(&name)?;
        attr.readers.iter().find_map(|&(graph, block)| {
            let info = &self.out.graphs[graph];
            let reads = |op: &&Op| {
                op.kind == OpKind::getattr
                    && op.args[1].as_const().and_then(|arg| self.host.symbol_of(arg)) == Some(name)
                    && op.args[0].as_var().is_some_and(|var| {
                        matches!(info.binding(var).kind, Kind::Instance { classdef: Some(of), .. } if of == class)
                    })
            };
            info.graph.blocks[block].ops.iter().find(reads).map(|op| op.span)
        })
    }

    /// `__slots__` and `_attrs_` forbid other attributes.
    fn check_attr_allowed(&mut self, class: ClassDefId, name: Symbol, span: Span) -> R<()> {
        let desc = self.out.descs[self.out.classdefs[class].desc].as_class().expect("a class");
        let builtin = self.host.class(desc.class).is_some_and(|c| c.kind == rpython_host::ClassKind::Builtin)
            && desc.class != self.host.exc.environment_error;
        let allowed = match &desc.enforced_attrs {
            Some(attrs) => attrs.contains(&name),
            None => !builtin,
        };
        if allowed {
            return Ok(());
        }
        let what = if builtin {
            format!("the attribute {name} would have to be put into the built-in exception {}", desc.name)
        } else {
            format!("the attribute {name} of {} is not declared in __slots__ or _attrs_", desc.name)
        };
        let mut diagnostic =
            Diagnostic::error("attrs", if span.is_none() { self.span() } else { span }, what);
        if builtin && let Some(read) = self.first_read(class, name) {
            diagnostic = diagnostic.with_label(read, format!("read here from any {}", desc.name));
        }
        if !desc.span.is_none() {
            diagnostic = diagnostic.with_label(desc.span, "the class");
        }
        Err(diagnostic.into())
    }
}
