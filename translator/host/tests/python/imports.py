import sys
import pkg.sub.leaf
print pkg.sub.leaf.NAME, pkg.__name__, pkg.sub.leaf.__file__.endswith('leaf.py'), pkg.__path__ != []
from pkg import other, sub as renamed
print other.sibling_value, renamed.__name__, other.rel
from pkg.star import *
print sorted(n for n in dir() if n.startswith('s_')), 'hidden' in dir()
import pkg.cycle_a
print pkg.cycle_a.seen, pkg.cycle_b.seen
try:
    import pkg.broken
except ZeroDivisionError as e:
    print 'broken', 'pkg.broken' in sys.modules
try:
    import pkg.missing
except ImportError as e:
    print e
try:
    from pkg import missing
except ImportError as e:
    print e
try:
    import nothing.at.all
except ImportError as e:
    print e
m = __import__('pkg.sub.leaf')
print m.__name__, __import__('pkg.sub.leaf', {}, {}, ['NAME']).__name__
sys.modules['fake'] = other
import fake
print fake is other
print pkg.sub.leaf.up, sorted(k for k in sys.modules if k.startswith("pkg") and sys.modules[k])
print pkg.future.half, pkg.future.kind
execfile(pkg.__path__[0] + '/script.py')
print from_script
ns = {}
execfile(pkg.__path__[0] + '/script.py', ns)
print ns['from_script'], '__builtins__' in ns
print pkg.names
