//! Expressions.

use rpython_base::Span;
use rpython_bytecode::{BinOp, CallShape, CmpOp, Const, Op, flags};

use super::{Compiler, NameUse, literals};
use crate::scope::ScopeKind;
use crate::source::{Result, error_at};
use crate::tree::*;

impl Compiler<'_> {
    /// Pushes the value of an expression.
    pub(super) fn expr(&mut self, e: &Expr) -> Result<()> {
        let outer = std::mem::replace(&mut self.span, e.span);
        self.expr_kind(e)?;
        self.span = outer;
        Ok(())
    }

    fn expr_kind(&mut self, e: &Expr) -> Result<()> {
        match &e.kind {
            ExprKind::Const(value) => self.emit_const(value.clone()),
            ExprKind::Name(name) => self.name(*name, NameUse::Load)?,
            ExprKind::Attribute(value, name) => {
                self.expr(value)?;
                let index = self.name_index(*name);
                self.emit(Op::LoadAttr(index));
            }
            ExprKind::Subscript(value, index) => {
                self.expr(value)?;
                let simple = self.index(index)?;
                self.emit(if simple { Op::LoadSlice } else { Op::LoadSubscr });
            }
            ExprKind::Call(call) => self.call(call)?,
            ExprKind::Unary(op, value) => {
                self.expr(value)?;
                self.emit(Op::Unary(*op));
            }
            ExprKind::Binary(op, left, right) => match literals::large(e) {
                Some(value) => self.emit_const(value),
                None => {
                    self.expr(left)?;
                    self.expr(right)?;
                    self.emit(Op::Binary(self.division(*op)));
                }
            },
            ExprKind::Bool(op, values) => self.bool_op(*op, values)?,
            ExprKind::Compare(left, rest) => self.compare(left, rest)?,
            ExprKind::IfElse(e) => self.if_else(e)?,
            ExprKind::Lambda(lambda) => self.lambda(lambda)?,
            ExprKind::Tuple(items) => match constant(e) {
                Some(value) => self.emit_const(value),
                None => {
                    self.exprs(items)?;
                    self.emit(Op::BuildTuple(items.len() as u32));
                }
            },
            ExprKind::List(items) => {
                self.exprs(items)?;
                self.emit(Op::BuildList(items.len() as u32));
            }
            ExprKind::Set(items) => {
                self.exprs(items)?;
                self.emit(Op::BuildSet(items.len() as u32));
            }
            ExprKind::Dict(items) => {
                self.emit(Op::BuildMap(items.len() as u32));
                for (key, value) in items {
                    self.expr(value)?;
                    self.expr(key)?;
                    self.emit_at(Op::StoreMap, key.span);
                }
            }
            ExprKind::ListComp(value, clauses) => self.list_comp(value, clauses)?,
            ExprKind::Comp(comp) => self.comp(comp, e.span)?,
            ExprKind::Yield(value) => {
                if self.scopes[self.unit.scope].kind != ScopeKind::Function {
                    return Err(error_at(e.span, "'yield' outside function"));
                }
                match value {
                    Some(value) => self.expr(value)?,
                    None => self.emit_none(),
                }
                self.emit(Op::YieldValue);
            }
        }
        Ok(())
    }

    pub(super) fn exprs(&mut self, list: &[Expr]) -> Result<()> {
        list.iter().try_for_each(|e| self.expr(e))
    }

    /// Pushes the value, or `None` for a missing expression.
    pub(super) fn expr_or_none(&mut self, e: Option<&Expr>) -> Result<()> {
        match e {
            Some(e) => self.expr(e),
            None => {
                self.emit_none();
                Ok(())
            }
        }
    }

    /// What `/` means here.
    pub(super) fn division(&self, op: BinOp) -> BinOp {
        if op == BinOp::Div && self.futures & flags::FUTURE_DIVISION != 0 { BinOp::TrueDiv } else { op }
    }

    fn bool_op(&mut self, op: BoolOp, values: &[Expr]) -> Result<()> {
        let end = self.label();
        let make = match op {
            BoolOp::And => Op::JumpIfFalseOrPop,
            BoolOp::Or => Op::JumpIfTrueOrPop,
        };
        let Some((last, first)) = values.split_last() else { return Ok(()) };
        for value in first {
            self.expr(value)?;
            self.spanned(value.span, |c| c.emit_jump(make, end));
        }
        self.expr(last)?;
        self.bind(end);
        Ok(())
    }

    fn compare(&mut self, left: &Expr, rest: &[(CmpOp, Expr)]) -> Result<()> {
        self.expr(left)?;
        let Some(((last_op, last), first)) = rest.split_last() else { return Ok(()) };
        if first.is_empty() {
            self.expr(last)?;
            self.emit(Op::Compare(*last_op));
            return Ok(());
        }
        let (cleanup, end) = (self.label(), self.label());
        for (op, right) in first {
            self.expr(right)?;
            self.emit(Op::DupTop);
            self.emit(Op::RotThree);
            self.emit(Op::Compare(*op));
            self.emit_jump(Op::JumpIfFalseOrPop, cleanup);
        }
        self.expr(last)?;
        self.emit(Op::Compare(*last_op));
        self.emit_jump(Op::Jump, end);
        self.bind(cleanup);
        self.emit(Op::RotTwo);
        self.emit(Op::PopTop);
        self.bind(end);
        Ok(())
    }

    fn if_else(&mut self, e: &IfElse) -> Result<()> {
        let (orelse, end) = (self.label(), self.label());
        self.jump_if(&e.test, false, orelse)?;
        self.expr(&e.body)?;
        self.emit_jump(Op::Jump, end);
        self.bind(orelse);
        self.expr(&e.orelse)?;
        self.bind(end);
        Ok(())
    }

    fn call(&mut self, call: &Call) -> Result<()> {
        self.expr(&call.func)?;
        self.exprs(&call.args)?;
        let Ok(positional) = u16::try_from(call.args.len()) else {
            return Err(error_at(self.span, "more than 65535 arguments"));
        };
        let mut shape = CallShape::positional(positional);
        if !call.keywords.is_empty() {
            let names = call.keywords.iter().map(|(name, _)| Const::Str(name.as_str().as_bytes().into()));
            let names = Const::Tuple(names.collect());
            for (_, value) in &call.keywords {
                self.expr(value)?;
            }
            shape.keywords = self.unit.constant(names);
        }
        if let Some(star) = &call.star {
            self.expr(star)?;
            shape.star = true;
        }
        if let Some(starstar) = &call.starstar {
            self.expr(starstar)?;
            shape.starstar = true;
        }
        self.emit(Op::Call(shape));
        Ok(())
    }

    /// Pushes what stands in the brackets. True for a simple slice, whose two bounds were pushed.
    pub(super) fn index(&mut self, index: &Index) -> Result<bool> {
        match index {
            Index::Slice(SliceIndex { lower, upper, step: None, .. }) => {
                self.expr_or_none(lower.as_ref())?;
                self.expr_or_none(upper.as_ref())?;
                Ok(true)
            }
            Index::Item(_) | Index::Slice(_) | Index::Ellipsis | Index::Tuple(_) => {
                self.index_value(index)?;
                Ok(false)
            }
        }
    }

    fn index_value(&mut self, index: &Index) -> Result<()> {
        match index {
            Index::Item(e) => self.expr(e),
            Index::Ellipsis => {
                self.emit_const(Const::Ellipsis);
                Ok(())
            }
            Index::Slice(slice) => {
                self.expr_or_none(slice.lower.as_ref())?;
                self.expr_or_none(slice.upper.as_ref())?;
                self.expr_or_none(slice.step.as_ref().and_then(Option::as_ref))?;
                self.emit_slice(slice.span);
                Ok(())
            }
            Index::Tuple(items) => {
                items.iter().try_for_each(|item| self.index_value(item))?;
                self.emit(Op::BuildTuple(items.len() as u32));
                Ok(())
            }
        }
    }

    fn emit_slice(&mut self, span: Span) {
        self.emit_at(Op::BuildSlice, span);
    }
}

/// The value of a constant expression: a literal, `None`, a tuple of constants.
pub(super) fn constant(e: &Expr) -> Option<Const> {
    match &e.kind {
        ExprKind::Const(value) => Some(value.clone()),
        ExprKind::Name(name) if *name == "None" => Some(Const::None),
        ExprKind::Tuple(items) => Some(Const::Tuple(items.iter().map(constant).collect::<Option<_>>()?)),
        _ => None,
    }
}

/// The truth of a condition known at compile time, by which code is left out.
pub(super) fn known_truth(e: &Expr) -> Option<bool> {
    match &e.kind {
        ExprKind::Const(value) => match value {
            Const::Int(i) => Some(*i != 0),
            Const::Long(i) => Some(*i != num_bigint::BigInt::ZERO),
            Const::Float(f) | Const::Imag(f) => Some(*f != 0.0),
            Const::Str(s) => Some(!s.is_empty()),
            Const::Unicode(s) => Some(!s.is_empty()),
            Const::None | Const::Ellipsis | Const::Bool(_) | Const::Tuple(_) | Const::Code(_) => None,
        },
        ExprKind::Name(name) if *name == "__debug__" => Some(true),
        _ => None,
    }
}
