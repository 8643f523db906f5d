#include "platform/stack/look_apart.h"

// g++ has the header in a folder of its own, where clang does not look.
#if defined(OCP_HAS_LIBBACKTRACE) && __has_include(<backtrace.h>)

#include "base/descriptor.h"

#include <array>
#include <backtrace.h>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cxxabi.h>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <poll.h>
#include <string_view>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ocp::stack {

namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr milliseconds patience{5'000};
constexpr std::size_t longest_words = 4 * 1024 * 1024;

std::string readable(char const* symbol)
{
    if (!symbol) return {};
    int status = 0;
    std::unique_ptr<char, void (*)(void*)> const name{
        abi::__cxa_demangle(symbol, nullptr, nullptr, &status), std::free};
    return status == 0 && name ? name.get() : symbol;
}

/// The compiler's path without what stands before our own src/, or the path as it is.
void set_file(Frame& frame, char const* compiled_as)
{
    if (!compiled_as) return;
    auto const path = std::filesystem::path{compiled_as}.lexically_normal().string();
    auto const at = path.rfind("/src/");
    frame.ours = !path.starts_with("/usr/") && (at != path.npos || path.starts_with("src/"));
    frame.file = frame.ours && at != path.npos ? path.substr(at + 1) : path;
}

void ignore_failure(void*, char const*, int) { }

int add_frame(void* into, std::uintptr_t, char const* file, int line, char const* function)
{
    if (!file && !function) return 0;
    Frame frame;
    frame.function = readable(function);
    frame.line = line;
    set_file(frame, file);
    static_cast<std::vector<Frame>*>(into)->push_back(std::move(frame));
    return 0;
}

void set_function(void* into, std::uintptr_t, char const* symbol, std::uintptr_t, std::uintptr_t)
{
    static_cast<Frame*>(into)->function = readable(symbol);
}

std::vector<Frame> frames_at(backtrace_state* state, Address address)
{
    std::vector<Frame> found;
    auto const place = reinterpret_cast<std::uintptr_t>(address);
    backtrace_pcinfo(state, place, add_frame, ignore_failure, &found);
    // Debug information as small as ours names functions without their scope; the symbol has the whole name.
    Frame whole;
    backtrace_syminfo(state, place, set_function, ignore_failure, &whole);
    if (whole.function.empty()) return found;
    if (found.empty()) found.emplace_back();
    found.back().function = whole.function;
    return found;
}

/// A line each: number of the address, line, whether it is ours, file, function.
std::string words_about(std::vector<Address> const& addresses)
{
    std::string words;
    auto* const state = backtrace_create_state(nullptr, 0, ignore_failure, nullptr);
    if (!state) return words;
    for (std::size_t i = 0; i < addresses.size(); ++i)
        for (auto const& frame : frames_at(state, addresses[i]))
            words.append(std::to_string(i))
                .append("\t")
                .append(std::to_string(frame.line))
                .append(frame.ours ? "\t1\t" : "\t0\t")
                .append(frame.file)
                .append("\t")
                .append(frame.function)
                .append("\n");
    return words;
}

/// The child's whole life.
[[noreturn]] void tell(std::vector<Address> const& addresses, int pipe)
{
    constexpr int kept = 3;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    // Sockets of the server must not stay open because of us, nor requests wait.
    ::dup2(pipe, kept);
    ::close_range(kept + 1, ~0U, 0);
    ::setpriority(PRIO_PROCESS, 0, 10);
    try {
        auto const words = words_about(addresses);
        for (std::string_view left = words; !left.empty();) {
            auto const written = ::write(kept, left.data(), left.size());
            if (written <= 0) break;
            left.remove_prefix(static_cast<std::size_t>(written));
        }
    } catch (...) {
        ::_exit(1);
    }
    ::_exit(0);
}

std::string read_all(int pipe)
{
    std::string words;
    auto const end = Steady::now() + patience;
    while (words.size() < longest_words) {
        auto const left = std::chrono::ceil<milliseconds>(end - Steady::now()).count();
        pollfd ready{pipe, POLLIN, 0};
        if (left <= 0 || ::poll(&ready, 1, static_cast<int>(left)) <= 0) break;
        std::array<char, 16'384> piece;
        auto const count = ::read(pipe, piece.data(), piece.size());
        if (count <= 0) break;
        words.append(piece.data(), static_cast<std::size_t>(count));
    }
    return words;
}

std::string_view next(std::string_view& text, char separator)
{
    auto const piece = text.substr(0, text.find(separator));
    text.remove_prefix(std::min(piece.size() + 1, text.size()));
    return piece;
}

std::size_t number(std::string_view text)
{
    std::size_t found = 0;
    std::from_chars(text.data(), text.data() + text.size(), found);
    return found;
}

std::vector<std::vector<Frame>> parsed(std::string_view words, std::size_t places)
{
    std::vector<std::vector<Frame>> found(places);
    while (!words.empty()) {
        auto line = next(words, '\n');
        auto const place = number(next(line, '\t'));
        Frame frame;
        frame.line = static_cast<int>(number(next(line, '\t')));
        frame.ours = next(line, '\t') == "1";
        frame.file = next(line, '\t');
        frame.function = line;
        if (place < places) found[place].push_back(std::move(frame));
    }
    return found;
}

} // namespace

std::vector<std::vector<Frame>> look_apart(std::vector<Address> const& addresses)
{
    std::array<int, 2> ends{};
    if (addresses.empty() || ::pipe2(ends.data(), O_CLOEXEC) != 0)
        return std::vector<std::vector<Frame>>(addresses.size());
    Descriptor const hears{ends[0]};
    Descriptor says{ends[1]};
    auto const child = ::fork();
    if (child == 0) tell(addresses, says.get());
    says.close();
    if (child < 0) return std::vector<std::vector<Frame>>(addresses.size());
    auto const words = read_all(hears.get());
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    return parsed(words, addresses.size());
}

} // namespace ocp::stack

#else

namespace ocp::stack {

std::vector<std::vector<Frame>> look_apart(std::vector<Address> const& addresses)
{
    return std::vector<std::vector<Frame>>(addresses.size());
}

} // namespace ocp::stack

#endif
