#include "platform/http/request_id.h"

#include <cerrno>
#include <sys/random.h>
#include <system_error>

namespace ocp::http {

std::uint64_t KernelChance::next()
{
    if (left_ == 0) {
        auto* to = reinterpret_cast<unsigned char*>(pool_.data());
        for (std::size_t filled = 0; filled < sizeof pool_;) {
            auto const got = getrandom(to + filled, sizeof pool_ - filled, 0);
            if (got < 0 && errno != EINTR)
                throw std::system_error{errno, std::generic_category(), "getrandom"};
            if (got > 0) filled += static_cast<std::size_t>(got);
        }
        left_ = pool_.size();
    }
    return pool_[--left_];
}

std::string KernelChance::id()
{
    constexpr char digits[] = "0123456789abcdef";
    std::string text(16, '0');
    auto bits = next();
    for (auto& digit : text) {
        digit = digits[bits & 15];
        bits >>= 4;
    }
    return text;
}

unsigned KernelChance::between(unsigned least, unsigned most)
{
    return least + static_cast<unsigned>(next() % (most - least + 1));
}

} // namespace ocp::http
