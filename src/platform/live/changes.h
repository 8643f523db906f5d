#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string_view>

namespace ocp::live {

/// Which streams had an event, so that what was made from the database can be kept until it is old.
///
/// Holds one number for each of 4096 groups of streams, however many orders there are: two streams of one
/// group make each other's things old too early, never too late. Safe from any thread.
class Changes {
public:
    /// A point in the order of what was heard. Take it before reading the database.
    using Mark = std::uint64_t;

    /// `caught_up_at`: since when everything committed has been heard (Hub::caught_up_at).
    explicit Changes(std::function<std::chrono::steady_clock::time_point()> caught_up_at)
        : caught_up_at_{std::move(caught_up_at)}
    {
    }

    Mark mark() const { return last_; }
    /// Whether what was read after `mark` still holds, as of a second ago at most: `stream` and what is below
    /// it had no event, and the reader of events is not behind. The empty stream changes with everything
    /// only.
    bool none_since(Mark mark, std::string_view stream) const;

    /// While one lives, nothing that is kept holds for its thread: whoever asks has heard of something that
    /// this process has not heard of yet.
    class Doubt {
    public:
        Doubt();
        ~Doubt();
        Doubt(Doubt const&) = delete;
        Doubt& operator=(Doubt const&) = delete;
    };

    /// An event on "shop:3/order:42" changes that stream and "shop:3".
    void heard(std::string_view stream);
    /// All that is kept is old.
    void everything();

private:
    static constexpr std::size_t groups = 4096;
    static std::size_t group_of(std::string_view stream);

    std::function<std::chrono::steady_clock::time_point()> caught_up_at_;
    std::mutex hearing_; ///< so that no number is overwritten by a smaller one
    std::atomic<Mark> last_ = 0;
    std::atomic<Mark> everything_ = 0;
    std::array<std::atomic<Mark>, groups> heard_{};
};

} // namespace ocp::live
