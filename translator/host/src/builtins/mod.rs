//! The functions of `__builtin__`, a file per family.

pub mod attributes;
pub mod descriptors;
pub mod file;
pub mod iterators;
pub mod members;
pub mod numbers;
pub mod scopes;
pub mod sequences;
pub mod strings;

use rpython_base::Symbol;

use crate::Host;
use crate::object::*;

/// TypeError unless the number of positional arguments lies between `min` and `max`, and there are no keywords.
pub fn check_args(
    host: &mut Host,
    name: &str,
    args: &[Obj],
    keywords: &[(Symbol, Obj)],
    min: usize,
    max: usize,
) -> Result<(), Raised> {
    if !keywords.is_empty() {
        return Err(Raised::type_error(host, format!("{name}() takes no keyword arguments")));
    }
    let given = args.len();
    if (min..=max).contains(&given) {
        return Ok(());
    }
    let message = if min == max {
        let words = match min {
            0 => "no arguments".to_owned(),
            1 => "exactly one argument".to_owned(),
            _ => format!("exactly {min} arguments"),
        };
        format!("{name}() takes {words} ({given} given)")
    } else if given < min {
        format!("{name} expected at least {min} arguments, got {given}")
    } else {
        format!("{name} expected at most {max} arguments, got {given}")
    };
    Err(Raised::type_error(host, message))
}

/// The value of a keyword argument.
pub fn keyword(keywords: &[(Symbol, Obj)], name: &str) -> Option<Obj> {
    keywords.iter().find(|(known, _)| *known == name).map(|&(_, value)| value)
}

/// TypeError if there is a keyword argument not in `allowed`.
pub fn check_keywords(
    host: &mut Host,
    function: &str,
    keywords: &[(Symbol, Obj)],
    allowed: &[&str],
) -> Result<(), Raised> {
    match keywords.iter().find(|(name, _)| !allowed.contains(&name.as_str())) {
        None => Ok(()),
        Some((name, _)) => {
            let message = format!("'{name}' is an invalid keyword argument for this function");
            let _ = function;
            Err(Raised::type_error(host, message))
        }
    }
}

/// Makes `__builtin__`: constants, classes, exceptions, functions.
pub(crate) fn register(host: &mut Host) {
    let module = host.new_module("__builtin__");
    host.builtins = module;
    let constants = [
        ("None", Obj::NONE),
        ("True", Obj::TRUE),
        ("False", Obj::FALSE),
        ("NotImplemented", Obj::NOT_IMPLEMENTED),
        ("Ellipsis", Obj::ELLIPSIS),
        ("__debug__", Obj::TRUE),
    ];
    for (name, value) in constants {
        host.set_raw(module, Symbol::intern(name), value);
    }
    let c = host.classes.clone();
    let classes = [
        c.object,
        c.type_,
        c.basestring,
        c.int,
        c.bool,
        c.long,
        c.float,
        c.complex,
        c.str,
        c.unicode,
        c.bytearray,
        c.tuple,
        c.list,
        c.dict,
        c.set,
        c.frozenset,
        c.slice,
        c.xrange,
        c.property,
        c.staticmethod,
        c.classmethod,
        c.super_,
        c.enumerate,
        c.reversed,
        c.file,
    ];
    for class in classes {
        let name = host.class_data(class).name;
        host.set_raw(module, name, class);
    }
    let bytes = Symbol::intern("bytes");
    host.set_raw(module, bytes, c.str);
    for (name, class) in crate::exceptions::all(host) {
        host.set_raw(module, Symbol::intern(name), class);
    }
    for (alias, class) in [("IOError", host.exc.io_error), ("EnvironmentError", host.exc.environment_error)] {
        host.set_raw(module, Symbol::intern(alias), class);
    }
    attributes::register(host);
    file::register(host);
    iterators::register(host);
    numbers::register(host);
    scopes::register(host);
    sequences::register(host);
    strings::register(host);
    crate::eval::generator::register(host);
}
