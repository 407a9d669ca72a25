#include <doctest/doctest.h>

#include <filesystem>

#include "engine/workload/item_source.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;

namespace {

item_source source_of(const json& value) {
    auto read = item_source::read(value, "/items");
    REQUIRE_MESSAGE(read, (read ? std::string{} : read.error().text()));
    return *read;
}

item_list loaded(const json& value, const std::filesystem::path& base) {
    auto items = source_of(value).load(base);
    REQUIRE_MESSAGE(items, (items ? std::string{} : items.error().text()));
    return *items;
}

std::string refusal(const json& value) {
    const auto read = item_source::read(value, "/items");
    REQUIRE_FALSE(read);
    return read.error().text();
}

std::string load_fault(const json& value, const std::filesystem::path& base) {
    const auto items = source_of(value).load(base);
    REQUIRE_FALSE(items);
    return items.error().text();
}

}  // namespace

TEST_CASE("items stand in the plan itself") {
    CHECK(loaded({"a", "", "ü"}, "") == item_list{{"0", "a"}, {"1", ""}, {"2", "ü"}});
}

TEST_CASE("lines of a text file are items, blank ones are none") {
    const test::temporary_folder folder;
    folder.write("lines.txt",
                 "\xEF\xBB\xBF"
                 "first\r\n\r\n  \nsecond line\nlast without an end");
    CHECK(loaded({{"file", "lines.txt"}}, folder.path()) ==
          item_list{{"0", "first"}, {"1", "second line"}, {"2", "last without an end"}});
    CHECK(loaded({{"file", (folder / "lines.txt").string()}, {"limit", 1}}, "/") == item_list{{"0", "first"}});
}

TEST_CASE("lines of JSONL are strings, or objects with a text and an id") {
    const test::temporary_folder folder;
    folder.write(
        "chunks.jsonl",
        "\"plain\"\n{\"id\": \"c-1\", \"text\": \"one\"}\n\n{\"id\": 77, \"prompt\": \"two\"}\n{\"other\": [1, 2]}\n");
    CHECK(loaded({{"file", "chunks.jsonl"}}, folder.path()) ==
          item_list{{"0", "plain"}, {"c-1", "one"}, {"77", "two"}, {"3", "{\"other\": [1, 2]}"}});

    folder.write("fields", "{\"q\": \"one\", \"text\": \"not this\"}\n{\"q\": {\"a\": 1}}\n");
    CHECK(loaded({{"file", "fields"}, {"field", "q"}}, folder.path()) == item_list{{"0", "one"}, {"1", "{\"a\":1}"}});
}

TEST_CASE("faults in JSONL name the file and the line") {
    const test::temporary_folder folder;
    folder.write("broken.jsonl", "{\"text\": \"one\"}\n\n{\"text\": \n");
    CHECK(load_fault({{"file", "broken.jsonl"}}, folder.path())
              .find((folder / "broken.jsonl").string() + ", line 3: not valid JSON") == 0);
    folder.write("twice.jsonl", "{\"id\": \"a\", \"text\": \"1\"}\n{\"id\": \"a\", \"text\": \"2\"}\n");
    CHECK(load_fault({{"file", "twice.jsonl"}}, folder.path()).find(", line 2: the id \"a\" is that of line 1 already") !=
          std::string::npos);
    folder.write("bare.jsonl", "{\"text\": \"1\"}\n");
    CHECK(load_fault({{"file", "bare.jsonl"}, {"field", "q"}}, folder.path()).find("line 1: has no field \"q\"") !=
          std::string::npos);
    folder.write("list.jsonl", "[1]\n");
    CHECK(load_fault({{"file", "list.jsonl"}, {"field", "q"}}, folder.path()).find("it is a list") != std::string::npos);
}

TEST_CASE("lines of JSONL may name the items they need, before or after them") {
    const test::temporary_folder folder;
    folder.write("dag.jsonl", R"({"id": "end", "text": "c", "depends_on": ["a", 7, "a"]}
{"id": "a", "text": "a"}
{"id": 7, "text": "b", "depends_on": []}
)");
    CHECK(loaded({{"file", "dag.jsonl"}}, folder.path()) == item_list{{"end", "c", {1, 2}}, {"a", "a"}, {"7", "b"}});
}

TEST_CASE("faults in what items need name the items and the line") {
    const test::temporary_folder folder;
    const auto fault = [&](const std::string& text) {
        folder.write("dag.jsonl", text);
        return load_fault({{"file", "dag.jsonl"}}, folder.path());
    };
    const auto unknown = fault("{\"id\": \"a\", \"depends_on\": [\"b\"]}\n");
    CHECK(unknown.find("dag.jsonl, line 1") != std::string::npos);
    CHECK(unknown.find("depends on \"b\", which is no item's id") != std::string::npos);
    const auto circle = fault("{\"id\": \"a\", \"depends_on\": [\"b\"]}\n{\"id\": \"b\", \"depends_on\": [\"a\"]}\n");
    CHECK(circle.find("a → b → a") != std::string::npos);
    CHECK(fault("{\"id\": \"a\", \"depends_on\": [\"a\"]}\n").find("a → a") != std::string::npos);
    CHECK(fault("{\"id\": \"a\", \"depends_on\": \"b\"}\n").find("must be a list of ids") != std::string::npos);
    CHECK(fault("{\"id\": \"a\", \"depends_on\": [1.5]}\n").find("must be a list of ids") != std::string::npos);
}

