#pragma once

#include "ocpizza/deploy/facts.h"
#include "ocpizza/deploy/words.h"

namespace ocp::deploy {

/// The sentences of the faults that `wanted` picks.
template <class Wanted>
std::string sentences(Facts const& facts, Wanted wanted)
{
    std::vector<std::string> picked;
    for (auto const& fault : facts.faults)
        if (wanted(fault)) picked.push_back(fault.sentence);
    return listed(picked);
}

/// The fault of a value under one of these names.
template <class... Names>
std::string wrong(Facts const& facts, Names... names)
{
    return sentences(facts, [&](SettingFault const& fault) {
        return fault.kind == SettingFault::Kind::Wrong && ((fault.name == names) || ...);
    });
}

} // namespace ocp::deploy
