"""Compares the verdicts in FOLDER/verdicts.txt with pm4py's on FOLDER/*.pnml. usage: soundness.py FOLDER"""
import contextlib
import io
import multiprocessing
import sys
import warnings

warnings.simplefilter("ignore")


def judge(line):
    seed, ours = line.split()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        import pm4py

        net, initial, final = pm4py.read_pnml(f"{sys.argv[1]}/{seed}.pnml")
        theirs = pm4py.check_soundness(net, initial, final)[0]
    return seed, ours == "true", bool(theirs)


if __name__ == "__main__":
    lines = open(f"{sys.argv[1]}/verdicts.txt").read().splitlines()
    with multiprocessing.Pool() as pool:
        results = pool.map(judge, lines, chunksize=20)
    differing = [seed for seed, ours, theirs in results if ours != theirs]
    sound = sum(ours for _, ours, _ in results)
    print(f"{len(results)} nets, {sound} sound: {len(results) - len(differing)} judged the same by pm4py")
    if differing:
        print("judged otherwise: seeds " + ", ".join(differing[:20]))
        sys.exit(1)
