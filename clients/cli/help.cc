#include "clients/cli/help.h"

#include "absl/strings/match.h"
#include "clients/cli/text_table.h"

namespace donthu::cli {
namespace {

void PrintFlags(const std::vector<Flag>& flags, std::ostream& out) {
  TextTable table({});
  for (const Flag& flag : flags) {
    table.AddRow({"  --" + flag.name + (flag.value.empty() ? "" : " " + flag.value), flag.help});
  }
  table.Print(out);
}

void PrintCommands(const std::vector<Command>& commands, const std::string& asked,
                   std::ostream& out) {
  TextTable table({});
  for (const Command& command : commands) {
    if (asked.empty() || absl::StartsWith(command.name, asked + " ")) {
      table.AddRow({"  " + command.name + " " + command.words, command.summary});
    }
  }
  table.Print(out);
}

}  // namespace

std::vector<Flag> GlobalFlagList() {
  return {{"config", "TỆP", "cấu hình; mặc định $DONTHU_CLIENT_CONFIG hoặc var/client.textproto"},
          {"endpoint", "MÁY:CỔNG", "máy chủ, thay cho cấu hình"},
          {"token-file", "TỆP", "tệp chứa mã truy cập, thay cho cấu hình"},
          {"json", "", "kết quả dạng JSON cho máy đọc"},
          {"redacted", "", "bỏ thông tin cá nhân khỏi kết quả, để đưa cho người khác"}};
}

void PrintUsage(const Command& command, std::ostream& out) {
  out << "donthu " << command.name << (command.words.empty() ? "" : " ") << command.words << "\n  "
      << command.summary << "\n";
  PrintFlags(command.flags, out);
}

int PrintHelp(const std::vector<std::string>& line, const std::vector<Command>& commands,
              std::ostream& out, std::ostream& err) {
  std::string asked;
  for (std::size_t i = 1; i < line.size(); ++i) asked += (asked.empty() ? "" : " ") + line[i];
  bool found = asked.empty();
  for (const Command& command : commands) {
    if (command.name == asked) {
      PrintUsage(command, out);
      return kOk;
    }
    found |= absl::StartsWith(command.name, asked + " ");
  }
  if (!found) {
    err << "donthu: không có lệnh \"" << asked << "\"; xem: donthu help\n";
    return kUsageMistake;
  }
  out << "donthu LỆNH …: tiếp nhận, xử lý, theo dõi đơn thư\n\n";
  PrintCommands(commands, asked, out);
  out << "\nTùy chọn chung:\n";
  PrintFlags(GlobalFlagList(), out);
  out << "\nXem từng lệnh: donthu help LỆNH. Kết thúc: 0 xong, 1 bị từ chối, 2 gõ sai, 3 không "
         "kết nối được.\n";
  return kOk;
}

}  // namespace donthu::cli
