//! Imports inside functions are executed while the graph is built.

use rpython_base::Symbol;
use rpython_bytecode::Op;
use rpython_host::{Obj, Raised};

use super::machine::Step;
use super::ops::evaluate;
use super::state::Val;
use super::{Builder, Failure};
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
                let module = self.import_at_build_time(name, level, fromlist)?;
                self.push(Val::Const(module));
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
        let Some(import) = self.host.builtin(Symbol::intern("__import__")) else {
            return Err(self.error("internal", "there is no __import__"));
        };
        let name = self.host.name(name);
        let globals = self.host.attr_dict(self.globals);
        match self.host.call(import, &[name, globals, Obj::NONE, fromlist, level], &[]) {
            Ok(module) => Ok(module),
            Err(raised) => Err(self.raised_error(&raised)),
        }
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
