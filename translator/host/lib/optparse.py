"""Command line options."""
import os
import sys
import textwrap

NO_DEFAULT = ('NO', 'DEFAULT')
SUPPRESS_HELP = 'SUPPRESS' + 'HELP'
SUPPRESS_USAGE = 'SUPPRESS' + 'USAGE'


class OptParseError(Exception):
    def __init__(self, msg):
        self.msg = msg

    def __str__(self):
        return self.msg


class OptionError(OptParseError):
    pass


class OptionValueError(OptParseError):
    pass


class OptionConflictError(OptionError):
    pass


class BadOptionError(OptParseError):
    def __init__(self, opt_str):
        OptParseError.__init__(self, 'no such option: %s' % opt_str)
        self.opt_str = opt_str


class AmbiguousOptionError(BadOptionError):
    def __init__(self, opt_str, possibilities):
        BadOptionError.__init__(self, opt_str)
        self.possibilities = possibilities
        self.msg = 'ambiguous option: %s (%s?)' % (opt_str, ', '.join(possibilities))


class HelpFormatter(object):
    """Lays out help: options in a column, their descriptions beside them."""
    NO_DEFAULT_VALUE = 'none'
    default_tag = '%default'

    def __init__(self, indent_increment, max_help_position, width, short_first):
        self.parser = None
        self.indent_increment = indent_increment
        if width is None:
            try:
                width = int(os.environ['COLUMNS'])
            except (KeyError, ValueError):
                width = 80
            width -= 2
        self.width = width
        self.help_position = self.max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self.current_indent = 0
        self.level = 0
        self.short_first = short_first

    def set_parser(self, parser):
        self.parser = parser

    def indent(self):
        self.current_indent += self.indent_increment
        self.level += 1

    def dedent(self):
        self.current_indent -= self.indent_increment
        self.level -= 1

    def format_usage(self, usage):
        raise NotImplementedError('subclasses must implement')

    def format_heading(self, heading):
        raise NotImplementedError('subclasses must implement')

    def _paragraph(self, text):
        indent = ' ' * self.current_indent
        return textwrap.fill(text, max(self.width - self.current_indent, 11), initial_indent=indent,
                             subsequent_indent=indent)

    def format_description(self, description):
        return self._paragraph(description) + '\n' if description else ''

    def format_epilog(self, epilog):
        return '\n' + self._paragraph(epilog) + '\n' if epilog else ''

    def expand_default(self, option):
        if self.parser is None or not self.default_tag:
            return option.help
        value = self.parser.defaults.get(option.dest, option.default)
        if value is NO_DEFAULT or value is None:
            value = self.NO_DEFAULT_VALUE
        return option.help.replace(self.default_tag, str(value))

    def format_option(self, option):
        words = self.format_option_strings(option)
        room = self.help_position - self.current_indent - 2
        if len(words) > room:
            first = '%*s%s\n' % (self.current_indent, '', words)
            start = self.help_position
        else:
            first = '%*s%-*s  ' % (self.current_indent, '', room, words)
            start = 0
        if not option.help:
            return first if first.endswith('\n') else first + '\n'
        width = max(self.width - self.help_position, 11)
        lines = textwrap.wrap(self.expand_default(option), width)
        result = [first]
        for number, line in enumerate(lines):
            result.append('%*s%s\n' % (start if number == 0 else self.help_position, '', line))
        return ''.join(result)

    def store_option_strings(self, parser):
        """Finds the column at which the descriptions start."""
        self.indent()
        longest = max([len(self.format_option_strings(o)) + self.current_indent
                       for o in parser.all_options()] + [0])
        self.dedent()
        self.help_position = min(longest + 2, self.max_help_position)

    def format_option_strings(self, option):
        shorts, longs = option._short_opts, option._long_opts
        if option.takes_value():
            metavar = option.metavar or (option.dest or '').upper()
            shorts = ['%s %s' % (word, metavar) for word in shorts]
            longs = ['%s=%s' % (word, metavar) for word in longs]
        return ', '.join(shorts + longs if self.short_first else longs + shorts)


class IndentedHelpFormatter(HelpFormatter):
    def __init__(self, indent_increment=2, max_help_position=24, width=None, short_first=1):
        HelpFormatter.__init__(self, indent_increment, max_help_position, width, short_first)

    def format_usage(self, usage):
        return 'Usage: %s\n' % usage

    def format_heading(self, heading):
        return '%*s%s:\n' % (self.current_indent, '', heading)


