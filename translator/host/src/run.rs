//! Running whole programs untranslated (`rpython --run target.py args`), and the thread that evaluation runs on.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use rpython_base::Symbol;

use crate::Host;
use crate::import::LIBRARY_ROOT;
use crate::object::*;

/// What a target gives.
pub struct EntryPoint {
    /// The function.
    pub entry: Obj,
    /// The types of its arguments, if they are given.
    pub types: Option<Vec<Obj>>,
    /// The annotation policy, if one is given.
    pub policy: Option<Obj>,
}

/// Stack reserved for evaluation; pages that are never touched cost nothing.
const STACK_SIZE: usize = 1 << 30;

/// Runs `work` on a thread with a stack deep enough for the recursion limit of evaluated programs. The
/// evaluator must be made and used inside.
pub fn with_big_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_SIZE).spawn_scoped(scope, work);
        match thread.map(|thread| without_signals(|| thread.join())) {
            Ok(Ok(value)) => value,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(error) => panic!("cannot start the evaluator's thread: {error}"),
        }
    })
}

static FORKED: AtomicBool = AtomicBool::new(false);

/// The program has forked, and this is the new process.
pub(crate) fn set_forked() {
    FORKED.store(true, Ordering::Relaxed);
}

/// Whether this process was forked by the program that is evaluated: its main thread does not exist, so that the
/// evaluator's must end the process.
pub fn is_forked() -> bool {
    FORKED.load(Ordering::Relaxed)
}

/// Waits in this thread without taking signals: what is sent to the process reaches the thread of the program, so that a
/// signal that it sends to itself is there when `kill` returns.
fn without_signals<T>(wait: impl FnOnce() -> T) -> T {
    // SAFETY: the sets are filled before they are used.
    unsafe {
        let (mut all, mut old) = (std::mem::zeroed::<libc::sigset_t>(), std::mem::zeroed::<libc::sigset_t>());
        libc::sigfillset(&mut all);
        libc::pthread_sigmask(libc::SIG_SETMASK, &all, &mut old);
        let result = wait();
        libc::pthread_sigmask(libc::SIG_SETMASK, &old, std::ptr::null_mut());
        result
    }
}

/// The folder of a checkout of `rpython` that contains this folder inside its package.
fn checkout_around(dir: &Path) -> Option<PathBuf> {
    let dir = dir.canonicalize().ok()?;
    let packages = dir.ancestors().take_while(|dir| dir.join("__init__.py").is_file());
    let top = packages.last().filter(|top| top.ends_with(LIBRARY_ROOT))?;
    top.parent().map(Path::to_path_buf)
}

/// The folder of a checkout of the reference that this folder lies in, beside its package `rpython`: the reference's own
/// command has it on `sys.path`, so that programs of the same checkout find each other (`pypy/goal` finds `pypy`).
fn checkout_beside(dir: &Path) -> Option<PathBuf> {
    let dir = dir.canonicalize().ok()?;
    let top = dir.ancestors().find(|dir| dir.join(LIBRARY_ROOT).join("bin/rpython").is_file())?;
    Some(top.to_path_buf())
}

impl Host {
    /// Imports a target file under its base name, with its directory first on `sys.path`.
    pub fn import_target(&mut self, path: &Path) -> Result<Obj, Raised> {
        let dir = path.parent().map(|dir| dir.to_string_lossy().into_owned()).unwrap_or_default();
        let dir = if dir.is_empty() { ".".to_owned() } else { dir };
        self.checkout = checkout_around(Path::new(&dir));
        let sys_path = self.getattr_str(self.sys, "path")?;
        if let Some(top) = checkout_beside(Path::new(&dir)) {
            let top = self.new_text(&top.to_string_lossy());
            self.call_method(sys_path, "append", &[top])?;
        }
        let dir = self.new_text(&dir);
        let zero = self.new_int(0);
        self.call_method(sys_path, "insert", &[zero, dir])?;
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        self.run_file(&name, path)
    }

    /// Calls `target(driver, args)` of a target module.
    pub fn call_target(&mut self, module: Obj, driver: Obj, args: &[String]) -> Result<Obj, Raised> {
        let name = Symbol::intern("target");
        let target = self.getattr(module, name)?;
        let args: Vec<Obj> = args.iter().map(|arg| self.new_text(arg)).collect();
        let args = self.new_list(args);
        self.call(target, &[driver, args], &[])
    }

    /// What the result of `target()` means; `None` if it has another form.
    pub fn entry_point_of(&mut self, result: Obj) -> Result<Option<EntryPoint>, Raised> {
        let (entry, types, policy) = match self.sequence_items(result).as_deref() {
            None => (result, Obj::NONE, Obj::NONE),
            Some(&[entry]) => (entry, Obj::NONE, Obj::NONE),
            Some(&[entry, types]) => (entry, types, Obj::NONE),
            Some(&[entry, types, policy]) => (entry, types, policy),
            Some(_) => return Ok(None),
        };
        let types = if types == Obj::NONE { None } else { Some(self.collect(types)?) };
        Ok(Some(EntryPoint { entry, types, policy: (policy != Obj::NONE).then_some(policy) }))
    }

