#include "services/vault/vault_service.h"

int main(int argc, char** argv) {
  return donthu::RunProcess(argc, argv, {donthu::vault::VaultEntry()});
}
