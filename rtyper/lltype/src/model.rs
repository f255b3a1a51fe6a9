//! What differs between targets about data.

/// Widths and alignments of a target's data.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct DataModel {
    /// Bits of `Signed` and `Unsigned`: 64, or 32 on asm.js.
    pub word_bits: u8,
    /// Bits of pointers and `Address`: 64, or 32 on wasm and asm.js.
    pub pointer_bits: u8,
    /// Alignment in bytes of 8-byte numbers inside structs.
    pub align8: u8,
    /// Bytes of C's `long`, for `rffi.LONG`.
    pub c_long_bytes: u8,
    /// Bytes of C's `wchar_t`, for `UniChar`.
    pub wchar_bytes: u8,
}

/// What lies below the library of the translated program.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, Default)]
pub enum Platform {
    /// A C library.
    #[default]
    Posix,
    /// WASI preview 1 and nothing else: what the library needs of a C library is RPython, too.
    Wasi,
}

impl Platform {
    /// Its name in library code, `rpython.translator.platform.name`.
    pub fn name(self) -> &'static str {
        match self {
            Platform::Posix => "posix",
            Platform::Wasi => "wasi",
        }
    }
}

impl DataModel {
    /// x86-64, aarch64 and the other LP64 systems.
    pub const LP64: DataModel =
        DataModel { word_bits: 64, pointer_bits: 64, align8: 8, c_long_bytes: 8, wchar_bytes: 4 };
    /// wasm32 with 64-bit integers: a program computes what it computes natively. There is no C whose
    /// `long` would have to be met.
    pub const WASM: DataModel =
        DataModel { word_bits: 64, pointer_bits: 32, align8: 8, c_long_bytes: 8, wchar_bytes: 4 };
    /// asm.js: no 64-bit integer in a register.
    pub const ASMJS: DataModel =
        DataModel { word_bits: 32, pointer_bits: 32, align8: 8, c_long_bytes: 4, wchar_bytes: 4 };

    /// `sys.maxint` of the target.
    pub fn max_int(&self) -> i64 {
        i64::MAX >> (64 - self.word_bits)
    }

    /// The smallest `Signed`.
    pub fn min_int(&self) -> i64 {
        -self.max_int() - 1
    }

    /// Whether `value` fits a `Signed`.
    pub fn fits_signed(&self, value: i128) -> bool {
        (self.min_int() as i128..=self.max_int() as i128).contains(&value)
    }

    /// Wraps to a `Signed`, as `intmask` does.
    pub fn wrap_signed(&self, value: i128) -> i64 {
        let unused = 64 - self.word_bits;
        ((value as i64) << unused) >> unused
    }
}
