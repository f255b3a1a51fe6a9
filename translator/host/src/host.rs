//! The evaluator's state, its arena, and the making of objects.

use std::io::Write;
use std::rc::Rc;

use num_bigint::BigInt;
use num_traits::ToPrimitive;
use rpython_base::{Arena, Diagnostic, FastMap, SourceMap, Symbol};
use rpython_bytecode::{Code, Const};
use rpython_lltype::{DataModel, Platform, TypeTable};

use crate::classes::Classes;
use crate::eval::frame::{ExcInfo, Frame};
use crate::exceptions::Exceptions;
use crate::object::*;

/// Where the program's standard output and error go.
#[derive(Debug)]
pub enum Output {
    /// The process's own streams; standard output is buffered.
    Process(std::io::BufWriter<std::io::Stdout>),
    /// Kept in memory: standard output, standard error.
    Capture(Vec<u8>, Vec<u8>),
}

/// Options of the translation that code of the library asks for while its flow graphs are made.
#[derive(Clone, Copy, Default, Debug)]
pub struct Features {
    /// `--thread`
    pub threads: bool,
    /// `--continuation`
    pub continuations: bool,
    /// `config.translation.check_str_without_nul`, which targets set: `check_str0` demands a string without NUL.
    pub str_without_nul: bool,
    /// `--translation-taggedpointers`
    pub tagged_integers: bool,
    /// `--no-translation-rweakref`: weak references keep their referents alive.
    pub strong_weakrefs: bool,
    /// `--no-log`: what is printed to the log is left out.
    pub no_log: bool,
}

/// The evaluator's whole state. Its operations are methods in the modules beside this one.
pub struct Host {
    objects: Arena<Obj, Object>,
    /// All source files seen so far; spans of code refer to it.
    pub sources: SourceMap,
    /// The low-level types made so far.
    pub types: TypeTable,
    /// Widths of the target: `sys.maxint`, layouts.
    pub model: DataModel,
    /// What the library of the translated program builds on.
    pub platform: Platform,
    /// What the translated program can do besides.
    pub features: Features,
    /// Well-known classes.
    pub classes: Classes,
    /// The built-in exception classes.
    pub exc: Exceptions,
    /// `__builtin__`
    pub builtins: Obj,
    /// `sys.modules`, a dict.
    pub modules: Obj,
    /// The module `sys`.
    pub sys: Obj,
    /// Warnings for the driver to show.
    pub warnings: Vec<Diagnostic>,
    /// Where output goes.
    pub output: Output,
    /// Where the embedded package `rpython` is taken from instead, for its developers.
    pub library_dir: Option<std::path::PathBuf>,
    /// The folder of the checkout of `rpython` that the target lies in.
    pub(crate) checkout: Option<std::path::PathBuf>,
    pub(crate) empty_tuple: Obj,
    pub(crate) small_ints: Vec<Obj>,
    pub(crate) chars: Vec<Obj>,
    pub(crate) strings: FastMap<Symbol, Obj>,
    pub(crate) consts: FastMap<*const Code, (Rc<Code>, Rc<[Obj]>)>,
    pub(crate) code_objects: FastMap<*const Code, Obj>,
    pub(crate) class_cache: FastMap<(Obj, Symbol), Option<(Obj, Obj)>>,
    pub(crate) subclasses: FastMap<Obj, Vec<Obj>>,
    pub(crate) attr_dicts: FastMap<Obj, Obj>,
    pub(crate) constructors: FastMap<Obj, BuiltinFn>,
    pub(crate) initializers: FastMap<Obj, BuiltinFn>,
    pub(crate) module_files: FastMap<Obj, Rc<str>>,
    pub(crate) vals: Vec<Obj>,
    pub(crate) frames: Vec<Frame>,
    pub(crate) depth: usize,
    pub(crate) recursion_limit: usize,
    pub(crate) exc_info: Option<ExcInfo>,
    pub(crate) repr_stack: Vec<Obj>,
    pub(crate) names: crate::names::Names,
    pub(crate) heap: crate::collector::Heap,
    pub(crate) closures: crate::closures::Closures,
    pub(crate) ll: crate::lltype::State,
}

impl std::fmt::Debug for Host {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Host").field("objects", &self.objects.len()).field("model", &self.model).finish()
    }
}

