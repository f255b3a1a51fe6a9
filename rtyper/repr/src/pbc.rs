//! Low-level form of functions in sets and of frozen instances.
//!
//! A call family whose tables need only one variant of each function is represented by plain
//! function pointers. Otherwise (functions called with different numbers of arguments, or
//! specialized) each function becomes a pointer to a static struct with one function pointer for
//! each variant.

use indexmap::IndexMap;
use rpython_annotator::{AccessFamilyId, CallFamilyId, CallShape, Desc, DescId, GraphId};
use rpython_base::{FastMap, Symbol};
use rpython_lltype::{
    Container, ContainerId, DataId, GcKind, Hints, LLType, Payload, Pointer, StructType, Value,
};
use rustc_hash::FxBuildHasher;

use crate::class::FieldInfo;
use crate::common::field;
use crate::error::{R, TyperError};
use crate::rtyper::RTyper;

/// One variant of each function of a family.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Function and graph.
    pub targets: IndexMap<DescId, GraphId, FxBuildHasher>,
    /// The type they share.
    pub ty: ContainerId,
}

/// The variants of a family, and which of them a call of each form uses.
#[derive(Clone, Debug)]
pub struct FamilyInfo {
    /// Without repetition.
    pub variants: Vec<Variant>,
    /// Shape and index of the row to index of the variant.
    pub rows: FastMap<(CallShape, usize), usize>,
    /// The struct of function pointers, if there is more than one variant.
    pub record: Option<ContainerId>,
}

/// What was chosen for sets of prebuilt things.
#[derive(Debug, Default)]
pub struct PbcTable {
    families: FastMap<CallFamilyId, FamilyInfo>,
    records: FastMap<(CallFamilyId, DescId), DataId>,
    frozen: FastMap<AccessFamilyId, (ContainerId, IndexMap<Symbol, FieldInfo, FxBuildHasher>)>,
    frozen_data: FastMap<DescId, DataId>,
}

