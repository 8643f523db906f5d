#include "platform/outgoing/back_off.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace ocp::outgoing {

std::chrono::milliseconds back_off(int tries, RandomSource& random)
{
    constexpr int doublings = 12; // an hour and a bit
    std::chrono::milliseconds const longest = std::min<std::chrono::milliseconds>(
        std::chrono::seconds{1 << std::clamp(tries, 0, doublings)}, std::chrono::hours{1});
    std::uint32_t chance = 0;
    std::memcpy(&chance, random.bytes(sizeof chance).data(), sizeof chance);
    return longest * chance / UINT32_MAX;
}

} // namespace ocp::outgoing
