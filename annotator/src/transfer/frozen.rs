//! Attributes of prebuilt constants and classes.

use rpython_base::Symbol;
use rpython_host::{Obj, Object};

use crate::cx::Cx;
use crate::descs::Desc;
use crate::fail::{Fail, R};
use crate::lattice::PbcSet;
use crate::{AccessFamily, AccessFamilyId, DescId, SomeValue};

/// An attribute of one or several frozen instances or classes.
pub(super) fn set_getattr(cx: &mut Cx<'_>, set: &PbcSet, name: Symbol) -> R {
    if name == "__name__" && cx.out.descs[set.descs[0]].is_class() && set.descs.len() > 1 {
        return Ok(SomeValue::str(true, false));
    }
    if let [one] = set.descs[..] {
        let value = desc_getattr(cx, one, name)?;
        if value.is_impossible() {
            return Err(missing(cx, one, name));
        }
        return Ok(value);
    }
    let family = merge_families(cx, &set.descs, name)?;
    let mut result = SomeValue::IMPOSSIBLE;
    for &desc in &set.descs {
        let value = desc_getattr(cx, desc, name)?;
        result = cx.union(&result, &value).map_err(|f| {
            f.at(|| format!("the attribute {name} of the constants that this may be"), None, None)
        })?;
    }
    let position = cx.position();
    let info = cx.out.access_families.get_mut(family);
    if let Some(position) = position
        && !info.readers.contains(&position)
    {
        info.readers.push(position);
    }
    let old = info.attrs.get(&name).cloned().unwrap_or(SomeValue::IMPOSSIBLE);
    let new = cx.union(&old, &result)?;
    if !cx.out.same(&old, &new) {
        let info = cx.out.access_families.get_mut(family);
        info.attrs.insert(name, new.clone());
        let readers = info.readers.clone();
        cx.reflow(readers.into_iter().filter(|r| Some(*r) != position));
    }
    if result.is_impossible() {
        // One of them lists the name: another part of the program gives it a value before this is reached.
        if set.descs.iter().any(|&desc| lists_attribute(cx, desc, name)) {
            return Err(Fail::Harmless);
        }
        return Err(missing(cx, set.descs[0], name));
    }
    Ok(result)
}

/// Whether the class of a frozen instance lists an attribute in `_attrs_`.
fn lists_attribute(cx: &mut Cx<'_>, desc: DescId, name: Symbol) -> bool {
    let Desc::Frozen(f) = &cx.out.descs[desc] else { return false };
    let Ok(listed) = cx.host.getattr(f.obj, Symbol::intern("_attrs_")) else { return false };
    let names = cx.host.sequence_items(listed).unwrap_or_default();
    names.into_iter().any(|listed| cx.host.symbol_of(listed) == Some(name))
}

/// The family of all of them: one for frozen instances, one for each attribute of classes.
fn merge_families(cx: &mut Cx<'_>, descs: &[DescId], name: Symbol) -> R<AccessFamilyId> {
    let mut family = family_of(cx, descs[0], name);
    for &desc in &descs[1..] {
        let other = family_of(cx, desc, name);
        family = cx.out.access_families.find(family);
        let other = cx.out.access_families.find(other);
        if family == other {
            continue;
        }
        let gone = cx.out.access_families.get(other).clone();
        cx.out.access_families.redirect(family, other);
        let kept = cx.out.access_families.get_mut(family);
        kept.members.extend(gone.members);
        kept.members.sort_unstable();
        kept.members.dedup();
        kept.readers.extend(gone.readers);
        for (name, value) in gone.attrs {
            let old = cx.out.access_families.get(family).attrs.get(&name).cloned();
            let new = match old {
                Some(old) => cx.union(&old, &value)?,
                None => value,
            };
            cx.out.access_families.get_mut(family).attrs.insert(name, new);
        }
    }
    Ok(cx.out.access_families.find(family))
}

fn family_of(cx: &mut Cx<'_>, desc: DescId, name: Symbol) -> AccessFamilyId {
    if let Desc::Frozen(f) = &cx.out.descs[desc] {
        return f.access;
    }
    if let Some(&family) = cx.work.class_access.get(&(name, desc)) {
        return family;
    }
    let family = cx.out.access_families.push(AccessFamily { members: vec![desc], ..AccessFamily::default() });
    cx.work.class_access.insert((name, desc), family);
    if let Desc::Class(class) = &mut cx.out.descs[desc] {
        class.attr_families.insert(name, family);
    }
    family
}

/// An attribute of one constant or class; the empty set if there is none.
fn desc_getattr(cx: &mut Cx<'_>, desc: DescId, name: Symbol) -> R {
    match &cx.out.descs[desc] {
        Desc::Frozen(f) => {
            let obj = f.obj;
            cx.frozen_getattr(obj, name)
        }
        Desc::Class(class) => {
            let class = class.class;
            match cx.desc_lookup(desc, name) {
                Some((_, value)) => cx.class_value(value, None, name),
                None => match cx.host.getattr(class, name) {
                    Ok(value) if !matches!(cx.host.get(value), Object::Builtin(_)) => cx.constant(value),
                    _ => Ok(SomeValue::IMPOSSIBLE),
                },
            }
        }
        Desc::Function(_) | Desc::Method(_) | Desc::MethodOfFrozen(_) => Ok(SomeValue::IMPOSSIBLE),
    }
}

fn missing(cx: &mut Cx<'_>, desc: DescId, name: Symbol) -> Fail {
    let what = match &cx.out.descs[desc] {
        Desc::Frozen(f) => match cx.host.get(f.obj) {
            Object::Module(m) => format!("the module {}", m.name),
            Object::Instance(i) => format!("the {} constant", cx.host.class_data(i.class).name),
            _ => "this constant".to_owned(),
        },
        other => other.describe(cx.out),
    };
    cx.blocked("attribute", format!("{what} has no attribute {name}"))
}

/// The error for assigning an attribute of a constant.
pub(super) fn constant_setattr(cx: &Cx<'_>, obj: Obj, name: Symbol) -> Fail {
    let (what, help) = match cx.host.get(obj) {
        Object::Module(m) => (
            format!("the module {}", m.name),
            "globals are constants; keep changing values in an instance made at import time",
        ),
        Object::Instance(i) => (
            format!("the frozen {} instance", cx.host.class_data(i.class).name),
            "its class has a _freeze_ method, which makes its instances constants",
        ),
        _ => ("a constant".to_owned(), "keep changing values in an instance made at import time"),
    };
    cx.error_help(
        "constant-attribute",
        format!("the attribute {name} of {what} cannot be assigned at run time"),
        help,
    )
}

impl Cx<'_> {
    /// An attribute of a frozen instance, as the evaluator sees it; the empty set if there is none.
    pub(crate) fn frozen_getattr(&mut self, obj: Obj, name: Symbol) -> R {
        match self.host.getattr(obj, name) {
            Ok(value) => self.constant(value),
            Err(raised) => {
                if self.host.raised_is(&raised, self.host.exc.attribute_error) {
                    Ok(SomeValue::IMPOSSIBLE)
                } else {
                    Err(self.raised(raised, name.as_str()))
                }
            }
        }
    }
}
