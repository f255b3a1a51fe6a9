//! Tokens of Python 2.7.

/// What a token is. Payloads are read from the source text by the token's position.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Name,
    Number,
    String,
    Newline,
    Indent,
    Dedent,
    EndOfFile,
    Key(Key),
    Op(Op),
}

macro_rules! words {
    ($(#[$meta:meta])* $enum:ident: $($name:ident $text:literal $tok:tt),* $(,)?) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum $enum { $($name),* }

        impl $enum {
            /// As written in the source.
            pub fn text(self) -> &'static str {
                match self { $($enum::$name => $text),* }
            }

            /// The token of the grammar it stands for, if it has one of its own.
            pub fn tok(self) -> Option<rustpython_parser::Tok> {
                match self { $($enum::$name => words!(@tok $tok)),* }
            }
        }
    };
    (@tok none) => { None };
    (@tok $tok:ident) => { Some(rustpython_parser::Tok::$tok) };
}

words! {
    /// Keywords.
    Key:
    And "and" And, As "as" As, Assert "assert" Assert, Break "break" Break, Class "class" Class,
    Continue "continue" Continue, Def "def" Def, Del "del" Del, Elif "elif" Elif, Else "else" Else,
    Except "except" Except, Exec "exec" none, Finally "finally" Finally, For "for" For, From "from" From,
    Global "global" Global, If "if" If, Import "import" Import, In "in" In, Is "is" Is,
    Lambda "lambda" Lambda, Not "not" Not, Or "or" Or, Pass "pass" Pass, Print "print" none,
    Raise "raise" Raise, Return "return" Return, Try "try" Try, While "while" While, With "with" With,
    Yield "yield" Yield,
}

words! {
    /// Operators and delimiters.
    Op:
    Lpar "(" Lpar, Rpar ")" Rpar, Lsqb "[" Lsqb, Rsqb "]" Rsqb, Lbrace "{" Lbrace, Rbrace "}" Rbrace,
    Colon ":" Colon, Comma "," Comma, Semi ";" Semi, Dot "." Dot, Ellipsis "..." Ellipsis, At "@" At,
    Backquote "`" none, Equal "=" Equal,
    Plus "+" Plus, Minus "-" Minus, Star "*" Star, Slash "/" Slash, Percent "%" Percent,
    DoubleStar "**" DoubleStar, DoubleSlash "//" DoubleSlash, Vbar "|" Vbar, Amper "&" Amper,
    Caret "^" CircumFlex, Tilde "~" Tilde, LeftShift "<<" LeftShift, RightShift ">>" RightShift,
    Less "<" Less, Greater ">" Greater, LessEqual "<=" LessEqual, GreaterEqual ">=" GreaterEqual,
    EqEqual "==" EqEqual, NotEqual "!=" NotEqual,
    PlusEqual "+=" PlusEqual, MinusEqual "-=" MinusEqual, StarEqual "*=" StarEqual,
    SlashEqual "/=" SlashEqual, PercentEqual "%=" PercentEqual, DoubleStarEqual "**=" DoubleStarEqual,
    DoubleSlashEqual "//=" DoubleSlashEqual, VbarEqual "|=" VbarEqual, AmperEqual "&=" AmperEqual,
    CaretEqual "^=" CircumflexEqual, LeftShiftEqual "<<=" LeftShiftEqual,
    RightShiftEqual ">>=" RightShiftEqual,
}

/// A token and its bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    pub kind: Kind,
    pub start: u32,
    pub end: u32,
}

impl Token {
    pub fn is_op(&self, op: Op) -> bool {
        self.kind == Kind::Op(op)
    }

    pub fn is_key(&self, key: Key) -> bool {
        self.kind == Kind::Key(key)
    }

    /// The source text of this token.
    pub fn text<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start as usize..self.end as usize]
    }

    /// Whether an operand ends with this token (ignoring backquotes).
    pub fn ends_operand(&self) -> bool {
        matches!(
            self.kind,
            Kind::Name | Kind::Number | Kind::String | Kind::Op(Op::Rpar | Op::Rsqb | Op::Rbrace)
        )
    }

    /// Opening bracket: +1, closing: -1, other: 0.
    pub fn nesting(&self) -> i32 {
        match self.kind {
            Kind::Op(Op::Lpar | Op::Lsqb | Op::Lbrace) => 1,
            Kind::Op(Op::Rpar | Op::Rsqb | Op::Rbrace) => -1,
            _ => 0,
        }
    }
}

/// The keyword spelled like this.
pub fn keyword(text: &str) -> Option<Key> {
    Some(match text {
        "and" => Key::And,
        "as" => Key::As,
        "assert" => Key::Assert,
        "break" => Key::Break,
        "class" => Key::Class,
        "continue" => Key::Continue,
        "def" => Key::Def,
        "del" => Key::Del,
        "elif" => Key::Elif,
        "else" => Key::Else,
        "except" => Key::Except,
        "exec" => Key::Exec,
        "finally" => Key::Finally,
        "for" => Key::For,
        "from" => Key::From,
        "global" => Key::Global,
        "if" => Key::If,
        "import" => Key::Import,
        "in" => Key::In,
        "is" => Key::Is,
        "lambda" => Key::Lambda,
        "not" => Key::Not,
        "or" => Key::Or,
        "pass" => Key::Pass,
        "print" => Key::Print,
        "raise" => Key::Raise,
        "return" => Key::Return,
        "try" => Key::Try,
        "while" => Key::While,
        "with" => Key::With,
        "yield" => Key::Yield,
        _ => return None,
    })
}
