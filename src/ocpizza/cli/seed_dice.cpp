#include "ocpizza/cli/seed_dice.h"

namespace ocp::seeds {

std::uint64_t Dice::next()
{
    // SplitMix64 (Steele, Lea, Flood 2014).
    state_ += 0x9E3779B97F4A7C15ULL;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31U);
}

std::size_t Dice::weighted(std::vector<double> const& weights)
{
    double total = 0;
    for (auto const weight : weights)
        total += weight;
    auto left = unit() * total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        left -= weights[i];
        if (left < 0) return i;
    }
    return weights.size() - 1;
}

} // namespace ocp::seeds
