//! Raw memory: pages from the system.

use rpython_cffi::values;
use rpython_lltype::LLType;

/// Zeroed pages. Ends the process if there is no memory even for that.
pub(crate) fn pages(size: usize) -> *mut u8 {
    // SAFETY: an anonymous mapping touches nothing that exists.
    let p = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            size.max(1),
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
            -1,
            0,
        )
    };
    if p == libc::MAP_FAILED {
        std::alloc::handle_alloc_error(std::alloc::Layout::new::<[u8; 4096]>());
    }
    p.cast()
}

/// Gives pages back.
pub(crate) fn release(p: *mut u8, size: usize) {
    // SAFETY: `p` came from `pages` with the same size.
    unsafe { libc::munmap(p.cast(), size.max(1)) };
}

/// Writes a value of this type; 128-bit integers are extended from one word.
pub(crate) fn write(address: u64, ty: LLType, bits: u64) {
    let high = (bits as i64 >> 63) as u64;
    // SAFETY: the caller has laid out an object of this type there.
    unsafe { values::write(address as *mut u8, ty, (bits, high)) };
}

/// The zero-terminated text at an address, cut off at a length that no name has.
pub(crate) fn c_text(address: u64) -> Vec<u8> {
    const LONGEST: usize = 4096;
    let mut text = Vec::new();
    // SAFETY: the caller has a pointer to a zero-terminated array.
    unsafe {
        let mut p = address as *const u8;
        while !p.is_null() && *p != 0 && text.len() < LONGEST {
            text.push(*p);
            p = p.add(1);
        }
    }
    text
}
