//! What a function's machine code depends on, as text, so that code made before is found without making
//! Cranelift's function first.
//!
//! Whatever `body` and `ops` look at is in the text: operations and their operands, layouts of the containers in
//! question, what matters about functions that are called. Ids are not: functions, static objects, containers and places
//! are numbered by their first mention, so that an edit elsewhere does not change the text.
//! What the translator itself does with it is covered by a fingerprint of its sources (`build.rs`).
//!
//! A build with debug assertions compiles every function that is found in the cache again and compares.

mod types;

use std::hash::{Hash, Hasher};

use indexmap::IndexSet;
use rpython_backend_common::image;
use rpython_base::EntityId;
use rpython_lltype::{ContainerId, FuncId, LLType, Pointer, Value};
use rpython_lowlevel::{
    BlockId, Const, FuncBody, Function, Graph, Imm, Link, Op, Operand, PathStep, Program, Terminator,
};

use crate::body::Making;
use crate::externs;
use crate::refs::Ref;
pub(crate) use types::TypeTexts;

/// Text that a hash is made of. Numbers take as few bytes as they need.
#[derive(Default)]
pub(crate) struct Text(Vec<u8>);

impl Text {
    fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    fn signed(&mut self, value: i64) {
        self.number((value << 1 ^ value >> 63) as u64);
    }

    fn flag(&mut self, value: bool) {
        self.0.push(value.into());
    }

    fn hash(&self) -> blake3::Hash {
        blake3::hash(&self.0)
    }
}

/// For types that can only say what they consist of.
impl Hasher for Text {
    fn write(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    fn write_u8(&mut self, value: u8) {
        self.0.push(value);
    }

    fn write_u16(&mut self, value: u16) {
        self.number(value.into());
    }

    fn write_u32(&mut self, value: u32) {
        self.number(value.into());
    }

    fn write_u64(&mut self, value: u64) {
        self.number(value);
    }

    fn write_usize(&mut self, value: usize) {
        self.number(value as u64);
    }

    fn write_isize(&mut self, value: isize) {
        self.signed(value as i64);
    }

    fn finish(&self) -> u64 {
        0
    }
}

/// The key of a function, and what its numbers stand for.
pub(crate) struct Key {
    pub hash: [u8; 32],
    /// What the function mentions, by number.
    pub refs: IndexSet<Ref>,
    /// File and line of what it does, by number.
    pub places: IndexSet<(u32, u32)>,
}

/// Makes the key of a function with a graph.
pub(crate) fn key(making: Making, types: &TypeTexts, prefix: &[u8], id: FuncId) -> Key {
    let program = making.program;
    let function = &program.funcs[id];
    let graph = function.graph();
    let mut writer = Writer {
        making,
        program,
        graph,
        types,
        text: Text(prefix.to_vec()),
        vars: vec![u32::MAX; graph.vars.len()],
        blocks: vec![u32::MAX; graph.blocks.len()],
        var_count: 0,
        containers: IndexSet::new(),
        refs: IndexSet::new(),
        places: IndexSet::new(),
    };
    writer.callee(id, function);
    writer.text.flag(function.attrs.gc_internal);
    writer.body();
    Key { hash: *writer.text.hash().as_bytes(), refs: writer.refs, places: writer.places }
}

struct Writer<'a> {
    making: Making<'a>,
    program: &'a Program,
    graph: &'a Graph,
    types: &'a TypeTexts<'a>,
    text: Text,
    vars: Vec<u32>,
    blocks: Vec<u32>,
    var_count: u32,
    containers: IndexSet<ContainerId>,
    refs: IndexSet<Ref>,
    places: IndexSet<(u32, u32)>,
}

