#include "ocpizza/alerts/courier.h"
#include "supervision/business/notices.h"
#include "supervision/business/watch_incidents.h"
#include "supervision/model/incident_store.h"
#include "tests/support/database.h"
#include "tests/support/fake_vendor.h"
#include "tests/support/fixed_clock.h"
#include "tests/support/fixed_random.h"
#include "tests/support/temp_folder.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <sstream>
#include <unistd.h>

namespace ocp::alerts {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using namespace supervision;
using test::FakeVendor;
using testing::HasSubstr;
using testing::SizeIs;

struct Couriers : test::OnBothEngines {
    FakeVendor chat;
    test::FixedClock clock{Instant::ms(1'795'435'205'000)};
    test::FixedRandom chance;
    html::Templates templates;
    Settings settings;

    Couriers()
    {
        settings.public_url = "https://ocpizza.example";
        settings.alert_webhook_url = chat.base_url() + "/hook?key=1";
    }
    std::unique_ptr<Courier> courier(Courier::Options options = {})
    {
        return std::make_unique<Courier>(settings, database(), templates, clock, chance, options);
    }
    void change(auto&& deed)
    {
        database().in_transaction([&](db::Transaction& tx) {
            deed(tx);
            return true;
        });
    }
    void begin()
    {
        change([&](db::Transaction& tx) {
            raise_incident(tx, ways_in(settings),
                {Level::Act, Matter::StorageFull, "web-1, /opt/ocpizza", {}, 0.87}, clock.now());
        });
    }
    void end()
    {
        change([&](db::Transaction& tx) {
            resolve_incident(tx, ways_in(settings), Matter::StorageFull, "web-1, /opt/ocpizza", clock.now());
        });
    }
    std::vector<NoticeState> notices()
    {
        return database()
            .read([](db::Reader const& reader) { return recent_incidents(reader, 1); })
            .at(0)
            .notices;
    }
};
OCP_ON_BOTH_ENGINES(Couriers);

TEST_P(Couriers, call_the_webhook_once_for_the_beginning_and_once_for_the_end)
{
    auto const one = courier();
    begin();
    EXPECT_TRUE(one->deliver_one());
    EXPECT_FALSE(one->deliver_one());
    clock.advance(12min);
    end();
    EXPECT_TRUE(one->deliver_one());
    EXPECT_FALSE(one->deliver_one());
    auto const calls = chat.requests(2);
    ASSERT_THAT(calls, SizeIs(2));
    EXPECT_EQ(calls[0].line, "POST /hook?key=1 HTTP/1.1");
    EXPECT_EQ(calls[0].header("content-type"), "application/json");
    EXPECT_NE(calls[0].header("idempotency-key"), calls[1].header("idempotency-key"));
    auto const begun = nlohmann::json::parse(calls[0].body), over = nlohmann::json::parse(calls[1].body);
    EXPECT_EQ(begun["event"], "incident.raised");
    EXPECT_EQ(begun["matter"], "storage-full");
    EXPECT_EQ(begun["place"], "web-1, /opt/ocpizza");
    EXPECT_EQ(begun["sentence"], "Le disque est plein à 87\u00a0%");
    EXPECT_EQ(begun["url"], "https://ocpizza.example/supervision");
    EXPECT_EQ(begun["began_at_ms"], 1'795'435'205'000);
    EXPECT_TRUE(begun["resolved_at_ms"].is_null());
    EXPECT_EQ(over["event"], "incident.resolved");
    EXPECT_EQ(over["incident"], begun["incident"]);
    EXPECT_EQ(over["resolved_at_ms"], 1'795'435'925'000);
    EXPECT_THAT(std::string{over["text"]}, HasSubstr("Résolu\u00a0: Le disque est plein"));
}

TEST_P(Couriers, come_back_when_they_are_asked_to)
{
    auto const one = courier();
    begin();
    chat.answer({.status = 503, .headers = "Retry-After: 40\r\n"});
    EXPECT_TRUE(one->deliver_one());
    EXPECT_THAT(notices().at(0).failure.value(), HasSubstr("503"));
    clock.advance(39s);
    EXPECT_FALSE(one->deliver_one());
    clock.advance(1s);
    chat.answer({.status = 204, .body = ""});
    EXPECT_TRUE(one->deliver_one());
    EXPECT_FALSE(notices()[0].failure);
    EXPECT_EQ(notices()[0].ended_at, clock.now());
    auto const calls = chat.requests(2);
    EXPECT_EQ(calls.at(0).header("idempotency-key"), calls.at(1).header("idempotency-key"));
}

TEST_P(Couriers, give_up_what_is_refused_for_good)
{
    auto const one = courier();
    begin();
    chat.answer({.status = 404});
    EXPECT_TRUE(one->deliver_one());
    EXPECT_EQ(notices().at(0).ended_at, clock.now());
    clock.advance(25h);
    EXPECT_FALSE(one->deliver_one());
}

TEST_P(Couriers, give_up_what_the_settings_no_longer_want)
{
    begin();
    settings.alert_webhook_url = "";
    EXPECT_TRUE(courier()->deliver_one());
    EXPECT_TRUE(notices().at(0).ended_at);
    EXPECT_THAT(chat.requests(), SizeIs(0));
}

TEST_P(Couriers, work_by_themselves_when_they_are_woken)
{
    auto const one = courier({.rhythm = 1h});
    one->start();
    begin();
    one->wake();
    EXPECT_THAT(chat.requests(1), SizeIs(1));
}

TEST_P(Couriers, carry_from_memory_what_could_not_be_written)
{
    auto const one = courier({.rhythm = 10ms});
    chat.answer({.status = 500});
    one->start();
    change([](db::Transaction& tx) { tx.script("ALTER TABLE incident_notices RENAME TO elsewhere"); });
    Incident away{0, Matter::DatabaseAway, "web-1", 0, clock.now(), clock.now(), std::nullopt};
    one->carry(away);
    EXPECT_THAT(chat.requests(1), SizeIs(1));
    chat.answer({});
    // However soon the courier asks when to come back.
    for (int i = 0; i < 500 && chat.requests().size() < 2; ++i) {
        clock.advance(1s);
        std::this_thread::sleep_for(10ms);
    }
    EXPECT_THAT(chat.requests(2), SizeIs(2)) << "it did not arrive at first";
    away.resolved_at = clock.now();
    one->carry(away);
    auto const calls = chat.requests(3);
    ASSERT_THAT(calls, SizeIs(3));
    EXPECT_EQ(nlohmann::json::parse(calls[2].body)["event"], "incident.resolved");
    EXPECT_EQ(nlohmann::json::parse(calls[2].body)["matter"], "database-away");
    change([](db::Transaction& tx) { tx.script("ALTER TABLE elsewhere RENAME TO incident_notices"); });
}

TEST_P(Couriers, say_nothing_of_what_was_over_before_it_was_told)
{
    auto const one = courier({.rhythm = 10ms});
    Incident away{0, Matter::DatabaseAway, "web-1", 0, clock.now(), clock.now(), std::nullopt};
    one->carry(away);
    away.resolved_at = clock.now();
    one->carry(away);
    one->start();
    std::this_thread::sleep_for(200ms);
    EXPECT_THAT(chat.requests(), SizeIs(0));
}

TEST_P(Couriers, carry_the_end_after_the_beginning_though_that_is_late)
{
    auto const one = courier({.rhythm = 10ms});
    chat.answer({.status = 503, .headers = "Retry-After: 60\r\n"});
    one->start();
    Incident away{0, Matter::DatabaseAway, "web-1", 0, clock.now(), clock.now(), std::nullopt};
    one->carry(away);
    ASSERT_THAT(chat.requests(1), SizeIs(1));
    std::this_thread::sleep_for(100ms); // the answer is taken in
    chat.answer({});
    away.resolved_at = clock.now();
    one->carry(away);
    std::this_thread::sleep_for(100ms);
    EXPECT_THAT(chat.requests(), SizeIs(1)) << "the beginning waits, and the end behind it";
    clock.advance(1h);
    auto const calls = chat.requests(3);
    ASSERT_THAT(calls, SizeIs(3));
    EXPECT_EQ(nlohmann::json::parse(calls[1].body)["event"], "incident.raised");
    EXPECT_EQ(nlohmann::json::parse(calls[2].body)["event"], "incident.resolved");
}

TEST_P(Couriers, wait_for_nobody_at_the_end)
{
    chat.answer({.manner = FakeVendor::Manner::Silent});
    auto const one = courier({.rhythm = 1h, .leave_within = 100ms});
    one->start();
    begin();
    one->wake();
    chat.requests(1);
    auto const begun = std::chrono::steady_clock::now();
    one->stop();
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 5s) << "the call itself may take ten";
    EXPECT_THAT(notices().at(0).failure.value_or(""), HasSubstr("0")) << "and it is tried again later";
    EXPECT_FALSE(notices()[0].ended_at);
}

