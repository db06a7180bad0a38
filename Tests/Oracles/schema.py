"""Every shipped workflow validates, and the broken ones of the form group do not. usage: schema.py SCHEMA"""
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

schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)


def faults(path):
    document = yaml.load(open(path), CoreLoader)
    return sorted(validator.iter_errors(document), key=lambda fault: list(map(str, fault.path)))


wrong = 0
good = sorted(glob.glob("Workflows/*/workflow.yaml") + glob.glob("Workflows/examples/*/Workflows/*/workflow.yaml"))
for path in good:
    for fault in faults(path)[:3]:
        wrong += 1
        print(f"  {path}: {'/'.join(map(str, fault.path))}: {fault.message[:160]}")
refused = 0
for path in sorted(glob.glob("Tests/Fixtures/bad/form_*.yaml")):
    name = path.split("/")[-1][:-5]
    if faults(path):
        refused += 1
    elif name not in BEYOND:
        wrong += 1
        print(f"  {path} is broken, but the schema lets it pass")
print(f"schema: {len(good)} workflows validate, {refused} broken files do not")
sys.exit(1 if wrong or not good or not refused else 0)