    /// An object that stands for the translation driver: an attribute holder with `config` and `exe_name`.
    pub fn new_plain_driver(&mut self) -> Result<Obj, Raised> {
        let module = self.run_source("__driver__", "<driver>", DRIVER)?;
        let class = self.getattr_str(module, "TranslationDriver")?;
        self.call(class, &[], &[])
    }

    /// Runs a target untranslated: imports it, calls `target` with what `driver` makes for the module, then the entry
    /// point with `argv`. The exit status; an uncaught exception is printed the Python way and gives 1.
    pub fn run_main(
        &mut self,
        path: &Path,
        args: &[String],
        driver: impl FnOnce(&mut Host, Obj) -> Result<Obj, Raised>,
    ) -> i32 {
        self.heap.enabled = true;
        let result = self.run_main_inner(path, args, driver);
        let status = match result {
            Ok(status) => status,
            Err(raised) => self.exit_status(&raised),
        };
        self.flush_output();
        status
    }

    fn run_main_inner(
        &mut self,
        path: &Path,
        args: &[String],
        driver: impl FnOnce(&mut Host, Obj) -> Result<Obj, Raised>,
    ) -> Result<i32, Raised> {
        let mut argv = vec![path.to_string_lossy().into_owned()];
        argv.extend_from_slice(args);
        self.set_argv(&argv);
        let module = self.import_target(path)?;
        let driver = driver(self, module)?;
        let result = self.call_target(module, driver, &[])?;
        let Some(EntryPoint { entry, .. }) = self.entry_point_of(result)? else {
            let text = "target() must return an entry point, or (entry point, types of its arguments)";
            return Err(Raised::type_error(self, text));
        };
        let argv: Vec<Obj> = argv.iter().map(|arg| self.new_text(arg)).collect();
        let argv = self.new_list(argv);
        let depth = self.vals.len();
        self.vals.push(entry);
        self.heap.native -= 1;
        let result = self.call(entry, &[argv], &[]);
        self.heap.native += 1;
        self.vals.truncate(depth);
        let result = result?;
        Ok(self.int_value(result).unwrap_or(0) as i32 & 0xff)
    }

    /// Runs a script as the module `__main__`; `argv[0]` is its path. The exit status.
    pub fn run_script(&mut self, path: &Path, argv: &[String]) -> i32 {
        self.set_argv(argv);
        let dir = path.parent().map(|dir| dir.to_string_lossy().into_owned()).unwrap_or_default();
        self.set_path(&[dir]);
        self.heap.enabled = true;
        let status = match self.run_file("__main__", path) {
            Ok(_) => 0,
            Err(raised) => self.exit_status(&raised),
        };
        self.flush_output();
        status
    }

    /// Sets `sys.argv`.
    pub fn set_argv(&mut self, argv: &[String]) {
        let items = argv.iter().map(|arg| self.new_text(arg)).collect();
        let list = self.new_list(items);
        let sys = self.sys;
        self.set_raw(sys, Symbol::intern("argv"), list);
    }

    /// Exit status of a program that ended with this exception; prints it unless it is SystemExit.
    pub fn exit_status(&mut self, raised: &Raised) -> i32 {
        if self.raised_is(raised, self.exc.system_exit) {
            let code = match self.get(raised.value) {
                Object::Instance(data) => data.attrs.get(&self.names.code).copied().unwrap_or(Obj::NONE),
                _ => Obj::NONE,
            };
            if code == Obj::NONE {
                return 0;
            }
            if let Some(status) = self.int_value(code) {
                return (status & 0xff) as i32;
            }
            let text = self.str(code).unwrap_or_default();
            self.write_output(2, &text);
            self.write_output(2, b"\n");
            return 1;
        }
        let text = self.format_traceback(raised);
        self.write_output(2, text.as_bytes());
        1
    }

    /// The traceback of an exception as Python prints it.
    pub fn format_traceback(&mut self, raised: &Raised) -> String {
        let mut text = String::new();
        if !raised.traceback.is_empty() {
            text.push_str("Traceback (most recent call last):\n");
        }
        for &(function, span) in raised.traceback.iter().rev() {
            let Some((path, at)) = self.sources.locate(span) else { continue };
            text.push_str(&format!("  File \"{path}\", line {}, in {function}\n", at.line));
            if let Some(id) = span.file() {
                let line = self.sources.file(id).line(at.line).trim();
                if !line.is_empty() {
                    text.push_str(&format!("    {line}\n"));
                }
            }
        }
        text.push_str(&self.exception_line(raised));
        text.push('\n');
        text
    }
}

const DRIVER: &str = "
class Config(object):
    def __init__(self, **values):
        self.__dict__.update(values)
    def set(self, **values):
        self.__dict__.update(values)
    def suggest(self, **values):
        self.__dict__.update(values)

class TranslationDriver(object):
    def __init__(self):
        self.exe_name = None
        self.config = Config(translation=Config(
            jit=False, gc='incminimark', backend='c', opt='2', thread=False, sandbox=False,
            continuation=False, shared=False, rweakref=True, type_system='lltype',
            verbose=False, taggedpointers=False))
";
