#pragma once

#include "platform/stack/described.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What is told to Sentry, in its own words. Texts may hold anything: they are scrubbed when they are written
/// (scrub.h).
namespace ocp::sentry {

using Moment = std::chrono::sys_time<std::chrono::microseconds>;
enum class Level { Fatal, Error, Warning, Info, Debug };
using Texts = std::vector<std::pair<std::string, std::string>>;

struct Breadcrumb {
    Moment at;
    std::string category; ///< "query", "log"
    Level level = Level::Info;
    std::string message;
};

/// One thing that went wrong.
struct Event {
    Moment at;
    Level level = Level::Error;
    std::string type; ///< of the exception, "std::runtime_error"; "" for a line of the log
    std::string value; ///< what it says, or the line
    bool handled = false; ///< whether the program knew what to do
    std::vector<stack::Address> stack; ///< the innermost call first
    std::string transaction; ///< "POST /commander": method and pattern, never what was typed
    std::optional<std::int64_t> user;
    Texts tags; ///< short, to search by
    Texts extra; ///< more, to read
    std::vector<Breadcrumb> breadcrumbs; ///< the oldest first
};

struct Span {
    std::string op; ///< "db.sql.query"
    std::string description;
    Moment begun, ended;
    bool failed = false;
};

/// One request from the beginning of its work to its answer.
struct Transaction {
    std::string name; ///< method and pattern
    std::string op = "http.server";
    Moment begun, ended;
    unsigned http_status = 200;
    std::optional<std::int64_t> user;
    Texts tags;
    std::vector<Span> spans;
};

/// How many requests of one minute ended how.
struct Sessions {
    Moment started;
    std::uint64_t exited = 0; ///< well
    std::uint64_t errored = 0; ///< with an error that the program knew
    std::uint64_t crashed = 0; ///< with one it did not
};

} // namespace ocp::sentry
