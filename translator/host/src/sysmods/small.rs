//! Small modules: `exceptions`, `gc`, `weakref`, `new`, `thread`, `imp`, `atexit`, and what
//! the library is told about the target.

use rpython_base::Symbol;

use crate::Host;
use crate::object::*;
use crate::slots::arg;

type Keywords<'a> = &'a [(Symbol, Obj)];

fn none(_: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    Ok(Obj::NONE)
}

fn zero(host: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    Ok(host.new_int(0))
}

fn no(_: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    Ok(Obj::FALSE)
}

fn empty_list(host: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    Ok(host.new_list(Vec::new()))
}

fn set(host: &mut Host, module: Obj, name: &str, value: Obj) {
    host.set_raw(module, Symbol::intern(name), value);
}

pub(super) fn exceptions(host: &mut Host) -> Obj {
    let module = host.new_module("exceptions");
    for (name, class) in crate::exceptions::all(host) {
        set(host, module, name, class);
    }
    module
}

/// `_rpython_target`: where the library learns about the target what Python has no name for.
pub(super) fn target(host: &mut Host) -> Obj {
    let module = host.new_module("_rpython_target");
    let name = host.new_text(host.platform.name());
    set(host, module, "platform", name);
    module
}

fn collect(host: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let freed = host.collect_for_program();
    Ok(host.new_int(freed as i64))
}

fn gc_enable(host: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    host.heap.announced = true;
    Ok(Obj::NONE)
}

fn gc_disable(host: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    host.heap.announced = false;
    Ok(Obj::NONE)
}

fn gc_isenabled(host: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    Ok(host.new_bool(host.heap.announced))
}

/// `gc.collect()` works while a program runs untranslated; at import time objects live on.
pub(super) fn gc(host: &mut Host) -> Obj {
    let module = host.new_module("gc");
    let functions: &[(&str, BuiltinFn)] = &[
        ("collect", collect),
        ("enable", gc_enable),
        ("disable", gc_disable),
        ("isenabled", gc_isenabled),
        ("get_objects", empty_list),
        ("get_referrers", empty_list),
        ("get_referents", empty_list),
        ("set_debug", none),
        ("set_threshold", none),
    ];
    host.add_functions(module, "gc", functions);
    let garbage = host.new_list(Vec::new());
    set(host, module, "garbage", garbage);
    module
}

fn make_ref(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let target = arg(host, args, 0)?;
    let plain = matches!(
        host.get(target),
        Object::Int(_) | Object::Str(_) | Object::Tuple(_) | Object::None | Object::List(_) | Object::Dict(_)
    );
    if plain {
        let class = host.type_name(target);
        return Err(Raised::type_error(host, format!("cannot create weak reference to '{class}' object")));
    }
    Ok(host.alloc(Object::WeakRef(target)))
}

fn proxy(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    arg(host, args, 0)
}

pub(super) fn weakref(host: &mut Host) -> Obj {
    let module = host.new_module("_weakref");
    let class = host.classes.weakref;
    host.set_constructor(class, make_ref);
    for alias in ["ref", "ReferenceType"] {
        set(host, module, alias, class);
    }
    host.add_functions(
        module,
        "weakref",
        &[("proxy", proxy), ("getweakrefcount", zero), ("getweakrefs", empty_list)],
    );
    // While a program is imported nothing dies, so the library cannot make one itself.
    let dead = host.alloc(Object::WeakRef(Obj::NONE));
    set(host, module, "_dead_ref", dead);
    let reference_error = host.exc.reference_error;
    set(host, module, "ReferenceError", reference_error);
    module
}

pub(super) fn new(host: &mut Host) -> Obj {
    let module = host.new_module("new");
    let c = host.classes.clone();
    for (name, class) in [
        ("function", c.function),
        ("instancemethod", c.instancemethod),
        ("classobj", c.classobj),
        ("instance", c.instance),
        ("module", c.module),
        ("code", c.code),
    ] {
        set(host, module, name, class);
    }
    module
}

fn get_ident(host: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    Ok(host.new_int(1))
}

fn start_new_thread(host: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    Err(Raised::runtime_error(host, "threads are not supported when a program runs untranslated"))
}

#[derive(Debug)]
struct Lock {
    class: Obj,
    locked: bool,
}

impl Internal for Lock {
    fn class(&self) -> Obj {
        self.class
    }
    fn trace(&self, _visit: &mut dyn FnMut(Obj)) {}
    crate::iter::internal_any!();
}

fn acquire(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let wait = match args.get(1) {
        Some(&wait) => host.is_true(wait)?,
        None => true,
    };
    let Some(lock) = host.internal_mut::<Lock>(this) else { return Ok(Obj::FALSE) };
    let free = !std::mem::replace(&mut lock.locked, true);
    if !free && wait {
        return Err(Raised::runtime_error(host, "deadlock: the only thread waits for its own lock"));
    }
    Ok(host.new_bool(free))
}

fn release(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let was = host.internal_mut::<Lock>(this).is_some_and(|lock| std::mem::replace(&mut lock.locked, false));
    if was { Ok(Obj::NONE) } else { Err(Raised::runtime_error(host, "release unlocked lock")) }
}

fn locked(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let value = host.internal::<Lock>(this).is_some_and(|lock| lock.locked);
    Ok(host.new_bool(value))
}

fn allocate_lock(host: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let thread = host.import_module("thread")?;
    let class = host.getattr_str(thread, "LockType")?;
    Ok(host.new_internal(Lock { class, locked: false }))
}

/// There is one thread only.
pub(super) fn thread(host: &mut Host) -> Obj {
    let module = host.new_module("thread");
    let functions: &[(&str, BuiltinFn)] = &[
        ("get_ident", get_ident),
        ("allocate_lock", allocate_lock),
        ("start_new_thread", start_new_thread),
        ("_count", zero),
    ];
    host.add_functions(module, "thread", functions);
    let class = host.define_class("lock", host.classes.object);
    let methods: &[(&str, BuiltinFn)] = &[
        ("acquire", acquire),
        ("release", release),
        ("locked", locked),
        ("__enter__", acquire),
        ("__exit__", release),
    ];
    host.add_methods(class, methods);
    set(host, module, "LockType", class);
    let error = host.exc.runtime_error;
    set(host, module, "error", error);
    module
}

fn new_module(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    let class = host.classes.module;
    host.call(class, args, keywords)
}

fn load_source(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let (name, path) = (arg(host, args, 0)?, arg(host, args, 1)?);
    let name = String::from_utf8_lossy(&host.str(name)?).into_owned();
    let path = String::from_utf8_lossy(&host.str(path)?).into_owned();
    host.run_file(&name, std::path::Path::new(&path))
}

/// What files of CPython 2.7's bytecode begin with.
fn get_magic(host: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    Ok(host.new_str(b"\x03\xf3\r\n"))
}

/// What `lib/imp.py` is made of.
pub(super) fn imp(host: &mut Host) -> Obj {
    let module = host.new_module("__imp__");
    let functions: &[(&str, BuiltinFn)] = &[
        ("new_module", new_module),
        ("load_source", load_source),
        ("get_magic", get_magic),
        ("acquire_lock", none),
        ("release_lock", none),
        ("lock_held", no),
    ];
    host.add_functions(module, "__imp__", functions);
    module
}

fn register_exit(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    arg(host, args, 0)
}

/// Exit functions are not run: import-time code only registers clean-up there.
pub(super) fn atexit(host: &mut Host) -> Obj {
    let module = host.new_module("atexit");
    host.add_functions(module, "atexit", &[("register", register_exit)]);
    module
}
