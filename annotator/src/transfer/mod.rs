//! What each operation of a flow graph gives for given operands, by family.

mod arith;
mod attr;
mod compare;
mod controlled;
mod frozen;
mod isinstance;
mod items;
mod iteration;
mod throws;
mod unary;

use rpython_base::{Span, Symbol};
use rpython_flow::{Op, OpKind, Operand, Var};
use rpython_host::Object;

use crate::call::Args;
use crate::cx::Cx;
use crate::fail::{Fail, R};
use crate::{Kind, SomeValue};

pub(crate) use attr::getattr;
pub(crate) use controlled::TABLE as CONTROLLERS;
pub(crate) use items::check_slice;
pub(crate) use iteration::container_item;

/// What became of an op.
pub(crate) enum Done {
    /// Its result; the empty set if there is none (yet).
    Value(SomeValue),
    /// It stands for these ops.
    Rewrite(Vec<Op>),
}

impl From<SomeValue> for Done {
    fn from(value: SomeValue) -> Done {
        Done::Value(value)
    }
}

/// The annotations of an op's operands. Fails if nothing reaches them.
pub(crate) fn operands(cx: &mut Cx<'_>, op: &Op) -> R<Vec<SomeValue>> {
    let mut values = Vec::with_capacity(op.args.len());
    for &arg in &op.args {
        let value = cx.operand(arg)?;
        if value.is_impossible() {
            return Err(Fail::Blocked(None));
        }
        values.push(value);
    }
    Ok(values)
}

