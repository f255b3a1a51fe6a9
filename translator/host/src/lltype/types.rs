//! Type objects: their constructors and attributes.

use rpython_base::Symbol;
use rpython_lltype::{Container, ContainerId, Field, GcKind, Hints, LLType};

use super::TypeClasses;
use crate::types::args::{self, Keywords};
use crate::types::{dict, rint};
use crate::{AttrMap, Host, Obj, Object, Raised};

/// The low-level type that an argument is.
pub fn lltype_of(host: &mut Host, o: Obj, what: &str) -> Result<LLType, Raised> {
    match host.get(o) {
        Object::LLType(ty) => Ok(*ty),
        _ => {
            let given = host.repr(o)?;
            let message =
                format!("{what}: expected a low-level type, got {}", String::from_utf8_lossy(&given));
            Err(Raised::type_error(host, message))
        }
    }
}

/// The container that an argument is.
pub fn container_of(host: &mut Host, o: Obj, what: &str) -> Result<ContainerId, Raised> {
    match lltype_of(host, o, what)? {
        LLType::Inline(id) => Ok(id),
        other => {
            let shown = host.types.display(other);
            Err(Raised::type_error(host, format!("{what}: expected a container type, got {shown}")))
        }
    }
}

/// Keyword arguments of a container type.
#[derive(Default)]
struct Options {
    hints: Hints,
    hints_dict: Option<Obj>,
    adt_methods: Option<AttrMap>,
}

fn options(host: &mut Host, kw: Keywords<'_>) -> Result<Options, Raised> {
    let mut options = Options::default();
    for &(keyword, value) in kw {
        match keyword.as_str() {
            "hints" => {
                options.hints = hints(host, value)?;
                options.hints_dict = Some(value);
            }
            "adtmeths" => {
                let mut map = AttrMap::default();
                for (key, value) in dict::items_named(host, host.content(value)) {
                    if let Some(name) = host.symbol_of(key) {
                        map.insert(name, value);
                    }
                }
                options.adt_methods = Some(map);
            }
            "rtti" => {}
            other => {
                return Err(Raised::type_error(host, format!("unexpected keyword argument '{other}'")));
            }
        }
    }
    Ok(options)
}

/// The hints of a dict object.
fn hints(host: &mut Host, o: Obj) -> Result<Hints, Raised> {
    let mut result = Hints::default();
    let (mut offsets, mut size) = (None, None);
    for (key, value) in dict::items_named(host, host.content(o)) {
        let Some(name) = host.symbol_of(key) else { continue };
        let on = host.is_true(value)?;
        match name.as_str() {
            "immutable" => result.immutable = on,
            "nolength" => result.nolength = on,
            "union" => result.union = on,
            "typedef" => result.c_typedef = on,
            "c_name" => result.c_name = host.symbol_of(value),
            "size" => size = host.int_value(value).map(|v| v as u32),
            "fieldoffsets" => {
                let items = host.sequence_items(value).unwrap_or_default();
                offsets = Some(items.iter().filter_map(|&i| host.int_value(i)).map(|v| v as u32).collect());
            }
            "immutable_fields" => result.immutable_fields = immutable_fields(host, value)?,
            "adtmeths" | "eci" => {}
            _ if on => result.other.push(name),
            _ => {}
        }
    }
    result.other.sort();
    if let (Some(offsets), Some(size)) = (offsets, size) {
        result.c_layout = Some((offsets, size));
    }
    Ok(result)
}

/// `immutable_fields`: names with the suffixes `[*]`, `?`, `?[*]`, in a list or an object with `fields`.
fn immutable_fields(host: &mut Host, o: Obj) -> Result<Vec<(Symbol, bool, bool)>, Raised> {
    let fields = match host.getattr_opt(o, Symbol::intern("fields"))? {
        Some(fields) => fields,
        None => o,
    };
    let mut result = Vec::new();
    for item in host.collect(fields)? {
        let Some(name) = host.symbol_of(item) else { continue };
        let text = name.as_str();
        let base = text.trim_end_matches("[*]").trim_end_matches('?');
        result.push((Symbol::intern(base), text.contains("[*]"), text.contains('?')));
    }
    Ok(result)
}

