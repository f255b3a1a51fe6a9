//! For targets without a C library: ops that need the platform become calls of RPython functions.
//!
//! Those functions are roots of the program, see [`ENTRIES`]. Which module they come from depends on the
//! platform; backends know only their names.

mod start;
mod strings;
mod wide;

use rpython_base::{Diagnostic, Span, Symbol};
use rpython_lltype::{ContainerId, FuncId, LLType, Pointer, Value};
use rpython_lowlevel::{Const, Imm, Op, OpCode, Operand, Program, VarId};

use strings::Strings;

/// A root: name, types of the arguments, type of the result.
pub type Entry = (&'static str, &'static [LLType], LLType);

/// The platform's functions, as roots of the program are named.
///
/// Strings are given by the address of an object (or null) and the byte offsets of its first
/// character and its length; an offset of -1 for the length stands for a text that ends in a zero.
pub const ENTRIES: &[Entry] = &[
    // Before anything else, and when all went well.
    ("platform_start", &[], LLType::Void),
    ("platform_finish", &[LLType::Signed], LLType::Void),
    // Number of arguments, and the zero-terminated text of one.
    ("platform_argc", &[], LLType::Signed),
    ("platform_argv", &[LLType::Signed], LLType::Address),
    ("platform_malloc", &[LLType::Signed], LLType::Address),
    ("platform_calloc", &[LLType::Signed], LLType::Address),
    ("platform_free", &[LLType::Address], LLType::Void),
    // An exception nobody caught: its class and the class's zero-terminated name. Does not return.
    ("platform_fatal_exception", &[LLType::Address, LLType::Address], LLType::Void),
    // A message. Does not return.
    ("platform_fatal_error", STRING, LLType::Void),
    // A line of the traceback: its zero-terminated text or null, the exception's class or null, and
    // which of `traceback_kind` it is.
    ("platform_traceback", &[LLType::Address, LLType::Address, LLType::Signed], LLType::Void),
    // Prints the traceback of the exception raised last.
    ("platform_print_traceback", &[], LLType::Void),
    ("platform_log_enabled", &[], LLType::Bool),
    ("platform_log_wants", STRING, LLType::Bool),
    ("platform_log_start", STRING_AND_FLAG, LLType::SignedLongLong),
    ("platform_log_stop", STRING_AND_FLAG, LLType::SignedLongLong),
    ("platform_log_string", STRING, LLType::Void),
    ("platform_log_bool", &[LLType::Bool], LLType::Void),
    ("platform_log_char", &[LLType::Char], LLType::Void),
    ("platform_log_int", &[LLType::SignedLongLong], LLType::Void),
    ("platform_log_unsigned", &[LLType::UnsignedLongLong], LLType::Void),
    ("platform_log_float", &[LLType::Float], LLType::Void),
    ("platform_log_address", &[LLType::Address], LLType::Void),
    ("platform_log_end_line", &[], LLType::Void),
    ("platform_log_flush", &[], LLType::Void),
    ("platform_log_offset", &[], LLType::Signed),
    ("platform_timestamp", &[], LLType::SignedLongLong),
    // Lower and upper half of dividend and divisor; the place for the halves of quotient and remainder.
    ("platform_divide", &[U, U, U, U, LLType::Address], LLType::Void),
];

const U: LLType = LLType::UnsignedLongLong;
const STRING: &[LLType] = &[LLType::Address, LLType::Signed, LLType::Signed];
const STRING_AND_FLAG: &[LLType] = &[LLType::Address, LLType::Signed, LLType::Signed, LLType::Bool];

/// The last argument of `platform_traceback`.
mod traceback_kind {
    pub const RAISE: i64 = 0;
    pub const PASS: i64 = 1;
    pub const CATCH: i64 = 2;
    pub const RERAISE: i64 = 3;
}

/// Replaces the ops, and makes a function of everything that happens between start and end; that function
/// becomes the only root. What the program does not use any more is not reachable afterwards.
pub fn lower(program: &mut Program) -> Result<FuncId, Diagnostic> {
    let start = start::add(program)?;
    let mut lowering = Lowering { strings: Strings::new(program), cell: None, program };
    for id in lowering.program.funcs.ids() {
        lowering.function(id)?;
    }
    program.entry = Some(start);
    program.roots.clear();
    Ok(start)
}

fn missing(name: &str) -> Diagnostic {
    Diagnostic::error("internal", Span::NONE, format!("the platform lacks the function `{name}`"))
        .with_note("this is a bug of the translator")
}

/// The function of a root and its type.
fn entry(program: &Program, name: &str) -> Result<(FuncId, ContainerId), Diagnostic> {
    let func = program.root(name).ok_or_else(|| missing(name))?;
    Ok((func, program.funcs[func].ty))
}

