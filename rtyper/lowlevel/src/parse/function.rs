//! Functions and graphs in the text form.

use rpython_base::{EntityId, FastMap, Symbol};
use rpython_lltype::{ContainerId, LLType};

use super::{Names, Parser, Result, lexer::Token};
use crate::{
    Block, BlockId, CaseValue, ExcCase, External, FuncAttrs, FuncBody, Function, Graph, Imm, InlineHint,
    Link, MallocFlavor, Op, OpCode, Operand, OperandKind, PathStep, Terminator, Var, VarId,
};

/// The names of the graph being read.
struct Scope {
    graph: Graph,
    blocks: Names,
    vars: FastMap<String, VarId>,
}

impl Parser {
    pub(super) fn function_item(&mut self) -> Result<()> {
        let kind = self.word()?;
        self.word()?;
        let name = self.symbol()?;
        let module = if self.take_word("in") { self.symbol()? } else { Symbol::intern("") };
        self.expect(':')?;
        let ty = self.container_id()?;
        let attrs = self.attrs()?;
        let span = self.span()?;
        let body = match kind.as_str() {
            "pending" => FuncBody::Pending,
            "extern" => FuncBody::External(Box::new(self.external()?)),
            _ => FuncBody::Graph(self.graph()?),
        };
        self.program.funcs.push(Function { name, module, ty, body, attrs, span });
        Ok(())
    }

    fn attrs(&mut self) -> Result<FuncAttrs> {
        let mut attrs = FuncAttrs::default();
        if !self.take_punct('[') {
            return Ok(attrs);
        }
        self.list(']', |p| {
            match p.word()?.as_str() {
                "always_inline" => attrs.inline = InlineHint::Always,
                "try_inline" => attrs.inline = InlineHint::Try,
                "dont_inline" => attrs.inline = InlineHint::Never,
                "elidable" => attrs.elidable = true,
                "dont_look_inside" => attrs.dont_look_inside = true,
                "unroll_safe" => attrs.unroll_safe = true,
                "loop_invariant" => attrs.loop_invariant = true,
                "no_collect" => attrs.no_collect = true,
                "must_not_collect" => attrs.must_not_collect = true,
                "gc_internal" => attrs.gc_internal = true,
                "no_stack_check" => attrs.no_stack_check = true,
                "stack_checked" => attrs.stack_checked = true,
                "never_returns" => attrs.never_returns = true,
                "rarely_called" => attrs.rarely_called = true,
                "oopspec" => attrs.oopspec = Some(p.symbol()?),
                "export" => attrs.export = Some(p.symbol()?),
                other => return p.error(format!("no attribute is called {other}")),
            }
            Ok(())
        })?;
        Ok(attrs)
    }

    fn external(&mut self) -> Result<External> {
        let mut external = External::default();
        self.expect('{')?;
        self.list('}', |p| {
            let key = p.word()?;
            match key.as_str() {
                "macro" => external.macro_ = true,
                "releases_gil" => external.releases_gil = true,
                "can_collect" => external.can_collect = true,
                "save_err" => {
                    p.expect('(')?;
                    external.save_err = p.int()? as i64;
                    p.expect(')')?;
                }
                "c_name" => {
                    p.expect('(')?;
                    external.c_name = Some(p.symbol()?);
                    p.expect(')')?;
                }
                _ => {
                    let list = match key.as_str() {
                        "pre_include_bits" => &mut external.pre_include_bits,
                        "includes" => &mut external.includes,
                        "post_include_bits" => &mut external.post_include_bits,
                        "separate_module_sources" => &mut external.separate_module_sources,
                        "separate_module_files" => &mut external.separate_module_files,
                        "libraries" => &mut external.libraries,
                        "include_dirs" => &mut external.include_dirs,
                        "library_dirs" => &mut external.library_dirs,
                        "compile_extra" => &mut external.compile_extra,
                        "link_extra" => &mut external.link_extra,
                        "link_files" => &mut external.link_files,
                        "frameworks" => &mut external.frameworks,
                        _ => return p.error(format!("externals have no {key}")),
                    };
                    p.expect('(')?;
                    *list = p.list(')', Parser::symbol)?;
                }
            }
            Ok(())
        })?;
        Ok(external)
    }

