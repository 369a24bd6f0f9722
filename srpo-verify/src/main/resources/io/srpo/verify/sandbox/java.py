# Java candidates: the compiler and the program both run as confined children of the warden.


def java(job, m):
    wrong, output = java_step(m, [m['javac'], '-J-Xmx%dm' % (m['heap'] >> 20), '-J-XX:+UseSerialGC', '-J-XX:TieredStopAtLevel=1', '-J-XX:-UsePerfData',
                                  '-proc:none', '-nowarn', '-encoding', 'UTF-8', '-d', '/tmp/out', '/tmp/src/Candidate.java'], b'', prepare)
    if wrong:
        if wrong[0] == 'runtime_error':
            wrong = ['compile_error', first_error(output)]
        job.send({'wrong': wrong})
        return
    clear('/tmp/src')
    job.send({'loaded': True})
    while True:
        case = job.recv(JOB_LIMIT)
        command = [m['java'], '-Xmx%dm' % (m['heap'] >> 20), '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto', '-XX:-UsePerfData',
                   '-XX:+DisableAttachMechanism', '-Xss4m', '--limit-modules', 'java.se', '-ea', '-Dfile.encoding=UTF-8', '-Dstdout.encoding=UTF-8',
                   '-Dstderr.encoding=UTF-8', '-cp', case['path']] + case['main']
        wrong, output = java_step(m, command, base64.b64decode(case['input']), None)
        job.send({'wrong': wrong, 'output': base64.b64encode(output).decode()})


def java_step(m, command, data, before):
    def body(pipe):
        if before:
            before(m)
        os.closerange(3, 256)
        os.execve(command[0], command, {'LC_ALL': 'C.UTF-8'})
    run = Run(m['limits'], data, None, body)
    status = run.finish()
    output = bytes(run.output)
    if run.breach or os.WIFSIGNALED(status):
        return run.lost(status), output
    code = os.WEXITSTATUS(status)
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


def first_error(output):
    for line in output.decode('utf-8', 'replace').splitlines():
        if ': error: ' in line:
            place, _, text = line.partition(': error: ')
            return 'line %s: %s' % (place.rpartition(':')[2], text)
    return 'the compiler failed'
