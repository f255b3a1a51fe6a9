//! Statements.

use rpython_base::{Span, Symbol};
use rustpython_parser::ast::{self, Ranged};

use super::Lowerer;
use super::expr::is_tuple_display;
use super::target::Use;
use crate::rewrite::names;
use crate::source::{Result, error_at, python3_only};
use crate::tree::*;

impl Lowerer<'_> {
    pub(super) fn block(&mut self, body: Vec<ast::Stmt>) -> Result<Vec<Stmt>> {
        body.into_iter().map(|s| self.stmt(s)).collect()
    }

    fn stmt(&mut self, s: ast::Stmt) -> Result<Stmt> {
        let span = self.span(s.range());
        let kind = match s {
            ast::Stmt::FunctionDef(s) => self.function(s, span)?,
            ast::Stmt::ClassDef(s) => self.class(s, span)?,
            ast::Stmt::Return(s) => self.return_or_encoded(s, span)?,
            ast::Stmt::Delete(s) => {
                let targets = s.targets.into_iter().map(|t| self.target(t, Use::Delete));
                StmtKind::Delete(targets.collect::<Result<_>>()?)
            }
            ast::Stmt::Assign(s) => {
                let targets = s.targets.into_iter().map(|t| self.target(t, Use::Assign));
                StmtKind::Assign(targets.collect::<Result<_>>()?, self.expr(*s.value)?)
            }
            ast::Stmt::AugAssign(s) => {
                let op = self.operator(s.op, span)?;
                StmtKind::AugAssign(self.target(*s.target, Use::Augment)?, op, self.expr(*s.value)?)
            }
            ast::Stmt::For(s) => StmtKind::For(Box::new(For {
                target: self.target(*s.target, Use::Assign)?,
                iter: self.expr(*s.iter)?,
                body: self.block(s.body)?,
                orelse: self.block(s.orelse)?,
            })),
            ast::Stmt::While(s) => {
                StmtKind::While(self.expr(*s.test)?, self.block(s.body)?, self.block(s.orelse)?)
            }
            ast::Stmt::If(s) => self.if_chain(s)?,
            ast::Stmt::With(s) => self.with(s)?,
            ast::Stmt::Raise(s) => {
                if let Some(cause) = s.cause {
                    return Err(python3_only(self.span(cause.range()), "'raise .. from ..' statements"));
                }
                StmtKind::Raise(self.optional(s.exc)?.into_iter().collect())
            }
            ast::Stmt::Try(s) => self.try_statement(s)?,
            ast::Stmt::Assert(s) => StmtKind::Assert(self.expr(*s.test)?, self.optional(s.msg)?),
            ast::Stmt::Import(s) => StmtKind::Import(self.aliases(s.names, span)?),
            ast::Stmt::ImportFrom(s) => StmtKind::ImportFrom(Box::new(ImportFrom {
                level: s.level.map_or(0, |level| level.to_u32()),
                module: s.module.map(|name| Symbol::intern(&name)),
                names: self.aliases(s.names, span)?,
            })),
            ast::Stmt::Global(s) => {
                let names = s.names.iter().map(|n| Ok((self.binding(n, span)?, span)));
                StmtKind::Global(names.collect::<Result<_>>()?)
            }
            ast::Stmt::Expr(s) => StmtKind::Expr(self.expr(*s.value)?),
            ast::Stmt::Pass(_) => StmtKind::Pass,
            ast::Stmt::Break(_) => StmtKind::Break,
            ast::Stmt::Continue(_) => StmtKind::Continue,
            ast::Stmt::AnnAssign(_) => return Err(python3_only(span, "variable annotations")),
            ast::Stmt::Nonlocal(_) => return Err(python3_only(span, "'nonlocal' statements")),
            ast::Stmt::TryStar(_) => return Err(python3_only(span, "'except*' clauses")),
            ast::Stmt::Match(_) => return Err(python3_only(span, "'match' statements")),
            ast::Stmt::TypeAlias(_) => return Err(python3_only(span, "'type' statements")),
            ast::Stmt::AsyncFunctionDef(_) | ast::Stmt::AsyncFor(_) | ast::Stmt::AsyncWith(_) => {
                return Err(python3_only(span, "'async' statements"));
            }
        };
        Ok(Stmt { kind, span })
    }

    fn function(&mut self, s: ast::StmtFunctionDef, span: Span) -> Result<StmtKind> {
        if let Some(returns) = s.returns {
            return Err(python3_only(self.span(returns.range()), "return annotations"));
        }
        if !s.type_params.is_empty() {
            return Err(python3_only(span, "type parameters"));
        }
        let name = self.binding(&s.name, span)?;
        let decorators = self.decorators(s.decorator_list)?;
        let params = self.params(*s.args)?;
        let scope = self.new_scope();
        let body = self.block(s.body)?;
        let function = Function { params, body, scope, span };
        Ok(StmtKind::Function(Box::new(FunctionDef { name, decorators, function })))
    }

    fn decorators(&mut self, list: Vec<ast::Expr>) -> Result<Vec<Expr>> {
        let decorators = self.exprs(list)?;
        for decorator in &decorators {
            let mut e = decorator;
            if let ExprKind::Call(call) = &e.kind {
                e = &call.func;
            }
            while let ExprKind::Attribute(value, _) = &e.kind {
                e = value;
            }
            if !matches!(e.kind, ExprKind::Name(_)) {
                let message = "a decorator must be a dotted name, or a call of one";
                return Err(error_at(decorator.span, message));
            }
        }
        Ok(decorators)
    }

    fn class(&mut self, s: ast::StmtClassDef, span: Span) -> Result<StmtKind> {
        if let Some(keyword) = s.keywords.first() {
            let error = python3_only(self.span(keyword.range), "keyword arguments of a class");
            let help = "a metaclass is given by '__metaclass__ = ..' in the class body";
            return Err(Box::new(error.with_help(help)));
        }
        if !s.type_params.is_empty() {
            return Err(python3_only(span, "type parameters"));
        }
        let name = self.binding(&s.name, span)?;
        let decorators = self.decorators(s.decorator_list)?;
        let bases = self.exprs(s.bases)?;
        let scope = self.new_scope();
        let body = self.block(s.body)?;
        Ok(StmtKind::Class(Box::new(ClassDef { name, decorators, bases, body, scope })))
    }

    /// `return`, and what is encoded as one.
    fn return_or_encoded(&mut self, s: ast::StmtReturn, span: Span) -> Result<StmtKind> {
        let Some(value) = s.value else { return Ok(StmtKind::Return(None)) };
        let (name, items) = match *value {
            ast::Expr::Name(name) if name.id.starts_with('\0') => (name.id, Vec::new()),
            ast::Expr::Tuple(tuple) => {
                let encoded =
                    matches!(tuple.elts.first(), Some(ast::Expr::Name(name)) if name.id.starts_with('\0'));
                if !encoded {
                    return Ok(StmtKind::Return(Some(self.expr(ast::Expr::Tuple(tuple))?)));
                }
                let mut items = tuple.elts.into_iter();
                let Some(ast::Expr::Name(name)) = items.next() else { return Ok(StmtKind::Return(None)) };
                (name.id, items.collect())
            }
            other => return Ok(StmtKind::Return(Some(self.expr(other)?))),
        };
        let mut values = self.exprs(items)?;
        match &*name {
            names::PRINT | names::PRINT_COMMA => {
                Ok(StmtKind::Print { dest: None, values, newline: name == *names::PRINT })
            }
            names::PRINT_TO | names::PRINT_TO_COMMA => {
                let newline = name == *names::PRINT_TO;
                if values.len() < if newline { 1 } else { 2 } {
                    return Err(error_at(span, "invalid syntax: 'print >>' needs a file and then values"));
                }
                let dest = Some(values.remove(0));
                Ok(StmtKind::Print { dest, values, newline })
            }
            names::EXEC => self.exec(values, span),
            names::EXEC_IN if (2..=3).contains(&values.len()) => Ok(StmtKind::Exec(values)),
            names::RAISE if (2..=3).contains(&values.len()) => Ok(StmtKind::Raise(values)),
            names::EXEC_IN => {
                Err(error_at(span, "invalid syntax: 'exec code in globals, locals' is the form"))
            }
            _ => Err(error_at(span, "invalid syntax: 'raise type, value, traceback' is the form")),
        }
    }

    fn exec(&mut self, mut values: Vec<Expr>, span: Span) -> Result<StmtKind> {
        let (1, Some(code)) = (values.len(), values.pop()) else {
            return Err(error_at(span, "invalid syntax: 'exec code in globals, locals' is the form"));
        };
        // `exec(code, globals)` means the same as `exec code in globals`.
        if is_tuple_display(&code, 2..=3)
            && let ExprKind::Tuple(items) = code.kind
        {
            return Ok(StmtKind::Exec(items));
        }
        Ok(StmtKind::Exec(vec![code]))
    }

    fn if_chain(&mut self, s: ast::StmtIf) -> Result<StmtKind> {
        let mut arms = vec![(self.expr(*s.test)?, self.block(s.body)?)];
        let mut orelse = s.orelse;
        loop {
            let is_elif = match orelse.as_slice() {
                [ast::Stmt::If(next)] => self.text(self.span(next.range)).starts_with("elif"),
                _ => false,
            };
            match orelse.pop() {
                Some(ast::Stmt::If(next)) if is_elif => {
                    arms.push((self.expr(*next.test)?, self.block(next.body)?));
                    orelse = next.orelse;
                }
                Some(other) => {
                    orelse.push(other);
                    return Ok(StmtKind::If(arms, self.block(orelse)?));
                }
                None => return Ok(StmtKind::If(arms, Vec::new())),
            }
        }
    }

    fn with(&mut self, s: ast::StmtWith) -> Result<StmtKind> {
        let mut items = Vec::with_capacity(s.items.len());
        for item in s.items {
            let context = self.expr(item.context_expr)?;
            let target = item.optional_vars.map(|e| self.target(*e, Use::Assign)).transpose()?;
            items.push(WithItem { context, target });
        }
        Ok(StmtKind::With(items, self.block(s.body)?))
    }

    fn try_statement(&mut self, s: ast::StmtTry) -> Result<StmtKind> {
        let body = self.block(s.body)?;
        let mut handlers = Vec::with_capacity(s.handlers.len());
        for handler in s.handlers {
            let ast::ExceptHandler::ExceptHandler(handler) = handler;
            handlers.push(self.handler(handler)?);
        }
        let bare = handlers.iter().rev().skip(1).find(|h: &&Handler| h.class.is_none());
        if let Some(bare) = bare {
            return Err(error_at(bare.span, "an 'except:' without an exception must come last"));
        }
        let orelse = self.block(s.orelse)?;
        let finalbody = if s.finalbody.is_empty() { None } else { Some(self.block(s.finalbody)?) };
        Ok(StmtKind::Try(Box::new(Try { body, handlers, orelse, finalbody })))
    }

    fn handler(&mut self, h: ast::ExceptHandlerExceptHandler) -> Result<Handler> {
        let span = self.span(h.range);
        let (class, target) = match h.type_.map(|e| *e) {
            Some(ast::Expr::Tuple(tuple)) if is_encoded_except(&tuple) => {
                let at = self.span(tuple.range);
                let mut items = tuple.elts.into_iter().skip(1);
                let (Some(class), Some(target), None) = (items.next(), items.next(), items.next()) else {
                    let error = error_at(at, "invalid syntax: several exceptions must be parenthesized");
                    return Err(Box::new(error.with_help("except (A, B), e:")));
                };
                (Some(self.expr(class)?), Some(self.target(target, Use::Assign)?))
            }
            other => (other.map(|e| self.expr(e)).transpose()?, None),
        };
        let target = match h.name {
            Some(name) => Some(Expr { kind: ExprKind::Name(self.binding(&name, span)?), span }),
            None => target,
        };
        Ok(Handler { class, target, body: self.block(h.body)?, span })
    }

    fn aliases(&mut self, list: Vec<ast::Alias>, span: Span) -> Result<Vec<Alias>> {
        let mut names = Vec::with_capacity(list.len());
        for alias in list {
            let at = self.span(alias.range);
            let at = if at.start == at.end { span } else { at };
            let bound = alias.asname.as_deref().or_else(|| alias.name.split('.').next()).unwrap_or("*");
            self.binding(bound, at)?;
            names.push(Alias {
                name: Symbol::intern(&alias.name),
                asname: alias.asname.as_ref().map(|name| Symbol::intern(name)),
                span: at,
            });
        }
        Ok(names)
    }
}

fn is_encoded_except(tuple: &ast::ExprTuple) -> bool {
    matches!(tuple.elts.first(), Some(ast::Expr::Name(name)) if name.id == *names::EXCEPT)
}
