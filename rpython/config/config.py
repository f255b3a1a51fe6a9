"""Configurations: a tree of options with values, and who set them.

An `OptionDescription` is a group of options and further groups; a `Config` holds a value and an owner for each of its
options, and is read and written as attributes. Owners, weakest first: default, suggested, required, user, cmdline.
A suggestion never replaces what somebody asked for; two explicit settings that differ are a conflict.
"""
import optparse

from rpython.tool.pairtype import extendabletype

DEFAULT_OPTION_NAME = object()
SUPPRESS_USAGE = optparse.SUPPRESS_USAGE


class AmbigousOptionError(Exception):
    """A short name that several options end in."""


class NoMatchingOptionFound(AttributeError):
    """There is no option of that name."""


class ConfigError(Exception):
    """A value that the option cannot have."""


class ConflictConfigError(ConfigError):
    """Two explicit settings contradict each other."""


# Members that an object has beside those of its configuration.
_INTERNAL = '_cfgimpl_'


class Config(object):
    """Values for an OptionDescription."""
    _cfgimpl_frozen = False

    def __init__(self, descr, parent=None, **overrides):
        self._cfgimpl_descr = descr
        self._cfgimpl_parent = parent
        self._cfgimpl_values = {}
        self._cfgimpl_value_owners = {}
        self._cfgimpl_warnings = []
        for child in descr._children:
            if isinstance(child, OptionDescription):
                self._cfgimpl_values[child._name] = Config(child, self)
            else:
                self._cfgimpl_values[child._name] = child.getdefault()
                self._cfgimpl_value_owners[child._name] = 'default'
        self.override(overrides)

    def override(self, overrides):
        """Other defaults, by full path."""
        for path, value in overrides.items():
            home, name = self._cfgimpl_get_home_by_path(path)
            home.setoption(name, value, 'default')

    def copy(self, as_default=False, parent=None):
        """The same values; `as_default` forgets who set them."""
        result = Config.__new__(self.__class__)
        result._cfgimpl_descr = self._cfgimpl_descr
        result._cfgimpl_parent = parent
        result._cfgimpl_values = values = {}
        result._cfgimpl_value_owners = owners = {}
        result._cfgimpl_warnings = []
        for child in self._cfgimpl_descr._children:
            name = child._name
            if isinstance(child, OptionDescription):
                values[name] = self._cfgimpl_values[name].copy(as_default, result)
            else:
                values[name] = self._cfgimpl_values[name]
                owners[name] = 'default' if as_default else self._cfgimpl_value_owners[name]
        return result

    def __getattr__(self, name):
        if '.' in name:
            home, last = self._cfgimpl_get_home_by_path(name)
            return getattr(home, last)
        if not name.startswith(_INTERNAL) and name in self._cfgimpl_values:
            return self._cfgimpl_values[name]
        raise AttributeError("the configuration has no option %r" % (name,))

    def __setattr__(self, name, value):
        if self._cfgimpl_frozen and value != getattr(self, name):
            raise TypeError("the configuration is frozen: %s cannot be set to %r" % (name, value))
        if name.startswith(_INTERNAL):
            self.__dict__[name] = value
        else:
            self.setoption(name, value, 'user')

    def __delattr__(self, name):
        """Takes a setting back."""
        option = self._cfgimpl_descr._find(name)
        if option is None or isinstance(option, OptionDescription):
            raise AttributeError("the configuration has no option %r" % (name,))
        self._cfgimpl_value_owners[name] = 'default'
        self._cfgimpl_values[name] = option.getdefault()

    def __dir__(self):
        return sorted(set([child._name for child in self._cfgimpl_descr._children]
                          + list(self.__dict__) + dir(self.__class__)))

    def setoption(self, name, value, who):
        option = self._cfgimpl_descr._find(name)
        if option is None or isinstance(option, OptionDescription):
            raise AttributeError("the configuration has no option %r" % (name,))
        old, owner = self._cfgimpl_values[name], self._cfgimpl_value_owners[name]
        if owner not in ('default', 'suggested'):
            if old == value or who in ('default', 'suggested'):
                return
            raise ConflictConfigError('cannot override value to %s for option %s' % (value, name))
        option.setoption(self, value, who)
        self._cfgimpl_value_owners[name] = who

    def suggest(self, **kwargs):
        for name, value in kwargs.items():
            self.suggestoption(name, value)

    def suggestoption(self, name, value):
        home, last = self._cfgimpl_get_home_by_path(name)
        home.setoption(last, value, 'suggested')

    def require(self, **kwargs):
        for name, value in kwargs.items():
            home, last = self._cfgimpl_get_home_by_path(name)
            home.setoption(last, value, 'required')

    def set(self, **kwargs):
        """Sets options by full path or by the last part of it, where that is unique."""
        paths = [path.split('.') for path in self.getpaths()]
        for key, value in kwargs.items():
            words = key.split('.')
            found = [path for path in paths if path[-len(words):] == words]
            if not found:
                raise NoMatchingOptionFound('there is no option %r' % (key,))
            if len(found) > 1:
                raise AmbigousOptionError('%r may mean %s' % (
                    key, ' or '.join(['.'.join(path) for path in found])))
            home, name = self._cfgimpl_get_home_by_path('.'.join(found[0]))
            home.setoption(name, value, 'user')

    def _cfgimpl_get_home_by_path(self, path):
        """The group that an option is in, and its name there."""
        words = path.split('.')
        home = self
        for word in words[:-1]:
            home = getattr(home, word)
        return home, words[-1]

    def _cfgimpl_get_toplevel(self):
        config = self
        while config._cfgimpl_parent is not None:
            config = config._cfgimpl_parent
        return config

    def add_warning(self, warning):
        self._cfgimpl_get_toplevel()._cfgimpl_warnings.append(warning)

    def get_warnings(self):
        return self._cfgimpl_get_toplevel()._cfgimpl_warnings

    def _freeze_(self):
        self.__dict__['_cfgimpl_frozen'] = True
        return True

    def getkey(self):
        return self._cfgimpl_descr.getkey(self)

    def __hash__(self):
        return hash(self.getkey())

    def __eq__(self, other):
        return isinstance(other, Config) and self.getkey() == other.getkey()

    def __ne__(self, other):
        return not self == other

    def __iter__(self):
        """(name, value) of the options of this group itself."""
        for child in self._cfgimpl_descr._children:
            if not isinstance(child, OptionDescription):
                yield child._name, getattr(self, child._name)

    def __str__(self):
        return self._cfgimpl_text('')

    def _cfgimpl_text(self, indent):
        lines = []
        groups = []
        for child in self._cfgimpl_descr._children:
            value = self._cfgimpl_values[child._name]
            if isinstance(child, OptionDescription):
                groups.append((child._name, value))
            elif value != child.getdefault():
                lines.append('%s    %s = %s' % (indent, child._name, value))
        for name, group in sorted(groups):
            text = group._cfgimpl_text(indent + '    ')
            if text:
                lines.append(text)
        if lines or not indent:
            lines.insert(0, '%s[%s]' % (indent, self._cfgimpl_descr._name))
        return '\n'.join(lines)

    def getpaths(self, include_groups=False):
        return self._cfgimpl_descr.getpaths(include_groups=include_groups)


