//! Equality and hash of keys: those of the keys' type, those that an `r_dict` was made with, or those that each dict keeps
//! because they are chosen at run time.

use rpython_annotator::{CallSite, DictDefId, ExtraCall, SomeValue};
use rpython_base::Symbol;
use rpython_flow::OpKind;
use rpython_host::{Obj, Object};
use rpython_lltype::{Field, LLType, Value};
use rpython_lowlevel::Operand;

use super::{DictInfo, fields, info_of};
use crate::common::field;
use crate::dispatch;
use crate::error::{R, TyperError};
use crate::helpers::HelperArg;
use crate::hop::{Arg, ArgValue, Hop};
use crate::repr::{Repr, ReprId};
use crate::reprs::tuple;
use crate::rtyper::RTyper;

/// The functions and the flag that helpers get behind their own arguments.
struct Functions {
    eq: HelperArg,
    hash: HelperArg,
    stored: HelperArg,
    /// The functions get the dict in front of keys.
    own: bool,
}

fn functions(rt: &mut RTyper, info: &DictInfo) -> R<Functions> {
    if rt.ann.dicts.get(info.id).custom.is_some() {
        return custom_functions(rt, info);
    }
    let stored = if info.stored { rt.helper_object("rdict", "ll_stored")? } else { Obj::NONE };
    let stored = HelperArg::Object(stored);
    let object = |rt: &mut RTyper, module, name| rt.helper_object(module, name).map(HelperArg::Object);
    let none = HelperArg::Object(Obj::NONE);
    let (eq, hash) = match rt.repr(info.r_key).clone() {
        Repr::Int(_) => (none, object(rt, "rdict", "ll_hash_int")?),
        Repr::Bool => (none, object(rt, "rdict", "ll_hash_bool")?),
        Repr::Char => (none, object(rt, "rdict", "ll_hash_char")?),
        Repr::UniChar => (none, object(rt, "rdict", "ll_hash_unichar")?),
        Repr::Float => (none, object(rt, "rfloat", "ll_hash_float")?),
        Repr::Str | Repr::Unicode => (object(rt, "rstr", "ll_streq")?, HelperArg::Object(rt.string_hash()?)),
        Repr::Tuple(_) => {
            let eq = tuple::equality_function(rt, info.r_key)?;
            (eq.into(), tuple::hash_function(rt, info.r_key)?.into())
        }
        _ if rt.types().is_gc_ptr(info.key) => (none, object(rt, "rdict", "ll_hash_identity")?),
        _ => (none, generic_hash(rt, info)?.into()),
    };
    Ok(Functions { eq, hash, stored, own: false })
}

/// A function that hashes keys as the operation `hash` does.
fn generic_hash(rt: &mut RTyper, info: &DictInfo) -> R<Operand> {
    let r = info.r_key;
    rt.make_function(&format!("dict_hash_{r}"), vec![info.key], LLType::Signed, |rt, args| {
        let key = Arg { v: ArgValue::Low(args[0].clone()), s: SomeValue::IMPOSSIBLE, r };
        let r_result = rt.simple(Repr::Int(LLType::Signed));
        let (s_result, span) = (SomeValue::integer(LLType::Signed, false), rt.current_span());
        dispatch::translate(
            rt,
            &Hop { kind: OpKind::hash, args: vec![key], s_result, r_result, span, keywords: Vec::new() },
        )
    })
}

/// Equality and hash of an `r_dict` as low-level functions of keys, or of the dict and keys if each dict has its own.
fn custom_functions(rt: &mut RTyper, info: &DictInfo) -> R<Functions> {
    let own = !own_fields(rt, info.id)?.is_empty();
    let eq = custom_function(rt, info, true)?.into();
    let hash = custom_function(rt, info, false)?.into();
    let stored = rt.helper_object("rdict", if own { "ll_own_functions" } else { "ll_stored" })?;
    Ok(Functions { eq, hash, stored: HelperArg::Object(stored), own })
}

/// A key function that is chosen at run time, which each dict keeps.
#[derive(Clone, Copy)]
pub(super) struct OwnFunction {
    eq: bool,
    r: ReprId,
    ty: LLType,
}

impl OwnFunction {
    /// Its field of dicts.
    pub(super) fn field(&self) -> Field {
        field(if self.eq { "keyeq" } else { "keyhash" }, self.ty)
    }
}

/// The key functions that dicts keep, in the order of their fields.
pub(super) fn own_fields(rt: &mut RTyper, dict: DictDefId) -> R<Vec<OwnFunction>> {
    let id = rt.ann.dicts.find(dict);
    let Some((s_eq, s_hash)) = rt.ann.dicts.get(id).custom.clone() else { return Ok(Vec::new()) };
    let mut fields = Vec::new();
    for (eq, s) in [(true, s_eq), (false, s_hash)] {
        if s.is_constant() {
            continue;
        }
        let r = rt.repr_of(&s)?;
        let ty = rt.lltype(r)?;
        if ty != LLType::Void {
            fields.push(OwnFunction { eq, r, ty });
        }
    }
    Ok(fields)
}

/// Puts the functions that `r_dict(eq, hash)` was given into a fresh dict.
pub(super) fn store_own(rt: &mut RTyper, hop: &Hop, d: &Operand) -> R<()> {
    let info = info_of(rt, hop.r_result)?;
    for (i, own) in own_fields(rt, info.id)?.into_iter().enumerate() {
        let value = rt.inputarg(hop, if own.eq { 1 } else { 2 }, own.r)?;
        rt.ll.setfield(d.clone(), fields::OWN + i, value);
    }
    Ok(())
}

