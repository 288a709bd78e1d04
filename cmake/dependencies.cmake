find_package(gRPC CONFIG REQUIRED)  # brings Protobuf (module mode), abseil, re2, c-ares, OpenSSL
find_package(absl CONFIG REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(PostgreSQL REQUIRED)
find_package(spdlog CONFIG REQUIRED)
find_package(prometheus-cpp CONFIG REQUIRED)
find_package(nlohmann_json CONFIG REQUIRED)
find_package(GTest REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(PQXX REQUIRED IMPORTED_TARGET libpqxx)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(ARGON2 REQUIRED IMPORTED_TARGET libargon2)
pkg_check_modules(GFSHARE REQUIRED IMPORTED_TARGET libgfshare)

# libpqxx's pkg-config file leaves out libpq; its headers use a deprecated std::iterator, hence SYSTEM.
add_library(donthu_pqxx INTERFACE)
target_link_libraries(donthu_pqxx INTERFACE PkgConfig::PQXX PostgreSQL::PostgreSQL)
