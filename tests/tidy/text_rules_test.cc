#include "tests/tidy/text_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace donthu::tidy {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string Times(int count, const std::string& text) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

TEST(CheckLineLength, LongLine_IsFound) {
  EXPECT_THAT(CheckLineLength({"a.sql", Times(131, "x") + "\n"}), SizeIs(1));
  EXPECT_THAT(CheckLineLength({"a.cc", Times(101, "x") + "\n"}), SizeIs(1));
  EXPECT_THAT(CheckLineLength({"a.cc", "\"" + Times(130, "x") + "\"\n"}), SizeIs(1));
  EXPECT_THAT(CheckLineLength({"tools/up", "#!/bin/bash\n" + Times(131, "x") + "\n"}), SizeIs(1));
}

TEST(CheckLineLength, LineWithinItsBound_IsNot) {
  EXPECT_THAT(CheckLineLength({"a.sql", Times(130, "đ") + "\n"}), IsEmpty());
  EXPECT_THAT(CheckLineLength({"a.cc", Times(100, "x") + "\n"}), IsEmpty());
  EXPECT_THAT(CheckLineLength({"a.cc", "R\"(\n" + Times(130, "x") + "\n)\"\n"}), IsEmpty());
  EXPECT_THAT(CheckLineLength({"a.md", Times(999, "x") + "\n"}), IsEmpty());
}

TEST(CheckFileLength, LongFile_IsFound) {
  EXPECT_THAT(CheckFileLength({"a.cc", Times(801, "x\n")}), SizeIs(1));
  EXPECT_THAT(CheckFileLength({"a.cc", Times(800, "x\n")}), IsEmpty());
  EXPECT_THAT(CheckFileLength({"a.csv", Times(5000, "x\n")}), IsEmpty());
}

TEST(CheckFileSize, LargeFile_IsFound) {
  EXPECT_THAT(CheckFileSize({"a.csv", std::string(kFileBytesMax + 1, 'x')}), SizeIs(1));
  EXPECT_THAT(CheckFileSize({"a.csv", std::string(kFileBytesMax, 'x')}), IsEmpty());
}

TEST(CheckBlanks, StrayBlanks_AreFound) {
  for (const char* text : {"a\t\n", "a \n", "a\r\n", "a"}) {
    EXPECT_THAT(CheckBlanks({"a.cc", text}), SizeIs(1)) << text;
  }
  EXPECT_THAT(CheckBlanks({"a.cc", "a b\n\nc\n"}), IsEmpty());
  EXPECT_THAT(CheckBlanks({"a.cc", ""}), IsEmpty());
  EXPECT_THAT(CheckBlanks({"a.jsonl", "a \n"}), IsEmpty());
}

TEST(CheckMarks, UnfinishedWork_IsFound) {
  for (const char* text : {"// FIX"
                           "ME\n",
                           "# X"
                           "XX later\n",
                           "-- TO"
                           "DO: more\n",
                           "TO"
                           "DO(me)\n"}) {
    EXPECT_THAT(CheckMarks({"a.sql", text}), SizeIs(1)) << text;
  }
}

TEST(CheckMarks, NumberedTask_IsNot) {
  EXPECT_THAT(CheckMarks({"a.cc",
                          "// TO"
                          "DO(#12): more\n"}),
              IsEmpty());
  EXPECT_THAT(CheckMarks({"a.cc", "kXXXL\n"}), IsEmpty());
}

TEST(CheckPaths, PathOfOneMachine_IsFound) {
  const Tree tree = {{"docs/a.md", ""}};
  for (const std::string root : {"home", "root", "work", "Users"}) {
    EXPECT_THAT(CheckPaths({"docs/a.md", "see /" + root + "/x\n"}, tree), SizeIs(1)) << root;
    EXPECT_THAT(CheckPaths({"tools/a.sh", "DIR=\"/" + root + "/x\"\n"}, tree), SizeIs(1)) << root;
  }
  EXPECT_THAT(CheckPaths({"docs/a.md", "/usr/include and /tmp/x and a/work/b\n"}, tree), IsEmpty());
}

TEST(CheckPaths, PathThatLeadsNowhere_IsFound) {
  const Tree tree = {{"docs/a.md", ""}, {"tools/up", ""}};
  EXPECT_THAT(CheckPaths({"docs/a.md", "see ../tools/down\n"}, tree), SizeIs(1));
  EXPECT_THAT(CheckPaths({"docs/a.md", "see `../../other`\n"}, tree), SizeIs(1));
  EXPECT_THAT(CheckPaths({"docs/a.md", "see ../tools/up and \"$x/../y\"\n"}, tree), IsEmpty());
}

}  // namespace
}  // namespace donthu::tidy
