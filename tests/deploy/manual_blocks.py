"""The commands of docs/exploitation.md, to be run as they stand: manual_blocks.py FOLDER writes each block into a file
of its own, named by its line. A block after `<!-- non essayé : why -->` is left out, and said on standard output. A
block that is neither sh nor left out is a fault."""
import pathlib
import re
import sys

manual = pathlib.Path(__file__).resolve().parent.parent.parent / "docs" / "exploitation.md"
folder = pathlib.Path(sys.argv[1])
lines = manual.read_text().splitlines()
number = 0
while number < len(lines):
    opening = re.match(r"```(\w*)$", lines[number])
    if not opening:
        number += 1
        continue
    end = lines.index("```", number + 1)
    left_out = re.match(r"<!-- non essayé : (.*) -->$", lines[number - 1])
    if left_out:
        print(f"        line {number + 1} is not tried: {left_out[1]}")
    elif opening[1] != "sh":
        sys.exit(f"docs/exploitation.md:{number + 1}: a block is ```sh, or says why it is not tried")
    else:
        (folder / f"{number + 1:04}.sh").write_text("\n".join(lines[number + 1:end]) + "\n")
    number = end + 1
