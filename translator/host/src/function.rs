//! Attributes of functions, methods, code objects and cells; making functions from code.

use std::rc::Rc;

use rpython_base::Symbol;
use rpython_bytecode::Code;

use crate::Host;
use crate::object::*;
use crate::slots::arg;

impl Host {
    /// A function of this code in these globals. Its docstring is the code's first constant.
    pub fn new_function(
        &mut self,
        code: Rc<Code>,
        globals: Obj,
        defaults: Vec<Obj>,
        closure: Vec<Obj>,
    ) -> Obj {
        let consts = self.code_consts(&code);
        let doc = consts.first().copied().filter(|&doc| self.str_or_unicode(doc)).unwrap_or(Obj::NONE);
        let name = self.names.dunder_name;
        let module = match self.scope_get(globals, name) {
            Ok(Some(module)) => module,
            Ok(None) | Err(_) => Obj::NONE,
        };
        let data = FunctionData {
            name: code.name,
            code,
            globals,
            defaults,
            closure,
            module,
            doc,
            attrs: AttrMap::default(),
        };
        self.alloc(Object::Function(Box::new(data)))
    }

    fn str_or_unicode(&self, obj: Obj) -> bool {
        matches!(self.get(obj), Object::Str(_) | Object::Unicode(_))
    }

    /// Attributes of functions, methods, built-ins, code objects and their like; `None` for all else.
    pub(crate) fn function_getattr(&mut self, obj: Obj, name: Symbol) -> Result<Option<Obj>, Raised> {
        match self.get(obj) {
            Object::Function(data) => {
                let data = data.clone();
                Ok(self.python_function_attr(obj, &data, name))
            }
            Object::BoundMethod(data) => {
                let data = *data;
                self.method_attr(data, name)
            }
            Object::Builtin(data) => {
                let data = **data;
                Ok(self.builtin_attr(&data, name))
            }
            Object::Code(code) => {
                let code = code.clone();
                Ok(self.code_attr(&code, name))
            }
            Object::Property(data) => Ok(match name.as_str() {
                "fget" => Some(data[0]),
                "fset" => Some(data[1]),
                "fdel" => Some(data[2]),
                "__doc__" => Some(data[3]),
                _ => None,
            }),
            Object::StaticMethod(func) | Object::ClassMethod(func) => {
                Ok((name == "__func__").then_some(*func))
            }
            Object::Cell(value) => {
                if name != "cell_contents" {
                    return Ok(None);
                }
                match value {
                    Some(value) => Ok(Some(*value)),
                    None => Err(Raised::value_error(self, "Cell is empty")),
                }
            }
            _ => Ok(None),
        }
    }

    fn python_function_attr(&mut self, obj: Obj, data: &FunctionData, name: Symbol) -> Option<Obj> {
        if let Some(&value) = data.attrs.get(&name) {
            return Some(value);
        }
        Some(match name.as_str() {
            "__name__" | "func_name" => self.name(data.name),
            "func_code" | "__code__" => self.code_object(&data.code),
            "func_defaults" | "__defaults__" => {
                if data.defaults.is_empty() {
                    Obj::NONE
                } else {
                    self.new_tuple(&data.defaults)
                }
            }
            "func_globals" | "__globals__" => self.scope_dict(data.globals),
            "func_closure" | "__closure__" => {
                if data.closure.is_empty() {
                    Obj::NONE
                } else {
                    self.new_tuple(&data.closure)
                }
            }
            "func_doc" | "__doc__" => data.doc,
            "__module__" => data.module,
            "func_dict" | "__dict__" => self.attr_dict(obj),
            _ => return None,
        })
    }

    fn method_attr(&mut self, data: MethodData, name: Symbol) -> Result<Option<Obj>, Raised> {
        match name.as_str() {
            "im_func" | "__func__" => Ok(Some(data.func)),
            "im_self" | "__self__" => Ok(Some(data.this)),
            "im_class" => Ok(Some(data.class)),
            "__class__" | "__get__" | "__call__" | "__eq__" | "__ne__" | "__hash__" | "__repr__" => Ok(None),
            _ => self.getattr_opt(data.func, name),
        }
    }

