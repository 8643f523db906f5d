"""Whether compose.yaml is what the Compose specification says (compose-spec.schema.json, of the specification's own
repository, Apache 2.0), and a planted fault is not. The last line is: N passed, N failed."""
import copy
import json
import pathlib
import sys

import jsonschema
import yaml

here = pathlib.Path(__file__).resolve().parent
judge = jsonschema.Draft7Validator(json.loads((here / "compose-spec.schema.json").read_text()))
compose = yaml.safe_load((here.parent.parent / "compose.yaml").read_text())
failed = 0


def tell(name, faults):
    global failed
    print(f"{'FAILED ' if faults else 'ok     '} {name}")
    for fault in faults:
        print(f"        {fault}")
    failed += bool(faults)


tell("compose.yaml follows the specification", [e.message for e in judge.iter_errors(compose)])
wrong = copy.deepcopy(compose)
wrong["services"]["application"]["portz"] = ["80:80"]
tell("an unknown word is found", [] if any(judge.iter_errors(wrong)) else ["portz: passed"])
named = {volume.split(":")[0] for service in compose["services"].values() for volume in service.get("volumes", [])
         if not volume.startswith(".")}
tell("every volume is declared, and used", sorted(named ^ set(compose["volumes"])))
files = [f"COPY {word}" for line in (here.parent.parent / "Dockerfile").read_text().splitlines()
         if line.startswith("COPY ") and "--from" not in line for word in line.split()[1:-1]
         if not (here.parent.parent / word).exists()]
tell("every file the Dockerfile copies is there", files)
print(f"{4 - failed} passed, {failed} failed")
sys.exit(1 if failed else 0)
