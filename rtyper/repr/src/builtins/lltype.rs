//! `rpython.rtyper.lltypesystem.{lltype, llmemory, rffi, lloperation}`.

use rpython_base::Symbol;
use rpython_host::{Obj, Object};
use rpython_lltype::value::default_value;
use rpython_lltype::{ContainerId, LLType};
use rpython_lowlevel::{Imm, MallocFlavor, OpCode, Operand};

use super::arithmetic::primitive_cast;
use crate::error::{R, TyperError};
use crate::hop::Hop;
use crate::repr::Repr;
use crate::rtyper::RTyper;

/// A call; `None` if the name is not known here.
pub fn call(rt: &mut RTyper, hop: &Hop, family: &str, name: &str) -> R<Option<Operand>> {
    if family == "llop" || family == "lloperation" {
        return llop(rt, hop, name).map(Some);
    }
    let result = match name {
        "malloc" => malloc(rt, hop)?,
        "make" => make(rt, hop)?,
        "free" => free(rt, hop)?,
        "nullptr" | "Ptr" | "typeOf" | "is_llptr" | "is_integer" | "sizeof" | "offsetof" | "itemoffsetof"
        | "raw_malloc_usage" => constant(rt, hop)?,
        "cast" | "cast_primitive" => {
            let to = rt.lltype(hop.r_result)?;
            cast(rt, hop, 2, to)?
        }
        "cast_pointer" | "cast_opaque_ptr" | "cast_int_to_ptr" | "cast_adr_to_ptr" => {
            let to = rt.lltype(hop.r_result)?;
            let index = hop.nargs() - 1;
            let index = if name == "cast_adr_to_ptr" { 1 } else { index };
            cast(rt, hop, index, to)?
        }
        "ptradd" => {
            let args = vec![rt.inputself(hop, 1)?, rt.inputint(hop, 2)?];
            let ty = rt.lltype(hop.r_result)?;
            rt.ll.op(OpCode::direct_ptradd, args, ty)
        }
        "cast_ptr_to_int" | "cast_adr_to_int" => cast(rt, hop, 1, LLType::Signed)?,
        "cast_ptr_to_adr" | "cast_int_to_adr" => cast(rt, hop, 1, LLType::Address)?,
        "direct_fieldptr" => direct_fieldptr(rt, hop)?,
        "direct_arrayitems" | "direct_ptradd" => {
            let mut args = vec![rt.inputself(hop, 1)?];
            if name == "direct_ptradd" {
                args.push(rt.inputint(hop, 2)?);
            }
            let ty = rt.lltype(hop.r_result)?;
            let code =
                if name == "direct_ptradd" { OpCode::direct_ptradd } else { OpCode::direct_arrayitems };
            rt.ll.op(code, args, ty)
        }
        "identityhash" | "identityhash_nocache" => {
            let v = rt.inputself(hop, 1)?;
            rt.ll.op(OpCode::gc_identityhash, vec![v], LLType::Signed)
        }
        "raw_malloc" | "raw_calloc" => {
            let size = rt.inputint(hop, 1)?;
            let zero = hop.keywords.first().map(|&(_, i)| i).or((hop.nargs() > 2).then_some(2));
            let clear = name == "raw_calloc" || zero.is_some_and(|i| flag(rt, hop, i));
            let code = if clear { OpCode::raw_calloc } else { OpCode::raw_malloc };
            rt.ll.op(code, vec![size], LLType::Address)
        }
        "raw_free" => {
            let v = rt.inputself(hop, 1)?;
            rt.ll.op(OpCode::raw_free, vec![v], LLType::Void);
            Operand::void()
        }
        "raw_memcopy" | "raw_memmove" => {
            let args = vec![rt.inputself(hop, 1)?, rt.inputself(hop, 2)?, rt.inputint(hop, 3)?];
            let code = if name == "raw_memcopy" { OpCode::raw_memcopy } else { OpCode::raw_memmove };
            rt.ll.op(code, args, LLType::Void);
            Operand::void()
        }
        "raw_memclear" => {
            let args = vec![rt.inputself(hop, 1)?, rt.inputint(hop, 2)?];
            rt.ll.op(OpCode::raw_memclear, args, LLType::Void);
            Operand::void()
        }
        "weakref_create" => {
            let v = rt.inputself(hop, 1)?;
            let ty = rt.lltype(hop.r_result)?;
            rt.ll.op(OpCode::weakref_create, vec![v], ty)
        }
        "weakref_deref" => {
            let v = rt.inputself(hop, 2)?;
            let ty = rt.lltype(hop.r_result)?;
            rt.ll.op(OpCode::weakref_deref, vec![v], ty)
        }
        "render_immortal" | "track_allocation" | "keepalive" => Operand::void(),
        _ => return Ok(None),
    };
    Ok(Some(result))
}

