//! Names that are spelt alike, for suggestions in messages.

/// The nearest name, if one is near.
pub fn did_you_mean<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let limit = (name.len() / 3).clamp(1, 3);
    names
        .filter(|n| !n.starts_with("__") && *n != name)
        .map(|n| (edit_distance(name, n), n))
        .filter(|&(d, _)| d <= limit && d < name.chars().count())
        .min()
        .map(|(_, n)| n)
}

/// How many letters must be changed, added, left out, or swapped with their neighbour.
fn edit_distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut next = vec![i + 1; b.len() + 1];
        for j in 0..b.len() {
            let substituted = row[j] + usize::from(a[i] != b[j]);
            next[j + 1] = substituted.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                next[j + 1] = next[j + 1].min(before[j - 1] + 1);
            }
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_only() {
        let names = ["count", "limit", "x", "__name__"];
        assert_eq!(did_you_mean("coutn", names.iter().copied()), Some("count"));
        assert_eq!(did_you_mean("limt", names.iter().copied()), Some("limit"));
        assert_eq!(did_you_mean("total", names.iter().copied()), None);
        assert_eq!(did_you_mean("y", names.iter().copied()), None);
    }
}
