//! Calls that leave the dispatch loop: C functions, and C code calling back.

use std::ffi::c_void;

use rpython_lltype::FuncId;

use super::{Machine, Stop, Trap};
use crate::code::{CallInfo, FuncCode};
use rpython_cffi::Kept;

use crate::externals::Service;

impl Machine<'_> {
    /// Puts a call's result where it belongs.
    pub(super) fn set_result(value: (u32, [u64; 2]), regs: *mut u64, dst: u16) {
        let (wide, words) = value;
        for (k, &word) in words.iter().enumerate().take(wide as usize) {
            // SAFETY: the compiler has reserved the result's registers.
            unsafe { *regs.add(dst as usize + k) = word };
        }
    }

    /// The RPython function that an indirect call reaches; `None` if it is C code.
    pub(super) fn rpython_function(&self, pointer: u64, _info: &CallInfo) -> Result<Option<FuncId>, Trap> {
        if pointer < 4096 {
            return Err(Trap::Fault("null function pointer called".into()));
        }
        let known = self.statics.func_at(pointer).or_else(|| self.externals.closure_target(pointer));
        Ok(known.filter(|&f| self.program.funcs[f].graph_opt().is_some()))
    }

    /// Calls a C function: the callee that the call says, or the one at `pointer`. Gives the number of
    /// result words and the words.
    pub(super) fn call_external(
        &mut self,
        code: &FuncCode,
        info: &CallInfo,
        pointer: u64,
        regs: *mut u64,
    ) -> Result<(u32, [u64; 2]), Trap> {
        let mut slots: Vec<u64> = info.args.iter().map(|&a| Machine::argument(code, a, regs)).collect();
        let callee = info.callee.or_else(|| self.statics.func_at(pointer));
        if let Some(service) = callee.and_then(|f| Service::of(self.program, f)) {
            return Ok((1, [self.service(service, &slots), 0]));
        }
        let machine: *mut c_void = std::ptr::from_mut(self).cast();
        let statics = &self.statics;
        let target = match callee {
            Some(f) => self.externals.function(self.program, f),
            None => self.externals.pointer(self.program, info.ty, pointer),
        };
        let target = target.map_err(Trap::Fault)?;
        for &slot in &target.functions {
            if let Some(f) = statics.func_at(slots[slot]) {
                let address = self.externals.closure(self.program, f, machine);
                slots[slot] = address.map_err(Trap::Fault)?;
            }
        }
        // SAFETY: the signature is the one that the program declares.
        let result = unsafe { target.call(&mut slots, &mut self.externals.kept) };
        if let Some(stop) = self.externals.pending.take() {
            return Err(Trap::Stop(stop));
        }
        Ok(result)
    }

    /// What C programs have as functions of their platform layer.
    fn service(&mut self, service: Service, args: &[u64]) -> u64 {
        let kept: &mut Kept = &mut self.externals.kept;
        match service {
            Service::GetErrno => kept.errno as u64,
            Service::SetErrno => {
                kept.errno = args.first().map_or(0, |&n| n as i32);
                0
            }
            Service::GetAltErrno => kept.alternative as u64,
            Service::SetAltErrno => {
                kept.alternative = args.first().map_or(0, |&n| n as i32);
                0
            }
            Service::Clock => {
                let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
                // SAFETY: the clock is written to a local.
                unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &mut now) };
                (now.tv_sec * 1_000_000_000 + now.tv_nsec) as u64
            }
        }
    }

    /// Runs an RPython function that C code calls.
    pub(crate) fn called_back(&mut self, func: FuncId, args: &[u64]) -> [u64; 2] {
        if self.externals.pending.is_some() {
            return [0; 2];
        }
        match self.run(func, args) {
            Ok(result) => result,
            Err(Stop::Exception(etype, _)) => {
                // C code cannot be unwound: the program ends when it returns.
                self.externals.pending = Some(Stop::Fatal(self.uncaught(etype)));
                [0; 2]
            }
            Err(stop) => {
                self.externals.pending = Some(stop);
                [0; 2]
            }
        }
    }
}
