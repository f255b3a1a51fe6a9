//! A simple mark-and-sweep collector, for programs that run untranslated.
//!
//! At import time nothing is ever freed: later stages hold handles. While a program runs
//! ([`Host::run_main`](crate::Host::run_main)), objects are freed at safe points: a backward jump or a call
//! of a frame such that no Rust code below it on the stack holds handles of its own. [`Heap::native`] counts
//! the entries into Python code from Rust code that does; a collection happens only when it is zero.

use rpython_base::{EntityId, FastSet};

use crate::Host;
use crate::object::*;

/// Objects between two collections, at least.
const MIN_THRESHOLD: usize = 2_000_000;

/// The collector's state.
#[derive(Debug)]
pub(crate) struct Heap {
    /// Whether objects may be freed at all.
    pub enabled: bool,
    /// Entries that can be used again.
    pub free: Vec<Obj>,
    /// Allocations since the last collection.
    pub allocated: usize,
    threshold: usize,
    min_threshold: usize,
    /// What `gc.isenabled()` says. Collections, which no program can tell, go on.
    pub announced: bool,
    /// Objects below this index are never freed.
    pub permanent: usize,
    /// How many objects there were when the outermost frame was entered: later stages may hold those without our knowledge.
    pub entered_at: usize,
    /// See the module's description.
    pub native: i32,
    /// The call under way was made by an instruction whose operands are all on the value stack.
    pub clean_call: bool,
    /// Instances with a `__del__` that was not called yet.
    pub finalizable: Vec<Obj>,
}

impl Default for Heap {
    fn default() -> Heap {
        Heap {
            enabled: false,
            free: Vec::new(),
            allocated: 0,
            threshold: MIN_THRESHOLD,
            min_threshold: MIN_THRESHOLD,
            announced: true,
            permanent: 0,
            entered_at: 0,
            native: 0,
            clean_call: false,
            finalizable: Vec::new(),
        }
    }
}

impl Heap {
    /// Whether it is time for a collection.
    #[inline]
    pub fn due(&self) -> bool {
        self.allocated >= self.threshold && self.enabled && self.native == 0
    }
}

/// Marking under way.
struct Marker {
    marks: Vec<bool>,
    pending: Vec<Obj>,
}

impl Marker {
    fn visit(&mut self, obj: Obj) {
        let mark = &mut self.marks[obj.index()];
        if !*mark {
            *mark = true;
            self.pending.push(obj);
        }
    }

    fn drain(&mut self, host: &Host) {
        while let Some(obj) = self.pending.pop() {
            trace(host.get(obj), &mut |child| self.visit(child));
        }
    }
}

fn trace(object: &Object, visit: &mut dyn FnMut(Obj)) {
    match object {
        Object::None
        | Object::Ellipsis
        | Object::NotImplemented
        | Object::Bool(_)
        | Object::Int(_)
        | Object::Long(_)
        | Object::RInt(..)
        | Object::SingleFloat(_)
        | Object::LongFloat(_)
        | Object::Float(_)
        | Object::Complex(..)
        | Object::Str(_)
        | Object::Unicode(_)
        | Object::ByteArray(_)
        | Object::XRange(..)
        | Object::Code(_)
        | Object::WeakRef(_)
        | Object::LLType(_) => {}
        Object::Tuple(items) => items.iter().for_each(|&item| visit(item)),
        Object::List(items) => items.iter().for_each(|&item| visit(item)),
        Object::Dict(data) | Object::Set(data) | Object::FrozenSet(data) => trace_dict(data, visit),
        Object::Slice(parts) => parts.iter().for_each(|&part| visit(part)),
        Object::Cell(value) => value.iter().for_each(|&value| visit(value)),
        Object::Function(data) => {
            [data.globals, data.module, data.doc].into_iter().for_each(&mut *visit);
            data.defaults.iter().chain(&data.closure).chain(data.attrs.values()).for_each(|&o| visit(o));
        }
        Object::BoundMethod(data) => [data.func, data.this, data.class].into_iter().for_each(visit),
        Object::Builtin(data) => data.this.into_iter().for_each(visit),
        Object::Module(data) => data.dict.values().for_each(|&value| visit(value)),
        Object::Class(data) => {
            visit(data.metaclass);
            data.bases.iter().chain(&data.mro).chain(data.dict.values()).for_each(|&o| visit(o));
            data.native_base.into_iter().for_each(visit);
        }
        Object::Instance(data) => {
            visit(data.class);
            data.attrs.values().for_each(|&value| visit(value));
            data.native.into_iter().for_each(visit);
        }
        Object::Property(parts) => parts.iter().for_each(|&part| visit(part)),
        Object::StaticMethod(inner)
        | Object::ClassMethod(inner)
        | Object::AttrDict(inner)
        | Object::Address(inner) => visit(*inner),
        Object::Super(class, this) => [*class, *this].into_iter().for_each(visit),
        Object::Namespace(map) => map.values().for_each(|&value| visit(value)),
        Object::Internal(data) => data.trace(visit),
        Object::LLPtr(data) => match &data.target {
            LLTarget::Null | LLTarget::Int(_) => {}
            LLTarget::Container(target)
            | LLTarget::Part(target, _)
            | LLTarget::Function(target)
            | LLTarget::Instance(target) => visit(*target),
            LLTarget::External(data) => data.options.iter().for_each(|&(_, value)| visit(value)),
        },
        Object::LLContainer(data) => data.parts.iter().for_each(|&part| visit(part)),
    }
}

