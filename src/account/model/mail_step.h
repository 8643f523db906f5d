#pragma once

#include "base/words.h"

#include <array>
#include <optional>
#include <string_view>

namespace ocp::account {

/// A step of an order of which its customer may be told by mail, as the person chose (issue 4,
/// Notifications).
enum class MailStep { Placed, Accepted, Ready, Departed, Delivered, Refused, Cancelled, Amended };

struct MailStepWords {
    MailStep step;
    std::string_view slug; ///< in the database and in forms
    Noted label; ///< on the account's page
};

inline constexpr std::array mail_steps{
    MailStepWords{MailStep::Placed, "placed", noted("Commande reçue, avec le détail et l’heure promise")},
    MailStepWords{MailStep::Accepted, "accepted", noted("En préparation")},
    MailStepWords{MailStep::Ready, "ready", noted("Prête à retirer")},
    MailStepWords{MailStep::Departed, "departed", noted("Partie en livraison")},
    MailStepWords{MailStep::Delivered, "delivered", noted("Livrée ou retirée")},
    MailStepWords{MailStep::Amended, "amended", noted("Commande modifiée")},
    MailStepWords{MailStep::Refused, "refused", noted("Refusée par la pizzeria")},
    MailStepWords{MailStep::Cancelled, "cancelled", noted("Annulée ou non livrée")},
};

constexpr std::string_view slug_of(MailStep step)
{
    for (auto const& words : mail_steps)
        if (words.step == step) return words.slug;
    return {};
}

} // namespace ocp::account
