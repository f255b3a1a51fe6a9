//! Which family compiles which op.

use rpython_lowlevel::{Op, OpCode};

use super::Compiler;
use crate::code::Opc;

impl Compiler<'_> {
    pub(super) fn op(&mut self, op: &Op) {
        use OpCode::*;
        match op.code {
            int_add | uint_add | llong_add | ullong_add | adr_add => self.add(op, 1),
            int_sub | uint_sub | llong_sub | ullong_sub | adr_sub => self.add(op, -1),
            adr_delta => self.binary(op, Opc::Sub),
            int_mul | uint_mul | llong_mul | ullong_mul => self.binary_imm(op, Opc::Mul, Opc::MulI),
            int_and | uint_and | llong_and | ullong_and => self.binary_imm(op, Opc::And, Opc::AndI),
            int_or | uint_or | llong_or | ullong_or => self.binary(op, Opc::Or),
            int_xor | uint_xor | llong_xor | ullong_xor => self.binary(op, Opc::Xor),
            int_floordiv | llong_floordiv => self.binary(op, Opc::DivS),
            int_mod | llong_mod => self.binary(op, Opc::ModS),
            uint_floordiv | ullong_floordiv => self.binary(op, Opc::DivU),
            uint_mod | ullong_mod => self.binary(op, Opc::ModU),
            int_lshift | uint_lshift | llong_lshift | ullong_lshift => self.shift(op, Opc::Shl, Opc::ShlI),
            int_rshift | llong_rshift => self.shift(op, Opc::ShrS, Opc::ShrSI),
            uint_rshift | ullong_rshift => self.shift(op, Opc::ShrU, Opc::ShrUI),
            int_neg | uint_neg | llong_neg | ullong_neg => self.unary(op, Opc::Neg),
            int_invert | uint_invert | llong_invert | ullong_invert => self.unary(op, Opc::Not),
            int_abs | llong_abs => self.unary(op, Opc::Abs),
            int_force_ge_zero => self.unary(op, Opc::MaxZero),
            int_between => self.between(op),
            uint_mul_high => self.binary(op, Opc::MulHighU),
            bool_not | ptr_iszero => self.compare_zero(op, Opc::EqI),
            int_is_true | uint_is_true | llong_is_true | ullong_is_true | ptr_nonzero => {
                self.compare_zero(op, Opc::NeI);
            }
            int_eq | uint_eq | llong_eq | ullong_eq | char_eq | unichar_eq | adr_eq | ptr_eq => {
                self.binary_imm(op, Opc::Eq, Opc::EqI);
            }
            int_ne | uint_ne | llong_ne | ullong_ne | char_ne | unichar_ne | adr_ne | ptr_ne => {
                self.binary_imm(op, Opc::Ne, Opc::NeI);
            }
            int_lt | llong_lt | char_lt | unichar_lt => self.binary_imm(op, Opc::LtS, Opc::LtSI),
            int_le | llong_le | char_le | unichar_le => self.binary_imm(op, Opc::LeS, Opc::LeSI),
            int_gt | llong_gt | char_gt | unichar_gt => self.swapped_imm(op, Opc::LtS, Opc::GtSI),
            int_ge | llong_ge | char_ge | unichar_ge => self.swapped_imm(op, Opc::LeS, Opc::GeSI),
            uint_lt | ullong_lt | adr_lt => self.binary(op, Opc::LtU),
            uint_le | ullong_le | adr_le => self.binary(op, Opc::LeU),
            uint_gt | ullong_gt | adr_gt => self.swapped(op, Opc::LtU),
            uint_ge | ullong_ge | adr_ge => self.swapped(op, Opc::LeU),
            int_add_ovf | int_add_nonneg_ovf => self.binary_imm(op, Opc::AddOvf, Opc::AddOvfI),
            int_sub_ovf => self.binary(op, Opc::SubOvf),
            int_mul_ovf => self.binary(op, Opc::MulOvf),
            int_neg_ovf => self.unary(op, Opc::NegOvf),
            int_abs_ovf => self.unary(op, Opc::AbsOvf),
            int_add_overflows => self.binary(op, Opc::AddFlows),
            int_sub_overflows => self.binary(op, Opc::SubFlows),
            int_mul_overflows => self.binary(op, Opc::MulFlows),
            lllong_is_true | ulllong_is_true => self.unary(op, Opc::WTrue),
            lllong_neg | ulllong_neg => self.unary(op, Opc::WNeg),
            lllong_invert | ulllong_invert => self.unary(op, Opc::WNot),
            lllong_abs => self.unary(op, Opc::WAbs),
            lllong_add | ulllong_add => self.binary(op, Opc::WAdd),
            lllong_sub | ulllong_sub => self.binary(op, Opc::WSub),
            lllong_mul | ulllong_mul => self.binary(op, Opc::WMul),
            lllong_floordiv => self.binary(op, Opc::WDivS),
            lllong_mod => self.binary(op, Opc::WModS),
            ulllong_floordiv => self.binary(op, Opc::WDivU),
            ulllong_mod => self.binary(op, Opc::WModU),
            lllong_and | ulllong_and => self.binary(op, Opc::WAnd),
            lllong_or | ulllong_or => self.binary(op, Opc::WOr),
            lllong_xor | ulllong_xor => self.binary(op, Opc::WXor),
            lllong_lshift | ulllong_lshift => self.binary(op, Opc::WShl),
            lllong_rshift => self.binary(op, Opc::WShrS),
            ulllong_rshift => self.binary(op, Opc::WShrU),
            lllong_eq | ulllong_eq => self.binary(op, Opc::WEq),
            lllong_ne | ulllong_ne => self.binary(op, Opc::WNe),
            lllong_lt => self.binary(op, Opc::WLtS),
            lllong_le => self.binary(op, Opc::WLeS),
            lllong_gt => self.swapped(op, Opc::WLtS),
            lllong_ge => self.swapped(op, Opc::WLeS),
            ulllong_lt => self.binary(op, Opc::WLtU),
            ulllong_le => self.binary(op, Opc::WLeU),
            ulllong_gt => self.swapped(op, Opc::WLtU),
            ulllong_ge => self.swapped(op, Opc::WLeU),
            float_is_true => self.unary(op, Opc::FTrue),
            float_neg => self.unary(op, Opc::FNeg),
            float_abs => self.unary(op, Opc::FAbs),
            float_sqrt => self.unary(op, Opc::FSqrt),
            float_add => self.binary(op, Opc::FAdd),
            float_sub => self.binary(op, Opc::FSub),
            float_mul => self.binary(op, Opc::FMul),
            float_truediv => self.binary(op, Opc::FDiv),
            float_lt => self.binary(op, Opc::FLt),
            float_le => self.binary(op, Opc::FLe),
            float_eq => self.binary(op, Opc::FEq),
            float_ne => self.binary(op, Opc::FNe),
            float_gt => self.swapped(op, Opc::FLt),
            float_ge => self.swapped(op, Opc::FLe),
            same_as
            | cast_bool_to_int
            | cast_bool_to_uint
            | cast_char_to_int
            | cast_unichar_to_int
            | cast_int_to_uint
            | cast_uint_to_int
            | cast_int_to_longlong
            | truncate_longlong_to_int
            | convert_float_bytes_to_longlong
            | convert_longlong_bytes_to_float
            | cast_pointer
            | cast_opaque_ptr
            | cast_ptr_to_adr
            | cast_adr_to_ptr
            | cast_adr_to_int
            | cast_int_to_adr
            | cast_ptr_to_int
            | cast_int_to_ptr
            | hint
            | jit_force_virtual => self.copy(op),
            cast_int_to_char => self.unary(op, Opc::Ext8U),
            cast_int_to_unichar => self.unary(op, Opc::Ext32U),
            cast_bool_to_float | cast_int_to_float | cast_longlong_to_float => self.unary(op, Opc::IToF),
            cast_uint_to_float | cast_ulonglong_to_float => self.unary(op, Opc::UToF),
            cast_float_to_int | cast_float_to_longlong => self.unary(op, Opc::FToI),
            cast_float_to_uint | cast_float_to_ulonglong => self.unary(op, Opc::FToU),
            cast_float_to_singlefloat => self.unary(op, Opc::FToSF),
            cast_singlefloat_to_float => self.unary(op, Opc::SFToF),
            cast_primitive => self.cast_primitive(op),
            malloc => self.malloc(op),
            malloc_varsize => self.malloc_varsize(op),
            free | raw_free => self.free(op),
            getfield | setfield => self.field(op),
            getsubstruct | direct_fieldptr => self.field_address(op),
            getarrayitem | setarrayitem => self.item(op),
            getarraysize => self.array_size(op),
            getinteriorfield | setinteriorfield | getinteriorarraysize => self.interior(op),
            getarraysubstruct => self.item_address(op),
            direct_arrayitems => self.items_address(op),
            direct_ptradd => self.pointer_add(op),
            raw_malloc => self.unary(op, Opc::RawMalloc),
            raw_calloc => self.unary(op, Opc::RawCalloc),
            raw_load | gc_load_indexed => self.raw_load(op),
            raw_store => self.raw_store(op),
            raw_memcopy => self.three(op, Opc::MemCopy),
            raw_memmove => self.three(op, Opc::MemMove),
            lock_exchange => self.binary(op, Opc::Exchange),
            raw_memclear => self.three(op, Opc::MemClear),
            raw_memset => self.three(op, Opc::MemSet),
            raw_memcmp => self.memcmp(op),
            direct_call => self.direct_call(op),
            indirect_call => self.indirect_call(op),
            gc_collect | gc_collect_young => self.plain(op, Opc::Collect, 0),
            gc_identityhash => self.unary(op, Opc::IdentityHash),
            gc_id => self.copy(op),
            weakref_create => self.weakref_create(op),
            weakref_deref => self.weakref_deref(op),
            gc_can_move => self.unary(op, Opc::CanMove),
            // Recursion is limited by the interpreter itself.
            stack_lowest | stack_bytes => self.constant_result(op, 0),
            stack_set_lowest | stack_set_bytes => {}
            gc_pin => self.constant_result(op, 1),
            gc_writebarrier_before_copy => self.constant_result(op, 1),
            jit_is_virtual => self.constant_result(op, 0),
            shrink_array => self.shrink(op),
            gc_set_max_heap_size => self.plain(op, Opc::SetMaxHeap, 0),
            gc_get_stat => self.statistic(op),
            gc_enable => self.plain(op, Opc::SetEnabled, 1),
            gc_disable => self.plain(op, Opc::SetEnabled, 0),
            gc_isenabled => self.plain(op, Opc::IsEnabled, 0),
            gc_fq_register => self.three(op, Opc::FqRegister),
            gc_fq_next_dead => self.unary(op, Opc::FqNext),
            gc_get_type_id => self.unary(op, Opc::TypeId),
            gc_trace_place => self.plain(op, Opc::TracePlace, 0),
            gc_is_instance => self.unary(op, Opc::IsInstance),
            gc_typeids_z => self.constant_result(op, 0),
            gc_save_root | gc_restore_root => self.shadow_slot(op),
            gc_stack_top => self.plain(op, Opc::StackTop, 0),
            gc_set_stack_top => self.plain(op, Opc::SetStackTop, 0),
            // Objects do not move, so there is nothing to tell the collector; a variable is alive up to
            // its last use, and these uses are enough.
            gc_unpin
            | gc_writebarrier
            | gc_add_memory_pressure
            | keepalive
            | jit_marker
            | jit_force_virtualizable
            | jit_force_quasi_immutable
            | jit_record_exact_class
            | jit_record_known_result => {}
            debug_print => self.debug_print(op),
            debug_start => self.log_section(op, Opc::LogStart),
            debug_stop => self.log_section(op, Opc::LogStop),
            have_debug_prints if op.args.is_empty() => self.plain(op, Opc::LogEnabled, 0),
            have_debug_prints => self.log_wants(op),
            debug_flush => self.plain(op, Opc::LogFlush, 0),
            debug_offset => self.plain(op, Opc::LogOffset, 0),
            debug_print_traceback => self.plain(op, Opc::PrintTraceback, 0),
            debug_assert => self.debug_assert(op),
            debug_fatalerror => self.fatal_error(op),
            debug_traceback_raise => self.traceback(op, Opc::TraceRaise),
            debug_traceback_pass => self.traceback(op, Opc::TracePass),
            debug_traceback_catch => self.traceback(op, Opc::TraceCatch),
            debug_traceback_reraise => self.traceback(op, Opc::TraceReraise),
            debug_check_failed => self.traceback(op, Opc::CheckFailed),
            stack_current => self.plain(op, Opc::StackCurrent, 0),
            ll_read_timestamp => self.plain(op, Opc::Timestamp, 0),
        }
    }
}