impl Writer<'_> {
    fn body(&mut self) {
        let order = self.graph.reverse_postorder();
        self.text.number(order.len() as u64);
        for (number, &id) in order.iter().enumerate() {
            self.blocks[id.index()] = number as u32;
        }
        for &id in &order {
            let block = &self.graph.blocks[id];
            self.text.number(block.params.len() as u64);
            block.params.iter().for_each(|&param| self.define(param));
            self.text.number(block.ops.len() as u64);
            block.ops.iter().for_each(|op| self.op(op));
            self.terminator(&block.end);
        }
    }

    fn define(&mut self, var: rpython_lowlevel::VarId) {
        self.vars[var.index()] = self.var_count;
        self.var_count += 1;
        self.ty(self.graph.vars[var].ty);
    }

    fn op(&mut self, op: &Op) {
        self.text.number(op.code as u64);
        if let Some(place) = self.making.lines.and_then(|lines| lines.place(op.span)) {
            let (number, _) = self.places.insert_full(place);
            self.text.number(number as u64 + 1);
        } else {
            self.text.number(0);
        }
        self.text.number(op.args.len() as u64);
        op.args.iter().for_each(|arg| self.operand(arg));
        self.imm(&op.imm);
        self.define(op.result);
    }

    fn imm(&mut self, imm: &Imm) {
        std::mem::discriminant(imm).hash(&mut self.text);
        match imm {
            // Which functions an indirect call reaches makes no difference to its code.
            Imm::None | Imm::Targets(_) => {}
            Imm::Field(index) | Imm::Slot(index) => self.text.number(*index as u64),
            Imm::Path(path) => {
                self.text.number(path.len() as u64);
                for step in path {
                    match step {
                        PathStep::Field(index) => self.text.number(*index as u64 + 1),
                        PathStep::Index => self.text.number(0),
                    }
                }
            }
            Imm::Malloc(ty, flavor) => {
                self.container(*ty);
                flavor.hash(&mut self.text);
            }
            Imm::Sym(symbol) => {
                self.text.flag(symbol.as_str().is_empty());
                self.reference(Ref::Place(*symbol));
            }
            Imm::Hint(names) => {
                self.text.number(names.len() as u64);
                names.iter().for_each(|name| name.as_str().hash(&mut self.text));
            }
        }
    }

    fn operand(&mut self, operand: &Operand) {
        match operand {
            Operand::Var(var) => self.text.number(self.vars[var.index()] as u64 + 1),
            Operand::Const(constant) => {
                self.text.number(0);
                self.constant(constant);
            }
        }
    }

    fn constant(&mut self, constant: &Const) {
        self.ty(constant.ty);
        match &constant.value {
            Value::Void => self.text.number(0),
            Value::Bool(b) => self.tagged(1, *b as i64),
            Value::Int(n) => self.tagged(2, *n),
            Value::Char(c) => self.tagged(3, *c as i64),
            Value::UniChar(c) => self.tagged(4, *c as i64),
            Value::Float(f) => self.tagged(5, f.to_bits() as i64),
            Value::Ptr(pointer) | Value::Address(pointer) => self.pointer(pointer),
            Value::Inline(_) => self.text.number(6),
        }
    }

    fn tagged(&mut self, tag: u64, value: i64) {
        self.text.number(tag);
        self.text.signed(value);
    }

    fn pointer(&mut self, pointer: &Pointer) {
        match image::address(self.program, pointer) {
            image::Address::Bits(bits) => self.tagged(7, bits),
            image::Address::Relative(target, addend) => {
                self.tagged(8, addend);
                self.reference(match target {
                    image::Target::Data(data) => Ref::Data(data),
                    image::Target::Func(func) => Ref::Func(func),
                });
            }
        }
    }

    /// A number for what is outside; at the first mention, what matters about it.
    fn reference(&mut self, reference: Ref) {
        let (number, first) = self.refs.insert_full(reference);
        self.text.number(number as u64);
        match reference {
            Ref::Func(func) if first => self.callee(func, &self.program.funcs[func]),
            Ref::Data(_) if first => self.text.number(1),
            Ref::Place(_) if first => self.text.number(2),
            Ref::Func(_) | Ref::Data(_) | Ref::Place(_) | Ref::Runtime(_) => {}
        }
    }

    /// What matters to callers, and to the function itself.
    fn callee(&mut self, id: FuncId, function: &Function) {
        self.text.number(3);
        let program = self.program;
        match &function.body {
            FuncBody::Graph(_) => self.text.number(0),
            FuncBody::Pending => self.text.number(1),
            FuncBody::External(external) => {
                self.text.number(2 + u64::from(externs::is_direct(program, id)));
                self.text.signed(external.save_err);
            }
        }
        for root in ["gc_malloc_fixed", "gc_malloc_varsize", "gc_remember"] {
            self.text.flag(program.root(root) == Some(id));
        }
        self.text.flag(function.attrs.never_returns);
        self.text.flag(function.attrs.rarely_called);
        self.text.0.extend(self.types.hash(function.ty));
    }

    fn ty(&mut self, ty: LLType) {
        std::mem::discriminant(&ty).hash(&mut self.text);
        if let LLType::Ptr(id) | LLType::Inline(id) = ty {
            self.container(id);
        }
    }

    /// A number for the container; at the first mention, its layout, and numbers for what is inlined in it.
    fn container(&mut self, id: ContainerId) {
        let (number, first) = self.containers.insert_full(id);
        self.text.number(number as u64);
        if first {
            self.text.0.extend(self.types.hash(id));
            for &inner in self.types.inlined(id) {
                self.container(inner);
            }
        }
    }

    fn terminator(&mut self, end: &Terminator) {
        std::mem::discriminant(end).hash(&mut self.text);
        match end {
            Terminator::Goto(link) => self.link(link),
            Terminator::Branch { cond, if_true, if_false } => {
                self.operand(cond);
                self.link(if_true);
                self.link(if_false);
            }
            Terminator::Switch { value, cases, default } => {
                self.operand(value);
                self.text.number(cases.len() as u64);
                for (case, link) in cases {
                    case.hash(&mut self.text);
                    self.link(link);
                }
                self.text.flag(default.is_some());
                default.iter().for_each(|link| self.link(link));
            }
            Terminator::Return(value) => self.operand(value),
            // The last two are errors here; nothing is ever found for them.
            Terminator::Unreachable | Terminator::Catch { .. } | Terminator::Raise { .. } => {}
        }
    }

    fn link(&mut self, link: &Link) {
        let target: BlockId = link.target;
        self.text.number(self.blocks[target.index()] as u64);
        self.text.number(link.args.len() as u64);
        link.args.iter().for_each(|arg| self.operand(arg));
    }
}
