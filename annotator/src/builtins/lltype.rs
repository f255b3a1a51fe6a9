//! `lltype`, `rffi`, `llop`: low-level types and pointers.

use std::rc::Rc;

use rpython_base::Symbol;
use rpython_host::Object;
use rpython_lltype::{Container, ContainerId, LLType};

use super::{Call, Row};
use crate::SomeValue;
use crate::cx::Cx;
use crate::fail::R;
use crate::lattice::{InteriorOffset, InteriorPtr, Kind};

pub(crate) const TABLE: &[Row] = &[
    ("__builtin__.Ptr", 1, 1, pointer_type),
    ("lltype.malloc", 1, 2, malloc),
    ("lltype.free", 1, 1, none),
    ("lltype.render_immortal", 1, 1, none),
    ("lltype.nullptr", 1, 1, nullptr),
    ("lltype.cast_pointer", 2, 2, cast_between_pointers),
    ("lltype.cast_opaque_ptr", 2, 2, cast_between_pointers),
    ("lltype.cast_primitive", 2, 2, cast_primitive),
    ("lltype.cast_ptr_to_int", 1, 1, int_result),
    ("lltype.cast_int_to_ptr", 2, 2, cast_pointer),
    ("lltype.direct_fieldptr", 2, 2, direct_fieldptr),
    ("lltype.direct_arrayitems", 1, 1, direct_arrayitems),
    ("lltype.direct_ptradd", 2, 2, same),
    ("lltype.identityhash", 1, 1, int_result),
    ("lltype.getRuntimeTypeInfo", 1, 1, runtime_type_info),
    ("lltype.runtime_type_info", 1, 1, runtime_type_info),
    ("lltype.typeOf", 1, 1, type_of),
    ("__builtin__.Ptr", 1, 1, ptr_type),
    ("rffi.cast", 2, 2, cast_primitive),
    ("rffi.ptradd", 2, 2, same),
    ("rffi.llexternal", 3, 3, none),
    ("rffi.make", 1, 1, make),
    ("rffi.is_llptr", 1, 1, is_llptr),
    ("rffi.is_integer", 1, 1, is_integer),
    ("rffi.sizeof", 1, 1, int_result),
    ("annlowlevel.llhelper", 2, 2, llhelper),
    ("annlowlevel.cast_instance_to_base_ptr", 1, 1, instance_to_ptr),
    ("annlowlevel.cast_instance_to_gcref", 1, 1, to_gcref),
    ("annlowlevel.cast_base_ptr_to_instance", 2, 2, to_instance),
    ("annlowlevel.cast_gcref_to_instance", 2, 2, to_instance),
    ("annlowlevel.gcref_isinstance", 2, 2, gcref_isinstance),
    ("annlowlevel.hlstr", 1, 1, hlstr),
    ("annlowlevel.hlunicode", 1, 1, hlunicode),
    ("annlowlevel.llstr", 1, 1, llstr),
    ("annlowlevel.llunicode", 1, 1, llunicode),
];

/// `llop.<op>(RESULT, args...)`
pub(super) fn by_prefix(name: &str) -> Option<Row> {
    name.starts_with("llop.").then_some(("llop", 1, 99, llop as super::Builtin))
}

/// `Ptr(TYPE)` of a constant type is a constant.
fn pointer_type(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let id = container(cx, call.arg(0))?;
    let obj = cx.host.new_lltype(LLType::Ptr(id));
    cx.constant(obj)
}

fn none(_cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(SomeValue::NONE)
}

fn int_result(_cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(SomeValue::INT)
}

fn same(_cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    Ok(call.arg(0).without_const())
}

/// A constant low-level type.
fn lltype(cx: &Cx<'_>, s: &SomeValue) -> R<LLType> {
    match s.constant.map(|c| cx.host.get(c)) {
        Some(Object::LLType(ty)) => Ok(*ty),
        _ => Err(cx.error(
            "lltype",
            format!("a constant low-level type is needed here, not {}", cx.out.describe_a(s)),
        )),
    }
}

