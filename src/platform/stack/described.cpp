#include "platform/stack/described.h"

#include "platform/stack/look_apart.h"

#include <algorithm>
#include <cstdlib>
#include <cxxabi.h>
#include <dlfcn.h>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace ocp::stack {

namespace {

constexpr std::size_t most_kept = 10'000;

/// By the tables that the dynamic linker uses: names of libraries' functions, never a line.
Frame from_dynamic_symbols(Address address)
{
    Frame frame;
    Dl_info found{};
    if (::dladdr(address, &found) == 0) return frame;
    if (found.dli_fname) frame.file = found.dli_fname;
    if (!found.dli_sname) return frame;
    int status = 0;
    std::unique_ptr<char, void (*)(void*)> const name{
        abi::__cxa_demangle(found.dli_sname, nullptr, nullptr, &status), std::free};
    frame.function = status == 0 && name ? name.get() : found.dli_sname;
    return frame;
}

/// Of each address the innermost call first.
class Known {
public:
    void learn(std::vector<Address> const& addresses)
    {
        if (frames_.size() > most_kept) frames_.clear();
        std::vector<Address> unknown, places;
        for (auto const address : addresses) {
            if (!frames_.try_emplace(address).second) continue;
            unknown.push_back(address);
            // A return address stands behind the call.
            places.push_back(static_cast<char*>(address) - 1);
        }
        auto found = look_apart(places);
        for (std::size_t i = 0; i < unknown.size(); ++i) {
            if (found[i].empty()) found[i].push_back(from_dynamic_symbols(places[i]));
            for (auto& frame : found[i])
                frame.address = unknown[i];
            frames_[unknown[i]] = std::move(found[i]);
        }
    }
    std::vector<Frame> const& at(Address address) const { return frames_.at(address); }

private:
    std::unordered_map<Address, std::vector<Frame>> frames_;
};

} // namespace

std::vector<Frame> described(std::vector<Address> const& innermost_first)
{
    static std::mutex mutex;
    static Known known;
    std::lock_guard const lock{mutex};
    known.learn(innermost_first);
    std::vector<Frame> frames;
    for (auto const address : innermost_first)
        frames.insert(frames.end(), known.at(address).begin(), known.at(address).end());
    std::reverse(frames.begin(), frames.end());
    return frames;
}

} // namespace ocp::stack