/// Infers one op.
pub(crate) fn op(cx: &mut Cx<'_>, op: &Op) -> R<Done> {
    use OpKind as K;
    let s = operands(cx, op)?;
    if let Some(done) = controlled::operation(cx, op, &s)? {
        return Ok(done);
    }
    match op.kind {
        K::pos
        | K::neg
        | K::invert
        | K::abs
        | K::bool
        | K::not_
        | K::len
        | K::hash
        | K::id
        | K::type_
        | K::int
        | K::float
        | K::long
        | K::ord
        | K::chr
        | K::unichr
        | K::hex
        | K::oct
        | K::bin
        | K::repr
        | K::str
        | K::unicode
        | K::neg_ovf
        | K::abs_ovf => unary::unary(cx, op, &s),
        K::iter | K::next | K::unpack_sequence => iteration::iteration(cx, op, &s),
        K::add
        | K::sub
        | K::mul
        | K::truediv
        | K::floordiv
        | K::div
        | K::mod_
        | K::divmod
        | K::lshift
        | K::rshift
        | K::and_
        | K::or_
        | K::xor
        | K::pow
        | K::inplace_add
        | K::inplace_sub
        | K::inplace_mul
        | K::inplace_truediv
        | K::inplace_floordiv
        | K::inplace_div
        | K::inplace_mod
        | K::inplace_pow
        | K::inplace_lshift
        | K::inplace_rshift
        | K::inplace_and
        | K::inplace_or
        | K::inplace_xor
        | K::coerce
        | K::add_ovf
        | K::sub_ovf
        | K::mul_ovf
        | K::floordiv_ovf
        | K::div_ovf
        | K::mod_ovf
        | K::lshift_ovf => arith::arith(cx, op, &s),
        K::lt | K::le | K::eq | K::ne | K::gt | K::ge | K::is_ | K::cmp | K::contains => {
            compare::compare(cx, op, &s)
        }
        K::isinstance | K::issubtype => isinstance::isinstance(cx, op, &s).map(Done::Value),
        K::getitem
        | K::getitem_idx
        | K::getitem_key
        | K::setitem
        | K::delitem
        | K::getslice
        | K::setslice
        | K::delslice => items::items(cx, op, &s),
        K::getattr | K::setattr | K::delattr => attr::attr(cx, op, &s),
        K::newtuple => {
            let constants: Option<Vec<_>> =
                s.iter().map(|v| cx.const_obj(v).filter(|_| v.is_immutable())).collect();
            let value = SomeValue::tuple(s.iter().map(SomeValue::without_known_types).collect::<Vec<_>>());
            Ok(Done::Value(match constants {
                Some(items) => {
                    let tuple = cx.host.new_tuple(&items);
                    let tuple = cx.canonical(tuple);
                    value.with_const(tuple)
                }
                None => value,
            }))
        }
        K::newlist => {
            let mut item = SomeValue::IMPOSSIBLE;
            for (index, value) in s.iter().enumerate() {
                let earlier = cx.origin(op.args[0]);
                item = cx.union(&item, value).map_err(|f| {
                    let later = cx.origin(op.args[index]);
                    f.at(|| "the items of one list".to_owned(), Some(earlier), Some(later))
                })?;
            }
            Ok(Done::Value(cx.new_list(&item)?))
        }
        K::newlist_hint => Ok(Done::Value(cx.new_list(&SomeValue::IMPOSSIBLE)?)),
        K::list_done => match s[0].kind {
            Kind::List(id) => Ok(Done::Value(cx.derived_list(&[id])?)),
            _ => Ok(Done::Value(s[0].clone())),
        },
        K::newdict => {
            let id = cx.dict_at(0);
            for pair in s.chunks(2) {
                cx.dict_generalize_key(id, &pair[0])?;
                cx.dict_generalize_value(id, &pair[1])?;
            }
            Ok(Done::Value(Kind::Dict(id).into()))
        }
        K::newset => Err(cx.error_help(
            "builtin",
            "sets are not supported in RPython",
            "use a dict with None as values: `d[x] = None`, `x in d`",
        )),
        K::newslice => Err(cx.error_help(
            "slice",
            "slices with a step are not supported in RPython",
            "loop over range(start, stop, step)",
        )),
        K::simple_call => {
            let callee = s[0].clone();
            if let Kind::Builtin(id) = callee.kind
                && let Some(kind) = crate::builtins::op_of(id.as_str(), s.len() - 1)
            {
                let op = Op { kind, args: op.args[1..].to_vec(), result: op.result, span: op.span };
                return Ok(Done::Rewrite(vec![op]));
            }
            cx.call(&callee, Args::positional(s[1..].to_vec())).map(Done::Value)
        }
        K::call_args => call_args(cx, op, &s),
        K::yield_ => Err(cx.error("internal", "internal error: a generator was not turned into a class")),
        K::hint => Ok(raised(cx, op, &s).unwrap_or_else(|| Done::Value(hinted(cx, &s)))),
        K::same_as => Ok(Done::Value(s[0].clone())),
    }
}

/// A call with keywords or `*args`: the second operand tells the form.
fn call_args(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> R<Done> {
    let shape = cx.const_obj(&s[1]).and_then(|o| cx.host.sequence_items(o));
    let Some([count, names, star, starstar]) = shape.as_deref() else {
        return Err(cx.error("internal", "internal error: a call without a form"));
    };
    let count = cx.host.int_value(*count).unwrap_or(0) as usize;
    let names: Vec<Symbol> = cx
        .host
        .sequence_items(*names)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|name| cx.host.symbol_of(name))
        .collect();
    let is_true = |cx: &Cx<'_>, o| match cx.host.get(o) {
        Object::Bool(b) => *b,
        Object::Int(i) => *i != 0,
        _ => false,
    };
    if is_true(cx, *starstar) {
        return Err(cx.error("star-args", "calls with **keywords are not supported in RPython"));
    }
    if let Kind::Builtin(id) = s[0].kind
        && !names.is_empty()
        && let Some(ops) = positional_builtin(cx, op, s, id, count, &names)
    {
        return Ok(Done::Rewrite(ops));
    }
    let mut args = Args::positional(s[2..2 + count].to_vec());
    args.keywords = names.iter().copied().zip(s[2 + count..].iter().cloned()).collect();
    if is_true(cx, *star) {
        let extra = &s[2 + count + names.len()];
        match &extra.kind {
            Kind::Tuple(items) => {
                args.star_items = items.len() as u32;
                args.positional.extend(items.iter().cloned());
            }
            _ => {
                return Err(cx.error(
                    "star-args",
                    format!(
                        "*args in a call must be a tuple of known length, and this is {}",
                        cx.out.describe_a(extra)
                    ),
                ));
            }
        }
    }
    cx.call(&s[0].clone(), args).map(Done::Value)
}

