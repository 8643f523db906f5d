#pragma once

#include <optional>
#include <string_view>

namespace ocp::payment {

/// How money came. Online is the bank's word; the others are taken on reception.
enum class Means { Online, Cash, Card, Voucher };

constexpr std::string_view slug(Means means)
{
    switch (means) {
    case Means::Online:
        return "online";
    case Means::Cash:
        return "cash";
    case Means::Card:
        return "card";
    case Means::Voucher:
        return "voucher";
    }
    return "";
}

/// What a form may say: never "online".
constexpr std::optional<Means> means_on_reception(std::string_view slug)
{
    if (slug == "cash") return Means::Cash;
    if (slug == "card") return Means::Card;
    if (slug == "voucher") return Means::Voucher;
    return std::nullopt;
}

} // namespace ocp::payment
