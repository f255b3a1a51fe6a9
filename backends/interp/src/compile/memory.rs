//! Fields, items, raw memory, allocation.

use rpython_lltype::{Container, ContainerId, LLType};
use rpython_lowlevel::{Imm, Op, OpCode, Operand, PathStep};

use super::Compiler;
use crate::code::{AllocInfo, ArrayInfo, Opc, item_imm};
use crate::regs::width;

/// The load of a type, and the store.
fn access(ty: LLType) -> (Opc, Opc) {
    match ty {
        LLType::Bool | LLType::Char | LLType::UInt8 => (Opc::Load8U, Opc::Store8),
        LLType::Int8 => (Opc::Load8S, Opc::Store8),
        LLType::UInt16 => (Opc::Load16U, Opc::Store16),
        LLType::Int16 => (Opc::Load16S, Opc::Store16),
        LLType::UInt32 | LLType::UniChar | LLType::SingleFloat => (Opc::Load32U, Opc::Store32),
        LLType::Int32 => (Opc::Load32S, Opc::Store32),
        LLType::SignedLongLongLong | LLType::UnsignedLongLongLong => (Opc::Load128, Opc::Store128),
        LLType::LongFloat => (Opc::LoadLong, Opc::StoreLong),
        LLType::Void
        | LLType::Signed
        | LLType::Unsigned
        | LLType::SignedLongLong
        | LLType::UnsignedLongLong
        | LLType::Float
        | LLType::Address
        | LLType::Ptr(_)
        | LLType::Inline(_) => (Opc::Load64, Opc::Store64),
    }
}

/// The fused item load and store for a type whose items lie tightly.
fn item_access(ty: LLType) -> Option<(Opc, Opc)> {
    match access(ty).0 {
        Opc::Load8U => Some((Opc::Item8U, Opc::SetItem8)),
        Opc::Load32U => Some((Opc::Item32U, Opc::SetItem32)),
        Opc::Load64 => Some((Opc::Item64, Opc::SetItem64)),
        _ => None,
    }
}

/// A place in memory: the register with an address, and how many bytes behind it.
#[derive(Clone, Copy)]
struct Place {
    base: u32,
    offset: u32,
}