class TitledHelpFormatter(HelpFormatter):
    def __init__(self, indent_increment=0, max_help_position=24, width=None, short_first=0):
        HelpFormatter.__init__(self, indent_increment, max_help_position, width, short_first)

    def format_usage(self, usage):
        return '%s  %s\n' % (self.format_heading('Usage'), usage)

    def format_heading(self, heading):
        return '%s\n%s\n' % (heading, '=-'[self.level] * len(heading))


class Values(object):
    def __init__(self, defaults=None):
        for name, value in (defaults or {}).items():
            setattr(self, name, value)

    def __repr__(self):
        return '<Values %r>' % (self.__dict__,)

    def ensure_value(self, name, value):
        if getattr(self, name, None) is None:
            setattr(self, name, value)
        return getattr(self, name)


class Option(object):
    def __init__(self, *opts, **attrs):
        self._short_opts = [opt for opt in opts if opt and not opt.startswith('--')]
        self._long_opts = [opt for opt in opts if opt and opt.startswith('--')]
        self.action = attrs.pop('action', 'store')
        self.type = attrs.pop('type', None)
        self.dest = attrs.pop('dest', None)
        self.default = attrs.pop('default', NO_DEFAULT)
        self.help = attrs.pop('help', None)
        self.metavar = attrs.pop('metavar', None)
        self.choices = attrs.pop('choices', None)
        self.const = attrs.pop('const', None)
        self.nargs = attrs.pop('nargs', None)
        self.callback = attrs.pop('callback', None)
        self.callback_args = attrs.pop('callback_args', ())
        self.callback_kwargs = attrs.pop('callback_kwargs', {})
        if attrs:
            raise OptionError('invalid keyword arguments: %s' % ', '.join(sorted(attrs)))
        if isinstance(self.type, type):
            self.type = {str: 'string'}.get(self.type, self.type.__name__)
        if self.type is None and self.action in ('store', 'append'):
            self.type = 'choice' if self.choices else 'string'
        if self.dest is None and self.action not in ('help', 'version', 'callback'):
            names = self._long_opts or self._short_opts
            self.dest = names[0].lstrip('-').replace('-', '_')

        if self.default is NO_DEFAULT and self.action == 'callback':
            self.default = None

    def __str__(self):
        return '/'.join(self._short_opts + self._long_opts)

    def takes_value(self):
        return self.type is not None

    def get_opt_string(self):
        return (self._long_opts or self._short_opts)[0]

    def convert(self, opt, value):
        try:
            if self.type in ('int', 'long'):
                return {'int': int, 'long': long}[self.type](value, 0)
            if self.type == 'float':
                return float(value)
        except ValueError:
            names = {'int': 'integer', 'long': 'long integer', 'float': 'floating-point'}
            raise OptionValueError('option %s: invalid %s value: %r' % (opt, names[self.type], value))
        if self.type == 'choice' and value not in self.choices:
            raise OptionValueError('option %s: invalid choice: %r (choose from %s)' % (
                opt, value, ', '.join(map(repr, self.choices))))
        return value

    def process(self, opt, value, values, parser):
        if value is not None and self.type is not None:
            if self.nargs and self.nargs > 1:
                value = tuple([self.convert(opt, v) for v in value])
            else:
                value = self.convert(opt, value)
        if self.action == 'store':
            setattr(values, self.dest, value)
        elif self.action == 'store_const':
            setattr(values, self.dest, self.const)
        elif self.action == 'store_true':
            setattr(values, self.dest, True)
        elif self.action == 'store_false':
            setattr(values, self.dest, False)
        elif self.action == 'append':
            values.ensure_value(self.dest, []).append(value)
        elif self.action == 'append_const':
            values.ensure_value(self.dest, []).append(self.const)
        elif self.action == 'count':
            setattr(values, self.dest, values.ensure_value(self.dest, 0) + 1)
        elif self.action == 'callback':
            self.callback(self, opt, value, parser, *self.callback_args, **self.callback_kwargs)
        elif self.action == 'help':
            parser.print_help()
            parser.exit()
        elif self.action == 'version':
            parser.print_version()
            parser.exit()


make_option = Option


