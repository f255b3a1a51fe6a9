//! Checks that a program obeys the rules of the IR: run between passes in debug builds and tests.
//!
//! Checked are the types of operands and results against the op table and the types they point to,
//! that variables are defined once and used in their block only, what links pass, which ops and
//! terminators the stage allows, and that functions, data and types that are referred to exist.

mod ops;

use std::fmt;

use rpython_base::EntityId;
use rpython_lltype::{Container, DataId, FuncId, LLType, Payload, Pointer, Value};

use crate::{BlockId, Const, FuncBody, Graph, Link, Operand, Program, Stage, Terminator, VarId};

/// A rule that is broken, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerifyError {
    /// The function, `fn3 name`; `None` for static data and the program itself.
    pub func: Option<String>,
    /// The block and the op in it.
    pub place: Option<(BlockId, Option<usize>)>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(func) = &self.func {
            write!(f, "{func}: ")?;
        }
        match self.place {
            Some((block, Some(op))) => write!(f, "{block} op {op}: ")?,
            Some((block, None)) => write!(f, "{block}: ")?,
            None => {}
        }
        f.write_str(&self.message)
    }
}

/// All rules that the program breaks, or nothing.
pub fn verify_program(program: &Program) -> Result<(), Vec<VerifyError>> {
    let mut verifier = Verifier::new(program);
    for (id, _) in program.data.objects.iter() {
        verifier.static_object(id);
    }
    for id in program
        .entry
        .iter()
        .chain(program.roots.iter().map(|(_, f)| f))
        .chain(program.finalizers.iter().map(|(_, f)| f))
        .chain(program.tracers.iter().map(|(_, f)| f))
    {
        if program.funcs.get(*id).is_none() {
            verifier.error(format!("root {id} does not exist"));
        }
    }
    for id in program.funcs.ids() {
        verifier.function(id);
    }
    verifier.finish()
}

/// All rules that one function breaks.
pub fn verify_function(program: &Program, func: FuncId) -> Result<(), Vec<VerifyError>> {
    let mut verifier = Verifier::new(program);
    verifier.function(func);
    verifier.finish()
}

/// Panics with the function's text and all errors if a rule is broken: for debug builds between passes.
pub fn assert_valid(program: &Program, after: &str) {
    if let Err(errors) = verify_program(program) {
        let shown: Vec<String> = errors.iter().take(20).map(|e| e.to_string()).collect();
        panic!("invalid program after {after}:\n{}", shown.join("\n"));
    }
}

struct Verifier<'a> {
    program: &'a Program,
    func: Option<String>,
    place: Option<(BlockId, Option<usize>)>,
    errors: Vec<VerifyError>,
}

