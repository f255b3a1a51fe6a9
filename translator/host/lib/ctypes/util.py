"""Where libraries are."""
import os
import re
import subprocess


def find_library(name):
    """The file name of a shared library, as the linker's cache has it, or None."""
    for command in ['/sbin/ldconfig', '/usr/sbin/ldconfig', 'ldconfig']:
        try:
            process = subprocess.Popen([command, '-p'], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            listed = process.communicate()[0]
        except OSError:
            continue
        found = re.search(r'\s(lib%s\.[^\s]+) \(' % re.escape(name), listed)
        if found:
            return found.group(1)
    for directory in os.environ.get('LD_LIBRARY_PATH', '').split(':'):
        if directory and os.path.exists(os.path.join(directory, 'lib%s.so' % name)):
            return 'lib%s.so' % name
    return None