    fn builtin_attr(&mut self, data: &BuiltinData, name: Symbol) -> Option<Obj> {
        let qualname = data.qualname.as_str();
        let (prefix, base) = qualname.rsplit_once('.').unwrap_or(("__builtin__", qualname));
        match name.as_str() {
            "__name__" => Some(self.name(Symbol::intern(base))),
            "__doc__" => Some(Obj::NONE),
            "__module__" if !self.names.method_classes.contains(prefix) => {
                Some(self.name(Symbol::intern(prefix)))
            }
            "__self__" => Some(data.this.unwrap_or(Obj::NONE)),
            _ => None,
        }
    }

    fn names_tuple(&mut self, names: &[Symbol]) -> Obj {
        let items: Vec<Obj> = names.iter().map(|&name| self.name(name)).collect();
        self.new_tuple(&items)
    }

    fn code_attr(&mut self, code: &Rc<Code>, name: Symbol) -> Option<Obj> {
        Some(match name.as_str() {
            "co_name" => self.name(code.name),
            "co_argcount" => self.new_int(code.argcount as i64),
            "co_nlocals" => self.new_int(code.varnames.len() as i64),
            "co_varnames" => self.names_tuple(&code.varnames),
            "co_names" => self.names_tuple(&code.names),
            "co_cellvars" => self.names_tuple(&code.cellvars),
            "co_freevars" => self.names_tuple(&code.freevars),
            "co_consts" => {
                let consts = self.code_consts(code);
                self.new_tuple(&consts)
            }
            "co_filename" => self.new_text(&code.filename),
            "co_firstlineno" => self.new_int(code.firstlineno as i64),
            "co_flags" => self.new_int(code.flags as i64),
            "co_stacksize" => self.new_int(code.stacksize as i64),
            // Not the instructions but the name of them, by which `types.CodeType(...)` finds them again.
            "co_code" => {
                let obj = self.code_object(code);
                self.new_text(&format!("{CODE_MARK}{}", rpython_base::EntityId::index(obj)))
            }
            "co_lnotab" => self.new_text(""),
            _ => return None,
        })
    }

    /// Sets an attribute of a function (or deletes it); false if `obj` is no function.
    pub(crate) fn function_setattr(
        &mut self,
        obj: Obj,
        name: Symbol,
        value: Option<Obj>,
    ) -> Result<bool, Raised> {
        let Object::Function(_) = self.get(obj) else { return Ok(false) };
        let Some(value) = value else {
            if matches!(name.as_str(), "func_defaults" | "__defaults__") {
                if let Object::Function(data) = self.get_mut(obj) {
                    data.defaults.clear();
                }
                return Ok(true);
            }
            return match self.remove_raw(obj, name) {
                Some(_) => Ok(true),
                None => Err(self.no_attr(obj, name)),
            };
        };
        match name.as_str() {
            "__name__" | "func_name" => {
                let Some(text) = self.symbol_of(value) else {
                    return Err(Raised::type_error(self, "__name__ must be set to a string object"));
                };
                self.with_function(obj, |data| data.name = text);
            }
            "func_defaults" | "__defaults__" => {
                let defaults = self.sequence_items(value).unwrap_or_default();
                self.with_function(obj, |data| data.defaults = defaults);
            }
            "func_doc" | "__doc__" => self.with_function(obj, |data| data.doc = value),
            "__module__" => self.with_function(obj, |data| data.module = value),
            "func_code" | "__code__" => {
                let Object::Code(code) = self.get(value) else {
                    return Err(Raised::type_error(self, "__code__ must be set to a code object"));
                };
                let code = code.clone();
                self.with_function(obj, |data| data.code = code);
            }
            "func_dict" | "__dict__" => {
                let items = self.mapping_items(value)?;
                self.with_function(obj, |data| data.attrs = items.into_iter().collect());
            }
            "func_globals" | "__globals__" | "func_closure" | "__closure__" => {
                return Err(Raised::type_error(self, "readonly attribute"));
            }
            _ => {
                self.set_raw(obj, name, value);
            }
        }
        Ok(true)
    }

    fn with_function(&mut self, obj: Obj, change: impl FnOnce(&mut FunctionData)) {
        if let Object::Function(data) = self.get_mut(obj) {
            change(data);
        }
    }
}

/// What the `co_code` of every code object starts with.
const CODE_MARK: &str = "\0code:";

