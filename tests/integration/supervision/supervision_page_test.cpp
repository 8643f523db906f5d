#include "supervision/business/due_monday_rules.h"
#include "supervision/business/record_watch.h"
#include "tests/support/page_text.h"
#include "tests/support/running_site.h"

#include <gmock/gmock.h>

namespace ocp {
namespace {

using namespace std::chrono_literals;
using supervision::ServerState;
using test::Browser;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct SupervisionPage : test::OnBothSites {
    Browser technician = site.signed_in(site.technician);
    Instant const now = site.shop().clock.now();

    SupervisionPage() { forget_all(); }
    ~SupervisionPage() override { forget_all(); }
    SupervisionPage(SupervisionPage const&) = delete;
    SupervisionPage& operator=(SupervisionPage const&) = delete;

    void forget_all()
    {
        site.shop().sql("DELETE FROM server_states");
        site.shop().sql("DELETE FROM machine_samples");
        site.shop().sql("DELETE FROM upkeep_runs");
    }
    ServerState a_server(std::string machine, std::string address = "10.0.0.1:8000") const
    {
        ServerState state;
        state.machine = std::move(machine);
        state.pid = 4711;
        state.at = now;
        state.server.address = std::move(address);
        state.server.version = "9.8.7";
        state.server.started_at = now - 50h;
        state.server.pages = {3, 256};
        state.server.streams = {5, 2000};
        state.server.outbox_lag = 120ms;
        state.figures.cpu = 0.42;
        state.figures.memory = machine::Memory{16'000'000'000, 4'000'000'000};
        state.figures.volumes = {{"/opt/ocpizza", 100'000'000'000, 60'000'000'000}};
        state.figures.programs = {{"postgres", 12, 0.125, 512'000'000}};
        state.backup = supervision::LastBackup{now - 6h, 12'400'000, true, true};
        return state;
    }
    std::string page_after(ServerState const& state, std::string_view query = "")
    {
        supervision::record_state(site.app().database, state);
        return technician.get("/supervision" + std::string{query}).body;
    }
};
OCP_ON_BOTH_ENGINES(SupervisionPage);

TEST_P(SupervisionPage, is_where_the_technical_team_begins)
{
    EXPECT_EQ(technician.get("/connexion").header("location"), "/supervision");
    EXPECT_THAT(technician.get("/equipe").body, HasSubstr("href=\"/supervision\""));
    auto pizzaiolo = site.signed_in(site.here.pizzaiolo);
    EXPECT_EQ(pizzaiolo.get("/connexion").header("location"), "/equipe");
    EXPECT_THAT(pizzaiolo.get("/equipe").body, Not(HasSubstr("href=\"/supervision\"")));
}

TEST_P(SupervisionPage, tells_what_mails_to_customers_wait_and_were_refused)
{
    site.shop().sql("DELETE FROM mails");
    EXPECT_THAT(page_after(a_server("web-1")), AllOf(HasSubstr("rien n’attend"), HasSubstr("aucun refusé")));
    auto const mail = [&](std::string const& state, std::string const& ended) {
        site.shop().sql(
            "INSERT INTO mails (kind, address, language, state, next_at, give_up_at, written_at, ended_at) "
            "VALUES ('order.placed', 'x@exemple.fr', 'fr', '"
            + state + "', 0, 0, " + std::to_string((now - 25min).ms()) + ", " + ended + ")");
    };
    mail("waiting", "NULL");
    mail("refused", "1");
    EXPECT_THAT(page_after(a_server("web-1")),
        AllOf(HasSubstr("1\u00a0attend"), HasSubstr("1\u00a0refusé"),
            HasSubstr("le plus ancien depuis 25\u00a0min"),
            HasSubstr("Des courriels aux clients attendent (1)")));
    site.shop().sql("UPDATE mail_queue SET stopped_until = 9999999999999, failure = '535 login'");
    EXPECT_THAT(page_after(a_server("web-1")), HasSubstr("envoi arrêté\u00a0: 535 login"));
    site.shop().sql("UPDATE mail_queue SET stopped_until = 0; DELETE FROM mails");
}

TEST_P(SupervisionPage, tells_what_waits_for_stripe)
{
    site.shop().sql("DELETE FROM payment_tasks");
    EXPECT_THAT(page_after(a_server("web-1")), HasSubstr("aucun abandonné"));
    auto const task = [&](std::string const& kind, Instant due, int tries, std::string const& ended) {
        site.shop().sql(
            "INSERT INTO payment_tasks (kind, subject, tries, next_at, created_at, ended_at, failure) "
            "VALUES ('"
            + kind + "', 'pi_1', " + std::to_string(tries) + ", " + std::to_string((due).ms()) + ", "
            + std::to_string((now - 70min).ms()) + ", " + ended + ", 'later 500')");
    };
    task("close", now + 5min, 0, "NULL");
    task("follow", now - 1min, 0, std::to_string((now - 1h).ms()));
    EXPECT_THAT(page_after(a_server("web-1")),
        AllOf(HasSubstr("1\u00a0abandonné depuis 24\u00a0h"), Not(HasSubstr("attendent Stripe"))));
    task("close", now - 20min, 0, "NULL");
    EXPECT_THAT(page_after(a_server("web-1")),
        AllOf(HasSubstr("1\u00a0attend Stripe"), HasSubstr("le plus ancien depuis 20\u00a0min"),
            HasSubstr("Des paiements ou remboursements attendent Stripe (1)"),
            Not(HasSubstr("brief red\" id=\"payments"))));
    task("follow", now + 4min, 12, "NULL");
    EXPECT_THAT(page_after(a_server("web-1")),
        AllOf(HasSubstr("2\u00a0attendent Stripe"), HasSubstr("brief red\" id=\"payments"),
            HasSubstr("le plus ancien depuis 1\u00a0h\u00a010")));
    site.shop().sql("DELETE FROM payment_tasks");
}

TEST_P(SupervisionPage, tells_of_mondays_work)
{
    EXPECT_THAT(page_after(a_server("web-1")), Not(HasSubstr("Traitement du lundi")));
    auto const monday = supervision::due_monday(now);
    site.shop().sql(
        "INSERT INTO upkeep_runs (due_at, begun_at, tries, holder, locked_until, done, finished_at) VALUES ("
        + std::to_string(monday.ms()) + ", 1, 1, 'h', 1, 'sessions 12 3\ncarts 5 4\ntidy 0 90\n', "
        + std::to_string((now - 2h).ms()) + ")");
    auto const done = technician.get("/supervision").body;
    EXPECT_THAT(done, HasSubstr("17\u00a0lignes retirées"));
    EXPECT_THAT(done, HasSubstr("Tout va bien"));
    site.shop().sql("UPDATE upkeep_runs SET finished_at = NULL, failure = 'links: gone'");
    auto const failed = technician.get("/supervision").body;
    EXPECT_THAT(failed, HasSubstr("Le traitement du lundi a échoué"));
    EXPECT_THAT(failed, Not(HasSubstr("links: gone")));
}

TEST_P(SupervisionPage, is_not_there_for_others_and_never_kept)
{
    for (auto const person : {site.customer, site.here.manager, site.administrator})
        EXPECT_EQ(site.signed_in(person).get("/supervision").status, 404U);
    EXPECT_EQ(site.browser().get("/supervision").header("location"), "/connexion?retour=%2Fsupervision");
    EXPECT_EQ(technician.get("/supervision").header("cache-control"), "no-store");
}

TEST_P(SupervisionPage, before_any_word_of_a_server_says_so)
{
    auto const page = technician.get("/supervision");
    EXPECT_EQ(page.status, 200U);
    EXPECT_THAT(page.body, HasSubstr("Aucun serveur n’a encore rien dit"));
    EXPECT_THAT(page.body, Not(HasSubstr("Tout va bien")));
}

TEST_P(SupervisionPage, says_that_all_is_well_when_nobody_must_act)
{
    auto const page = page_after(a_server("web-1"));
    EXPECT_THAT(page, HasSubstr("Tout va bien"));
    EXPECT_THAT(page, Not(HasSubstr("faire")));
    for (auto const* const words : {"Machine web-1", "42\u00a0%", "75\u00a0%",
             "4,0\u00a0Go libres sur 16,0\u00a0Go", "60,0\u00a0Go libres sur 100\u00a0Go", "postgres",
             "512\u00a0Mo", "10.0.0.1:8000", "version 9.8.7", "2\u00a0j 2\u00a0h", "3 sur 256",
             "5 sur 2\u202f000", "120\u00a0ms", "il y a 6\u00a0h\u00a000", "12,4\u00a0Mo, chiffrée"})
        EXPECT_THAT(page, HasSubstr(words));
}

TEST_P(SupervisionPage, names_what_is_to_be_done)
{
    auto state = a_server("web-1");
    state.backup->made_at = now - 30h;
    state.figures.volumes[0].free = 5'000'000'000;
    auto const page = page_after(state);
    EXPECT_THAT(page, Not(HasSubstr("Tout va bien")));
    EXPECT_THAT(page, HasSubstr("Le disque est plein à 95\u00a0%"));
    EXPECT_THAT(page, HasSubstr("web-1, /opt/ocpizza"));
    EXPECT_THAT(page, HasSubstr("2 choses à faire"));
    EXPECT_THAT(page, HasSubstr("faite il y a 1\u00a0j 6\u00a0h"));
    EXPECT_THAT(page, HasSubstr("La dernière sauvegarde a plus de 26\u00a0h"));
    EXPECT_THAT(page, HasSubstr("ocpizza backup"));
}

TEST_P(SupervisionPage, shows_each_machine_and_each_server)
{
    supervision::record_state(site.app().database, a_server("web-1"));
    auto silent = a_server("web-3", "10.0.0.3:8000");
    silent.at = now - 10min;
    supervision::record_state(site.app().database, silent);
    auto const page = page_after(a_server("web-2", "10.0.0.2:8000"));
    EXPECT_THAT(page, HasSubstr("Machine web-1"));
    EXPECT_THAT(page, HasSubstr("Machine web-2"));
    EXPECT_THAT(page, Not(HasSubstr("Machine web-3")));
    EXPECT_THAT(page, HasSubstr("2 serveurs"));
    EXPECT_THAT(page, HasSubstr("Un serveur ne donne plus signe de vie"));
    EXPECT_THAT(page, HasSubstr("Muet depuis 10\u00a0min"));
}

TEST_P(SupervisionPage, shows_no_server_that_was_replaced)
{
    auto fallen = a_server("web-1");
    fallen.pid = 4710;
    fallen.at = now - 10min;
    fallen.server.started_at = now - 60h;
    supervision::record_state(site.app().database, fallen);
    auto const page = page_after(a_server("web-1"));
    EXPECT_THAT(page, HasSubstr("Tout va bien"));
    EXPECT_THAT(page, HasSubstr("Un serveur est tombé et a été relancé"));
    EXPECT_THAT(page, HasSubstr("processus 4711"));
    EXPECT_THAT(page, Not(HasSubstr("processus 4710")));
}

TEST_P(SupervisionPage, draws_the_period_that_was_asked_for)
{
    supervision::MachineSample sample;
    sample.machine = "web-1";
    sample.cpu = 0.3;
    for (auto const age : {2min, 3min, std::chrono::minutes{20h}, std::chrono::minutes{100h}}) {
        sample.at = Instant::ms((now - age).ms() / 60'000 * 60'000);
        supervision::record_minute(site.app().database, sample, now);
    }
    auto const hour = page_after(a_server("web-1"));
    EXPECT_THAT(hour, HasSubstr("<path class=\"line\" d=\"M"));
    EXPECT_THAT(hour, HasSubstr("Processeur\u00a0: 30\u00a0% en moyenne, 30\u00a0% au plus"));
    EXPECT_THAT(hour, HasSubstr("Mémoire\u00a0: pas encore de mesure"));
    EXPECT_THAT(hour, HasSubstr("periode=1h\" aria-current=\"page\""));
    EXPECT_THAT(
        technician.get("/supervision?periode=24h").body, HasSubstr("periode=24h\" aria-current=\"page\""));
    EXPECT_THAT(
        technician.get("/supervision?periode=7j").body, HasSubstr("periode=7j\" aria-current=\"page\""));
    for (auto const* const odd :
        {"?periode=", "?periode=9z", "?periode=24h&periode=7j", "?periode=%3Cscript%3E"})
        EXPECT_THAT(technician.get(std::string{"/supervision"} + odd).body,
            HasSubstr("periode=1h\" aria-current=\"page\""))
            << odd;
}

TEST_P(SupervisionPage, shows_names_of_programs_and_machines_as_text)
{
    auto state = a_server("<script>");
    state.figures.programs[0].name = "\"><svg onload=x>";
    state.server.slowest = {{"menu", 900ms, now - 1min, 200, 3}};
    auto const page = page_after(state);
    EXPECT_THAT(page, Not(HasSubstr("<script>")));
    EXPECT_THAT(page, Not(HasSubstr("<svg onload")));
    EXPECT_THAT(page, HasSubstr("900\u00a0ms"));
}

TEST_P(SupervisionPage, shows_what_the_site_itself_tells)
{
    technician.get("/equipe");
    site.app().watch.look();
    auto const page = technician.get("/supervision").body;
    EXPECT_THAT(page, HasSubstr("Machine " + site.app().watch.machine()));
    EXPECT_THAT(page, HasSubstr("127.0.0.1:" + std::to_string(site.app().server.port())));
    EXPECT_THAT(page, HasSubstr("0 sur 256"));
}

} // namespace
} // namespace ocp
