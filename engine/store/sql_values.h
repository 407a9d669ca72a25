// Values into and out of SQL statements, one after the other in the order of the statement's columns.
// All text goes through parameters. These throw SQLite::Exception; connection::guarded() catches.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

namespace sweeplab {

// Bytes that the caller keeps until the statement was executed.
struct kept_bytes {
    std::string_view bytes;
};

inline void bind_value(SQLite::Statement& statement, int place, std::integral auto value) {
    statement.bind(place, static_cast<std::int64_t>(value));
}
inline void bind_value(SQLite::Statement& statement, int place, double value) { statement.bind(place, value); }
inline void bind_value(SQLite::Statement& statement, int place, const std::string& value) { statement.bind(place, value); }
inline void bind_value(SQLite::Statement& statement, int place, kept_bytes value) {
    // A null pointer would make it NULL, and an empty BLOB is something else.
    statement.bindNoCopy(place, value.bytes.empty() ? "" : static_cast<const void*>(value.bytes.data()),
                         static_cast<int>(value.bytes.size()));
}
template <class T>
void bind_value(SQLite::Statement& statement, int place, const std::optional<T>& value) {
    if (value) bind_value(statement, place, *value);
    else statement.bind(place);
}

// Binds all parameters, executes, and makes the statement ready for the next time; returns the rows changed.
template <class... Values>
int execute(SQLite::Statement& statement, const Values&... values) {
    int place = 0;
    (bind_value(statement, ++place, values), ...);
    const int changed = statement.exec();
    statement.reset();
    return changed;
}

// Binds all parameters of a query.
template <class... Values>
void ask(SQLite::Statement& query, const Values&... values) {
    query.reset();
    int place = 0;
    (bind_value(query, ++place, values), ...);
}

// Reads the columns of the statement's current row from left to right.
class row_reader {
public:
    explicit row_reader(SQLite::Statement& statement) : statement_(statement) {}

    std::int64_t integer() { return next().getInt64(); }
    int small() { return next().getInt(); }
    bool boolean() { return next().getInt64() != 0; }
    std::string text() { return next().getString(); }
    std::optional<std::string> optional_text() {
        const SQLite::Column column = next();
        return column.isNull() ? std::nullopt : std::optional(column.getString());
    }
    // Valid until the statement goes on.
    std::string_view bytes() {
        const SQLite::Column column = next();
        const void* data = column.getBlob();
        return {static_cast<const char*>(data), data == nullptr ? 0 : static_cast<std::size_t>(column.getBytes())};
    }
    std::optional<std::int64_t> optional_integer() {
        const SQLite::Column column = next();
        return column.isNull() ? std::nullopt : std::optional<std::int64_t>(column.getInt64());
    }
    std::optional<double> optional_real() {
        const SQLite::Column column = next();
        return column.isNull() ? std::nullopt : std::optional(column.getDouble());
    }
    template <class Enum>
    Enum one_of() {
        return static_cast<Enum>(next().getInt());
    }

private:
    SQLite::Column next() { return statement_.getColumn(column_++); }

    SQLite::Statement& statement_;
    int column_ = 0;
};

}  // namespace sweeplab
