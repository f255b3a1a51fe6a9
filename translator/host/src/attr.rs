//! Attribute access: classes and their mro, descriptors, `__getattr__` and friends.

use rpython_base::Symbol;

use crate::Host;
use crate::object::*;
use crate::types;

/// The module that knows where names come from which modules of the library do not define.
const REEXPORTS: &str = "rpython._reexports";

impl Host {
    /// Walks a class's mro: the class whose dict has the attribute, and the raw value (a function, not a
    /// method; a `property`, not its value).
    pub fn lookup_class_attr(&self, class: Obj, name: Symbol) -> Option<(Obj, Obj)> {
        let Object::Class(data) = self.get(class) else { return None };
        data.mro.iter().find_map(|&base| match self.get(base) {
            Object::Class(base_data) => base_data.dict.get(&name).map(|&value| (base, value)),
            _ => None,
        })
    }

    /// [`lookup_class_attr`](Self::lookup_class_attr), remembered until a class changes.
    #[inline]
    pub(crate) fn lookup_cached(&mut self, class: Obj, name: Symbol) -> Option<(Obj, Obj)> {
        if let Some(&found) = self.class_cache.get(&(class, name)) {
            return found;
        }
        let found = self.lookup_class_attr(class, name);
        self.class_cache.insert((class, name), found);
        found
    }

    /// Whether `obj` is an instance of an old-style class.
    #[inline]
    pub fn is_old_style_instance(&self, obj: Obj) -> bool {
        match self.get(obj) {
            Object::Instance(data) => self.class_data(data.class).kind == ClassKind::OldStyle,
            _ => false,
        }
    }

    /// A special method as operators look it up: in the class, bound; on old-style instances like any
    /// attribute.
    pub fn special_method(&mut self, obj: Obj, name: Symbol) -> Result<Option<Obj>, Raised> {
        if self.is_old_style_instance(obj) {
            return self.getattr_opt(obj, name);
        }
        let class = self.class_of(obj);
        match self.lookup_cached(class, name) {
            Some((_, value)) => self.bind(value, obj, class).map(Some),
            None => Ok(None),
        }
    }

    /// `obj.name`
    pub fn getattr(&mut self, obj: Obj, name: Symbol) -> Result<Obj, Raised> {
        match self.get(obj) {
            Object::Instance(_) => self.instance_getattr(obj, name),
            Object::Module(data) => match data.dict.get(&name) {
                Some(&value) => Ok(value),
                None => self.module_getattr(obj, data.name, name),
            },
            Object::Class(_) => self.class_getattr(obj, name),
            Object::Super(class, this) => {
                let (class, this) = (*class, *this);
                self.super_getattr(obj, class, this, name)
            }
            _ => self.object_getattr(obj, name),
        }
    }

    /// What is not in the namespace of a module: names that modules of the library have only because they import them in
    /// the reference (`rpython/_reexports.py`).
    fn module_getattr(&mut self, module: Obj, module_name: Symbol, name: Symbol) -> Result<Obj, Raised> {
        let missing = match self.object_getattr(module, name) {
            Err(missing) if module_name.as_str().starts_with("rpython.") => missing,
            other => return other,
        };
        if name.as_str().starts_with('_') || module_name.as_str() == REEXPORTS {
            return Err(missing);
        }
        let table = self.import_module(REEXPORTS)?;
        let names = [self.name(module_name), self.name(name)];
        let found = self.call_method(table, "find", &names)?;
        match self.sequence_items(found).as_deref() {
            Some(&[value]) => {
                self.set_raw(module, name, value);
                Ok(value)
            }
            _ => Err(missing),
        }
    }

    /// `obj.name`, or `None` if that raises AttributeError.
    pub fn getattr_opt(&mut self, obj: Obj, name: Symbol) -> Result<Option<Obj>, Raised> {
        match self.getattr(obj, name) {
            Ok(value) => Ok(Some(value)),
            Err(raised) if self.raised_is(&raised, self.exc.attribute_error) => Ok(None),
            Err(raised) => Err(raised),
        }
    }

