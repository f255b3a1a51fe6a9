"""Regular expressions."""
import re
pats=[r'a*b', r'(a)(b)?', r'(?P<x>\w+)\s+(?P=x)', r'^\d+$', r'(?i)HeLLo', r'[^a-z]+', r'(a|ab)(c|bcd)(d*)', r'\bfoo\b', r'x{2,3}?', r'(?:ab)+', r'(?=foo)f', r'(?<!a)b', r'(?<=ab)c', r'(?m)^l\d', r'(?s)a.b', r'(a*)*', r'(?:a*)+b', r'(.*?),', r'\\', r'[\]\-a]', r'a{,2}', r'(?x) a b # c', r'\s*(\S+)\s*=\s*(.*?)\s*$', r'(?P<n>[0-9]+)(?:\.(?P<f>[0-9]+))?', r'(a)?(?(1)b|c)', r'\x41\101', r'[\d_]+', r'\D\W', r'$', r'', r'(\w)(\w)\2\1', r'"(?:[^"\\]|\\.)*"']
texts=['aaab','ab','hello hello world','123','Say HELLO','abc123DEF','abcd','a foo b','xxxx','ababab','foofoo','cab b','abc','l1\nl2\nx','a\nb','a,b,c','\\ ] - a','a = b c ','3.14 15','cba','AA','12_3','abba xyyx','he said "a\\"b" ok','', 'bbc\n']
for p in pats:
    r=re.compile(p)
    for t in texts:
        for f in ('match','search'):
            m=getattr(r,f)(t)
            print p, repr(t), f, m and (m.span(), m.groups(), sorted(m.groupdict().items()), m.lastindex, m.lastgroup)
        print r.findall(t), r.split(t), r.sub('<\\g<0>>', t), r.subn('-', t, 1)
for bad in ['(', 'a**', '[a', '*a', '(?P<x>a)(?P<x>b)', 'a{3,2}', '\\', ')', '(?<=a*)b', '[z-a]', '(?P=y)', '\\1']:
    try: re.compile(bad); print bad,'ok'
    except re.error, e: print bad, 'error'
print re.sub(r'(\w)(\w)', r'\2\1', 'abcd'), re.sub('a', lambda m: m.group().upper(), 'banana'), re.escape('a.b*c_d'), re.split('(,)', 'a,b,c'), re.findall(u'\xe9', u'caf\xe9'), re.sub('x*', '-', 'abxd')
