#include "platform/live/changes.h"

namespace ocp::live {

namespace {

using namespace std::chrono_literals;

/// The promise is a second; the rest is for making and sending.
constexpr auto longest_lag = 900ms;

thread_local bool is_in_doubt = false;

} // namespace

bool Changes::none_since(Mark mark, std::string_view stream) const
{
    return !is_in_doubt && everything_ <= mark && heard_[group_of(stream)] <= mark
        && std::chrono::steady_clock::now() - caught_up_at_() <= longest_lag;
}

Changes::Doubt::Doubt()
{
    is_in_doubt = true;
}

Changes::Doubt::~Doubt()
{
    is_in_doubt = false;
}

void Changes::heard(std::string_view stream)
{
    std::lock_guard const lock{hearing_};
    heard_[group_of(stream)] = ++last_;
    if (auto const slash = stream.find('/'); slash != std::string_view::npos)
        heard_[group_of(stream.substr(0, slash))] = ++last_;
}

void Changes::everything()
{
    std::lock_guard const lock{hearing_};
    everything_ = ++last_;
}

std::size_t Changes::group_of(std::string_view stream)
{
    return std::hash<std::string_view>{}(stream) % groups;
}

} // namespace ocp::live