fn container(cx: &Cx<'_>, s: &SomeValue) -> R<ContainerId> {
    match lltype(cx, s)? {
        LLType::Ptr(id) | LLType::Inline(id) => Ok(id),
        _ => Err(cx.error("lltype", "a struct or array type is needed here")),
    }
}

fn malloc(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let id = container(cx, call.arg(0))?;
    let given = |name: &str| call.args.keywords.iter().any(|(keyword, _)| *keyword == name);
    if cx.host.types.varsize_array(id).is_some() && call.len() < 2 && !given("n") {
        let text = format!("{} has items: malloc() needs their number", cx.host.types.display_container(id));
        return Err(cx.error_help("lltype", text, "pass the length: lltype.malloc(TYPE, n)"));
    }
    let raw = cx.host.types.gc_kind(id) == rpython_lltype::GcKind::Raw;
    if raw && call.len() < 3 && !given("flavor") && !given("immortal") {
        let text = format!("{} is not managed by the collector", cx.host.types.display_container(id));
        return Err(cx.error_help(
            "lltype",
            text,
            "pass flavor='raw' and call lltype.free(p, flavor='raw') later, or declare a GcStruct or GcArray",
        ));
    }
    Ok(SomeValue::ptr(id))
}

/// `make(STRUCT, field=value, ...)`: a struct in raw memory.
fn make(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let pointer = SomeValue::ptr(container(cx, call.arg(0))?);
    for (name, value) in &call.args.keywords {
        pointer_setattr(cx, &pointer, *name, value)?;
    }
    Ok(pointer)
}

/// Whether a value is a pointer, and not a function that C could be given one of.
fn is_llptr(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let s = call.arg(0);
    if s.is_impossible() {
        return Err(crate::fail::Fail::Blocked(None));
    }
    let known = matches!(s.kind, Kind::Ptr(_));
    Ok(cx.const_bool(known))
}

/// Whether a value is of one of the integer types, `bool` included.
fn is_integer(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let s = call.arg(0);
    if s.is_impossible() {
        return Err(crate::fail::Fail::Blocked(None));
    }
    let known = matches!(s.kind, Kind::Integer { .. } | Kind::Bool(_));
    Ok(cx.const_bool(known))
}

fn nullptr(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    Ok(SomeValue::ptr(container(cx, call.arg(0))?))
}

fn cast_between_pointers(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let from = call.arg(1);
    if matches!(
        from.kind,
        Kind::Pbc(_) | Kind::Builtin(_) | Kind::Instance { .. } | Kind::Str { .. } | Kind::List(_)
    ) {
        let message = format!("a pointer is needed here, not {}", cx.out.describe_a(from));
        return Err(match from.kind {
            Kind::Pbc(_) => {
                cx.error_help("lltype", message, "llhelper(TYPE, function) gives a pointer to a function")
            }
            _ => cx.error("lltype", message),
        });
    }
    cast_pointer(cx, call)
}

fn cast_pointer(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let ty = lltype(cx, call.arg(0))?;
    Ok(cx.of_lltype(ty))
}

fn cast_primitive(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let ty = lltype(cx, call.arg(0))?;
    Ok(cx.of_lltype(ty))
}

fn llop(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let ty = lltype(cx, call.arg(0))?;
    Ok(cx.of_lltype(ty))
}

fn direct_fieldptr(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let Kind::Ptr(id) = call.arg(0).kind else { return Err(cx.error("lltype", "a pointer is needed here")) };
    let Some(name) = cx.name_const(call.arg(1)) else {
        return Err(cx.error("lltype", "the name of a field must be a constant"));
    };
    let ty = match cx.host.types.as_struct(id).and_then(|s| s.field(name).map(|f| s.fields[f].ty)) {
        Some(ty) => ty,
        None => return Err(no_field(cx, id, name)),
    };
    let item = cx.host.types.intern(Container::FixedArray { item: ty, length: 1, hints: Default::default() });
    Ok(SomeValue::ptr(item))
}

fn direct_arrayitems(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let Kind::Ptr(id) = call.arg(0).kind else { return Err(cx.error("lltype", "a pointer is needed here")) };
    let item = match cx.host.types.get(id) {
        Container::Array(a) => a.item,
        Container::FixedArray { item, .. } => *item,
        _ => return Err(cx.error("lltype", "a pointer to an array is needed here")),
    };
    let fixed = cx.host.types.intern(Container::FixedArray { item, length: 1, hints: Default::default() });
    Ok(SomeValue::ptr(fixed))
}

