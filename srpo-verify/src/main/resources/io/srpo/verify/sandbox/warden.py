# The sandbox's first process: forks the candidate, watches it, puts the tests to it, and speaks with the Java side over 0 and 1.
#
# The candidate is forked before the tests are read, so its memory never holds them; this process cannot be traced or read by it, and
# as the namespace's first process it takes no signal from it. When it ends, the kernel ends everything in the sandbox.
import gc
import resource
import select
import signal
import threading
import time


class Run:
    """One forked candidate with its output and its limits."""

    def __init__(self, limits, data, channel, body):
        self.limits, self.breach, self.output, self.over = limits, None, bytearray(), False
        read_in, self.write_in = os.pipe()
        self.read_out, write_out = os.pipe()
        ours, theirs = os.pipe(), os.pipe()
        source = feed(data)
        self.started = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.setsid()
                for fd, want in ((source, 0), (write_out, 1), (write_out, 2)):
                    os.dup2(fd, want)
                os.dup2(theirs[0], 250)
                os.dup2(ours[1], 251)
                os.closerange(3, 250)
                show()
                confine(limits)
                body(Pipe(250, 251, os.read, os.write))
            except BaseException:
                os._exit(1)
            os._exit(0)
        for fd in (read_in, self.write_in, write_out, ours[1], theirs[0], source):
            os.close(fd)
        self.pipe = Pipe(ours[0], theirs[1], os.read, os.write)
        self.watcher = threading.Thread(target=self.watch, daemon=True)
        self.watcher.start()

    def watch(self):
        poll = select.poll()
        poll.register(0, select.POLLRDHUP)
        poll.register(self.read_out, select.POLLIN)
        looked = 0.0
        while True:
            for fd, event in poll.poll(25):
                if fd == 0:
                    os._exit(1)  # the Java side is gone
                data = os.read(fd, 65536)
                if not data:
                    return
                if len(self.output) + len(data) > self.limits['output']:
                    self.end('output_limit', 'more than %d bytes of output' % self.limits['output'])
                self.output += data[:self.limits['output'] - len(self.output)]
            now = time.monotonic()
            if now - looked > 0.02:
                looked = now
                used = in_use()
                if used > self.limits['memory']:
                    self.end('memory', 'more than %d MiB of memory in use' % (self.limits['memory'] >> 20))

    def end(self, status, reason):
        self.breach = self.breach or [status, reason]
        kill_all()

    def finish(self):
        """Waits for the candidate's end and clears away what it left running; the wait status."""
        _, status = os.waitpid(self.pid, 0)
        kill_all()
        self.watcher.join()
        for fd in (self.read_out, self.pipe.read_fd, self.pipe.write_fd):
            os.close(fd)
        return status

    def lost(self, status):
        if self.breach:
            return self.breach
        if os.WIFSIGNALED(status):
            number = os.WTERMSIG(status)
            if number == signal.SIGXCPU:
                return ['timeout', 'more than %d s of processor time' % self.limits['cpu']]
            return ['runtime_error', 'the program was ended by signal %d' % number]
        return ['runtime_error', 'the program ended itself before its tests had run']


def feed(data):
    """Standard input: a pipe that gives its content once, or for more than a pipe holds a file without a name."""
    if len(data) <= 4096:
        source, end = os.pipe()
        write_all(end, data)
        os.close(end)
        return source
    source = os.open('/tmp', os.O_TMPFILE | os.O_RDWR, 0o600)
    write_all(source, data)
    os.lseek(source, 0, 0)
    return source


def write_all(fd, data):
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view):]


def kill_all():
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        pass


def in_use():
    """Bytes that all processes of the sandbox but this one hold, and what lies in /tmp."""
    total, mine = 0, str(os.getpid())
    for name in os.listdir('/proc'):
        if name.isdigit() and name != mine and name != '1':
            try:
                with open('/proc/%s/status' % name, 'rb') as f:
                    for line in f:
                        if line.startswith((b'RssAnon:', b'RssShmem:')):
                            total += int(line.split()[1]) << 10
            except (OSError, ValueError, IndexError):
                continue
    try:
        s = os.statvfs('/tmp')
        total += (s.f_blocks - s.f_bfree) * s.f_frsize
    except OSError:
        pass
    return total


JOB_LIMIT = 256 * 1024 * 1024
PAGE = os.sysconf('SC_PAGE_SIZE')


