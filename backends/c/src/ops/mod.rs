//! Ops as C statements, by family.

pub(crate) mod arith;
mod calls;
mod debug;
mod memory;

use rpython_base::Diagnostic;
use rpython_lowlevel::{Op, OpCode};

use crate::function::Body;

/// Whether `second` computes what `first` tests for overflow, so that both become one builtin.
pub(crate) fn joins(first: &Op, second: &Op) -> bool {
    let plain = match first.code {
        OpCode::int_add_overflows => OpCode::int_add,
        OpCode::int_sub_overflows => OpCode::int_sub,
        OpCode::int_mul_overflows => OpCode::int_mul,
        _ => return false,
    };
    second.code == plain && first.args == second.args
}

/// Writes an op. Fails for ops that an earlier stage should have replaced.
pub(crate) fn emit(b: &mut Body, op: &Op) -> Result<(), Diagnostic> {
    use OpCode::*;
    match op.code {
        int_is_true | uint_is_true | llong_is_true | ullong_is_true | lllong_is_true | ulllong_is_true
        | float_is_true => arith::compare_zero(b, op, "!="),
        int_neg | uint_neg | llong_neg | ullong_neg | lllong_neg | ulllong_neg | float_neg => {
            arith::unary(b, op, "-");
        }
        int_invert | uint_invert | llong_invert | ullong_invert | lllong_invert | ulllong_invert => {
            arith::unary(b, op, "~");
        }
        bool_not => arith::unary(b, op, "!"),
        int_abs | llong_abs | lllong_abs => arith::int_abs(b, op),
        int_add | uint_add | llong_add | ullong_add | lllong_add | ulllong_add | float_add => {
            arith::binary(b, op, "+");
        }
        int_sub | uint_sub | llong_sub | ullong_sub | lllong_sub | ulllong_sub | float_sub => {
            arith::binary(b, op, "-");
        }
        int_mul | uint_mul | llong_mul | ullong_mul | lllong_mul | ulllong_mul | float_mul => {
            arith::binary(b, op, "*");
        }
        int_floordiv | uint_floordiv | llong_floordiv | ullong_floordiv | lllong_floordiv
        | ulllong_floordiv | float_truediv => arith::binary(b, op, "/"),
        int_mod | uint_mod | llong_mod | ullong_mod | lllong_mod | ulllong_mod => arith::binary(b, op, "%"),
        int_and | uint_and | llong_and | ullong_and | lllong_and | ulllong_and => arith::binary(b, op, "&"),
        int_or | uint_or | llong_or | ullong_or | lllong_or | ulllong_or => arith::binary(b, op, "|"),
        int_xor | uint_xor | llong_xor | ullong_xor | lllong_xor | ulllong_xor => {
            arith::binary(b, op, "^");
        }
        int_lshift | uint_lshift | llong_lshift | ullong_lshift | lllong_lshift | ulllong_lshift => {
            arith::binary(b, op, "<<");
        }
        int_rshift | uint_rshift | llong_rshift | ullong_rshift | lllong_rshift | ulllong_rshift => {
            arith::binary(b, op, ">>");
        }
        int_lt | uint_lt | llong_lt | ullong_lt | lllong_lt | ulllong_lt | float_lt | char_lt
        | unichar_lt => arith::binary(b, op, "<"),
        int_le | uint_le | llong_le | ullong_le | lllong_le | ulllong_le | float_le | char_le
        | unichar_le => arith::binary(b, op, "<="),
        int_eq | uint_eq | llong_eq | ullong_eq | lllong_eq | ulllong_eq | float_eq | char_eq
        | unichar_eq => arith::binary(b, op, "=="),
        int_ne | uint_ne | llong_ne | ullong_ne | lllong_ne | ulllong_ne | float_ne | char_ne
        | unichar_ne => arith::binary(b, op, "!="),
        int_gt | uint_gt | llong_gt | ullong_gt | lllong_gt | ulllong_gt | float_gt | char_gt
        | unichar_gt => arith::binary(b, op, ">"),
        int_ge | uint_ge | llong_ge | ullong_ge | lllong_ge | ulllong_ge | float_ge | char_ge
        | unichar_ge => arith::binary(b, op, ">="),
        adr_lt => arith::address_compare(b, op, "<"),
        adr_le => arith::address_compare(b, op, "<="),
        adr_eq | ptr_eq => arith::address_compare(b, op, "=="),
        adr_ne | ptr_ne => arith::address_compare(b, op, "!="),
        adr_gt => arith::address_compare(b, op, ">"),
        adr_ge => arith::address_compare(b, op, ">="),
        ptr_nonzero => arith::compare_zero(b, op, "!="),
        ptr_iszero => arith::compare_zero(b, op, "=="),
        int_neg_ovf | int_abs_ovf | int_add_ovf | int_add_nonneg_ovf | int_sub_ovf | int_mul_ovf => {
            return Err(left_over(op));
        }
        int_add_overflows => arith::overflows(b, op, "add"),
        int_sub_overflows => arith::overflows(b, op, "sub"),
        int_mul_overflows => arith::overflows(b, op, "mul"),
        int_between | int_force_ge_zero | uint_mul_high | float_abs | float_sqrt => arith::special(b, op),
        adr_add | adr_sub | adr_delta => arith::address_arithmetic(b, op),
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
        | cast_int_to_ptr => arith::cast(b, op),
        cast_float_to_int
        | cast_float_to_uint
        | cast_float_to_longlong
        | cast_float_to_ulonglong
        | convert_float_bytes_to_longlong
        | convert_longlong_bytes_to_float => arith::float_conversion(b, op),
        getfield | setfield | getsubstruct | direct_fieldptr => memory::field(b, op),
        getarrayitem | setarrayitem | getarraysize | getarraysubstruct | direct_arrayitems
        | direct_ptradd => memory::array(b, op),
        getinteriorfield | setinteriorfield | getinteriorarraysize => memory::interior(b, op),
        free | raw_malloc | raw_calloc | raw_free => memory::allocation(b, op),
        raw_load | raw_store | gc_load_indexed => memory::raw_access(b, op),
        lock_exchange => memory::exchange(b, op),
        raw_memcopy | raw_memmove | raw_memclear | raw_memset | raw_memcmp => memory::block_op(b, op),
        gc_save_root | gc_restore_root | gc_stack_top | gc_set_stack_top => memory::shadow_stack(b, op),
        keepalive => memory::keepalive(b, op),
        direct_call => calls::direct(b, op),
        indirect_call => calls::indirect(b, op),
        hint | jit_force_virtual => memory::copy(b, op),
        jit_is_virtual => b.assign(op, "0"),
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
        stack_current => b.assign(op, "(Signed)__builtin_frame_address(0)"),
        ll_read_timestamp => b.assign(op, "rpy_read_timestamp()"),
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
        format!("the operation {} reached the C backend, but an earlier stage replaces it", op.code.name()),
    )
}
