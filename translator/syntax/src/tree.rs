//! The syntax tree of Python 2.7: what the later passes see.
//!
//! It holds no trace of the encodings that carry Python 2 through the Python 3 grammar; those are
//! known to `rewrite` (which makes them) and `lower` (which undoes them) only. Every node that
//! opens a scope carries the [`ScopeId`] under which `scope` describes it.

use rpython_base::{Span, Symbol, define_id};
use rpython_bytecode::{BinOp, CmpOp, Const, UnOp};

define_id!(
    /// A scope: module, class body, function, lambda, generator expression, set or dict comprehension.
    ScopeId,
    "scope"
);

/// A compiled unit.
#[derive(Debug)]
pub struct Module {
    pub body: ModuleBody,
    pub scope: ScopeId,
    pub span: Span,
}

/// Statements, or the one expression of `eval`.
#[derive(Debug)]
pub enum ModuleBody {
    Statements(Vec<Stmt>),
    Expression(Box<Expr>),
}

/// A statement.
#[derive(Debug)]
pub struct Stmt {
    pub kind: StmtKind,
    pub span: Span,
}

/// The kinds of statement.
#[derive(Debug)]
pub enum StmtKind {
    Function(Box<FunctionDef>),
    Class(Box<ClassDef>),
    Return(Option<Expr>),
    Delete(Vec<Expr>),
    Assign(Vec<Expr>, Expr),
    AugAssign(Expr, BinOp, Expr),
    Print {
        dest: Option<Expr>,
        values: Vec<Expr>,
        newline: bool,
    },
    For(Box<For>),
    While(Expr, Vec<Stmt>, Vec<Stmt>),
    If(Vec<(Expr, Vec<Stmt>)>, Vec<Stmt>),
    With(Vec<WithItem>, Vec<Stmt>),
    /// Up to three values: type, value, traceback.
    Raise(Vec<Expr>),
    Try(Box<Try>),
    Assert(Expr, Option<Expr>),
    Import(Vec<Alias>),
    ImportFrom(Box<ImportFrom>),
    /// Code, globals, locals.
    Exec(Vec<Expr>),
    Global(Vec<(Symbol, Span)>),
    Expr(Expr),
    Pass,
    Break,
    Continue,
}

/// `for target in iter: body else: orelse`
#[derive(Debug)]
pub struct For {
    pub target: Expr,
    pub iter: Expr,
    pub body: Vec<Stmt>,
    pub orelse: Vec<Stmt>,
}

/// One manager of a `with`.
#[derive(Debug)]
pub struct WithItem {
    pub context: Expr,
    pub target: Option<Expr>,
}

/// All forms of `try`.
#[derive(Debug)]
pub struct Try {
    pub body: Vec<Stmt>,
    pub handlers: Vec<Handler>,
    pub orelse: Vec<Stmt>,
    /// `None` without a `finally`.
    pub finalbody: Option<Vec<Stmt>>,
}

/// An `except` clause.
#[derive(Debug)]
pub struct Handler {
    pub class: Option<Expr>,
    pub target: Option<Expr>,
    pub body: Vec<Stmt>,
    pub span: Span,
}

/// One name of an import statement.
#[derive(Debug)]
pub struct Alias {
    /// Dotted in `import`; `*` for a star import.
    pub name: Symbol,
    pub asname: Option<Symbol>,
    pub span: Span,
}

/// `from ..module import names`
#[derive(Debug)]
pub struct ImportFrom {
    /// Number of leading dots.
    pub level: u32,
    pub module: Option<Symbol>,
    pub names: Vec<Alias>,
}

/// A `def` with its decorators.
#[derive(Debug)]
pub struct FunctionDef {
    pub name: Symbol,
    pub decorators: Vec<Expr>,
    pub function: Function<Vec<Stmt>>,
}

/// What `def` and `lambda` share.
#[derive(Debug)]
pub struct Function<Body> {
    pub params: Params,
    pub body: Body,
    pub scope: ScopeId,
    pub span: Span,
}

/// The parameters of a function.
#[derive(Debug, Default)]
pub struct Params {
    pub positional: Vec<Param>,
    pub vararg: Option<(Symbol, Span)>,
    pub kwarg: Option<(Symbol, Span)>,
    /// Defaults of the last positional parameters.
    pub defaults: Vec<Expr>,
}

/// A positional parameter.
#[derive(Debug)]
pub enum Param {
    Name(Symbol, Span),
    /// `(a, (b, c))`
    Tuple(Vec<Param>, Span),
}

/// A `class` with its decorators.
#[derive(Debug)]
pub struct ClassDef {
    pub name: Symbol,
    pub decorators: Vec<Expr>,
    pub bases: Vec<Expr>,
    pub body: Vec<Stmt>,
    pub scope: ScopeId,
}

/// An expression.
#[derive(Debug)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
}

/// The kinds of expression.
#[derive(Debug)]
pub enum ExprKind {
    Const(Const),
    Name(Symbol),
    Attribute(Box<Expr>, Symbol),
    Subscript(Box<Expr>, Box<Index>),
    Call(Box<Call>),
    Unary(UnOp, Box<Expr>),
    /// `/` is [`BinOp::Div`] here; the compiler knows whether division is true division.
    Binary(BinOp, Box<Expr>, Box<Expr>),
    Bool(BoolOp, Vec<Expr>),
    Compare(Box<Expr>, Vec<(CmpOp, Expr)>),
    IfElse(Box<IfElse>),
    Lambda(Box<Function<Expr>>),
    Tuple(Vec<Expr>),
    List(Vec<Expr>),
    Set(Vec<Expr>),
    Dict(Vec<(Expr, Expr)>),
    /// In the enclosing scope.
    ListComp(Box<Expr>, Vec<Clause>),
    /// In a scope of its own.
    Comp(Box<Comp>),
    Yield(Option<Box<Expr>>),
}

/// `and`, `or`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoolOp {
    And,
    Or,
}

/// `body if test else orelse`
#[derive(Debug)]
pub struct IfElse {
    pub test: Expr,
    pub body: Expr,
    pub orelse: Expr,
}

/// What stands between the brackets of a subscription.
#[derive(Debug)]
pub enum Index {
    Item(Expr),
    Slice(SliceIndex),
    Ellipsis,
    /// More than one, or one with a comma, where at least one is not an item.
    Tuple(Vec<Index>),
}

/// `lower:upper` or `lower:upper:step`
#[derive(Debug)]
pub struct SliceIndex {
    pub lower: Option<Expr>,
    pub upper: Option<Expr>,
    /// `Some(None)` for a second colon without a step after it.
    pub step: Option<Option<Expr>>,
    pub span: Span,
}

/// A call.
#[derive(Debug)]
pub struct Call {
    pub func: Expr,
    pub args: Vec<Expr>,
    pub keywords: Vec<(Symbol, Expr)>,
    pub star: Option<Expr>,
    pub starstar: Option<Expr>,
}

/// `for target in iter if c1 if c2`
#[derive(Debug)]
pub struct Clause {
    pub target: Expr,
    pub iter: Expr,
    pub conditions: Vec<Expr>,
}

/// A comprehension with its own scope.
#[derive(Debug)]
pub struct Comp {
    pub kind: CompKind,
    pub clauses: Vec<Clause>,
    pub scope: ScopeId,
}

/// What a comprehension makes.
#[derive(Debug)]
pub enum CompKind {
    Generator(Expr),
    Set(Expr),
    Dict(Expr, Expr),
}
