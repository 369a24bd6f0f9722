# The two sides in GraalPy: one context each, joined by host functions that carry text.


class HostPipe:
    def __init__(self, send, recv):
        self.host_send, self.host_recv = send, recv

    def send(self, message, limit=FRAME_LIMIT):
        text = json.dumps(message)
        if len(text) > limit:
            raise WireError('a value of %d characters is too large to be handed over' % len(text))
        self.host_send(text)

    def recv(self, limit=FRAME_LIMIT):
        text = self.host_recv()
        if text is None:
            raise EOFError
        return json.loads(str(text))


def serve(send, recv, name, source):
    if 'random' in source:
        import random
        random.seed(0)
    Candidate(HostPipe(send, recv), name).serve()


def whole(source):
    """Runs a program of its own; [status, reason] when it went wrong, else its exit status."""
    candidate = Candidate(None, '__main__')
    wrong = candidate.load(source)
    try:
        import atexit
        atexit._run_exitfuncs()
        sys.stdout.flush()
    except BaseException as e:
        wrong = wrong or trouble(e)
    if wrong and candidate.ended is not None:
        return candidate.ended
    return json.dumps(wrong) if wrong else 0


def examine(send, recv, job_send, job_recv, kind, source):
    job, m = HostPipe(job_send, job_recv), {'kind': kind, 'source': source}
    name = '__main__' if kind == 'program' else 'candidate'
    examiner = Examiner(HostPipe(send, recv), name if name == '__main__' else 'tests')
    try:
        loaded = examiner.ask(do='load', source=source)
        if 'wrong' in loaded:
            job.send({'wrong': blame(loaded['wrong'])})
            return
        examiner.begin(loaded['names'])
        job.send({'loaded': True})
        wrong = put(examiner, m, job.recv(1 << 28), job)
    except (Lost, SystemExit):
        wrong = ['runtime_error', 'the program ended itself before its tests had run']
    except Exception as e:
        wrong = ['runtime_error', 'the candidate answered what makes no sense (%s)' % type(e).__name__]
    job.send({'done': True, 'wrong': examiner.breach or wrong})
