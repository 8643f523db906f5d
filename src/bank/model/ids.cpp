#include "bank/model/ids.h"

#include "platform/secrets/secrets.h"

namespace ocp::bank {

std::string new_id(std::string_view prefix, RandomSource& random)
{
    constexpr std::size_t bytes = 12;
    return std::string{prefix} + secrets::hex(random.bytes(bytes));
}

} // namespace ocp::bank
