#include "platform/log/log.h"

#include "platform/log/line.h"
#include "platform/log/writer.h"

#include <memory>
#include <shared_mutex>
#include <unistd.h>

namespace ocp::log {

namespace {

constexpr std::size_t most_waiting = 4 * 1024 * 1024;

/// Whether and how lines are written now. Never destroyed: threads may still log while the program ends.
struct Desk {
    std::shared_mutex mutex;
    Format format = Format::Text;
    std::unique_ptr<Writer> writer;
    Listener* listener = nullptr;
};

Desk& desk()
{
    static auto* const only = new Desk;
    return *only;
}

Instant now()
{
    auto const since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return Instant::ms(std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count());
}

template <class... What>
void write(What const&... what)
{
    std::shared_lock const lock{desk().mutex};
    auto const line = line_of(desk().format, now(), what...);
    if (desk().writer) return desk().writer->append(line);
    [[maybe_unused]] auto const written = ::write(STDERR_FILENO, line.data(), line.size());
}

void say(Level level, std::string_view message, Fields fields)
{
    {
        std::shared_lock const lock{desk().mutex};
        if (desk().listener) desk().listener->heard(level, message, fields);
    }
    write(level, message, fields);
}

} // namespace

void start(Format format, int descriptor)
{
    std::unique_lock const lock{desk().mutex};
    desk().writer.reset();
    desk().format = format;
    desk().writer = std::make_unique<Writer>(descriptor, most_waiting, [format](std::size_t lines) {
        return line_of(format, now(), Level::Warning, "lines of this log were dropped", {{"lines", lines}});
    });
}

void stop()
{
    std::unique_lock const lock{desk().mutex};
    desk().writer.reset();
}

std::uint64_t lines_dropped()
{
    std::shared_lock const lock{desk().mutex};
    return desk().writer ? desk().writer->dropped() : 0;
}

void info(std::string_view message, Fields fields)
{
    say(Level::Info, message, fields);
}

void warning(std::string_view message, Fields fields)
{
    say(Level::Warning, message, fields);
}

void error(std::string_view message, Fields fields)
{
    say(Level::Error, message, fields);
}

void tell(Listener* listener)
{
    std::unique_lock const lock{desk().mutex};
    desk().listener = listener;
}

void tell_no_more(Listener const* listener)
{
    std::unique_lock const lock{desk().mutex};
    if (desk().listener == listener) desk().listener = nullptr;
}

void access(Access const& request)
{
    write(request);
}

} // namespace ocp::log
