#pragma once

#include "tests/integration/deploy/shown_certificate.h"
#include "tests/support/database.h"
#include "tests/support/temp_folder.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ocp::test {

/// A site as the manual deploys it: a folder with `.env`, filled in from `.env.example`, a migrated database,
/// a user of its own in PostgreSQL, an administrator, a first backup; and a machine around it, with the files
/// of deploy/ for nginx, cron and supervisor, and a certificate that somebody shows.
class DeployedCopy {
public:
    explicit DeployedCopy(db::Engine);
    ~DeployedCopy();
    DeployedCopy(DeployedCopy const&) = delete;
    DeployedCopy& operator=(DeployedCopy const&) = delete;

    /// What `.env` says beside the example; "" leaves a line empty. Written by `dotenv`, `ran` and `ids`.
    std::map<std::string, std::string> variables;
    unsigned dotenv_mode = 0600;
    std::string dotenv() const; ///< the text of the file
    std::filesystem::path const& folder() const { return folder_.path(); }
    /// Below it lie the machine's own files.
    std::filesystem::path machine() const { return folder_ / "machine"; }
    std::filesystem::path backups() const { return folder_ / "backups"; }
    /// From now on, at the port that nginx's file names.
    void show_certificate(int days);

    struct Run {
        int code;
        std::string out, err;
    };
    /// Runs the real program in the folder, with nothing in its environment.
    Run ran(std::string const& arguments) const;
    /// The ids that the real program finds.
    std::vector<std::string> ids() const;

    void sql(std::string const& statements);
    /// Of the database's own user.
    std::string const& role() const { return role_; }
    /// The database's address for a user whom PostgreSQL lets do everything.
    std::string superuser_url() const { return made_.options().url; }

private:
    void make_role();
    void make_machine();
    void start_cron();
    TestDatabase made_;
    TempFolder folder_;
    std::string role_;
    std::optional<ShownCertificate> certificate_;
    std::unique_ptr<backup::ChildProcess> cron_; ///< sleeps, under cron's name
};

} // namespace ocp::test
