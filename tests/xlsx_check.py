"""Compares results.xlsx with the CSV tables beside it, figure by figure.

    xlsx_check.py xml DIR          reads the sheets from the XML in DIR/results.xlsx
    xlsx_check.py office DIR       reads what LibreOffice makes of it: DIR/results-SHEET.csv
"""
import csv
import datetime
import math
import re
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
SHEETS = ['Summary', 'Charts', 'By priority', 'By group', 'Hour of week', 'Over time']
bad = []
compared = 0


def place(reference):
    letters, row = re.fullmatch(r'([A-Z]+)([0-9]+)', reference).groups()
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    return int(row) - 1, column - 1


def read_sheet(archive, number, texts):
    root = ElementTree.fromstring(archive.read(f'xl/worksheets/sheet{number}.xml'))
    cells = {}
    for cell in root.iter(MAIN + 'c'):
        value = cell.find(MAIN + 'v')
        if value is not None:
            is_text = cell.get('t') == 's'
            cells[place(cell.get('r'))] = (texts[int(value.text)] if is_text
                                           else float(value.text))
    rows = 1 + max((row for row, _ in cells), default=-1)
    columns = 1 + max((column for _, column in cells), default=-1)
    return [[cells.get((r, c), '') for c in range(columns)] for r in range(rows)]


def read_workbook(directory):
    with zipfile.ZipFile(directory + '/results.xlsx') as archive:
        workbook = ElementTree.fromstring(archive.read('xl/workbook.xml'))
        names = [sheet.get('name') for sheet in workbook.iter(MAIN + 'sheet')]
        expect('the sheets', names, SHEETS)
        strings = ElementTree.fromstring(archive.read('xl/sharedStrings.xml'))
        texts = [''.join(part.text or '' for part in item.iter(MAIN + 't'))
                 for item in strings.iter(MAIN + 'si')]
        charts = [name for name in archive.namelist() if name.startswith('xl/charts/')]
        expect('the number of charts', len(charts), 4)
        for number, name in enumerate(names):
            text = archive.read(f'xl/worksheets/sheet{number + 1}.xml').decode()
            if name != 'Charts':
                expect(name + ' has a frozen head', 'state="frozen"' in text, True)
                expect(name + ' has column widths', '<cols>' in text, True)
        return {name: read_sheet(archive, number + 1, texts)
                for number, name in enumerate(names)}


def read_office(directory):
    def cell(text):
        try:
            return float(text[:-1]) / 100 if text.endswith('%') else float(text)
        except ValueError:
            return text
    tables = {}
    for name in SHEETS:
        if name != 'Charts':
            with open(f'{directory}/results-{name}.csv', encoding='utf-8', newline='') as file:
                tables[name] = [[cell(text) for text in row] for row in csv.reader(file)]
    return tables


def name_of(cell):
    """A group may be called 12."""
    return f'{cell:g}' if isinstance(cell, float) else cell


def expect(what, got, wanted):
    global compared
    compared += 1
    if got != wanted:
        bad.append(f'{what}: {got!r}, not {wanted!r}')


def expect_number(what, got, wanted):
    """CSV numbers have ten digits; an empty field is an empty cell."""
    global compared
    compared += 1
    if wanted == '' or got == '':
        if got != wanted:
            bad.append(f'{what}: {got!r}, not {wanted!r}')
    elif not (isinstance(got, float)
              and math.isclose(got, float(wanted), rel_tol=1e-8, abs_tol=1e-9)):
        bad.append(f'{what}: {got!r}, not {wanted}')