def confine(limits):
    with open('/proc/self/statm', 'rb') as f:
        base = int(f.read().split()[0]) * PAGE
    if not limits.get('reserves'):  # a JVM reserves far more than it uses; what it uses is watched
        resource.setrlimit(resource.RLIMIT_AS, (limits['memory'] + base,) * 2)
    for what, value in ((resource.RLIMIT_FSIZE, limits['file']), (resource.RLIMIT_CORE, 0),
                        (resource.RLIMIT_NPROC, limits['processes']), (resource.RLIMIT_NOFILE, limits['files'])):
        resource.setrlimit(what, (value, value))
    resource.setrlimit(resource.RLIMIT_CPU, (limits['cpu'], limits['cpu'] + 1))


def fresh_streams(source):
    sys.stdin = open(0, encoding='utf-8', errors='surrogateescape')
    sys.stdout = open(1, 'w', encoding='utf-8', errors='surrogateescape')
    sys.stderr = open(2, 'w', encoding='utf-8', errors='backslashreplace', buffering=1)
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr
    sys.argv = ['candidate.py']
    os.environ.clear()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if 'random' in source:
        import random
        random.seed(0)  # the same candidate judged twice gets the same verdict


def serve_candidate(source, name):
    def body(pipe):
        fresh_streams(source)
        Candidate(pipe, name).serve()
    return body


def whole_program(source):
    """The candidate as a program of its own: its exit status is the process's, as `python3 file` would have it."""
    def body(pipe):
        fresh_streams(source)
        code, wrong = 0, None
        candidate = Candidate(pipe, '__main__')
        try:
            wrong = candidate.load(source)
        finally:
            if wrong and candidate.ended is not None:
                code, wrong = candidate.ended, None
            if wrong:
                pipe.send({'wrong': wrong})
                code = 1
            try:
                threading._shutdown()
                import atexit
                atexit._run_exitfuncs()
                sys.stdout.flush()
            except BaseException:
                code = code or 1
            os._exit(code)
    return body


def stdio(job, m):
    while True:
        run = Run(m['limits'], base64.b64decode(job.recv(JOB_LIMIT)['input']), None, whole_program(m['source']))
        wrong = None
        try:
            wrong = blame(run.pipe.recv()['wrong'])
        except (EOFError, WireError, ValueError, KeyError, TypeError):
            pass
        status = run.finish()
        clear('/tmp')
        if run.breach or os.WIFSIGNALED(status):
            wrong = run.lost(status)
        elif not wrong and os.WEXITSTATUS(status):
            wrong = ['runtime_error', 'exit status %d' % os.WEXITSTATUS(status)]
        job.send({'wrong': wrong, 'output': base64.b64encode(bytes(run.output)).decode()})


def tested(job, m):
    """asserts, call, program: the candidate loads, then the tests are read and put to it one by one."""
    try:
        examine(job, m)
    except Exception as e:
        job.send({'done': True, 'wrong': ['runtime_error', 'the candidate answered what makes no sense (%s)' % type(e).__name__]})


def examine(job, m):
    name = '__main__' if m['kind'] == 'program' else 'candidate'
    run = Run(m['limits'], b'', None, serve_candidate(m['source'], name))
    examiner = Examiner(run.pipe, name if name == '__main__' else 'tests')
    try:
        loaded = examiner.ask(do='load', source=m['source'])
    except Lost:
        job.send({'wrong': run.lost(run.finish())})
        return
    if 'wrong' in loaded:
        job.send({'wrong': blame(loaded['wrong'])})
        return
    examiner.begin(loaded['names'])
    job.send({'loaded': True})
    tests = job.recv(JOB_LIMIT)
    try:
        wrong = put(examiner, m, tests, job)
    except Lost:
        wrong = run.lost(run.finish())
    except SystemExit:
        wrong = ['runtime_error', 'the program ended itself before its tests had run']
    job.send({'done': True, 'wrong': run.breach or examiner.breach or wrong})


def main(wall):
    job = Pipe(0, 1, os.read, os.write)
    raise_wall(wall)
    sys.path[:] = [p for p in sys.path if p]
    sys.argv[:] = ['candidate.py']
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.collect()
    gc.freeze()
    job.send({'ready': True})
    m = job.recv(JOB_LIMIT)
    {'stdio': stdio, 'java': java, 'compiler': compiler}.get(m['kind'], tested)(job, m)


if __name__ == '__main__':
    try:
        settings = json.loads(sys.argv[1])
        if 'zygote' in settings:
            zygote(settings['zygote'])
        main(settings)
    except EOFError:
        pass
    except BaseException as e:
        os.write(2, ('%s: %s\n' % (type(e).__name__, e)).encode())
        os._exit(1)
    os._exit(0)