    /// `obj.name` with a Rust string.
    pub fn getattr_str(&mut self, obj: Obj, name: &str) -> Result<Obj, Raised> {
        self.getattr(obj, Symbol::intern(name))
    }

    /// The AttributeError for `obj.name`.
    pub fn no_attr(&mut self, obj: Obj, name: Symbol) -> Raised {
        let message = match self.get(obj) {
            Object::Class(data) if data.kind == ClassKind::OldStyle => {
                format!("class {} has no attribute '{name}'", data.name)
            }
            Object::Class(data) => format!("type object '{}' has no attribute '{name}'", data.name),
            _ if self.is_old_style_instance(obj) => return self.no_instance_attr(obj, name),
            Object::Instance(data) if self.slot_owner(data.class, name).is_some() => name.to_string(),
            _ => format!("'{}' object has no attribute '{name}'", self.type_name(obj)),
        };
        Raised::attribute_error(self, message)
    }

    /// The AttributeError of old-style instances.
    pub(crate) fn no_instance_attr(&mut self, obj: Obj, name: Symbol) -> Raised {
        let class = self.class_name(obj);
        Raised::attribute_error(self, format!("{class} instance has no attribute '{name}'"))
    }

    fn instance_getattr(&mut self, obj: Obj, name: Symbol) -> Result<Obj, Raised> {
        let class = self.class_of(obj);
        if self.class_data(class).kind == ClassKind::OldStyle {
            return self.old_style_getattr(obj, class, name);
        }
        let getattribute = self.names.getattribute;
        if let Some((definer, method)) = self.lookup_cached(class, getattribute)
            && definer != self.classes.object
        {
            let text = self.name(name);
            return match self.call_hook(method, obj, class, &[text]) {
                Err(raised) if self.raised_is(&raised, self.exc.attribute_error) => {
                    self.getattr_hook(obj, class, name, raised)
                }
                result => result,
            };
        }
        match self.generic_getattr(obj, class, name)? {
            Some(value) => Ok(value),
            None => {
                let hook = self.names.getattr;
                if let Some((_, method)) = self.lookup_cached(class, hook) {
                    let text = self.name(name);
                    return self.call_hook(method, obj, class, &[text]);
                }
                Err(self.no_attr(obj, name))
            }
        }
    }

    /// Calls a `__getattr__` and the like as found in a class.
    fn call_hook(&mut self, method: Obj, obj: Obj, class: Obj, args: &[Obj]) -> Result<Obj, Raised> {
        let bound = self.bind(method, obj, class)?;
        self.call(bound, args, &[])
    }

    fn getattr_hook(&mut self, obj: Obj, class: Obj, name: Symbol, raised: Raised) -> Result<Obj, Raised> {
        let hook = self.names.getattr;
        match self.lookup_cached(class, hook) {
            Some((_, method)) => {
                let text = self.name(name);
                self.call_hook(method, obj, class, &[text])
            }
            None => Err(raised),
        }
    }

    /// What `object.__getattribute__` does, without `__getattr__`: `None` if there is no such attribute.
    pub(crate) fn generic_getattr(
        &mut self,
        obj: Obj,
        class: Obj,
        name: Symbol,
    ) -> Result<Option<Obj>, Raised> {
        let found = self.lookup_cached(class, name);
        if let Some((_, value)) = found
            && self.is_data_descriptor(value)
        {
            let own = self.get_raw(obj, name);
            if own.is_some() && !self.has_getter(value) {
                return Ok(own);
            }
            return match self.bind(value, obj, class) {
                Ok(value) => Ok(Some(value)),
                Err(raised) if self.raised_is(&raised, self.exc.attribute_error) => {
                    self.getattr_hook(obj, class, name, raised).map(Some)
                }
                Err(raised) => Err(raised),
            };
        }
        if let Object::Instance(data) = self.get(obj)
            && let Some(&value) = data.attrs.get(&name)
        {
            return Ok(Some(value));
        }
        if let Some((_, value)) = found {
            return self.bind(value, obj, class).map(Some);
        }
        if name == self.names.class {
            return Ok(Some(class));
        }
        if name == self.names.dict && self.class_data(class).has_dict {
            return Ok(Some(self.attr_dict(obj)));
        }
        let plain = self.content(obj);
        if plain != obj {
            return types::getattr(self, plain, name);
        }
        Ok(None)
    }

