//! Calls of C functions while a program runs untranslated, and calls back.

use std::cell::Cell;
use std::ffi::c_void;
use std::rc::Rc;

use rpython_base::{FastMap, Symbol};
use rpython_cffi::Kept;
use rpython_cffi::library::Library;
use rpython_cffi::signature::{Raw, Signature};
use rpython_cffi::values::width;
use rpython_lltype::{Container, ContainerId, LLType};

use super::{check_machine, from_words, functions, to_words};
use crate::lltype::memory;
use crate::{ExternalData, Host, LLPtrData, LLTarget, Obj, Raised};

/// What the host keeps for calls.
#[derive(Default)]
pub(super) struct State {
    /// External functions that were called, and where they are. Kept, so that none takes the place of another.
    pub found: FastMap<usize, (Rc<ExternalData>, Rc<Function>)>,
    /// C code that was compiled and loaded.
    pub libraries: Vec<(String, Library)>,
    signatures: FastMap<ContainerId, Rc<Signature>>,
    /// The code addresses that functions have for C, by function and type, and what is behind each.
    callbacks: FastMap<(Obj, ContainerId), u64>,
    behind: FastMap<u64, Obj>,
    kept: Kept,
    /// What a callback raised; its caller in C knows nothing of it.
    raised: Option<Raised>,
}

impl State {
    pub fn trace(&self, visit: &mut dyn FnMut(Obj)) {
        #[expect(clippy::iter_over_hash_type, reason = "marking is independent of the order")]
        for (external, _) in self.found.values() {
            external.options.iter().for_each(|&(_, value)| visit(value));
        }
        #[expect(clippy::iter_over_hash_type, reason = "marking is independent of the order")]
        for &function in self.behind.values() {
            visit(function);
        }
        if let Some(raised) = &self.raised {
            visit(raised.class);
            visit(raised.value);
        }
    }

    pub fn function_at(&self, address: u64) -> Option<Obj> {
        self.behind.get(&address).copied()
    }
}

/// A C function ready to be called.
pub(super) struct Function {
    pub address: u64,
    pub signature: Rc<Signature>,
    pub save_err: i64,
}

thread_local! {
    /// The evaluator that is calling C, for callbacks.
    static CALLING: Cell<*mut Host> = const { Cell::new(std::ptr::null_mut()) };
}

/// The signature of a function type.
pub(super) fn signature(host: &mut Host, ty: ContainerId) -> Result<Rc<Signature>, Raised> {
    if let Some(known) = host.ll.real.calls.signatures.get(&ty) {
        return Ok(known.clone());
    }
    let function = host.types.expect_func(ty);
    let depends =
        |&ty: &LLType| matches!(ty, LLType::Signed | LLType::Unsigned | LLType::Address | LLType::Ptr(_));
    if function.args.iter().chain([&function.result]).any(depends) {
        check_machine(host)?;
    }
    let made = Signature::new(host.types.expect_func(ty));
    let signature = Rc::new(made.map_err(|message| Raised::not_implemented_error(host, message))?);
    host.ll.real.calls.signatures.insert(ty, signature.clone());
    Ok(signature)
}

/// Functions that the platform layer of a translated program has; here they are the evaluator's.
fn service(host: &mut Host, name: Symbol, args: &[Obj]) -> Option<i64> {
    let given = args.first().map_or(0, |&arg| host.int_value(arg).unwrap_or(0)) as i32;
    let kept = &mut host.ll.real.calls.kept;
    let place = match name.as_str() {
        "rpy_get_saved_errno" => return Some(kept.errno as i64),
        "rpy_get_saved_alt_errno" => return Some(kept.alternative as i64),
        "rpy_set_saved_errno" => &mut kept.errno,
        "rpy_set_saved_alt_errno" => &mut kept.alternative,
        _ => return None,
    };
    *place = given;
    Some(0)
}

/// Calls an external function; `args` are those that take room.
pub fn call_external(host: &mut Host, external: &Rc<ExternalData>, args: &[Obj]) -> Result<Obj, Raised> {
    let result = match host.types.get(external.ty) {
        Container::Func(function) => function.result,
        _ => LLType::Void,
    };
    if let Some(value) = service(host, external.name, args) {
        let value = host.new_int(value);
        return memory::cast_to(host, result, value);
    }
    let function = functions::find(host, external)?;
    call(host, &function, args)
}

