#!/usr/bin/env python3
"""Refuses words that people see and that the catalogue lacks, or has no more, or has in another shape.

    check_words.py              the sources against locales/ocpizza.pot and locales/en.po
    check_words.py --update     writes both anew from the sources; what has no English yet is left open in en.po
    check_words.py --self-test  plants each fault and expects it to be named

French is the language of the sources. Messages come from templates (template_words.py), from tr(), tr_count() and
noted() of C++ (xgettext), and from the demo group's own words (db/seeds), under a context of their own.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import po
import template_words

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCE, ENGLISH = "locales/ocpizza.pot", "locales/en.po"
# What customers see, of which no French may stand outside the catalogue. The rest, screens of the staff and the command
# line, is there in French only so far; template_words.py names their templates.
OF_CUSTOMERS = re.compile(r"src/(base|account|cart|home|payment|pizzeria|product|order|ocpizza)/"
                          r"(business/|model/|template/|refusal_text|page_frame|[a-z_]+\.cpp$)")
OF_STAFF = re.compile(r"src/home/template/team_pages|src/order/template/(board|kitchen|recipe|till)_|src/ocpizza/(cli|deploy)/"
                      r"|src/order/business/(staff_step|run_kitchen)|src/product/model/quantity_text"
                      r"|src/base/(text|money_text)\.cpp|src/ocpizza/(settings|setting_)|src/account/model/account_store"
                      r"|src/pizzeria/model/local_time\.cpp")
STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
FRENCH = re.compile(r"[àâçéèêëîïôùûœÀÂÇÉÈÊÎÔŒ«»’]|\u00a0[:;?!]")
# In what fills a page, two words beside each other are said to somebody.
SENTENCE = re.compile(r"[A-Za-zÀ-ÿ]{2,} [a-zà-ÿ]{2,}|[a-zà-ÿ]{2,}[ .]$")
PLACEHOLDER = re.compile(r"\{(\d*)\}")
TAG = re.compile(r"\{\{[^}]*\}\}|<[^>]*>")
SPOKEN = re.compile(rf'({template_words.SPOKEN.pattern})="[^"]*"')


def uncapitalised(words):
    return words[:1].lower() + words[1:]


def of_templates(root):
    for file in sorted(root.glob("src/*/template/*.html")):
        name = f"{file.parts[-3]}/{file.name}"
        if not template_words.is_french_only(name):
            for words in template_words.messages_of(file.read_text()):
                yield po.Entry(words, places={str(file.relative_to(root))})


def of_programs(root):
    files = [str(file.relative_to(root)) for file in sorted(root.glob("src/**/*.cpp")) + sorted(root.glob("src/**/*.h"))]
    if not files:
        return []
    command = ["xgettext", "--from-code=UTF-8", "--language=C++", "--keyword", "--keyword=tr", "--keyword=noted",
               "--keyword=tr_count:1,2", "--add-location=file", "--no-wrap", "--output=-", "--files-from=-"]
    said = subprocess.run(command, cwd=root, input="\n".join(files), text=True, capture_output=True, check=True)
    return po.read(said.stdout)


def of_seeds(root):
    def rows(name, key):
        file = root / "db/seeds" / name
        return json.loads(file.read_text())[key] if file.exists() else []

    def entry(context, words, name):
        return po.Entry(words, context=context, places={f"db/seeds/{name}"})

    for one in rows("ingredients.json", "ingredients"):
        yield entry("ingredient", one["name"], "ingredients.json")
        if "meat_origin" in one:
            yield entry("origin", one["meat_origin"], "ingredients.json")
    for one in rows("reference.json", "allergens"):
        yield entry("allergen", uncapitalised(one["name"]), "reference.json")
    for one in rows("catalogue.json", "doughs"):
        yield entry("ingredient", one["name"], "catalogue.json")
    for one in rows("catalogue.json", "products"):
        if one.get("description"):
            yield entry("description", one["description"], "catalogue.json")


def of_reasons(root):
    """What a pizzaiolo can choose as the reason of a refusal, which the customer reads."""
    file = root / "src/order/template/refusal.html"
    for words in re.findall(r'name="reason" value="([^"{]*)"', file.read_text() if file.exists() else ""):
        yield po.Entry(words, context="reason", places={"db/reasons"})


def messages(root):
    """{key: entry} of everything the sources say."""
    found = {}
    for source in (of_templates, of_programs, of_seeds, of_reasons):
        for entry in source(root):
            known = found.setdefault(entry.key, entry)
            known.places |= entry.places
            known.plural = known.plural or entry.plural
    return found


def placeholders(text):
    """{"0": how often} with places counted where they have no number."""
    numbers, count = [], 0
    for number in PLACEHOLDER.findall(TAG.sub("", text)):
        numbers.append(number or str(count))
        count += not number
    return set(numbers)


def markup(text):
    return sorted(SPOKEN.sub(r'\1=""', tag) for tag in TAG.findall(text))


def different_shape(entry, places):
    def all_placeholders(texts):
        return set().union(*map(placeholders, texts))

    # One of two forms may leave the count out: "the last one".
    if all_placeholders(entry.said) != all_placeholders({entry.french, entry.plural or entry.french}):
        return "has other places for values"
    for said in entry.said:
        if markup(said) != markup(entry.french):
            return "has other markup or variables"
        # In a template it may stand in an attribute, and is not escaped.
        if any(place.endswith(".html") for place in places) and re.search(r'["<>&]', TAG.sub("", said)):
            return "has a sign that HTML understands otherwise: write it as in typography"
    return None


def faults_of_catalogue(root):
    said = messages(root)
    english = {entry.key: entry for entry in po.read((root / ENGLISH).read_text())}
    if po.template(said.values()) != (root / SOURCE).read_text():
        yield SOURCE, "is not what the sources say: tools/check_words.py --update"
    for key, entry in english.items():
        if key not in said:
            yield ENGLISH, f"«{entry.french}» is unused"
        elif entry.fuzzy:
            yield ENGLISH, f"«{entry.french}» is fuzzy: read it, then take the mark away"
        elif not entry.is_complete:
            yield ENGLISH, f"«{entry.french}» is not translated"
        elif reason := different_shape(entry, said[key].places):
            yield ENGLISH, f"«{entry.french}» {reason}"
    for key in said.keys() - english.keys():
        yield ENGLISH, f"«{key[1]}» is missing: tools/check_words.py --update"


def faults_of_programs(root):
    """French in the C++ of customers' pages that is in no message."""
    known = {words for entry in messages(root).values() for words in (entry.french, entry.plural)}
    for file in sorted(root.glob("src/**/*.cpp")):
        name = str(file.relative_to(root))
        if not OF_CUSTOMERS.match(name) or OF_STAFF.match(name):
            continue
        text = re.sub(r"//[^\n]*|R\"sql\(.*?\)sql\"", "", file.read_text(), flags=re.S)
        for found in re.finditer(r'(?:"(?:[^"\\\n]|\\.)*"\s*)+', text):
            words = "".join(STRING.findall(found[0])).replace("\\u00a0", "\u00a0").replace('\\"', '"')
            is_said = FRENCH.search(words) or ("/template/" in name and SENTENCE.search(words))
            if is_said and words not in known:
                yield name, f"«{words}» is not said by tr(), tr_count() or noted()"


