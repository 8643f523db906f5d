#include "clients/smtp/client.h"

#include "platform/log/log.h"
#include "platform/outgoing/transfer.h"

#include <fmt/format.h>
#include <fstream>

namespace ocp::smtp {

namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

/// Without a server there may be no sender either: files are for the developer who looks at them.
constexpr std::string_view sender_of_files = "OC Pizza <ocpizza@localhost>";

struct MimeFree {
    void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};
using Mime = std::unique_ptr<curl_mime, MimeFree>;

void add_part(curl_mime* to, std::string const& body, char const* type)
{
    auto* const part = curl_mime_addpart(to);
    curl_mime_data(part, body.data(), body.size());
    curl_mime_type(part, type);
    curl_mime_encoder(part, "quoted-printable");
}

Mime body_of(Mail const& mail, CURL* easy)
{
    Mime ways{curl_mime_init(easy)};
    add_part(ways.get(), mail.text, "text/plain; charset=UTF-8");
    add_part(ways.get(), mail.html, "text/html; charset=UTF-8");
    return ways;
}

std::string_view to_text(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Accepted:
        return "accepted";
    case Outcome::Refused:
        return "refused";
    case Outcome::Later:
        return "later";
    case Outcome::OurFault:
        return "our fault";
    }
    return "";
}

void tell(Answer const& answer, milliseconds took)
{
    if (answer.outcome == Outcome::Accepted)
        return log::info("mail sent", {{"vendor", "smtp"}, {"status", answer.status}, {"ms", took.count()}});
    log::warning("mail not sent",
        {{"vendor", "smtp"}, {"status", answer.status}, {"ms", took.count()},
            {"failure", to_text(answer.outcome)}, {"what", answer.trouble}});
}

} // namespace

Outcome outcome_of(int curl_code, unsigned status)
{
    switch (curl_code) {
    case CURLE_OK:
        return Outcome::Accepted;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_USE_SSL_FAILED:
    case CURLE_LOGIN_DENIED:
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
        return Outcome::OurFault;
    default:
        break;
    }
    // Wants a login, wants another one, wants encryption.
    if (status == 530 || status == 535 || status == 538) return Outcome::OurFault;
    return status >= 500 ? Outcome::Refused : Outcome::Later;
}

Client::Client(Options options)
    : options_{std::move(options)}
    , transfer_{std::make_unique<outgoing::Transfer>(options_.outgoing)}
{
}

Client::~Client() = default;

Answer Client::send(Mail const& mail)
{
    return options_.url.empty() ? keep_in_a_file(mail) : hand_over(mail);
}

Answer Client::hand_over(Mail const& mail)
{
    auto lines = headers_of(mail, options_.from);
    lines.emplace_back("Content-Type: multipart/alternative"); // libcurl adds the border it makes up
    auto const headers = outgoing::list_of(lines);
    auto const recipients = outgoing::list_of({mail.to});
    auto const scheme = options_.url.substr(0, options_.url.find(':'));
    auto const begun = Steady::now();
    auto* const easy
        = transfer_->begin(options_.url, scheme, {options_.connect_within, options_.answer_within});
    // Anything less sends the password in clear to a server that does not offer STARTTLS.
    curl_easy_setopt(easy, CURLOPT_USE_SSL, options_.require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY);
    if (!options_.user.empty()) {
        curl_easy_setopt(easy, CURLOPT_USERNAME, options_.user.c_str());
        curl_easy_setopt(easy, CURLOPT_PASSWORD, options_.password.c_str());
    }
    curl_easy_setopt(easy, CURLOPT_MAIL_FROM, std::string{address_in(options_.from)}.c_str());
    curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
    auto const body = body_of(mail, easy);
    curl_easy_setopt(easy, CURLOPT_MIMEPOST, body.get());
    auto const code = transfer_->run();

    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    Answer answer;
    answer.status = static_cast<unsigned>(status);
    answer.outcome = outcome_of(code, answer.status);
    if (answer.outcome != Outcome::Accepted) answer.trouble = transfer_->trouble(code);
    tell(answer, std::chrono::duration_cast<milliseconds>(Steady::now() - begun));
    return answer;
}

Answer Client::keep_in_a_file(Mail const& mail) const
{
    auto const text = file_text(mail, options_.from.empty() ? sender_of_files : options_.from);
    std::error_code trouble;
    std::filesystem::create_directories(options_.folder, trouble);
    auto const file = options_.folder / fmt::format("{}-{}.eml", mail.written_at.ms(), mail.id);
    if (std::ofstream out{file, std::ios::binary};
        out.write(text.data(), static_cast<std::streamsize>(text.size())).flush()) {
        log::info("mail written", {{"file", file.native()}});
        return {Outcome::Accepted, 0, ""};
    }
    log::warning("mail not written", {{"file", file.native()}});
    return {Outcome::Later, 0, "cannot write " + file.native()};
}

void Client::end_by(Steady::time_point end)
{
    transfer_->end_by(end);
}

} // namespace ocp::smtp