const SMALL_INT_MIN: i64 = -128;
const SMALL_INT_MAX: i64 = 1023;

impl Host {
    /// A fresh evaluator for a target with this data model and a C library: built-in classes, functions
    /// and modules, no user code yet. Output goes to the process's own streams.
    pub fn new(model: DataModel) -> Host {
        Host::for_platform(model, Platform::Posix)
    }

    /// The same for a target with this platform.
    pub fn for_platform(model: DataModel, platform: Platform) -> Host {
        let mut host = Host::bare(model);
        host.platform = platform;
        crate::classes::create(&mut host);
        crate::exceptions::create(&mut host);
        host.empty_tuple = host.alloc(Object::Tuple(Rc::new([])));
        host.small_ints =
            (SMALL_INT_MIN..=SMALL_INT_MAX).map(|i| host.objects.push(Object::Int(i))).collect();
        host.chars = (0..=255u8).map(|c| host.objects.push(Object::Str(Rc::new([c])))).collect();
        crate::types::register(&mut host);
        crate::class::register(&mut host);
        crate::builtins::register(&mut host);
        crate::import::register(&mut host);
        host.heap.permanent = host.objects.len();
        host
    }

    fn bare(model: DataModel) -> Host {
        let mut objects = Arena::new();
        for object in [
            Object::None,
            Object::None,
            Object::Bool(true),
            Object::Bool(false),
            Object::NotImplemented,
            Object::Ellipsis,
        ] {
            let _: Obj = objects.push(object);
        }
        Host {
            objects,
            sources: SourceMap::new(),
            types: TypeTable::new(),
            model,
            platform: Platform::Posix,
            features: Features::default(),
            classes: Classes::default(),
            exc: Exceptions::default(),
            builtins: Obj::NONE,
            modules: Obj::NONE,
            sys: Obj::NONE,
            warnings: Vec::new(),
            output: Output::Process(std::io::BufWriter::with_capacity(1 << 16, std::io::stdout())),
            library_dir: None,
            checkout: None,
            empty_tuple: Obj::NONE,
            small_ints: Vec::new(),
            chars: Vec::new(),
            strings: FastMap::default(),
            consts: FastMap::default(),
            code_objects: FastMap::default(),
            class_cache: FastMap::default(),
            subclasses: FastMap::default(),
            attr_dicts: FastMap::default(),
            constructors: FastMap::default(),
            initializers: FastMap::default(),
            module_files: FastMap::default(),
            vals: Vec::with_capacity(4096),
            frames: Vec::with_capacity(64),
            depth: 0,
            recursion_limit: 1000,
            exc_info: None,
            repr_stack: Vec::new(),
            names: crate::names::Names::new(),
            heap: crate::collector::Heap::default(),
            closures: crate::closures::Closures::default(),
            ll: crate::lltype::State::default(),
        }
    }

    /// The object behind a handle.
    #[inline]
    pub fn get(&self, obj: Obj) -> &Object {
        &self.objects[obj]
    }

    /// The object behind a handle, to be changed in place.
    #[inline]
    pub fn get_mut(&mut self, obj: Obj) -> &mut Object {
        &mut self.objects[obj]
    }

    /// A new object.
    #[inline]
    pub fn alloc(&mut self, object: Object) -> Obj {
        self.heap.allocated += 1;
        match self.heap.free.pop() {
            Some(obj) => {
                self.objects[obj] = object;
                obj
            }
            None => self.objects.push(object),
        }
    }

    /// How many objects there are.
    pub fn object_count(&self) -> usize {
        self.objects.len()
    }

    /// The plain object behind an instance of a subclass of a built-in class (the list of a `class L(list)`);
    /// any other object is returned as it is.
    #[inline]
    pub fn content(&self, obj: Obj) -> Obj {
        match self.get(obj) {
            Object::Instance(data) => data.native.unwrap_or(obj),
            _ => obj,
        }
    }

    /// `None`
    pub fn none(&self) -> Obj {
        Obj::NONE
    }

    /// `True` or `False`
    #[inline]
    pub fn new_bool(&self, value: bool) -> Obj {
        if value { Obj::TRUE } else { Obj::FALSE }
    }

