"""The classes of things, read out of osmload's own rules, so that Mapnik draws what Priyom draws."""
import os
import re

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
RULE = re.compile(r'\{"([^"]+)", "([^"]+)", pack\.(\w+), "([^"]*)"\}')


def read(*names):
    """The rules of some files below tiles/osmload, in their order: key, value, class, condition."""
    rules = []
    for name in names:
        with open(os.path.join(ROOT, "tiles", "osmload", name), encoding="utf-8") as f:
            rules += RULE.findall(f.read())
    if not rules:
        raise SystemExit("mapnik: no rules in " + ", ".join(names))
    return rules


def holds(condition, tags):
    if not condition:
        return True
    wanted = not condition.startswith("!")
    key, value = condition.lstrip("!").split("=")
    found = tags.get(key) == value or value == "*" and key in tags
    return found == wanted


def classify(rules, tags):
    """The first rule's class; None for no rule."""
    for key, value, name, condition in rules:
        has = tags.get(key)
        if has and (has == value or value == "*" and has != "no") and holds(condition, tags):
            return name
    return None


AREAS = read("rules_area.go")
LINES = read("rules_line.go")
POINTS = read("rules_point.go")
