#include "services/gateway/static_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace donthu::gateway {
namespace {

class StaticFilesTest : public ::testing::Test {
 protected:
  StaticFilesTest() {
    std::string name = ::testing::TempDir() + "web_XXXXXX";
    root_ = mkdtemp(name.data());
  }
  ~StaticFilesTest() override { std::filesystem::remove_all(root_); }

  void Write(const std::string& path, const std::string& text) {
    const auto full = root_ / path;
    std::filesystem::create_directories(full.parent_path());
    std::ofstream(full) << text;
  }
  StaticFiles Load() {
    auto files = StaticFiles::Load(root_);
    EXPECT_TRUE(files.ok()) << files.status();
    return *std::move(files);
  }

  std::filesystem::path root_;
};

TEST_F(StaticFilesTest, ServesTheAppAndItsRoutes) {
  Write("index.html", "page");
  Write("assets/app-1a2b.js", "script");
  const StaticFiles files = Load();
  for (const char* path : {"/", "/index.html", "/petition/12", "/petition/", "/tra-c%E1%BB%A9u"}) {
    ASSERT_NE(files.Find(path), nullptr) << path;
    EXPECT_EQ(files.Find(path)->plain, "page") << path;
  }
  const StaticFile* page = files.Find("/");
  EXPECT_EQ(page->content_type, "text/html; charset=utf-8");
  EXPECT_FALSE(page->immutable);
  const StaticFile* script = files.Find("/assets/app-1a2b.js");
  ASSERT_NE(script, nullptr);
  EXPECT_EQ(script->content_type, "text/javascript; charset=utf-8");
  EXPECT_TRUE(script->immutable);
  EXPECT_NE(script->etag, page->etag);
}

TEST_F(StaticFilesTest, MissingFile_IsNotThePage) {
  Write("index.html", "page");
  const StaticFiles files = Load();
  for (const char* path : {"/assets/old-9.js", "/favicon.ico", "/.env", "/a/b.c"}) {
    EXPECT_EQ(files.Find(path), nullptr) << path;
  }
}

TEST_F(StaticFilesTest, LinksAndHiddenFiles_AreLeftOut) {
  Write("index.html", "page");
  Write(".git/config.txt", "secret");
  Write(".env.txt", "secret");
  std::filesystem::create_symlink("/etc/passwd", root_ / "passwd.txt");
  std::filesystem::create_directory_symlink("/etc", root_ / "etc");
  const StaticFiles files = Load();
  for (const char* path : {"/.git/config.txt", "/.env.txt", "/passwd.txt", "/etc/os-release.x"}) {
    EXPECT_EQ(files.Find(path), nullptr) << path;
  }
}

TEST_F(StaticFilesTest, CompressedCopies_AreChosenByTheBrowsersWord) {
  Write("app.js", "plain");
  Write("app.js.br", "brotli");
  Write("app.js.gz", "gzip");
  Write("lonely.js.gz", "copy of nothing");
  const StaticFiles files = Load();
  const StaticFile& file = *files.Find("/app.js");
  const auto chosen = [&file](const char* accept) { return *ChooseVariant(file, accept).bytes; };
  EXPECT_EQ(chosen("gzip, deflate, br, zstd"), "brotli");
  EXPECT_EQ(chosen("gzip"), "gzip");
  EXPECT_EQ(chosen("br;q=0, gzip;q=0.5"), "gzip");
  EXPECT_EQ(chosen("GZIP"), "gzip");
  EXPECT_EQ(chosen(""), "plain");
  EXPECT_EQ(chosen("br;q=0,gzip;q=0"), "plain");
  EXPECT_EQ(chosen("brx, xgzip, ;;q=,"), "plain");
  EXPECT_EQ(ChooseVariant(file, "br").encoding, "br");
  EXPECT_EQ(files.Find("/lonely.js"), nullptr);
  EXPECT_EQ(files.Find("/app.js.br"), nullptr);
}

TEST_F(StaticFilesTest, NoDirectory_NoFiles) {
  const auto none = StaticFiles::Load("");
  ASSERT_TRUE(none.ok());
  EXPECT_EQ(none->Find("/"), nullptr);
  EXPECT_EQ(StaticFiles::Load(root_ / "absent").status().code(), absl::StatusCode::kNotFound);
}

TEST(PathOfTarget, LeavesTheQueryOut) {
  EXPECT_EQ(PathOfTarget("/"), "/");
  EXPECT_EQ(PathOfTarget("/a/b?c=../d"), "/a/b");
  EXPECT_EQ(PathOfTarget("/tra-c%E1%BB%A9u/H46-1.2"), "/tra-c%E1%BB%A9u/H46-1.2");
}

TEST(PathOfTarget, WaysOut_AreRefused) {
  for (const std::string target :
       {"",         "*",         "a",       "http://x/", "/..",       "/../etc/passwd",
        "/a/..%2f", "/%2e%2e/x", "/%2E./x", "/a\\b",     "/a%5Cb",    "/a%00",
        "/a%0d%0a", "/a b",      "/a\x01",  "/a\x7f",    "/\xc3\xa1", "/%",
        "/%2",      "/%zz",      "/a%7f",   "/a#b"}) {
    EXPECT_EQ(PathOfTarget(target), std::nullopt) << target;
  }
}

}  // namespace
}  // namespace donthu::gateway
