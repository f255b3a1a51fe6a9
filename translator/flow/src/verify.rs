//! Checks that a graph is well formed. Passes are verified in tests and debug builds.

use rpython_base::{EntityId, FastSet};

use crate::graph::{Block, BlockId, FunctionGraph, Operand, Terminator, VarId};
use crate::ops::OpKind;

/// Checks the reachable part of a graph.
///
/// Each variable is defined once, and used only in its block and after its definition; links have one
/// argument for each parameter; ops have the right number of operands; a block that catches ends in the
/// op that raises; the names of attributes are constants.
pub fn verify(graph: &FunctionGraph) -> Result<(), String> {
    let mut defined = vec![false; graph.vars.len()];
    for id in graph.reachable() {
        Verifier { graph, id, block: &graph.blocks[id], visible: FastSet::default() }.check(&mut defined)?;
    }
    Ok(())
}

struct Verifier<'a> {
    graph: &'a FunctionGraph,
    id: BlockId,
    block: &'a Block,
    visible: FastSet<VarId>,
}

impl Verifier<'_> {
    fn fail<T>(&self, what: impl std::fmt::Display) -> Result<T, String> {
        Err(format!("graph {}, {}: {what}", self.graph.name, self.id))
    }

    fn define(&mut self, var: VarId, defined: &mut [bool]) -> Result<(), String> {
        let Some(seen) = defined.get_mut(var.index()) else {
            return self.fail(format_args!("{var} does not exist"));
        };
        if std::mem::replace(seen, true) {
            return self.fail(format_args!("{var} is defined twice"));
        }
        self.visible.insert(var);
        Ok(())
    }

    fn uses(&self, operand: Operand) -> Result<(), String> {
        match operand {
            Operand::Var(var) if !self.visible.contains(&var) => {
                self.fail(format_args!("{var} is used where it is not defined"))
            }
            Operand::Const(obj) if obj == rpython_host::Obj::UNBOUND => self.fail("an unbound value is used"),
            Operand::Var(_) | Operand::Const(_) => Ok(()),
        }
    }

    fn check(mut self, defined: &mut [bool]) -> Result<(), String> {
        let block = self.block;
        for &param in &block.params {
            self.define(param, defined)?;
        }
        for op in &block.ops {
            if !op.kind.arity().allows(op.args.len()) {
                return self.fail(format_args!("{} with {} operands", op.kind.name(), op.args.len()));
            }
            if matches!(op.kind, OpKind::getattr | OpKind::setattr | OpKind::delattr)
                && op.args[1].as_const().is_none()
            {
                return self.fail(format_args!("{} with a name that is not a constant", op.kind.name()));
            }
            for &arg in &op.args {
                self.uses(arg)?;
            }
            self.define(op.result, defined)?;
        }
        for operand in block.end.operands() {
            self.uses(operand)?;
        }
        self.check_links(defined)
    }

    fn check_links(mut self, defined: &mut [bool]) -> Result<(), String> {
        let block = self.block;
        if let Terminator::Catch { cases, .. } = &block.end {
            if block.ops.is_empty() {
                return self.fail("catches exceptions of no op");
            }
            if cases.is_empty() {
                return self.fail("catches nothing");
            }
            for case in cases {
                self.define(case.etype, defined)?;
                self.define(case.evalue, defined)?;
            }
        }
        let result = block.ops.last().map(|op| op.result);
        for (index, link) in block.end.links().enumerate() {
            let Some(target) = self.graph.blocks.get(link.target) else {
                return self.fail(format_args!("links to {}, which does not exist", link.target));
            };
            if target.params.len() != link.args.len() {
                let (args, params) = (link.args.len(), target.params.len());
                return self
                    .fail(format_args!("{args} arguments for {params} parameters of {}", link.target));
            }
            for &arg in &link.args {
                self.uses(arg)?;
                self.check_case_use(index, arg, result)?;
            }
        }
        Ok(())
    }

    /// The class and instance of an exception exist on its own edge only, the op's result on the normal
    /// one only.
    fn check_case_use(&self, index: usize, arg: Operand, result: Option<VarId>) -> Result<(), String> {
        let (Terminator::Catch { cases, .. }, Some(var)) = (&self.block.end, arg.as_var()) else {
            return Ok(());
        };
        if index > 0 && Some(var) == result {
            return self.fail(format_args!("{var} is used where its op has raised"));
        }
        let owner = cases.iter().position(|case| case.etype == var || case.evalue == var);
        match owner {
            Some(owner) if owner + 1 != index => self.fail(format_args!("{var} is used on another edge")),
            Some(_) | None => Ok(()),
        }
    }
}
