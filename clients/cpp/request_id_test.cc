#include "clients/cpp/request_id.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace donthu::client {
namespace {

TEST(NewRequestId, IsARandomUuid) {
  const std::regex version4("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string id = NewRequestId();
    EXPECT_TRUE(std::regex_match(id, version4)) << id;
    EXPECT_TRUE(seen.insert(id).second);
  }
}

// Python: uuid.uuid5(uuid.NAMESPACE_DNS, "www.example.com").
TEST(NameBasedUuid, AgreesWithOthers) {
  EXPECT_EQ(NameBasedUuid("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com"),
            "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

// Changing this doubles every petition that is imported again.
TEST(NamedRequestId, NeverChanges) {
  EXPECT_EQ(NamedRequestId("donthu/import/petition", "SP-2024-0001\nQB-18916-UBND"),
            "78d9d6ba-c5fd-5734-8e98-0c966e6d2a08");
}

TEST(NamedRequestId, DependsOnSpaceAndName) {
  EXPECT_NE(NamedRequestId("a", "x"), NamedRequestId("b", "x"));
  EXPECT_NE(NamedRequestId("a", "x"), NamedRequestId("a", "y"));
}

}  // namespace
}  // namespace donthu::client