    fn old_style_getattr(&mut self, obj: Obj, class: Obj, name: Symbol) -> Result<Obj, Raised> {
        if name == self.names.class {
            return Ok(class);
        }
        if name == self.names.dict {
            return Ok(self.attr_dict(obj));
        }
        if let Some(value) = self.get_raw(obj, name) {
            return Ok(value);
        }
        if let Some((_, value)) = self.lookup_cached(class, name) {
            return self.bind(value, obj, class);
        }
        let hook = self.names.getattr;
        if let Some((_, method)) = self.lookup_cached(class, hook) {
            let text = self.name(name);
            return self.call(method, &[obj, text], &[]);
        }
        Err(self.no_instance_attr(obj, name))
    }

    /// Whether an attribute found in a class comes before the instance's own.
    fn is_data_descriptor(&mut self, value: Obj) -> bool {
        match self.get(value) {
            Object::Property(_) => true,
            Object::Instance(data) => {
                let class = data.class;
                let (set, delete) = (self.names.set, self.names.delete);
                self.class_data(class).kind != ClassKind::OldStyle
                    && (self.lookup_cached(class, set).is_some()
                        || self.lookup_cached(class, delete).is_some())
            }
            _ => false,
        }
    }

    /// Whether a descriptor has `__get__`.
    fn has_getter(&mut self, descriptor: Obj) -> bool {
        let get = self.names.get;
        match self.get(descriptor) {
            Object::Instance(data) => {
                let class = data.class;
                self.lookup_cached(class, get).is_some()
            }
            _ => true,
        }
    }

    /// An attribute found in a class, as seen through an instance: functions become bound methods,
    /// properties their values...
    pub fn bind(&mut self, value: Obj, obj: Obj, class: Obj) -> Result<Obj, Raised> {
        match self.get(value) {
            Object::Function(_) => {
                let data = MethodData { func: value, this: obj, class };
                Ok(self.alloc(Object::BoundMethod(data)))
            }
            Object::Builtin(data) => Ok(self.bind_builtin(value, **data, obj)),
            Object::StaticMethod(func) => Ok(*func),
            Object::ClassMethod(func) => {
                let func = *func;
                self.bind_class_method(func, class)
            }
            Object::Super(start, Obj::NONE) => {
                let start = *start;
                Ok(self.alloc(Object::Super(start, obj)))
            }
            Object::Property(data) => {
                let getter = data[0];
                if getter == Obj::NONE {
                    return Err(Raised::attribute_error(self, "unreadable attribute"));
                }
                self.call(getter, &[obj], &[])
            }
            Object::BoundMethod(data) if data.this == Obj::NONE => {
                let data = *data;
                if !self.is_subclass_raw(class, data.class) {
                    return Ok(value);
                }
                let bound = MethodData { this: obj, ..data };
                Ok(self.alloc(Object::BoundMethod(bound)))
            }
            Object::Instance(data) => {
                let descriptor_class = data.class;
                let get = self.names.get;
                match self.lookup_cached(descriptor_class, get) {
                    Some((_, method)) => self.call(method, &[value, obj, class], &[]),
                    None => Ok(value),
                }
            }
            _ => Ok(value),
        }
    }