/// Calls the C function at an address; `args` are those that take room.
pub fn call_address(host: &mut Host, ty: ContainerId, address: u64, args: &[Obj]) -> Result<Obj, Raised> {
    let signature = signature(host, ty)?;
    call(host, &Function { address, signature, save_err: 0 }, args)
}

fn call(host: &mut Host, function: &Function, args: &[Obj]) -> Result<Obj, Raised> {
    let signature = &function.signature;
    let mut slots = Vec::with_capacity(args.len());
    for (&arg, &ty) in args.iter().zip(&signature.args) {
        let (low, high) = to_words(host, ty, arg)?;
        slots.push(low);
        if width(ty) == 2 {
            slots.push(high);
        }
    }
    // The program has printed what it printed before.
    host.flush_output();
    let kept = host.ll.real.calls.kept;
    let outer = CALLING.replace(host);
    kept.before(function.save_err);
    // SAFETY: the program declares the function's signature; the evaluator is not touched but by callbacks.
    let words = unsafe { signature.call(function.address, &mut slots) };
    let mut after = kept;
    after.after(function.save_err);
    CALLING.set(outer);
    if function.save_err & rpython_cffi::save::ERRNO != 0 {
        host.ll.real.calls.kept = after;
    }
    if let Some(raised) = host.ll.real.calls.raised.take() {
        return Err(raised);
    }
    Ok(from_words(host, signature.result, (words[0], words[1])))
}

// ---------------------------------------------------------------- callbacks

struct Callback {
    function: Obj,
    signature: Signature,
}

/// Where C finds a function.
pub(super) fn code_address(host: &mut Host, data: &LLPtrData) -> Result<u64, Raised> {
    let function = match &data.target {
        LLTarget::Function(function) => *function,
        LLTarget::External(external) => match functions::callable(external) {
            Some(function) => function,
            None => {
                let external = external.clone();
                return Ok(functions::find(host, &external)?.address);
            }
        },
        _ => return Ok(0),
    };
    check_machine(host)?;
    let key = (function, data.pointee);
    if let Some(&address) = host.ll.real.calls.callbacks.get(&key) {
        return Ok(address);
    }
    let made = Signature::new(host.types.expect_func(data.pointee)).and_then(|signature| {
        // C may keep the address as long as it wants.
        let callback: &'static Callback = Box::leak(Box::new(Callback { function, signature }));
        let data = std::ptr::from_ref(callback).cast_mut().cast();
        // SAFETY: `entered` expects a `Callback`, and this one is never freed.
        unsafe { callback.signature.callback(entered, data) }
    });
    let address = made.map_err(|message| Raised::not_implemented_error(host, message))?;
    host.ll.real.calls.callbacks.insert(key, address);
    host.ll.real.calls.behind.insert(address, function);
    Ok(address)
}

/// Where C code arrives that calls back.
unsafe extern "C" fn entered(_: *mut Raw, result: *mut c_void, args: *mut *mut c_void, data: *mut c_void) {
    // SAFETY: the data is what the callback was made with; the evaluator waits for this call to return.
    unsafe {
        let callback = &*data.cast::<Callback>();
        let Some(host) = CALLING.get().as_mut() else {
            eprintln!(
                "Fatal error: C calls a function of a program that runs untranslated from another thread"
            );
            std::process::abort();
        };
        let slots = callback.signature.arguments(args);
        let words = called_back(host, callback, &slots).unwrap_or_else(|raised| {
            host.ll.real.calls.raised.get_or_insert(raised);
            (0, 0)
        });
        callback.signature.give(result, [words.0, words.1]);
    }
}

fn called_back(host: &mut Host, callback: &Callback, slots: &[u64]) -> Result<(u64, u64), Raised> {
    let mut values = Vec::with_capacity(callback.signature.args.len());
    let mut at = 0;
    for &ty in &callback.signature.args {
        let high = if width(ty) == 2 { slots[at + 1] } else { 0 };
        values.push(from_words(host, ty, (slots[at], high)));
        at += width(ty) as usize;
    }
    let outer = CALLING.get();
    let result = host.call(callback.function, &values, &[]);
    CALLING.set(outer);
    let ty = callback.signature.result;
    let result = memory::enforce(host, ty, result?)?;
    to_words(host, ty, result)
}
