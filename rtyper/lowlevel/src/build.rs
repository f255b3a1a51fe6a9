//! Builds graphs op by op.
//!
//! A [`FunctionBuilder`] has a current block. Ops go to its end; a terminator closes it, and
//! [`switch_to`](FunctionBuilder::switch_to) opens the next. Types of results come from the op table where
//! it says them.

use rpython_base::{Span, Symbol};
use rpython_lltype::{ContainerId, FuncId, LLType, Pointer, TypeTable, Value};

use crate::{
    BlockId, CaseValue, Const, ExcCase, Graph, Imm, Link, MallocFlavor, Op, OpCode, Operand, ResultRule,
    Terminator, VarId,
};

impl From<VarId> for Operand {
    fn from(v: VarId) -> Operand {
        Operand::Var(v)
    }
}

impl Operand {
    /// A typed constant.
    pub fn constant(ty: LLType, value: Value) -> Operand {
        Operand::Const(Const { ty, value })
    }

    /// A constant of an integer type.
    pub fn int(ty: LLType, value: i64) -> Operand {
        Operand::constant(ty, Value::Int(value))
    }

    /// A constant pointer.
    pub fn pointer(ty: LLType, pointer: Pointer) -> Operand {
        Operand::constant(ty, Value::Ptr(pointer))
    }
}

impl Link {
    /// A jump with these arguments.
    pub fn new(target: BlockId, args: Vec<Operand>) -> Link {
        Link { target, args }
    }
}

/// Builds the graph of one function.
#[derive(Debug)]
pub struct FunctionBuilder {
    graph: Graph,
    current: Option<BlockId>,
    span: Span,
}

impl FunctionBuilder {
    /// Starts a graph whose entry takes these arguments; the entry is the current block.
    pub fn new(args: &[LLType]) -> FunctionBuilder {
        let mut graph = Graph::new();
        let start = graph.start;
        graph.blocks[start].params =
            args.iter().map(|&ty| graph.vars.push(crate::Var { ty, name: None })).collect();
        FunctionBuilder { graph, current: Some(start), span: Span::NONE }
    }

    /// Goes on with an existing graph at the end of `block`, whose terminator is still to be set.
    pub fn resume(graph: Graph, block: BlockId) -> FunctionBuilder {
        FunctionBuilder { graph, current: Some(block), span: Span::NONE }
    }

    /// The graph. The current block must have been closed.
    pub fn finish(self) -> Graph {
        debug_assert!(self.current.is_none(), "{:?} has no terminator", self.current);
        self.graph
    }

    /// The graph so far.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The argument with this index.
    pub fn arg(&self, index: usize) -> Operand {
        Operand::Var(self.graph.blocks[self.graph.start].params[index])
    }

    /// Names an operand, if it is a variable.
    pub fn name(&mut self, operand: &Operand, name: &str) {
        if let Operand::Var(v) = operand {
            self.graph.vars[*v].name = Some(Symbol::intern(name));
        }
    }

    /// The source position of the ops that follow.
    pub fn at(&mut self, span: Span) {
        self.span = span;
    }

    /// A new block with parameters of these types; not the current one yet.
    pub fn block(&mut self, params: &[LLType]) -> BlockId {
        self.graph.block(params)
    }

    /// The parameter with this index of a block.
    pub fn param(&self, block: BlockId, index: usize) -> Operand {
        Operand::Var(self.graph.blocks[block].params[index])
    }

    /// Makes this the current block.
    pub fn switch_to(&mut self, block: BlockId) {
        self.current = Some(block);
    }

    /// The current block. Panics behind a terminator.
    pub fn current(&self) -> BlockId {
        self.current.expect("a current block")
    }

    /// Whether ops can be added: no terminator was set since the last [`switch_to`](Self::switch_to).
    pub fn is_open(&self) -> bool {
        self.current.is_some()
    }

    /// Adds an op with all it may have.
    pub fn push(&mut self, code: OpCode, args: Vec<Operand>, imm: Imm, result: LLType) -> Operand {
        let result = self.graph.var(result);
        let block = self.current();
        self.graph.blocks[block].ops.push(Op { code, args, imm, result, span: self.span });
        Operand::Var(result)
    }

    /// Adds an op whose result type the table says. Panics for the others.
    pub fn op(&mut self, code: OpCode, args: &[Operand]) -> Operand {
        let ty = match code.info().result {
            ResultRule::Is(ty) => ty,
            ResultRule::SameAsFirst => self.graph.operand_type(&args[0]),
            ResultRule::Declared => panic!("{} needs a result type", code.name()),
        };
        self.push(code, args.to_vec(), Imm::None, ty)
    }

    /// Adds an op whose result type is given: casts, loads.
    pub fn op_to(&mut self, code: OpCode, args: &[Operand], result: LLType) -> Operand {
        self.push(code, args.to_vec(), Imm::None, result)
    }

    fn pointee(&self, pointer: &Operand) -> ContainerId {
        self.graph.operand_type(pointer).pointee().expect("a pointer")
    }

