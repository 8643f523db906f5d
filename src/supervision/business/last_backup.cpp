#include "supervision/business/last_backup.h"

#include "platform/backup/backup_name.h"
#include "platform/backup/shelf.h"

namespace ocp::supervision {

std::optional<LastBackup> last_backup(std::filesystem::path const& folder)
{
    backup::Shelf const shelf{folder};
    std::vector<std::string> names;
    try {
        names = shelf.names();
    } catch (std::runtime_error const&) {
        // What cannot be looked at is no backup to count on.
    }
    if (names.empty()) return std::nullopt;
    LastBackup last{*backup::made_at(names.back())};
    try {
        if (auto const manifest = shelf.manifest(names.back())) {
            last.size = manifest->size;
            last.encrypted = manifest->encrypted;
            last.readable = true;
        }
    } catch (std::runtime_error const&) {
        // Not readable, then: the page says so.
    }
    return last;
}

} // namespace ocp::supervision