class OptionContainer(object):
    """What options are added to: a parser, or a group of one. They share one table of words."""

    def __init__(self, option_class=Option, conflict_handler='error', description=None):
        self.option_list = []
        self.option_groups = []
        self.option_class = option_class
        self.description = description
        self.set_conflict_handler(conflict_handler)

    def set_conflict_handler(self, handler):
        if handler not in ('error', 'resolve'):
            raise ValueError('invalid conflict_resolution value %r' % (handler,))
        self.conflict_handler = handler

    def set_description(self, description):
        self.description = description

    def get_description(self):
        return self.description

    def _root(self):
        return self

    def _check_conflict(self, option):
        taken = [(word, other) for other in self._root().all_options()
                 for word in option._short_opts + option._long_opts
                 if word in other._short_opts or word in other._long_opts]
        if taken and self.conflict_handler == 'error':
            raise OptionConflictError('option %s: conflicting option string(s): %s' % (
                option, ', '.join([word for word, other in taken])))
        for word, other in taken:
            words = other._long_opts if word.startswith('--') else other._short_opts
            words.remove(word)
            if not other._short_opts and not other._long_opts:
                self._root()._discard(other)

    def _discard(self, option):
        for container in [self] + self.option_groups:
            if option in container.option_list:
                container.option_list.remove(option)

    def add_option(self, *args, **kwds):
        if args and isinstance(args[0], Option):
            option = args[0]
        else:
            option = self.option_class(*args, **kwds)
        self._check_conflict(option)
        self.option_list.append(option)
        option.container = self
        return option

    def add_options(self, options):
        for option in options:
            self.add_option(option)

    def all_options(self):
        result = list(self.option_list)
        for group in self.option_groups:
            result += group.all_options()
        return result

    def get_option(self, opt):
        for option in self._root().all_options():
            if opt in option._short_opts or opt in option._long_opts:
                return option
        return None

    def has_option(self, opt):
        return self.get_option(opt) is not None

    def remove_option(self, opt):
        option = self.get_option(opt)
        if option is None:
            raise ValueError('no such option %r' % (opt,))
        self._root()._discard(option)

    def format_option_help(self, formatter):
        return ''.join([formatter.format_option(option) for option in self.option_list
                        if option.help is not SUPPRESS_HELP])

    def format_description(self, formatter):
        return formatter.format_description(self.get_description())

    def format_help(self, formatter):
        parts = [self.format_description(formatter) if self.description else '',
                 self.format_option_help(formatter)]
        return '\n'.join([part for part in parts if part])


class OptionGroup(OptionContainer):
    def __init__(self, parser, title, description=None):
        OptionContainer.__init__(self, parser.option_class, parser.conflict_handler, description)
        self.parser = parser
        self.title = title

    def _root(self):
        return self.parser

    def set_title(self, title):
        self.title = title

    def format_help(self, formatter):
        text = formatter.format_heading(self.title)
        formatter.indent()
        text += OptionContainer.format_help(self, formatter)
        formatter.dedent()
        return text


