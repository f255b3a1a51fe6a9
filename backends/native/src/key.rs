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
use rpython_base::{EntityId, Symbol};
use rpython_lltype::{ContainerId, FuncId, LLType, Pointer, Value};
use rpython_lowlevel::{
    BlockId, Const, FuncBody, Function, Graph, Imm, Link, Op, Operand, PathStep, Program, Terminator,
};
use rustc_hash::FxBuildHasher;

use crate::body::Making;
use crate::externs;
use crate::refs::Ref;
use types::TypeTexts;

/// Text that a hash is made of. Numbers take as few bytes as they need.
pub(crate) struct Text {
    /// The end of it.
    bytes: Box<[u8]>,
    used: usize,
    /// Of what was before.
    hasher: blake3::Hasher,
}

impl Text {
    /// Bytes of the longest number.
    const LONGEST: usize = 10;

    /// It is hashed in pieces of so many bytes: texts are long, and memory that was not used before costs more than
    /// making them.
    fn new(room: usize) -> Text {
        Text { bytes: vec![0; room].into_boxed_slice(), used: 0, hasher: blake3::Hasher::new() }
    }

    fn number(&mut self, mut value: u64) {
        if self.used + Text::LONGEST > self.bytes.len() {
            self.empty();
        }
        while value >= 0x80 {
            self.bytes[self.used] = value as u8 | 0x80;
            self.used += 1;
            value >>= 7;
        }
        self.bytes[self.used] = value as u8;
        self.used += 1;
    }

    fn empty(&mut self) {
        self.hasher.update(&self.bytes[..self.used]);
        self.used = 0;
    }

    fn extend(&mut self, bytes: &[u8]) {
        if bytes.len() > self.bytes.len() - self.used {
            self.empty();
            if bytes.len() > self.bytes.len() {
                self.hasher.update(bytes);
                return;
            }
        }
        self.bytes[self.used..self.used + bytes.len()].copy_from_slice(bytes);
        self.used += bytes.len();
    }

    fn signed(&mut self, value: i64) {
        self.number((value << 1 ^ value >> 63) as u64);
    }

    fn flag(&mut self, value: bool) {
        self.number(value.into());
    }

    /// The hash, after which the text is empty.
    fn take_hash(&mut self) -> blake3::Hash {
        self.empty();
        let hash = self.hasher.finalize();
        self.hasher.reset();
        hash
    }
}

/// For types that can only say what they consist of.
impl Hasher for Text {
    fn write(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.extend(bytes);
    }

    fn write_u8(&mut self, value: u8) {
        self.number(value.into());
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

/// Things by number, in the order of their first mention.
pub(crate) type Numbered<T> = IndexSet<T, FxBuildHasher>;

/// The key of a function, and what its numbers stand for.
pub(crate) struct Key {
    pub hash: [u8; 32],
    /// What the function mentions, by number.
    pub refs: Numbered<Ref>,
    /// File and line of what it does, by number.
    pub places: Numbered<(u32, u32)>,
    /// What else it can reach: through indirect calls.
    targets: Vec<FuncId>,
}

impl Key {
    /// All functions and static objects that the function refers to.
    pub fn reached(&self, work: &mut Vec<image::Target>) {
        work.extend(self.targets.iter().map(|&f| image::Target::Func(f)));
        work.extend(self.refs.iter().filter_map(|reference| match *reference {
            Ref::Func(f) => Some(image::Target::Func(f)),
            Ref::Data(d) => Some(image::Target::Data(d)),
            Ref::Place(_) | Ref::Runtime(_) => None,
        }));
    }
}

/// What all keys of a program are made with.
pub(crate) struct Common<'a> {
    making: Making<'a>,
    types: TypeTexts<'a>,
    /// What all texts begin with.
    prefix: &'a [u8],
    /// Functions of the collector that are called in ways of their own.
    roots: [Option<FuncId>; 3],
    nameless: Symbol,
}

impl<'a> Common<'a> {
    /// For keys that begin with `prefix`.
    pub fn new(making: Making<'a>, prefix: &'a [u8]) -> Common<'a> {
        let roots = ["gc_malloc_fixed", "gc_malloc_varsize", "gc_remember"];
        Common {
            making,
            types: TypeTexts::new(making.program),
            prefix,
            roots: roots.map(|name| making.program.root(name)),
            nameless: Symbol::intern(""),
        }
    }
}

