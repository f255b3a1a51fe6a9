//! A code object in the making: tables of names and constants, labels, blocks.

use std::rc::Rc;

use num_bigint::BigInt;
use rpython_base::{FastMap, Span, Symbol};
use rpython_bytecode::{Code, Const, Instr, Op};

use super::stack::stack_size;
use crate::tree::ScopeId;

/// A place in the code that jumps name before it is known. While a code object is being made, the
/// targets in its instructions are numbers of labels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label(pub u32);

/// A block of the source that `break`, `continue` and `return` may have to leave.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Block {
    /// With the label that `continue` jumps to.
    Loop(Label),
    /// The body of `try` or `with`: a block is on the machine's block stack.
    Try,
    /// A `finally` suite, where `continue` is not possible.
    FinallyEnd,
}

/// A constant by its value, for sharing equal ones.
#[derive(PartialEq, Eq, Hash)]
enum ConstKey {
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    Long(BigInt),
    Float(u64),
    Imag(u64),
    Str(Rc<[u8]>),
    Unicode(Rc<[u32]>),
    Tuple(Vec<ConstKey>),
}

fn const_key(value: &Const) -> Option<ConstKey> {
    Some(match value {
        Const::None => ConstKey::None,
        Const::Ellipsis => ConstKey::Ellipsis,
        Const::Bool(b) => ConstKey::Bool(*b),
        Const::Int(i) => ConstKey::Int(*i),
        Const::Long(i) => ConstKey::Long(i.clone()),
        Const::Float(f) => ConstKey::Float(f.to_bits()),
        Const::Imag(f) => ConstKey::Imag(f.to_bits()),
        Const::Str(s) => ConstKey::Str(s.clone()),
        Const::Unicode(s) => ConstKey::Unicode(s.clone()),
        Const::Tuple(items) => ConstKey::Tuple(items.iter().map(const_key).collect::<Option<_>>()?),
        Const::Code(_) => return None,
    })
}

/// An ordered table of names with their indices.
#[derive(Default)]
pub struct Names {
    list: Vec<Symbol>,
    index: FastMap<Symbol, u32>,
}

impl Names {
    fn add(&mut self, name: Symbol) -> u32 {
        *self.index.entry(name).or_insert_with(|| {
            self.list.push(name);
            self.list.len() as u32 - 1
        })
    }
}

/// A code object in the making.
pub struct Unit {
    pub scope: ScopeId,
    pub name: Symbol,
    /// Where the first line is.
    pub first: Span,
    /// Flags beyond those that follow from the scope.
    pub flags: u32,
    pub argcount: u32,
    pub cellvars: Vec<Symbol>,
    pub freevars: Vec<Symbol>,
    pub blocks: Vec<Block>,
    varnames: Names,
    names: Names,
    consts: Vec<Const>,
    const_index: FastMap<ConstKey, u32>,
    instrs: Vec<Instr>,
    /// Where each label is, once bound.
    labels: Vec<u32>,
}

impl Unit {
    pub fn new(scope: ScopeId, name: Symbol, first: Span) -> Unit {
        Unit {
            scope,
            name,
            first,
            flags: 0,
            argcount: 0,
            cellvars: Vec::new(),
            freevars: Vec::new(),
            blocks: Vec::new(),
            varnames: Names::default(),
            names: Names::default(),
            consts: Vec::new(),
            const_index: FastMap::default(),
            instrs: Vec::new(),
            labels: Vec::new(),
        }
    }

    pub fn emit(&mut self, op: Op, span: Span) {
        self.instrs.push(Instr { op, span });
    }

    pub fn constant(&mut self, value: Const) -> u32 {
        let next = self.consts.len() as u32;
        let Some(key) = const_key(&value) else {
            self.consts.push(value);
            return next;
        };
        let index = *self.const_index.entry(key).or_insert(next);
        if index == next {
            self.consts.push(value);
        }
        index
    }

    pub fn local(&mut self, name: Symbol) -> u32 {
        self.varnames.add(name)
    }

    pub fn name(&mut self, name: Symbol) -> u32 {
        self.names.add(name)
    }

    /// The index of a cell or free variable.
    pub fn cell(&self, name: Symbol) -> u32 {
        let cell = self.cellvars.iter().position(|&n| n == name);
        let index = cell.or_else(|| {
            let free = self.freevars.iter().position(|&n| n == name)?;
            Some(self.cellvars.len() + free)
        });
        index.expect("the scope analysis knows every cell") as u32
    }

    pub fn label(&mut self) -> Label {
        self.labels.push(u32::MAX);
        Label(self.labels.len() as u32 - 1)
    }

    /// Puts a label before the next instruction.
    pub fn bind(&mut self, label: Label) {
        self.labels[label.0 as usize] = self.instrs.len() as u32;
    }

    /// Whether execution can reach the next instruction.
    pub fn falls_through(&self) -> bool {
        let end = self.instrs.len() as u32;
        let returned = matches!(self.instrs.last(), Some(Instr { op: Op::ReturnValue, .. }));
        !returned || self.labels.contains(&end)
    }

    /// Resolves labels and makes the code object.
    pub fn finish(mut self, filename: Rc<str>, firstlineno: u32, span: Span, flags: u32) -> Code {
        for instr in &mut self.instrs {
            if let Some(target) = instr.op.target_mut() {
                *target = self.labels[*target as usize];
                debug_assert_ne!(*target, u32::MAX, "every label is bound");
            }
        }
        let stacksize = stack_size(&self.instrs, &self.consts);
        Code {
            name: self.name,
            filename,
            firstlineno,
            span,
            flags,
            argcount: self.argcount,
            varnames: self.varnames.list,
            names: self.names.list,
            cellvars: self.cellvars,
            freevars: self.freevars,
            consts: self.consts,
            instrs: self.instrs,
            stacksize,
        }
    }
}
