//! Functions of the module's own: what would be long in line. A module has those that it uses.

/// Each helper with its name, which is that of its file, and the helpers that it uses.
macro_rules! helpers {
    ($($helper:ident $name:literal [$($used:ident)*];)*) => {
        /// What helpers there are.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub(crate) enum Helper { $($helper,)* }

        impl Helper {
            /// The function's name.
            pub fn name(self) -> &'static str {
                match self { $(Helper::$helper => $name,)* }
            }

            /// The helpers that it uses itself.
            pub fn uses(self) -> &'static [Helper] {
                match self { $(Helper::$helper => &[$(Helper::$used),*],)* }
            }

            fn source(self) -> &'static str {
                match self { $(Helper::$helper => include_str!(concat!("helpers/", $name, ".js")),)* }
            }
        }
    };
}

helpers! {
    MultiplyHigh "multiply_high" [];
    Multiply "multiply" [MultiplyHigh];
    DivideWords "divide_words" [MultiplyHigh];
    DivideBoth "divide_both" [DivideWords Multiply];
    DivideSigned "divide_signed" [DivideBoth];
    Divide "divide" [DivideSigned];
    Modulo "modulo" [DivideSigned];
    DivideUnsigned "divide_unsigned" [DivideBoth];
    ModuloUnsigned "modulo_unsigned" [DivideBoth];
    ShiftLeft "shift_left" [];
    ShiftRight "shift_right" [];
    ShiftRightSigned "shift_right_signed" [];
    FromDouble "from_double" [];
    FromDoubleUnsigned "from_double_unsigned" [];
    ToFloat "to_float" [];
    ToFloatUnsigned "to_float_unsigned" [];
    Nearest "nearest" [];
    CopySign "copy_sign" [];
    LoadHalf "load_half" [];
    LoadWord "load_word" [];
    LoadPair "load_pair" [LoadWord];
    LoadDouble "load_double" [LoadWord];
    LoadFloat "load_float" [LoadWord];
    Copy "copy" [];
    Move "move" [Copy];
    Fill "fill" [];
    Compare "compare" [];
    CheckPointer "check_pointer" [];
}

impl Helper {
    /// Its text, without comments and indentation.
    pub fn text(self) -> String {
        let lines = self.source().lines().map(str::trim).filter(|line| !line.starts_with("//"));
        lines.collect::<Vec<_>>().join("\n")
    }
}
