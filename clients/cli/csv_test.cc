#include "clients/cli/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cli/csv_message.h"
#include "clients/cli/directory_files.h"
#include "clients/cli/run_for_test.h"
#include "donthu/directory/v1/directory.pb.h"

namespace donthu::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ParseCsv, QuotesCommasAndLineEnds) {
  const auto rows = ParseCsv("a,b\r\n\"x,\"\"y\"\"\",\"two\nlines\"\n\n,last");
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_EQ(rows->size(), 3u);
  EXPECT_THAT((*rows)[0].cells, ElementsAre("a", "b"));
  EXPECT_THAT((*rows)[1].cells, ElementsAre("x,\"y\"", "two\nlines"));
  EXPECT_EQ((*rows)[1].line, 2);
  EXPECT_THAT((*rows)[2].cells, ElementsAre("", "last"));
  EXPECT_EQ((*rows)[2].line, 5);
}

TEST(ParseCsv, ByteOrderMarkAndEmptyText) {
  EXPECT_EQ((*ParseCsv("\xef\xbb\xbfkey\n"))[0].cells[0], "key");
  EXPECT_TRUE(ParseCsv("")->empty());
  EXPECT_THAT((*ParseCsv("a,\n"))[0].cells, ElementsAre("a", ""));
  EXPECT_THAT((*ParseCsv("a\r"))[0].cells, ElementsAre("a"));
}

TEST(ParseCsv, Mistakes_NameTheLine) {
  EXPECT_THAT(std::string(ParseCsv("a\n\"b").status().message()), HasSubstr("line 2"));
  EXPECT_THAT(std::string(ParseCsv("a\nb\"c\"").status().message()), HasSubstr("line 2"));
  EXPECT_THAT(std::string(ParseCsv("\"a\"b").status().message()), HasSubstr("line 1"));
  EXPECT_THAT(std::string(ParseCsv("a\rb").status().message()), HasSubstr("line 1"));
}

// The first row of a table of agencies, or what is wrong with it.
absl::StatusOr<directory::v1::Agency> ReadAgency(const std::string& text) {
  directory::v1::Agency agency;
  std::vector<int> lines;
  const absl::Status read = ReadTable(
      text, [&] { return &agency; }, &lines);
  if (!read.ok()) return read;
  return agency;
}

TEST(ReadTable, FillsEveryKindOfField) {
  const auto agency = ReadAgency(
      "code,level,settles,valid_to,name\nQB-UBND,province,true,2025-06-30,\"UBND tỉnh, QB\"\n");
  ASSERT_TRUE(agency.ok()) << agency.status();
  EXPECT_EQ(agency->code(), "QB-UBND");
  EXPECT_EQ(agency->level(), directory::v1::AREA_LEVEL_PROVINCE);
  EXPECT_TRUE(agency->settles());
  EXPECT_EQ(agency->valid_to().year(), 2025);
  EXPECT_FALSE(agency->has_valid_from());
  EXPECT_EQ(agency->name(), "UBND tỉnh, QB");
}

TEST(ReadTable, ListsAndFullEnumNames) {
  directory::v1::Officer officer;
  std::vector<int> lines;
  const auto read = ReadTable(
      "id,roles\nlan,ROLE_HEAD;reception ;\n", [&] { return &officer; }, &lines);
  ASSERT_TRUE(read.ok()) << read;
  EXPECT_THAT(officer.roles(), ElementsAre(options::v1::ROLE_HEAD, options::v1::ROLE_RECEPTION));
  EXPECT_THAT(lines, ElementsAre(2));
}

TEST(ReadTable, Mistakes_NameLineAndColumn) {
  const auto message = [](const std::string& text) {
    return std::string(ReadAgency(text).status().message());
  };
  EXPECT_THAT(message("code,colour\nx,y\n"), HasSubstr("line 1: colour"));
  EXPECT_THAT(message("code,code\nx,y\n"), HasSubstr("line 1: code"));
  EXPECT_THAT(message("code,level\nx,village\n"), HasSubstr("line 2: level"));
  EXPECT_THAT(message("code,settles\nx,yes\n"), HasSubstr("line 2: settles"));
  EXPECT_THAT(message("code,valid_to\nx,2025-02-29\n"), HasSubstr("line 2: valid_to"));
  EXPECT_THAT(message("code,level\nx\n"), HasSubstr("line 2: has 1 values, the header 2"));
  EXPECT_THAT(message("code,name\nx,\xff\n"), HasSubstr("line 2: name: is not UTF-8"));
  EXPECT_THAT(message(""), HasSubstr("header"));
}

TEST(DirectoryFolder, ReadsWhatIsThereAndKeepsTheLines) {
  const TemporaryFolder folder;
  folder.Write("areas.csv",
               "key,code,name,level\n44,44,\"Quảng\nBình\",PROVINCE\n450,450,Đồng Hới,district\n");
  folder.Write("calendar.csv", "date,working,name,confirmed\n2024-01-01,false,Tết,true\n");
  const auto files = ReadDirectoryFolder(folder.path().string());
  ASSERT_TRUE(files.ok()) << files.status();
  EXPECT_EQ(files->request.areas_size(), 2);
  EXPECT_EQ(files->request.calendar_days_size(), 1);
  EXPECT_EQ(files->request.agencies_size(), 0);
  EXPECT_EQ(files->PlaceOf("areas[1].parent_key"), "areas.csv line 4: parent_key");
  EXPECT_EQ(files->PlaceOf("calendar_days[0].name"), "calendar.csv line 2: name");
  EXPECT_EQ(files->PlaceOf("areas[9].parent_key"), "areas[9].parent_key");
  EXPECT_EQ(files->PlaceOf("request_id"), "request_id");
}

TEST(DirectoryFolder, Mistakes_NameTheFile) {
  const TemporaryFolder folder;
  EXPECT_EQ(ReadDirectoryFolder(folder.path().string()).status().code(),
            absl::StatusCode::kNotFound);
  folder.Write("officers.csv", "id,roles\nlan,king\n");
  EXPECT_THAT(std::string(ReadDirectoryFolder(folder.path().string()).status().message()),
              HasSubstr("officers.csv line 2: roles"));
}

}  // namespace
}  // namespace donthu::cli
