#pragma once

#include "account/model/user.h"
#include "ocpizza/settings.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ocp::cli {

/// What a command answers to the shell.
inline constexpr int done = 0;
inline constexpr int refused = 1;
inline constexpr int wrong_call = 2;

/// Serves until SIGTERM or SIGINT, then drains; SIGHUP changes to a new server without a refused request.
/// Refuses a schema that is behind or not this program's, and warns of one that is ahead. `command`: what
/// starts the next server.
int serve(Settings const&, std::vector<std::string> const& command);
/// What a keeper starts: serves at the socket it hands over, and says on the pipe when it is ready.
int serve_for_keeper(Settings const&, int ready_pipe);

int migrate(Settings const&);
/// Prints every migration and whether it was applied; `refused` when the schema is behind or was changed.
int migrate_status(Settings const&);

struct UpdateCall {
    bool if_due = false; ///< only when Monday's work is not done yet
    bool quiet = false; ///< says nothing when all is well
};
/// Monday's batch (upkeep/run_upkeep.h) with its report; `refused` when something could not be done.
int update(Settings const&, UpdateCall const&);

struct ReconcileCall {
    int days = 8; ///< how far back
    bool refund_orphans = false; ///< all of them, not only a handful
    bool quiet = false; ///< says nothing when there is no difference
};
/// Compares every payment at Stripe with ours, and ours with Stripe's (order/business/reconcile.h), one line
/// a difference: `done` when all agree now, `refused` when something remains, 2 when it could not be done.
int reconcile(Settings const&, ReconcileCall const&);

/// Sends a letter by every way that the settings know, and says whether it arrived; `refused` when one did
/// not, or when there is none.
int try_alerts(Settings const&);

int seed_reference(Settings const&);
int seed_demo(Settings const&, std::size_t shops, std::int64_t orders);

/// Makes an account of the group, an administrator's or an operator's; the password is read from the terminal
/// or standard input, twice.
int create_admin(Settings const&, std::string const& email, std::string const& firstname,
    std::string const& lastname, account::Role);

/// Writes what the group says of itself for legal pages and invoices (NAME=VALUE; an empty VALUE takes it
/// away), and lists it. `refused`, with nothing written, for a name that is none; and while invoices lack
/// something.
int legal(Settings const&, std::vector<std::string> const& said);

/// Settings, database and schema; nothing is changed.
int check(Settings const&);
/// The conservation queries on the data.
int check_data(Settings const&);
struct DeployCall {
    bool as_json = false;
    std::string root = "/"; ///< below it lie the machine's own files
};
/// What a real site must not have: `done` nothing, `refused` a finding, 2 when something could not be looked
/// at.
int check_deploy(SettingSources const&, DeployCall const&);
/// In production: says what forbids to serve with these settings, or hardens this process and lets it.
bool may_serve(Settings const&);

/// Writes the static files into FOLDER/static, each also compressed, for a web server to give out; and beside
/// them, in nginx's words, the headers the program itself would send with them.
int collect_static(Settings const&, std::string const& folder);

int show_config(SettingSources const&);
int list_routes();

} // namespace ocp::cli
