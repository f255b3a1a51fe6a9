//! Objects that exist before the program starts, as annotations.

use std::rc::Rc;

use num_bigint::BigInt;
use rpython_base::{Diagnostic, Span, Symbol};
use rpython_host::{ClassKind, LLTarget, Obj, Object};
use rpython_lltype::LLType;

use crate::cx::Cx;
use crate::descs::{Desc, FrozenDesc, MethodOfFrozenDesc};
use crate::fail::R;
use crate::{AccessFamily, DescId, DictDef, Kind, ListDef, SomeValue};

/// A value, for finding the canonical object.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum ConstKey {
    Int(i64),
    Long(BigInt),
    RInt(LLType, i128),
    Float(u64),
    SingleFloat(u32),
    LongFloat(u64),
    Str(Rc<[u8]>),
    Unicode(Rc<[u32]>),
    Tuple(Vec<Obj>),
    Method { func: Obj, this: Obj },
    LLType(LLType),
    Null(rpython_lltype::ContainerId),
}

impl Cx<'_> {
    /// The one object that stands for all equal ones of a value type; the object itself where identity matters.
    pub(crate) fn canonical(&mut self, obj: Obj) -> Obj {
        let key = match self.host.get(obj) {
            Object::Int(v) => ConstKey::Int(*v),
            Object::Long(v) => ConstKey::Long(v.clone()),
            Object::RInt(ty, v) => ConstKey::RInt(*ty, *v),
            Object::Float(v) => ConstKey::Float(v.to_bits()),
            Object::SingleFloat(v) => ConstKey::SingleFloat(v.to_bits()),
            Object::LongFloat(v) => ConstKey::LongFloat(v.to_bits()),
            Object::Str(v) => ConstKey::Str(v.clone()),
            Object::Unicode(v) => ConstKey::Unicode(v.clone()),
            // Each look at a method makes a new object.
            Object::BoundMethod(method) => ConstKey::Method { func: method.func, this: method.this },
            Object::LLType(ty) => ConstKey::LLType(*ty),
            Object::LLPtr(p) if matches!(p.target, LLTarget::Null) => ConstKey::Null(p.pointee),
            Object::Tuple(items) => {
                let items = items.clone();
                ConstKey::Tuple(items.iter().map(|&i| self.canonical(i)).collect())
            }
            _ => return obj,
        };
        *self.work.canonical.entry(key).or_insert(obj)
    }

    /// The annotation of an object known before the program starts.
    pub(crate) fn constant(&mut self, obj: Obj) -> R {
        if let Some(s) = self.out.constants.get(&obj) {
            return Ok(s.clone());
        }
        let canonical = self.canonical(obj);
        let s = self.constant_new(canonical)?;
        self.out.constants.insert(obj, s.clone());
        if canonical != obj {
            self.out.constants.insert(canonical, s.clone());
        }
        Ok(s)
    }

    fn constant_new(&mut self, obj: Obj) -> R {
        if let Some(s) = self.constant_scalar(obj)? {
            return Ok(s);
        }
        if let Some(s) = self.registered_constant(obj)? {
            return Ok(s);
        }
        match self.host.get(obj) {
            Object::Tuple(items) => {
                let items = items.clone();
                let items: R<Vec<SomeValue>> = items.iter().map(|&i| self.constant(i)).collect();
                Ok(SomeValue::tuple(items?).with_const(obj))
            }
            Object::List(items) => {
                let items = items.clone();
                self.constant_list(obj, &items)
            }
            Object::Dict(_) => self.constant_dict(obj),
            Object::WeakRef(target) => {
                let target = *target;
                let class = match self.constant(target)?.kind {
                    Kind::Instance { classdef, .. } => classdef,
                    _ => None,
                };
                Ok(SomeValue::from(Kind::WeakRef(class)).with_const(obj))
            }
            Object::Property(_) => Ok(SomeValue::from(Kind::Property(obj)).with_const(obj)),
            Object::Function(_) => self.constant_function(obj),
            Object::BoundMethod(_) => self.constant_method(obj),
            Object::Builtin(_) => self.constant_builtin(obj),
            Object::StaticMethod(f) => {
                let f = *f;
                self.constant(f)
            }
            Object::Class(_) => self.constant_class(obj),
            Object::Module(_) | Object::LLType(_) => Ok(self.frozen(obj)),
            Object::Instance(_) => self.constant_instance(obj),
            Object::LLPtr(p) => Ok(SomeValue::ptr(p.pointee).with_const(obj)),
            Object::Address(_) => Ok(SomeValue::ADDRESS.with_const(obj)),
            _ => Err(self.not_a_constant(obj)),
        }
    }

    /// Numbers, strings and other things without parts.
    fn constant_scalar(&mut self, obj: Obj) -> R<Option<SomeValue>> {
        let kind = match self.host.get(obj) {
            Object::None => return Ok(Some(SomeValue::NONE)),
            Object::Bool(_) => Kind::Bool(None),
            Object::Int(v) => Kind::Integer { ty: LLType::Signed, nonneg: *v >= 0 },
            Object::Long(v) => {
                let Ok(small) = i64::try_from(v) else {
                    return Err(self.error(
                        "long",
                        format!(
                            "the number {v} does not fit a machine word, and RPython has no long integers"
                        ),
                    ));
                };
                return Ok(Some(self.const_int(small)));
            }
            Object::RInt(ty, v) => Kind::Integer { ty: self.integer_type(*ty), nonneg: *v >= 0 },
            Object::Float(_) => Kind::Float,
            Object::SingleFloat(_) => Kind::SingleFloat,
            Object::LongFloat(_) => Kind::LongFloat,
            Object::Str(bytes) => {
                let no_nul = !bytes.contains(&0);
                if bytes.len() == 1 {
                    Kind::Char { no_nul }
                } else {
                    Kind::Str { no_nul, can_be_none: false }
                }
            }
            Object::Unicode(chars) => {
                let no_nul = !chars.contains(&0);
                if chars.len() == 1 {
                    Kind::UniChar { no_nul }
                } else {
                    Kind::Unicode { no_nul, can_be_none: false }
                }
            }
            Object::ByteArray(_) => Kind::ByteArray { can_be_none: false },
            _ => return Ok(None),
        };
        Ok(Some(SomeValue::from(kind).with_const(obj)))
    }

    /// The one name of an integer type: those as wide as the word are the word.
    pub(crate) fn integer_type(&self, ty: LLType) -> LLType {
        let wide = self.host.model.word_bits == 64;
        match ty {
            LLType::SignedLongLong if wide => LLType::Signed,
            LLType::UnsignedLongLong if wide => LLType::Unsigned,
            LLType::Int32 if !wide => LLType::Signed,
            LLType::UInt32 if !wide => LLType::Unsigned,
            other => other,
        }
    }

    fn constant_list(&mut self, obj: Obj, items: &[Obj]) -> R {
        let mut def = ListDef::new(SomeValue::IMPOSSIBLE, Span::NONE);
        def.prebuilt.push(obj);
        let id = self.out.lists.push(def);
        let s = SomeValue::from(Kind::List(id)).with_const(obj);
        self.out.constants.insert(obj, s.clone());
        for &item in items {
            let item = self.constant(item)?;
            self.list_generalize(id, &item)
                .map_err(|f| f.at(|| "the items of a prebuilt list".to_owned(), None, None))?;
        }
        Ok(s)
    }

    fn constant_dict(&mut self, obj: Obj) -> R {
        let Object::Dict(data) = self.host.get(obj) else { unreachable!("a dict was asked for") };
        let items: Vec<(Obj, Obj)> = data.iter().collect();
        let custom = data.custom;
        let class = data.class.as_ref().map(|(class, _)| *class);
        let mut def = DictDef::new(SomeValue::IMPOSSIBLE, SomeValue::IMPOSSIBLE, Span::NONE);
        def.prebuilt.push(obj);
        def.ordered = class.is_some_and(|c| self.host.class_data(c).name == "OrderedDict")
            || custom.is_some_and(|(_, _, ordered)| ordered);
        let id = self.out.dicts.push(def);
        let s = SomeValue::from(Kind::Dict(id)).with_const(obj);
        self.out.constants.insert(obj, s.clone());
        if let Some((eq, hash, _)) = custom {
            let (eq, hash) = (self.constant(eq)?, self.constant(hash)?);
            self.dict_set_custom(id, &eq, &hash)?;
        }
        for (key, value) in items {
            let (key, value) = (self.constant(key)?, self.constant(value)?);
            self.dict_generalize_key(id, &key)?;
            self.dict_generalize_value(id, &value)?;
        }
        Ok(s)
    }

    /// The content of a prebuilt `r_dict`: the library's class keeps it in attributes.
    fn constant_r_dict(&mut self, obj: Obj, ordered: bool) -> R {
        let attr = |cx: &Self, name: &str| cx.instance_attr(obj, Symbol::intern(name));
        let (eq, hash) = (attr(self, "key_eq"), attr(self, "key_hash"));
        let inner = attr(self, "_dict");
        let flag = |cx: &Self, name: &str| attr(cx, name) == Some(Obj::TRUE);
        let mut def = DictDef::new(SomeValue::IMPOSSIBLE, SomeValue::IMPOSSIBLE, Span::NONE);
        def.prebuilt.push(obj);
        def.ordered = ordered;
        def.force_non_null = flag(self, "force_non_null");
        def.simple_hash_eq = flag(self, "simple_hash_eq");
        let id = self.out.dicts.push(def);
        let s = SomeValue::from(Kind::Dict(id)).with_const(obj);
        self.out.constants.insert(obj, s.clone());
        if let (Some(eq), Some(hash)) = (eq, hash) {
            let (eq, hash) = (self.constant(eq)?, self.constant(hash)?);
            self.dict_set_custom(id, &eq, &hash)?;
        }
        let items: Vec<(Obj, Obj)> = match inner.map(|i| self.host.get(i)) {
            Some(Object::Dict(data)) => data.iter().collect(),
            _ => Vec::new(),
        };
        for (wrapped, value) in items {
            let key = self.instance_attr(wrapped, Symbol::intern("key")).unwrap_or(wrapped);
            let (key, value) = (self.constant(key)?, self.constant(value)?);
            self.dict_generalize_key(id, &key)?;
            self.dict_generalize_value(id, &value)?;
        }
        Ok(s)
    }

    /// An `OrderedDict`: a plain dict is behind it.
    fn constant_ordered_dict(&mut self, obj: Obj) -> R {
        let content = self.host.content(obj);
        let items: Vec<(Obj, Obj)> = match self.host.get(content) {
            Object::Dict(data) => data.iter().collect(),
            _ => return Err(self.not_a_constant(obj)),
        };
        let mut def = DictDef::new(SomeValue::IMPOSSIBLE, SomeValue::IMPOSSIBLE, Span::NONE);
        def.prebuilt.push(obj);
        def.ordered = true;
        let id = self.out.dicts.push(def);
        let s = SomeValue::from(Kind::Dict(id)).with_const(obj);
        self.out.constants.insert(obj, s.clone());
        for (key, value) in items {
            let (key, value) = (self.constant(key)?, self.constant(value)?);
            self.dict_generalize_key(id, &key)?;
            self.dict_generalize_value(id, &value)?;
        }
        Ok(s)
    }

    /// What `erase` returned while the program was imported.
    fn constant_erased(&mut self, obj: Obj) -> R {
        let s = SomeValue::ptr(self.host.types.gcref()).with_const(obj);
        self.out.constants.insert(obj, s.clone());
        let (value, pair) = (
            self.instance_attr(obj, Symbol::intern("_x")),
            self.instance_attr(obj, Symbol::intern("_identity")),
        );
        if let (Some(value), Some(pair)) = (value, pair)
            && !matches!(self.host.get(value), Object::Int(_))
        {
            let value = self.constant(value)?;
            self.erase_into_pair(pair, &value)?;
        }
        Ok(s)
    }

    /// A value becomes one of those that a pair hides.
    pub(crate) fn erase_into_pair(&mut self, pair: Obj, value: &SomeValue) -> R<()> {
        let old = self.out.erased.get(&pair).cloned().unwrap_or_default();
        let new = self.union(&old.value, &value.without_known_types())?;
        if !self.out.same(&old.value, &new) {
            let readers = old.readers.clone();
            self.out.erased.insert(pair, crate::result::ErasedPair { value: new, readers: old.readers });
            self.reflow(readers);
        }
        Ok(())
    }

    /// An attribute in the `__dict__` of an instance.
    pub(crate) fn instance_attr(&self, obj: Obj, name: Symbol) -> Option<Obj> {
        match self.host.get(obj) {
            Object::Instance(data) => data.attrs.get(&name).copied(),
            _ => None,
        }
    }

    fn constant_function(&mut self, obj: Obj) -> R {
        if let Some(id) = self.intrinsic_of(obj) {
            return Ok(SomeValue::from(Kind::Builtin(id)).with_const(obj));
        }
        if let Some(replacement) = self.function_replacement(obj)? {
            return self.constant(replacement);
        }
        let desc = self.function_desc(obj);
        Ok(self.out.pbc(vec![desc], false))
    }

    /// The id of a library function that the compiler knows.
    pub(crate) fn intrinsic_of(&self, func: Obj) -> Option<Symbol> {
        let Object::Function(data) = self.host.get(func) else { return None };
        let id = *data.attrs.get(&Symbol::intern("_intrinsic_"))?;
        match self.host.get(id) {
            Object::Str(bytes) => {
                let id = Symbol::intern(std::str::from_utf8(bytes).ok()?);
                crate::builtins::is_known(id).then_some(id)
            }
            _ => None,
        }
    }

    fn constant_method(&mut self, obj: Obj) -> R {
        let Object::BoundMethod(method) = self.host.get(obj) else { unreachable!("a method was asked for") };
        let method = *method;
        if method.this == Obj::NONE {
            return self.constant(method.func);
        }
        if matches!(self.host.get(method.this), Object::Class(_)) {
            return Err(self.error("class-method", "class methods are not supported in RPython"));
        }
        if let Some(replacement) = self.instance_replacement(method.this) {
            let name = match self.host.get(method.func) {
                Object::Function(f) => f.name,
                Object::Builtin(b) => {
                    Symbol::intern(b.qualname.as_str().rsplit('.').next().unwrap_or_default())
                }
                _ => return Err(self.not_a_constant(obj)),
            };
            return self.frozen_getattr(replacement, name);
        }
        let this = self.constant(method.this)?;
        let name = match self.host.get(method.func) {
            Object::Function(f) => f.name,
            _ => return Err(self.not_a_constant(obj)),
        };
        let func = self.function_desc(method.func);
        match &this.kind {
            Kind::Pbc(set) => {
                let frozen = set.descs[0];
                let desc = self.frozen_method(MethodOfFrozenDesc { func, frozen });
                Ok(self.out.pbc(vec![desc], false).with_const(obj))
            }
            Kind::Instance { classdef: Some(classdef), flags, .. } => {
                let (classdef, flags) = (*classdef, *flags);
                let origin = self.method_origin(classdef, method.func, name).unwrap_or(classdef);
                let desc = self.method_desc(func, origin, Some(classdef), name, flags);
                Ok(self.out.pbc(vec![desc], false).with_const(obj))
            }
            _ => Err(self.not_a_constant(obj)),
        }
    }

    fn constant_builtin(&mut self, obj: Obj) -> R {
        let Object::Builtin(data) = self.host.get(obj) else { unreachable!("a built-in was asked for") };
        let data = **data;
        if let Some(replacement) = data.this.and_then(|this| self.instance_replacement(this)) {
            let name = data.qualname.as_str().rsplit('.').next().unwrap_or_default();
            return self.frozen_getattr(replacement, Symbol::intern(name));
        }
        if let Some(this) = data.this {
            let name = data.qualname.as_str().rsplit('.').next().unwrap_or_default();
            let this = self.constant(this)?;
            return Ok(SomeValue::builtin_method(Symbol::intern(name), this).with_const(obj));
        }
        if let Some(replacement) = self.replacement(data.qualname)? {
            return self.constant(replacement);
        }
        Ok(SomeValue::from(Kind::Builtin(data.qualname)).with_const(obj))
    }

    fn constant_class(&mut self, obj: Obj) -> R {
        let data = self.host.class_data(obj);
        let (module, name, kind) = (data.module, data.name, data.kind);
        if kind == ClassKind::Builtin && !self.is_exception_class(obj) && name != "object" {
            let id = match module.as_str() {
                _ if crate::builtins::numbers::is_number_class(name.as_str()) => {
                    format!("__rpython__.{name}")
                }
                _ if name == "weakref" => "weakref.ref".to_owned(),
                "__builtin__" | "exceptions" => format!("__builtin__.{name}"),
                module => format!("{module}.{name}"),
            };
            if let Some(replacement) = self.replacement(Symbol::intern(&id))? {
                return self.constant(replacement);
            }
            return Ok(SomeValue::from(Kind::Builtin(Symbol::intern(&id))).with_const(obj));
        }
        if let Some(id) = library_class(module.as_str(), name.as_str()) {
            return Ok(SomeValue::from(Kind::Builtin(Symbol::intern(id))).with_const(obj));
        }
        let desc = self.class_desc(obj)?;
        Ok(self.out.pbc(vec![desc], false))
    }

    /// Whether it is `BaseException` or derived from it.
    pub(crate) fn is_exception_class(&self, class: Obj) -> bool {
        let base = self.host.exc.base_exception;
        self.host.class(class).is_some_and(|c| c.mro.contains(&base))
    }

    /// A value that only the finished program knows: any of its type.
    fn symbolic(&mut self, obj: Obj) -> R {
        let ty = self.host.call_method(obj, "lltype", &[]);
        let ty = ty.map_err(|raised| self.raised(raised, "lltype"))?;
        self.declared_type(ty)
    }

    fn constant_instance(&mut self, obj: Obj) -> R {
        let Object::Instance(data) = self.host.get(obj) else { unreachable!("an instance was asked for") };
        let (class, native) = (data.class, data.native);
        let class_data = self.host.class_data(class);
        match library_class(class_data.module.as_str(), class_data.name.as_str()) {
            Some("objectmodel.r_dict") => return self.constant_r_dict(obj, false),
            Some("objectmodel.r_ordereddict") => return self.constant_r_dict(obj, true),
            Some("collections.OrderedDict") => return self.constant_ordered_dict(obj),
            Some("rerased.Erased") => return self.constant_erased(obj),
            // Only that of None can be prebuilt.
            Some("jit.DirectVRef") => return Ok(SomeValue::NONE),
            _ => {}
        }
        if self.class_has(class, Symbol::intern("_symbolic_")) {
            return self.symbolic(obj);
        }
        if let Some(replacement) = self.instance_replacement(obj) {
            return self.constant(replacement);
        }
        if let Some(native) = native.filter(|_| !self.is_exception_class(class)) {
            if matches!(self.host.get(native), Object::Dict(_) | Object::List(_)) {
                return Err(self.error(
                    "constant",
                    format!(
                        "an instance of {}, which is derived from a built-in type, cannot be used in RPython",
                        self.host.class_data(class).name
                    ),
                ));
            }
            return self.constant(native);
        }
        if self.is_frozen(obj, class)? {
            return Ok(self.frozen(obj));
        }
        if self.class_has(class, Symbol::intern("__call__")) {
            let name = self.host.class_data(class).name;
            return Err(self.error_help(
                "constant",
                format!(
                    "a prebuilt {name} instance cannot be used in RPython: its class has a __call__ method"
                ),
                "give the method another name, or make the instance a constant with _freeze_",
            ));
        }
        let classdef = self.classdef_of(class)?;
        let s = SomeValue::instance(classdef, false).with_const(obj);
        self.out.constants.insert(obj, s.clone());
        self.see_instance(obj, classdef)?;
        Ok(s)
    }

    /// Whether an instance says by `_freeze_` that it is a constant. Also runs `_cleanup_`.
    fn is_frozen(&mut self, obj: Obj, class: Obj) -> R<bool> {
        for (name, freezes) in [("_freeze_", true), ("_cleanup_", false)] {
            let name = Symbol::intern(name);
            if !self.class_has(class, name) {
                continue;
            }
            let result = self
                .host
                .getattr(obj, name)
                .and_then(|method| self.host.call(method, &[], &[]))
                .map_err(|raised| self.raised(raised, name.as_str()))?;
            if freezes {
                return Ok(self.host.is_true(result).unwrap_or(false));
            }
        }
        Ok(false)
    }

    /// Whether a class or one of its bases defines a name.
    pub(crate) fn class_has(&self, class: Obj, name: Symbol) -> bool {
        self.class_lookup(class, name).is_some()
    }

    /// What a name means in a class or its bases.
    pub(crate) fn class_lookup(&self, class: Obj, name: Symbol) -> Option<Obj> {
        let mro = &self.host.class(class)?.mro;
        mro.iter().find_map(|&c| self.host.class(c).and_then(|d| d.dict.get(&name)).copied())
    }

    /// An exception of the evaluator as an error here.
    pub(crate) fn raised(&mut self, raised: rpython_host::Raised, doing: &str) -> crate::fail::Fail {
        let mut diagnostic = self.host.uncaught(&raised);
        diagnostic.notes.push(format!("raised while translating, by a call of {doing}"));
        if diagnostic.span.is_none() {
            diagnostic.span = self.span();
        }
        diagnostic.into()
    }

    /// A constant of its own kind, with constant attributes.
    pub(crate) fn frozen(&mut self, obj: Obj) -> SomeValue {
        let desc = self.frozen_desc(obj);
        self.out.pbc(vec![desc], false)
    }

    /// The description of a frozen instance.
    pub(crate) fn frozen_desc(&mut self, obj: Obj) -> DescId {
        if let Some(&desc) = self.work.descs.get(&obj) {
            return desc;
        }
        let access = self.out.access_families.push(AccessFamily::default());
        let desc = self.out.descs.push(Desc::Frozen(FrozenDesc { obj, access }));
        self.out.access_families.get_mut(access).members.push(desc);
        self.work.descs.insert(obj, desc);
        desc
    }

    /// The description of a method of a frozen instance.
    pub(crate) fn frozen_method(&mut self, method: MethodOfFrozenDesc) -> DescId {
        if let Some(&desc) = self.work.frozen_methods.get(&method) {
            return desc;
        }
        let desc = self.out.descs.push(Desc::MethodOfFrozen(method.clone()));
        self.work.frozen_methods.insert(method, desc);
        desc
    }

    fn not_a_constant(&mut self, obj: Obj) -> crate::fail::Fail {
        let name = self.host.type_name(obj);
        if name == "file" {
            let sys = self.host.sys;
            let stream = ["stdout", "stderr", "stdin"]
                .into_iter()
                .find(|s| self.host.getattr(sys, Symbol::intern(s)).is_ok_and(|stream| stream == obj));
            let what = stream.map_or("a file opened at import time".to_owned(), |s| format!("sys.{s}"));
            return self.error_help(
                "constant",
                format!("{what} cannot be used in RPython"),
                "use os.write(1, text) and os.read(0, count), or rpython.rlib.rfile.create_stdio()",
            );
        }
        if name == "slice" {
            return self.error_help(
                "slice",
                "slices with a step are not supported in RPython",
                "loop over range(start, stop, step)",
            );
        }
        Diagnostic::error(
            "constant",
            self.span(),
            format!("an object of type {name} cannot be used in RPython"),
        )
        .with_note("it exists while translating only, and has no representation in the program")
        .into()
    }
}

/// Classes of the library that stand for something the compiler knows.
fn library_class(module: &str, name: &str) -> Option<&'static str> {
    Some(match (module, name) {
        ("rpython.rlib.objectmodel", "r_dict") => "objectmodel.r_dict",
        ("rpython.rlib.objectmodel", "r_ordereddict") => "objectmodel.r_ordereddict",
        ("collections" | "_abcoll" | "ordereddict", "OrderedDict") => "collections.OrderedDict",
        ("rpython.rlib.rerased", "Erased") => "rerased.Erased",
        ("rpython.rlib.jit", "DirectVRef") => "jit.DirectVRef",
        ("rpython.rlib.nonconst", "NonConstant") => "nonconst.NonConstant",
        ("weakref" | "_weakref", "ref" | "ReferenceType") => "weakref.ref",
        _ => return None,
    })
}
