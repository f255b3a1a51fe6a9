# Configurations: groups of options, who set what, command-line words, the translation's own options beside them.
from rpython.config.config import (
    AmbigousOptionError, BoolOption, ChoiceOption, Config, ConfigError, ConflictConfigError, FloatOption, IntOption,
    NoMatchingOptionFound, OptionDescription, StrOption, ArbitraryOption, make_dict, to_optparse, SUPPRESS_USAGE)
from rpython.config.translationoption import get_combined_translation_config

description = OptionDescription('prog', 'Program options', [
    BoolOption('fast', 'be fast', default=False, requires=[('prog.engine.kind', 'quick')],
               suggests=[('prog.engine.depth', 7)]),
    StrOption('name', 'what it is called', default='nobody', cmdline='--name -n'),
    IntOption('level', 'how far', default=3),
    ArbitraryOption('things', 'any objects', defaultfactory=lambda: [1]),
    OptionDescription('engine', 'Engine options', [
        ChoiceOption('kind', 'which engine', ['plain', 'quick'], default='plain', cmdline='--engine'),
        IntOption('depth', 'stack depth', default=1),
        FloatOption('limit', 'when to stop', default=0.5),
        BoolOption('withcache', 'keep results', default=True, cmdline='--withcache'),
    ]),
])


def tried(what, error):
    try:
        what()
    except error, e:
        return e.__class__.__name__
    return 'nothing'


def lines():
    config = get_combined_translation_config(description)
    parser = to_optparse(config, useoptions=['prog.*'], parserkwargs={'usage': SUPPRESS_USAGE})
    parser.parse_args(['--prog-fast', '-n', 'me', '--prog-level=12', '--withoutcache'])
    prog = config.prog
    yield '%s %s %s' % (prog.fast, prog.name, prog.level)
    yield '%s %s %s %s' % (prog.engine.kind, prog.engine.depth, prog.engine.withcache, prog.engine.limit)
    yield '%s' % (getattr(config, 'prog.engine.kind'),)
    yield tried(lambda: prog.engine.setoption('kind', 'plain', 'required'), ConflictConfigError)
    yield tried(lambda: prog.engine.setoption('kind', 'odd', 'cmdline'), ConfigError)
    yield tried(lambda: setattr(prog, 'nothing', 1), AttributeError)
    yield tried(lambda: config.set(nowhere=1), NoMatchingOptionFound)
    config.set(depth=4)
    yield '%s' % (prog.engine.depth,)
    prog.engine.suggest(depth=9)
    yield '%s' % (prog.engine.depth,)
    config.set(jit=True)
    yield '%s %s' % (config.translation.jit, prog.things)
    fresh = Config(description, **{'engine.kind': 'quick'})
    yield '%s %s' % (fresh.engine.kind, sorted(fresh.getpaths()))
    yield '%s' % (sorted(make_dict(fresh).items()),)
    yield '%s' % (sorted(description.getpaths(include_groups=True)),)
    other = fresh.copy()
    yield '%s' % (other == fresh,)
    other.level = 8
    yield '%s %s %s' % (other == fresh, fresh.level, other.level)
    del other.level
    yield '%s' % (other.level,)


text = '\n'.join(list(lines()))


def entry_point(argv):
    print text
    return 0


def target(driver, args):
    return entry_point, None
