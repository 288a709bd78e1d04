// What each service's role may touch. The table below is the whole of it: a right that is not in it
// is a hole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <pqxx/pqxx>

#include "tests/support/private_postgres.h"

namespace donthu::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::UnorderedElementsAreArray;

// Rights on tables and views, each as role, relation, rights; also those on single columns.
constexpr char kRights[] = R"sql(
  SELECT concat_ws(' ', substr(rolname, 8), relation, string_agg(privilege, ',' ORDER BY place))
    FROM (SELECT r.rolname, c.oid::regclass AS relation, p.privilege, p.place
            FROM pg_roles AS r, pg_class AS c, pg_namespace AS n,
                 unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'])
                   WITH ORDINALITY AS p (privilege, place)
           WHERE r.rolname LIKE 'donthu\_%' AND r.rolname <> 'donthu_owner' AND n.oid = c.relnamespace
             AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
             AND n.nspname NOT LIKE 'pg\_%'
             AND (has_table_privilege(r.oid, c.oid, p.privilege)
                  OR (p.place IN (1, 2, 3, 6) AND has_any_column_privilege(r.oid, c.oid, p.privilege)))) AS held
   GROUP BY rolname, relation)sql";

const std::vector<std::string> kServices = {"directory",    "intake", "routing",  "resolution",
                                            "inspectorate", "ledger", "identity", "vault"};

const std::vector<std::string> kOwnRights = {
    "directory directory.area SELECT,INSERT,UPDATE",
    "directory directory.agency SELECT,INSERT,UPDATE",
    "directory directory.subject_field SELECT,INSERT,UPDATE",
    "directory directory.calendar_day SELECT,INSERT,UPDATE",
    "directory directory.officer SELECT,INSERT,UPDATE",
    "directory directory.revision SELECT,INSERT,UPDATE",
    "directory directory.request SELECT,INSERT",
    "directory directory.succession SELECT,INSERT,UPDATE",
    "intake intake.petition SELECT,INSERT",
    "intake intake.petitioner SELECT,INSERT,UPDATE",
    "intake intake.request SELECT,INSERT",
    "intake intake.erasure SELECT,INSERT",
    "intake intake.visit SELECT,INSERT",
    "intake intake.visitor SELECT,INSERT",
    "intake intake.visit_request SELECT,INSERT",
    "intake intake_api.petition_card SELECT",
    "intake intake_api.petition_text SELECT",
    "intake intake_api.petitioner_key SELECT",
    "intake routing_api.holder SELECT",
    "intake intake.searchable SELECT",
    "intake routing_api.handling_card SELECT",
    "intake resolution_api.case_card SELECT",
    "routing routing.handling SELECT,INSERT,UPDATE",
    "routing routing.referral SELECT,INSERT,UPDATE",
    "routing routing.request SELECT,INSERT",
    "routing intake_api.petition_card SELECT",
    "routing intake_api.petition_text SELECT",
    "routing intake_api.petitioner_key SELECT",
    "routing sight.assignment SELECT,INSERT,UPDATE",
    "resolution resolution.\"case\" SELECT,INSERT,UPDATE",
    "resolution resolution.clock SELECT,INSERT,UPDATE",
    "resolution resolution.act SELECT,INSERT",
    "resolution resolution.request SELECT,INSERT",
    "resolution resolution.cursor SELECT,UPDATE",
    "resolution intake_api.petition_card SELECT",
    "resolution ledger_api.event SELECT",
    "inspectorate inspectorate.handling SELECT,INSERT,UPDATE",
    "inspectorate inspectorate.reply SELECT,INSERT,UPDATE",
    "inspectorate inspectorate.cursor SELECT,UPDATE",
    "inspectorate inspectorate.matter_change SELECT,INSERT",
    "inspectorate inspectorate.\"case\" SELECT,INSERT,UPDATE",
    "inspectorate intake_api.petition_card SELECT",
    "inspectorate ledger_api.event SELECT",
    "vault vault.custodian_key SELECT,INSERT,UPDATE",
    "vault vault.entry SELECT,INSERT,UPDATE",
    "vault vault.disclosure SELECT,INSERT,UPDATE",
    "vault vault.request SELECT,INSERT",
    "vault vault.outbox SELECT,INSERT,UPDATE",
    "vault intake_api.petition_card SELECT",
    "vault routing_api.holder SELECT",
    "vault ledger_api.event SELECT",
    "ledger ledger_api.event SELECT",
    "ledger ledger.seal SELECT,INSERT",
    "ledger ledger.leaf SELECT,INSERT",
    "ledger ledger.node SELECT,INSERT",
    "inspectorate ledger_api.seal SELECT",
    "resolution resolution.case_petition SELECT,INSERT,UPDATE",
    "resolution resolution.commitment SELECT,INSERT,UPDATE",
    "resolution resolution.commitment_entry SELECT,INSERT",
    "resolution routing_api.holder SELECT",
    "resolution routing_api.handling SELECT",
    "routing resolution_api.moved_petition SELECT",
    "identity identity.account SELECT,INSERT,UPDATE",
    "identity identity.session SELECT,INSERT,UPDATE",
    "identity identity.device SELECT,INSERT,UPDATE",
    "identity identity.substitution SELECT,INSERT,UPDATE",
    "identity identity.attempt SELECT,INSERT,UPDATE,DELETE",
    "identity identity.request SELECT,INSERT",
    "identity identity.certificate SELECT,INSERT,UPDATE",
    "identity identity.used_state SELECT,INSERT,DELETE",
    "identity directory_api.officer SELECT",
    "routing directory_api.post SELECT",
};

