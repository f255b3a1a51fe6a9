//! C functions: finding them, calling them with any signature, and being called by them.

use std::collections::BTreeMap;
use std::ffi::{CString, c_void};
use std::rc::Rc;

use indexmap::IndexSet;
use libffi_sys as ffi;
use rpython_base::{Diagnostic, Symbol};
use rpython_lltype::{ContainerId, FuncId, FuncType, LLType};
use rpython_lowlevel::{External, FuncBody, Program};
use rustc_hash::FxHashMap;

use crate::exec::{Machine, Stop};
use crate::regs::width;
use crate::wrappers;

/// Bits of [`External::save_err`]: the values of `rffi`'s constants.
mod save {
    pub const ERRNO: i64 = 1;
    pub const READ_SAVED: i64 = 2;
    pub const ZERO_BEFORE: i64 = 4;
    pub const ALTERNATIVE: i64 = 64;
}

/// Errno as external functions left it.
#[derive(Default)]
pub(crate) struct Kept {
    pub errno: i32,
    pub alternative: i32,
}

/// Functions of the platform layer, which are the interpreter itself here.
#[derive(Clone, Copy)]
pub(crate) enum Service {
    GetErrno,
    SetErrno,
    GetAltErrno,
    SetAltErrno,
    Clock,
}

impl Service {
    /// The service that an external function stands for.
    pub fn of(program: &Program, func: FuncId) -> Option<Service> {
        let function = &program.funcs[func];
        let FuncBody::External(external) = &function.body else { return None };
        let name = external.c_name.unwrap_or(function.name).as_str();
        Some(match name.strip_prefix("rpy_")? {
            "get_saved_errno" => Service::GetErrno,
            "set_saved_errno" => Service::SetErrno,
            "get_saved_alt_errno" => Service::GetAltErrno,
            "set_saved_alt_errno" => Service::SetAltErrno,
            "clock" => Service::Clock,
            _ => return None,
        })
    }
}

/// A C function ready to be called.
pub(crate) struct Target {
    address: u64,
    signature: Signature,
    save_err: i64,
    /// Argument slots that hold function pointers.
    pub functions: Vec<usize>,
}

/// How libffi sees a function type.
struct Signature {
    cif: Box<ffi::ffi_cif>,
    /// Kept alive for `cif`.
    _types: Vec<*mut ffi::ffi_type>,
    _pair: Box<Pair>,
    args: Vec<LLType>,
    result: LLType,
    /// All arguments and the result are plain words, few enough for registers.
    simple: bool,
}

/// A 128-bit integer is passed like a struct of two words.
struct Pair {
    ty: ffi::ffi_type,
    elements: [*mut ffi::ffi_type; 3],
}

/// Everything about C.
pub(crate) struct Externals {
    targets: FxHashMap<FuncId, Rc<Target>>,
    pointers: FxHashMap<(ContainerId, u64), Rc<Target>>,
    /// Handles of libraries, searched in order before the process itself.
    libraries: Vec<*mut c_void>,
    /// Functions that are called through a wrapper in the first library.
    wrapped: IndexSet<FuncId>,
    closures: FxHashMap<FuncId, u64>,
    closure_targets: BTreeMap<u64, FuncId>,
    pub kept: Kept,
    /// What a callback ended with.
    pub pending: Option<Stop>,
}

