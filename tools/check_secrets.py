#!/usr/bin/env python3
"""Refuses what looks like a real key of Stripe in any file of the repository: it must never come in, not even for a test.

check_secrets.py [--self-test]

Tests use words (sk_test_of_nobody) or the digits in order (whsec_0123456789abcdef), which no key is made of.
"""
import pathlib
import re
import subprocess
import sys

import planted

ROOT = pathlib.Path(__file__).resolve().parent.parent
KEY = re.compile(rb"(?<![A-Za-z0-9])((?:[sr]k_(?:live|test)|whsec)_)([A-Za-z0-9+/=_-]+)")
SHORTEST = 16  # real ones are longer
IN_ORDER = b"0123456789abcdef" * 8


def looks_real(tail):
    return len(tail) >= SHORTEST and b"_" not in tail and tail not in IN_ORDER


def files_of(root):
    if not (root / ".git").exists():
        return sorted(file for file in root.rglob("*") if file.is_file())
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=root,
                            capture_output=True, check=True).stdout
    return [root / name for name in listed.decode().split("\0") if name and (root / name).is_file()]


def faults_of(root):
    """The file and what is wrong with it; never the key itself."""
    for file in files_of(root):
        for number, line in enumerate(file.read_bytes().splitlines(), 1):
            for prefix, tail in KEY.findall(line):
                if looks_real(tail):
                    yield file.relative_to(root), f"line {number}: {prefix.decode()}... looks like a real key"


def self_test():
    # Put together here, so that this file holds none.
    tail = "4eC39HqLyjWD" + "arjtT1zdp7dc"
    bad = {
        "env": ("STRIPE_SECRET_KEY=" + "sk_live_" + tail, "line 1: sk_live_"),
        "test.cpp": ("first\nkey = \"" + "sk_test_" + tail + "\"", "line 2: sk_test_"),
        "deep/er/notes.md": ("see `" + "rk_live_" + tail * 4 + "`", "rk_live_"),
        "hook.json": ('{"secret":"' + "whsec_" + tail.lower() + '"}', "whsec_"),
        "hexadecimal": ("whsec_" + "5f4dcc3b5aa765d61d8327deb882cf99", "whsec_"),
        "behind.bin": ("\x01\x02" + "sk_test_" + tail, "sk_test_"),
    }
    good = {
        "words.cpp": "sk_test_of_the_peers whsec_of_nobody_at_all sk_test_a_key_that_nobody_has_0123456789",
        "order.cpp": "sk_live_0123456789abcdef whsec_0123456789abcdef0123",
        "form.md": "sk_live_... rk_test_... whsec_...",
        "other.cpp": "task_test_" + tail + " desk_live_" + tail,
    }
    return planted.run(faults_of, bad, good)


def main():
    if "--self-test" in sys.argv:
        return self_test()
    faults = list(faults_of(ROOT))
    for file, reason in faults:
        print(f"{file}: {reason}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
