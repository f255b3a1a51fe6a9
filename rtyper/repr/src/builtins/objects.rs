//! `rpython.rlib.{objectmodel, debug, rgc, nonconst, jit}`.

use rpython_base::Symbol;
use rpython_flow::OpKind;
use rpython_lltype::{LLType, Value};
use rpython_lowlevel::{Imm, OpCode, Operand};

use crate::dispatch;
use crate::error::{R, TyperError};
use crate::hop::Hop;
use crate::repr::Repr;
use crate::reprs;
use crate::rtyper::RTyper;

/// A call; `None` if the name is not known here.
pub fn call(rt: &mut RTyper, hop: &Hop, family: &str, name: &str) -> R<Option<Operand>> {
    match family {
        "objectmodel" => objectmodel(rt, hop, name),
        "debug" => debug(rt, hop, name),
        "rgc" | "gc" => rgc(rt, hop, name),
        "rstring" => match name {
            "assert_str0" | "check_str0" | "no_nul" => rt.inputarg(hop, 1, hop.r_result).map(Some),
            _ => Ok(None),
        },
        "nonconst" => match name {
            "NonConstant" => rt.inputarg(hop, 1, hop.r_result).map(Some),
            _ => Ok(None),
        },
        _ => jit(rt, hop, name),
    }
}

