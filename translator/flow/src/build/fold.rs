//! Constant folding: operations on constants are executed by the import-time evaluator, provided that
//! nothing can change their result later. Mutable prebuilt objects (lists, dicts, instances) are
//! constants too, but what is in them is not.

use rpython_base::Symbol;
use rpython_bytecode::{BinOp, CmpOp, UnOp};
use rpython_host::{Host, Obj, Object, Raised};

use super::state::same_constant;
use crate::ops::OpKind;

/// The class attribute that marks `unrolling_iterable` objects.
const UNROLLING_MARK: &str = "_unrolling_iterable_";
/// The attribute with their items.
const UNROLLING_ITEMS: &str = "_items";

/// What came of folding.
pub(crate) enum Folded {
    /// It has to be done at run time.
    No,
    /// The result.
    Value(Obj),
    /// It always raises.
    Raises(Raised),
}

impl From<Result<Obj, Raised>> for Folded {
    fn from(result: Result<Obj, Raised>) -> Folded {
        match result {
            Ok(value) => Folded::Value(value),
            Err(raised) => Folded::Raises(raised),
        }
    }
}

/// Whether `class` is `base` or derives from it.
pub(super) fn is_subclass(host: &Host, class: Obj, base: Obj) -> bool {
    class == base || host.class(class).is_some_and(|data| data.mro.contains(&base))
}

/// Whether this is an `unrolling_iterable`.
pub(super) fn is_unrolling(host: &Host, obj: Obj) -> bool {
    let Object::Instance(data) = host.get(obj) else { return false };
    host.lookup_class_attr(data.class, Symbol::intern(UNROLLING_MARK)).is_some()
}

/// Whether a constant must never be merged with another one: an instance of the library's `SpecTag`.
pub(super) fn is_spec_tag(host: &Host, obj: Obj) -> bool {
    let Object::Instance(data) = host.get(obj) else { return false };
    let is_tag = |class: &Obj| {
        host.class(*class).is_some_and(|data| data.name == "SpecTag" && data.module == "rpython.rlib.unroll")
    };
    host.class(data.class).is_some_and(|data| data.mro.iter().any(is_tag))
}

/// The items of an `unrolling_iterable`.
pub(super) fn unrolling_items(host: &mut Host, obj: Obj) -> Result<Vec<Obj>, Raised> {
    let items = host.getattr(obj, Symbol::intern(UNROLLING_ITEMS))?;
    match host.sequence_items(items) {
        Some(items) => Ok(items),
        None => host.collect(items),
    }
}

/// A global variable or built-in.
pub(super) fn lookup_global(host: &mut Host, globals: Obj, name: Symbol) -> Option<Obj> {
    match host.scope_get(globals, name) {
        Ok(Some(obj)) => Some(obj),
        Ok(None) | Err(_) => host.builtin(name),
    }
}

/// Whether nothing about the object's value can change.
pub(super) fn is_immutable(host: &Host, obj: Obj) -> bool {
    match host.get(obj) {
        Object::None
        | Object::Ellipsis
        | Object::NotImplemented
        | Object::Bool(_)
        | Object::Int(_)
        | Object::Long(_)
        | Object::RInt(..)
        | Object::SingleFloat(_)
        | Object::LongFloat(_)
        | Object::Float(_)
        | Object::Complex(..)
        | Object::Str(_)
        | Object::Unicode(_)
        | Object::FrozenSet(_)
        | Object::XRange(..)
        | Object::Function(_)
        | Object::Builtin(_)
        | Object::Class(_)
        | Object::Module(_)
        | Object::LLType(_)
        | Object::Code(_) => true,
        Object::Tuple(items) => items.iter().all(|&item| is_immutable(host, item)),
        Object::Slice(parts) => parts.iter().all(|&part| is_immutable(host, part)),
        _ => false,
    }
}

/// A number, string, bool or None, or a tuple of them: what arithmetic and comparisons fold on.
pub(super) fn is_plain(host: &Host, obj: Obj) -> bool {
    match host.get(obj) {
        Object::Function(_) | Object::Builtin(_) | Object::Class(_) | Object::Module(_) | Object::Code(_) => {
            false
        }
        Object::Tuple(items) => items.iter().all(|&item| is_plain(host, item)),
        _ => is_immutable(host, obj),
    }
}