/// A call of a known function with keywords, as one with positional arguments only (or as a hint).
fn positional_builtin(
    cx: &mut Cx<'_>,
    op: &Op,
    s: &[SomeValue],
    id: Symbol,
    count: usize,
    names: &[Symbol],
) -> Option<Vec<Op>> {
    let positional = &op.args[2..2 + count];
    if id == "jit.hint" {
        let mut args = positional.to_vec();
        for (i, name) in names.iter().enumerate() {
            if cx.bool_const(&s[2 + count + i]) != Some(false) {
                args.push(Operand::Const(cx.host.name(*name)));
            }
        }
        return Some(vec![Op { kind: OpKind::hint, args, result: op.result, span: op.span }]);
    }
    let function = s[0].constant.filter(|&f| matches!(cx.host.get(f), Object::Function(_)))?;
    let desc = cx.function_desc(function);
    let signature = cx.out.descs[desc].as_function()?.signature.clone();
    if signature.star.is_some() || signature.starstar.is_some() {
        return None;
    }
    let shape = crate::CallShape { positional: count as u32, keywords: names.to_vec() };
    let (sources, _) = signature.match_shape(&shape).ok()?;
    let mut args = vec![op.args[0]];
    for source in sources {
        args.push(match source {
            crate::ArgSource::Positional(i) => positional[i],
            crate::ArgSource::Keyword(i) => op.args[2 + count + i],
            crate::ArgSource::Default(obj) => Operand::Const(obj),
        });
    }
    Some(vec![Op { kind: OpKind::simple_call, args, result: op.result, span: op.span }])
}

/// What stands for the hint on something that is raised: where it is a class, that is called.
fn raised(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> Option<Done> {
    if cx.name_const(s.get(1)?)? != rpython_flow::RAISED {
        return None;
    }
    let is_class = s[0].as_pbc().is_some_and(|set| cx.out.descs[set.descs[0]].is_class());
    let kind = if is_class { OpKind::simple_call } else { OpKind::same_as };
    Some(Done::Rewrite(vec![Op { kind, args: vec![op.args[0]], result: op.result, span: op.span }]))
}

/// What a hint makes of its operand: the identity, with facts about an instance's accesses.
fn hinted(cx: &Cx<'_>, s: &[SomeValue]) -> SomeValue {
    let mut result = s[0].clone();
    for name in &s[1..] {
        let name = cx.name_const(name);
        match (name.map_or("", |n| n.as_str()), &mut result.kind) {
            ("access_directly", Kind::Instance { flags, .. }) => flags.access_directly = true,
            ("fresh_virtualizable", Kind::Instance { flags, .. }) => flags.fresh_virtualizable = true,
            ("force_no_const", _) => result.constant = None,
            _ => {}
        }
    }
    result
}

/// The ops that call a special method of an instance in place of `op`: `getattr` and `simple_call`.
pub(crate) fn method_call(cx: &mut Cx<'_>, op: &Op, this: Operand, name: &str, args: &[Operand]) -> Done {
    let site = cx.site.expect("ops are looked at in graphs");
    let name = cx.host.name(Symbol::intern(name));
    let method = {
        let info = &mut cx.out.graphs[site.graph];
        info.bindings.push(SomeValue::IMPOSSIBLE);
        info.origins.push(Span::NONE);
        info.graph.vars.push(Var { name: None })
    };
    let get =
        Op { kind: OpKind::getattr, args: vec![this, Operand::Const(name)], result: method, span: op.span };
    let mut call_args = vec![Operand::Var(method)];
    call_args.extend_from_slice(args);
    let call = Op { kind: OpKind::simple_call, args: call_args, result: op.result, span: op.span };
    Done::Rewrite(vec![get, call])
}

/// Whether instances of an annotation's class (or of a class derived from it) have a method, or frozen instances do.
pub(crate) fn has_method(cx: &Cx<'_>, s: &SomeValue, name: &str) -> bool {
    let name = Symbol::intern(name);
    if let Kind::Pbc(set) = &s.kind {
        return set.descs.iter().all(|&d| match &cx.out.descs[d] {
            crate::Desc::Frozen(f) => match cx.host.get(f.obj) {
                Object::Instance(data) => cx.class_has(data.class, name),
                _ => false,
            },
            _ => false,
        });
    }
    let Some(class) = s.as_instance() else { return false };
    cx.desc_lookup(cx.out.classdefs[class].desc, name).is_some()
        || cx
            .out
            .subclasses(class)
            .iter()
            .any(|&c| cx.out.descs[cx.out.classdefs[c].desc].as_class().is_some_and(|d| d.has_own(name)))
}

/// What cannot be done with the first operand of some ops, whatever the others are.
fn misuse(kind: OpKind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        OpKind::getitem | OpKind::getitem_idx | OpKind::getitem_key => ("index", "has no items"),
        OpKind::setitem => ("index", "has no items that could be assigned"),
        OpKind::delitem => ("index", "has no items that could be deleted"),
        OpKind::getslice => ("slice", "cannot be sliced"),
        OpKind::setslice => ("slice", "has no slices that could be assigned"),
        OpKind::delslice => ("slice", "has no slices that could be deleted"),
        OpKind::unpack_sequence => ("unpack", "cannot be unpacked into variables"),
        _ => return None,
    })
}

