# Frames and values between the processes of the sandbox.
#
# A frame is four bytes of length (big endian) and that much JSON. A value travels as plain data: what arrives is rebuilt from
# the types named here and from nothing else, so no candidate can hand its judge an object that says of itself that it is right.
# What is not plain data stays where it lives and travels as a reference.
import base64
import builtins
import collections
import collections.abc
import importlib
import json
import struct
import sys

FRAME_LIMIT = 16 * 1024 * 1024
SAFE_MODULES = frozenset((
    'math cmath re string collections itertools functools operator heapq bisect random datetime time statistics copy json '
    'decimal fractions typing calendar textwrap queue array numbers enum dataclasses sys os io').split())
# Modules whose classes the tests may compare types with; none of their instances is equal to what it is not.
TYPE_MODULES = frozenset(('collections', 'collections.abc', 'datetime', 'decimal', 'fractions', 'numbers', 'array'))
SAFE_BUILTINS = frozenset((
    'int float str bool complex bytes bytearray list tuple dict set frozenset range object type map filter zip enumerate reversed '
    'len abs sum min max sorted any all round ord chr hex bin oct pow divmod repr hash iter next print callable isinstance').split())
if hasattr(sys, 'set_int_max_str_digits'):
    sys.set_int_max_str_digits(0)


class WireError(Exception):
    pass


