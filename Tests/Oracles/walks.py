"""Lets SpiffWorkflow run FOLDER/*.bpmn along the walks of FOLDER/*.json, with conditions judged by Google's cel-cpp.

Before every answer the same tasks must be open in both engines, and both must end with the same answer.
usage: walks.py FOLDER
"""
import glob
import json
import os
import re
import sys
import tempfile

from cel_expr_python import cel
from SpiffWorkflow.bpmn.parser import BpmnParser, BpmnValidator
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState


class Answers(PythonScriptEngine):
    """Judges conditions on the answers so far; computes nothing."""

    def __init__(self):
        super().__init__()
        self.steps = {}

    def evaluate(self, task, expression, external_context=None):
        environment = cel.NewEnv(variables={"steps": cel.Type.DYN})
        return environment.compile(expression).eval(data={"steps": self.steps}).plain_value()

    def execute(self, task, script, external_context=None):
        return True


def runnable(path):
    """The file as SpiffWorkflow runs it: it wants a script in every script task, where Waymark's plugins are at work."""
    text = open(path).read().replace('isExecutable="false"', 'isExecutable="true"')
    text = re.sub("</scriptTask>", "<script>pass</script></scriptTask>", text)
    copy = tempfile.NamedTemporaryFile("w", suffix=".bpmn", delete=False)
    with copy:
        copy.write(text)
    return copy.name


def follow(specification, subprocesses, walk):
    """What is wrong with a walk; None when both engines agree all the way."""
    answers = Answers()
    workflow = BpmnWorkflow(specification, subprocesses, script_engine=answers)
    workflow.do_engine_steps()

    def ready():
        return {task.task_spec.bpmn_id: task for task in workflow.get_tasks(state=TaskState.READY, manual=True)}

    for number, move in enumerate(walk["moves"]):
        tasks = ready()
        if sorted(tasks) != move["open"]:
            return f"before move {number + 1} there is {move['open']} open here, {sorted(tasks)} there"
        answers.steps[move["step"]] = {"outcome": move["outcome"], "text": move["text"]}
        tasks[move["step"]].run()
        workflow.do_engine_steps()
    if sorted(ready()) != walk["left"] or workflow.is_completed() != walk["hasEnded"]:
        return f"the case has ended here, there {sorted(ready())} is open and completed is {workflow.is_completed()}"
    return None


wrong = moves = walked = 0
files = sorted(glob.glob(f"{sys.argv[1]}/*.bpmn"))
for path in files:
    name = os.path.basename(path)[:-5]
    copy = runnable(path)
    try:
        parser = BpmnParser(validator=BpmnValidator())
        parser.add_bpmn_file(copy)
        specification, subprocesses = parser.get_spec("Process"), parser.get_subprocess_specs("Process")
    finally:
        os.unlink(copy)
    for number, walk in enumerate(json.load(open(f"{sys.argv[1]}/{name}.json"))):
        walked += 1
        moves += len(walk["moves"])
        fault = follow(specification, subprocesses, walk)
        if fault:
            wrong += 1
            if wrong <= 20:
                print(f"  {name}, walk {number}: {fault}")
print(f"bpmn: {walked} walks of {moves} answers through {len(files)} processes beside SpiffWorkflow, {wrong} differ")
sys.exit(1 if wrong or not walked else 0)
