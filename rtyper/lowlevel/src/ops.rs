//! The op table: every low-level operation, declared once.
//!
//! Names and meaning are the reference's (its `lloperation` module). The builder, verifier, printer,
//! parser, constant folder, interpreter and code writer derive what they need from [`OpInfo`].

use rpython_lltype::LLType;

/// What an operand must be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OperandKind {
    /// Exactly this type.
    Is(LLType),
    /// Any pointer.
    Ptr,
    /// Any value at all.
    Any,
}

/// What the result is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ResultRule {
    /// Always this type.
    Is(LLType),
    /// The type of the first operand.
    SameAsFirst,
    /// Said by the result variable: field and item reads, calls, casts.
    Declared,
}

/// What an op does to memory. Ordered: each includes those before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Effect {
    /// Depends on its operands only; removable, foldable, movable.
    Pure,
    /// Reads memory; removable if unused.
    Reads,
    /// Allocates; removable if unused.
    Allocates,
    /// Writes memory or does something the outside can see.
    Writes,
    /// Anything.
    Calls,
}

/// A stage of the low-level program. Each op says in which it may occur.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Stage {
    /// As the rtyper leaves it: exception edges, managed objects.
    Typed = 1,
    /// No exception edges: errors travel in a global, tested after calls.
    ExceptionsLowered = 2,
    /// The collector's calls and barriers are explicit.
    GcLowered = 4,
}

const T: u8 = Stage::Typed as u8;
const TE: u8 = T | Stage::ExceptionsLowered as u8;
const ALL: u8 = TE | Stage::GcLowered as u8;
const EG: u8 = Stage::ExceptionsLowered as u8 | Stage::GcLowered as u8;

const RAISES: u8 = 1;
const COLLECTS: u8 = 2;

/// All that is known about an op.
#[derive(Clone, Copy, Debug)]
pub struct OpInfo {
    /// Its name.
    pub name: &'static str,
    /// Its operands.
    pub operands: &'static [OperandKind],
    /// Whether any number of further operands may follow.
    pub variadic: bool,
    /// Its result.
    pub result: ResultRule,
    /// Its effect.
    pub effect: Effect,
    /// Whether it may raise an RPython exception.
    pub can_raise: bool,
    /// Whether a collection may happen in it, so that managed objects may move.
    pub can_collect: bool,
    /// Bit set of [`Stage`]s.
    stages: u8,
}

impl OpInfo {
    /// Whether it may occur in this stage.
    pub fn legal_in(&self, stage: Stage) -> bool {
        self.stages & stage as u8 != 0
    }
}

/// Shorthands for the table's columns.
mod k {
    use super::{LLType, OperandKind, ResultRule};
    macro_rules! kinds {
        ($($short:ident = $ty:ident;)*) => {
            $(pub const $short: OperandKind = OperandKind::Is(LLType::$ty);)*
            pub mod r {
                use super::{LLType, ResultRule};
                $(pub const $short: ResultRule = ResultRule::Is(LLType::$ty);)*
                pub const VOID: ResultRule = ResultRule::Is(LLType::Void);
                pub const SAME: ResultRule = ResultRule::SameAsFirst;
                pub const ANY: ResultRule = ResultRule::Declared;
                pub const P: ResultRule = ResultRule::Declared;
            }
        };
    }
    kinds! {
        B = Bool; C = Char; UC = UniChar; S = Signed; U = Unsigned; L = SignedLongLong; UL = UnsignedLongLong;
        LL = SignedLongLongLong; ULL = UnsignedLongLongLong; F = Float; SF = SingleFloat; A = Address;
    }
    pub const P: OperandKind = OperandKind::Ptr;
    pub const ANY: OperandKind = OperandKind::Any;
}

macro_rules! variadic {
    (..) => {
        true
    };
    () => {
        false
    };
}

