//! Function types as libffi sees them.

use std::ffi::c_void;

use libffi_sys as ffi;
use rpython_lltype::{FuncType, LLType};

use crate::values::{read, width, write_long_float};

/// A function type.
pub struct Signature {
    cif: Box<ffi::ffi_cif>,
    /// Kept alive for `cif`.
    _types: Vec<*mut ffi::ffi_type>,
    _pair: Box<Pair>,
    /// The arguments, without those that take no room.
    pub args: Vec<LLType>,
    /// The result.
    pub result: LLType,
    /// All arguments and the result are plain words, few enough for registers.
    simple: bool,
}

/// A 128-bit integer is passed like a struct of two words.
struct Pair {
    ty: ffi::ffi_type,
    elements: [*mut ffi::ffi_type; 3],
}

/// Where C code arrives that calls a callback: with room for the result, pointers to the arguments, and the data that
/// the callback was made with.
pub type Entry = unsafe extern "C" fn(*mut Raw, *mut c_void, *mut *mut c_void, *mut c_void);

/// libffi's own form of a signature.
pub type Raw = ffi::ffi_cif;

fn ffi_type(ty: LLType, pair: *mut ffi::ffi_type) -> *mut ffi::ffi_type {
    match ty {
        LLType::Void | LLType::Inline(_) => &raw mut ffi::ffi_type_void,
        LLType::Bool | LLType::Char | LLType::UInt8 => &raw mut ffi::ffi_type_uint8,
        LLType::Int8 => &raw mut ffi::ffi_type_sint8,
        LLType::UInt16 => &raw mut ffi::ffi_type_uint16,
        LLType::Int16 => &raw mut ffi::ffi_type_sint16,
        LLType::UInt32 | LLType::UniChar => &raw mut ffi::ffi_type_uint32,
        LLType::Int32 => &raw mut ffi::ffi_type_sint32,
        LLType::Signed | LLType::SignedLongLong => &raw mut ffi::ffi_type_sint64,
        LLType::Unsigned | LLType::UnsignedLongLong => &raw mut ffi::ffi_type_uint64,
        LLType::Float => &raw mut ffi::ffi_type_double,
        LLType::SingleFloat => &raw mut ffi::ffi_type_float,
        LLType::LongFloat => &raw mut ffi::ffi_type_longdouble,
        LLType::Address | LLType::Ptr(_) => &raw mut ffi::ffi_type_pointer,
        LLType::SignedLongLongLong | LLType::UnsignedLongLongLong => pair,
    }
}

/// A float or something that does not fit a word.
fn is_special(ty: LLType) -> bool {
    matches!(
        ty,
        LLType::Float
            | LLType::SingleFloat
            | LLType::LongFloat
            | LLType::SignedLongLongLong
            | LLType::UnsignedLongLongLong
    )
}

impl Signature {
    /// The signature of a function type.
    pub fn new(ty: &FuncType) -> Result<Signature, String> {
        let mut pair = Box::new(Pair {
            ty: ffi::ffi_type {
                // Set, so that libffi does not align it like its elements.
                size: 16,
                alignment: 16,
                type_: ffi::ffi_type_enum_STRUCT,
                elements: std::ptr::null_mut(),
            },
            elements: [&raw mut ffi::ffi_type_uint64, &raw mut ffi::ffi_type_uint64, std::ptr::null_mut()],
        });
        pair.ty.elements = pair.elements.as_mut_ptr();
        let pair_type: *mut ffi::ffi_type = &mut pair.ty;
        let args: Vec<LLType> = ty.args.iter().copied().filter(|&a| a != LLType::Void).collect();
        let mut types: Vec<_> = args.iter().map(|&a| ffi_type(a, pair_type)).collect();
        let mut cif = Box::new(ffi::ffi_cif::default());
        // SAFETY: the arrays live as long as the signature.
        let status = unsafe {
            ffi::ffi_prep_cif(
                &mut *cif,
                ffi::ffi_abi_FFI_DEFAULT_ABI,
                types.len() as u32,
                ffi_type(ty.result, pair_type),
                types.as_mut_ptr(),
            )
        };
        if status != ffi::ffi_status_FFI_OK {
            return Err("an external function has a signature that cannot be called".into());
        }
        const REGISTERS: usize = 6;
        let simple = args.len() <= REGISTERS && !args.iter().chain([&ty.result]).any(|&t| is_special(t));
        Ok(Signature { cif, _types: types, _pair: pair, args, result: ty.result, simple })
    }