impl Externals {
    /// Loads the libraries that a program names, and compiles what C code it brings along.
    pub fn new(program: &Program) -> Result<Externals, Diagnostic> {
        let mut externals = Externals {
            targets: FxHashMap::default(),
            pointers: FxHashMap::default(),
            libraries: Vec::new(),
            wrapped: IndexSet::new(),
            closures: FxHashMap::default(),
            closure_targets: BTreeMap::new(),
            kept: Kept::default(),
            pending: None,
        };
        let mut names: IndexSet<Symbol> = IndexSet::new();
        let mut dirs: IndexSet<Symbol> = IndexSet::new();
        for function in program.funcs.values() {
            if let FuncBody::External(e) = &function.body {
                names.extend(&e.libraries);
                dirs.extend(&e.library_dirs);
            }
        }
        if let Some((path, wrapped)) = wrappers::build(program)? {
            let handle = open(&path.to_string_lossy()).ok_or_else(|| {
                Diagnostic::error(
                    "external",
                    rpython_base::Span::NONE,
                    format!("the program's C code cannot be loaded: {}", last_error()),
                )
            })?;
            externals.libraries.push(handle);
            externals.wrapped = wrapped;
        }
        for name in names {
            // A library that is not there matters only if a function of it is called.
            externals.libraries.extend(open_library(name.as_str(), &dirs));
        }
        Ok(externals)
    }

    fn symbol(&self, name: &str) -> Option<u64> {
        let name = CString::new(name).ok()?;
        let handles = self.libraries.iter().copied().chain([libc::RTLD_DEFAULT]);
        for handle in handles {
            // SAFETY: the handles are open.
            let p = unsafe { libc::dlsym(handle, name.as_ptr()) };
            if !p.is_null() {
                return Some(p as u64);
            }
        }
        None
    }

    /// An external function of the program.
    pub fn function(&mut self, program: &Program, func: FuncId) -> Result<Rc<Target>, String> {
        if let Some(target) = self.targets.get(&func) {
            return Ok(target.clone());
        }
        let function = &program.funcs[func];
        let FuncBody::External(external) = &function.body else {
            return Err(format!("{} is no external function", function.name));
        };
        let c_name = external.c_name.unwrap_or(function.name);
        let address = match self.wrapped.contains(&func) {
            true => self.symbol(&wrappers::symbol(func)),
            false => self.symbol(c_name.as_str()),
        };
        let address = match address {
            Some(address) => address,
            None => self.declared_only(program, func, external, c_name)?,
        };
        let ty = program.types.expect_func(function.ty);
        let target = Rc::new(Target {
            address,
            signature: Signature::new(ty)?,
            save_err: external.save_err,
            functions: function_slots(program, ty),
        });
        self.targets.insert(func, target.clone());
        Ok(target)
    }

    /// A function that exists only in a header (a macro without saying so, an inline function).
    fn declared_only(
        &mut self,
        program: &Program,
        func: FuncId,
        external: &External,
        c_name: Symbol,
    ) -> Result<u64, String> {
        let missing = || format!("the external function {c_name} was not found");
        if external.includes.is_empty() {
            return Err(missing());
        }
        let path = wrappers::build_one(program, func).map_err(|d| d.message)?;
        let handle = open(&path.to_string_lossy()).ok_or_else(missing)?;
        self.libraries.push(handle);
        self.symbol(&wrappers::symbol(func)).ok_or_else(missing)
    }

    /// A C function known by its address only.
    pub fn pointer(
        &mut self,
        program: &Program,
        ty: ContainerId,
        address: u64,
    ) -> Result<Rc<Target>, String> {
        if let Some(target) = self.pointers.get(&(ty, address)) {
            return Ok(target.clone());
        }
        let func_ty = program.types.expect_func(ty);
        let target = Rc::new(Target {
            address,
            signature: Signature::new(func_ty)?,
            save_err: 0,
            functions: function_slots(program, func_ty),
        });
        self.pointers.insert((ty, address), target.clone());
        Ok(target)
    }

    /// The function behind a code address that was made for C.
    pub fn closure_target(&self, address: u64) -> Option<FuncId> {
        self.closure_targets.get(&address).copied()
    }

