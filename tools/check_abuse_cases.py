#!/usr/bin/env python3
"""Fail when docs/abuse-cases.md names a test that is not in the file beside it, or an attack that no test shows.

check_abuse_cases.py [--self-test]
"""
import pathlib
import re
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = "docs/abuse-cases.md"
WORD = re.compile(r"`([^`]+)`")


def tests_in(file):
    macros = re.findall(r"^(?:TEST|TEST_P|TEST_F|RC_GTEST_PROP)\(\s*(\w+),\s*(\w+)", file.read_text(), re.M)
    return {f"{suite}.{case}" for suite, case in macros}


def faults_of(root):
    """What is wrong, a sentence each."""
    rows = [line for line in (root / TABLE).read_text().splitlines() if line.startswith("|")][2:]
    if not rows:
        yield "the table is empty"
    for row in rows:
        attack, _, shown = (cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:4])
        there, named = None, 0
        for word in WORD.findall(shown):
            if "/" in word:
                file = root / "tests" / f"{word}.cpp"
                there = tests_in(file) if file.exists() else set()
                if not file.exists():
                    yield f"{attack}: there is no tests/{word}.cpp"
                continue
            named += 1
            if there is None:
                yield f"{attack}: {word} stands behind no file"
            elif there and word not in there:
                yield f"{attack}: {word} is not in its file"
        if named == 0:
            yield f"{attack}: no test shows it"


def self_test():
    good = "| attack | happens | shown by |\n|---|---|---|\n| a | b | `unit/x_test` `Suite.holds` |\n"
    planted = {
        "": "the table is empty",
        good: None,
        good.replace("holds", "fails"): "is not in its file",
        good.replace("x_test", "y_test"): "there is no",
        good.replace("`unit/x_test` ", ""): "behind no file",
        good.replace(" `Suite.holds`", ""): "no test shows it",
    }
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "tests/unit").mkdir(parents=True)
        (root / "docs").mkdir()
        (root / "tests/unit/x_test.cpp").write_text("TEST(Suite, holds)\n{\n}\n")
        for text, expected in planted.items():
            (root / TABLE).write_text(text)
            found = list(faults_of(root))
            right = expected in found[0] if expected and len(found) == 1 else not expected and not found
            if not right:
                sys.exit(f"self-test: {text!r} gave {found}, expected {expected}")


if __name__ == "__main__":
    if "--self-test" in sys.argv:
        self_test()
        sys.exit(0)
    wrong = list(faults_of(ROOT))
    print("\n".join(f"{TABLE}: {fault}" for fault in wrong), end="\n" if wrong else "")
    sys.exit(1 if wrong else 0)
