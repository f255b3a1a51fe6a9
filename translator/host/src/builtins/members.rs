//! What `__slots__` says: which attributes instances have, and the descriptors that a class has for them.

use rpython_base::Symbol;

use crate::Host;
use crate::object::*;
use crate::slots::arg;

type Keywords<'a> = &'a [(Symbol, Obj)];

/// `Class.slot`: made when it is asked for, since slots are stored like other attributes of instances.
#[derive(Debug)]
struct Member {
    class: Obj,
    owner: Obj,
    name: Symbol,
}

impl Internal for Member {
    fn class(&self) -> Obj {
        self.class
    }
    fn trace(&self, visit: &mut dyn FnMut(Obj)) {
        visit(self.owner);
    }
    crate::iter::internal_any!();
}

/// The name of a member, where the object is an instance of its class.
fn name_for(host: &mut Host, args: &[Obj], obj: Obj) -> Result<Symbol, Raised> {
    let this = arg(host, args, 0)?;
    let Some(&Member { owner, name, .. }) = host.internal::<Member>(this) else {
        return Err(Raised::type_error(host, "a member descriptor is required"));
    };
    if !host.is_subclass_raw(host.class_of(obj), owner) {
        let (given, owner) = (host.type_name(obj), host.class_data(owner).name);
        let message = format!("descriptor '{name}' for '{owner}' objects doesn't apply to '{given}' object");
        return Err(Raised::type_error(host, message));
    }
    Ok(name)
}

fn member_get(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let obj = arg(host, args, 1)?;
    if obj == Obj::NONE {
        return arg(host, args, 0);
    }
    let name = name_for(host, args, obj)?;
    match host.get_raw(obj, name) {
        Some(value) => Ok(value),
        None => Err(Raised::attribute_error(host, name.as_str())),
    }
}

fn member_set(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let (obj, value) = (arg(host, args, 1)?, arg(host, args, 2)?);
    let name = name_for(host, args, obj)?;
    host.generic_setattr(obj, name, Some(value))?;
    Ok(Obj::NONE)
}

fn member_delete(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let obj = arg(host, args, 1)?;
    let name = name_for(host, args, obj)?;
    host.generic_setattr(obj, name, None)?;
    Ok(Obj::NONE)
}

fn member_name(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let name = host.internal::<Member>(this).map_or(host.names.dunder_name, |member| member.name);
    Ok(host.name(name))
}

fn member_owner(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    Ok(host.internal::<Member>(this).map_or(Obj::NONE, |member| member.owner))
}

/// Enters the methods of member descriptors.
pub(crate) fn register(host: &mut Host) {
    let class = host.classes.member_descriptor;
    host.add_methods(
        class,
        &[("__get__", member_get), ("__set__", member_set), ("__delete__", member_delete)],
    );
    host.add_getters(class, &[("__name__", member_name), ("__objclass__", member_owner)]);
}

impl Host {
    /// The names that a class itself lists in `__slots__`, as its code spells them.
    fn own_slots(&self, class: Obj) -> Vec<Symbol> {
        let Some(value) = self.get_raw(class, self.names.slots) else { return Vec::new() };
        let listed = match self.symbol_of(value) {
            Some(one) => vec![one],
            None => {
                let items = self.sequence_items(value).unwrap_or_default();
                items.iter().filter_map(|&item| self.symbol_of(item)).collect()
            }
        };
        listed.into_iter().map(|slot| self.mangled_slot(class, slot)).collect()
    }

    /// Which class among this one and its bases lists the name in `__slots__`.
    pub(crate) fn slot_owner(&self, class: Obj, name: Symbol) -> Option<Obj> {
        self.class_data(class).mro.iter().copied().find(|&base| self.own_slots(base).contains(&name))
    }

    /// `class.name` where that is a slot.
    pub(crate) fn slot_member(&mut self, class: Obj, name: Symbol) -> Option<Obj> {
        let owner = self.slot_owner(class, name)?;
        if name == self.names.dict || name.as_str() == "__weakref__" {
            return None;
        }
        let class = self.classes.member_descriptor;
        Some(self.new_internal(Member { class, owner, name }))
    }

    /// A private slot name as the class's own code spells it.
    fn mangled_slot(&self, class: Obj, slot: Symbol) -> Symbol {
        let text = slot.as_str();
        if text.starts_with("__") && !text.ends_with("__") {
            let owner = self.class_data(class).name.as_str().trim_start_matches('_');
            return Symbol::intern(&format!("_{owner}{text}"));
        }
        slot
    }

    /// Whether a new class may have what it lists in `__slots__`.
    pub(crate) fn check_slots(&mut self, dict: &AttrMap) -> Result<(), Raised> {
        let Some(&value) = dict.get(&self.names.slots) else { return Ok(()) };
        let items = match self.symbol_of(value) {
            Some(_) => vec![value],
            None => self.sequence_items(value).unwrap_or_default(),
        };
        for item in items {
            let Some(slot) = self.symbol_of(item) else {
                let given = self.type_name(item);
                return Err(Raised::type_error(
                    self,
                    format!("__slots__ items must be strings, not '{given}'"),
                ));
            };
            let text = slot.as_str();
            let identifier = !text.starts_with(|c: char| c.is_ascii_digit())
                && text.chars().all(|c| c == '_' || c.is_ascii_alphanumeric());
            if text.is_empty() || !identifier {
                return Err(Raised::type_error(self, "__slots__ must be identifiers"));
            }
        }
        Ok(())
    }
}
