#include "clients/stripe/event.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace ocp {
namespace {

using nlohmann::json;
using stripe::event_in;

json an_event()
{
    return {{"id", "evt_1"}, {"object", "event"}, {"api_version", "2020-08-27"},
        {"type", "checkout.session.completed"}, {"livemode", true},
        {"data",
            {{"object",
                {{"id", "cs_1"}, {"object", "checkout.session"}, {"payment_intent", "pi_1"},
                    {"metadata", {{"order", "42"}, {"attempt", "1"}}}}}}}};
}

json about(json const& object)
{
    auto event = an_event();
    event["data"]["object"] = object;
    return event;
}

TEST(StripeEvent, says_where_to_look)
{
    auto const event = event_in(an_event().dump());
    ASSERT_TRUE(event);
    EXPECT_EQ(event->id, "evt_1");
    EXPECT_EQ(event->type, "checkout.session.completed");
    EXPECT_EQ(event->api_version, "2020-08-27");
    EXPECT_TRUE(event->is_live);
    EXPECT_EQ(event->object_id, "cs_1");
    EXPECT_EQ(event->object, "checkout.session");
    EXPECT_EQ(event->payment_intent, "pi_1");
    EXPECT_EQ(event->order, "42");
    EXPECT_EQ(event->attempt, "1");
}

TEST(StripeEvent, about_an_intent_names_it_and_about_an_expanded_one_too)
{
    EXPECT_EQ(event_in(about({{"id", "pi_7"}, {"object", "payment_intent"}}).dump())->payment_intent, "pi_7");
    EXPECT_EQ(
        event_in(about({{"id", "ch_1"}, {"object", "charge"}, {"payment_intent", {{"id", "pi_8"}}}}).dump())
            ->payment_intent,
        "pi_8");
}

TEST(StripeEvent, of_a_kind_we_do_not_know_is_one)
{
    for (json const& object : {json(nullptr), json("x"), json::array(), json::object(), json(5)}) {
        auto const event = event_in(about(object).dump());
        ASSERT_TRUE(event) << object;
        EXPECT_EQ(
            event->object_id + event->object + event->payment_intent + event->order + event->attempt, "");
    }
    auto const odd
        = about({{"id", 5}, {"object", true}, {"payment_intent", {1}}, {"metadata", {{"order", 42}}}});
    EXPECT_EQ(event_in(odd.dump())->order, "") << "metadata are texts";
}

TEST(StripeEvent, without_id_type_or_livemode_is_none)
{
    for (auto const* const name : {"id", "type", "object", "livemode"}) {
        auto lacking = an_event();
        lacking.erase(name);
        EXPECT_FALSE(event_in(lacking.dump())) << name;
        for (json const& wrong :
            {json(nullptr), json(5), json::array(), json(std::string("a\0b", 3)), json("")}) {
            lacking[name] = wrong;
            EXPECT_FALSE(event_in(lacking.dump())) << name << " is " << wrong;
        }
    }
    auto odd = an_event();
    odd["id"] = "evt 1";
    EXPECT_FALSE(event_in(odd.dump()));
    odd["id"] = std::string(256, 'e');
    EXPECT_FALSE(event_in(odd.dump()));
}

TEST(StripeEvent, of_a_hostile_body_is_none)
{
    constexpr std::size_t largest = 256 * 1024;
    auto const half = largest / 2;
    auto const whole = an_event().dump();
    for (auto const& body : {std::string{}, std::string(largest, '['), std::string(largest, '\0'),
             std::string(half, '[') + std::string(half, ']'), "{\"a\":" + std::string(largest, '9') + "}",
             std::string{"{\"id\":1e999}"}, std::string{"{\"id\":\"\xff\xfe\"}"}, std::string{"\xef\xbb\xbf"},
             whole.substr(1), whole + "x", whole.substr(0, whole.size() - 1)})
        EXPECT_FALSE(event_in(body)) << body.substr(0, 40);
    std::string deep = "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"x\",\"livemode\":true,\"data\":";
    for (std::size_t i = 0; i < 20'000; ++i)
        deep += "{\"object\":";
    EXPECT_TRUE(event_in(deep + "1" + std::string(20'001, '}'))) << "read, and no deeper than we look";
}

} // namespace
} // namespace ocp