    /// Index and type of a field by name. Panics if there is none.
    fn field(&self, types: &TypeTable, pointer: &Operand, name: &str) -> (u32, LLType) {
        let s = types.expect_struct(self.pointee(pointer));
        let index = s.field(Symbol::intern(name)).unwrap_or_else(|| panic!("{} has no {name}", s.name));
        (index as u32, s.fields[index].ty)
    }

    /// Reads a field.
    pub fn getfield(&mut self, types: &TypeTable, pointer: Operand, name: &str) -> Operand {
        let (index, ty) = self.field(types, &pointer, name);
        self.push(OpCode::getfield, vec![pointer], Imm::Field(index), ty)
    }

    /// Writes a field.
    pub fn setfield(&mut self, types: &TypeTable, pointer: Operand, name: &str, value: Operand) {
        let (index, _) = self.field(types, &pointer, name);
        self.push(OpCode::setfield, vec![pointer, value], Imm::Field(index), LLType::Void);
    }

    /// Points to an inlined field.
    pub fn getsubstruct(&mut self, types: &TypeTable, pointer: Operand, name: &str) -> Operand {
        let (index, ty) = self.field(types, &pointer, name);
        let LLType::Inline(inner) = ty else { panic!("{name} is not inlined") };
        self.push(OpCode::getsubstruct, vec![pointer], Imm::Field(index), LLType::Ptr(inner))
    }

    /// Reads an array item.
    pub fn getarrayitem(&mut self, types: &TypeTable, pointer: Operand, index: Operand) -> Operand {
        let item = types.item_type(self.pointee(&pointer)).expect("an array");
        self.push(OpCode::getarrayitem, vec![pointer, index], Imm::None, item)
    }

    /// Writes an array item.
    pub fn setarrayitem(&mut self, pointer: Operand, index: Operand, value: Operand) {
        self.op(OpCode::setarrayitem, &[pointer, index, value]);
    }

    /// The length of an array.
    pub fn getarraysize(&mut self, pointer: Operand) -> Operand {
        self.op(OpCode::getarraysize, &[pointer])
    }

    /// Casts along the chain of inlined first fields.
    pub fn cast_pointer(&mut self, pointer: Operand, to: ContainerId) -> Operand {
        self.push(OpCode::cast_pointer, vec![pointer], Imm::None, LLType::Ptr(to))
    }

    /// Allocates a struct of fixed size.
    pub fn malloc(&mut self, ty: ContainerId, flavor: MallocFlavor) -> Operand {
        self.push(OpCode::malloc, vec![], Imm::Malloc(ty, flavor), LLType::Ptr(ty))
    }

    /// Allocates an array, or a struct that ends in one.
    pub fn malloc_varsize(&mut self, ty: ContainerId, length: Operand, flavor: MallocFlavor) -> Operand {
        self.push(OpCode::malloc_varsize, vec![length], Imm::Malloc(ty, flavor), LLType::Ptr(ty))
    }

    /// Calls a known function whose function type is `ty`.
    pub fn call(&mut self, types: &TypeTable, func: FuncId, ty: ContainerId, args: &[Operand]) -> Operand {
        let result = types.expect_func(ty).result;
        let mut all = vec![Operand::func(LLType::Ptr(ty), func)];
        all.extend_from_slice(args);
        self.push(OpCode::direct_call, all, Imm::None, result)
    }

    /// Calls through a function pointer.
    pub fn call_indirect(
        &mut self,
        types: &TypeTable,
        pointer: Operand,
        args: &[Operand],
        targets: Option<Box<[FuncId]>>,
    ) -> Operand {
        let result = types.expect_func(self.pointee(&pointer)).result;
        let mut all = vec![pointer];
        all.extend_from_slice(args);
        self.push(OpCode::indirect_call, all, Imm::Targets(targets), result)
    }

    /// Closes the current block.
    pub fn end(&mut self, end: Terminator) {
        let block = self.current();
        self.graph.blocks[block].end = end;
        self.current = None;
    }

    /// Ends with a jump.
    pub fn goto(&mut self, target: BlockId, args: &[Operand]) {
        self.end(Terminator::Goto(Link::new(target, args.to_vec())));
    }

    /// Ends with a two-way branch.
    pub fn branch(&mut self, cond: Operand, if_true: Link, if_false: Link) {
        self.end(Terminator::Branch { cond, if_true, if_false });
    }

    /// Ends with a switch.
    pub fn switch(&mut self, value: Operand, cases: Vec<(i64, Link)>, default: Option<Link>) {
        let cases = cases.into_iter().map(|(n, link)| (CaseValue::Int(n), link)).collect();
        self.end(Terminator::Switch { value, cases, default });
    }

    /// Ends with exception edges for the last op.
    pub fn catch(&mut self, normal: Link, cases: Vec<ExcCase>) {
        self.end(Terminator::Catch { normal, cases });
    }

    /// Ends with a return.
    pub fn ret(&mut self, value: Operand) {
        self.end(Terminator::Return(value));
    }

    /// Ends with a return of nothing.
    pub fn ret_void(&mut self) {
        self.ret(Operand::void());
    }
}
