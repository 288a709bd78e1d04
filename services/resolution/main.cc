#include "services/resolution/resolution_service.h"

int main(int argc, char** argv) {
  return donthu::RunProcess(argc, argv, {donthu::resolution::Entry()});
}