fn objectmodel(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Option<Operand>> {
    let result = match name {
        "we_are_translated" => Operand::bool(true),
        "compute_hash" => {
            let sub = Hop { kind: OpKind::hash, args: hop.args[1..].to_vec(), ..hop.clone() };
            dispatch::translate(rt, &sub)?
        }
        "compute_identity_hash" => {
            let v = rt.inputself(hop, 1)?;
            reprs::instance::identity_hash(rt, v)
        }
        "compute_unique_id" => {
            let v = rt.inputself(hop, 1)?;
            rt.ll.op(OpCode::gc_id, vec![v], LLType::Signed)
        }
        "current_object_addr_as_int" => {
            let v = rt.inputself(hop, 1)?;
            rt.ll.op(OpCode::cast_ptr_to_int, vec![v], LLType::Signed)
        }
        "keepalive_until_here" => {
            let v = rt.inputself(hop, 1)?;
            rt.ll.op(OpCode::keepalive, vec![v], LLType::Void);
            Operand::void()
        }
        "free_non_gc_object" => free_instance(rt, hop)?,
        "instantiate" => instantiate(rt, hop)?,
        "is_annotation_constant"
        | "is_in_callback"
        | "fetch_translated_config"
        | "revdb_flag_io_disabled" => super::core::constant_result(rt, hop)?,
        "specialize_argtype" | "newlist_hint" | "resizelist_hint" | "list_get_physical_size" => {
            return reprs::list::builtin(rt, hop, name);
        }
        _ => return reprs::dict::builtin(rt, hop, name),
    };
    Ok(Some(result))
}

fn free_instance(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let v = rt.inputself(hop, 1)?;
    let LLType::Ptr(ty) = rt.ll.ty(&v) else { return hop.unsupported(rt) };
    let imm = Imm::Malloc(ty, rpython_lowlevel::MallocFlavor::RAW);
    rt.ll.op_imm(OpCode::free, vec![v], imm, LLType::Void);
    Ok(Operand::void())
}

/// `instantiate(C, nonmovable=False)`: an instance without `__init__`.
fn instantiate(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let set = hop.args[1].s.as_pbc().cloned();
    let set = set.ok_or_else(|| TyperError::unsupported("instantiate() of an unknown class"))?;
    let stays = match hop.args.get(2) {
        None => false,
        Some(arg) => match arg.constant() {
            Some(obj) => obj == rpython_host::Obj::TRUE,
            None => return Err(TyperError::new("nonmovable must be known while translating")),
        },
    };
    if let [desc] = set.descs[..] {
        let class = rt.classdef_of(desc).ok_or_else(|| TyperError::new("the class has no instances"))?;
        if rt.makes_unboxed(class)? {
            return Err(TyperError::new("an UnboxedValue can only be made by a call of its class"));
        }
        let v = rt.new_instance(class, stays)?;
        let own = rt.simple(Repr::Instance(Some(class)));
        return rt.result(hop, v, own);
    }
    if stays {
        return Err(TyperError::new("instantiate() with nonmovable=True needs one known class"));
    }
    for &desc in &set.descs {
        if let Some(class) = rt.classdef_of(desc) {
            rt.maker(class)?;
        }
    }
    let root = rt.simple(Repr::Type);
    let cls = rt.inputarg(hop, 1, root)?;
    let object = rt.object_ptr();
    let ty = LLType::Ptr(rt.types_mut().func(Vec::new(), object));
    let make = rt.ll.getfield(cls, crate::common::vtable::INSTANTIATE, ty);
    let v = rt.ll.op_imm(OpCode::indirect_call, vec![make], Imm::Targets(None), object);
    let own = rt.simple(Repr::Instance(None));
    rt.result(hop, v, own)
}

/// What is left of a use of the log where there is none.
fn without_log(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Option<Operand>> {
    Ok(Some(match name {
        "debug_print" | "debug_flush" => Operand::void(),
        "debug_start" | "debug_stop" => {
            let none = rt.constant(LLType::SignedLongLong, Value::Int(0));
            let long = rt.simple(Repr::Int(LLType::SignedLongLong));
            rt.result(hop, none, long)?
        }
        "have_debug_prints" | "have_debug_prints_for" => Operand::bool(false),
        "debug_offset" => Operand::signed(-1),
        _ => return Ok(None),
    }))
}

fn debug(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Option<Operand>> {
    if rt.host.features.no_log
        && let Some(nothing) = without_log(rt, hop, name)?
    {
        return Ok(Some(nothing));
    }
    let result = match name {
        "ll_assert" => {
            let bool = rt.simple(Repr::Bool);
            let (holds, text) = (rt.inputarg(hop, 1, bool)?, message(rt, hop, 2)?);
            rt.ll.op(OpCode::debug_assert, vec![holds, text], LLType::Void);
            Operand::void()
        }
        "ll_assert_not_none"
        | "check_nonneg"
        | "check_annotation"
        | "check_regular_int"
        | "check_list_of_chars"
        | "check_not_access_directly"
        | "make_sure_not_resized"
        | "mark_dict_non_null"
        | "make_sure_not_modified" => rt.inputarg(hop, 1, hop.r_result)?,
        "fatalerror" | "fatalerror_notb" => {
            let message = message(rt, hop, 1)?;
            rt.ll.op(OpCode::debug_fatalerror, vec![message], LLType::Void);
            Operand::void()
        }
        "debug_print" => {
            let args: R<Vec<Operand>> = (1..hop.nargs()).map(|i| rt.inputself(hop, i)).collect();
            rt.ll.op(OpCode::debug_print, args?, LLType::Void);
            Operand::void()
        }
        "debug_start" | "debug_stop" => {
            let code = if name == "debug_start" { OpCode::debug_start } else { OpCode::debug_stop };
            let category = message(rt, hop, 1)?;
            let timestamp = hop.keywords.first().map(|&(_, i)| i).or((hop.nargs() > 2).then_some(2));
            let bool = rt.simple(Repr::Bool);
            let timestamp = timestamp.map(|i| rt.inputarg(hop, i, bool)).transpose()?;
            let args = vec![category, timestamp.unwrap_or(Operand::bool(false))];
            let v = rt.ll.op(code, args, LLType::SignedLongLong);
            let long = rt.simple(Repr::Int(LLType::SignedLongLong));
            rt.result(hop, v, long)?
        }
        "have_debug_prints_for" => {
            let beginning = message(rt, hop, 1)?;
            rt.ll.op(OpCode::have_debug_prints, vec![beginning], LLType::Bool)
        }
        "have_debug_prints" => rt.ll.op(OpCode::have_debug_prints, vec![], LLType::Bool),
        "debug_offset" => rt.ll.op(OpCode::debug_offset, vec![], LLType::Signed),
        "debug_flush" => {
            rt.ll.op(OpCode::debug_flush, vec![], LLType::Void);
            Operand::void()
        }
        "debug_forked" | "attach_gdb" | "impossible_state" => Operand::void(),
        _ => return Ok(None),
    };
    Ok(Some(result))
}

/// A message: a prebuilt string.
fn message(rt: &mut RTyper, hop: &Hop, index: usize) -> R<Operand> {
    let string = rt.simple(Repr::Str);
    rt.inputarg(hop, index, string)
}

fn rgc(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Option<Operand>> {
    let mut void = |code: OpCode, args: Vec<Operand>| {
        rt.ll.op(code, args, LLType::Void);
        Operand::void()
    };
    let result = match name {
        "collect" => {
            // The argument is the oldest generation that is looked at; 0 is the youngest.
            let youngest = hop.args.get(1).and_then(|arg| arg.constant());
            let young = youngest.is_some_and(|obj| matches!(rt.host.get(obj), rpython_host::Object::Int(0)));
            let code = if young { OpCode::gc_collect_young } else { OpCode::gc_collect };
            rt.ll.op(code, vec![], LLType::Void);
            Operand::void()
        }
        "enable" => void(OpCode::gc_enable, vec![]),
        "disable" => void(OpCode::gc_disable, vec![]),
        "isenabled" => rt.ll.op(OpCode::gc_isenabled, vec![], LLType::Bool),
        "get_stats" => {
            let which = hop.args.get(1).and_then(|arg| arg.constant()).map(|obj| rt.host.get(obj));
            let Some(rpython_host::Object::Int(which)) = which else { return hop.unsupported(rt) };
            let which = Imm::Sym(Symbol::intern(&which.to_string()));
            rt.ll.op_imm(OpCode::gc_get_stat, vec![], which, LLType::Signed)
        }
        "set_finalizer" => {
            let v = rt.inputself(hop, 2)?;
            let Some(func) = v.as_func() else { return hop.unsupported(rt) };
            let args = &rt.types().expect_func(rt.prog.funcs[func].ty).args;
            let Some(container) = args.first().and_then(|ty| ty.pointee()) else {
                return hop.unsupported(rt);
            };
            if !rt.prog.finalizers.contains(&(container, func)) {
                rt.prog.finalizers.push((container, func));
            }
            Operand::void()
        }
        "set_tracer" => {
            let ty = super::lltype::type_argument(rt, hop, 1)?;
            let v = rt.inputself(hop, 2)?;
            let (LLType::Inline(container), Some(func)) = (ty, v.as_func()) else {
                return hop.unsupported(rt);
            };
            if !rt.prog.tracers.contains(&(container, func)) {
                rt.prog.tracers.push((container, func));
            }
            Operand::void()
        }
        "fq_register" => {
            let args = vec![queue(rt, hop)?, rt.inputself(hop, 2)?, rt.inputself(hop, 3)?];
            rt.ll.op(OpCode::gc_fq_register, args, LLType::Void);
            Operand::void()
        }
        "fq_next_dead" => {
            let v = queue(rt, hop)?;
            let ty = rt.lltype(hop.r_result)?;
            let object = rt.object_ptr();
            let v = rt.ll.op(OpCode::gc_fq_next_dead, vec![v], object);
            if ty == LLType::Ptr(rt.common.gcref) {
                rt.ll.op(OpCode::cast_opaque_ptr, vec![v], ty)
            } else {
                rt.cast_pointer(v, ty)
            }
        }
        "resizable_list" => rt.inputarg(hop, 1, hop.r_result)?,
        "nonmoving_items" => {
            let v = rt.inputself(hop, 1)?;
            rt.call_helper("rlist", "ll_nonmoving_items", vec![v], LLType::Address)?
        }
        "can_move" | "pin" => {
            let v = rt.inputself(hop, 1)?;
            let code = if name == "pin" { OpCode::gc_pin } else { OpCode::gc_can_move };
            rt.ll.op(code, vec![v], LLType::Bool)
        }
        "unpin" => {
            let v = rt.inputself(hop, 1)?;
            rt.ll.op(OpCode::gc_unpin, vec![v], LLType::Void);
            Operand::void()
        }
        "add_memory_pressure" => {
            let v = rt.inputint(hop, 1)?;
            rt.ll.op(OpCode::gc_add_memory_pressure, vec![v], LLType::Void);
            Operand::void()
        }
        "set_max_heap_size" => {
            let v = rt.inputint(hop, 1)?;
            rt.ll.op(OpCode::gc_set_max_heap_size, vec![v], LLType::Void);
            Operand::void()
        }
        _ => return Ok(None),
    };
    Ok(Some(result))
}

/// A finalizer queue as a pointer: a prebuilt one is told from others by static data.
fn queue(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    if let Some(set) = hop.args[1].s.as_pbc()
        && let [desc] = set.descs[..]
    {
        let data = rt.frozen_data(desc)?;
        return Ok(rt.data_ptr(data));
    }
    rt.inputself(hop, 1)
}

fn jit(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Option<Operand>> {
    let result = match name {
        "hint" | "promote" | "promote_string" | "promote_unicode" | "assert_green" => {
            rt.inputarg(hop, 1, hop.r_result)?
        }
        "we_are_jitted" | "isconstant" | "isvirtual" => match hop.s_result.constant {
            Some(obj) => rt.const_operand(hop.r_result, obj)?,
            None => Operand::bool(false),
        },
        "current_trace_length" => Operand::signed(-1),
        "virtual_ref" | "non_virtual_ref" => rt.inputarg(hop, 1, hop.r_result)?,
        "record_exact_value" => rt.inputarg(hop, 2, hop.r_result)?,
        "jit_merge_point"
        | "can_enter_jit"
        | "loop_header"
        | "jit_debug"
        | "record_exact_class"
        | "record_known_result"
        | "virtual_ref_finish"
        | "set_param"
        | "set_param_to_default"
        | "begin_unroll" => Operand::void(),
        _ => return Ok(None),
    };
    Ok(Some(result))
}
