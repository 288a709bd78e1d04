// Tables for docs/quality.md, printed by the tests.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace donthu::quality {

// Prints a table; every row has as many cells as the head.
void PrintTable(const std::string& title, const std::vector<std::string>& head,
                const std::vector<std::vector<std::string>>& rows);

// "0.973", or "-" for 0 of 0.
std::string Share(int part, int whole);

// What was expected and proposed of one thing (a disposal, an agency), by class.
class Confusion {
 public:
  void Add(const std::string& expected, const std::string& proposed);
  void Print(const std::string& title) const;
  int right() const { return right_; }
  int all() const { return all_; }

 private:
  struct Counts {
    int expected = 0;
    int proposed = 0;
    int right = 0;
  };
  std::map<std::string, Counts> classes_;
  int right_ = 0;
  int all_ = 0;
};

}  // namespace donthu::quality
