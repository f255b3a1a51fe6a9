//! What can be assigned to and deleted.

use rpython_base::Diagnostic;

use crate::source::{Result, error_at};
use crate::tree::{Expr, ExprKind};

/// How a target is used, for messages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Use {
    Assign,
    Augment,
    Delete,
}

impl Use {
    fn verb(self) -> &'static str {
        match self {
            Use::Assign | Use::Augment => "assign to",
            Use::Delete => "delete",
        }
    }
}

/// Checks that an expression is a target.
pub fn check_target(target: &Expr, how: Use) -> Result<()> {
    match &target.kind {
        ExprKind::Name(name) => match name.as_str() {
            "None" | "__debug__" => Err(reject(target, how, name.as_str())),
            _ => Ok(()),
        },
        ExprKind::Attribute(_, name) => match name.as_str() {
            "None" => Err(reject(target, how, "None")),
            _ => Ok(()),
        },
        ExprKind::Subscript(..) => Ok(()),
        ExprKind::Tuple(items) | ExprKind::List(items) => {
            if how == Use::Augment {
                let what = if matches!(target.kind, ExprKind::Tuple(_)) { "a tuple" } else { "a list" };
                let message = format!("{what} is not a possible target of an augmented assignment");
                return Err(error_at(target.span, message));
            }
            if items.is_empty() && matches!(target.kind, ExprKind::Tuple(_)) {
                return Err(reject(target, how, "()"));
            }
            items.iter().try_for_each(|item| check_target(item, how))
        }
        other => Err(reject(target, how, describe(other))),
    }
}

fn reject(target: &Expr, how: Use, what: &str) -> Box<Diagnostic> {
    let error = error_at(target.span, format!("cannot {} {what}", how.verb()));
    if how == Use::Assign && matches!(target.kind, ExprKind::Compare(..)) {
        return Box::new(error.with_help("the operators '==' and '=' differ: '=' assigns"));
    }
    error
}

fn describe(kind: &ExprKind) -> &'static str {
    match kind {
        ExprKind::Const(_) => "a literal",
        ExprKind::Call(_) => "a function call",
        ExprKind::Unary(..) | ExprKind::Binary(..) | ExprKind::Bool(..) => "an operator",
        ExprKind::Compare(..) => "a comparison",
        ExprKind::IfElse(_) => "a conditional expression",
        ExprKind::Lambda(_) => "a lambda",
        ExprKind::Set(_) | ExprKind::Dict(_) => "a display",
        ExprKind::ListComp(..) => "a list comprehension",
        ExprKind::Comp(comp) => match comp.kind {
            crate::tree::CompKind::Generator(_) => "a generator expression",
            crate::tree::CompKind::Set(_) => "a set comprehension",
            crate::tree::CompKind::Dict(..) => "a dict comprehension",
        },
        ExprKind::Yield(_) => "a yield expression",
        ExprKind::Name(_) => "a name",
        ExprKind::Attribute(..) => "an attribute",
        ExprKind::Subscript(..) => "a subscript",
        ExprKind::Tuple(_) => "a tuple",
        ExprKind::List(_) => "a list",
    }
}