fn trace_dict(data: &DictData, visit: &mut dyn FnMut(Obj)) {
    for (_, key, value) in data.iter_entries() {
        visit(key);
        visit(value);
    }
    if let Some((class, attrs)) = &data.class {
        visit(*class);
        attrs.values().for_each(|&value| visit(value));
    }
    if let Some((eq, hash, _)) = data.custom {
        visit(eq);
        visit(hash);
    }
}

impl Host {
    /// Collects after so many allocations: a small number finds handles that the collector does not know of.
    pub fn set_collection_threshold(&mut self, allocations: usize) {
        self.heap.threshold = allocations;
        self.heap.min_threshold = allocations;
    }

    /// `gc.collect()`: how many objects were freed. None at import time, but weak references notice there, too;
    /// none where Rust code that holds handles is on the stack.
    pub(crate) fn collect_for_program(&mut self) -> usize {
        if !self.heap.enabled {
            self.clear_dead_weakrefs();
            return 0;
        }
        if self.heap.native != 1 {
            return 0;
        }
        self.collect_garbage()
    }

    /// Clears the weak references to objects that were made since the outermost frame was entered and that cannot be
    /// reached. The objects stay, so that handles which are not known of do no harm.
    fn clear_dead_weakrefs(&mut self) {
        let mut marker = Marker { marks: vec![false; self.object_count()], pending: Vec::new() };
        for index in 0..self.heap.permanent.max(self.heap.entered_at) {
            marker.visit(Obj::from_index(index));
        }
        self.visit_roots(&mut marker);
        marker.drain(self);
        self.clear_weakrefs(&marker.marks);
    }

    /// Frees what cannot be reached, then calls the `__del__` of what became unreachable just now.
    #[cold]
    pub(crate) fn collect_garbage(&mut self) -> usize {
        let mut marker = Marker { marks: vec![false; self.object_count()], pending: Vec::new() };
        for index in 0..self.heap.permanent {
            marker.visit(Obj::from_index(index));
        }
        self.visit_roots(&mut marker);
        marker.drain(self);
        let dying = self.take_dying(&mut marker);
        let freed = self.sweep(&marker.marks);
        let live = self.object_count() - self.heap.free.len();
        self.heap.allocated = 0;
        self.heap.threshold =
            self.heap.min_threshold.max(if self.heap.min_threshold < 1000 { 0 } else { live / 2 });
        self.finalize(dying);
        freed
    }