impl RTyper<'_> {
    /// The variants of a call family.
    pub fn family_info(&mut self, family: CallFamilyId) -> R<FamilyInfo> {
        let family = self.ann.call_families.find(family);
        if let Some(known) = self.pbcs.families.get(&family) {
            return Ok(known.clone());
        }
        let tables: Vec<(CallShape, Vec<Vec<(DescId, GraphId)>>)> = self
            .ann
            .call_families
            .get(family)
            .tables
            .iter()
            .map(|(shape, rows)| (shape.clone(), rows.iter().map(|row| row.targets.clone()).collect()))
            .collect();
        let mut variants: Vec<Variant> = Vec::new();
        let mut sorted = Vec::new();
        for (shape, rows) in tables {
            for (index, targets) in rows.into_iter().enumerate() {
                let Some(&(_, graph)) = targets.first() else { continue };
                let ty = self.graph_type(graph)?;
                sorted.push((shape.clone(), index, targets.clone()));
                add_variant(&mut variants, Variant { targets: targets.into_iter().collect(), ty });
            }
        }
        let mut rows = FastMap::default();
        for (shape, index, targets) in sorted {
            let at = variants.iter().position(|v| targets.iter().all(|(d, g)| v.targets.get(d) == Some(g)));
            let at = at.ok_or_else(|| TyperError::new("a call reaches functions of no variant"))?;
            rows.insert((shape, index), at);
        }
        let record = (variants.len() > 1).then(|| {
            let fields = variants
                .iter()
                .enumerate()
                .map(|(i, v)| field(&format!("variant{i}"), LLType::Ptr(v.ty)))
                .collect();
            let hints = Hints { immutable: true, ..Hints::default() };
            self.types_mut().struct_("specfunc".into(), GcKind::Raw, fields, hints)
        });
        let info = FamilyInfo { variants, rows, record };
        self.pbcs.families.insert(family, info.clone());
        Ok(info)
    }

    /// The type of values that are one of the functions of a family.
    pub fn functions_type(&mut self, family: CallFamilyId) -> R<LLType> {
        let info = self.family_info(family)?;
        match (info.record, info.variants.first()) {
            (Some(record), _) => Ok(LLType::Ptr(record)),
            (None, Some(variant)) => Ok(LLType::Ptr(variant.ty)),
            (None, None) => Err(TyperError::new("functions that are never called have no common type")),
        }
    }

    /// A function as one of the functions of a family.
    pub fn function_value(&mut self, family: CallFamilyId, desc: DescId) -> R<Value> {
        let info = self.family_info(family)?;
        if info.record.is_none() {
            let graph = info.variants.first().and_then(|v| v.targets.get(&desc).copied());
            return match graph {
                Some(graph) => Ok(Value::Ptr(Pointer::Func(self.func_of(graph)?))),
                None => self.uncalled_function(desc, &info),
            };
        }
        let family = self.ann.call_families.find(family);
        if let Some(&known) = self.pbcs.records.get(&(family, desc)) {
            return Ok(Value::Ptr(Pointer::Data(known)));
        }
        let mut values = Vec::new();
        for variant in &info.variants {
            values.push(Value::Ptr(match variant.targets.get(&desc) {
                Some(&graph) => Pointer::Func(self.func_of(graph)?),
                None => Pointer::Null,
            }));
        }
        let Some(record) = info.record else { return Ok(Value::Ptr(Pointer::Null)) };
        let data = self.prog.data.push(record, Payload::Struct(values));
        self.pbcs.records.insert((family, desc), data);
        Ok(Value::Ptr(Pointer::Data(data)))
    }

    /// A function that no call through the set reaches: it must differ from `None` and from all
    /// others, so it gets a body that cannot be reached.
    fn uncalled_function(&mut self, desc: DescId, info: &FamilyInfo) -> R<Value> {
        let Some(variant) = info.variants.first() else {
            return Err(TyperError::new("functions that are never called have no common type"));
        };
        let ty = variant.ty;
        let func = self.dummy_function(desc, ty);
        Ok(Value::Ptr(Pointer::Func(func)))
    }

    /// The struct of attributes of a family of frozen instances.
    pub fn frozen_type(&mut self, family: AccessFamilyId) -> R<ContainerId> {
        Ok(self.frozen_fields(family)?.0)
    }

    /// The struct and its fields.
    pub fn frozen_fields(
        &mut self,
        family: AccessFamilyId,
    ) -> R<(ContainerId, IndexMap<Symbol, FieldInfo, FxBuildHasher>)> {
        let family = self.ann.access_families.find(family);
        if let Some(known) = self.pbcs.frozen.get(&family) {
            return Ok(known.clone());
        }
        let forward = self.types_mut().forward(GcKind::Raw);
        self.pbcs.frozen.insert(family, (forward, IndexMap::default()));
        let mut attrs: Vec<_> =
            self.ann.access_families.get(family).attrs.iter().map(|(&n, s)| (n, s.clone())).collect();
        attrs.sort_by_key(|(name, _)| *name);
        let (mut map, mut fields) = (IndexMap::default(), Vec::new());
        for (name, s) in attrs {
            let r = self.repr_of(&s)?;
            map.insert(name, FieldInfo { index: fields.len(), r });
            fields.push(field(&format!("pbc_{name}"), self.lltype(r)?));
        }
        let hints = Hints { immutable: true, ..Hints::default() };
        let pbc = StructType { name: "pbc".into(), gc: GcKind::Raw, fields, hints };
        self.types_mut().become_(forward, Container::Struct(pbc));
        self.pbcs.frozen.insert(family, (forward, map.clone()));
        Ok((forward, map))
    }

    /// The static struct of a frozen instance, which also is its identity.
    pub fn frozen_data(&mut self, desc: DescId) -> R<DataId> {
        if let Some(&known) = self.pbcs.frozen_data.get(&desc) {
            return Ok(known);
        }
        let Desc::Frozen(frozen) = &self.ann.descs[desc] else { return Ok(self.identity_data(desc)) };
        let (obj, access) = (frozen.obj, frozen.access);
        let (ty, fields) = self.frozen_fields(access)?;
        if fields.is_empty() {
            return Ok(self.identity_data(desc));
        }
        let data = self.prog.data.reserve(&self.host.types, ty);
        self.pbcs.frozen_data.insert(desc, data);
        let mut payload = rpython_lltype::value::default_payload(self.types(), ty, 0);
        if let Payload::Struct(values) = &mut payload {
            for (name, info) in fields {
                if self.lltype(info.r)? == LLType::Void {
                    continue;
                }
                if let Some(value) = self.host_attribute(obj, name) {
                    values[info.index] = self.const_value(info.r, value)?;
                }
            }
        }
        self.prog.data.objects[data].payload = payload;
        Ok(data)
    }

    /// A byte whose address stands for a thing of which nothing else is needed.
    fn identity_data(&mut self, desc: DescId) -> DataId {
        if let Some(&known) = self.pbcs.frozen_data.get(&desc) {
            return known;
        }
        let fields = vec![field("identity", LLType::Char)];
        let ty = self.types_mut().struct_("identity".into(), GcKind::Raw, fields, Hints::default());
        let data = self.prog.data.reserve(&self.host.types, ty);
        self.pbcs.frozen_data.insert(desc, data);
        data
    }
}

/// Adds a variant, merged with those of its type that contradict it about no function.
fn add_variant(variants: &mut Vec<Variant>, mut new: Variant) {
    loop {
        let fits = variants.iter().position(|old| {
            old.ty == new.ty
                && old.targets.iter().all(|(d, g)| new.targets.get(d).is_none_or(|other| other == g))
        });
        let Some(at) = fits else { break };
        let mut merged = variants.remove(at);
        merged.targets.extend(new.targets);
        new = merged;
    }
    variants.push(new);
}
