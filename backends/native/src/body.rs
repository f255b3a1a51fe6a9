//! One function as Cranelift IR.
//!
//! Blocks are blocks and their parameters are parameters: both graphs are in SSA form. Constants are made
//! where they are used; Cranelift shares them.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::immediates::Imm64;
use cranelift_codegen::ir::{
    Block, BlockArg, ExtFuncData, ExternalName, FuncRef, Function, GlobalValue, GlobalValueData, InstBuilder,
    MemFlagsData, SigRef, Signature, SourceLoc, TrapCode, Type, UserExternalName, Value, types as clif,
};
use cranelift_codegen::isa::TargetIsa;
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext, Switch};
use rpython_backend_common::{cold_blocks, image};
use rpython_base::{Diagnostic, EntityId, FastMap, Span};
use rpython_lltype::{FuncId, LLType, Pointer, Value as Constant};
use rpython_lowlevel::{
    BlockId, CaseValue, Graph, Link, Op, Operand, Program, Terminator, cleanup::predecessor_counts,
};

use crate::lines::Lines;
use crate::ops;
use crate::refs::{Ref, Refs};
use crate::regions::{self, Region, Regions};
use crate::types;

/// Cases up to which a switch is a chain of comparisons: Cranelift's jump tables cost about as many.
const COMPARED_CASES: usize = 4;

/// Where control cannot come.
pub(crate) const UNREACHABLE: TrapCode = TrapCode::unwrap_user(1);

/// What all functions are made with.
#[derive(Clone, Copy)]
pub(crate) struct Making<'a> {
    pub program: &'a Program,
    pub isa: &'a dyn TargetIsa,
    /// Source lines, if debuggers shall see them.
    pub lines: Option<&'a Lines>,
    /// Whether low-level assertions are checked.
    pub assertions: bool,
}

/// What was learned about a function while it was made.
#[derive(Default)]
pub(crate) struct Made {
    pub refs: Refs,
    /// File and line of each source location, which is a number from 1.
    pub places: Vec<(u32, u32)>,
}

/// Makes the Cranelift function of a function with a graph.
pub(crate) fn make(
    making: Making,
    id: FuncId,
    function: &mut Function,
    context: &mut FunctionBuilderContext,
) -> Result<Made, Diagnostic> {
    let callee = &making.program.funcs[id];
    let graph = callee.graph();
    function.signature = types::signature(making.program, callee.ty, false, callee.span)?;
    function.signature.call_conv = types::convention(making.program, id);
    let mut body = Body {
        making,
        program: making.program,
        graph,
        b: FunctionBuilder::new(function, context),
        regions: Regions::new(making.program, graph, callee.attrs.gc_internal),
        at: graph.start,
        made: Made::default(),
        values: vec![None; graph.vars.len()],
        blocks: vec![None; graph.blocks.len()],
        cold: cold_blocks(making.program, graph),
        globals: FastMap::default(),
        functions: FastMap::default(),
        signatures: Vec::new(),
        locations: FastMap::default(),
        span: callee.span,
    };
    body.all()?;
    let made = std::mem::take(&mut body.made);
    body.b.seal_all_blocks();
    body.b.finalize(making.isa.frontend_config());
    Ok(made)
}

/// The body while it is made.
pub(crate) struct Body<'a, 'f> {
    pub making: Making<'a>,
    pub program: &'a Program,
    pub graph: &'a Graph,
    pub b: FunctionBuilder<'f>,
    regions: Regions,
    made: Made,
    values: Vec<Option<Value>>,
    blocks: Vec<Option<Block>>,
    cold: Vec<bool>,
    globals: FastMap<(Ref, i64), GlobalValue>,
    functions: FastMap<Ref, FuncRef>,
    signatures: Vec<(Signature, SigRef)>,
    locations: FastMap<(u32, u32), u32>,
    /// The block that is being made.
    at: BlockId,
    /// What is being made right now, for errors.
    span: Span,
}

