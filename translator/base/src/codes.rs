//! Every kind of diagnostic, declared once: the number that users see, the name that the sources use, a title.
//!
//! `docs/errors/` has a section for each number, with an example of the mistake and of its remedy.

/// A kind of diagnostic.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Code {
    /// What is printed and never changes: `E0401`.
    pub number: &'static str,
    /// What the stages call it: `union`.
    pub name: &'static str,
    /// The kind in one phrase.
    pub title: &'static str,
}

macro_rules! codes {
    ($($number:literal $name:literal $title:literal;)*) => {
        /// All kinds, in the order of their numbers.
        pub const CODES: &[Code] = &[$(Code { number: $number, name: $name, title: $title }),*];
    };
}

codes! {
    // The command line and the target.
    "E0001" "option" "an option or a value that does not exist";
    "E0002" "option-unsupported" "an option that is not supported yet";
    "E0003" "target-file" "there is no such target file";
    "E0004" "target" "the target file does not say what to translate";
    "E0005" "entry-point" "an entry point of another form";
    "E0006" "library" "a library where there can be none";
    "E0007" "session" "no folder for intermediate files";
    "E0008" "write" "a file that cannot be written";
    "E0009" "machine" "a machine that is not supported";
    "E0010" "feature" "threads or continuations where there are none";
    // Source text.
    "E0101" "syntax" "not Python 2.7";
    "E0102" "python3-syntax" "Python 3 syntax";
    "E0103" "encoding" "bytes that are no text in the file's encoding";
    // While the program is imported.
    "E0201" "import-time-exception" "an exception while the program is imported";
    "E0202" "import-missing" "a module that cannot be imported";
    // Names and statements.
    "E0301" "unbound-local" "a variable that may have no value";
    "E0302" "name-error" "a name that is not defined";
    "E0303" "global-assignment" "assignment to a global variable";
    "E0304" "closure" "a function that uses variables of the one around it";
    "E0305" "local-class" "a class inside a function";
    "E0306" "dynamic-code" "code that is made at run time";
    "E0307" "print" "print to something other than standard output";
    "E0308" "delete-attribute" "an attribute that is deleted";
    "E0309" "except-class" "an except clause that can catch nothing";
    "E0310" "raise" "something raised that is no exception";
    "E0311" "always-raises" "an operation on constants that always fails";
    "E0312" "unrolling" "unrolling_iterable outside of a for loop";
    "E0313" "too-complex" "a function whose flow graph does not end";
    "E0314" "ovfcheck" "ovfcheck() around something that cannot overflow";
    "E0315" "super" "super() for something other than calling a method";
    "E0316" "not-rpython" "a statement that is not RPython";
    "E0317" "marked-not-rpython" "a call of a function that is for import time only";
    // Types.
    "E0401" "union" "one place for values of two types";
    "E0402" "none" "an operation on what is only ever None";
    "E0403" "blocked" "an operation that no value ever reaches";
    "E0404" "signature" "a declared type that the value does not have";
    "E0405" "constant" "an object that exists while importing only";
    "E0406" "long" "an integer of more than a machine word";
    "E0407" "signedness" "signed and unsigned integers together";
    "E0408" "unicode-mix" "byte strings and unicode strings together";
    "E0409" "constant-needed" "a run-time value where a constant is needed";
    "E0410" "slice-negative" "a bound of a slice that may be negative";
    "E0411" "nonneg" "an index that may be negative";
    "E0412" "str0" "a string that may contain NUL bytes";
    "E0413" "specialize" "an argument that does not fit the specialization";
    // Calls, classes, attributes.
    "E0501" "call-args" "arguments that do not fit the function";
    "E0502" "not-callable" "a call of something that is no function";
    "E0503" "star-args" "*args or **keywords that RPython does not have";
    "E0504" "attribute" "an attribute that does not exist";
    "E0505" "attrs" "an attribute that _attrs_ or __slots__ does not list";
    "E0506" "constant-attribute" "assignment to an attribute of a constant";
    "E0507" "multiple-inheritance" "several base classes";
    "E0508" "class-method" "a class method";
    // Built-in types and functions.
    "E0601" "builtin" "a built-in function that RPython does not have";
    "E0602" "argument" "an argument that a built-in function does not take";
    "E0603" "operation" "an operator that these types do not have";
    "E0604" "format" "a format that RPython does not have";
    "E0605" "str" "no text for a value of this type";
    "E0606" "codec" "an encoding that RPython does not have";
    "E0607" "iter" "a loop over something that is no sequence";
    "E0608" "len" "the length of something that has none";
    "E0609" "index" "an index that is no integer, or into something that has no items";
    "E0610" "tuple-index" "an index into a tuple that is no constant";
    "E0611" "unpack" "a tuple of another length than the variables";
    "E0612" "slice" "a slice that RPython does not have";
    "E0613" "immutable" "assignment to an item of something immutable";
    "E0614" "list-resized" "a list of fixed size that is resized";
    // Low-level types and what becomes of the program.
    "E0701" "lltype" "a misuse of low-level types";
    "E0702" "rtyper" "an operation without a low-level form";
    "E0703" "unsupported" "a part of RPython that is not supported yet";
    "E0704" "external" "an external function that cannot be reached";
    "E0705" "extregistry" "a registered function whose entry gives no answer";
    // Tools and limits.
    "E0801" "c-compiler" "the C compiler is missing or fails";
    "E0802" "linker" "the linker is missing or fails";
    "E0803" "data-size" "more static data than fits";
    "E0804" "long-double" "long double where the backend has none";
    "E0805" "too-large" "a function that is too large";
    "E0806" "wide-integer" "an integer of 128 bits where words have 32";
    "E0807" "no-collect" "managed memory where no collection may happen";
    "E0808" "never-allocate" "an instance that must not be allocated";
    "E0809" "nonmovable" "an object that cannot stay where it is";
    "E0901" "internal" "a bug of the translator";
    // Warnings.
    "W0001" "target-arguments" "arguments that the target does not take";
    "W0002" "prebuilt-changed" "a list or dict made at import time that is read by name and changed";
}

/// The kind with this name or number.
pub fn find(key: &str) -> Option<&'static Code> {
    CODES.iter().find(|code| code.name == key || code.number.eq_ignore_ascii_case(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_ascend_and_names_are_unique() {
        for pair in CODES.windows(2) {
            assert!(pair[0].number < pair[1].number, "{} and {}", pair[0].number, pair[1].number);
        }
        for (index, code) in CODES.iter().enumerate() {
            assert!(CODES[..index].iter().all(|c| c.name != code.name), "{}", code.name);
        }
        assert_eq!(find("union"), find("e0401"));
        assert_eq!(find("nonsense"), None);
    }
}
