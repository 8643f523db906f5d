#include "platform/db/postgres_conninfo.h"

#include <cstdlib>
#include <filesystem>

namespace ocp::db {
namespace {

void add(std::string& info, std::string_view name, std::string_view value)
{
    if (value.empty()) return;
    info += info.empty() ? "" : " ";
    info += name;
    info += "='";
    for (char const c : value) {
        if (c == '\'' || c == '\\') info += '\\';
        info += c;
    }
    info += '\'';
}

std::string setting(std::string_view name, std::chrono::milliseconds value)
{
    return "-c " + std::string{name} + "=" + std::to_string(value.count()) + " ";
}

/// libpq 15 looks for root certificates in the user's own folder only; a service has none.
std::string root_certificates(DatabaseUrl const& url, std::string_view ssl_mode)
{
    if (!url.ssl_root_cert.empty()) return url.ssl_root_cert;
    if (!ssl_mode.starts_with("verify") || std::getenv("PGSSLROOTCERT") != nullptr) return {};
    char const* const home = std::getenv("HOME");
    if (home != nullptr && std::filesystem::exists(std::filesystem::path{home} / ".postgresql/root.crt"))
        return {};
    return "/etc/ssl/certs/ca-certificates.crt";
}

} // namespace

std::string postgres_conninfo(DatabaseUrl const& url, Options const& options)
{
    auto const ssl_mode = ssl_mode_for(url, options.ssl_mode);
    std::string info;
    add(info, "host", url.host);
    add(info, "port", url.port);
    if (url.has_several_hosts()) add(info, "target_session_attrs", "read-write");
    add(info, "user", url.user);
    add(info, "password", url.password);
    add(info, "dbname", url.name);
    add(info, "sslmode", ssl_mode);
    add(info, "sslrootcert", root_certificates(url, ssl_mode));
    // TLS or nothing: to look for Kerberos tickets takes each session longer than to shake hands.
    add(info, "gssencmode", "disable");
    add(info, "application_name", "ocpizza");
    add(info, "client_encoding", "UTF8");
    add(info, "connect_timeout", "2");
    add(info, "keepalives_idle", "30");
    add(info, "keepalives_interval", "5");
    add(info, "keepalives_count", "3");
    add(info, "tcp_user_timeout", "10000");
    add(info, "options",
        setting("statement_timeout", options.statement_timeout)
            + setting("lock_timeout", options.lock_timeout)
            + setting("idle_in_transaction_session_timeout", options.idle_in_transaction_timeout)
            + "-c client_min_messages=warning");
    return info;
}

std::map<std::string, std::string> postgres_environment(DatabaseUrl const& url, Options const& options)
{
    auto const ssl_mode = ssl_mode_for(url, options.ssl_mode);
    std::map<std::string, std::string> variables{{"PGHOST", url.host}, {"PGPORT", url.port},
        {"PGUSER", url.user}, {"PGPASSWORD", url.password}, {"PGDATABASE", url.name}, {"PGSSLMODE", ssl_mode},
        {"PGSSLROOTCERT", root_certificates(url, ssl_mode)}, {"PGGSSENCMODE", "disable"},
        {"PGAPPNAME", "ocpizza"}, {"PGCONNECT_TIMEOUT", "5"}, {"LC_ALL", "C"}};
    if (url.has_several_hosts()) variables.emplace("PGTARGETSESSIONATTRS", "read-write");
    std::erase_if(variables, [](auto const& variable) { return variable.second.empty(); });
    return variables;
}

} // namespace ocp::db