/// `types.CodeType(argcount, nlocals, stacksize, flags, code, consts, names, varnames, filename, name,
/// firstlineno, lnotab, freevars=(), cellvars=())`: a copy of the code object that `code` came from, with
/// these changes.
fn code_type(host: &mut Host, args: &[Obj], _: &[(Symbol, Obj)]) -> Result<Obj, Raised> {
    crate::builtins::check_args(host, "code", args, &[], 12, 14)?;
    let original = host.str_bytes(args[4]).and_then(|text| {
        let text = std::str::from_utf8(text).ok()?;
        let index: usize = text.strip_prefix(CODE_MARK)?.parse().ok()?;
        (index < host.object_count()).then(|| <Obj as rpython_base::EntityId>::from_index(index))
    });
    let Some(Object::Code(original)) = original.map(|obj| host.get(obj)) else {
        let message =
            "code() argument 5 must be the co_code of a code object: bytecode cannot be made by hand";
        return Err(Raised::value_error(host, message));
    };
    let mut code = Code::clone(original);
    let number = |host: &Host, i: usize| host.int_value(args[i]).unwrap_or(0) as u32;
    code.argcount = number(host, 0);
    code.flags = number(host, 3);
    code.firstlineno = number(host, 10);
    code.filename = String::from_utf8_lossy(&host.str(args[8])?).into();
    code.name = host.symbol_of(args[9]).unwrap_or(code.name);
    code.names = symbols(host, args[6]).unwrap_or(code.names);
    code.varnames = symbols(host, args[7]).unwrap_or(code.varnames);
    if let Some(names) = args.get(12).and_then(|&names| symbols(host, names)) {
        code.freevars = names;
    }
    if let Some(names) = args.get(13).and_then(|&names| symbols(host, names)) {
        code.cellvars = names;
    }
    let consts = host.sequence_items(args[5]).unwrap_or_default();
    if consts.len() < code.consts.len() {
        return Err(Raised::value_error(host, "code() argument 6 has too few constants"));
    }
    match consts.iter().map(|&obj| host.object_const(obj)).collect() {
        Some(consts) => code.consts = consts,
        None => return Err(Raised::type_error(host, "code() argument 6 must hold plain constants")),
    }
    Ok(host.code_object(&Rc::new(code)))
}

fn symbols(host: &Host, names: Obj) -> Option<Vec<Symbol>> {
    Some(host.sequence_items(names)?.into_iter().filter_map(|name| host.symbol_of(name)).collect())
}

/// `types.FunctionType(code, globals, name=None, argdefs=None, closure=None)`
fn function_type(host: &mut Host, args: &[Obj], keywords: &[(Symbol, Obj)]) -> Result<Obj, Raised> {
    let mut slots = [None; 5];
    for (slot, &value) in slots.iter_mut().zip(args) {
        *slot = Some(value);
    }
    for &(name, value) in keywords {
        match ["code", "globals", "name", "argdefs", "closure"].iter().position(|&known| name == known) {
            Some(i) => slots[i] = Some(value),
            None => {
                let message = format!("'{name}' is an invalid keyword argument for this function");
                return Err(Raised::type_error(host, message));
            }
        }
    }
    let given = |i: usize| slots[i].filter(|&value| value != Obj::NONE);
    let Some(Object::Code(code)) = given(0).map(|code| host.get(code)) else {
        return Err(Raised::type_error(host, "function() argument 1 must be code"));
    };
    let code = code.clone();
    let Some(globals) = given(1) else {
        return Err(Raised::type_error(host, "function() argument 2 must be dict"));
    };
    let globals = host.scope_of(globals);
    let defaults = given(3).and_then(|d| host.sequence_items(d)).unwrap_or_default();
    let closure = given(4).and_then(|c| host.sequence_items(c)).unwrap_or_default();
    if closure.len() != code.freevars.len() {
        let (name, wanted) = (code.name, code.freevars.len());
        let message = format!("{name} requires closure of length {wanted}, not {}", closure.len());
        return Err(Raised::value_error(host, message));
    }
    let name = given(2).and_then(|name| host.symbol_of(name));
    let function = host.new_function(code, globals, defaults, closure);
    if let Some(name) = name {
        host.with_function(function, |data| data.name = name);
    }
    Ok(function)
}

