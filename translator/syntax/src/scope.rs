//! Which names are local, global, free or shared with inner functions: Python 2.7's rules.
//!
//! A first walk over the tree notes, scope by scope, how each name is used. The second step
//! resolves names that a scope uses but does not bind, by looking outwards through the enclosing
//! functions (class bodies are skipped: their names are not visible from methods).

use rpython_base::{Arena, EntityId, FastMap, Span, Symbol};

use crate::source::{Result, error_at};
use crate::tree::*;

/// What kind of code a scope is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScopeKind {
    Module,
    Class,
    /// Also lambdas, generator expressions, set and dict comprehensions.
    Function,
}

/// Where a name of a scope lives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Local,
    /// Local, and used by an inner scope.
    Cell,
    /// A local of an enclosing function.
    Free,
    /// Declared `global`.
    GlobalExplicit,
    GlobalImplicit,
}

/// What is known about a scope.
#[derive(Debug)]
pub struct Scope {
    pub kind: ScopeKind,
    pub parent: Option<ScopeId>,
    /// The class whose name mangles private names in here.
    pub class: Option<Symbol>,
    /// Inside another function, at any depth.
    pub nested: bool,
    /// Contains `yield`.
    pub generator: bool,
    /// A function with `exec` or `import *`: names that it does not bind are looked up at run time.
    pub dynamic: bool,
    /// Names in order of their first mention.
    order: Vec<Symbol>,
    uses: FastMap<Symbol, u8>,
    places: FastMap<Symbol, Place>,
    /// Variables of outer functions that this scope, or an inner one, uses.
    pub free: Vec<Symbol>,
    name: Symbol,
    returns_value: Option<Span>,
    bare_exec: Option<Span>,
    star_import: Option<Span>,
    /// Uses a variable that may belong to an enclosing function.
    uses_free: bool,
    child_uses_free: bool,
}

const USED: u8 = 0;
const BOUND: u8 = 1;
const PARAM: u8 = 2;
const GLOBAL: u8 = 4;

impl Scope {
    /// Where a (mangled) name lives.
    pub fn place(&self, name: Symbol) -> Place {
        self.places.get(&name).copied().unwrap_or(Place::GlobalImplicit)
    }

    /// Locals that inner scopes use, in order of their first mention.
    pub fn cells(&self) -> impl Iterator<Item = Symbol> {
        self.order.iter().copied().filter(|&name| self.place(name) == Place::Cell)
    }
}

/// The scopes of a module, by the ids in its tree.
pub type Scopes = Arena<ScopeId, Scope>;

/// Private names in classes: `__x` becomes `_Class__x`.
pub fn mangle(class: Option<Symbol>, name: Symbol) -> Symbol {
    let Some(class) = class else { return name };
    let text = name.as_str();
    if !text.starts_with("__") || text.ends_with("__") || text.contains('.') {
        return name;
    }
    match class.as_str().trim_start_matches('_') {
        "" => name,
        class => Symbol::intern(&format!("_{class}{text}")),
    }
}

/// Builds and resolves all scopes.
pub fn analyze(module: &Module) -> Result<Scopes> {
    let mut builder = Builder { slots: Vec::new(), current: module.scope, parents: Vec::new() };
    builder.begin(module.scope, ScopeKind::Module, Symbol::intern("<module>"), None, None);
    match &module.body {
        ModuleBody::Statements(body) => builder.block(body)?,
        ModuleBody::Expression(e) => builder.expr(e)?,
    }
    let mut scopes = Scopes::new();
    for slot in builder.slots {
        scopes.push(slot.expect("every scope of the tree was visited"));
    }
    resolve(&mut scopes)?;
    Ok(scopes)
}

struct Builder {
    slots: Vec<Option<Scope>>,
    current: ScopeId,
    parents: Vec<ScopeId>,
}

impl Builder {
    fn begin(
        &mut self,
        id: ScopeId,
        kind: ScopeKind,
        name: Symbol,
        parent: Option<ScopeId>,
        class: Option<Symbol>,
    ) {
        let nested = parent.is_some_and(|p| {
            let parent = self.slot(p);
            parent.nested || parent.kind == ScopeKind::Function
        });
        let scope = Scope {
            kind,
            parent,
            class,
            nested,
            generator: false,
            dynamic: false,
            order: Vec::new(),
            uses: FastMap::default(),
            places: FastMap::default(),
            free: Vec::new(),
            name,
            returns_value: None,
            bare_exec: None,
            star_import: None,
            uses_free: false,
            child_uses_free: false,
        };
        if self.slots.len() <= id.index() {
            self.slots.resize_with(id.index() + 1, || None);
        }
        self.slots[id.index()] = Some(scope);
        self.current = id;
    }

