//! Operations on what a `Controller` of the program handles: each becomes a call of a function that does it on the real object.

use std::rc::Rc;

use rpython_base::Symbol;
use rpython_flow::{Op, OpKind, Operand};
use rpython_host::{Obj, Object};

use super::Done;
use crate::SomeValue;
use crate::builtins::{Call, Row};
use crate::cx::Cx;
use crate::fail::R;
use crate::lattice::{Controlled, Kind};

pub(crate) const TABLE: &[Row] = &[
    ("controllerentry.box", 2, 2, boxed),
    ("controllerentry.unbox", 2, 2, unboxed),
    ("controllerentry.is_box", 2, 2, is_boxed),
];

const LIBRARY: &str = "rpython.rtyper.controllerentry";

/// The call that an op stands for if its first operand has a controller, or an entry of the registry that replaces calls.
pub(super) fn operation(cx: &mut Cx<'_>, op: &Op, s: &[SomeValue]) -> R<Option<Done>> {
    let Some(first) = s.first() else { return Ok(None) };
    let (function, args) = match &first.kind {
        Kind::Controlled(controlled) => {
            let Some(name) = method_of(op.kind) else { return Ok(None) };
            (controller_operation(cx, controlled.controller, name)?, &op.args[..])
        }
        Kind::Builtin(id) if op.kind == OpKind::simple_call && *id == "extregistry.call" => {
            let Some(callee) = first.constant else { return Ok(None) };
            let Some(function) = crate::registry::replacement(cx, callee, &s[1..])? else { return Ok(None) };
            (function, &op.args[1..])
        }
        _ => return Ok(None),
    };
    let mut call = vec![Operand::Const(function)];
    call.extend_from_slice(args);
    let call = Op { kind: OpKind::simple_call, args: call, result: op.result, span: op.span };
    Ok(Some(Done::Rewrite(vec![call])))
}

/// The controller's method for an op.
fn method_of(kind: OpKind) -> Option<&'static str> {
    Some(match kind {
        OpKind::getattr => "getattr",
        OpKind::setattr => "setattr",
        OpKind::getitem | OpKind::getitem_idx | OpKind::getitem_key => "getitem",
        OpKind::setitem => "setitem",
        OpKind::delitem => "delitem",
        OpKind::bool => "bool",
        OpKind::simple_call => "call",
        _ => return None,
    })
}

fn controller_operation(cx: &mut Cx<'_>, controller: Obj, name: &str) -> R<Obj> {
    let name = cx.host.name(Symbol::intern(name));
    cx.host
        .import_module(LIBRARY)
        .and_then(|library| cx.host.call_method(library, "_operation", &[controller, name]))
        .map_err(|raised| cx.raised(raised, "the controller"))
}

fn controller_of(cx: &Cx<'_>, call: &Call<'_>) -> R<Obj> {
    match cx.const_obj(call.arg(0)) {
        Some(obj) if matches!(cx.host.get(obj), Object::Instance(_)) => Ok(obj),
        _ => Err(cx.error("constant-needed", "the controller must be known while translating")),
    }
}

fn boxed(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let controller = controller_of(cx, call)?;
    let real = call.arg(1).without_const();
    Ok(Kind::Controlled(Rc::new(Controlled { controller, real })).into())
}

fn unboxed(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    match &call.arg(1).kind {
        Kind::Controlled(controlled) => Ok(controlled.real.clone()),
        _ => {
            let text = format!("unbox() of what has no controller: {}", cx.out.describe_a(call.arg(1)));
            Err(cx.error("argument", text))
        }
    }
}

fn is_boxed(cx: &mut Cx<'_>, call: &Call<'_>) -> R {
    let controller = controller_of(cx, call)?;
    let is = matches!(&call.arg(1).kind, Kind::Controlled(c) if c.controller == controller);
    Ok(cx.const_bool(is))
}

impl Cx<'_> {
    /// A prebuilt object with a controller, as its entry describes it.
    pub(crate) fn controlled_constant(&mut self, obj: Obj, shown: Obj) -> R {
        let attr = |cx: &Self, name: &str| cx.instance_attr(shown, Symbol::intern(name)).unwrap_or(Obj::NONE);
        let (real, controller) = (attr(self, "real"), attr(self, "controller"));
        self.out.controlled.insert(obj, real);
        let real = self.constant(real)?.without_const();
        Ok(SomeValue::from(Kind::Controlled(Rc::new(Controlled { controller, real }))).with_const(obj))
    }
}
