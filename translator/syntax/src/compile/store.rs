//! Assignment, augmented assignment, deletion.

use rpython_bytecode::{BinOp, Op};

use super::{Compiler, NameUse};
use crate::source::{Result, error_at};
use crate::tree::*;

impl Compiler<'_> {
    /// Stores the value on the stack.
    pub(super) fn store(&mut self, target: &Expr) -> Result<()> {
        self.spanned(target.span, |c| match &target.kind {
            ExprKind::Name(name) => c.name(*name, NameUse::Store),
            ExprKind::Attribute(value, name) => {
                c.expr(value)?;
                let index = c.name_index(*name);
                c.emit(Op::StoreAttr(index));
                Ok(())
            }
            ExprKind::Subscript(value, index) => {
                c.expr(value)?;
                let simple = c.index(index)?;
                c.emit(if simple { Op::StoreSlice } else { Op::StoreSubscr });
                Ok(())
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                c.emit(Op::UnpackSequence(items.len() as u32));
                items.iter().try_for_each(|item| c.store(item))
            }
            _ => Err(error_at(target.span, "cannot assign to this expression")),
        })
    }

    pub(super) fn delete(&mut self, target: &Expr) -> Result<()> {
        self.spanned(target.span, |c| match &target.kind {
            ExprKind::Name(name) => c.name(*name, NameUse::Delete),
            ExprKind::Attribute(value, name) => {
                c.expr(value)?;
                let index = c.name_index(*name);
                c.emit(Op::DeleteAttr(index));
                Ok(())
            }
            ExprKind::Subscript(value, index) => {
                c.expr(value)?;
                let simple = c.index(index)?;
                c.emit(if simple { Op::DeleteSlice } else { Op::DeleteSubscr });
                Ok(())
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().try_for_each(|item| c.delete(item))
            }
            _ => Err(error_at(target.span, "cannot delete this expression")),
        })
    }

    pub(super) fn augmented(&mut self, target: &Expr, op: BinOp, value: &Expr) -> Result<()> {
        let op = Op::Inplace(self.division(op));
        match &target.kind {
            ExprKind::Name(name) => {
                self.spanned(target.span, |c| c.name(*name, NameUse::Load))?;
                self.expr(value)?;
                self.emit(op);
                self.spanned(target.span, |c| c.name(*name, NameUse::Store))
            }
            ExprKind::Attribute(object, name) => {
                self.expr(object)?;
                self.emit(Op::DupTop);
                let index = self.name_index(*name);
                self.emit_at(Op::LoadAttr(index), target.span);
                self.expr(value)?;
                self.emit(op);
                self.emit(Op::RotTwo);
                self.emit_at(Op::StoreAttr(index), target.span);
                Ok(())
            }
            ExprKind::Subscript(object, index) => {
                self.expr(object)?;
                let simple = self.index(index)?;
                let (copies, load, rotate, store) = if simple {
                    (3, Op::LoadSlice, Op::RotFour, Op::StoreSlice)
                } else {
                    (2, Op::LoadSubscr, Op::RotThree, Op::StoreSubscr)
                };
                self.emit(Op::DupTopX(copies));
                self.emit_at(load, target.span);
                self.expr(value)?;
                self.emit(op);
                self.emit(rotate);
                self.emit_at(store, target.span);
                Ok(())
            }
            _ => Err(error_at(target.span, "this is not a possible target of an augmented assignment")),
        }
    }
}
