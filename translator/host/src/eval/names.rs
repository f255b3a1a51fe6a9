//! Instructions on names: locals, globals, cells, imports.

use rpython_base::Symbol;
use rpython_bytecode::{Code, Op, flags};

use super::Flow;
use crate::Host;
use crate::object::*;
use crate::types;

impl Host {
    pub(super) fn unbound_local(&mut self, name: Symbol) -> Raised {
        Raised::unbound_local_error(self, format!("local variable '{name}' referenced before assignment"))
    }

    #[inline]
    pub(super) fn load_global(&mut self, at: usize, name: Symbol) -> Result<Obj, Raised> {
        let globals = self.frames[at].globals;
        let found = match self.get(globals) {
            Object::Module(data) => data.dict.get(&name).copied(),
            _ => self.scope_get(globals, name)?,
        };
        match found.or_else(|| self.builtin(name)) {
            Some(value) => Ok(value),
            None => Err(Raised::name_error(self, format!("global name '{name}' is not defined"))),
        }
    }

    /// The scope of names of a frame; made from the fast locals in a function whose code uses names
    /// (because of an `exec`).
    pub(crate) fn frame_scope(&mut self, at: usize) -> Obj {
        let locals = self.frames[at].locals;
        if locals != Obj::UNBOUND {
            return locals;
        }
        let scope = self.alloc(Object::Namespace(Box::default()));
        // A class body has no fast locals; its free variables are not its attributes.
        if !self.frames[at].code.varnames.is_empty() {
            for (name, value) in self.fast_locals(at) {
                self.set_raw(scope, name, value);
            }
        }
        self.frames[at].locals = scope;
        scope
    }

    /// Names and values of the bound fast locals and cells of a frame.
    pub(crate) fn fast_locals(&self, at: usize) -> Vec<(Symbol, Obj)> {
        let frame = &self.frames[at];
        let code = &frame.code;
        let mut bound: Vec<(Symbol, Obj)> = Vec::new();
        for (i, &name) in code.varnames.iter().enumerate() {
            let value = self.vals.get(frame.base + i).copied().unwrap_or(Obj::UNBOUND);
            if value != Obj::UNBOUND {
                bound.push((name, value));
            }
        }
        for (&name, &cell) in code.cellvars.iter().chain(&code.freevars).zip(&frame.cells) {
            if let Object::Cell(Some(value)) = self.get(cell) {
                bound.retain(|&(known, _)| known != name);
                bound.push((name, *value));
            }
        }
        bound
    }

    /// The scope of names of a frame with the present values of its fast locals.
    pub(crate) fn synchronized_scope(&mut self, at: usize) -> Obj {
        let scope = self.frame_scope(at);
        let code = self.frames[at].code.clone();
        if !code.varnames.is_empty() || !code.cellvars.is_empty() {
            let bound = self.fast_locals(at);
            for &name in code.varnames.iter().chain(&code.cellvars) {
                if !bound.iter().any(|&(known, _)| known == name) {
                    self.remove_raw(scope, name);
                }
            }
            for (name, value) in bound {
                self.set_raw(scope, name, value);
            }
        }
        scope
    }

    /// What `locals()` gives in a frame.
    pub(crate) fn frame_locals_dict(&mut self, at: usize) -> Result<Obj, Raised> {
        if self.frames[at].locals != Obj::UNBOUND || !self.frames[at].code.has_flag(flags::OPTIMIZED) {
            let scope = self.synchronized_scope(at);
            return Ok(self.scope_dict(scope));
        }
        let dict = self.new_dict();
        for (name, value) in self.fast_locals(at) {
            let key = self.name(name);
            types::dict_set(self, dict, key, value)?;
        }
        Ok(dict)
    }

