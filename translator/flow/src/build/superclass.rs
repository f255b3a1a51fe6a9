//! `super(Class, self).method(...)`: the method is found while building, as classes do not change.

use rpython_base::Symbol;
use rpython_host::{Obj, Object};

use super::state::Val;
use super::{Bound, Builder, Failure};
use crate::graph::VarId;

impl Builder<'_> {
    /// A value for an entry of the table; equal entries are shared, so that paths can join.
    fn bound(&mut self, this: VarId, entry: Bound) -> Val {
        let index = match self.bounds.iter().position(|known| *known == entry) {
            Some(index) => index,
            None => {
                self.bounds.push(entry);
                self.bounds.len() - 1
            }
        };
        Val::Bound(this, index as u32)
    }

    /// `super(class, x)`
    pub(super) fn call_super(&mut self, class: Obj, this: VarId) -> Val {
        self.bound(this, Bound::Super(class))
    }

    /// An attribute of what `super` gave.
    pub(super) fn super_attr(&mut self, this: VarId, entry: u32, name: Symbol) -> Result<Val, Failure> {
        let Bound::Super(class) = self.bounds[entry as usize] else {
            return Err(self.error("super", "a method of a base class can only be called"));
        };
        let mro = self.host.class_data(class).mro.clone();
        let found = mro[1..].iter().find_map(|&base| self.host.class_data(base).dict.get(&name).copied());
        let found = found.map(|value| (value, self.host.get(value)));
        match found {
            Some((function, Object::Function(_))) => Ok(self.bound(this, Bound::Method(function))),
            Some((_, Object::StaticMethod(function))) => Ok(Val::Const(*function)),
            _ if name == "__init__" => Ok(self.bound(this, Bound::Nothing)),
            Some((_, Object::Builtin(_) | Object::Property(_) | Object::ClassMethod(_))) => {
                let message = format!("'{name}' of a base class cannot be reached through super() here");
                Err(self.error("super", message))
            }
            Some((value, _)) => Ok(Val::Const(value)),
            None => {
                let class = self.host.class_data(class).name;
                let message = format!("no base class of '{class}' has an attribute '{name}'");
                Err(self.error("super", message))
            }
        }
    }

    /// The function that a call of a bound method calls, and its first argument; `None` for one that does
    /// nothing.
    pub(super) fn bound_method(&self, this: VarId, entry: u32) -> Result<Option<(Val, Val)>, Failure> {
        match self.bounds[entry as usize] {
            Bound::Method(function) => Ok(Some((Val::Const(function), Val::Var(this)))),
            Bound::Nothing => Ok(None),
            Bound::Super(_) => Err(self.error("super", "what super() gives cannot be called")),
        }
    }
}
