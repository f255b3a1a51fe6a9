//! Statements.

use rpython_base::{Span, Symbol};
use rpython_bytecode::{CallShape, CmpOp, Const, Op};

use super::expr::known_truth;
use super::unit::Block;
use super::{Compiler, Label};
use crate::scope::ScopeKind;
use crate::source::{Result, error_at};
use crate::tree::*;

impl Compiler<'_> {
    pub(super) fn block(&mut self, body: &[Stmt]) -> Result<()> {
        for (i, s) in body.iter().enumerate() {
            if self.future_allowed {
                self.future_allowed = stays_at_start(s, i);
            }
            let outer = std::mem::replace(&mut self.span, s.span);
            self.stmt(s)?;
            self.span = outer;
        }
        Ok(())
    }

    fn stmt(&mut self, s: &Stmt) -> Result<()> {
        match &s.kind {
            StmtKind::Function(def) => self.function(def, s.span),
            StmtKind::Class(def) => self.class(def, s.span),
            StmtKind::Return(value) => {
                if self.scopes[self.unit.scope].kind != ScopeKind::Function {
                    return Err(error_at(s.span, "'return' outside function"));
                }
                self.expr_or_none(value.as_ref())?;
                self.emit(Op::ReturnValue);
                Ok(())
            }
            StmtKind::Delete(targets) => targets.iter().try_for_each(|t| self.delete(t)),
            StmtKind::Assign(targets, value) => self.assign(targets, value),
            StmtKind::AugAssign(target, op, value) => self.augmented(target, *op, value),
            StmtKind::Print { dest, values, newline } => self.print(dest.as_ref(), values, *newline),
            StmtKind::For(s) => self.for_loop(s),
            StmtKind::While(test, body, orelse) => self.while_loop(test, body, orelse),
            StmtKind::If(arms, orelse) => self.if_chain(arms, orelse),
            StmtKind::With(items, body) => self.with(items, body),
            StmtKind::Raise(values) => {
                self.exprs(values)?;
                self.emit(Op::Raise(values.len() as u8));
                Ok(())
            }
            StmtKind::Try(s) => self.try_statement(s),
            StmtKind::Assert(test, message) => self.assert(test, message.as_ref()),
            StmtKind::Import(names) => self.import(names),
            StmtKind::ImportFrom(import) => self.import_from(import, s.span),
            StmtKind::Exec(values) => self.exec(values),
            StmtKind::Global(_) | StmtKind::Pass => Ok(()),
            StmtKind::Expr(e) => self.expr_statement(e),
            StmtKind::Break => self.break_loop(s.span),
            StmtKind::Continue => self.continue_loop(s.span),
        }
    }

    fn expr_statement(&mut self, e: &Expr) -> Result<()> {
        if self.interactive && self.outer.is_empty() {
            self.expr(e)?;
            self.emit(Op::PrintExpr);
        } else if !matches!(e.kind, ExprKind::Const(_)) {
            self.expr(e)?;
            self.emit(Op::PopTop);
        }
        Ok(())
    }

    fn assign(&mut self, targets: &[Expr], value: &Expr) -> Result<()> {
        self.expr(value)?;
        for (i, target) in targets.iter().enumerate() {
            if i + 1 < targets.len() {
                self.emit(Op::DupTop);
            }
            self.store(target)?;
        }
        Ok(())
    }

    fn print(&mut self, dest: Option<&Expr>, values: &[Expr], newline: bool) -> Result<()> {
        let Some(dest) = dest else {
            for value in values {
                self.expr(value)?;
                self.emit(Op::PrintItem);
            }
            if newline {
                self.emit(Op::PrintNewline);
            }
            return Ok(());
        };
        self.expr(dest)?;
        for value in values {
            self.emit(Op::DupTop);
            self.expr(value)?;
            self.emit(Op::PrintItemTo);
        }
        self.emit(if newline { Op::PrintNewlineTo } else { Op::PopTop });
        Ok(())
    }

    fn exec(&mut self, values: &[Expr]) -> Result<()> {
        self.exprs(values)?;
        match values.len() {
            1 => {
                self.emit_none();
                self.emit(Op::DupTop);
            }
            2 => self.emit(Op::DupTop),
            _ => {}
        }
        self.emit(Op::Exec);
        Ok(())
    }

    fn assert(&mut self, test: &Expr, message: Option<&Expr>) -> Result<()> {
        let end = self.label();
        self.jump_if(test, true, end)?;
        let index = self.unit.name(Symbol::intern("AssertionError"));
        self.emit(Op::LoadGlobal(index));
        if let Some(message) = message {
            self.expr(message)?;
            self.emit(Op::Call(CallShape::positional(1)));
        }
        self.emit(Op::Raise(1));
        self.bind(end);
        Ok(())
    }

    fn if_chain(&mut self, arms: &[(Expr, Vec<Stmt>)], orelse: &[Stmt]) -> Result<()> {
        let end = self.label();
        let mut decided = false;
        for (i, (test, body)) in arms.iter().enumerate() {
            match known_truth(test) {
                Some(false) => continue,
                Some(true) => {
                    self.block(body)?;
                    decided = true;
                    break;
                }
                None => {
                    let next = self.label();
                    self.jump_if(test, false, next)?;
                    self.block(body)?;
                    if i + 1 < arms.len() || !orelse.is_empty() {
                        self.emit_jump(Op::Jump, end);
                    }
                    self.bind(next);
                }
            }
        }
        if !decided {
            self.block(orelse)?;
        }
        self.bind(end);
        Ok(())
    }

    fn while_loop(&mut self, test: &Expr, body: &[Stmt], orelse: &[Stmt]) -> Result<()> {
        let known = known_truth(test);
        if known == Some(false) {
            return self.block(orelse);
        }
        let (top, done, end) = (self.label(), self.label(), self.label());
        self.spanned(test.span, |c| c.emit_jump(Op::SetupLoop, end));
        self.bind(top);
        if known.is_none() {
            self.jump_if(test, false, done)?;
        }
        self.in_block(Block::Loop(top), |c| c.block(body))?;
        self.spanned(test.span, |c| c.emit_jump(Op::Jump, top));
        self.bind(done);
        if known.is_none() {
            self.spanned(test.span, |c| c.emit(Op::PopBlock));
            self.block(orelse)?;
        }
        self.bind(end);
        Ok(())
    }

    fn for_loop(&mut self, s: &For) -> Result<()> {
        let (top, done, end) = (self.label(), self.label(), self.label());
        let span = s.iter.span;
        self.spanned(span, |c| c.emit_jump(Op::SetupLoop, end));
        self.expr(&s.iter)?;
        self.emit_at(Op::GetIter, span);
        self.bind(top);
        self.spanned(span, |c| c.emit_jump(Op::ForIter, done));
        self.store(&s.target)?;
        self.in_block(Block::Loop(top), |c| c.block(&s.body))?;
        self.spanned(span, |c| c.emit_jump(Op::Jump, top));
        self.bind(done);
        self.emit_at(Op::PopBlock, span);
        self.block(&s.orelse)?;
        self.bind(end);
        Ok(())
    }

    fn break_loop(&mut self, span: Span) -> Result<()> {
        if !self.unit.blocks.iter().any(|b| matches!(b, Block::Loop(_))) {
            return Err(error_at(span, "'break' outside loop"));
        }
        self.emit(Op::BreakLoop);
        Ok(())
    }

    fn continue_loop(&mut self, span: Span) -> Result<()> {
        let mut direct = true;
        for block in self.unit.blocks.iter().rev() {
            match *block {
                Block::Loop(top) => {
                    self.emit_jump(if direct { Op::Jump } else { Op::ContinueLoop }, top);
                    return Ok(());
                }
                Block::Try => direct = false,
                Block::FinallyEnd => {
                    return Err(error_at(span, "'continue' not supported inside 'finally' clause"));
                }
            }
        }
        Err(error_at(span, "'continue' not properly in loop"))
    }

    fn with(&mut self, items: &[WithItem], body: &[Stmt]) -> Result<()> {
        let Some((item, rest)) = items.split_first() else { return self.block(body) };
        let cleanup = self.label();
        let span = item.context.span;
        self.expr(&item.context)?;
        self.spanned(span, |c| c.emit_jump(Op::SetupWith, cleanup));
        match &item.target {
            Some(target) => self.store(target)?,
            None => self.emit_at(Op::PopTop, span),
        }
        self.in_block(Block::Try, |c| c.with(rest, body))?;
        self.spanned(span, |c| {
            c.emit(Op::PopBlock);
            c.emit_none();
            c.bind(cleanup);
            c.emit(Op::WithCleanup);
            c.emit(Op::EndFinally);
        });
        Ok(())
    }

    fn try_statement(&mut self, s: &Try) -> Result<()> {
        let head = keyword_span(self.span, "try");
        let Some(finalbody) = &s.finalbody else { return self.try_except(s, head) };
        let cleanup = self.label();
        self.spanned(head, |c| c.emit_jump(Op::SetupFinally, cleanup));
        self.in_block(Block::Try, |c| {
            if s.handlers.is_empty() { c.block(&s.body) } else { c.try_except(s, head) }
        })?;
        self.spanned(head, |c| {
            c.emit(Op::PopBlock);
            c.emit_none();
        });
        self.bind(cleanup);
        self.in_block(Block::FinallyEnd, |c| c.block(finalbody))?;
        self.emit_at(Op::EndFinally, head);
        Ok(())
    }

    fn try_except(&mut self, s: &Try, head: Span) -> Result<()> {
        let (handlers, orelse, end) = (self.label(), self.label(), self.label());
        self.spanned(head, |c| c.emit_jump(Op::SetupExcept, handlers));
        self.in_block(Block::Try, |c| c.block(&s.body))?;
        self.emit_at(Op::PopBlock, head);
        self.spanned(head, |c| c.emit_jump(Op::Jump, orelse));
        self.bind(handlers);
        for handler in &s.handlers {
            self.spanned(handler_head(handler), |c| c.handler(handler, end))?;
        }
        self.emit_at(Op::EndFinally, head);
        self.bind(orelse);
        self.block(&s.orelse)?;
        self.bind(end);
        Ok(())
    }

    fn handler(&mut self, handler: &Handler, end: Label) -> Result<()> {
        let next = self.label();
        if let Some(class) = &handler.class {
            self.emit(Op::DupTop);
            self.expr(class)?;
            self.emit(Op::Compare(CmpOp::ExcMatch));
            self.emit_jump(Op::PopJumpIfFalse, next);
        }
        self.emit(Op::PopTop);
        match &handler.target {
            Some(target) => self.store(target)?,
            None => self.emit(Op::PopTop),
        }
        self.emit(Op::PopTop);
        self.block(&handler.body)?;
        self.emit_jump(Op::Jump, end);
        self.bind(next);
        Ok(())
    }
}

/// The source range of a handler without its body.
fn handler_head(handler: &Handler) -> Span {
    match &handler.class {
        Some(class) => class.span,
        None => keyword_span(handler.span, "except"),
    }
}

/// The range of the keyword that a statement starts with.
fn keyword_span(mut span: Span, keyword: &str) -> Span {
    span.end = span.start + keyword.len() as u32;
    span
}

/// Whether a future import may still follow this statement.
fn stays_at_start(s: &Stmt, position: usize) -> bool {
    match &s.kind {
        StmtKind::ImportFrom(import) => {
            import.level == 0 && import.module.is_some_and(|module| module == "__future__")
        }
        StmtKind::Expr(Expr { kind: ExprKind::Const(Const::Str(_) | Const::Unicode(_)), .. }) => {
            position == 0
        }
        _ => false,
    }
}
