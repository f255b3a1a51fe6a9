//! Tree and scopes to bytecode.

mod comprehension;
mod expr;
mod function;
mod import;
mod literals;
mod stack;
mod stmt;
mod store;
mod unit;

use std::rc::Rc;

use rpython_base::{Span, Symbol};
use rpython_bytecode::{Code, Const, Op, flags};

use crate::Mode;
use crate::scope::{Place, ScopeKind, Scopes, mangle};
use crate::source::{Result, Source, error_at};
use crate::tree::{Module, ModuleBody, ScopeId};
use unit::{Block, Label, Unit};

/// Compiles a module, an expression or an interactive statement.
pub fn compile(
    source: &Source<'_>,
    module: &Module,
    scopes: &Scopes,
    mode: Mode,
    futures: u32,
) -> Result<Rc<Code>> {
    let at_start = match &module.body {
        ModuleBody::Statements(body) => body.first().map_or(source.span(0, 0), |s| s.span),
        ModuleBody::Expression(e) => e.span,
    };
    let unit = Unit::new(module.scope, Symbol::intern("<module>"), at_start);
    let mut compiler = Compiler {
        source,
        scopes,
        futures,
        filename: source.file.path.clone(),
        unit,
        outer: Vec::new(),
        interactive: mode == Mode::Single,
        span: source.span(0, 0),
        future_allowed: true,
    };
    match &module.body {
        ModuleBody::Statements(body) => {
            if mode == Mode::Exec {
                compiler.module_docstring(body);
            }
            compiler.block(body)?;
            compiler.emit_none();
            compiler.emit(Op::ReturnValue);
        }
        ModuleBody::Expression(e) => {
            compiler.expr(e)?;
            compiler.emit(Op::ReturnValue);
        }
    }
    Ok(Rc::new(compiler.finish_unit(module.span)))
}

/// How a name is used.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NameUse {
    Load,
    Store,
    Delete,
}

/// How many loops, `try` and `with` statements may stand in each other, as in Python.
const NESTED_BLOCKS: usize = 20;

struct Compiler<'a> {
    source: &'a Source<'a>,
    scopes: &'a Scopes,
    /// `FUTURE_*` flags in force.
    futures: u32,
    filename: Rc<str>,
    /// The code object being made.
    unit: Unit,
    /// The code objects around it.
    outer: Vec<Unit>,
    interactive: bool,
    /// What the instructions being emitted stand for.
    span: Span,
    /// Only docstring and future imports were seen so far.
    future_allowed: bool,
}