def find_faults(root):
    yield from faults_of_catalogue(root)
    yield from faults_of_programs(root)


def update():
    (ROOT / "locales").mkdir(exist_ok=True)
    (ROOT / SOURCE).write_text(po.template(messages(ROOT).values()))
    english = ROOT / ENGLISH
    subprocess.run(["msgmerge", "--quiet", "--update", "--backup=none", "--no-wrap", "--add-location=file", str(english),
                    str(ROOT / SOURCE)], check=True)
    kept = subprocess.run(["msgattrib", "--no-obsolete", "--no-wrap", str(english)], check=True, capture_output=True)
    english.write_bytes(kept.stdout)
    return 0


HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
TEMPLATE = "src/home/template/t.html"
PROGRAM = "src/cart/template/t.cpp"
GOOD_TEMPLATE = '<p title="Titre">Bonjour <b>{{NAME}}</b></p>\n<p><span>{{A}}</span> <span>mot</span></p>'
GOOD_PROGRAM = ('auto a = tr("{} et {}", one, two);\nauto b = tr_count("une pizza", "{} pizzas", n);\n'
                'auto c = noted("l’été"); // à côté\n')
GOOD_ENGLISH = {"Titre": "Title", "Bonjour <b>{{NAME}}</b>": "Good <b>{{NAME}}</b> day", "mot": "word",
                "{} et {}": "{1} and {0}", "l’été": "summer"}
