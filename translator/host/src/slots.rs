//! Special methods of built-in classes as attributes: `list.__getitem__`, `dict.__setitem__`, `object.__init__`,
//! `type.__new__`... so that subclasses can call what they override.
//!
//! Operators on plain objects never come here. Each function takes its object's native content and calls the
//! same functions in [`crate::types`] as the operators do.

use rpython_base::{Span, Symbol};
use rpython_bytecode::{BinOp, CmpOp, UnOp};

use crate::Host;
use crate::object::*;
use crate::ops::{binary_names, compare_names};
use crate::types;

type Keywords<'a> = &'a [(Symbol, Obj)];

/// The argument at `index`; TypeError if there are too few.
pub fn arg(host: &mut Host, args: &[Obj], index: usize) -> Result<Obj, Raised> {
    match args.get(index) {
        Some(&value) => Ok(value),
        None => {
            let given = args.len();
            Err(Raised::type_error(host, format!("expected at least {} arguments, got {given}", index + 1)))
        }
    }
}

fn or_not_implemented(value: Option<Obj>) -> Obj {
    value.unwrap_or(Obj::NOT_IMPLEMENTED)
}

macro_rules! binary_slots {
    ($($op:ident)*) => {
        fn binary_slot(op: BinOp) -> (BuiltinFn, BuiltinFn, BuiltinFn) {
            match op {
                $(BinOp::$op => (
                    |host, args, _| {
                        let (a, b) = (arg(host, args, 0)?, arg(host, args, 1)?);
                        let a = host.content(a);
                        let b = host.plain_operand(BinOp::$op, a, b);
                        types::binary(host, BinOp::$op, a, b).map(or_not_implemented)
                    },
                    |host, args, _| {
                        let (a, b) = (arg(host, args, 0)?, arg(host, args, 1)?);
                        let (a, b) = (host.content(a), host.content(b));
                        types::binary(host, BinOp::$op, b, a).map(or_not_implemented)
                    },
                    |host, args, _| {
                        let (this, b) = (arg(host, args, 0)?, arg(host, args, 1)?);
                        let plain = host.content(this);
                        let result = types::inplace(host, BinOp::$op, plain, b)?;
                        Ok(result.map_or(Obj::NOT_IMPLEMENTED, |_| this))
                    },
                ),)*
            }
        }
    };
}

binary_slots! { Add Sub Mul Div TrueDiv FloorDiv Mod Pow LShift RShift And Or Xor }

fn compare_content(host: &mut Host, op: CmpOp, args: &[Obj]) -> Result<Obj, Raised> {
    let (a, b) = (arg(host, args, 0)?, arg(host, args, 1)?);
    let (a, b) = (host.content(a), host.content(b));
    Ok(match types::compare(host, op, a, b)? {
        Some(value) => host.new_bool(value),
        None => Obj::NOT_IMPLEMENTED,
    })
}

fn compare_slot(op: CmpOp) -> BuiltinFn {
    match op {
        CmpOp::Lt => |host, args, _| compare_content(host, CmpOp::Lt, args),
        CmpOp::Le => |host, args, _| compare_content(host, CmpOp::Le, args),
        CmpOp::Ne => |host, args, _| compare_content(host, CmpOp::Ne, args),
        CmpOp::Gt => |host, args, _| compare_content(host, CmpOp::Gt, args),
        CmpOp::Ge => |host, args, _| compare_content(host, CmpOp::Ge, args),
        CmpOp::Eq | CmpOp::In | CmpOp::NotIn | CmpOp::Is | CmpOp::IsNot | CmpOp::ExcMatch => {
            |host, args, _| compare_content(host, CmpOp::Eq, args)
        }
    }
}

fn unary_content(host: &mut Host, op: UnOp, args: &[Obj]) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let plain = host.content(this);
    host.unary(op, plain)
}

fn slot_cmp(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let (a, b) = (arg(host, args, 0)?, arg(host, args, 1)?);
    let (a, b) = (host.content(a), host.content(b));
    if host.is_user(b) {
        return Ok(Obj::NOT_IMPLEMENTED);
    }
    let ordering = host.cmp(a, b)?;
    Ok(host.new_int(ordering as i64))
}

