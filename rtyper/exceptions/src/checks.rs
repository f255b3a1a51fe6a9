//! `--checked`: what the reference leaves undefined ends the program with a message that names the line.
//!
//! A check is a test in front of an operation of the program's own functions: that a pointer is not null, that an
//! index lies in its list, array or string, that a divisor is not zero, that a shift count is less than the width. Helpers are trusted; calls of
//! those that would go wrong are checked where they are made.

use rpython_base::{FastMap, FastSet, SourceMap, Symbol};
use rpython_lltype::{FuncId, GcKind, LLType, Value};
use rpython_lowlevel::{
    Block, BlockId, Function, Graph, Imm, Link, Op, OpCode, Operand, PathStep, Program, Stage, Terminator,
    VarId, cleanup::split_block,
};

use crate::trace::place;

/// What an index must be below.
#[derive(Clone, Debug)]
enum Bound {
    /// The length of a list, which may have more items behind it.
    List(Operand),
    /// The length of an array.
    Array(Operand),
    /// The length of the array that a path leads to.
    Inner(Operand, Vec<PathStep>),
    /// A constant.
    Below(i64),
}

#[derive(Clone, Debug)]
enum Check {
    NotNull(Operand),
    Index(Operand, Bound, &'static str),
    NotZero(Operand),
}

/// Inserts the checks into a program in stage `Typed`.
pub fn insert_checks(program: &mut Program, sources: &SourceMap) {
    assert_eq!(program.stage, Stage::Typed, "checks are inserted into typed programs");
    for id in program.funcs.ids() {
        if is_trusted(&program.funcs[id]) {
            continue;
        }
        let Some(slot) = program.funcs[id].graph_mut() else { continue };
        let mut graph = std::mem::take(slot);
        for block in graph.reverse_postorder() {
            check_block(program, sources, id, &mut graph, block);
        }
        if let Some(slot) = program.funcs[id].graph_mut() {
            *slot = graph;
        }
    }
}

/// Whether a function is part of the run time.
fn is_trusted(function: &Function) -> bool {
    let module = function.module.as_str();
    function.attrs.gc_internal
        || ["rpython.rtyper", "rpython.memory", "rpython.platform"]
            .iter()
            .any(|prefix| module.starts_with(prefix))
}

fn check_block(program: &Program, sources: &SourceMap, func: FuncId, graph: &mut Graph, block: BlockId) {
    let found = Finder::new(program, graph).run(&graph.blocks[block].ops);
    for (at, check) in found.into_iter().rev() {
        let span = graph.blocks[block].ops[at].span;
        let (rest, live) = split_block(graph, block, at);
        let mut builder = Builder { graph, block };
        let (cond, cause) = builder.condition(check);
        let place = place(sources, &program.funcs[func], span);
        let text = Imm::Sym(Symbol::intern(&format!("  {place}\nFatal RPython error: {cause}")));
        let failed = graph.blocks.push(Block { params: vec![], ops: vec![], end: Terminator::Unreachable });
        let result = graph.var(LLType::Void);
        graph.blocks[failed].ops.push(Op {
            code: OpCode::debug_check_failed,
            args: vec![],
            imm: text,
            result,
            span,
        });
        graph.blocks[block].end = Terminator::Branch {
            cond,
            if_true: Link::new(rest, live.into_iter().map(Operand::Var).collect()),
            if_false: Link::new(failed, vec![]),
        };
    }
}

/// Finds what is to be checked in one block.
struct Finder<'a> {
    program: &'a Program,
    graph: &'a Graph,
    /// Variables known not to be null, by the variable that they are casts of.
    sound: FastSet<VarId>,
    same: FastMap<VarId, VarId>,
    /// The list that an array of items was read from.
    list_of: FastMap<VarId, Operand>,
    /// What a shift count was before it was cut to the width: the mask, and the number.
    masked: FastMap<VarId, (i64, Operand)>,
    found: Vec<(usize, Check)>,
}

