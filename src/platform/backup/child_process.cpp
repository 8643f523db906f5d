#include "platform/backup/child_process.h"

#include "base/text.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ocp::backup {

namespace {

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> found;
    for (auto& text : texts)
        found.push_back(text.data());
    found.push_back(nullptr);
    return found;
}

std::vector<std::string> environment_with(ChildProcess::Variables const& variables)
{
    std::vector<std::string> lines;
    for (char** one = environ; *one != nullptr; ++one) {
        std::string_view const line{*one};
        if (!variables.contains(std::string{line.substr(0, line.find('='))})) lines.emplace_back(line);
    }
    for (auto const& [name, value] : variables)
        lines.emplace_back(name).append("=").append(value);
    return lines;
}

/// What a child does before it becomes another program.
class Spawn {
public:
    Spawn()
    {
        posix_spawn_file_actions_init(&actions_);
        posix_spawnattr_init(&attributes_);
        // We ignore SIGPIPE; a child that inherited this would misjudge its own pipes.
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, SIGPIPE);
        posix_spawnattr_setsigdefault(&attributes_, &set);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF);
    }
    ~Spawn()
    {
        posix_spawnattr_destroy(&attributes_);
        posix_spawn_file_actions_destroy(&actions_);
    }
    Spawn(Spawn const&) = delete;
    Spawn& operator=(Spawn const&) = delete;

    void put(int descriptor, int place) { posix_spawn_file_actions_adddup2(&actions_, descriptor, place); }
    void put_nothing(int place)
    {
        posix_spawn_file_actions_addopen(&actions_, place, "/dev/null", O_RDWR, 0);
    }
    pid_t run(std::vector<std::string> call, std::vector<std::string> environment)
    {
        pid_t id = -1;
        auto const error = posix_spawnp(&id, call.front().c_str(), &actions_, &attributes_,
            pointers(call).data(), pointers(environment).data());
        if (error == 0) return id;
        throw std::runtime_error{call.front() + " cannot be run: " + std::strerror(error)
            + (error == ENOENT ? " (Debian: apt-get install postgresql-client)" : "")};
    }

private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

/// The first lines, on one.
std::string in_short(std::string_view said)
{
    std::string line{text::trimmed(said.substr(0, 600))};
    for (auto& c : line)
        if (c == '\n') c = ' ';
    return line;
}

} // namespace

ChildProcess::ChildProcess(std::vector<std::string> const& call, Variables const& variables, Pipe direction)
    : name_{call.front()}
    , buffer_(64 * 1024, '\0')
{
    signal(SIGPIPE, SIG_IGN);
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) fail("make a pipe to", name_, errno);
    File reading{ends[0], name_}, writing{ends[1], name_};
    // A file in memory rather than a second pipe: nobody needs to empty it while the first one flows.
    said_ = File{memfd_create("stderr", MFD_CLOEXEC), name_};
    if (!said_.is_open()) fail("listen to", name_, errno);
    auto const from_it = direction == Pipe::FromIt;
    Spawn spawn;
    from_it ? spawn.put_nothing(STDIN_FILENO) : spawn.put(reading.descriptor(), STDIN_FILENO);
    from_it ? spawn.put(writing.descriptor(), STDOUT_FILENO) : spawn.put_nothing(STDOUT_FILENO);
    spawn.put(said_.descriptor(), STDERR_FILENO);
    id_ = spawn.run(call, environment_with(variables));
    pipe_ = std::move(from_it ? reading : writing);
}

ChildProcess::~ChildProcess()
{
    if (id_ < 0) return;
    pipe_.close();
    kill(id_, SIGTERM);
    while (waitpid(id_, nullptr, 0) < 0 && errno == EINTR) { }
}

std::string_view ChildProcess::read()
{
    return pipe_.read(buffer_);
}

bool ChildProcess::give(std::string_view bytes)
{
    while (!bytes.empty()) {
        auto const count = ::write(pipe_.descriptor(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && errno == EPIPE) return false;
        if (count < 0) fail("write to", name_, errno);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

void ChildProcess::expect_success()
{
    pipe_.close();
    int status = 0;
    while (waitpid(id_, &status, 0) < 0 && errno == EINTR) { }
    id_ = -1;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
    std::string said(4096, '\0');
    auto const count = pread(said_.descriptor(), said.data(), said.size(), 0);
    said.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    auto const how = WIFSIGNALED(status) ? "was ended by signal " + std::to_string(WTERMSIG(status))
                                         : "failed (exit " + std::to_string(WEXITSTATUS(status)) + ")";
    throw std::runtime_error{name_ + " " + how + (said.empty() ? "" : ": " + in_short(said))};
}

} // namespace ocp::backup