class Option(object):
    """One option. `cmdline` holds its words for the command line, None if it has none."""
    __metaclass__ = extendabletype

    def __init__(self, name, doc, cmdline=DEFAULT_OPTION_NAME):
        self._name = name
        self.doc = doc
        self.cmdline = cmdline

    def validate(self, value):
        raise NotImplementedError('subclasses say which values they take')

    def getdefault(self):
        return self.default

    def setoption(self, config, value, who):
        name = self._name
        if who == 'default' and value is None:
            pass
        elif not self.validate(value):
            raise ConfigError('invalid value %s for option %s' % (value, name))
        config._cfgimpl_values[name] = value

    def getkey(self, value):
        return value

    def convert_from_cmdline(self, value):
        return value

    def add_optparse_option(self, argnames, parser, config):
        callback = ConfigUpdate(config, self)
        parser.add_option(help=self.doc + ' %default', action='callback', type=self.opt_type,
                          callback=callback, metavar=self._name.upper(), *argnames)


def _apply(config, pairs, who):
    """Sets what a value brings along, by full path."""
    top = config._cfgimpl_get_toplevel()
    for path, value in pairs:
        home, name = top._cfgimpl_get_home_by_path(path)
        if who == 'suggested':
            home.suggestoption(name, value)
        else:
            home.setoption(name, value, who)