    /// A graph between braces; its first block is the start.
    fn graph(&mut self) -> Result<Graph> {
        self.expect('{')?;
        let mut scope = self.survey_graph()?;
        let mut first = None;
        while !self.take_punct('}') {
            let block = self.block(&mut scope)?;
            first.get_or_insert(block);
        }
        match first {
            Some(start) => scope.graph.start = start,
            None => return self.error("a graph has at least one block"),
        }
        Ok(scope.graph)
    }

    /// Finds the blocks and variables defined up to the closing brace.
    fn survey_graph(&mut self) -> Result<Scope> {
        let mut blocks = Vec::new();
        let mut vars = Vec::new();
        let mut depth = 0;
        for at in self.at..self.tokens.len() {
            let word = match &self.tokens[at].0 {
                Token::Punct('{' | '(' | '[') => {
                    depth += 1;
                    continue;
                }
                Token::Punct('}') if depth == 0 => break,
                Token::Punct('}' | ')' | ']') => {
                    depth -= 1;
                    continue;
                }
                Token::Ident(word) => word,
                _ => continue,
            };
            let followed = |c: char| matches!(self.tokens.get(at + 1), Some((Token::Punct(p), _)) if *p == c);
            if depth == 0 && followed('(') && self.header_at(at) {
                blocks.push(word.clone());
            } else if followed(':')
                && !matches!(self.tokens.get(at.wrapping_sub(1)), Some((Token::Punct('&' | '/' | '*'), _)))
            {
                let is_literal =
                    ["true", "false", "void", "null", "inf", "default", "any"].contains(&word.as_str());
                if !is_literal {
                    vars.push(word.clone());
                }
            }
        }
        let names = Names::assign("b", &blocks).and_then(|b| Ok((b, Names::assign("v", &vars)?)));
        let (block_names, var_names) = match names {
            Ok(names) => names,
            Err(message) => return self.error(message),
        };
        let mut graph = Graph::new();
        let count = |names: &Names| names.indices.values().max().map_or(0, |m| m + 1);
        while graph.blocks.len() < count(&block_names) {
            graph.blocks.push(Block { params: Vec::new(), ops: Vec::new(), end: Terminator::Unreachable });
        }
        for _ in 0..count(&var_names) {
            graph.vars.push(Var { ty: LLType::Void, name: None });
        }
        let vars =
            vars.into_iter().filter_map(|n| var_names.get(&n).map(|i| (n, VarId::from_index(i)))).collect();
        Ok(Scope { graph, blocks: block_names, vars })
    }

    /// Whether a block header `name(...):` starts at this token.
    fn header_at(&self, at: usize) -> bool {
        let mut depth = 0;
        for i in at + 1..self.tokens.len() {
            match &self.tokens[i].0 {
                Token::Punct('(' | '{' | '[') => depth += 1,
                Token::Punct(')' | '}' | ']') => {
                    depth -= 1;
                    if depth == 0 {
                        return matches!(self.tokens.get(i + 1), Some((Token::Punct(':'), _)));
                    }
                }
                _ => {}
            }
        }
        false
    }

    fn block_id(&mut self, scope: &Scope) -> Result<BlockId> {
        let name = self.word()?;
        match scope.blocks.get(&name) {
            Some(index) => Ok(BlockId::from_index(index)),
            None => self.error(format!("no block {name}")),
        }
    }

    /// `v3: Signed "name"`, a definition.
    fn definition(&mut self, scope: &mut Scope) -> Result<VarId> {
        let word = self.word()?;
        self.expect(':')?;
        let ty = self.lltype()?;
        let name = match self.peek() {
            Some(Token::Str(_)) => Some(self.symbol()?),
            _ => None,
        };
        let Some(&id) = scope.vars.get(&word) else { return self.error(format!("no variable {word}")) };
        scope.graph.vars[id] = Var { ty, name };
        Ok(id)
    }