/// `types.MethodType(func, self, class=None)`
fn method_type(host: &mut Host, args: &[Obj], _: &[(Symbol, Obj)]) -> Result<Obj, Raised> {
    let func = arg(host, args, 0)?;
    let this = args.get(1).copied().unwrap_or(Obj::NONE);
    let class = args.get(2).copied().unwrap_or_else(|| host.class_of(this));
    Ok(host.alloc(Object::BoundMethod(MethodData { func, this, class })))
}

/// `types.ModuleType(name, doc=None)`
fn module_type(host: &mut Host, args: &[Obj], _: &[(Symbol, Obj)]) -> Result<Obj, Raised> {
    let name = arg(host, args, 0)?;
    let Some(name) = host.symbol_of(name) else {
        return Err(Raised::type_error(host, "module name must be a string"));
    };
    let module = host.new_module(name.as_str());
    if let Some(&doc) = args.get(1) {
        host.set_raw(module, host.names.dunder_doc, doc);
    }
    Ok(module)
}

/// `types.ClassType(name, bases, dict)`
fn classobj_type(host: &mut Host, args: &[Obj], _: &[(Symbol, Obj)]) -> Result<Obj, Raised> {
    let &[name, bases, dict] = args else {
        return Err(Raised::type_error(host, "classobj() takes exactly 3 arguments"));
    };
    crate::slots::make_class(host, host.classes.classobj, name, bases, dict)
}

/// `types.InstanceType(class, dict=None)`
fn instance_type(host: &mut Host, args: &[Obj], _: &[(Symbol, Obj)]) -> Result<Obj, Raised> {
    let class = arg(host, args, 0)?;
    if host.class(class).is_none() {
        return Err(Raised::type_error(host, "instance() first arg must be class"));
    }
    let instance = host.new_instance(class);
    if let Some(&dict) = args.get(1) {
        for (name, value) in host.mapping_items(dict)? {
            host.set_raw(instance, name, value);
        }
    }
    Ok(instance)
}

/// `f.__get__(obj, class=None)` of functions, methods, static and class methods, properties.
fn descriptor_get(host: &mut Host, args: &[Obj], _: &[(Symbol, Obj)]) -> Result<Obj, Raised> {
    let descriptor = arg(host, args, 0)?;
    let descriptor = host.content(descriptor);
    let obj = arg(host, args, 1)?;
    let class = args.get(2).copied().filter(|&class| class != Obj::NONE);
    if obj == Obj::NONE && class.is_some_and(|class| class != host.classes.none_type) {
        if let Object::Property(_) = host.get(descriptor) {
            return Ok(args[0]);
        }
        return host.bind_to_class(descriptor, class.unwrap_or(host.classes.object));
    }
    let class = class.unwrap_or_else(|| host.class_of(obj));
    host.bind(descriptor, obj, class)
}

fn descriptor_set(host: &mut Host, args: &[Obj], _: &[(Symbol, Obj)]) -> Result<Obj, Raised> {
    let (descriptor, obj, value) = (arg(host, args, 0)?, arg(host, args, 1)?, arg(host, args, 2)?);
    let descriptor = host.content(descriptor);
    if let Object::Property(data) = host.get(descriptor) {
        let setter = data[1];
        if setter == Obj::NONE {
            return Err(Raised::attribute_error(host, "can't set attribute"));
        }
        host.call(setter, &[obj, value], &[])?;
    }
    Ok(Obj::NONE)
}

fn call_slot(host: &mut Host, args: &[Obj], keywords: &[(Symbol, Obj)]) -> Result<Obj, Raised> {
    let callee = arg(host, args, 0)?;
    host.call(callee, &args[1..], keywords)
}

/// Enters constructors and methods of these types.
pub(crate) fn register(host: &mut Host) {
    let c = host.classes.clone();
    host.set_constructor(c.function, function_type);
    host.set_constructor(c.code, code_type);
    host.set_constructor(c.instancemethod, method_type);
    host.set_constructor(c.module, module_type);
    host.set_constructor(c.classobj, classobj_type);
    host.set_constructor(c.instance, instance_type);
    for class in
        [c.function, c.instancemethod, c.staticmethod, c.classmethod, c.property, c.method_descriptor]
    {
        host.add_methods(class, &[("__get__", descriptor_get)]);
    }
    host.add_methods(c.property, &[("__set__", descriptor_set)]);
    for class in [c.function, c.instancemethod, c.builtin, c.method_descriptor] {
        host.add_methods(class, &[("__call__", call_slot)]);
    }
}
