# Everything comes from Debian 12's packages; packaging/dependencies.sh names them.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(CURL 7.88 REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(tl-expected REQUIRED)
pkg_check_modules(HWLOC REQUIRED IMPORTED_TARGET hwloc)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)

# Debian's SQLiteCpp ships its library and headers, and a CMake file that names build-time paths.
find_path(SQLITECPP_INCLUDE_DIR SQLiteCpp/SQLiteCpp.h REQUIRED)
find_library(SQLITECPP_LIBRARY SQLiteCpp REQUIRED)
add_library(sweeplab_sqlitecpp INTERFACE)
target_include_directories(sweeplab_sqlitecpp SYSTEM INTERFACE "${SQLITECPP_INCLUDE_DIR}")
target_link_libraries(sweeplab_sqlitecpp INTERFACE "${SQLITECPP_LIBRARY}" SQLite::SQLite3)

if(SWEEPLAB_WITH_QT)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Charts Svg DBus Concurrent Test)
  find_package(Qt6Keychain REQUIRED)
endif()
