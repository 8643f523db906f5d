#pragma once

#include "platform/http/response.h"
#include "platform/live/history.h"

#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ocp::live {

/// One open stream.
struct Client {
    std::vector<std::string> streams;
    std::function<bool()> still_allowed;
    std::shared_ptr<http::StreamSink> sink;
    outbox::Cursor seen{}; ///< everything up to here was sent, or is in the state the client loaded
    std::size_t sent_lately = 0;
    std::size_t read_again = 0; ///< events fetched from the database for it alone
    bool behind = false; ///< not told of new events until it caught up
    bool gone = false;
    int questions_failed = 0;
    std::chrono::steady_clock::time_point next_heartbeat{}, next_question{};

    /// Whether it asked for this stream, or for all below it: "shop:3" has "shop:3/order:42" in it.
    bool wants(std::string_view stream) const;
    /// Sends, or marks the client as gone when its sink takes no more.
    void send(Bytes const& bytes);
    /// Sends an event and remembers it, unless the client had its portion for now: then answers false.
    ///
    /// Half of what a sink holds for a slow reader: a burst must not make a good reader look slow.
    bool tell(Told const& told);
};

/// Those who listen, found by stream. For the hub's thread alone.
class Audience {
public:
    Client& add(Client client);
    /// Sends an event to those who asked for its stream and are not behind.
    void tell(Told const& told);
    /// Forgets who is gone: closed by itself, too slow, or marked so.
    void sweep();
    std::list<Client>& clients() { return clients_; }
    std::size_t size() const { return clients_.size(); }

private:
    void tell_those_of(std::string const& stream, Told const& told);

    std::list<Client> clients_;
    std::unordered_map<std::string, std::vector<Client*>> by_stream_;
};

} // namespace ocp::live
