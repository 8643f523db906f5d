#include "platform/stack/described.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cxxabi.h>
#include <dlfcn.h>
#include <filesystem>
#include <memory>
#include <mutex>
#include <unordered_map>

#ifdef OCP_HAS_LIBBACKTRACE
#include <backtrace.h>
#endif

namespace ocp::stack {

namespace {

constexpr std::size_t most_kept = 10'000;

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
    auto const is_system = path.starts_with("/usr/");
    frame.ours = !is_system && (at != path.npos || path.starts_with("src/"));
    frame.file = frame.ours && at != path.npos ? path.substr(at + 1) : path;
}

/// By the tables that the dynamic linker uses: names of libraries' functions, never a line.
Frame from_dynamic_symbols(Address address)
{
    Frame frame;
    frame.address = address;
    Dl_info found{};
    if (::dladdr(address, &found) == 0) return frame;
    frame.function = readable(found.dli_sname);
    if (found.dli_fname) frame.file = found.dli_fname;
    return frame;
}

#ifdef OCP_HAS_LIBBACKTRACE
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

/// The innermost first; nothing when the program carries no word about this place.
std::vector<Frame> from_debug_information(std::uintptr_t place)
{
    // Never freed: libbacktrace wants it so.
    static auto* const state = backtrace_create_state(nullptr, 0, ignore_failure, nullptr);
    std::vector<Frame> found;
    if (!state) return found;
    backtrace_pcinfo(state, place, add_frame, ignore_failure, &found);
    // Debug information as small as ours names functions without their scope; the symbol has the whole name.
    Frame whole;
    backtrace_syminfo(state, place, set_function, ignore_failure, &whole);
    if (whole.function.empty()) return found;
    if (found.empty()) found.emplace_back();
    found.back().function = whole.function;
    return found;
}
#else
std::vector<Frame> from_debug_information(std::uintptr_t)
{
    return {};
}
#endif

std::vector<Frame> frames_at(Address address)
{
    // A return address stands behind the call.
    auto const place = reinterpret_cast<std::uintptr_t>(address) - 1;
    auto frames = from_debug_information(place);
    if (frames.empty()) frames.push_back(from_dynamic_symbols(reinterpret_cast<Address>(place)));
    for (auto& frame : frames)
        frame.address = address;
    return frames;
}

} // namespace

std::vector<Frame> described(std::vector<Address> const& innermost_first)
{
    static std::mutex mutex;
    static std::unordered_map<Address, std::vector<Frame>> known;
    std::lock_guard const lock{mutex};
    if (known.size() > most_kept) known.clear();
    std::vector<Frame> frames;
    for (auto const address : innermost_first) {
        auto const [place, is_new] = known.try_emplace(address);
        if (is_new) place->second = frames_at(address);
        frames.insert(frames.end(), place->second.begin(), place->second.end());
    }
    std::reverse(frames.begin(), frames.end());
    return frames;
}

} // namespace ocp::stack
