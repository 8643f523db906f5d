#include "clients/smtp/client.h"
#include "platform/outgoing/back_off.h"
#include "tests/support/fixed_random.h"

#include <algorithm>
#include <curl/curl.h>
#include <gmock/gmock.h>

namespace ocp::smtp {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::HasSubstr;
using testing::StartsWith;

Mail a_mail(std::string subject = "Essai")
{
    return {.to = "technique@ocpizza.example",
        .subject = std::move(subject),
        .text = "Bonjour",
        .html = "<p>Bonjour</p>",
        .id = "alert-7",
        .written_at = Instant::ms(1'795'435'205'123)};
}

std::string header(std::vector<std::string> const& headers, std::string const& name)
{
    auto const found = std::find_if(headers.begin(), headers.end(),
        [&](std::string const& line) { return line.starts_with(name + ": "); });
    return found == headers.end() ? "" : found->substr(name.size() + 2);
}

TEST(MailHead, says_who_and_what_and_when)
{
    auto const headers = headers_of(a_mail(), "OC Pizza <bonjour@ocpizza.example>");
    EXPECT_EQ(header(headers, "From"), "OC Pizza <bonjour@ocpizza.example>");
    EXPECT_EQ(header(headers, "To"), "technique@ocpizza.example");
    EXPECT_EQ(header(headers, "Subject"), "Essai");
    EXPECT_EQ(header(headers, "Date"), "Mon, 23 Nov 2026 12:00:05 +0000");
    EXPECT_EQ(header(headers, "Message-ID"), "<alert-7@ocpizza.example>");
}

TEST(MailHead, takes_an_address_without_a_name)
{
    EXPECT_EQ(header(headers_of(a_mail(), "bonjour@ocpizza.example"), "From"), "bonjour@ocpizza.example");
    EXPECT_EQ(address_in("Épi <a@b>"), "a@b");
    EXPECT_EQ(address_in("a@b"), "a@b");
}

TEST(MailHead, encodes_what_is_not_ascii)
{
    auto const headers = headers_of(a_mail("Commande confirmée"), "Crème <a@b.example>");
    EXPECT_EQ(header(headers, "Subject"), "=?UTF-8?B?Q29tbWFuZGUgY29uZmlybcOpZQ==?=");
    EXPECT_EQ(header(headers, "From"), "=?UTF-8?B?Q3LDqG1l?= <a@b.example>");
}

TEST(MailHead, folds_what_is_long_and_breaks_no_letter)
{
    std::string subject = "a";
    for (int i = 0; i < 60; ++i)
        subject += "é€";
    auto const line = header(headers_of(a_mail(subject), "a@b.example"), "Subject");
    std::size_t at = 0;
    for (auto begin = std::size_t{0}; begin < line.size(); begin = at + 3) {
        at = std::min(line.find("\r\n ", begin), line.size());
        auto const word = line.substr(begin, at - begin);
        EXPECT_LE(word.size(), 75U);
        EXPECT_THAT(word, StartsWith("=?UTF-8?B?"));
    }
    // Of 45 bytes the last two would be the beginning of a €: 43 are taken, which base64 fills up with ==.
    EXPECT_EQ(line.substr(line.find("?=") - 2, 2), "==");
}

TEST(MailHead, takes_no_line_more)
{
    EXPECT_THROW(headers_of(a_mail("Essai\r\nBcc: tous@exemple.fr"), "a@b"), std::invalid_argument);
    EXPECT_THROW(headers_of(a_mail(), "a@b\nX: y"), std::invalid_argument);
    auto mail = a_mail();
    mail.to = "a@b\r\nBcc: c@d";
    EXPECT_THROW(headers_of(mail, "a@b"), std::invalid_argument);
}

TEST(MailFile, can_be_opened_by_a_mail_program)
{
    auto const file = file_text(a_mail("Déjà"), "a@b.example");
    EXPECT_THAT(file, HasSubstr("Content-Type: multipart/alternative; boundary=\""));
    EXPECT_THAT(file,
        HasSubstr("Content-Type: text/plain; charset=UTF-8\r\n"
                  "Content-Transfer-Encoding: 8bit\r\n\r\nBonjour\r\n--"));
    EXPECT_THAT(file, HasSubstr("\r\n\r\n<p>Bonjour</p>\r\n--"));
    EXPECT_TRUE(file.ends_with("--\r\n"));
}

TEST(MailOutcome, depends_on_the_servers_last_word)
{
    EXPECT_EQ(outcome_of(CURLE_OK, 250), Outcome::Accepted);
    for (auto const code : {CURLE_SEND_ERROR, CURLE_WEIRD_SERVER_REPLY}) {
        EXPECT_EQ(outcome_of(code, 550), Outcome::Refused);
        EXPECT_EQ(outcome_of(code, 451), Outcome::Later);
        EXPECT_EQ(outcome_of(code, 530), Outcome::OurFault);
        EXPECT_EQ(outcome_of(code, 538), Outcome::OurFault);
    }
    EXPECT_EQ(outcome_of(CURLE_LOGIN_DENIED, 535), Outcome::OurFault);
    EXPECT_EQ(outcome_of(CURLE_PEER_FAILED_VERIFICATION, 220), Outcome::OurFault);
    EXPECT_EQ(outcome_of(CURLE_USE_SSL_FAILED, 250), Outcome::OurFault) << "never in clear instead";
    EXPECT_EQ(outcome_of(CURLE_COULDNT_CONNECT, 0), Outcome::Later);
    EXPECT_EQ(outcome_of(CURLE_OPERATION_TIMEDOUT, 354), Outcome::Later);
    EXPECT_EQ(outcome_of(CURLE_RECV_ERROR, 354), Outcome::Later);
}

TEST(BackOff, doubles_up_to_an_hour)
{
    test::FixedRandom chance; // about 16 %
    auto const share
        = [&](int tries) { return static_cast<double>(outgoing::back_off(tries, chance).count()); };
    EXPECT_NEAR(share(1), 2'000 * 0.1647, 2);
    EXPECT_NEAR(share(2), 4'000 * 0.1647, 2);
    EXPECT_NEAR(share(11), 2'048'000 * 0.1647, 300);
    EXPECT_NEAR(share(12), 3'600'000 * 0.1647, 500);
    EXPECT_EQ(share(400), share(12));
}

} // namespace
} // namespace ocp::smtp
