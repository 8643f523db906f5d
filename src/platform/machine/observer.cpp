#include "platform/machine/observer.h"

#include "base/descriptor.h"
#include "platform/machine/proc_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace ocp::machine {

namespace fs = std::filesystem;

namespace {

/// A machine with more interfaces or cores than fit is not known to us.
constexpr std::size_t longest_text = 256 * 1024;

/// Files of /proc have no size: read until the end. "" when there is none, or it went away meanwhile.
std::string text_of(fs::path const& path)
{
    Descriptor const file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    std::string text;
    std::array<char, 4096> piece{};
    while (file.is_open() && text.size() < longest_text) {
        auto const count = ::read(file.get(), piece.data(), piece.size());
        if (count <= 0) break;
        text.append(piece.data(), static_cast<std::size_t>(count));
    }
    return text;
}

std::vector<Process> processes_in(fs::path const& proc)
{
    std::vector<Process> found;
    std::unique_ptr<DIR, int (*)(DIR*)> const folder{::opendir(proc.c_str()), ::closedir};
    if (!folder) return found;
    while (auto const* const entry = ::readdir(folder.get())) {
        if (!std::isdigit(static_cast<unsigned char>(entry->d_name[0]))) continue;
        if (auto process = process_in(text_of(proc / entry->d_name / "stat")))
            found.push_back(*std::move(process));
    }
    return found;
}

fs::path nearest_there(fs::path path)
{
    std::error_code unknown;
    path = fs::absolute(path, unknown);
    while (path.has_relative_path() && !fs::exists(path, unknown))
        path = path.parent_path();
    return path;
}

std::vector<Volume> volumes_of(std::vector<fs::path> const& folders)
{
    std::vector<Volume> volumes;
    std::vector<dev_t> seen;
    for (auto const& folder : folders) {
        auto const there = nearest_there(folder);
        struct stat place { };
        struct statvfs volume { };
        if (stat(there.c_str(), &place) != 0 || statvfs(there.c_str(), &volume) != 0) continue;
        if (std::find(seen.begin(), seen.end(), place.st_dev) != seen.end()) continue;
        seen.push_back(place.st_dev);
        auto const used = volume.f_blocks - volume.f_bfree;
        std::error_code gone;
        auto const whole = fs::absolute(folder, gone);
        volumes.push_back({(gone ? folder : whole).lexically_normal().string(),
            (used + volume.f_bavail) * volume.f_frsize, volume.f_bavail * volume.f_frsize});
    }
    return volumes;
}

} // namespace

Observer::Observer(std::vector<fs::path> folders, fs::path proc)
    : folders_{std::move(folders)}
    , proc_{std::move(proc)}
{
}

Look Observer::look() const
{
    Look look;
    look.at = std::chrono::steady_clock::now();
    look.cpu = cpu_ticks_in(text_of(proc_ / "stat"));
    look.memory = memory_in(text_of(proc_ / "meminfo"));
    look.load = load_in(text_of(proc_ / "loadavg"));
    look.traffic = traffic_in(text_of(proc_ / "net/dev"));
    look.volumes = volumes_of(folders_);
    look.processes = processes_in(proc_);
    if (auto const size = ::sysconf(_SC_PAGESIZE); size > 0)
        look.page_size = static_cast<std::uint64_t>(size);
    return look;
}

std::optional<Process> this_process()
{
    return process_in(text_of("/proc/self/stat"));
}

std::string host_name()
{
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0') return "localhost";
    std::string text{name.data()};
    // It becomes a key, a label and a heading.
    for (auto& c : text)
        if (c <= ' ' || c > '~') c = '?';
    return text;
}

} // namespace ocp::machine
