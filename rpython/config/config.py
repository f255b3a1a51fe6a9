"""Configurations: a tree of options with values, and who set them."""


class ConfigError(Exception):
    pass


class ConflictConfigError(ConfigError):
    """Two explicit settings contradict each other."""


class NoMatchingOptionFound(ConfigError):
    pass


class AmbigousOptionError(ConfigError):
    pass


DEFAULT_OPTION_NAME = object()


class Option(object):
    def __init__(self, name, doc, cmdline=DEFAULT_OPTION_NAME, requires=None, suggests=None,
                 validator=None, default=None, negation=True):
        self._name = name
        self.doc = doc
        self.cmdline = cmdline
        self.default = default
        self.negation = negation
        self._requires = requires or {}
        self._suggests = suggests or {}
        self._validator = validator

    def validate(self, value):
        raise NotImplementedError

    def implied(self, table, value):
        """(path, value) pairs that this value brings along."""
        if isinstance(table, dict):
            return table.get(value, [])
        return table if value is True else []


class BoolOption(Option):
    def __init__(self, name, doc, default=None, requires=None, suggests=None, validator=None,
                 cmdline=DEFAULT_OPTION_NAME, negation=True):
        Option.__init__(self, name, doc, cmdline, {True: requires or []}, {True: suggests or []},
                        validator, default, negation)

    def validate(self, value):
        return isinstance(value, bool)


class ChoiceOption(Option):
    def __init__(self, name, doc, values, default=None, requires=None, suggests=None,
                 cmdline=DEFAULT_OPTION_NAME):
        Option.__init__(self, name, doc, cmdline, requires, suggests, None, default)
        self.values = values

    def validate(self, value):
        return value is None or value in self.values


class IntOption(Option):
    def __init__(self, name, doc, default=None, cmdline=DEFAULT_OPTION_NAME, requires=None,
                 suggests=None):
        Option.__init__(self, name, doc, cmdline, requires, suggests, None, default)

    def validate(self, value):
        return value is None or isinstance(value, (int, long))


class FloatOption(Option):
    def __init__(self, name, doc, default=None, cmdline=DEFAULT_OPTION_NAME, requires=None,
                 suggests=None):
        Option.__init__(self, name, doc, cmdline, requires, suggests, None, default)

    def validate(self, value):
        return value is None or isinstance(value, (int, long, float))


class StrOption(Option):
    def __init__(self, name, doc, default=None, cmdline=DEFAULT_OPTION_NAME, requires=None,
                 suggests=None):
        Option.__init__(self, name, doc, cmdline, requires, suggests, None, default)

    def validate(self, value):
        return value is None or isinstance(value, str)


class ArbitraryOption(Option):
    def __init__(self, name, doc, default=None, defaultfactory=None):
        Option.__init__(self, name, doc, None, None, None, None, default)
        self.defaultfactory = defaultfactory
        if defaultfactory is not None:
            self.default = defaultfactory()

    def validate(self, value):
        return True


class OptionDescription(object):
    def __init__(self, name, doc, children, cmdline=None):
        self._name = name
        self.doc = doc
        self._children = list(children)

    def child(self, name):
        for child in self._children:
            if child._name == name:
                return child
        return None


# Owners, weakest first.
_STRENGTH = ['default', 'suggested', 'required', 'user', 'cmdline']


