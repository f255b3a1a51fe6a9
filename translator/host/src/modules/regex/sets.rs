//! Sets of characters where case does not matter, and sets as instructions of the library's matcher.

use super::sre::op;
use super::{Case, Category, Set};

/// Small letters with the same capital.
const SAME_CAPITAL: &[&[u32]] = &[
    &[0x69, 0x131],
    &[0x73, 0x17f],
    &[0xb5, 0x3bc],
    &[0x345, 0x3b9, 0x1fbe],
    &[0x3b2, 0x3d0],
    &[0x3b5, 0x3f5],
    &[0x3b8, 0x3d1],
    &[0x3ba, 0x3f0],
    &[0x3c0, 0x3d6],
    &[0x3c1, 0x3f1],
    &[0x3c2, 0x3c3],
    &[0x3c6, 0x3d5],
    &[0x1e61, 0x1e9b],
];

/// The other small letters whose capital is that of `c`, and `c`; empty if there are none.
pub(super) fn same_capital(c: u32) -> &'static [u32] {
    SAME_CAPITAL.iter().find(|letters| letters.contains(&c)).copied().unwrap_or(&[])
}

/// Behind this there are letters with two cases in few places only; they are looked at up to the second number.
const BEHIND_BMP: u32 = 0x1_0000;
const LAST_CASED: u32 = 0x1_1fff;

/// How many characters a bitmap tells apart, and in how many words.
const MAP_SIZE: u32 = 256;
const MAP_WORDS: usize = 8;

/// From so many ranges on, a bitmap of all blocks is tested faster.
const MANY_RANGES: usize = 8;

/// The number of the first category of Unicode.
const UNICODE_CATEGORIES: i64 = 10;

impl Set {
    /// The set that a character in lower case is looked up in, if case does not matter.
    pub(super) fn in_lower_case(mut self) -> Set {
        let Some(case) = self.ignore_case else { return self };
        let mut ranges = Vec::new();
        for &(low, high) in &self.ranges {
            for c in low..=high.min(LAST_CASED) {
                let lower = case.lower(c);
                ranges.push((lower, lower));
                if case == Case::Unicode {
                    ranges.extend(same_capital(lower).iter().map(|&other| (other, other)));
                }
            }
            if high >= BEHIND_BMP {
                ranges.push((low.max(BEHIND_BMP), high));
            }
        }
        self.ranges = merged(ranges);
        self
    }
}

/// The same characters in few ranges, in order.
fn merged(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.sort_unstable();
    let mut merged: Vec<(u32, u32)> = Vec::new();
    for (low, high) in ranges {
        match merged.last_mut() {
            Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
            _ => merged.push((low, high)),
        }
    }
    merged
}

fn category(category: Category) -> i64 {
    match category {
        Category::Digit => 0,
        Category::NotDigit => 1,
        Category::Space => 2,
        Category::NotSpace => 3,
        Category::Word => 4,
        Category::NotWord => 5,
    }
}

/// Writes the members of a set, without its end.
pub(super) fn members(set: &Set, code: &mut Vec<i64>) {
    let unicode_categories = set.unicode && !set.categories.is_empty();
    if let ([(low, high)], [], _) | ([(low, high)], _, true) =
        (&set.ranges[..], &set.categories[..], unicode_categories)
    {
        code.extend([op::RANGE, i64::from(*low), i64::from(*high)]);
    } else {
        // What letters and digits are in Unicode is known to the database of the program alone.
        let bytes = |c: u32| if unicode_categories { in_ranges(set, c) } else { set.has(c) };
        ranges(set, bytes, code);
    }
    // The categories of ASCII that are in the map say no to all characters behind it, but for the negative ones.
    let negative = [Category::NotDigit, Category::NotSpace, Category::NotWord];
    for &member in &set.categories {
        if unicode_categories {
            code.extend([op::CATEGORY, category(member) + UNICODE_CATEGORIES]);
        } else if negative.contains(&member) {
            code.extend([op::CATEGORY, category(member)]);
        }
    }
}

fn in_ranges(set: &Set, c: u32) -> bool {
    set.ranges.iter().any(|&(low, high)| (low..=high).contains(&c))
}

/// A bitmap of the first characters, which `bytes` tells, and the others as ranges or bitmaps.
fn ranges(set: &Set, bytes: impl Fn(u32) -> bool, code: &mut Vec<i64>) {
    let mut behind: Vec<(u32, u32)> = set
        .ranges
        .iter()
        .filter(|(_, high)| *high >= MAP_SIZE)
        .map(|&(low, high)| (low.max(MAP_SIZE), high))
        .collect();
    let first = bitmap(0, &bytes);
    if behind.len() > MANY_RANGES {
        big_set(|c| if c < MAP_SIZE { bytes(c) } else { in_ranges(set, c) }, code);
        behind.retain(|(_, high)| *high >= BEHIND_BMP);
        for range in &mut behind {
            range.0 = range.0.max(BEHIND_BMP);
        }
    } else if first != [0; MAP_WORDS] {
        code.push(op::CHARSET);
        code.extend(first.map(i64::from));
    }
    for (low, high) in behind {
        code.extend([op::RANGE, i64::from(low), i64::from(high)]);
    }
}

fn bitmap(start: u32, contains: &impl Fn(u32) -> bool) -> [u32; MAP_WORDS] {
    let mut map = [0u32; MAP_WORDS];
    for c in (0..MAP_SIZE).filter(|c| contains(start + c)) {
        map[(c / 32) as usize] |= 1 << (c % 32);
    }
    map
}

/// The number of different blocks of 256 characters, the number of each block in a byte, and the blocks as bitmaps.
fn big_set(contains: impl Fn(u32) -> bool, code: &mut Vec<i64>) {
    let mut blocks: Vec<[u32; MAP_WORDS]> = Vec::new();
    let mut numbers = [0u32; 64];
    for high in 0..256 {
        let map = bitmap(high * MAP_SIZE, &contains);
        let number = blocks.iter().position(|block| *block == map).unwrap_or(blocks.len());
        if number == blocks.len() {
            blocks.push(map);
        }
        numbers[high as usize / 4] |= (number as u32) << (8 * (high % 4));
    }
    code.extend([op::BIGCHARSET, blocks.len() as i64]);
    code.extend(numbers.map(i64::from));
    code.extend(blocks.into_iter().flatten().map(i64::from));
}