impl<'a> Verifier<'a> {
    fn new(program: &'a Program) -> Verifier<'a> {
        Verifier { program, func: None, place: None, errors: Vec::new() }
    }

    fn finish(self) -> Result<(), Vec<VerifyError>> {
        if self.errors.is_empty() { Ok(()) } else { Err(self.errors) }
    }

    fn error(&mut self, message: impl Into<String>) {
        self.errors.push(VerifyError { func: self.func.clone(), place: self.place, message: message.into() });
    }

    fn show(&self, ty: LLType) -> String {
        self.program.types.display(ty)
    }

    fn static_object(&mut self, id: DataId) {
        let object = &self.program.data.objects[id];
        let errors = self.errors.len();
        self.payload(object.ty, &object.payload, true);
        for error in &mut self.errors[errors..] {
            error.message = format!("{id}: {}", error.message);
        }
    }

    fn payload(&mut self, ty: rpython_lltype::ContainerId, payload: &Payload, last: bool) {
        let types = &self.program.types;
        match (types.get(ty), payload) {
            (Container::Struct(s), Payload::Struct(values)) => {
                if s.fields.len() != values.len() {
                    let (name, expected, found) = (s.name, s.fields.len(), values.len());
                    return self.error(format!("struct {name} has {expected} fields, not {found}"));
                }
                let count = values.len();
                for (i, (field, value)) in s.fields.iter().zip(values).enumerate() {
                    self.value(field.ty, value, last && i + 1 == count);
                }
            }
            (Container::Array(a), payload) if last || a.hints.nolength => self.items(a.item, payload),
            (Container::Array(_), _) => self.error("an array of variable size is not the last field"),
            (Container::FixedArray { item, length, .. }, payload) => {
                let found = match payload {
                    Payload::Array(values) => values.len(),
                    Payload::Bytes(bytes) => bytes.len(),
                    Payload::Chars(chars) => chars.len(),
                    Payload::Struct(_) | Payload::Opaque => usize::MAX,
                };
                if found != *length as usize {
                    self.error(format!("{} has {found} items", types.display_container(ty)));
                }
                self.items(*item, payload);
            }
            (Container::Opaque { .. } | Container::Func(_) | Container::Forward(_), Payload::Opaque) => {}
            // A prebuilt weak reference: what it refers to, whatever its type.
            (Container::Opaque { .. }, Payload::Struct(values)) => {
                for value in values {
                    match value {
                        Value::Ptr(pointer) => self.pointer(pointer),
                        _ => self.error("an opaque object contains what is no pointer"),
                    }
                }
            }
            _ => self.error(format!("wrong kind of content for {}", types.display_container(ty))),
        }
    }

    fn items(&mut self, item: LLType, payload: &Payload) {
        match payload {
            Payload::Array(values) => values.iter().for_each(|v| self.value(item, v, false)),
            Payload::Bytes(_) if matches!(item, LLType::Char | LLType::Int8 | LLType::UInt8) => {}
            Payload::Chars(_) if item == LLType::UniChar => {}
            Payload::Bytes(_) | Payload::Chars(_) | Payload::Struct(_) | Payload::Opaque => {
                self.error(format!("wrong kind of content for an array of {}", self.show(item)));
            }
        }
    }

    fn value(&mut self, ty: LLType, value: &Value, last: bool) {
        let fits = match value {
            Value::Void => ty == LLType::Void,
            Value::Bool(_) => ty == LLType::Bool,
            Value::Int(_) => ty.is_integer(),
            Value::Char(_) => ty == LLType::Char,
            Value::UniChar(_) => ty == LLType::UniChar,
            Value::Float(_) => matches!(ty, LLType::Float | LLType::SingleFloat | LLType::LongFloat),
            Value::Ptr(p) => {
                self.pointer(p);
                matches!(ty, LLType::Ptr(_))
            }
            Value::Address(p) => {
                self.pointer(p);
                ty == LLType::Address
            }
            Value::Inline(payload) => match ty {
                LLType::Inline(inner) => {
                    self.payload(inner, payload, last);
                    true
                }
                _ => false,
            },
        };
        if !fits {
            self.error(format!("{value:?} is no {}", self.show(ty)));
        }
    }

    fn pointer(&mut self, pointer: &Pointer) {
        match pointer {
            Pointer::Null | Pointer::Tagged(_) => {}
            Pointer::Data(d) | Pointer::Interior(d, _) => {
                if self.program.data.objects.get(*d).is_none() {
                    self.error(format!("{d} does not exist"));
                }
            }
            Pointer::Func(f) => {
                if self.program.funcs.get(*f).is_none() {
                    self.error(format!("{f} does not exist"));
                }
            }
        }
    }

    fn function(&mut self, id: FuncId) {
        let function = &self.program.funcs[id];
        self.func = Some(format!("{id} {}", function.name));
        match (self.program.types.get(function.ty), &function.body) {
            (Container::Func(_), FuncBody::Graph(graph)) => self.graph(id, graph),
            (Container::Func(_), FuncBody::External(_) | FuncBody::Pending) => {}
            _ => self.error("its type is no function type"),
        }
        self.func = None;
        self.place = None;
    }

    fn graph(&mut self, id: FuncId, graph: &Graph) {
        let program = self.program;
        let ty = program.types.expect_func(program.funcs[id].ty);
        let params: Vec<LLType> =
            graph.blocks[graph.start].params.iter().map(|&v| graph.vars[v].ty).collect();
        if params != ty.args {
            self.error(format!("the start takes {params:?}, the function {:?}", ty.args));
        }
        let order = graph.reverse_postorder();
        let owner = self.definitions(graph, &order);
        // What the current block has defined so far.
        let mut defined = vec![false; graph.vars.len()];
        for &block in &order {
            self.block(graph, block, &mut defined, &owner, ty.result);
            for v in crate::cleanup::defined(&graph.blocks[block]) {
                if let Some(slot) = defined.get_mut(v.index()) {
                    *slot = false;
                }
            }
        }
    }

    /// The block that defines each variable; reports those defined twice.
    fn definitions(&mut self, graph: &Graph, order: &[BlockId]) -> Vec<Option<BlockId>> {
        let mut owner = vec![None; graph.vars.len()];
        for &id in order {
            self.place = Some((id, None));
            let block = &graph.blocks[id];
            let caught = match &block.end {
                Terminator::Catch { cases, .. } => {
                    cases.iter().flat_map(|case| [case.etype, case.evalue]).collect()
                }
                _ => Vec::new(),
            };
            let defined = block.params.iter().copied().chain(block.ops.iter().map(|op| op.result));
            for v in defined.chain(caught) {
                match owner.get_mut(v.index()) {
                    None => self.error(format!("{v} does not exist")),
                    Some(slot @ None) => *slot = Some(id),
                    Some(Some(_)) => self.error(format!("{v} is defined twice")),
                }
            }
        }
        owner
    }

    /// Variables become usable one by one, so that an op does not use a later result.
    fn block(
        &mut self,
        graph: &Graph,
        id: BlockId,
        defined: &mut [bool],
        owner: &[Option<BlockId>],
        result: LLType,
    ) {
        let block = &graph.blocks[id];
        if crate::cleanup::defined(block).iter().any(|v| v.index() >= graph.vars.len()) {
            // Reported with the definitions.
            return;
        }
        for v in &block.params {
            defined[v.index()] = true;
        }
        for (index, op) in block.ops.iter().enumerate() {
            self.place = Some((id, Some(index)));
            for arg in &op.args {
                self.operand(graph, arg, defined, owner);
            }
            self.op(graph, op);
            defined[op.result.index()] = true;
        }
        self.place = Some((id, None));
        for operand in block.end.operands() {
            self.operand(graph, operand, defined, owner);
        }
        self.terminator(graph, id, defined, owner, result);
    }

    fn operand(&mut self, graph: &Graph, operand: &Operand, defined: &[bool], owner: &[Option<BlockId>]) {
        match operand {
            Operand::Var(v) => {
                if defined.get(v.index()) != Some(&true) {
                    let why = match owner.get(v.index()).copied().flatten() {
                        Some(block) => format!("{v} is defined in {block}, not before its use here"),
                        None => format!("{v} is not defined"),
                    };
                    self.error(why);
                } else if matches!(graph.vars[*v].ty, LLType::Inline(_)) {
                    self.error(format!("{v} holds an inlined container"));
                }
            }
            Operand::Const(Const { ty, value }) => {
                if matches!(value, Value::Inline(_)) {
                    self.error("an inlined container is no operand");
                }
                self.value(*ty, value, false);
            }
        }
    }

    fn terminator(
        &mut self,
        graph: &Graph,
        id: BlockId,
        defined: &mut [bool],
        owner: &[Option<BlockId>],
        result: LLType,
    ) {
        let block = &graph.blocks[id];
        let typed_only = matches!(block.end, Terminator::Catch { .. } | Terminator::Raise { .. });
        if typed_only && self.program.stage != Stage::Typed {
            self.error("exceptions were lowered, but an exception edge is left");
        }
        match &block.end {
            Terminator::Goto(link) => self.link(graph, link, defined, owner),
            Terminator::Branch { cond, if_true, if_false } => {
                if graph.operand_type(cond) != LLType::Bool {
                    self.error("the condition is no Bool");
                }
                self.link(graph, if_true, defined, owner);
                self.link(graph, if_false, defined, owner);
            }
            Terminator::Switch { value, cases, default } => {
                let ty = graph.operand_type(value);
                if !ty.is_integer() && !matches!(ty, LLType::Char | LLType::UniChar | LLType::Bool) {
                    self.error(format!("a switch on {}", self.show(ty)));
                }
                let mut values: Vec<_> = cases.iter().map(|(value, _)| *value).collect();
                values.sort();
                if values.windows(2).any(|pair| pair[0] == pair[1]) {
                    self.error("two cases of the switch are equal");
                }
                for link in cases.iter().map(|(_, link)| link).chain(default) {
                    self.link(graph, link, defined, owner);
                }
            }
            Terminator::Catch { normal, cases } => {
                self.catch(graph, id, normal, cases, defined, owner);
            }
            Terminator::Return(value) => {
                let ty = graph.operand_type(value);
                if ty != result {
                    self.error(format!("returns {} instead of {}", self.show(ty), self.show(result)));
                }
            }
            Terminator::Raise { etype, evalue, .. } => {
                self.exception_types(graph.operand_type(etype), graph.operand_type(evalue));
            }
            Terminator::Unreachable => {}
        }
    }

    fn catch(
        &mut self,
        graph: &Graph,
        id: BlockId,
        normal: &Link,
        cases: &[crate::ExcCase],
        defined: &mut [bool],
        owner: &[Option<BlockId>],
    ) {
        let last = graph.blocks[id].ops.last();
        if !last.is_some_and(|op| op.code.info().can_raise) {
            self.error("catches, but its last op cannot raise");
        }
        self.link(graph, normal, defined, owner);
        let result: Option<VarId> = last.map(|op| op.result);
        if let Some(v) = result {
            defined[v.index()] = false;
        }
        for (i, case) in cases.iter().enumerate() {
            if case.class.is_none() && i + 1 < cases.len() {
                self.error("a case behind one that catches everything");
            }
            self.exception_types(graph.vars[case.etype].ty, graph.vars[case.evalue].ty);
            defined[case.etype.index()] = true;
            defined[case.evalue.index()] = true;
            self.link(graph, &case.link, defined, owner);
            defined[case.etype.index()] = false;
            defined[case.evalue.index()] = false;
        }
    }

    fn exception_types(&mut self, etype: LLType, evalue: LLType) {
        let Some(exceptions) = &self.program.exceptions else {
            return self.error("the program says nothing about exceptions");
        };
        let (vtable, object) = (LLType::Ptr(exceptions.vtable), LLType::Ptr(exceptions.object));
        if etype != vtable || evalue != object {
            self.error(format!("an exception of {} and {}", self.show(etype), self.show(evalue)));
        }
    }

    fn link(&mut self, graph: &Graph, link: &Link, defined: &[bool], owner: &[Option<BlockId>]) {
        let Some(target) = graph.blocks.get(link.target) else {
            return self.error(format!("{} does not exist", link.target));
        };
        if target.params.len() != link.args.len() {
            let (target, params, args) = (link.target, target.params.len(), link.args.len());
            return self.error(format!("passes {args} values to {target}, which takes {params}"));
        }
        for (arg, &param) in link.args.iter().zip(&target.params) {
            self.operand(graph, arg, defined, owner);
            let (given, wanted) = (graph.operand_type(arg), graph.vars[param].ty);
            if given != wanted {
                let (given, wanted) = (self.show(given), self.show(wanted));
                self.error(format!("passes {given} to {}'s {param}: {wanted}", link.target));
            }
        }
    }
}
