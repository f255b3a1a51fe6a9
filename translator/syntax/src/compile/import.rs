//! Import statements.

use rpython_base::{Span, Symbol};
use rpython_bytecode::{Const, Op, flags};

use super::{Compiler, NameUse};
use crate::rewrite::future_flag;
use crate::source::{Result, error_at};
use crate::tree::*;

impl Compiler<'_> {
    /// The level of an import without dots.
    fn plain_level(&self) -> i64 {
        if self.futures & flags::FUTURE_ABSOLUTE_IMPORT != 0 { 0 } else { -1 }
    }

    pub(super) fn import(&mut self, names: &[Alias]) -> Result<()> {
        for alias in names {
            self.spanned(alias.span, |c| c.import_one(alias))?;
        }
        Ok(())
    }

    fn import_one(&mut self, alias: &Alias) -> Result<()> {
        self.emit_const(Const::Int(self.plain_level()));
        self.emit_none();
        let index = self.name_index(alias.name);
        self.emit(Op::ImportName(index));
        let mut parts = alias.name.as_str().split('.');
        let first = parts.next().unwrap_or_default();
        match alias.asname {
            None => self.name(Symbol::intern(first), NameUse::Store),
            Some(asname) => {
                for part in parts {
                    let index = self.name_index(Symbol::intern(part));
                    self.emit(Op::LoadAttr(index));
                }
                self.name(asname, NameUse::Store)
            }
        }
    }

    pub(super) fn import_from(&mut self, s: &ImportFrom, span: Span) -> Result<()> {
        let module = s.module.unwrap_or_else(|| Symbol::intern(""));
        if s.level == 0 && module == "__future__" {
            self.check_future(s, span)?;
        }
        let level = if s.level == 0 { self.plain_level() } else { s.level as i64 };
        self.emit_const(Const::Int(level));
        let names = s.names.iter().map(|alias| Const::Str(alias.name.as_str().as_bytes().into()));
        self.emit_const(Const::Tuple(names.collect()));
        let index = self.name_index(module);
        self.emit(Op::ImportName(index));
        for alias in &s.names {
            if alias.name == "*" {
                self.emit_at(Op::ImportStar, alias.span);
                return Ok(());
            }
            self.spanned(alias.span, |c| {
                let index = c.name_index(alias.name);
                c.emit(Op::ImportFrom(index));
                c.name(alias.asname.unwrap_or(alias.name), NameUse::Store)
            })?;
        }
        self.emit(Op::PopTop);
        Ok(())
    }

    fn check_future(&self, s: &ImportFrom, span: Span) -> Result<()> {
        if !self.future_allowed {
            return Err(error_at(span, "from __future__ imports must occur at the beginning of the file"));
        }
        for alias in &s.names {
            if future_flag(alias.name.as_str()).is_none() {
                let message = match alias.name.as_str() {
                    "braces" => "not a chance".to_string(),
                    name => format!("future feature {name} is not defined in Python 2.7"),
                };
                return Err(error_at(alias.span, message));
            }
        }
        Ok(())
    }
}
