//! Ops as Cranelift instructions, by family.

mod arith;
mod calls;
mod casts;
mod debug;
mod memory;
pub(crate) mod overflow;
mod raw;
mod wide;

use rpython_base::Diagnostic;
use rpython_lowlevel::{Op, OpCode};

use crate::body::Body;

pub(crate) use overflow::joins;

/// Writes an op. Fails for ops that an earlier stage should have replaced.
pub(crate) fn emit(b: &mut Body, op: &Op) -> Result<(), Diagnostic> {
    use OpCode::*;
    match op.code {
        int_is_true | uint_is_true | llong_is_true | ullong_is_true | lllong_is_true | ulllong_is_true
        | int_neg | uint_neg | llong_neg | ullong_neg | lllong_neg | ulllong_neg | int_invert
        | uint_invert | llong_invert | ullong_invert | lllong_invert | ulllong_invert | bool_not
        | int_abs | llong_abs | lllong_abs | ptr_nonzero | ptr_iszero => arith::unary(b, op),
        int_add | uint_add | llong_add | ullong_add | lllong_add | ulllong_add | int_sub | uint_sub
        | llong_sub | ullong_sub | lllong_sub | ulllong_sub | int_mul | uint_mul | llong_mul | ullong_mul
        | lllong_mul | ulllong_mul | int_and | uint_and | llong_and | ullong_and | lllong_and
        | ulllong_and | int_or | uint_or | llong_or | ullong_or | lllong_or | ulllong_or | int_xor
        | uint_xor | llong_xor | ullong_xor | lllong_xor | ulllong_xor => arith::binary(b, op),
        int_floordiv | uint_floordiv | llong_floordiv | ullong_floordiv | int_mod | uint_mod | llong_mod
        | ullong_mod => arith::division(b, op),
        lllong_floordiv | ulllong_floordiv | lllong_mod | ulllong_mod => wide::division(b, op),
        int_lshift | uint_lshift | llong_lshift | ullong_lshift | lllong_lshift | ulllong_lshift
        | int_rshift | uint_rshift | llong_rshift | ullong_rshift | lllong_rshift | ulllong_rshift => {
            arith::shift(b, op);
        }
        int_lt | llong_lt | lllong_lt | int_le | llong_le | lllong_le | int_eq | uint_eq | llong_eq
        | ullong_eq | lllong_eq | ulllong_eq | char_eq | unichar_eq | adr_eq | ptr_eq | int_ne | uint_ne
        | llong_ne | ullong_ne | lllong_ne | ulllong_ne | char_ne | unichar_ne | adr_ne | ptr_ne | int_gt
        | llong_gt | lllong_gt | int_ge | llong_ge | lllong_ge | uint_lt | ullong_lt | ulllong_lt
        | char_lt | unichar_lt | adr_lt | uint_le | ullong_le | ulllong_le | char_le | unichar_le
        | adr_le | uint_gt | ullong_gt | ulllong_gt | char_gt | unichar_gt | adr_gt | uint_ge | ullong_ge
        | ulllong_ge | char_ge | unichar_ge | adr_ge => arith::compare(b, op),
        int_neg_ovf | int_abs_ovf | int_add_ovf | int_add_nonneg_ovf | int_sub_ovf | int_mul_ovf => {
            return Err(left_over(op));
        }
        int_add_overflows | int_sub_overflows | int_mul_overflows => overflow::test(b, op),
        int_between | int_force_ge_zero | uint_mul_high => arith::special(b, op),
        float_neg | float_abs | float_sqrt | float_is_true | float_add | float_sub | float_mul
        | float_truediv | float_lt | float_le | float_eq | float_ne | float_gt | float_ge => {
            arith::float(b, op);
        }
        adr_add | adr_sub | adr_delta => arith::address(b, op),
        same_as => memory::copy(b, op),
        cast_bool_to_int
        | cast_bool_to_uint
        | cast_bool_to_float
        | cast_char_to_int
        | cast_unichar_to_int
        | cast_int_to_char
        | cast_int_to_unichar
        | cast_int_to_uint
        | cast_uint_to_int
        | cast_int_to_float
        | cast_uint_to_float
        | cast_longlong_to_float
        | cast_ulonglong_to_float
        | cast_int_to_longlong
        | truncate_longlong_to_int
        | cast_float_to_singlefloat
        | cast_singlefloat_to_float
        | cast_primitive
        | cast_pointer
        | cast_opaque_ptr
        | cast_ptr_to_adr
        | cast_adr_to_ptr
        | cast_adr_to_int
        | cast_int_to_adr
        | cast_ptr_to_int
        | cast_int_to_ptr => casts::cast(b, op)?,
        cast_float_to_int | cast_float_to_uint | cast_float_to_longlong | cast_float_to_ulonglong => {
            casts::float_to_integer(b, op)?;
        }
        convert_float_bytes_to_longlong | convert_longlong_bytes_to_float => casts::bits(b, op)?,
        getfield | setfield | getsubstruct | direct_fieldptr => memory::field(b, op)?,
        getarrayitem | setarrayitem | getarraysize | getarraysubstruct | direct_arrayitems
        | direct_ptradd => memory::array(b, op)?,
        getinteriorfield | setinteriorfield | getinteriorarraysize => memory::interior(b, op)?,
        gc_save_root | gc_restore_root | gc_stack_top | gc_set_stack_top => memory::shadow_stack(b, op)?,
        raw_load | raw_store | gc_load_indexed => raw::access(b, op)?,
        free | raw_malloc | raw_calloc | raw_free => raw::allocation(b, op)?,
        lock_exchange => raw::exchange(b, op)?,
        raw_memcopy | raw_memmove | raw_memclear | raw_memset | raw_memcmp => raw::block_op(b, op)?,
        // Memory is not freed behind the program's back.
        keepalive => {}
        direct_call => calls::direct(b, op)?,
        indirect_call => calls::indirect(b, op)?,
        hint | jit_force_virtual => memory::copy(b, op),
        jit_is_virtual => arith::no(b, op),
        jit_marker
        | jit_force_virtualizable
        | jit_force_quasi_immutable
        | jit_record_exact_class
        | jit_record_known_result => {}
        debug_print
        | debug_start
        | debug_stop
        | have_debug_prints
        | debug_flush
        | debug_offset
        | debug_print_traceback => {
            debug::logging(b, op);
        }
        debug_assert | debug_fatalerror | debug_check_failed => debug::fatal(b, op),
        debug_traceback_raise | debug_traceback_pass | debug_traceback_catch | debug_traceback_reraise => {
            debug::traceback(b, op);
        }
        stack_current | ll_read_timestamp => calls::machine(b, op)?,
        malloc
        | malloc_varsize
        | gc_collect
        | gc_collect_young
        | gc_identityhash
        | gc_id
        | weakref_create
        | weakref_deref
        | gc_can_move
        | gc_pin
        | gc_unpin
        | shrink_array
        | gc_writebarrier
        | gc_writebarrier_before_copy
        | gc_add_memory_pressure
        | gc_set_max_heap_size
        | gc_get_stat
        | gc_enable
        | gc_disable
        | gc_isenabled
        | gc_fq_register
        | gc_fq_next_dead
        | gc_get_type_id
        | gc_is_instance
        | gc_trace_place
        | gc_typeids_z
        | stack_lowest
        | stack_set_lowest
        | stack_bytes
        | stack_set_bytes => return Err(left_over(op)),
    }
    Ok(())
}

fn left_over(op: &Op) -> Diagnostic {
    Diagnostic::error(
        "internal",
        op.span,
        format!(
            "the operation {} reached the native backend, but an earlier stage replaces it",
            op.code.name()
        ),
    )
}
