#pragma once

#include <cstddef>
#include <string>

namespace ocp {

/// The only door to chance, so that tests can replay it.
class RandomSource {
public:
    virtual ~RandomSource() = default;
    /// `count` unpredictable bytes.
    virtual std::string bytes(std::size_t count) = 0;
};

} // namespace ocp