/// Pairs (name, type) as fields.
fn fields(host: &mut Host, args: &[Obj]) -> Result<Vec<Field>, Raised> {
    let mut result: Vec<Field> = Vec::with_capacity(args.len());
    for &arg in args {
        let pair = host.sequence_items(arg).unwrap_or_default();
        let [name, ty] = pair[..] else {
            return Err(Raised::type_error(host, "a field must be a pair (name, type)"));
        };
        let Some(name) = host.symbol_of(name) else {
            return Err(Raised::type_error(host, "the name of a field must be a string"));
        };
        if result.iter().any(|field| field.name == name) {
            return Err(Raised::type_error(host, format!("{name}: repeated field name")));
        }
        let ty = lltype_of(host, ty, "field")?;
        result.push(Field { name, ty });
    }
    Ok(result)
}

fn finish(host: &mut Host, container: Container, options: Options) -> Obj {
    let methods = options.adt_methods.unwrap_or_default();
    let mut id = host.types.intern(container.clone());
    let known = host.ll.adt_methods.get(&id).cloned();
    match known {
        Some(known) if known != methods => id = host.types.push_nominal(container),
        _ => {}
    }
    host.ll.adt_methods.insert(id, methods);
    if let Some(dict) = options.hints_dict {
        host.ll.hints.entry(id).or_insert(dict);
    }
    host.new_lltype(LLType::Inline(id))
}

/// What cannot be a part of a structure.
fn check_inlined(host: &mut Host, fields: &[Field], gc: GcKind) -> Result<(), Raised> {
    for (i, field) in fields.iter().enumerate() {
        let LLType::Inline(id) = field.ty else { continue };
        let last = i + 1 == fields.len();
        let cause = match host.types.get(id) {
            Container::Func(_) => "a function",
            Container::Struct(_) if host.types.varsize_array(id).is_some() => "a structure of variable size",
            _ if !last && host.types.varsize_array(id).is_some() => "an array that is not the last part",
            Container::Array(a) if a.gc == GcKind::Gc => "a GC array",
            Container::Opaque { gc: GcKind::Gc, .. } => "a GC opaque type",
            Container::Array(a) if a.hints.nolength && gc == GcKind::Gc => "an array without its length",
            _ if host.types.gc_kind(id) == GcKind::Gc && (i > 0 || gc != GcKind::Gc) => {
                "what is not the first part of a GC structure, but a GC structure itself,"
            }
            _ => continue,
        };
        return Err(Raised::type_error(host, format!("cannot inline {cause} at '{}'", field.name)));
    }
    Ok(())
}

fn make_struct(host: &mut Host, args: &[Obj], kw: Keywords<'_>, gc: GcKind) -> Result<Obj, Raised> {
    let Some(name) = args.first().and_then(|&o| host.symbol_of(o)) else {
        return Err(Raised::type_error(host, "the name of a struct must be a string"));
    };
    let options = options(host, kw)?;
    let fields = fields(host, &args[1..])?;
    check_inlined(host, &fields, gc)?;
    let hints = options.hints.clone();
    let container = Container::Struct(rpython_lltype::StructType { name, gc, fields, hints });
    Ok(finish(host, container, options))
}

fn new_struct(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    make_struct(host, args, kw, GcKind::Raw)
}

fn new_gc_struct(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    make_struct(host, args, kw, GcKind::Gc)
}

fn make_array(host: &mut Host, args: &[Obj], kw: Keywords<'_>, gc: GcKind) -> Result<Obj, Raised> {
    let options = options(host, kw)?;
    let item = match args {
        [single] if matches!(host.get(*single), Object::LLType(_)) => lltype_of(host, *single, "array item")?,
        _ => {
            let name = Symbol::intern("<arrayitem>");
            let fields = fields(host, args)?;
            check_inlined(host, &fields, GcKind::Raw)?;
            LLType::Inline(host.types.struct_(name, GcKind::Raw, fields, Hints::default()))
        }
    };
    if let LLType::Inline(id) = item
        && host.types.gc_kind(id) == GcKind::Gc
    {
        return Err(Raised::type_error(host, "cannot have a GC structure as array item type"));
    }
    if let LLType::Inline(id) = item
        && (host.types.varsize_array(id).is_some() || matches!(host.types.get(id), Container::Func(_)))
    {
        let shown = host.types.display_container(id);
        return Err(Raised::type_error(host, format!("cannot have {shown} as array item type")));
    }
    let hints = options.hints.clone();
    Ok(finish(host, Container::Array(rpython_lltype::ArrayType { gc, item, hints }), options))
}

