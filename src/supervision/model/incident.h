#pragma once

#include "supervision/model/concern.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ocp::supervision {

/// Something that somebody must act on, from its beginning to its end.
struct Incident {
    std::int64_t id = 0;
    Matter matter = Matter::ServerSilent;
    std::string place; ///< as in Concern
    double figure = 0; ///< as it was seen last
    Instant began_at, seen_at;
    std::optional<Instant> resolved_at;
};

enum class News { Raised, Resolved };
/// How the technical team is told: ALERT_EMAIL, ALERT_WEBHOOK_URL.
enum class Way { Mail, Webhook };

/// One thing to tell by one way.
struct Notice {
    std::int64_t id = 0;
    Incident incident;
    News news = News::Raised;
    Way way = Way::Mail;
    int tries = 0; ///< those that were begun
    Instant written_at;
};

/// What became of a notice.
struct NoticeState {
    News news = News::Raised;
    Way way = Way::Mail;
    std::optional<Instant> ended_at; ///< told, or given up when there is a failure
    std::optional<std::string> failure; ///< of the last try
};

struct ToldIncident {
    Incident incident;
    std::vector<NoticeState> notices; ///< as they were written
};

} // namespace ocp::supervision
