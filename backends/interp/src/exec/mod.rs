//! The machine that executes register code.

mod calls;
mod run;
mod slow;

use rpython_base::{Diagnostic, EntityId, SourceMap};
use rpython_lltype::{ContainerId, FuncId};
use rpython_lowlevel::{Program, Stage};

use crate::code::FuncCode;
use crate::externals::Externals;
use crate::heap::Heap;
use crate::log::Log;
use crate::memory;
use crate::statics::Statics;
use crate::trace::{Kind, Place, Trace, place_text};

/// Why execution ended before the function returned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Stop {
    /// An RPython exception: type and value.
    Exception(u64, u64),
    /// The complete text of a fatal error.
    Fatal(String),
}

/// Why an instruction did not do its work.
pub(crate) enum Trap {
    Raise(u64, u64),
    /// What is wrong.
    Fault(String),
    /// Passes on what a nested execution ended with.
    Stop(Stop),
}

/// A function waiting for another's return. A null `code` marks where a nested execution began.
#[derive(Clone, Copy)]
pub(crate) struct Frame {
    pub code: *const FuncCode,
    /// The number of the next instruction.
    pub pc: u32,
    pub regs: *mut u64,
}

/// Offsets in vtables, and the exceptions that the machine raises itself.
struct Exceptions {
    min: u32,
    max: u32,
    name: Option<u32>,
    /// By name: type and instance.
    prebuilt: Vec<(&'static str, u64, u64)>,
}

/// Everything an execution needs.
pub(crate) struct Machine<'a> {
    pub program: &'a Program,
    pub sources: &'a SourceMap,
    pub statics: Statics,
    pub heap: Heap,
    pub log: Log,
    pub trace: Trace,
    pub externals: Externals,
    /// Compiled functions; null before their first call.
    codes: Vec<*const FuncCode>,
    pub frames: Vec<Frame>,
    /// The function that runs, for reports of crashes.
    pub current: *const FuncCode,
    stack: *mut u64,
    stack_bytes: usize,
    /// Where the next frame begins that the host starts.
    top: *mut u64,
    exceptions: Option<Exceptions>,
    /// The exception caught last, and how deep.
    caught: (u64, usize),
    /// Whether failed low-level assertions end the program.
    pub assertions: bool,
    /// Finalizers are running.
    finalizing: bool,
    /// Managed pointers that the host holds.
    pub host_roots: Vec<u64>,
    /// Places that tracers have found.
    traced: Vec<u64>,
    /// The shadow stack of lowered programs.
    shadow: u64,
    shadow_memory: *mut u8,
}

/// The queue of the objects whose finalizers are functions of the program.
pub(crate) const FINALIZERS: u64 = 0;

const SHADOW_BYTES: usize = 64 << 20;

fn exceptions(program: &Program, statics: &Statics) -> Option<Exceptions> {
    let found = program.exceptions.as_ref()?;
    let vtable = program.types.as_struct(found.vtable)?;
    let offset = |name: &str, default: Option<usize>| {
        let index = vtable.field(name.into()).or(default.filter(|&i| i < vtable.fields.len()))?;
        Some(program.types.field_offset(program.model, found.vtable, index))
    };
    Some(Exceptions {
        min: offset("subclassrange_min", Some(0))?,
        max: offset("subclassrange_max", Some(1))?,
        name: offset("name", None),
        prebuilt: found
            .prebuilt
            .iter()
            .map(|p| (p.name.as_str(), statics.pointer(&p.vtable), statics.pointer(&p.instance)))
            .collect(),
    })
}

