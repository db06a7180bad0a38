"""Compares the verdicts in FOLDER/verdicts.txt with pm4py's on FOLDER/*.pnml. usage: soundness.py FOLDER"""
import contextlib
import io
import multiprocessing
import signal
import sys
import warnings

warnings.simplefilter("ignore")
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    import pm4py
    from pm4py.algo.analysis.woflan import algorithm as woflan

SECONDS_MAX = 30


class TooLong(Exception):
    """A net took longer than SECONDS_MAX to judge."""


def ring(*_):
    raise TooLong


def judge(line):
    seed, ours = line.split()
    signal.signal(signal.SIGALRM, ring)
    signal.alarm(SECONDS_MAX)
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            net, initial, final = pm4py.read_pnml(f"{sys.argv[1]}/{seed}.pnml")
            # pm4py.check_soundness gives up on any net that S-components do not cover, sound or not, so the whole
            # of Woflan is asked: boundedness and liveness of every transition.
            whole = {
                woflan.Parameters.RETURN_ASAP_WHEN_NOT_SOUND: False,
                woflan.Parameters.PRINT_DIAGNOSTICS: False,
                woflan.Parameters.RETURN_DIAGNOSTICS: False,
            }
            return seed, ours == "true", bool(woflan.apply(net, initial, final, parameters=whole))
    except TooLong:
        return seed, ours == "true", None
    finally:
        signal.alarm(0)


if __name__ == "__main__":
    lines = open(f"{sys.argv[1]}/verdicts.txt").read().splitlines()
    with multiprocessing.Pool() as pool:
        results = list(pool.imap_unordered(judge, lines, chunksize=4))
    judged = [result for result in results if result[2] is not None]
    differing = sorted((int(seed) for seed, ours, theirs in judged if ours != theirs))
    sound = sum(ours for _, ours, _ in judged)
    print(
        f"{len(judged)} nets judged by pm4py, {sound} of them sound here: {len(judged) - len(differing)} the same; "
        f"{len(results) - len(judged)} took pm4py more than {SECONDS_MAX} s"
    )
    if differing:
        print("judged otherwise: seeds " + ", ".join(map(str, differing[:40])))
    sys.exit(1 if differing or len(judged) < len(results) * 0.8 else 0)
