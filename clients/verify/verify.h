// donthu-verify: holds an export of the ledger against the public key of its seals, and against a
// seal that was kept from an earlier time. Needs neither server nor database.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace donthu::verify {

// `line`: EXPORT.jsonl PUBLIC_KEY.pem [--since-seal FILE]. Exit status: 0 whole, 1 not whole (each
// defect on a line of `out`, at most 1,000), 2 a mistake on the command line or a file that can't
// be read.
int Run(const std::vector<std::string>& line, std::ostream& out, std::ostream& err);

}  // namespace donthu::verify
