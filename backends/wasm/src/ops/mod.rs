//! Ops as instructions, by family. Each pushes its result.

mod arith;
mod calls;
mod casts;
mod memory;
mod overflow;
mod wide;

use rpython_backend_common::machine::Item;
use rpython_base::Diagnostic;
use rpython_lltype::LLType;
use rpython_lowlevel::{Op, OpCode};

use crate::body::Body;

/// Makes the code of an op. Fails for ops that an earlier stage should have replaced.
pub(crate) fn emit<'a>(b: &mut Body<'a, '_>, item: &Item<'a>) -> Result<(), Diagnostic> {
    use OpCode::*;
    let op = item.op;
    match op.code {
        int_is_true | uint_is_true | llong_is_true | ullong_is_true | int_neg | uint_neg | llong_neg
        | ullong_neg | int_invert | uint_invert | llong_invert | ullong_invert | int_abs | llong_abs
        | int_between | int_force_ge_zero | bool_not => arith::int_special(b, op),
        uint_mul_high => wide::multiply_high(b, op),
        int_add | uint_add | llong_add | ullong_add | int_sub | uint_sub | llong_sub | ullong_sub
        | int_mul | uint_mul | llong_mul | ullong_mul | int_floordiv | llong_floordiv | uint_floordiv
        | ullong_floordiv | int_mod | llong_mod | uint_mod | ullong_mod | int_and | uint_and | llong_and
        | ullong_and | int_or | uint_or | llong_or | ullong_or | int_xor | uint_xor | llong_xor
        | ullong_xor | int_lshift | uint_lshift | llong_lshift | ullong_lshift | int_rshift
        | llong_rshift | uint_rshift | ullong_rshift | int_lt | llong_lt | uint_lt | ullong_lt | int_le
        | llong_le | uint_le | ullong_le | int_eq | uint_eq | llong_eq | ullong_eq | int_ne | uint_ne
        | llong_ne | ullong_ne | int_gt | llong_gt | uint_gt | ullong_gt | int_ge | llong_ge | uint_ge
        | ullong_ge => arith::int_binary(b, op),
        lllong_is_true | ulllong_is_true | lllong_neg | ulllong_neg | lllong_invert | ulllong_invert
        | lllong_abs | lllong_add | ulllong_add | lllong_sub | ulllong_sub | lllong_mul | ulllong_mul
        | lllong_and | ulllong_and | lllong_or | ulllong_or | lllong_xor | ulllong_xor | lllong_lshift
        | ulllong_lshift | lllong_rshift | ulllong_rshift | lllong_lt | lllong_le | lllong_eq | lllong_ne
        | lllong_gt | lllong_ge | ulllong_lt | ulllong_le | ulllong_eq | ulllong_ne | ulllong_gt
        | ulllong_ge => wide::arithmetic(b, op),
        int_add_overflows | int_sub_overflows | int_mul_overflows => overflow::test(b, item),
        float_is_true | float_neg | float_abs | float_sqrt | float_add | float_sub | float_mul
        | float_truediv | float_lt | float_le | float_eq | float_ne | float_gt | float_ge => {
            arith::float(b, op)
        }
        char_lt | char_le | char_eq | char_ne | char_gt | char_ge | unichar_lt | unichar_le | unichar_eq
        | unichar_ne | unichar_gt | unichar_ge | adr_lt | adr_le | adr_eq | adr_ne | adr_gt | adr_ge
        | ptr_eq | ptr_ne | ptr_nonzero | ptr_iszero => arith::small_compare(b, op),
        adr_add | adr_sub | adr_delta => memory::address_arithmetic(b, op),
        same_as
        | hint
        | jit_force_virtual
        | cast_bool_to_int
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
        | cast_int_to_ptr => casts::convert(b, op),
        cast_float_to_int | cast_float_to_uint | cast_float_to_longlong | cast_float_to_ulonglong => {
            casts::truncate(b, op)
        }
        convert_float_bytes_to_longlong | convert_longlong_bytes_to_float => casts::bits(b, op),
        getfield | setfield | getsubstruct | direct_fieldptr | getarrayitem | setarrayitem | getarraysize
        | getarraysubstruct | direct_arrayitems | direct_ptradd | getinteriorfield | setinteriorfield
        | getinteriorarraysize => memory::part(b, op),
        raw_load | raw_store | gc_load_indexed => memory::raw_access(b, op),
        lock_exchange => memory::exchange(b, op),
        raw_memcopy | raw_memmove | raw_memclear | raw_memset | raw_memcmp => memory::block_op(b, op),
        gc_save_root | gc_restore_root | gc_stack_top | gc_set_stack_top => memory::shadow_stack(b, op),
        direct_call => calls::direct(b, op),
        indirect_call => calls::indirect(b, op),
        jit_is_virtual => {
            b.i().i32_const(0);
            Ok(())
        }
        keepalive
        | jit_marker
        | jit_force_virtualizable
        | jit_force_quasi_immutable
        | jit_record_exact_class
        | jit_record_known_result => drop_operands(b, op),
        stack_current => {
            b.i().global_get(crate::module::STACK_POINTER).i64_extend_i32_u();
            Ok(())
        }
        lllong_floordiv
        | lllong_mod
        | ulllong_floordiv
        | ulllong_mod
        | int_neg_ovf
        | int_abs_ovf
        | int_add_ovf
        | int_add_nonneg_ovf
        | int_sub_ovf
        | int_mul_ovf
        | free
        | raw_malloc
        | raw_calloc
        | raw_free
        | debug_print
        | debug_start
        | debug_stop
        | have_debug_prints
        | debug_flush
        | debug_offset
        | debug_assert
        | debug_fatalerror
        | debug_check_failed
        | debug_print_traceback
        | debug_traceback_raise
        | debug_traceback_pass
        | debug_traceback_catch
        | debug_traceback_reraise
        | ll_read_timestamp
        | malloc
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
        | stack_set_bytes => Err(left_over(op)),
    }
}

/// Evaluates operands that nothing is done with, since what computes them may stand nowhere else.
fn drop_operands<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<(), Diagnostic> {
    for arg in &op.args {
        if b.is_computed_here(arg) {
            b.push(arg)?;
            for _ in crate::types::Form::of(b.operand_type(arg)).map_or(&[][..], |form| form.parts()) {
                b.i().drop();
            }
        }
    }
    Ok(())
}

/// Pushes all operands.
fn push_all<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<(), Diagnostic> {
    op.args.iter().try_for_each(|arg| b.push(arg))
}

fn is_void(ty: LLType) -> bool {
    ty == LLType::Void
}

fn left_over(op: &Op) -> Diagnostic {
    Diagnostic::error(
        "internal",
        op.span,
        format!(
            "the operation {} reached the wasm backend, but an earlier stage replaces it",
            op.code.name()
        ),
    )
}
