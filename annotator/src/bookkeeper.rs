//! Making descriptions of functions, methods and classes.

use rpython_base::{EntityId, Span, Symbol};
use rpython_bytecode::flags;
use rpython_host::{ClassKind, Obj, Object};
use rpython_lltype::LLType;

use crate::classes::{ClassDef, Source};
use crate::cx::Cx;
use crate::descs::{ClassDesc, Desc, FunctionDesc, MethodDesc, Signature, Specialization};
use crate::fail::R;
use crate::lattice::InstanceFlags;
use crate::{CallFamily, CallFamilyId, ClassDefId, DescId, SomeValue};

impl Cx<'_> {
    fn new_family(&mut self) -> CallFamilyId {
        self.out.call_families.push(CallFamily::default())
    }

    /// The description of a function object.
    pub(crate) fn function_desc(&mut self, func: Obj) -> DescId {
        if let Some(&desc) = self.work.descs.get(&func) {
            return desc;
        }
        let desc = self.new_function_desc(func, None);
        self.work.descs.insert(func, desc);
        desc
    }

    /// A description of its own for a function (of a mixin, or a property's).
    pub(crate) fn new_function_desc(&mut self, func: Obj, name: Option<Symbol>) -> DescId {
        let family = self.new_family();
        let desc = match self.host.get(func) {
            Object::Function(data) => {
                let code = data.code.clone();
                let count = code.argcount as usize;
                let star = code.has_flag(flags::VARARGS);
                let signature = Signature {
                    params: code.varnames[..count].to_vec(),
                    star: star.then(|| code.varnames[count]),
                    starstar: code.has_flag(flags::VARKEYWORDS).then(|| code.varnames[count + star as usize]),
                    defaults: data.defaults.clone(),
                };
                FunctionDesc {
                    func: Some(func),
                    name: name.unwrap_or(data.name),
                    span: code.span,
                    signature,
                    special: self.specialization(func),
                    graphs: Default::default(),
                    family,
                    intrinsic: self.intrinsic_of(func),
                }
            }
            _ => FunctionDesc {
                func: Some(func),
                name: name.unwrap_or_else(|| Symbol::intern("?")),
                span: Span::NONE,
                signature: Signature::default(),
                special: Specialization::Default,
                graphs: Default::default(),
                family,
                intrinsic: None,
            },
        };
        let id = self.out.descs.push(Desc::Function(Box::new(desc)));
        self.out.call_families.get_mut(family).members.push(id);
        id
    }

    /// An attribute of a function object, such as `_annspecialcase_`.
    pub(crate) fn function_attr(&self, func: Obj, name: &str) -> Option<Obj> {
        match self.host.get(func) {
            Object::Function(data) => data.attrs.get(&Symbol::intern(name)).copied(),
            _ => None,
        }
    }

    fn specialization(&mut self, func: Obj) -> Specialization {
        let Some(text) = self.function_attr(func, "_annspecialcase_") else { return Specialization::Default };
        let Object::Str(bytes) = self.host.get(text) else { return Specialization::Default };
        let text = String::from_utf8_lossy(bytes).into_owned();
        let text = text.strip_prefix("specialize:").unwrap_or(&text);
        let (name, args) = match text.split_once('(') {
            Some((name, rest)) => (name, rest.trim_end_matches(')')),
            None => (text, ""),
        };
        let positions: Vec<usize> = args.split(',').filter_map(|a| a.trim().parse().ok()).collect();
        match name {
            "arg" => Specialization::Arg(positions),
            "arg_or_var" => Specialization::ArgOrVar(positions),
            "argtype" => Specialization::ArgType(positions),
            "argchar" => Specialization::ArgChar(positions),
            "arglistitemtype" => Specialization::ArgListItemType(positions),
            "call_location" => Specialization::CallLocation,
            "memo" => Specialization::Memo,
            "ll" => Specialization::Ll,
            "ll_and_arg" => Specialization::LlAndArg(positions),
            "ctr_location" => Specialization::CtrLocation,
            other if self.policy_specializes(other) => Specialization::Policy(Symbol::intern(other)),
            _ => Specialization::Default,
        }
    }

    /// The description of a function found through a class.
    pub(crate) fn method_desc(
        &mut self,
        func: DescId,
        origin: ClassDefId,
        this: Option<ClassDefId>,
        name: Symbol,
        flags: InstanceFlags,
    ) -> DescId {
        let method = MethodDesc { func, origin, this, name, flags };
        if let Some(&desc) = self.work.methods.get(&method) {
            return desc;
        }
        let desc = self.out.descs.push(Desc::Method(method.clone()));
        self.work.methods.insert(method, desc);
        desc
    }

    /// The class in the line of `classdef` whose dict holds this function.
    pub(crate) fn method_origin(&self, classdef: ClassDefId, func: Obj, name: Symbol) -> Option<ClassDefId> {
        self.out.class_line(classdef).find(|&c| {
            self.out.descs[self.out.classdefs[c].desc]
                .as_class()
                .is_some_and(|d| d.dict.get(&name) == Some(&func))
        })
    }

    /// The description of a class.
    pub(crate) fn class_desc(&mut self, class: Obj) -> R<DescId> {
        if let Some(&desc) = self.work.descs.get(&class) {
            return Ok(desc);
        }
        let data = self.host.class_data(class).clone();
        if self.is_mixin(class) {
            return Err(self.error(
                "multiple-inheritance",
                format!("the class {} is a _mixin_ and cannot be used directly", data.name),
            ));
        }
        self.check_light_finalizer(class)?;
        let (base, mixins_before, mixins_after) = self.split_bases(class, &data.bases)?;
        let base = match base {
            Some(base) => Some(self.class_desc(base)?),
            None => None,
        };
        let mut desc = ClassDesc {
            class,
            name: data.name,
            span: data.span,
            base,
            dict: Default::default(),
            classdef: None,
            enforced_attrs: None,
            immutable_fields: Vec::new(),
            immutable: false,
            immutable_taken_back: false,
            alloc_flavor: Symbol::intern("gc"),
            family: self.new_family(),
            attr_families: Default::default(),
        };
        for mixin in mixins_after {
            self.add_mixin(&mut desc, mixin, base)?;
        }
        for mixin in mixins_before.into_iter().rev() {
            self.add_mixin(&mut desc, mixin, None)?;
        }
        if data.kind != ClassKind::Builtin {
            for (&name, &value) in &data.dict {
                self.add_class_attribute(&mut desc, name, value);
            }
        }
        if class == self.host.exc.environment_error
            && let Some(init) = self.library_object("rpython.rtyper.rexceptions", "environment_error_init")
        {
            desc.dict.insert(Symbol::intern("__init__"), init);
        }
        self.read_declarations(&mut desc, &data.dict, base)?;
        let family = desc.family;
        let id = self.out.descs.push(Desc::Class(Box::new(desc)));
        self.out.call_families.get_mut(family).members.push(id);
        self.work.descs.insert(class, id);
        Ok(id)
    }

    /// Where a class or a base of it demands light finalizers, its `__del__` must be one.
    fn check_light_finalizer(&mut self, class: Obj) -> R<()> {
        let flag = Symbol::intern("_must_be_light_finalizer_");
        let del = Symbol::intern("__del__");
        if self.host.class_data(class).kind == ClassKind::Builtin || self.host.getattr(class, flag).is_err() {
            return Ok(());
        }
        let Ok(finalizer) = self.host.getattr(class, del) else { return Ok(()) };
        if self.host.getattr(finalizer, flag).is_ok() {
            return Ok(());
        }
        let (name, span) = (self.host.class_data(class).name, self.host.class_data(class).span);
        let text = format!(
            "the finalizer of {name} must be a light one: a base class is marked with @rgc.must_be_light_finalizer"
        );
        let error =
            rpython_base::Diagnostic::error("attrs", if span.is_none() { self.span() } else { span }, text);
        Err(error.with_help("mark __del__ with @rgc.must_be_light_finalizer, too").into())
    }

    fn is_mixin(&self, class: Obj) -> bool {
        let data = self.host.class_data(class);
        data.dict.get(&Symbol::intern("_mixin_")).is_some_and(|&v| v == Obj::TRUE)
    }

    /// The base class that is no mixin, and the mixins before and behind it.
    #[allow(clippy::type_complexity)]
    fn split_bases(&mut self, class: Obj, bases: &[Obj]) -> R<(Option<Obj>, Vec<Obj>, Vec<Obj>)> {
        let exception = self.host.exc.exception;
        let base_exception = self.host.exc.base_exception;
        if class == exception {
            // All exceptions are taken to derive from Exception.
            return Ok((None, Vec::new(), Vec::new()));
        }
        let (mut base, mut before, mut after) = (None, Vec::new(), Vec::new());
        for &b in bases {
            let b = if b == base_exception { exception } else { b };
            let data = self.host.class_data(b);
            if data.name == "object" && data.kind == ClassKind::Builtin {
                continue;
            }
            if self.is_mixin(b) {
                if base.is_none() { before.push(b) } else { after.push(b) }
            } else if base.is_some() {
                let name = self.host.class_data(class).name;
                let span = self.host.class_data(class).span;
                return Err(rpython_base::Diagnostic::error(
                    "multiple-inheritance",
                    span,
                    format!("the class {name} has several base classes that are not _mixin_ classes"),
                )
                .with_help("mark all but one of them with `_mixin_ = True`; their content is then copied")
                .into());
            } else {
                base = Some(b);
            }
        }
        if class == base_exception {
            base = Some(exception);
        }
        Ok((base, before, after))
    }

    /// Copies what a mixin and its bases define; names that the real base defines win over mixins behind it.
    fn add_mixin(&mut self, desc: &mut ClassDesc, mixin: Obj, not_in: Option<DescId>) -> R<()> {
        let line: Vec<Obj> = self.host.class_data(mixin).mro.clone();
        let unboxed = self.host.unboxed_value_class();
        for class in line.into_iter().rev() {
            let data = self.host.class_data(class).clone();
            if data.kind == ClassKind::Builtin {
                continue;
            }
            if Some(class) == unboxed {
                self.add_unboxed_methods(desc)?;
                continue;
            }
            for (&name, &value) in &data.dict {
                let mut at = not_in;
                let mut hidden = false;
                while let Some(d) = at.and_then(|d| self.out.descs[d].as_class()) {
                    hidden |= d.dict.contains_key(&name);
                    at = d.base;
                }
                if !hidden {
                    let value = self.own_function(value);
                    self.add_class_attribute(desc, name, value);
                }
            }
            self.read_immutable_fields(desc, &data.dict);
        }
        Ok(())
    }

    /// What the mixin `UnboxedValue` gives to a class: methods for its one field.
    fn add_unboxed_methods(&mut self, desc: &mut ClassDesc) -> R<()> {
        let Some(make) = self.library_object("rpython.rlib.objectmodel", "_unboxed_methods") else {
            return Ok(());
        };
        let made = self.host.call(make, &[desc.class], &[]);
        let made = made.map_err(|raised| {
            let error =
                rpython_base::Diagnostic::error("attrs", desc.span, self.host.uncaught(&raised).message);
            error.with_help("give the class __slots__ with the name of its one field, an int")
        })?;
        let methods = self.host.sequence_items(made).unwrap_or_default();
        for (name, method) in ["__init__", "get_untagged_value"].into_iter().zip(methods) {
            desc.dict.insert(Symbol::intern(name), method);
        }
        Ok(())
    }

    /// What a mixin defines is made anew for each class: its functions (also those of properties and static methods) are
    /// analyzed with instances of that class.
    fn own_function(&mut self, value: Obj) -> Obj {
        let copy = match self.host.get(value) {
            Object::Function(data) => Object::Function(data.clone()),
            Object::StaticMethod(func) => {
                let func = *func;
                Object::StaticMethod(self.own_function(func))
            }
            Object::Property(parts) => {
                let mut parts = parts.clone();
                for part in parts.iter_mut().filter(|part| **part != Obj::NONE) {
                    *part = self.own_function(*part);
                }
                Object::Property(parts)
            }
            _ => return value,
        };
        self.host.alloc(copy)
    }

    fn add_class_attribute(&mut self, desc: &mut ClassDesc, name: Symbol, value: Obj) {
        if let Object::Property(parts) = self.host.get(value) {
            let (getter, setter) = (parts[0], parts[1]);
            for (func, suffix) in [(getter, "__getter__"), (setter, "__setter__")] {
                if func != Obj::NONE {
                    desc.dict.insert(Symbol::intern(&format!("{name}{suffix}")), func);
                }
            }
        }
        if is_member_descriptor(self.host.get(value)) {
            return;
        }
        desc.dict.insert(name, value);
    }

    /// `__slots__`, `_attrs_`, `_immutable_`, `_immutable_fields_`, `_alloc_flavor_`.
    fn read_declarations(
        &mut self,
        desc: &mut ClassDesc,
        dict: &rpython_host::AttrMap,
        base: Option<DescId>,
    ) -> R<()> {
        let get = |name: &str| dict.get(&Symbol::intern(name)).copied();
        self.read_immutable_fields(desc, dict);
        desc.immutable =
            self.class_lookup(desc.class, Symbol::intern("_immutable_")).is_some_and(|v| v == Obj::TRUE);
        desc.immutable_taken_back = get("_immutable_").is_some_and(|v| v == Obj::NONE);
        if let Some(flavor) = self.class_lookup(desc.class, Symbol::intern("_alloc_flavor_"))
            && let Some(flavor) = self.host.symbol_of(flavor)
        {
            desc.alloc_flavor = flavor;
        }
        let base = base.and_then(|b| self.out.descs[b].as_class());
        if get("__slots__").is_some() || get("_attrs_").is_some() {
            let inherited = match base {
                // Instances of built-in exceptions have no attributes but those that the library gives them.
                Some(b)
                    if b.enforced_attrs.is_none()
                        && self
                            .host
                            .class(b.class)
                            .is_some_and(|c| c.kind == rpython_host::ClassKind::Builtin)
                        && b.class != self.host.exc.environment_error =>
                {
                    Vec::new()
                }
                Some(b) if b.enforced_attrs.is_none() => {
                    return Err(rpython_base::Diagnostic::error(
                        "attrs",
                        desc.span,
                        format!(
                            "the class {} has __slots__ or _attrs_, but its base class has none",
                            desc.name
                        ),
                    )
                    .into());
                }
                Some(b) => b.enforced_attrs.clone().unwrap_or_default(),
                None => Vec::new(),
            };
            let mut attrs = inherited;
            for name in ["__slots__", "_attrs_"] {
                if let Some(value) = get(name) {
                    attrs.extend(self.names_in(value));
                }
            }
            desc.enforced_attrs = Some(attrs);
        }
        Ok(())
    }

    fn read_immutable_fields(&mut self, desc: &mut ClassDesc, dict: &rpython_host::AttrMap) {
        if let Some(&value) = dict.get(&Symbol::intern("_immutable_fields_")) {
            desc.immutable_fields.extend(self.names_in(value));
        }
    }

    /// The names in a sequence of strings, or the one string.
    fn names_in(&self, value: Obj) -> Vec<Symbol> {
        match self.host.symbol_of(value) {
            Some(one) => vec![one],
            None => self
                .host
                .sequence_items(value)
                .unwrap_or_default()
                .into_iter()
                .filter_map(|v| self.host.symbol_of(v))
                .collect(),
        }
    }

    /// The definition of a class's instances.
    pub(crate) fn classdef_of(&mut self, class: Obj) -> R<ClassDefId> {
        let desc = self.class_desc(class)?;
        self.classdef(desc)
    }

    /// The definition of the instances of a described class.
    pub(crate) fn classdef(&mut self, desc: DescId) -> R<ClassDefId> {
        let class = self.out.descs[desc].as_class().expect("a class");
        if let Some(id) = class.classdef {
            return Ok(id);
        }
        let base = match class.base {
            Some(base) => Some(self.classdef(base)?),
            None => None,
        };
        let class = self.out.descs[desc].as_class().expect("a class");
        let names: Vec<Symbol> = class.dict.keys().copied().collect();
        let depth = base.map_or(0, |b| self.out.classdefs[b].depth + 1);
        let id = self.out.classdefs.push(ClassDef {
            desc,
            name: class.name,
            base,
            subdefs: Vec::new(),
            depth,
            attrs: Default::default(),
            sources: Default::default(),
            prebuilt: Default::default(),
            class_readers: Default::default(),
            instantiated: false,
            extra_access: Default::default(),
        });
        if let Desc::Class(class) = &mut self.out.descs[desc] {
            class.classdef = Some(id);
        }
        if let Some(base) = base {
            self.out.classdefs[base].subdefs.push(id);
            self.see_new_subclass(base, desc)?;
        }
        self.force_attributes(id)?;
        for name in names {
            self.add_source(id, name, Source::Class(desc))?;
        }
        self.annotate_destructor(id, desc)?;
        let class = self.out.descs[desc].as_class().expect("a class").class;
        self.class_event(class)?;
        Ok(id)
    }

    /// `__class__` read from instances of a base now includes this class. Finished functions that know several classes
    /// already keep their set: a class of a late helper (an exception, say) is one more value of the same representation.
    fn see_new_subclass(&mut self, base: ClassDefId, _desc: DescId) -> R<()> {
        let read = |class: &ClassDefId| !self.out.classdefs[*class].class_readers.is_empty();
        let line: Vec<ClassDefId> = self.out.class_line(base).filter(read).collect();
        for class in line {
            let several = self.out.subclasses(class).len() > 2;
            let finished = self.work.finished;
            let readers = self.out.classdefs[class].class_readers.iter().copied();
            let readers: Vec<_> = readers.filter(|r| !several || r.0.index() >= finished).collect();
            self.reflow(readers);
        }
        Ok(())
    }

    /// `errno` and the like exist on every `EnvironmentError`.
    fn force_attributes(&mut self, id: ClassDefId) -> R<()> {
        let class = self.out.descs[self.out.classdefs[id].desc].as_class().expect("a class").class;
        if class != self.host.exc.environment_error {
            return Ok(());
        }
        for (name, value) in [
            ("errno", SomeValue::integer(LLType::Signed, false)),
            ("strerror", SomeValue::str(false, true)),
            ("filename", SomeValue::str(false, true)),
        ] {
            let name = Symbol::intern(name);
            self.generalize_attr(id, name, Some(&value))?;
            if let Some(attr) = self.out.classdefs[id].attrs.get_mut(&name) {
                attr.readonly = false;
            }
        }
        Ok(())
    }

    /// Makes the destructor of a class reachable.
    fn annotate_destructor(&mut self, id: ClassDefId, desc: DescId) -> R<()> {
        let name = Symbol::intern("__del__");
        let class = self.out.descs[desc].as_class().expect("a class");
        let Some(&func) = class.dict.get(&name) else { return Ok(()) };
        let s_func = self.constant(func)?;
        let key = crate::calls::ExtraCall::Destructor(id);
        self.emulate_call(key, &s_func, vec![SomeValue::instance(id, false)])?;
        Ok(())
    }

    /// What a name means in a class or its bases, by the descriptions: the class that defines it, and the object.
    pub(crate) fn desc_lookup(&self, desc: DescId, name: Symbol) -> Option<(DescId, Obj)> {
        let mut at = Some(desc);
        while let Some(d) = at {
            let class = self.out.descs[d].as_class()?;
            if let Some(&value) = class.dict.get(&name) {
                return Some((d, value));
            }
            at = class.base;
        }
        None
    }
}

/// The objects that `__slots__` leaves in a class.
fn is_member_descriptor(object: &Object) -> bool {
    match object {
        Object::Internal(_) => true,
        Object::Builtin(data) => data.qualname.as_str().ends_with(".__slot__"),
        _ => false,
    }
}