impl Body<'_, '_> {
    fn all(&mut self) -> Result<(), Diagnostic> {
        let order = self.graph.reverse_postorder();
        let start = self.graph.start;
        for &id in &order {
            let block = self.b.create_block();
            self.blocks[id.index()] = Some(block);
            if self.cold[id.index()] {
                self.b.set_cold_block(block);
            }
            for &param in &self.graph.blocks[id].params {
                let Some(ty) = self.variable_type(self.graph.vars[param].ty)? else { continue };
                self.values[param.index()] = Some(self.b.append_block_param(block, ty));
            }
        }
        // Nothing may jump to Cranelift's entry.
        if predecessor_counts(self.graph)[start.index()] > 1 || self.is_jumped_to(start, &order) {
            let entry = self.b.create_block();
            self.b.append_block_params_for_function_params(entry);
            self.b.switch_to_block(entry);
            let args: Vec<BlockArg> = self.b.block_params(entry).iter().map(|&v| v.into()).collect();
            let target = self.block(start);
            self.b.ins().jump(target, &args);
        }
        for &id in &order {
            let block = self.block(id);
            self.b.switch_to_block(block);
            self.one_block(id)?;
        }
        Ok(())
    }

    fn is_jumped_to(&self, id: BlockId, order: &[BlockId]) -> bool {
        order.iter().any(|&b| self.graph.blocks[b].end.links().iter().any(|l| l.target == id))
    }

    fn one_block(&mut self, id: BlockId) -> Result<(), Diagnostic> {
        self.at = id;
        let ops = &self.graph.blocks[id].ops;
        let mut at = 0;
        while let Some(op) = ops.get(at) {
            self.locate(op.span);
            match ops.get(at + 1) {
                Some(next) if ops::joins(op, next) => {
                    ops::overflow::pair(self, op, next);
                    at += 2;
                }
                _ => {
                    ops::emit(self, op)?;
                    at += 1;
                }
            }
        }
        self.terminator(&self.graph.blocks[id].end)
    }

    /// What follows stands for this place in the source.
    fn locate(&mut self, span: Span) {
        self.span = span;
        let Some(place) = self.making.lines.and_then(|lines| lines.place(span)) else { return };
        let number = *self.locations.entry(place).or_insert_with(|| {
            self.made.places.push(place);
            self.made.places.len() as u32
        });
        self.b.set_srcloc(SourceLoc::new(number));
    }

    fn block(&self, id: BlockId) -> Block {
        self.blocks[id.index()].expect("reachable blocks were made first")
    }

    /// The type of a variable; fails for what the backend cannot do.
    pub fn variable_type(&self, ty: LLType) -> Result<Option<Type>, Diagnostic> {
        types::variable(self.program, ty, self.span)
    }

    /// The Cranelift type of a type that is known to have one.
    pub fn ty(&self, ty: LLType) -> Result<Type, Diagnostic> {
        self.variable_type(ty)?
            .ok_or_else(|| Diagnostic::error("internal", self.span, "a value of type Void is computed with"))
    }

    /// The type of the operand with this index.
    pub fn arg_type(&self, op: &Op, index: usize) -> LLType {
        self.graph.operand_type(&op.args[index])
    }

    /// The type of the result.
    pub fn result_type(&self, op: &Op) -> LLType {
        self.graph.vars[op.result].ty
    }

    /// The operand with this index.
    pub fn arg(&mut self, op: &Op, index: usize) -> Value {
        self.operand(&op.args[index])
    }

    /// Gives the result this value.
    pub fn assign(&mut self, op: &Op, value: Value) {
        self.values[op.result.index()] = Some(value);
    }

    /// An operand that is not of type `Void`.
    pub fn operand(&mut self, operand: &Operand) -> Value {
        match operand {
            Operand::Var(v) => self.values[v.index()].expect("the verifier has seen a definition"),
            Operand::Const(c) => self.constant(c.ty, &c.value),
        }
    }

    /// A whole number of a type with up to 64 bits.
    pub fn int(&mut self, ty: Type, value: i64) -> Value {
        let unused = 64 - ty.bits();
        // Cranelift wants the unused bits to be zero.
        let bits = (value as u64) << unused >> unused;
        self.b.ins().iconst(ty, Imm64::new(bits as i64))
    }

