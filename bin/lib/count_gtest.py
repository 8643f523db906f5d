#!/usr/bin/env python3
"""Prints "passed failed skipped" of a GoogleTest result in JSON; fails when there is none."""
import json
import pathlib
import sys

report = json.loads(pathlib.Path(sys.argv[1]).read_text())
cases = [case for suite in report["testsuites"] for case in suite["testsuite"] if case["status"] == "RUN"]
failed = sum(1 for case in cases if case.get("failures"))
skipped = sum(1 for case in cases if case["result"] == "SKIPPED" and not case.get("failures"))
print(len(cases) - failed - skipped, failed, skipped)