fn new_array(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    make_array(host, args, kw, GcKind::Raw)
}

fn new_gc_array(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    make_array(host, args, kw, GcKind::Gc)
}

fn new_fixed_array(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let options = options(host, kw)?;
    args::expect_count(host, "FixedSizeArray", args.len(), (2, 2))?;
    let item = lltype_of(host, args[0], "array item")?;
    let length = args::int(host, args[1])?.max(0) as u32;
    let hints = options.hints.clone();
    Ok(finish(host, Container::FixedArray { item, length, hints }, options))
}

fn new_func(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let bound = args::bind(host, "FuncType", &["args", "result", "abi"], 2, args, kw)?;
    let (list, result) = (bound[0].unwrap_or(Obj::NONE), bound[1].unwrap_or(Obj::NONE));
    let mut types = Vec::new();
    for item in host.collect(list)? {
        types.push(lltype_of(host, item, "argument")?);
    }
    let result = lltype_of(host, result, "result")?;
    let id = host.types.func(types, result);
    Ok(host.new_lltype(LLType::Inline(id)))
}

fn make_opaque(host: &mut Host, args: &[Obj], kw: Keywords<'_>, gc: GcKind) -> Result<Obj, Raised> {
    let options = options(host, kw)?;
    let Some(name) = args.first().and_then(|&o| host.symbol_of(o)) else {
        return Err(Raised::type_error(host, "the name of an opaque type must be a string"));
    };
    let hints = options.hints.clone();
    Ok(finish(host, Container::Opaque { name, gc, hints }, options))
}

fn new_opaque(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    make_opaque(host, args, kw, GcKind::Raw)
}

fn new_gc_opaque(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    make_opaque(host, args, kw, GcKind::Gc)
}

fn new_forward(host: &mut Host, _: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let id = host.types.forward(GcKind::Raw);
    Ok(host.new_lltype(LLType::Inline(id)))
}

fn new_gc_forward(host: &mut Host, _: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let id = host.types.forward(GcKind::Gc);
    Ok(host.new_lltype(LLType::Inline(id)))
}

/// `forward.become(T)`: from now on both are the same type, and `T`'s object stands for it too.
fn become_(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "become", &args[1..], kw, (1, 1))?;
    let forward = container_of(host, args[0], "become")?;
    let real = container_of(host, args[1], "become")?;
    if !matches!(host.types.get(forward), Container::Forward(_)) {
        return Err(Raised::type_error(host, "this forward reference was resolved already"));
    }
    if host.types.gc_kind(forward) == GcKind::Gc && host.types.gc_kind(real) != GcKind::Gc {
        return Err(Raised::type_error(
            host,
            "become() gives conflicting gckind, use the correct XxForwardReference",
        ));
    }
    host.types.become_same(forward, real);
    for (old, new) in
        [(LLType::Inline(real), LLType::Inline(forward)), (LLType::Ptr(real), LLType::Ptr(forward))]
    {
        if let Some(o) = host.ll.objects.remove(&old) {
            let kept = *host.ll.objects.entry(new).or_insert(o);
            *host.get_mut(o) = Object::LLType(new);
            // Both objects stand for the type now; the one that programs hold as the forward reference is kept
            // as the object of the type.
            host.ll.objects.insert(new, kept);
        }
    }
    if let Some(&dict) = host.ll.hints.get(&real) {
        host.ll.hints.insert(forward, dict);
    }
    if let Some(methods) = host.ll.adt_methods.get(&real).cloned() {
        host.ll.adt_methods.insert(forward, methods);
    }
    Ok(Obj::NONE)
}

