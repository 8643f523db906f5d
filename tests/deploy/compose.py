"""Whether compose.yaml is what the Compose specification says (compose-spec.schema.json, of the specification's own
repository, Apache 2.0), and a planted fault is not; what its services must agree on; and what its scripts do, hour by
hour. The last line is: N passed, N failed."""
import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import jsonschema
import yaml

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent
judge = jsonschema.Draft7Validator(json.loads((here / "compose-spec.schema.json").read_text()))
compose = yaml.safe_load((root / "compose.yaml").read_text())
services = compose["services"]
told, failed = 0, 0


def tell(name, faults):
    global told, failed
    print(f"{'FAILED ' if faults else 'ok     '} {name}")
    for fault in faults:
        print(f"        {fault}")
    told += 1
    failed += bool(faults)


tell("compose.yaml follows the specification", [e.message for e in judge.iter_errors(compose)])
wrong = copy.deepcopy(compose)
wrong["services"]["application"]["portz"] = ["80:80"]
tell("an unknown word is found", [] if any(judge.iter_errors(wrong)) else ["portz: passed"])
named = {volume.split(":")[0] for service in services.values() for volume in service.get("volumes", [])
         if not volume.startswith(".")}
tell("every volume is declared, and used", sorted(named ^ set(compose["volumes"])))
dockerfile = (root / "Dockerfile").read_text()
files = [f"COPY {word}" for line in dockerfile.splitlines()
         if line.startswith("COPY ") and "--from" not in line for word in line.split()[1:-1]
         if not (root / word).exists()]
tell("every file the Dockerfile copies is there", files)

ours = {name: service for name, service in services.items() if service["image"].startswith("ocpizza:")}
backups = "/var/backups/ocpizza"
tell("backups go into their volume, from every service of ours",
     [name for name, service in ours.items() if f"backups:{backups}" not in service["volumes"]
      or service.get("environment", {}).get("BACKUP_DIR") != backups])
tell("and from the image alone", [] if f"\nENV BACKUP_DIR={backups}\n" in dockerfile else ["no ENV BACKUP_DIR"])
tell("no log grows without end", [name for name, service in services.items()
                                  if not {"max-size", "max-file"} <= set(service.get("logging", {}).get("options", {}))])
scripts = {line.split()[2].rsplit("/", 1)[1] for line in dockerfile.splitlines() if line.startswith("COPY deploy/docker/")}
tell("what the services call is in their images",
     [f"{name}: {service['command'][0]}" for name, service in services.items()
      if service["image"].startswith("ocpizza") and "command" in service and service["command"][0] not in scripts])

application, proxy = services["application"], services["proxy"]
tell("each service has a network of its own, that outlives the others",
     [name for name, service in services.items() if "network_mode" in service])
address = {name: services[name]["networks"]["site"]["ipv4_address"] for name in ("application", "proxy")} \
    if "networks" in application and "networks" in proxy else {}
tell("nginx finds the application", [] if address and proxy["environment"].get("UPSTREAM") == "{}:{}".format(
    address["application"], application["environment"]["LISTEN"].rsplit(":", 1)[1]) else [str(proxy["environment"])])
tell("which believes nginx alone", [] if address and application["environment"].get("TRUSTED_PROXIES") == address["proxy"]
     else [str(application["environment"])])
tell("and can be reached through nginx alone",
     [name for name, service in services.items() if name != "proxy"
      and ("ports" in service or name != "application" and "networks" in service)])


def differs(called, expected):
    return [] if called == expected else ["called:", *called, "and not:", *expected]


def with_stubs(script, stubs, **environment):
    """What `script` calls, a line a call, with these programs in the place of the real ones."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in stubs.items():
            stub = pathlib.Path(folder, name)
            stub.write_text(f"#!/bin/sh\n{text}\n")
            stub.chmod(0o755)
        calls = pathlib.Path(folder, "calls")
        calls.touch()
        for name, text in environment.items():
            pathlib.Path(folder, name).write_text(text)
        subprocess.run(["sh", str(root / "deploy/docker" / script)], timeout=60, capture_output=True, check=False,
                       env={"PATH": f"{folder}:/usr/bin:/bin", "HERE": folder, "BACKUP_DIR": folder})
        return calls.read_text().splitlines()


# A stub of `sleep` moves the clock on to its next hour, and ends the loop at the last.
clock_stubs = {
    "date": 'head -n 1 "$HERE/hours"',
    "sleep": '[ "$1" = 600 ] && sed -i 1d "$HERE/hours" && [ -s "$HERE/hours" ] || kill "$PPID"',
    "ocpizza": 'now=$(head -n 1 "$HERE/hours"); [ "$1" = update ] || echo "$now $*" >>"$HERE/calls"\n'
               '[ "$1" != backup ] || [ "$now" = "20261127 01" ] || mkdir "$BACKUP_DIR/ocpizza-${now% *}T000000Z"'}
hours = ["20261127 00", "20261127 01", "20261127 02", "20261127 03", "20261127 08", "20261127 23", "20261128 00", "20261128 09"]
expected = ["20261127 01 backup --quiet", "20261127 02 backup --quiet", "20261127 08 check --data",
            "20261128 09 backup --quiet", "20261128 09 check --data"]
called = with_stubs("clock.sh", clock_stubs, hours="\n".join(hours) + "\n")
tell("a backup a day, again when it failed, and later when its hour was missed; a look at the data",
     differs(called, expected))
clock_stubs["ocpizza"] = 'echo "$*" >>"$HERE/calls"'
called = with_stubs("clock.sh", clock_stubs, hours="20261127 00\n20261127 00\n20261127 00\n")
tell("and Monday's work beside", differs(called, ["update --if-due --quiet"]))

tasks_stub = {"ocpizza": 'echo "$*" >>"$HERE/calls"\n[ "$*" != "migrate --status" ] || { cat "$HERE/schema"; exit 1; }'}
for schema, calls in {"applied  0001_a\nmissing  0002_b\n": ["migrate --status", "backup", "migrate"],
                      "missing  0001_a\nmissing  0002_b\n": ["migrate --status", "migrate"],
                      "applied  0001_a\napplied  0002_b\n": ["migrate --status", "migrate"]}.items():
    called = with_stubs("tasks.sh", tasks_stub, schema=schema)
    tell(f"of a schema {re.findall('^[a-z]+', schema, re.M)} {'a backup is made first' if len(calls) == 3 else 'none'}",
         differs(called, calls))
print(f"{told - failed} passed, {failed} failed")
sys.exit(1 if failed else 0)