/// The error for operands that an op does not take.
pub(crate) fn unsupported(cx: &Cx<'_>, op: &Op, s: &[SomeValue]) -> Fail {
    let symbol = arith::symbol(op.kind);
    if let ([a, ..], Some((code, what))) = (s, misuse(op.kind)) {
        return cx.error(code, format!("{} {what}", cx.out.describe_a(a)));
    }
    let text = match s {
        [a, b, ..] if op.kind == OpKind::contains => format!(
            "`in` is not supported in RPython: {} is looked for in {}",
            cx.out.describe_a(b),
            cx.out.describe_a(a)
        ),
        [a, b, ..] => format!(
            "{symbol} is not supported in RPython between {} and {}",
            cx.out.describe_a(a),
            cx.out.describe_a(b)
        ),
        [a] => format!("{symbol} is not supported in RPython for {}", cx.out.describe_a(a)),
        [] => format!("{symbol} is not supported in RPython"),
    };
    cx.error("operation", text)
}

/// Infers an op on values that are no operands of the current op: for functions that are also ops.
pub(crate) fn pseudo_op(cx: &mut Cx<'_>, kind: OpKind, s: &[SomeValue]) -> R {
    // The operands of the call behind the callee are the op's own, so that what is learned about them holds.
    let site = cx.site;
    let args = site
        .and_then(|site| cx.out.graphs[site.graph].graph.blocks[site.block].ops.get(site.op as usize))
        .filter(|op| op.kind == OpKind::simple_call && op.args.len() == s.len() + 1)
        .map(|op| op.args[1..].to_vec());
    let result = site.and_then(|site| site.result);
    let (Some(args), Some(result)) = (args, result) else {
        return Err(cx.error("builtin", format!("{}() is not supported in this form", kind.name())));
    };
    let op = Op { kind, args, result, span: cx.span() };
    for value in s {
        if value.is_impossible() {
            return Err(Fail::Blocked(None));
        }
    }
    let done = self::op(cx, &op)?;
    match done {
        Done::Value(value) => Ok(value),
        Done::Rewrite(_) => Err(cx.error(
            "builtin",
            format!("{}() of an instance is only supported when it is called by its name", kind.name()),
        )),
    }
}
