//! Namespaces: attribute maps as dicts, and the scopes that frames look names up in.

use rpython_base::Symbol;

use crate::Host;
use crate::object::*;
use crate::types;

impl Host {
    /// The attributes of a module, class, instance or function, or those behind an `AttrDict` or
    /// `Namespace`. `None` for what has none.
    pub fn attr_map(&self, owner: Obj) -> Option<&AttrMap> {
        match self.get(owner) {
            Object::Module(data) => Some(&data.dict),
            Object::Class(data) => Some(&data.dict),
            Object::Instance(data) => Some(&data.attrs),
            Object::Function(data) => Some(&data.attrs),
            Object::Namespace(map) => Some(map),
            Object::AttrDict(inner) => self.attr_map(*inner),
            _ => None,
        }
    }

    fn attr_map_mut(&mut self, owner: Obj) -> Option<&mut AttrMap> {
        if let Object::AttrDict(inner) = self.get(owner) {
            let inner = *inner;
            return self.attr_map_mut(inner);
        }
        if matches!(self.get(owner), Object::Class(_)) {
            self.class_cache.clear();
        }
        match self.get_mut(owner) {
            Object::Module(data) => Some(&mut data.dict),
            Object::Class(data) => Some(&mut data.dict),
            Object::Instance(data) => Some(&mut data.attrs),
            Object::Function(data) => Some(&mut data.attrs),
            Object::Namespace(map) => Some(map),
            _ => None,
        }
    }

    /// An attribute as it is stored in the map of [`attr_map`](Self::attr_map): no inheritance, no descriptors.
    #[inline]
    pub fn get_raw(&self, owner: Obj, name: Symbol) -> Option<Obj> {
        self.attr_map(owner)?.get(&name).copied()
    }

    /// Stores into the map of [`attr_map`](Self::attr_map). False if there is none.
    pub fn set_raw(&mut self, owner: Obj, name: Symbol, value: Obj) -> bool {
        match self.attr_map_mut(owner) {
            Some(map) => {
                map.insert(name, value);
                true
            }
            None => false,
        }
    }

    /// Removes from the map of [`attr_map`](Self::attr_map), keeping the order of the others.
    pub fn remove_raw(&mut self, owner: Obj, name: Symbol) -> Option<Obj> {
        self.attr_map_mut(owner)?.shift_remove(&name)
    }

    /// The live `__dict__` of an object that has an attribute map.
    pub fn attr_dict(&mut self, owner: Obj) -> Obj {
        if let Object::AttrDict(_) | Object::Namespace(_) = self.get(owner) {
            return owner;
        }
        if let Some(&dict) = self.attr_dicts.get(&owner) {
            return dict;
        }
        let dict = self.alloc(Object::AttrDict(owner));
        self.attr_dicts.insert(owner, dict);
        dict
    }

    /// What a frame uses for a given globals or locals dict: the module itself for a module's `__dict__`.
    pub(crate) fn scope_of(&self, dict: Obj) -> Obj {
        match self.get(dict) {
            Object::AttrDict(owner) => *owner,
            Object::Instance(data) => data.native.unwrap_or(dict),
            _ => dict,
        }
    }

    /// A scope as the dict that programs see.
    pub(crate) fn scope_dict(&mut self, scope: Obj) -> Obj {
        match self.get(scope) {
            Object::Dict(_) | Object::Namespace(_) | Object::AttrDict(_) => scope,
            _ if self.attr_map(scope).is_some() => self.attr_dict(scope),
            _ => scope,
        }
    }

    /// The value of a name in a scope: a module, namespace, dict, or any mapping.
    pub fn scope_get(&mut self, scope: Obj, name: Symbol) -> Result<Option<Obj>, Raised> {
        match self.get(scope) {
            Object::Module(data) => Ok(data.dict.get(&name).copied()),
            Object::Namespace(map) => Ok(map.get(&name).copied()),
            Object::Dict(_) => {
                let key = self.name(name);
                types::dict_get(self, scope, key)
            }
            Object::Class(_) | Object::AttrDict(_) | Object::Function(_) => Ok(self.get_raw(scope, name)),
            _ => {
                let key = self.name(name);
                match self.getitem(scope, key) {
                    Ok(value) => Ok(Some(value)),
                    Err(raised) if self.raised_is(&raised, self.exc.key_error) => Ok(None),
                    Err(raised) => Err(raised),
                }
            }
        }
    }

    /// Binds a name in a scope.
    pub fn scope_set(&mut self, scope: Obj, name: Symbol, value: Obj) -> Result<(), Raised> {
        match self.get_mut(scope) {
            Object::Module(data) => {
                data.dict.insert(name, value);
                Ok(())
            }
            Object::Namespace(map) => {
                map.insert(name, value);
                Ok(())
            }
            Object::Dict(_) => {
                let key = self.name(name);
                types::dict_set(self, scope, key, value)
            }
            _ => {
                if self.set_raw(scope, name, value) {
                    return Ok(());
                }
                let key = self.name(name);
                self.setitem(scope, key, value)
            }
        }
    }

    /// Unbinds a name in a scope; false if it was not bound.
    pub fn scope_del(&mut self, scope: Obj, name: Symbol) -> Result<bool, Raised> {
        if self.attr_map(scope).is_some() {
            return Ok(self.remove_raw(scope, name).is_some());
        }
        let key = self.name(name);
        match self.get(scope) {
            Object::Dict(_) => Ok(types::dict_remove(self, scope, key)?.is_some()),
            _ => match self.delitem(scope, key) {
                Ok(()) => Ok(true),
                Err(raised) if self.raised_is(&raised, self.exc.key_error) => Ok(false),
                Err(raised) => Err(raised),
            },
        }
    }

    /// A builtin of this name: `__builtin__`'s attribute.
    #[inline]
    pub fn builtin(&self, name: Symbol) -> Option<Obj> {
        match self.get(self.builtins) {
            Object::Module(data) => data.dict.get(&name).copied(),
            _ => None,
        }
    }

    /// Names and values of a mapping with `str` keys, as a class body or `**kwargs` has.
    pub fn mapping_items(&mut self, mapping: Obj) -> Result<Vec<(Symbol, Obj)>, Raised> {
        let plain = self.content(mapping);
        if let Object::AttrDict(_) | Object::Namespace(_) | Object::Module(_) = self.get(plain) {
            return Ok(self
                .attr_map(plain)
                .map(|map| map.iter().map(|(&k, &v)| (k, v)).collect())
                .unwrap_or_default());
        }
        let pairs = if let Object::Dict(_) = self.get(plain) {
            types::dict_items(self, plain)
        } else {
            self.foreign_mapping_items(mapping)?
        };
        let mut items = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            match self.symbol_of(key) {
                Some(name) => items.push((name, value)),
                None => return Err(Raised::type_error(self, "keywords must be strings")),
            }
        }
        Ok(items)
    }

    fn foreign_mapping_items(&mut self, mapping: Obj) -> Result<Vec<(Obj, Obj)>, Raised> {
        let method = self.getattr(mapping, Symbol::intern("keys"))?;
        let keys = self.call(method, &[], &[])?;
        let keys = self.collect(keys)?;
        let mut pairs = Vec::with_capacity(keys.len());
        for key in keys {
            let value = self.getitem(mapping, key)?;
            pairs.push((key, value));
        }
        Ok(pairs)
    }
}
