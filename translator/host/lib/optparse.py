"""Command line options."""
import sys

NO_DEFAULT = ('NO', 'DEFAULT')


class OptParseError(Exception):
    def __init__(self, msg):
        self.msg = msg

    def __str__(self):
        return self.msg


class OptionError(OptParseError):
    pass


class OptionValueError(OptParseError):
    pass


class BadOptionError(OptParseError):
    pass


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
            print parser.version
            parser.exit()


make_option = Option


class OptionContainer(object):
    def __init__(self):
        self.option_list = []
        self.option_groups = []

    def add_option(self, *args, **kwds):
        option = args[0] if args and isinstance(args[0], Option) else Option(*args, **kwds)
        self.option_list.append(option)
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
        for option in self.all_options():
            if opt in option._short_opts or opt in option._long_opts:
                return option
        return None

    has_option = get_option


class OptionGroup(OptionContainer):
    def __init__(self, parser, title, description=None):
        OptionContainer.__init__(self)
        self.parser = parser
        self.title = title
        self.description = description


class OptionParser(OptionContainer):
    def __init__(self, usage=None, option_list=None, version=None, description=None, prog=None, epilog=None,
                 add_help_option=True, conflict_handler='error', formatter=None, option_class=Option):
        OptionContainer.__init__(self)
        self.usage = usage
        self.version = version
        self.description = description
        self.prog = prog
        self.defaults = {}
        self.allow_interspersed_args = True
        if add_help_option:
            self.add_option('-h', '--help', action='help', help='show this help message and exit')
        if version:
            self.add_option('--version', action='version', help="show program's version number and exit")
        self.add_options(option_list or [])

    def disable_interspersed_args(self):
        self.allow_interspersed_args = False

    def enable_interspersed_args(self):
        self.allow_interspersed_args = True

    def add_option_group(self, *args, **kwds):
        group = args[0] if isinstance(args[0], OptionGroup) else OptionGroup(self, *args, **kwds)
        self.option_groups.append(group)
        return group

    def set_usage(self, usage):
        self.usage = usage

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
        return Values(values)

    def _match_long(self, opt):
        option = self.get_option(opt)
        if option is not None:
            return opt, option
        found = [(name, option) for option in self.all_options() for name in option._long_opts
                 if name.startswith(opt)]
        if not found:
            self.error('no such option: %s' % opt)
        if len(found) > 1:
            self.error('ambiguous option: %s (%s?)' % (opt, ', '.join(sorted([name for name, o in found]))))
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
        values = values or self.get_default_values()
        self.values = values
        self.rargs = rest
        positional = []
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
        except OptParseError, e:
            self.error(str(e))
        return values, positional + rest

    def _short(self, letters, rest, values):
        while letters:
            opt = '-' + letters[0]
            letters = letters[1:]
            option = self.get_option(opt)
            if option is None:
                self.error('no such option: %s' % opt)
            value = None
            if option.takes_value():
                value = self._values_for(opt, option, letters or None, rest)
                letters = ''
            option.process(opt, value, values, self)

    def get_prog_name(self):
        return self.prog or sys.argv[0].split('/')[-1]

    def get_usage(self):
        usage = (self.usage or '%prog [options]').replace('%prog', self.get_prog_name())
        return 'Usage: %s\n' % usage

    def _format_options(self, options):
        lines = []
        for option in options:
            shown = ', '.join(option._short_opts + option._long_opts)
            if option.takes_value():
                shown += '=' + (option.metavar or (option.dest or '').upper())
            lines.append('  %-22s%s' % (shown, option.help or ''))
        return '\n'.join(lines) + '\n'

    def format_help(self, formatter=None):
        text = self.get_usage()
        if self.description:
            text += '\n' + self.description + '\n'
        text += '\nOptions:\n' + self._format_options(self.option_list)
        for group in self.option_groups:
            text += '\n  %s:\n' % group.title + self._format_options(group.option_list)
        return text

    def print_help(self, file=None):
        (file or sys.stdout).write(self.format_help())

    def print_usage(self, file=None):
        (file or sys.stdout).write(self.get_usage() + '\n')

    def exit(self, status=0, msg=None):
        if msg:
            sys.stderr.write(msg)
        sys.exit(status)

    def error(self, msg):
        self.print_usage(sys.stderr)
        self.exit(2, '%s: error: %s\n' % (self.get_prog_name(), msg))
