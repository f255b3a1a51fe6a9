//! Helpers that later stages ask for: what they may change of what is finished.
//!
//! Finished graphs are never looked at again, and what they read must keep its representation. A late call that
//! does not fit a finished graph gets a copy of the function.

use crate::cx::Cx;
use crate::descs::{SpecItem, SpecKey};
use crate::fail::R;
use crate::{Annotated, ClassDefId, DescId, GraphId, Kind, SomeValue};
use rpython_base::{EntityId, Symbol};

impl Annotated {
    /// Whether a value of the new annotation looks like one of the old, so that finished code can read it.
    pub(crate) fn same_representation(&self, old: &SomeValue, new: &SomeValue) -> bool {
        if self.same(old, new) {
            return true;
        }
        if old.constant.is_some() && old.constant != new.constant {
            return false;
        }
        match (&old.kind, &new.kind) {
            (Kind::Integer { ty: t, .. }, Kind::Integer { ty: u, .. }) => t == u,
            (Kind::Str { .. }, Kind::Str { .. })
            | (Kind::Unicode { .. }, Kind::Unicode { .. })
            | (Kind::ByteArray { .. }, Kind::ByteArray { .. })
            | (Kind::Char { .. }, Kind::Char { .. })
            | (Kind::UniChar { .. }, Kind::UniChar { .. })
            | (Kind::Bool(_), Kind::Bool(_))
            | (Kind::Float, Kind::Float) => true,
            (Kind::List(x), Kind::List(y)) => self.lists.same(*x, *y),
            (Kind::Dict(x), Kind::Dict(y)) => self.dicts.same(*x, *y),
            (Kind::Instance { classdef: c, .. }, Kind::Instance { classdef: d, .. }) => c == d,
            (Kind::Tuple(x), Kind::Tuple(y)) => {
                x.len() == y.len() && x.iter().zip(y.iter()).all(|(p, q)| self.same_representation(p, q))
            }
            _ => false,
        }
    }
}

impl Cx<'_> {
    /// Whether something annotated is finished.
    pub(crate) fn is_late(&self) -> bool {
        self.work.finished > 0
    }

    /// Whether an attribute of a class may become this. Methods may always be read late.
    pub(crate) fn check_late_attr(
        &self,
        class: ClassDefId,
        name: Symbol,
        old: &SomeValue,
        new: &SomeValue,
    ) -> R<()> {
        if class.index() >= self.work.finished_classes
            || matches!(new.kind, Kind::Pbc(_) | Kind::Impossible)
            || self.out.same_representation(old, new)
        {
            return Ok(());
        }
        let class = self.out.classdefs[class].name;
        Err(self.error(
            "internal",
            format!(
                "a late helper makes the attribute {name} of the finished class {class} {} instead of {}",
                self.out.describe_a(new),
                self.out.describe_a(old)
            ),
        ))
    }

    /// The graph for a call: a copy of its own if the one with this key is finished and takes less.
    pub(crate) fn late_copy(&mut self, graph: GraphId, func: DescId, cells: &[SomeValue]) -> R<GraphId> {
        let mut graph = graph;
        let base = self.out.graphs[graph].key.clone();
        let star = self.out.graphs[graph].star_items as usize;
        let has_star = self.out.descs[func].as_function().is_some_and(|f| f.signature.star.is_some());
        for number in 0.. {
            if graph.index() >= self.work.finished || self.takes(graph, cells) {
                break;
            }
            let mut key = base.clone();
            key.0.push(SpecItem::Late(number));
            graph = self.graph_for(func, SpecKey(key.0), has_star.then_some(star))?;
        }
        Ok(graph)
    }

    fn takes(&mut self, graph: GraphId, cells: &[SomeValue]) -> bool {
        let params: Vec<SomeValue> = self.out.graphs[graph].params().cloned().collect();
        params.len() == cells.len() && params.iter().zip(cells).all(|(old, new)| self.out.contains(old, new))
    }
}
