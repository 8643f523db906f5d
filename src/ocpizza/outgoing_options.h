#pragma once

#include "clients/smtp/client.h"
#include "ocpizza/settings.h"
#include "ocpizza/version.h"
#include "platform/outgoing/options.h"

namespace ocp {

/// What holds for every connection to others, by these settings.
inline outgoing::Options outgoing_options(Settings const& settings)
{
    return {.user_agent = "ocpizza/" + std::string{version}, .ca_file = settings.http_ca_file};
}

/// How mails leave with these settings.
inline smtp::Client::Options mail_options(Settings const& settings)
{
    smtp::Client::Options options;
    options.url = settings.smtp_url;
    options.user = settings.smtp_user;
    options.password = settings.smtp_password;
    options.require_tls = settings.smtp_require_tls;
    options.from = settings.mail_from;
    options.outgoing = outgoing_options(settings);
    return options;
}

} // namespace ocp