    /// A code address that C can call to reach a function of the program.
    pub fn closure(&mut self, program: &Program, func: FuncId, machine: *mut c_void) -> Result<u64, String> {
        if let Some(&address) = self.closures.get(&func) {
            return Ok(address);
        }
        if program.funcs[func].graph_opt().is_none() {
            return Ok(self.function(program, func)?.address);
        }
        let signature = Signature::new(program.types.expect_func(program.funcs[func].ty))?;
        let callback = Box::into_raw(Box::new(Callback { machine, func, signature }));
        let mut code: *mut c_void = std::ptr::null_mut();
        // SAFETY: the callback lives as long as the process.
        let status = unsafe {
            let closure: *mut ffi::ffi_closure =
                ffi::ffi_closure_alloc(size_of::<ffi::ffi_closure>(), &mut code).cast();
            if closure.is_null() {
                return Err("no memory for a callback".into());
            }
            let cif: *mut ffi::ffi_cif = &mut *(*callback).signature.cif;
            ffi::ffi_prep_closure_loc(closure, cif, Some(entered), callback.cast(), code)
        };
        if status != ffi::ffi_status_FFI_OK {
            return Err("a callback cannot be made".into());
        }
        self.closures.insert(func, code as u64);
        self.closure_targets.insert(code as u64, func);
        Ok(code as u64)
    }
}

/// What a closure carries.
struct Callback {
    machine: *mut c_void,
    func: FuncId,
    signature: Signature,
}

/// Where C code arrives that calls a closure.
unsafe extern "C" fn entered(
    _cif: *mut ffi::ffi_cif,
    result: *mut c_void,
    args: *mut *mut c_void,
    data: *mut c_void,
) {
    // SAFETY: libffi gives what the closure was made with; the machine is the one that runs.
    unsafe {
        let callback = &*data.cast::<Callback>();
        let machine = &mut *callback.machine.cast::<Machine<'static>>();
        let mut slots = Vec::new();
        for (i, &ty) in callback.signature.args.iter().enumerate() {
            let (low, high) = from_c(ty, (*args.add(i)).cast());
            slots.push(low);
            if width(ty) == 2 {
                slots.push(high);
            }
        }
        let words = machine.called_back(callback.func, &slots);
        match callback.signature.result {
            LLType::Void => {}
            LLType::Float | LLType::SingleFloat => result.cast::<u64>().write_unaligned(words[0]),
            LLType::LongFloat => {
                crate::memory::write_long_float(result.cast(), f64::from_bits(words[0]));
            }
            ty if width(ty) == 2 => result.cast::<[u64; 2]>().write_unaligned(words),
            _ => result.cast::<u64>().write_unaligned(words[0]),
        }
    }
}

/// The register form of a C value in memory.
unsafe fn from_c(ty: LLType, p: *const u8) -> (u64, u64) {
    // SAFETY: `p` points to a value of the type.
    unsafe {
        match ty {
            LLType::Void | LLType::Inline(_) => (0, 0),
            LLType::Bool | LLType::Char | LLType::UInt8 => (*p as u64, 0),
            LLType::Int8 => (*p as i8 as u64, 0),
            LLType::UInt16 => (p.cast::<u16>().read_unaligned() as u64, 0),
            LLType::Int16 => (p.cast::<i16>().read_unaligned() as u64, 0),
            LLType::UInt32 | LLType::UniChar | LLType::SingleFloat => {
                (p.cast::<u32>().read_unaligned() as u64, 0)
            }
            LLType::Int32 => (p.cast::<i32>().read_unaligned() as u64, 0),
            LLType::LongFloat => (crate::memory::read_long_float(p).to_bits(), 0),
            LLType::SignedLongLongLong | LLType::UnsignedLongLongLong => {
                let words = p.cast::<[u64; 2]>().read_unaligned();
                (words[0], words[1])
            }
            LLType::Signed
            | LLType::Unsigned
            | LLType::SignedLongLong
            | LLType::UnsignedLongLong
            | LLType::Float
            | LLType::Address
            | LLType::Ptr(_) => (p.cast::<u64>().read_unaligned(), 0),
        }
    }
}

/// The slots of the arguments that are function pointers.
fn function_slots(program: &Program, ty: &FuncType) -> Vec<usize> {
    let mut slots = Vec::new();
    let mut at = 0;
    for &arg in &ty.args {
        let is_function = matches!(arg, LLType::Ptr(id)
            if matches!(program.types.get(id), rpython_lltype::Container::Func(_)));
        // A function's address may also travel as an untyped one.
        if is_function || matches!(arg, LLType::Address | LLType::Ptr(_)) {
            slots.push(at);
        }
        at += width(arg) as usize;
    }
    slots
}

