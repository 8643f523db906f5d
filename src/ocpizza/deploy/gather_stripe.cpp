#include "clients/stripe/client.h"
#include "ocpizza/deploy/gather.h"
#include "ocpizza/deploy/words.h"
#include "ocpizza/outgoing_options.h"
#include "platform/secrets/secrets.h"

#include <fmt/format.h>
#include <stdexcept>

namespace ocp::deploy {

namespace {

/// The check of the key has said so; then the key stays here.
bool would_show_the_key(Settings const& settings)
{
    auto const& url = settings.stripe_base_url;
    return !url.starts_with("https:") && !is_this_machine(host_of(url));
}

std::string reason_of(stripe::Trouble const& trouble)
{
    constexpr unsigned forbidden = 403;
    if (trouble.status == forbidden) return "STRIPE_SECRET_KEY (***) may not read them";
    if (trouble.status != 0) return fmt::format("Stripe answers {}", trouble.status);
    return trouble.failure == outgoing::Failure::NotSent ? "Stripe cannot be reached"
                                                         : "Stripe does not answer";
}

} // namespace

std::optional<StripeFacts> stripe_facts(Settings const& settings)
{
    if (settings.stripe_secret_key.empty() || would_show_the_key(settings)) return std::nullopt;
    secrets::SystemRandom random;
    stripe::Client client{outgoing_options(settings),
        {.base_url = settings.stripe_base_url, .secret_key = settings.stripe_secret_key}, random};
    auto answer = client.webhook_endpoints(stripe::Patience::Customer);
    if (answer) return StripeFacts{.refuses_our_key = false, .webhooks = std::move(answer->items)};
    constexpr unsigned unknown_key = 401;
    if (answer.error().status == unknown_key) return StripeFacts{.refuses_our_key = true, .webhooks = {}};
    throw std::runtime_error{reason_of(answer.error())};
}

} // namespace ocp::deploy
