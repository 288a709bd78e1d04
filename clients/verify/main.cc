// Verifies an export of the ledger by itself.
#include <iostream>

#include "clients/verify/verify.h"

int main(int argc, char** argv) {
  return donthu::verify::Run({argv + 1, argv + argc}, std::cout, std::cerr);
}
