"""Properties of characters, in several versions of Unicode: modules `unicodedb_3_2_0` to `unicodedb_14_0_0`.

All functions take the numbers of characters. Each version has

- `category`, `bidirectional`, `east_asian_width`, `combining`, `mirrored`
- `decimal`, `digit`, `numeric`: KeyError where a character has none
- `isspace`, `isalpha`, `islinebreak`, `isnumeric`, `isdigit`, `isdecimal`, `isalnum`, `isupper`, `istitle`,
  `islower`, `iscased`, `isxidstart`, `isxidcontinue`, `isprintable`, `iscaseignorable`
- `toupper`, `tolower`, `totitle`: one character for one; `toupper_full`, `tolower_full`, `totitle_full`,
  `casefold_lookup`: lists
- `decomposition` (as text), `canon_decomposition`, `compat_decomposition` (lists, empty for what does not
  decompose), `composition` of two: KeyError if there is none
- `name`, `lookup`, `lookup_with_alias`: KeyError if there is none. Named sequences have numbers in a private area,
  from which `lookup_named_sequence` gives their text in UTF-8, `lookup_named_sequence_length` its characters
- `version`

`unicodedb` is the version that strings and regular expressions use.
"""
from rpython.rlib.unicodedata import unicodedb_5_2_0 as unicodedb
