#include "services/identity/identity_service.h"

int main(int argc, char** argv) {
  return donthu::RunProcess(argc, argv, {donthu::identity::Entry()});
}