/// Whether attributes read from this constant are constants: modules, classes, functions, low-level types
/// and instances whose class says `_freeze_`.
pub(super) fn is_frozen(host: &Host, obj: Obj) -> bool {
    match host.get(obj) {
        Object::Module(_)
        | Object::Class(_)
        | Object::Function(_)
        | Object::Builtin(_)
        | Object::LLType(_)
        | Object::BoundMethod(_) => true,
        Object::Instance(data) => host.lookup_class_attr(data.class, Symbol::intern("_freeze_")).is_some(),
        _ => false,
    }
}

/// Whether this is an object that stands for a value of the finished program; it has attributes of its own before.
fn is_symbolic(host: &Host, obj: Obj) -> bool {
    match host.get(obj) {
        Object::Instance(data) => host.lookup_class_attr(data.class, Symbol::intern("_symbolic_")).is_some(),
        _ => false,
    }
}

/// Folds an op whose operands are all constants.
pub(crate) fn fold(host: &mut Host, kind: OpKind, args: &[Obj]) -> Folded {
    use OpKind as K;
    match kind {
        K::pos | K::neg | K::invert | K::abs | K::not_ | K::bool | K::repr | K::str | K::unicode => {
            fold_unary(host, kind, args[0])
        }
        K::len | K::hash | K::id | K::type_ => fold_inspection(host, kind, args[0]),
        // Not `float`, `int`, `chr` and `unichr`: what they give is known to type inference, but is printed like what
        // is computed at run time.
        K::long | K::ord | K::hex | K::oct | K::bin | K::divmod | K::cmp | K::coerce => {
            fold_builtin_call(host, kind.name(), args)
        }
        K::lt | K::le | K::eq | K::ne | K::gt | K::ge => fold_comparison(host, kind, args[0], args[1]),
        K::is_ if args.iter().any(|&a| is_mutable_instance(host, a)) => Folded::No,
        K::is_ => Folded::Value(host.new_bool(identical(host, args[0], args[1]))),
        K::contains => fold_contains(host, args[0], args[1]),
        K::isinstance => fold_isinstance(host, args[0], args[1]),
        K::issubtype => {
            if host.class(args[0]).is_none() {
                return Folded::No;
            }
            host.issubclass(args[0], args[1]).map(|b| host.new_bool(b)).into()
        }
        K::getitem | K::getitem_idx | K::getitem_key => fold_getitem(host, args[0], args[1]),
        K::getslice => {
            if !is_string_or_tuple(host, args[0]) || !args[1..].iter().all(|&a| is_plain(host, a)) {
                return Folded::No;
            }
            host.getslice(args[0], args[1], args[2]).into()
        }
        K::getattr => fold_getattr(host, args[0], args[1]),
        K::newtuple => Folded::Value(host.new_tuple(args)),
        K::newslice => {
            if !args.iter().all(|&a| is_plain(host, a)) {
                return Folded::No;
            }
            Folded::Value(host.new_slice(args[0], args[1], args[2]))
        }
        _ => match binary_operator(kind) {
            Some(op) => fold_arithmetic(host, op, args[0], args[1]),
            None => Folded::No,
        },
    }
}

/// The operator of an arithmetic op, in-place and checked forms included.
fn binary_operator(kind: OpKind) -> Option<BinOp> {
    use OpKind as K;
    Some(match kind {
        K::add | K::inplace_add | K::add_ovf => BinOp::Add,
        K::sub | K::inplace_sub | K::sub_ovf => BinOp::Sub,
        K::mul | K::inplace_mul | K::mul_ovf => BinOp::Mul,
        K::truediv | K::inplace_truediv => BinOp::TrueDiv,
        K::floordiv | K::inplace_floordiv | K::floordiv_ovf => BinOp::FloorDiv,
        K::div | K::inplace_div | K::div_ovf => BinOp::Div,
        K::mod_ | K::inplace_mod | K::mod_ovf => BinOp::Mod,
        K::pow | K::inplace_pow => BinOp::Pow,
        K::lshift | K::inplace_lshift | K::lshift_ovf => BinOp::LShift,
        K::rshift | K::inplace_rshift => BinOp::RShift,
        K::and_ | K::inplace_and => BinOp::And,
        K::or_ | K::inplace_or => BinOp::Or,
        K::xor | K::inplace_xor => BinOp::Xor,
        _ => return None,
    })
}

fn fold_arithmetic(host: &mut Host, op: BinOp, a: Obj, b: Obj) -> Folded {
    let formats = op == BinOp::Mod && matches!(host.get(a), Object::Str(_) | Object::Unicode(_));
    let foldable = if formats { is_immutable(host, b) } else { is_plain(host, a) && is_plain(host, b) };
    if !foldable || is_huge(host, op, a, b) {
        return Folded::No;
    }
    let result = host.binary(op, a, b).into();
    unless_grown_long(host, result, &[a, b])
}

