#pragma once

#include <cstddef>
#include <latch>
#include <optional>
#include <thread>
#include <vector>

namespace ocp::test {

/// Calls `deed(0)` … `deed(count - 1)`, each on a thread of its own, all let go at the same moment; answers
/// what they answered, in that order.
template <class Deed>
auto at_once(std::size_t count, Deed deed)
{
    using Answer = decltype(deed(std::size_t{}));
    std::vector<std::optional<Answer>> answers(count);
    std::latch ready{static_cast<std::ptrdiff_t>(count)};
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < count; ++i)
            threads.emplace_back([&, i] {
                ready.arrive_and_wait();
                answers[i].emplace(deed(i));
            });
    }
    std::vector<Answer> all;
    all.reserve(count);
    for (auto& answer : answers)
        all.push_back(std::move(answer).value());
    return all;
}

} // namespace ocp::test
