#include "tests/integration/db/fake_sink.h"

namespace ocp::live {
namespace {

/// Calls `on` with each message's id, event and data.
template <class On>
void for_each_message(std::string_view text, On on)
{
    FakeSink::Message message;
    while (!text.empty()) {
        auto const end = text.find('\n');
        auto const line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.starts_with("id: ")) message.id = line.substr(4);
        if (line.starts_with("event: ")) message.event = line.substr(7);
        if (line.starts_with("data: ")) message.data = line.substr(6);
        if (line.empty()) on(std::exchange(message, {}));
    }
}

} // namespace

bool FakeSink::send(std::shared_ptr<std::string const> bytes)
{
    std::lock_guard const lock{mutex_};
    if (reader_ == Reader::Never && received_.size() + bytes->size() > 64 * 1024) open_ = false;
    if (!open_) return false;
    received_ += *bytes;
    changed_.notify_all();
    return true;
}

void FakeSink::close()
{
    std::lock_guard const lock{mutex_};
    open_ = false;
    changed_.notify_all();
}

bool FakeSink::open() const
{
    std::lock_guard const lock{mutex_};
    return open_;
}

std::string FakeSink::received() const
{
    std::lock_guard const lock{mutex_};
    return received_;
}

template <class Condition>
bool FakeSink::wait(Condition condition) const
{
    std::unique_lock lock{mutex_};
    return changed_.wait_until(lock, std::chrono::system_clock::now() + std::chrono::seconds{10}, condition);
}

bool FakeSink::waits_for(std::string_view sought) const
{
    return wait([&] { return received_.find(sought) != std::string::npos; });
}

bool FakeSink::waits_for_its_end() const
{
    return wait([&] { return !open_; });
}

std::vector<FakeSink::Message> FakeSink::events() const
{
    std::vector<Message> found;
    for_each_message(received(), [&](Message message) {
        if (!message.event.empty() && message.event != "pouls") found.push_back(std::move(message));
    });
    return found;
}

std::string FakeSink::last_event_id() const
{
    std::string last;
    for_each_message(received(), [&](Message message) {
        if (!message.id.empty()) last = std::move(message.id);
    });
    return last;
}

} // namespace ocp::live
