#pragma once

#include "platform/live/hub.h"
#include "tests/integration/db/fake_sink.h"
#include "tests/support/database.h"

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace ocp::live {

using namespace std::chrono_literals;

inline Hub::Options quick()
{
    Hub::Options options;
    options.poll = 10ms;
    return options;
}

struct HubTest : test::OnBothEngines {
    explicit HubTest(Hub::Options options = quick())
        : hub{database(), std::move(options)}
    {
    }
    void happen(std::string kind, std::string stream = "shop:1", std::string body = "{}")
    {
        database().in_transaction([&](db::Transaction& tx) {
            outbox::append(tx, {{stream, kind, body}}, Instant::ms(1));
            return true;
        });
    }
    std::string now()
    {
        return to_text(database().read([](db::Reader const& reader) { return outbox::now_cursor(reader); }));
    }
    static std::shared_ptr<FakeSink> open(
        Hub& at, Hub::Subscription subscription, FakeSink::Reader reader = FakeSink::Reader::Quick)
    {
        auto sink = std::make_shared<FakeSink>(reader);
        at.subscribe(std::move(subscription)).stream(sink);
        return sink;
    }
    std::shared_ptr<FakeSink> open(std::vector<std::string> streams, std::string last_event_id = "")
    {
        return open(hub, {std::move(streams), std::move(last_event_id), {}});
    }
    /// A client that is surely being told of what happens from here on.
    std::shared_ptr<FakeSink> listening(std::vector<std::string> streams)
    {
        auto sink = open(std::move(streams));
        EXPECT_TRUE(sink->waits_for("id: "));
        return sink;
    }
    static std::vector<std::string> kinds(FakeSink const& sink)
    {
        std::vector<std::string> found;
        for (auto const& event : sink.events())
            found.push_back(event.event);
        return found;
    }
    bool soon(std::function<bool()> const& holds)
    {
        for (int i = 0; i < 1000 && !holds(); ++i)
            std::this_thread::sleep_for(10ms);
        return holds();
    }
    Hub hub;
};

} // namespace ocp::live
