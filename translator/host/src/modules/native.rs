//! What the library's own modules build on: `__rpython__` (fixed-width integers), `__lltype__`, `__llmemory__`.

use rpython_base::Symbol;
use rpython_lltype::LLType;

use crate::lltype::{address, memory};
use crate::types::args::{self, Keywords};
use crate::types::{dict, rint};
use crate::{Host, Obj, Raised};

/// `build_int(name, sign, bits)`: the fixed-width integer class with these properties.
fn build_int(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let bound = args::bind(host, "build_int", &["name", "sign", "bits", "force_creation"], 3, args, kw)?;
    let signed = match bound[1] {
        Some(o) => host.is_true(o)?,
        None => false,
    };
    let bits = bound[2].map_or(Ok(0), |o| args::int(host, o))?;
    match rint::by_kind(host.model, bits as u32, signed) {
        Some(ty) => Ok(host.rint_class(ty)),
        None => {
            Err(Raised::type_error(host, format!("No predefined {}int{bits}", if signed { "" } else { "u" })))
        }
    }
}

/// `make_ordered(dict)`: from now on it iterates in order of insertion.
fn make_ordered(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "make_ordered", args, kw, (1, 1))?;
    dict::make_ordered(host, args[0]);
    Ok(Obj::NONE)
}

/// `numbertype(T)`: the class of values of an integer type.
fn number_class(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "number_class", args, kw, (1, 1))?;
    let ty = crate::lltype::types::lltype_of(host, args[0], "number_class")?;
    if ty == LLType::Signed {
        return Ok(host.classes.int);
    }
    if !ty.is_integer() {
        return Err(Raised::type_error(host, "number_class: not an integer type"));
    }
    Ok(host.rint_class(rint::canonical(host.model, ty)))
}

/// `finalizers_run()`: whether `__del__` is called. It is while a program runs untranslated; what is made while a program is
/// imported to be translated lives on.
fn finalizers_run(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "finalizers_run", args, kw, (0, 0))?;
    Ok(host.new_bool(host.heap.enabled))
}

/// The module `__rpython__`.
pub fn rpython(host: &mut Host) -> Obj {
    let module = host.new_module("__rpython__");
    let types = [
        ("r_int", LLType::Signed),
        ("r_uint", LLType::Unsigned),
        ("r_longlong", LLType::SignedLongLong),
        ("r_ulonglong", LLType::UnsignedLongLong),
        ("r_longlonglong", LLType::SignedLongLongLong),
        ("r_ulonglonglong", LLType::UnsignedLongLongLong),
        ("r_int8", LLType::Int8),
        ("r_uint8", LLType::UInt8),
        ("r_int16", LLType::Int16),
        ("r_uint16", LLType::UInt16),
        ("r_int32", LLType::Int32),
        ("r_uint32", LLType::UInt32),
        ("r_uint64", LLType::UnsignedLongLong),
    ];
    for (name, ty) in types {
        let class = host.rint_class(rint::canonical(host.model, ty));
        host.set_raw(module, Symbol::intern(name), class);
    }
    // Where the machine's words have 64 bits, a word is the integer with 64 bits: the ordinary class, not `r_int`.
    let r_int64 = match host.model.word_bits {
        64 => host.classes.int,
        _ => host.rint_class(LLType::SignedLongLong),
    };
    let classes = [
        ("r_int64", r_int64),
        ("base_int", host.classes.rint),
        ("r_singlefloat", host.classes.singlefloat),
        ("r_longfloat", host.classes.longfloat),
    ];
    for (name, class) in classes {
        host.set_raw(module, Symbol::intern(name), class);
    }
    let widths = [
        ("POINTER_BITS", host.model.pointer_bits as i64),
        ("C_LONG_BITS", host.model.c_long_bytes as i64 * 8),
        ("WCHAR_BITS", host.model.wchar_bytes as i64 * 8),
    ];
    for (name, bits) in widths {
        let bits = host.new_int(bits);
        host.set_raw(module, Symbol::intern(name), bits);
    }
    host.add_functions(
        module,
        "rarithmetic",
        &[
            ("build_int", build_int),
            ("make_ordered", make_ordered),
            ("number_class", number_class),
            ("finalizers_run", finalizers_run),
            ("probe_c", super::probe::probe_c),
            ("headers_folder", super::probe::headers_folder),
            ("run_command", super::probe::run_command),
        ],
    );
    module
}

/// The module `__lltype__`.
pub fn lltype(host: &mut Host) -> Obj {
    let module = host.new_module("__lltype__");
    memory::fill_module(host, module);
    module
}

/// The module `__llmemory__`, also with the casts of `rffi`.
pub fn llmemory(host: &mut Host) -> Obj {
    let module = host.new_module("__llmemory__");
    address::fill_module(host, module);
    host.add_functions(module, "rffi", &[("cast", address::force_cast), ("ptradd", address::force_ptradd)]);
    module
}
