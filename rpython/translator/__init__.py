import os as _os

# Programs name this folder among those of headers; the compiler finds `src/precommondefs.h` in any case.
cdir = _os.path.join(_os.path.dirname(_os.path.abspath(__file__)), 'c')
