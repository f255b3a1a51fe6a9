//! Raw memory: pages from the system, typed reads and writes.

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

/// Writes a value of this type given in its register form.
pub(crate) fn write(address: u64, ty: LLType, bits: u64) {
    let p = address as *mut u8;
    // SAFETY: the caller has laid out an object of this type there.
    unsafe {
        match ty {
            LLType::Void | LLType::Inline(_) => {}
            LLType::Bool | LLType::Char | LLType::Int8 | LLType::UInt8 => p.write(bits as u8),
            LLType::Int16 | LLType::UInt16 => p.cast::<u16>().write_unaligned(bits as u16),
            LLType::Int32 | LLType::UInt32 | LLType::UniChar | LLType::SingleFloat => {
                p.cast::<u32>().write_unaligned(bits as u32);
            }
            LLType::SignedLongLongLong | LLType::UnsignedLongLongLong => {
                p.cast::<i128>().write_unaligned(bits as i64 as i128);
            }
            LLType::LongFloat => write_long_float(p, f64::from_bits(bits)),
            LLType::Signed
            | LLType::Unsigned
            | LLType::SignedLongLong
            | LLType::UnsignedLongLong
            | LLType::Float
            | LLType::Address
            | LLType::Ptr(_) => p.cast::<u64>().write_unaligned(bits),
        }
    }
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

/// Reads C's `long double`.
///
/// # Safety
/// Sixteen bytes at `p` can be read.
pub(crate) unsafe fn read_long_float(p: *const u8) -> f64 {
    // SAFETY: as the caller promises.
    let bits = unsafe { p.cast::<u128>().read_unaligned() };
    long_float::decode(bits)
}

/// Writes C's `long double`.
///
/// # Safety
/// Sixteen bytes at `p` can be written.
pub(crate) unsafe fn write_long_float(p: *mut u8, value: f64) {
    // SAFETY: as the caller promises.
    unsafe { p.cast::<u128>().write_unaligned(long_float::encode(value)) };
}

/// The format of `long double` here, which has more bits than a register keeps.
mod long_float {
    #[cfg(any(target_arch = "x86_64", target_arch = "x86"))]
    const FRACTION: u32 = 63;
    #[cfg(not(any(target_arch = "x86_64", target_arch = "x86")))]
    const FRACTION: u32 = 112;
    /// Whether the leading bit of the significand is stored.
    const EXPLICIT: bool = FRACTION == 63;
    const EXPONENT_AT: u32 = FRACTION + EXPLICIT as u32;
    const BIAS: i32 = 16383;

    pub fn encode(value: f64) -> u128 {
        let bits = value.to_bits();
        let sign = (bits >> 63) as u128;
        let exponent = (bits >> 52 & 0x7ff) as i32;
        let mut fraction = (bits & ((1 << 52) - 1)) as u128;
        let widened = if exponent == 0x7ff {
            0x7fff
        } else if exponent == 0 {
            if fraction == 0 {
                return sign << (EXPONENT_AT + 15);
            }
            let shift = fraction.leading_zeros() - (128 - 53);
            fraction = (fraction << shift) & ((1 << 52) - 1);
            BIAS - 1022 - shift as i32
        } else {
            exponent - 1023 + BIAS
        };
        let leading = if EXPLICIT { 1u128 << FRACTION } else { 0 };
        sign << (EXPONENT_AT + 15) | (widened as u128) << EXPONENT_AT | leading | fraction << (FRACTION - 52)
    }

    pub fn decode(bits: u128) -> f64 {
        let negative = bits >> (EXPONENT_AT + 15) & 1 != 0;
        let exponent = (bits >> EXPONENT_AT & 0x7fff) as i32;
        let fraction = bits & ((1u128 << FRACTION) - 1);
        let magnitude = if exponent == 0x7fff {
            if fraction == 0 { f64::INFINITY } else { f64::NAN }
        } else if exponent == 0 {
            0.0
        } else {
            // Round the significand to 53 bits by way of the conversion, then scale in two steps.
            let significand = (fraction | 1 << FRACTION) as f64;
            let scale = exponent - BIAS - FRACTION as i32;
            significand * 2f64.powi(scale / 2) * 2f64.powi(scale - scale / 2)
        };
        if negative { -magnitude } else { magnitude }
    }

    #[cfg(test)]
    #[test]
    fn round_trip() {
        for x in [0.0, -0.0, 1.0, -2.5, 1e300, 5e-324, f64::INFINITY, std::f64::consts::PI] {
            assert_eq!(decode(encode(x)).to_bits(), x.to_bits(), "{x}");
        }
        assert!(decode(encode(f64::NAN)).is_nan());
    }
}