/// Mails become files where no server is named.
struct MailsAsFiles : Couriers {
    fs::path const before = fs::current_path();
    test::TempFolder const folder;
    MailsAsFiles()
    {
        fs::current_path(folder.path());
        settings.alert_webhook_url = "";
        settings.alert_email = "technique@ocpizza.example";
        settings.mail_from = "OC Pizza <bonjour@ocpizza.example>";
    }
    ~MailsAsFiles() override { fs::current_path(before); }
    MailsAsFiles(MailsAsFiles const&) = delete;
    MailsAsFiles& operator=(MailsAsFiles const&) = delete;
    std::vector<std::string> mails() const
    {
        std::vector<std::string> texts;
        std::error_code missing;
        for (auto const& entry : fs::directory_iterator{folder / "var/mail", missing}) {
            std::ostringstream text;
            text << std::ifstream{entry.path()}.rdbuf();
            texts.push_back(text.str());
        }
        return texts;
    }
};
OCP_ON_BOTH_ENGINES(MailsAsFiles);

TEST_P(MailsAsFiles, tell_operators_what_to_do)
{
    begin();
    ASSERT_TRUE(courier()->deliver_one());
    ASSERT_THAT(mails(), SizeIs(1));
    auto const mail = mails()[0];
    EXPECT_THAT(mail, HasSubstr("To: technique@ocpizza.example\r\n"));
    EXPECT_THAT(mail,
        HasSubstr("À faire\n\nLe disque est plein à 87\u00a0%\nweb-1, /opt/ocpizza\n"
                  "Constaté le lundi 23 novembre à 13\u00a0h\n\nLibérez de la place"));
    EXPECT_THAT(mail,
        HasSubstr(
            "<h1 style=\"margin:4px 0 12px;font-size:22px;line-height:1.25\">Le disque est plein à 87"));
    EXPECT_THAT(mail, HasSubstr("href=\"https://ocpizza.example/supervision\""));
}

TEST_P(MailsAsFiles, escape_what_a_folder_may_be_called)
{
    change([&](db::Transaction& tx) {
        raise_incident(tx, ways_in(settings),
            {Level::Act, Matter::StorageFull, "web-1, /srv/<script>", {}, 0.9}, clock.now());
    });
    ASSERT_TRUE(courier()->deliver_one());
    EXPECT_THAT(mails().at(0), HasSubstr("/srv/&lt;script&gt;"));
}

TEST_P(MailsAsFiles, are_refused_where_a_name_would_add_a_header)
{
    change([&](db::Transaction& tx) {
        raise_incident(tx, ways_in(settings),
            {Level::Act, Matter::StorageFull, "web-1, /srv/x\r\nBcc: tous@exemple.fr", {}, 0.9}, clock.now());
    });
    ASSERT_TRUE(courier()->deliver_one());
    EXPECT_THAT(mails(), SizeIs(0));
    EXPECT_TRUE(notices().at(0).ended_at);
}

} // namespace
} // namespace ocp::alerts