    fn constant(&mut self, ty: LLType, value: &Constant) -> Value {
        let clif_type = types::variable(self.program, ty, self.span).ok().flatten().unwrap_or(clif::I64);
        match value {
            Constant::Bool(b) => self.int(clif::I8, *b as i64),
            Constant::Int(n) if clif_type == clif::I128 => {
                let low = self.int(clif::I64, *n);
                let high = self.int(clif::I64, *n >> 63);
                self.b.ins().iconcat(low, high)
            }
            Constant::Int(n) => self.int(clif_type, *n),
            Constant::Char(c) => self.int(clif::I8, *c as i64),
            Constant::UniChar(c) => self.int(clif::I32, *c as i64),
            Constant::Float(f) if clif_type == clif::F32 => self.b.ins().f32const(*f as f32),
            Constant::Float(f) => self.b.ins().f64const(*f),
            Constant::Ptr(p) | Constant::Address(p) => self.pointer(p),
            Constant::Void | Constant::Inline(_) => self.int(clif_type, 0),
        }
    }

    fn pointer(&mut self, pointer: &Pointer) -> Value {
        let ty = types::pointer(self.program);
        match image::address(self.program, pointer) {
            image::Address::Bits(bits) => self.int(ty, bits),
            image::Address::Relative(image::Target::Data(d), addend) => self.address(Ref::Data(d), addend),
            image::Address::Relative(image::Target::Func(f), addend) => self.address(Ref::Func(f), addend),
        }
    }

    /// The address of something outside, plus so many bytes.
    pub fn address(&mut self, reference: Ref, addend: i64) -> Value {
        let global = match self.globals.get(&(reference, addend)) {
            Some(&global) => global,
            None => {
                let name = self.external_name(reference);
                let offset = Imm64::new(addend);
                let data = GlobalValueData::Symbol { name, offset, colocated: true, tls: false };
                let global = self.b.create_global_value(data);
                self.globals.insert((reference, addend), global);
                global
            }
        };
        let ty = types::pointer(self.program);
        self.b.ins().symbol_value(ty, global)
    }

    fn external_name(&mut self, reference: Ref) -> ExternalName {
        let index = self.made.refs.number(reference);
        let name = UserExternalName { namespace: 0, index };
        ExternalName::user(self.b.func.declare_imported_user_function(name))
    }

    /// A function to call; `signature` is asked for at its first mention.
    pub fn function(&mut self, reference: Ref, signature: impl FnOnce() -> Signature) -> FuncRef {
        if let Some(&function) = self.functions.get(&reference) {
            return function;
        }
        let name = self.external_name(reference);
        let signature = self.signature(signature());
        let data = ExtFuncData { name, signature, colocated: true, patchable: false };
        let function = self.b.import_function(data);
        self.functions.insert(reference, function);
        function
    }

    /// The number of a signature.
    pub fn signature(&mut self, signature: Signature) -> SigRef {
        if let Some((_, known)) = self.signatures.iter().find(|(s, _)| *s == signature) {
            return *known;
        }
        let number = self.b.import_signature(signature.clone());
        self.signatures.push((signature, number));
        number
    }

    /// Whether an access by address concerns the header of a managed object.
    pub fn is_header(&self, op: &Op) -> bool {
        regions::is_header(self.program, self.graph, &self.graph.blocks[self.at], op)
    }

    /// The flags of an access to a region of memory.
    pub fn flags(&mut self, region: Region) -> MemFlagsData {
        self.regions.flags(self.b.func, region)
    }