impl Compiler<'_> {
    fn pointee(&self, op: &Op) -> ContainerId {
        match self.operand_type(&op.args[0]) {
            LLType::Ptr(id) => id,
            other => unreachable!("the verifier has seen a pointer, not {other:?}"),
        }
    }

    fn load(&mut self, op: &Op, at: Place, ty: LLType) {
        if width(ty) > 0 {
            let dst = self.dst(op);
            self.emit(access(ty).0, dst, at.base, 0, at.offset as i64);
        }
    }

    fn store(&mut self, at: Place, value: &Operand) {
        let ty = self.operand_type(value);
        if width(ty) > 0 {
            let value = self.reg(value);
            self.emit(access(ty).1, at.base, value, 0, at.offset as i64);
        }
    }

    fn field_of(&self, op: &Op) -> u32 {
        let Imm::Field(index) = op.imm else { unreachable!("the verifier has seen a field") };
        self.program.types.field_offset(self.program.model, self.pointee(op), index as usize)
    }

    pub(super) fn field(&mut self, op: &Op) {
        let at = Place { offset: self.field_of(op), base: self.reg(&op.args[0]) };
        match op.code {
            OpCode::setfield => self.store(at, &op.args[1]),
            _ => self.load(op, at, self.result_type(op)),
        }
    }

    pub(super) fn field_address(&mut self, op: &Op) {
        let offset = self.field_of(op);
        let base = self.reg(&op.args[0]);
        let dst = self.dst(op);
        self.emit(Opc::AddI, dst, base, 0, offset as i64);
    }

    /// How items of an array that starts `offset` bytes behind the pointer are found.
    fn array_info(&self, array: ContainerId, offset: u32) -> ArrayInfo {
        let (types, model) = (&self.program.types, self.program.model);
        let extra = crate::statics::has_extra_item(types.get(array));
        let length = match types.get(array) {
            // So do direct pointers to items of longer arrays look.
            Container::FixedArray { length: 1, .. } => None,
            Container::FixedArray { length, .. } => Some(Err(*length as i64)),
            _ => types.length_offset(model, array).map(|l| Ok(l + offset)),
        };
        ArrayInfo {
            length,
            items: offset + types.items_offset(model, array),
            stride: types.item_stride(model, array),
            extra,
        }
    }

    fn push_array(&mut self, info: ArrayInfo) -> i64 {
        self.code.arrays.push(info);
        self.code.arrays.len() as i64 - 1
    }

    /// The fused instructions and their immediate, if items of this type can be reached with one.
    fn fused(&self, info: ArrayInfo, item: LLType) -> Option<((Opc, Opc), i64)> {
        let codes = item_access(item)?;
        let size = self.program.types.layout(self.program.model, item).size;
        let length = match info.length {
            Some(Ok(offset)) => Some(offset),
            Some(Err(_)) => return None,
            None => None,
        };
        (size == info.stride).then(|| (codes, item_imm(info.items, length, info.extra)))
    }

    pub(super) fn item(&mut self, op: &Op) {
        let array = self.pointee(op);
        let base = self.reg(&op.args[0]);
        let info = self.array_info(array, 0);
        let item = self.program.types.item_type(array).unwrap_or(LLType::Void);
        let value = (op.code == OpCode::setarrayitem).then(|| &op.args[2]);
        self.item_at(op, base, info, item, &op.args[1], value);
    }

    /// Reads an item, or writes `value` there.
    fn item_at(
        &mut self,
        op: &Op,
        base: u32,
        info: ArrayInfo,
        item: LLType,
        index: &Operand,
        value: Option<&Operand>,
    ) {
        let index = self.reg(index);
        if width(item) > 0
            && let Some(((load, store), imm)) = self.fused(info, item)
        {
            match value {
                Some(value) => {
                    let value = self.reg(value);
                    self.emit(store, base, index, value, imm);
                }
                None => {
                    let dst = self.dst(op);
                    self.emit(load, dst, base, index, imm);
                }
            }
            return;
        }
        let t = self.temp(1);
        let imm = self.push_array(info);
        self.emit(Opc::ItemAddr, t, base, index, imm);
        let at = Place { base: t, offset: 0 };
        match value {
            Some(value) => self.store(at, value),
            None => self.load(op, at, item),
        }
    }

    pub(super) fn item_address(&mut self, op: &Op) {
        let info = self.array_info(self.pointee(op), 0);
        let (base, index) = (self.reg(&op.args[0]), self.reg(&op.args[1]));
        let dst = self.dst(op);
        let imm = self.push_array(info);
        self.emit(Opc::ItemAddr, dst, base, index, imm);
    }

    pub(super) fn items_address(&mut self, op: &Op) {
        let offset = self.program.types.items_offset(self.program.model, self.pointee(op));
        let base = self.reg(&op.args[0]);
        let dst = self.dst(op);
        self.emit(Opc::AddI, dst, base, 0, offset as i64);
    }

    pub(super) fn pointer_add(&mut self, op: &Op) {
        let stride = self.program.types.item_stride(self.program.model, self.pointee(op)) as i64;
        let base = self.reg(&op.args[0]);
        if let Some(n) = self.constant(&op.args[1]) {
            let dst = self.dst(op);
            self.emit(Opc::AddI, dst, base, 0, n.wrapping_mul(stride));
            return;
        }
        let index = self.reg(&op.args[1]);
        let t = self.temp(1);
        self.emit(Opc::MulI, t, index, 0, stride);
        let dst = self.dst(op);
        self.emit(Opc::Add, dst, base, t, 0);
    }

    pub(super) fn array_size(&mut self, op: &Op) {
        let base = self.reg(&op.args[0]);
        self.length_of(op, self.pointee(op), Place { base, offset: 0 });
    }

    fn length_of(&mut self, op: &Op, array: ContainerId, at: Place) {
        let dst = self.dst(op);
        if let &Container::FixedArray { length, .. } = self.program.types.get(array) {
            self.emit(Opc::Const, dst, 0, 0, length as i64);
            return;
        }
        match self.array_info(array, at.offset).length {
            Some(Ok(offset)) => drop(self.emit(Opc::Load64, dst, at.base, 0, offset as i64)),
            Some(Err(n)) => drop(self.emit(Opc::Const, dst, 0, 0, n)),
            None => drop(self.emit(Opc::Const, dst, 0, 0, -1)),
        }
    }

    pub(super) fn interior(&mut self, op: &Op) {
        let Imm::Path(path) = &op.imm else { unreachable!("the verifier has seen a path") };
        let mut container = self.pointee(op);
        let mut at = Place { base: self.reg(&op.args[0]), offset: 0 };
        let mut index = 0;
        let value = (op.code == OpCode::setinteriorfield).then(|| &op.args[op.args.len() - 1]);
        for (i, step) in path.iter().enumerate() {
            let (types, model) = (&self.program.types, self.program.model);
            let ty = match step {
                PathStep::Field(field) => {
                    at.offset += types.field_offset(model, container, *field as usize);
                    types.expect_struct(container).fields[*field as usize].ty
                }
                PathStep::Index => {
                    index += 1;
                    let item = types.item_type(container).unwrap_or(LLType::Void);
                    let info = self.array_info(container, at.offset);
                    if i + 1 == path.len() && !matches!(item, LLType::Inline(_)) {
                        return self.item_at(op, at.base, info, item, &op.args[index], value);
                    }
                    let index = self.reg(&op.args[index]);
                    let t = self.temp(1);
                    let imm = self.push_array(info);
                    self.emit(Opc::ItemAddr, t, at.base, index, imm);
                    at = Place { base: t, offset: 0 };
                    item
                }
            };
            if let LLType::Inline(inner) = ty {
                container = inner;
            }
        }
        match op.code {
            OpCode::setinteriorfield => self.store(at, &op.args[op.args.len() - 1]),
            OpCode::getinteriorarraysize => self.length_of(op, container, at),
            _ => self.load(op, at, self.result_type(op)),
        }
    }

    /// The place that an address and a byte offset say.
    fn raw_place(&mut self, op: &Op) -> Place {
        let base = self.reg(&op.args[0]);
        match self.constant(&op.args[1]) {
            Some(n) if u32::try_from(n).is_ok() => Place { base, offset: n as u32 },
            _ => {
                let offset = self.reg(&op.args[1]);
                let t = self.temp(1);
                self.emit(Opc::Add, t, base, offset, 0);
                Place { base: t, offset: 0 }
            }
        }
    }

    pub(super) fn raw_load(&mut self, op: &Op) {
        let at = self.raw_place(op);
        self.load(op, at, self.result_type(op));
    }

    pub(super) fn raw_store(&mut self, op: &Op) {
        let at = self.raw_place(op);
        self.store(at, &op.args[2]);
    }

    /// An instruction with up to three operands and no result.
    pub(super) fn three(&mut self, op: &Op, code: Opc) {
        let regs: Vec<u32> = op.args.iter().map(|a| self.reg(a)).collect();
        let at = |i: usize| regs.get(i).copied().unwrap_or(0);
        self.emit(code, at(0), at(1), at(2), 0);
    }

    pub(super) fn memcmp(&mut self, op: &Op) {
        let [x, y, n] = [0, 1, 2].map(|i| self.reg(&op.args[i]));
        let dst = self.dst(op);
        self.emit(Opc::MemCmp, dst, x, y, n as i64);
    }

    /// Describes an allocation and returns its number.
    fn alloc_info(&mut self, op: &Op) -> i64 {
        let Imm::Malloc(ty, flavor) = op.imm else { unreachable!("the verifier has seen a type") };
        let (types, model) = (&self.program.types, self.program.model);
        let (base, stride) = match types.varsize(model, ty) {
            Some((base, stride)) => (base as u64, stride as u64),
            None => (types.container_layout(model, ty).size as u64, 0),
        };
        let extra = types.varsize_array(ty).is_some_and(|a| crate::statics::has_extra_item(types.get(a)));
        let info = AllocInfo {
            ty,
            gc: flavor.gc,
            finalizer: self.program.finalizers.iter().any(|(t, _)| *t == ty),
            zero: flavor.zero || flavor.gc,
            base: base + if extra { stride } else { 0 },
            stride,
            length: types.length_offset(model, ty),
            null_on_failure: self.lowered(),
        };
        self.code.allocs.push(info);
        self.code.allocs.len() as i64 - 1
    }

    pub(super) fn malloc(&mut self, op: &Op) {
        let info = self.alloc_info(op);
        let dst = self.dst(op);
        self.emit(Opc::New, dst, 0, 0, info);
    }

    pub(super) fn malloc_varsize(&mut self, op: &Op) {
        let info = self.alloc_info(op);
        let count = self.reg(&op.args[0]);
        let dst = self.dst(op);
        self.emit(Opc::NewVar, dst, count, 0, info);
    }

    pub(super) fn free(&mut self, op: &Op) {
        // Managed memory is the collector's.
        if matches!(op.imm, Imm::Malloc(_, flavor) if flavor.gc) {
            return;
        }
        self.three(op, Opc::RawFree);
    }

    pub(super) fn shrink(&mut self, op: &Op) {
        let (pointer, length) = (self.reg(&op.args[0]), self.reg(&op.args[1]));
        let offset = self.program.types.length_offset(self.program.model, self.pointee(op));
        let dst = self.dst(op);
        match offset {
            Some(offset) => self.emit(Opc::Shrink, dst, pointer, length, offset as i64),
            None => self.emit(Opc::Const, dst, 0, 0, 0),
        };
    }
}
