// Need to know: which petitions, cases and events a caller may see at all, whatever a method asks
// for. PostgreSQL keeps to it (migrations/sight), so that no statement can forget it; a service
// only says what a caller may do.
//
// Guarded are petitions whose author is withheld, that is, denunciations and those whose author
// asked for it, and everything that belongs to them: handlings, referrals, cases, events. They are
// seen by
//
// - the head of an agency that holds or held them, and whoever stands in for that head
//
// - officers assigned to them, of whichever agency
//
// - for a day, the officer who registered them
//
// - systems, as far as they reach
//
// and never in an agency that the accused leads, or in one below it, whatever a person is there
// (L-TC Đ.9, 12, 56).
#pragma once

#include "absl/time/civil_time.h"
#include "services/base/access/access.h"
#include "services/base/db/db.h"
#include "services/base/reference/accused.h"
#include "services/base/reference/reference.h"

namespace donthu {

// Agencies that the accused leads, or that are accused themselves.
std::vector<std::string> LedBy(const routing::v1::Accused& accused);

// Whom a denunciation must be kept from.
struct Barred {
  // LedBy the accused; whoever works there or below is kept from it.
  std::vector<std::string> leads;
  // The agency whose head acts where the holder is among them: the next above that is not. Empty
  // where the holder may act itself, or the province has nobody.
  std::string stand_in;
};

// `holder` is the agency that received the denunciation or holds it.
Barred BarredBy(const Reference& reference, const routing::v1::Accused& accused,
                const std::string& holder, absl::CivilDay on);

// What a caller who reaches so far may see on that day.
db::View ViewOf(const Principal& principal, const Reach& reach, const Reference& reference,
                absl::CivilDay today);

// The agency and those above it, with the ones that each took over from on its own level: who is
// accused while leading one of them has power over the agency.
std::vector<std::string> Superiors(const Reference& reference, const std::string& agency_code,
                                   absl::CivilDay today);

}  // namespace donthu
