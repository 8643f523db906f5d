#include "platform/live/audience.h"

#include <algorithm>

namespace ocp::live {

namespace {

/// "shop:3" of "shop:3/order:42"; "" when the stream is a whole of its own.
std::string_view whole_of(std::string_view stream)
{
    auto const slash = stream.find('/');
    return slash == std::string_view::npos ? std::string_view{} : stream.substr(0, slash);
}

} // namespace

constexpr std::size_t one_portion = 32 * 1024;

void Client::send(Bytes const& bytes)
{
    if (!gone && !sink->send(bytes)) gone = true;
}

bool Client::tell(Told const& told)
{
    if (told.cursor <= seen) return true;
    if (sent_lately + told.bytes->size() > one_portion && sent_lately > 0) return false;
    send(told.bytes);
    sent_lately += told.bytes->size();
    seen = told.cursor;
    return true;
}

bool Client::wants(std::string_view stream) const
{
    auto const whole = whole_of(stream);
    return std::binary_search(streams.begin(), streams.end(), stream)
        || (!whole.empty() && std::binary_search(streams.begin(), streams.end(), whole));
}

Client& Audience::add(Client client)
{
    auto& streams = client.streams;
    std::sort(streams.begin(), streams.end());
    streams.erase(std::unique(streams.begin(), streams.end()), streams.end());
    auto& added = clients_.emplace_back(std::move(client));
    for (auto const& stream : added.streams)
        by_stream_[stream].push_back(&added);
    return added;
}

void Audience::tell(Told const& told)
{
    tell_those_of(told.stream, told);
    if (auto const whole = whole_of(told.stream); !whole.empty()) tell_those_of(std::string{whole}, told);
}

void Audience::tell_those_of(std::string const& stream, Told const& told)
{
    auto const found = by_stream_.find(stream);
    if (found == by_stream_.end()) return;
    for (auto* const client : found->second)
        if (!client->behind && !client->tell(told)) client->behind = true;
}

void Audience::sweep()
{
    for (auto client = clients_.begin(); client != clients_.end();) {
        if (!client->gone && client->sink->open()) {
            ++client;
            continue;
        }
        for (auto const& stream : client->streams) {
            auto const found = by_stream_.find(stream);
            std::erase(found->second, &*client);
            if (found->second.empty()) by_stream_.erase(found);
        }
        client->sink->close();
        client = clients_.erase(client);
    }
}

} // namespace ocp::live