fn slot_getitem(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let (this, key) = (arg(host, args, 0)?, arg(host, args, 1)?);
    let plain = host.content(this);
    if plain != this && matches!(host.get(plain), Object::Dict(_)) {
        if let Some(value) = types::dict_get(host, plain, key)? {
            return Ok(value);
        }
        let missing = host.names.missing;
        if let Some(value) = host.call_special(this, missing, &[key])? {
            return Ok(value);
        }
        return Err(Raised::key_error(host, key));
    }
    host.getitem(plain, key)
}

fn slot_setitem(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let (this, key, value) = (arg(host, args, 0)?, arg(host, args, 1)?, arg(host, args, 2)?);
    let plain = host.content(this);
    host.setitem(plain, key, value)?;
    Ok(Obj::NONE)
}

fn slot_delitem(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let (this, key) = (arg(host, args, 0)?, arg(host, args, 1)?);
    let plain = host.content(this);
    host.delitem(plain, key)?;
    Ok(Obj::NONE)
}

fn slot_getslice(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let (this, start, stop) = (arg(host, args, 0)?, arg(host, args, 1)?, arg(host, args, 2)?);
    let (start, stop) = slice_start(host, start, stop)?;
    let plain = host.content(this);
    host.getslice(plain, start, stop)
}

/// `__getslice__` and friends got negative bounds adjusted already: what is still negative counts as 0.
fn slice_start(host: &mut Host, start: Obj, stop: Obj) -> Result<(Obj, Obj), Raised> {
    let mut fixed = [start, stop];
    for bound in &mut fixed {
        if host.int_value(*bound).is_some_and(|value| value < 0) {
            *bound = host.new_int(0);
        }
    }
    Ok((fixed[0], fixed[1]))
}

fn slot_setslice(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let (this, start, stop) = (arg(host, args, 0)?, arg(host, args, 1)?, arg(host, args, 2)?);
    let value = arg(host, args, 3)?;
    let (start, stop) = slice_start(host, start, stop)?;
    let plain = host.content(this);
    host.setslice(plain, start, stop, value)?;
    Ok(Obj::NONE)
}

fn slot_delslice(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let (this, start, stop) = (arg(host, args, 0)?, arg(host, args, 1)?, arg(host, args, 2)?);
    let (start, stop) = slice_start(host, start, stop)?;
    let plain = host.content(this);
    host.delslice(plain, start, stop)?;
    Ok(Obj::NONE)
}

fn slot_len(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let plain = host.content(this);
    let len = host.len(plain)?;
    Ok(host.new_int(len as i64))
}

fn slot_contains(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let (this, item) = (arg(host, args, 0)?, arg(host, args, 1)?);
    let plain = host.content(this);
    let found = host.contains(plain, item)?;
    Ok(host.new_bool(found))
}

fn slot_iter(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let plain = host.content(this);
    host.iter(plain)
}

fn slot_nonzero(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let plain = host.content(this);
    let value = host.is_true(plain)?;
    Ok(host.new_bool(value))
}

fn slot_hash(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let plain = host.content(this);
    let hash = match types::hash(host, plain)? {
        Some(hash) => hash,
        None => host.id(this) >> 4,
    };
    Ok(host.new_int(hash))
}

fn slot_repr(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let text = host.default_repr(this)?;
    Ok(host.new_str(&text))
}

fn slot_str(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let plain = host.content(this);
    let text = host.str(plain)?;
    Ok(host.new_str(&text))
}

fn construct_from_content(host: &mut Host, class: Obj, args: &[Obj]) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let plain = host.content(this);
    host.call(class, &[plain], &[])
}

fn slot_int(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    construct_from_content(host, host.classes.int, args)
}

fn slot_long(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    construct_from_content(host, host.classes.long, args)
}

fn slot_float(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    construct_from_content(host, host.classes.float, args)
}

fn slot_index(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    Ok(host.content(this))
}

fn slot_abs(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let plain = host.content(this);
    crate::builtins::numbers::abs(host, &[plain], &[])
}

fn slot_divmod(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let (a, b) = (arg(host, args, 0)?, arg(host, args, 1)?);
    let (a, b) = (host.content(a), host.content(b));
    crate::builtins::numbers::divmod(host, &[a, b], &[])
}

fn slot_pow(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    if let &[a, b, modulus] = args {
        let plain = [host.content(a), host.content(b), host.content(modulus)];
        return crate::builtins::numbers::pow(host, &plain, keywords);
    }
    binary_slot(BinOp::Pow).0(host, args, keywords)
}