fn runtime_type_info(cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    let rtti = cx.host.types.intern(Container::Opaque {
        name: Symbol::intern("RuntimeTypeInfo"),
        gc: rpython_lltype::GcKind::Raw,
        hints: Default::default(),
    });
    Ok(SomeValue::ptr(rtti))
}

fn type_of(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let s = call.arg(0);
    match cx.lltype_of(s) {
        Some(ty) => {
            let obj = cx.host.alloc(Object::LLType(ty));
            cx.constant(obj)
        }
        None => Err(cx.error("lltype", format!("{} has no low-level type by itself", cx.out.describe_a(s)))),
    }
}

/// `Ptr(T)` of a constant type is a constant type.
fn ptr_type(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let id = container(cx, call.arg(0))?;
    let obj = cx.host.alloc(Object::LLType(LLType::Ptr(id)));
    cx.constant(obj)
}

/// `llhelper(FUNCPTR, f)`: the function as a function pointer.
fn llhelper(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let id = container(cx, call.arg(0))?;
    let Container::Func(func) = cx.host.types.get(id) else {
        return Err(cx.error("lltype", "llhelper() needs a type of function pointers"));
    };
    let args = func.args.clone();
    let args = args.into_iter().map(|ty| cx.of_lltype(ty)).collect();
    cx.emulate_op_call("llhelper", call.arg(1), args)?;
    Ok(SomeValue::ptr(id))
}

fn object_ptr(cx: &mut Cx<'_>) -> R {
    match cx.out.object_container {
        Some(id) => Ok(SomeValue::ptr(id)),
        None => Err(cx.error("lltype", "instances have no low-level type before the program is lowered")),
    }
}

fn instance_to_ptr(cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    object_ptr(cx)
}

fn to_gcref(cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(SomeValue::ptr(cx.host.types.gcref()))
}

fn to_instance(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let Some(set) = call.arg(0).as_pbc() else { return Err(cx.error("lltype", "a class is needed here")) };
    let desc = set.descs[0];
    if !cx.out.descs[desc].is_class() {
        return Err(cx.error("lltype", "a class is needed here"));
    }
    let classdef = cx.classdef(desc)?;
    Ok(SomeValue::instance(classdef, true))
}

fn gcref_isinstance(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    to_instance(cx, call)?;
    Ok(SomeValue::BOOL)
}

fn hlstr(_cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(SomeValue::str(false, true))
}

fn hlunicode(_cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    Ok(Kind::Unicode { no_nul: false, can_be_none: true }.into())
}

fn llstr(cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    match cx.out.string_container {
        Some(id) => Ok(SomeValue::ptr(id)),
        None => Err(cx.error("lltype", "strings have no low-level type before the program is lowered")),
    }
}

fn llunicode(cx: &mut Cx<'_>, _call: &Call<'_>) -> R {
    match cx.out.unicode_container {
        Some(id) => Ok(SomeValue::ptr(id)),
        None => Err(cx.error("lltype", "strings have no low-level type before the program is lowered")),
    }
}

fn no_field(cx: &mut Cx<'_>, id: ContainerId, name: Symbol) -> crate::fail::Fail {
    let ty = cx.host.types.display_container(id);
    let names: Vec<String> = cx
        .host
        .types
        .as_struct(id)
        .map(|s| s.fields.iter().map(|f| f.name.as_str().to_owned()).collect())
        .unwrap_or_default();
    let text = format!("{ty} has no field {name}");
    match rpython_base::similar::did_you_mean(name.as_str(), names.iter().map(String::as_str)) {
        Some(near) => cx.error_help("lltype", text, format!("did you mean {near}?")),
        None => cx.error("lltype", text),
    }
}

/// What a pointer or interior pointer points to, and how to point further in.
fn target(s: &SomeValue) -> Option<(ContainerId, ContainerId, Vec<InteriorOffset>)> {
    match &s.kind {
        Kind::Ptr(id) => Some((*id, *id, Vec::new())),
        Kind::InteriorPtr(p) => Some((p.target, p.parent, p.offsets.clone())),
        _ => None,
    }
}

