#pragma once

#include "base/random.h"

namespace ocp::test {

/// Always the same chance.
class FixedRandom : public RandomSource {
public:
    std::string bytes(std::size_t count) override { return std::string(count, '\x2a'); }
};

} // namespace ocp::test
