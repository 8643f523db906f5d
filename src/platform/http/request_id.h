#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace ocp::http {

/// Chance straight from the kernel, fetched by the page: ids of requests, and jitter. Not for two threads at
/// once.
class KernelChance {
public:
    /// 16 hexadecimal digits nobody can guess.
    std::string id();
    /// A number from `least` to `most`.
    unsigned between(unsigned least, unsigned most);

private:
    std::uint64_t next();
    std::array<std::uint64_t, 256> pool_{};
    std::size_t left_ = 0;
};

} // namespace ocp::http
