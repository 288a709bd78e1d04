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
        key = new_key(row["code"], names)
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


# The bodies of the province that changed, as people remember it: the reorganisation of 01/03/2025. Code, name, short
# name, kind, the bodies it took over from. The new tỉnh Quảng Trị has a namesake of each body of 30/06/2025.
INTERIM = [
    ("QB-SNNMT", "Sở Nông nghiệp và Môi trường", "Sở NN&MT", "so_nnmt", "QB-STNMT QB-SNNPTNT"),
    ("QB-STC-2025", "Sở Tài chính", "Sở Tài chính", "so_tai_chinh", "QB-STC QB-SKHDT"),
    ("QB-SXD-2025", "Sở Xây dựng", "Sở Xây dựng", "so_xay_dung", "QB-SXD QB-SGTVT"),
    ("QB-SKHCN-2025", "Sở Khoa học và Công nghệ", "Sở KH&CN", "so_khcn", "QB-SKHCN QB-STTTT"),
    ("QB-SNV-2025", "Sở Nội vụ", "Sở Nội vụ", "so_noi_vu", "QB-SNV QB-SLDTBXH"),
    ("QB-SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch", "Sở VHTT&DL", "so_vhttdl", "QB-SVHTT QB-SDL"),
    ("QB-SDTTG", "Sở Dân tộc và Tôn giáo", "Sở DT&TG", "so_dttg", "QB-BDT"),
]
# What the districts did for a place and the communes of 2025 do now; our own reading of the decrees of June 2025.
DEVOLVED = "DD;NO;CS;XD;MT;TP;YT;GD;GT;NN;KT;VH;KH"


def new_key(code, old_keys):
    return code + ("-2025" if code in old_keys else "")


def new_agencies():
    """Rows of agencies.csv for bodies that began after 2024, each with the old agencies that it took over from."""
    old = read("agencies_quang_binh_2024.csv")
    keys = {row["unit_key"] for row in read("admin_units_2024.csv")}
    at = "AREA_LEVEL_PROVINCE"
    for code, name, short, kind, before in INTERIM:
        yield (code, name + " tỉnh Quảng Bình", short, kind, at, "QB-UBND", "44", "true", "true", "2025-03-01",
               "2025-06-30", name + " tỉnh Quảng Trị"), before.split()
    ended = {code for row in INTERIM for code in row[4].split()}
    interim = [dict(code=row[0], name=row[1] + " tỉnh Quảng Bình", short_name=row[2], kind=row[3], parent_code="QB-UBND",
                    first_instance_settler="yes", receives_citizens="yes") for row in INTERIM]
    provincial = [row for row in old if row["level"] == "province" and row["valid_to"] == "2025-06-30"]
    for row in provincial + interim:
        assert row["code"] not in ended, row
        code = "QT-" + row["code"][3:].removesuffix("-2025")
        parent = row["parent_code"] and "QT-" + row["parent_code"][3:]
        if parent in ("QT-STNMT", "QT-SNNPTNT"):
            parent = "QT-SNNMT"
        yield (code, row["name"].replace("Quảng Bình", "Quảng Trị"), row["short_name"], row["kind"], at, parent, "44-2025",
               flag(row["first_instance_settler"].startswith("yes")), flag(row["receives_citizens"] == "yes"),
               "2025-07-01", "", ""), [row["code"]]
    for row in read("admin_units_2025.csv"):
        if row["former_province"] == "Quảng Bình" and row["level"] == "commune":
            name = row["name"][0].lower() + row["name"][1:]
            yield (f"QT-{row['code']}-UBND", "Ủy ban nhân dân " + name, "UBND " + name, "ubnd_xa", "AREA_LEVEL_COMMUNE",
                   "QT-UBND", new_key(row["code"], keys), "true", "true", "2025-07-01", "", ""), []


def successions():
    for row, before in new_agencies():
        for old in before:
            yield old, row[0], "*", row[9]
    districts = {}
    for row in read("admin_map_2024_2025.csv"):
        if row["old_province"] != "Quảng Bình":
            continue
        old, new = f"QB-{row['old_unit_key']}-UBND", f"QT-{row['new_code']}-UBND"
        if row["old_valid_to"] == "2025-06-30":
            yield old, new, "*", "2025-07-01"
        districts.setdefault(f"QB-{row['old_district_code']}-UBND", set()).add(new)
    for row in read("agencies_quang_binh_2024.csv"):
        if row["kind"] == "ubnd_xa" and row["valid_to"] == "2024-11-30":
            yield row["code"], f"QB-{row['successor']}-UBND", "*", "2024-12-01"
    for district, communes in sorted(districts.items()):
        yield district, "QT-UBND", "*", "2025-07-01"
        for commune in sorted(communes):
            yield district, commune, DEVOLVED, "2025-07-01"


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
          "successor", [*agencies(), *(row for row, _ in new_agencies())])
    write("successions.csv", "old_agency new_agency functions on", successions())
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