    /// An `int`, or a `long` if it does not fit the target's word.
    #[inline]
    pub fn new_int(&mut self, value: i64) -> Obj {
        if (SMALL_INT_MIN..=SMALL_INT_MAX).contains(&value) {
            return self.small_ints[(value - SMALL_INT_MIN) as usize];
        }
        if self.model.word_bits < 64 && !self.model.fits_signed(value as i128) {
            return self.alloc(Object::Long(BigInt::from(value)));
        }
        self.alloc(Object::Int(value))
    }

    /// A `long`, whatever its size.
    pub fn new_long(&mut self, value: BigInt) -> Obj {
        self.alloc(Object::Long(value))
    }

    /// An `int` if it fits the target's word, else a `long`.
    pub fn new_integer(&mut self, value: BigInt) -> Obj {
        match value.to_i64() {
            Some(small) => self.new_int(small),
            None => self.alloc(Object::Long(value)),
        }
    }

    /// A `float`.
    pub fn new_float(&mut self, value: f64) -> Obj {
        self.alloc(Object::Float(value))
    }

    /// A `str`. Strings of one byte are shared.
    pub fn new_str(&mut self, bytes: &[u8]) -> Obj {
        if let [byte] = bytes {
            return self.chars[*byte as usize];
        }
        self.alloc(Object::Str(bytes.into()))
    }

    /// A `str` from Rust text (UTF-8).
    pub fn new_text(&mut self, text: &str) -> Obj {
        self.new_str(text.as_bytes())
    }

    /// The shared `str` of a name.
    pub fn name(&mut self, name: Symbol) -> Obj {
        if let Some(&obj) = self.strings.get(&name) {
            return obj;
        }
        let obj = self.new_text(name.as_str());
        self.strings.insert(name, obj);
        obj
    }

    /// A `unicode` from code points.
    pub fn new_unicode(&mut self, chars: &[u32]) -> Obj {
        self.alloc(Object::Unicode(chars.into()))
    }

    /// A `tuple`. The empty one is shared.
    pub fn new_tuple(&mut self, items: &[Obj]) -> Obj {
        if items.is_empty() {
            return self.empty_tuple;
        }
        self.alloc(Object::Tuple(items.into()))
    }

    /// A `list`.
    pub fn new_list(&mut self, items: Vec<Obj>) -> Obj {
        self.alloc(Object::List(items))
    }

    /// An empty `dict`.
    pub fn new_dict(&mut self) -> Obj {
        self.alloc(Object::Dict(Box::default()))
    }

    /// An empty `dict` sized for a display of this many items, as CPython sizes it.
    pub fn new_presized_dict(&mut self, count: usize) -> Obj {
        self.alloc(Object::Dict(Box::new(DictData::presized(count))))
    }

    /// An object that only the evaluator uses.
    pub fn new_internal(&mut self, data: impl Internal) -> Obj {
        self.alloc(Object::Internal(Box::new(data)))
    }

    /// A built-in function, unbound. `qualname` is `os.write`, `str.join`.
    pub fn new_builtin(&mut self, qualname: &str, func: BuiltinFn) -> Obj {
        let data = BuiltinData { qualname: Symbol::intern(qualname), func, this: None };
        self.alloc(Object::Builtin(Box::new(data)))
    }

    /// An empty module, not entered anywhere.
    pub fn new_module(&mut self, name: &str) -> Obj {
        let symbol = Symbol::intern(name);
        let text = self.name(symbol);
        let mut dict = AttrMap::default();
        dict.insert(self.names.dunder_name, text);
        dict.insert(self.names.dunder_doc, Obj::NONE);
        self.alloc(Object::Module(Box::new(ModuleData { name: symbol, dict })))
    }

    /// Adds built-in functions `name` to a module, as `<prefix>.name`.
    pub fn add_functions(&mut self, module: Obj, prefix: &str, functions: &[(&str, BuiltinFn)]) {
        for &(name, func) in functions {
            let function = self.new_builtin(&format!("{prefix}.{name}"), func);
            self.set_raw(module, Symbol::intern(name), function);
        }
    }

    /// Adds built-in methods to a built-in class, as `<class>.name`.
    pub fn add_methods(&mut self, class: Obj, methods: &[(&str, BuiltinFn)]) {
        let prefix = self.class(class).map_or("?", |data| data.name.as_str());
        self.names.method_classes.insert(prefix);
        for (name, _) in methods {
            self.names.methods.insert(Symbol::intern(&format!("{prefix}.{name}")));
        }
        self.add_functions(class, prefix, methods);
    }

