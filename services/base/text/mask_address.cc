#include <algorithm>
#include <string>
#include <utility>

#include "services/base/text/mask_parts.h"

namespace donthu::text::mask {
namespace {

// From the commune up: what stays.
const PhraseList& Levels() {
  static const PhraseList levels(
      {"xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh", "đặc khu"});
  return levels;
}

// The same, short; in an address only at the beginning of a part ("P. Đồng Phú").
const PhraseList& ShortLevels() {
  static const PhraseList levels({"x", "p", "tt", "h", "q", "tx", "tp", "t"});
  return levels;
}

const PhraseList& HamletKinds() {
  static const PhraseList kinds(
      {"thôn",     "bản", "xóm", "tổ dân phố", "tdp",        "tổ",         "khối", "khối phố",
       "khu phố",  "khu", "kp",  "khu dân cư", "cụm dân cư", "ấp",         "làng", "buôn",
       "tiểu khu", "tk",  "cụm", "đội",        "tổ dân cư",  "tổ tự quản", "khóm", "khu vực"});
  return kinds;
}

const PhraseList& StreetKinds() {
  static const PhraseList kinds(
      {"đường", "phố", "ngõ", "ngách", "hẻm", "kiệt", "quốc lộ", "tỉnh lộ", "hẽm"});
  return kinds;
}

const PhraseList& HouseCues() {
  static const PhraseList cues({"số nhà", "nhà số", "số", "sn"});
  return cues;
}

const PhraseList& NumberWord() {
  static const PhraseList word({"số"});
  return word;
}

// The parts of an address that a comma, a semicolon or a line end sets apart.
std::vector<Tokens> Parts(std::string_view address) {
  std::vector<Tokens> parts;
  while (true) {
    const std::size_t comma = std::min(address.find_first_of(",;\n"), address.size());
    Tokens part = Tokenize(address.substr(0, comma));
    if (!part.empty()) parts.push_back(std::move(part));
    if (comma == address.size()) return parts;
    address.remove_prefix(comma + 1);
  }
}

// Where in a part the commune or a higher level begins; part.size() when nowhere.
std::size_t LevelIn(const Tokens& part) {
  if (part.size() > 1 && ShortLevels().LongestAt(part, 0) > 0) return 0;
  for (std::size_t i = 0; i < part.size();) {
    // "tổ dân phố" and "khu phố" are no level though words of theirs look like one.
    const std::size_t kind = HamletKinds().LongestAt(part, i);
    if (Levels().LongestAt(part, i) > 0) return i;
    i += std::max<std::size_t>(kind, 1);
  }
  return part.size();
}

struct Address {
  std::vector<Tokens> household;  // parts before the commune
  std::vector<Tokens> rest;
};

Address Split(std::string_view full) {
  Address address;
  std::vector<Tokens> parts = Parts(full);
  const bool has_level = std::any_of(
      parts.begin(), parts.end(), [](const Tokens& part) { return LevelIn(part) < part.size(); });
  for (const Tokens& part : parts) {
    const std::size_t level = has_level ? LevelIn(part) : part.size();
    const bool is_household = address.rest.empty() && level > 0;
    if (is_household && (has_level || address.household.empty())) {
      address.household.emplace_back(part.begin(),
                                     part.begin() + static_cast<std::ptrdiff_t>(level));
      if (level < part.size()) {
        address.rest.emplace_back(part.begin() + static_cast<std::ptrdiff_t>(level), part.end());
      }
    } else {
      address.rest.push_back(part);
    }
  }
  return address;
}

// What one household part consists of.
struct Household {
  std::vector<Tokens> hamlets;  // names without their kind
  std::vector<Tokens> streets;  // likewise
  std::vector<Tokens> houses;   // the number, with all that the address puts behind it
};

class HouseholdReader {
 public:
  Household Read(const Tokens& part) {
    std::size_t at = 0;
    while (at < part.size()) at = ReadUnit(part, at);
    return std::move(household_);
  }

 private:
  std::size_t ReadUnit(const Tokens& part, std::size_t at) {
    if (const std::size_t kind = HamletKinds().LongestAt(part, at); kind > 0) {
      return ReadNamed(part, at + kind, household_.hamlets);
    }
    if (const std::size_t kind = StreetKinds().LongestAt(part, at); kind > 0) {
      return ReadNamed(part, at + kind, household_.streets);
    }
    const std::size_t cue = HouseCues().LongestAt(part, at);
    if (at + cue < part.size() && part[at + cue].is_number) return ReadHouse(part, at + cue);
    return ReadNamed(part, at + cue, household_.hamlets);  // "Trung, xã Hóa Thanh"
  }

  // A name ends where the next kind begins; "thôn Làng Mới" is both "Làng Mới" and "Mới".
  std::size_t ReadNamed(const Tokens& part, std::size_t from, std::vector<Tokens>& names) {
    from += NumberWord().LongestAt(part, from);
    std::size_t end = from;
    if (end < part.size() && part[end].is_number) {
      ++end;
      if (end < part.size() && part[end].word.size() == 1) ++end;  // "tổ 3A"
    } else {
      while (end < part.size() && (end == from || !BeginsUnit(part, end))) ++end;
    }
    if (end > from) names.emplace_back(Slice(part, from, end));
    return end > from && BeginsUnit(part, from) && !part[from].is_number ? from : end;
  }

