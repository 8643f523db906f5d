#include "payment/model/lifecycle.h"

namespace ocp::payment {

namespace {

constexpr std::array<std::string_view, status_count> status_slugs{
    "unpaid", "authorising", "failed", "paid", "partly_refunded", "refunded", "written_off"};
constexpr std::array<Noted, status_count> status_names{noted("à régler"), noted("paiement en cours"),
    noted("paiement non abouti"), noted("réglée"), noted("remboursée en partie"), noted("remboursée"),
    noted("abandonnée")};
constexpr std::array<std::string_view, action_count> action_slugs{
    "authorise", "fail", "pay", "collect", "raise", "refund_part", "refund_all", "refund_fails", "write_off"};

} // namespace

std::string_view slug(Status status)
{
    return status_slugs[static_cast<std::size_t>(status)];
}
std::string_view slug(Action action)
{
    return action_slugs[static_cast<std::size_t>(action)];
}
Noted name(Status status)
{
    return status_names[static_cast<std::size_t>(status)];
}

std::optional<Status> status_from(std::string_view slug)
{
    for (std::size_t i = 0; i < status_slugs.size(); ++i)
        if (status_slugs[i] == slug) return static_cast<Status>(i);
    return std::nullopt;
}

} // namespace ocp::payment