    fn bind_builtin(&mut self, value: Obj, data: BuiltinData, obj: Obj) -> Obj {
        if data.this.is_some() || self.class_of(value) != self.classes.method_descriptor {
            return value;
        }
        let bound = BuiltinData { this: Some(obj), ..data };
        self.alloc(Object::Builtin(Box::new(bound)))
    }

    fn bind_class_method(&mut self, func: Obj, class: Obj) -> Result<Obj, Raised> {
        match self.get(func) {
            Object::Builtin(data) => {
                let bound = BuiltinData { this: Some(class), ..**data };
                Ok(self.alloc(Object::Builtin(Box::new(bound))))
            }
            Object::Function(_) => {
                let metaclass = self.class_of(class);
                let data = MethodData { func, this: class, class: metaclass };
                Ok(self.alloc(Object::BoundMethod(data)))
            }
            _ => {
                let metaclass = self.class_of(class);
                self.bind(func, class, metaclass)
            }
        }
    }

    /// An attribute found in a class, as seen through the class itself.
    pub fn bind_to_class(&mut self, value: Obj, class: Obj) -> Result<Obj, Raised> {
        match self.get(value) {
            Object::Function(_) => {
                let data = MethodData { func: value, this: Obj::NONE, class };
                Ok(self.alloc(Object::BoundMethod(data)))
            }
            Object::StaticMethod(func) => Ok(*func),
            Object::ClassMethod(func) => {
                let func = *func;
                self.bind_class_method(func, class)
            }
            Object::Instance(data) => {
                let descriptor_class = data.class;
                let get = self.names.get;
                match self.lookup_cached(descriptor_class, get) {
                    Some((_, method)) => self.call(method, &[value, Obj::NONE, class], &[]),
                    None => Ok(value),
                }
            }
            _ => Ok(value),
        }
    }

    fn class_getattr(&mut self, class: Obj, name: Symbol) -> Result<Obj, Raised> {
        let metaclass = self.class_data(class).metaclass;
        let custom = metaclass != self.classes.type_ && self.class_data(class).kind != ClassKind::OldStyle;
        if custom {
            let getattribute = self.names.getattribute;
            if let Some((definer, method)) = self.lookup_cached(metaclass, getattribute)
                && definer != self.classes.object
                && definer != self.classes.type_
            {
                let text = self.name(name);
                return self.call(method, &[class, text], &[]);
            }
        }
        self.type_getattr(class, name)
    }

    /// What `type.__getattribute__` does.
    pub(crate) fn type_getattr(&mut self, class: Obj, name: Symbol) -> Result<Obj, Raised> {
        let metaclass = self.class_of(class);
        let from_meta = self.lookup_cached(metaclass, name);
        if let Some((definer, value)) = from_meta
            && definer != self.classes.object
            && self.is_data_descriptor(value)
        {
            return self.bind(value, class, metaclass);
        }
        if let Some((_, value)) = self.lookup_cached(class, name) {
            if self.is_computed_class_attr(name)
                && let Some(value) = self.computed_class_attr(class, name)
            {
                return Ok(value);
            }
            return self.bind_to_class(value, class);
        }
        if let Some(value) = self.computed_class_attr(class, name) {
            return Ok(value);
        }
        if let Some((_, value)) = from_meta {
            return self.bind(value, class, metaclass);
        }
        let hook = self.names.getattr;
        if let Some((_, method)) = self.lookup_cached(metaclass, hook) {
            let text = self.name(name);
            return self.call(method, &[class, text], &[]);
        }
        match self.slot_member(class, name) {
            Some(member) => Ok(member),
            None => Err(self.no_attr(class, name)),
        }
    }

    fn is_computed_class_attr(&self, name: Symbol) -> bool {
        name == self.names.dunder_name
            || name == self.names.dict
            || name == self.names.class
            || name == self.names.bases
            || name == self.names.mro
            || name == self.names.dunder_doc
            || name == self.names.module
    }

