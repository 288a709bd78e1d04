// All services in one process: for a commune, a laptop or a test.
#include "services/directory/directory_service.h"
#include "services/identity/identity_service.h"
#include "services/inspectorate/inspectorate_service.h"
#include "services/intake/intake_service.h"
#include "services/ledger/ledger_service.h"
#include "services/resolution/resolution_service.h"
#include "services/routing/routing_service.h"

int main(int argc, char** argv) {
  return donthu::RunProcess(
      argc, argv,
      {donthu::ledger::Entry(), donthu::directory::Entry(), donthu::intake::Entry(),
       donthu::routing::Entry(), donthu::resolution::Entry(), donthu::inspectorate::Entry(),
       donthu::identity::Entry()});
}