/// `Ptr(T)`
fn new_ptr(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let bound = args::bind(host, "Ptr", &["TO", "use_cache"], 1, args, kw)?;
    let id = container_of(host, bound[0].unwrap_or(Obj::NONE), "Ptr")?;
    Ok(host.new_lltype(LLType::Ptr(id)))
}

fn type_list(host: &mut Host, types: &[LLType]) -> Obj {
    let items: Vec<Obj> = types.iter().map(|&ty| host.new_lltype(ty)).collect();
    host.new_tuple(&items)
}

fn struct_fields(host: &Host, id: ContainerId) -> Vec<Field> {
    match host.types.get(id) {
        Container::Struct(s) => s.fields.clone(),
        Container::FixedArray { item, length, .. } => {
            (0..*length).map(|i| Field { name: Symbol::intern(&format!("item{i}")), ty: *item }).collect()
        }
        _ => Vec::new(),
    }
}

fn hints_dict(host: &mut Host, id: ContainerId) -> Obj {
    if let Some(&dict) = host.ll.hints.get(&id) {
        return dict;
    }
    let dict = host.new_dict();
    host.ll.hints.insert(id, dict);
    dict
}

/// Computed attributes of type objects.
pub fn getattr(host: &mut Host, ty: LLType, name: Symbol) -> Result<Option<Obj>, Raised> {
    match ty {
        LLType::Ptr(id) => match name.as_str() {
            "TO" => Ok(Some(host.new_lltype(LLType::Inline(id)))),
            _ => Ok(None),
        },
        LLType::Inline(id) => {
            let found = container_attr(host, id, name)?;
            Ok(found.or_else(|| host.adt_method(id, name)))
        }
        _ => primitive_attr(host, ty, name),
    }
}

fn primitive_attr(host: &mut Host, ty: LLType, name: Symbol) -> Result<Option<Obj>, Raised> {
    match name.as_str() {
        "_name" | "__name__" => Ok(Some(host.new_text(&format!("{ty:?}")))),
        "_default" => super::memory::default_value(host, ty).map(Some),
        "_type" => Ok(match ty {
            LLType::Signed => Some(host.classes.int),
            LLType::Bool => Some(host.classes.bool),
            LLType::Float => Some(host.classes.float),
            LLType::Char => Some(host.classes.str),
            LLType::UniChar => Some(host.classes.unicode),
            LLType::SingleFloat => Some(host.classes.singlefloat),
            LLType::LongFloat => Some(host.classes.longfloat),
            _ if ty.is_integer() => Some(host.rint_class(rint::canonical(host.model, ty))),
            _ => None,
        }),
        _ => Ok(None),
    }
}

fn container_attr(host: &mut Host, id: ContainerId, name: Symbol) -> Result<Option<Obj>, Raised> {
    let container = host.types.get(id).clone();
    let gc = host.types.gc_kind(id);
    match name.as_str() {
        "__name__" if host.ll.given_names.contains_key(&id) => return Ok(Some(host.ll.given_names[&id])),
        "_gckind" => return Ok(Some(host.new_text(if gc == GcKind::Gc { "gc" } else { "raw" }))),
        "_hints" => return Ok(Some(hints_dict(host, id))),
        "_adtmeths" => {
            let methods = host.ll.adt_methods.get(&id).cloned().unwrap_or_default();
            let dict = host.new_dict();
            for (name, value) in methods {
                let key = host.name(name);
                dict::set(host, dict, key, value)?;
            }
            return Ok(Some(dict));
        }
        _ => {}
    }
    match &container {
        Container::Struct(_) | Container::FixedArray { .. } => {
            if let (Container::FixedArray { item, length, .. }, text) = (&container, name.as_str()) {
                match text {
                    "OF" => return Ok(Some(host.new_lltype(*item))),
                    "length" => return Ok(Some(host.new_int(*length as i64))),
                    _ => {}
                }
            }
            struct_attr(host, id, &container, name)
        }
        Container::Array(a) => Ok((name == "OF").then(|| host.new_lltype(a.item))),
        Container::Func(f) => Ok(match name.as_str() {
            "ARGS" => Some(type_list(host, &f.args)),
            "RESULT" => Some(host.new_lltype(f.result)),
            "ABI" => Some(host.new_text("FFI_DEFAULT_ABI")),
            _ => None,
        }),
        Container::Opaque { name: tag, .. } => Ok(match name.as_str() {
            "tag" | "__name__" | "_name" => Some(host.name(*tag)),
            _ => None,
        }),
        Container::Forward(_) => Ok(None),
    }
}