/// The annotation of reading a part of type `ty`.
fn part(cx: &Cx<'_>, s: &SomeValue, step: InteriorOffset, ty: LLType) -> SomeValue {
    let Some((_, parent, mut offsets)) = target(s) else { return SomeValue::IMPOSSIBLE };
    match ty {
        LLType::Inline(inner) => {
            // The first field of a managed struct, and any part of a raw one, has an address of its own.
            let raw = cx.host.types.gc_kind(parent) == rpython_lltype::GcKind::Raw;
            let first = matches!(step, InteriorOffset::Field(name)
                if cx.host.types.as_struct(parent).is_some_and(|p| p.field(name) == Some(0)));
            if raw || (first && offsets.is_empty() && cx.host.types.first_inlined(parent) == Some(inner)) {
                return SomeValue::ptr(inner);
            }
            offsets.push(step);
            Kind::InteriorPtr(Rc::new(InteriorPtr { parent, offsets, target: inner })).into()
        }
        other => cx.of_lltype(other),
    }
}

/// `p.name`
pub(crate) fn pointer_getattr(cx: &mut Cx<'_>, s: &SomeValue, name: Symbol) -> R {
    let Some((id, _, _)) = target(s) else { return Err(cx.error("lltype", "no pointer")) };
    if let Some(constant) = s.constant
        && let Some(strukt) = cx.host.types.as_struct(id)
        && let Some(field) = strukt.field(name)
        && is_immutable_field(strukt, name)
        && !matches!(strukt.fields[field].ty, LLType::Inline(_))
        && let Ok(value) = cx.host.getattr(constant, name)
    {
        return cx.constant(value);
    }
    if cx.host.types.fixed_item(id, name).is_some() {
        return pointer_getitem(cx, s, &SomeValue::integer(LLType::Signed, true));
    }
    match cx.host.types.as_struct(id).and_then(|st| st.field(name).map(|f| st.fields[f].ty)) {
        Some(ty) => Ok(part(cx, s, InteriorOffset::Field(name), ty)),
        None => adt_method(cx, id, name),
    }
}

fn is_immutable_field(strukt: &rpython_lltype::StructType, name: Symbol) -> bool {
    strukt.hints.immutable || strukt.hints.immutable_fields.iter().any(|(n, _, quasi)| *n == name && !quasi)
}

/// A method that the program attached to a low-level type.
fn adt_method(cx: &mut Cx<'_>, id: ContainerId, name: Symbol) -> R {
    match cx.host.adt_method(id, name) {
        Some(func) if !matches!(cx.host.get(func), Object::Function(_)) => cx.constant(func),
        Some(func) => Ok(Kind::AdtMethod { ptr: id, func }.into()),
        None => Err(no_field(cx, id, name)),
    }
}

/// `p.name = value`
pub(crate) fn pointer_setattr(cx: &mut Cx<'_>, s: &SomeValue, name: Symbol, value: &SomeValue) -> R<()> {
    let Some((id, _, _)) = target(s) else { return Err(cx.error("lltype", "no pointer")) };
    if cx.host.types.fixed_item(id, name).is_some() {
        return pointer_setitem(cx, s, &SomeValue::integer(LLType::Signed, true), value);
    }
    match cx.host.types.as_struct(id).and_then(|st| st.field(name).map(|f| st.fields[f].ty)) {
        Some(ty) => check_stored(cx, ty, value),
        None => Err(no_field(cx, id, name)),
    }
}

