//! Functions, lambdas and classes.

use rpython_base::{Span, Symbol};
use rpython_bytecode::{CallShape, Const, Op, flags};

use super::{Compiler, NameUse};
use crate::source::Result;
use crate::tree::*;

impl Compiler<'_> {
    pub(super) fn function(&mut self, def: &FunctionDef, span: Span) -> Result<()> {
        self.exprs(&def.decorators)?;
        let function = &def.function;
        self.exprs(&function.params.defaults)?;
        let first = def.decorators.first().map_or(span, |d| d.span);
        self.enter(function.scope, def.name, first);
        let body = self.function_docstring(&function.body);
        self.parameters(&function.params)?;
        self.block(body)?;
        if self.unit.falls_through() {
            self.emit_none();
            self.emit(Op::ReturnValue);
        }
        let code = self.leave(span);
        self.make_function(code, function.params.defaults.len() as u32);
        self.decorate(&def.decorators);
        self.name(def.name, NameUse::Store)
    }

    fn decorate(&mut self, decorators: &[Expr]) {
        for decorator in decorators.iter().rev() {
            self.emit_at(Op::Call(CallShape::positional(1)), decorator.span);
        }
    }

    /// Makes the docstring, or `None`, the first constant. Returns what follows it.
    fn function_docstring<'t>(&mut self, body: &'t [Stmt]) -> &'t [Stmt] {
        match docstring(body) {
            Some(doc) => {
                self.unit.constant(doc);
                &body[1..]
            }
            None => {
                self.unit.constant(Const::None);
                body
            }
        }
    }

    pub(super) fn lambda(&mut self, lambda: &Function<Expr>) -> Result<()> {
        self.exprs(&lambda.params.defaults)?;
        self.enter(lambda.scope, Symbol::intern("<lambda>"), lambda.span);
        self.unit.constant(Const::None);
        self.parameters(&lambda.params)?;
        self.expr(&lambda.body)?;
        if self.scopes[lambda.scope].generator {
            self.emit(Op::PopTop);
            self.emit_none();
        }
        self.emit(Op::ReturnValue);
        let code = self.leave(lambda.span);
        self.make_function(code, lambda.params.defaults.len() as u32);
        Ok(())
    }

    /// Declares the parameters and unpacks those that are tuples.
    fn parameters(&mut self, params: &Params) -> Result<()> {
        self.unit.argcount = params.positional.len() as u32;
        for (i, param) in params.positional.iter().enumerate() {
            let name = match param {
                Param::Name(name, _) => self.mangled(*name),
                Param::Tuple(..) => tuple_name(i),
            };
            self.unit.local(name);
        }
        if let Some((name, _)) = params.vararg {
            self.unit.flags |= flags::VARARGS;
            let name = self.mangled(name);
            self.unit.local(name);
        }
        if let Some((name, _)) = params.kwarg {
            self.unit.flags |= flags::VARKEYWORDS;
            let name = self.mangled(name);
            self.unit.local(name);
        }
        for param in &params.positional {
            if let Param::Tuple(items, _) = param {
                self.declare_nested(items);
            }
        }
        for (i, param) in params.positional.iter().enumerate() {
            if let Param::Tuple(_, span) = param {
                self.spanned(*span, |c| {
                    c.name(tuple_name(i), NameUse::Load)?;
                    c.store_param(param)
                })?;
            }
        }
        Ok(())
    }

    /// The names in tuple parameters are the first locals behind the parameters; those of inner
    /// tuples come last.
    fn declare_nested(&mut self, items: &[Param]) {
        for item in items {
            if let Param::Name(name, _) = item {
                let name = self.mangled(*name);
                self.unit.local(name);
            }
        }
        for item in items {
            if let Param::Tuple(items, _) = item {
                self.declare_nested(items);
            }
        }
    }

    fn store_param(&mut self, param: &Param) -> Result<()> {
        match param {
            Param::Name(name, span) => self.spanned(*span, |c| c.name(*name, NameUse::Store)),
            Param::Tuple(items, span) => {
                self.emit_at(Op::UnpackSequence(items.len() as u32), *span);
                items.iter().try_for_each(|item| self.store_param(item))
            }
        }
    }

    pub(super) fn class(&mut self, def: &ClassDef, span: Span) -> Result<()> {
        self.exprs(&def.decorators)?;
        self.emit_const(Const::Str(def.name.as_str().as_bytes().into()));
        self.exprs(&def.bases)?;
        self.emit(Op::BuildTuple(def.bases.len() as u32));
        let first = def.decorators.first().map_or(span, |d| d.span);
        self.enter(def.scope, def.name, first);
        self.name(Symbol::intern("__name__"), NameUse::Load)?;
        self.name(Symbol::intern("__module__"), NameUse::Store)?;
        let mut body = def.body.as_slice();
        if let Some(doc) = docstring(body) {
            self.emit_const(doc);
            self.name(Symbol::intern("__doc__"), NameUse::Store)?;
            body = &body[1..];
        }
        self.block(body)?;
        self.emit(Op::LoadLocals);
        self.emit(Op::ReturnValue);
        let code = self.leave(span);
        self.make_function(code, 0);
        self.emit(Op::Call(CallShape::positional(0)));
        self.emit(Op::BuildClass);
        self.decorate(&def.decorators);
        self.name(def.name, NameUse::Store)
    }

    /// Stores the docstring of a module.
    pub(super) fn module_docstring(&mut self, body: &[Stmt]) {
        let Some(doc) = docstring(body) else { return };
        self.spanned(body[0].span, |c| {
            c.emit_const(doc);
            let name = c.name_index(Symbol::intern("__doc__"));
            c.emit(Op::StoreName(name));
        });
    }
}

fn tuple_name(position: usize) -> Symbol {
    Symbol::intern(&format!(".{position}"))
}

/// The string that a body starts with.
pub(super) fn docstring(body: &[Stmt]) -> Option<Const> {
    match &body.first()?.kind {
        StmtKind::Expr(Expr { kind: ExprKind::Const(doc @ (Const::Str(_) | Const::Unicode(_))), .. }) => {
            Some(doc.clone())
        }
        _ => None,
    }
}