class Config(object):
    """Values for an OptionDescription, read and set as attributes."""

    def __init__(self, descr, parent=None, **overrides):
        self.__dict__['_cfgimpl_descr'] = descr
        self.__dict__['_cfgimpl_parent'] = parent
        self.__dict__['_cfgimpl_values'] = values = {}
        self.__dict__['_cfgimpl_owners'] = owners = {}
        for child in descr._children:
            if isinstance(child, OptionDescription):
                values[child._name] = Config(child, self)
            else:
                values[child._name] = child.default
                owners[child._name] = 'default'
        self.override(overrides)

    def override(self, overrides):
        for path, value in overrides.items():
            config, name = self._locate(path)
            config._set(name, value, 'default')

    def _top(self):
        config = self
        while config._cfgimpl_parent is not None:
            config = config._cfgimpl_parent
        return config

    def _locate(self, path):
        parts = path.split('.')
        config = self
        for part in parts[:-1]:
            config = getattr(config, part)
        return config, parts[-1]

    def __getattr__(self, name):
        if '.' in name:
            config, last = self._locate(name)
            return getattr(config, last)
        try:
            return self._cfgimpl_values[name]
        except KeyError:
            raise AttributeError("the configuration has no option %r" % (name,))

    def __setattr__(self, name, value):
        if name in self.__dict__:
            self.__dict__[name] = value
        else:
            self._set(name, value, 'user')

    def setoption(self, name, value, who):
        self._set(name, value, who)

    def _set(self, name, value, who):
        option = self._cfgimpl_descr.child(name)
        if option is None or isinstance(option, OptionDescription):
            raise AttributeError("the configuration has no option %r" % (name,))
        if not option.validate(value):
            raise ConfigError("invalid value %s for option %s" % (value, name))
        old = self._cfgimpl_owners[name]
        if self._cfgimpl_values[name] == value and _STRENGTH.index(who) <= _STRENGTH.index(old):
            return
        if _STRENGTH.index(who) < _STRENGTH.index(old):
            if who == 'suggested':
                return
            if who == 'required':
                raise ConflictConfigError("cannot override value to %s for option %s" % (
                    value, name))
        elif old == 'required' and who == 'required':
            raise ConflictConfigError("cannot override value to %s for option %s" % (value, name))
        self._cfgimpl_values[name] = value
        self._cfgimpl_owners[name] = who
        for path, implied in option.implied(option._requires, value):
            config, last = self._top()._locate(path)
            config._set(last, implied, 'required')
        for path, implied in option.implied(option._suggests, value):
            config, last = self._top()._locate(path)
            config._set(last, implied, 'suggested')

    def suggest(self, **kwargs):
        for name, value in kwargs.items():
            self.suggestoption(name, value)

    def suggestoption(self, name, value):
        config, last = self._locate(name)
        config._set(last, value, 'suggested')

    def require(self, **kwargs):
        for name, value in kwargs.items():
            config, last = self._locate(name)
            config._set(last, value, 'required')

    def set(self, **kwargs):
        """Sets options by their name anywhere in the tree."""
        for name, value in kwargs.items():
            found = [path for path in self.getpaths() if path.split('.')[-1] == name]
            if name in self.getpaths():
                found = [name]
            if not found:
                raise NoMatchingOptionFound("there is no option %r" % (name,))
            if len(found) > 1:
                raise AmbigousOptionError("option %r is one of %r" % (name, found))
            config, last = self._locate(found[0])
            config._set(last, value, 'user')

    def getpaths(self, include_groups=False):
        paths = []
        for child in self._cfgimpl_descr._children:
            if isinstance(child, OptionDescription):
                if include_groups:
                    paths.append(child._name)
                inner = self._cfgimpl_values[child._name].getpaths(include_groups)
                paths.extend([child._name + '.' + path for path in inner])
            else:
                paths.append(child._name)
        return paths

    def copy(self, as_default=False, parent=None):
        result = Config(self._cfgimpl_descr, parent)
        for child in self._cfgimpl_descr._children:
            name = child._name
            if isinstance(child, OptionDescription):
                result._cfgimpl_values[name] = self._cfgimpl_values[name].copy(as_default, result)
            else:
                result._cfgimpl_values[name] = self._cfgimpl_values[name]
                result._cfgimpl_owners[name] = ('default' if as_default
                                                else self._cfgimpl_owners[name])
        return result

    def __iter__(self):
        for child in self._cfgimpl_descr._children:
            if not isinstance(child, OptionDescription):
                yield child._name, self._cfgimpl_values[child._name]


def to_optparse(config, useoptions=None, parser=None, parserargs=None, parserkwargs=None,
                extra_useage=None):
    """An option parser that fills the configuration from command-line words."""
    import optparse
    if parser is None:
        parser = optparse.OptionParser(*(parserargs or ()), **(parserkwargs or {}))
    for path in config.getpaths():
        if useoptions is not None and path not in useoptions:
            continue
        holder, name = config._locate(path)
        _add_to_parser(parser, path, holder, name)
    return parser


def _add_to_parser(parser, path, holder, name):
    option = holder._cfgimpl_descr.child(name)
    if option.cmdline is None or isinstance(option, ArbitraryOption):
        return
    if option.cmdline is DEFAULT_OPTION_NAME:
        words = ['--' + path.replace('.', '-')]
    else:
        words = option.cmdline.split(' ')

    def callback(opt, word, value, parser):
        if isinstance(option, BoolOption):
            value = True
        holder.setoption(name, value, 'cmdline')

    kinds = {IntOption: 'int', FloatOption: 'float', StrOption: 'string', ChoiceOption: 'string'}
    if isinstance(option, BoolOption):
        parser.add_option(help=option.doc, action='callback', callback=callback, *words)
        if option.negation:
            def negative(opt, word, value, parser):
                holder.setoption(name, False, 'cmdline')
            longs = [w for w in words if w.startswith('--')]
            twins = [w.replace('--with', '--without') if w.startswith('--with')
                     else '--no-' + w[2:] for w in longs]
            parser.add_option(help='unset ' + option.doc, action='callback', callback=negative,
                              *twins)
    else:
        parser.add_option(help=option.doc, action='callback', callback=callback,
                          type=kinds[option.__class__], *words)
