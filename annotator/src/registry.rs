//! Entries of `rpython.rtyper.extregistry`: Python code of the program that computes annotations.
//!
//! Annotations cross into Python as instances of the classes of `rpython.annotator.model`. One that comes from here
//! carries itself along, so that nothing is lost when it comes back.

use rpython_base::Symbol;
use rpython_host::{Host, Internal, Obj, Object, Raised};
use rpython_lltype::LLType;

use crate::builtins::{Call, Row};
use crate::cx::Cx;
use crate::fail::{Fail, R};
use crate::lattice::Kind;
use crate::{Annotated, DictDef, ListDef, SomeValue};

pub(crate) const TABLE: &[Row] = &[("extregistry.call", 0, 99, call)];

const REGISTRY: &str = "rpython.rtyper.extregistry";
const MODEL: &str = "rpython.annotator.model";

/// An annotation that Python code holds.
#[derive(Debug)]
struct Carried {
    value: SomeValue,
    class: Obj,
}

impl Internal for Carried {
    fn class(&self) -> Obj {
        self.class
    }

    fn trace(&self, visit: &mut dyn FnMut(Obj)) {
        visit(self.class);
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn std::any::Any {
        self
    }
}

/// The entry that the program registered for an object, if any.
pub fn entry_of(host: &mut Host, obj: Obj) -> Result<Option<Obj>, Raised> {
    let Some(registry) = host.loaded_module(REGISTRY) else { return Ok(None) };
    let entry = host.call_method(registry, "find", &[obj])?;
    Ok((entry != Obj::NONE).then_some(entry))
}

/// An annotation as a Python object.
pub fn annotation_object(host: &mut Host, out: &Annotated, s: &SomeValue) -> Result<Obj, Raised> {
    shown(host, out, s, MAX_DEPTH)
}

/// How deep containers are described: lists may contain themselves.
const MAX_DEPTH: u32 = 5;

fn shown(host: &mut Host, out: &Annotated, s: &SomeValue, depth: u32) -> Result<Obj, Raised> {
    if matches!(s.kind, Kind::List(_) | Kind::Dict(_)) && s.constant.is_none() {
        return shown_container(host, out, s, depth);
    }
    let (name, mut attrs) = described(host, out, s, depth)?;
    if let Some(constant) = s.constant.or(s.is_none().then_some(Obj::NONE)) {
        attrs.push(("const", constant));
    }
    let mut pairs = Vec::with_capacity(attrs.len());
    for (name, value) in attrs {
        let name = host.new_text(name);
        pairs.push(host.new_tuple(&[name, value]));
    }
    let carried = carry(host, s);
    let model = host.import_module(MODEL)?;
    let (name, pairs) = (host.new_text(name), host.new_tuple(&pairs));
    host.call_method(model, "_shown", &[name, carried, pairs])
}

fn carry(host: &mut Host, s: &SomeValue) -> Obj {
    let class = host.classes.object;
    host.new_internal(Carried { value: s.clone(), class })
}

/// A list or dict, with its items.
fn shown_container(host: &mut Host, out: &Annotated, s: &SomeValue, depth: u32) -> Result<Obj, Raised> {
    let carried = carry(host, s);
    let model = host.import_module(MODEL)?;
    let flag = |b| if b { Obj::TRUE } else { Obj::FALSE };
    let inner = |host: &mut Host, s: &SomeValue| {
        let s = if depth == 0 { &SomeValue::IMPOSSIBLE } else { s };
        shown(host, out, s, depth.saturating_sub(1))
    };
    match s.kind {
        Kind::List(id) => {
            let list = out.lists.get(id);
            let item = inner(host, &list.item.value)?;
            let args = [carried, item, flag(list.mutated), flag(list.resized), flag(list.immutable)];
            host.call_method(model, "_shown_list", &args)
        }
        Kind::Dict(id) => {
            let dict = out.dicts.get(id);
            let (key, value) = (inner(host, &dict.key.value)?, inner(host, &dict.value.value)?);
            let name = host.new_text(if dict.ordered { "SomeOrderedDict" } else { "SomeDict" });
            host.call_method(model, "_shown_dict", &[name, carried, key, value])
        }
        _ => unreachable!("a container was asked for"),
    }
}

type Described = (&'static str, Vec<(&'static str, Obj)>);

