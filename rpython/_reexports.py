"""Names that modules of the library have only because the reference's modules of that name import them. Programs take them from
there, too; here they are looked up when they are asked for, so that modules need not import what they do not use."""

# By module, then by the module that has the names; those without one are modules of the standard library.
HOMES = {
    'rpython.annotator.model': {
        '': 'inspect math os weakref',
        'rpython.rlib.rarithmetic': 'base_int r_longfloat r_singlefloat r_uint',
        'rpython.tool.pairtype': 'extendabletype pair',
    },
    'rpython.config.translationoption': {
        'rpython.config.config': 'ConflictConfigError',
    },
    'rpython.rlib._os_support': {
        'rpython.annotator.model': 's_Str0 s_Unicode0',
        'rpython.rlib': 'rstring',
        'rpython.rlib.rutf8': 'codepoints_in_utf8',
    },
    'rpython.rlib._rsocket_rffi': {
        '': 'os sys',
        'rpython.rlib': 'jit',
        'rpython.rlib.rarithmetic': 'r_uint widen',
        'rpython.rtyper.lltypesystem.rffi': 'CCHARP CONST_CCHARP',
    },
    'rpython.rlib.buffer': {
        'rpython.rlib': 'jit rawstorage',
        'rpython.rlib.mutbuffer': 'STR',
        'rpython.rlib.objectmodel': 'we_are_translated',
        'rpython.rlib.rgc':
            'll_for_resizable_list nonmoving_raw_ptr_for_resizable_list '
            'resizable_list_supporting_raw_ptr',
        'rpython.rtyper.annlowlevel': 'llstr',
        'rpython.rtyper.lltypesystem.lloperation': 'llop',
    },
    'rpython.rlib.clibffi': {
        '': 'ctypes os py sys',
        'rpython.rlib': 'jit rposix',
        'rpython.rlib.rmmap': 'alloc',
        'rpython.rlib.unroll': 'unrolling_iterable',
        'rpython.rtyper.lltypesystem.lloperation': 'llop',
        'rpython.rtyper.tool': 'rffi_platform',
        'rpython.translator.tool.cbuild': 'ExternalCompilationInfo',
    },
    'rpython.rlib.constant': {
        'rpython.rtyper.tool': 'rffi_platform',
        'rpython.translator.tool.cbuild': 'ExternalCompilationInfo',
    },
    'rpython.rlib.debug': {
        '': 'os',
        'rpython.rlib.objectmodel': 'always_inline enforceargs we_are_translated',
        'rpython.rlib.rarithmetic': 'is_valid_int r_longlong',
        'rpython.rlib.rtimer': 'read_timestamp',
        'rpython.rtyper.extregistry': 'ExtRegistryEntry',
        'rpython.rtyper.lltypesystem': 'lltype rffi',
        'rpython.translator.tool.cbuild': 'ExternalCompilationInfo',
    },
    'rpython.rlib.entrypoint': {
        '': 'py',
        'rpython.rlib.objectmodel': 'we_are_translated',
        'rpython.rtyper.lltypesystem': 'lltype rffi',
        'rpython.rtyper.lltypesystem.lloperation': 'llop',
    },
    'rpython.rlib.exports': {
        'rpython.rtyper.lltypesystem.lltype': 'ContainerType typeOf',
    },
    'rpython.rlib.jit': {
        '': 'py sys',
        'rpython.rlib.nonconst': 'NonConstant',
        'rpython.rlib.objectmodel': 'keepalive_until_here not_rpython we_are_translated',
        'rpython.rtyper.extregistry': 'ExtRegistryEntry',
        'rpython.tool.sourcetools': 'rpython_wrapper',
    },
    'rpython.rlib.jit_hooks': {
        'rpython.rtyper.annlowlevel': 'cast_gcref_to_instance cast_instance_to_gcref llstr',
        'rpython.rtyper.extregistry': 'ExtRegistryEntry',
    },
    'rpython.rlib.jit_libffi': {
        '': 'sys',
        'rpython.rlib.rarithmetic': 'r_longlong r_singlefloat',
        'rpython.rlib.unroll': 'unrolling_iterable',
        'rpython.rtyper.lltypesystem': 'llmemory',
        'rpython.rtyper.lltypesystem.lloperation': 'llop',
    },
    'rpython.rlib.libffi': {
        '': 'os sys',
        'rpython.rlib': 'clibffi jit',
        'rpython.rlib.clibffi': 'push_arg_as_ffiptr',
        'rpython.rlib.objectmodel': 'enforceargs',
        'rpython.rlib.rarithmetic': 'r_singlefloat r_uint',
    },
    'rpython.rlib.listsort': {
        'rpython.rlib.objectmodel': 'specialize',
    },
    'rpython.rlib.longlong2float': {
        'rpython.rlib.rarithmetic': 'r_int r_int64',
        'rpython.rtyper.extregistry': 'ExtRegistryEntry',
        'rpython.translator.tool.cbuild': 'ExternalCompilationInfo',
    },
    'rpython.rlib.mutbuffer': {
        'rpython.rlib': 'jit',
        'rpython.rlib.objectmodel': 'specialize',
        'rpython.rtyper.annlowlevel': 'llstr',
        'rpython.rtyper.lltypesystem': 'llmemory',
        'rpython.rtyper.lltypesystem.lloperation': 'llop',
    },
    'rpython.rlib.nonconst': {
        'rpython.rtyper.extregistry': 'ExtRegistryEntry',
    },
    'rpython.rlib.objectmodel': {
        '': 'math',
        'rpython.tool.sourcetools': 'rpython_wrapper',
    },
    'rpython.rlib.parsing.deterministic': {
        '': 'py',
    },
    'rpython.rlib.parsing.ebnfparse': {
        '': 'py',
        'rpython.rlib.parsing.deterministic': 'DFA',
        'rpython.rlib.parsing.lexer': 'DummyLexer',
        'rpython.rlib.parsing.tree': 'RPythonVisitor',
    },
    'rpython.rlib.parsing.lexer': {
        '': 'py',
    },
    'rpython.rlib.parsing.main': {
        '': 'py',
        'rpython.rlib.parsing.parsing': 'Rule',
    },
    'rpython.rlib.parsing.makepackrat': {
        '': 'py',
        'rpython.rlib.parsing.tree': 'Nonterminal Symbol',
    },
    'rpython.rlib.parsing.parsing': {
        '': 'py',
    },
    'rpython.rlib.parsing.regex': {
        '': 'py string',
    },
    'rpython.rlib.parsing.regexparse': {
        '': 'operator py',
        'rpython.rlib.parsing.deterministic': 'DFA',
        'rpython.rlib.parsing.lexer': 'DummyLexer Lexer',
        'rpython.rlib.parsing.makepackrat': 'BacktrackException PackratParser Status',
        'rpython.rlib.parsing.parsing': 'Rule',
        'rpython.rlib.parsing.regex': 'RangeExpression StringExpression',
        'rpython.rlib.parsing.tree': 'Nonterminal',
    },
    'rpython.rlib.parsing.tree': {
        '': 'py',
    },
    'rpython.rlib.rStringIO': {
        'rpython.rlib.objectmodel': 'we_are_translated',
    },
    'rpython.rlib.rarithmetic': {
        '': 'math struct',
        'rpython.rlib.objectmodel': 'not_rpython specialize',
        'rpython.rtyper': 'extregistry',
    },
    'rpython.rlib.rawstorage': {
        'rpython.rlib.rgc': 'lltype_is_gc',
        'rpython.rtyper.extregistry': 'ExtRegistryEntry',
        'rpython.rtyper.lltypesystem': 'llmemory',
    },
    'rpython.rlib.rbigint': {
        '': 'sys',
        'rpython.rlib': 'jit',
        'rpython.rlib.debug': 'check_regular_int make_sure_not_resized',
        'rpython.rlib.objectmodel': 'always_inline newlist_hint we_are_translated',
        'rpython.rlib.rarithmetic': 'check_support_int128 most_neg_value_of_same_type ovfcheck widen',
        'rpython.rlib.rstring': 'StringBuilder',
        'rpython.rtyper': 'extregistry',
        'rpython.rtyper.lltypesystem': 'rffi',
    },
    'rpython.rlib.rdtoa': {
        '': 'py sys',
        'rpython.rlib': 'jit objectmodel rfloat',
        'rpython.rlib.rstring': 'StringBuilder',
        'rpython.rtyper.lltypesystem': 'lltype rffi',
        'rpython.translator.tool.cbuild': 'ExternalCompilationInfo',
    },
    'rpython.rlib.rdynload': {
        '': 'string sys',
        'rpython.rlib.objectmodel': 'not_rpython',
        'rpython.rlib.rarithmetic': 'r_uint',
        'rpython.rlib.rutf8': 'codepoints_in_utf8',
        'rpython.rtyper.tool': 'rffi_platform',
    },
    'rpython.rlib.rerased': {
        '': 'sys',
        'rpython.rlib': 'jit',
        'rpython.rlib.debug': 'll_assert',
        'rpython.rlib.rarithmetic': 'is_valid_int',
        'rpython.rtyper.extregistry': 'ExtRegistryEntry',
        'rpython.rtyper.lltypesystem': 'lltype',
        'rpython.rtyper.lltypesystem.lloperation': 'llop',
    },
    'rpython.rlib.rfile': {
        '': 'errno stat sys',
        'rpython.rlib': 'rgc',
        'rpython.rlib.objectmodel': 'enforceargs',
        'rpython.rlib.rposix': 'OFF_T',
    },
    'rpython.rlib.rfloat': {
        '': 'errno struct sys',
        'rpython.annotator.model': 'SomeChar SomeString',
        'rpython.rlib': 'objectmodel unroll',
        'rpython.rlib.objectmodel': 'not_rpython',
        'rpython.rtyper.lltypesystem': 'rffi',
        'rpython.rtyper.tool': 'rffi_platform',
        'rpython.translator.tool.cbuild': 'ExternalCompilationInfo',
    },
    'rpython.rlib.rgc': {
        '': 'types',
        'rpython.rlib': 'jit',
        'rpython.rlib.objectmodel': 'CDefinedIntSymbolic enforceargs not_rpython specialize we_are_translated',
        'rpython.rtyper.extregistry': 'ExtRegistryEntry',
    },
    'rpython.rlib.rgil': {
        '': 'py',
        'rpython.rlib.objectmodel': 'not_rpython we_are_translated',
        'rpython.rtyper.extregistry': 'ExtRegistryEntry',
        'rpython.rtyper.lltypesystem.rffi': 'llexternal',
    },
    'rpython.rlib.rlocale': {
        '': 'sys',
    },
    'rpython.rlib.rmarshal': {
        'rpython.rlib.rarithmetic': 'ovfcheck',
        'rpython.tool.pairtype': 'pair pairtype',
    },
    'rpython.rlib.rmd5': {
        'rpython.rlib': 'jit',
        'rpython.rlib.objectmodel': 'specialize',
        'rpython.rtyper.lltypesystem': 'lltype rffi',
        'rpython.translator.tool.cbuild': 'ExternalCompilationInfo',
    },
    'rpython.rlib.rmmap': {
        '': 'platform stat',
        'rpython.rlib.nonconst': 'NonConstant',
        'rpython.rlib.objectmodel': 'specialize we_are_translated',
        'rpython.rtyper.tool': 'rffi_platform',
    },
    'rpython.rlib.rope': {
        '': 'math py sys',
    },
    'rpython.rlib.rpath': {
        '': 'stat',
        'rpython.annotator.model': 's_Str0',
        'rpython.rlib': 'rposix',
        'rpython.rlib.rstring': 'assert_str0',
        'rpython.rlib.signature': 'signature',
    },
    'rpython.rlib.rpoll': {
        'rpython.rlib.rarithmetic': 'r_uint',
    },
    'rpython.rlib.rposix': {
        '': 'errno',
        'rpython.annotator.model': 's_Str0',
        'rpython.rlib': 'jit rthread types',
        'rpython.rlib.objectmodel': 'NOT_CONSTANT',
        'rpython.rlib.rtermios': 'SPEED_T',
        'rpython.rlib.signature': 'signature',
        'rpython.rtyper.lltypesystem': 'll2ctypes',
        'rpython.rtyper.lltypesystem.rffi': 'CConstant CExternVariable INT',
        'rpython.rtyper.tool': 'rffi_platform',
        'rpython.tool.sourcetools': 'func_renamer',
    },
    'rpython.rlib.rposix_environ': {
        '': 'os sys',
        'rpython.rlib._os_support': 'string_traits utf8_traits',
        'rpython.rlib.objectmodel': 'enforceargs',
        'rpython.rtyper.lltypesystem': 'lltype rffi',
        'rpython.translator.tool.cbuild': 'ExternalCompilationInfo',
    },
    'rpython.rlib.rposix_scandir': {
        'rpython.rlib.rarithmetic': 'intmask',
    },
    'rpython.rlib.rposix_stat': {
        '': 'sys',
        'rpython.rlib': 'rposix',
        'rpython.rlib._os_support': 'utf8_traits',
        'rpython.rlib.objectmodel': 'not_rpython',
        'rpython.rlib.rarithmetic': 'widen',
        'rpython.rlib.rposix': 'TIMESPEC',
        'rpython.rlib.rutf8': 'codepoints_in_utf8',
        'rpython.rtyper': 'extregistry',
        'rpython.tool.pairtype': 'pairtype',
    },
    'rpython.rlib.rrawarray': {
        'rpython.rlib': 'jit rgc',
        'rpython.rtyper.extregistry': 'ExtRegistryEntry',
        'rpython.rtyper.lltypesystem': 'llmemory lltype',
        'rpython.tool.pairtype': 'pair',
    },
    'rpython.rlib.rsha': {
        'rpython.rlib.unroll': 'unrolling_iterable',
    },
    'rpython.rlib.rsignal': {
        '': 'py sys',
        'rpython.rlib.rarithmetic': 'is_valid_int',
        'rpython.rtyper.tool': 'rffi_platform',
    },
    'rpython.rlib.rsiphash': {
        '': 'errno sys',
        'rpython.rlib': 'jit rarithmetic rgc rposix',
        'rpython.rlib.nonconst': 'NonConstant',
        'rpython.rlib.objectmodel': 'dont_inline keepalive_until_here we_are_translated',
        'rpython.rlib.rarithmetic': 'r_uint32',
        'rpython.rtyper.annlowlevel': 'llhelper',
        'rpython.rtyper.extregistry': 'ExtRegistryEntry',
        'rpython.rtyper.lltypesystem': 'llmemory lltype rffi rstr',
        'rpython.rtyper.lltypesystem.lloperation': 'llop',
    },
    'rpython.rlib.rsocket': {
        'rpython.rlib': 'jit rgc rthread',
        'rpython.rlib.buffer': 'LLBuffer',
        'rpython.rlib.rarithmetic': 'r_uint',
        'rpython.rlib.unroll': 'unrolling_iterable',
        'rpython.rtyper.extregistry': 'ExtRegistryEntry',
        'rpython.rtyper.lltypesystem.rffi': 'offsetof sizeof',
    },
    'rpython.rlib.rsre.rsre_char': {
        'rpython.rlib': 'jit',
        'rpython.rlib.rarithmetic': 'int_between',
        'rpython.rlib.rlocale': 'isalnum tolower toupper',
        'rpython.rlib.unroll': 'unrolling_iterable',
    },
    'rpython.rlib.rsre.rsre_constants': {
        'rpython.rlib.objectmodel': 'specialize',
    },
    'rpython.rlib.rsre.rsre_core': {
        'rpython.rlib': 'jit',
        'rpython.rlib.debug': 'check_nonneg',
        'rpython.rlib.objectmodel': 'not_rpython we_are_translated',
        'rpython.rlib.unroll': 'unrolling_iterable',
        'rpython.tool.sourcetools': 'func_with_new_name',
    },
    'rpython.rlib.rsre.rsre_re': {
        'rpython.rlib.rsre': 'rsre_char',
    },
    'rpython.rlib.rsre.rsre_utf8': {
        'rpython.rlib': 'rutf8',
        'rpython.rlib.debug': 'check_nonneg',
        'rpython.rlib.objectmodel': 'we_are_translated',
        'rpython.rlib.rsre': 'rsre_char',
        'rpython.rlib.rsre.rsre_core': 'AbstractMatchContext EndOfString',
    },
    'rpython.rlib.rstack': {
        '': 'py',
        'rpython.rlib': 'rgc',
        'rpython.rlib.objectmodel': 'fetch_translated_config',
        'rpython.rlib.rarithmetic': 'r_uint',
        'rpython.rtyper.lltypesystem': 'rffi',
    },
    'rpython.rlib.rstacklet': {
        '': 'sys',
        'rpython.rlib': 'jit',
        'rpython.rlib.objectmodel': 'fetch_translated_config',
    },
    'rpython.rlib.rstackovf': {
        '': 'sys',
        'rpython.rlib.objectmodel': 'we_are_translated',
    },
    'rpython.rlib.rstring': {
        'rpython.annotator.model':
            'SomeChar SomeInteger SomeObject SomePBC SomeString SomeUnicodeCodePoint '
            'SomeUnicodeString s_None',
        'rpython.rlib.objectmodel': 'not_rpython resizelist_hint',
        'rpython.rlib.rarithmetic': 'intmask',
        'rpython.rtyper.extregistry': 'ExtRegistryEntry',
        'rpython.tool.pairtype': 'pairtype',
    },
    'rpython.rlib.rstruct.formatiterator': {
        'rpython.rlib': 'jit',
    },
    'rpython.rlib.rstruct.ieee': {
        'rpython.rlib': 'jit objectmodel rarithmetic',
        'rpython.rlib.rarithmetic': 'r_longlong',
        'rpython.rtyper.lltypesystem.rffi': 'LONGLONG ULONGLONG cast',
    },
    'rpython.rlib.rstruct.nativefmttable': {
        '': 'struct',
        'rpython.rlib': 'longlong2float',
        'rpython.rlib.rarithmetic': 'intmask widen',
        'rpython.rlib.rstruct.ieee': 'pack_float_to_buffer',
        'rpython.rlib.unroll': 'unrolling_iterable',
        'rpython.rtyper.lltypesystem': 'lltype rffi',
        'rpython.rtyper.tool': 'rffi_platform',
        'rpython.translator.tool.cbuild': 'ExternalCompilationInfo',
    },
    'rpython.rlib.rstruct.runpack': {
        '': 'py',
        'rpython.rlib.buffer': 'StringBuffer',
    },
    'rpython.rlib.rstruct.standardfmttable': {
        '': 'struct',
        'rpython.rlib': 'rarithmetic',
        'rpython.rlib.buffer': 'CannotRead CannotWrite StringBuffer',
        'rpython.rlib.unroll': 'unrolling_iterable',
        'rpython.rtyper.lltypesystem': 'rffi',
    },
    'rpython.rlib.rtermios': {
        '': 'sys',
        'rpython.rtyper.tool': 'rffi_platform',
    },
    'rpython.rlib.rthread': {
        '': 'py sys',
        'rpython.rlib': 'jit',
        'rpython.rlib.debug': 'll_assert',
        'rpython.rlib.objectmodel': 'CDefinedIntSymbolic',
        'rpython.rtyper.extregistry': 'ExtRegistryEntry',
        'rpython.rtyper.tool': 'rffi_platform',
    },
    'rpython.rlib.rtime': {
        '': 'sys',
        'rpython.rlib': 'rposix',
        'rpython.rlib.rarithmetic': 'intmask r_int64',
        'rpython.rtyper.tool': 'rffi_platform',
    },
    'rpython.rlib.rtimer': {
        'rpython.annotator.model': 'SomeInteger',
        'rpython.rlib.rarithmetic': 'longlongmask r_longlong r_uint',
        'rpython.rtyper.extregistry': 'ExtRegistryEntry',
        'rpython.rtyper.lltypesystem': 'rffi',
    },
    'rpython.rlib.runicode': {
        'rpython.rlib': 'nonconst',
        'rpython.rlib.objectmodel': 'enforceargs specialize',
        'rpython.rlib.rarithmetic': 'widen',
        'rpython.rtyper.lltypesystem': 'lltype rffi',
        'rpython.tool.sourcetools': 'func_with_new_name',
    },
    'rpython.rlib.rurandom': {
        '': 'errno os sys',
        'rpython.rlib.objectmodel': 'not_rpython',
        'rpython.rlib.rposix': 'get_saved_errno handle_posix_error',
        'rpython.rtyper.tool': 'rffi_platform',
    },
    'rpython.rlib.rutf8': {
        'rpython.rlib': 'rarithmetic',
        'rpython.rlib.objectmodel': 'enforceargs specialize we_are_translated',
        'rpython.rlib.types': 'char none',
        'rpython.rtyper.lltypesystem': 'rffi',
    },
    'rpython.rlib.rweakref': {
        'rpython.annotator.model': 'UnionError',
        'rpython.rtyper': 'extregistry',
        'rpython.tool.pairtype': 'pairtype',
    },
    'rpython.rlib.rzlib': {
        '': 'sys',
        'rpython.rlib': 'rgc',
        'rpython.rlib.rzipfile': 'CompilationError',
        'rpython.rtyper.annlowlevel': 'llstr',
    },
    'rpython.rlib.streamio': {
        '': 'sys',
        'rpython.rlib.objectmodel': 'not_rpython',
        'rpython.rlib.rarithmetic': 'intmask r_longlong',
        'rpython.rlib.rstring': 'StringBuilder',
    },
    'rpython.rlib.types': {
        'rpython.annotator': 'model',
    },
    'rpython.rlib.unroll': {
        'rpython.tool.uid': 'uid',
    },
    'rpython.rtyper.annlowlevel': {
        'rpython.rlib.objectmodel': 'specialize',
        'rpython.rtyper': 'extregistry',
        'rpython.rtyper.lltypesystem': 'llmemory',
        'rpython.tool.sourcetools': 'valid_identifier',
    },
    'rpython.rtyper.extregistry': {
        '': 'weakref',
    },
    'rpython.rtyper.lltypesystem.ll2ctypes': {
        '': 'ctypes os sys',
        'rpython.rlib.objectmodel': 'ComputedIntSymbolic Symbolic',
        'rpython.rlib.rarithmetic': 'base_int intmask r_longfloat r_singlefloat',
        'rpython.rtyper.extregistry': 'ExtRegistryEntry',
        'rpython.rtyper.lltypesystem': 'llmemory lltype',
        'rpython.tool.uid': 'fixid',
    },
    'rpython.rtyper.lltypesystem.llarena': {
        '': 'sys',
        'rpython.rlib.rarithmetic': 'is_valid_int',
    },
    'rpython.rtyper.lltypesystem.llmemory': {
        '': 'weakref',
        'rpython.annotator.model': 'SomeBool SomeInteger SomeObject SomeString s_Bool',
        'rpython.rlib.objectmodel': 'Symbolic specialize',
        'rpython.rlib.rarithmetic': 'is_valid_int',
        'rpython.rtyper.extregistry': 'ExtRegistryEntry',
        'rpython.tool.uid': 'uid',
    },
    'rpython.rtyper.lltypesystem.lloperation': {
        'rpython.rtyper.extregistry': 'ExtRegistryEntry',
        'rpython.rtyper.lltypesystem': 'lltype',
    },
    'rpython.rtyper.lltypesystem.lltype': {
        '': 'weakref',
        'rpython.annotator.model': 'AnnotatorError SomeBool SomeInteger SomeObject',
        'rpython.rlib.objectmodel': 'Symbolic',
        'rpython.rlib.rarithmetic': 'longlonglongmask',
        'rpython.rtyper.extregistry': 'ExtRegistryEntry',
    },
    'rpython.rtyper.lltypesystem.rffi': {
        '': 'py sys',
        'rpython.rlib': 'jit rgc',
        'rpython.rlib.objectmodel': 'enforceargs not_rpython we_are_translated_to_c',
        'rpython.rlib.rstring': 'StringBuilder UnicodeBuilder assert_str0',
        'rpython.rlib.rzipfile': 'CompilationError',
        'rpython.rlib.unroll': 'unrolling_iterable',
        'rpython.rtyper.extregistry': 'ExtRegistryEntry',
        'rpython.rtyper.lltypesystem': 'll2ctypes',
        'rpython.tool.sourcetools': 'func_with_new_name',
    },
    'rpython.rtyper.lltypesystem.rstr': {
        'rpython.rlib': 'jit objectmodel rgc types',
        'rpython.rlib.debug': 'll_assert',
        'rpython.rlib.objectmodel':
            'dont_inline enforceargs keepalive_until_here malloc_zero_filled specialize '
            'we_are_translated',
        'rpython.rlib.rarithmetic': 'ovfcheck',
        'rpython.rlib.signature': 'signature',
        'rpython.rtyper.lltypesystem': 'llmemory',
        'rpython.rtyper.lltypesystem.lltype':
            'Array Bool Char GcArray GcForwardReference GcStruct Ptr Signed UniChar Void '
            'cast_primitive malloc nullptr staticAdtMethod typeOf',
        'rpython.tool.sourcetools': 'func_with_new_name',
    },
    'rpython.rtyper.tool.rffi_platform': {
        '': 'os py struct sys',
        'rpython.tool.udir': 'udir',
    },
    'rpython.translator.tool.cbuild': {
        '': 'os py subprocess sys',
        'rpython.tool.udir': 'udir',
    },
}


def find(module, name):
    """A pair with the object, or None."""
    for home, names in HOMES.get(module, {}).items():
        if name in names.split():
            if not home:
                return __import__(name),
            return getattr(__import__(home, None, None, [name]), name),
    return None
