//! C headers that C code of programs may include, by the names that such code uses: whoever has such code compiled
//! writes them to a folder and tells the compiler where it is.

const FORWARD: &str = include_str!("c_headers/forward.h");

/// Name and text of each.
pub const FILES: [(&str, &str); 5] = [
    ("src/precommondefs.h", include_str!("c_headers/precommondefs.h")),
    ("src/commondefs.h", FORWARD),
    ("src/mem.h", FORWARD),
    ("src/support.h", FORWARD),
    ("common_header.h", FORWARD),
];