class Pipe:
    """One end of a two-way channel over file descriptors."""

    def __init__(self, read_fd, write_fd, os_read, os_write):
        self.read_fd, self.write_fd, self.os_read, self.os_write = read_fd, write_fd, os_read, os_write

    def _exactly(self, count):
        parts = []
        while count:
            part = self.os_read(self.read_fd, min(count, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            count -= len(part)
        return b''.join(parts)

    def recv(self, limit=FRAME_LIMIT):
        size = struct.unpack('>I', self._exactly(4))[0]
        if size > limit:
            raise WireError('a value of %d bytes is too large to be handed over' % size)
        return json.loads(self._exactly(size))

    def send(self, message, limit=FRAME_LIMIT):
        body = json.dumps(message).encode()
        if len(body) > limit:
            raise WireError('a value of %d bytes is too large to be handed over' % len(body))
        data = memoryview(struct.pack('>I', len(body)) + body)
        while data:
            data = data[self.os_write(self.write_fd, data):]


class Encoder:
    """Values to plain JSON; `other` decides about what has no plain form, `instance` about copied instances."""

    def __init__(self, other):
        self.other = other
        self.seen = {}

    def __call__(self, v):
        t = type(v)
        if v is None or t is bool or t is str or t is float:
            return v
        if t is int:
            return v if -(1 << 53) < v < (1 << 53) else {'i': hex(v)}
        if t is list:
            return [self(x) for x in v]
        if t is tuple:
            return {'t': [self(x) for x in v]}
        if t is dict:
            return {'d': self.pairs(v.items())}
        if t is set or t is frozenset:
            return {'s' if t is set else 'z': [self(x) for x in v]}
        if t is bytes or t is bytearray:
            return {'b' if t is bytes else 'B': base64.b64encode(v).decode()}
        if t is complex:
            return {'c': [v.real, v.imag]}
        if t is range:
            return {'r': [self(v.start), self(v.stop), self(v.step)]}
        if t is collections.Counter or t is collections.OrderedDict or t is collections.defaultdict:
            return {'D': [t.__name__, self.pairs(dict.items(v))]}
        if t is collections.deque:
            return {'q': [[self(x) for x in v], v.maxlen]}
        if v is Ellipsis or v is NotImplemented:
            return {'N': ['builtins', 'Ellipsis' if v is Ellipsis else 'NotImplemented']}
        module = getattr(t, '__module__', None)
        if module == 'decimal' and t.__name__ == 'Decimal':
            return {'m': str(v)}
        if module == 'fractions' and t.__name__ == 'Fraction':
            return {'F': [self(v.numerator), self(v.denominator)]}
        if module == 'datetime':
            form = _moment(v, t.__name__)
            if form is not None:
                return {'T': form}
        if t is type({}.keys()):
            return {'k': [self(x) for x in v]}
        if t is type({}.items()):
            return {'y': self.pairs(v)}
        name = getattr(v, '__name__', None) if t is type or t is type(len) else None
        if isinstance(name, str) and name in SAFE_BUILTINS and builtins.__dict__.get(name) is v:
            return {'N': ['builtins', name]}
        if t is type(sys) and v.__name__ in SAFE_MODULES:
            return {'N': [v.__name__, None]}
        if isinstance(v, type) and library_class(v.__module__, v.__name__) is v:
            return {'N': [v.__module__, v.__name__]}
        return self.other(v, self)

    def pairs(self, items):
        return [[self(k), self(x)] for k, x in items]


def library_class(module, name):
    """A class of the standard library that may travel by its name, or None."""
    if type(module) is not str or type(name) is not str or module not in TYPE_MODULES:
        return None
    found = getattr(sys.modules.get(module), name, None)
    return found if isinstance(found, type) else None


def _moment(v, kind):
    if kind == 'timedelta':
        return [kind, [v.days, v.seconds, v.microseconds]]
    if getattr(v, 'tzinfo', None) is not None:
        return None
    if kind == 'date':
        return [kind, [v.year, v.month, v.day]]
    if kind == 'time':
        return [kind, [v.hour, v.minute, v.second, v.microsecond]]
    if kind == 'datetime':
        return [kind, [v.year, v.month, v.day, v.hour, v.minute, v.second, v.microsecond]]
    return None


def decode(form, other):
    """Plain JSON to values; `other` is asked about references."""
    if type(form) is list:
        return [decode(x, other) for x in form]
    if type(form) is not dict:
        return form
    if len(form) != 1:
        return other(form)
    tag, v = next(iter(form.items()))
    if tag == 'i':
        return int(v, 16)
    if tag == 't':
        return tuple([decode(x, other) for x in v])
    if tag == 'd':
        return {decode(k, other): decode(x, other) for k, x in v}
    if tag == 's':
        return {decode(x, other) for x in v}
    if tag == 'z':
        return frozenset([decode(x, other) for x in v])
    if tag == 'b':
        return base64.b64decode(v)
    if tag == 'B':
        return bytearray(base64.b64decode(v))
    if tag == 'c':
        return complex(float(v[0]), float(v[1]))
    if tag == 'r':
        return range(*[int(decode(x, other)) for x in v])
    if tag == 'D':
        made = {'Counter': collections.Counter, 'OrderedDict': collections.OrderedDict, 'defaultdict': collections.defaultdict}[v[0]]()
        for k, x in v[1]:
            made[decode(k, other)] = decode(x, other)
        return made
    if tag == 'q':
        return collections.deque([decode(x, other) for x in v[0]], v[1])
    if tag == 'm':
        import decimal
        return decimal.Decimal(str(v))
    if tag == 'F':
        import fractions
        return fractions.Fraction(int(decode(v[0], other)), int(decode(v[1], other)))
    if tag == 'T':
        import datetime
        if v[0] not in ('timedelta', 'date', 'time', 'datetime'):
            raise WireError('no such moment')
        return getattr(datetime, v[0])(*[int(x) for x in v[1]])
    if tag == 'k':
        return dict.fromkeys([decode(x, other) for x in v]).keys()
    if tag == 'y':
        return {decode(k, other): decode(x, other) for k, x in v}.items()
    if tag == 'N':
        module, name = v
        if module == 'builtins' and (name in SAFE_BUILTINS or name in ('Ellipsis', 'NotImplemented')):
            return builtins.__dict__[name]
        if name is None and module in SAFE_MODULES:
            return __import__(module)
        if module in TYPE_MODULES:
            importlib.import_module(module)
            found = library_class(module, name)
            if found is not None:
                return found
        raise WireError('no such name')
    return other(form)