impl Compiler<'_> {
    fn emit(&mut self, op: Op) {
        self.unit.emit(op, self.span);
    }

    fn emit_at(&mut self, op: Op, span: Span) {
        self.unit.emit(op, span);
    }

    /// Emits a jump; `make` gets the label's number.
    fn emit_jump(&mut self, make: fn(u32) -> Op, label: Label) {
        self.unit.emit(make(label.0), self.span);
    }

    fn emit_const(&mut self, value: Const) {
        let index = self.unit.constant(value);
        self.emit(Op::LoadConst(index));
    }

    fn emit_none(&mut self) {
        self.emit_const(Const::None);
    }

    fn label(&mut self) -> Label {
        self.unit.label()
    }

    fn bind(&mut self, label: Label) {
        self.unit.bind(label);
    }

    /// Runs `f` with instructions attributed to `span`.
    fn spanned<T>(&mut self, span: Span, f: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.span, span);
        let result = f(self);
        self.span = outer;
        result
    }

    /// Runs `f` with a block on the block stack.
    fn in_block(&mut self, block: Block, f: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        if self.unit.blocks.len() == NESTED_BLOCKS {
            return Err(error_at(self.span, "too many statically nested blocks"));
        }
        self.unit.blocks.push(block);
        f(self)?;
        self.unit.blocks.pop();
        Ok(())
    }

    fn mangled(&self, name: Symbol) -> Symbol {
        mangle(self.scopes[self.unit.scope].class, name)
    }

    /// The index of a name for attribute and import instructions.
    fn name_index(&mut self, name: Symbol) -> u32 {
        let name = self.mangled(name);
        self.unit.name(name)
    }

    fn name(&mut self, name: Symbol, how: NameUse) -> Result<()> {
        if how == NameUse::Load {
            match name.as_str() {
                "None" => {
                    self.emit_none();
                    return Ok(());
                }
                "__debug__" => {
                    self.emit_const(Const::Bool(true));
                    return Ok(());
                }
                _ => {}
            }
        }
        let name = self.mangled(name);
        let scope = &self.scopes[self.unit.scope];
        let function = scope.kind == ScopeKind::Function;
        let op = match scope.place(name) {
            Place::Cell | Place::Free => {
                let cell = self.unit.cell(name);
                match how {
                    NameUse::Load => Op::LoadDeref(cell),
                    NameUse::Store => Op::StoreDeref(cell),
                    NameUse::Delete => {
                        let message = format!("cannot delete variable '{name}' referenced in nested scope");
                        return Err(error_at(self.span, message));
                    }
                }
            }
            Place::Local if function => {
                let slot = self.unit.local(name);
                match how {
                    NameUse::Load => Op::LoadFast(slot),
                    NameUse::Store => Op::StoreFast(slot),
                    NameUse::Delete => Op::DeleteFast(slot),
                }
            }
            place @ (Place::Local | Place::GlobalExplicit | Place::GlobalImplicit) => {
                let global = match place {
                    Place::GlobalExplicit => true,
                    Place::GlobalImplicit => function && !scope.dynamic,
                    _ => false,
                };
                let index = self.unit.name(name);
                match (how, global) {
                    (NameUse::Load, true) => Op::LoadGlobal(index),
                    (NameUse::Store, true) => Op::StoreGlobal(index),
                    (NameUse::Delete, true) => Op::DeleteGlobal(index),
                    (NameUse::Load, false) => Op::LoadName(index),
                    (NameUse::Store, false) => Op::StoreName(index),
                    (NameUse::Delete, false) => Op::DeleteName(index),
                }
            }
        };
        self.emit(op);
        Ok(())
    }

    /// Starts the code object of an inner scope.
    fn enter(&mut self, scope: ScopeId, name: Symbol, first: Span) {
        let mut unit = Unit::new(scope, name, first);
        let info = &self.scopes[scope];
        unit.cellvars = info.cells().collect();
        unit.freevars = info.free.clone();
        self.outer.push(std::mem::replace(&mut self.unit, unit));
    }

    /// Finishes the code object of an inner scope.
    fn leave(&mut self, span: Span) -> Code {
        let code = self.finish_unit(span);
        self.unit = self.outer.pop().expect("only entered scopes are left");
        code
    }

    fn finish_unit(&mut self, span: Span) -> Code {
        let scope = &self.scopes[self.unit.scope];
        let mut bits = self.futures | self.unit.flags;
        if scope.kind != ScopeKind::Module {
            bits |= flags::NEWLOCALS;
        }
        if scope.kind == ScopeKind::Function {
            if !scope.dynamic {
                bits |= flags::OPTIMIZED;
            }
            if scope.nested {
                bits |= flags::NESTED;
            }
            if scope.generator {
                bits |= flags::GENERATOR;
            }
        }
        if self.unit.cellvars.is_empty() && self.unit.freevars.is_empty() {
            bits |= flags::NOFREE;
        }
        let empty = Unit::new(self.unit.scope, self.unit.name, self.unit.first);
        let unit = std::mem::replace(&mut self.unit, empty);
        let firstlineno = self.source.line(unit.first.start);
        unit.finish(self.filename.clone(), firstlineno, span, bits)
    }

    /// Loads a code object as a function, with `defaults` values below it on the stack.
    fn make_function(&mut self, code: Code, defaults: u32) {
        if code.freevars.is_empty() {
            self.emit_const(Const::Code(Rc::new(code)));
            self.emit(Op::MakeFunction(defaults));
            return;
        }
        for &name in &code.freevars {
            let cell = self.unit.cell(name);
            self.emit(Op::LoadClosure(cell));
        }
        self.emit(Op::BuildTuple(code.freevars.len() as u32));
        self.emit_const(Const::Code(Rc::new(code)));
        self.emit(Op::MakeClosure(defaults));
    }
}