    /// Calls the function at an address. A word for each argument, or two; so for the result.
    ///
    /// # Safety
    /// There is a function with this signature at the address.
    pub unsafe fn call(&self, address: u64, slots: &mut [u64]) -> [u64; 2] {
        // SAFETY: as the caller promises.
        unsafe { if self.simple { self.call_simple(address, slots) } else { self.call_any(address, slots) } }
    }

    /// The arguments in the memory where an [`Entry`] finds them.
    ///
    /// # Safety
    /// `args` are those of an entry that was called with this signature.
    pub unsafe fn arguments(&self, args: *mut *mut c_void) -> Vec<u64> {
        let mut slots = Vec::with_capacity(self.args.len());
        for (i, &ty) in self.args.iter().enumerate() {
            // SAFETY: as the caller promises.
            let (low, high) = unsafe { read((*args.add(i)).cast(), ty) };
            slots.push(low);
            if width(ty) == 2 {
                slots.push(high);
            }
        }
        slots
    }

    /// Leaves the result of an [`Entry`] where its caller finds it.
    ///
    /// # Safety
    /// `result` is that of an entry that was called with this signature.
    pub unsafe fn give(&self, result: *mut c_void, words: [u64; 2]) {
        // SAFETY: as the caller promises; libffi has room for a whole word at least.
        unsafe {
            match self.result {
                LLType::Void => {}
                LLType::LongFloat => write_long_float(result.cast(), f64::from_bits(words[0])),
                ty if width(ty) == 2 => result.cast::<[u64; 2]>().write_unaligned(words),
                _ => result.cast::<u64>().write_unaligned(words[0]),
            }
        }
    }

    /// A code address that C can call with this signature; both live as long as the process.
    ///
    /// # Safety
    /// `data` is what `entry` expects, for as long as C may call.
    pub unsafe fn callback(&'static self, entry: Entry, data: *mut c_void) -> Result<u64, String> {
        let mut code: *mut c_void = std::ptr::null_mut();
        // SAFETY: the signature lives as long as the process; the rest is as the caller promises.
        let status = unsafe {
            let closure: *mut ffi::ffi_closure =
                ffi::ffi_closure_alloc(size_of::<ffi::ffi_closure>(), &mut code).cast();
            if closure.is_null() {
                return Err("no memory for a callback".into());
            }
            let cif: *const ffi::ffi_cif = &*self.cif;
            ffi::ffi_prep_closure_loc(closure, cif.cast_mut(), Some(entry), data, code)
        };
        if status != ffi::ffi_status_FFI_OK {
            return Err("a callback cannot be made".into());
        }
        Ok(code as u64)
    }

    /// With words only: integer registers hold all there is, and what is too much is not looked at.
    unsafe fn call_simple(&self, address: u64, slots: &[u64]) -> [u64; 2] {
        type Function = unsafe extern "C" fn(u64, u64, u64, u64, u64, u64) -> u64;
        let at = |i: usize| slots.get(i).copied().unwrap_or(0);
        // SAFETY: as the caller promises; the calling convention passes these in registers.
        let value = unsafe {
            let function: Function = std::mem::transmute(address as usize);
            function(at(0), at(1), at(2), at(3), at(4), at(5))
        };
        // SAFETY: a word in memory can be read as any narrower type.
        let (word, _) = unsafe { read((&raw const value).cast(), self.result) };
        [word, 0]
    }

    unsafe fn call_any(&self, address: u64, slots: &mut [u64]) -> [u64; 2] {
        let mut long_floats: Vec<[u8; 16]> = vec![[0; 16]; self.args.len()];
        let mut pointers: Vec<*mut c_void> = Vec::with_capacity(self.args.len());
        let mut at = 0;
        for (i, &ty) in self.args.iter().enumerate() {
            if ty == LLType::LongFloat {
                let p = long_floats[i].as_mut_ptr();
                // SAFETY: sixteen bytes.
                unsafe { write_long_float(p, f64::from_bits(slots[at])) };
                pointers.push(p.cast());
            } else {
                pointers.push((&raw mut slots[at]).cast());
            }
            at += width(ty) as usize;
        }
        #[repr(align(16))]
        struct Room([u64; 4]);
        let mut room = Room([0; 4]);
        let cif: *const ffi::ffi_cif = &*self.cif;
        // SAFETY: as the caller promises; the result has room.
        unsafe {
            let function: unsafe extern "C" fn() = std::mem::transmute(address as usize);
            ffi::ffi_call(cif.cast_mut(), Some(function), room.0.as_mut_ptr().cast(), pointers.as_mut_ptr());
            let (low, high) = read(room.0.as_ptr().cast(), self.result);
            [low, high]
        }
    }
}
