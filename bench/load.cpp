#include "load.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <thread>

namespace ocp::bench {

namespace {

using Clock = std::chrono::steady_clock;

struct Tally {
    std::vector<double> ms;
    std::size_t errors = 0;
};

double ms_since(Clock::time_point begin)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

void work(Deed const& deed, Clock::time_point end, Tally& tally)
{
    while (Clock::now() < end) {
        auto const begin = Clock::now();
        try {
            auto const done = deed();
            if (!done) return;
            tally.errors += !*done;
        } catch (std::exception const& trouble) {
            if (++tally.errors == 1) std::fprintf(stderr, "%s\n", trouble.what());
        }
        tally.ms.push_back(ms_since(begin));
    }
}

double percentile(std::vector<double> const& sorted, double share)
{
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

} // namespace

void repeat(std::vector<Deed> const& deeds, double seconds)
{
    std::vector<Tally> tallies(deeds.size());
    auto const begin = Clock::now();
    auto const end
        = begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>{seconds});
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < deeds.size(); ++i)
            threads.emplace_back([&, i] { work(deeds[i], end, tallies[i]); });
    }
    auto const took = ms_since(begin) / 1000;

    Tally all;
    for (auto const& tally : tallies) {
        all.ms.insert(all.ms.end(), tally.ms.begin(), tally.ms.end());
        all.errors += tally.errors;
    }
    if (all.ms.empty()) all.ms.push_back(0);
    std::sort(all.ms.begin(), all.ms.end());
    std::printf("%zu %.3f %.3f %.3f %zu\n", all.ms.size() - all.errors, took, percentile(all.ms, 0.5),
        percentile(all.ms, 0.99), all.errors);
}

} // namespace ocp::bench