std::vector<std::string> Expected() {
  std::vector<std::string> rights = kOwnRights;
  for (const auto& service : kServices) {
    rights.push_back(service + " migration.applied SELECT");
    rights.push_back(service + " identity_api.session SELECT");
    rights.push_back(service + " identity_api.certificate SELECT");
    for (const char* view :
         {"area", "agency", "subject_field", "calendar_day", "revision", "succession"}) {
      rights.push_back(service + " directory_api." + view + " SELECT");
    }
  }
  return rights;
}

std::vector<std::string> Ask(const std::string& sql) {
  auto& postgres = PrivatePostgres::Shared();
  pqxx::connection connection(postgres.Dsn(postgres.CreateDatabase(), "donthu_owner"));
  pqxx::nontransaction tx(connection);
  std::vector<std::string> rows;
  for (const auto& row : tx.exec(sql)) rows.emplace_back(row[0].c_str());
  return rows;
}

// What stands in one list only: a whole list is too long to be read in a failure.
std::vector<std::string> Without(std::vector<std::string> these, std::vector<std::string> those) {
  std::sort(these.begin(), these.end());
  std::sort(those.begin(), those.end());
  std::vector<std::string> left;
  std::set_difference(these.begin(), these.end(), those.begin(), those.end(),
                      std::back_inserter(left));
  return left;
}

TEST(Rights, OfEachRole_AreThoseOfTheTable) {
  const auto rights = Ask(kRights);
  EXPECT_THAT(Without(rights, Expected()), IsEmpty()) << "beyond the table";
  EXPECT_THAT(Without(Expected(), rights), IsEmpty()) << "in the table only";
}

TEST(Rights, NoRole_MayMakeOrOwnAnything) {
  EXPECT_THAT(Ask("SELECT rolname || ' may create in ' || nspname FROM pg_roles, pg_namespace "
                  "WHERE rolname LIKE 'donthu\\_%' AND rolname <> 'donthu_owner' "
                  "AND nspname NOT LIKE 'pg\\_temp%' AND nspname NOT LIKE 'pg\\_toast%' "
                  "AND has_schema_privilege(rolname, nspname, 'CREATE')"),
              IsEmpty());
  EXPECT_THAT(Ask("SELECT relname FROM pg_class AS c, pg_roles AS r WHERE r.oid = c.relowner "
                  "AND rolname LIKE 'donthu\\_%' AND rolname <> 'donthu_owner'"),
              IsEmpty());
  EXPECT_THAT(Ask("SELECT rolname FROM pg_roles WHERE rolname LIKE 'donthu\\_%' "
                  "AND rolname <> 'donthu_owner' AND (rolsuper OR rolcreaterole OR rolcreatedb "
                  "OR rolreplication OR rolbypassrls)"),
              IsEmpty());
}

