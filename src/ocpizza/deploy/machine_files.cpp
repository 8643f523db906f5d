#include "ocpizza/deploy/machine_files.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <sys/stat.h>

namespace ocp::deploy {

namespace fs = std::filesystem;

std::string text_of(fs::path const& path)
{
    std::ifstream const file{path};
    std::ostringstream text;
    if (file) text << file.rdbuf();
    return text.str();
}

std::vector<fs::path> files_in(fs::path const& folder)
{
    std::vector<fs::path> found;
    std::error_code missing;
    for (auto const& entry : fs::directory_iterator{folder, missing})
        if (entry.is_regular_file(missing)) found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

bool is_open_to_all(fs::path const& path)
{
    struct stat state { };
    if (stat(path.c_str(), &state) != 0 || (state.st_mode & S_IROTH) == 0) return false;
    for (auto folder = path.parent_path(); !folder.empty(); folder = folder.parent_path()) {
        if (stat(folder.c_str(), &state) != 0 || (state.st_mode & S_IXOTH) == 0) return false;
        if (folder == folder.root_path()) break;
    }
    return true;
}

} // namespace ocp::deploy
