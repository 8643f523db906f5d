#include "base/text.h"
#include "clients/stripe/event.h"
#include "ocpizza/deploy/check.h"
#include "ocpizza/deploy/setting_faults.h"

#include <algorithm>
#include <array>

namespace ocp::deploy {

namespace {

using enum Severity;
using enum Serving;
using Kind = SettingFault::Kind;

/// settings_together.cpp has two things to say of the key: whether it is one, and whether it is of this
/// environment.
bool is_about_the_mode(SettingFault const& fault)
{
    return fault.sentence.find("is a test key") != std::string::npos
        || fault.sentence.find("is a live key") != std::string::npos;
}

std::string faults_of_stripe_key(Facts const& facts, bool about_the_mode)
{
    return sentences(facts, [&](SettingFault const& fault) {
        return fault.name == "STRIPE_SECRET_KEY" && is_about_the_mode(fault) == about_the_mode;
    });
}

std::string stripe_key(Facts const& facts)
{
    static constexpr std::size_t shortest = 24;
    if (auto said = faults_of_stripe_key(facts, false); !said.empty()) return said;
    if (!facts.settings || facts.settings->stripe_secret_key.empty()) return {};
    if (facts.settings->stripe_secret_key.size() < shortest)
        return "STRIPE_SECRET_KEY (***) is too short to be whole";
    return when(facts.settings->app_env == Environment::Production
            && !facts.settings->stripe_base_url.starts_with("https:"),
        "STRIPE_BASE_URL is not https, and the key goes there");
}

std::string stripe_key_mode(Facts const& facts)
{
    if (auto said = faults_of_stripe_key(facts, true); !said.empty()) return said;
    if (!facts.settings || facts.settings->stripe_secret_key.empty()) return {};
    auto const is_live = facts.settings->stripe_secret_key.find("_live_") != std::string::npos;
    auto const is_production = facts.settings->app_env == Environment::Production;
    return when(is_live != is_production,
        std::string{"STRIPE_SECRET_KEY (***) is a "} + (is_live ? "live" : "test") + " key, and APP_ENV is "
            + to_text(facts.settings->app_env));
}

std::string stripe_webhook_secret(Facts const& facts)
{
    static constexpr std::size_t shortest = 22;
    if (auto said
        = sentences(facts, [](SettingFault const& fault) { return fault.name == "STRIPE_WEBHOOK_SECRET"; });
        !said.empty())
        return said;
    if (!facts.settings || facts.settings->stripe_secret_key.empty()) return {};
    auto const& secrets = facts.settings->stripe_webhook_secrets;
    auto const is_whole
        = [](std::string const& secret) { return secret.starts_with("whsec_") && secret.size() >= shortest; };
    return when(secrets.empty() || !std::all_of(secrets.begin(), secrets.end(), is_whole),
        "STRIPE_WEBHOOK_SECRET (***) is not the secret of a webhook; expected whsec_...");
}

std::string lacking_events(stripe::WebhookEndpoint const& endpoint)
{
    auto const& sent = endpoint.enabled_events;
    auto const is_sent
        = [&](std::string_view event) { return std::find(sent.begin(), sent.end(), event) != sent.end(); };
    std::string lacking;
    for (auto const event : stripe::wanted_events)
        if (!is_sent(event) && !is_sent("*")) lacking += (lacking.empty() ? "" : ", ") + std::string{event};
    return lacking;
}

std::string fault_of_endpoint(stripe::WebhookEndpoint const& endpoint)
{
    if (endpoint.api_version != stripe::api_version)
        return "has the version " + (endpoint.api_version.empty() ? "of the account" : endpoint.api_version)
            + " and not " + std::string{stripe::api_version};
    auto const lacking = lacking_events(endpoint);
    return lacking.empty() ? "" : "is not sent " + lacking;
}

std::string stripe_webhook_endpoint(Facts const& facts)
{
    if (!facts.settings || !facts.stripe) return {};
    if (facts.stripe->refuses_our_key) return "Stripe does not know STRIPE_SECRET_KEY (***)";
    auto const url = facts.settings->public_url + "/webhooks/stripe";
    auto ours = facts.stripe->webhooks;
    std::erase_if(ours, [&](auto const& endpoint) { return endpoint.url != url; });
    if (ours.empty()) return "Stripe has no webhook to " + url;
    std::erase_if(ours, [](auto const& endpoint) { return endpoint.status != "enabled"; });
    if (ours.empty()) return "Stripe's webhook to " + url + " is switched off";
    if (ours.size() > 1) return "Stripe has several webhooks to " + url + ", and we know the secret of one";
    auto const fault = fault_of_endpoint(ours.front());
    return fault.empty() ? "" : "Stripe's webhook to " + url + " " + fault;
}

std::string algolia_key_admin(Facts const& facts)
{
    return when(facts.settings && !facts.settings->algolia_search_api_key.empty()
            && facts.settings->algolia_search_api_key == facts.settings->algolia_api_key,
        "ALGOLIA_SEARCH_API_KEY (***) is the key of ALGOLIA_API_KEY, which may write");
}

std::string smtp_plain(Facts const& facts)
{
    if (auto said = wrong(facts, "SMTP_REQUIRE_TLS"); !said.empty()) return said;
    return when(
        facts.settings && facts.settings->smtp_url.starts_with("smtp:") && !facts.settings->smtp_require_tls,
        "SMTP_REQUIRE_TLS is false, and SMTP_URL does not begin with smtps:");
}

/// The host of "Name <name@host>".
std::string sender_host(std::string_view mailbox)
{
    auto host = mailbox.substr(mailbox.rfind('@') + 1);
    return text::lower_ascii(host.substr(0, host.find('>')));
}

/// A name under which nobody receives mail, by RFC 2606 and 6762.
bool is_nobodys(std::string_view host)
{
    static constexpr std::array endings{"example", "invalid", "test", "localhost", "local", "localdomain",
        "example.com", "example.net", "example.org"};
    return host.find('.') == host.npos || host.starts_with('[')
        || std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
               return host == ending || host.ends_with("." + std::string{ending});
           });
}

