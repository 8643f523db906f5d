#pragma once

#include "clients/smtp/mail.h"
#include "platform/outgoing/options.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

namespace ocp::outgoing {
class Transfer;
}

namespace ocp::smtp {

/// What became of a mail (integrations.md §6).
enum class Outcome {
    Accepted,
    Refused, ///< for good, this message or this person
    Later, ///< not reached, cut off, or asked for patience
    OurFault, ///< login, certificate or server is not as the settings say: no mail will leave
};
struct Answer {
    Outcome outcome = Outcome::Later;
    unsigned status = 0; ///< the server's last word, 0 without one
    std::string trouble; ///< why not, "" when accepted
};

/// Hands mails over to the mail server, one after another; for one thread at a time, never inside a database
/// transaction. Never speaks in clear unless allowed, never goes without a check of the certificate.
/// Each mail is one line of the log, which names nobody.
class Client {
public:
    struct Options {
        std::string url; ///< smtp://host:587 (STARTTLS) or smtps://host:465; "": mails become files
        std::string user, password; ///< "" for a server that wants no login
        bool require_tls = true;
        std::string from; ///< "name@host" or "Name <name@host>"
        std::filesystem::path folder = "var/mail"; ///< for the files
        outgoing::Options outgoing;
        std::chrono::milliseconds connect_within{5'000};
        std::chrono::milliseconds answer_within{60'000}; ///< in all
    };
    explicit Client(Options);
    ~Client();
    Client(Client const&) = delete;
    Client& operator=(Client const&) = delete;

    /// Throws std::invalid_argument as headers_of does; whatever happens on the way is in the answer.
    Answer send(Mail const&);

    /// From any thread: the mail that is on its way, and any later one, ends by then at the latest.
    void end_by(std::chrono::steady_clock::time_point);

private:
    Answer hand_over(Mail const&);
    Answer keep_in_a_file(Mail const&) const;

    Options const options_;
    std::unique_ptr<outgoing::Transfer> transfer_;
};

/// `curl_code`: a CURLcode; the code alone never tells for good from for now.
Outcome outcome_of(int curl_code, unsigned status);

} // namespace ocp::smtp
