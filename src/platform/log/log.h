#pragma once

#include "base/id.h"

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <variant>

/// What the program tells its operator, one line each on standard output. A line costs its caller about a
/// microsecond: a thread of its own writes, and a reader that stands still makes lines be dropped and
/// counted, never the program wait. Control characters are escaped; fields named like secrets are starred.
/// This is the one thing in the program that is reached without being handed over: nobody decides anything by
/// it.
namespace ocp::log {

/// Text for a person in development, one JSON object a line elsewhere.
enum class Format { Text, Json };
enum class Level { Info, Warning, Error };

/// A name and a value beside the message. Values live until the call returns.
struct Field {
    using Value = std::variant<std::string_view, std::int64_t, double, bool>;

    constexpr Field(std::string_view field, std::string_view text)
        : name{field}
        , value{text}
    {
    }
    constexpr Field(std::string_view field, std::same_as<bool> auto truth)
        : name{field}
        , value{truth}
    {
    }
    template <std::integral Number>
    requires(!std::same_as<Number, bool>) constexpr Field(std::string_view field, Number number)
        : name{field}
        , value{static_cast<std::int64_t>(number)}
    {
    }
    constexpr Field(std::string_view field, std::floating_point auto number)
        : name{field}
        , value{static_cast<double>(number)}
    {
    }

    std::string_view name;
    Value value;
};
using Fields = std::initializer_list<Field>;

/// Starts the writing thread; call it after any fork. Before, and after `stop`, lines go straight to standard
/// error.
void start(Format format, int descriptor = 1);
/// Writes what waits, for a second at most, and ends the thread.
void stop();

/// Lines that were dropped since `start`.
std::uint64_t lines_dropped();

void info(std::string_view message, Fields fields = {});
void warning(std::string_view message, Fields fields = {});
void error(std::string_view message, Fields fields = {});

/// Who hears every line but those of answered requests, in the thread that says it and before it is written.
class Listener {
public:
    virtual ~Listener() = default;
    /// Must not block, throw or write to the log.
    virtual void heard(Level, std::string_view message, Fields) = 0;
};
/// One at most; the next one takes its place, nullptr ends it. A call that had begun is over when this
/// returns.
void tell(Listener*);
/// Ends it, unless another one has taken the place.
void tell_no_more(Listener const*);

/// One answered request.
struct Access {
    std::string_view id{};
    std::string_view method{};
    std::string_view path{}; ///< a query is cut off; parts that look like a token are shortened
    unsigned status = 0;
    std::chrono::microseconds took{0};
    std::size_t bytes = 0;
    std::optional<UserId> user{};
};
void access(Access const& request);

} // namespace ocp::log