/// Arithmetic on words whose result is no word any more is done at run time, where it wraps around or overflows.
fn unless_grown_long(host: &Host, result: Folded, operands: &[Obj]) -> Folded {
    let is_long = |obj: Obj| matches!(host.get(obj), Object::Long(_));
    match result {
        Folded::Value(value) if is_long(value) && !operands.iter().any(|&operand| is_long(operand)) => {
            Folded::No
        }
        other => other,
    }
}

/// Whether the result would be too large to compute while translating (`'x' * 10**9`, `1 << 10**9`).
fn is_huge(host: &Host, op: BinOp, a: Obj, b: Obj) -> bool {
    const LIMIT: i64 = 1 << 20;
    match op {
        BinOp::Mul => {
            let length = |o: Obj| match host.get(o) {
                Object::Str(s) => Some(s.len() as i64),
                Object::Unicode(s) => Some(s.len() as i64),
                Object::Tuple(t) => Some(t.len() as i64),
                _ => None,
            };
            let times = |s: Obj, n: Obj| match (length(s), host.int_value(n)) {
                (Some(len), Some(n)) => len.saturating_mul(n) > LIMIT,
                _ => false,
            };
            times(a, b) || times(b, a)
        }
        BinOp::LShift => host.int_value(b).is_some_and(|n| n > LIMIT),
        BinOp::Pow => {
            matches!(host.get(a), Object::Int(_) | Object::Long(_))
                && host.int_value(b).is_some_and(|n| n > 4096)
        }
        _ => false,
    }
}

fn fold_unary(host: &mut Host, kind: OpKind, a: Obj) -> Folded {
    match kind {
        OpKind::bool => fold_truth(host, a),
        OpKind::not_ => match fold_truth(host, a) {
            Folded::Value(truth) => Folded::Value(host.new_bool(truth != Obj::TRUE)),
            other => other,
        },
        _ if !is_immutable(host, a) => Folded::No,
        OpKind::pos => host.unary(UnOp::Pos, a).into(),
        OpKind::neg => {
            let result = host.unary(UnOp::Neg, a).into();
            unless_grown_long(host, result, &[a])
        }
        OpKind::invert => host.unary(UnOp::Invert, a).into(),
        OpKind::repr => host.repr(a).map(|bytes| host.new_str(&bytes)).into(),
        OpKind::str => match host.get(a) {
            Object::Str(_) => Folded::Value(a),
            _ => host.str(a).map(|bytes| host.new_str(&bytes)).into(),
        },
        OpKind::abs => fold_builtin_call(host, kind.name(), &[a]),
        _ => Folded::No,
    }
}

/// The truth of a constant. Instances are true unless their class says how to find out.
fn fold_truth(host: &mut Host, a: Obj) -> Folded {
    let defines =
        |host: &Host, class: Obj, name: &str| host.lookup_class_attr(class, Symbol::intern(name)).is_some();
    let known = match host.get(a) {
        Object::Instance(data) => {
            let class = data.class;
            let asks = defines(host, class, "__nonzero__") || defines(host, class, "__len__");
            if asks && !is_frozen(host, a) {
                return Folded::No;
            }
            asks.then_some(a)
        }
        Object::BoundMethod(_)
        | Object::Function(_)
        | Object::Builtin(_)
        | Object::Class(_)
        | Object::Module(_) => None,
        Object::LLPtr(_) | Object::Address(_) => Some(a),
        _ if is_immutable(host, a) => Some(a),
        _ => return Folded::No,
    };
    match known {
        None => Folded::Value(Obj::TRUE),
        Some(a) => host.is_true(a).map(|b| host.new_bool(b)).into(),
    }
}

fn fold_inspection(host: &mut Host, kind: OpKind, a: Obj) -> Folded {
    match kind {
        OpKind::type_ if is_mutable_instance(host, a) => Folded::No,
        OpKind::type_ => Folded::Value(host.type_of(a)),
        OpKind::len => match host.get(a) {
            Object::Str(_)
            | Object::Unicode(_)
            | Object::Tuple(_)
            | Object::FrozenSet(_)
            | Object::XRange(..) => host.len(a).map(|n| host.new_int(n as i64)).into(),
            Object::Instance(_) if is_frozen(host, a) => host.len(a).map(|n| host.new_int(n as i64)).into(),
            _ => Folded::No,
        },
        _ => Folded::No,
    }
}

