//! Calls: what is called, and how arguments meet parameters.

use std::rc::Rc;

use rpython_base::Symbol;
use rpython_bytecode::{Code, flags};

use crate::Host;
use crate::object::*;
use crate::types;

impl Host {
    /// Calls anything callable.
    pub fn call(&mut self, callee: Obj, args: &[Obj], keywords: &[(Symbol, Obj)]) -> Result<Obj, Raised> {
        match self.get(callee) {
            Object::Function(_) => self.call_function(callee, None, args, keywords),
            Object::Builtin(data) => {
                let (func, this) = (data.func, data.this);
                self.heap.native += 1;
                let result = match this {
                    None => func(self, args, keywords),
                    Some(this) => {
                        let mut all = Vec::with_capacity(args.len() + 1);
                        all.push(this);
                        all.extend_from_slice(args);
                        func(self, &all, keywords)
                    }
                };
                self.heap.native -= 1;
                result
            }
            Object::BoundMethod(data) => {
                let data = *data;
                self.call_method_object(data, args, keywords)
            }
            Object::Class(_) => {
                self.check_depth()?;
                self.depth += 1;
                let result = self.call_class(callee, args, keywords);
                self.depth -= 1;
                result
            }
            Object::WeakRef(target) => Ok(*target),
            _ => self.call_other(callee, args, keywords),
        }
    }

    fn call_other(&mut self, callee: Obj, args: &[Obj], keywords: &[(Symbol, Obj)]) -> Result<Obj, Raised> {
        if let Some(result) = types::call(self, callee, args, keywords)? {
            return Ok(result);
        }
        let name = self.names.call;
        if let Some(method) = self.special_method(callee, name)? {
            self.check_depth()?;
            self.depth += 1;
            let result = self.call(method, args, keywords);
            self.depth -= 1;
            return result;
        }
        if self.is_old_style_instance(callee) {
            let class = self.class_name(callee);
            return Err(Raised::attribute_error(self, format!("{class} instance has no __call__ method")));
        }
        let class = self.type_name(callee);
        Err(Raised::type_error(self, format!("'{class}' object is not callable")))
    }

    fn call_method_object(
        &mut self,
        data: MethodData,
        args: &[Obj],
        keywords: &[(Symbol, Obj)],
    ) -> Result<Obj, Raised> {
        if data.this != Obj::NONE {
            if let Object::Function(_) = self.get(data.func) {
                return self.call_function(data.func, Some(data.this), args, keywords);
            }
            let mut all = Vec::with_capacity(args.len() + 1);
            all.push(data.this);
            all.extend_from_slice(args);
            return self.call(data.func, &all, keywords);
        }
        let fits = match args.first() {
            Some(&first) => self.is_subclass_raw(self.class_of(first), data.class),
            None => false,
        };
        if !fits {
            return Err(self.unbound_misuse(data, args.first().copied()));
        }
        self.call(data.func, args, keywords)
    }

    fn unbound_misuse(&mut self, data: MethodData, first: Option<Obj>) -> Raised {
        let function = match self.get(data.func) {
            Object::Function(function) => function.name.as_str(),
            _ => "?",
        };
        let class = self.class(data.class).map_or("?", |class| class.name.as_str());
        let got = match first {
            Some(first) => format!("{} instance", self.class_name(first)),
            None => "nothing".to_owned(),
        };
        Raised::type_error(
            self,
            format!(
                "unbound method {function}() must be called with {class} instance as first argument (got {got} instead)"
            ),
        )
    }

    /// Whether a code takes exactly its positional parameters, in fast slots.
    #[inline]
    pub(crate) fn is_simple(code: &Code) -> bool {
        code.flags & (flags::VARARGS | flags::VARKEYWORDS | flags::GENERATOR) == 0
    }

    /// Calls a Python function, with `this` in front of the arguments if given.
    pub fn call_function(
        &mut self,
        function: Obj,
        this: Option<Obj>,
        args: &[Obj],
        keywords: &[(Symbol, Obj)],
    ) -> Result<Obj, Raised> {
        let clean = std::mem::take(&mut self.heap.clean_call);
        let Object::Function(data) = self.get(function) else {
            return Err(Raised::type_error(self, "a function is required"));
        };
        let code = data.code.clone();
        let base = self.vals.len();
        let given = args.len() + this.is_some() as usize;
        if keywords.is_empty() && given == code.argcount as usize && Self::is_simple(&code) {
            self.vals.extend(this);
            self.vals.extend_from_slice(args);
            self.vals.resize(base + code.varnames.len(), Obj::UNBOUND);
        } else {
            self.bind_arguments(function, &code, this, args, keywords)?;
        }
        self.heap.native += !clean as i32;
        let result = self.run_function(function, code, base);
        self.heap.native -= !clean as i32;
        result
    }

