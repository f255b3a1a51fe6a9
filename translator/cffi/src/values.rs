//! Values in memory as C lays them out.

use rpython_lltype::LLType;

use crate::long_float;

/// How many words the register form of a type takes.
pub fn width(ty: LLType) -> u32 {
    match ty {
        LLType::Void => 0,
        LLType::SignedLongLongLong | LLType::UnsignedLongLongLong => 2,
        _ => 1,
    }
}

/// Reads C's `long double`.
///
/// # Safety
/// Sixteen bytes at `p` can be read.
pub unsafe fn read_long_float(p: *const u8) -> f64 {
    // SAFETY: as the caller promises.
    let bits = unsafe { p.cast::<u128>().read_unaligned() };
    long_float::decode(bits)
}

/// Writes C's `long double`.
///
/// # Safety
/// Sixteen bytes at `p` can be written.
pub unsafe fn write_long_float(p: *mut u8, value: f64) {
    // SAFETY: as the caller promises.
    unsafe { p.cast::<u128>().write_unaligned(long_float::encode(value)) };
}

/// The register form of a C value in memory.
///
/// # Safety
/// `p` points to a value of the type.
pub unsafe fn read(p: *const u8, ty: LLType) -> (u64, u64) {
    // SAFETY: as the caller promises.
    unsafe {
        match ty {
            LLType::Void | LLType::Inline(_) => (0, 0),
            LLType::Bool | LLType::Char | LLType::UInt8 => (*p as u64, 0),
            LLType::Int8 => (*p as i8 as u64, 0),
            LLType::UInt16 => (p.cast::<u16>().read_unaligned() as u64, 0),
            LLType::Int16 => (p.cast::<i16>().read_unaligned() as u64, 0),
            LLType::UInt32 | LLType::UniChar | LLType::SingleFloat => {
                (p.cast::<u32>().read_unaligned() as u64, 0)
            }
            LLType::Int32 => (p.cast::<i32>().read_unaligned() as u64, 0),
            LLType::LongFloat => (read_long_float(p).to_bits(), 0),
            LLType::SignedLongLongLong | LLType::UnsignedLongLongLong => {
                let words = p.cast::<[u64; 2]>().read_unaligned();
                (words[0], words[1])
            }
            LLType::Signed
            | LLType::Unsigned
            | LLType::SignedLongLong
            | LLType::UnsignedLongLong
            | LLType::Float
            | LLType::Address
            | LLType::Ptr(_) => (p.cast::<u64>().read_unaligned(), 0),
        }
    }
}

/// Writes a value given in its register form.
///
/// # Safety
/// There is room for a value of the type at `p`.
pub unsafe fn write(p: *mut u8, ty: LLType, (low, high): (u64, u64)) {
    // SAFETY: as the caller promises.
    unsafe {
        match ty {
            LLType::Void | LLType::Inline(_) => {}
            LLType::Bool | LLType::Char | LLType::Int8 | LLType::UInt8 => p.write(low as u8),
            LLType::Int16 | LLType::UInt16 => p.cast::<u16>().write_unaligned(low as u16),
            LLType::Int32 | LLType::UInt32 | LLType::UniChar | LLType::SingleFloat => {
                p.cast::<u32>().write_unaligned(low as u32);
            }
            LLType::SignedLongLongLong | LLType::UnsignedLongLongLong => {
                p.cast::<[u64; 2]>().write_unaligned([low, high]);
            }
            LLType::LongFloat => write_long_float(p, f64::from_bits(low)),
            LLType::Signed
            | LLType::Unsigned
            | LLType::SignedLongLong
            | LLType::UnsignedLongLong
            | LLType::Float
            | LLType::Address
            | LLType::Ptr(_) => p.cast::<u64>().write_unaligned(low),
        }
    }
}
