#include "services/inspectorate/overview_board.h"

#include <gtest/gtest.h>

namespace donthu::inspectorate {
namespace {

struct Maker {
  int made = 0;
  OverviewBoard::Make Make() {
    return [this]() -> absl::StatusOr<v1::Overview> {
      v1::Overview overview;
      overview.set_ledger_cursor(std::to_string(++made));
      return overview;
    };
  }
};

TEST(OverviewBoard, MakesOneForAllWhoAskForTheSame) {
  OverviewBoard board;
  Maker maker;
  EXPECT_EQ(*board.Get("a", "1", maker.Make()), *board.Get("a", "1", maker.Make()));
  EXPECT_EQ(maker.made, 1);
}

TEST(OverviewBoard, ShowsNoneToOthers_NorOfAnotherState) {
  OverviewBoard board;
  Maker maker;
  const auto first = *board.Get("a", "1", maker.Make());
  EXPECT_NE(first, *board.Get("b", "1", maker.Make()));
  EXPECT_NE(first, *board.Get("a", "2", maker.Make()));
  EXPECT_EQ((*board.Get("a", "2", maker.Make()))->overview.ledger_cursor(), "3");
  // The older state is forgotten.
  EXPECT_EQ((*board.Get("a", "1", maker.Make()))->overview.ledger_cursor(), "4");
}

TEST(OverviewBoard, KeepsNoFailure) {
  OverviewBoard board;
  Maker maker;
  const auto fail = []() -> absl::StatusOr<v1::Overview> { return absl::InternalError("away"); };
  EXPECT_FALSE(board.Get("a", "1", fail).ok());
  EXPECT_FALSE(board.IsMaking("a"));
  EXPECT_TRUE(board.Get("a", "1", maker.Make()).ok());
}

TEST(OverviewBoard, SaysWhileOneIsMade) {
  OverviewBoard board;
  bool making = false;
  const auto look = [&]() -> absl::StatusOr<v1::Overview> {
    making = board.IsMaking("a") && !board.IsMaking("b");
    return v1::Overview();
  };
  EXPECT_TRUE(board.Get("a", "1", look).ok());
  EXPECT_TRUE(making);
}

TEST(OverviewBoard, ForgetsWhatWasNotAskedForLongest) {
  OverviewBoard board;
  Maker maker;
  for (int i = 0; i < 70; ++i) {
    ASSERT_TRUE(board.Get(std::to_string(i), "1", maker.Make()).ok());
    ASSERT_TRUE(board.Get("0", "1", maker.Make()).ok());
  }
  EXPECT_EQ(maker.made, 70);
  ASSERT_TRUE(board.Get("1", "1", maker.Make()).ok());
  EXPECT_EQ(maker.made, 71);
}

}  // namespace
}  // namespace donthu::inspectorate
