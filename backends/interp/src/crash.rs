//! Crashes of the program (a bad raw pointer, C code that fails) name the RPython function they happened in.

use std::ffi::c_void;
use std::sync::atomic::{AtomicPtr, Ordering};

use crate::Outcome;
use crate::exec::Machine;

/// The machine that runs, for the handler.
static MACHINE: AtomicPtr<c_void> = AtomicPtr::new(std::ptr::null_mut());

const SIGNALS: [i32; 3] = [libc::SIGSEGV, libc::SIGBUS, libc::SIGFPE];
const STACK: usize = 256 << 10;

/// Runs `work` with crashes reported.
pub(crate) fn reported(machine: *const Machine, work: impl FnOnce() -> Outcome) -> Outcome {
    MACHINE.store(machine.cast_mut().cast(), Ordering::SeqCst);
    // SAFETY: the handler's stack lives for the whole run, and handlers are put back.
    unsafe {
        let memory = crate::memory::pages(STACK);
        let stack = libc::stack_t { ss_sp: memory.cast(), ss_flags: 0, ss_size: STACK };
        let mut old_stack: libc::stack_t = std::mem::zeroed();
        libc::sigaltstack(&stack, &mut old_stack);
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = on_crash as extern "C" fn(i32) as usize;
        action.sa_flags = libc::SA_ONSTACK | libc::SA_NODEFER;
        let mut old: [libc::sigaction; SIGNALS.len()] = std::mem::zeroed();
        for (signal, old) in SIGNALS.iter().zip(&mut old) {
            libc::sigaction(*signal, &action, old);
        }
        let outcome = work();
        for (signal, old) in SIGNALS.iter().zip(&old) {
            libc::sigaction(*signal, old, std::ptr::null_mut());
        }
        libc::sigaltstack(&old_stack, std::ptr::null_mut());
        crate::memory::release(memory, STACK);
        MACHINE.store(std::ptr::null_mut(), Ordering::SeqCst);
        outcome
    }
}

extern "C" fn on_crash(signal: i32) {
    let machine = MACHINE.swap(std::ptr::null_mut(), Ordering::SeqCst);
    if !machine.is_null() {
        // SAFETY: the machine exists while the handler is installed. Its memory may be in any state, but
        // the process ends here in any case.
        let machine = unsafe { &*machine.cast::<Machine<'static>>() };
        // SAFETY: null or compiled code.
        let inner =
            unsafe { machine.current.as_ref() }.map(|code| (machine.current, code.insns.len() as u32));
        let in_c = machine.frames.last().is_some_and(|f| f.code == machine.current);
        let active = machine.active(inner.filter(|_| !in_c));
        let what = if signal == libc::SIGFPE { "arithmetic error" } else { "bad pointer dereferenced" };
        let text = format!("RPython traceback:\n{active}Fatal RPython error: {what}\n");
        // SAFETY: writes a buffer.
        unsafe { libc::write(2, text.as_ptr().cast(), text.len()) };
    }
    std::process::abort();
}
