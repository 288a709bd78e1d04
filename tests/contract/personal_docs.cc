// personal_docs FILE: makes the tables of docs/personal_data.md anew.
#include "tests/contract/page_file.h"
#include "tests/contract/personal_page.h"

int main(int argc, char** argv) {
  return donthu::contract::RemakePage(argc, argv, donthu::contract::WithPersonalTables);
}