std::string smtp_sender(Facts const& facts)
{
    if (auto said = sentences(facts, [](SettingFault const& fault) { return fault.name == "MAIL_FROM"; });
        !said.empty())
        return said;
    if (!facts.settings || facts.settings->smtp_url.empty()) return {};
    auto const host = sender_host(facts.settings->mail_from);
    return when(is_nobodys(host), "MAIL_FROM names " + host + ", where nobody receives mail");
}

std::string geocoder_plain(Facts const& facts)
{
    if (!facts.settings || !facts.settings->geocoder_base_url.starts_with("http:")) return {};
    auto const host = host_of(facts.settings->geocoder_base_url);
    return when(!is_this_machine(host), "GEOCODER_BASE_URL goes to " + host + " over http");
}

constexpr Check checks[] = {
    {"stripe-key", Error, Goes, stripe_key, "no payment online is taken, or others learn the key",
        "copy the secret key of Stripe's dashboard: sk_live_... or rk_live_..."},
    {"stripe-key-mode", Error, Stops, stripe_key_mode,
        "orders count as paid without money, or a trial takes real money",
        "a live key where APP_ENV is production, a test key elsewhere"},
    {"stripe-webhook-secret", Error, Stops, stripe_webhook_secret,
        "payments are not noticed, or anybody says that an order is paid",
        "copy the signing secret of the webhook in Stripe's dashboard: whsec_..."},
    {"stripe-webhook-endpoint", Error, Goes, stripe_webhook_endpoint,
        "payments and refunds are noticed only when the customer comes back, or at night",
        "at Stripe, let one webhook with version 2020-08-27 send the seven events of the manual to that "
        "address, and copy its secret to STRIPE_WEBHOOK_SECRET"},
    {"algolia-key-admin", Error, Goes, algolia_key_admin, "any visitor's browser may rewrite the search",
        "make a key at Algolia that may only search, for ALGOLIA_SEARCH_API_KEY"},
    {"smtp-plain", Error, Goes, smtp_plain, "the mail server's password and every mail travel in clear",
        "take SMTP_REQUIRE_TLS away, or set it to true"},
    {"smtp-sender", Error, Goes, smtp_sender, "mails are refused, and answers to them go nowhere",
        "set MAIL_FROM to an address of the group's own, such as bonjour@ocpizza.fr"},
    {"geocoder-plain", Error, Goes, geocoder_plain,
        "where customers live travels in clear, and somebody on the way may answer where they live",
        "give GEOCODER_BASE_URL an https: address"},
};

} // namespace

std::span<Check const> service_checks()
{
    return checks;
}

} // namespace ocp::deploy
