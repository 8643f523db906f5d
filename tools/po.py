"""Reads and writes gettext catalogues (.po, .pot), as far as ours use the format."""
import dataclasses
import re

FIELD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d)\])?)\s+"(.*)"$')
ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


@dataclasses.dataclass
class Entry:
    """One message: what the sources say, in French, and what it is in the catalogue's language."""
    french: str
    context: str = ""
    plural: str = ""
    said: list = dataclasses.field(default_factory=list)  # one text, or one for each form
    places: set = dataclasses.field(default_factory=set)  # files that say it
    fuzzy: bool = False

    @property
    def key(self):
        return self.context, self.french

    @property
    def is_complete(self):
        return len(self.said) == (2 if self.plural else 1) and all(self.said)


def unescaped(text):
    return re.sub(r"\\(.)", lambda found: ESCAPES[found[1]], text)


def escaped(text):
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")


def read(text):
    """The messages of a catalogue without its head; what is out of use (#~) is left out."""
    entries = []
    for block in re.split(r"\n\s*\n", text):
        entry, field = Entry(french=""), None
        for line in block.splitlines():
            if line.startswith("#:"):
                entry.places.update(line[2:].split())
            elif line.startswith("#,"):
                entry.fuzzy = "fuzzy" in line
            elif found := FIELD.match(line):
                field, number, words = found[1], found[2], unescaped(found[3])
                if field == "msgctxt":
                    entry.context = words
                elif field == "msgid":
                    entry.french = words
                elif field == "msgid_plural":
                    entry.plural = words
                else:
                    entry.said += [""] * (int(number or 0) + 1 - len(entry.said))
                    entry.said[int(number or 0)] = words
            elif line.startswith('"') and field:
                words = unescaped(line[1:-1])
                if field == "msgctxt":
                    entry.context += words
                elif field == "msgid":
                    entry.french += words
                elif field == "msgid_plural":
                    entry.plural += words
                else:
                    entry.said[-1] += words
        if entry.french:
            entries.append(entry)
    return entries


def template(entries):
    """The text of a .pot: the same messages always give the same bytes."""
    head = ('msgid ""\nmsgstr ""\n"Project-Id-Version: ocpizza\\n"\n"Language: \\n"\n"MIME-Version: 1.0\\n"\n'
            '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
            '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n')
    blocks = [head]
    for entry in sorted(entries, key=lambda one: (min(one.places), one.context, one.french)):
        lines = [f"#: {place}" for place in sorted(entry.places)]
        if entry.context:
            lines.append(f'msgctxt "{escaped(entry.context)}"')
        lines.append(f'msgid "{escaped(entry.french)}"')
        if entry.plural:
            lines += [f'msgid_plural "{escaped(entry.plural)}"', 'msgstr[0] ""', 'msgstr[1] ""']
        else:
            lines.append('msgstr ""')
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)
