//! Functions that the compiler knows, by id: one file per family.
//!
//! An id is the qualified name of a function implemented in Rust (`__builtin__.len`) or what a library
//! function is marked with (`rarithmetic.intmask`). Each family's `call` gets the part behind the first
//! dot and returns `None` for names it does not know.

pub mod annlowlevel;
pub mod arithmetic;
pub mod core;
pub mod lltype;
pub mod objects;
pub mod registry;

use rpython_base::Symbol;
use rpython_host::{Obj, Object};
use rpython_lowlevel::Operand;

use crate::error::{R, TyperError};
use crate::hop::{ArgValue, Hop};
use crate::repr::Repr;
use crate::reprs;
use crate::rtyper::RTyper;

/// A call of a function that the compiler knows; argument 0 of the operation is the callee.
pub fn call(rt: &mut RTyper, hop: &Hop, name: Symbol) -> R<Operand> {
    let hop = &plain(rt, hop)?;
    let (module, short) = name.as_str().rsplit_once('.').unwrap_or(("", name.as_str()));
    let family = module.rsplit_once('.').map_or(module, |(_, last)| last);
    let result = match family {
        "__builtin__" if short == "Ptr" => lltype::call(rt, hop, "lltype", short)?,
        "__builtin__" | "object" | "weakref" | "_weakref" | "collections" => core::call(rt, hop, short)?,
        "rarithmetic" | "__rpython__" => arithmetic::call(rt, hop, short)?,
        "objectmodel" | "debug" | "rgc" | "gc" | "rstring" | "nonconst" | "jit" => {
            objects::call(rt, hop, family, short)?
        }
        "controllerentry" => Some(core::controlled(rt, hop, short)?),
        "extregistry" => Some(registry::call(rt, hop)?),
        "annlowlevel" => annlowlevel::call(rt, hop, short)?,
        "rerased" => annlowlevel::erased(rt, hop, short)?,
        "lltype" | "llmemory" | "rffi" | "lloperation" | "llop" => lltype::call(rt, hop, family, short)?,
        _ => None,
    };
    result.ok_or_else(|| {
        let name = name.as_str().trim_start_matches("__builtin__.");
        TyperError::unsupported(format!("a call of {name}()"))
    })
}

/// A call with its form taken apart: all arguments in a row behind the callee, with the names of the last.
fn plain(rt: &mut RTyper, hop: &Hop) -> R<Hop> {
    if hop.kind != rpython_flow::OpKind::call_args {
        return Ok(hop.clone());
    }
    let (count, names, star) = crate::dispatch::call_form(rt, hop)?;
    let mut args = vec![hop.args[0].clone()];
    args.extend(hop.args[2..2 + count].iter().cloned());
    if star {
        let star = hop.args[2 + count + names.len()].clone();
        let Repr::Tuple(items) = rt.repr(star.r).clone() else {
            return Err(TyperError::new("f(*args) needs a tuple of known length"));
        };
        args.extend(reprs::tuple::unpack(rt, &star, &items)?);
    }
    let mut keywords = Vec::new();
    for (i, name) in names.into_iter().enumerate() {
        keywords.push((name, args.len()));
        args.push(hop.args[2 + count + i].clone());
    }
    Ok(Hop { kind: rpython_flow::OpKind::simple_call, args, keywords, ..hop.clone() })
}

/// A call of a method of a built-in type; argument 0 is the bound method, represented by the object.
pub fn method(rt: &mut RTyper, hop: &Hop, name: Symbol) -> R<Operand> {
    let hop = &plain(rt, hop)?;
    let Repr::BuiltinMethod(short, this) = *rt.repr(hop.args[0].r) else {
        return Err(TyperError::unsupported(format!("a call of the method {name}")));
    };
    let mut args = hop.args.clone();
    args[0].r = this;
    if let Some(Object::Builtin(bound)) = args[0].constant().map(|obj| rt.host.get(obj)) {
        args[0].v = ArgValue::Const(bound.this.unwrap_or(Obj::NONE));
    }
    if let rpython_annotator::Kind::BuiltinMethod(method) = &hop.args[0].s.kind {
        args[0].s = method.this.clone();
    }
    let bound = hop.with_args(args);
    match rt.repr(this).clone() {
        Repr::Str | Repr::Unicode | Repr::Char | Repr::UniChar => {
            reprs::string::method(rt, &bound, short.as_str())
        }
        Repr::List(_) => reprs::list::method(rt, &bound, short.as_str()),
        Repr::Dict(_) => reprs::dict::method(rt, &bound, short.as_str()),
        Repr::WeakRef(class) => {
            let target = rt.simple(Repr::Instance(class));
            let v = reprs::weakref::deref(rt, &bound, target)?;
            rt.result(hop, v, target)
        }
        Repr::Iter(_) if short == "next" => {
            reprs::iter::items(rt, &Hop { kind: rpython_flow::OpKind::next, ..bound })
        }
        _ => Err(TyperError::unsupported(format!("a call of the method {name}"))),
    }
}
