"""The translation's own options, as targets' hooks see them.

The command declares them; `_build` is called by it with (path, kind, values, default).
"""
import sys

from rpython.config.config import (
    OptionDescription, BoolOption, IntOption, FloatOption, ChoiceOption, StrOption, ArbitraryOption,
    Config)

DEFL_INLINE_THRESHOLD = 32.4
DEFL_PROF_BASED_INLINE_THRESHOLD = 32.4
DEFL_CLEVER_MALLOC_REMOVAL_INLINE_THRESHOLD = 32.4
DEFL_LOW_INLINE_THRESHOLD = DEFL_INLINE_THRESHOLD / 2.0
DEFL_GC = 'minimark'
DEFL_ROOTFINDER_WITHJIT = 'shadowstack'
IS_64_BITS = sys.maxint > 2147483647

_declared = []


def _build(entries):
    """Called by the command before any target is imported."""
    _declared[:] = entries


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


def _translation_description():
    top = []
    backendopt = []
    for path, kind, values, default in _declared:
        parts = path.split('.')
        option = _option(parts[-1], kind, values, default)
        if parts[0] != 'translation':
            continue
        if len(parts) == 3:
            backendopt.append(option)
        else:
            top.append(option)
    have = [option._name for option in top]
    for name, default in [('type_system', 'lltype'), ('gctransformer', 'framework'),
                          ('instrumentctl', None), ('translating', False),
                          ('check_str_without_nul', False), ('instrument', False),
                          ('countmallocs', False)]:
        if name not in have:
            top.append(ArbitraryOption(name, name, default=default))
    backendopt.append(ArbitraryOption('replace_we_are_jitted', '', default=False))
    top.append(OptionDescription('backendopt', "Optimizations", backendopt))
    return OptionDescription('translation', "Translation options", top)


def get_combined_translation_config(other_optdescr=None, existing_config=None, overrides=None,
                                    translating=False):
    """A Config with the translation's options and the program's own."""
    groups = [_translation_description()]
    if other_optdescr is not None:
        groups.append(other_optdescr)
    config = Config(OptionDescription('rpython', "all options", groups), **(overrides or {}))
    if existing_config is not None:
        for path in existing_config.getpaths():
            holder, name = existing_config._locate(path)
            try:
                ours, last = config._locate(path)
            except AttributeError:
                continue
            if last in ours._cfgimpl_owners:
                ours._cfgimpl_values[last] = holder._cfgimpl_values[name]
                ours._cfgimpl_owners[last] = holder._cfgimpl_owners[name]
    if translating:
        config.translation.translating = True
    return config


_global_config = [None]


def get_translation_config():
    """The configuration of the running translation, or None."""
    return _global_config[0]


def set_opt_level(config, level):
    """What `-O LEVEL` suggests."""
    suggestions = {
        '0': [('backendopt.none', True)],
        '1': [('backendopt.inline_threshold', DEFL_LOW_INLINE_THRESHOLD)],
        'size': [('backendopt.inline_threshold', DEFL_LOW_INLINE_THRESHOLD),
                 ('backendopt.remove_asserts', True)],
        'mem': [('backendopt.inline_threshold', DEFL_LOW_INLINE_THRESHOLD),
                ('backendopt.remove_asserts', True)],
        '2': [],
        '3': [('backendopt.remove_asserts', True)],
        'jit': [('jit', True)],
    }
    for path, value in suggestions[level]:
        config.translation.suggestoption(path, value)


def set_platform(config):
    pass