class ChoiceOption(Option):
    """One of several words. `requires` and `suggests` map a word to (path, value) pairs."""
    opt_type = 'string'

    def __init__(self, name, doc, values, default=None, requires=None, suggests=None,
                 cmdline=DEFAULT_OPTION_NAME):
        Option.__init__(self, name, doc, cmdline)
        self.values = values
        self.default = default
        self._requires = requires or {}
        self._suggests = suggests or {}

    def setoption(self, config, value, who):
        _apply(config, self._requires.get(value, []), 'required')
        _apply(config, self._suggests.get(value, []), 'suggested')
        Option.setoption(self, config, value, who)

    def validate(self, value):
        return value is None or value in self.values

    def convert_from_cmdline(self, value):
        return value.strip()


class BoolOption(Option):
    """On or off. `requires` and `suggests` are the (path, value) pairs that True brings along."""

    def __init__(self, name, doc, default=None, requires=None, suggests=None, validator=None,
                 cmdline=DEFAULT_OPTION_NAME, negation=True):
        Option.__init__(self, name, doc, cmdline)
        self._requires = requires or []
        self._suggests = suggests or []
        self._validator = validator
        self.default = default
        self.negation = negation

    def validate(self, value):
        return isinstance(value, bool)

    def setoption(self, config, value, who):
        name = self._name
        if value and self._validator is not None:
            self._validator(config._cfgimpl_get_toplevel())
        if value:
            # What a mere suggestion brings along must not clash with what was asked for.
            _apply(config, self._requires, 'default' if who == 'default' else 'required')
            _apply(config, self._suggests, 'default' if who == 'default' else 'suggested')
        Option.setoption(self, config, value, who)

    def add_optparse_option(self, argnames, parser, config):
        parser.add_option(help=self.doc + ' %default', action='callback',
                          callback=BoolConfigUpdate(config, self, True), *argnames)
        twins = ['--' + _twin(word[2:]) for word in argnames if word.startswith('--')]
        if self.negation and twins:
            parser.add_option(help='unset option set by %s %%default' % (argnames[0],), action='callback',
                              callback=BoolConfigUpdate(config, self, False), *twins)


def _twin(word):
    """The name of the option that switches this one off."""
    if word.startswith('without'):
        return 'with' + word[len('without'):]
    if word.startswith('with'):
        return 'without' + word[len('with'):]
    return 'no-' + word


class IntOption(Option):
    opt_type = 'int'

    def __init__(self, name, doc, default=None, cmdline=DEFAULT_OPTION_NAME):
        Option.__init__(self, name, doc, cmdline)
        self.default = default

    def validate(self, value):
        try:
            int(value)
        except TypeError:
            return False
        return True

    def setoption(self, config, value, who):
        _set_converted(Option.setoption, self, config, value, who, int)


class FloatOption(Option):
    opt_type = 'float'

    def __init__(self, name, doc, default=None, cmdline=DEFAULT_OPTION_NAME):
        Option.__init__(self, name, doc, cmdline)
        self.default = default

    def validate(self, value):
        try:
            float(value)
        except TypeError:
            return False
        return True

    def setoption(self, config, value, who):
        _set_converted(Option.setoption, self, config, value, who, float)


def _set_converted(store, option, config, value, who, convert):
    """Numbers come as text from the command line."""
    if value is not None or who != 'default':
        try:
            value = convert(value)
        except (TypeError, ValueError):
            raise ConfigError('invalid value %s for option %s' % (value, option._name))
    store(option, config, value, who)


class StrOption(Option):
    opt_type = 'string'

    def __init__(self, name, doc, default=None, cmdline=DEFAULT_OPTION_NAME):
        Option.__init__(self, name, doc, cmdline)
        self.default = default

    def validate(self, value):
        return value is None or isinstance(value, str)


class ArbitraryOption(Option):
    """Holds any object; has no word on the command line."""

    def __init__(self, name, doc, default=None, defaultfactory=None):
        Option.__init__(self, name, doc, cmdline=None)
        self.default = default
        self.defaultfactory = defaultfactory
        if defaultfactory is not None:
            assert default is None, "a default or a factory of defaults, not both"

    def validate(self, value):
        return True

    def getdefault(self):
        if self.defaultfactory is not None:
            return self.defaultfactory()
        return self.default

    def add_optparse_option(self, *args, **kwargs):
        pass


