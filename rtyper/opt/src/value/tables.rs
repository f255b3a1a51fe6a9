//! What is known at a point of the walk; everything can be taken back.

use rpython_base::{EntityId, FastMap};
use rpython_lltype::LLType;
use rpython_lowlevel::{Imm, Op, OpCode, Operand, VarId};

use crate::effects::{Class, Classes, Written};

/// An expression: two with equal keys have the same value.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Key {
    code: OpCode,
    imm: Imm,
    args: Vec<Operand>,
    /// The result's type does not follow from the operands for casts.
    pub to: Option<LLType>,
    version: Option<(Class, u32, u32)>,
}

impl Key {
    pub fn new(code: OpCode, imm: Imm, args: &[Operand], version: Option<(Class, u32, u32)>) -> Key {
        let mut args = args.to_vec();
        let commutes = matches!(
            crate::fold::classify(code),
            Some((
                _,
                crate::fold::Arith::Add
                    | crate::fold::Arith::Mul
                    | crate::fold::Arith::And
                    | crate::fold::Arith::Or
                    | crate::fold::Arith::Xor
                    | crate::fold::Arith::Eq
                    | crate::fold::Arith::Ne
            ))
        ) || matches!(code, OpCode::ptr_eq | OpCode::ptr_ne);
        if commutes
            && let [Operand::Var(a), Operand::Var(b)] = args[..]
            && a > b
        {
            args.swap(0, 1);
        }
        Key { code, imm, args, to: None, version }
    }
}

enum Undo {
    Value(VarId, Option<Operand>),
    Expression(Key, Option<Operand>),
    Version(Class, u32),
    Epoch(u32),
}

/// A state to go back to.
pub(super) struct Mark(usize);

/// The tables.
pub(super) struct Tables {
    values: Vec<Option<Operand>>,
    expressions: FastMap<Key, Operand>,
    versions: Vec<u32>,
    epoch: u32,
    /// The last version or epoch given out.
    counter: u32,
    log: Vec<Undo>,
    definitions: Vec<Option<(OpCode, Vec<Operand>)>>,
    /// Lengths of arrays allocated here.
    pub lengths: FastMap<VarId, Operand>,
}

impl Tables {
    pub fn new(vars: usize, classes: usize) -> Tables {
        Tables {
            values: vec![None; vars],
            expressions: FastMap::default(),
            versions: vec![0; classes],
            epoch: 0,
            counter: 0,
            log: Vec::new(),
            definitions: vec![None; vars],
            lengths: FastMap::default(),
        }
    }

    pub fn mark(&self) -> Mark {
        Mark(self.log.len())
    }

    pub fn undo(&mut self, mark: Mark) {
        while self.log.len() > mark.0 {
            match self.log.pop().expect("more than the mark") {
                Undo::Value(v, old) => self.values[v.index()] = old,
                Undo::Expression(key, Some(old)) => {
                    self.expressions.insert(key, old);
                }
                Undo::Expression(key, None) => {
                    self.expressions.remove(&key);
                }
                Undo::Version(class, old) => self.versions[class.0 as usize] = old,
                Undo::Epoch(old) => self.epoch = old,
            }
        }
    }

    /// What to use in place of an operand.
    pub fn value(&self, operand: &Operand) -> Operand {
        match operand {
            Operand::Var(v) => self.replacement(*v).unwrap_or_else(|| operand.clone()),
            Operand::Const(_) => operand.clone(),
        }
    }

    /// What to use in place of a variable, if it is something else.
    pub fn replacement(&self, v: VarId) -> Option<Operand> {
        let mut at = self.values.get(v.index())?.as_ref()?;
        while let Operand::Var(v) = at
            && let Some(next) = self.values.get(v.index()).and_then(Option::as_ref)
        {
            at = next;
        }
        Some(at.clone())
    }

    /// From here on uses another operand for a variable.
    pub fn replace(&mut self, v: VarId, by: Operand) {
        if by == Operand::Var(v) {
            return;
        }
        let old = self.values[v.index()].replace(by);
        self.log.push(Undo::Value(v, old));
    }

    pub fn find(&self, key: &Key) -> Option<Operand> {
        self.expressions.get(key).map(|known| self.value(known))
    }

    pub fn add(&mut self, key: Key, value: Operand) {
        let old = self.expressions.insert(key.clone(), value);
        self.log.push(Undo::Expression(key, old));
    }

    pub fn define(&mut self, op: &Op) {
        if let Some(slot) = self.definitions.get_mut(op.result.index()) {
            *slot = Some((op.code, op.args.clone()));
        }
    }

    /// The pure op or allocation that defines a variable.
    pub fn definition(&self, v: VarId) -> Option<&(OpCode, Vec<Operand>)> {
        self.definitions.get(v.index())?.as_ref()
    }

    pub fn version(&self, class: Class, classes: &Classes) -> (Class, u32, u32) {
        let epoch = if classes.immutable[class.0 as usize] { 0 } else { self.epoch };
        (class, self.versions[class.0 as usize], epoch)
    }

    pub fn forget_all(&mut self) {
        self.counter += 1;
        self.log.push(Undo::Epoch(self.epoch));
        self.epoch = self.counter;
    }

    fn renew(&mut self, class: Class) {
        self.counter += 1;
        self.log.push(Undo::Version(class, self.versions[class.0 as usize]));
        self.versions[class.0 as usize] = self.counter;
    }

    /// Begins new versions of what is written.
    pub fn forget(&mut self, written: &Written, classes: &Classes) {
        if written.all {
            self.forget_all();
        }
        let mut raw = written.blocks;
        for class in written.classes() {
            raw |= classes.raw[class.0 as usize];
            self.renew(class);
        }
        if raw && !written.all {
            self.forget_raw(classes);
        }
        if written.blocks && !written.all {
            self.forget_items(classes);
        }
    }

    /// Raw memory may be seen under several types, and changed by others.
    pub fn forget_raw(&mut self, classes: &Classes) {
        for class in &classes.raw_classes {
            self.renew(*class);
        }
    }

    fn forget_items(&mut self, classes: &Classes) {
        for class in &classes.item_classes {
            self.renew(*class);
        }
    }
}
