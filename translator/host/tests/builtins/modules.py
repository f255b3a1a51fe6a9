"""Standard modules."""
import math, os, time, struct, operator, itertools, functools, collections, string, copy, random, bisect, heapq, StringIO, cStringIO, contextlib, warnings, platform, textwrap, errno, stat, abc, numbers
print math.sqrt(2), math.floor(2.5), math.log(10), math.pi, math.ldexp(1.0, 10), math.frexp(8.0)
print os.path.join('a','b'), os.path.exists('/tmp'), os.sep, os.path.splitext('a.b.c')
print struct.pack('<ihq', 1,2,3).encode('hex'), struct.unpack('>I','\0\0\1\0'), struct.calcsize('iq')
print operator.add(1,2), operator.itemgetter(1)([1,2]), operator.__add__(1,2)
print list(itertools.islice(itertools.count(3), 4)), list(itertools.chain([1],[2])), list(itertools.izip('ab',[1,2])), [(k,list(g)) for k,g in itertools.groupby([1,1,2])], list(itertools.permutations([1,2,3],2)), list(itertools.combinations('abcd',2)), list(itertools.product('ab',[1,2]))
od = collections.OrderedDict(); od['z']=1; od['a']=2; od['m']=3; print od, od.keys(), od.popitem(), list(od)
dd = collections.defaultdict(list); dd['a'].append(1); print dd, dict(dd)
P = collections.namedtuple('P', 'x y'); p = P(1,y=2); print p, p.x, p._replace(x=5), p == (1,2), P._make([3,4])
d = collections.deque([1,2,3]); d.appendleft(0); d.rotate(1); print d, len(d)
random.seed(42); print random.random(), random.randint(1,100), random.choice('abc'), random.sample(range(100),5), random.getrandbits(70), random.gauss(0,1)
l=[1,2,3]; random.shuffle(l); print l
random.seed('abc'); print random.random(); print random.randrange(10**20)
h=[]
for x in [5,3,8,1]: heapq.heappush(h,x)
print h, heapq.heappop(h), bisect.bisect([1,2,3],2)
s = StringIO.StringIO(); s.write('abc'); print >>s, 1, 2; print repr(s.getvalue())
@contextlib.contextmanager
def cm():
    print 'in'; yield 5; print 'out'
with cm() as v: print v
print functools.partial(operator.add, 1)(2), errno.ENOENT, errno.errorcode[2], string.ascii_letters, textwrap.dedent("  a\n   b\n")
class A(object):
    def __init__(self): self.x=[1]
a=A(); b=copy.copy(a); c=copy.deepcopy(a); print b.x is a.x, c.x is a.x, c.x, copy.deepcopy({1:[2]})
print isinstance({}, collections.Mapping), isinstance([], collections.Sequence), isinstance(1, numbers.Integral), issubclass(dict, collections.MutableMapping), isinstance([], collections.Hashable)
print time.strftime('%Y-%m-%d', time.gmtime(0)), collections.Counter('abca').most_common()
@functools.wraps(cm)
def q(): pass
print q.__name__
try: os.open('/nonexistent', 0)
except OSError, e: print e, e.errno
try: math.log(0)
except ValueError, e: print e