    /// Adds attributes computed by built-in functions `f(object)` to a built-in class.
    pub fn add_getters(&mut self, class: Obj, getters: &[(&str, BuiltinFn)]) {
        let prefix = self.class(class).map_or("?", |data| data.name.as_str());
        for &(name, func) in getters {
            let getter = self.new_builtin(&format!("{prefix}.{name}"), func);
            let property = self.alloc(Object::Property(Box::new([getter, Obj::NONE, Obj::NONE, Obj::NONE])));
            self.set_raw(class, Symbol::intern(name), property);
        }
    }

    /// Sets how calling a built-in class makes an object: `func(args, keywords)`, without the class.
    /// Subclasses keep the object that it makes as their native content.
    pub fn set_constructor(&mut self, class: Obj, func: BuiltinFn) {
        self.constructors.insert(class, func);
        crate::slots::add_new(self, class);
    }

    /// Sets the `__init__` of a built-in class whose objects are mutable: the plain object first. Its
    /// constructor without arguments must make an empty object.
    pub fn set_initializer(&mut self, class: Obj, func: BuiltinFn) {
        self.initializers.insert(class, func);
    }

    /// The class data, if `obj` is a class.
    #[inline]
    pub fn class(&self, obj: Obj) -> Option<&ClassData> {
        match self.get(obj) {
            Object::Class(data) => Some(data),
            _ => None,
        }
    }

    /// The class data of what is known to be a class. Panics otherwise.
    #[inline]
    pub fn class_data(&self, obj: Obj) -> &ClassData {
        match self.get(obj) {
            Object::Class(data) => data,
            other => panic!("{obj} is no class but {other:?}"),
        }
    }

    /// An evaluator-only object of Rust type `T`, if `obj` is one.
    pub fn internal<T: Internal>(&self, obj: Obj) -> Option<&T> {
        match self.get(obj) {
            Object::Internal(data) => (**data).as_any().downcast_ref::<T>(),
            _ => None,
        }
    }

    /// An evaluator-only object of Rust type `T`, if `obj` is one.
    pub fn internal_mut<T: Internal>(&mut self, obj: Obj) -> Option<&mut T> {
        match self.get_mut(obj) {
            Object::Internal(data) => (**data).as_any_mut().downcast_mut::<T>(),
            _ => None,
        }
    }

