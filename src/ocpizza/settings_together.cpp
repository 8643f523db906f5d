#include "ocpizza/settings_together.h"

#include <array>
#include <string_view>

namespace ocp {

namespace {

bool begins_with_one_of(std::string_view text, std::array<std::string_view, 2> const& heads)
{
    return text.starts_with(heads[0]) || text.starts_with(heads[1]);
}

void judge_production(Settings const& settings, std::vector<SettingFault>& faults)
{
    auto const no = [&](std::string name, std::string const& sentence) {
        auto text = name + " " + sentence;
        faults.push_back({std::move(name), std::move(text)});
    };
    if (settings.debug)
        no("DEBUG", "is true, which shows errors to strangers; expected false in production.");
    if (settings.rate_limits == RateLimits::Soak)
        no("RATE_LIMITS", "is soak, which lets everything through; expected on in production.");
    if (settings.smtp_url.empty()) {
        no("SMTP_URL",
            "is not set, so no mail would leave; expected smtp://host:587 or smtps://host:465 in "
            "production.");
        faults.back().kind = SettingFault::Kind::Missing;
    }
    if (!settings.smtp_require_tls)
        no("SMTP_REQUIRE_TLS", "is false, which sends passwords in clear; expected true in production.");
    if (begins_with_one_of(settings.stripe_secret_key, {"sk_test_", "rk_test_"}))
        no("STRIPE_SECRET_KEY", "is a test key, which takes no money; expected sk_live_... in production.");
}

void judge_elsewhere(Settings const& settings, std::vector<SettingFault>& faults)
{
    if (begins_with_one_of(settings.stripe_secret_key, {"sk_live_", "rk_live_"}))
        faults.push_back({"STRIPE_SECRET_KEY",
            "STRIPE_SECRET_KEY is a live key, which takes real money; expected "
            "sk_test_... when APP_ENV is not production."});
}

void judge_pairs(Settings const& settings, std::vector<SettingFault>& faults)
{
    struct Pair {
        std::string_view given;
        std::string const& one;
        std::string_view lacking;
        std::string other;
    };
    Pair const pairs[] = {
        {"STRIPE_SECRET_KEY", settings.stripe_secret_key, "STRIPE_WEBHOOK_SECRET",
            settings.stripe_webhook_secrets.empty() ? std::string{}
                                                    : settings.stripe_webhook_secrets.front()},
        {"ALGOLIA_APP_ID", settings.algolia_app_id, "ALGOLIA_API_KEY", settings.algolia_api_key},
        {"ALGOLIA_API_KEY", settings.algolia_api_key, "ALGOLIA_APP_ID", settings.algolia_app_id},
        {"SMTP_URL", settings.smtp_url, "MAIL_FROM", settings.mail_from},
        {"SMTP_USER", settings.smtp_user, "SMTP_PASSWORD", settings.smtp_password},
        {"SMTP_PASSWORD", settings.smtp_password, "SMTP_USER", settings.smtp_user},
    };
    for (auto const& pair : pairs)
        if (!pair.one.empty() && pair.other.empty())
            faults.push_back({std::string{pair.lacking},
                std::string{pair.lacking} + " is not set though " + std::string{pair.given}
                    + " is; expected both or none of them.",
                SettingFault::Kind::Missing});
}

} // namespace

std::vector<SettingFault> disagreements(Settings const& settings)
{
    std::vector<SettingFault> faults;
    auto const is_production = settings.app_env == Environment::Production;
    is_production ? judge_production(settings, faults) : judge_elsewhere(settings, faults);
    judge_pairs(settings, faults);
    auto const is_stripe_key = begins_with_one_of(settings.stripe_secret_key, {"sk_live_", "rk_live_"})
        || begins_with_one_of(settings.stripe_secret_key, {"sk_test_", "rk_test_"});
    if (!settings.stripe_secret_key.empty() && !is_stripe_key)
        faults.push_back({"STRIPE_SECRET_KEY",
            "STRIPE_SECRET_KEY is not a secret key of Stripe; expected sk_live_... "
            "or rk_live_... in production, sk_test_... or rk_test_... elsewhere."});
    return faults;
}

} // namespace ocp
