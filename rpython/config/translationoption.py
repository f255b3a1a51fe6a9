"""The translation's own options, as programs and targets' hooks see them.

The command declares them in the module `__translation__`: (path, kind, values, default) of each.
"""
import os
import platform as _platform
import sys

from __translation__ import options as _declared

from rpython.config.config import (
    OptionDescription, BoolOption, IntOption, FloatOption, ChoiceOption, StrOption, ArbitraryOption,
    Config, ConfigError)

DEFL_INLINE_THRESHOLD = 32.4
DEFL_PROF_BASED_INLINE_THRESHOLD = 32.4
DEFL_CLEVER_MALLOC_REMOVAL_INLINE_THRESHOLD = 32.4
DEFL_LOW_INLINE_THRESHOLD = DEFL_INLINE_THRESHOLD / 2.0
DEFL_GC = 'minimark'
DEFL_ROOTFINDER_WITHJIT = 'shadowstack'
IS_64_BITS = sys.maxint > 2147483647
SUPPORT__THREAD = sys.platform.startswith('linux')
MACHINE = _platform.machine()
# Where programs keep what they compute for themselves while they are imported.
CACHE_DIR = os.path.join(os.environ.get('XDG_CACHE_HOME') or os.path.join(os.path.expanduser('~'), '.cache'),
                         'rpython', 'files', MACHINE)
PLATFORMS = ['host', 'arm']

OPT_LEVELS = ['0', '1', 'size', 'mem', '2', '3', 'jit']
DEFAULT_OPT_LEVEL = '2'
OPT_TABLE_DOC = {
    '0': 'No optimization, all checks.',
    '1': 'Cautious inlining, all checks.',
    'size': 'Optimize for the size of the executable.',
    'mem': 'Optimize for the memory that the program uses.',
    '2': 'Most optimizations.',
    '3': 'All optimizations; assertions are left out.',
    'jit': 'Generate a JIT.',
}
# What each level suggests beside the collector: (path below `translation`, value).
OPT_TABLE = {
    '0': [('backendopt.none', True)],
    '1': [('backendopt.inline_threshold', DEFL_LOW_INLINE_THRESHOLD)],
    'size': [('backendopt.inline_threshold', DEFL_LOW_INLINE_THRESHOLD), ('backendopt.remove_asserts', True)],
    'mem': [('backendopt.inline_threshold', DEFL_LOW_INLINE_THRESHOLD), ('backendopt.remove_asserts', True),
            ('gcremovetypeptr', True)],
    '2': [('withsmallfuncsets', 5)],
    '3': [('withsmallfuncsets', 5), ('backendopt.remove_asserts', True)],
    'jit': [('withsmallfuncsets', 5), ('jit', True)],
}


def _option(name, kind, values, default):
    if kind == 'bool':
        return BoolOption(name, name, default=default)
    if kind == 'int':
        return IntOption(name, name, default=default)
    if kind == 'float':
        return FloatOption(name, name, default=default)
    if kind == 'choice':
        return ChoiceOption(name, name, values, default=default)
    return StrOption(name, name, default=default)


def _options_below(prefix):
    return [_option(path[len(prefix):], kind, values, default) for path, kind, values, default in _declared
            if path.startswith(prefix) and '.' not in path[len(prefix):]]


def _translation_description():
    top = _options_below('translation.')
    have = [option._name for option in top]
    for name, default in [('type_system', 'lltype'), ('gctransformer', 'framework'),
                          ('list_comprehension_operations', True), ('instrumentctl', None),
                          ('check_str_without_nul', False), ('instrument', False), ('countmallocs', False)]:
        if name not in have:
            top.append(ArbitraryOption(name, name, default=default))
    backendopt = _options_below('translation.backendopt.')
    backendopt.append(ArbitraryOption('replace_we_are_jitted', '', default=False))
    top.append(OptionDescription('backendopt', 'Optimizations of the low-level program', backendopt))
    return OptionDescription('translation', 'Translation options', top)


translation_optiondescription = _translation_description()


def _translate_config():
    """The options of the command itself."""
    top = _options_below('translate.')
    have = [option._name for option in top]
    # Help is printed by the command; a target's hooks only run when there is something to translate.
    for name, default in [('targetspec', None), ('help', False), ('fullhelp', False)]:
        if name not in have:
            top.append(ArbitraryOption(name, name, default=default))
    top.append(ArbitraryOption('goals', 'goals to reach', defaultfactory=list))
    top.append(ArbitraryOption('skipped_goals', 'goals to leave out', defaultfactory=list))
    return Config(OptionDescription('translate', 'Options of the command', top))


def get_combined_translation_config(other_optdescr=None, existing_config=None, overrides=None, translating=False):
    """A Config with the translation's options and the program's own group, which replaces one of the same name."""
    replaced = None if other_optdescr is None else other_optdescr._name
    if existing_config is None:
        kept = [ArbitraryOption('translating', 'whether a translation is going on', default=False),
                translation_optiondescription]
    else:
        kept = [child for child in existing_config._cfgimpl_descr._children if child._name != replaced]
    groups = kept if other_optdescr is None else [other_optdescr] + kept
    config = Config(OptionDescription('rpython', 'all options', groups), **(overrides or {}))
    if existing_config is not None:
        for child in kept:
            config._cfgimpl_values[child._name] = existing_config._cfgimpl_values[child._name]
    if translating:
        config.translating = True
    return config


def set_opt_level(config, level):
    """What `-O LEVEL` suggests."""
    if level not in OPT_TABLE:
        raise ConfigError('no such optimization level: %r' % (level,))
    config.translation.suggest(gc=DEFL_GC)
    for path, value in OPT_TABLE[level]:
        config.translation.suggestoption(path, value)
    config.translation.suggest(list_comprehension_operations=True)


_global_config = [None]


def get_translation_config():
    """The configuration of the running translation; None when a program runs untranslated."""
    return _global_config[0]


def _set_translation_config(config):
    """Called by the command before it calls the target's hooks."""
    _global_config[0] = config


def set_platform(config):
    from rpython.translator.platform import set_platform
    set_platform(config.translation.platform, config.translation.cc)


def get_platform(config):
    from rpython.translator.platform import pick_platform
    return pick_platform(config.translation.platform, config.translation.cc)
