//! Running code objects and source: modules, `exec`, `eval`, `execfile`.

use std::rc::Rc;

use rpython_base::Diagnostic;
use rpython_bytecode::Code;
use rpython_syntax::Mode;

use super::Flow;
use super::frame::Frame;
use crate::Host;
use crate::object::*;

/// The future flags that generated source inherits.
const FUTURE_FLAGS: u32 = rpython_bytecode::flags::FUTURE_DIVISION
    | rpython_bytecode::flags::FUTURE_ABSOLUTE_IMPORT
    | rpython_bytecode::flags::FUTURE_WITH_STATEMENT
    | rpython_bytecode::flags::FUTURE_PRINT_FUNCTION
    | rpython_bytecode::flags::FUTURE_UNICODE_LITERALS;

impl Host {
    /// Runs code with these scopes (a module, a dict, any mapping) and returns its value.
    pub fn run_code(&mut self, code: &Rc<Code>, globals: Obj, locals: Obj) -> Result<Obj, Raised> {
        self.heap.native += 1;
        let result = self.run_code_rooted(code, globals, locals);
        self.heap.native -= 1;
        result
    }

    /// [`run_code`](Self::run_code) for callers that hold no objects but what is reachable otherwise.
    pub(crate) fn run_code_rooted(
        &mut self,
        code: &Rc<Code>,
        globals: Obj,
        locals: Obj,
    ) -> Result<Obj, Raised> {
        let (globals, locals) = (self.scope_of(globals), self.scope_of(locals));
        if !code.freevars.is_empty() {
            return Err(Raised::type_error(
                self,
                "code object passed to exec may not contain free variables",
            ));
        }
        let base = self.vals.len();
        self.vals.resize(base + code.varnames.len(), Obj::UNBOUND);
        let mut cells = Vec::with_capacity(code.cellvars.len());
        for _ in &code.cellvars {
            cells.push(self.alloc(Object::Cell(None)));
        }
        let frame = Frame {
            code: code.clone(),
            globals,
            locals,
            base,
            cells,
            blocks: Vec::new(),
            pc: 0,
            saved_exc: None,
        };
        self.run_frame(frame)
    }

    /// Compiles generated source, with the future statements of the running code; SyntaxError if that fails.
    pub fn compile_source(
        &mut self,
        source: &str,
        filename: &str,
        mode: Mode,
        inherit: bool,
    ) -> Result<Rc<Code>, Raised> {
        let inherited = match self.frames.last() {
            Some(frame) if inherit => frame.code.flags & FUTURE_FLAGS,
            _ => 0,
        };
        let text = if mode == Mode::Eval { source.trim_start_matches([' ', '\t']) } else { source };
        match rpython_syntax::compile_string(&mut self.sources, filename, text, mode, inherited) {
            Ok(code) => Ok(code),
            Err(diagnostic) => Err(self.syntax_raised(&diagnostic)),
        }
    }

    fn syntax_raised(&mut self, diagnostic: &Diagnostic) -> Raised {
        self.raised_syntax(diagnostic)
    }

    /// Code of an `exec` or `eval` argument: a code object, or source to compile.
    pub(crate) fn code_argument(&mut self, source: Obj, mode: Mode) -> Result<Rc<Code>, Raised> {
        if let Object::Code(code) = self.get(source) {
            return Ok(code.clone());
        }
        let text = self.source_text(source)?;
        self.compile_source(&text, "<string>", mode, true)
    }

    /// Source text as UTF-8.
    pub(crate) fn source_text(&mut self, source: Obj) -> Result<String, Raised> {
        match self.get(self.content(source)) {
            Object::Str(bytes) => Ok(String::from_utf8_lossy(bytes).into_owned()),
            Object::Unicode(chars) => {
                Ok(chars.iter().map(|&c| char::from_u32(c).unwrap_or('\u{fffd}')).collect())
            }
            _ => {
                let class = self.type_name(source);
                Err(Raised::type_error(
                    self,
                    format!("exec: arg 1 must be a string, file, or code object, not {class}"),
                ))
            }
        }
    }

    pub(super) fn op_exec(&mut self, at: usize) -> Result<Flow, Raised> {
        let (mut locals, mut globals, mut source) = (self.pop(), self.pop(), self.pop());
        if globals == Obj::NONE
            && locals == Obj::NONE
            && let Object::Tuple(items) = self.get(source)
            && (2..=3).contains(&items.len())
        {
            let items = items.clone();
            source = items[0];
            globals = items[1];
            locals = items.get(2).copied().unwrap_or(Obj::NONE);
        }
        if self.internal::<crate::builtins::file::FileObject>(source).is_some() {
            source = self.call_method(source, "read", &[])?;
        }
        if globals != Obj::NONE {
            let locals = if locals == Obj::NONE { globals } else { locals };
            let code = self.code_argument(source, Mode::Exec)?;
            self.provide_builtins(globals)?;
            self.run_code(&code, globals, locals)?;
            return Ok(Flow::Next);
        }
        let code = self.code_argument(source, Mode::Exec)?;
        let globals = self.frames[at].globals;
        let in_function = !self.frames[at].code.varnames.is_empty();
        let scope = self.synchronized_scope(at);
        let result = self.run_code(&code, globals, scope);
        if in_function {
            self.store_back_locals(at, scope)?;
        }
        result?;
        Ok(Flow::Next)
    }

    /// After an `exec` in a function: assigns what it changed to the fast locals.
    fn store_back_locals(&mut self, at: usize, scope: Obj) -> Result<(), Raised> {
        let code = self.frames[at].code.clone();
        let base = self.frames[at].base;
        for (i, &name) in code.varnames.iter().enumerate() {
            self.vals[base + i] = self.scope_get(scope, name)?.unwrap_or(Obj::UNBOUND);
        }
        Ok(())
    }

    /// Puts `__builtins__` into a globals dict, as `exec` does.
    pub(crate) fn provide_builtins(&mut self, globals: Obj) -> Result<(), Raised> {
        let globals = self.scope_of(globals);
        let name = self.names.builtins;
        if self.scope_get(globals, name)?.is_none() {
            let builtins = self.builtins;
            self.scope_set(globals, name, builtins)?;
        }
        Ok(())
    }
}
