#include "tests/integration/deploy/deployed_copy.h"

#include "account/business/create_group_account.h"
#include "ocpizza/cli/seed_reference.h"
#include "ocpizza/system_clock.h"
#include "pizzeria/business/legal_facts.h"
#include "platform/db/database_url.h"
#include "tests/support/seller.h"

#include <atomic>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ocp::test {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view password = "kJ7xQ2vN9pLr4WtZ8sBd";

std::string text_of(fs::path const& path)
{
    std::ifstream const file{path};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// The line of that name, switched on or not, gets the value; a name that is not there gets a line.
void fill_in(std::string& text, std::string const& name, std::string const& value)
{
    for (auto const* const start : {"\n", "\n#"}) {
        auto const at = text.find(start + name + "=");
        if (at == text.npos) continue;
        text.replace(at + 1, text.find('\n', at + 1) - at - 1, fmt::format("{}={}", name, value));
        return;
    }
    text += fmt::format("{}={}\n", name, value);
}

void write(fs::path const& path, std::string const& text)
{
    fs::create_directories(path.parent_path());
    std::ofstream{path} << text;
}

/// A file of deploy/, its words between @ replaced.
std::string filled_in(std::string const& name, std::map<std::string, std::string> const& words)
{
    auto text = text_of(fs::path{OCP_DEPLOY_FOLDER} / name);
    for (auto const& [word, value] : words)
        for (auto at = text.find("@" + word + "@"); at != text.npos; at = text.find("@" + word + "@", at))
            text.replace(at, word.size() + 2, value);
    return text;
}

} // namespace

DeployedCopy::DeployedCopy(db::Engine engine)
    : made_{engine}
    , role_{db::parse_database_url(made_.options().url).name}
{
    chmod(folder().c_str(), 0755); // as folders of a machine are: others may look at what is open in it
    variables = {{"APP_ENV", "production"}, {"DEBUG", "false"},
        {"SECRET_KEY", "mN8vZq2Lw6Rt4Yx0Pb7Kc3Hd9Jf5Gs1Ta+Ue/Vi8Wo2Xp6Zq4Br"},
        {"PUBLIC_URL", "https://www.ocpizza.fr"}, {"SMTP_URL", "smtp://mail.ocpizza.fr:587"},
        {"MAIL_FROM", "bonjour@ocpizza.fr"}, {"DATABASE_URL", made_.options().url},
        {"BACKUP_DIR", backups()}};
    if (engine == db::Engine::Postgres) {
        make_role();
    } else {
        variables["APP_ENV"] = "test";
        chmod(db::parse_database_url(made_.options().url).path.c_str(), 0600);
    }
    seeds::seed_reference(made_.database(), SystemClock{}.now());
    auto const admin = account::create_group_account(made_.database(),
        {"Franck", "Perrin", "franck@ocpizza.fr", "Four-a-bois-7!", "Four-a-bois-7!"},
        account::Role::Administrator, SystemClock{}.now());
    if (!admin) throw std::runtime_error{"no administrator"};
    pizzeria::say_legal_facts(made_.database(), a_seller(), SystemClock{}.now());
    make_machine();
    if (auto const backup = ran("backup"); backup.code != 0)
        throw std::runtime_error{"no backup: " + backup.err};
}

void DeployedCopy::make_machine()
{
    auto const folder = folder_.path().string();
    write(machine() / "etc/cron.d/ocpizza",
        filled_in("cron/ocpizza", {{"user", "ocpizza"}, {"folder", folder}}));
    start_cron();
    write(machine() / "var/log/ocpizza/ocpizza.log", "");
    chmod((machine() / "var/log/ocpizza").c_str(), 0750);
    write(machine() / "etc/supervisor/conf.d/ocpizza.conf",
        filled_in("supervisor/ocpizza.conf",
            {{"user", "ocpizza"}, {"folder", folder}, {"log", machine() / "var/log/ocpizza/ocpizza.log"}}));
    show_certificate(90);
}

void DeployedCopy::start_cron()
{
    auto const program = folder_ / "cron";
    fs::create_symlink("/bin/sleep", program);
    // Says its number, as it will be after the shell has become it.
    cron_ = std::make_unique<backup::ChildProcess>(
        std::vector<std::string>{"sh", "-c", "echo $$; exec \"$0\" infinity", program},
        backup::ChildProcess::Variables{}, backup::ChildProcess::Pipe::FromIt);
    write(machine() / "run/crond.pid", std::string{cron_->read()});
}

void DeployedCopy::show_certificate(int days)
{
    certificate_.emplace(folder(), days);
    write(machine() / "etc/nginx/conf.d/ocpizza.conf",
        filled_in("nginx/ocpizza.conf",
            {{"host", "www.ocpizza.fr"}, {"http", "80"},
                {"https", "127.0.0.1:" + std::to_string(certificate_->port())},
                {"upstreams", "server 127.0.0.1:8000;"}, {"folder", folder()},
                {"certificate", folder_ / "shown.pem"}, {"key", folder_ / "shown.key"}}));
}

void DeployedCopy::make_role()
{
    sql(fmt::format("CREATE ROLE {0} LOGIN PASSWORD '{1}';"
                    "GRANT ALL ON ALL TABLES IN SCHEMA public TO {0};"
                    "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {0}",
        role_, password));
    auto& url = variables["DATABASE_URL"];
    auto const start = url.find("://") + 3;
    url.replace(start, url.find('@') - start, fmt::format("{}:{}", role_, password));
}

DeployedCopy::~DeployedCopy()
{
    if (made_.database().engine() == db::Engine::Postgres)
        sql(fmt::format("DROP OWNED BY {0}; DROP ROLE {0}", role_));
}

std::string DeployedCopy::dotenv() const
{
    auto text = text_of(OCP_ENV_EXAMPLE);
    for (auto const& [name, value] : variables)
        fill_in(text, name, value);
    auto const path = folder_ / ".env";
    std::ofstream{path} << text;
    chmod(path.c_str(), dotenv_mode);
    return text;
}

DeployedCopy::Run DeployedCopy::ran(std::string const& arguments) const
{
    dotenv();
    auto const call = fmt::format(
        "cd '{}' && env -i PATH=/usr/bin:/bin '{}' {} >out 2>err", folder().string(), OCP_PROGRAM, arguments);
    auto const status = std::system(call.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of(folder_ / "out"), text_of(folder_ / "err")};
}

std::vector<std::string> DeployedCopy::ids() const
{
    auto const run = ran(fmt::format("check --deploy --json --root '{}'", machine().string()));
    std::vector<std::string> found;
    for (auto const& finding : nlohmann::json::parse(run.out))
        found.push_back(finding.at("id"));
    return found;
}

void DeployedCopy::sql(std::string const& statements)
{
    (void)made_.database().in_transaction([&](db::Transaction& tx) -> Result<void> {
        tx.script(statements);
        return {};
    });
}

} // namespace ocp::test