/// What one key after the other is made in, so that a thread allocates it once.
pub(crate) struct Scratch {
    text: Text,
    /// The number of each variable in its block.
    vars: Vec<u32>,
    /// The number of each block, from 1; 0 if it was not mentioned.
    blocks: Vec<u32>,
    /// Blocks by number.
    order: Vec<BlockId>,
    /// For each container, the key that mentioned it last, and the number it has there.
    containers: Vec<(u32, u32)>,
    /// Which key this is.
    key: u32,
}

impl Scratch {
    /// For the keys of a program.
    pub fn new(common: &Common) -> Scratch {
        let containers = vec![(0, 0); common.types.count()];
        Scratch {
            text: Text::new(16384),
            vars: Vec::new(),
            blocks: Vec::new(),
            order: Vec::new(),
            containers,
            key: 0,
        }
    }

    fn start(&mut self, graph: &Graph, prefix: &[u8]) {
        self.text.extend(prefix);
        self.vars.resize(self.vars.len().max(graph.vars.len()), 0);
        self.blocks.clear();
        self.blocks.resize(graph.blocks.len(), 0);
        self.order.clear();
        self.key += 1;
    }
}

/// Makes the key of a function with a graph.
pub(crate) fn key(common: &Common, id: FuncId, scratch: &mut Scratch) -> Key {
    let program = common.making.program;
    let function = &program.funcs[id];
    let graph = function.graph();
    scratch.start(graph, common.prefix);
    let mut writer = Writer {
        common,
        program,
        graph,
        scratch,
        var_count: 0,
        container_count: 0,
        refs: Numbered::default(),
        places: Numbered::default(),
        targets: Vec::new(),
    };
    writer.callee(id, function);
    writer.scratch.text.flag(function.attrs.gc_internal);
    writer.body();
    let Writer { refs, places, targets, .. } = writer;
    let hash = *scratch.text.take_hash().as_bytes();
    Key { hash, refs, places, targets }
}

struct Writer<'a> {
    common: &'a Common<'a>,
    program: &'a Program,
    graph: &'a Graph,
    scratch: &'a mut Scratch,
    /// Variables of the block at hand.
    var_count: u32,
    container_count: u32,
    refs: Numbered<Ref>,
    places: Numbered<(u32, u32)>,
    targets: Vec<FuncId>,
}

