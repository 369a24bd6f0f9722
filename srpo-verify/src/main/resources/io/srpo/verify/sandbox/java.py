# Java candidates: the compiler waits behind a wall of its own and only translates; each program runs as a confined child of a warden of
# its own.
JAVA_FLAGS = ['-XX:TieredStopAtLevel=1', '-Xshare:auto', '-XX:-UsePerfData', '-XX:+DisableAttachMechanism',
              '-Dfile.encoding=UTF-8', '-Dstdout.encoding=UTF-8', '-Dstderr.encoding=UTF-8']
# A candidate's JVM lives for a moment, so its start is what it costs. G1 alone takes the module graph and other objects ready-made
# from the JDK's own archive of classes (20 ms less than with the serial collector), and the archive is used where it lies, unmoved.
QUICK_START = ['-XX:+IgnoreUnrecognizedVMOptions', '-XX:+UnlockDiagnosticVMOptions', '-XX:ArchiveRelocationMode=0', '-XX:+UseG1GC',
               '-XX:ParallelGCThreads=1', '-XX:ConcGCThreads=1', '-Xms16m']
COLLECTOR_THREADS = 8  # are the JVM's own, not the candidate's


def java(job, m):
    prepare(m)
    job.send({'loaded': True})
    while True:
        case = job.recv(JOB_LIMIT)
        command = [m['java'], '-Xmx%dm' % (m['heap'] >> 20), '-Xss4m', '-ea'] + QUICK_START + JAVA_FLAGS + ['-cp', case['path']] + case['main']
        wrong, output = java_step(m, command, base64.b64decode(case['input']))
        job.send({'wrong': wrong, 'output': base64.b64encode(output).decode()})


def compiler(job, m):
    """The compiler speaks with the verifier itself; this process watches its memory and ends with either."""
    prepare(m)
    pid = os.fork()
    if pid == 0:
        try:
            os.closerange(3, 256)
            confine(dict(m['limits'], cpu=1 << 30))  # the time of each source is watched from outside
            os.execve(m['java'], [m['java'], '-Xmx%dm' % (m['heap'] >> 20), '-XX:+UseSerialGC'] + JAVA_FLAGS + ['-cp', '/tmp/driver', m['main']], {'LC_ALL': 'C.UTF-8'})
        finally:
            os._exit(1)
    poll = select.poll()
    poll.register(0, select.POLLRDHUP)
    while not poll.poll(50):
        if os.waitpid(pid, os.WNOHANG)[0]:
            return
        if in_use() > m['limits']['memory']:
            kill_all()
            job.send({'memory': True})
            return


def java_step(m, command, data):
    def body(pipe):
        os.closerange(3, 256)
        os.execve(command[0], command, {'LC_ALL': 'C.UTF-8'})
    limits = m['limits']
    run = Run(dict(limits, processes=limits['processes'] + COLLECTOR_THREADS), data, None, body)
    status = run.finish()
    output = bytes(run.output)
    if run.breach or os.WIFSIGNALED(status):
        return run.lost(status), output
    code = os.WEXITSTATUS(status)
    if code and b'unable to create native thread' in output:
        return ['runtime_error', 'more than %d processes and threads' % limits['processes']], output
    if code == 3 or b'java.lang.OutOfMemoryError' in output:
        return ['memory', 'out of memory'] if code else None, output
    return ['runtime_error', 'exit status %d' % code] if code else None, output


def prepare(m):
    for path, text in m['files'].items():
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as f:
            f.write(base64.b64decode(text))
    os.makedirs('/tmp/out', exist_ok=True)


def clear(folder):
    """Removes all that lies in a folder, links not followed."""
    for entry in list(os.scandir(folder)):
        if entry.is_dir(follow_symlinks=False):
            os.chmod(entry.path, 0o700)
            clear(entry.path)
            os.rmdir(entry.path)
        else:
            os.unlink(entry.path)
