// access_docs FILE: makes the tables of docs/access.md anew.
#include "tests/contract/access_page.h"
#include "tests/contract/page_file.h"

int main(int argc, char** argv) {
  return donthu::contract::RemakePage(argc, argv, donthu::contract::WithAccessTables);
}
