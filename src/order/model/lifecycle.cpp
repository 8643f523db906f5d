#include "order/model/lifecycle.h"

namespace ocp::order {

namespace {

constexpr std::array<std::string_view, status_count> status_slugs{"", "awaiting_payment", "pending",
    "in_preparation", "ready", "in_delivery", "delivered", "picked_up", "refused", "cancelled", "expired",
    "not_delivered"};
constexpr std::array<Noted, status_count> status_names{noted("nouvelle"), noted("en attente de paiement"),
    noted("confirmation en attente"), noted("en préparation"), noted("prête"), noted("livraison en cours"),
    noted("livrée"), noted("retirée"), noted("refusée"), noted("annulée"), noted("expirée"),
    noted("non livrée")};
constexpr std::array<std::string_view, action_count> action_slugs{"place", "place", "pay", "expire", "amend",
    "cancel", "refuse", "accept", "finish", "abort", "depart", "deliver", "fail", "hand_over", "correct"};

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
    for (std::size_t i = 1; i < status_slugs.size(); ++i)
        if (status_slugs[i] == slug) return static_cast<Status>(i);
    return std::nullopt;
}

} // namespace ocp::order