impl<'a> Finder<'a> {
    fn new(program: &'a Program, graph: &'a Graph) -> Finder<'a> {
        Finder {
            program,
            graph,
            sound: FastSet::default(),
            same: FastMap::default(),
            list_of: FastMap::default(),
            masked: FastMap::default(),
            found: Vec::new(),
        }
    }

    fn run(mut self, ops: &[Op]) -> Vec<(usize, Check)> {
        for (at, op) in ops.iter().enumerate() {
            self.op(at, op);
        }
        self.found
    }

    fn root(&self, v: VarId) -> VarId {
        self.same.get(&v).copied().unwrap_or(v)
    }

    fn op(&mut self, at: usize, op: &Op) {
        use OpCode::*;
        match op.code {
            malloc | malloc_varsize => {
                self.sound.insert(op.result);
            }
            cast_pointer => {
                if let Some(v) = op.args[0].as_var() {
                    self.same.insert(op.result, self.root(v));
                }
            }
            getfield => {
                self.not_null(at, &op.args[0]);
                if self.is_list_items(op) {
                    self.list_of.insert(op.result, op.args[0].clone());
                }
            }
            setfield | getarraysize | getinteriorarraysize | getsubstruct => self.not_null(at, &op.args[0]),
            getarrayitem | setarrayitem | getarraysubstruct => self.item(at, op),
            getinteriorfield | setinteriorfield => self.interior(at, op),
            int_floordiv | int_mod | uint_floordiv | uint_mod | llong_floordiv | llong_mod
            | ullong_floordiv | ullong_mod => self.not_zero(at, &op.args[1]),
            int_and => {
                if let Some(Value::Int(mask)) = op.args[1].as_const() {
                    self.masked.insert(op.result, (*mask, op.args[0].clone()));
                }
            }
            int_lshift | int_rshift | uint_lshift | uint_rshift | llong_lshift | llong_rshift
            | ullong_lshift | ullong_rshift => self.shift(at, op),
            cast_int_to_char => {
                self.index(at, &op.args[0], Bound::Below(256), "ValueError: chr() of a number out of range")
            }
            direct_call => self.call(at, op),
            _ => {}
        }
    }

    fn not_null(&mut self, at: usize, pointer: &Operand) {
        let Some(v) = pointer.as_var() else { return };
        let LLType::Ptr(container) = self.graph.vars[v].ty else { return };
        if self.program.types.gc_kind(container) == GcKind::Gc && self.sound.insert(self.root(v)) {
            self.found.push((at, Check::NotNull(pointer.clone())));
        }
    }

    fn not_zero(&mut self, at: usize, divisor: &Operand) {
        match divisor.as_const() {
            Some(Value::Int(n)) if *n != 0 => {}
            _ => self.found.push((at, Check::NotZero(divisor.clone()))),
        }
    }

    fn shift(&mut self, at: usize, op: &Op) {
        let bits = match op.code {
            OpCode::int_lshift | OpCode::int_rshift | OpCode::uint_lshift | OpCode::uint_rshift => {
                self.program.model.word_bits as i64
            }
            _ => 64,
        };
        let count = match op.args[1].as_var().and_then(|v| self.masked.get(&v)) {
            Some((mask, whole)) if *mask == bits - 1 => whole.clone(),
            _ => op.args[1].clone(),
        };
        self.index(at, &count, Bound::Below(bits), "The shift count is outside of the supported range");
    }

    fn index(&mut self, at: usize, index: &Operand, bound: Bound, cause: &'static str) {
        if let (Some(Value::Int(n)), Bound::Below(limit)) = (index.as_const(), &bound)
            && (0..*limit).contains(n)
        {
            return;
        }
        self.found.push((at, Check::Index(index.clone(), bound, cause)));
    }

    fn item(&mut self, at: usize, op: &Op) {
        let array = &op.args[0];
        self.not_null(at, array);
        let list = array.as_var().and_then(|v| self.list_of.get(&v).cloned());
        let bound = match list {
            Some(list) => Bound::List(list),
            None if self.has_length(array) => Bound::Array(array.clone()),
            None => return,
        };
        self.index(at, &op.args[1], bound, "IndexError: list index out of range");
    }

    /// Characters of strings, and fields of the items of arrays.
    fn interior(&mut self, at: usize, op: &Op) {
        self.not_null(at, &op.args[0]);
        let Imm::Path(path) = &op.imm else { return };
        match path[..] {
            [PathStep::Field(_), PathStep::Index] => {
                let bound = Bound::Inner(op.args[0].clone(), path[..1].to_vec());
                self.index(at, &op.args[1], bound, "IndexError: string index out of range");
            }
            [PathStep::Index, ..] if self.has_length(&op.args[0]) => {
                let bound = Bound::Array(op.args[0].clone());
                self.index(at, &op.args[1], bound, "IndexError: index out of range");
            }
            _ => {}
        }
    }

    fn call(&mut self, at: usize, op: &Op) {
        let Some(callee) = op.args[0].as_func() else { return };
        let callee = &self.program.funcs[callee];
        let (module, name) = (callee.module.as_str(), callee.name.as_str());
        match module {
            "rpython.rtyper.rint" if name.contains("_py_") && !name.contains("_zer") && op.args.len() > 2 => {
                self.not_zero(at, &op.args[2]);
            }
            "rpython.rtyper.rlist" => {
                self.collection(at, op);
                match name {
                    "ll_pop" => {
                        let list = Bound::List(op.args[1].clone());
                        self.index(at, &Operand::signed(0), list, "IndexError: pop from an empty list");
                    }
                    "ll_pop_at" | "ll_delitem" => {
                        let list = Bound::List(op.args[1].clone());
                        self.index(at, &op.args[2], list, "IndexError: list index out of range");
                    }
                    _ => {}
                }
            }
            "rpython.rtyper.rdict" => self.collection(at, op),
            _ => {}
        }
    }

    /// The first argument of a helper, if it is a list or a dict.
    fn collection(&mut self, at: usize, op: &Op) {
        let Some(first) = op.args.get(1) else { return };
        let Some(container) = self.graph.operand_type(first).pointee() else { return };
        let types = &self.program.types;
        let name = types.as_struct(container).map(|s| s.name);
        if name.map_or(types.item_type(container).is_some(), |name| name == "list" || name == "dict") {
            self.not_null(at, first);
        }
    }

    /// Whether an op reads the items of a list that is resized.
    fn is_list_items(&self, op: &Op) -> bool {
        let Some(container) = self.graph.operand_type(&op.args[0]).pointee() else { return false };
        let Some(s) = self.program.types.as_struct(container) else { return false };
        s.name == "list" && matches!(op.imm, Imm::Field(1)) && s.field("items".into()) == Some(1)
    }

    fn has_length(&self, array: &Operand) -> bool {
        let Some(container) = self.graph.operand_type(array).pointee() else { return false };
        self.program.types.length_offset(self.program.model, container).is_some()
    }
}

