"""Every shipped file validates, and the broken ones of the form group do not. usage: schema.py FOLDER_OF_SCHEMAS"""
import glob
import json
import sys

import jsonschema
import yaml


class CoreLoader(yaml.CSafeLoader):
    """YAML 1.2 as Waymark reads it: dates, yes and no are text."""


CoreLoader.yaml_implicit_resolvers = {
    key: [(tag, pattern) for tag, pattern in resolvers if tag not in ("tag:yaml.org,2002:timestamp",)]
    for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    if key not in "yYnNoO"
}

# What no schema can say: names used twice, and what depends on other places of the file.
BEYOND = {"form_duplicate_ids", "form_else_misplaced", "form_wait_for_two", "form_braces_around_expressions"}

# The other sorts of file: what is right, and what has a fault of its form.
SORTS = {
    "schedule": (["**/Config/schedules/*.yaml", "Tests/Fixtures/schedules/good.yaml"], ["schedules/names", "schedules/types"]),
    "calendar": (["**/Config/calendars/*.yaml"], []),
    "simulation": (
        ["**/Config/simulation/*.yaml", "Tests/Fixtures/behaviours/good.yaml"],
        ["behaviours/keys", "behaviours/chance"],
    ),
    "scenario": (["Workflows/**/scenarios/*.yaml", "Tests/Fixtures/patterns/**/scenarios/*.yaml"], []),
    "register": (["**/Config/register/*.yaml"], []),
}


def validator(sort):
    schema = json.load(open(f"{sys.argv[1]}/{sort}.json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def faults(validator, path):
    document = yaml.load(open(path), CoreLoader)
    return sorted(validator.iter_errors(document), key=lambda fault: list(map(str, fault.path)))


def complain(validator, paths):
    count = 0
    for path in paths:
        for fault in faults(validator, path)[:3]:
            count += 1
            print(f"  {path}: {'/'.join(map(str, fault.path))}: {fault.message[:160]}")
    return count


workflows = validator("workflow")
good = sorted(glob.glob("Workflows/*/workflow.yaml") + glob.glob("Workflows/examples/*/Workflows/*/workflow.yaml"))
wrong = complain(workflows, good)
refused = 0
for path in sorted(glob.glob("Tests/Fixtures/bad/form_*.yaml")):
    name = path.split("/")[-1][:-5]
    if faults(workflows, path):
        refused += 1
    elif name not in BEYOND:
        wrong += 1
        print(f"  {path} is broken, but the schema lets it pass")
print(f"schema: {len(good)} workflows validate, {refused} broken files do not")
for sort, (patterns, broken) in SORTS.items():
    judge = validator(sort)
    paths = sorted({path for pattern in patterns for path in glob.glob(pattern, recursive=True)})
    wrong += complain(judge, paths) + (0 if paths else 1)
    for name in broken:
        if not faults(judge, f"Tests/Fixtures/{name}.yaml"):
            wrong += 1
            print(f"  Tests/Fixtures/{name}.yaml is broken, but the schema lets it pass")
    print(f"schema: {len(paths)} files of the sort {sort} validate, {len(broken)} broken ones do not")
sys.exit(1 if wrong or not good or not refused else 0)
