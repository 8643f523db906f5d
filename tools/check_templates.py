#!/usr/bin/env python3
"""Refuses templates that could let a value out of its place, or that lie about what fills them.

    check_templates.py               every src/*/template/*.html
    check_templates.py --self-test   plants each fault and expects it to be named

A template begins with the pragma, then a comment {{! ... }} that lists what fills it:

    NAME OTHER                 values, and sections without values of their own
    LINE(NUMBER GONE(WORDS))   a section and what stands inside it
    >TICKET                    a place for another template

Each line of the list begins with a name in capitals; words after " -- " explain. Other lines are prose.
Letters, *_letter.html, are read in mail programs, which know no style sheet of ours: they may have style="...", without
any value in it.

A section described once may be named inside another: GONE above may have its own line, GONE(WORDS).
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PRAGMA = '{{%AUTOESCAPE context="HTML"}}\n'
MARKER = re.compile(r"\{\{(!.*?|[#/>%]?[^{}]*?)\}\}", re.S)
NAME = re.compile(r"[A-Z][A-Z0-9_]+")
LISTED = re.compile(r"^\s*>?[A-Z][A-Z0-9_]+[ (]")
# Filled once for each visitor beside a body kept for everybody, so it names no token of one card.
FORMS_ELSEWHERE = {"add"}


class Wrong(Exception):
    pass


def tokens_of(comment):
    """The names and brackets of the list in a comment, with prose and explanations left out."""
    lines = [line.split(" -- ")[0] for line in comment[1:].splitlines()]
    return [word for line in lines if LISTED.match(line + " ") for word in re.findall(r">?[A-Z][A-Z0-9_]+|[()]", line)]


def parse_list(tokens):
    """{name: {inner names}}; a name with brackets is a section, and what it holds is merged over the whole list."""
    names, inner, stack = set(), {}, []
    for at, token in enumerate(tokens):
        if token == "(":
            stack.append(tokens[at - 1])
        elif token == ")":
            if not stack:
                raise Wrong("the list of variables closes a bracket that it did not open")
            stack.pop()
        elif stack:
            inner.setdefault(stack[-1], set()).add(token)
        else:
            names.add(token)
    if stack:
        raise Wrong("the list of variables leaves a bracket open")
    return names, inner


def uses_of(body):
    """(name, kind, sections around it, offset) of every marker; kind is value, section or include."""
    around, uses = [], []
    for found in MARKER.finditer(body):
        text = found[1]
        if text.startswith(("!", "%")):
            continue
        if ":" in text:
            raise Wrong(f"{{{{{text}}}}} chooses its own escaping: the place decides")
        sign, name = (text[0], text[1:]) if text[:1] in "#/>" else ("", text)
        if not NAME.fullmatch(name):
            raise Wrong(f"{{{{{text}}}}} is no name in capitals")
        if sign == "/":
            if not around or around.pop() != name:
                raise Wrong(f"{{{{/{name}}}}} closes what is not open")
            continue
        uses.append((name, {"#": "section", ">": "include", "": "value"}[sign], tuple(around), found.start()))
        if sign == "#":
            around.append(name)
    if around:
        raise Wrong(f"{{{{#{around[-1]}}}}} is never closed")
    return uses


def check_list(listed, uses):
    names, inner = listed
    used = {name: [] for name in names}
    for section in inner:
        for name in inner[section]:
            used.setdefault(name, [])
    for name, kind, around, _ in uses:
        shown = f">{name}" if kind == "include" else name
        visible = names.union(*(inner.get(section, set()) for section in around))
        if shown not in visible:
            where = f" inside {around[-1]}" if around else ""
            raise Wrong(f"{shown} is used{where} and not in the list of variables")
        used[shown].append(around)
    for name, places in used.items():
        if not places:
            raise Wrong(f"{name} is in the list of variables and never used")


TAG = re.compile(r"<(?!!)(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.S)
ATTRIBUTE = re.compile(r"([^\s=\"'<>/]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+))?")


def check_markup(body, is_letter):
    for element in ("script", "style"):
        for inside in re.findall(rf"<{element}\b[^>]*>(.*?)</{element}>", body, re.S | re.I):
            if inside.strip():
                raise Wrong(f"<{element}> has content: the policy of the pages forbids it, and no value is safe there")
    for _, tag, text in TAG.findall(body):
        plain = MARKER.sub(lambda found: "" if found[1][:1] in "#/!" else "VALUE", text)
        outside_quotes = re.sub(r"\"[^\"]*\"|'[^']*'", "", plain)
        if "VALUE" in outside_quotes:
            raise Wrong(f"<{tag}> has a value outside quotes")
        for name, value in ATTRIBUTE.findall(plain.rstrip("/")):
            name = name.lower()
            if value and value[0] not in "\"'":
                raise Wrong(f"<{tag} {name}> is not quoted")
            if name == "style" and is_letter:
                if "VALUE" in value:
                    raise Wrong(f"<{tag} style> holds a value, and no value is safe there")
            elif name == "style" or name.startswith("on"):
                raise Wrong(f"<{tag}> has {name}: the policy of the pages forbids it")
            if "VALUE" in value and name in ("srcset", "xlink:href", "srcdoc", "ping", "formaction"):
                raise Wrong(f"<{tag} {name}> holds a value that is not escaped for its place")
            if value.strip("\"'").lower().startswith(("javascript:", "data:text")):
                raise Wrong(f"<{tag} {name}> runs script")


FORM = re.compile(r"<form\b(.*?)>(.*?)</form>", re.S | re.I)


def check_forms(body):
    if body.lower().count("<form") != len(FORM.findall(body)):
        raise Wrong("a form is not closed, or stands inside another")
    for attributes, inside in FORM.findall(body):
        if not re.search(r'method="(post|get)"', attributes):
            raise Wrong("a form does not say its method")
        if 'method="post"' in attributes and 'name="csrf" value="{{CSRF}}"' not in inside:
            raise Wrong("a form that changes something has no csrf field")
    for button_form in re.findall(r'\bform="([^"]+)"', body):
        if button_form not in FORMS_ELSEWHERE and f'id="{button_form}"' not in body:
            raise Wrong(f"a button belongs to the form {button_form}, which is not here")


def check(text, is_letter=False):
    """Raises Wrong with the reason."""
    if not text.startswith(PRAGMA):
        raise Wrong("the first line is not the pragma: nothing would be escaped")
    body = text[len(PRAGMA):]
    if "{{%" in body:
        raise Wrong("a second pragma")
    comment = MARKER.match(body)
    if not comment or not comment[1].startswith("!"):
        raise Wrong("the second line does not begin the comment that lists the variables")
    uses = uses_of(body)
    check_list(parse_list(tokens_of(comment[1])), uses)
    markup = body[comment.end():]
    check_markup(markup, is_letter)
    check_forms(markup)


GOOD = PRAGMA + """{{!
What it is.
CSRF ID  -- a token and a number
LINE(NAME GONE)
GONE(WORDS)  -- inside LINE
>PART
}}
<form method="post" action="/a/{{ID}}"><input type="hidden" name="csrf" value="{{CSRF}}"></form>
{{#LINE}}<p class="a{{#GONE}} b{{/GONE}}">{{NAME}}{{#GONE}}{{WORDS}}{{/GONE}}</p>{{/LINE}}
{{>PART}}
"""

# (what is planted, what it replaces, a word of the reason)
FAULTS = [
    ("", PRAGMA, "pragma"),
    ("<!-- x -->\n", "{{!\n", "lists the variables"),
    ("{{NAME:none}}", "{{NAME}}", "chooses"),
    ("{{NAME:h}}", "{{NAME}}", "chooses"),
    ("{{name}}", "{{NAME}}", "capitals"),
    ("<p class=a>", '<p class="a{{#GONE}} b{{/GONE}}">', "quoted"),
    ("<p class={{NAME}}>", '<p class="a{{#GONE}} b{{/GONE}}">', "outside quotes"),
    ("<p {{NAME}}>", '<p class="a{{#GONE}} b{{/GONE}}">', "outside quotes"),
    ('<p style="color:red">', '<p class="a{{#GONE}} b{{/GONE}}">', "style"),
    ('<p onclick="go()">', '<p class="a{{#GONE}} b{{/GONE}}">', "onclick"),
    ('<img srcset="{{NAME}} 2x" class="{{#GONE}}{{/GONE}}">', '<p class="a{{#GONE}} b{{/GONE}}">', "srcset"),
    ('<use xlink:href="{{NAME}}">', "{{NAME}}", "xlink:href"),
    ('<a href="javascript:go()">{{NAME}}', "{{NAME}}", "runs script"),
    ("<script>let a = '{{NAME}}'</script>", "{{NAME}}", "<script>"),
    ("<style>p { color: {{NAME}} }</style>", "{{NAME}}", "<style>"),
    ("", '<input type="hidden" name="csrf" value="{{CSRF}}">', "never used"),
    ("{{CSRF}}", '<input type="hidden" name="csrf" value="{{CSRF}}">', "no csrf field"),
    ("<form action=", '<form method="post" action=', "method"),
    ("", "</form>", "not closed"),
    ("{{NAME}}<button form=\"other\">a</button>", "{{NAME}}", "not here"),
    ("{{NAME}}{{PRICE}}", "{{NAME}}", "not in the list"),
    ("{{WORDS}}{{NAME}}", "{{NAME}}", "inside LINE"),
    ("CSRF ID UNUSED", "CSRF ID", "never used"),
    ("LINE(NAME GONE", "LINE(NAME GONE)", "open"),
    ("LINE NAME GONE)", "LINE(NAME GONE)", "did not open"),
    ("{{NAME}}", "{{NAME}}{{#GONE}}{{WORDS}}{{/GONE}}</p>{{/LINE}}", "never closed"),
    ("{{NAME}}{{/OTHER}}", "{{NAME}}", "closes"),
    ("{{>OTHER}}", "{{>PART}}", ">OTHER"),
]


def self_test():
    check(GOOD)
    missed = []
    letter = GOOD.replace('<p class="a', '<p style="color:red" class="a')
    check(letter, is_letter=True)
    try:
        check(letter.replace("color:red", "color:{{NAME}}"), is_letter=True)
        missed.append("not seen: a value in a letter's style")
    except Wrong:
        pass
    for planted, place, reason in FAULTS:
        assert place in GOOD, place
        text = GOOD.replace(place, planted, 1) if place != "LINE(NAME GONE)" else GOOD.replace(place, planted)
        try:
            check(text)
            missed.append(f"not seen: {planted or 'nothing'} instead of {place}")
        except Wrong as wrong:
            if reason not in str(wrong):
                missed.append(f"{planted or 'nothing'} instead of {place}: said {wrong!s}, expected {reason}")
    for line in missed:
        print(line)
    print(f"{len(FAULTS) - len(missed)} of {len(FAULTS)} planted faults named")
    return 1 if missed else 0


def main():
    if "--self-test" in sys.argv[1:]:
        return self_test()
    files, broken = sorted(ROOT.glob("src/*/template/*.html")), 0
    for file in files:
        try:
            check(file.read_text(), file.name.endswith("_letter.html"))
        except Wrong as wrong:
            broken += 1
            print(f"{file.relative_to(ROOT)}: {wrong}")
    if not files:
        print("no templates found")
    return 1 if broken or not files else 0


if __name__ == "__main__":
    sys.exit(main())
