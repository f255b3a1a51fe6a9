//! Imports inside functions are executed while the graph is built. Where that fails, it is an error only if types are
//! inferred for the code that imports: a configuration may exclude it.

use rpython_base::Symbol;
use rpython_bytecode::Op;
use rpython_host::{Obj, Raised};

use super::machine::Step;
use super::ops::evaluate;
use super::state::Val;
use super::{Builder, Failure};
use crate::Operand;
use crate::ops::OpKind;

impl Builder<'_> {
    pub(super) fn import(&mut self, op: Op) -> Result<Step, Failure> {
        match op {
            Op::ImportName(i) => {
                let name = self.code.names[i as usize];
                let fromlist = self.pop();
                let level = self.pop();
                let (Val::Const(level), Val::Const(fromlist)) = (level, fromlist) else {
                    return Err(self.error("internal", "an import must name its module"));
                };
                let module = match self.try_import(name, level, fromlist)? {
                    Ok(module) => Val::Const(module),
                    Err(raised) => {
                        let failed = self.failed_import(&raised)?;
                        self.record_call(OpKind::simple_call, failed)
                    }
                };
                self.push(module);
            }
            Op::ImportFrom(i) => {
                let name = self.name_constant(self.code.names[i as usize]);
                let value = evaluate!(self.value(OpKind::getattr, &[self.top(), name])?);
                self.push(value);
            }
            _ => unreachable!("dispatched elsewhere"),
        }
        Ok(Step::Next)
    }

    fn import_at_build_time(&mut self, name: Symbol, level: Obj, fromlist: Obj) -> Result<Obj, Failure> {
        self.try_import(name, level, fromlist)?.map_err(|raised| self.raised_error(&raised))
    }

    /// The operands of a call that is an error wherever it is reached.
    fn failed_import(&mut self, raised: &Raised) -> Result<Vec<Operand>, Failure> {
        let module = self.import_module("rpython.rlib._failures")?;
        let function = self.host.getattr(module, Symbol::intern("import_failed"));
        let function = function.map_err(|raised| self.raised_error(&raised))?;
        let code = self.host.import_code(raised);
        let line = self.host.exception_line(raised);
        let texts = [self.host.new_text(code), self.host.new_text(&line)];
        Ok([function].into_iter().chain(texts).map(Operand::Const).collect())
    }

    fn try_import(
        &mut self,
        name: Symbol,
        level: Obj,
        fromlist: Obj,
    ) -> Result<Result<Obj, Raised>, Failure> {
        let Some(import) = self.host.builtin(Symbol::intern("__import__")) else {
            return Err(self.error("internal", "there is no __import__"));
        };
        let name = self.host.name(name);
        let globals = self.host.attr_dict(self.globals);
        Ok(self.host.call(import, &[name, globals, Obj::NONE, fromlist, level], &[]))
    }

    /// Imports a module of the library by its dotted name.
    pub(super) fn import_module(&mut self, dotted: &str) -> Result<Obj, Failure> {
        let last = dotted.rsplit('.').next().unwrap_or(dotted);
        let last = self.host.new_text(last);
        let fromlist = self.host.new_tuple(&[last]);
        let level = self.host.new_int(0);
        self.import_at_build_time(Symbol::intern(dotted), level, fromlist)
    }

    /// The diagnostic for an exception of the evaluator.
    pub(super) fn raised_error(&mut self, raised: &Raised) -> Failure {
        let line = self.host.exception_line(raised);
        let code = self.host.import_code(raised);
        self.error(code, line)
    }
}
