// Errors as values: every function at a module's edge that can fail returns result<T>.
// A message is for a person: what is wrong, where, and what to do about it.
#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace sweeplab {

enum class error_kind {
    bad_input,    // the user's plan, file or argument is wrong; nothing was run
    not_found,    // a file, run, host, command or model that does not exist
    io,           // reading or writing failed (disk full, read-only, broken pipe)
    refused,      // the other side said no (401, 403, newer schema)
    network,      // no connection, TLS wrong, name unknown
    timed_out,    // a limit passed
    cancelled,    // the user stopped it
    busy,         // locked by another process
    unsupported,  // this platform or build cannot do it
    internal      // a fault of Sweeplab itself
};

struct error {
    error_kind kind = error_kind::internal;
    std::string message;  // what is wrong: "workers must be at least 1"
    std::string where;    // a JSON path, a file, line and column, a URL; may be empty
    std::string advice;   // what to do; may be empty

    // "WHERE: MESSAGE. ADVICE" in one line, without the empty parts.
    std::string text() const;
};

template <class T>
using result = tl::expected<T, error>;

inline tl::unexpected<error> fail(error_kind kind, std::string message, std::string where = {}, std::string advice = {}) {
    return tl::unexpected<error>(error{kind, std::move(message), std::move(where), std::move(advice)});
}

}  // namespace sweeplab
