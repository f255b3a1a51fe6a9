//! Low-level types of instances and of their vtables.
//!
//! Instances of class `B(A)` are `GcStruct B { super: A, inst_x, ... }`; the chain ends in
//! `object { typeptr }`. The vtable of `B` has the type `Struct B_vtable { super: A_vtable, cls_f, ... }`
//! with the methods and class attributes that first appear in `B`; the chain ends in
//! `object_vtable`. An attribute lies in the most basic class that has it, so that reading it needs
//! no knowledge of the exact class.

use indexmap::IndexMap;
use rpython_annotator::{AccessFamilyId, ClassDefId, Desc, DescId, Kind, SomeValue};
use rpython_base::{FastMap, Symbol};
use rpython_host::{Obj, Object};
use rpython_lltype::{Container, ContainerId, DataId, GcKind, Hints, LLType, StructType};
use rustc_hash::FxBuildHasher;

use crate::common::field;
use crate::error::{R, TyperError};
use crate::repr::{Repr, ReprId};
use crate::rtyper::RTyper;

/// A field of an instance or vtable.
#[derive(Clone, Copy, Debug)]
pub struct FieldInfo {
    /// Its position in the struct.
    pub index: usize,
    /// How its values are represented.
    pub r: ReprId,
}

/// A field of new instances that a class attribute gives a value.
#[derive(Clone, Copy, Debug)]
pub struct FieldDefault {
    /// The class whose part of the instance has the field.
    pub level: ClassDefId,
    /// The field.
    pub field: FieldInfo,
    /// The class attribute.
    pub value: Obj,
}

/// Fields by attribute name.
pub type FieldMap = IndexMap<Symbol, FieldInfo, FxBuildHasher>;

/// What was chosen for a class.
#[derive(Clone, Debug)]
pub struct ClassInfo {
    /// The type of its instances; a forward reference until the fields are chosen.
    pub object: ContainerId,
    /// The type of its vtable; likewise.
    pub vtable_type: ContainerId,
    /// Managed instances.
    pub gc: bool,
    /// Instance attributes that first appear in this class.
    pub fields: FieldMap,
    /// Class attributes and methods that first appear in this class.
    pub class_fields: FieldMap,
    /// Class attributes read through sets of classes.
    pub extra_fields: IndexMap<(AccessFamilyId, Symbol), FieldInfo, FxBuildHasher>,
    /// Quasi-immutable attributes and the field that holds their watchers.
    pub mutate_fields: FieldMap,
    /// The vtable, if the program needs it.
    pub vtable: Option<DataId>,
    /// The fields were chosen.
    pub complete: bool,
}

/// All classes.
#[derive(Debug, Default)]
pub struct ClassTable {
    pub(crate) infos: FastMap<ClassDefId, ClassInfo>,
    /// Classes with a vtable, in order of first use; their numbers are assigned at the end.
    pub(crate) order: Vec<ClassDefId>,
    /// The vtable of `object`.
    pub(crate) root_vtable: Option<DataId>,
    /// Functions that make an instance, by class.
    pub(crate) makers: FastMap<ClassDefId, rpython_lltype::FuncId>,
    /// The classes with tagged integers among their instances, once they are known.
    pub(crate) unboxed: Option<crate::reprs::unboxed::UnboxedClasses>,
    pub(crate) names: FastMap<Symbol, DataId>,
    /// What new instances hold, by class: see [`FieldDefault`].
    pub(crate) defaults: FastMap<ClassDefId, std::rc::Rc<[FieldDefault]>>,
    /// Classes whose type is used and whose fields may not have been chosen yet.
    pub(crate) shells: Vec<ClassDefId>,
}

/// The hint on instances of classes with `@never_allocate`; see `rpython_gc::never_allocated`.
const NEVER_ALLOCATE: &str = "never_allocate";