/// The class for an annotation, and its attributes.
fn described(host: &mut Host, out: &Annotated, s: &SomeValue, depth: u32) -> Result<Described, Raised> {
    Ok(match &s.kind {
        Kind::None => ("SomeNone", Vec::new()),
        Kind::Impossible => ("SomeImpossibleValue", Vec::new()),
        Kind::Bool(_) => ("SomeBool", Vec::new()),
        Kind::Integer { ty, nonneg } => {
            let lltype = host.new_lltype(*ty);
            let known = host.getattr(lltype, Symbol::intern("_type"))?;
            let unsigned = ty.int_kind().is_some_and(|(_, signed)| !signed);
            let flag = |b| if b { Obj::TRUE } else { Obj::FALSE };
            let attrs = vec![("knowntype", known), ("nonneg", flag(*nonneg)), ("unsigned", flag(unsigned))];
            ("SomeInteger", attrs)
        }
        Kind::Float => ("SomeFloat", Vec::new()),
        Kind::SingleFloat => ("SomeSingleFloat", Vec::new()),
        Kind::LongFloat => ("SomeLongFloat", Vec::new()),
        Kind::Char { no_nul } => ("SomeChar", text(*no_nul, false)),
        Kind::UniChar { no_nul } => ("SomeUnicodeCodePoint", text(*no_nul, false)),
        Kind::Str { no_nul, can_be_none } => ("SomeString", text(*no_nul, *can_be_none)),
        Kind::Unicode { no_nul, can_be_none } => ("SomeUnicodeString", text(*no_nul, *can_be_none)),
        Kind::ByteArray { can_be_none } => ("SomeByteArray", none(*can_be_none)),
        Kind::List(_) => ("SomeList", Vec::new()),
        Kind::Dict(_) => ("SomeDict", Vec::new()),
        Kind::Tuple(items) => {
            let mut objects = Vec::with_capacity(items.len());
            for item in items.iter() {
                objects.push(shown(host, out, item, depth)?);
            }
            ("SomeTuple", vec![("items", host.new_tuple(&objects))])
        }
        Kind::Instance { classdef, can_be_none, .. } => {
            let mut attrs = none(*can_be_none);
            if let Some(class) = classdef
                && let Some(desc) = out.descs[out.classdefs[*class].desc].as_class()
            {
                attrs.push(("knowntype", desc.class));
            }
            ("SomeInstance", attrs)
        }
        Kind::Pbc(set) => ("SomePBC", none(set.can_be_none)),
        Kind::Ptr(id) => ("SomePtr", vec![("ll_ptrtype", host.new_lltype(LLType::Ptr(*id)))]),
        Kind::Address => ("SomeAddress", Vec::new()),
        Kind::Iterator(_)
        | Kind::Builtin(_)
        | Kind::BuiltinMethod(_)
        | Kind::WeakRef(_)
        | Kind::TypeOf(_)
        | Kind::Property(_)
        | Kind::InteriorPtr(_)
        | Kind::AdtMethod { .. }
        | Kind::AddressAccess(_)
        | Kind::Controlled(_) => ("SomeObject", Vec::new()),
    })
}

fn none(can_be_none: bool) -> Vec<(&'static str, Obj)> {
    vec![("can_be_None", if can_be_none { Obj::TRUE } else { Obj::FALSE })]
}

fn text(no_nul: bool, can_be_none: bool) -> Vec<(&'static str, Obj)> {
    let mut attrs = none(can_be_none);
    attrs.push(("no_nul", if no_nul { Obj::TRUE } else { Obj::FALSE }));
    attrs
}