    /// Pushes the locals of a call: arguments in their parameters' slots, the others unbound.
    pub(crate) fn bind_arguments(
        &mut self,
        function: Obj,
        code: &Rc<Code>,
        this: Option<Obj>,
        args: &[Obj],
        keywords: &[(Symbol, Obj)],
    ) -> Result<(), Raised> {
        let count = code.argcount as usize;
        let positional: Vec<Obj> = this.into_iter().chain(args.iter().copied()).collect();
        let mut locals = vec![Obj::UNBOUND; code.varnames.len()];
        let direct = positional.len().min(count);
        locals[..direct].copy_from_slice(&positional[..direct]);
        let extra = &positional[direct..];
        let takes_star = code.has_flag(flags::VARARGS);
        if !extra.is_empty() && !takes_star {
            return Err(self.wrong_count(function, code, positional.len(), keywords));
        }
        let extra_keywords = self.bind_keywords(function, code, &mut locals, keywords)?;
        self.bind_defaults(function, code, &mut locals, positional.len(), keywords)?;
        if takes_star {
            locals[count] = self.new_tuple(extra);
        }
        if code.has_flag(flags::VARKEYWORDS) {
            let dict = self.new_dict();
            for (name, value) in extra_keywords {
                let key = self.name(name);
                types::dict_set(self, dict, key, value)?;
            }
            locals[count + takes_star as usize] = dict;
        }
        self.vals.extend_from_slice(&locals);
        Ok(())
    }

    fn bind_keywords(
        &mut self,
        function: Obj,
        code: &Code,
        locals: &mut [Obj],
        keywords: &[(Symbol, Obj)],
    ) -> Result<Vec<(Symbol, Obj)>, Raised> {
        let mut extra = Vec::new();
        for &(name, value) in keywords {
            match code.varnames[..code.argcount as usize].iter().position(|&param| param == name) {
                Some(slot) if locals[slot] == Obj::UNBOUND => locals[slot] = value,
                Some(_) => {
                    let shown = self.function_name(function);
                    return Err(Raised::type_error(
                        self,
                        format!("{shown}() got multiple values for keyword argument '{name}'"),
                    ));
                }
                None if code.has_flag(flags::VARKEYWORDS) => extra.push((name, value)),
                None => {
                    let shown = self.function_name(function);
                    return Err(Raised::type_error(
                        self,
                        format!("{shown}() got an unexpected keyword argument '{name}'"),
                    ));
                }
            }
        }
        Ok(extra)
    }

    fn bind_defaults(
        &mut self,
        function: Obj,
        code: &Code,
        locals: &mut [Obj],
        positional: usize,
        keywords: &[(Symbol, Obj)],
    ) -> Result<(), Raised> {
        let count = code.argcount as usize;
        if !locals[..count].contains(&Obj::UNBOUND) {
            return Ok(());
        }
        let defaults = match self.get(function) {
            Object::Function(data) => data.defaults.clone(),
            _ => Vec::new(),
        };
        let first_default = count.saturating_sub(defaults.len());
        for (slot, local) in locals[..count].iter_mut().enumerate() {
            if *local != Obj::UNBOUND {
                continue;
            }
            if slot < first_default {
                return Err(self.wrong_count(function, code, positional, keywords));
            }
            *local = defaults[slot - first_default];
        }
        Ok(())
    }

    fn function_name(&self, function: Obj) -> &'static str {
        match self.get(function) {
            Object::Function(data) => data.name.as_str(),
            _ => "?",
        }
    }

    fn wrong_count(
        &mut self,
        function: Obj,
        code: &Code,
        positional: usize,
        keywords: &[(Symbol, Obj)],
    ) -> Raised {
        let defaults = match self.get(function) {
            Object::Function(data) => data.defaults.len(),
            _ => 0,
        };
        let name = self.function_name(function);
        let count = code.argcount as usize;
        let given = positional + keywords.len();
        if count == 0 && !code.has_flag(flags::VARARGS) {
            return Raised::type_error(self, format!("{name}() takes no arguments ({given} given)"));
        }
        let (bound, wanted) = if positional > count {
            (if defaults > 0 { "at most" } else { "exactly" }, count)
        } else if defaults > 0 || code.has_flag(flags::VARARGS) {
            ("at least", count - defaults)
        } else {
            ("exactly", count)
        };
        let plural = if wanted == 1 { "" } else { "s" };
        Raised::type_error(self, format!("{name}() takes {bound} {wanted} argument{plural} ({given} given)"))
    }

    /// Calls a method by name.
    pub fn call_method(&mut self, obj: Obj, name: &str, args: &[Obj]) -> Result<Obj, Raised> {
        let method = self.getattr(obj, Symbol::intern(name))?;
        self.call(method, args, &[])
    }

    /// Whether `callable(obj)`.
    pub fn is_callable(&mut self, obj: Obj) -> bool {
        match self.get(obj) {
            Object::Function(_)
            | Object::Builtin(_)
            | Object::BoundMethod(_)
            | Object::Class(_)
            | Object::WeakRef(_) => true,
            Object::LLPtr(data) => {
                matches!(data.target, LLTarget::Function(_) | LLTarget::External(_))
            }
            _ => {
                let name = self.names.call;
                self.special_method(obj, name).is_ok_and(|method| method.is_some())
            }
        }
    }

    /// RuntimeError when calls are nested too deeply.
    #[inline]
    pub(crate) fn check_depth(&mut self) -> Result<(), Raised> {
        if self.depth >= self.recursion_limit {
            return Err(self.too_deep());
        }
        Ok(())
    }

    #[cold]
    fn too_deep(&mut self) -> Raised {
        Raised::runtime_error(self, "maximum recursion depth exceeded")
    }
}
