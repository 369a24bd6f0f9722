# A warmed-up interpreter outside the walls that raises them: it forks, and the copy goes behind a wall and becomes its first process.
#
# It runs nothing but this program: no candidate, no test and no answer is ever in its memory, so there is nothing of one
# candidate that the next could inherit. Every sandbox still has its own namespaces, user, limits and seccomp filter. It listens on a
# socket in a folder that only its user may enter; each connection is one sandbox's standard input and output. It ends with the
# verifier, and what it raised ends with it.
NEW_NAMESPACES = 0x00020000 | 0x20000000 | 0x40000000 | 0x08000000 | 0x04000000 | 0x02000000  # mount, pid, net, ipc, uts, cgroup


def zygote(path):
    import shutil
    import socket
    # What short programs import; a copy finds it there.
    for name in 'typing heapq bisect copy string functools itertools operator enum re'.split():
        importlib.import_module(name)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(64)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    me = os.getpid()
    gc.collect()
    gc.freeze()
    Pipe(0, 1, os.read, os.write).send({'ready': True})
    poll = select.poll()
    poll.register(0, select.POLLIN)
    poll.register(listener, select.POLLIN)
    while True:
        for fd, event in poll.poll():
            if fd == 0:
                shutil.rmtree(os.path.dirname(path), ignore_errors=True)
                os._exit(0)
            connection, _ = listener.accept()
            if os.fork() == 0:
                raise_behind(connection.fileno(), me)
            connection.close()


def raise_behind(connection, parent):
    """In the copy: new namespaces, then their first process. This one stays outside and waits for its end."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        LIBC.prctl(1, 9, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)
        os.dup2(connection, 0)
        os.dup2(connection, 1)
        os.closerange(3, 4096)
        channel = Pipe(0, 1, os.read, os.write)
        wall = channel.recv()
        channel.send({'pid': os.getpid()})
        try:
            new_namespaces(wall['map'])
            first = os.fork()
        except BaseException as e:
            channel.send({'fault': '%s: %s' % (type(e).__name__, e)})
            os._exit(1)
        if first == 0:
            behind(wall, channel)
        os.close(0)
        os.close(1)
        os.waitpid(first, 0)
    finally:
        os._exit(0)


def new_namespaces(map_root):
    uid, gid = os.getuid(), os.getgid()
    _check('unshare', LIBC.unshare(NEW_NAMESPACES | (0x10000000 if map_root else 0)))
    if map_root:
        for name, text in (('setgroups', 'deny'), ('uid_map', '0 %d 1' % uid), ('gid_map', '0 %d 1' % gid)):
            with open('/proc/self/' + name, 'w') as f:
                f.write(text)
    _mount('none', '/', None, REC | 1 << 18)  # private: what is mounted here is seen nowhere else


def behind(wall, channel):
    try:
        LIBC.prctl(1, 9, 0, 0, 0)
        main(wall)
    except EOFError:
        pass
    except BaseException as e:
        try:
            channel.send({'fault': '%s: %s' % (type(e).__name__, e)})
        finally:
            os._exit(1)
    os._exit(0)