  std::size_t ReadHouse(const Tokens& part, std::size_t from) {
    household_.houses.push_back(Slice(part, from, part.size()));
    std::size_t end = from;
    while (end < part.size() && (part[end].is_number || part[end].word.size() == 1)) ++end;
    const bool is_street_name = end < part.size() && !BeginsUnit(part, end);
    return is_street_name ? ReadNamed(part, end, household_.streets) : end;
  }

  static bool BeginsUnit(const Tokens& part, std::size_t at) {
    return HamletKinds().LongestAt(part, at) > 0 || StreetKinds().LongestAt(part, at) > 0 ||
           (HouseCues().LongestAt(part, at) > 0 && at + 1 < part.size());
  }

  static Tokens Slice(const Tokens& part, std::size_t from, std::size_t end) {
    return {part.begin() + static_cast<std::ptrdiff_t>(from),
            part.begin() + static_cast<std::ptrdiff_t>(end)};
  }

  Household household_;
};

class HouseholdFinder {
 public:
  HouseholdFinder(const Tokens& tokens, const Address& address)
      : tokens_(tokens), address_(address) {}

  std::vector<Span> Find() {
    for (const Tokens& part : address_.household) {
      FindPart(part);
      const Household household = HouseholdReader().Read(part);
      for (const Tokens& name : household.hamlets) FindHamlet(name);
      for (const Tokens& name : household.streets) FindStreet(name);
      for (const Tokens& house : household.houses) FindHouse(house);
    }
    return std::move(spans_);
  }

 private:
  void Add(std::size_t from, std::size_t end) {
    spans_.push_back({tokens_[from].begin, tokens_[end - 1].end});
  }

  // The whole part as written; a lone word or number is too little to know it by.
  void FindPart(const Tokens& part) {
    if (part.size() < 2) return;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (LettersStandAt(tokens_, i, part)) Add(i, i + part.size());
    }
  }

  void FindHamlet(const Tokens& name) {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      FindKind(HamletKinds(), name, i);
      if (IsBareHamlet(name, i)) Add(i, i + name.size());
    }
  }

  void FindKind(const PhraseList& kinds, const Tokens& name, std::size_t at) {
    const std::size_t kind = kinds.LongestAt(tokens_, at);
    if (kind == 0) return;
    const std::size_t from = at + kind + NumberWord().LongestAt(tokens_, at + kind);
    if (LettersStandAt(tokens_, from, name)) Add(at, from + name.size());
  }

  // A hamlet's name without the word for hamlet, written as a name; but a commune, a district or a
  // province of that name stays.
  bool IsBareHamlet(const Tokens& name, std::size_t at) const {
    if (name.size() < 2 || name.front().is_number || !StandsAt(tokens_, at, name)) return false;
    for (std::size_t i = at; i < at + name.size(); ++i) {
      if (!tokens_[i].is_capital) return false;
    }
    if (Levels().LongestBefore(tokens_, at) > 0) return false;
    return std::none_of(address_.rest.begin(), address_.rest.end(), [&](const Tokens& level) {
      return level.size() >= name.size() && LettersStandAt(level, level.size() - name.size(), name);
    });
  }

  void FindStreet(const Tokens& name) {
    for (std::size_t i = 0; i < tokens_.size(); ++i) FindKind(StreetKinds(), name, i);
  }

  // "số nhà 12", and "12 Lý Thường Kiệt" or "12 đường Lý Thường Kiệt".
  void FindHouse(const Tokens& house) {
    static const PhraseList certain({"số nhà", "nhà số"});
    std::size_t digits = 0;
    while (digits < house.size() && (house[digits].is_number || house[digits].word.size() == 1)) {
      ++digits;
    }
    const Tokens number(house.begin(), house.begin() + static_cast<std::ptrdiff_t>(digits));
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!LettersStandAt(tokens_, i, number)) continue;
      const std::size_t cue = HouseCues().LongestBefore(tokens_, i);
      const std::size_t end = StreetEnd(house, i, digits);
      if (end > i + digits || certain.LongestBefore(tokens_, i) > 0) Add(i - cue, end);
    }
  }

  // Where the street ends that the address puts behind the number; at + digits when another word
  // follows there.
  std::size_t StreetEnd(const Tokens& house, std::size_t at, std::size_t digits) const {
    std::size_t name = digits;
    name += StreetKinds().LongestAt(house, name);
    const std::size_t from = at + digits + StreetKinds().LongestAt(tokens_, at + digits);
    const Tokens street(house.begin() + static_cast<std::ptrdiff_t>(name), house.end());
    return LettersStandAt(tokens_, from, street) ? from + street.size() : at + digits;
  }

  const Tokens& tokens_;
  const Address& address_;
  std::vector<Span> spans_;
};

}  // namespace

std::vector<Span> FindHousehold(const Tokens& tokens, std::string_view address) {
  const Address split = Split(address);
  return HouseholdFinder(tokens, split).Find();
}

}  // namespace donthu::text::mask
