#include "ocpizza/settings.h"
#include "ocpizza/settings_table.h"

#include <gtest/gtest.h>

namespace ocp {

namespace {

struct Form {
    char const* name;
    char const* value;
};

std::string fault_of(Form const& form)
{
    Settings settings;
    return find_setting(form.name)->read(form.value, settings);
}

} // namespace

TEST(SettingForms, accept_what_the_documents_show)
{
    Form const good[] = {
        {"APP_ENV", "test"},
        {"DATABASE_URL", "postgres://user:password@host:5432/name"},
        {"DATABASE_URL", "postgresql:///name"},
        {"DATABASE_URL", "sqlite:///relative/path"},
        {"DATABASE_URL", "sqlite:////absolute/path"},
        {"DB_SSLMODE", "verify-ca"},
        {"LISTEN", "[::1]:8000"},
        {"LISTEN", "0.0.0.0:0"},
        {"LISTEN", "localhost:8000"},
        {"PUBLIC_URL", "https://oc.example:8443"},
        {"PUBLIC_URL", "http://[::1]:8000"},
        {"ADDS_ALLOWED_HOSTS", "a.example, .b.example, [::1], 127.0.0.1, localhost"},
        {"TRUSTED_PROXIES", "loopback, 10.0.0.1"},
        {"HSTS_SECONDS", "0"},
        {"SENTRY_DSN", "https://abc@o1.example/7"},
        {"SENTRY_DSN", "http://k@127.0.0.1:4000/prefix/1"},
        {"SENTRY_TRACES_SAMPLE_RATE", "0.25"},
        {"SMTP_URL", "smtps://mail.example:465"},
        {"MAIL_FROM", "lola@oc.example"},
        {"MAIL_FROM", "OC Pizza <lola@oc.example>"},
        {"STRIPE_BASE_URL", "http://127.0.0.1:12111"},
        {"ALGOLIA_HOSTS", "http://127.0.0.1:1,http://127.0.0.1:2"},
        {"MAP_TILE_URL", "https://tile.example/{z}/{x}/{y}.png"},
        {"ALERT_WEBHOOK_URL", "https://hooks.example/a/b?c=d"},
        {"SECRET_KEY", "q7Vf0pXy2KcW9sLb4RtZ8mNd1HjG6aEuS3oTi5UxQvPkYwBz+/Cr"},
        {"SECRET_KEY", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
    };
    for (auto const& form : good)
        EXPECT_EQ(fault_of(form), "") << form.name << "=" << form.value;
}

TEST(SettingForms, refuse_everything_else)
{
    Form const bad[] = {
        {"APP_ENV", "Production"},
        {"DEBUG", "TRUE "},
        {"DATABASE_URL", "mysql://user:password@host/name"},
        {"DATABASE_URL", "sqlite:///"},
        {"DATABASE_URL", "sqlite:var/x"},
        {"DATABASE_URL", "postgres://user:password@host"},
        {"DATABASE_URL", "postgres://host/?sslmode=disable"},
        {"DATABASE_URL", "oracle://host/name"},
        {"DB_SSLMODE", "maybe"},
        {"LISTEN", "8000"},
        {"LISTEN", ":8000"},
        {"LISTEN", "127.0.0.1:"},
        {"LISTEN", "127.0.0.1:65536"},
        {"LISTEN", "127.0.0.1:-1"},
        {"LISTEN", "::1:8000"},
        {"LISTEN", "[127.0.0.1]:8000"},
        {"LISTEN", "oc.example:8000"},
        {"WORKERS", "0"},
        {"WORKERS", "257"},
        {"WORKERS", "1.5"},
        {"WORKERS", "0x10"},
        {"WORKERS", "+4"},
        {"WORKERS", "99999999999999999999"},
        {"HSTS_SECONDS", "-1"},
        {"PUBLIC_URL", "oc.example"},
        {"PUBLIC_URL", "https://oc.example/"},
        {"PUBLIC_URL", "https://oc.example/shop"},
        {"PUBLIC_URL", "https://user@oc.example"},
        {"PUBLIC_URL", "https://"},
        {"PUBLIC_URL", "https://oc.example:port"},
        {"PUBLIC_URL", "https://oc.example?x"},
        {"PUBLIC_URL", "https://pizzéria.example"},
        {"ADDS_ALLOWED_HOSTS", "*"},
        {"ADDS_ALLOWED_HOSTS", "a.example,*.b.example"},
        {"ADDS_ALLOWED_HOSTS", "."},
        {"ADDS_ALLOWED_HOSTS", ".fr"},
        {"ADDS_ALLOWED_HOSTS", "a.example:80"},
        {"ADDS_ALLOWED_HOSTS", "http://a.example"},
        {"TRUSTED_PROXIES", "nginx"},
        {"TRUSTED_PROXIES", "0.0.0.0"},
        {"TRUSTED_PROXIES", "10.0.0.0/8"},
        {"SENTRY_DSN", "https://o1.example/7"},
        {"SENTRY_DSN", "https://abc@o1.example/"},
        {"SENTRY_DSN", "https://abc@o1.example/x"},
        {"SENTRY_TRACES_SAMPLE_RATE", "1.5"},
        {"SENTRY_TRACES_SAMPLE_RATE", "nan"},
        {"SENTRY_TRACES_SAMPLE_RATE", "1e-1"},
        {"SMTP_URL", "mail.example:25"},
        {"SMTP_URL", "smtp://user:pass@mail.example"},
        {"MAIL_FROM", "OC Pizza"},
        {"MAIL_FROM", "OC Pizza <lola@oc.example"},
        {"MAIL_FROM", "@oc.example"},
        {"MAIL_FROM", "a@b <lola@oc.example>"},
        {"ALERT_EMAIL", "lola"},
        {"STRIPE_BASE_URL", "ftp://api.example"},
        {"MAP_TILE_URL", "https://tile.example/{z}/{x}.png"},
        {"NEW_RELIC_INTERVAL_SECONDS", "0"},
        {"RATE_LIMITS", "off"},
        {"SECRET_KEY", "short"},
        {"SECRET_KEY", "django-insecure-q7Vf0pXy2KcW9sLb4RtZ8mNd1HjG6aEuS3oTi5UxQvPk"},
        {"SECRET_KEY", "abababababababababababababababababababababababababababab"},
        {"SECRET_KEY_FALLBACKS", "short"},
    };
    for (auto const& form : bad)
        EXPECT_NE(fault_of(form), "") << form.name << "=" << form.value;
}

TEST(SettingForms, say_plainly_that_mysql_is_not_there_yet)
{
    EXPECT_EQ(fault_of({"DATABASE_URL", "mysql://host/name"}),
        "asks for MySQL or MariaDB, which this version does not know yet");
}

} // namespace ocp
