#include "clients/new_relic/payload.h"

#include <fstream>
#include <gtest/gtest.h>
#include <limits>
#include <nlohmann/json.hpp>

namespace ocp::new_relic {

namespace {

using nlohmann::json;

Batch a_minute(std::vector<Metric> metrics)
{
    return {Instant::ms(1'795'435'260'000), std::chrono::milliseconds{60'000}, std::move(metrics)};
}

Attributes const common{{"service.name", "ocpizza"}, {"host.name", "web-1"}, {"environment", "production"}};

} // namespace

TEST(NewRelicPayload, is_what_the_contract_shows)
{
    std::ifstream file{OCP_NEW_RELIC_SAMPLE};
    auto const payload
        = payload_of(a_minute({{"ocpizza.host.cpu.percent", Gauge{12.5}, {}},
                         {"ocpizza.host.memory.percent", Gauge{41.2}, {}},
                         {"ocpizza.host.disk.percent", Gauge{63.0}, {{"mount", "/"}}},
                         {"ocpizza.host.network.received.kb", Count{1830}, {{"interface", "eth0"}}},
                         {"ocpizza.host.load.1m", Gauge{0.42}, {}},
                         {"ocpizza.process.cpu.percent", Gauge{9.1}, {{"command", "ocpizza"}}},
                         {"ocpizza.orders.placed", Count{3}, {{"shop", "1"}}},
                         {"ocpizza.http.duration.ms", Summary{812, 9321.5, 0.4, 118.0}, {}}}),
            common);
    ASSERT_EQ(payload.bodies.size(), 1U);
    EXPECT_EQ(json::parse(payload.bodies[0]), json::parse(file));
    EXPECT_EQ(payload.left_out, 0U);
}

TEST(NewRelicPayload, leaves_out_names_and_values_that_the_API_does_not_take)
{
    auto const payload = payload_of(
        a_minute({{"ocpizza.good:one_1", Gauge{1}, {}}, {"", Gauge{1}, {}}, {"with blank", Gauge{1}, {}},
            {"hôte", Gauge{1}, {}}, {std::string(256, 'n'), Gauge{1}, {}},
            {"nan", Gauge{std::numeric_limits<double>::quiet_NaN()}, {}}, {"negative", Count{-1}, {}},
            {"infinite", Summary{1, std::numeric_limits<double>::infinity(), 0, 0}, {}}}),
        common);
    EXPECT_EQ(payload.left_out, 7U);
    ASSERT_EQ(payload.bodies.size(), 1U);
    auto const metrics = json::parse(payload.bodies[0])[0]["metrics"];
    ASSERT_EQ(metrics.size(), 1U);
    EXPECT_EQ(metrics[0]["name"], "ocpizza.good:one_1");
}

TEST(NewRelicPayload, keeps_the_limits_of_attributes)
{
    Metric metric{"m", Gauge{1}, {}};
    for (int i = 0; i < 300; ++i)
        metric.attributes.emplace_back("a" + std::to_string(i), std::string(5'000, 'v'));
    auto const payload = payload_of(a_minute({metric}), common);
    ASSERT_EQ(payload.bodies.size(), 1U);
    auto const attributes = json::parse(payload.bodies[0])[0]["metrics"][0]["attributes"];
    EXPECT_EQ(attributes.size(), 147U) << "with the three that all have in common: 150";
    EXPECT_EQ(attributes["a0"].get<std::string>().size(), 4'096U);
}

TEST(NewRelicPayload, goes_in_several_posts_when_one_would_be_over_a_megabyte)
{
    std::vector<Metric> metrics;
    for (int i = 0; i < 1'000; ++i)
        metrics.push_back({"m" + std::to_string(i), Gauge{1}, {{"long", std::string(4'000, 'v')}}});
    auto const payload = payload_of(a_minute(metrics), common);
    std::size_t sent = 0;
    for (auto const& body : payload.bodies) {
        EXPECT_LE(body.size(), 1'000'000U);
        sent += json::parse(body)[0]["metrics"].size();
    }
    EXPECT_EQ(sent, metrics.size());
    EXPECT_EQ(payload.left_out, 0U);
}

TEST(NewRelicPayload, is_no_post_without_a_metric)
{
    EXPECT_TRUE(payload_of(a_minute({}), common).bodies.empty());
}

} // namespace ocp::new_relic
