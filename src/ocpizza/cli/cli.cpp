#include "ocpizza/cli/cli.h"

#include "ocpizza/cli/backup_commands.h"
#include "ocpizza/cli/bank_command.h"
#include "ocpizza/cli/commands.h"
#include "ocpizza/cli/sources.h"
#include "ocpizza/version.h"
#include "platform/db/errors.h"
#include "platform/secrets/secrets.h"

#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace ocp::cli {

namespace {

/// What the command line asks for, once parsed.
struct Call {
    std::vector<std::string> words; ///< as it was typed
    int ready_pipe = -1;
    std::string listen, workers, email, firstname = "Administrateur", lastname = "OC Pizza";
    std::size_t shops = 8;
    std::int64_t orders = 0;
    bool status = false, data = false, deploy = false, quiet = false, verify = false;
    bool for_operator = false;
    RestoreCall restore;
    UpdateCall update;
    ReconcileCall reconciliation;
    DeployCall deployment;
    BankCall bank;
    std::vector<std::string> said;
    std::string folder;
    std::function<int(SettingSources const&)> command;
};

/// Loads the settings first; says everything that is wrong with them and stops there.
std::function<int(SettingSources const&)> with_settings(std::function<int(Settings const&)> command)
{
    return [command = std::move(command)](SettingSources const& sources) {
        auto const settings = settings_or_complaints(sources);
        return settings ? command(*settings) : refused;
    };
}

void add_serve(CLI::App& app, Call& call)
{
    auto* serving = app.add_subcommand("serve", "Serve the site until SIGTERM");
    serving->add_option("--listen", call.listen, "HOST:PORT, instead of LISTEN");
    serving->add_option("--workers", call.workers, "worker threads, instead of WORKERS");
    serving->add_option("--ready-pipe", call.ready_pipe)->group(""); // hidden: it is the keeper's
    serving->callback([&call] {
        call.command = with_settings([&call](Settings const& settings) {
            return call.ready_pipe < 0 ? serve(settings, call.words)
                                       : serve_for_keeper(settings, call.ready_pipe);
        });
    });
}

void add_bank(CLI::App& app, Call& call)
{
    auto* banking = app.add_subcommand("bank", "Serve a stand-in for Stripe, for development and tests");
    banking->add_option("--listen", call.bank.listen, "HOST:PORT")->capture_default_str();
    banking->add_option("--webhook", call.bank.webhook, "where it tells what happened")
        ->capture_default_str();
    banking->add_option("--public", call.bank.public_url, "what browsers call it, when not http://HOST:PORT");
    banking->add_option("--key", call.bank.key, "sk_test_..., instead of STRIPE_SECRET_KEY");
    banking->add_option("--secret", call.bank.secret, "whsec_..., instead of STRIPE_WEBHOOK_SECRET");
    banking->add_option("--state", call.bank.state, "a file in which it remembers what it holds");
    banking->add_flag("--with-parent", call.bank.with_parent, "end with the process that started it");
    banking->callback([&call] {
        call.command = [&call](SettingSources const& sources) { return bank(sources, call.bank); };
    });
}

void add_database_commands(CLI::App& app, Call& call)
{
    auto* migrating = app.add_subcommand("migrate", "Bring the database's schema up to this program");
    migrating->add_flag("--status", call.status, "only say what would be done");
    migrating->callback([&call] { call.command = with_settings(call.status ? migrate_status : migrate); });

    auto* updating
        = app.add_subcommand("update", "Do the weekly work: schema, data, what is old thrown away");
    updating->add_flag("--if-due", call.update.if_due, "only if it is not done since Monday 00:00 UTC");
    updating->add_flag("--quiet", call.update.quiet, "say nothing when all is well, as for cron");
    updating->callback([&call] {
        call.command
            = with_settings([&call](Settings const& settings) { return update(settings, call.update); });
    });

    auto* seeding = app.add_subcommand("seed", "Fill the database");
    seeding->require_subcommand(1);
    seeding->add_subcommand("reference", "roles, units, allergens, statuses")->callback([&call] {
        call.command = with_settings(seed_reference);
    });
    auto* demo = seeding->add_subcommand("demo", "the demo group of pizzerias");
    demo->add_option("--shops", call.shops, "how many pizzerias")->check(CLI::Range(1, 10'000));
    demo->add_option("--orders", call.orders, "how many past orders")->check(CLI::Range(0, 100'000'000));
    demo->callback([&call] {
        call.command = with_settings(
            [&call](Settings const& settings) { return seed_demo(settings, call.shops, call.orders); });
    });

    auto* admin = app.add_subcommand("create-admin", "Create an administrator or an operator of the group");
    admin->add_option("email", call.email, "e-mail address")->required();
    admin->add_option("--firstname", call.firstname, "first name");
    admin->add_option("--lastname", call.lastname, "last name");
    admin->add_flag("--operator", call.for_operator, "for the technical team: supervision, and no more");
    admin->callback([&call] {
        call.command = with_settings([&call](Settings const& settings) {
            return create_admin(settings, call.email, call.firstname, call.lastname,
                call.for_operator ? account::Role::Operator : account::Role::Administrator);
        });
    });

    auto* facts = app.add_subcommand("legal", "Show or say who the group is, for invoices and legal pages");
    facts->add_option("facts", call.said, "NAME=VALUE...");
    facts->callback([&call] {
        call.command
            = with_settings([&call](Settings const& settings) { return legal(settings, call.said); });
    });
}

void add_money_commands(CLI::App& app, Call& call)
{
    auto* comparing
        = app.add_subcommand("reconcile", "Compare every payment at Stripe with ours: exit 0, 1 or 2");
    comparing->add_option("--since", call.reconciliation.days, "how many days back")
        ->check(CLI::Range(1, 366))
        ->capture_default_str();
    comparing->add_flag("--refund-orphans", call.reconciliation.refund_orphans,
        "give back all that was paid with our keys and is not known here, however many");
    comparing->add_flag(
        "--quiet", call.reconciliation.quiet, "say nothing when there is no difference, as for cron");
    comparing->callback([&call] {
        call.command = with_settings(
            [&call](Settings const& settings) { return reconcile(settings, call.reconciliation); });
    });
}

void add_backup_commands(CLI::App& app, Call& call)
{
    auto* saving = app.add_subcommand("backup", "Write a backup of the database into BACKUP_DIR");
    saving->add_flag("--quiet", call.quiet, "say nothing when all is well, as for cron");
    saving->callback([&call] {
        call.command = with_settings([&call](Settings const& settings) {
            return backup(settings, call.quiet ? Progress::Quiet : Progress::Shown);
        });
    });

    auto* listing = app.add_subcommand("backups", "List the backups");
    listing->add_flag("--verify", call.verify, "read each of them and say which are damaged");
    listing->callback([&call] {
        call.command = with_settings([&call](Settings const& settings) {
            return list_backups(settings, call.verify ? Listing::Verified : Listing::Plain);
        });
    });

    auto* restoring = app.add_subcommand("restore", "Restore a backup in place of the running database");
    restoring->add_option("name", call.restore.name, "as `backups` lists it")->required();
    restoring->add_flag("--yes", call.restore.yes, "the running database is put aside though it has data");
    restoring->add_option("--into", call.restore.into,
        "an empty database to fill instead: its name on the same server, or a DATABASE_URL");
    restoring->callback([&call] {
        call.command
            = with_settings([&call](Settings const& settings) { return restore(settings, call.restore); });
    });
}

void add_looking_commands(CLI::App& app, Call& call)
{
    auto* checking = app.add_subcommand("check", "Check settings, database and schema");
    checking->add_flag("--data", call.data, "check what must always be true of the data");
    auto* deploying = checking->add_flag("--deploy", call.deploy, "check the deployment: exit 0, 1 or 2");
    checking->add_flag("--json", call.deployment.as_json, "findings of --deploy as JSON")->needs(deploying);
    checking
        ->add_option(
            "--root", call.deployment.root, "where --deploy finds the machine's etc and run, usually /")
        ->needs(deploying);
    checking->callback([&call] {
        call.command = with_settings(call.data ? check_data : check);
        if (call.deploy)
            call.command
                = [&call](SettingSources const& sources) { return check_deploy(sources, call.deployment); };
    });

    app.add_subcommand("alert", "Send a trial alert to ALERT_EMAIL and ALERT_WEBHOOK_URL")->callback([&call] {
        call.command = with_settings(try_alerts);
    });
    app.add_subcommand("config", "Show every setting, its source; secrets masked")->callback([&call] {
        call.command = show_config;
    });
    auto* collecting = app.add_subcommand("static", "Write the static files into a folder, for nginx");
    collecting->add_option("folder", call.folder, "where they go, below static/")->required();
    collecting->callback([&call] {
        call.command = with_settings(
            [&call](Settings const& settings) { return collect_static(settings, call.folder); });
    });
    app.add_subcommand("routes", "List every address of the site")->callback([&call] {
        call.command = [](SettingSources const&) { return list_routes(); };
    });
    app.add_subcommand("version", "Print the version")->callback([&call] {
        call.command = [](SettingSources const&) {
            std::cout << "ocpizza " << version << '\n';
            return done;
        };
    });
    app.add_subcommand("help", "Print this help")->callback([&app, &call] {
        call.command = [&app](SettingSources const&) {
            // app.help() would print the help of the subcommand that was chosen: of `help` itself.
            std::cout << app.get_formatter()->make_help(&app, app.get_name(), CLI::AppFormatMode::Normal);
            return done;
        };
    });
}

} // namespace

int run(int argc, char** argv)
{
    CLI::App app{"OC Pizza: the server of a group of pizzerias", "ocpizza"};
    app.require_subcommand(1);
    Call call;
    call.words.assign(argv, argv + argc);
    add_serve(app, call);
    add_bank(app, call);
    add_database_commands(app, call);
    add_money_commands(app, call);
    add_backup_commands(app, call);
    add_looking_commands(app, call);
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        return app.exit(error) == 0 ? done : wrong_call;
    }
    try {
        secrets::start();
        auto sources = setting_sources();
        if (!call.listen.empty()) sources.options["LISTEN"] = call.listen;
        if (!call.workers.empty()) sources.options["WORKERS"] = call.workers;
        return call.command(sources);
    } catch (std::exception const& trouble) {
        std::cerr << "ocpizza: " << trouble.what() << '\n';
        return refused;
    }
}

} // namespace ocp::cli
