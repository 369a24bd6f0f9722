# The candidate's side: loads the program under judgement and answers the examiner's questions about it.
#
# Nothing here is secret and nothing here is trusted: this code shares its process with the candidate. It knows the arguments of
# the calls it is asked to make and never what is expected of them.
import types


class Candidate:
    def __init__(self, pipe, name):
        self.pipe = pipe
        self.module = types.ModuleType(name)
        self.names = self.module.__dict__
        self.objects = {}
        self.ids = {}
        self.mirrored = {}
        self.ended = None
        self.plain = False
        sys.modules[name] = self.module

    def load(self, source):
        """Runs the program once; returns None, or what went wrong as [status, reason]."""
        try:
            code = compile(source, 'candidate.py', 'exec', dont_inherit=True)
        except BaseException as e:
            line = getattr(e, 'lineno', None)
            text = '%s: %s' % (type(e).__name__, getattr(e, 'msg', None) or e)
            return ['compile_error', 'line %s: %s' % (line, text) if line else text]
        try:
            exec(code, self.names)
        except BaseException as e:
            if isinstance(e, SystemExit):
                self.ended = exit_status(e.code)
            return trouble(e)
        return None

    def serve(self):
        while True:
            self.answer(self.pipe.recv())

    def answer(self, m):
        try:
            reply = getattr(self, 'do_' + m['do'])(m)
        except BaseException as e:
            reply = {'exc': self.exception(e)}
        self.pipe.send(reply)

    def do_load(self, m):
        wrong = self.load(m['source'])
        return {'wrong': wrong} if wrong else {'names': [k for k in self.names if not k.startswith('__')]}

    def do_define(self, m):
        """Definitions of the tests that the candidate may use: classes, imports, helpers that it names."""
        exec(compile(m['source'], 'setup.py', 'exec', dont_inherit=True), self.names)
        for name in m['classes']:
            self.mirrored[name] = self.names[name]
        return {'ok': None}

    def do_get(self, m):
        return {'ok': [self.encode(self.names[n]) for n in m['names']]}

    def do_eval(self, m):
        return {'ok': self.encode(eval(m['source'], self.names))}

    def do_call(self, m):
        memo = {}
        self.plain = bool(m.get('plain'))
        target = self.decode(m['target'])
        args = [self.decode(a, memo) for a in m['args']]
        kwargs = {k: self.decode(a, memo) for k, a in m['kwargs'].items()}
        made = isinstance(target, type)
        if m.get('capture'):
            import contextlib
            import io
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                value = target(*args, **kwargs)
            reply = {'ok': self.encode(value, made), 'out': out.getvalue()}
        else:
            reply = {'ok': self.encode(target(*args, **kwargs), made)}
        encoder = self.encoder()
        after = [encoder(a) for a in args]
        if after != m['args']:
            reply['args'] = after
        return reply

    def do_op(self, m):
        """A special method, asked of the object's type as the interpreter does."""
        obj = self.decode(m['obj'])
        args = [self.decode(a) for a in m['args']]
        name = m['name']
        plain = {'bool': bool, 'len': len, 'str': str, 'repr': repr, 'iter': iter, 'next': next, 'hash': hash, 'abs': abs, 'int': int,
                 'float': float, 'round': round, 'reversed': reversed, 'format': format}.get(name)
        if plain is not None:
            return {'ok': self.encode(plain(obj, *args))}
        if name == 'plain':
            return {'ok': self.encode(plain_view(obj))}
        if name == 'isinstance':
            return {'ok': isinstance(args[0], obj)}
        if name == 'issubclass':
            return {'ok': issubclass(args[0], obj)}
        if name == 'getattr':
            return {'ok': self.encode(getattr(obj, *args))}
        if name == 'setattr':
            setattr(obj, *args)
            return {'ok': None}
        if name == 'delattr':
            delattr(obj, *args)
            return {'ok': None}
        if name == 'await':
            import asyncio
            return {'ok': self.encode(asyncio.run(obj))}
        if name == 'contains':
            return {'ok': bool(args[0] in obj)}
        import operator
        return {'ok': self.encode(getattr(operator, name)(*([obj] + args if not m.get('swap') else args + [obj])), True)}

    def encoder(self, made=False):
        encoder = Encoder(self.other)
        encoder.made = made
        return encoder

    def encode(self, v, made=False):
        try:
            return self.encoder(made)(v)
        except RecursionError:
            return self.reference(v, 'object')

    def other(self, v, encoder):
        t = type(v)
        if isinstance(v, tuple) and isinstance(getattr(t, '_fields', None), tuple):
            if has_methods(t) and not self.plain:
                return self.reference(v, 'sub')
            return {'n': [t.__name__, list(t._fields), [encoder(x) for x in tuple.__iter__(v)], self.reference(t, 'class')['R']]}
        if self.mirrored.get(t.__name__) is t:
            if id(v) in encoder.seen:
                return {'J': encoder.seen[id(v)][0]}
            encoder.seen[id(v)] = (len(encoder.seen), v)
            return {'I': [encoder.seen[id(v)][0], t.__name__, [[k, encoder(x)] for k, x in v.__dict__.items()]]}
        if isinstance(v, type):
            return self.reference(v, 'error' if issubclass(v, BaseException) else 'class')
        if isinstance(v, PLAIN):
            return self.reference(v, 'sub') if encoder.made or has_methods(t) and not self.plain else encoder(plain_view(v))
        if isinstance(v, Callback):
            return {'C': v.number}
        if hasattr(t, '__next__'):
            return self.reference(v, 'iterator')
        return self.reference(v, 'callable' if callable(v) else 'object')

    def reference(self, v, kind):
        number = self.ids.get(id(v))
        if number is None:
            number = self.ids[id(v)] = len(self.objects)
            self.objects[number] = v
        t = type(v)
        form = {'R': number, 'k': kind, 'c': (v if isinstance(v, type) else t).__name__}
        if t.__module__ == 'builtins':
            form['b'] = t.__name__
        elif kind == 'sub':
            form['b'] = [b.__name__ for b in t.__mro__ if b.__module__ == 'builtins' and b is not object][:1]
        if kind == 'error':
            form['e'] = bases(v)
        return form

    def decode(self, form, memo=None):
        memo = {} if memo is None else memo

        def other(form):
            if 'R' in form:
                return self.objects[form['R']]
            if 'C' in form:
                return Callback(self, form['C'], form.get('n'), form.get('it'))
            if 'J' in form:
                return memo[form['J']]
            if 'M' in form:
                return self.mirrored[form['M']]
            if 'I' in form:
                number, name, attributes = form['I']
                cls = self.mirrored[name]
                made = memo[number] = cls.__new__(cls)
                for k, x in attributes:
                    made.__dict__[k] = decode(x, other)
                return made
            raise WireError('no such value')
        return decode(form, other)

    def callback(self, number, args, kwargs, step):
        self.pipe.send({'cb': number, 'step': step, 'args': [self.encode(a) for a in args], 'kwargs': {k: self.encode(a) for k, a in kwargs.items()}})
        while True:
            m = self.pipe.recv()
            if 'do' in m:
                self.answer(m)
                continue
            if 'exc' in m:
                raise getattr(builtins, m['exc'][0], Exception)(*m['exc'][1])
            return self.decode(m['value'])

    def exception(self, e):
        if isinstance(e, WireError):
            return {'bases': ['TypeError'], 'name': 'TypeError', 'args': [str(e)], 'text': str(e)}
        try:
            args = [a if type(a) in (str, int, float, bool, type(None)) else str(a) for a in BaseException.args.__get__(e)]
        except BaseException:
            args = []
        t = type(e)
        form = {'bases': bases(t), 'name': t.__name__, 'args': [self.encode(a) for a in args], 'text': trouble(e)[1]}
        if t.__module__ != 'builtins':
            form['class'] = self.reference(t, 'error')
            try:
                form['state'] = [[k, self.encode(x)] for k, x in e.__dict__.items() if isinstance(k, str)]
            except BaseException:
                pass
        return form