    fn slot(&mut self, id: ScopeId) -> &mut Scope {
        self.slots[id.index()].as_mut().expect("scopes are entered before use")
    }

    fn scope(&mut self) -> &mut Scope {
        self.slot(self.current)
    }

    fn enter(&mut self, id: ScopeId, kind: ScopeKind, name: &str) {
        let name = Symbol::intern(name);
        let class = if kind == ScopeKind::Class { Some(name) } else { self.scope().class };
        let parent = self.current;
        self.parents.push(parent);
        self.begin(id, kind, name, Some(parent), class);
    }

    fn leave(&mut self) -> Result<()> {
        let scope = self.scope();
        if let (true, Some(span)) = (scope.generator, scope.returns_value) {
            return Err(error_at(span, "'return' with argument inside generator"));
        }
        self.current = self.parents.pop().expect("only entered scopes are left");
        Ok(())
    }

    fn note(&mut self, name: Symbol, flag: u8, span: Span) -> Result<()> {
        let scope = self.scope();
        let name = mangle(scope.class, name);
        let flags = match scope.uses.get_mut(&name) {
            Some(flags) => {
                *flags |= flag;
                *flags
            }
            None => {
                scope.order.push(name);
                scope.uses.insert(name, flag);
                flag
            }
        };
        if flags & PARAM != 0 && flags & GLOBAL != 0 {
            return Err(error_at(span, format!("name '{name}' is local and global")));
        }
        Ok(())
    }

    fn block(&mut self, body: &[Stmt]) -> Result<()> {
        body.iter().try_for_each(|s| self.stmt(s))
    }

    fn stmt(&mut self, s: &Stmt) -> Result<()> {
        match &s.kind {
            StmtKind::Function(def) => {
                self.exprs(&def.decorators)?;
                self.exprs(&def.function.params.defaults)?;
                self.note(def.name, BOUND, s.span)?;
                self.enter(def.function.scope, ScopeKind::Function, def.name.as_str());
                self.params(&def.function.params)?;
                self.block(&def.function.body)?;
                self.leave()
            }
            StmtKind::Class(def) => {
                self.exprs(&def.decorators)?;
                self.exprs(&def.bases)?;
                self.note(def.name, BOUND, s.span)?;
                self.enter(def.scope, ScopeKind::Class, def.name.as_str());
                self.block(&def.body)?;
                self.leave()
            }
            StmtKind::Return(value) => {
                if value.is_some() {
                    self.scope().returns_value.get_or_insert(s.span);
                }
                self.optional(value)
            }
            StmtKind::Delete(targets) => targets.iter().try_for_each(|t| self.target(t)),
            StmtKind::Assign(targets, value) => {
                self.expr(value)?;
                targets.iter().try_for_each(|t| self.target(t))
            }
            StmtKind::AugAssign(target, _, value) => {
                self.target(target)?;
                self.expr(value)
            }
            StmtKind::Print { dest, values, .. } => {
                self.optional(dest)?;
                self.exprs(values)
            }
            StmtKind::For(s) => {
                self.target(&s.target)?;
                self.expr(&s.iter)?;
                self.block(&s.body)?;
                self.block(&s.orelse)
            }
            StmtKind::While(test, body, orelse) => {
                self.expr(test)?;
                self.block(body)?;
                self.block(orelse)
            }
            StmtKind::If(arms, orelse) => {
                for (test, body) in arms {
                    self.expr(test)?;
                    self.block(body)?;
                }
                self.block(orelse)
            }
            StmtKind::With(items, body) => {
                for item in items {
                    self.expr(&item.context)?;
                    item.target.iter().try_for_each(|t| self.target(t))?;
                }
                self.block(body)
            }
            StmtKind::Try(s) => self.try_statement(s),
            StmtKind::Raise(values) => self.exprs(values),
            StmtKind::Exec(values) => {
                let scope = self.scope();
                scope.dynamic = true;
                if values.len() == 1 {
                    scope.bare_exec.get_or_insert(s.span);
                }
                self.exprs(values)
            }
            StmtKind::Assert(test, message) => {
                self.expr(test)?;
                self.optional(message)
            }
            StmtKind::Import(names) => names.iter().try_for_each(|alias| self.import(alias)),
            StmtKind::ImportFrom(s) => s.names.iter().try_for_each(|alias| self.import(alias)),
            StmtKind::Global(names) => {
                names.iter().try_for_each(|&(name, span)| self.note(name, GLOBAL, span))
            }
            StmtKind::Expr(e) => self.expr(e),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => Ok(()),
        }
    }

