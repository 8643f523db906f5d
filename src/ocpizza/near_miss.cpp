#include "ocpizza/near_miss.h"

#include "base/text.h"

#include <algorithm>
#include <string>

namespace ocp {

namespace {

/// The texts without the head and the tail they share.
void strip_common(std::string_view& a, std::string_view& b)
{
    auto const head = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
    a.remove_prefix(static_cast<std::size_t>(head));
    b.remove_prefix(static_cast<std::size_t>(head));
    auto const tail = std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend()).first - a.rbegin();
    a.remove_suffix(static_cast<std::size_t>(tail));
    b.remove_suffix(static_cast<std::size_t>(tail));
}

} // namespace

bool is_near_miss(std::string_view given, std::string_view meant)
{
    if (meant.size() < 6 || given == meant) return false;
    auto const given_lower = text::lower_ascii(given), meant_lower = text::lower_ascii(meant);
    std::string_view a = given_lower, b = meant_lower;
    strip_common(a, b);
    auto const is_swap = a.size() == 2 && b.size() == 2 && a[0] == b[1] && a[1] == b[0];
    return is_swap || (a.size() <= 1 && b.size() <= 1);
}

} // namespace ocp