macro_rules! op_table {
    ($( $(#[$doc:meta])* $name:ident ( $($kind:ident),* $(; $dots:tt)? ) -> $result:ident, $effect:ident $(+ $flag:ident)*, $stages:ident; )*) => {
        /// Every low-level operation.
        #[allow(non_camel_case_types, missing_docs)]
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        #[repr(u16)]
        pub enum OpCode { $( $(#[$doc])* $name, )* }

        impl OpCode {
            /// All ops in the order of the table.
            pub const ALL: &'static [OpCode] = &[$(OpCode::$name),*];

            /// What the table says about it.
            pub fn info(self) -> &'static OpInfo {
                &OP_INFO[self as usize]
            }
        }

        static OP_INFO: &[OpInfo] = &[$(
            OpInfo {
                name: stringify!($name),
                operands: &[$(k::$kind),*],
                variadic: variadic!($($dots)?),
                result: k::r::$result,
                effect: Effect::$effect,
                can_raise: (0 $(| $flag)*) & RAISES != 0,
                can_collect: (0 $(| $flag)*) & COLLECTS != 0,
                stages: $stages,
            },
        )*];
    };
}

impl OpCode {
    /// Its name, as the text form spells it.
    pub fn name(self) -> &'static str {
        self.info().name
    }

    /// The op with this name.
    pub fn by_name(name: &str) -> Option<OpCode> {
        use std::sync::LazyLock;
        static NAMES: LazyLock<rpython_base::FastMap<&'static str, OpCode>> =
            LazyLock::new(|| OpCode::ALL.iter().map(|&op| (op.name(), op)).collect());
        NAMES.get(name).copied()
    }
}

op_table! {
    // int: arithmetic wraps; floordiv and mod truncate like C and must not get a zero divisor;
    // shift counts are Signed and below the width.
    int_is_true(S) -> B, Pure, ALL;
    int_neg(S) -> S, Pure, ALL;
    int_invert(S) -> S, Pure, ALL;
    int_abs(S) -> S, Pure, ALL;
    int_add(S, S) -> S, Pure, ALL;
    int_sub(S, S) -> S, Pure, ALL;
    int_mul(S, S) -> S, Pure, ALL;
    int_floordiv(S, S) -> S, Pure, ALL;
    int_mod(S, S) -> S, Pure, ALL;
    int_and(S, S) -> S, Pure, ALL;
    int_or(S, S) -> S, Pure, ALL;
    int_xor(S, S) -> S, Pure, ALL;
    int_lshift(S, S) -> S, Pure, ALL;
    int_rshift(S, S) -> S, Pure, ALL;
    int_lt(S, S) -> B, Pure, ALL;
    int_le(S, S) -> B, Pure, ALL;
    int_eq(S, S) -> B, Pure, ALL;
    int_ne(S, S) -> B, Pure, ALL;
    int_gt(S, S) -> B, Pure, ALL;
    int_ge(S, S) -> B, Pure, ALL;
    // uint: arithmetic wraps; floordiv and mod truncate like C and must not get a zero divisor;
    // shift counts are Signed and below the width.
    uint_is_true(U) -> B, Pure, ALL;
    uint_neg(U) -> U, Pure, ALL;
    uint_invert(U) -> U, Pure, ALL;
    uint_add(U, U) -> U, Pure, ALL;
    uint_sub(U, U) -> U, Pure, ALL;
    uint_mul(U, U) -> U, Pure, ALL;
    uint_floordiv(U, U) -> U, Pure, ALL;
    uint_mod(U, U) -> U, Pure, ALL;
    uint_and(U, U) -> U, Pure, ALL;
    uint_or(U, U) -> U, Pure, ALL;
    uint_xor(U, U) -> U, Pure, ALL;
    uint_lshift(U, S) -> U, Pure, ALL;
    uint_rshift(U, S) -> U, Pure, ALL;
    uint_lt(U, U) -> B, Pure, ALL;
    uint_le(U, U) -> B, Pure, ALL;
    uint_eq(U, U) -> B, Pure, ALL;
    uint_ne(U, U) -> B, Pure, ALL;
    uint_gt(U, U) -> B, Pure, ALL;
    uint_ge(U, U) -> B, Pure, ALL;
    // llong: arithmetic wraps; floordiv and mod truncate like C and must not get a zero divisor;
    // shift counts are Signed and below the width.
    llong_is_true(L) -> B, Pure, ALL;
    llong_neg(L) -> L, Pure, ALL;
    llong_invert(L) -> L, Pure, ALL;
    llong_abs(L) -> L, Pure, ALL;
    llong_add(L, L) -> L, Pure, ALL;
    llong_sub(L, L) -> L, Pure, ALL;
    llong_mul(L, L) -> L, Pure, ALL;
    llong_floordiv(L, L) -> L, Pure, ALL;
    llong_mod(L, L) -> L, Pure, ALL;
    llong_and(L, L) -> L, Pure, ALL;
    llong_or(L, L) -> L, Pure, ALL;
    llong_xor(L, L) -> L, Pure, ALL;
    llong_lshift(L, S) -> L, Pure, ALL;
    llong_rshift(L, S) -> L, Pure, ALL;
    llong_lt(L, L) -> B, Pure, ALL;
    llong_le(L, L) -> B, Pure, ALL;
    llong_eq(L, L) -> B, Pure, ALL;
    llong_ne(L, L) -> B, Pure, ALL;
    llong_gt(L, L) -> B, Pure, ALL;
    llong_ge(L, L) -> B, Pure, ALL;
    // ullong: arithmetic wraps; floordiv and mod truncate like C and must not get a zero divisor;
    // shift counts are Signed and below the width.
    ullong_is_true(UL) -> B, Pure, ALL;
    ullong_neg(UL) -> UL, Pure, ALL;
    ullong_invert(UL) -> UL, Pure, ALL;
    ullong_add(UL, UL) -> UL, Pure, ALL;
    ullong_sub(UL, UL) -> UL, Pure, ALL;
    ullong_mul(UL, UL) -> UL, Pure, ALL;
    ullong_floordiv(UL, UL) -> UL, Pure, ALL;
    ullong_mod(UL, UL) -> UL, Pure, ALL;
    ullong_and(UL, UL) -> UL, Pure, ALL;
    ullong_or(UL, UL) -> UL, Pure, ALL;
    ullong_xor(UL, UL) -> UL, Pure, ALL;
    ullong_lshift(UL, S) -> UL, Pure, ALL;
    ullong_rshift(UL, S) -> UL, Pure, ALL;
    ullong_lt(UL, UL) -> B, Pure, ALL;
    ullong_le(UL, UL) -> B, Pure, ALL;
    ullong_eq(UL, UL) -> B, Pure, ALL;
    ullong_ne(UL, UL) -> B, Pure, ALL;
    ullong_gt(UL, UL) -> B, Pure, ALL;
    ullong_ge(UL, UL) -> B, Pure, ALL;
    // lllong: arithmetic wraps; floordiv and mod truncate like C and must not get a zero divisor;
    // shift counts are Signed and below the width.
    lllong_is_true(LL) -> B, Pure, ALL;
    lllong_neg(LL) -> LL, Pure, ALL;
    lllong_invert(LL) -> LL, Pure, ALL;
    lllong_abs(LL) -> LL, Pure, ALL;
    lllong_add(LL, LL) -> LL, Pure, ALL;
    lllong_sub(LL, LL) -> LL, Pure, ALL;
    lllong_mul(LL, LL) -> LL, Pure, ALL;
    lllong_floordiv(LL, LL) -> LL, Pure, ALL;
    lllong_mod(LL, LL) -> LL, Pure, ALL;
    lllong_and(LL, LL) -> LL, Pure, ALL;
    lllong_or(LL, LL) -> LL, Pure, ALL;
    lllong_xor(LL, LL) -> LL, Pure, ALL;
    lllong_lshift(LL, S) -> LL, Pure, ALL;
    lllong_rshift(LL, S) -> LL, Pure, ALL;
    lllong_lt(LL, LL) -> B, Pure, ALL;
    lllong_le(LL, LL) -> B, Pure, ALL;
    lllong_eq(LL, LL) -> B, Pure, ALL;
    lllong_ne(LL, LL) -> B, Pure, ALL;
    lllong_gt(LL, LL) -> B, Pure, ALL;
    lllong_ge(LL, LL) -> B, Pure, ALL;
    // ulllong: arithmetic wraps; floordiv and mod truncate like C and must not get a zero divisor;
    // shift counts are Signed and below the width.
    ulllong_is_true(ULL) -> B, Pure, ALL;
    ulllong_neg(ULL) -> ULL, Pure, ALL;
    ulllong_invert(ULL) -> ULL, Pure, ALL;
    ulllong_add(ULL, ULL) -> ULL, Pure, ALL;
    ulllong_sub(ULL, ULL) -> ULL, Pure, ALL;
    ulllong_mul(ULL, ULL) -> ULL, Pure, ALL;
    ulllong_floordiv(ULL, ULL) -> ULL, Pure, ALL;
    ulllong_mod(ULL, ULL) -> ULL, Pure, ALL;
    ulllong_and(ULL, ULL) -> ULL, Pure, ALL;
    ulllong_or(ULL, ULL) -> ULL, Pure, ALL;
    ulllong_xor(ULL, ULL) -> ULL, Pure, ALL;
    ulllong_lshift(ULL, S) -> ULL, Pure, ALL;
    ulllong_rshift(ULL, S) -> ULL, Pure, ALL;
    ulllong_lt(ULL, ULL) -> B, Pure, ALL;
    ulllong_le(ULL, ULL) -> B, Pure, ALL;
    ulllong_eq(ULL, ULL) -> B, Pure, ALL;
    ulllong_ne(ULL, ULL) -> B, Pure, ALL;
    ulllong_gt(ULL, ULL) -> B, Pure, ALL;
    ulllong_ge(ULL, ULL) -> B, Pure, ALL;
    // Overflow-checked: raise OverflowError.
    int_neg_ovf(S) -> S, Pure + RAISES, T;
    int_abs_ovf(S) -> S, Pure + RAISES, T;
    int_add_ovf(S, S) -> S, Pure + RAISES, T;
    /// The second operand is known to be nonnegative.
    int_add_nonneg_ovf(S, S) -> S, Pure + RAISES, T;
    int_sub_ovf(S, S) -> S, Pure + RAISES, T;
    int_mul_ovf(S, S) -> S, Pure + RAISES, T;
    // What they become: a test whether the op of the same operands overflows, then the plain op.
    int_add_overflows(S, S) -> B, Pure, EG;
    int_sub_overflows(S, S) -> B, Pure, EG;
    int_mul_overflows(S, S) -> B, Pure, EG;
    /// `a <= b < c`
    int_between(S, S, S) -> B, Pure, ALL;
    /// `max(a, 0)`
    int_force_ge_zero(S) -> S, Pure, ALL;
    /// The upper word of the double-width product.
    uint_mul_high(U, U) -> U, Pure, ALL;
    bool_not(B) -> B, Pure, ALL;
    float_is_true(F) -> B, Pure, ALL;
    float_neg(F) -> F, Pure, ALL;
    float_abs(F) -> F, Pure, ALL;
    float_sqrt(F) -> F, Pure, ALL;
    float_add(F, F) -> F, Pure, ALL;
    float_sub(F, F) -> F, Pure, ALL;
    float_mul(F, F) -> F, Pure, ALL;
    float_truediv(F, F) -> F, Pure, ALL;
    float_lt(F, F) -> B, Pure, ALL;
    float_le(F, F) -> B, Pure, ALL;
    float_eq(F, F) -> B, Pure, ALL;
    float_ne(F, F) -> B, Pure, ALL;
    float_gt(F, F) -> B, Pure, ALL;
    float_ge(F, F) -> B, Pure, ALL;
    char_lt(C, C) -> B, Pure, ALL;
    char_le(C, C) -> B, Pure, ALL;
    char_eq(C, C) -> B, Pure, ALL;
    char_ne(C, C) -> B, Pure, ALL;
    char_gt(C, C) -> B, Pure, ALL;
    char_ge(C, C) -> B, Pure, ALL;
    unichar_lt(UC, UC) -> B, Pure, ALL;
    unichar_le(UC, UC) -> B, Pure, ALL;
    unichar_eq(UC, UC) -> B, Pure, ALL;
    unichar_ne(UC, UC) -> B, Pure, ALL;
    unichar_gt(UC, UC) -> B, Pure, ALL;
    unichar_ge(UC, UC) -> B, Pure, ALL;
    adr_lt(A, A) -> B, Pure, ALL;
    adr_le(A, A) -> B, Pure, ALL;
    adr_eq(A, A) -> B, Pure, ALL;
    adr_ne(A, A) -> B, Pure, ALL;
    adr_gt(A, A) -> B, Pure, ALL;
    adr_ge(A, A) -> B, Pure, ALL;
    ptr_eq(P, P) -> B, Pure, ALL;
    ptr_ne(P, P) -> B, Pure, ALL;
    ptr_nonzero(P) -> B, Pure, ALL;
    ptr_iszero(P) -> B, Pure, ALL;
    /// Address plus bytes.
    adr_add(A, S) -> A, Pure, ALL;
    adr_sub(A, S) -> A, Pure, ALL;
    /// Distance in bytes.
    adr_delta(A, A) -> S, Pure, ALL;

    // Conversions. Float to integer truncates; out of range is the type's smallest value.
    same_as(ANY) -> SAME, Pure, ALL;
    cast_bool_to_int(B) -> S, Pure, ALL;
    cast_bool_to_uint(B) -> U, Pure, ALL;
    cast_bool_to_float(B) -> F, Pure, ALL;
    cast_char_to_int(C) -> S, Pure, ALL;
    cast_unichar_to_int(UC) -> S, Pure, ALL;
    cast_int_to_char(S) -> C, Pure, ALL;
    cast_int_to_unichar(S) -> UC, Pure, ALL;
    cast_int_to_uint(S) -> U, Pure, ALL;
    cast_uint_to_int(U) -> S, Pure, ALL;
    cast_int_to_float(S) -> F, Pure, ALL;
    cast_uint_to_float(U) -> F, Pure, ALL;
    cast_longlong_to_float(L) -> F, Pure, ALL;
    cast_ulonglong_to_float(UL) -> F, Pure, ALL;
    cast_float_to_int(F) -> S, Pure, ALL;
    cast_float_to_uint(F) -> U, Pure, ALL;
    cast_float_to_longlong(F) -> L, Pure, ALL;
    cast_float_to_ulonglong(F) -> UL, Pure, ALL;
    cast_int_to_longlong(S) -> L, Pure, ALL;
    truncate_longlong_to_int(L) -> S, Pure, ALL;
    cast_float_to_singlefloat(F) -> SF, Pure, ALL;
    cast_singlefloat_to_float(SF) -> F, Pure, ALL;
    /// Between any two primitive types, with C's meaning.
    cast_primitive(ANY) -> ANY, Pure, ALL;
    convert_float_bytes_to_longlong(F) -> L, Pure, ALL;
    convert_longlong_bytes_to_float(L) -> F, Pure, ALL;
    /// Up or down the chain of inlined first fields.
    cast_pointer(P) -> P, Pure, ALL;
    /// To or from a pointer to an opaque type (`GCREF`).
    cast_opaque_ptr(P) -> P, Pure, ALL;
    cast_ptr_to_adr(P) -> A, Pure, ALL;
    cast_adr_to_ptr(A) -> P, Pure, ALL;
    cast_adr_to_int(A) -> S, Pure, ALL;
    cast_int_to_adr(S) -> A, Pure, ALL;
    cast_ptr_to_int(P) -> S, Pure, ALL;
    cast_int_to_ptr(S) -> P, Pure, ALL;

    // Memory. The immediate is the type for `malloc`, the field for field ops, the path for
    // interior ops. Managed memory is zeroed except where an op says otherwise.
    /// A struct of fixed size; immediate `Malloc`.
    malloc() -> P, Allocates + RAISES + COLLECTS, TE;
    /// Operand: number of items, nonnegative; immediate `Malloc`.
    malloc_varsize(S) -> P, Allocates + RAISES + COLLECTS, TE;
    /// Frees raw memory; immediate `Malloc`.
    free(P) -> VOID, Writes, ALL;
    getfield(P) -> ANY, Reads, ALL;
    setfield(P, ANY) -> VOID, Writes, ALL;
    getarrayitem(P, S) -> ANY, Reads, ALL;
    setarrayitem(P, S, ANY) -> VOID, Writes, ALL;
    getarraysize(P) -> S, Reads, ALL;
    /// Operands: pointer, one index for each `Index` step of the path.
    getinteriorfield(P; ..) -> ANY, Reads, ALL;
    /// Operands: pointer, indices, value last.
    setinteriorfield(P; ..) -> VOID, Writes, ALL;
    getinteriorarraysize(P; ..) -> S, Reads, ALL;
    /// Pointer to an inlined struct or array field.
    getsubstruct(P) -> P, Pure, ALL;
    /// Pointer to an inlined struct item.
    getarraysubstruct(P, S) -> P, Pure, ALL;
    /// Pointer to a field as to an array of one item.
    direct_fieldptr(P) -> P, Pure, ALL;
    /// Pointer to the first item of an array, as to an array without length.
    direct_arrayitems(P) -> P, Pure, ALL;
    /// Pointer to a later item of such an array.
    direct_ptradd(P, S) -> P, Pure, ALL;
    raw_malloc(S) -> A, Allocates, ALL;
    /// Zeroed.
    raw_calloc(S) -> A, Allocates, ALL;
    raw_free(A) -> VOID, Writes, ALL;
    /// Address, byte offset; the result says the type.
    raw_load(A, S) -> ANY, Reads, ALL;
    /// Address, byte offset, value.
    raw_store(A, S, ANY) -> VOID, Writes, ALL;
    /// Source, destination, bytes; no overlap.
    raw_memcopy(A, A, S) -> VOID, Writes, ALL;
    /// Source, destination, bytes; may overlap.
    raw_memmove(A, A, S) -> VOID, Writes, ALL;
    raw_memclear(A, S) -> VOID, Writes, ALL;
    /// Address, byte, count.
    raw_memset(A, S, S) -> VOID, Writes, ALL;
    /// Puts a word at an address and gives the one that was there, in one step for all threads. Whatever other threads did
    /// before is seen afterwards: they may have moved managed objects.
    lock_exchange(A, S) -> S, Calls + COLLECTS, ALL;
    /// -1, 0 or 1 for the bytes at two addresses.
    raw_memcmp(A, A, S) -> S, Reads, ALL;
    /// Managed pointer, byte offset.
    gc_load_indexed(P, S) -> ANY, Reads, ALL;

    // Calls. The first operand is the function: a constant for direct_call.
    direct_call(ANY; ..) -> ANY, Calls + RAISES + COLLECTS, ALL;
    /// Immediate `Targets`: which functions it can be, if that is known.
    indirect_call(P; ..) -> ANY, Calls + RAISES + COLLECTS, ALL;

    // Collector.
    gc_collect() -> VOID, Calls + COLLECTS, TE;
    /// Of the young objects only, if the collector has generations.
    gc_collect_young() -> VOID, Calls + COLLECTS, TE;
    /// Stays the same when the object moves.
    gc_identityhash(P) -> S, Calls + COLLECTS, TE;
    gc_id(P) -> S, Calls + COLLECTS, TE;
    weakref_create(P) -> P, Allocates + RAISES + COLLECTS, TE;
    weakref_deref(P) -> P, Reads, TE;
    gc_can_move(P) -> B, Reads, TE;
    gc_pin(P) -> B, Writes, TE;
    gc_unpin(P) -> VOID, Writes, TE;
    /// Cuts an array down in place if possible: pointer, new length.
    shrink_array(P, S) -> B, Writes, TE;
    /// Before a write of a managed pointer into the object.
    gc_writebarrier(P) -> VOID, Writes, ALL;
    gc_writebarrier_before_copy(P, P, S, S, S) -> B, Writes, TE;
    gc_add_memory_pressure(S) -> VOID, Writes, TE;
    gc_set_max_heap_size(S) -> VOID, Writes, TE;
    /// Immediate `Sym`: which statistic.
    gc_get_stat() -> S, Reads, TE;
    gc_enable() -> VOID, Writes, TE;
    gc_disable() -> VOID, Writes, TE;
    gc_isenabled() -> B, Reads, TE;
    /// Finalizer queue: queue instance, object, function `() -> Void` that is called after objects of the queue died.
    gc_fq_register(P, P, P) -> VOID, Calls + COLLECTS, TE;
    gc_fq_next_dead(P) -> P, Calls + COLLECTS, TE;
    /// Id of the object's type, as the collector knows it.
    gc_get_type_id(P) -> S, Reads, TE;
    /// Whether a managed object is an instance of an RPython class, for who has no collector to ask: elsewhere it is false.
    gc_is_instance(P) -> B, Reads, TE;
    /// Notes the place of a managed pointer that a tracer has found, for who has no collector to tell; elsewhere it does nothing.
    gc_trace_place(A) -> VOID, Writes, TE;
    /// The descriptions of the types by their ids, as a raw array of the characters of a zlib stream; null without collector.
    gc_typeids_z() -> P, Reads, TE;
    /// Keeps the operand alive up to here.
    keepalive(ANY) -> VOID, Writes, ALL;

    // Shadow stack, made by the GC transformation.
    /// Saves a managed pointer in slot `Imm::Slot` above the frame's base.
    gc_save_root(A, P) -> VOID, Writes, ALL;
    /// Reads it back, possibly moved.
    gc_restore_root(A) -> P, Reads, ALL;
    /// The address of the next free slot of the shadow stack.
    gc_stack_top() -> A, Reads, ALL;
    gc_set_stack_top(A) -> VOID, Writes, ALL;

    // Hints to the JIT; removed or ignored without one.
    /// Immediate `Hint`; the value itself.
    hint(ANY; ..) -> SAME, Pure, ALL;
    /// Immediate `Hint`: `jit_merge_point`, `can_enter_jit`, `loop_header`.
    jit_marker(; ..) -> VOID, Writes, ALL;
    jit_force_virtualizable(P) -> VOID, Writes, ALL;
    jit_force_virtual(P) -> SAME, Pure, ALL;
    jit_is_virtual(P) -> B, Pure, ALL;
    jit_force_quasi_immutable(P) -> VOID, Writes, ALL;
    jit_record_exact_class(P, P) -> VOID, Writes, ALL;
    jit_record_known_result(ANY; ..) -> VOID, Writes, ALL;

    // Debugging and fatal errors.
    debug_print(; ..) -> VOID, Writes, ALL;
    /// Category (string constant), timestamp wanted.
    debug_start(ANY, B) -> L, Writes, ALL;
    debug_stop(ANY, B) -> L, Writes, ALL;
    /// Whether prints are wanted here, or, given the beginning of a category, in sections whose category may begin so.
    have_debug_prints(; ..) -> B, Reads, ALL;
    debug_flush() -> VOID, Writes, ALL;
    /// How much was written to the log's file so far; -1 where there is none.
    debug_offset() -> S, Writes, ALL;
    debug_assert(B; ..) -> VOID, Writes, ALL;
    /// Prints the RPython traceback and the message; does not return.
    debug_fatalerror(ANY) -> VOID, Writes, ALL;
    // The traceback ring, written by what the exception transformation makes. Immediate `Sym`: the
    // place as the traceback shows it, `File "x.py", line 12, in f`. Operand: the exception's type.
    /// An exception starts here.
    debug_traceback_raise(P) -> VOID, Writes, EG;
    /// A call raised, and this function passes the exception on.
    debug_traceback_pass() -> VOID, Writes, EG;
    /// An exception is caught here that may be raised again.
    debug_traceback_catch(P) -> VOID, Writes, EG;
    /// A caught exception is raised again: its trail goes on from where it was caught.
    debug_traceback_reraise(P) -> VOID, Writes, EG;
    /// Ends the program with a message and the place: failed checks of `--checked`. Immediate `Sym`.
    debug_check_failed() -> VOID, Writes, ALL;
    /// Prints the traceback of the exception raised last.
    debug_print_traceback() -> VOID, Writes, ALL;
    /// An address in the current machine stack frame.
    stack_current() -> S, Reads, ALL;
    // The limits of stack checks; lowered where these are inserted.
    /// The lowest address that frames may reach.
    stack_lowest() -> S, Reads, T;
    stack_set_lowest(S) -> VOID, Writes, T;
    /// How many bytes a stack may use.
    stack_bytes() -> S, Reads, T;
    stack_set_bytes(S) -> VOID, Writes, T;
    /// Cycle counter.
    ll_read_timestamp() -> L, Reads, ALL;
}
