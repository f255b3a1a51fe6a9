//! Constructors of `type`, `property`, `staticmethod`, `classmethod`, `super`, `object`-like classes.

use rpython_base::Symbol;

use super::{check_args, check_keywords, keyword};
use crate::Host;
use crate::object::*;

type Keywords<'a> = &'a [(Symbol, Obj)];

fn property(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "property", args, &[], 0, 4)?;
    check_keywords(host, "property", keywords, &["fget", "fset", "fdel", "doc"])?;
    let mut parts = [Obj::NONE; 4];
    for (i, name) in ["fget", "fset", "fdel", "doc"].into_iter().enumerate() {
        parts[i] = args.get(i).copied().or_else(|| keyword(keywords, name)).unwrap_or(Obj::NONE);
    }
    if parts[3] == Obj::NONE
        && let Object::Function(data) = host.get(parts[0])
    {
        parts[3] = data.doc;
    }
    Ok(host.alloc(Object::Property(Box::new(parts))))
}

fn property_with(host: &mut Host, args: &[Obj], which: usize) -> Result<Obj, Raised> {
    let (this, func) = (crate::slots::arg(host, args, 0)?, crate::slots::arg(host, args, 1)?);
    let plain = host.content(this);
    let Object::Property(parts) = host.get(plain) else {
        return Err(Raised::type_error(host, "a property is required"));
    };
    let mut parts = parts.clone();
    parts[which] = func;
    Ok(host.alloc(Object::Property(parts)))
}

fn property_getter(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    property_with(host, args, 0)
}

fn property_setter(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    property_with(host, args, 1)
}

fn property_deleter(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    property_with(host, args, 2)
}

fn staticmethod(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "staticmethod", args, keywords, 1, 1)?;
    Ok(host.alloc(Object::StaticMethod(args[0])))
}

fn classmethod(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "classmethod", args, keywords, 1, 1)?;
    Ok(host.alloc(Object::ClassMethod(args[0])))
}

fn super_(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "super", args, keywords, 1, 2)?;
    if host.class(args[0]).is_none_or(|data| data.kind == ClassKind::OldStyle) {
        let class = host.type_name(args[0]);
        return Err(Raised::type_error(host, format!("must be type, not {class}")));
    }
    let this = args.get(1).copied().unwrap_or(Obj::NONE);
    let fits = this == Obj::NONE
        || host.is_subclass_raw(host.class_of(this), args[0])
        || host.is_subclass_raw(this, args[0]);
    if !fits {
        return Err(Raised::type_error(host, "super(type, obj): obj must be an instance or subtype of type"));
    }
    Ok(host.alloc(Object::Super(args[0], this)))
}

pub(crate) fn register(host: &mut Host) {
    let c = host.classes.clone();
    host.set_constructor(c.property, property);
    host.set_constructor(c.staticmethod, staticmethod);
    host.set_constructor(c.classmethod, classmethod);
    host.set_constructor(c.super_, super_);
    let methods: &[(&str, BuiltinFn)] =
        &[("getter", property_getter), ("setter", property_setter), ("deleter", property_deleter)];
    host.add_methods(c.property, methods);
}