    fn block(&mut self, scope: &mut Scope) -> Result<BlockId> {
        let id = self.block_id(scope)?;
        self.expect('(')?;
        let params = self.list(')', |p| p.definition(scope))?;
        self.expect(':')?;
        let mut ops = Vec::new();
        let end = loop {
            if let Some(end) = self.terminator(scope)? {
                break end;
            }
            ops.push(self.op(scope)?);
        };
        scope.graph.blocks[id] = Block { params, ops, end };
        Ok(id)
    }

    fn op(&mut self, scope: &mut Scope) -> Result<Op> {
        let defines = matches!(self.tokens.get(self.at + 1), Some((Token::Punct(':'), _)));
        let result = if defines {
            let v = self.definition(scope)?;
            self.expect('=')?;
            v
        } else {
            scope.graph.var(LLType::Void)
        };
        let name = self.word()?;
        let Some(code) = OpCode::by_name(&name) else {
            self.at -= 1;
            return self.error(format!("no op is called {name}"));
        };
        let imm_at = self.at;
        self.skip_imm();
        let kinds = code.info().operands;
        let mut args = Vec::new();
        self.expect('(')?;
        self.list(')', |p| {
            let arg = p.operand(scope, kinds.get(args.len()).copied())?;
            args.push(arg);
            Ok(())
        })?;
        let end = self.at;
        self.at = imm_at;
        let pointee = args.first().and_then(|a| scope.graph.operand_type(a).pointee());
        let imm = self.imm(pointee)?;
        self.at = end;
        let span = self.span()?;
        Ok(Op { code, args, imm, result, span })
    }

    /// Moves to the operands: an immediate's names are read when the operands' types are known.
    fn skip_imm(&mut self) {
        let mut depth = 0;
        while let Some(token) = self.peek() {
            match token {
                Token::Punct('{' | '[') => depth += 1,
                Token::Punct('}' | ']') => depth -= 1,
                Token::Punct('(') if depth == 0 => return,
                _ => {}
            }
            self.at += 1;
        }
    }

    fn imm(&mut self, pointee: Option<ContainerId>) -> Result<Imm> {
        if self.take_punct('.') {
            return Ok(Imm::Field(self.field(pointee)?.0));
        }
        if self.is_punct('/') {
            return self.path(pointee);
        }
        if !self.take_punct('{') {
            return Ok(Imm::None);
        }
        let imm = match self.word()?.as_str() {
            "any" => Imm::Targets(None),
            "slot" => Imm::Slot(self.small()?),
            "sym" => Imm::Sym(self.symbol()?),
            "malloc" => {
                let ty = self.container_id()?;
                let gc = self.take_word("gc");
                let zero = self.take_word("zero");
                let nonmovable = self.take_word("nonmovable");
                let track = self.take_word("track");
                Imm::Malloc(ty, MallocFlavor { gc, zero, nonmovable, track })
            }
            "targets" => {
                let funcs = self.list('}', Parser::func_id)?;
                return Ok(Imm::Targets(Some(funcs.into())));
            }
            "hint" => {
                let names = self.list('}', Parser::symbol)?;
                return Ok(Imm::Hint(names.into()));
            }
            other => return self.error(format!("no immediate is called {other}")),
        };
        self.expect('}')?;
        Ok(imm)
    }

    fn path(&mut self, pointee: Option<ContainerId>) -> Result<Imm> {
        let mut at = pointee;
        let mut steps = Vec::new();
        while self.take_punct('/') {
            if self.take_punct('[') {
                self.expect(']')?;
                steps.push(PathStep::Index);
                at = at.and_then(|id| self.program.types.item_type(id)).and_then(inlined);
            } else {
                let (field, ty) = self.field(at)?;
                steps.push(PathStep::Field(field));
                at = ty.and_then(inlined);
            }
        }
        Ok(Imm::Path(steps.into()))
    }

