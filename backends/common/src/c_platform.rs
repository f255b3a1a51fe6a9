//! The platform layer for targets with a C library: start-up, fatal errors, tracebacks, the log.

use rpython_lltype::DataModel;

/// Its files, apart from `rpy_config.h`: name and text.
pub const FILES: [(&str, &str); 4] = [
    ("rpy.h", include_str!("c_platform/rpy.h")),
    ("rpy_platform.h", include_str!("c_platform/rpy_platform.h")),
    ("rpy_platform.c", include_str!("c_platform/rpy_platform.c")),
    ("rpy_log.c", include_str!("c_platform/rpy_log.c")),
];

/// `rpy_config.h` for a target.
pub fn config(model: DataModel) -> String {
    format!(
        "#define RPY_WORD_BITS {}\n_Static_assert(sizeof(void *) * 8 == {}, \"pointers of the target\");\n",
        model.word_bits, model.pointer_bits
    )
}