    fn terminator(&mut self, end: &Terminator) -> Result<(), Diagnostic> {
        match end {
            Terminator::Goto(link) => {
                let (target, args) = self.link(link);
                self.b.ins().jump(target, &args);
            }
            Terminator::Branch { cond, if_true, if_false } => {
                let cond = self.operand(cond);
                let (yes, yes_args) = self.link(if_true);
                let (no, no_args) = self.link(if_false);
                self.b.ins().brif(cond, yes, &yes_args, no, &no_args);
            }
            Terminator::Switch { value, cases, default } => self.switch(value, cases, default.as_ref()),
            Terminator::Return(value) => {
                let values: Vec<Value> = match self.graph.operand_type(value) {
                    LLType::Void => Vec::new(),
                    _ => vec![self.operand(value)],
                };
                self.b.ins().return_(&values);
            }
            Terminator::Unreachable => {
                self.b.ins().trap(UNREACHABLE);
            }
            Terminator::Catch { .. } | Terminator::Raise { .. } => {
                return Err(Diagnostic::error(
                    "internal",
                    self.span,
                    "an exception edge reached the native backend, but an earlier stage replaces it",
                ));
            }
        }
        Ok(())
    }

    fn link(&mut self, link: &Link) -> (Block, Vec<BlockArg>) {
        let args = link
            .args
            .iter()
            .filter(|arg| self.graph.operand_type(arg) != LLType::Void)
            .cloned()
            .collect::<Vec<_>>();
        let args = args.iter().map(|arg| self.operand(arg).into()).collect();
        (self.block(link.target), args)
    }

    fn switch(&mut self, value: &Operand, cases: &[(CaseValue, Link)], default: Option<&Link>) {
        let value = self.operand(value);
        let bits = self.b.func.dfg.value_type(value).bits();
        let mut targets: Vec<(u128, Block)> = Vec::with_capacity(cases.len());
        // Where nothing else can be, the last case needs no test.
        let (cases, otherwise) = match (default, cases.split_last()) {
            (Some(link), _) => (cases, Some(link)),
            (None, Some(((_, link), rest))) => (rest, Some(link)),
            (None, None) => (cases, None),
        };
        let nowhere = otherwise.is_none();
        let mut landings = Vec::new();
        for (CaseValue::Int(n), link) in cases {
            let entry = (*n as u64 as u128) & (u128::MAX >> (128 - bits));
            let block = self.landing(link, &mut landings);
            targets.push((entry, block));
        }
        let otherwise = match otherwise {
            Some(link) => self.landing(link, &mut landings),
            None => self.b.create_block(),
        };
        if targets.len() <= COMPARED_CASES {
            self.comparisons(value, &targets, otherwise);
        } else {
            let mut switch = Switch::new();
            targets.into_iter().for_each(|(entry, block)| switch.set_entry(entry, block));
            switch.emit(&mut self.b, value, otherwise);
        }
        for (block, link) in landings {
            self.b.switch_to_block(block);
            let (target, args) = self.link(link);
            self.b.ins().jump(target, &args);
        }
        if nowhere {
            self.b.switch_to_block(otherwise);
            self.b.ins().trap(UNREACHABLE);
        }
    }

    /// Compares with one case after the other.
    fn comparisons(&mut self, value: Value, targets: &[(u128, Block)], otherwise: Block) {
        let ty = self.b.func.dfg.value_type(value);
        for (i, &(entry, target)) in targets.iter().enumerate() {
            let constant = self.int(ty, entry as i64);
            let same = self.b.ins().icmp(IntCC::Equal, value, constant);
            if i + 1 == targets.len() {
                self.b.ins().brif(same, target, &[], otherwise, &[]);
                return;
            }
            let next = self.b.create_block();
            self.b.ins().brif(same, target, &[], next, &[]);
            self.b.switch_to_block(next);
        }
        self.b.ins().jump(otherwise, &[]);
    }

    /// A block without parameters that goes where the link goes; one that must be filled is added to the list.
    fn landing<'l>(&mut self, link: &'l Link, landings: &mut Vec<(Block, &'l Link)>) -> Block {
        let target = self.block(link.target);
        if self.b.func.dfg.block_params(target).is_empty() {
            return target;
        }
        let block = self.b.create_block();
        if self.cold[link.target.index()] {
            self.b.set_cold_block(block);
        }
        landings.push((block, link));
        block
    }
}
