#include "base/text.h"
#include "ocpizza/deploy/gather.h"
#include "ocpizza/deploy/machine_files.h"

namespace ocp::deploy {

std::string readable_log(std::filesystem::path const& root)
{
    for (auto const& file : files_in(root / "etc/supervisor/conf.d")) {
        auto const text = text_of(file);
        if (text.find("[program:ocpizza") == text.npos) continue;
        for (auto const line : text::split(text, '\n')) {
            auto const at = line.find('=');
            if (at == line.npos || text::trimmed(line.substr(0, at)) != "stdout_logfile") continue;
            std::string log{text::trimmed(line.substr(at + 1))};
            if (is_open_to_all(log)) return log;
        }
    }
    return {};
}

} // namespace ocp::deploy
