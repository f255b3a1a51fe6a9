//! C functions of the machine that this process runs on: finding them, calling them with any signature, being called
//! by them, and the values that they work on.
//!
//! Values are in *register form*: a word each, floats as their bits, C's `long double` as a double's bits, 128-bit
//! integers as two words.

pub mod compile;
pub mod library;
mod long_float;
pub mod signature;
pub mod values;

/// Bits of `rffi`'s `save_err`.
pub mod save {
    /// Keep errno after the call.
    pub const ERRNO: i64 = 1;
    /// Set errno to the kept value before.
    pub const READ_SAVED: i64 = 2;
    /// Set errno to 0 before.
    pub const ZERO_BEFORE: i64 = 4;
    /// Use the other place to keep it.
    pub const ALTERNATIVE: i64 = 64;
}

/// Errno as external functions left it.
#[derive(Debug, Default, Clone, Copy)]
pub struct Kept {
    /// Of most functions.
    pub errno: i32,
    /// Of those that use the other place.
    pub alternative: i32,
}

impl Kept {
    /// Sets errno as a function wants it that is about to be called.
    pub fn before(&self, save_err: i64) {
        let value = if save_err & save::READ_SAVED != 0 {
            if save_err & save::ALTERNATIVE != 0 { self.alternative } else { self.errno }
        } else if save_err & save::ZERO_BEFORE != 0 {
            0
        } else {
            return;
        };
        // SAFETY: errno is the thread's.
        unsafe { *libc::__errno_location() = value };
    }

    /// Keeps errno after a call.
    pub fn after(&mut self, save_err: i64) {
        if save_err & save::ERRNO != 0 {
            // SAFETY: errno is the thread's.
            let errno = unsafe { *libc::__errno_location() };
            match save_err & save::ALTERNATIVE {
                0 => self.errno = errno,
                _ => self.alternative = errno,
            }
        }
    }
}
