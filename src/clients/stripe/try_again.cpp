#include "clients/stripe/try_again.h"

#include <algorithm>

namespace ocp::stripe {

namespace {

using namespace std::chrono_literals;
using outgoing::Failure;

constexpr auto worth_a_try = 1'000ms;

std::optional<Wait> by_answer(outgoing::Answer const& answer, int tries)
{
    constexpr unsigned in_use = 409;
    auto const advice = answer.header("stripe-should-retry");
    if (advice == "false") return std::nullopt;
    auto const was_cut = answer.failure == Failure::NotSent || answer.failure == Failure::Unknown;
    if (was_cut && tries < 2) return Wait{0ms, 250ms};
    if ((answer.status == in_use || advice == "true") && tries < 3) return Wait{500ms, 1'000ms};
    return std::nullopt;
}

} // namespace

std::optional<Wait> wait_before_another(
    outgoing::Answer const& answer, int tries, std::chrono::milliseconds left)
{
    if (!answer.failure) return std::nullopt;
    auto wait = by_answer(answer, tries);
    if (!wait || answer.retry_after > std::chrono::floor<std::chrono::seconds>(left)) return std::nullopt;
    auto const asked_for = std::chrono::milliseconds{answer.retry_after};
    wait->shortest = std::max(wait->shortest, asked_for);
    wait->longest = std::max(wait->longest, asked_for);
    if (left - wait->longest < worth_a_try) return std::nullopt;
    return wait;
}

} // namespace ocp::stripe
