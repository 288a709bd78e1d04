#include "services/routing/routing_service.h"

int main(int argc, char** argv) {
  return donthu::RunProcess(argc, argv, {donthu::routing::Entry()});
}