/// A result that the annotator knows, or zero of its type.
fn constant(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    if let Some(obj) = hop.s_result.constant {
        return rt.const_operand(hop.r_result, obj);
    }
    let ty = rt.lltype(hop.r_result)?;
    match ty {
        LLType::Ptr(_) => {
            let value = default_value(rt.types(), ty);
            Ok(rt.constant(ty, value))
        }
        LLType::Void => Ok(Operand::void()),
        _ => hop.unsupported(rt),
    }
}

/// The low-level type that an argument names.
pub fn type_argument(rt: &RTyper, hop: &Hop, index: usize) -> R<LLType> {
    match hop.args.get(index).and_then(|a| a.constant()).map(|o| rt.host.get(o)) {
        Some(Object::LLType(ty)) => Ok(*ty),
        _ => Err(TyperError::new("a constant low-level type is needed here")),
    }
}

/// Keyword arguments of a call: name and index of the argument.
fn keywords(hop: &Hop) -> Vec<(String, usize)> {
    hop.keywords.iter().map(|(name, i)| (name.as_str().to_owned(), *i)).collect()
}

/// Positional arguments of a call, by index into the operation's arguments.
fn positional(hop: &Hop) -> Vec<usize> {
    let end = hop.keywords.first().map_or(hop.nargs(), |&(_, i)| i);
    (1..end).collect()
}

fn flag(rt: &RTyper, hop: &Hop, index: usize) -> bool {
    match hop.args[index].constant().map(|o| rt.host.get(o)) {
        Some(Object::Bool(b)) => *b,
        Some(Object::Int(i)) => *i != 0,
        _ => false,
    }
}

/// `lltype.malloc(TYPE, n=None, flavor='gc', zero=False, ...)`
fn malloc(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let at = positional(hop);
    let LLType::Inline(container) = type_argument(rt, hop, at[0])? else {
        return Err(TyperError::new("malloc() needs a container type"));
    };
    let mut count = at.get(1).copied();
    let mut gc = true;
    let mut flavor = MallocFlavor { zero: false, ..MallocFlavor::GC };
    flavor.track = true;
    for (name, index) in keywords(hop) {
        match name.as_str() {
            "n" => count = Some(index),
            "flavor" => {
                let text = hop.args[index].constant().and_then(|o| rt.text_of(o));
                gc = text.is_none_or(|t| t != "raw");
            }
            "zero" => flavor.zero = flag(rt, hop, index),
            "track_allocation" => flavor.track = flag(rt, hop, index),
            "nonmovable" => flavor.nonmovable = flag(rt, hop, index),
            "immortal" | "add_memory_pressure" => {}
            _ => return Err(TyperError::new(format!("malloc() has no argument {name}"))),
        }
    }
    flavor.gc = gc;
    flavor.track &= !gc;
    flavor.zero |= gc;
    let ty = LLType::Ptr(container);
    if let Some(size) = opaque_size(rt, hop, at[0], container)? {
        let size = rt.ll.op(OpCode::raw_malloc, vec![Operand::signed(size)], LLType::Address);
        return Ok(rt.ll.op(OpCode::cast_adr_to_ptr, vec![size], ty));
    }
    let imm = Imm::Malloc(container, flavor);
    let v = match count.filter(|&i| hop.args[i].constant() != Some(Obj::NONE)) {
        Some(index) => {
            let n = rt.inputint(hop, index)?;
            rt.ll.op_imm(OpCode::malloc_varsize, vec![n], imm, ty)
        }
        None => rt.ll.op_imm(OpCode::malloc, vec![], imm, ty),
    };
    Ok(v)
}

/// The size of a type that only C knows: its hint `getsize` asks the C compiler. `None` for other types.
fn opaque_size(rt: &mut RTyper, hop: &Hop, index: usize, container: ContainerId) -> R<Option<i64>> {
    if !matches!(rt.types().get(container), rpython_lltype::Container::Opaque { .. }) {
        return Ok(None);
    }
    let unknown = || TyperError::new("malloc() of an opaque type whose size is not known");
    let ty = hop.args[index].constant().ok_or_else(unknown)?;
    let hints = rt.host_attribute(ty, Symbol::intern("_hints")).ok_or_else(unknown)?;
    let key = rt.host.new_text("getsize");
    let size = rt
        .host
        .call_method(hints, "get", &[key])
        .and_then(|getsize| rt.host.call(getsize, &[], &[]))
        .map_err(|raised| TyperError::new(rt.host.exception_line(&raised)))?;
    match rt.host.get(size) {
        Object::Int(size) => Ok(Some(*size)),
        _ => Err(unknown()),
    }
}