/// Adds the ops of a test at the end of an open block.
struct Builder<'a> {
    graph: &'a mut Graph,
    block: BlockId,
}

impl Builder<'_> {
    fn push(&mut self, code: OpCode, args: Vec<Operand>, imm: Imm, ty: LLType) -> Operand {
        let result = self.graph.var(ty);
        self.graph.blocks[self.block].ops.push(Op {
            code,
            args,
            imm,
            result,
            span: rpython_base::Span::NONE,
        });
        Operand::Var(result)
    }

    /// The test, and the message if it fails.
    fn condition(&mut self, check: Check) -> (Operand, &'static str) {
        match check {
            Check::NotNull(pointer) => {
                let cond = self.push(OpCode::ptr_nonzero, vec![pointer], Imm::None, LLType::Bool);
                (cond, "AttributeError: None is used as an object")
            }
            Check::NotZero(divisor) => {
                let code = match self.graph.operand_type(&divisor) {
                    LLType::Unsigned => OpCode::uint_is_true,
                    LLType::SignedLongLong => OpCode::llong_is_true,
                    LLType::UnsignedLongLong => OpCode::ullong_is_true,
                    LLType::SignedLongLongLong => OpCode::lllong_is_true,
                    LLType::UnsignedLongLongLong => OpCode::ulllong_is_true,
                    _ => OpCode::int_is_true,
                };
                let cond = self.push(code, vec![divisor], Imm::None, LLType::Bool);
                (cond, "ZeroDivisionError: integer division by zero")
            }
            Check::Index(index, bound, cause) => {
                let length = self.length(bound);
                let [index, length] = [index, length]
                    .map(|v| self.push(OpCode::cast_int_to_uint, vec![v], Imm::None, LLType::Unsigned));
                (self.push(OpCode::uint_lt, vec![index, length], Imm::None, LLType::Bool), cause)
            }
        }
    }

    fn length(&mut self, bound: Bound) -> Operand {
        match bound {
            Bound::List(list) => self.push(OpCode::getfield, vec![list], Imm::Field(0), LLType::Signed),
            Bound::Array(array) => self.push(OpCode::getarraysize, vec![array], Imm::None, LLType::Signed),
            Bound::Inner(pointer, path) => {
                self.push(OpCode::getinteriorarraysize, vec![pointer], Imm::Path(path.into()), LLType::Signed)
            }
            Bound::Below(limit) => Operand::signed(limit),
        }
    }
}
