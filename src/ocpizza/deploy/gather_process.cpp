#include "ocpizza/deploy/binary_hardening.h"
#include "ocpizza/deploy/gather.h"
#include "pizzeria/model/local_time.h"
#include "platform/secrets/secrets.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ocp::deploy {

namespace {

namespace fs = std::filesystem;

/// Whether git says that it keeps this file. Without git, or outside a clone: no.
bool is_in_git(fs::path const& file)
{
    auto const folder = fs::absolute(file).parent_path().string();
    auto const name = file.filename().string();
    char const* const words[]
        = {"git", "-C", folder.c_str(), "ls-files", "--error-unmatch", "--", name.c_str(), nullptr};
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    for (int const stream : {STDOUT_FILENO, STDERR_FILENO})
        posix_spawn_file_actions_addopen(&quiet, stream, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    auto const failed
        = posix_spawnp(&child, "git", &quiet, nullptr, const_cast<char* const*>(words), environ);
    posix_spawn_file_actions_destroy(&quiet);
    int status = -1;
    return failed == 0 && waitpid(child, &status, 0) == child && WIFEXITED(status)
        && WEXITSTATUS(status) == 0;
}

/// Root may write anywhere: then it is asked who else may.
bool may_be_changed(fs::path const& path)
{
    struct stat state { };
    if (stat(path.c_str(), &state) != 0) return false;
    if (geteuid() == 0) return (state.st_mode & 022U) != 0;
    return access(path.c_str(), W_OK) == 0 || state.st_uid == geteuid();
}

std::string writable_program(fs::path const& program)
{
    for (auto const& path : {program, program.parent_path()})
        if (may_be_changed(path)) return path.string();
    return {};
}

bool dumps_core()
{
    rlimit core{};
    getrlimit(RLIMIT_CORE, &core);
    return prctl(PR_GET_DUMPABLE) != 0 && core.rlim_cur != 0;
}

std::uint64_t open_files()
{
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    return files.rlim_cur;
}

bool knows_paris()
{
    try {
        pizzeria::local_time(Instant::ms(0), "Europe/Paris");
        return true;
    } catch (std::runtime_error const&) {
        return false;
    }
}

} // namespace

std::optional<DotenvFile> dotenv_file(fs::path const& path)
{
    struct stat state { };
    if (stat(path.c_str(), &state) != 0) return std::nullopt;
    return DotenvFile{state.st_mode & 0777U, state.st_uid == 0 || state.st_uid == geteuid(), is_in_git(path)};
}

ProcessFacts process_facts()
{
    ProcessFacts facts;
    std::error_code unknown;
    auto const program = fs::read_symlink("/proc/self/exe", unknown);
    facts.is_root = geteuid() == 0;
    facts.dumps_core = dumps_core();
    facts.open_files = open_files();
    if (!unknown) {
        facts.writable_program = writable_program(program);
        facts.hardening = hardening_of(program);
    }
    facts.knows_paris = knows_paris();
    facts.reports_give_away = what_reports_give_away();
    facts.password_hash = secrets::hash_password("any password would do");
    return facts;
}

} // namespace ocp::deploy