impl Cx<'_> {
    /// What an entry says about an object known before the program starts.
    pub(crate) fn registered_constant(&mut self, obj: Obj) -> R<Option<SomeValue>> {
        let eligible = matches!(
            self.host.get(obj),
            Object::Function(_) | Object::Builtin(_) | Object::Instance(_) | Object::Class(_)
        );
        if !eligible {
            return Ok(None);
        }
        let entry = entry_of(self.host, obj).map_err(|raised| self.raised(raised, "the registry"))?;
        let Some(entry) = entry else { return Ok(None) };
        let shown = self
            .host
            .call_method(entry, "compute_annotation", &[])
            .map_err(|raised| self.raised(raised, "compute_annotation"))?;
        if self.model_class(shown) == Some("SomeControlledInstance") {
            return self.controlled_constant(obj, shown).map(Some);
        }
        if self.model_class(shown) == Some("SomeBuiltin") {
            let callee = Kind::Builtin(Symbol::intern("extregistry.call"));
            return Ok(Some(SomeValue::from(callee).with_const(obj)));
        }
        self.from_object(shown).map(Some)
    }

    fn model_class(&self, obj: Obj) -> Option<&'static str> {
        match self.host.get(obj) {
            Object::Instance(data) => Some(self.host.class_data(data.class).name.as_str()),
            _ => None,
        }
    }

    /// A Python object as an annotation.
    pub(crate) fn from_object(&mut self, obj: Obj) -> R {
        let attr = |cx: &Self, name: &str| cx.instance_attr(obj, Symbol::intern(name));
        if let Some(carried) = attr(self, "_known")
            && let Object::Internal(data) = self.host.get(carried)
            && let Some(carried) = data.as_any().downcast_ref::<Carried>()
        {
            return Ok(carried.value.clone());
        }
        if obj == Obj::NONE {
            return Ok(SomeValue::NONE);
        }
        if let Some(constant) = attr(self, "const") {
            return self.constant(constant);
        }
        for name in ["ll_ptrtype", "TYPE"] {
            if let Some(Object::LLType(ty)) = attr(self, name).map(|t| self.host.get(t)) {
                let ty = *ty;
                return Ok(self.of_lltype(ty));
            }
        }
        if let Some(declared) = attr(self, "declared") {
            return self.declared_type(declared);
        }
        let flag = |cx: &Self, name: &str| attr(cx, name) == Some(Obj::TRUE);
        let (can_be_none, no_nul) = (flag(self, "can_be_None"), flag(self, "no_nul"));
        Ok(match self.model_class(obj).unwrap_or_default() {
            "SomeNone" => SomeValue::NONE,
            "SomeImpossibleValue" => SomeValue::IMPOSSIBLE,
            "SomeBool" => SomeValue::BOOL,
            "SomeFloat" => SomeValue::FLOAT,
            "SomeSingleFloat" => Kind::SingleFloat.into(),
            "SomeLongFloat" => Kind::LongFloat.into(),
            "SomeChar" => Kind::Char { no_nul }.into(),
            "SomeUnicodeCodePoint" => Kind::UniChar { no_nul }.into(),
            "SomeString" => Kind::Str { no_nul, can_be_none }.into(),
            "SomeUnicodeString" => Kind::Unicode { no_nul, can_be_none }.into(),
            "SomeByteArray" => Kind::ByteArray { can_be_none }.into(),
            "SomeAddress" => SomeValue::ADDRESS,
            "SomeInteger" => {
                let known = match attr(self, "knowntype") {
                    Some(class) => self.type_of_class(class)?,
                    None => SomeValue::INT,
                };
                match known.kind {
                    Kind::Integer { ty, nonneg } => SomeValue::integer(ty, nonneg || flag(self, "nonneg")),
                    _ => known,
                }
            }
            "SomeList" if attr(self, "listdef").is_some() => return self.list_from_object(obj),
            "SomeDict" if attr(self, "dictdef").is_some() => return self.dict_from_object(obj),
            "SomeTuple" => {
                let items = attr(self, "items").and_then(|t| self.host.sequence_items(t)).unwrap_or_default();
                let items: R<Vec<SomeValue>> = items.into_iter().map(|item| self.from_object(item)).collect();
                SomeValue::tuple(items?)
            }
            _ => {
                let name = self.host.type_name(obj);
                return Err(self.error_help(
                    "extregistry",
                    format!("an annotation of type {name} cannot be used here"),
                    "return one of rpython.annotator.model: SomeInteger(), SomeString(), None...",
                ));
            }
        })
    }
}