    fn try_statement(&mut self, s: &Try) -> Result<()> {
        self.block(&s.body)?;
        for handler in &s.handlers {
            self.optional(&handler.class)?;
            handler.target.iter().try_for_each(|t| self.target(t))?;
            self.block(&handler.body)?;
        }
        self.block(&s.orelse)?;
        s.finalbody.iter().try_for_each(|body| self.block(body))
    }

    fn import(&mut self, alias: &Alias) -> Result<()> {
        if alias.name == "*" {
            let scope = self.scope();
            scope.star_import.get_or_insert(alias.span);
            scope.dynamic = true;
            return Ok(());
        }
        let bound = match alias.asname {
            Some(name) => name,
            None => Symbol::intern(alias.name.as_str().split('.').next().unwrap_or_default()),
        };
        self.note(bound, BOUND, alias.span)
    }

    fn params(&mut self, params: &Params) -> Result<()> {
        for (i, param) in params.positional.iter().enumerate() {
            match param {
                Param::Name(name, span) => self.note(*name, PARAM, *span)?,
                Param::Tuple(_, span) => self.note(Symbol::intern(&format!(".{i}")), PARAM, *span)?,
            }
        }
        for (name, span) in params.vararg.iter().chain(&params.kwarg) {
            self.note(*name, PARAM, *span)?;
        }
        for param in &params.positional {
            if let Param::Tuple(items, _) = param {
                self.tuple_param(items)?;
            }
        }
        Ok(())
    }

    fn tuple_param(&mut self, items: &[Param]) -> Result<()> {
        items.iter().try_for_each(|item| match item {
            Param::Name(name, span) => self.note(*name, PARAM, *span),
            Param::Tuple(items, _) => self.tuple_param(items),
        })
    }

    fn exprs(&mut self, list: &[Expr]) -> Result<()> {
        list.iter().try_for_each(|e| self.expr(e))
    }

    fn optional(&mut self, e: &Option<Expr>) -> Result<()> {
        e.iter().try_for_each(|e| self.expr(e))
    }

    /// An assigned or deleted expression.
    fn target(&mut self, e: &Expr) -> Result<()> {
        match &e.kind {
            ExprKind::Name(name) => self.note(*name, BOUND, e.span),
            ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().try_for_each(|t| self.target(t)),
            _ => self.expr(e),
        }
    }

    fn expr(&mut self, e: &Expr) -> Result<()> {
        match &e.kind {
            ExprKind::Const(_) => Ok(()),
            ExprKind::Name(name) => self.note(*name, USED, e.span),
            ExprKind::Attribute(value, _) | ExprKind::Unary(_, value) => self.expr(value),
            ExprKind::Subscript(value, index) => {
                self.expr(value)?;
                self.index(index)
            }
            ExprKind::Call(call) => {
                self.expr(&call.func)?;
                self.exprs(&call.args)?;
                call.keywords.iter().try_for_each(|(_, value)| self.expr(value))?;
                self.optional(&call.star)?;
                self.optional(&call.starstar)
            }
            ExprKind::Binary(_, left, right) => {
                self.expr(left)?;
                self.expr(right)
            }
            ExprKind::Bool(_, values) => self.exprs(values),
            ExprKind::Compare(left, rest) => {
                self.expr(left)?;
                rest.iter().try_for_each(|(_, right)| self.expr(right))
            }
            ExprKind::IfElse(e) => {
                self.expr(&e.test)?;
                self.expr(&e.body)?;
                self.expr(&e.orelse)
            }
            ExprKind::Lambda(lambda) => {
                self.exprs(&lambda.params.defaults)?;
                self.enter(lambda.scope, ScopeKind::Function, "lambda");
                self.params(&lambda.params)?;
                self.expr(&lambda.body)?;
                self.leave()
            }
            ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => self.exprs(items),
            ExprKind::Dict(items) => items.iter().try_for_each(|(key, value)| {
                self.expr(key)?;
                self.expr(value)
            }),
            ExprKind::ListComp(value, clauses) => {
                self.clauses(clauses, false)?;
                self.expr(value)
            }
            ExprKind::Comp(comp) => self.comprehension(comp, e.span),
            ExprKind::Yield(value) => {
                self.scope().generator = true;
                value.iter().try_for_each(|value| self.expr(value))
            }
        }
    }

