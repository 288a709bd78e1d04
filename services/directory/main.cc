#include "services/directory/directory_service.h"

int main(int argc, char** argv) {
  return donthu::RunProcess(argc, argv, {donthu::directory::Entry()});
}