    fn visit_roots(&mut self, marker: &mut Marker) {
        let mut visit = |obj: Obj| marker.visit(obj);
        self.vals.iter().for_each(|&value| visit(value));
        for frame in &self.frames {
            frame.trace(&mut visit);
        }
        if let Some(info) = self.exc_info {
            [info.class, info.value, info.traceback].into_iter().for_each(&mut visit);
        }
        #[expect(clippy::iter_over_hash_type, reason = "marking is independent of the order")]
        for (_, consts) in self.consts.values() {
            consts.iter().for_each(|&value| visit(value));
        }
        self.code_objects.values().for_each(|&code| visit(code));
        self.strings.values().for_each(|&text| visit(text));
        #[expect(clippy::iter_over_hash_type, reason = "marking is independent of the order")]
        for (&class, subclasses) in &self.subclasses {
            visit(class);
            subclasses.iter().for_each(|&subclass| visit(subclass));
        }
        [self.builtins, self.modules, self.sys].into_iter().for_each(&mut visit);
        self.ll.trace(&mut visit);
    }

    /// Instances with `__del__` that were not reached; they and what they refer to live on until it was
    /// called.
    fn take_dying(&mut self, marker: &mut Marker) -> Vec<Obj> {
        let (alive, dying): (Vec<Obj>, Vec<Obj>) =
            std::mem::take(&mut self.heap.finalizable).into_iter().partition(|obj| marker.marks[obj.index()]);
        self.heap.finalizable = alive;
        self.clear_weakrefs(&marker.marks);
        dying.iter().for_each(|&obj| marker.visit(obj));
        marker.drain(self);
        dying
    }

    fn clear_weakrefs(&mut self, marks: &[bool]) {
        for index in self.heap.permanent..marks.len() {
            let obj = Obj::from_index(index);
            if let Object::WeakRef(target) = self.get(obj)
                && !marks[target.index()]
            {
                *self.get_mut(obj) = Object::WeakRef(Obj::NONE);
            }
        }
    }

    fn sweep(&mut self, marks: &[bool]) -> usize {
        let already: FastSet<Obj> = std::mem::take(&mut self.heap.free).into_iter().collect();
        let mut free = Vec::new();
        let mut freed = 0;
        for index in (self.heap.permanent..marks.len()).rev() {
            if marks[index] {
                continue;
            }
            let obj = Obj::from_index(index);
            free.push(obj);
            if !already.contains(&obj) {
                *self.get_mut(obj) = Object::None;
                freed += 1;
            }
        }
        self.heap.free = free;
        self.class_cache.clear();
        self.attr_dicts.retain(|_, dict| marks[dict.index()]);
        self.module_files.retain(|module, _| marks[module.index()]);
        freed
    }

    /// A class got its `__del__` late: its instances so far are to be finalized too.
    pub(crate) fn watch_instances(&mut self, class: Obj) {
        for index in self.heap.permanent..self.object_count() {
            let obj = Obj::from_index(index);
            if let Object::Instance(data) = self.get(obj)
                && self.is_subclass_raw(data.class, class)
                && !self.heap.finalizable.contains(&obj)
            {
                self.heap.finalizable.push(obj);
            }
        }
    }

    fn finalize(&mut self, dying: Vec<Obj>) {
        let depth = self.vals.len();
        self.vals.extend_from_slice(&dying);
        let del = self.names.del;
        for obj in dying {
            // What `__del__` raises is ignored, as in Python, apart from a note.
            if let Err(raised) = self.call_special(obj, del, &[]) {
                let line = self.exception_line(&raised);
                let text = format!("Exception {line} in __del__ ignored\n");
                self.write_output(2, text.as_bytes());
            }
        }
        let called = self.vals.split_off(depth);
        self.watch_revived(&called);
    }

    /// Those of these objects that their `__del__` has given to somebody are to be finalized once more when they die again.
    fn watch_revived(&mut self, called: &[Obj]) {
        if called.is_empty() {
            return;
        }
        let mut marker = Marker { marks: vec![false; self.object_count()], pending: Vec::new() };
        for index in 0..self.heap.permanent {
            marker.visit(Obj::from_index(index));
        }
        self.visit_roots(&mut marker);
        marker.drain(self);
        self.heap.finalizable.extend(called.iter().filter(|obj| marker.marks[obj.index()]));
    }
}
