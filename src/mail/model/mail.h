#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "base/language.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace ocp::mail {

/// What a mail is to tell, and whom.
struct NewMail {
    std::string kind; ///< "order.placed", "account.reset": the first word is the slice that writes the letter
    std::optional<UserId> user; ///< nothing: whoever has that address when the letter is written
    std::string address;
    Language language = Language::French;
    std::optional<OrderId> order;
    std::chrono::milliseconds worth = std::chrono::hours{24}; ///< for so long; later it is given up
};

/// A mail that is being carried.
struct Mail {
    std::int64_t id = 0;
    std::string kind;
    std::optional<UserId> user;
    std::string address;
    Language language = Language::French;
    std::optional<OrderId> order;
    int attempts = 0; ///< those that were begun, this one included
    Instant written_at, give_up_at;
};

/// A mail as its reader sees it.
struct Letter {
    std::string subject; ///< one line
    std::string text, html;
};

/// How the queue stands.
struct QueueFigures {
    std::int64_t waiting = 0;
    std::int64_t refused = 0; ///< dead letters of the last days that are still kept
    std::optional<Instant> oldest; ///< since when the oldest one waits
    std::optional<Instant> stopped_until; ///< the mail server takes nothing of ours
    std::string stop_failure{}; ///< why
};

/// A mail as the person's own data tell of it.
struct WrittenMail {
    std::string kind, address;
    std::string state; ///< "waiting", "sent", "refused"
    Instant written_at;
};

/// A dead letter: the address takes no mail, or nobody could be reached in time.
struct DeadLetter {
    std::string kind, address, failure;
    Instant ended_at;
};

} // namespace ocp::mail
