# Putting the tests of each kind to a candidate; runs on the trusted side.
import re


def put(examiner, m, tests, job):
    """Reports each test through `job`; returns None, or what ended the run as [status, reason]."""
    mentioned = set(re.findall(r'\w+', m['source']))
    return KINDS[m['kind']](examiner, tests, mentioned, lambda ok, reason: job.send({'ok': ok, 'reason': reason}))


def blame(wrong):
    """What a candidate says of its own failure; nothing that it says can be a success."""
    status, reason = wrong
    return [status if status in ('compile_error', 'memory') else 'runtime_error', str(reason)[:500]]


def shorten(text):
    text = ' '.join(text.split())
    return text if len(text) <= 160 else text[:157] + '...'


def attempt(examiner, what, label):
    """Runs one test; (whether it holds, why not)."""
    try:
        try:
            what()
        finally:
            sys.stdout = examiner.stdout
        if examiner.lost:
            raise Lost()
        return True, ''
    except Lost:
        raise
    except AssertionError as e:
        return False, label + ' failed' + (': ' + str(e)[:200] if e.args else '')
    except BaseException as e:
        text = getattr(e, 'candidate_text', None) or '%s: %s' % (type(e).__name__, e)
        return False, '%s raised %s' % (label, text[:200])


def run_asserts(examiner, tests, mentioned, report):
    try:
        examiner.mirror(tests['setup'], mentioned)
        ready, why = attempt(examiner, lambda: examiner.setup(tests['setup']), 'the setup')
    except SyntaxError as e:
        ready, why = False, 'the setup does not parse: %s' % e
    for source in tests['asserts']:
        if not ready:
            report(False, why)
        else:
            report(*attempt(examiner, lambda: examiner.run(source, 'test.py'), shorten(source)))


def run_calls(examiner, tests, mentioned, report):
    entry = None
    examiner.plain = True
    ready, why = True, ''
    try:
        entry = examiner.decode(examiner.ask(do='eval', source=tests['entry'])['ok'])
    except Exception as e:
        ready, why = False, '%s is not defined: %s' % (tests['entry'], getattr(e, 'candidate_text', e))
    for case in tests['cases']:
        label = shorten('%s(%s)' % (tests['entry'], ', '.join(map(repr, case['args']))))
        if not ready:
            report(False, why)
            continue
        found = []
        ok, reason = attempt(examiner, lambda: found.append(entry(*case['args'])), label)
        if ok:
            try:
                ok = loosely_equal(found[0], case['expected'])
                reason = '' if ok else '%s gave %s' % (label, shorten(repr(found[0])))
            except Lost:
                raise
            except BaseException as e:
                ok, reason = False, '%s gave what cannot be compared: %s' % (label, type(e).__name__)
        report(ok, reason)


def run_program(examiner, tests, mentioned, report):
    examiner.mirror(tests['source'], mentioned)
    other = []

    def whole():
        try:
            examiner.run(tests['source'], 'program.py')
        except AssertionError:
            raise
        except CandidateExit:
            other.append('the program ended itself before its tests had run')
            raise
        except SystemExit as e:
            if e.code:
                raise
        except Exception as e:
            if getattr(e, 'candidate_text', None):
                other.append(e.candidate_text)
            raise
    ok, reason = attempt(examiner, whole, 'the program')
    report(ok, reason)
    return ['runtime_error', other[0]] if other else None


KINDS = {'asserts': run_asserts, 'call': run_calls, 'program': run_program}