PLURAL = 'msgid "une pizza"\nmsgid_plural "{} pizzas"\nmsgstr[0] "one pizza"\nmsgstr[1] "{} pizzas"\n'


def catalogue(english, more=PLURAL):
    return "\n".join([HEAD, *(f'msgid "{po.escaped(one)}"\nmsgstr "{po.escaped(other)}"\n'
                              for one, other in english.items()), more])


# What is planted in place of the good catalogue, template or program, and what the checker must say of it.
FAULTS = [
    ("", {}),
    ("is missing", {ENGLISH: catalogue({k: v for k, v in GOOD_ENGLISH.items() if k != "mot"})}),
    ("is unused", {ENGLISH: catalogue({**GOOD_ENGLISH, "chat": "cat"})}),
    ("is not translated", {ENGLISH: catalogue({**GOOD_ENGLISH, "mot": ""})}),
    ("is not translated", {ENGLISH: catalogue(GOOD_ENGLISH, PLURAL.replace('"one pizza"', '""'))}),
    ("is fuzzy", {ENGLISH: catalogue(GOOD_ENGLISH, "#, fuzzy\n" + PLURAL)}),
    ("other places for values", {ENGLISH: catalogue({**GOOD_ENGLISH, "{} et {}": "{} and"})}),
    ("other markup", {ENGLISH: catalogue({**GOOD_ENGLISH, "Bonjour <b>{{NAME}}</b>": "Good day <b>{{NOM}}</b>"})}),
    ("other markup", {ENGLISH: catalogue({**GOOD_ENGLISH, "Bonjour <b>{{NAME}}</b>": "Good day <i>{{NAME}}</i>"})}),
    ("a sign that HTML understands", {ENGLISH: catalogue({**GOOD_ENGLISH, "Titre": 'A "title"'})}),
    ("is not what the sources say", {SOURCE: HEAD}),
    ("is missing", {TEMPLATE: GOOD_TEMPLATE + "<p>Nouveau</p>"}),
    ("«Une autre» is missing", {PROGRAM: GOOD_PROGRAM + 'auto d = tr("Une autre");\n'}),
    ("is not said by tr()", {PROGRAM: GOOD_PROGRAM + 'auto d = "très bien";\n'}),
    ("is not said by tr()", {PROGRAM: GOOD_PROGRAM + 'auto d = "ce que" " l’on dit";\n'}),
    ("is not said by tr()", {PROGRAM: GOOD_PROGRAM + 'auto d = "Modifier la commande " + number;\n'}),
    ("is not said by tr()", {PROGRAM: GOOD_PROGRAM + 'auto d = fmt::format("{}\\u00a0: {}", a, b);\n'}),
]


def self_test():
    missed = []
    for expected, planted_files in FAULTS:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            good = {TEMPLATE: GOOD_TEMPLATE, PROGRAM: GOOD_PROGRAM, ENGLISH: catalogue(GOOD_ENGLISH)}
            files = {**good, **planted_files}
            for name, text in files.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text)
            if SOURCE not in planted_files:
                (root / SOURCE).write_text(po.template(messages(root).values()))
            found = [reason for _, reason in find_faults(root)]
            if (not expected and found) or (expected and not any(expected in reason for reason in found)):
                missed.append(f"{planted_files}: expected «{expected}», got {found}")
    for line in missed:
        print("self-test:", line, file=sys.stderr)
    return 1 if missed else 0


def main():
    if "--self-test" in sys.argv[1:]:
        return self_test()
    if "--update" in sys.argv[1:]:
        return update()
    faults = list(find_faults(ROOT))
    for name, reason in faults:
        print(f"{name}: {reason}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
