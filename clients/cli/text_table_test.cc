#include "clients/cli/text_table.h"

#include <gtest/gtest.h>

#include <sstream>

namespace donthu::cli {
namespace {

std::string Printed(const TextTable& table) {
  std::ostringstream out;
  table.Print(out);
  return out.str();
}

TEST(DisplayWidth, CountsVietnameseLettersAsOne) {
  EXPECT_EQ(DisplayWidth(""), 0);
  EXPECT_EQ(DisplayWidth("don"), 3);
  EXPECT_EQ(DisplayWidth("đơn tố cáo"), 10);
  EXPECT_EQ(DisplayWidth("to\xcc\x82\xcc\x81"), 2);  // "tố", decomposed
}

TEST(Shorten, CutsBetweenLetters) {
  EXPECT_EQ(Shorten("ngắn", 4), "ngắn");
  EXPECT_EQ(Shorten("Khiếu nại", 6), "Khiếu…");
  EXPECT_EQ(Shorten("hai\ndòng", 20), "hai dòng");
}

TEST(TextTable, ColumnsLineUp) {
  TextTable table({"Hướng", "Số"});
  table.Right({1});
  table.AddRow({"Thụ lý", "7"});
  table.AddRow({"Chuyển đơn", "120"});
  EXPECT_EQ(Printed(table),
            "Hướng        Số\n"
            "Thụ lý        7\n"
            "Chuyển đơn  120\n");
}

TEST(TextTable, NoHeaderAndNoTrailingBlanks) {
  TextTable table({});
  table.AddRow({"a", ""});
  table.AddRow({"bbb", "x"});
  EXPECT_EQ(Printed(table), "a\nbbb  x\n");
}

}  // namespace
}  // namespace donthu::cli
