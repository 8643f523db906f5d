#pragma once

#include "base/clock.h"
#include "platform/backup/file.h"
#include "platform/backup/manifest.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace ocp::backup {

/// BACKUP_DIR: one folder a backup, holding its dump and its manifest. A folder under a backup's name is
/// whole: it is written under another name first.
class Shelf {
public:
    explicit Shelf(std::filesystem::path);

    /// Makes the folder (mode 700) if it is not there.
    void prepare() const;
    /// Keeps every other backup and restore out while it lives. Throws std::runtime_error when one is at
    /// work.
    File lock() const;
    /// Oldest first; none when the folder is not there. What has another name is not ours. Throws
    /// std::runtime_error when the folder cannot be read.
    std::vector<std::string> names() const;
    /// Why it cannot be read, when it cannot.
    tl::expected<Manifest, std::string> manifest(std::string_view name) const;
    std::filesystem::path dump(std::string_view name) const;

    /// A folder for a backup that is not yet one; what an earlier one left is removed. Only under the lock.
    std::filesystem::path begin(std::string_view name) const;
    /// Gives the folder its name, for good.
    void finish(std::string_view name) const;
    /// Removes what `begin` made.
    void abandon(std::string_view name) const noexcept;
    void remove(std::string_view name) const;
    /// Removes what may go (retention.h). Answers what went.
    std::vector<std::string> prune(std::size_t days, Instant now) const;

    std::filesystem::path const& folder() const { return folder_; }

private:
    std::filesystem::path unfinished(std::string_view name) const;
    void clear_unfinished() const;

    std::filesystem::path folder_;
};

inline constexpr auto dump_file = "dump";
inline constexpr auto manifest_file = "manifest.json";

} // namespace ocp::backup