def read_csv(path):
    with open(path, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def check_summary(rows, measures):
    overall = [row for row in measures if row['dimension'] == 'overall']
    for row, wanted in zip(rows[1:], overall):
        expect('a measure', row[0], wanted['measure'])
        for column, key in ((1, 'value'), (2, 'lo'), (3, 'hi'), (4, 'half_width'), (6, 'n')):
            expect_number(f'{row[0]} {key}', row[column], wanted[key])
    expect('the measures of the summary', len(overall) > 20 and rows[len(overall)][0],
           overall[-1]['measure'])


COLUMNS = {
    'By priority': {'Tickets arrived (tickets)': 'arrived', 'Mean time to resolve (h)': 'mttr_h',
                    '90 % resolved within (h)': 'resolution_p90_h',
                    'Mean time to first response (h)': 'response_h',
                    'Response targets broken (%)': 'response_breach_rate',
                    'Resolution targets broken (%)': 'resolution_breach_rate',
                    'Resolved at first contact (%)': 'fcr_rate', 'Escalated (%)': 'escalation_rate'},
    'By group': {'Utilisation (%)': 'utilisation', 'Visits (visits)': 'visits',
                 'Wait a visit (h)': 'wait_h', '90 % of visits wait at most (h)': 'wait_p90_h',
                 'Visits that waited (%)': 'delay_probability',
                 'Tickets waiting (tickets)': 'queue_length', 'Overtime (h)': 'overtime_h'},
}


def check_slices(name, rows, dimension, measures):
    # A CSV protects spreadsheets from names that look like formulas; a sheet needs no such.
    wanted = {(re.sub("^'(?=[=+@-])", '', row['slice']), row['measure']): row
              for row in measures if row['dimension'] == dimension}
    heads = rows[0]
    expect(name + ' headings', [head for head in heads[1:] if head not in ('low', 'high')],
           list(COLUMNS[name]))
    slices = list(dict.fromkeys(key[0] for key in wanted))
    expect(name + ' rows', [name_of(row[0]) for row in rows[1:]], slices)
    for row in rows[1:]:
        for column, head in enumerate(heads):
            if head in COLUMNS[name]:
                found = wanted[name_of(row[0]), COLUMNS[name][head]]
                expect_number(f'{row[0]} {head}', row[column], found['value'])
                if column + 1 < len(heads) and heads[column + 1] == 'low':
                    expect_number(f'{row[0]} {head} low', row[column + 1], found['lo'])
                    expect_number(f'{row[0]} {head} high', row[column + 2], found['hi'])


def check_week(rows, wanted):
    expect('hours', len(rows) - 1, 168)
    groups = [key for key in wanted[0] if key.startswith('utilisation:')]
    expect('groups by hour', [str(head) for head in rows[0][2:]],
           [group.split(':', 1)[1] + ' utilisation (%)' for group in groups])
    for row, line in zip(rows[1:], wanted):
        expect('hour', row[0], f"{line['weekday']} {int(line['hour']):02d}:00")
        for column, key in enumerate(['arrivals_per_hour', *groups], 1):
            expect_number(f'{row[0]} {key}', row[column], line[key])


def when(cell):
    if isinstance(cell, float):
        start = datetime.datetime(1899, 12, 30)
        return (start + datetime.timedelta(days=cell)).strftime('%Y-%m-%dT%H:%M')
    return cell.replace(' ', 'T')[:16]


def check_course(rows, wanted):
    expect('bins', len(rows) - 1, len(wanted))
    keys = [key for key in wanted[0] if key not in ('start', 'start_h')]
    keys = (keys[:5] + [key for key in keys if key.startswith('utilisation:')]
            + [key for key in keys if key.startswith('queue:')])
    for row, line in zip(rows[1:], wanted):
        expect('start of a bin', when(row[0]), line['start'][:16])
        for column, key in enumerate(keys, 1):
            expect_number(f'{row[0]} {key}', row[column], line[key])


def main(what, directory):
    tables = read_workbook(directory) if what == 'xml' else read_office(directory)
    measures = read_csv(directory + '/measures.csv')
    check_summary(tables['Summary'], measures)
    check_slices('By priority', tables['By priority'], 'by_priority', measures)
    check_slices('By group', tables['By group'], 'by_group', measures)
    check_week(tables['Hour of week'], read_csv(directory + '/hour_of_week.csv'))
    check_course(tables['Over time'], read_csv(directory + '/over_time.csv'))
    print('\n'.join(bad[:20]) + ('\n' if bad else '')
          + f'{compared} figures, {len(bad)} differ')
    return 1 if bad else 0


sys.exit(main(*sys.argv[1:]))