fn struct_attr(
    host: &mut Host,
    id: ContainerId,
    container: &Container,
    name: Symbol,
) -> Result<Option<Obj>, Raised> {
    let fields = struct_fields(host, id);
    match name.as_str() {
        "_name" | "__name__" => {
            let text = match container {
                Container::Struct(s) => s.name.to_string(),
                _ => host.types.display_container(id),
            };
            Ok(Some(host.new_text(&text)))
        }
        "_names" => {
            let names: Vec<Obj> = fields.iter().map(|field| host.name(field.name)).collect();
            Ok(Some(host.new_tuple(&names)))
        }
        "_flds" => {
            let dict = host.new_dict();
            for field in fields {
                let (key, value) = (host.name(field.name), host.new_lltype(field.ty));
                dict::set(host, dict, key, value)?;
            }
            Ok(Some(dict))
        }
        "_arrayfld" => {
            let last = fields.last().filter(|_| host.types.varsize_array(id).is_some());
            Ok(Some(match last {
                Some(field) => host.name(field.name),
                None => Obj::NONE,
            }))
        }
        _ => Ok(fields.iter().find(|field| field.name == name).map(|field| host.new_lltype(field.ty))),
    }
}

fn this_type(host: &mut Host, args: &[Obj]) -> Result<LLType, Raised> {
    let o = args.first().copied().unwrap_or(Obj::NONE);
    lltype_of(host, o, "method of a low-level type")
}

fn is_varsize(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let varsize =
        matches!(this_type(host, args)?, LLType::Inline(id) if host.types.varsize_array(id).is_some());
    Ok(host.new_bool(varsize))
}

fn is_atomic(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let ty = this_type(host, args)?;
    let atomic = atomic(host, ty);
    Ok(host.new_bool(atomic))
}

/// Whether values of a type hold no managed pointers.
fn atomic(host: &Host, ty: LLType) -> bool {
    match ty {
        LLType::Ptr(id) => host.types.gc_kind(id) != GcKind::Gc,
        LLType::Address => false,
        LLType::Inline(id) => match host.types.get(id) {
            Container::Struct(s) => s.fields.iter().all(|field| atomic(host, field.ty)),
            Container::Array(a) => atomic(host, a.item),
            Container::FixedArray { item, .. } => atomic(host, *item),
            Container::Func(_) | Container::Opaque { .. } | Container::Forward(_) => false,
        },
        _ => true,
    }
}

fn needs_gc(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let ty = this_type(host, args)?;
    let gc = host.types.is_gc_ptr(ty);
    Ok(host.new_bool(gc))
}

fn names_without_voids(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let LLType::Inline(id) = this_type(host, args)? else { return Ok(host.new_list(Vec::new())) };
    let fields = struct_fields(host, id);
    let named = fields.iter().filter(|field| field.ty != LLType::Void);
    let names = named.map(|field| host.name(field.name)).collect();
    Ok(host.new_list(names))
}

fn first_struct(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let LLType::Inline(id) = this_type(host, args)? else { return Ok(Obj::NONE) };
    let pair = match (host.types.first_inlined(id), host.types.as_struct(id)) {
        (Some(inner), Some(s)) if host.types.gc_kind(inner) == s.gc => Some((s.fields[0].name, inner)),
        _ => None,
    };
    let pair = match pair {
        Some((name, inner)) => [host.name(name), host.new_lltype(LLType::Inline(inner))],
        None => [Obj::NONE, Obj::NONE],
    };
    Ok(host.new_tuple(&pair))
}

fn short_name(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let ty = this_type(host, args)?;
    let text = host.types.display(ty);
    Ok(host.new_text(&text))
}

