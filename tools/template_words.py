"""The words of an HTML template: where they stand, and the same template with other words.

A message is what stands between two block elements, with the elements and {{VARIABLES}} inside it, so that whole
sentences are translated. What only surrounds words (a badge's <span>, a section) stays outside; parts beside each
other without words between them are messages of their own. Texts of attributes that people hear or read are messages
too.
"""
import re

# Screens of the staff and letters to operators, by the names that html::View knows: there in French only.
FRENCH_ONLY = re.compile(r"home/staff_|delivery/|supervision/|product/recipe\.html|order/(board|ticket|refusal|till)")

INLINE = {"a", "abbr", "b", "br", "em", "i", "s", "small", "span", "strong", "sub", "sup", "time"}
# What islands say (data-say-…) stands in the page, so that it has the page's language.
SPOKEN = re.compile(r"alt|aria-label|placeholder|title|data-say-[a-z]+")
TOKEN = re.compile(r"(?P<comment>\{\{!.*?\}\}|<!--.*?-->)|(?P<pragma>\{\{%.*?\}\}|<!DOCTYPE[^>]*>)"
                   r"|\{\{(?P<sign>[#/>]?)(?P<name>[A-Z][A-Z0-9_]*)\}\}"
                   r"|<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9-]*)(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
                   re.S)
ATTRIBUTE = re.compile(r"\s([a-z-]+)=\"([^\"]*)\"")
MARKUP = re.compile(r"\{\{[^}]*\}\}|<[^>]*>")
LETTER = re.compile(r"[^\W\d_]")


def is_french_only(name):
    return bool(FRENCH_ONLY.match(name))


class Token:
    def __init__(self, kind, start, end, name=""):
        self.kind, self.start, self.end, self.name = kind, start, end, name
        self.partner = None


def has_letters(text):
    return bool(LETTER.search(re.sub(r"&[a-z]+;|&#\d+;", "", MARKUP.sub("", text))))


def one_line(text):
    # Not \s: a no-break space is a letter of its own.
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def runs_of(text):
    """Lists of tokens that stand together on one line of thought; words of attributes as (start, end) pairs."""
    runs, run, attributes, at = [], [], [], 0

    def add_text(end):
        if end > at:
            run.append(Token("text", at, end))

    for found in TOKEN.finditer(text):
        add_text(found.start())
        at = found.end()
        tag = (found["tag"] or "").lower()
        if found["name"]:
            kind = {"#": "open", "/": "close", ">": "break", "": "value"}[found["sign"]]
            if kind == "break":
                runs.append(run)
                run = []
            else:
                run.append(Token(kind, *found.span(), "{" + found["name"]))
        elif tag in INLINE:
            kind = "value" if tag == "br" else "close" if found["close"] else "open"
            run.append(Token(kind, *found.span(), tag))
        else:
            runs.append(run)
            run = []
        if found["attributes"]:
            attributes += spoken(tag, found["attributes"], found.start("attributes"))
    add_text(len(text))
    return runs + [run], attributes


def spoken(tag, attributes, start):
    is_description = tag == "meta" and 'name="description"' in attributes
    for found in ATTRIBUTE.finditer(attributes):
        if (SPOKEN.fullmatch(found[1]) or (is_description and found[1] == "content")) and has_letters(found[2]):
            yield start + found.start(2), start + found.end(2)


def pair_up(run):
    """Gives every token that opens the one that closes it; those left alone split the run."""
    stack = []
    for token in run:
        if token.kind == "open":
            stack.append(token)
        elif token.kind == "close" and any(opened.name == token.name for opened in stack):
            while stack:
                opened = stack.pop()
                if opened.name == token.name:
                    opened.partner, token.partner = token, opened
                    break
    pieces, piece = [], []
    for token in run:
        if token.kind in ("open", "close") and token.partner is None:
            pieces.append(piece)
            piece = []
        else:
            piece.append(token)
    return pieces + [piece]


def children_of(run):
    """The run's own parts: single tokens, or lists from an opening token to its closing one."""
    parts, i = [], 0
    while i < len(run):
        if run[i].kind == "open":
            end = run.index(run[i].partner)
            parts.append(run[i:end + 1])
            i = end + 1
        else:
            parts.append(run[i])
            i += 1
    return parts


def messages_in(text, run):
    """(start, end) of each message of a run whose openings are all closed in it."""
    parts = children_of(run)

    def says(part):
        if isinstance(part, list):
            return has_letters(text[part[0].start:part[-1].end]) or any(one.name[:1] == "{" for one in part[1:-1])
        return part.kind == "value" and part.name != "br" or text[part.start:part.end].strip(" \t\r\n") != ""

    while parts and not says(parts[0]):
        parts.pop(0)
    while parts and not says(parts[-1]):
        parts.pop()
    if not parts:
        return
    own = "".join(text[part.start:part.end] for part in parts if not isinstance(part, list) and part.kind == "text")
    if not has_letters(own):
        for part in parts:
            if isinstance(part, list):
                yield from messages_in(text, part[1:-1])
        return
    start = (parts[0][0] if isinstance(parts[0], list) else parts[0]).start
    end = (parts[-1][-1] if isinstance(parts[-1], list) else parts[-1]).end
    inside = text[start:end]
    yield start + len(inside) - len(inside.lstrip(" \t\r\n")), end - len(inside) + len(inside.rstrip(" \t\r\n"))


def places_of(text):
    """(start, end) of every message of a template, in order."""
    runs, attributes = runs_of(text)
    found = [place for run in runs for piece in pair_up(run) for place in messages_in(text, piece)]
    # An attribute inside a message belongs to it.
    found += [one for one in attributes if not any(start <= one[0] < end for start, end in found)]
    return sorted(found)


def messages_of(text):
    return [one_line(text[start:end]) for start, end in places_of(text)]


def translated(text, in_other_words):
    """The template with each message replaced by what `in_other_words` answers for it."""
    out, at = [], 0
    for start, end in places_of(text):
        out += [text[at:start], in_other_words(one_line(text[start:end]))]
        at = end
    return "".join(out) + text[at:]
