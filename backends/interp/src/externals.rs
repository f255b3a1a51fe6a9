//! C functions: finding them, calling them with any signature, and being called by them.

use std::collections::BTreeMap;
use std::ffi::c_void;
use std::rc::Rc;

use indexmap::IndexSet;
use rpython_base::{Diagnostic, Symbol};
use rpython_cffi::Kept;
use rpython_cffi::library::{self, Library};
use rpython_cffi::signature::{Raw, Signature};
use rpython_lltype::{ContainerId, FuncId, FuncType, LLType};
use rpython_lowlevel::{External, FuncBody, Program};
use rustc_hash::FxHashMap;

use crate::exec::{Machine, Stop};
use crate::regs::width;
use crate::wrappers;

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

/// Everything about C.
pub(crate) struct Externals {
    targets: FxHashMap<FuncId, Rc<Target>>,
    pointers: FxHashMap<(ContainerId, u64), Rc<Target>>,
    /// Searched in order before the process itself.
    libraries: Vec<Library>,
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
            let handle = Library::open(&path.to_string_lossy()).ok_or_else(|| {
                Diagnostic::error(
                    "external",
                    rpython_base::Span::NONE,
                    format!("the program's C code cannot be loaded: {}", library::last_error()),
                )
            })?;
            externals.libraries.push(handle);
            externals.wrapped = wrapped;
        }
        for name in names {
            // A library that is not there matters only if a function of it is called.
            externals.libraries.extend(Library::find(name.as_str(), dirs.iter().map(|dir| dir.to_string())));
        }
        Ok(externals)
    }

    fn symbol(&self, name: &str) -> Option<u64> {
        self.libraries.iter().copied().chain([Library::PROCESS]).find_map(|library| library.symbol(name))
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
        let handle = Library::open(&path.to_string_lossy()).ok_or_else(missing)?;
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
        let callback: &'static Callback = Box::leak(Box::new(Callback { machine, func, signature }));
        let data = std::ptr::from_ref(callback).cast_mut().cast();
        // SAFETY: `entered` expects a `Callback`, and this one is never freed.
        let code = unsafe { callback.signature.callback(entered, data)? };
        self.closures.insert(func, code);
        self.closure_targets.insert(code, func);
        Ok(code)
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
    _signature: *mut Raw,
    result: *mut c_void,
    args: *mut *mut c_void,
    data: *mut c_void,
) {
    // SAFETY: the data is what the callback was made with; the machine is the one that runs.
    unsafe {
        let callback = &*data.cast::<Callback>();
        let machine = &mut *callback.machine.cast::<Machine<'static>>();
        let slots = callback.signature.arguments(args);
        let words = machine.called_back(callback.func, &slots);
        callback.signature.give(result, words);
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

impl Target {
    /// Calls the function; the number of result words, and the words.
    ///
    /// # Safety
    /// The function has the signature that the program declares.
    pub unsafe fn call(&self, slots: &mut [u64], kept: &mut Kept) -> (u32, [u64; 2]) {
        kept.before(self.save_err);
        // SAFETY: as the caller promises.
        let result = unsafe { self.signature.call(self.address, slots) };
        kept.after(self.save_err);
        (width(self.signature.result), result)
    }
}
