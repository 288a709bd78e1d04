#include "services/ledger/ledger_service.h"

int main(int argc, char** argv) {
  return donthu::RunProcess(argc, argv, {donthu::ledger::Entry()});
}
