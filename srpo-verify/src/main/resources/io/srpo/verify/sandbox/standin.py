# Stand-ins for the candidate's functions, classes and objects, as the tests see them.


def _ask(p, name, *args, **more):
    x = object.__getattribute__(p, '_srpo_x')
    reply = x.ask(do='op', name=name, obj={'R': object.__getattribute__(p, '_srpo_id')}, args=[x.encode(a) for a in args], **more)
    return x.decode(reply['ok'])


def _has(p, what):
    return object.__getattribute__(p, '_srpo_' + what)


class RemoteObject:
    # An object that stays with the candidate.

    __slots__ = ('_srpo_id', '_srpo_x', '_srpo_sub', '_srpo_name', '_srpo_type', '_srpo_made')

    def __getattr__(self, name):
        return _ask(self, 'getattr', name)

    def __setattr__(self, name, value):
        _ask(self, 'setattr', name, value)

    def __delattr__(self, name):
        _ask(self, 'delattr', name)

    @property
    def __class__(self):
        kind = _has(self, 'type')
        if kind is None:
            return _ask(self, 'getattr', '__class__')
        return builtins.__dict__.get(kind) or STAND_IN_TYPES.get(kind) or RemoteObject

    def __bool__(self):
        return _ask(self, 'bool') is True

    def __len__(self):
        return _ask(self, 'len')

    def __str__(self):
        return _ask(self, 'str')

    def __repr__(self):
        return _ask(self, 'repr')

    def __format__(self, spec):
        return _ask(self, 'format', spec)

    def __iter__(self):
        return iter(_ask(self, 'iter'))

    def __reversed__(self):
        return iter(_ask(self, 'reversed'))

    def __getitem__(self, key):
        return _ask(self, 'getitem', key)

    def __setitem__(self, key, value):
        _ask(self, 'setitem', key, value)

    def __delitem__(self, key):
        _ask(self, 'delitem', key)

    def __contains__(self, value):
        if _has(self, 'made') is True:
            return _ask(self, 'contains', value) is True
        return any(value is x or value == x for x in self)

    def __hash__(self):
        return _ask(self, 'hash')

    def __int__(self):
        return _ask(self, 'int')

    def __float__(self):
        return _ask(self, 'float')

    def __abs__(self):
        return _ask(trusted(self, 'abs'), 'abs')

    def __round__(self, *digits):
        return _ask(trusted(self, 'round'), 'round', *digits)

    def __enter__(self):
        return _ask(self, 'getattr', '__enter__')()

    def __exit__(self, *error):
        return _ask(self, 'getattr', '__exit__')(None, None, None)

    def __await__(self):
        return _ask(self, 'await')
        yield

    def __eq__(self, other):
        if type(other) in REMOTE:
            return _ask(self, 'eq', other) is True
        return _has(self, 'sub') and bool(_ask(self, 'plain') == other)

    def __ne__(self, other):
        return not self == other


class RemoteCallable(RemoteObject):
    __slots__ = ()

    def __call__(self, *args, **kwargs):
        x = _has(self, 'x')
        capture = sys.stdout is not x.stdout
        forms = [x.encode(a) for a in args]
        reply = x.ask(do='call', target={'R': _has(self, 'id')}, args=forms, kwargs={k: x.encode(a) for k, a in kwargs.items()}, capture=capture,
                      plain=x.plain)
        if capture and reply.get('out'):
            sys.stdout.write(str(reply['out']))
        if 'args' in reply:
            memo = {}
            for original, before, after in zip(args, forms, reply['args']):
                value = x.decode(after, memo)
                if before != after:
                    write_back(original, value)
        value = x.decode(reply['ok'])
        if type(value) in REMOTE and _has(value, 'made') is None:
            # Made by the test itself when a class gave it and nothing gave it before.
            object.__setattr__(value, '_srpo_made', type(self) is RemoteClass and _has(self, 'name')[:1].isupper())
        return value


