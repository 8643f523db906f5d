#include "order/model/lifecycle.h"

#include "base/slugs.h"

namespace ocp::order {

namespace {

constexpr Slugs<status_count> status_slugs{"", "awaiting_payment", "pending", "in_preparation", "ready",
    "in_delivery", "delivered", "picked_up", "refused", "cancelled", "expired", "not_delivered"};
constexpr std::array<Noted, status_count> status_names{noted("nouvelle"), noted("en attente de paiement"),
    noted("confirmation en attente"), noted("en préparation"), noted("prête"), noted("livraison en cours"),
    noted("livrée"), noted("retirée"), noted("refusée"), noted("annulée"), noted("expirée"),
    noted("non livrée")};
constexpr Slugs<action_count> action_slugs{"place", "place", "pay", "expire", "amend", "cancel", "refuse",
    "accept", "finish", "abort", "depart", "deliver", "fail", "hand_over", "correct"};

} // namespace

std::string_view slug(Status status)
{
    return slug_in(status_slugs, status);
}
std::string_view slug(Action action)
{
    return slug_in(action_slugs, action);
}
Noted name(Status status)
{
    return status_names[static_cast<std::size_t>(status)];
}

std::optional<Status> status_from(std::string_view slug)
{
    return kind_in<Status>(status_slugs, slug);
}

} // namespace ocp::order
