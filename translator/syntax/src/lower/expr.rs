//! Expressions.

use rpython_base::{Diagnostic, Span, Symbol};
use rpython_bytecode::{BinOp, CmpOp, UnOp};
use rustpython_parser::ast::{self, Ranged};

use super::Lowerer;
use super::target::{Use, check_target};
use crate::literal;
use crate::rewrite::names;
use crate::source::{Result, error_at, python3_only};
use crate::tree::*;

impl Lowerer<'_> {
    pub(super) fn expr(&mut self, e: ast::Expr) -> Result<Expr> {
        let span = self.span(e.range());
        let kind = match e {
            ast::Expr::Constant(e) => ExprKind::Const(self.constant(&e.value, span)?),
            ast::Expr::Name(e) => ExprKind::Name(Symbol::intern(&e.id)),
            ast::Expr::Attribute(e) => {
                ExprKind::Attribute(Box::new(self.expr(*e.value)?), Symbol::intern(&e.attr))
            }
            ast::Expr::Call(e) => self.call(e, span)?,
            ast::Expr::Subscript(e) => {
                let value = Box::new(self.expr(*e.value)?);
                ExprKind::Subscript(value, Box::new(self.index(*e.slice)?))
            }
            ast::Expr::BinOp(e) => self.binary(e, span)?,
            ast::Expr::UnaryOp(e) => self.unary(e)?,
            ast::Expr::BoolOp(e) => {
                let op = match e.op {
                    ast::BoolOp::And => BoolOp::And,
                    ast::BoolOp::Or => BoolOp::Or,
                };
                ExprKind::Bool(op, self.exprs(e.values)?)
            }
            ast::Expr::Compare(e) => self.compare(e)?,
            ast::Expr::IfExp(e) => ExprKind::IfElse(Box::new(IfElse {
                test: self.expr(*e.test)?,
                body: self.expr(*e.body)?,
                orelse: self.expr(*e.orelse)?,
            })),
            ast::Expr::Lambda(e) => {
                let params = self.params(*e.args)?;
                let scope = self.new_scope();
                let body = self.expr(*e.body)?;
                ExprKind::Lambda(Box::new(Function { params, body, scope, span }))
            }
            ast::Expr::Tuple(e) => ExprKind::Tuple(self.exprs(e.elts)?),
            ast::Expr::List(e) => ExprKind::List(self.exprs(e.elts)?),
            ast::Expr::Set(e) => ExprKind::Set(self.exprs(e.elts)?),
            ast::Expr::Dict(e) => self.dict(e, span)?,
            ast::Expr::ListComp(e) => {
                let clauses = self.clauses(e.generators)?;
                ExprKind::ListComp(Box::new(self.expr(*e.elt)?), clauses)
            }
            ast::Expr::GeneratorExp(e) => {
                let (scope, clauses) = (self.new_scope(), self.clauses(e.generators)?);
                let kind = CompKind::Generator(self.expr(*e.elt)?);
                ExprKind::Comp(Box::new(Comp { kind, clauses, scope }))
            }
            ast::Expr::SetComp(e) => {
                let (scope, clauses) = (self.new_scope(), self.clauses(e.generators)?);
                let kind = CompKind::Set(self.expr(*e.elt)?);
                ExprKind::Comp(Box::new(Comp { kind, clauses, scope }))
            }
            ast::Expr::DictComp(e) => {
                let (scope, clauses) = (self.new_scope(), self.clauses(e.generators)?);
                let kind = CompKind::Dict(self.expr(*e.key)?, self.expr(*e.value)?);
                ExprKind::Comp(Box::new(Comp { kind, clauses, scope }))
            }
            ast::Expr::Yield(e) => ExprKind::Yield(self.optional(e.value)?.map(Box::new)),
            ast::Expr::Slice(_) => return Err(error_at(span, "invalid syntax")),
            other @ (ast::Expr::NamedExpr(_)
            | ast::Expr::Await(_)
            | ast::Expr::YieldFrom(_)
            | ast::Expr::FormattedValue(_)
            | ast::Expr::JoinedStr(_)
            | ast::Expr::Starred(_)) => return Err(newer_expression(&other, span)),
        };
        Ok(Expr { kind, span })
    }

    pub(super) fn exprs(&mut self, list: Vec<ast::Expr>) -> Result<Vec<Expr>> {
        list.into_iter().map(|e| self.expr(e)).collect()
    }

    pub(super) fn optional(&mut self, e: Option<Box<ast::Expr>>) -> Result<Option<Expr>> {
        e.map(|e| self.expr(*e)).transpose()
    }

    /// An expression that is assigned to or deleted.
    pub(super) fn target(&mut self, e: ast::Expr, how: Use) -> Result<Expr> {
        let target = self.expr(e)?;
        check_target(&target, how)?;
        Ok(target)
    }

    fn binary(&mut self, e: ast::ExprBinOp, span: Span) -> Result<ExprKind> {
        let op = self.operator(e.op, span)?;
        Ok(ExprKind::Binary(op, Box::new(self.expr(*e.left)?), Box::new(self.expr(*e.right)?)))
    }

    pub(super) fn operator(&self, op: ast::Operator, span: Span) -> Result<BinOp> {
        Ok(match op {
            ast::Operator::Add => BinOp::Add,
            ast::Operator::Sub => BinOp::Sub,
            ast::Operator::Mult => BinOp::Mul,
            ast::Operator::MatMult => return Err(python3_only(span, "matrix multiplications with '@'")),
            ast::Operator::Div => BinOp::Div,
            ast::Operator::Mod => BinOp::Mod,
            ast::Operator::Pow => BinOp::Pow,
            ast::Operator::LShift => BinOp::LShift,
            ast::Operator::RShift => BinOp::RShift,
            ast::Operator::BitOr => BinOp::Or,
            ast::Operator::BitXor => BinOp::Xor,
            ast::Operator::BitAnd => BinOp::And,
            ast::Operator::FloorDiv => BinOp::FloorDiv,
        })
    }

    fn unary(&mut self, e: ast::ExprUnaryOp) -> Result<ExprKind> {
        let op = match e.op {
            ast::UnaryOp::Invert => UnOp::Invert,
            ast::UnaryOp::Not => UnOp::Not,
            ast::UnaryOp::UAdd => UnOp::Pos,
            ast::UnaryOp::USub => UnOp::Neg,
        };
        let operand = self.expr(*e.operand)?;
        if let (UnOp::Neg, ExprKind::Const(value)) = (op, &operand.kind)
            && let Some(value) = literal::negated(value)
        {
            return Ok(ExprKind::Const(value));
        }
        Ok(ExprKind::Unary(op, Box::new(operand)))
    }

    fn compare(&mut self, e: ast::ExprCompare) -> Result<ExprKind> {
        let left = Box::new(self.expr(*e.left)?);
        let mut rest = Vec::with_capacity(e.ops.len());
        for (op, right) in e.ops.into_iter().zip(e.comparators) {
            let op = match op {
                ast::CmpOp::Eq => CmpOp::Eq,
                ast::CmpOp::NotEq => CmpOp::Ne,
                ast::CmpOp::Lt => CmpOp::Lt,
                ast::CmpOp::LtE => CmpOp::Le,
                ast::CmpOp::Gt => CmpOp::Gt,
                ast::CmpOp::GtE => CmpOp::Ge,
                ast::CmpOp::Is => CmpOp::Is,
                ast::CmpOp::IsNot => CmpOp::IsNot,
                ast::CmpOp::In => CmpOp::In,
                ast::CmpOp::NotIn => CmpOp::NotIn,
            };
            rest.push((op, self.expr(right)?));
        }
        Ok(ExprKind::Compare(left, rest))
    }

    fn dict(&mut self, e: ast::ExprDict, span: Span) -> Result<ExprKind> {
        let mut items = Vec::with_capacity(e.values.len());
        for (key, value) in e.keys.into_iter().zip(e.values) {
            let Some(key) = key else { return Err(python3_only(span, "'**' items in a dict display")) };
            items.push((self.expr(key)?, self.expr(value)?));
        }
        Ok(ExprKind::Dict(items))
    }

    fn clauses(&mut self, generators: Vec<ast::Comprehension>) -> Result<Vec<Clause>> {
        let mut clauses = Vec::with_capacity(generators.len());
        for clause in generators {
            if clause.is_async {
                return Err(python3_only(self.span(clause.target.range()), "asynchronous comprehensions"));
            }
            clauses.push(Clause {
                target: self.target(clause.target, Use::Assign)?,
                iter: self.expr(clause.iter)?,
                conditions: self.exprs(clause.ifs)?,
            });
        }
        Ok(clauses)
    }

    fn index(&mut self, e: ast::Expr) -> Result<Index> {
        let span = self.span(e.range());
        match e {
            ast::Expr::Slice(e) => Ok(Index::Slice(self.slice(e, span)?)),
            ast::Expr::Constant(ast::ExprConstant { value: ast::Constant::Ellipsis, .. }) => {
                Ok(Index::Ellipsis)
            }
            ast::Expr::Tuple(e) if e.elts.iter().any(is_index_only) => {
                Ok(Index::Tuple(e.elts.into_iter().map(|item| self.index(item)).collect::<Result<_>>()?))
            }
            other => Ok(Index::Item(self.expr(other)?)),
        }
    }

    fn slice(&mut self, e: ast::ExprSlice, span: Span) -> Result<SliceIndex> {
        let lower = self.optional(e.lower)?;
        let upper = self.optional(e.upper)?;
        let step = self.optional(e.step)?;
        let step = match step {
            Some(step) => Some(Some(step)),
            None => {
                // The grammar does not tell `[a:b:]` from `[a:b]`.
                let (from, colons) = match (&upper, &lower) {
                    (Some(upper), _) => (upper.span.end, 1),
                    (None, Some(lower)) => (lower.span.end, 2),
                    (None, None) => (span.start, 2),
                };
                let rest = &self.source.text[from.min(span.end) as usize..span.end as usize];
                (rest.matches(':').count() >= colons).then_some(None)
            }
        };
        Ok(SliceIndex { lower, upper, step, span })
    }

    fn call(&mut self, e: ast::ExprCall, span: Span) -> Result<ExprKind> {
        if let ast::Expr::Name(name) = &*e.func
            && name.id.starts_with('\0')
        {
            return self.encoded_call(e, span);
        }
        let func = self.expr(*e.func)?;
        let mut call = Call { func, args: Vec::new(), keywords: Vec::new(), star: None, starstar: None };
        let alone = e.args.len() + e.keywords.len() == 1;
        for arg in e.args {
            self.argument(arg, alone, &mut call)?;
        }
        for keyword in e.keywords {
            let at = self.span(keyword.range);
            let value = self.expr(keyword.value)?;
            if let Some(starstar) = &call.starstar {
                let behind = starstar.span.start < at.start;
                let message = if behind { "nothing may follow '**' arguments" } else { "invalid syntax" };
                return Err(error_at(at, message));
            }
            match keyword.arg {
                Some(name) => call.keywords.push((self.binding(&name, at)?, value)),
                None => call.starstar = Some(value),
            }
        }
        Ok(ExprKind::Call(Box::new(call)))
    }

    fn argument(&mut self, arg: ast::Expr, alone: bool, call: &mut Call) -> Result<()> {
        let at = self.span(arg.range());
        match arg {
            ast::Expr::Starred(starred) => {
                if call.star.is_some() {
                    return Err(python3_only(at, "several '*' arguments"));
                }
                call.star = Some(self.expr(*starred.value)?);
            }
            ast::Expr::GeneratorExp(_) if !alone && !self.text(at).starts_with('(') => {
                let message = "generator expression must be parenthesized if it is not the only argument";
                return Err(error_at(at, message));
            }
            other => {
                let value = self.expr(other)?;
                if call.star.is_some() {
                    let message = "only named arguments may follow a '*' argument";
                    return Err(error_at(at, message));
                }
                call.args.push(value);
            }
        }
        Ok(())
    }

    /// `\0repr((x))` and `\0with((x))`.
    fn encoded_call(&mut self, mut e: ast::ExprCall, span: Span) -> Result<ExprKind> {
        let repr = matches!(&*e.func, ast::Expr::Name(name) if name.id == *names::REPR);
        let (1, Some(arg)) = (e.args.len() + e.keywords.len(), e.args.pop()) else {
            return Err(error_at(span, "invalid syntax"));
        };
        let at = self.span(arg.range());
        if matches!(arg, ast::Expr::GeneratorExp(_)) && !self.text(at).starts_with('(') {
            return Err(error_at(at, "generator expression must be parenthesized here"));
        }
        let value = self.expr(arg)?;
        Ok(if repr { ExprKind::Unary(UnOp::Repr, Box::new(value)) } else { value.kind })
    }

    /// Parameters of `def` and `lambda`, with their defaults.
    pub(super) fn params(&mut self, args: ast::Arguments) -> Result<Params> {
        if let Some(arg) = args.kwonlyargs.first() {
            return Err(python3_only(self.span(arg.def.range), "keyword-only parameters"));
        }
        if let Some(arg) = args.posonlyargs.first() {
            return Err(python3_only(self.span(arg.def.range), "positional-only parameters"));
        }
        let mut params = Params::default();
        let mut seen = Vec::new();
        for arg in args.args {
            params.positional.push(self.param(arg.def, &mut seen)?);
            if let Some(default) = arg.default {
                params.defaults.push(self.expr(*default)?);
            }
        }
        for (arg, slot) in [(args.vararg, &mut params.vararg), (args.kwarg, &mut params.kwarg)] {
            let Some(arg) = arg else { continue };
            match self.param(*arg, &mut seen)? {
                Param::Name(name, span) => *slot = Some((name, span)),
                Param::Tuple(_, span) => {
                    return Err(error_at(span, "invalid syntax: a name must stand here"));
                }
            }
        }
        Ok(params)
    }

    fn param(&mut self, arg: ast::Arg, seen: &mut Vec<Symbol>) -> Result<Param> {
        let span = self.span(arg.range);
        if let Some(annotation) = arg.annotation {
            return Err(python3_only(self.span(annotation.range()), "parameter annotations"));
        }
        let param = match arg.arg.strip_prefix(names::TUPLE) {
            Some(index) => index
                .parse()
                .ok()
                .and_then(|i: usize| self.tables.patterns.get_mut(i)?.take())
                .ok_or_else(|| error_at(span, "invalid syntax"))?,
            None => Param::Name(Symbol::intern(&arg.arg), span),
        };
        self.check_param(&param, seen)?;
        Ok(param)
    }

    fn check_param(&self, param: &Param, seen: &mut Vec<Symbol>) -> Result<()> {
        match param {
            Param::Name(name, span) => {
                self.binding(name.as_str(), *span)?;
                if seen.contains(name) {
                    let message = format!("duplicate argument '{name}' in function definition");
                    return Err(error_at(*span, message));
                }
                seen.push(*name);
                Ok(())
            }
            Param::Tuple(items, _) => items.iter().try_for_each(|item| self.check_param(item, seen)),
        }
    }
}

/// Whether this can only stand in a subscript.
fn is_index_only(e: &ast::Expr) -> bool {
    matches!(
        e,
        ast::Expr::Slice(_) | ast::Expr::Constant(ast::ExprConstant { value: ast::Constant::Ellipsis, .. })
    )
}

fn newer_expression(e: &ast::Expr, span: Span) -> Box<Diagnostic> {
    let what = match e {
        ast::Expr::NamedExpr(_) => "assignment expressions with ':='",
        ast::Expr::Await(_) => "'await' expressions",
        ast::Expr::YieldFrom(_) => "'yield from' expressions",
        ast::Expr::Starred(_) => "starred expressions",
        _ => "f-strings",
    };
    python3_only(span, what)
}

/// Whether an expression is a tuple display of such a length.
pub(super) fn is_tuple_display(e: &Expr, lens: std::ops::RangeInclusive<usize>) -> bool {
    matches!(&e.kind, ExprKind::Tuple(items) if lens.contains(&items.len()))
}
