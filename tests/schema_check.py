"""Checks files against the published JSON Schemas.

    schema_check.py files SCHEMA FILE…       each file (JSON, or YAML as editors read it)
    schema_check.py cases SCHEMA PROGRAM     scenarios that differ in one value, each of which
                                             schema and program have to judge alike
    schema_check.py json SCHEMA              the schema itself
"""
import copy
import json
import re
import subprocess
import sys

import jsonschema
import yaml


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 with its core schema, as editors read it: 'no' and dates are texts."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
        ('null', r'^(?:~|null|Null|NULL|)$', ['~', 'n', 'N', '']),
        ('bool', r'^(?:true|True|TRUE|false|False|FALSE)$', list('tTfF')),
        ('int', r'^[-+]?[0-9]+$', list('-+0123456789')),
        ('float', r'^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$',
         list('-+.0123456789')),
        ('merge', r'^<<$', ['<'])):
    CoreLoader.add_implicit_resolver('tag:yaml.org,2002:' + tag, re.compile(pattern), first)


def keys_to_text(value):
    if isinstance(value, dict):
        return {str(key): keys_to_text(entry) for key, entry in value.items()}
    return [keys_to_text(item) for item in value] if isinstance(value, list) else value


def read(path):
    with open(path, encoding='utf-8') as file:
        if path.endswith('.json'):
            return json.load(file)
        return keys_to_text(yaml.load(file, CoreLoader))


def validator(path):
    schema = read(path)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def faults(judge, document):
    return ['/'.join(map(str, fault.absolute_path)) + ': ' + fault.message[:200]
            for fault in judge.iter_errors(document)]


def check_files(judge, paths):
    bad = 0
    for path in paths:
        for fault in faults(judge, read(path)):
            print(f'{path}: {fault}')
            bad += 1
    return bad


BASE = """
start: 2026-01-05
horizon: 8w
warm_up: 0
time_zone: Europe/London
calendars: {office: {hours: 'Mon-Fri 08:00-18:00', holidays: [2026-04-03]}}
slas:
  standard: {resolution: {P1: 4h, P3: 1d}, calendar: office, goal: {P3: 95%, per: month}}
groups:
  L1: {tier: 1, agents: 5, hours: office, discipline: priority, preempt: 'no'}
  L2: {tier: 2, agents: 5, hours: office}
arrivals:
  tickets: {rate: 40/workday, profile: office-hours, growth: 0%/month}
categories:
  mail:
    priority: {P1: 10%, P3: 90%}
    work: {L1: 10m, L2: 20m}
    resolved_at: {L1: 70%}
    hold: {user: {share: 10%, time: exponential(mean 3h)}}
    reopen: {share: 2%, after: 1d}
"""