impl<'a> Machine<'a> {
    pub fn new(
        program: &'a Program,
        sources: &'a SourceMap,
        stack_bytes: usize,
    ) -> Result<Machine<'a>, Diagnostic> {
        let statics = Statics::new(program);
        let heap = Heap::new(program, &statics);
        let stack = memory::pages(stack_bytes).cast::<u64>();
        let shadow_memory = memory::pages(SHADOW_BYTES);
        Ok(Machine {
            program,
            sources,
            exceptions: exceptions(program, &statics),
            heap,
            log: Log::default(),
            trace: Trace::default(),
            externals: Externals::new(program)?,
            codes: vec![std::ptr::null(); program.funcs.len()],
            frames: Vec::new(),
            current: std::ptr::null(),
            stack,
            stack_bytes,
            top: stack,
            caught: (0, 0),
            assertions: false,
            finalizing: false,
            host_roots: Vec::new(),
            traced: Vec::new(),
            shadow: shadow_memory as u64,
            shadow_memory,
            statics,
        })
    }

    /// The code of a function; compiles it before its first call.
    fn code(&mut self, func: FuncId) -> Result<*const FuncCode, Trap> {
        let known = self.codes[func.index()];
        if !known.is_null() {
            return Ok(known);
        }
        let code =
            crate::compile::compile(self.program, &self.statics, func).map_err(|d| Trap::Fault(d.message))?;
        let code: *const FuncCode = Box::into_raw(Box::new(code));
        self.codes[func.index()] = code;
        Ok(code)
    }

    fn stack_end(&self) -> *mut u64 {
        self.stack.wrapping_add(self.stack_bytes / 8)
    }

    /// Type and instance of an exception that the machine raises.
    fn prebuilt(&self, name: &str) -> Trap {
        let known = |name: &str| self.exceptions.iter().flat_map(|e| &e.prebuilt).find(|p| p.0 == name);
        // A program without the class catches the base, if it can.
        let base = if name == "StackOverflow" { "RuntimeError" } else { name };
        match known(name).or_else(|| known(base)) {
            Some(&(_, etype, evalue)) => Trap::Raise(etype, evalue),
            None => Trap::Fault(name.to_string()),
        }
    }

    /// Whether an exception of type `etype` is an instance of the class with this vtable.
    fn is_instance(&self, etype: u64, class: u64) -> bool {
        let Some(e) = &self.exceptions else { return false };
        // SAFETY: both point to vtables.
        let read =
            |vtable: u64, offset: u32| unsafe { ((vtable + offset as u64) as *const i64).read_unaligned() };
        let min = read(etype, e.min);
        etype == class || (read(class, e.min) <= min && min < read(class, e.max))
    }

    /// The name of an exception's class.
    pub fn class_name(&self, etype: u64) -> String {
        let named = self.exceptions.iter().flat_map(|e| &e.prebuilt).find(|p| p.1 == etype);
        if let Some(found) = named {
            return found.0.to_string();
        }
        let Some(offset) = self.exceptions.as_ref().and_then(|e| e.name) else { return "exception".into() };
        // SAFETY: the field of a vtable points to a zero-terminated array, behind its length if it has one.
        let text = unsafe { ((etype + offset as u64) as *const u64).read_unaligned() };
        let skip = self.name_array().map_or(0, |id| self.program.types.items_offset(self.program.model, id));
        if text == 0 {
            return "exception".into();
        }
        String::from_utf8_lossy(&memory::c_text(text + skip as u64)).into_owned()
    }

    /// The type of the array that holds the name.
    fn name_array(&self) -> Option<ContainerId> {
        let found = self.program.exceptions.as_ref()?;
        let vtable = self.program.types.as_struct(found.vtable)?;
        vtable.fields[vtable.field("name".into())?].ty.pointee()
    }

    /// The text of an exception that nobody caught.
    pub fn uncaught(&self, etype: u64) -> String {
        let trace = self.trace.text(self.program, self.sources, etype);
        format!("{trace}Fatal RPython error: {}\n", self.class_name(etype))
    }

    /// The functions that are active, outermost first, one line for each.
    pub fn active(&self, inner: Option<(*const FuncCode, u32)>) -> String {
        const SHOWN: usize = 128;
        let frames = self.frames.iter().filter(|f| !f.code.is_null()).map(|f| (f.code, f.pc));
        let all: Vec<(*const FuncCode, u32)> = frames.chain(inner).collect();
        let mut text = String::new();
        if all.len() > SHOWN {
            text.push_str("  ...\n");
        }
        for &(code, pc) in &all[all.len().saturating_sub(SHOWN)..] {
            // SAFETY: compiled code lives as long as the machine.
            let code = unsafe { &*code };
            let span = code.span_at(pc.saturating_sub(1));
            text.push_str("  ");
            text.push_str(&place_text(self.program, self.sources, code.func, span));
            text.push('\n');
        }
        text
    }

    fn place(&self, code: &FuncCode, pc: u32) -> Place {
        Place::Source(code.func, code.span_at(pc))
    }

    /// Finds who catches an exception, from the instruction `pc` of `code` outwards. Frames that do not
    /// are gone afterwards; `None` if none is left up to where the host called in.
    fn unwind(
        &mut self,
        mut code: *const FuncCode,
        mut pc: u32,
        mut regs: *mut u64,
        etype: u64,
        evalue: u64,
        explicit: bool,
    ) -> Option<(*const FuncCode, u32, *mut u64)> {
        // SAFETY: compiled code lives as long as the machine; registers belong to the frame.
        let place = self.place(unsafe { &*code }, pc);
        let again = explicit && self.caught == (evalue, self.frames.len());
        self.trace.add(if again { Kind::Reraise } else { Kind::Raise }, place, etype);
        let mut first = true;
        loop {
            // SAFETY: as above.
            let c = unsafe { &*code };
            let cases = c.catch_at(pc).unwrap_or_default();
            let found = cases.iter().find(|k| k.class.is_none_or(|class| self.is_instance(etype, class)));
            if let Some(case) = found {
                // SAFETY: as above.
                unsafe {
                    case.etype.iter().for_each(|&r| *regs.add(r as usize) = etype);
                    case.evalue.iter().for_each(|&r| *regs.add(r as usize) = evalue);
                }
                self.caught = (evalue, self.frames.len());
                self.trace.add(Kind::Catch, self.place(c, pc), etype);
                self.current = code;
                return Some((code, case.target, regs));
            }
            if !std::mem::replace(&mut first, false) {
                self.trace.add(Kind::Pass, self.place(c, pc), etype);
            }
            let frame = self.frames.pop()?;
            if frame.code.is_null() {
                return None;
            }
            (code, pc, regs) = (frame.code, frame.pc - 1, frame.regs);
        }
    }

    /// Whether a managed object is an instance of a class: its type begins with the root of all instances.
    fn is_rpy_instance(&self, object: u64) -> bool {
        let Some(exceptions) = &self.program.exceptions else { return false };
        let types = &self.program.types;
        let mut ty = ContainerId::from_index(self.heap.type_of(object) as usize);
        while ty != exceptions.object {
            match types.as_struct(ty).and_then(|s| s.fields.first()).map(|f| f.ty) {
                Some(rpython_lltype::LLType::Inline(base)) => ty = base,
                _ => return false,
            }
        }
        true
    }

    /// The text of a fault in the function that runs.
    fn fault(&self, code: *const FuncCode, pc: u32, message: &str) -> Stop {
        let active = self.active(Some((code, pc)));
        Stop::Fatal(format!("RPython traceback:\n{active}Fatal RPython error: {message}\n"))
    }

    /// Runs a collection while `pc` is the next instruction.
    fn collect(&mut self, code: *const FuncCode, pc: u32, regs: *mut u64) {
        let here = Frame { code, pc, regs };
        let mut roots = self.host_roots.clone();
        if !self.program.tracers.is_empty() {
            self.frames.push(here);
            // SAFETY: the registers of the frame end there.
            self.top = unsafe { regs.add((*code).registers as usize) };
            self.run_tracers(&mut roots);
            self.frames.pop();
            self.current = code;
        }
        for frame in self.frames.iter().chain([&here]).filter(|f| !f.code.is_null()) {
            // SAFETY: compiled code lives as long as the machine; registers belong to the frame.
            unsafe {
                let live = (*frame.code).roots_at(frame.pc - 1);
                roots.extend(live.iter().map(|&r| *frame.regs.add(r as usize)));
            }
        }
        self.heap.collect(&roots);
        if !self.finalizing && (self.heap.has_dead(FINALIZERS) || self.heap.has_trigger()) {
            self.frames.push(here);
            // SAFETY: as above.
            self.top = unsafe { regs.add((*code).registers as usize) };
            self.finalizing = true;
            self.run_finalizers();
            self.run_triggers();
            self.finalizing = false;
            self.frames.pop();
            self.current = code;
        }
    }

    /// Adds what functions of the program find in its objects to the roots. Which of these objects are alive is not known yet.
    fn run_tracers(&mut self, roots: &mut Vec<u64>) {
        for &(ty, func) in &self.program.tracers.clone() {
            for object in self.heap.objects_of(ty.index() as u32) {
                if let Err(Stop::Fatal(text)) = self.run(func, &[object]) {
                    self.externals.pending.get_or_insert(Stop::Fatal(text));
                }
            }
        }
        // SAFETY: the program says that these are places of pointers.
        roots.extend(self.traced.drain(..).map(|place| unsafe { *(place as *const u64) }));
    }

    /// Runs the finalizers of objects that have died. What they raise is dropped.
    fn run_finalizers(&mut self) {
        loop {
            let object = self.heap.next_dead(FINALIZERS);
            if object == 0 {
                return;
            }
            let ty = ContainerId::from_index(self.heap.type_of(object) as usize);
            let found = self.program.finalizers.iter().find(|(t, _)| *t == ty);
            if let Some(&(_, func)) = found {
                // The object is an address to its finalizer until that has made a pointer of it.
                self.host_roots.push(object);
                if let Err(Stop::Fatal(text)) = self.run(func, &[object]) {
                    self.externals.pending.get_or_insert(Stop::Fatal(text));
                }
                self.host_roots.pop();
            }
        }
    }

    /// Calls what finalizer queues want to be called.
    fn run_triggers(&mut self) {
        while let Some(pointer) = self.heap.take_trigger() {
            if let Some(func) = self.statics.func_at(pointer)
                && let Err(Stop::Fatal(text)) = self.run(func, &[])
            {
                self.externals.pending.get_or_insert(Stop::Fatal(text));
            }
        }
    }

    /// Whether a program reports its exceptions in a global rather than by unwinding.
    pub fn is_lowered(&self) -> bool {
        self.program.stage != Stage::Typed
    }
}

impl Drop for Machine<'_> {
    fn drop(&mut self) {
        for &code in self.codes.iter().filter(|c| !c.is_null()) {
            // SAFETY: made by `Box::into_raw`, and nothing runs any more.
            drop(unsafe { Box::from_raw(code.cast_mut()) });
        }
        memory::release(self.stack.cast(), self.stack_bytes);
        memory::release(self.shadow_memory, SHADOW_BYTES);
    }
}
