#include "mail/business/mail_queue.h"
#include "mail/business/write_mail.h"
#include "ocpizza/mails/courier.h"
#include "supervision/business/watch_incidents.h"
#include "supervision/model/incident_store.h"
#include "tests/support/at_once.h"
#include "tests/support/database.h"
#include "tests/support/fake_mail_server.h"
#include "tests/support/fake_vendor.h"
#include "tests/support/fixed_clock.h"
#include "tests/support/fixed_random.h"
#include "tests/support/temp_folder.h"

#include <filesystem>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <unistd.h>

namespace ocp::mails {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using supervision::Matter;
using test::FakeMailServer;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// The courier, whatever the letters are about.
struct MailCouriers : test::OnBothEngines {
    FakeMailServer server;
    test::FixedClock clock{Instant::ms(1'795'435'205'000)};
    test::FixedRandom chance;
    smtp::Client::Options options;
    std::string told; ///< by on_notices

    MailCouriers()
    {
        options.url = server.url();
        options.from = "OC Pizza <bonjour@ocpizza.example>";
        options.require_tls = false;
        options.answer_within = 2s;
    }
    std::unique_ptr<Courier> courier()
    {
        return std::make_unique<Courier>(
            options, database(),
            [](mail::Mail const& mail) {
                return mail.kind == "none"
                    ? std::nullopt
                    : std::optional{mail::Letter{"Sujet " + mail.kind, "texte", "<p>html</p>"}};
            },
            clock, chance,
            Courier::Options{.ways = {supervision::Way::Mail}, .on_notices = [this] { told += "!"; }});
    }
    std::int64_t write(std::string const& address, std::string const& kind = "order.placed",
        std::chrono::milliseconds worth = 24h)
    {
        return *database().in_transaction([&](db::Transaction& tx) {
            return std::optional{mail::write_mail(
                tx, {kind, std::nullopt, address, Language::French, std::nullopt, worth}, clock.now())};
        });
    }
    std::vector<std::string> states()
    {
        std::vector<std::string> all;
        for (auto& [state, attempts] : database().read([](db::Reader const& reader) {
                 return reader.rows<std::string, std::int64_t>(
                     "SELECT state, attempts FROM mails ORDER BY id");
             }))
            all.push_back(fmt::format("{} {}", state, attempts));
        return all;
    }
    mail::QueueFigures figures()
    {
        return database().read(
            [&](db::Reader const& reader) { return mail::queue_figures(reader, clock.now()); });
    }
    bool is_alarmed()
    {
        return database()
            .read([](db::Reader const& reader) {
                return supervision::find_incident_going_on(reader, Matter::MailsStopped, "");
            })
            .has_value();
    }
};
OCP_ON_BOTH_ENGINES(MailCouriers);

TEST_P(MailCouriers, carry_each_mail_once)
{
    auto const one = courier();
    auto const id = write("elise@exemple.fr");
    EXPECT_EQ(figures().waiting, 1);
    EXPECT_EQ(figures().oldest, clock.now());
    EXPECT_EQ(one->deliver_one(), Courier::Round::Done);
    clock.advance(48h);
    EXPECT_EQ(one->deliver_one(), Courier::Round::Idle);
    auto const mails = server.mails();
    ASSERT_THAT(mails, SizeIs(1));
    EXPECT_EQ(mails[0].to, "elise@exemple.fr");
    EXPECT_EQ(mails[0].header("Message-ID"), fmt::format("<mail-{}@ocpizza.example>", id));
    EXPECT_THAT(mails[0].header("Content-Type"), HasSubstr("multipart/alternative"));
    EXPECT_THAT(states(), ElementsAre("sent 1"));
    EXPECT_EQ(figures().waiting, 0);
}

TEST_P(MailCouriers, share_the_mails_among_servers_without_sending_one_twice)
{
    constexpr int count = 30;
    for (int i = 0; i < count; ++i)
        write(fmt::format("elise.{}@exemple.fr", i));
    auto const one = courier(), other = courier(), third = courier();
    std::array const couriers{one.get(), other.get(), third.get()};
    test::at_once(couriers.size(), [&](std::size_t i) {
        while (couriers[i]->deliver_one() == Courier::Round::Done) { }
        return true;
    });
    std::set<std::string> recipients;
    for (auto const& mail : server.mails())
        EXPECT_TRUE(recipients.insert(mail.to).second) << mail.to;
    EXPECT_THAT(recipients, SizeIs(count));
}

TEST_P(MailCouriers, come_back_to_a_grey_list_later_with_the_same_message_id)
{
    auto const one = courier();
    auto const id = write("elise@grey.test");
    server.take({.to_recipient = "451 try later"});
    EXPECT_EQ(one->deliver_one(), Courier::Round::Done);
    EXPECT_THAT(states(), ElementsAre("waiting 1"));
    EXPECT_EQ(one->deliver_one(), Courier::Round::Idle) << "not at once";
    EXPECT_EQ(figures().waiting, 1) << "staff see that it waits";
    server.take({});
    clock.advance(2s);
    EXPECT_EQ(one->deliver_one(), Courier::Round::Done);
    EXPECT_THAT(states(), ElementsAre("sent 2"));
    ASSERT_THAT(server.mails(), SizeIs(1));
    EXPECT_EQ(server.mails()[0].header("Message-ID"), fmt::format("<mail-{}@ocpizza.example>", id));
}

TEST_P(MailCouriers, give_up_after_a_day_of_patience)
{
    auto const one = courier();
    write("elise@grey.test");
    server.take({.to_recipient = "451 try later"});
    int tries = 0;
    for (auto const end = clock.now() + 25h; clock.now() < end; clock.advance(30s))
        if (one->deliver_one() == Courier::Round::Done) ++tries;
    EXPECT_GT(tries, 20);
    EXPECT_THAT(states().at(0), HasSubstr("refused"));
    EXPECT_EQ(figures().refused, 1);
}

TEST_P(MailCouriers, never_try_again_what_was_refused_for_good)
{
    auto const one = courier();
    write("x@reject.test");
    write("elise@exemple.fr");
    server.take({.to_recipient = "550 no such user"});
    EXPECT_EQ(one->deliver_one(), Courier::Round::Done);
    server.take({});
    EXPECT_EQ(one->deliver_one(), Courier::Round::Done);
    clock.advance(12h);
    EXPECT_EQ(one->deliver_one(), Courier::Round::Idle);
    EXPECT_THAT(states(), ElementsAre("refused 1", "sent 1"));
    EXPECT_FALSE(is_alarmed()) << "one bad address is nobody's alarm";
}

TEST_P(MailCouriers, stop_the_queue_and_raise_the_alarm_when_the_login_is_refused)
{
    auto const one = courier();
    write("a@exemple.fr");
    write("b@exemple.fr");
    server.take({.to_mail = "535 who are you"});
    EXPECT_EQ(one->deliver_one(), Courier::Round::Unreachable);
    EXPECT_EQ(told, "!");
    EXPECT_TRUE(is_alarmed());
    EXPECT_TRUE(figures().stopped_until);
    auto const connections = server.connections();
    EXPECT_EQ(one->deliver_one(), Courier::Round::Idle);
    EXPECT_EQ(courier()->deliver_one(), Courier::Round::Idle) << "nor does any other server";
    EXPECT_EQ(server.connections(), connections);

    server.take({});
    clock.advance(31s);
    EXPECT_EQ(one->deliver_one(), Courier::Round::Done);
    EXPECT_FALSE(is_alarmed());
    EXPECT_EQ(told, "!!");
    EXPECT_EQ(one->deliver_one(), Courier::Round::Done);
    EXPECT_THAT(states(), ElementsAre("sent 2", "sent 1"));
}

TEST_P(MailCouriers, wait_longer_after_each_fault_in_a_row)
{
    EXPECT_EQ(mail::standstill(1), 30s);
    EXPECT_EQ(mail::standstill(2), 60s);
    EXPECT_EQ(mail::standstill(60), 10min);
}

TEST_P(MailCouriers, go_at_once_after_a_restart_that_put_the_settings_right)
{
    auto const one = courier();
    write("a@exemple.fr");
    server.take({.to_mail = "535 who are you"});
    EXPECT_EQ(one->deliver_one(), Courier::Round::Unreachable);
    server.take({});
    mail::resume_queue(database());
    EXPECT_EQ(one->deliver_one(), Courier::Round::Done);
    EXPECT_FALSE(is_alarmed());
}

TEST_P(MailCouriers, send_again_what_was_cut_off_after_the_data_under_the_same_message_id)
{
    auto const one = courier();
    write("a@exemple.fr");
    server.take({.cuts_after_data = true});
    EXPECT_EQ(one->deliver_one(), Courier::Round::Unreachable);
    EXPECT_THAT(states(), ElementsAre("waiting 1"));
    server.take({});
    clock.advance(1h);
    EXPECT_EQ(one->deliver_one(), Courier::Round::Done);
    auto const mails = server.mails();
    ASSERT_THAT(mails, SizeIs(2)) << "whether the first one counted nobody can know";
    EXPECT_EQ(mails[0].header("Message-ID"), mails[1].header("Message-ID"));
}

TEST_P(MailCouriers, wait_for_a_mail_server_that_is_down_and_lose_nothing)
{
    options.url = fmt::format("smtp://127.0.0.1:{}", test::closed_port());
    auto const down = courier();
    write("a@exemple.fr");
    write("b@exemple.fr");
    EXPECT_EQ(down->deliver_one(), Courier::Round::Unreachable);
    EXPECT_THAT(states(), ElementsAre("waiting 1", "waiting 0"));
    options.url = server.url();
    auto const up = courier();
    clock.advance(1h);
    while (up->deliver_one() == Courier::Round::Done) { }
    EXPECT_THAT(server.mails(), SizeIs(2));
}

TEST_P(MailCouriers, leave_in_time_when_the_mail_server_says_nothing)
{
    server.take({.says_nothing = true});
    options.answer_within = 20s;
    write("a@exemple.fr");
    auto one = courier();
    one->start();
    for (int i = 0; i < 500 && server.connections() == 0; ++i)
        std::this_thread::sleep_for(10ms);
    auto const begun = std::chrono::steady_clock::now();
    one->stop();
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 4s);
    one.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 4s) << "nor to say goodbye";
    EXPECT_THAT(states(), ElementsAre("waiting 1"));
}