    fn computed_class_attr(&mut self, class: Obj, name: Symbol) -> Option<Obj> {
        let data = self.class_data(class);
        let text = name.as_str();
        match text {
            "__name__" => {
                let own = data.name;
                Some(self.name(own))
            }
            "__module__" => {
                let stored = data.dict.get(&name).copied();
                let module = data.module;
                Some(stored.unwrap_or_else(|| self.name(module)))
            }
            "__dict__" => Some(self.attr_dict(class)),
            "__class__" if data.kind != ClassKind::OldStyle => Some(self.class_of(class)),
            "__bases__" => {
                let bases = data.bases.clone();
                Some(self.new_tuple(&bases))
            }
            "__base__" => {
                let native = data.native_base;
                let new_style =
                    |base: &&Obj| self.class(**base).is_some_and(|d| d.kind != ClassKind::OldStyle);
                let layout = |base: &&Obj| native.is_some_and(|native| self.is_subclass_raw(**base, native));
                let best = data.bases.iter().find(layout).or_else(|| data.bases.iter().find(new_style));
                Some(best.copied().unwrap_or(Obj::NONE))
            }
            "__mro__" if data.kind != ClassKind::OldStyle => {
                let mro = data.mro.clone();
                Some(self.new_tuple(&mro))
            }
            "__doc__" => Some(data.dict.get(&name).copied().unwrap_or(Obj::NONE)),
            _ => None,
        }
    }

    fn super_getattr(&mut self, sup: Obj, class: Obj, this: Obj, name: Symbol) -> Result<Obj, Raised> {
        let this_is_class = self.class(this).is_some_and(|data| data.mro.contains(&class));
        let start = if this_is_class { this } else { self.class_of(this) };
        if name != self.names.class && this != Obj::NONE {
            let mro = self.class_data(start).mro.clone();
            let behind = mro.iter().position(|&c| c == class).map_or(mro.len(), |i| i + 1);
            for &base in &mro[behind..] {
                let Some(value) = self.get_raw(base, name) else { continue };
                return if this_is_class {
                    self.bind_to_class(value, start)
                } else {
                    self.bind(value, this, start)
                };
            }
        }
        match name.as_str() {
            "__thisclass__" => Ok(class),
            "__self__" => Ok(this),
            "__self_class__" => Ok(start),
            _ => self.object_getattr(sup, name),
        }
    }

    /// Attributes of everything that has no attribute map of its own.
    fn object_getattr(&mut self, obj: Obj, name: Symbol) -> Result<Obj, Raised> {
        if let Some(value) = self.function_getattr(obj, name)? {
            return Ok(value);
        }
        let class = self.class_of(obj);
        if let Some((_, value)) = self.lookup_cached(class, name) {
            return self.bind(value, obj, class);
        }
        if name == self.names.class {
            return Ok(class);
        }
        if name == self.names.dict && self.attr_map(obj).is_some() {
            return Ok(self.attr_dict(obj));
        }
        match types::getattr(self, obj, name)? {
            Some(value) => Ok(value),
            None => Err(self.no_attr(obj, name)),
        }
    }

    /// `obj.name = value`
    pub fn setattr(&mut self, obj: Obj, name: Symbol, value: Obj) -> Result<(), Raised> {
        let class = match self.get(obj) {
            Object::Instance(data) => data.class,
            Object::Class(data) => data.metaclass,
            Object::Module(_) => {
                self.set_raw(obj, name, value);
                return Ok(());
            }
            _ => return self.object_setattr(obj, name, Some(value)),
        };
        let hook = self.names.setattr;
        if let Some(method) = self.user_hook(class, hook) {
            let text = self.name(name);
            return self.call_hook(method, obj, class, &[text, value]).map(drop);
        }
        self.generic_setattr(obj, name, Some(value))
    }