struct Lowering<'a> {
    program: &'a mut Program,
    strings: Strings,
    /// Where results of divisions of double words are passed.
    cell: Option<Operand>,
}

/// A block's ops while they are rewritten.
struct Rewrite {
    ops: Vec<Op>,
    span: Span,
}

impl Lowering<'_> {
    fn function(&mut self, id: FuncId) -> Result<(), Diagnostic> {
        let Some(graph) = self.program.funcs[id].graph_opt() else { return Ok(()) };
        for block in graph.reverse_postorder() {
            let ops = &self.program.funcs[id].graph().blocks[block].ops;
            if !ops.iter().any(|op| is_lowered(op.code)) {
                continue;
            }
            let ops = ops.clone();
            let mut out = Rewrite { ops: Vec::with_capacity(ops.len()), span: Span::NONE };
            for op in ops {
                out.span = op.span;
                if is_lowered(op.code) {
                    self.op(id, op, &mut out)?;
                } else {
                    out.ops.push(op);
                }
            }
            if let Some(graph) = self.program.funcs[id].graph_mut() {
                graph.blocks[block].ops = out.ops;
            }
        }
        Ok(())
    }

    fn var(&mut self, func: FuncId, ty: LLType) -> VarId {
        self.program.funcs[func].graph_mut().expect("ops have a graph around them").var(ty)
    }

    /// Adds an op with a new variable for its result.
    fn push(
        &mut self,
        func: FuncId,
        out: &mut Rewrite,
        code: OpCode,
        args: Vec<Operand>,
        ty: LLType,
    ) -> Operand {
        let result = self.var(func, ty);
        out.ops.push(Op { code, args, imm: Imm::None, result, span: out.span });
        Operand::Var(result)
    }

    /// Calls a root; `result` is the variable of the op that the call stands for.
    fn call(
        &mut self,
        out: &mut Rewrite,
        name: &str,
        mut args: Vec<Operand>,
        result: VarId,
    ) -> Result<(), Diagnostic> {
        let (func, ty) = entry(self.program, name)?;
        args.insert(0, Operand::func(LLType::Ptr(ty), func));
        out.ops.push(Op { code: OpCode::direct_call, args, imm: Imm::None, result, span: out.span });
        Ok(())
    }

    /// Calls a root that gives nothing.
    fn call_void(
        &mut self,
        func: FuncId,
        out: &mut Rewrite,
        name: &str,
        args: Vec<Operand>,
    ) -> Result<(), Diagnostic> {
        let result = self.var(func, LLType::Void);
        self.call(out, name, args, result)
    }

    fn operand_type(&self, func: FuncId, operand: &Operand) -> LLType {
        self.program.funcs[func].graph().operand_type(operand)
    }

    fn address(&mut self, func: FuncId, out: &mut Rewrite, operand: &Operand) -> Operand {
        match self.operand_type(func, operand) {
            LLType::Address => operand.clone(),
            _ => self.push(func, out, OpCode::cast_ptr_to_adr, vec![operand.clone()], LLType::Address),
        }
    }

    fn op(&mut self, func: FuncId, op: Op, out: &mut Rewrite) -> Result<(), Diagnostic> {
        let result = op.result;
        match op.code {
            OpCode::raw_malloc => self.call(out, "platform_malloc", op.args, result),
            OpCode::raw_calloc => self.call(out, "platform_calloc", op.args, result),
            OpCode::raw_free | OpCode::free => {
                let address = self.address(func, out, &op.args[0]);
                self.call(out, "platform_free", vec![address], result)
            }
            OpCode::ll_read_timestamp => self.call(out, "platform_timestamp", vec![], result),
            OpCode::have_debug_prints if !op.args.is_empty() => {
                let args = self.string(func, out, &op.args[0]).unwrap_or_else(|| self.text(""));
                self.call(out, "platform_log_wants", args, result)
            }
            OpCode::have_debug_prints => self.call(out, "platform_log_enabled", vec![], result),
            OpCode::debug_flush => self.call(out, "platform_log_flush", vec![], result),
            OpCode::debug_offset => self.call(out, "platform_log_offset", vec![], result),
            OpCode::debug_assert => Ok(()),
            OpCode::debug_start | OpCode::debug_stop => {
                let mut args = self.string(func, out, &op.args[0]).unwrap_or_else(|| self.text("?"));
                args.push(op.args[1].clone());
                let start = op.code == OpCode::debug_start;
                self.call(out, if start { "platform_log_start" } else { "platform_log_stop" }, args, result)
            }
            OpCode::debug_print => self.print(func, &op, out),
            OpCode::debug_fatalerror => {
                let args = self.string(func, out, &op.args[0]).unwrap_or_else(|| self.text("fatal error"));
                self.call(out, "platform_fatal_error", args, result)
            }
            OpCode::debug_check_failed => {
                let args = match &op.imm {
                    Imm::Sym(symbol) => self.text(symbol.as_str()),
                    _ => self.text("check failed"),
                };
                self.call(out, "platform_fatal_error", args, result)
            }
            OpCode::debug_print_traceback => self.call(out, "platform_print_traceback", vec![], result),
            OpCode::debug_traceback_raise
            | OpCode::debug_traceback_pass
            | OpCode::debug_traceback_catch
            | OpCode::debug_traceback_reraise => self.traceback(func, &op, out),
            _ => self.divide(func, &op, out),
        }
    }

    fn traceback(&mut self, func: FuncId, op: &Op, out: &mut Rewrite) -> Result<(), Diagnostic> {
        let place = match &op.imm {
            Imm::Sym(symbol) if !symbol.as_str().is_empty() => self.strings.place(self.program, *symbol),
            _ => null_address(),
        };
        let kind = match op.code {
            OpCode::debug_traceback_raise => traceback_kind::RAISE,
            OpCode::debug_traceback_pass => traceback_kind::PASS,
            OpCode::debug_traceback_catch => traceback_kind::CATCH,
            _ => traceback_kind::RERAISE,
        };
        let etype = match op.args.first() {
            Some(etype) => self.address(func, out, etype),
            None => null_address(),
        };
        self.call(out, "platform_traceback", vec![place, etype, Operand::signed(kind)], op.result)
    }

    /// Address and offsets of an operand that is a string.
    fn string(&mut self, func: FuncId, out: &mut Rewrite, operand: &Operand) -> Option<Vec<Operand>> {
        let id = self.operand_type(func, operand).pointee()?;
        let (chars, length) = strings::offsets(self.program, id)?;
        let address = self.address(func, out, operand);
        Some(vec![address, Operand::signed(chars), Operand::signed(length)])
    }

    /// A text of the translator's own as a string.
    fn text(&mut self, text: &str) -> Vec<Operand> {
        let address = self.strings.place(self.program, Symbol::intern(text));
        vec![address, Operand::signed(0), Operand::signed(-1)]
    }

    fn print(&mut self, func: FuncId, op: &Op, out: &mut Rewrite) -> Result<(), Diagnostic> {
        for arg in &op.args {
            if let Some(args) = self.string(func, out, arg) {
                self.call_void(func, out, "platform_log_string", args)?;
                continue;
            }
            let ty = self.operand_type(func, arg);
            let (name, wanted) = match ty {
                LLType::Void => continue,
                LLType::Bool => ("platform_log_bool", LLType::Bool),
                LLType::Char => ("platform_log_char", LLType::Char),
                LLType::Float | LLType::SingleFloat | LLType::LongFloat => {
                    ("platform_log_float", LLType::Float)
                }
                LLType::Unsigned | LLType::UnsignedLongLong => {
                    ("platform_log_unsigned", LLType::UnsignedLongLong)
                }
                LLType::Address | LLType::Ptr(_) => ("platform_log_address", LLType::Address),
                _ => ("platform_log_int", LLType::SignedLongLong),
            };
            let value = match wanted {
                LLType::Address => self.address(func, out, arg),
                _ if wanted == ty => arg.clone(),
                _ => self.push(func, out, OpCode::cast_primitive, vec![arg.clone()], wanted),
            };
            self.call_void(func, out, name, vec![value])?;
        }
        self.call(out, "platform_log_end_line", vec![], op.result)
    }
}

fn null_address() -> Operand {
    Operand::Const(Const { ty: LLType::Address, value: Value::Address(Pointer::Null) })
}

/// Whether an op becomes something else here.
fn is_lowered(code: OpCode) -> bool {
    matches!(
        code,
        OpCode::raw_malloc
            | OpCode::raw_calloc
            | OpCode::raw_free
            | OpCode::free
            | OpCode::ll_read_timestamp
            | OpCode::have_debug_prints
            | OpCode::debug_flush
            | OpCode::debug_offset
            | OpCode::debug_assert
            | OpCode::debug_start
            | OpCode::debug_stop
            | OpCode::debug_print
            | OpCode::debug_fatalerror
            | OpCode::debug_check_failed
            | OpCode::debug_print_traceback
            | OpCode::debug_traceback_raise
            | OpCode::debug_traceback_pass
            | OpCode::debug_traceback_catch
            | OpCode::debug_traceback_reraise
            | OpCode::lllong_floordiv
            | OpCode::lllong_mod
            | OpCode::ulllong_floordiv
            | OpCode::ulllong_mod
    )
}