impl Writer<'_> {
    /// Blocks follow in the order in which they are mentioned. Variables are local to their blocks.
    fn body(&mut self) {
        let graph = self.graph;
        self.block(graph.start);
        let mut at = 0;
        while let Some(&id) = self.scratch.order.get(at) {
            at += 1;
            let block = &graph.blocks[id];
            self.var_count = 0;
            self.scratch.text.number(block.params.len() as u64);
            block.params.iter().for_each(|&param| self.define(param));
            self.scratch.text.number(block.ops.len() as u64);
            block.ops.iter().for_each(|op| self.op(op));
            self.terminator(&block.end);
        }
    }

    /// A number for the block.
    fn block(&mut self, id: BlockId) {
        let number = &mut self.scratch.blocks[id.index()];
        if *number == 0 {
            self.scratch.order.push(id);
            *number = self.scratch.order.len() as u32;
        }
        self.scratch.text.number((*number).into());
    }

    fn define(&mut self, var: rpython_lowlevel::VarId) {
        self.scratch.vars[var.index()] = self.var_count;
        self.var_count += 1;
        self.ty(self.graph.vars[var].ty);
    }

    fn op(&mut self, op: &Op) {
        self.scratch.text.number(op.code as u64);
        if let Some(place) = self.common.making.lines.and_then(|lines| lines.place(op.span)) {
            let (number, _) = self.places.insert_full(place);
            self.scratch.text.number(number as u64 + 1);
        } else {
            self.scratch.text.number(0);
        }
        self.scratch.text.number(op.args.len() as u64);
        op.args.iter().for_each(|arg| self.operand(arg));
        self.imm(&op.imm);
        self.define(op.result);
    }

    fn imm(&mut self, imm: &Imm) {
        std::mem::discriminant(imm).hash(&mut self.scratch.text);
        match imm {
            // Which functions an indirect call reaches makes no difference to its code.
            Imm::Targets(targets) => self.targets.extend(targets.iter().flatten()),
            Imm::None => {}
            Imm::Field(index) | Imm::Slot(index) => self.scratch.text.number(*index as u64),
            Imm::Path(path) => {
                self.scratch.text.number(path.len() as u64);
                for step in path {
                    match step {
                        PathStep::Field(index) => self.scratch.text.number(*index as u64 + 1),
                        PathStep::Index => self.scratch.text.number(0),
                    }
                }
            }
            Imm::Malloc(ty, flavor) => {
                self.container(*ty);
                flavor.hash(&mut self.scratch.text);
            }
            Imm::Sym(symbol) => {
                self.scratch.text.flag(*symbol == self.common.nameless);
                self.reference(Ref::Place(*symbol));
            }
            Imm::Hint(names) => {
                self.scratch.text.number(names.len() as u64);
                names.iter().for_each(|name| name.as_str().hash(&mut self.scratch.text));
            }
        }
    }

    fn operand(&mut self, operand: &Operand) {
        match operand {
            Operand::Var(var) => self.scratch.text.number(self.scratch.vars[var.index()] as u64 + 1),
            Operand::Const(constant) => {
                self.scratch.text.number(0);
                self.constant(constant);
            }
        }
    }

    fn constant(&mut self, constant: &Const) {
        self.ty(constant.ty);
        match &constant.value {
            Value::Void => self.scratch.text.number(0),
            Value::Bool(b) => self.tagged(1, *b as i64),
            Value::Int(n) => self.tagged(2, *n),
            Value::Char(c) => self.tagged(3, *c as i64),
            Value::UniChar(c) => self.tagged(4, *c as i64),
            Value::Float(f) => self.tagged(5, f.to_bits() as i64),
            Value::Ptr(pointer) | Value::Address(pointer) => self.pointer(pointer),
            // There is none: they are parts of static objects.
            Value::Inline(_) => self.scratch.text.number(6),
        }
    }

    fn tagged(&mut self, tag: u64, value: i64) {
        self.scratch.text.number(tag);
        self.scratch.text.signed(value);
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
        self.scratch.text.number(number as u64);
        match reference {
            Ref::Func(func) if first => self.callee(func, &self.program.funcs[func]),
            Ref::Data(_) if first => self.scratch.text.number(1),
            Ref::Place(_) if first => self.scratch.text.number(2),
            Ref::Func(_) | Ref::Data(_) | Ref::Place(_) | Ref::Runtime(_) => {}
        }
    }

    /// What matters to callers, and to the function itself.
    fn callee(&mut self, id: FuncId, function: &Function) {
        self.scratch.text.number(3);
        let program = self.program;
        match &function.body {
            FuncBody::Graph(_) => self.scratch.text.number(0),
            FuncBody::Pending => self.scratch.text.number(1),
            FuncBody::External(external) => {
                self.scratch.text.number(2 + u64::from(externs::is_direct(program, id)));
                self.scratch.text.signed(external.save_err);
            }
        }
        for root in self.common.roots {
            self.scratch.text.flag(root == Some(id));
        }
        self.scratch.text.flag(function.attrs.never_returns);
        self.scratch.text.flag(function.attrs.rarely_called);
        self.scratch.text.extend(&self.common.types.hash(function.ty));
    }

    fn ty(&mut self, ty: LLType) {
        std::mem::discriminant(&ty).hash(&mut self.scratch.text);
        if let LLType::Ptr(id) | LLType::Inline(id) = ty {
            self.container(id);
        }
    }

    /// A number for the container; at the first mention, its layout, and numbers for what is inlined in it.
    fn container(&mut self, id: ContainerId) {
        let (key, number) = &mut self.scratch.containers[id.index()];
        let first = *key != self.scratch.key;
        if first {
            (*key, *number) = (self.scratch.key, self.container_count);
            self.container_count += 1;
        }
        self.scratch.text.number((*number).into());
        if first {
            self.scratch.text.extend(&self.common.types.hash(id));
            for &inner in self.common.types.inlined(id) {
                self.container(inner);
            }
        }
    }

    fn terminator(&mut self, end: &Terminator) {
        std::mem::discriminant(end).hash(&mut self.scratch.text);
        match end {
            Terminator::Goto(link) => self.link(link),
            Terminator::Branch { cond, if_true, if_false } => {
                self.operand(cond);
                self.link(if_true);
                self.link(if_false);
            }
            Terminator::Switch { value, cases, default } => {
                self.operand(value);
                self.scratch.text.number(cases.len() as u64);
                for (case, link) in cases {
                    case.hash(&mut self.scratch.text);
                    self.link(link);
                }
                self.scratch.text.flag(default.is_some());
                default.iter().for_each(|link| self.link(link));
            }
            Terminator::Return(value) => self.operand(value),
            // The last two are errors here; nothing is ever found for them.
            Terminator::Unreachable | Terminator::Catch { .. } | Terminator::Raise { .. } => {}
        }
    }

    fn link(&mut self, link: &Link) {
        self.block(link.target);
        self.scratch.text.number(link.args.len() as u64);
        link.args.iter().for_each(|arg| self.operand(arg));
    }
}
