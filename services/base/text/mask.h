// Removal of a denouncer's identity from text before it is stored (Law on Denunciation 2018, art.
// 8, 9 and 56: the name, address and autograph of the denouncer are kept secret).
//
// What is masked leans to masking too much rather than too little; what stays is what the matter
// needs: the accused (post, name or initials), decision numbers, dates, amounts of money, and the
// commune, district and province of an address. The parts of an address before the commune
// identify a household in a village that knows everybody, so hamlet, house number and street go,
// wherever they occur, even where the hamlet is also the scene of the matter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace donthu::text {

inline constexpr std::string_view kMask = "[đã che]";

// Who must not be recognised. Empty parts and a zero year are unknown.
struct Identity {
  std::string full_name;
  // "thôn Trung, xã Hóa Thanh, huyện Minh Hóa, tỉnh Quảng Bình". Without any word that tells the
  // level (xã, phường, huyện ...) the part before the first comma is taken for the household.
  std::string address;
  int birth_year = 0;
  // Identity cards, passports, telephone numbers, in any formatting.
  std::vector<std::string> numbers;
};

struct Masked {
  std::string text;
  int replacements = 0;
};

// `text` (UTF-8, NFC or NFD) with every occurrence of the identities replaced by kMask:
//  - a full name in any order of its words, with or without diacritics, in any letter case, with
//    any spaces or punctuation inside or none;
//  - a part of the name that ends with the given name, after a title or a self-introduction (ông,
//    bà, tôi tên là, người tố cáo, ký tên ...), or standing alone as a sentence or line;
//  - hamlet, house number and street of the address; the hamlet also under another word for it
//    (tổ dân phố 3, TDP 3, tổ 3);
//  - the birth year after "sinh năm", "sn", "năm sinh", "sinh ngày", or right after the name;
//  - the numbers; and, known or not, e-mail addresses, telephone numbers and identity numbers.
// Masking the result again changes nothing. Age, kinship and the story itself may still tell who
// wrote: that is for a person to judge.
Masked MaskIdentities(std::string_view text, const std::vector<Identity>& identities);

}  // namespace donthu::text