impl RTyper<'_> {
    /// The classdef behind a class description.
    pub fn classdef_of(&self, desc: DescId) -> Option<ClassDefId> {
        self.ann.descs[desc].as_class().and_then(|c| c.classdef)
    }

    /// The class description of a classdef.
    pub fn class_desc(&self, class: ClassDefId) -> &rpython_annotator::ClassDesc {
        match &self.ann.descs[self.ann.classdefs[class].desc] {
            Desc::Class(c) => c,
            other => unreachable!("a classdef's description is a class, not {other:?}"),
        }
    }

    /// Whether instances of the class are managed.
    pub fn is_gc_class(&self, class: ClassDefId) -> bool {
        self.class_desc(class).alloc_flavor == "gc"
    }

    /// The type of instances of a class (`None`: `object`). Its fields may not have been chosen yet.
    pub fn instance_type(&mut self, class: Option<ClassDefId>) -> ContainerId {
        match class {
            Some(class) => self.class_shell(class).object,
            None => self.common.object,
        }
    }

    /// The type of the vtable of a class.
    pub fn vtable_type(&mut self, class: Option<ClassDefId>) -> ContainerId {
        match class {
            Some(class) => self.class_shell(class).vtable_type,
            None => self.common.vtable,
        }
    }

    fn class_shell(&mut self, class: ClassDefId) -> &ClassInfo {
        if !self.classes.infos.contains_key(&class) {
            let gc = self.is_gc_class(class);
            let object = self.types_mut().forward(if gc { GcKind::Gc } else { GcKind::Raw });
            let vtable_type = self.types_mut().forward(GcKind::Raw);
            let info = ClassInfo {
                object,
                vtable_type,
                gc,
                fields: FieldMap::default(),
                class_fields: FieldMap::default(),
                extra_fields: IndexMap::default(),
                mutate_fields: FieldMap::default(),
                vtable: None,
                complete: false,
            };
            self.classes.infos.insert(class, info);
            self.classes.shells.push(class);
        }
        &self.classes.infos[&class]
    }

    /// What was chosen for a class, complete with its fields.
    pub fn class_info(&mut self, class: ClassDefId) -> R<&ClassInfo> {
        if !self.class_shell(class).complete {
            self.complete_class(class)?;
        }
        Ok(&self.classes.infos[&class])
    }

    /// Chooses the fields of all classes whose type is used.
    pub(crate) fn complete_classes(&mut self) -> R<()> {
        while let Some(class) = self.classes.shells.pop() {
            self.class_info(class)?;
        }
        Ok(())
    }

    fn complete_class(&mut self, class: ClassDefId) -> R<()> {
        if let Some(info) = self.classes.infos.get_mut(&class) {
            info.complete = true;
        }
        let base = self.ann.classdefs[class].base;
        if let Some(base) = base {
            self.class_info(base)?;
        }
        let (mut instance, mut own) = (Vec::new(), Vec::new());
        let mut attrs: Vec<(Symbol, bool, SomeValue)> = self.ann.classdefs[class]
            .attrs
            .iter()
            .map(|(&name, a)| (name, a.readonly, a.value.clone()))
            .collect();
        attrs.sort_by_key(|&(name, ..)| name);
        for (name, readonly, s) in attrs {
            let r = self.repr_of(&s)?;
            if readonly { own.push((name, r)) } else { instance.push((name, r)) }
        }
        self.complete_object(class, base, instance)?;
        self.complete_vtable(class, base, own)
    }

    fn complete_object(
        &mut self,
        class: ClassDefId,
        base: Option<ClassDefId>,
        attrs: Vec<(Symbol, ReprId)>,
    ) -> R<()> {
        let base_type = match base {
            Some(base) => self.instance_type(Some(base)),
            None if self.is_gc_class(class) => self.common.object,
            None => self.common.raw_object,
        };
        let mut sized = Vec::new();
        for (name, r) in attrs {
            let ty = self.lltype(r)?;
            let size = self.types().layout(self.prog.model, ty).size;
            sized.push((std::cmp::Reverse(size), name, r, ty));
        }
        sized.sort_by_key(|&(size, name, ..)| (size, name));
        let mut fields = vec![field("super", LLType::Inline(base_type))];
        let mut map = FieldMap::default();
        for (_, name, r, ty) in sized {
            map.insert(name, FieldInfo { index: fields.len(), r });
            fields.push(field(&format!("inst_{name}"), ty));
        }
        let mutate = self.mutate_fields(class, &map, &mut fields)?;
        let hints = self.instance_hints(class, base, &map)?;
        let gc = if self.is_gc_class(class) { GcKind::Gc } else { GcKind::Raw };
        let name = self.ann.classdefs[class].name;
        let object = self.class_shell(class).object;
        self.types_mut().become_(object, Container::Struct(StructType { name, gc, fields, hints }));
        if let Some(info) = self.classes.infos.get_mut(&class) {
            info.fields = map;
            info.mutate_fields = mutate;
        }
        Ok(())
    }

    /// A hidden field for the watchers of each quasi-immutable attribute.
    fn mutate_fields(
        &mut self,
        class: ClassDefId,
        own: &FieldMap,
        fields: &mut Vec<rpython_lltype::Field>,
    ) -> R<FieldMap> {
        let mut map = FieldMap::default();
        for &name in own.keys() {
            if self.immutability(class, name).is_some_and(|(_, quasi)| quasi) {
                let r = self.simple(Repr::Instance(None));
                map.insert(name, FieldInfo { index: fields.len(), r });
                fields.push(field(&format!("mutate_{name}"), self.object_ptr()));
            }
        }
        Ok(map)
    }

    /// Whether the class line declares an attribute immutable: (the items of the list too, quasi-immutable).
    fn immutability(&self, class: ClassDefId, name: Symbol) -> Option<(bool, bool)> {
        for c in self.ann.class_line(class) {
            for declared in &self.class_desc(c).immutable_fields {
                let text = declared.as_str();
                let (text, array) = text.strip_suffix("[*]").map_or((text, false), |t| (t, true));
                let (text, quasi) = text.strip_suffix('?').map_or((text, false), |t| (t, true));
                if name == text {
                    return Some((array, quasi));
                }
            }
        }
        None
    }

    fn instance_hints(&mut self, class: ClassDefId, base: Option<ClassDefId>, own: &FieldMap) -> R<Hints> {
        let immutable = self.class_desc(class).immutable;
        let taken_back = self.class_desc(class).immutable_taken_back;
        if !immutable && !taken_back && base.is_some_and(|b| self.class_desc(b).immutable) {
            return Err(TyperError::new(format!(
                "class {} inherits _immutable_ = True and must declare it too",
                self.ann.classdefs[class].name
            )));
        }
        let mut hints = Hints { immutable, ..Hints::default() };
        let object = self.class_desc(class).class;
        if self.host_attribute(object, Symbol::intern("_rpython_never_allocate_")).is_some() {
            hints.other.push(Symbol::intern(NEVER_ALLOCATE));
        }
        for (&name, info) in own {
            if let Some((array, quasi)) = self.immutability(class, name) {
                if let Err(error) = self.check_declared_field(class, name, info.r, (array, quasi)) {
                    let span = self.class_desc(class).span;
                    self.report(error, span);
                }
                hints.immutable_fields.push((Symbol::intern(&format!("inst_{name}")), array, quasi));
            }
        }
        Ok(hints)
    }

    /// Whether what `_immutable_fields_` says about a field fits it.
    fn check_declared_field(
        &mut self,
        class: ClassDefId,
        name: Symbol,
        r: ReprId,
        (array, quasi): (bool, bool),
    ) -> R<()> {
        let owner = self.ann.classdefs[class].name;
        if quasi && self.class_desc(class).immutable {
            return Err(TyperError::new(format!(
                "class {owner} is _immutable_, and declares its field {name} with '?', which says that it changes"
            )));
        }
        if array && !matches!(self.repr(r), Repr::List(_) | Repr::None | Repr::Impossible) {
            return Err(TyperError::new(format!(
                "class {owner} declares its field {name} with '[*]', as a list, and it is {}",
                self.repr_name(r)
            )));
        }
        Ok(())
    }

    fn complete_vtable(
        &mut self,
        class: ClassDefId,
        base: Option<ClassDefId>,
        own: Vec<(Symbol, ReprId)>,
    ) -> R<()> {
        let base_type = self.vtable_type(base);
        let mut fields = vec![field("super", LLType::Inline(base_type))];
        let mut map = FieldMap::default();
        for (name, r) in own {
            map.insert(name, FieldInfo { index: fields.len(), r });
            fields.push(field(&format!("cls_{name}"), self.lltype(r)?));
        }
        let extra: Vec<(Symbol, SomeValue)> =
            self.ann.classdefs[class].extra_access.iter().map(|(&n, s)| (n, s.clone())).collect();
        let mut extra_map = IndexMap::default();
        for (name, s) in extra {
            let Some(family) = self.class_desc(class).attr_families.get(&name).copied() else { continue };
            let family = self.ann.access_families.find(family);
            let r = self.repr_of(&s)?;
            extra_map.insert((family, name), FieldInfo { index: fields.len(), r });
            fields.push(field(&format!("pbc_{name}"), self.lltype(r)?));
        }
        let name = Symbol::intern(&format!("{}_vtable", self.ann.classdefs[class].name));
        let hints = Hints { immutable: true, ..Hints::default() };
        let vtable_type = self.class_shell(class).vtable_type;
        let container = Container::Struct(StructType { name, gc: GcKind::Raw, fields, hints });
        self.types_mut().become_(vtable_type, container);
        if let Some(info) = self.classes.infos.get_mut(&class) {
            info.class_fields = map;
            info.extra_fields = extra_map;
        }
        Ok(())
    }

    /// The instance attribute of a class line: the class that has the field, and the field.
    pub fn find_field(&mut self, class: ClassDefId, name: Symbol) -> R<Option<(ClassDefId, FieldInfo)>> {
        let line: Vec<ClassDefId> = self.ann.class_line(class).collect();
        for c in line {
            if let Some(&found) = self.class_info(c)?.fields.get(&name) {
                return Ok(Some((c, found)));
            }
        }
        Ok(None)
    }

    /// The class attribute of a class line: the class whose vtable type has the field, and the field.
    pub fn find_class_field(
        &mut self,
        class: ClassDefId,
        name: Symbol,
    ) -> R<Option<(ClassDefId, FieldInfo)>> {
        let line: Vec<ClassDefId> = self.ann.class_line(class).collect();
        for c in line {
            if let Some(&found) = self.class_info(c)?.class_fields.get(&name) {
                return Ok(Some((c, found)));
            }
        }
        Ok(None)
    }

    /// The object that a class attribute has in a class, as found along its bases; the function of a static method.
    pub fn class_attribute(&self, class: ClassDefId, name: Symbol) -> Option<Obj> {
        self.class_dicts(class).find_map(|dict| dict.get(&name)).map(|&obj| self.static_function(obj))
    }

    /// All attributes of the class object, as [`RTyper::class_attribute`] gives them.
    pub fn class_attributes(&self, class: ClassDefId) -> FastMap<Symbol, Obj> {
        let mut all = FastMap::default();
        for dict in self.class_dicts(class) {
            for (&name, &obj) in dict {
                all.entry(name).or_insert_with(|| self.static_function(obj));
            }
        }
        all
    }

    /// The own attributes of the class, then those of its bases.
    fn class_dicts(&self, class: ClassDefId) -> impl Iterator<Item = &IndexMap<Symbol, Obj, FxBuildHasher>> {
        let desc = |d: DescId| self.ann.descs[d].as_class();
        let first = desc(self.ann.classdefs[class].desc);
        std::iter::successors(first, move |class| desc(class.base?)).map(|class| &class.dict)
    }

    /// The function in a static method; other objects are themselves.
    fn static_function(&self, obj: Obj) -> Obj {
        match self.host.get(obj) {
            Object::StaticMethod(func) => *func,
            _ => obj,
        }
    }

    /// Whether an attribute of the class is a method.
    pub fn is_method(&self, class: ClassDefId, name: Symbol) -> bool {
        let Some(attr) = self.ann.attribute(class, name) else { return false };
        let Kind::Pbc(set) = &attr.value.kind else { return false };
        set.descs.iter().any(|&d| matches!(self.ann.descs[d], Desc::Method(_)))
    }
}
