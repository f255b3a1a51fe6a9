//! What instructions do that is too long for the dispatch loop.

use super::{FINALIZERS, Machine, Trap};
use crate::code::{ARG_CONST, AllocInfo, Arg, ArrayInfo, FuncCode, Shown, SwitchTable};
use crate::memory;

impl Machine<'_> {
    /// Allocates `size` bytes of the type that `info` says.
    pub(super) fn allocate(
        &mut self,
        info: &AllocInfo,
        size: u64,
        code: *const FuncCode,
        pc: u32,
        regs: *mut u64,
    ) -> Result<u64, Trap> {
        let mut p = 0;
        if size <= isize::MAX as u64 {
            if info.gc {
                if self.heap.is_due(size as usize) {
                    self.collect(code, pc, regs);
                }
                p = self.heap.alloc(info.ty, size);
                if info.finalizer && p != 0 {
                    self.heap.watch(FINALIZERS, p);
                }
            } else {
                p = raw(size as usize, info.zero);
            }
        }
        if p == 0 && !info.null_on_failure { Err(self.prebuilt("MemoryError")) } else { Ok(p) }
    }

    /// Allocates a type of variable size. A negative number of items is more than there is memory for.
    pub(super) fn allocate_items(
        &mut self,
        info: &AllocInfo,
        count: i64,
        code: *const FuncCode,
        pc: u32,
        regs: *mut u64,
    ) -> Result<u64, Trap> {
        let items = u64::try_from(count).ok().and_then(|n| n.checked_mul(info.stride));
        let size = items.and_then(|n| n.checked_add(info.base)).unwrap_or(u64::MAX);
        let p = self.allocate(info, size, code, pc, regs)?;
        if let (Some(offset), true) = (info.length, p != 0) {
            // SAFETY: the object was just made with room for its length.
            unsafe { ((p + offset as u64) as *mut i64).write_unaligned(count) };
        }
        Ok(p)
    }

    /// The address of an item, after a check of the index.
    pub(super) fn item_address(base: u64, index: u64, info: &ArrayInfo) -> Result<u64, Trap> {
        if base < 4096 {
            return Err(Trap::Fault("null pointer dereferenced".into()));
        }
        let length = match info.length {
            // SAFETY: an array of this type starts at `base`.
            Some(Ok(offset)) => Some(unsafe { ((base + offset as u64) as *const u64).read_unaligned() }),
            Some(Err(n)) => Some(n as u64),
            None => None,
        };
        if let Some(length) = length
            && index >= length + info.extra as u64
        {
            let index = index as i64;
            return Err(Trap::Fault(format!(
                "index out of range (unchecked): index {index}, length {length}"
            )));
        }
        Ok(base.wrapping_add(info.items as u64).wrapping_add(index.wrapping_mul(info.stride as u64)))
    }

    /// Where a switch leads; -1 for nowhere.
    pub(super) fn switch_target(table: &SwitchTable, value: i64) -> i64 {
        if let Some((first, targets)) = &table.dense {
            let index = value.wrapping_sub(*first) as u64;
            return targets.get(index as usize).copied().unwrap_or(table.default);
        }
        match table.cases.binary_search_by_key(&value, |c| c.0) {
            Ok(i) => table.cases[i].1,
            Err(_) => table.default,
        }
    }

    /// The promised hash of a static object, otherwise the address.
    pub(super) fn identity_hash(&self, object: u64) -> u64 {
        let promised =
            self.statics.data_at(object).and_then(|id| self.program.data.objects[id].identity_hash);
        promised.map_or(object, |hash| hash as u64)
    }

    pub(super) fn statistic(&self, which: i64) -> u64 {
        match which {
            0 => self.heap.used() as u64,
            1 => self.heap.collections,
            2 => self.heap.peak() as u64,
            _ => 0,
        }
    }

    /// The value of a call argument or a printed operand.
    pub(super) fn argument(code: &FuncCode, arg: Arg, regs: *mut u64) -> u64 {
        match arg.0 & ARG_CONST {
            // SAFETY: a register of the frame.
            0 => unsafe { *regs.add(arg.0 as usize) },
            _ => code.consts[(arg.0 & !ARG_CONST) as usize],
        }
    }

    pub(super) fn debug_print(&mut self, code: &FuncCode, index: i64, regs: *mut u64) {
        if !self.log.enabled {
            return;
        }
        let items = &code.prints[index as usize];
        let parts: Vec<Vec<u8>> =
            items.iter().map(|&(arg, shown)| show(Machine::argument(code, arg, regs), shown)).collect();
        self.log.line(&parts.join(&b' '));
    }

    /// The first shown operand.
    pub(super) fn shown_text(&self, code: &FuncCode, index: i64, regs: *mut u64) -> Vec<u8> {
        match code.prints[index as usize].first() {
            Some(&(arg, shown)) => show(Machine::argument(code, arg, regs), shown),
            None => Vec::new(),
        }
    }
}

/// Raw memory, or 0.
fn raw(size: usize, zero: bool) -> u64 {
    // SAFETY: plain allocation.
    let p = unsafe { if zero { libc::calloc(1, size.max(1)) } else { libc::malloc(size.max(1)) } };
    p as u64
}

/// A value as the log shows it.
fn show(value: u64, shown: Shown) -> Vec<u8> {
    let text = match shown {
        Shown::Int => (value as i64).to_string(),
        Shown::UInt => value.to_string(),
        Shown::Bool => (if value != 0 { "True" } else { "False" }).into(),
        Shown::Char => return vec![value as u8],
        Shown::UniChar => char::from_u32(value as u32).unwrap_or('?').to_string(),
        Shown::Float => format!("{:.6}", f64::from_bits(value)),
        Shown::SingleFloat => format!("{:.6}", f32::from_bits(value as u32)),
        Shown::Address => format!("{value:#x}"),
        Shown::Wide => (value as i64).to_string(),
        Shown::Text(..) if value == 0 => "NULL".into(),
        Shown::Text(first, None) => return memory::c_text(value + first as u64),
        Shown::Text(first, Some(length)) => {
            // SAFETY: the operand points to a string of this layout.
            unsafe {
                let n = ((value + length as u64) as *const u64).read_unaligned();
                let p = (value + first as u64) as *const u8;
                return std::slice::from_raw_parts(p, n as usize).to_vec();
            }
        }
    };
    text.into_bytes()
}
