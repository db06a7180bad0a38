"""Compares the verdicts in FOLDER/verdicts.txt with pm4py's on FOLDER/*.pnml. usage: soundness.py FOLDER

pm4py's verdict is that of its whole Woflan. Woflan takes a short cut past the states of a net: a net that S-components
do not cover and that has no mishandled pair is called unsound, and S-components are looked for by integer programming
that pm4py's own source calls "not always correct". So where the verdicts differ, pm4py is asked again, by definition:
the short-circuited net is sound when its reachability graph is finite, is strongly connected, and has every transition
(van der Aalst 1997). Only a net on which that differs too is a difference; the others are counted and shown.
"""
import contextlib
import io
import multiprocessing
import os
import signal
import sys
import warnings

warnings.simplefilter("ignore")
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    import pm4py
    from pm4py.algo.analysis.woflan import algorithm as woflan
    from pm4py.algo.analysis.woflan.graphs.reachability_graph import reachability_graph
    from pm4py.util import nx_utils

SECONDS_MAX = 20
# Of the nets, how many must be judged, and how many at least must be sound and unsound, for the run to say something.
JUDGED_MIN = 0.98
SHARE_MIN = 0.3


class TooLong(Exception):
    """A net took longer than SECONDS_MAX to judge."""


def ring(*_):
    raise TooLong


def whole_woflan(net, initial, final):
    """The whole of Woflan, which pm4py.check_soundness leaves at the first sign of trouble; and what it says."""
    verdict, found = woflan.apply(net, initial, final, parameters={
        woflan.Parameters.RETURN_ASAP_WHEN_NOT_SOUND: False,
        woflan.Parameters.PRINT_DIAGNOSTICS: False,
        woflan.Parameters.RETURN_DIAGNOSTICS: True,
    })
    return bool(verdict), " / ".join(message[:60] for message in found[woflan.Outputs.DIAGNOSTIC_MESSAGES])


def by_states(net, initial):
    """Soundness by definition, on pm4py's own reachability graph of the short-circuited net."""
    circuit, _ = woflan.short_circuit_petri_net(net)
    if circuit is None:
        return False
    graph = reachability_graph.apply(circuit, initial, net)
    fired = {data["transition"].name for _, _, data in graph.edges(data=True)}
    return fired == {transition.name for transition in circuit.transitions} and nx_utils.is_strongly_connected(graph)


def judge(line):
    """The seed, our verdict, pm4py's, the one by states where they differ, and Woflan's words."""
    seed, ours = line.split()[0], line.split()[1] == "true"
    signal.signal(signal.SIGALRM, ring)
    signal.alarm(SECONDS_MAX)
    theirs = states = None
    words = ""
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            net, initial, final = pm4py.read_pnml(f"{sys.argv[1]}/{seed}.pnml")
            # Woflan looks for dead transitions only among those that have a label.
            for transition in net.transitions:
                transition.label = transition.name
            theirs, words = whole_woflan(net, initial, final)
            if theirs != ours:
                states = by_states(net, initial)
    except TooLong:
        pass
    finally:
        signal.alarm(0)
    return int(seed), ours, theirs, states, words


def main():
    lines = open(f"{sys.argv[1]}/verdicts.txt").read().splitlines()
    jobs = int(os.environ.get("ORACLE_JOBS", os.cpu_count() or 1))
    with multiprocessing.Pool(jobs) as pool:
        results = sorted(pool.imap_unordered(judge, lines, chunksize=8))
    judged = [r for r in results if r[2] is not None and (r[1] == r[2] or r[3] is not None)]
    same = [r for r in judged if r[1] == r[2]]
    erring = [r for r in judged if r[1] != r[2] and r[1] == r[3]]
    differing = [r for r in judged if r[1] != r[2] and r[1] != r[3]]
    sound = sum(r[1] for r in judged)
    print(f"soundness: {len(judged)} of {len(results)} nets judged by pm4py, {sound} sound here and "
          f"{len(judged) - sound} not; the same verdict on {len(same)}")
    if erring:
        print(f"  on {len(erring)} Woflan errs, as pm4py's own reachability graph shows; the first: "
              f"seed {erring[0][0]}, which is {'sound' if erring[0][1] else 'unsound'}: {erring[0][4]}")
    if len(judged) < len(results):
        print(f"  {len(results) - len(judged)} took pm4py longer than {SECONDS_MAX} s")
    for seed, ours, theirs, states, words in differing[:20]:
        print(f"  seed {seed} is judged otherwise: sound here {ours}, Woflan {theirs}, by states {states}: {words}")
    tells = len(judged) >= JUDGED_MIN * len(results) and SHARE_MIN <= sound / max(1, len(judged)) <= 1 - SHARE_MIN
    if not tells:
        print("  too few nets were judged, or too few are sound or unsound, for this to say much")
    return 1 if differing or not tells else 0


if __name__ == "__main__":
    sys.exit(main())
