//! The grammar's tree to our own: undoes the encodings of `rewrite`, and rejects what the grammar
//! accepts but Python 2.7 does not.

mod expr;
mod stmt;
mod target;

use rpython_base::{EntityId, Span, Symbol};
use rpython_bytecode::Const;
use rustpython_parser::ast;
use rustpython_parser::text_size::TextRange;

use crate::rewrite::Tables;
use crate::source::{Result, Source, error_at};
use crate::tree::{Module, ModuleBody, ScopeId};

/// Turns the grammar's tree into ours.
pub fn lower(source: &Source<'_>, tables: Tables, tree: ast::Mod) -> Result<Module> {
    let mut lowerer = Lowerer { source, tables, scopes: 0 };
    let scope = lowerer.new_scope();
    let span = source.span(0, source.text.len() as u32);
    let body = match tree {
        ast::Mod::Module(module) => ModuleBody::Statements(lowerer.block(module.body)?),
        ast::Mod::Interactive(module) => ModuleBody::Statements(lowerer.block(module.body)?),
        ast::Mod::Expression(module) => ModuleBody::Expression(Box::new(lowerer.expr(*module.body)?)),
        ast::Mod::FunctionType(_) => return Err(error_at(span, "invalid syntax")),
    };
    Ok(Module { body, scope, span })
}

struct Lowerer<'a> {
    source: &'a Source<'a>,
    tables: Tables,
    /// Scopes made so far.
    scopes: usize,
}

impl Lowerer<'_> {
    fn new_scope(&mut self) -> ScopeId {
        self.scopes += 1;
        ScopeId::from_index(self.scopes - 1)
    }

    fn span(&self, range: TextRange) -> Span {
        self.source.span(range.start().into(), range.end().into())
    }

    /// The source text of a span.
    fn text(&self, span: Span) -> &str {
        &self.source.text[span.start as usize..span.end as usize]
    }

    /// Takes a literal out of the table; each is used once.
    fn constant(&mut self, value: &ast::Constant, span: Span) -> Result<Const> {
        let index = match value {
            ast::Constant::Int(index) => u32::try_from(index).ok(),
            _ => None,
        };
        match index.and_then(|i| self.tables.consts.get_mut(i as usize)) {
            Some(slot) => Ok(std::mem::replace(slot, Const::None)),
            None => Err(error_at(span, "invalid syntax: '...' can only stand in a subscript")),
        }
    }

    /// A name that something is bound to.
    fn binding(&self, name: &str, span: Span) -> Result<Symbol> {
        match name {
            "None" | "__debug__" => Err(error_at(span, format!("cannot assign to {name}"))),
            _ => Ok(Symbol::intern(name)),
        }
    }
}
