"""The self-test of a checker: each planted fault must be named, with its reason, and nothing else."""
import pathlib
import sys
import tempfile


def run(find_faults, planted, harmless):
    """`find_faults(root)` yields (file, reason); `planted` maps a file to (text, part of the reason expected)."""
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in {**harmless, **{name: text for name, (text, _) in planted.items()}}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text + "\n")
        found = {}
        for name, reason in find_faults(root):
            found.setdefault(str(name), []).append(reason)
    for name, (_, expected) in planted.items():
        if not any(expected in reason for reason in found.get(name, [])):
            wrong.append(f"{name}: expected «{expected}», got {found.get(name, 'nothing')}")
    wrong += [f"{name}: not planted, but {found[name]}" for name in found if name not in planted]
    for line in wrong:
        print("self-test:", line, file=sys.stderr)
    return 1 if wrong else 0
