//! Lists and dicts: containers that share the annotation of their items when they meet.

use indexmap::IndexSet;
use rpython_base::{Span, define_id};
use rpython_host::Obj;

use crate::{Position, SomeValue};

define_id!(
    /// A class of lists that may be the same list.
    ListDefId,
    "list"
);
define_id!(
    /// A class of dicts that may be the same dict.
    DictDefId,
    "dict"
);

/// The annotation of the items of a list, or of the keys or values of a dict.
#[derive(Clone, Debug)]
pub struct ItemCell {
    /// What the items may be.
    pub value: SomeValue,
    /// Blocks that read it: they are looked at again when it grows.
    pub readers: IndexSet<Position, rustc_hash::FxBuildHasher>,
    /// Where the value came from, for diagnostics.
    pub origin: Span,
}

impl ItemCell {
    /// Items of this kind.
    pub fn new(value: SomeValue, origin: Span) -> ItemCell {
        ItemCell { value, readers: IndexSet::default(), origin }
    }
}

/// A class of lists.
#[derive(Clone, Debug)]
pub struct ListDef {
    /// The items.
    pub item: ItemCell,
    /// Items are assigned after creation.
    pub mutated: bool,
    /// The length changes after creation: such lists need a header with a separate array of items.
    pub resized: bool,
    /// The list comes from `range` with this constant step, or with a step known at run time (0); such a list is
    /// not an array of items as long as it is never mutated.
    pub range_step: Option<i64>,
    /// A list was assigned to a slice of it, so that its length may change; it does where nothing forbids that.
    pub slice_assigned: bool,
    /// `make_sure_not_resized` was applied; the span is where.
    pub never_resize: Option<Span>,
    /// Where it was first resized.
    pub resized_at: Span,
    /// All such lists are read out of immutable fields `lst[*]`, and none is modified.
    pub immutable: bool,
    /// Cannot change any more, because later stages have looked at it.
    pub frozen: bool,
    /// A signature declares what the items are: they cannot be anything else.
    pub declared: bool,
    /// Prebuilt lists among them.
    pub prebuilt: Vec<Obj>,
}

impl ListDef {
    /// Lists with these items.
    pub fn new(value: SomeValue, origin: Span) -> ListDef {
        ListDef {
            item: ItemCell::new(value, origin),
            mutated: false,
            resized: false,
            slice_assigned: false,
            range_step: None,
            never_resize: None,
            resized_at: Span::NONE,
            immutable: false,
            frozen: false,
            declared: false,
            prebuilt: Vec::new(),
        }
    }
}

/// A class of dicts.
#[derive(Clone, Debug)]
pub struct DictDef {
    /// The keys.
    pub key: ItemCell,
    /// The values.
    pub value: ItemCell,
    /// Key equality and hash functions of an `r_dict`.
    pub custom: Option<(SomeValue, SomeValue)>,
    /// `OrderedDict`, `r_ordereddict`: order is part of the meaning (`move_to_end`, `reversed`).
    pub ordered: bool,
    /// `force_non_null=True`: keys are never NULL.
    pub force_non_null: bool,
    /// `simple_hash_eq=True`: the custom functions cannot change the dict or raise.
    pub simple_hash_eq: bool,
    /// The program puts items into them or takes some out.
    pub mutated: bool,
    /// Cannot change any more, because later stages have looked at it.
    pub frozen: bool,
    /// Prebuilt dicts among them.
    pub prebuilt: Vec<Obj>,
}

impl DictDef {
    /// Dicts with these keys and values.
    pub fn new(key: SomeValue, value: SomeValue, origin: Span) -> DictDef {
        DictDef {
            key: ItemCell::new(key, origin),
            value: ItemCell::new(value, origin),
            custom: None,
            ordered: false,
            force_non_null: false,
            simple_hash_eq: false,
            mutated: false,
            frozen: false,
            prebuilt: Vec::new(),
        }
    }
}

impl ListDef {
    /// What the representation depends on beside the items.
    pub fn flags(&self) -> (bool, bool, Option<i64>) {
        (self.mutated, self.resized, self.range_step)
    }
}