# Path, value, whether it is right. None for the value: the key is taken out.
CASES = [
    ('groups.L1.agents', 0, True),
    ('groups.L1.agents', 'unlimited', True),
    ('groups.L1.agents', 2.5, False),
    ('groups.L1.agents', -1, False),
    ('groups.L1.agents', 100001, False),
    ('groups.L1.agents', 'many', False),
    ('groups.L1.agents', None, False),
    ('groups.L1.agents', [3], False),
    ('groups.L1.agnets', 3, False),
    ('groups.L1', 4, False),
    ('groups', None, False),
    ('groups.L1.discipline', 'edf', True),
    ('groups.L1.discipline', 'lifo', False),
    ('groups.L1.time_limit', '8h', True),
    ('groups.L1.time_limit', 0, False),
    ('groups.L1.time_limit', '0h', False),
    ('groups.L1.time_limit', '3bd', False),
    ('groups.L1.ola', {'target': '3bd'}, True),
    ('groups.L1.ola', {'target': {'P1': '1h30m'}}, True),
    ('groups.L1.ola', {'calendar': 'office'}, False),
    ('horizon', '26w', True),
    ('horizon', '1w2d', True),
    ('horizon', '1.5w', True),
    ('horizon', '2d1w', False),
    ('horizon', '26', False),
    ('horizon', '26 weeks', False),
    ('horizon', 26, False),
    ('horizon', 0, False),
    ('warm_up', 0, True),
    ('warm_up', '1w', True),
    ('warm_up', 'later', False),
    ('start', '2026-03-02', True),
    ('start', '2026-03-02T08:00', True),
    ('start', '2026-03-02 08:00:00', True),
    ('start', 'tomorrow', False),
    ('start', '2026-03', False),
    ('count_children', 'yes', True),
    ('count_children', True, True),
    ('count_children', 'maybe', False),
    ('time_zone', 'Etc/GMT+5', True),
    ('time_zone', 'Lon don', False),
    ('priorities', 4, True),
    ('priorities', 1, False),
    ('priorities', 10, False),
    ('calendars.office.hours', '24x7', True),
    ('calendars.office.hours', 'mon-thu 8:00-18:00; Fri 08:00–16:00', True),
    ('calendars.office.hours', 'Mon,Wed,Fri 08:00-12:00 13:00-17:00', True),
    ('calendars.office.hours', ['Mon-Thu 08:00-18:00', 'Friday 22:00-06:00'], True),
    ('calendars.office.hours', 'Mon-Fri 08:00-24:00', True),
    ('calendars.office.hours', 'Mon-Fri 08:00-25:00', False),
    ('calendars.office.hours', 'Mon-Fry 08:00-18:00', False),
    ('calendars.office.hours', 'Mon-Fri 8-18', False),
    ('calendars.office.hours', 'Mon-Fri', False),
    ('calendars.office.holidays', ['2026-12-25', '2026-12-26'], True),
    ('calendars.office.holidays', ['Christmas'], False),
    ('calendars.office.holidays', None, True),
    ('slas.standard.resolution.P1', '3bd', True),
    ('slas.standard.resolution.P1', '1h30m', True),
    ('slas.standard.resolution.P1', 0, False),
    ('slas.standard.resolution.P1', '0.5bd', False),
    ('slas.standard.resolution.P1', 'soon', False),
    ('slas.standard.calendar', {'P1': 'always', 'default': 'office'}, True),
    ('slas.standard.pause_on', ['user', 'vendor'], True),
    ('slas.standard.pause_on', ['lunch'], False),
    ('slas.standard.warnings', ['50%', 0.75], True),
    ('slas.standard.warnings', ['150%'], False),
    ('slas.standard.goal.P3', '100%', True),
    ('slas.standard.goal.P3', '101%', False),
    ('slas.standard.goal.P3', 0.9, True),
    ('slas.standard.goal.P3', 95, False),
    ('arrivals.tickets.rate', '40/day', True),
    ('arrivals.tickets.rate', '4.5 / h', True),
    ('arrivals.tickets.rate', '40/week ±10%', True),
    ('arrivals.tickets.rate', '40/week +- 4', True),
    ('arrivals.tickets.rate', '40', False),
    ('arrivals.tickets.rate', 40, False),
    ('arrivals.tickets.rate', '40/month', False),
    ('arrivals.tickets.growth', '2%/month', True),
    ('arrivals.tickets.growth', '-1.5%/month', True),
    ('arrivals.tickets.growth', '2%/month ±1pp', True),
    ('arrivals.tickets.growth', '2%', False),
    ('arrivals.tickets.profile', 'flat', True),
    ('arrivals.tickets.profile', 'flet', False),
    ('arrivals.tickets.profile', [1] * 168, True),
    ('arrivals.tickets.profile', {'Mon': [1] * 24}, True),
    ('arrivals.tickets.profile', {'Mon': ['a'] * 24}, False),
    ('arrivals.tickets.season', {'12': 0.8}, True),
    ('arrivals.tickets.season', {'13': 0.8}, False),
    ('arrivals.tickets.events', [{'from': '2026-02-02', 'to': '2026-02-03', 'factor': 2}], True),
    ('arrivals.tickets.events', [{'from': '2026-02-02', 'factor': 2}], False),
    ('arrivals.tickets.day_factor', {'vmr': 5}, True),
    ('arrivals.tickets.day_factor', {'vmr': 0.5}, False),
    ('arrivals.tickets.batch', {'mean': 2, 'distribution': 'poisson'}, True),
    ('categories.mail.work.L1', 'lognormal(mean 12m cv 0.8)', True),
    ('categories.mail.work.L1', 'lognormal(mean 12m, cv 0.8)', True),
    ('categories.mail.work.L1', 'lognormal(cv 0.8 mean 12m) ±10%', True),
    ('categories.mail.work.L1', 'lognormal(mean 12m sd 3m)', True),
    ('categories.mail.work.L1', 'gamma( mean 1h30m cv .5 )', True),
    ('categories.mail.work.L1', 'weibull(mean 1h shape 0.8)', True),
    ('categories.mail.work.L1', 'triangular(min 5m mode 8m max 30m)', True),
    ('categories.mail.work.L1', 'uniform(min 0 max 9m)', True),
    ('categories.mail.work.L1', 'hyperexponential(mean 20m cv 2)', True),
    ('categories.mail.work.L1', 'constant(4m)', True),
    ('categories.mail.work.L1', '1h30m', True),
    ('categories.mail.work.L1', 0, True),
    ('categories.mail.work.L1', 'lognormal(mean 12m cv 0.8', False),
    ('categories.mail.work.L1', 'lognormal(mean 12 cv 0.8)', False),
    ('categories.mail.work.L1', 'lognormal(maen 12m cv 0.8)', False),
    ('categories.mail.work.L1', 'lognormal(mean 12m cv 0.8m)', False),
    ('categories.mail.work.L1', 'weibull(mean 1h median 1h)', False),
    ('categories.mail.work.L1', 'exponentail(mean 12m)', False),
    ('categories.mail.work.L1', 'constant()', False),
    ('categories.mail.work.L1', 12, False),
    ('categories.mail.priority', {'P1': 0.1, 'P3': '90%'}, True),
    ('categories.mail.priority', {'P1': '100% ±5pp'}, False),
    ('categories.mail.resolved_at.L1', '70% ±5pp', True),
    ('categories.mail.resolved_at.L1', 70, False),
    ('categories.mail.hold', {'lunch': {'share': '1%', 'time': '1h'}}, False),
    ('categories.mail.hold.user.share', None, False),
    ('categories.mail.max_visits', 12, True),
    ('categories.mail.max_visits', 0, False),
    ('categories.mail.reopen.work', '250%', True),
    ('categories.mail.type', 'incident', True),
    ('categories.mail.type', 'change', False),
    ('colour', 'blue', False),
    ('key_measures', ['mttr_h:by_priority'], True),
    ('chance', [{'more_than': 3, 'per': 'month'}], True),
    ('chance', [{'per': 'month'}], False),
    ('name', 2026, True),
    ('name', ['a'], False),
]


