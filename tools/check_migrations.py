#!/usr/bin/env python3
"""Fail when migrations are misnumbered, or when one that has landed was changed: databases already ran it.

check_migrations.py [--self-test]

Landed is what stands in origin/main (when this is another commit) and what stood here a day before the newest commit.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = "db/migrations"
DAY = 24 * 60 * 60


def git(root, *arguments):
    """What git prints, or None when it refuses."""
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True)
    return done.stdout if done.returncode == 0 else None


def landed_commits(root):
    newest = git(root, "log", "-1", "--format=%H %ct")
    if newest is None:
        return []
    head, seconds = newest.decode().split()
    main = (git(root, "rev-parse", "--verify", "--quiet", "origin/main") or b"").decode().strip()
    before = (git(root, "rev-list", "-1", f"--before={int(seconds) - DAY}", "HEAD") or b"").decode().strip()
    return [commit for commit in (main, before) if commit and commit != head]


def naming_faults(root):
    files = sorted(path.name for path in (root / FOLDER).glob("*"))
    expected = 1
    for name in files:
        found = re.fullmatch(r"(\d{4})_[a-z0-9_]+\.sql", name)
        if not found:
            yield name, "the name is not NNNN_subject.sql"
        elif int(found[1]) != expected:
            yield name, f"number {expected:04} was expected: no gap, no number twice"
            expected = int(found[1]) + 1
        else:
            expected += 1


def history_faults(root):
    for commit in landed_commits(root):
        names = (git(root, "ls-tree", "-r", "--name-only", commit, FOLDER) or b"").decode().split("\n")
        for name in filter(None, names):
            file = root / name
            if not file.exists():
                yield pathlib.Path(name).name, "it has landed, so it may not go away"
            elif file.read_bytes() != git(root, "show", f"{commit}:{name}"):
                yield file.name, "it has landed, so it may not change: write a new migration"


def faults_of(root):
    return [*naming_faults(root), *dict.fromkeys(history_faults(root))]


def self_test():
    def commit(text, date):
        git(root, "add", "-A")
        git(root, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "-m", text, "--date", date)

    import os
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / FOLDER).mkdir(parents=True)

        def expect(*faults):
            found = faults_of(root)
            if [name for name, _ in found] != [name for name, _ in faults] or any(
                    part not in reason for (_, part), (_, reason) in zip(faults, found)):
                wrong.append(f"expected {faults}, got {found}")

        git(root, "init", "-q", "-b", "work")
        (root / FOLDER / "0001_first.sql").write_text("one")
        (root / FOLDER / "0002_second.sql").write_text("two")
        os.environ["GIT_COMMITTER_DATE"] = "2026-01-01T00:00:00Z"
        commit("old", "2026-01-01T00:00:00Z")
        os.environ["GIT_COMMITTER_DATE"] = "2026-01-03T00:00:00Z"
        (root / FOLDER / "0003_third.sql").write_text("three")
        commit("new", "2026-01-03T00:00:00Z")
        expect()
        (root / FOLDER / "0003_third.sql").write_text("three, not landed yet")
        expect()
        (root / FOLDER / "0001_first.sql").write_text("changed")
        expect(("0001_first.sql", "may not change"))
        (root / FOLDER / "0001_first.sql").write_text("one")
        (root / FOLDER / "0002_second.sql").rename(root / FOLDER / "0004_second.sql")
        expect(("0003_third.sql", "0002 was expected"), ("0002_second.sql", "may not go away"))
        (root / FOLDER / "0004_second.sql").rename(root / FOLDER / "0002_second.sql")
        (root / FOLDER / "0003_again.sql").write_text("")
        expect(("0003_third.sql", "0004 was expected"))
        (root / FOLDER / "0003_again.sql").rename(root / FOLDER / "5_five.sql")
        expect(("5_five.sql", "NNNN_subject.sql"))
    for line in wrong:
        print("self-test:", line, file=sys.stderr)
    return 1 if wrong else 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    faults = faults_of(ROOT)
    for name, reason in faults:
        print(f"{FOLDER}/{name}\n    no: {reason}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