TEST_CASE("files of a folder are items, by name") {
    const test::temporary_folder folder;
    std::filesystem::create_directories(folder / "chapters/nested");
    folder.write("chapters/2.txt", "two\n");
    folder.write("chapters/1.txt", "one\n");
    folder.write("chapters/notes.md", "notes");
    folder.write("chapters/.hidden.txt", "hidden");
    CHECK(loaded({{"folder", "chapters"}, {"suffix", ".txt"}}, folder.path()) ==
          item_list{{"1.txt", "one\n"}, {"2.txt", "two\n"}});
    CHECK(loaded({{"folder", "chapters"}}, folder.path()).size() == 3);
    CHECK(loaded({{"folder", "chapters"}, {"limit", 1}}, folder.path()) == item_list{{"1.txt", "one\n"}});
}

TEST_CASE("made-up items are the same for the same seed") {
    const json value = {{"made_up", {{"count", 3}, {"words", 4}, {"seed", 9}}}};
    const auto items = loaded(value, "");
    CHECK(items == loaded(value, ""));
    REQUIRE(items.size() == 3);
    CHECK(items[2].name == "2");
    for (const auto& one : items) CHECK(std::count(one.text.begin(), one.text.end(), ' ') == 3);
    CHECK(items[0].text != items[1].text);
    CHECK(items != loaded({{"made_up", {{"count", 3}, {"words", 4}, {"seed", 10}}}}, ""));
    // Known answer: what a seed makes up must not change, since saved runs are told apart by it.
    CHECK(loaded({{"made_up", {{"count", 1}, {"words", 5}}}}, "")[0].text == "river small plain table carry");
}

TEST_CASE("what cannot be read says which file and what to do") {
    const test::temporary_folder folder;
    folder.write("blank.txt", " \n\n");
    folder.write("latin.txt", "fine\nM\xFCnchen\n");
    std::filesystem::create_directory(folder / "empty");
    CHECK(load_fault({{"file", "absent.txt"}}, folder.path()).find("No such file") != std::string::npos);
    CHECK(load_fault({{"file", "empty"}}, folder.path()).find("this is a folder, not a file. Use \"folder\"") !=
          std::string::npos);
    CHECK(load_fault({{"folder", "absent"}}, folder.path()).find("cannot be read") != std::string::npos);
    CHECK(load_fault({{"folder", "empty"}}, folder.path()).find("there are no items in empty/*") != std::string::npos);
    CHECK(load_fault({{"file", "blank.txt"}}, folder.path()).find("there are no items in blank.txt") != std::string::npos);
    CHECK(load_fault({{"file", "latin.txt"}}, folder.path()).find("latin.txt, line 2: this is not UTF-8 text") !=
          std::string::npos);
}

TEST_CASE("sources are read strictly and written back the same") {
    for (const json& value :
         {json{"a", "b"}, json{{"file", "x.txt"}}, json{{"file", "x.jsonl"}},
          json{{"file", "x.dat"}, {"field", "f"}, {"limit", 5}}, json{{"folder", "d"}},
          json{{"folder", "d"}, {"suffix", ".md"}}, json{{"made_up", {{"count", 2}, {"words", 3}, {"seed", 4}}}}}) {
        CHECK(source_of(value).to_json() == value);
        CHECK(source_of(source_of(value).to_json()) == source_of(value));
    }
    CHECK(refusal(json::array()) == "/items: there are no items. Name at least one");
    CHECK(refusal({"a", 2}) == "/items/1: must be a string, not a whole number");
    CHECK(refusal("text").find("/items: must be an object") == 0);
    CHECK(refusal(json::object()).find("/items: says nothing about where the items are") == 0);
    CHECK(refusal({{"file", "a"}, {"folder", "b"}}).find("/items: names more than one place of items") == 0);
    CHECK(refusal({{"file", ""}}).find("/items/file: names no file") == 0);
    CHECK(refusal({{"file", 1}}).find("/items/file: must be a string") == 0);
    CHECK(refusal({{"file", "a"}, {"feild", "x"}}).find("/items/feild: ") == 0);
    CHECK(refusal({{"file", "a"}, {"limit", 0}}).find("/items/limit: ") == 0);
    CHECK(refusal({{"folder", "a"}, {"field", "x"}}).find("/items/field: ") == 0);
    CHECK(refusal({{"made_up", 5}}).find("/items/made_up: must be an object") == 0);
    CHECK(refusal({{"made_up", {{"count", 0}, {"words", 1}}}}).find("/items/made_up/count: ") == 0);
    CHECK(refusal({{"made_up", {{"count", 1}}}}).find("/items/made_up/words: ") == 0);
    CHECK(refusal({{"made_up", {{"count", 1'000'000}, {"words", 1'000'000}}}}).find("are too many") != std::string::npos);
    CHECK(refusal({{"made_up", nullptr}}).find("/items") == 0);
    CHECK(refusal({{"file", nullptr}}).find("/items") == 0);
}

TEST_CASE("sources say in words what they are") {
    CHECK(source_of({"a"}).in_words() == "1 item");
    CHECK(source_of({{"file", "x.jsonl"}, {"limit", 12}}).in_words() == "x.jsonl, the first 12");
    CHECK(source_of({{"made_up", {{"count", 2}, {"words", 3}}}}).in_words() == "2 made-up items of 3 words");
}
