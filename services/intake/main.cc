#include "services/intake/intake_service.h"

int main(int argc, char** argv) {
  return donthu::RunProcess(argc, argv, {donthu::intake::Entry()});
}
