//! Making classes: metaclasses, bases, the mro; the relations between classes; instances.

use rpython_base::{Span, Symbol};

use crate::Host;
use crate::object::*;

/// Enters the constructors and methods of `object`, `type`, `property`, `super` and the like.
pub(crate) fn register(host: &mut Host) {
    crate::slots::register(host);
    crate::builtins::descriptors::register(host);
    crate::builtins::members::register(host);
    crate::function::register(host);
}

impl Host {
    /// Whether `class` is `base` or derives from it: by mro, without `__subclasscheck__`.
    #[inline]
    pub fn is_subclass_raw(&self, class: Obj, base: Obj) -> bool {
        class == base || self.class(class).is_some_and(|data| data.mro.contains(&base))
    }

    /// `isinstance(obj, class)`, where `class` may be a tuple of classes.
    pub fn isinstance(&mut self, obj: Obj, class: Obj) -> Result<bool, Raised> {
        match self.get(class) {
            Object::Class(data) => {
                let (metaclass, old_style) = (data.metaclass, data.kind == ClassKind::OldStyle);
                if class == self.classes.type_ && matches!(self.get(obj), Object::Class(_)) {
                    return Ok(self.is_subclass_raw(self.class_of(obj), class));
                }
                if !old_style && metaclass != self.classes.type_ {
                    let name = self.names.instancecheck;
                    if let Some((definer, method)) = self.lookup_cached(metaclass, name)
                        && definer != self.classes.type_
                    {
                        let result = self.call(method, &[class, obj], &[])?;
                        return self.is_true(result);
                    }
                }
                if self.is_subclass_raw(self.class_of(obj), class)
                    || class == self.type_of(obj)
                    || class == self.classes.object
                {
                    return Ok(true);
                }
                self.claims_class(obj, class)
            }
            Object::Tuple(items) => {
                let items = items.clone();
                for &item in items.iter() {
                    if self.isinstance(obj, item)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Object::LLType(_) => Ok(false),
            _ => Err(Raised::type_error(
                self,
                "isinstance() arg 2 must be a class, type, or tuple of classes and types",
            )),
        }
    }

    /// Whether an object's own `__class__` attribute (a property of a proxy) names a subclass.
    fn claims_class(&mut self, obj: Obj, class: Obj) -> Result<bool, Raised> {
        let Object::Instance(data) = self.get(obj) else { return Ok(false) };
        let own = data.class;
        let name = self.names.class;
        if self.class_data(own).kind == ClassKind::OldStyle || self.lookup_cached(own, name).is_none() {
            return Ok(false);
        }
        let claimed = self.getattr(obj, name)?;
        Ok(self.is_subclass_raw(claimed, class))
    }

    /// `issubclass(class, base)`, where `base` may be a tuple of classes.
    pub fn issubclass(&mut self, class: Obj, base: Obj) -> Result<bool, Raised> {
        if self.class(class).is_none() {
            return Err(Raised::type_error(self, "issubclass() arg 1 must be a class"));
        }
        match self.get(base) {
            Object::Class(data) => {
                let metaclass = data.metaclass;
                if data.kind != ClassKind::OldStyle && metaclass != self.classes.type_ {
                    let name = self.names.subclasscheck;
                    if let Some((definer, method)) = self.lookup_cached(metaclass, name)
                        && definer != self.classes.type_
                    {
                        let result = self.call(method, &[base, class], &[])?;
                        return self.is_true(result);
                    }
                }
                Ok(self.is_subclass_raw(class, base))
            }
            Object::Tuple(items) => {
                let items = items.clone();
                for &item in items.iter() {
                    if self.issubclass(class, item)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            _ => Err(Raised::type_error(self, "issubclass() arg 2 must be a class or tuple of classes")),
        }
    }

    /// The class statement: finds the metaclass and calls it. `span` is where the class is defined.
    pub fn build_class(
        &mut self,
        name: Symbol,
        bases: &[Obj],
        dict: Obj,
        globals: Obj,
        span: Span,
    ) -> Result<Obj, Raised> {
        let metaclass = self.find_metaclass(bases, dict, globals)?;
        if metaclass == self.classes.classobj || metaclass == self.classes.type_ {
            let items = self.mapping_items(dict)?;
            return self.new_class(metaclass, name, bases, items, span);
        }
        let name_text = self.name(name);
        let bases = self.new_tuple(bases);
        let class = self.call(metaclass, &[name_text, bases, dict], &[])?;
        if let Object::Class(data) = self.get_mut(class)
            && data.span.is_none()
        {
            data.span = span;
        }
        Ok(class)
    }

    fn find_metaclass(&mut self, bases: &[Obj], dict: Obj, globals: Obj) -> Result<Obj, Raised> {
        let name = self.names.metaclass;
        if let Some(metaclass) = self.scope_get(dict, name)? {
            return Ok(metaclass);
        }
        if let Some(&base) = bases.first() {
            let class_name = self.names.class;
            return match self.getattr_opt(base, class_name)? {
                Some(metaclass) => Ok(metaclass),
                None => Ok(self.class_of(base)),
            };
        }
        match self.scope_get(globals, name)? {
            Some(metaclass) => Ok(metaclass),
            None => Ok(self.builtin(name).unwrap_or(self.classes.classobj)),
        }
    }

    /// What `type.__new__` (or `classobj`) does: a class with these attributes. The metaclass may turn out
    /// to be that of a base.
    pub fn new_class(
        &mut self,
        metaclass: Obj,
        name: Symbol,
        bases: &[Obj],
        attrs: Vec<(Symbol, Obj)>,
        span: Span,
    ) -> Result<Obj, Raised> {
        let old_style = metaclass == self.classes.classobj && self.all_old_style(bases);
        let mut bases = bases.to_vec();
        if bases.is_empty() && !old_style {
            bases.push(self.classes.object);
        }
        let metaclass = self.derived_metaclass(metaclass, &bases, old_style)?;
        self.check_bases(&bases)?;
        let native_base = self.native_base(&bases)?;
        let class = self.alloc(Object::None);
        let mro = if old_style { self.old_style_mro(class, &bases) } else { self.c3_mro(class, &bases)? };
        let module = self.class_module(&attrs);
        let mut dict: AttrMap = attrs.into_iter().collect();
        if !old_style {
            self.check_slots(&dict)?;
        }
        dict.entry(self.names.dunder_doc).or_insert(Obj::NONE);
        if !old_style && let Some(new) = dict.get_mut(&self.names.new) {
            let func = *new;
            if matches!(self.get(func), Object::Function(_)) {
                let wrapped = self.alloc(Object::StaticMethod(func));
                dict.insert(self.names.new, wrapped);
            }
        }
        let has_dict = old_style || self.instances_have_dict(&dict, &bases);
        let data = ClassData {
            name,
            module,
            kind: if old_style { ClassKind::OldStyle } else { ClassKind::NewStyle },
            bases: bases.clone(),
            mro,
            dict,
            metaclass,
            native_base,
            has_dict,
            span,
        };
        *self.get_mut(class) = Object::Class(Box::new(data));
        for base in bases {
            self.subclasses.entry(base).or_default().push(class);
        }
        Ok(class)
    }

    fn all_old_style(&self, bases: &[Obj]) -> bool {
        bases.iter().all(|&base| self.class(base).is_some_and(|data| data.kind == ClassKind::OldStyle))
    }

    fn derived_metaclass(&mut self, metaclass: Obj, bases: &[Obj], old_style: bool) -> Result<Obj, Raised> {
        if old_style {
            return Ok(metaclass);
        }
        let mut winner = if metaclass == self.classes.classobj { self.classes.type_ } else { metaclass };
        for &base in bases {
            let Some(data) = self.class(base) else { continue };
            if data.kind == ClassKind::OldStyle {
                continue;
            }
            let other = data.metaclass;
            if self.is_subclass_raw(winner, other) {
                continue;
            }
            if !self.is_subclass_raw(other, winner) {
                return Err(Raised::type_error(
                    self,
                    "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
                ));
            }
            winner = other;
        }
        Ok(winner)
    }

    fn check_bases(&mut self, bases: &[Obj]) -> Result<(), Raised> {
        for &base in bases {
            if self.class(base).is_none() {
                return Err(Raised::type_error(self, "bases must be types"));
            }
            let c = &self.classes;
            if [c.bool, c.none_type, c.function, c.slice, c.xrange, c.generator].contains(&base) {
                let name = self.class_data(base).name;
                return Err(Raised::type_error(
                    self,
                    format!("type '{name}' is not an acceptable base type"),
                ));
            }
        }
        Ok(())
    }

    fn native_base(&mut self, bases: &[Obj]) -> Result<Option<Obj>, Raised> {
        let mut found: Option<Obj> = None;
        for &base in bases {
            let data = self.class_data(base);
            let native = match data.kind {
                ClassKind::Builtin => self.constructors.contains_key(&base).then_some(base),
                ClassKind::NewStyle | ClassKind::OldStyle => data.native_base,
            };
            let Some(native) = native.filter(|&native| native != self.classes.object) else { continue };
            match found {
                Some(other) if self.is_subclass_raw(other, native) => {}
                Some(other) if !self.is_subclass_raw(native, other) => {
                    return Err(Raised::type_error(self, "multiple bases have instance lay-out conflict"));
                }
                _ => found = Some(native),
            }
        }
        Ok(found)
    }

    fn class_module(&self, attrs: &[(Symbol, Obj)]) -> Symbol {
        let stored = attrs.iter().find(|(name, _)| *name == self.names.module);
        stored.and_then(|&(_, value)| self.symbol_of(value)).unwrap_or_else(|| self.current_module_name())
    }

    /// `__name__` of the module whose code is running.
    pub fn current_module_name(&self) -> Symbol {
        let globals = self.frames.last().map_or(self.builtins, |frame| frame.globals);
        let name = match self.get(globals) {
            Object::Module(data) => data.dict.get(&self.names.dunder_name).copied(),
            _ => None,
        };
        name.and_then(|name| self.symbol_of(name)).unwrap_or_else(|| Symbol::intern("__builtin__"))
    }

    fn instances_have_dict(&self, dict: &AttrMap, bases: &[Obj]) -> bool {
        let inherited = bases.iter().any(|&base| self.class_data(base).has_dict);
        match dict.get(&self.names.slots) {
            None => true,
            Some(_) if inherited => true,
            Some(&slots) => {
                let one = self.symbol_of(slots);
                let listed = self.sequence_items(slots).unwrap_or_default();
                one.into_iter()
                    .chain(listed.iter().filter_map(|&s| self.symbol_of(s)))
                    .any(|s| s == self.names.dict)
            }
        }
    }

    fn old_style_mro(&self, class: Obj, bases: &[Obj]) -> Vec<Obj> {
        let mut mro = vec![class];
        for &base in bases {
            for &ancestor in &self.class_data(base).mro {
                if !mro.contains(&ancestor) {
                    mro.push(ancestor);
                }
            }
        }
        mro
    }

    /// The C3 linearization. Mixed-in old-style classes take part with their depth-first order.
    fn c3_mro(&mut self, class: Obj, bases: &[Obj]) -> Result<Vec<Obj>, Raised> {
        if let [base] = bases {
            return Ok(std::iter::once(class).chain(self.class_data(*base).mro.iter().copied()).collect());
        }
        let mut lists: Vec<Vec<Obj>> = bases.iter().map(|&base| self.class_data(base).mro.clone()).collect();
        lists.push(bases.to_vec());
        for (i, base) in bases.iter().enumerate() {
            if bases[..i].contains(base) {
                let name = self.class_data(*base).name;
                return Err(Raised::type_error(self, format!("duplicate base class {name}")));
            }
        }
        let mut mro = vec![class];
        loop {
            lists.retain(|list| !list.is_empty());
            // What a single list holds is in order already; long chains of classes would be slow otherwise.
            if let [] | [_] = lists[..] {
                mro.extend(lists.into_iter().flatten());
                return Ok(mro);
            }
            let candidate = lists
                .iter()
                .map(|list| list[0])
                .find(|head| !lists.iter().any(|list| list[1..].contains(head)));
            let Some(next) = candidate else {
                let names: Vec<&str> =
                    bases.iter().map(|&base| self.class_data(base).name.as_str()).collect();
                let message = format!(
                    "Error when calling the metaclass bases\n    Cannot create a consistent method resolution\norder (MRO) for bases {}",
                    names.join(", ")
                );
                return Err(Raised::type_error(self, message));
            };
            mro.push(next);
            for list in &mut lists {
                list.retain(|&c| c != next);
            }
        }
    }

    /// `class.__bases__ = value`
    pub(crate) fn set_bases(&mut self, class: Obj, value: Obj) -> Result<(), Raised> {
        let Some(bases) = self.sequence_items(value) else {
            return Err(Raised::type_error(self, "can only assign tuple to __bases__"));
        };
        self.check_bases(&bases)?;
        let old_style = self.class_data(class).kind == ClassKind::OldStyle;
        let mro = if old_style { self.old_style_mro(class, &bases) } else { self.c3_mro(class, &bases)? };
        for &base in &bases {
            self.subclasses.entry(base).or_default().push(class);
        }
        if let Object::Class(data) = self.get_mut(class) {
            data.bases = bases;
            data.mro = mro;
        }
        self.update_subclass_mros(class)
    }

    fn update_subclass_mros(&mut self, class: Obj) -> Result<(), Raised> {
        self.class_cache.clear();
        for subclass in self.subclasses.get(&class).cloned().unwrap_or_default() {
            let data = self.class_data(subclass);
            if !data.bases.contains(&class) {
                continue;
            }
            let (bases, old_style) = (data.bases.clone(), data.kind == ClassKind::OldStyle);
            let mro =
                if old_style { self.old_style_mro(subclass, &bases) } else { self.c3_mro(subclass, &bases)? };
            if let Object::Class(data) = self.get_mut(subclass) {
                data.mro = mro;
            }
            self.update_subclass_mros(subclass)?;
        }
        Ok(())
    }

    /// A bare instance of a Python class, without native content; nothing is called.
    pub fn new_instance(&mut self, class: Obj) -> Obj {
        let data = InstanceData { class, attrs: AttrMap::default(), native: None };
        let instance = self.alloc(Object::Instance(Box::new(data)));
        let del = self.names.del;
        if self.lookup_cached(class, del).is_some() {
            self.heap.finalizable.push(instance);
        }
        instance
    }

    /// Calling a class: `__new__`, then `__init__`.
    pub(crate) fn call_class(
        &mut self,
        class: Obj,
        args: &[Obj],
        keywords: &[(Symbol, Obj)],
    ) -> Result<Obj, Raised> {
        let clean = std::mem::take(&mut self.heap.clean_call);
        let data = self.class_data(class);
        let (kind, metaclass) = (data.kind, data.metaclass);
        match kind {
            ClassKind::OldStyle => return self.call_old_style(class, args, keywords),
            ClassKind::Builtin => {
                if let Some(&constructor) = self.constructors.get(&class) {
                    return constructor(self, args, keywords);
                }
            }
            ClassKind::NewStyle => {
                if metaclass != self.classes.type_ {
                    let name = self.names.call;
                    if let Some((definer, method)) = self.lookup_cached(metaclass, name)
                        && definer != self.classes.type_
                    {
                        let mut all = vec![class];
                        all.extend_from_slice(args);
                        return self.call(method, &all, keywords);
                    }
                }
            }
        }
        self.instantiate(class, args, keywords, clean)
    }

    /// What `type.__call__` does.
    pub(crate) fn type_call(
        &mut self,
        class: Obj,
        args: &[Obj],
        keywords: &[(Symbol, Obj)],
    ) -> Result<Obj, Raised> {
        self.instantiate(class, args, keywords, false)
    }

    /// Makes and initializes an instance. `clean` says that the arguments are on the value stack.
    fn instantiate(
        &mut self,
        class: Obj,
        args: &[Obj],
        keywords: &[(Symbol, Obj)],
        clean: bool,
    ) -> Result<Obj, Raised> {
        if class == self.classes.type_ && args.len() == 1 && keywords.is_empty() {
            return Ok(self.type_of(args[0]));
        }
        let (new, init) = (self.names.new, self.names.init);
        let (new_definer, new_method) = match self.lookup_cached(class, new) {
            Some(found) => found,
            None => (self.classes.object, Obj::NONE),
        };
        let init_found = self.lookup_cached(class, init);
        let plain_new = new_definer == self.classes.object;
        let instance = if plain_new {
            let plain_init = init_found.is_none_or(|(definer, _)| definer == self.classes.object);
            if plain_init && (!args.is_empty() || !keywords.is_empty()) {
                return Err(Raised::type_error(self, "object() takes no parameters"));
            }
            self.new_instance(class)
        } else {
            let mut all = Vec::with_capacity(args.len() + 1);
            all.push(class);
            all.extend_from_slice(args);
            let func = match self.get(new_method) {
                Object::StaticMethod(func) => *func,
                Object::Function(_) => new_method,
                _ => self.bind_to_class(new_method, class)?,
            };
            self.call(func, &all, keywords)?
        };
        if !self.is_subclass_raw(self.class_of(instance), class) {
            return Ok(instance);
        }
        let instance_class = self.class_of(instance);
        let init_found =
            if instance_class == class { init_found } else { self.lookup_cached(instance_class, init) };
        let Some((definer, method)) = init_found.filter(|&(definer, _)| definer != self.classes.object)
        else {
            return Ok(instance);
        };
        let _ = definer;
        let result = match self.get(method) {
            Object::Function(_) if clean => {
                let depth = self.vals.len();
                self.vals.push(instance);
                self.heap.native -= 1;
                let result = self.call_function(method, Some(instance), args, keywords);
                self.heap.native += 1;
                self.vals.truncate(depth);
                result?
            }
            Object::Function(_) => self.call_function(method, Some(instance), args, keywords)?,
            _ => {
                let bound = self.bind(method, instance, instance_class)?;
                self.call(bound, args, keywords)?
            }
        };
        if result != Obj::NONE {
            let class = self.type_name(result);
            return Err(Raised::type_error(self, format!("__init__() should return None, not '{class}'")));
        }
        Ok(instance)
    }

    fn call_old_style(
        &mut self,
        class: Obj,
        args: &[Obj],
        keywords: &[(Symbol, Obj)],
    ) -> Result<Obj, Raised> {
        let instance = self.new_instance(class);
        let init = self.names.init;
        match self.lookup_cached(class, init) {
            Some((_, method)) => {
                let bound = self.bind(method, instance, class)?;
                let result = self.call(bound, args, keywords)?;
                if result != Obj::NONE {
                    return Err(Raised::type_error(self, "__init__() should return None"));
                }
            }
            None if !args.is_empty() || !keywords.is_empty() => {
                return Err(Raised::type_error(self, "this constructor takes no arguments"));
            }
            None => {}
        }
        Ok(instance)
    }

    /// Makes an instance of a class with native content: `class.__new__` of a built-in class.
    pub(crate) fn new_with_native(
        &mut self,
        class: Obj,
        args: &[Obj],
        keywords: &[(Symbol, Obj)],
    ) -> Result<Obj, Raised> {
        let data = self.class_data(class);
        if data.kind == ClassKind::Builtin {
            return match self.constructors.get(&class) {
                Some(&constructor) => constructor(self, args, keywords),
                None => self.cannot_create(class),
            };
        }
        let Some(native_base) = data.native_base else { return Ok(self.new_instance(class)) };
        let Some(&constructor) = self.constructors.get(&native_base) else {
            return self.cannot_create(class);
        };
        let native = if self.initializers.contains_key(&native_base) {
            constructor(self, &[], &[])?
        } else {
            constructor(self, args, keywords)?
        };
        // A module's attributes are the instance's own.
        let attrs = match self.get(native) {
            Object::Module(module) => module.dict.clone(),
            _ => AttrMap::default(),
        };
        let data = InstanceData { class, attrs, native: Some(native) };
        Ok(self.alloc(Object::Instance(Box::new(data))))
    }

    fn cannot_create(&mut self, class: Obj) -> Result<Obj, Raised> {
        let name = self.class_data(class).name;
        Err(Raised::type_error(self, format!("cannot create '{name}' instances")))
    }
}