fn slot_new(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    let class = arg(host, args, 0)?;
    if host.class(class).is_none() {
        return Err(Raised::type_error(host, "__new__(X): X is not a type object"));
    }
    host.new_with_native(class, &args[1..], keywords)
}

fn slot_init(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let plain = host.content(this);
    let native_class = host.class_of(plain);
    if let Some(&initializer) = host.initializers.get(&native_class) {
        let mut all = args.to_vec();
        all[0] = plain;
        initializer(host, &all, keywords)?;
    }
    Ok(Obj::NONE)
}

fn object_new(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let class = arg(host, args, 0)?;
    let Some(data) = host.class(class) else {
        return Err(Raised::type_error(host, "object.__new__(X): X is not a type object"));
    };
    if data.native_base.is_some() {
        return host.new_with_native(class, &[], &[]);
    }
    if host.is_subclass_raw(class, host.exc.base_exception) {
        return Ok(host.new_exception(class, &[]));
    }
    Ok(host.new_instance(class))
}

fn object_init(_: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    Ok(Obj::NONE)
}

fn object_repr(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let text = match host.get(this) {
        Object::Instance(_) => host.object_repr(this).into_bytes(),
        _ => host.default_repr(this)?,
    };
    Ok(host.new_str(&text))
}

fn object_str(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let text = host.repr(this)?;
    Ok(host.new_str(&text))
}

fn object_hash(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let hash = host.id(this) >> 4;
    Ok(host.new_int(hash))
}

fn attr_name(host: &mut Host, args: &[Obj]) -> Result<Symbol, Raised> {
    let name = arg(host, args, 1)?;
    match host.symbol_of(name) {
        Some(name) => Ok(name),
        None => Err(Raised::type_error(host, "attribute name must be string")),
    }
}

fn object_getattribute(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let name = attr_name(host, args)?;
    if !matches!(host.get(this), Object::Instance(_)) {
        return host.getattr(this, name);
    }
    let class = host.class_of(this);
    match host.generic_getattr(this, class, name)? {
        Some(value) => Ok(value),
        None => Err(host.no_attr(this, name)),
    }
}

fn object_setattr(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let (this, value) = (arg(host, args, 0)?, arg(host, args, 2)?);
    let name = attr_name(host, args)?;
    host.generic_setattr(this, name, Some(value))?;
    Ok(Obj::NONE)
}

fn object_delattr(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let name = attr_name(host, args)?;
    host.generic_setattr(this, name, None)?;
    Ok(Obj::NONE)
}

fn type_new(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let &[metaclass, name, bases, dict] = args else {
        if let &[_, obj] = args {
            return Ok(host.type_of(obj));
        }
        return Err(Raised::type_error(host, "type() takes 1 or 3 arguments"));
    };
    make_class(host, metaclass, name, bases, dict)
}

pub(crate) fn make_class(
    host: &mut Host,
    metaclass: Obj,
    name: Obj,
    bases: Obj,
    dict: Obj,
) -> Result<Obj, Raised> {
    let Some(symbol) = host.symbol_of(name) else {
        return Err(Raised::type_error(host, "type() argument 1 must be string"));
    };
    let Some(bases) = host.sequence_items(bases) else {
        return Err(Raised::type_error(host, "type() argument 2 must be tuple"));
    };
    let items = host.mapping_items(dict)?;
    host.new_class(metaclass, symbol, &bases, items, Span::NONE)
}

fn type_call(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    let class = arg(host, args, 0)?;
    if host.class(class).is_none() {
        return Err(Raised::type_error(host, "type.__call__ requires a class"));
    }
    host.type_call(class, &args[1..], keywords)
}

fn type_getattribute(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let class = arg(host, args, 0)?;
    let name = attr_name(host, args)?;
    host.type_getattr(class, name)
}

fn type_mro(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let class = arg(host, args, 0)?;
    let mro = host.class(class).map(|data| data.mro.clone()).unwrap_or_default();
    Ok(host.new_list(mro))
}

fn type_subclasses(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let class = arg(host, args, 0)?;
    let known = host.subclasses.get(&class).cloned().unwrap_or_default();
    let direct = known.into_iter().filter(|&c| host.class(c).is_some_and(|data| data.bases.contains(&class)));
    let direct = direct.collect();
    Ok(host.new_list(direct))
}

fn type_instancecheck(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let (class, obj) = (arg(host, args, 0)?, arg(host, args, 1)?);
    Ok(host.new_bool(host.is_subclass_raw(host.class_of(obj), class)))
}