class RemoteClass(RemoteCallable):
    __slots__ = ()

    def __instancecheck__(self, v):
        if type(v) in REMOTE:
            return _ask(self, 'isinstance', v) is True
        return getattr(type(v), '_srpo_class', None) == _has(self, 'id')

    def __subclasscheck__(self, v):
        return type(v) in REMOTE and _ask(self, 'issubclass', v) is True

    def __mro_entries__(self, bases):
        raise TypeError('a test cannot derive from a class of the candidate')


class RemoteIterator(RemoteObject):
    __slots__ = ()

    def __iter__(self):
        return self

    def __next__(self):
        return _ask(self, 'next')


REMOTE = (RemoteObject, RemoteCallable, RemoteClass, RemoteIterator)
for _class in REMOTE:
    _class.__doc__ = property(lambda self: _ask(self, 'getattr', '__doc__'))
STAND_IN_TYPES = {'function': types.FunctionType, 'generator': types.GeneratorType, 'method': types.MethodType,
                  'coroutine': types.CoroutineType, 'module': types.ModuleType}


def trusted(p, what):
    """An object made by the test itself from a class (by its capital letter); anything else is no number."""
    if not _has(p, 'made'):
        raise TypeError('bad operand type for %s: %s' % (what, _has(p, 'name')))
    return p


def write_back(original, after):
    """Carries a change that the candidate made to an argument over to the test's own object."""
    if isinstance(original, list) and isinstance(after, list):
        if len(original) == len(after):
            after = [write_back(o, a) for o, a in zip(original, after)]
        original[:] = after
    elif isinstance(original, bytearray) and isinstance(after, bytearray):
        original[:] = after
    elif isinstance(original, dict) and isinstance(after, dict):
        merged = {k: write_back(original[k], a) if k in original else a for k, a in after.items()}
        original.clear()
        original.update(merged)
    elif isinstance(original, set) and isinstance(after, set):
        original.clear()
        original.update(after)
    elif isinstance(original, collections.deque) and isinstance(after, collections.deque):
        original.clear()
        original.extend(after)
    elif type(original) is type(after) and type(original).__module__ not in ('builtins',) and type(original) not in REMOTE \
            and hasattr(original, '__dict__') and hasattr(after, '__dict__'):
        original.__dict__.update(after.__dict__)
    else:
        return after
    return original


def _operator(name, symbol):
    def forward(self, other):
        return _combine(self, other, name, symbol, False)

    def backward(self, other):
        return _combine(self, other, name, symbol, True)
    return forward, backward


def _combine(p, other, name, symbol, swap):
    if type(other) in REMOTE:
        return _ask(p, name, other, swap=swap)
    if _has(p, 'sub'):
        import operator
        mine = _ask(p, 'plain')
        return getattr(operator, name)(*((other, mine) if swap else (mine, other)))
    value = None
    if _has(p, 'made') and name not in ('lt', 'le', 'gt', 'ge'):
        value = _ask(p, name, other, swap=swap)
    if type(value) not in REMOTE:
        raise TypeError('unsupported operand type(s) for %s: %s' % (symbol, _has(p, 'name')))
    return value


for _name, _special, _symbol in (
        ('add', 'add', '+'), ('sub', 'sub', '-'), ('mul', 'mul', '*'), ('truediv', 'truediv', '/'), ('floordiv', 'floordiv', '//'),
        ('mod', 'mod', '%'), ('pow', 'pow', '**'), ('matmul', 'matmul', '@'), ('and_', 'and', '&'), ('or_', 'or', '|'), ('xor', 'xor', '^'),
        ('lshift', 'lshift', '<<'), ('rshift', 'rshift', '>>')):
    _forward, _backward = _operator(_name, _symbol)
    setattr(RemoteObject, '__%s__' % _special, _forward)
    setattr(RemoteObject, '__r%s__' % _special, _backward)
for _name, _symbol in (('lt', '<'), ('le', '<='), ('gt', '>'), ('ge', '>=')):
    setattr(RemoteObject, '__%s__' % _name, _operator(_name, _symbol)[0])


def _unary(name):
    return lambda self: _ask(trusted(self, name), name)


for _name in ('neg', 'pos', 'invert'):
    setattr(RemoteObject, '__%s__' % _name, _unary(_name))