/// Calls the pure built-in function of this name on plain constants.
pub(super) fn fold_builtin_call(host: &mut Host, name: &str, args: &[Obj]) -> Folded {
    if !args.iter().all(|&a| is_plain(host, a)) {
        return Folded::No;
    }
    match host.builtin(Symbol::intern(name)) {
        Some(function) => host.call(function, args, &[]).into(),
        None => Folded::No,
    }
}

fn fold_comparison(host: &mut Host, kind: OpKind, a: Obj, b: Obj) -> Folded {
    let op = match kind {
        OpKind::lt => CmpOp::Lt,
        OpKind::le => CmpOp::Le,
        OpKind::eq => CmpOp::Eq,
        OpKind::ne => CmpOp::Ne,
        OpKind::gt => CmpOp::Gt,
        _ => CmpOp::Ge,
    };
    let equality = matches!(op, CmpOp::Eq | CmpOp::Ne);
    let foldable = if equality {
        is_immutable(host, a) && is_immutable(host, b)
    } else {
        is_plain(host, a) && is_plain(host, b)
    };
    if foldable { host.compare(op, a, b).into() } else { Folded::No }
}

/// `a is b`: equal numbers and strings are one object in a translated program's constants.
fn identical(host: &Host, a: Obj, b: Obj) -> bool {
    let shared = |o: Obj| !matches!(host.get(o), Object::Tuple(_));
    host.is_same(a, b) || (shared(a) && shared(b) && same_constant(host, a, b))
}

/// An instance that is no constant: what is found out about it is not known before types are inferred.
fn is_mutable_instance(host: &Host, a: Obj) -> bool {
    matches!(host.get(a), Object::Instance(_)) && !is_immutable(host, a)
}

fn is_string_or_tuple(host: &Host, a: Obj) -> bool {
    matches!(host.get(a), Object::Str(_) | Object::Unicode(_) | Object::Tuple(_))
}

fn fold_contains(host: &mut Host, container: Obj, item: Obj) -> Folded {
    let foldable = match host.get(container) {
        Object::Str(_)
        | Object::Unicode(_)
        | Object::Tuple(_)
        | Object::FrozenSet(_)
        | Object::XRange(..) => is_immutable(host, container) && is_immutable(host, item),
        _ => false,
    };
    if foldable { host.contains(container, item).map(|b| host.new_bool(b)).into() } else { Folded::No }
}

fn fold_isinstance(host: &mut Host, a: Obj, class: Obj) -> Folded {
    let is_class = |host: &Host, o: Obj| host.class(o).is_some();
    let known = match host.get(class) {
        Object::Tuple(items) => items.iter().all(|&c| is_class(host, c)),
        _ => is_class(host, class),
    };
    if !known || is_mutable_instance(host, a) && !is_symbolic(host, a) {
        return Folded::No;
    }
    host.isinstance(a, class).map(|b| host.new_bool(b)).into()
}

fn fold_getitem(host: &mut Host, container: Obj, index: Obj) -> Folded {
    if !is_plain(host, index) {
        return Folded::No;
    }
    match host.get(container) {
        Object::Str(_) | Object::Unicode(_) | Object::Tuple(_) | Object::XRange(..) => {
            host.getitem(container, index).into()
        }
        Object::Instance(_) if is_frozen(host, container) && !defines_getitem(host, container) => {
            host.getitem(container, index).into()
        }
        _ => Folded::No,
    }
}

fn defines_getitem(host: &Host, obj: Obj) -> bool {
    let Object::Instance(data) = host.get(obj) else { return false };
    let found = host.lookup_class_attr(data.class, Symbol::intern("__getitem__"));
    found.is_some_and(|(_, value)| matches!(host.get(value), Object::Function(_)))
}

fn fold_getattr(host: &mut Host, obj: Obj, name: Obj) -> Folded {
    let Some(symbol) = host.symbol_of(name) else { return Folded::No };
    if matches!(host.get(obj), Object::None) {
        return host.getattr(obj, symbol).into();
    }
    if !is_frozen(host, obj) && !is_symbolic(host, obj) {
        return Folded::No;
    }
    match host.getattr(obj, symbol) {
        Ok(value) => Folded::Value(plain_function(host, value)),
        Err(raised) => Folded::Raises(raised),
    }
}

/// `Class.method` is the function itself.
fn plain_function(host: &Host, value: Obj) -> Obj {
    match host.get(value) {
        Object::BoundMethod(data) if data.this == Obj::NONE && is_function(host, data.func) => data.func,
        _ => value,
    }
}

fn is_function(host: &Host, obj: Obj) -> bool {
    matches!(host.get(obj), Object::Function(_))
}
