//! What is put into dicts and read from them.

use crate::calls::ExtraCall;
use crate::cx::Cx;
use crate::fail::R;
use crate::{DictDefId, Position, SomeValue};

impl Cx<'_> {
    /// Adds to the keys of a dict.
    pub(crate) fn dict_generalize_key(&mut self, id: DictDefId, key: &SomeValue) -> R<()> {
        self.dict_generalize(id, key, true)
    }

    /// Adds to the values of a dict.
    pub(crate) fn dict_generalize_value(&mut self, id: DictDefId, value: &SomeValue) -> R<()> {
        self.dict_generalize(id, value, false)
    }

    /// Notes that a dict gets or loses items.
    pub(crate) fn dict_mutate(&mut self, id: DictDefId) {
        let def = self.out.dicts.get_mut(id);
        // What later stages have looked at is used by their helpers as before.
        if def.mutated || def.frozen {
            return;
        }
        def.mutated = true;
        let readers: Vec<Position> = def.value.readers.iter().copied().collect();
        self.reflow(readers);
    }

    fn dict_generalize(&mut self, id: DictDefId, value: &SomeValue, key: bool) -> R<()> {
        let def = self.out.dicts.get(id);
        let cell = if key { &def.key } else { &def.value };
        let (old, origin, frozen) = (cell.value.clone(), cell.origin, def.frozen);
        if value.is_impossible() || old == *value {
            return Ok(());
        }
        self.check_not_on_heap(value)?;
        let value = value.without_known_types();
        let new = self.union(&old, &value).map_err(|f| {
            let what = if key { "the keys of one dict" } else { "the values of one dict" };
            f.at(|| what.to_owned(), Some(origin), None)
        })?;
        if self.out.same(&new, &old) {
            return Ok(());
        }
        if frozen && !self.out.same_representation(&old, &new) {
            return Err(self.error(
                "internal",
                format!(
                    "a late helper puts {} into a finished dict, which holds {}",
                    self.out.describe_a(&value),
                    self.out.describe_a(&old)
                ),
            ));
        }
        let span = self.span();
        let def = self.out.dicts.get_mut(id);
        let cell = if key { &mut def.key } else { &mut def.value };
        cell.value = new;
        if old.is_impossible() || cell.origin.is_none() {
            cell.origin = span;
        }
        let readers: Vec<Position> = cell.readers.iter().copied().collect();
        self.reflow(readers);
        Ok(())
    }

    /// The keys of a dict; the current block is looked at again when they grow.
    pub(crate) fn dict_key(&mut self, id: DictDefId) -> SomeValue {
        let position = self.position();
        let cell = &mut self.out.dicts.get_mut(id).key;
        cell.readers.extend(position);
        cell.value.clone()
    }

    /// The values of a dict; the current block is looked at again when they grow.
    pub(crate) fn dict_value(&mut self, id: DictDefId) -> SomeValue {
        let position = self.position();
        let cell = &mut self.out.dicts.get_mut(id).value;
        cell.readers.extend(position);
        cell.value.clone()
    }

    /// Adds key equality and hash functions of an `r_dict`.
    pub(crate) fn dict_set_custom(&mut self, id: DictDefId, eq: &SomeValue, hash: &SomeValue) -> R<()> {
        let (old_eq, old_hash) = match &self.out.dicts.get(id).custom {
            Some((eq, hash)) => (eq.clone(), hash.clone()),
            None => (SomeValue::IMPOSSIBLE, SomeValue::IMPOSSIBLE),
        };
        let eq = self.union(&old_eq, eq)?;
        let hash = self.union(&old_hash, hash)?;
        if self.out.same(&eq, &old_eq) && self.out.same(&hash, &old_hash) {
            return Ok(());
        }
        self.work.dict_keys.remove(&self.out.dicts.find(id));
        self.out.dicts.get_mut(id).custom = Some((eq, hash));
        Ok(())
    }

    /// Looks at the functions of dicts with custom equality whose keys have grown. Says whether there were any.
    pub(crate) fn check_custom_dicts(&mut self) -> bool {
        let ids: Vec<DictDefId> =
            self.out.dicts.roots().filter(|&id| self.out.dicts.get(id).custom.is_some()).collect();
        let mut any = false;
        self.site = None;
        for id in ids {
            let def = self.out.dicts.get(id);
            let Some((eq, hash)) = def.custom.clone() else { continue };
            let key = def.key.value.clone();
            if key.is_impossible() || self.work.dict_keys.get(&id).is_some_and(|k| self.out.same(k, &key)) {
                continue;
            }
            self.work.dict_keys.insert(id, key.clone());
            any = true;
            let key = key.without_const();
            let calls = [
                (ExtraCall::DictEq(id), eq, vec![key.clone(), key.clone()]),
                (ExtraCall::DictHash(id), hash, vec![key]),
            ];
            for (which, callee, args) in calls {
                if let Err(fail) = self.emulate_call(which, &callee, args) {
                    self.general_failure(fail);
                }
            }
        }
        any
    }
}