fn type_subclasscheck(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let (class, other) = (arg(host, args, 0)?, arg(host, args, 1)?);
    Ok(host.new_bool(host.is_subclass_raw(other, class)))
}

fn exception_new(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    // The arguments are kept by `__init__`; one that does not call its base leaves `args` empty.
    let class = arg(host, args, 0)?;
    Ok(host.new_exception(class, &[]))
}

fn exception_init(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    if !keywords.is_empty() {
        let name = host.class_name(this);
        return Err(Raised::type_error(host, format!("{name} does not take keyword arguments")));
    }
    host.init_exception(this, &args[1..]);
    Ok(Obj::NONE)
}

fn exception_str(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let text = host.exception_str(this)?;
    Ok(host.new_str(&text))
}

fn exception_repr(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let text = host.exception_repr(this)?;
    Ok(host.new_str(&text))
}

fn exception_getitem(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let (this, key) = (arg(host, args, 0)?, arg(host, args, 1)?);
    let items = host.exception_args(this);
    let tuple = host.new_tuple(&items);
    host.getitem(tuple, key)
}

const INTEGER_OPS: &[BinOp] = &[
    BinOp::Add,
    BinOp::Sub,
    BinOp::Mul,
    BinOp::Div,
    BinOp::TrueDiv,
    BinOp::FloorDiv,
    BinOp::Mod,
    BinOp::Pow,
    BinOp::LShift,
    BinOp::RShift,
    BinOp::And,
    BinOp::Or,
    BinOp::Xor,
];
const FLOAT_OPS: &[BinOp] = &[
    BinOp::Add,
    BinOp::Sub,
    BinOp::Mul,
    BinOp::Div,
    BinOp::TrueDiv,
    BinOp::FloorDiv,
    BinOp::Mod,
    BinOp::Pow,
];
const SET_OPS: &[BinOp] = &[BinOp::Sub, BinOp::And, BinOp::Or, BinOp::Xor];
const COMPARISONS: &[CmpOp] = &[CmpOp::Lt, CmpOp::Le, CmpOp::Eq, CmpOp::Ne, CmpOp::Gt, CmpOp::Ge];

fn add_binary(host: &mut Host, class: Obj, ops: &[BinOp], reflected: bool) {
    for &op in ops {
        let (name, reflected_name, _) = binary_names(op);
        let (direct, swapped, _) = binary_slot(op);
        host.add_methods(class, &[(name, direct)]);
        if reflected {
            host.add_methods(class, &[(reflected_name, swapped)]);
        }
    }
}

fn add_inplace(host: &mut Host, class: Obj, ops: &[BinOp]) {
    for &op in ops {
        host.add_methods(class, &[(binary_names(op).2, binary_slot(op).2)]);
    }
}

fn add_common(host: &mut Host, class: Obj, hashable: bool) {
    for &op in COMPARISONS {
        if let Some((name, _)) = compare_names(op) {
            host.add_methods(class, &[(name, compare_slot(op))]);
        }
    }
    let methods: &[(&str, BuiltinFn)] = &[("__repr__", slot_repr)];
    host.add_methods(class, methods);
    if hashable {
        host.add_methods(class, &[("__hash__", slot_hash)]);
    } else {
        let name = host.names.hash;
        host.set_raw(class, name, Obj::NONE);
    }
}

const NUMBER: &[(&str, BuiltinFn)] = &[
    ("__nonzero__", slot_nonzero),
    ("__abs__", slot_abs),
    ("__divmod__", slot_divmod),
    ("__int__", slot_int),
    ("__long__", slot_long),
    ("__float__", slot_float),
    ("__str__", slot_str),
    ("__neg__", |host, args, _| unary_content(host, UnOp::Neg, args)),
    ("__pos__", |host, args, _| unary_content(host, UnOp::Pos, args)),
];
const CONTAINER: &[(&str, BuiltinFn)] =
    &[("__len__", slot_len), ("__contains__", slot_contains), ("__iter__", slot_iter)];
const SEQUENCE: &[(&str, BuiltinFn)] = &[("__getitem__", slot_getitem), ("__getslice__", slot_getslice)];
const MUTABLE: &[(&str, BuiltinFn)] = &[("__setitem__", slot_setitem), ("__delitem__", slot_delitem)];