/// `rffi.make(STRUCT, field=value, ...)`
fn make(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let LLType::Inline(container) = type_argument(rt, hop, 1)? else {
        return Err(TyperError::new("make() needs a struct type"));
    };
    let flavor = MallocFlavor { track: true, ..MallocFlavor::RAW };
    let imm = Imm::Malloc(container, flavor);
    let v = rt.ll.op_imm(OpCode::malloc, vec![], imm, LLType::Ptr(container));
    for &(name, index) in &hop.keywords {
        let (field, ty) = crate::reprs::ptr::field_of(rt, container, name)?;
        if ty != LLType::Void {
            let r = rt.repr_of_lltype(ty)?;
            let value = rt.inputarg(hop, index, r)?;
            rt.ll.setfield(v.clone(), field, value);
        }
    }
    Ok(v)
}

/// `lltype.free(p, flavor='raw')`
fn free(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let at = positional(hop);
    let v = rt.inputself(hop, at[0])?;
    let LLType::Ptr(container) = rt.ll.ty(&v) else {
        return Err(TyperError::new("free() needs a pointer"));
    };
    let mut flavor = MallocFlavor::RAW;
    for (name, index) in keywords(hop) {
        if name == "track_allocation" {
            flavor.track = flag(rt, hop, index);
        }
    }
    rt.ll.op_imm(OpCode::free, vec![v], Imm::Malloc(container, flavor), LLType::Void);
    Ok(Operand::void())
}

/// A cast between any two low-level types.
pub fn cast(rt: &mut RTyper, hop: &Hop, index: usize, to: LLType) -> R<Operand> {
    let r = rt.repr_of_lltype(to)?;
    if let Some(obj) = hop.args[index].constant()
        && matches!(to, LLType::Ptr(_) | LLType::Address)
        && !matches!(rt.host.get(obj), Object::Int(_))
    {
        return rt.const_operand(r, obj);
    }
    let v = rt.inputself(hop, index)?;
    let from = rt.ll.ty(&v);
    let code = match (from, to) {
        (a, b) if a == b => return Ok(v),
        (LLType::Ptr(a), LLType::Ptr(b)) => match pointer_cast(rt, a, b) {
            Some(code) => code,
            None => {
                let address = rt.ll.op(OpCode::cast_ptr_to_adr, vec![v], LLType::Address);
                return Ok(rt.ll.op(OpCode::cast_adr_to_ptr, vec![address], to));
            }
        },
        (LLType::Ptr(_), LLType::Address) => OpCode::cast_ptr_to_adr,
        (LLType::Address, LLType::Ptr(_)) => OpCode::cast_adr_to_ptr,
        (LLType::Ptr(_), _) if to.is_integer() => {
            let word = rt.ll.op(OpCode::cast_ptr_to_int, vec![v], LLType::Signed);
            return Ok(super::super::reprs::int::convert(rt, word, LLType::Signed, to));
        }
        (LLType::Address, _) if to.is_integer() => {
            let word = rt.ll.op(OpCode::cast_adr_to_int, vec![v], LLType::Signed);
            return Ok(super::super::reprs::int::convert(rt, word, LLType::Signed, to));
        }
        (_, LLType::Ptr(_)) if from.is_integer() => {
            let word = super::super::reprs::int::convert(rt, v, from, LLType::Signed);
            return Ok(rt.ll.op(OpCode::cast_int_to_ptr, vec![word], to));
        }
        (_, LLType::Address) if from.is_integer() => {
            let word = super::super::reprs::int::convert(rt, v, from, LLType::Signed);
            return Ok(rt.ll.op(OpCode::cast_int_to_adr, vec![word], to));
        }
        (_, LLType::Void) => return Ok(Operand::void()),
        _ => return primitive_cast(rt, hop, index, to),
    };
    Ok(rt.ll.op(code, vec![v], to))
}

/// The op between two pointer types; `None` between raw ones that have nothing to do with each other.
fn pointer_cast(rt: &RTyper, from: ContainerId, to: ContainerId) -> Option<OpCode> {
    let types = rt.types();
    let opaque = |id| matches!(types.get(id), rpython_lltype::Container::Opaque { .. });
    if types.is_subtype(from, to) || types.is_subtype(to, from) {
        return Some(OpCode::cast_pointer);
    }
    (opaque(from) || opaque(to)).then_some(OpCode::cast_opaque_ptr)
}

fn direct_fieldptr(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let v = rt.inputself(hop, 1)?;
    let name = rt.const_name(hop, 2)?;
    let LLType::Ptr(container) = rt.ll.ty(&v) else {
        return Err(TyperError::new("direct_fieldptr() needs a pointer"));
    };
    let index = rt.types().as_struct(container).and_then(|s| s.field(name));
    let index = index.ok_or_else(|| TyperError::new(format!("there is no field '{name}'")))?;
    let ty = rt.lltype(hop.r_result)?;
    Ok(rt.ll.op_imm(OpCode::direct_fieldptr, vec![v], Imm::Field(index as u32), ty))
}

