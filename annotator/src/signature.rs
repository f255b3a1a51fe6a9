//! Declared types: `enforceargs` and `signature`.

use rpython_base::{Diagnostic, Span, Symbol};
use rpython_host::{Obj, Object};

use crate::cx::Cx;
use crate::fail::R;
use crate::{DescId, DictDef, GraphId, Kind, ListDef, SomeValue};

impl Cx<'_> {
    /// Makes arguments what the function declares; fails where they do not fit.
    pub(crate) fn enforce_types(&mut self, func: DescId, cells: &mut [SomeValue]) -> R<()> {
        let Some(object) = self.out.descs[func].as_function().and_then(|f| f.func) else { return Ok(()) };
        if let Some(types) = self.function_attr(object, "_annenforceargs_") {
            let Some(types) = self.enforced_types(types) else { return Ok(()) };
            let has_star = self.out.descs[func].as_function().is_some_and(|f| f.signature.star.is_some());
            if !has_star && types.len() != cells.len() {
                return Err(self.wrong_number(func, types.len(), cells.len()));
            }
            for (index, &ty) in types.iter().enumerate().take(cells.len()) {
                self.enforce_arg(func, index, ty, cells)?;
            }
        }
        if let Some(signature) = self.function_attr(object, "_signature_") {
            let parts = self.host.sequence_items(signature).unwrap_or_default();
            let params = parts.first().and_then(|&p| self.host.sequence_items(p)).unwrap_or_default();
            for (index, &ty) in params.iter().enumerate().take(cells.len()) {
                if let Some(declared) = self.signature_type(ty)? {
                    self.check_declared(func, index, &declared, &cells[index])?;
                    cells[index] = declared;
                }
            }
        }
        Ok(())
    }

    /// The types in `_annenforceargs_`: a tuple, or a `Sig`.
    fn enforced_types(&self, types: Obj) -> Option<Vec<Obj>> {
        let types = self.instance_attr(types, Symbol::intern("argtypes")).unwrap_or(types);
        self.host.sequence_items(types)
    }

    fn wrong_number(&self, func: DescId, declared: usize, arguments: usize) -> crate::fail::Fail {
        let desc = self.out.descs[func].as_function().expect("a function");
        let plural = if declared == 1 { "" } else { "s" };
        Diagnostic::error(
            "signature",
            self.span(),
            format!(
                "{}() declares the types of {declared} argument{plural}, and gets {arguments}",
                desc.name
            ),
        )
        .with_label(desc.span, "declared here")
        .into()
    }

    /// What a function computes from the annotations of all arguments, in place of a declared type.
    fn computed_type(&mut self, function: Obj, cells: &[SomeValue]) -> R {
        let mut shown = Vec::with_capacity(cells.len());
        for cell in cells {
            let object = crate::registry::annotation_object(self.host, self.out, cell);
            shown.push(object.map_err(|raised| self.raised(raised, "rpython.annotator.model"))?);
        }
        let result = self
            .host
            .call(function, &shown, &[])
            .map_err(|raised| self.raised(raised, "a function given to enforceargs"))?;
        self.from_object(result)
    }

    fn enforce_arg(&mut self, func: DescId, index: usize, ty: Obj, cells: &mut [SomeValue]) -> R<()> {
        let ty = match self.host.get(ty) {
            Object::None => return Ok(()),
            Object::LLType(rpython_lltype::LLType::Void) => return Ok(()),
            Object::Instance(data) if self.host.class_data(data.class).name == "NOT_CONSTANT" => {
                cells[index] = cells[index].without_const();
                return Ok(());
            }
            Object::Function(_) | Object::BoundMethod(_) => {
                let declared = self.computed_type(ty, cells)?;
                self.check_declared(func, index, &declared, &cells[index])?;
                cells[index] = declared;
                return Ok(());
            }
            _ => ty,
        };
        if self.is_not_constant_marker(ty) {
            cells[index] = cells[index].without_const();
            return Ok(());
        }
        let declared = self.declared_type(ty)?;
        self.check_declared(func, index, &declared, &cells[index])?;
        cells[index] = declared;
        Ok(())
    }

    fn is_not_constant_marker(&self, ty: Obj) -> bool {
        match self.host.get(ty) {
            Object::Class(c) => c.name == "NOT_CONSTANT",
            Object::Instance(i) => self.host.class(i.class).is_some_and(|c| c.name == "_NotConstant"),
            _ => false,
        }
    }

    fn check_declared(
        &mut self,
        func: DescId,
        index: usize,
        declared: &SomeValue,
        cell: &SomeValue,
    ) -> R<()> {
        let union = self.out.union(declared, cell).ok();
        let fits = union.is_some_and(|u| self.out.contains(declared, &u));
        if fits {
            return Ok(());
        }
        let desc = self.out.descs[func].as_function().expect("a function");
        let param =
            desc.signature.params.get(index).map_or_else(|| (index + 1).to_string(), |p| p.to_string());
        let diagnostic = Diagnostic::error(
            "signature",
            self.span(),
            format!(
                "{}() declares its parameter {param} as {}, and gets {}",
                desc.name,
                self.out.describe_a(declared),
                self.out.describe_a(cell)
            ),
        )
        .with_label(desc.span, "declared here");
        Err(match self.narrower(declared, cell) {
            Some(note) => diagnostic.with_note(note),
            None => diagnostic,
        }
        .into())
    }

    /// Says what a declaration of the right type asks for besides.
    fn narrower(&self, declared: &SomeValue, cell: &SomeValue) -> Option<&'static str> {
        match (&declared.kind, &cell.kind) {
            (Kind::Integer { ty, .. }, Kind::Integer { ty: given, .. }) if ty != given => None,
            (Kind::Integer { nonneg: true, .. }, Kind::Integer { nonneg: false, .. }) => {
                Some("the declared one is not negative, which is not proven of the other")
            }
            _ if declared.is_constant() && declared.constant != cell.constant => {
                Some("the declared one is a constant")
            }
            _ => None,
        }
    }

    /// The result of a call, made what the function declares.
    pub(crate) fn declared_result(&mut self, func: DescId, graph: GraphId, result: SomeValue) -> R {
        let Some(object) = self.out.descs[func].as_function().and_then(|f| f.func) else { return Ok(result) };
        let Some(signature) = self.function_attr(object, "_signature_") else { return Ok(result) };
        let parts = self.host.sequence_items(signature).unwrap_or_default();
        let Some(&ty) = parts.get(1) else { return Ok(result) };
        let Some(declared) = self.signature_type(ty)? else { return Ok(result) };
        let fits = self.out.union(&declared, &result).ok().is_some_and(|u| self.out.contains(&declared, &u));
        if !fits {
            let desc = self.out.descs[func].as_function().expect("a function");
            let diagnostic = Diagnostic::error(
                "signature",
                self.out.graphs[graph].result_origin,
                format!(
                    "{}() declares to return {}, and returns {}",
                    desc.name,
                    self.out.describe_a(&declared),
                    self.out.describe_a(&result)
                ),
            )
            .with_label(desc.span, "declared here");
            return Err(diagnostic.into());
        }
        self.out.graphs[graph].result = declared.clone();
        Ok(declared)
    }

    /// The annotation that a type given as a Python object stands for: `int`, `[str]`, `(int, str)`, a class.
    pub(crate) fn declared_type(&mut self, ty: Obj) -> R {
        match self.host.get(ty) {
            Object::None => Ok(SomeValue::NONE),
            Object::LLType(ty) => Ok(self.of_lltype(*ty)),
            Object::List(items) => {
                let item = items.first().copied();
                let item = item.map_or(Ok(SomeValue::IMPOSSIBLE), |i| self.declared_type(i))?;
                self.declared_list(item)
            }
            Object::Tuple(items) => {
                let items = items.clone();
                let items: R<Vec<SomeValue>> = items.iter().map(|&i| self.declared_type(i)).collect();
                Ok(SomeValue::tuple(items?))
            }
            Object::Dict(data) => {
                let first = data.iter().next();
                let (key, value) = match first {
                    Some((k, v)) => (self.declared_type(k)?, self.declared_type(v)?),
                    None => (SomeValue::IMPOSSIBLE, SomeValue::IMPOSSIBLE),
                };
                let def = DictDef::new(key, value, self.span());
                Ok(Kind::Dict(self.out.dicts.push(def)).into())
            }
            Object::Class(_) => self.type_of_class(ty),
            Object::Instance(_) if self.is_signature_type(ty) => {
                Ok(self.signature_type(ty)?.unwrap_or(SomeValue::IMPOSSIBLE))
            }
            Object::Instance(data)
                if self.host.class_data(data.class).module == "rpython.annotator.model" =>
            {
                self.from_object(ty)
            }
            _ => Err(self.error("signature", "this is no type that can be declared")),
        }
    }

    /// All values of a class given as an object.
    pub(crate) fn type_of_class(&mut self, class: Obj) -> R {
        let data = self.host.class_data(class);
        if data.kind == rpython_host::ClassKind::Builtin && !self.is_exception_class(class) {
            let name = data.name;
            if let Some(s) = builtin_type(name.as_str()) {
                return Ok(s);
            }
            if let Some(ty) = crate::builtins::numbers::integer_class(name.as_str()) {
                return Ok(self.of_lltype(ty));
            }
            return Err(self.error("signature", format!("values of type {name} cannot be declared")));
        }
        let classdef = self.classdef_of(class)?;
        Ok(SomeValue::instance(classdef, false))
    }

    fn declared_list(&mut self, item: SomeValue) -> R {
        let mut def = ListDef::new(item, self.span());
        def.mutated = true;
        def.resized = true;
        Ok(Kind::List(self.out.lists.push(def)).into())
    }

    /// A list whose items are fixed; where `never_resize` says so, its length, too.
    fn declared_items(&mut self, item: SomeValue, never_resize: Option<Span>) -> SomeValue {
        let mut def = ListDef::new(item, self.span());
        def.declared = !def.item.value.is_impossible();
        def.mutated = true;
        def.resized = never_resize.is_none();
        def.never_resize = never_resize;
        Kind::List(self.out.lists.push(def)).into()
    }

    fn is_signature_type(&self, obj: Obj) -> bool {
        match self.host.get(obj) {
            Object::Instance(data) => self.class_has(data.class, Symbol::intern("_signature_type_")),
            _ => false,
        }
    }

    /// The annotation of a type of `rlib.types`; none for `any()`.
    fn signature_type(&mut self, ty: Obj) -> R<Option<SomeValue>> {
        if !self.is_signature_type(ty) {
            return self.declared_type(ty).map(Some);
        }
        let attr = |cx: &Self, name: &str| cx.instance_attr(ty, Symbol::intern(name));
        let kind = attr(self, "kind").and_then(|k| self.host.symbol_of(k));
        let args = attr(self, "args").and_then(|a| self.host.sequence_items(a)).unwrap_or_default();
        let can_be_none = attr(self, "options").is_some_and(|o| match self.host.get(o) {
            Object::Dict(d) => d.iter().any(|(k, v)| {
                self.host.symbol_of(k) == Some(Symbol::intern("can_be_None")) && v == Obj::TRUE
            }),
            _ => false,
        });
        let kind = kind.map_or("", Symbol::as_str);
        let arg = |cx: &mut Self, i: usize| -> R {
            match args.get(i) {
                Some(&a) => Ok(cx.signature_type(a)?.unwrap_or(SomeValue::IMPOSSIBLE)),
                None => Ok(SomeValue::IMPOSSIBLE),
            }
        };
        Ok(Some(match kind {
            "none" => SomeValue::NONE,
            "impossible" => SomeValue::IMPOSSIBLE,
            "float" => SomeValue::FLOAT,
            "singlefloat" => Kind::SingleFloat.into(),
            "longfloat" => Kind::LongFloat.into(),
            "int" => SomeValue::INT,
            "int_nonneg" => SomeValue::NONNEG,
            "bool" => SomeValue::BOOL,
            "unicode" => SomeValue::UNICODE,
            "unicode0" => Kind::Unicode { no_nul: true, can_be_none: false }.into(),
            "str" => SomeValue::str(false, can_be_none),
            "str0" => SomeValue::str(true, false),
            "char" => SomeValue::CHAR,
            "bytearray" => Kind::ByteArray { can_be_none: false }.into(),
            "ptr" => match args.first().map(|&a| self.host.get(a)) {
                Some(Object::LLType(ty)) => self.of_lltype(*ty),
                _ => return Err(self.error("signature", "types.ptr() needs a low-level type")),
            },
            "list" => {
                let item = arg(self, 0)?;
                self.declared_items(item, None)
            }
            "array" => {
                let item = arg(self, 0)?;
                self.declared_items(item, Some(self.span()))
            }
            "dict" => {
                let (key, value) = (arg(self, 0)?, arg(self, 1)?);
                let def = DictDef::new(key, value, self.span());
                Kind::Dict(self.out.dicts.push(def)).into()
            }
            "instance" => match args.first() {
                Some(&class) => {
                    let classdef = self.classdef_of(class)?;
                    SomeValue::instance(classdef, can_be_none)
                }
                None => return Err(self.error("signature", "types.instance() needs a class")),
            },
            "pbc" => match args.first() {
                Some(&value) => self.constant(value)?,
                None => return Err(self.error("signature", "types.pbc() needs a value")),
            },
            "any" => return Ok(None),
            "self" => {
                return Err(self.error_help(
                    "signature",
                    "types.self() in a class that does not say which one it is",
                    "decorate the class with rlib.signature.finishsigs",
                ));
            }
            other => return Err(self.error("signature", format!("types.{other}() is not supported yet"))),
        }))
    }
}

/// All values of a built-in type.
fn builtin_type(name: &str) -> Option<SomeValue> {
    Some(match name {
        "bool" => SomeValue::BOOL,
        "int" => SomeValue::INT,
        "float" => SomeValue::FLOAT,
        "str" => SomeValue::STR,
        "unicode" => SomeValue::UNICODE,
        "bytearray" => Kind::ByteArray { can_be_none: false }.into(),
        "NoneType" => SomeValue::NONE,
        "r_singlefloat" => Kind::SingleFloat.into(),
        "r_longfloat" => Kind::LongFloat.into(),
        _ => return None,
    })
}
