#pragma once

#include "clients/stripe/stripe.h"
#include "ocpizza/settings.h"
#include "platform/db/reader.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// `ocpizza check --deploy`: facts are gathered first (gather_*.cpp), then judged by tables of checks
/// (*_checks.cpp) that see nothing else.
namespace ocp::deploy {

/// The file .env of the current folder.
struct DotenvFile {
    unsigned mode = 0; ///< permission bits
    bool is_ours = false; ///< belongs to root or to who runs this
    bool is_tracked = false; ///< git keeps it
};

/// What the compiler and the linker put into the program against those who find a fault in it.
struct Hardening {
    bool position_independent = false;
    bool full_relro = false;
    bool no_executable_stack = false;
    bool stack_protector = false;
    bool fortified = false;
};

/// This process, after `harden_process`, and the machine around it.
struct ProcessFacts {
    bool is_root = false;
    bool dumps_core = false;
    std::uint64_t open_files = 0; ///< that it may have at once
    std::string writable_program; ///< the file or folder of the program that its own user may change, or ""
    std::optional<Hardening> hardening; ///< nothing when the program's file could not be read
    bool knows_paris = false; ///< the time zone Europe/Paris
    std::vector<std::string>
        reports_give_away; ///< "an e-mail address"...: of an error report as it leaves today
    std::string password_hash; ///< of any password, as a registration would keep it today
};

/// What PostgreSQL says of itself.
struct PostgresFacts {
    bool is_remote = false; ///< neither a socket nor loopback
    bool is_encrypted = false;
    std::string ssl_mode; ///< libpq's word
    bool is_superuser = false;
    bool by_socket = false;
    std::string user, password; ///< of DATABASE_URL
    std::string fsync, synchronous_commit, full_page_writes, data_checksums; ///< on, off or another word
    std::int64_t version = 0; ///< 140001 is 14.1
    std::int64_t statement_timeout_ms = 0, lock_timeout_ms = 0, idle_timeout_ms = 0; ///< of serving sessions
    std::int64_t connections = 0; ///< that this user may have
    std::int64_t clock_ahead_ms = 0; ///< of ours
};

struct SqliteFacts {
    unsigned mode = 0; ///< permission bits of the file
    std::int64_t synchronous = 0; ///< SQLite's number, 2 is FULL
};

struct PeopleFacts {
    std::int64_t administrators = 0; ///< who may sign in
    std::vector<std::string> default_accounts; ///< staff of the demo group, or with its password
    std::int64_t demo_customers = 0;
    std::vector<std::string> account_faults; ///< of e-mail addresses and roles
};

struct DatabaseFacts {
    std::optional<PostgresFacts> postgres; ///< or
    std::optional<SqliteFacts> sqlite;
    bool schema_is_behind = false;
    std::vector<std::string> schema_faults, schema_ahead; ///< of SchemaState
    std::vector<std::string> drift; ///< columns that are not as migrated
    std::optional<PeopleFacts> people; ///< nothing when the schema is not this program's
    std::vector<std::string> lacking_legal_facts; ///< that every invoice must say
    std::chrono::milliseconds in_service{0}; ///< since its first migration
};

/// What lies in BACKUP_DIR.
struct BackupFacts {
    std::size_t days = 0; ///< of UTC that have a backup
    std::chrono::milliseconds newest_age{0}; ///< when there is any
    std::vector<std::string> damaged; ///< with the reason
    std::vector<std::string> open_to_others; ///< the folder, the file of the key: with its mode
    bool on_the_databases_volume = false; ///< also false when nobody here knows where the database lies
};

/// A line of cron: when it calls, by this machine's clock, and what.
struct CronLine {
    std::string when; ///< the five fields, or one such as @daily
    std::string command;
};

struct CronFacts {
    bool runs = false; ///< its daemon
    std::vector<CronLine> lines;
    /// How far this machine's clock is ahead of UTC on a Monday of January and on one of July.
    std::array<std::chrono::minutes, 2> ahead_of_utc{};
};

/// A place of nginx's configuration that hands requests on, with the fields that it sets.
struct HandingOn {
    std::string location;
    std::map<std::string, std::string> fields; ///< names in lower case
    std::uint64_t largest_body = 0; ///< bytes; 0 takes any
    bool heeds_streams = true; ///< gives a live stream out as it comes
};

/// nginx of this machine, as its configuration says.
struct ProxyFacts {
    std::string file;
    std::vector<HandingOn> places;
    bool leads_to_https = false; ///< a server in clear sends visitors on, or lets the program do it
    unsigned short https_port = 0; ///< 0 when it has no certificate
};

/// One request of ours to ourselves and its answer.
struct Answer {
    std::string request; ///< "GET /connexion"
    unsigned status = 0;
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case
    std::string body;

    /// "" when absent.
    std::string header(std::string_view lower_case_name) const;
};

/// What the real application answers in this process, as it would behind its proxy.
struct SiteFacts {
    std::vector<Answer> usual; ///< pages, files, a stream, errors: what every response must carry
    std::vector<Answer> foreign_host; ///< asked of a Host that is not ours
    std::vector<Answer> unsigned_posts; ///< every POST, without Origin and without a token
    std::vector<Answer> unproven_posts; ///< what only another program sends, without its signature
    std::vector<Answer> foreign_posts; ///< every POST, from another site's page
    std::vector<Answer> private_files; ///< what nobody outside may get
    std::vector<Answer> assets; ///< the files that pages name
    std::vector<Answer> metrics; ///< /metrics, asked through the proxy and in the name of others
    std::optional<Answer> in_clear; ///< a page through the proxy over http
    std::map<unsigned, bool> error_pages; ///< by status: whether it is a page of ours
    std::vector<std::string> cookies; ///< each Set-Cookie value the program can send
    std::vector<std::string> route_faults; ///< what is wrong in the table of routes
    std::vector<std::string> language_faults; ///< "«Ajouter» has no English"
    std::vector<std::string> template_faults; ///< "shop/menu.html chooses its own escaping"
    std::vector<std::string> unheard_events; ///< of orders' steps, that no screen listens to
};

/// What Stripe says of our account.
struct StripeFacts {
    bool refuses_our_key = false;
    std::vector<stripe::WebhookEndpoint> webhooks; ///< of any site that shares the account
};

struct Facts {
    std::vector<SettingFault> faults; ///< what stops the start; then there are no settings
    std::optional<Settings> settings;
    std::optional<DotenvFile> dotenv;
    ProcessFacts process;
    std::optional<DatabaseFacts> database;
    std::optional<SiteFacts> site;
    std::vector<std::string> missing_paths; ///< that settings name: "BACKUP_DIR /x is not there"
    std::optional<BackupFacts> backups; ///< nothing when the folder is not there
    std::optional<CronFacts> cron; ///< nothing in a container: what calls the program is elsewhere
    std::optional<ProxyFacts> proxy; ///< nothing when no nginx here knows the program
    std::optional<std::chrono::seconds> certificate_left; ///< that visitors are shown; nothing without https
    std::optional<StripeFacts> stripe; ///< nothing without online payment
    std::string readable_log; ///< the program's log, when every user of the machine may read it
    std::vector<std::string> not_looked_at; ///< with the reason; never for a fault that the checks report
};

} // namespace ocp::deploy