fn default_method(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let ty = this_type(host, args)?;
    super::memory::default_value(host, ty)
}

fn contains_value(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "_contains_value", &args[1..], kw, (1, 1))?;
    let ty = this_type(host, args)?;
    let fits = super::memory::type_of(host, args[1]) == Some(ty);
    Ok(host.new_bool(fits || ty == LLType::Void))
}

fn new_rint_class(host: &mut Host, ty: LLType, func: crate::BuiltinFn) {
    let parent = host.classes.rint;
    let class = host.define_class(rint::class_name(ty), parent);
    host.set_constructor(class, func);
    if let Object::Class(data) = host.get_mut(class) {
        data.module = Symbol::intern("rpython.rlib.rarithmetic");
    }
    let (bits, signed) = rint::kind(host.model, ty);
    let mask = (num_bigint::BigInt::from(1) << bits) - 1;
    let attrs = [
        ("BITS", host.new_int(bits as i64)),
        ("MASK", host.new_long(mask)),
        ("SIGNED", host.new_bool(signed)),
        ("SIGN", host.new_bool(signed)),
    ];
    for (name, value) in attrs {
        host.set_raw(class, Symbol::intern(name), value);
    }
    host.ll.rint_classes.insert(ty, class);
}

macro_rules! rint_classes {
    ($host:ident, $($ty:ident)*) => {
        $(
            if rint::canonical($host.model, LLType::$ty) == LLType::$ty {
                new_rint_class($host, LLType::$ty, |host, args, kw| {
                    crate::types::number::new_rint(host, LLType::$ty, args, kw)
                });
            }
        )*
    };
}

/// Makes the classes of types and of fixed-width integers.
pub fn register(host: &mut Host) {
    rint_classes!(
        host, Signed Unsigned SignedLongLong UnsignedLongLong SignedLongLongLong UnsignedLongLongLong Int8 UInt8
        Int16 UInt16 Int32 UInt32
    );
    let base = host.classes.lltype;
    let container = host.define_class("ContainerType", base);
    let struct_ = host.define_class("Struct", container);
    let gc_struct = host.define_class("GcStruct", struct_);
    let array = host.define_class("Array", container);
    let gc_array = host.define_class("GcArray", array);
    let fixed_array = host.define_class("FixedSizeArray", struct_);
    let func = host.define_class("FuncType", container);
    let opaque = host.define_class("OpaqueType", container);
    let gc_opaque = host.define_class("GcOpaqueType", opaque);
    let forward = host.define_class("ForwardReference", container);
    let gc_forward = host.define_class("GcForwardReference", forward);
    let primitive = host.define_class("Primitive", base);
    let number = host.define_class("Number", primitive);
    let ptr = host.define_class("Ptr", base);
    host.ll.classes = TypeClasses {
        container,
        struct_,
        gc_struct,
        array,
        gc_array,
        fixed_array,
        func,
        opaque,
        gc_opaque,
        forward,
        gc_forward,
        primitive,
        number,
        ptr,
    };
    let constructors: [(Obj, crate::BuiltinFn); 11] = [
        (struct_, new_struct),
        (gc_struct, new_gc_struct),
        (array, new_array),
        (gc_array, new_gc_array),
        (fixed_array, new_fixed_array),
        (func, new_func),
        (opaque, new_opaque),
        (gc_opaque, new_gc_opaque),
        (forward, new_forward),
        (gc_forward, new_gc_forward),
        (ptr, new_ptr),
    ];
    for (class, constructor) in constructors {
        host.set_constructor(class, constructor);
    }
    host.add_methods(forward, &[("become", become_)]);
    host.add_methods(
        struct_,
        &[("_names_without_voids", names_without_voids), ("_first_struct", first_struct)],
    );
    host.add_methods(ptr, &[("_needsgc", needs_gc)]);
    host.add_methods(
        base,
        &[
            ("_is_varsize", is_varsize),
            ("_is_atomic", is_atomic),
            ("_short_name", short_name),
            ("_defl", default_method),
            ("_contains_value", contains_value),
        ],
    );
}