TEST_P(MailCouriers, take_over_from_a_server_that_fell_while_it_carried)
{
    auto const one = courier();
    write("a@exemple.fr");
    ASSERT_TRUE(mail::take_mail(database(), clock.now())) << "taken, and never heard of again";
    EXPECT_EQ(one->deliver_one(), Courier::Round::Idle);
    clock.advance(3min + 1s);
    EXPECT_EQ(one->deliver_one(), Courier::Round::Done);
    EXPECT_THAT(states(), ElementsAre("sent 2"));
}

TEST_P(MailCouriers, do_not_let_a_late_word_undo_what_another_has_done)
{
    write("a@exemple.fr");
    auto const slow = mail::take_mail(database(), clock.now());
    clock.advance(4min);
    EXPECT_EQ(courier()->deliver_one(), Courier::Round::Done);
    mail::note_put_off(database(), *slow, "cut", 1s, clock.now());
    mail::note_refused(database(), *slow, "550", clock.now());
    EXPECT_THAT(states(), ElementsAre("sent 2"));
}

TEST_P(MailCouriers, drop_what_there_is_nobody_to_write_to)
{
    auto const one = courier();
    write("nobody@exemple.fr", "none");
    EXPECT_EQ(one->deliver_one(), Courier::Round::Done);
    EXPECT_THAT(states(), IsEmpty());
    EXPECT_THAT(server.mails(), IsEmpty());
}