class Callback:
    """A function or iterator of the tests, handed to the candidate; calling it asks the examiner."""

    def __init__(self, candidate, number, name, iterator):
        self.candidate, self.number, self.iterator = candidate, number, iterator
        self.__name__ = self.__qualname__ = name or 'callback'

    def __call__(self, *args, **kwargs):
        return self.candidate.callback(self.number, args, kwargs, False)

    def __iter__(self):
        if not self.iterator:
            raise TypeError("'function' object is not iterable")
        return self

    def __next__(self):
        return self.candidate.callback(self.number, (), {}, True)


PLAIN = (int, float, str, list, tuple, dict, set, frozenset, bytes, bytearray, complex, collections.deque)


def has_methods(t):
    """Whether a class derived from a built-in one adds more than special methods."""
    for c in t.__mro__:
        if c.__module__ in ('builtins', 'collections'):
            return False
        if any(not k.startswith('_') and not isinstance(x, property) and callable(getattr(x, '__func__', x)) and k not in NAMED_TUPLE
               for k, x in vars(c).items()):
            return True
    return False


NAMED_TUPLE = ('count', 'index')


def plain_view(v):
    """What a value is as an instance of its built-in base, whatever its own methods say."""
    if isinstance(v, int):
        return int.__add__(v, 0)
    if isinstance(v, float):
        return float.__float__(v)
    if isinstance(v, str):
        return str.__str__(v)
    if isinstance(v, dict):
        return {k: dict.__getitem__(v, k) for k in dict.__iter__(v)}
    for base in (list, tuple, set, frozenset, bytes, bytearray, collections.deque):
        if isinstance(v, base):
            return base(base.__iter__(v))
    if isinstance(v, complex):
        return complex.__add__(v, 0)
    raise TypeError('no plain view')


def exit_status(code):
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 255
    print(code, file=sys.stderr)
    return 1


def bases(t):
    return [b.__name__ for b in t.__mro__ if b.__module__ == 'builtins' and b is not object]


def trouble(e):
    """[status, one line for a person] of an exception that the candidate raised."""
    line = None
    tb = e.__traceback__
    while tb is not None:
        if tb.tb_frame.f_code.co_filename == 'candidate.py':
            line = tb.tb_lineno
        tb = tb.tb_next
    try:
        text = str(e)[:300]
    except BaseException:
        text = ''
    text = type(e).__name__ + (': ' + text if text else '')
    where = ' (line %d)' % line if line else ''
    if isinstance(e, MemoryError):
        return ['memory', 'out of memory' + where]
    if isinstance(e, SystemExit):
        return ['runtime_error', 'the program ended itself before its tests had run (%s)' % text + where]
    return ['runtime_error', text + where]