impl Cx<'_> {
    /// An attribute that is reached through several objects.
    fn path_attr(&self, obj: Obj, path: &[&str]) -> Option<Obj> {
        path.iter().try_fold(obj, |obj, name| self.instance_attr(obj, Symbol::intern(name)))
    }

    fn part_from_object(&mut self, obj: Obj, path: &[&str]) -> R {
        match self.path_attr(obj, path) {
            Some(part) => self.from_object(part),
            None => Ok(SomeValue::IMPOSSIBLE),
        }
    }

    /// `SomeList(ListDef(bookkeeper, s_item, ...))`.
    fn list_from_object(&mut self, obj: Obj) -> R {
        let item = self.part_from_object(obj, &["listdef", "listitem", "s_value"])?;
        let flag = |cx: &Self, name| cx.path_attr(obj, &["listdef", "listitem", name]) == Some(Obj::TRUE);
        let mut def = ListDef::new(item, self.span());
        (def.mutated, def.resized) = (flag(self, "mutated"), flag(self, "resized"));
        if flag(self, "must_not_resize") {
            def.never_resize = Some(self.span());
        }
        Ok(Kind::List(self.out.lists.push(def)).into())
    }

    /// `SomeDict(DictDef(bookkeeper, s_key, s_value))`.
    fn dict_from_object(&mut self, obj: Obj) -> R {
        let key = self.part_from_object(obj, &["dictdef", "dictkey", "s_value"])?;
        let value = self.part_from_object(obj, &["dictdef", "dictvalue", "s_value"])?;
        let def = DictDef::new(key, value, self.span());
        Ok(Kind::Dict(self.out.dicts.push(def)).into())
    }

    /// Calls the function that `check_annotation` was given; what it rules out for a list is kept.
    pub(crate) fn call_checker(&mut self, s: &SomeValue, checker: Obj) -> R<()> {
        let list = match s.kind {
            Kind::List(id) => Some(id),
            _ => None,
        };
        if let Some(id) = list {
            self.list_item(id);
        }
        let failed =
            |cx: &mut Self, raised| match cx.raised(raised, "the function given to check_annotation()") {
                Fail::Error(error) => error.with_label(cx.span(), "checked here").into(),
                other => other,
            };
        let shown = annotation_object(self.host, self.out, s).map_err(|raised| failed(self, raised))?;
        let registry = self.host.import_module(REGISTRY).map_err(|raised| failed(self, raised))?;
        let bookkeeper = self.host.getattr(registry, Symbol::intern("bookkeeper"));
        let bookkeeper = bookkeeper.map_err(|raised| failed(self, raised))?;
        self.host.call(checker, &[shown, bookkeeper], &[]).map_err(|raised| failed(self, raised))?;
        let ruled_out = self.path_attr(shown, &["listdef", "listitem", "must_not_resize"]);
        match list {
            Some(id) if ruled_out == Some(Obj::TRUE) => self.list_never_resize(id, "check_annotation()"),
            _ => Ok(()),
        }
    }
}

/// The function of the program that calls of an object go to in place of it, if its entry names one.
pub(crate) fn replacement(cx: &mut Cx<'_>, callee: Obj, args: &[SomeValue]) -> R<Option<Obj>> {
    let entry = entry_of(cx.host, callee).map_err(|raised| cx.raised(raised, "the registry"))?;
    let Some(entry) = entry else { return Ok(None) };
    let args = shown_all(cx, args)?;
    let function = cx
        .host
        .call_method(entry, "replacement", &args)
        .map_err(|raised| cx.raised(raised, "the registry"))?;
    Ok((function != Obj::NONE).then_some(function))
}

pub(crate) fn shown_all(cx: &mut Cx<'_>, args: &[SomeValue]) -> R<Vec<Obj>> {
    let mut shown = Vec::with_capacity(args.len());
    for s in args {
        let object = annotation_object(cx.host, cx.out, s);
        shown.push(object.map_err(|raised| cx.raised(raised, "rpython.annotator.model"))?);
    }
    Ok(shown)
}

/// A call of an object whose entry computes the result.
fn call(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let Some(callee) = call.callee.constant else {
        return Err(cx.error("extregistry", "which function is called here must be known while translating"));
    };
    let entry = entry_of(cx.host, callee).map_err(|raised| cx.raised(raised, "the registry"))?;
    let Some(entry) = entry else { return Err(cx.error("extregistry", "nothing is registered for this")) };
    let args = shown_all(cx, &call.args.positional)?;
    let mut keywords = Vec::new();
    for (name, s) in &call.args.keywords {
        let shown = annotation_object(cx.host, cx.out, s);
        let shown = shown.map_err(|raised| cx.raised(raised, "rpython.annotator.model"))?;
        keywords.push((Symbol::intern(&format!("s_{name}")), shown));
    }
    let result = cx
        .host
        .getattr(entry, Symbol::intern("compute_result_annotation"))
        .and_then(|method| cx.host.call(method, &args, &keywords))
        .map_err(|raised| cx.raised(raised, "compute_result_annotation"))?;
    cx.from_object(result)
}
