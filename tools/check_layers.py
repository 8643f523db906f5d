#!/usr/bin/env python3
"""Fail when a file knows something it may not. The law is in layers.txt; the reasons are here.

check_layers.py [--self-test]

Limit: it sees direct quoted includes only; that ocp_rules links to ocp_base alone is the second lock.
"""
import pathlib
import re
import sys

import planted

ROOT = pathlib.Path(__file__).resolve().parent.parent
LAYER = {"model": 0, "business": 1, "template": 2}          # inside a module, low to high
# What a tool of the platform may use of the others.
PLATFORM = {"html": {"http"}, "outbox": {"db"}, "live": {"db", "http", "outbox"}, "backup": {"db", "secrets"}}
SQL = re.compile(r"\b(SELECT|INSERT INTO|UPDATE [a-z_]+ |DELETE FROM|(CREATE|ALTER|DROP) (TABLE|INDEX|VIEW))\b"
                 r"""|"\s*(select .* from|insert into|update .* set|delete from) """)
RAW_LOCK = re.compile(r"\bFOR (NO KEY )?(UPDATE|SHARE)\b")


def law(root):
    allowed = {}
    for line in (root / "layers.txt").read_text().splitlines():
        line = line.split("#")[0].strip()
        if line:
            name, sees = (part.strip() for part in line.split(":"))
            unknown = set(sees.split()) - set(allowed) - {"*"}
            if unknown:
                sys.exit(f"layers.txt: {name} names {unknown} before they are declared: that is how cycles start")
            allowed[name] = None if sees == "*" else set(sees.split()) | {name}
    return allowed


def why_not_include(me, it, allowed):
    """The reason why `me` may not include `it`, or None."""
    mine, its = me.parts[0], it.parts[0]
    if mine not in allowed:
        return f"{mine} is not in layers.txt"
    if allowed[mine] is not None and its not in allowed[mine]:
        return f"{mine} may not know {its} (layers.txt)"
    if mine == its == "platform" and me.parts[1] != it.parts[1]:
        if it.parts[1] != "log" and it.parts[1] not in PLATFORM.get(me.parts[1], ()):
            return f"platform/{me.parts[1]} may not know platform/{it.parts[1]}: each tool stands alone"
    my_layer, its_layer = LAYER.get(me.parts[1]), LAYER.get(it.parts[1]) if len(it.parts) > 2 else None
    if mine == its and None not in (my_layer, its_layer) and its_layer > my_layer:
        return f"{me.parts[1]} may not know {it.parts[1]}: template -> business -> model"
    if mine == its and my_layer == 2 and it.stem.endswith("_store"):
        return "a page asks a business/ action or query, never a store"
    if mine != its and mine != "ocpizza" and (it.stem.endswith("_store") or its_layer == 2):
        return f"{it.name} is private to {its}: ask one of its business/ actions"
    if me.stem.endswith("_rules") and (its in ("platform", "clients") or it.stem.endswith("_store")):
        return "a _rules file decides from what it is given: no database, no network, no clock"
    return None


def may_hold_sql(me):
    return (me.stem.endswith("_store") or me.parts[:2] in (("platform", "db"), ("platform", "outbox"))
            or (me.parts[:2] == ("ocpizza", "cli") and me.stem.startswith("seed")))


def why_not_line(me, code):
    """The reason why a line without its comment may not stand in `me`, or None."""
    if me.parts[1] == "template" and "in_transaction" in code:
        return "a page asks an action; only business/ opens a transaction"
    if not may_hold_sql(me) and SQL.search(code):
        return "SQL stands in a _store file, beside the function that needs it"
    if me.parts[:2] != ("platform", "db") and RAW_LOCK.search(code):
        return "row locks differ between engines: write ORDER BY ... /*lock*/"
    return None


def unordered_locks(text):
    """Numbers of lines that lock rows in an order nobody chose: two of those deadlock."""
    for marker in re.finditer(r"/\*lock", text):
        statement = text[:marker.start()]
        statement = statement[max(statement.upper().rfind("SELECT"), statement.rfind('"sql('), 0):]
        if not re.search(r"\bORDER\s+BY\b", statement, re.IGNORECASE):
            yield text.count("\n", 0, marker.start()) + 1


def faults_of(root):
    """Every fault below root/src as (file, line number, the line, the reason)."""
    allowed, src = law(root), root / "src"
    for file in sorted(src.rglob("*.[hc]*")):
        me = file.relative_to(src)
        if len(me.parts) < 2 or me.suffix not in (".h", ".cpp"):
            continue
        text = re.sub(r"(?<!:)//[^\n]*", "", file.read_text())
        lines = text.splitlines()
        for number, code in enumerate(lines, 1):
            found = re.match(r'\s*#include "([^"]+)"', code)
            include = pathlib.PurePosixPath(found[1]) if found else None
            reason = why_not_include(me, include, allowed) if found else why_not_line(me, code)
            if reason:
                yield f"src/{me}", number, code.strip(), reason
        if me.parts[:2] != ("platform", "db"):
            for number in unordered_locks(text):
                yield f"src/{me}", number, lines[number - 1].strip(), "lock rows in one order: ORDER BY before /*lock"


PLANTED = {
    "src/order/business/advance_order.cpp": ('#include "stock/model/stock_store.h"', "private to stock"),
    "src/order/business/advance_order.h": ('#include "order/template/kitchen_pages.h"', "business may not know template"),
    "src/order/business/order_rules.h": ('#include "platform/db/reader.h"', "a _rules file decides"),
    "src/order/template/kitchen_pages.cpp": ("database_.in_transaction(", "only business/ opens a transaction"),
    "src/order/template/board_pages.cpp": ('#include "order/model/order_store.h"', "never a store"),
    "src/order/business/place_order.cpp": ('tx.write("DELETE FROM orders")', "SQL stands in a _store"),
    "src/order/business/late_order.cpp": ('tx.write("update orders set x = 1 ")', "SQL stands in a _store"),
    "src/stock/model/stock_store.h": ('#include "order/business/advance_order.h"', "stock may not know order"),
    "src/stock/model/stock_store.cpp": ('R"sql(SELECT id FROM stocks /*lock*/)sql"', "ORDER BY before"),
    "src/stock/model/hold_store.cpp": ('"SELECT id FROM stocks ORDER BY id FOR UPDATE"', "row locks differ"),
    "src/platform/http/server.cpp": ('#include "platform/db/database.h"', "each tool stands alone"),
    "src/base/id.h": ('#include "platform/log/log.h"', "base may not know platform"),
    "src/surprise/model/what.h": ('#include "base/id.h"', "surprise is not in layers.txt"),
}
HARMLESS = {
    "src/stock/business/stock_rules.h": '#include "base/quantity.h"\n// SELECT is only a word here',
    "src/stock/model/good_store.cpp": 'R"sql(SELECT id FROM stocks ORDER BY id /*lock*/)sql"',
    "src/order/business/good.cpp": '#include "stock/business/consume_stock.h"\n#include "platform/db/database.h"',
    "src/ocpizza/app.cpp": '#include "order/template/kitchen_pages.h"',
}


def main():
    if "--self-test" in sys.argv:
        law_text = (ROOT / "layers.txt").read_text()
        return planted.run(lambda root: ((name, reason) for name, _, _, reason in faults_of(root)),
                           PLANTED, HARMLESS | {"layers.txt": law_text})
    broken = 0
    for name, number, code, reason in faults_of(ROOT):
        broken += 1
        print(f"{name}:{number}: {code}\n    no: {reason}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
