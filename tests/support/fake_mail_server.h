#pragma once

#include <atomic>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace ocp::test {

/// A mail server on loopback that speaks in clear, wants no login, and answers as it is told. What real ones
/// make of our mails is judged in tests/peers.
class FakeMailServer {
public:
    /// How it takes a mail.
    struct Manner {
        std::string to_mail = "250 ok"; ///< "535 who are you"
        std::string to_recipient = "250 ok"; ///< "550 no such user", "451 later"
        std::string to_data = "250 queued";
        bool says_nothing = false; ///< takes the connection alone
        bool cuts_after_data = false; ///< takes the mail, and goes without a word
    };
    struct Mail {
        std::string to; ///< of the envelope
        std::string data; ///< head and body, as they came
        /// The line of the head without its name; "" when absent.
        std::string header(std::string_view name) const;
        /// Head and bodies with quoted-printable undone.
        std::string words() const;
        /// What follows `begin` in the words, up to a blank: a link.
        std::string link(std::string_view begin) const;
    };

    FakeMailServer();
    ~FakeMailServer();
    FakeMailServer(FakeMailServer const&) = delete;
    FakeMailServer& operator=(FakeMailServer const&) = delete;

    std::string url() const;
    /// From now on.
    void take(Manner);
    /// Those it has taken, and those whose taking it did not tell.
    std::vector<Mail> mails() const;
    std::size_t connections() const { return connections_; }

private:
    void run();
    void serve(int socket);

    int listening_ = -1;
    unsigned short port_ = 0;
    std::atomic<bool> ending_ = false;
    std::atomic<std::size_t> connections_{0};
    mutable std::mutex mutex_;
    Manner manner_;
    std::vector<Mail> mails_;
    std::set<int> open_;
    std::vector<std::jthread> talks_;
    std::thread thread_;
};

} // namespace ocp::test
