#include <doctest/doctest.h>

#include <sstream>

#include "engine/exchange/csv_records.h"

using namespace sweeplab;

namespace {

using rows = std::vector<std::vector<std::string>>;

rows read_all(const std::string& text, char separator = ',') {
    std::istringstream input(text);
    csv_records records(input, "f.csv");
    records.set_separator(separator);
    rows read;
    std::vector<std::string_view> cells;
    while (true) {
        const auto record = records.next();
        REQUIRE_MESSAGE(record.has_value(), (record ? "" : record.error().text()));
        if (!*record) return read;
        records.split(**record, cells);
        read.emplace_back(cells.begin(), cells.end());
    }
}

std::string fault_of(const std::string& text) {
    std::istringstream input(text);
    csv_records records(input, "f.csv");
    records.set_separator(',');
    while (true) {
        const auto record = records.next();
        if (!record) return record.error().text();
        if (!*record) return "";
    }
}

}  // namespace

TEST_CASE("plain records, whatever ends the lines") {
    const rows expected{{"a", "b"}, {"1", "2"}};
    CHECK(read_all("a,b\n1,2\n") == expected);
    CHECK(read_all("a,b\r\n1,2\r\n") == expected);
    CHECK(read_all("a,b\r1,2\r") == expected);
    CHECK(read_all("a,b\n1,2") == expected);
    CHECK(read_all("\xEF\xBB\xBF"
                   "a,b\n\n  \n1,2\n\n") == expected);
    CHECK(read_all("").empty());
}

TEST_CASE("empty cells stay cells") {
    CHECK(read_all(",a,,\n") == rows{{"", "a", "", ""}});
    CHECK(read_all("a,\n") == rows{{"a", ""}});
    CHECK(read_all("\"\",x\n") == rows{{"", "x"}});
}

TEST_CASE("quotes: separators, line breaks and doubled quotes inside") {
    CHECK(read_all("\"a,b\",\"c\"\"d\",\"e\nf\"\n1,2,3\n") == rows{{"a,b", "c\"d", "e\nf"}, {"1", "2", "3"}});
    CHECK(read_all("\"a;b\";c\n", ';') == rows{{"a;b", "c"}});
    CHECK(read_all("\"say \"\"hi\"\"\"\n") == rows{{"say \"hi\""}});
    CHECK(read_all("\"x\r\ny\",2\r\n") == rows{{"x\r\ny", "2"}});
}

TEST_CASE("a quote in the middle of a bare cell is only a character") {
    CHECK(read_all("5\" disk,1\nnext,2\n") == rows{{"5\" disk", "1"}, {"next", "2"}});
    CHECK(read_all("5\"\" disk,\"a,b\"\nnext,2\n") == rows{{"5\"\" disk", "a,b"}, {"next", "2"}});
}

TEST_CASE("comments go their own way, and their quotes mean nothing") {
    std::istringstream input("# it's \"open\nworkers\n#second\n1\n");
    csv_records records(input, "f.csv");
    records.set_separator(',');
    std::vector<std::string> comments;
    records.on_comment = [&](std::string_view text) { comments.emplace_back(text); };
    CHECK(**records.next() == "workers");
    CHECK(records.line() == 2);
    CHECK(**records.next() == "1");
    CHECK(records.line() == 4);
    CHECK(comments == std::vector<std::string>{" it's \"open", "second"});
}

TEST_CASE("lines are counted through quoted line breaks") {
    std::istringstream input("a\n\"x\ny\nz\"\nlast\n");
    csv_records records(input, "f.csv");
    records.set_separator(',');
    records.next();
    records.next();
    CHECK(records.line() == 2);
    records.next();
    CHECK(records.line() == 5);
    CHECK(records.place(3, "time_s") == "f.csv, line 5, column 3 (time_s)");
}

TEST_CASE("what is no CSV text is refused") {
    CHECK(fault_of("a,b\n\"open,1\n2,3\n").find("f.csv, line 2: a quote is opened and never closed") == 0);
    CHECK(fault_of(std::string("a\0b\n", 4)).find("not a text file") != std::string::npos);
    CHECK(fault_of("\xFF\xFE"
                   "w\x01")
              .find("UTF-16") != std::string::npos);
    CHECK(fault_of("\"" + std::string(3 << 20, 'x')).find("longer than 1 MiB") != std::string::npos);
    CHECK(fault_of(std::string(3 << 20, 'x') + "\n1\n").find("longer than 1 MiB") != std::string::npos);
}

TEST_CASE("records that straddle the blocks of the reader come out whole") {
    // Cells of growing length put the cuts at every kind of place; quotes and line breaks included.
    std::string text;
    std::size_t count = 0;
    while (text.size() < (2 << 20)) {
        const std::string filler(count % 311, 'z');
        text += std::to_string(count) + ",\"" + filler + "\"\"\n\"," + filler + "\r\n";
        ++count;
    }
    std::istringstream input(text);
    csv_records records(input, "f.csv");
    records.set_separator(',');
    std::vector<std::string_view> cells;
    for (std::size_t i = 0; i < count; ++i) {
        const auto record = records.next();
        REQUIRE(record.has_value());
        REQUIRE(record->has_value());
        records.split(**record, cells);
        const std::string filler(i % 311, 'z');
        REQUIRE(cells.size() == 3);
        REQUIRE(cells[0] == std::to_string(i));
        REQUIRE(cells[1] == filler + "\"\n");
        REQUIRE(cells[2] == filler);
        REQUIRE(records.line() == static_cast<std::int64_t>(2 * i + 1));
    }
    CHECK(!*records.next());
}

namespace {

// Gives the same block again and again, without ever holding the whole text.
class repeating_text final : public std::streambuf {
public:
    repeating_text(std::string block, int times) : block_(std::move(block)), left_(times) {}

private:
    int_type underflow() override {
        if (left_-- <= 0) return traits_type::eof();
        setg(block_.data(), block_.data(), block_.data() + block_.size());
        return traits_type::to_int_type(block_.front());
    }

    std::string block_;
    int left_;
};

}  // namespace

TEST_CASE("ten million rows are read in the memory of a few") {
    std::string block;
    for (int i = 0; i < 1000; ++i) block += std::to_string(1 + i % 64) + "," + std::to_string(i) + ".5\n";
    repeating_text text(block, 10'000);
    std::istream input(&text);
    csv_records records(input, "f.csv");
    records.set_separator(',');
    std::vector<std::string_view> cells;
    std::int64_t rows = 0;
    std::size_t others = 0;
    while (true) {
        const auto record = records.next();
        if (!record || !*record) break;
        records.split(**record, cells);
        others += cells.size() == 2 && cells[1].ends_with(".5") ? 0 : 1;
        ++rows;
    }
    CHECK(rows == 10'000'000);
    CHECK(others == 0);
    CHECK(records.line() == 10'000'001);
    CHECK(records.bytes_read() == static_cast<std::int64_t>(block.size()) * 10'000);
    CHECK(records.buffer_bytes() < 4 << 20);
}
