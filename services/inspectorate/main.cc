#include "services/inspectorate/inspectorate_service.h"

int main(int argc, char** argv) {
  return donthu::RunProcess(argc, argv, {donthu::inspectorate::Entry()});
}