    fn index(&mut self, index: &Index) -> Result<()> {
        match index {
            Index::Item(e) => self.expr(e),
            Index::Slice(slice) => {
                self.optional(&slice.lower)?;
                self.optional(&slice.upper)?;
                slice.step.iter().try_for_each(|step| self.optional(step))
            }
            Index::Ellipsis => Ok(()),
            Index::Tuple(items) => items.iter().try_for_each(|item| self.index(item)),
        }
    }

    fn clauses(&mut self, clauses: &[Clause], skip_first_iter: bool) -> Result<()> {
        for (i, clause) in clauses.iter().enumerate() {
            self.target(&clause.target)?;
            if i > 0 || !skip_first_iter {
                self.expr(&clause.iter)?;
            }
            self.exprs(&clause.conditions)?;
        }
        Ok(())
    }

    fn comprehension(&mut self, comp: &Comp, span: Span) -> Result<()> {
        self.expr(&comp.clauses[0].iter)?;
        let name = match comp.kind {
            CompKind::Generator(_) => "genexpr",
            CompKind::Set(_) => "setcomp",
            CompKind::Dict(..) => "dictcomp",
        };
        self.enter(comp.scope, ScopeKind::Function, name);
        if matches!(comp.kind, CompKind::Generator(_)) {
            self.scope().generator = true;
        }
        self.note(Symbol::intern(".0"), PARAM, span)?;
        self.clauses(&comp.clauses, true)?;
        match &comp.kind {
            CompKind::Generator(value) | CompKind::Set(value) => self.expr(value)?,
            CompKind::Dict(key, value) => {
                self.expr(key)?;
                self.expr(value)?;
            }
        }
        self.leave()
    }
}

/// Decides where every name lives.
fn resolve(scopes: &mut Scopes) -> Result<()> {
    for id in scopes.ids() {
        for i in 0..scopes[id].order.len() {
            let name = scopes[id].order[i];
            let flags = scopes[id].uses[&name];
            let place = if flags & GLOBAL != 0 {
                Place::GlobalExplicit
            } else if flags & (BOUND | PARAM) != 0 {
                Place::Local
            } else {
                look_outwards(scopes, id, name)
            };
            // An inner scope that came first may already have made it a cell.
            scopes[id].places.entry(name).or_insert(place);
        }
    }
    for id in scopes.ids().rev() {
        let uses_free = scopes[id].uses_free || scopes[id].child_uses_free;
        if let (true, Some(parent)) = (uses_free, scopes[id].parent) {
            scopes[parent].child_uses_free = true;
        }
        check_dynamic(&scopes[id])?;
    }
    Ok(())
}

fn look_outwards(scopes: &mut Scopes, from: ScopeId, name: Symbol) -> Place {
    let mut next = scopes[from].parent;
    while let Some(id) = next {
        let scope = &scopes[id];
        let flags = if scope.kind == ScopeKind::Function {
            scope.uses.get(&name).copied().unwrap_or(USED)
        } else {
            USED
        };
        if flags & GLOBAL != 0 {
            break;
        }
        if flags & (BOUND | PARAM) != 0 {
            scopes[id].places.insert(name, Place::Cell);
            pass_through(scopes, from, id, name);
            return Place::Free;
        }
        next = scope.parent;
    }
    if scopes[from].nested {
        scopes[from].uses_free = true;
    }
    Place::GlobalImplicit
}

/// Makes a variable of the function `to` known to all scopes from `from` up to it.
fn pass_through(scopes: &mut Scopes, from: ScopeId, to: ScopeId, name: Symbol) {
    let mut id = from;
    while id != to {
        let scope = &mut scopes[id];
        scope.uses_free = true;
        if !scope.free.contains(&name) {
            scope.free.push(name);
        }
        id = scope.parent.expect("an enclosing scope is reached by its parents");
    }
}

/// `exec` and `import *` could make new locals, which inner functions could not see.
fn check_dynamic(scope: &Scope) -> Result<()> {
    if scope.kind != ScopeKind::Function || !(scope.uses_free || scope.child_uses_free) {
        return Ok(());
    }
    let why = if scope.child_uses_free {
        "contains a nested function with free variables"
    } else {
        "is a nested function"
    };
    let name = scope.name;
    if let Some(span) = scope.bare_exec {
        let message = format!("unqualified exec is not allowed in function '{name}' because it {why}");
        let error = error_at(span, message);
        return Err(Box::new(error.with_help("name the namespace: exec code in namespace")));
    }
    if let Some(span) = scope.star_import {
        let message = format!("import * is not allowed in function '{name}' because it {why}");
        return Err(error_at(span, message));
    }
    Ok(())
}