    pub(super) fn op_names(&mut self, at: usize, code: &Code, op: Op) -> Result<Flow, Raised> {
        match op {
            Op::DeleteFast(i) => {
                let slot = self.frames[at].base + i as usize;
                if self.vals[slot] == Obj::UNBOUND {
                    return Err(self.unbound_local(code.varnames[i as usize]));
                }
                self.vals[slot] = Obj::UNBOUND;
            }
            Op::LoadName(i) => {
                let value = self.load_name(at, code.names[i as usize])?;
                self.push(value);
            }
            Op::StoreName(i) => {
                let value = self.pop();
                let scope = self.frame_scope(at);
                self.scope_set(scope, code.names[i as usize], value)?;
            }
            Op::DeleteName(i) => {
                let scope = self.frame_scope(at);
                let name = code.names[i as usize];
                if !self.scope_del(scope, name)? {
                    return Err(Raised::name_error(self, format!("name '{name}' is not defined")));
                }
            }
            Op::StoreGlobal(i) => {
                let value = self.pop();
                let globals = self.frames[at].globals;
                self.scope_set(globals, code.names[i as usize], value)?;
            }
            Op::DeleteGlobal(i) => {
                let globals = self.frames[at].globals;
                let name = code.names[i as usize];
                if !self.scope_del(globals, name)? {
                    return Err(Raised::name_error(self, format!("global name '{name}' is not defined")));
                }
            }
            Op::LoadDeref(i) => {
                let value = self.load_deref(at, code, i as usize)?;
                self.push(value);
            }
            Op::StoreDeref(i) => {
                let value = self.pop();
                let cell = self.frames[at].cells[i as usize];
                *self.get_mut(cell) = Object::Cell(Some(value));
            }
            Op::LoadClosure(i) => {
                let cell = self.frames[at].cells[i as usize];
                self.push(cell);
            }
            Op::LoadLocals => {
                let scope = self.frame_scope(at);
                let dict = self.scope_dict(scope);
                self.push(dict);
            }
            other => unreachable!("{other:?} is no name instruction"),
        }
        Ok(Flow::Next)
    }

    fn load_name(&mut self, at: usize, name: Symbol) -> Result<Obj, Raised> {
        let scope = self.frame_scope(at);
        if let Some(value) = self.scope_get(scope, name)? {
            return Ok(value);
        }
        let globals = self.frames[at].globals;
        if scope != globals
            && let Some(value) = self.scope_get(globals, name)?
        {
            return Ok(value);
        }
        match self.builtin(name) {
            Some(value) => Ok(value),
            None => Err(Raised::name_error(self, format!("name '{name}' is not defined"))),
        }
    }

    fn load_deref(&mut self, at: usize, code: &Code, i: usize) -> Result<Obj, Raised> {
        let cell = self.frames[at].cells[i];
        if let Object::Cell(Some(value)) = self.get(cell) {
            return Ok(*value);
        }
        match code.cellvars.get(i) {
            Some(&name) => Err(self.unbound_local(name)),
            None => {
                let name = code.freevars[i - code.cellvars.len()];
                Err(Raised::name_error(
                    self,
                    format!("free variable '{name}' referenced before assignment in enclosing scope"),
                ))
            }
        }
    }

    pub(super) fn op_import(&mut self, at: usize, code: &Code, op: Op) -> Result<Flow, Raised> {
        match op {
            Op::ImportName(i) => {
                let (fromlist, level) = (self.pop(), self.pop());
                let level = self.int_value(level).unwrap_or(-1);
                let globals = self.frames[at].globals;
                let module = self.import_name(code.names[i as usize], globals, fromlist, level)?;
                self.push(module);
            }
            Op::ImportFrom(i) => {
                let module = self.vals[self.vals.len() - 1];
                let name = code.names[i as usize];
                match self.getattr_opt(module, name)? {
                    Some(value) => self.push(value),
                    None => return Err(Raised::import_error(self, format!("cannot import name {name}"))),
                }
            }
            Op::ImportStar => {
                let module = self.pop();
                self.import_star(at, module)?;
            }
            other => unreachable!("{other:?} imports nothing"),
        }
        Ok(Flow::Next)
    }

    fn import_star(&mut self, at: usize, module: Obj) -> Result<(), Raised> {
        let scope = self.frame_scope(at);
        let all = self.names.all;
        if let Some(listed) = self.getattr_opt(module, all)? {
            for item in self.collect(listed)? {
                let Some(name) = self.symbol_of(item) else { continue };
                let value = self.getattr(module, name)?;
                self.scope_set(scope, name, value)?;
            }
            return Ok(());
        }
        let public: Vec<(Symbol, Obj)> = match self.attr_map(module) {
            Some(map) => {
                map.iter().map(|(&k, &v)| (k, v)).filter(|(k, _)| !k.as_str().starts_with('_')).collect()
            }
            None => Vec::new(),
        };
        for (name, value) in public {
            self.scope_set(scope, name, value)?;
        }
        Ok(())
    }
}
