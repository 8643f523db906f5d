#!/usr/bin/env python3
"""Prints the accounts of `ocpizza seed demo`, as db/seeds/people.json names them."""
import json
import pathlib

FRENCH = {"administrator": "fondateur", "manager": "gérant", "pizzaiolo": "pizzaïolo", "driver": "livreur",
          "operator": "équipe technique", None: "client"}

people = json.loads((pathlib.Path(__file__).resolve().parents[2] / "db/seeds/people.json").read_text())
print(f"Demo accounts, all with the password {people['password']}")
for person in people["cast"]:
    role = FRENCH[person.get("role")] + (f" ({person['shop']})" if "shop" in person else "")
    print(f"  {person['email']:<34} {role}")
for account in people["staff_of_each_shop"]:
    email = account["email"].replace("{shop}", "bellecour")
    print(f"  {email:<34} {FRENCH[account['role']]}, likewise for each shop")
