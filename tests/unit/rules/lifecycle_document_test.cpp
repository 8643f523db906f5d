#include "order/model/lifecycle.h"
#include "payment/model/lifecycle.h"

#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace ocp::order {
namespace {

std::string_view word(Actor actor)
{
    switch (actor) {
    case Actor::Customer:
        return "customer";
    case Actor::Pizzaiolo:
        return "pizzaiolo";
    case Actor::Driver:
        return "driver";
    case Actor::Manager:
        return "manager";
    case Actor::Bank:
        return "bank";
    case Actor::System:
        return "system";
    }
    return "";
}

std::string_view word(StockEffect effect)
{
    switch (effect) {
    case StockEffect::None:
        return "";
    case StockEffect::Hold:
        return "hold";
    case StockEffect::MoveHolds:
        return "move holds";
    case StockEffect::Release:
        return "release";
    case StockEffect::Consume:
        return "consume";
    case StockEffect::ReturnOrLose:
        return "back to stock, or lost, as told";
    case StockEffect::Lose:
        return "lost";
    case StockEffect::Inverse:
        return "back to stock, held again";
    }
    return "";
}

std::string demands(Step const& step)
{
    std::string text;
    auto const add
        = [&](std::string_view demand) { text += (text.empty() ? "" : ", ") + std::string{demand}; };
    if (step.condition == Condition::DeliveryOnly) add("a delivery");
    if (step.condition == Condition::PickupOnly) add("a pickup");
    if (step.actors.has(Actor::Driver) && step.from == Status::InDelivery) add("as driver: the order's own");
    if (step.settled == Settled::NothingDue) add("nothing due");
    if (step.reason == Reason::Required) add("a reason");
    return text;
}

std::string actors_of(Step const& step)
{
    std::string text;
    for (std::size_t i = 0; i < actor_count; ++i)
        if (auto const actor = static_cast<Actor>(i); step.actors.has(actor))
            text += (text.empty() ? "" : ", ") + std::string{word(actor)};
    return text;
}

std::string shown(Status status)
{
    return status == Status::New ? "–" : fmt::format("`{}`", slug(status));
}

std::string payment_document()
{
    std::string text
        = "\n# The life of a payment\n\n"
          "How it stands with an order's money, by the table in `src/payment/model/lifecycle.h`.\n\n"
          "| from | action | to |\n|---|---|---|\n";
    for (auto const& step : payment::lifecycle)
        text += fmt::format("| `{}` | {} | `{}` |\n", payment::slug(step.from), payment::slug(step.action),
            payment::slug(step.to));
    text += "\n| status | on screens | |\n|---|---|---|\n";
    for (std::size_t i = 0; i < payment::status_count; ++i) {
        auto const status = static_cast<payment::Status>(i);
        text += fmt::format("| `{}` | «{}» | {} |\n", payment::slug(status), payment::name(status).french,
            payment::is_settled(status) ? "nothing is due" : "");
    }
    return text;
}

std::string document()
{
    std::string text
        = "# The life of an order\n\n"
          "Generated from the table in `src/order/model/lifecycle.h`; a test compares it. After a "
          "change of the table:\n`OCP_WRITE_DOCS=1 build/dev/tests/unit_rules "
          "--gtest_filter='LifecycleDocument.*'`.\n\n"
          "| from | action | to | who | stock | demands | event |\n"
          "|---|---|---|---|---|---|---|\n";
    for (auto const& step : lifecycle)
        text += fmt::format("| {} | {} | `{}` | {} | {} | {} | `{}` |\n", shown(step.from), slug(step.action),
            slug(step.to), actors_of(step), word(step.stock), demands(step), step.event);
    text
        += "\nAn administrator acts as the manager of every shop. What is not in the table cannot happen.\n\n"
           "| status | on screens | |\n|---|---|---|\n";
    for (std::size_t i = 1; i < status_count; ++i) {
        auto const status = static_cast<Status>(i);
        text += fmt::format(
            "| `{}` | «{}» | {} |\n", slug(status), name(status).french, is_final(status) ? "an end" : "");
    }
    return text + payment_document();
}

TEST(LifecycleDocument, says_what_the_table_says)
{
    auto const expected = document();
    if (std::getenv("OCP_WRITE_DOCS") != nullptr) std::ofstream{OCP_LIFECYCLE_DOCUMENT} << expected;
    std::ostringstream written;
    written << std::ifstream{OCP_LIFECYCLE_DOCUMENT}.rdbuf();
    EXPECT_EQ(written.str(), expected) << "run this test with OCP_WRITE_DOCS=1 and commit docs/lifecycle.md";
}

} // namespace
} // namespace ocp::order