    /// The bytes of a `str` (also of an instance of a subclass).
    pub fn str_bytes(&self, obj: Obj) -> Option<&Rc<[u8]>> {
        match self.get(self.content(obj)) {
            Object::Str(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The symbol for a `str` (or ASCII `unicode`) used as a name.
    pub fn symbol_of(&self, obj: Obj) -> Option<Symbol> {
        match self.get(self.content(obj)) {
            Object::Str(bytes) => Some(Symbol::intern(&String::from_utf8_lossy(bytes))),
            Object::Unicode(chars) => {
                let text: String = chars.iter().map(|&c| char::from_u32(c).unwrap_or('?')).collect();
                Some(Symbol::intern(&text))
            }
            _ => None,
        }
    }

    /// The value of an `int` or `bool` (also of an instance of a subclass), or of a small `long`.
    #[inline]
    pub fn int_value(&self, obj: Obj) -> Option<i64> {
        match self.get(self.content(obj)) {
            Object::Int(value) => Some(*value),
            Object::Bool(value) => Some(*value as i64),
            Object::Long(value) => value.to_i64(),
            Object::RInt(_, value) => i64::try_from(*value).ok(),
            _ => None,
        }
    }

    /// The items of a plain `list` or `tuple` (also of an instance of a subclass).
    pub fn sequence_items(&self, obj: Obj) -> Option<Vec<Obj>> {
        match self.get(self.content(obj)) {
            Object::List(items) => Some(items.clone()),
            Object::Tuple(items) => Some(items.to_vec()),
            _ => None,
        }
    }

    /// The constants of a code object as objects, made once.
    pub(crate) fn code_consts(&mut self, code: &Rc<Code>) -> Rc<[Obj]> {
        let key = Rc::as_ptr(code);
        if let Some((_, consts)) = self.consts.get(&key) {
            return consts.clone();
        }
        let consts: Rc<[Obj]> = code.consts.iter().map(|c| self.const_object(c)).collect();
        self.consts.insert(key, (code.clone(), consts.clone()));
        consts
    }

    /// A constant for an object, if it has a plain form.
    pub fn object_const(&self, obj: Obj) -> Option<Const> {
        Some(match self.get(obj) {
            Object::None => Const::None,
            Object::Ellipsis => Const::Ellipsis,
            Object::Bool(value) => Const::Bool(*value),
            Object::Int(value) => Const::Int(*value),
            Object::Long(value) => Const::Long(value.clone()),
            Object::Float(value) => Const::Float(*value),
            Object::Complex(real, imag) if *real == 0.0 => Const::Imag(*imag),
            Object::Str(bytes) => Const::Str(bytes.clone()),
            Object::Unicode(chars) => Const::Unicode(chars.clone()),
            Object::Tuple(items) => {
                Const::Tuple(items.iter().map(|&item| self.object_const(item)).collect::<Option<_>>()?)
            }
            Object::Code(code) => Const::Code(code.clone()),
            _ => return None,
        })
    }

    /// The object of a constant. Short strings that look like names are shared.
    pub fn const_object(&mut self, constant: &Const) -> Obj {
        match constant {
            Const::None => Obj::NONE,
            Const::Ellipsis => Obj::ELLIPSIS,
            Const::Bool(value) => self.new_bool(*value),
            Const::Int(value) => self.new_int(*value),
            Const::Long(value) => self.new_long(value.clone()),
            Const::Float(value) => self.new_float(*value),
            Const::Imag(value) => self.alloc(Object::Complex(0.0, *value)),
            Const::Str(bytes) => self.const_str(bytes),
            Const::Unicode(chars) => self.alloc(Object::Unicode(chars.clone())),
            Const::Tuple(items) => {
                let items: Vec<Obj> = items.iter().map(|c| self.const_object(c)).collect();
                self.new_tuple(&items)
            }
            Const::Code(code) => self.code_object(code),
        }
    }

    fn const_str(&mut self, bytes: &Rc<[u8]>) -> Obj {
        let is_name = bytes.len() > 1 && bytes.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_');
        match std::str::from_utf8(bytes) {
            Ok(text) if is_name => self.name(Symbol::intern(text)),
            _ if bytes.len() == 1 => self.chars[bytes[0] as usize],
            _ => self.alloc(Object::Str(bytes.clone())),
        }
    }

    /// The one code object for a compiled code.
    pub fn code_object(&mut self, code: &Rc<Code>) -> Obj {
        let key = Rc::as_ptr(code);
        if let Some(&obj) = self.code_objects.get(&key) {
            return obj;
        }
        let obj = self.alloc(Object::Code(code.clone()));
        self.code_objects.insert(key, obj);
        obj
    }

    /// Writes to standard output (1) or standard error (2) of the program. Anything written to standard
    /// error comes after what was written to standard output before.
    pub fn write_output(&mut self, fd: i32, bytes: &[u8]) {
        // A closed pipe is no error of the program's: what cannot be written is dropped.
        match (&mut self.output, fd) {
            (Output::Process(out), 1) => drop(out.write_all(bytes)),
            (Output::Process(out), _) => {
                drop(out.flush());
                drop(std::io::stderr().write_all(bytes));
            }
            (Output::Capture(out, _), 1) => out.extend_from_slice(bytes),
            (Output::Capture(_, err), _) => err.extend_from_slice(bytes),
        }
    }

    /// Hands buffered output to the system.
    pub fn flush_output(&mut self) {
        if let Output::Process(out) = &mut self.output {
            drop(out.flush());
        }
    }

    /// Keeps the program's output in memory from now on.
    pub fn capture_output(&mut self) {
        self.output = Output::Capture(Vec::new(), Vec::new());
    }

    /// What was captured so far: standard output, standard error.
    pub fn captured(&self) -> (&[u8], &[u8]) {
        match &self.output {
            Output::Capture(out, err) => (out, err),
            Output::Process(_) => (&[], &[]),
        }
    }

    /// Adds a warning for the driver to show.
    pub fn warn(&mut self, warning: Diagnostic) {
        self.warnings.push(warning);
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.flush_output();
    }
}