/// Whether an op takes these operands.
fn check_operands(rt: &RTyper, name: &str, info: &rpython_lowlevel::OpInfo, args: &[Operand]) -> R<()> {
    let wanted = info.operands.len();
    if args.len() < wanted || (args.len() > wanted && !info.variadic) {
        let given = args.len();
        return Err(TyperError::new(format!(
            "the low-level operation {name} takes {wanted} operands, not {given}"
        )));
    }
    for (i, (arg, &kind)) in args.iter().zip(info.operands).enumerate() {
        let ty = rt.ll.ty(arg);
        if kind == rpython_lowlevel::OperandKind::Ptr && !matches!(ty, LLType::Ptr(_)) {
            return Err(TyperError::new(format!(
                "operand {} of the low-level operation {name} must be a pointer",
                i + 1
            )));
        }
    }
    Ok(())
}

/// `llop.gc_load_indexed(RESULT, object, index, scale, offset)`, and the same with a value behind the index to store: at
/// `offset + index * scale` bytes from a managed object's start.
fn indexed_access(rt: &mut RTyper, hop: &Hop, store: bool) -> R<Operand> {
    let object = rt.inputself(hop, 2)?;
    let signed = rt.repr_of_lltype(LLType::Signed)?;
    let behind = if store { 5 } else { 4 };
    if hop.nargs() != behind + 2 {
        return Err(TyperError::new("an indexed access takes an object, an index, a scale and an offset"));
    }
    let (index, scale) = (rt.inputarg(hop, 3, signed)?, rt.inputarg(hop, behind, signed)?);
    let base = rt.inputarg(hop, behind + 1, signed)?;
    let scaled = rt.ll.op(OpCode::int_mul, vec![index, scale], LLType::Signed);
    let offset = rt.ll.op(OpCode::int_add, vec![base, scaled], LLType::Signed);
    if store {
        let value = rt.inputself(hop, 4)?;
        let address = rt.ll.op(OpCode::cast_ptr_to_adr, vec![object.clone()], LLType::Address);
        rt.ll.op(OpCode::raw_store, vec![address, offset, value], LLType::Void);
        rt.ll.op(OpCode::keepalive, vec![object], LLType::Void);
        return Ok(Operand::void());
    }
    let result = type_argument(rt, hop, 1)?;
    let v = rt.ll.op(OpCode::gc_load_indexed, vec![object, offset], result);
    let r = rt.repr_of_lltype(result)?;
    rt.result(hop, v, r)
}

/// `llop.name(RESULT, args...)`: the op itself.
fn llop(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Operand> {
    // The reference's names of some ops.
    let (known, count) = match name {
        "gc__collect" => ("gc_collect", 2),
        "gc__enable" => ("gc_enable", 2),
        "gc__disable" => ("gc_disable", 2),
        "gc__isenabled" => ("gc_isenabled", 2),
        "gc_gettypeid" => ("gc_get_type_id", hop.nargs()),
        name => (name, hop.nargs()),
    };
    if let "gc_load_indexed" | "gc_store_indexed" = name
        && hop.nargs() > 4
    {
        return indexed_access(rt, hop, name == "gc_store_indexed");
    }
    let code = OpCode::by_name(known)
        .ok_or_else(|| TyperError::unsupported(format!("the low-level operation {name}")))?;
    let info = code.info();
    // The width that is asked for may be another one than the op's: it is converted.
    let result = match info.result {
        rpython_lowlevel::ResultRule::Is(ty) => ty,
        _ => type_argument(rt, hop, 1)?,
    };
    let mut args = Vec::new();
    for i in 2..count {
        let kind = info.operands.get(i - 2).copied();
        args.push(match kind {
            Some(rpython_lowlevel::OperandKind::Is(ty)) => {
                let r = rt.repr_of_lltype(ty)?;
                rt.inputarg(hop, i, r)?
            }
            _ => rt.inputself(hop, i)?,
        });
    }
    if code == OpCode::gc_writebarrier
        && let Some(object) = args.first_mut()
        && rt.ll.ty(object) == LLType::Address
    {
        let pointer = LLType::Ptr(rt.common.gcref);
        *object = rt.ll.op(OpCode::cast_adr_to_ptr, vec![object.clone()], pointer);
    }
    check_operands(rt, name, info, &args)?;
    let v = rt.ll.op(code, args, result);
    let r = rt.repr_of_lltype(result)?;
    if result == LLType::Void || matches!(rt.repr(hop.r_result), Repr::None | Repr::Impossible) {
        return Ok(Operand::void());
    }
    rt.result(hop, v, r)
}