    /// A `__setattr__` or `__delattr__` from Python code.
    fn user_hook(&mut self, class: Obj, hook: Symbol) -> Option<Obj> {
        let (definer, method) = self.lookup_cached(class, hook)?;
        (self.class_data(definer).kind != ClassKind::Builtin).then_some(method)
    }

    /// `del obj.name`
    pub fn delattr(&mut self, obj: Obj, name: Symbol) -> Result<(), Raised> {
        let class = match self.get(obj) {
            Object::Instance(data) => data.class,
            Object::Class(data) => data.metaclass,
            Object::Module(_) => {
                return match self.remove_raw(obj, name) {
                    Some(_) => Ok(()),
                    None => Err(self.no_attr(obj, name)),
                };
            }
            _ => return self.object_setattr(obj, name, None),
        };
        let hook = self.names.delattr;
        if let Some(method) = self.user_hook(class, hook) {
            let text = self.name(name);
            return self.call_hook(method, obj, class, &[text]).map(drop);
        }
        self.generic_setattr(obj, name, None)
    }

    /// What `object.__setattr__` (`None`: `object.__delattr__`) does, for instances and classes.
    pub(crate) fn generic_setattr(
        &mut self,
        obj: Obj,
        name: Symbol,
        value: Option<Obj>,
    ) -> Result<(), Raised> {
        let class = match self.get(obj) {
            Object::Instance(data) => data.class,
            Object::Class(_) => return self.class_setattr(obj, name, value),
            _ => return self.object_setattr(obj, name, value),
        };
        if self.class_data(class).kind != ClassKind::OldStyle {
            if let Some((_, descriptor)) = self.lookup_cached(class, name)
                && self.is_data_descriptor(descriptor)
            {
                return self.descriptor_set(descriptor, obj, value);
            }
            if !self.class_data(class).has_dict
                && self.get_raw(obj, name).is_none()
                && self.slot_owner(class, name).is_none()
            {
                return Err(match self.lookup_cached(class, name) {
                    Some(_) => {
                        let class = self.class_name(obj);
                        Raised::attribute_error(
                            self,
                            format!("'{class}' object attribute '{name}' is read-only"),
                        )
                    }
                    None => self.no_attr(obj, name),
                });
            }
        }
        if name == self.names.class
            && let Some(value) = value
        {
            return self.set_class(obj, value);
        }
        if name == self.names.dict
            && let Some(value) = value
        {
            return self.replace_dict(obj, value);
        }
        match value {
            Some(value) => {
                if let Object::Instance(data) = self.get_mut(obj) {
                    data.attrs.insert(name, value);
                }
                Ok(())
            }
            None => match self.remove_raw(obj, name) {
                Some(_) => Ok(()),
                None if self.is_old_style_instance(obj) => Err(self.no_instance_attr(obj, name)),
                None => Err(Raised::attribute_error(self, name.as_str())),
            },
        }
    }

    fn descriptor_set(&mut self, descriptor: Obj, obj: Obj, value: Option<Obj>) -> Result<(), Raised> {
        if let Object::Property(data) = self.get(descriptor) {
            let (setter, message) = match value {
                Some(_) => (data[1], "can't set attribute"),
                None => (data[2], "can't delete attribute"),
            };
            if setter == Obj::NONE {
                return Err(Raised::attribute_error(self, message));
            }
            let args: Vec<Obj> = std::iter::once(obj).chain(value).collect();
            return self.call(setter, &args, &[]).map(drop);
        }
        let (name, args) = match value {
            Some(value) => (self.names.set, vec![obj, value]),
            None => (self.names.delete, vec![obj]),
        };
        match self.call_special(descriptor, name, &args)? {
            Some(_) => Ok(()),
            None => Err(Raised::attribute_error(self, name.as_str())),
        }
    }