/// Whether a value may be stored as a low-level type.
fn check_stored(cx: &mut Cx<'_>, ty: LLType, value: &SomeValue) -> R<()> {
    let fits = match (ty, cx.lltype_of(value)) {
        (LLType::Void, _) => true,
        (_, Some(from)) if from == ty => true,
        (LLType::Ptr(_), _) if value.is_none() => false,
        (LLType::Ptr(to), Some(LLType::Ptr(from))) => cx.host.types.is_subtype(from, to),
        (LLType::Float, Some(from)) => from == LLType::Bool || from.is_integer(),
        (to, Some(LLType::Bool)) if to.is_integer() => true,
        (to, Some(from)) if to.is_integer() && from.is_integer() => {
            let to = cx.integer_type(to);
            to == from || from == LLType::Signed && matches!(value.kind, Kind::Integer { nonneg: true, .. })
        }
        (LLType::Char, _) => matches!(value.kind, Kind::Char { .. }),
        _ => false,
    };
    if fits {
        return Ok(());
    }
    let (to, from) = (cx.host.types.display(ty), cx.out.describe_a(value));
    Err(cx.error_help(
        "lltype",
        format!("{from} cannot be stored as {to}"),
        "convert it: rffi.cast(TYPE, value), lltype.cast_pointer(TYPE, pointer)",
    ))
}

fn item_type(cx: &Cx<'_>, s: &SomeValue) -> R<LLType> {
    let Some((id, _, _)) = target(s) else { return Err(cx.error("lltype", "no pointer")) };
    match cx.host.types.get(id) {
        Container::Array(a) => Ok(a.item),
        Container::FixedArray { item, .. } => Ok(*item),
        Container::Struct(_) | Container::Func(_) | Container::Opaque { .. } | Container::Forward(_) => {
            Err(cx.error("lltype", format!("{} has no items", cx.host.types.display_container(id))))
        }
    }
}

/// `p[i]`
pub(crate) fn pointer_getitem(cx: &mut Cx<'_>, s: &SomeValue, index: &SomeValue) -> R {
    let ty = item_type(cx, s)?;
    check_index(cx, index)?;
    Ok(part(cx, s, InteriorOffset::Item, ty))
}

/// `p[i] = value`
pub(crate) fn pointer_setitem(cx: &mut Cx<'_>, s: &SomeValue, index: &SomeValue, value: &SomeValue) -> R<()> {
    let ty = item_type(cx, s)?;
    check_index(cx, index)?;
    check_stored(cx, ty, value)
}

fn check_index(cx: &Cx<'_>, index: &SomeValue) -> R<()> {
    match index.kind {
        Kind::Integer { .. } | Kind::Bool(_) => Ok(()),
        _ => Err(cx.error("lltype", format!("an array is indexed with {}", cx.out.describe_a(index)))),
    }
}

/// `len(p)`
pub(crate) fn pointer_len(cx: &mut Cx<'_>, s: &SomeValue) -> R {
    let Some((id, _, _)) = target(s) else { return Err(cx.error("lltype", "no pointer")) };
    match cx.host.types.get(id) {
        Container::FixedArray { length, .. } => {
            let length = *length as i64;
            Ok(cx.const_int(length))
        }
        Container::Array(_) => Ok(SomeValue::NONNEG),
        _ => Err(cx.error("lltype", format!("{} has no length", cx.host.types.display_container(id)))),
    }
}

/// `addr.signed` and so on.
pub(crate) fn address_getattr(cx: &mut Cx<'_>, name: Symbol) -> R {
    let ty = match name.as_str() {
        "signed" => LLType::Signed,
        "unsigned" => LLType::Unsigned,
        "char" => LLType::Char,
        "address" => LLType::Address,
        "float" => LLType::Float,
        _ => return Err(cx.error("lltype", format!("an address has no attribute {name}"))),
    };
    Ok(Kind::AddressAccess(ty).into())
}

impl Cx<'_> {
    /// A call of a function pointer.
    pub(crate) fn call_ptr(&mut self, id: ContainerId, _callee: &SomeValue, args: crate::call::Args) -> R {
        let Container::Func(func) = self.host.types.get(id) else {
            return Err(self.error("lltype", "a pointer that is no function pointer is called"));
        };
        let (params, result) = (func.args.clone(), func.result);
        if params.len() != args.positional.len() {
            return Err(self.error(
                "call-args",
                format!(
                    "a pointer to a function of {} arguments is called with {}",
                    params.len(),
                    args.positional.len()
                ),
            ));
        }
        for (&ty, value) in params.iter().zip(&args.positional) {
            check_stored(self, ty, value)?;
        }
        Ok(self.of_lltype(result))
    }
}
