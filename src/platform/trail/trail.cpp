#include "platform/trail/trail.h"

#include <algorithm>

namespace ocp::trail {

namespace {

// A worker keeps its trail from request to request: the texts find their room already there.
thread_local Trail own_trail;
thread_local bool is_following = false;

/// The longest beginning that does not end within a letter.
std::string_view beginning_of(std::string_view text, std::size_t most)
{
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80)
        --most;
    return text.substr(0, most);
}

} // namespace

Moment now()
{
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

void Trail::clear()
{
    noted_ = 0;
}

void Trail::note(
    Step::Kind kind, std::string_view what, Moment begun, std::chrono::microseconds took, bool failed)
{
    auto& step = ring_[noted_++ % most];
    step.kind = kind;
    step.what = beginning_of(what, longest_step);
    step.begun = begun;
    step.took = took;
    step.failed = failed;
}

std::vector<Step> Trail::steps() const
{
    std::vector<Step> found;
    auto const kept = std::min(noted_, most);
    found.reserve(kept);
    for (auto i = noted_ - kept; i < noted_; ++i)
        found.push_back(ring_[i % most]);
    return found;
}

Following::Following()
{
    own_trail.clear();
    is_following = true;
}

Following::~Following()
{
    is_following = false;
}

Trail* current()
{
    return is_following ? &own_trail : nullptr;
}

} // namespace ocp::trail
