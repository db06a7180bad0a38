"""Validates BPMN files against the OMG's schemas. usage: bpmn.py FILE..."""
import os
import sys

import SpiffWorkflow.bpmn.parser as parser
import xmlschema

folder = os.path.join(os.path.dirname(parser.__file__), "schema")
schema = xmlschema.XMLSchema(os.path.join(folder, "BPMN20.xsd"))
wrong = 0
for path in sys.argv[1:]:
    faults = list(schema.iter_errors(path))
    for fault in faults[:5]:
        print(f"{os.path.basename(path)}: {fault.path}: {fault.reason}")
    wrong += len(faults)
print(f"{len(sys.argv) - 1} files, {wrong} faults")
sys.exit(1 if wrong else 0)
