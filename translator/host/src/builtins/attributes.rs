//! `getattr`, `isinstance`, `type`-like questions, identity, hashing, `dir`.

use rpython_base::Symbol;

use super::check_args;
use crate::Host;
use crate::object::*;

type Keywords<'a> = &'a [(Symbol, Obj)];

fn name_argument(host: &mut Host, function: &str, name: Obj) -> Result<Symbol, Raised> {
    match host.symbol_of(name) {
        Some(name) => Ok(name),
        None => Err(Raised::type_error(host, format!("{function}(): attribute name must be string"))),
    }
}

fn getattr(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "getattr", args, keywords, 2, 3)?;
    let name = name_argument(host, "getattr", args[1])?;
    match args.get(2) {
        None => host.getattr(args[0], name),
        Some(&default) => Ok(host.getattr_opt(args[0], name)?.unwrap_or(default)),
    }
}

fn setattr(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "setattr", args, keywords, 3, 3)?;
    let name = name_argument(host, "setattr", args[1])?;
    host.setattr(args[0], name, args[2])?;
    Ok(Obj::NONE)
}

fn delattr(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "delattr", args, keywords, 2, 2)?;
    let name = name_argument(host, "delattr", args[1])?;
    host.delattr(args[0], name)?;
    Ok(Obj::NONE)
}

fn hasattr(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "hasattr", args, keywords, 2, 2)?;
    let name = name_argument(host, "hasattr", args[1])?;
    match host.getattr(args[0], name) {
        Ok(_) => Ok(Obj::TRUE),
        Err(raised) if host.raised_is(&raised, host.exc.exception) => Ok(Obj::FALSE),
        Err(raised) => Err(raised),
    }
}

fn isinstance(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "isinstance", args, keywords, 2, 2)?;
    let result = host.isinstance(args[0], args[1])?;
    Ok(host.new_bool(result))
}

fn issubclass(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "issubclass", args, keywords, 2, 2)?;
    let result = host.issubclass(args[0], args[1])?;
    Ok(host.new_bool(result))
}

fn callable(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "callable", args, keywords, 1, 1)?;
    let result = host.is_callable(args[0]);
    Ok(host.new_bool(result))
}

fn id(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "id", args, keywords, 1, 1)?;
    let id = host.id(args[0]);
    Ok(host.new_int(id))
}

fn hash(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "hash", args, keywords, 1, 1)?;
    let hash = host.hash(args[0])?;
    Ok(host.new_int(hash))
}

fn cmp(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "cmp", args, keywords, 2, 2)?;
    let ordering = host.cmp(args[0], args[1])?;
    Ok(host.new_int(ordering as i64))
}

fn len(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "len", args, keywords, 1, 1)?;
    let len = host.len(args[0])?;
    Ok(host.new_int(len as i64))
}

impl Host {
    /// Names for `dir(obj)`, sorted.
    fn dir_names(&mut self, obj: Obj) -> Vec<Symbol> {
        let mut names: Vec<Symbol> = Vec::new();
        let mut add =
            |map: Option<&AttrMap>| names.extend(map.into_iter().flat_map(|map| map.keys().copied()));
        match self.get(obj) {
            Object::Module(data) => add(Some(&data.dict)),
            Object::Class(data) => data.mro.iter().for_each(|&class| add(self.attr_map(class))),
            _ => {
                add(self.attr_map(obj));
                let class = self.class_of(obj);
                self.class_data(class).mro.iter().for_each(|&class| add(self.attr_map(class)));
                if let Object::Function(_) = self.get(obj) {
                    let special = [
                        "__name__",
                        "func_code",
                        "func_defaults",
                        "func_globals",
                        "func_closure",
                        "func_doc",
                        "func_dict",
                        "func_name",
                        "__module__",
                    ];
                    names.extend(special.iter().map(|name| Symbol::intern(name)));
                }
                names.push(self.names.class);
            }
        }
        names.sort();
        names.dedup();
        names
    }
}

fn dir(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "dir", args, keywords, 0, 1)?;
    let names = match args.first() {
        Some(&obj) => {
            if host.is_user(obj)
                && let Some(listed) = host.call_special(obj, Symbol::intern("__dir__"), &[])?
            {
                let items = host.collect(listed)?;
                let list = host.new_list(items);
                host.call_method(list, "sort", &[])?;
                return Ok(list);
            }
            host.dir_names(obj)
        }
        None => {
            let at = host.frames.len() - 1;
            let dict = host.frame_locals_dict(at)?;
            let mut names: Vec<Symbol> =
                host.mapping_items(dict)?.into_iter().map(|(name, _)| name).collect();
            names.sort();
            names
        }
    };
    let items = names.into_iter().map(|name| host.name(name)).collect();
    Ok(host.new_list(items))
}

pub(super) fn register(host: &mut Host) {
    let functions: &[(&str, BuiltinFn)] = &[
        ("getattr", getattr),
        ("setattr", setattr),
        ("delattr", delattr),
        ("hasattr", hasattr),
        ("isinstance", isinstance),
        ("issubclass", issubclass),
        ("callable", callable),
        ("id", id),
        ("hash", hash),
        ("cmp", cmp),
        ("len", len),
        ("dir", dir),
    ];
    host.add_functions(host.builtins, "__builtin__", functions);
}
