#include <doctest/doctest.h>

#include "engine/session/library_arguments.h"
#include "engine/store/run_store.h"

using namespace sweeplab;

TEST_CASE("a library is named in another call where it is not the one that is opened anyway") {
    CHECK(library_arguments("").empty());
    CHECK(library_arguments(default_database_path()).empty());
    CHECK(library_arguments("/data/runs.db") == " --db /data/runs.db");
    CHECK(library_arguments("/my data/it's.db") == " --db '/my data/it'\\''s.db'");
}