    fn set_class(&mut self, obj: Obj, class: Obj) -> Result<(), Raised> {
        let Some(new) = self.class(class) else {
            return Err(Raised::type_error(self, "__class__ must be set to a class"));
        };
        let compatible = new.kind != ClassKind::Builtin
            && new.native_base == self.class_data(self.class_of(obj)).native_base;
        if !compatible {
            return Err(Raised::type_error(self, "__class__ assignment: object layout differs"));
        }
        if let Object::Instance(data) = self.get_mut(obj) {
            data.class = class;
        }
        Ok(())
    }

    fn replace_dict(&mut self, obj: Obj, dict: Obj) -> Result<(), Raised> {
        let items = self.mapping_items(dict)?;
        if let Object::Instance(data) = self.get_mut(obj) {
            data.attrs = items.into_iter().collect();
        }
        Ok(())
    }

    /// `C.__dict__ = d`, which old-style classes allow.
    fn replace_class_dict(&mut self, class: Obj, dict: Obj) -> Result<(), Raised> {
        let data = self.class_data(class);
        if data.kind != ClassKind::OldStyle {
            let message = format!("attribute '__dict__' of '{}' objects is not writable", data.name);
            return Err(Raised::attribute_error(self, message));
        }
        let items = self.mapping_items(dict)?;
        if let Object::Class(data) = self.get_mut(class) {
            data.dict = items.into_iter().collect();
        }
        Ok(())
    }

    fn class_setattr(&mut self, class: Obj, name: Symbol, value: Option<Obj>) -> Result<(), Raised> {
        let data = self.class_data(class);
        if data.kind == ClassKind::Builtin {
            let message = format!("can't set attributes of built-in/extension type '{}'", data.name);
            return Err(Raised::type_error(self, message));
        }
        let metaclass = self.class_of(class);
        if let Some((definer, descriptor)) = self.lookup_cached(metaclass, name)
            && definer != self.classes.object
            && self.is_data_descriptor(descriptor)
        {
            return self.descriptor_set(descriptor, class, value);
        }
        self.class_cache.clear();
        let Some(value) = value else {
            return match self.remove_raw(class, name) {
                Some(_) => Ok(()),
                None => Err(Raised::attribute_error(self, name.as_str())),
            };
        };
        if name == self.names.dict {
            return self.replace_class_dict(class, value);
        }
        if name == self.names.dunder_name {
            let Some(text) = self.symbol_of(value) else {
                return Err(Raised::type_error(self, "can only assign string to __name__"));
            };
            if let Object::Class(data) = self.get_mut(class) {
                data.name = text;
            }
            return Ok(());
        }
        if name == self.names.bases {
            return self.set_bases(class, value);
        }
        if name == self.names.module
            && let Some(text) = self.symbol_of(value)
            && let Object::Class(data) = self.get_mut(class)
        {
            data.module = text;
        }
        self.set_raw(class, name, value);
        if name == self.names.del {
            self.watch_instances(class);
        }
        Ok(())
    }

    fn object_setattr(&mut self, obj: Obj, name: Symbol, value: Option<Obj>) -> Result<(), Raised> {
        if self.function_setattr(obj, name, value)? {
            return Ok(());
        }
        if let Some(value) = value
            && types::setattr(self, obj, name, value)?
        {
            return Ok(());
        }
        let class = self.class_of(obj);
        if let Some((_, descriptor)) = self.lookup_cached(class, name) {
            if self.is_data_descriptor(descriptor) {
                let read_only = match self.get(descriptor) {
                    Object::Property(data) => data[1] == Obj::NONE,
                    _ => false,
                };
                if read_only {
                    let class = self.type_name(obj);
                    return Err(Raised::attribute_error(
                        self,
                        format!("attribute '{name}' of '{class}' objects is not writable"),
                    ));
                }
                return self.descriptor_set(descriptor, obj, value);
            }
            let class = self.type_name(obj);
            return Err(Raised::attribute_error(
                self,
                format!("'{class}' object attribute '{name}' is read-only"),
            ));
        }
        Err(self.no_attr(obj, name))
    }
}
