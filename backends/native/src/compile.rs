//! Functions to machine code, several at once.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use cranelift_codegen::Context;
use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::ir::UserFuncName;
use cranelift_frontend::FunctionBuilderContext;
use rpython_base::{Diagnostic, EntityId, Symbol};
use rpython_lltype::FuncId;

use crate::body::{self, Making};
use crate::cache::Cache;
use crate::compiled::{Compiled, Entry, Stored};
use crate::key::{self, Common, Key, Scratch};
use crate::refs::Ref;

/// A function's machine code and what its numbers stand for.
pub(crate) struct Unit {
    pub func: FuncId,
    pub code: Compiled,
    pub refs: Vec<Ref>,
    /// File and line of each source location from 1.
    pub places: Vec<(u32, u32)>,
}

/// Where to look for functions that were compiled before.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    pub cache: &'a Cache,
    /// By number of the function.
    pub keys: &'a [Option<Key>],
}

/// Functions that a thread takes at once.
const BATCH: usize = 8;

/// Makes something of each function, in `jobs` threads, which have an `S` each. The result is in the order of `funcs`.
fn each<S: Send, T: Send>(
    funcs: &[FuncId],
    jobs: usize,
    start: impl Fn() -> S + Sync,
    make: impl Fn(&mut S, FuncId) -> T + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Vec<T>)>> = Mutex::new(Vec::with_capacity(funcs.len() / BATCH + 1));
    let work = || {
        let mut state = start();
        loop {
            let start = next.fetch_add(BATCH, Ordering::Relaxed);
            let Some(batch) = funcs.get(start..funcs.len().min(start + BATCH)) else { return };
            let made = batch.iter().map(|&id| make(&mut state, id)).collect();
            done.lock().unwrap_or_else(|e| e.into_inner()).push((start, made));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..jobs {
            scope.spawn(work);
        }
        work();
    });
    let mut made = done.into_inner().unwrap_or_else(|e| e.into_inner());
    made.sort_by_key(|(start, _)| *start);
    made.into_iter().flat_map(|(_, batch)| batch).collect()
}

/// The keys of all functions with graphs, by number.
pub(crate) fn keys(making: Making, prefix: &[u8], jobs: usize) -> Vec<Option<Key>> {
    let common = Common::new(making, prefix);
    let funcs: Vec<FuncId> = making.program.funcs.ids().collect();
    let with_graph = |id: FuncId| making.program.funcs[id].graph_opt().is_some();
    let make = |scratch: &mut Scratch, id| with_graph(id).then(|| key::key(&common, id, scratch));
    each(&funcs, jobs, || Scratch::new(&common), make)
}

/// Compiles functions with graphs, in `jobs` threads. The result is in the order of `funcs`; of several
/// failures the first in that order is reported.
pub(crate) fn all(
    making: Making,
    funcs: &[FuncId],
    known: Option<Known>,
    jobs: usize,
) -> Result<Vec<Unit>, Diagnostic> {
    let start = || Worker { making, known, context: Context::new(), builder: FunctionBuilderContext::new() };
    each(funcs, jobs, start, Worker::one).into_iter().collect()
}

/// What a thread needs for one function after the other.
struct Worker<'a> {
    making: Making<'a>,
    known: Option<Known<'a>>,
    context: Context,
    builder: FunctionBuilderContext,
}

impl Worker<'_> {
    fn one(&mut self, id: FuncId) -> Result<Unit, Diagnostic> {
        let known = self.known.and_then(|known| Some((known.cache, known.keys[id.index()].as_ref()?)));
        let Some((cache, key)) = known else { return self.made(id) };
        let found = cache.get(&key.hash).and_then(|entry| restored(id, key, entry));
        if let Some(unit) = found {
            #[cfg(debug_assertions)]
            same(&unit, &self.made(id)?);
            return Ok(unit);
        }
        let unit = self.made(id)?;
        if let Some(entry) = storable(&unit, key) {
            cache.put(&key.hash, &entry);
        }
        Ok(unit)
    }

    fn made(&mut self, id: FuncId) -> Result<Unit, Diagnostic> {
        self.context.clear();
        self.context.func.name = UserFuncName::user(1, id.index() as u32);
        let made = body::make(self.making, id, &mut self.context.func, &mut self.builder);
        if made.is_err() {
            // What was begun stays in it.
            self.builder = FunctionBuilderContext::new();
        }
        let made = made?;
        let code = compile(self.making, id, &mut self.context)?;
        Ok(Unit { func: id, code, refs: made.refs.list(), places: made.places })
    }
}

/// What the key is made of must be all that the code depends on.
#[cfg(debug_assertions)]
fn same(found: &Unit, made: &Unit) {
    let all = |unit: &Unit| (unit.code.clone(), unit.refs.clone(), unit.places.clone());
    assert!(all(found) == all(made), "the key of {:?} lacks something", found.func);
}

/// A unit from an entry, with what the numbers mean in this program.
fn restored(func: FuncId, key: &Key, entry: Entry) -> Option<Unit> {
    let refer = |stored: &Stored| match stored {
        Stored::Mentioned(number) => key.refs.get_index(*number as usize).copied(),
        Stored::Runtime(name) => Some(Ref::Runtime(Symbol::intern(name).as_str())),
        Stored::Text(text) => Some(Ref::Place(Symbol::intern(text))),
    };
    let refs = entry.refs.iter().map(refer).collect::<Option<_>>()?;
    let place = |&number: &u32| key.places.get_index(number as usize).copied();
    let places = entry.places.iter().map(place).collect::<Option<_>>()?;
    Some(Unit { func, code: entry.code, refs, places })
}

/// The entry of a unit; none if it refers to something that its key does not mention.
fn storable(unit: &Unit, key: &Key) -> Option<Entry> {
    let store = |reference: &Ref| match (key.refs.get_index_of(reference), reference) {
        (Some(number), _) => Some(Stored::Mentioned(number as u32)),
        (None, Ref::Runtime(name)) => Some(Stored::Runtime((*name).to_owned())),
        (None, Ref::Place(text)) => Some(Stored::Text(text.as_str().to_owned())),
        (None, Ref::Func(_) | Ref::Data(_)) => None,
    };
    let refs = unit.refs.iter().map(store).collect::<Option<_>>()?;
    let place = |place: &(u32, u32)| key.places.get_index_of(place).map(|number| number as u32);
    let places = unit.places.iter().map(place).collect::<Option<_>>()?;
    Some(Entry { code: unit.code.clone(), refs, places })
}

fn compile(making: Making, id: FuncId, context: &mut Context) -> Result<Compiled, Diagnostic> {
    let function = &making.program.funcs[id];
    let refused = |what: String| {
        Diagnostic::error(
            "internal",
            function.span,
            format!("Cranelift and {} do not fit: {what}", function.name),
        )
        .with_help("use --backend=c, and report this")
    };
    let code = context
        .compile(making.isa, &mut ControlPlane::default())
        .map_err(|e| refused(format!("{:?}", e.inner)))?;
    Compiled::new(code).map_err(refused)
}