def changed(path, value):
    document = keys_to_text(yaml.load(BASE, CoreLoader))
    keys = path.split('.')
    at = document
    for key in keys[:-1]:
        at = at[key]
    if value is None:
        at.pop(keys[-1], None)
    else:
        at[keys[-1]] = copy.deepcopy(value)
    return document


def accepts(program, document, name):
    with open(name, 'w', encoding='utf-8') as file:
        json.dump(document, file)  # JSON is YAML, and has the same types
    done = subprocess.run([program, 'check', name], capture_output=True, text=True)
    return done.returncode == 0, done.stderr


def check_cases(judge, program):
    bad = 0
    for path, value, is_right in CASES:
        document = changed(path, value)
        found = faults(judge, document)
        is_accepted, said = accepts(program, document, 'case.yaml')
        if (not found) != is_right or is_accepted != is_right:
            bad += 1
            print(f'{path} = {value!r} is {"right" if is_right else "wrong"}; schema: '
                  f'{found[:2] or "accepts it"}; program: {said.strip() or "accepts it"}')
    print(f'{len(CASES)} cases, {bad} judged differently')
    return bad


def main(arguments):
    what, schema, *rest = arguments
    judge = validator(schema)
    if what == 'files':
        return check_files(judge, rest)
    return check_cases(judge, rest[0]) if what == 'cases' else 0


sys.exit(1 if main(sys.argv[1:]) else 0)