fn register_numbers(host: &mut Host) {
    let c = host.classes.clone();
    for class in [c.int, c.long] {
        add_common(host, class, true);
        add_binary(host, class, INTEGER_OPS, true);
        host.add_methods(class, NUMBER);
        host.add_methods(class, &[("__pow__", slot_pow)]);
        let more: &[(&str, BuiltinFn)] = &[
            ("__index__", slot_index),
            ("__cmp__", slot_cmp),
            ("__invert__", |host, args, _| unary_content(host, UnOp::Invert, args)),
        ];
        host.add_methods(class, more);
    }
    for class in [c.float, c.complex] {
        add_common(host, class, true);
        add_binary(host, class, FLOAT_OPS, true);
        host.add_methods(class, NUMBER);
    }
}

fn register_sequences(host: &mut Host) {
    let c = host.classes.clone();
    for class in [c.str, c.unicode, c.tuple, c.list, c.bytearray] {
        add_common(host, class, class != c.list && class != c.bytearray);
        host.add_methods(class, CONTAINER);
        host.add_methods(class, SEQUENCE);
        add_binary(host, class, &[BinOp::Add], false);
        add_binary(host, class, &[BinOp::Mul], true);
    }
    for class in [c.str, c.unicode] {
        add_binary(host, class, &[BinOp::Mod], true);
        host.add_methods(class, &[("__str__", slot_str)]);
    }
    for class in [c.list, c.bytearray] {
        host.add_methods(class, MUTABLE);
        host.add_methods(class, &[("__setslice__", slot_setslice), ("__delslice__", slot_delslice)]);
        add_inplace(host, class, &[BinOp::Add, BinOp::Mul]);
    }
}

fn register_hashed(host: &mut Host) {
    let c = host.classes.clone();
    for class in [c.dict, c.set, c.frozenset] {
        add_common(host, class, class == c.frozenset);
        host.add_methods(class, CONTAINER);
    }
    host.add_methods(c.dict, &[("__getitem__", slot_getitem)]);
    host.add_methods(c.dict, MUTABLE);
    for class in [c.set, c.frozenset] {
        add_binary(host, class, SET_OPS, true);
    }
    add_inplace(host, c.set, SET_OPS);
}

/// `__new__` is a static method.
fn wrap_new(host: &mut Host, class: Obj) {
    let new = host.names.new;
    if let Some(value) = host.get_raw(class, new) {
        let wrapped = host.alloc(Object::StaticMethod(value));
        host.set_raw(class, new, wrapped);
    }
}

/// Gives a class with a constructor its `__new__` and `__init__`.
pub(crate) fn add_new(host: &mut Host, class: Obj) {
    let (new, init) = (host.names.new, host.names.init);
    if host.get_raw(class, new).is_none() {
        host.add_methods(class, &[("__new__", slot_new)]);
        wrap_new(host, class);
    }
    if host.get_raw(class, init).is_none() {
        host.add_methods(class, &[("__init__", slot_init)]);
    }
}

/// Enters all of them.
pub(crate) fn register(host: &mut Host) {
    let c = host.classes.clone();
    let object: &[(&str, BuiltinFn)] = &[
        ("__new__", object_new),
        ("__init__", object_init),
        ("__repr__", object_repr),
        ("__str__", object_str),
        ("__hash__", object_hash),
        ("__getattribute__", object_getattribute),
        ("__setattr__", object_setattr),
        ("__delattr__", object_delattr),
    ];
    host.add_methods(c.object, object);
    host.set_raw(c.object, host.names.dunder_doc, Obj::NONE);
    let type_: &[(&str, BuiltinFn)] = &[
        ("__new__", type_new),
        ("__init__", object_init),
        ("__call__", type_call),
        ("__getattribute__", type_getattribute),
        ("mro", type_mro),
        ("__subclasses__", type_subclasses),
        ("__instancecheck__", type_instancecheck),
        ("__subclasscheck__", type_subclasscheck),
    ];
    host.add_methods(c.type_, type_);
    let exception: &[(&str, BuiltinFn)] = &[
        ("__new__", exception_new),
        ("__init__", exception_init),
        ("__str__", exception_str),
        ("__repr__", exception_repr),
        ("__getitem__", exception_getitem),
    ];
    host.add_methods(host.exc.base_exception, exception);
    register_numbers(host);
    register_sequences(host);
    register_hashed(host);
    for class in [c.object, c.type_, host.exc.base_exception] {
        wrap_new(host, class);
    }
}
