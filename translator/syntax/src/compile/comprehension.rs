//! Comprehensions and generator expressions.

use rpython_base::{Span, Symbol};
use rpython_bytecode::Op;

use super::{Compiler, Label};
use crate::source::Result;
use crate::tree::*;

/// What is done with each value.
#[derive(Clone, Copy)]
enum Element<'t> {
    Yield(&'t Expr),
    Append(&'t Expr),
    Add(&'t Expr),
    Store(&'t Expr, &'t Expr),
}

impl Compiler<'_> {
    /// A list comprehension, which runs in the scope that contains it.
    pub(super) fn list_comp(&mut self, value: &Expr, clauses: &[Clause]) -> Result<()> {
        self.emit(Op::BuildList(0));
        self.clauses(clauses, 0, Element::Append(value))?;
        self.emit(Op::ListDone);
        Ok(())
    }

    /// A comprehension with a scope of its own: a function of the first iterator.
    pub(super) fn comp(&mut self, comp: &Comp, span: Span) -> Result<()> {
        let (name, element) = match &comp.kind {
            CompKind::Generator(value) => ("<genexpr>", Element::Yield(value)),
            CompKind::Set(value) => ("<setcomp>", Element::Add(value)),
            CompKind::Dict(key, value) => ("<dictcomp>", Element::Store(key, value)),
        };
        self.enter(comp.scope, Symbol::intern(name), span);
        self.unit.argcount = 1;
        self.unit.local(Symbol::intern(".0"));
        match element {
            Element::Add(_) => self.emit(Op::BuildSet(0)),
            Element::Store(..) => self.emit(Op::BuildMap(0)),
            Element::Yield(_) | Element::Append(_) => {}
        }
        self.clauses(&comp.clauses, 0, element)?;
        if matches!(element, Element::Yield(_)) {
            self.emit_none();
        }
        self.emit(Op::ReturnValue);
        let code = self.leave(span);
        self.make_function(code, 0);
        let first = &comp.clauses[0].iter;
        self.expr(first)?;
        self.emit_at(Op::GetIter, first.span);
        self.emit(Op::Call(rpython_bytecode::CallShape::positional(1)));
        Ok(())
    }

    /// The loops from clause `i` on. Above the collection lie the iterators of the loops.
    fn clauses(&mut self, clauses: &[Clause], i: usize, element: Element<'_>) -> Result<()> {
        let clause = &clauses[i];
        let (top, end) = (self.label(), self.label());
        if i == 0 && !matches!(element, Element::Append(_)) {
            self.emit_at(Op::LoadFast(0), clause.iter.span);
        } else {
            self.expr(&clause.iter)?;
            self.emit_at(Op::GetIter, clause.iter.span);
        }
        self.bind(top);
        self.spanned(clause.iter.span, |c| c.emit_jump(Op::ForIter, end));
        self.store(&clause.target)?;
        for condition in &clause.conditions {
            self.jump_if(condition, false, top)?;
        }
        if i + 1 < clauses.len() {
            self.clauses(clauses, i + 1, element)?;
        } else {
            self.element(element, clauses.len() as u32)?;
        }
        self.emit_jump(Op::Jump, top);
        self.bind(end);
        Ok(())
    }

    fn element(&mut self, element: Element<'_>, loops: u32) -> Result<()> {
        match element {
            Element::Yield(value) => {
                self.expr(value)?;
                self.emit_at(Op::YieldValue, value.span);
                self.emit_at(Op::PopTop, value.span);
            }
            Element::Append(value) => {
                self.expr(value)?;
                self.emit_at(Op::ListAppend(loops + 1), value.span);
            }
            Element::Add(value) => {
                self.expr(value)?;
                self.emit_at(Op::SetAdd(loops + 1), value.span);
            }
            Element::Store(key, value) => {
                self.expr(value)?;
                self.expr(key)?;
                self.emit_at(Op::MapAdd(loops + 1), key.span);
            }
        }
        Ok(())
    }

    /// Emits a jump to `target` if the truth of `e` is `when`; else falls through.
    pub(super) fn jump_if(&mut self, e: &Expr, when: bool, target: Label) -> Result<()> {
        match &e.kind {
            ExprKind::Unary(rpython_bytecode::UnOp::Not, operand) => self.jump_if(operand, !when, target),
            ExprKind::Bool(op, values) => {
                // `and` is false, and `or` is true, as soon as one value is.
                let decisive = *op == BoolOp::Or;
                let Some((last, first)) = values.split_last() else { return Ok(()) };
                if decisive == when {
                    for value in first {
                        self.jump_if(value, when, target)?;
                    }
                    return self.jump_if(last, when, target);
                }
                let over = self.label();
                for value in first {
                    self.jump_if(value, decisive, over)?;
                }
                self.jump_if(last, when, target)?;
                self.bind(over);
                Ok(())
            }
            _ => {
                self.expr(e)?;
                let make = if when { Op::PopJumpIfTrue } else { Op::PopJumpIfFalse };
                self.spanned(e.span, |c| c.emit_jump(make, target));
                Ok(())
            }
        }
    }
}