TEST(Rights, OneMayNotBecomeAnother) {
  EXPECT_THAT(Ask("SELECT a.rolname || ' is ' || b.rolname FROM pg_roles AS a, pg_roles AS b "
                  "WHERE a.rolname LIKE 'donthu\\_%' AND a.rolname <> 'donthu_owner' "
                  "AND a.oid <> b.oid AND pg_has_role(a.oid, b.oid, 'MEMBER')"),
              IsEmpty());
}

// A function that runs with its owner's rights is a door: each has its own list of who may pass.
const std::vector<std::pair<std::string, std::vector<std::string>>> kDoors = {
    {"ledger.append(text,text,text,text,date,text)",
     {"directory", "intake", "routing", "resolution", "identity", "vault"}},
    {"identity.touch(bytea,timestamp with time zone)", kServices},
    {"sight.knows(bigint)", {"intake", "routing", "resolution", "inspectorate", "ledger", "vault"}},
    {"sight.sees_subject(text)",
     {"intake", "routing", "resolution", "inspectorate", "ledger", "vault"}},
    {"sight.holds(bigint)", {"intake", "routing"}},
    {"sight.knows_case(bigint)", {"resolution"}},
    {"sight.sees_case(bigint)", {"resolution"}},
    {"sight.conflicts()", {"inspectorate"}},
    {"sight.note_accused(bigint,text[],text)", {"intake", "routing"}},
    {"sight.add_accused(bigint,text[])", {"resolution"}},
    {"sight.leads(bigint)", {"routing"}},
};

TEST(Rights, FunctionsOfTheOwner_AreOpenToFew) {
  std::vector<std::string> expected;
  for (const auto& [function, roles] : kDoors) {
    for (const auto& role : roles) expected.push_back(function + " by " + role);
  }
  const auto open =
      Ask("SELECT p.oid::regprocedure || ' by ' || substr(rolname, 8) "
          "FROM pg_proc AS p, pg_roles WHERE prosecdef AND rolname LIKE 'donthu\\_%' "
          "AND rolname <> 'donthu_owner' AND has_function_privilege(rolname, p.oid, 'EXECUTE')");
  EXPECT_THAT(Without(open, expected), IsEmpty()) << "beyond the list";
  EXPECT_THAT(Without(expected, open), IsEmpty()) << "in the list only";
}

// What a forgotten condition would lay open: services read rows about petitions and cases only
// within row policies.
TEST(Rights, TablesAboutPetitions_AreWithinRowSecurity) {
  // By a request_id that only its sender knows.
  EXPECT_THAT(Ask("SELECT DISTINCT c.oid::regclass FROM pg_class AS c "
                  "JOIN pg_attribute AS a ON a.attrelid = c.oid AND NOT a.attisdropped "
                  "AND a.attname IN ('petition_id', 'case_id', 'commitment_id'), pg_roles AS r "
                  "WHERE c.relkind = 'r' AND NOT c.relrowsecurity AND r.rolname LIKE 'donthu\\_%' "
                  "AND r.rolname NOT IN ('donthu_owner', 'donthu_vault') "
                  "AND has_table_privilege(r.oid, c.oid, 'SELECT')"),
              UnorderedElementsAreArray({"intake.request"}));
}

TEST(Rights, PublishedViewsAboutPetitions_AskWhoLooks) {
  EXPECT_THAT(Ask("SELECT c.oid::regclass FROM pg_class AS c, pg_namespace AS n "
                  "WHERE n.oid = c.relnamespace AND c.relkind = 'v' AND n.nspname LIKE '%\\_api' "
                  "AND n.nspname NOT IN ('directory_api', 'identity_api') "
                  "AND pg_get_viewdef(c.oid) NOT LIKE '%sight.%'"),
              UnorderedElementsAreArray({"ledger_api.seal"}));
}

}  // namespace
}  // namespace donthu::testing