class OptionParser(OptionContainer):
    standard_option_list = []

    def __init__(self, usage=None, option_list=None, option_class=Option, version=None, conflict_handler='error',
                 description=None, formatter=None, add_help_option=True, prog=None, epilog=None):
        OptionContainer.__init__(self, option_class, conflict_handler, description)
        self.set_usage(usage)
        self.version = version
        self.prog = prog
        self.epilog = epilog
        self.defaults = {}
        self.process_default_values = True
        self.allow_interspersed_args = True
        self.formatter = formatter or IndentedHelpFormatter()
        self.formatter.set_parser(self)
        self.add_options(self.standard_option_list)
        self.add_options(option_list or [])
        if version:
            self.add_option('--version', action='version', help="show program's version number and exit")
        if add_help_option:
            self.add_option('-h', '--help', action='help', help='show this help message and exit')

    def disable_interspersed_args(self):
        self.allow_interspersed_args = False

    def enable_interspersed_args(self):
        self.allow_interspersed_args = True

    def set_process_default_values(self, process):
        self.process_default_values = process

    def add_option_group(self, *args, **kwds):
        group = args[0] if args and isinstance(args[0], OptionGroup) else OptionGroup(self, *args, **kwds)
        self.option_groups.append(group)
        return group

    def get_option_group(self, opt):
        option = self.get_option(opt)
        if option is not None and option.container is not self:
            return option.container
        return None

    def set_usage(self, usage):
        if usage is None:
            self.usage = '%prog [options]'
        elif usage is SUPPRESS_USAGE:
            self.usage = None
        else:
            self.usage = usage[len('usage: '):] if usage.lower().startswith('usage: ') else usage

    def set_default(self, dest, value):
        self.defaults[dest] = value

    def set_defaults(self, **kwds):
        self.defaults.update(kwds)

    def get_default_values(self):
        values = {}
        for option in self.all_options():
            if option.dest is not None:
                if option.default is not NO_DEFAULT:
                    values[option.dest] = option.default
                else:
                    values.setdefault(option.dest, None)
        values.update(self.defaults)
        if self.process_default_values:
            for option in self.all_options():
                default = values.get(option.dest)
                if isinstance(default, basestring) and option.takes_value():
                    values[option.dest] = option.convert(option.get_opt_string(), default)
        return Values(values)

    def _match_long(self, opt):
        option = self.get_option(opt)
        if option is not None:
            return opt, option
        found = [(name, option) for option in self.all_options() for name in option._long_opts
                 if name.startswith(opt)]
        if not found:
            raise BadOptionError(opt)
        if len(found) > 1:
            raise AmbiguousOptionError(opt, sorted([name for name, o in found]))
        return found[0]

    def _values_for(self, opt, option, given, rest):
        if not option.takes_value():
            if given is not None:
                self.error('%s option does not take a value' % opt)
            return None
        count = option.nargs or 1
        if given is not None:
            rest.insert(0, given)
        if len(rest) < count:
            self.error('%s option requires %s' % (opt, 'an argument' if count == 1 else '%d arguments' % count))
        taken = [rest.pop(0) for i in range(count)]
        return taken[0] if count == 1 else tuple(taken)

    def parse_args(self, args=None, values=None):
        rest = list(sys.argv[1:] if args is None else args)
        if values is None:
            values = self.get_default_values()
        self.values = values
        self.rargs = rest
        self.largs = positional = []
        try:
            while rest:
                arg = rest.pop(0)
                if arg == '--':
                    break
                if arg.startswith('--'):
                    name, equals, given = arg.partition('=')
                    name, option = self._match_long(name)
                    value = self._values_for(name, option, given if equals else None, rest)
                    option.process(name, value, values, self)
                elif arg.startswith('-') and len(arg) > 1:
                    self._short(arg[1:], rest, values)
                elif self.allow_interspersed_args:
                    positional.append(arg)
                else:
                    rest.insert(0, arg)
                    break
        except (BadOptionError, OptionValueError), e:
            self.error(str(e))
        return self.check_values(values, positional + rest)

    def check_values(self, values, args):
        return values, args

    def _short(self, letters, rest, values):
        while letters:
            opt = '-' + letters[0]
            letters = letters[1:]
            option = self.get_option(opt)
            if option is None:
                raise BadOptionError(opt)
            value = None
            if option.takes_value():
                value = self._values_for(opt, option, letters or None, rest)
                letters = ''
            option.process(opt, value, values, self)

    def get_prog_name(self):
        return self.prog or os.path.basename(sys.argv[0])

    def expand_prog_name(self, text):
        return text.replace('%prog', self.get_prog_name())

    def get_usage(self):
        if not self.usage:
            return ''
        return self.formatter.format_usage(self.expand_prog_name(self.usage))

    def print_usage(self, file=None):
        if self.usage:
            (file or sys.stdout).write(self.get_usage() + '\n')

    def get_version(self):
        return self.expand_prog_name(self.version) if self.version else ''

    def print_version(self, file=None):
        if self.version:
            (file or sys.stdout).write(self.get_version() + '\n')

    def get_description(self):
        return self.expand_prog_name(self.description) if self.description else None

    def format_option_help(self, formatter=None):
        formatter = formatter or self.formatter
        formatter.store_option_strings(self)
        parts = [formatter.format_heading('Options')]
        formatter.indent()
        if self.option_list:
            parts.append(OptionContainer.format_option_help(self, formatter) + '\n')
        for group in self.option_groups:
            parts.append(group.format_help(formatter) + '\n')
        formatter.dedent()
        return ''.join(parts)[:-1]

    def format_epilog(self, formatter):
        return formatter.format_epilog(self.epilog)

    def format_help(self, formatter=None):
        formatter = formatter or self.formatter
        parts = []
        if self.usage:
            parts.append(self.get_usage() + '\n')
        if self.description:
            parts.append(self.format_description(formatter) + '\n')
        parts.append(self.format_option_help(formatter))
        parts.append(self.format_epilog(formatter))
        return ''.join(parts)

    def print_help(self, file=None):
        (file or sys.stdout).write(self.format_help())

    def exit(self, status=0, msg=None):
        if msg:
            sys.stderr.write(msg)
        sys.exit(status)

    def error(self, msg):
        self.print_usage(sys.stderr)
        self.exit(2, '%s: error: %s\n' % (self.get_prog_name(), msg))