fn ffi_type(ty: LLType, pair: *mut ffi::ffi_type) -> *mut ffi::ffi_type {
    match ty {
        LLType::Void | LLType::Inline(_) => &raw mut ffi::ffi_type_void,
        LLType::Bool | LLType::Char | LLType::UInt8 => &raw mut ffi::ffi_type_uint8,
        LLType::Int8 => &raw mut ffi::ffi_type_sint8,
        LLType::UInt16 => &raw mut ffi::ffi_type_uint16,
        LLType::Int16 => &raw mut ffi::ffi_type_sint16,
        LLType::UInt32 | LLType::UniChar => &raw mut ffi::ffi_type_uint32,
        LLType::Int32 => &raw mut ffi::ffi_type_sint32,
        LLType::Signed | LLType::SignedLongLong => &raw mut ffi::ffi_type_sint64,
        LLType::Unsigned | LLType::UnsignedLongLong => &raw mut ffi::ffi_type_uint64,
        LLType::Float => &raw mut ffi::ffi_type_double,
        LLType::SingleFloat => &raw mut ffi::ffi_type_float,
        LLType::LongFloat => &raw mut ffi::ffi_type_longdouble,
        LLType::Address | LLType::Ptr(_) => &raw mut ffi::ffi_type_pointer,
        LLType::SignedLongLongLong | LLType::UnsignedLongLongLong => pair,
    }
}

/// A float or something that does not fit a word.
fn is_special(ty: LLType) -> bool {
    matches!(
        ty,
        LLType::Float
            | LLType::SingleFloat
            | LLType::LongFloat
            | LLType::SignedLongLongLong
            | LLType::UnsignedLongLongLong
    )
}

impl Signature {
    fn new(ty: &FuncType) -> Result<Signature, String> {
        let mut pair = Box::new(Pair {
            ty: ffi::ffi_type {
                // Set, so that libffi does not align it like its elements.
                size: 16,
                alignment: 16,
                type_: ffi::ffi_type_enum_STRUCT,
                elements: std::ptr::null_mut(),
            },
            elements: [&raw mut ffi::ffi_type_uint64, &raw mut ffi::ffi_type_uint64, std::ptr::null_mut()],
        });
        pair.ty.elements = pair.elements.as_mut_ptr();
        let pair_type: *mut ffi::ffi_type = &mut pair.ty;
        let args: Vec<LLType> = ty.args.iter().copied().filter(|&a| a != LLType::Void).collect();
        let mut types: Vec<_> = args.iter().map(|&a| ffi_type(a, pair_type)).collect();
        let mut cif = Box::new(ffi::ffi_cif::default());
        // SAFETY: the arrays live as long as the signature.
        let status = unsafe {
            ffi::ffi_prep_cif(
                &mut *cif,
                ffi::ffi_abi_FFI_DEFAULT_ABI,
                types.len() as u32,
                ffi_type(ty.result, pair_type),
                types.as_mut_ptr(),
            )
        };
        if status != ffi::ffi_status_FFI_OK {
            return Err("an external function has a signature that cannot be called".into());
        }
        const REGISTERS: usize = 6;
        let simple = args.len() <= REGISTERS && !args.iter().chain([&ty.result]).any(|&t| is_special(t));
        Ok(Signature { cif, _types: types, _pair: pair, args, result: ty.result, simple })
    }
}

impl Target {
    /// Calls the function; the number of result words, and the words.
    ///
    /// # Safety
    /// The function has the signature that the program declares.
    pub unsafe fn call(&self, slots: &mut [u64], kept: &mut Kept) -> (u32, [u64; 2]) {
        self.before(kept);
        // SAFETY: as the caller promises.
        let result =
            unsafe { if self.signature.simple { self.call_simple(slots) } else { self.call_any(slots) } };
        if self.save_err & save::ERRNO != 0 {
            // SAFETY: errno is the thread's.
            let errno = unsafe { *libc::__errno_location() };
            match self.save_err & save::ALTERNATIVE {
                0 => kept.errno = errno,
                _ => kept.alternative = errno,
            }
        }
        (width(self.signature.result), result)
    }