class OptionDescription(object):
    """A group of options; they are its attributes."""
    __metaclass__ = extendabletype
    cmdline = None

    def __init__(self, name, doc, children):
        self._name = name
        self.doc = doc
        self._children = children
        self._build()

    def _build(self):
        for child in self._children:
            setattr(self, child._name, child)

    def _find(self, name):
        for child in self._children:
            if child._name == name:
                return child
        return None

    def getkey(self, config):
        return tuple([child.getkey(getattr(config, child._name)) for child in self._children])

    def add_optparse_option(self, argnames, parser, config):
        """A group has no word of its own."""

    def getpaths(self, include_groups=False, currpath=None):
        """Full paths of all options below, those of the group's options from its own children on."""
        before = [] if currpath is None else currpath
        paths = []
        for child in self._children:
            here = before + [child._name]
            if isinstance(child, OptionDescription):
                if include_groups:
                    paths.append('.'.join(here))
                paths.extend(child.getpaths(include_groups, here))
            else:
                paths.append('.'.join(here))
        return paths


class OptHelpFormatter(optparse.TitledHelpFormatter):
    """Shows in an option's help what it is now and what its values are."""
    extra_useage = None

    def expand_default(self, option):
        text = option.help or ''
        callback = getattr(option, 'callback', None)
        shown = callback.help_default() if isinstance(callback, ConfigUpdate) else ''
        return text.replace(self.default_tag, shown)

    def format_usage(self, usage):
        text = optparse.TitledHelpFormatter.format_usage(self, usage)
        if self.extra_useage:
            text = text + '\n' + self.extra_useage + '\n\n'
        return text


class ConfigUpdate(object):
    """What the command line does when it meets an option's word."""

    def __init__(self, config, option):
        self.config = config
        self.option = option

    def convert_from_cmdline(self, value):
        return self.option.convert_from_cmdline(value)

    def __call__(self, option, opt_str, value, parser, *args, **kwargs):
        try:
            value = self.convert_from_cmdline(value)
            self.config.setoption(self.option._name, value, who='cmdline')
        except ConfigError as e:
            raise optparse.OptionValueError(str(e))

    def help_default(self):
        name = self.option._name
        default = getattr(self.config, name)
        text = 'currently: %s' % (default,)
        if isinstance(self.option, ChoiceOption):
            text = '%s, %s' % ('|'.join([str(v) for v in self.option.values]), text)
        return '[%s]' % (text,)


class BoolConfigUpdate(ConfigUpdate):
    def __init__(self, config, option, which_value):
        ConfigUpdate.__init__(self, config, option)
        self.which_value = which_value

    def convert_from_cmdline(self, value):
        return self.which_value

    def help_default(self):
        if getattr(self.config, self.option._name) == self.which_value:
            return '[currently set]'
        return ''


def to_optparse(config, useoptions=None, parser=None, parserargs=None, parserkwargs=None, extra_useage=None):
    """An option parser that fills the configuration from command-line words.

    `useoptions` lists the paths that take part, `group.*` for all of a group.
    """
    if parser is None:
        formatter = OptHelpFormatter()
        formatter.extra_useage = extra_useage
        parser = optparse.OptionParser(formatter=formatter, *(parserargs or ()), **(parserkwargs or {}))
    if useoptions is None:
        useoptions = config.getpaths(include_groups=True)
    groups = {}
    seen = {}
    for path in _expand(config, useoptions):
        if path in seen:
            continue
        seen[path] = True
        home, name = config._cfgimpl_get_home_by_path(path)
        option = home._cfgimpl_descr._find(name)
        if option is None or option.cmdline is None:
            continue
        if option.cmdline is DEFAULT_OPTION_NAME:
            words = ['--' + path.replace('.', '-')]
        else:
            words = option.cmdline.split(' ')
        option.add_optparse_option(words, _group(parser, groups, path, home), home)
    return parser


def _expand(config, useoptions):
    paths = []
    for path in useoptions:
        if path.endswith('.*'):
            home, name = config._cfgimpl_get_home_by_path(path[:-2])
            paths.extend([path[:-1] + inner for inner in getattr(home, name).getpaths()])
        else:
            paths.append(path)
    return paths


def _group(parser, groups, path, home):
    """Where the help lists an option: under the description of its group."""
    words = path.split('.')
    if len(words) < 2:
        return parser
    if words[-2] not in groups:
        groups[words[-2]] = parser.add_option_group(home._cfgimpl_descr.doc)
    return groups[words[-2]]


def make_dict(config):
    """Full path -> value."""
    return dict([(path, getattr(config, path)) for path in config.getpaths()])
