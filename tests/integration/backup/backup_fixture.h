#pragma once

#include "ocpizza/cli/backup_commands.h"
#include "ocpizza/settings.h"
#include "tests/support/database.h"
#include "tests/support/shop.h"
#include "tests/support/temp_folder.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::test {

/// What a command answered and said.
struct Said {
    int code = 0;
    std::string out, err;
};

/// A running database with a few orders, and a folder for its backups; the commands run as the shell runs
/// them.
class Backups : public OnBothEngines {
protected:
    Backups();
    ~Backups() override;

    Said backup();
    Said backups(cli::Listing = cli::Listing::Verified);
    Said restore(cli::RestoreCall const&);
    /// As `backup` would at that moment; forgets none.
    std::string backup_of(Instant);
    std::vector<std::string> names() const;
    std::filesystem::path dump(std::string const& name) const;
    /// Puts other words into a backup's manifest.
    void forge_manifest(std::string const& name, std::string_view from, std::string_view to);
    void use_key(std::string const& hex);

    /// Every row that matters, in words.
    std::vector<std::string> rows(std::string const& url) const;
    std::vector<std::string> rows() const { return rows(settings.database_url); }
    std::string epoch() const;
    /// A change that no restore of an earlier backup has.
    void rename_lola(std::string const& firstname) const;
    /// An empty database on the same server, or a file that is not there.
    std::string empty_database();
    /// Databases or files that a restore left or is about to leave.
    std::vector<std::string> left_by_restores() const;

    db::Options options_for(std::string const& url) const;
    bool is_postgres() const { return GetParam() == db::Engine::Postgres; }

    Shop shop{database()};
    TempFolder folder;
    Settings settings;

private:
    std::vector<std::string> made_;
};

} // namespace ocp::test