    fn before(&self, kept: &Kept) {
        let value = if self.save_err & save::READ_SAVED != 0 {
            if self.save_err & save::ALTERNATIVE != 0 { kept.alternative } else { kept.errno }
        } else if self.save_err & save::ZERO_BEFORE != 0 {
            0
        } else {
            return;
        };
        // SAFETY: errno is the thread's.
        unsafe { *libc::__errno_location() = value };
    }

    /// With words only: integer registers hold all there is, and what is too much is not looked at.
    unsafe fn call_simple(&self, slots: &[u64]) -> [u64; 2] {
        type Function = unsafe extern "C" fn(u64, u64, u64, u64, u64, u64) -> u64;
        let at = |i: usize| slots.get(i).copied().unwrap_or(0);
        // SAFETY: as the caller promises; the calling convention passes these in registers.
        let value = unsafe {
            let function: Function = std::mem::transmute(self.address as usize);
            function(at(0), at(1), at(2), at(3), at(4), at(5))
        };
        // SAFETY: a word in memory can be read as any narrower type.
        let (word, _) = unsafe { from_c(self.signature.result, (&raw const value).cast()) };
        [word, 0]
    }

    unsafe fn call_any(&self, slots: &mut [u64]) -> [u64; 2] {
        let mut long_floats: Vec<[u8; 16]> = vec![[0; 16]; self.signature.args.len()];
        let mut pointers: Vec<*mut c_void> = Vec::with_capacity(self.signature.args.len());
        let mut at = 0;
        for (i, &ty) in self.signature.args.iter().enumerate() {
            if ty == LLType::LongFloat {
                let p = long_floats[i].as_mut_ptr();
                // SAFETY: sixteen bytes.
                unsafe { crate::memory::write_long_float(p, f64::from_bits(slots[at])) };
                pointers.push(p.cast());
            } else {
                pointers.push((&raw mut slots[at]).cast());
            }
            at += width(ty) as usize;
        }
        #[repr(align(16))]
        struct Room([u64; 4]);
        let mut room = Room([0; 4]);
        let cif: *const ffi::ffi_cif = &*self.signature.cif;
        // SAFETY: as the caller promises; the result has room.
        unsafe {
            let function: unsafe extern "C" fn() = std::mem::transmute(self.address as usize);
            ffi::ffi_call(cif.cast_mut(), Some(function), room.0.as_mut_ptr().cast(), pointers.as_mut_ptr());
            let (low, high) = from_c(self.signature.result, room.0.as_ptr().cast());
            [low, high]
        }
    }
}

fn open(path: &str) -> Option<*mut c_void> {
    let path = CString::new(path).ok()?;
    // SAFETY: loading runs the library's initializers, which is what the program asks for.
    let handle = unsafe { libc::dlopen(path.as_ptr(), libc::RTLD_NOW | libc::RTLD_GLOBAL) };
    (!handle.is_null()).then_some(handle)
}

fn open_library(name: &str, dirs: &IndexSet<Symbol>) -> Option<*mut c_void> {
    let file = format!("lib{name}.so");
    let in_dirs = dirs.iter().map(|d| format!("{d}/{file}"));
    // Without the development files there are only names with versions.
    let versions = (0..10).map(|v| format!("{file}.{v}"));
    in_dirs.chain([file.clone()]).chain(versions).find_map(|path| open(&path))
}

fn last_error() -> String {
    // SAFETY: the text is valid until the next call.
    unsafe {
        let p = libc::dlerror();
        if p.is_null() {
            return "unknown error".into();
        }
        std::ffi::CStr::from_ptr(p).to_string_lossy().into_owned()
    }
}
