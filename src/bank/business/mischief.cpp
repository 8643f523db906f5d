#include "bank/business/mischief.h"

#include <algorithm>
#include <fnmatch.h>

namespace ocp::bank {

void Mischief::add(Prank prank)
{
    std::lock_guard const lock{mutex_};
    pranks_.push_back(std::move(prank));
}

void Mischief::clear()
{
    std::lock_guard const lock{mutex_};
    pranks_.clear();
}

std::optional<Prank> Mischief::take(std::string_view method, std::string_view path)
{
    auto const call = std::string{method} + " " + std::string{path};
    std::lock_guard const lock{mutex_};
    auto const found = std::find_if(pranks_.begin(), pranks_.end(), [&](Prank const& prank) {
        return prank.to == "*" || ::fnmatch(prank.to.c_str(), call.c_str(), FNM_PATHNAME) == 0;
    });
    if (found == pranks_.end()) return std::nullopt;
    auto prank = *found;
    if (--found->times <= 0) pranks_.erase(found);
    return prank;
}

std::int64_t Mischief::left() const
{
    std::lock_guard const lock{mutex_};
    std::int64_t left = 0;
    for (auto const& prank : pranks_)
        left += prank.times;
    return left;
}

std::optional<Prank::What> prank_called(std::string_view word)
{
    using What = Prank::What;
    constexpr std::pair<std::string_view, What> words[]
        = {{"500_before", What::FailBefore}, {"500_after", What::FailAfter}, {"429", What::TooMany},
            {"slow_before", What::SlowBefore}, {"slow_after", What::SlowAfter},
            {"cut_before", What::CutBefore}, {"cut_after", What::CutAfter}, {"say", What::Say}};
    for (auto const& [name, what] : words)
        if (name == word) return what;
    return std::nullopt;
}

} // namespace ocp::bank