    /// A field by name or index, and its type if the struct is known.
    fn field(&mut self, container: Option<ContainerId>) -> Result<(u32, Option<LLType>)> {
        let fields = container.and_then(|id| self.program.types.as_struct(id)).map(|s| &s.fields);
        match self.peek() {
            Some(Token::Int(n)) => {
                let ty = fields.and_then(|f| f.get(*n as usize)).map(|f| f.ty);
                Ok((self.small()?, ty))
            }
            Some(Token::Ident(word)) => {
                let found = fields.and_then(|f| {
                    f.iter().position(|f| f.name == word.as_str()).map(|i| (i as u32, Some(f[i].ty)))
                });
                match found {
                    Some(found) => {
                        self.at += 1;
                        Ok(found)
                    }
                    None => self.error(format!("no field {word}")),
                }
            }
            _ => self.error("expected a field"),
        }
    }

    fn operand(&mut self, scope: &Scope, kind: Option<OperandKind>) -> Result<Operand> {
        if let Some(Token::Ident(word)) = self.peek()
            && let Some(&v) = scope.vars.get(word)
        {
            self.at += 1;
            return Ok(Operand::Var(v));
        }
        let expected = match kind {
            Some(OperandKind::Is(ty)) => Some(ty),
            _ => None,
        };
        Ok(Operand::Const(self.constant(expected)?))
    }

    fn link(&mut self, scope: &Scope) -> Result<Link> {
        let target = self.block_id(scope)?;
        self.expect('(')?;
        let args = self.list(')', |p| p.operand(scope, None))?;
        Ok(Link { target, args })
    }

    fn terminator(&mut self, scope: &mut Scope) -> Result<Option<Terminator>> {
        let Some(Token::Ident(word)) = self.peek() else {
            return self.error("expected an op or a terminator");
        };
        let word = word.clone();
        if !["goto", "branch", "switch", "catch", "return", "raise", "unreachable"].contains(&word.as_str()) {
            return Ok(None);
        }
        self.at += 1;
        Ok(Some(match word.as_str() {
            "goto" => Terminator::Goto(self.link(scope)?),
            "branch" => {
                let cond = self.operand(scope, Some(OperandKind::Is(LLType::Bool)))?;
                let if_true = self.link(scope)?;
                if !self.take_word("else") {
                    return self.error("expected `else`");
                }
                Terminator::Branch { cond, if_true, if_false: self.link(scope)? }
            }
            "switch" => self.switch(scope)?,
            "catch" => self.catch(scope)?,
            "return" => Terminator::Return(self.operand(scope, None)?),
            "raise" => {
                let etype = self.operand(scope, None)?;
                self.expect(',')?;
                let evalue = self.operand(scope, None)?;
                Terminator::Raise { etype, evalue, span: self.span()? }
            }
            _ => Terminator::Unreachable,
        }))
    }

    fn switch(&mut self, scope: &Scope) -> Result<Terminator> {
        let value = self.operand(scope, None)?;
        self.expect('{')?;
        let mut default = None;
        let mut cases = Vec::new();
        self.list('}', |p| {
            if p.take_word("default") {
                p.expect(':')?;
                default = Some(p.link(scope)?);
                return Ok(());
            }
            let n = p.int()?;
            p.expect(':')?;
            cases.push((CaseValue::Int(n as i64), p.link(scope)?));
            Ok(())
        })?;
        Ok(Terminator::Switch { value, cases, default })
    }

    fn catch(&mut self, scope: &mut Scope) -> Result<Terminator> {
        let normal = self.link(scope)?;
        self.expect('{')?;
        let cases = self.list('}', |p| {
            let class = if p.take_word("any") { None } else { Some(p.constant(None)?) };
            if !p.take_word("as") {
                return p.error("expected `as`");
            }
            let etype = p.definition(scope)?;
            p.expect(',')?;
            let evalue = p.definition(scope)?;
            p.expect(':')?;
            Ok(ExcCase { class, etype, evalue, link: p.link(scope)? })
        })?;
        Ok(Terminator::Catch { normal, cases })
    }
}

fn inlined(ty: LLType) -> Option<ContainerId> {
    match ty {
        LLType::Inline(id) => Some(id),
        _ => None,
    }
}