/// Gives a fresh dict the functions of another.
pub(super) fn copy_own(rt: &mut RTyper, info: &DictInfo, from: &Operand, to: &Operand) -> R<()> {
    for (i, own) in own_fields(rt, info.id)?.into_iter().enumerate() {
        let value = rt.ll.getfield(from.clone(), fields::OWN + i, own.ty);
        rt.ll.setfield(to.clone(), fields::OWN + i, value);
    }
    Ok(())
}

/// The functions of a prebuilt dict.
pub(super) fn prebuilt_own(rt: &mut RTyper, dict: DictDefId, obj: Obj) -> R<Vec<Value>> {
    let content = rt.host.content(obj);
    let custom = match rt.host.get(content) {
        Object::Dict(data) => data.custom.map(|(eq, hash, _)| (eq, hash)),
        // The library's class keeps them in attributes.
        _ => rt
            .host_attribute(obj, Symbol::intern("key_eq"))
            .zip(rt.host_attribute(obj, Symbol::intern("key_hash"))),
    };
    let mut values = Vec::new();
    for own in own_fields(rt, dict)? {
        let Some((eq, hash)) = custom else {
            return Err(TyperError::new("this prebuilt dict has no key functions"));
        };
        values.push(rt.const_value(own.r, if own.eq { eq } else { hash })?);
    }
    Ok(values)
}

/// Where type inference has noted how the functions of a dict are called.
fn call_site_of(rt: &RTyper, info: &DictInfo, eq: bool) -> R<CallSite> {
    let site = rt.ann.extra_calls.iter().find_map(|(key, site)| match *key {
        ExtraCall::DictEq(id) if eq && rt.ann.dicts.find(id) == info.id => Some(site.clone()),
        ExtraCall::DictHash(id) if !eq && rt.ann.dicts.find(id) == info.id => Some(site.clone()),
        _ => None,
    });
    site.ok_or_else(|| TyperError::new("the functions of this r_dict are never called"))
}

fn custom_function(rt: &mut RTyper, info: &DictInfo, eq: bool) -> R<Operand> {
    let site = call_site_of(rt, info, eq)?;
    let Some((s_eq, s_hash)) = rt.ann.dicts.get(info.id).custom.clone() else {
        return Err(TyperError::new("this dict has no key functions"));
    };
    let s_callee = if eq { s_eq } else { s_hash };
    let (name, count, wanted, r_wanted) = if eq {
        (format!("dict_eq_{}", info.id), 2, LLType::Bool, Repr::Bool)
    } else {
        (format!("dict_hash_{}", info.id), 1, LLType::Signed, Repr::Int(LLType::Signed))
    };
    let (r_callee, own) = (rt.repr_of(&s_callee)?, own_fields(rt, info.id)?);
    let mut params = vec![info.key; count];
    if !own.is_empty() {
        let r_dict = rt.simple(Repr::Dict(info.id));
        params.insert(0, rt.lltype(r_dict)?);
    }
    let (r_key, s_key) = (info.r_key, rt.ann.dicts.get(info.id).key.value.without_const());
    let r_result = rt.simple(r_wanted);
    rt.make_function(&name, params, wanted, |rt, values| {
        let place = own.iter().position(|o| o.eq == eq);
        let v = match (s_callee.constant, place) {
            (Some(obj), _) => ArgValue::Const(obj),
            (None, Some(i)) => ArgValue::Low(rt.ll.getfield(values[0].clone(), fields::OWN + i, own[i].ty)),
            (None, None) => ArgValue::Low(Operand::void()),
        };
        let mut args = vec![Arg { v, s: s_callee.clone(), r: r_callee }];
        let keys = &values[values.len() - count..];
        args.extend(keys.iter().map(|v| Arg { v: ArgValue::Low(v.clone()), s: s_key.clone(), r: r_key }));
        let s_result = if eq { SomeValue::BOOL } else { SomeValue::INT };
        let (kind, span) = (OpKind::simple_call, rpython_base::Span::NONE);
        let hop = Hop { kind, args, s_result, r_result, span, keywords: Vec::new() };
        dispatch::call_site(rt, &hop, &site)
    })
}

/// Emits the hash of a key, in the key's representation.
pub(super) fn hash_of(rt: &mut RTyper, info: &DictInfo, d: &Operand, key: &Operand) -> R<Operand> {
    let functions = functions(rt, info)?;
    match functions.hash {
        HelperArg::Object(func) => rt.call_function(func, vec![key.clone().into()], LLType::Signed),
        HelperArg::Value(func) => {
            let ty = rt.ll.ty(&func);
            let id = func.as_func().ok_or_else(|| TyperError::new("a hash function that is not known"))?;
            let mut args = vec![key.clone()];
            if functions.own {
                args.insert(0, d.clone());
            }
            Ok(rt.ll.call(ty, id, args, LLType::Signed))
        }
    }
}

/// Calls a helper with its own arguments, then the functions it asks for.
pub(super) fn call(
    rt: &mut RTyper,
    info: &DictInfo,
    name: &str,
    args: Vec<Operand>,
    with_eq: bool,
    result: LLType,
) -> R<Operand> {
    let functions = functions(rt, info)?;
    let mut args: Vec<HelperArg> = args.into_iter().map(HelperArg::Value).collect();
    if with_eq {
        args.push(functions.eq);
    }
    args.extend([functions.hash, functions.stored]);
    rt.call_helper_with("rdict", name, args, result)
}
