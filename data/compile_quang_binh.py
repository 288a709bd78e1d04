#!/usr/bin/env python3
"""Compiles data/quang_binh_2024 from the collected sources (see the README there for what they are).

    data/compile_quang_binh.py FOLDER_OF_THE_SOURCES

Column names are the field names of proto/donthu/directory/v1/directory.proto, enums by their full names, dates ISO or
empty, lists joined with ";". Not needed to build or run anything.
"""
import csv
import json
import pathlib
import re
import sys
import unicodedata

SOURCES = pathlib.Path(sys.argv[1])
TARGET = pathlib.Path(__file__).parent / "quang_binh_2024"
ANSWERS = ("expected_agency_kind expected_agency_code expected_level expected_handling handling_note wrong_level "
           "near_duplicate_of duplicate_kind related_to style word_count").split()
OFFICERS = [
    ("he-thong.mot-cua", "Hệ thống một cửa (trình diễn)", "QB-UBND", "ROLE_SYSTEM"),
    ("thanh-tra.tinh", "Thanh tra viên trình diễn", "QB-TTT", "ROLE_INSPECTORATE"),
    ("tiep-dan.dong-hoi", "Cán bộ tiếp dân trình diễn", "QB-450-BTCD", "ROLE_RECEPTION;ROLE_CASE_OFFICER"),
    ("chu-tich.xuan-hoa", "Chủ tịch xã trình diễn", "QB-18925-UBND", "ROLE_HEAD;ROLE_CASE_OFFICER"),
]


def read(name):
    with open(SOURCES / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def flag(value):
    return "true" if value else "false"


def level(name):
    return f"AREA_LEVEL_{name.upper()}" if name else ""


def areas():
    old = read("admin_units_2024.csv")
    names = {row["unit_key"]: row["name"] for row in old}
    new_names = {row["old_unit_key"]: row["new_name"] for row in read("admin_map_2024_2025.csv")}
    for row in old:
        successor = row["succeeded_by"]
        if row["level"] == "province":
            successor = "Tỉnh Quảng Trị"
        elif row["valid_to"] == "2024-11-30":  # merged within the old district: the successor is in the same file
            successor = names[successor]
        elif row["level"] == "commune":
            successor = new_names[row["unit_key"]]
        yield (row["unit_key"], row["code"], row["name"], level(row["level"]), row["parent_code"], row["valid_from"],
               row["valid_to"], successor, flag(row["remote_suggested"] == "yes"))
    for row in read("admin_units_2025.csv"):
        key = row["code"] + ("-2025" if row["code"] in names else "")
        parent = "44-2025" if row["parent_code"] else ""
        yield (key, row["code"], row["name"], level(row["level"]), parent, row["valid_from"], "", "", "false")


def agencies():
    keys = {row["unit_key"] for row in read("admin_units_2024.csv")}
    commune_names = {row["unit_key"]: row["name"] for row in read("admin_units_2024.csv")}
    new_names = {row["old_unit_key"]: row["new_name"] for row in read("admin_map_2024_2025.csv")}
    for row in read("agencies_quang_binh_2024.csv"):
        area, successor = row["admin_unit_code"], row["successor"]
        if match := re.fullmatch(r"QB-(\w{5}(-old)?)-UBND", row["code"]):
            area = match[1]
            next_name = commune_names[successor] if row["valid_to"] == "2024-11-30" else new_names[area]
            successor = "UBND " + next_name[0].lower() + next_name[1:]
        assert area in keys, row
        yield (row["code"], row["name"], row["short_name"], row["kind"], level(row["level"]), row["parent_code"], area,
               flag(row["first_instance_settler"].startswith("yes")), flag(row["receives_citizens"] == "yes"),
               row["valid_from"], row["valid_to"], successor)


# Our own: what in the text shows that the district answers although the commune usually does. The province must confirm it.
DISTRICT_WORDS = {
    "GT01": "liên xã;đường huyện;đèn chiếu sáng;điện chiếu sáng;gờ giảm tốc",
    "MT01": "quy mô lớn;cơ sở chế biến;nhà máy;khu công nghiệp;cụm công nghiệp",
}


def subject_fields():
    for row in read("subject_fields.csv"):
        kinds = (row[f"{at}_agency_kind"].replace("-", "") for at in ("commune", "district", "province"))
        keywords = ";".join(word.strip() for word in row["keywords"].split(";") if word.strip())
        yield (row["code"], row["parent_code"], row["name_vi"], level(row["usual_first_level"]), *kinds, keywords,
               row["note"], DISTRICT_WORDS.get(row["code"], ""))


def calendar():
    for row in read("holidays_vn.csv"):
        yield row["date"], flag(row["working"] == "1"), row["name"], flag(row["confidence"] != "low")


def nfc(text):
    return unicodedata.normalize("NFC", text)


def write(name, header, rows):
    with open(TARGET / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split())
        writer.writerows([nfc(value) for value in row] for row in rows)


def main():
    write("areas.csv", "key code name level parent_key valid_from valid_to successor remote", areas())
    write("agencies.csv", "code name short_name kind level parent_code area_key settles receives valid_from valid_to "
          "successor", agencies())
    write("subject_fields.csv", "code parent_code name usual_level commune_kind district_kind province_kind keywords "
          "note district_words", subject_fields())
    write("calendar.csv", "date working name confirmed", calendar())
    write("officers.csv", "id name agency_code roles valid_from valid_to", (row + ("", "") for row in OFFICERS))
    with open(SOURCES / "sample_petitions.jsonl", encoding="utf-8") as source, \
            open(TARGET / "petitions.jsonl", "w", encoding="utf-8", newline="\n") as target:
        for line in source:
            petition = {name: value for name, value in json.loads(line).items() if name not in ANSWERS}
            target.write(nfc(json.dumps(petition, ensure_ascii=False)) + "\n")


main()
