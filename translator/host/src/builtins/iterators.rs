//! `iter`, `next`, `enumerate`, `reversed`.

use rpython_base::Symbol;
use rpython_bytecode::BinOp;

use super::{check_args, check_keywords, keyword};
use crate::Host;
use crate::iter::internal_any;
use crate::object::*;

type Keywords<'a> = &'a [(Symbol, Obj)];

#[derive(Debug)]
struct Enumerate {
    class: Obj,
    iterator: Obj,
    count: Obj,
}

#[derive(Debug)]
struct Reversed {
    class: Obj,
    sequence: Obj,
    left: usize,
}

impl Internal for Enumerate {
    fn class(&self) -> Obj {
        self.class
    }
    fn is_iterator(&self) -> bool {
        true
    }
    fn next(&mut self, host: &mut Host) -> Result<Option<Obj>, Raised> {
        let Some(item) = host.next(self.iterator)? else { return Ok(None) };
        let pair = host.new_tuple(&[self.count, item]);
        let one = host.new_int(1);
        self.count = host.binary(BinOp::Add, self.count, one)?;
        Ok(Some(pair))
    }
    fn trace(&self, visit: &mut dyn FnMut(Obj)) {
        visit(self.iterator);
        visit(self.count);
    }
    internal_any!();
}

impl Internal for Reversed {
    fn class(&self) -> Obj {
        self.class
    }
    fn is_iterator(&self) -> bool {
        true
    }
    fn next(&mut self, host: &mut Host) -> Result<Option<Obj>, Raised> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let index = host.new_int(self.left as i64);
        match host.getitem(self.sequence, index) {
            Ok(item) => Ok(Some(item)),
            Err(raised) if host.raised_is(&raised, host.exc.index_error) => {
                self.left = 0;
                Ok(None)
            }
            Err(raised) => Err(raised),
        }
    }
    fn trace(&self, visit: &mut dyn FnMut(Obj)) {
        visit(self.sequence);
    }
    internal_any!();
}

fn iter(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "iter", args, keywords, 1, 2)?;
    match args.get(1) {
        None => host.iter(args[0]),
        Some(&sentinel) => Ok(host.new_call_iterator(args[0], sentinel)),
    }
}

fn next(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "next", args, keywords, 1, 2)?;
    if !host.is_iterator(args[0])? {
        let class = host.type_name(args[0]);
        return Err(Raised::type_error(host, format!("{class} object is not an iterator")));
    }
    match (host.next(args[0])?, args.get(1)) {
        (Some(item), _) => Ok(item),
        (None, Some(&default)) => Ok(default),
        (None, None) => Err(Raised::stop_iteration(host)),
    }
}

fn enumerate(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "enumerate", args, &[], 1, 2)?;
    check_keywords(host, "enumerate", keywords, &["start"])?;
    let iterator = host.iter(args[0])?;
    let count = match args.get(1).copied().or_else(|| keyword(keywords, "start")) {
        Some(count) => count,
        None => host.new_int(0),
    };
    let class = host.classes.enumerate;
    Ok(host.new_internal(Enumerate { class, iterator, count }))
}

fn reversed(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "reversed", args, keywords, 1, 1)?;
    let name = host.names.reversed;
    if host.is_user(args[0])
        && let Some(result) = host.call_special(args[0], name, &[])?
    {
        return Ok(result);
    }
    let plain = host.content(args[0]);
    if let Object::Dict(_) | Object::Set(_) | Object::FrozenSet(_) = host.get(plain) {
        let class = host.class_of(plain);
        if let Some((_, method)) = host.lookup_class_attr(class, name) {
            return host.call(method, &[plain], &[]);
        }
        return Err(Raised::type_error(host, "argument to reversed() must be a sequence"));
    }
    let left = host.len(args[0])?;
    let class = host.classes.reversed;
    Ok(host.new_internal(Reversed { class, sequence: args[0], left }))
}

pub(super) fn register(host: &mut Host) {
    let functions: &[(&str, BuiltinFn)] = &[("iter", iter), ("next", next)];
    host.add_functions(host.builtins, "__builtin__", functions);
    host.set_constructor(host.classes.enumerate, enumerate);
    host.set_constructor(host.classes.reversed, reversed);
}
