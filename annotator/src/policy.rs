//! Decisions that the program takes while its types are inferred: the policy that a target returns.
//!
//! A policy is a Python object (`rpython.annotator.policy`). Its methods cannot change what is known here while they
//! run; they leave their decisions with the bookkeeper, and those are carried out afterwards, in their order.

use rpython_base::Symbol;
use rpython_host::{Host, Obj, Raised};

use crate::classes::Source;
use crate::cx::Cx;
use crate::descs::{Desc, SpecItem};
use crate::fail::R;
use crate::{DescId, SomeValue};

/// The policy of the program.
#[derive(Clone, Copy)]
pub(crate) struct Policy {
    /// The `Bookkeeper` around it.
    bookkeeper: Obj,
    /// It has an `event` of its own.
    listens: bool,
}

impl Policy {
    /// The policy around an object that a target returned.
    pub(crate) fn new(host: &mut Host, policy: Obj) -> Result<Policy, Raised> {
        let module = host.import_module("rpython.annotator.policy")?;
        let bookkeeper = host.call_method(module, "Bookkeeper", &[policy])?;
        let listens = host.getattr(bookkeeper, Symbol::intern("listens"))?;
        Ok(Policy { bookkeeper, listens: host.is_true(listens)? })
    }
}

impl Cx<'_> {
    /// The policy, while the program itself is looked at; helpers of later stages are not its business.
    fn policy(&self) -> Option<Policy> {
        self.work.policy.filter(|_| self.work.finished == 0)
    }

    /// Tells the policy about a class that has a definition now.
    pub(crate) fn class_event(&mut self, class: Obj) -> R<()> {
        self.event("_classdef_setup", class)
    }

    /// Tells the policy about a prebuilt instance.
    pub(crate) fn instance_event(&mut self, obj: Obj) -> R<()> {
        self.event("_mutable", obj)
    }

    fn event(&mut self, method: &str, about: Obj) -> R<()> {
        let Some(policy) = self.policy().filter(|policy| policy.listens) else { return Ok(()) };
        let decisions = self.host.call_method(policy.bookkeeper, method, &[about]);
        let decisions = decisions.map_err(|raised| self.raised(raised, "the policy's event"))?;
        self.carry_out(decisions)
    }

    fn carry_out(&mut self, decisions: Obj) -> R<()> {
        for decision in self.host.sequence_items(decisions).unwrap_or_default() {
            let Some(&[what, class, attr, value]) = self.host.sequence_items(decision).as_deref() else {
                continue;
            };
            let (Some(what), Some(attr)) = (self.host.symbol_of(what), self.host.symbol_of(attr)) else {
                continue;
            };
            self.decide(what.as_str(), class, attr, value)?;
        }
        Ok(())
    }

    fn decide(&mut self, what: &str, class: Obj, attr: Symbol, value: Obj) -> R<()> {
        let classdef = self.classdef_of(class)?;
        let id = self.out.classdefs[classdef].desc;
        let Desc::Class(desc) = &mut self.out.descs[id] else { return Ok(()) };
        match what {
            "value" => {
                desc.dict.insert(attr, value);
            }
            "immutable" => desc.immutable_fields.push(attr),
            "source" if value == Obj::NONE => self.add_source(classdef, attr, Source::Class(id))?,
            "source" => self.add_source(classdef, attr, Source::Instance(value))?,
            _ => {}
        }
        Ok(())
    }

    /// Whether the policy says which copies of functions with this tag there are.
    pub(crate) fn policy_specializes(&mut self, tag: &str) -> bool {
        let Some(policy) = self.policy() else { return false };
        let tag = self.host.new_text(&tag.replace(':', "__"));
        let answer = self.host.call_method(policy.bookkeeper, "_has_specializer", &[tag]);
        answer.is_ok_and(|answer| answer == Obj::TRUE)
    }

    /// The copy that the policy chooses for a call.
    pub(crate) fn policy_copy(&mut self, func: DescId, tag: Symbol, args: &[SomeValue]) -> R<SpecItem> {
        let object = self.out.descs[func].as_function().and_then(|f| f.func);
        let (Some(policy), Some(object)) = (self.policy(), object) else {
            return Err(
                self.error("specialize", format!("only the program's policy can specialize by '{tag}'"))
            );
        };
        let args = crate::registry::shown_all(self, args)?;
        let args = [self.host.new_text(&tag.as_str().replace(':', "__")), object, self.host.new_list(args)];
        let chosen = self.host.call_method(policy.bookkeeper, "_specialize", &args);
        let chosen = chosen.map_err(|raised| self.raised(raised, "the policy's specializer"))?;
        let Some(&[number, source, decisions]) = self.host.sequence_items(chosen).as_deref() else {
            return Err(self.error("internal", "the policy chose no copy"));
        };
        self.carry_out(decisions)?;
        let number = self.host.int_value(number).unwrap_or(0) as u32;
        self.work.policy_sources.insert((func, number), source);
        Ok(SpecItem::Policy(number))
    }
}