TEST_P(MailCouriers, do_not_send_a_link_that_is_over)
{
    auto const one = courier();
    write("a@exemple.fr", "account.reset", 1h);
    clock.advance(1h);
    EXPECT_EQ(one->deliver_one(), Courier::Round::Done);
    EXPECT_THAT(states(), ElementsAre("refused 1"));
    EXPECT_THAT(server.mails(), IsEmpty());
}

TEST_P(MailCouriers, send_nothing_of_what_waited_when_a_backup_was_made)
{
    write("a@exemple.fr");
    database().in_transaction([&](db::Transaction& tx) {
        mail::forget_the_queue(tx, clock.now());
        return true;
    });
    EXPECT_EQ(courier()->deliver_one(), Courier::Round::Idle);
    EXPECT_THAT(states(), ElementsAre("refused 0"));
}

TEST_P(MailCouriers, refuse_an_address_that_would_be_two_headers)
{
    auto const one = courier();
    write("a@exemple.fr\r\nBcc: b@exemple.fr");
    EXPECT_EQ(one->deliver_one(), Courier::Round::Done);
    EXPECT_THAT(states(), ElementsAre("refused 1"));
    EXPECT_THAT(server.mails(), IsEmpty());
}

TEST_P(MailCouriers, write_files_where_there_is_no_mail_server)
{
    options.url = "";
    test::TempFolder const folder;
    options.folder = folder.path();
    auto const one = courier();
    write("a@exemple.fr");
    EXPECT_EQ(one->deliver_one(), Courier::Round::Done);
    int files = 0;
    for (auto const& file : fs::directory_iterator{options.folder})
        files += file.path().extension() == ".eml";
    EXPECT_EQ(files, 1);
    EXPECT_THAT(states(), ElementsAre("sent 1"));
}

TEST_P(MailCouriers, tell_what_they_saw_without_asking_the_database_again)
{
    auto const one = courier();
    EXPECT_EQ(one->figures().waiting, 0);
    write("a@exemple.fr");
    one->look();
    EXPECT_EQ(one->figures().waiting, 1);
}

} // namespace
} // namespace ocp::mails
