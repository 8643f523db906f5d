#include "bank/business/event_queue.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <set>

namespace ocp::bank {

using std::chrono::milliseconds;

void EventQueue::add(Event const& event, Time now)
{
    {
        std::lock_guard const lock{mutex_};
        if (manner_.are_off) return;
        for (std::int64_t copy = 0; copy < manner_.copies; ++copy) {
            auto const delay = static_cast<std::uint64_t>(manner_.delay.count());
            auto const wait = manner_.are_shuffled ? chance(delay + 1) : delay;
            queue_.push_back({event, now + milliseconds{wait}, now});
        }
    }
    changed_.notify_all();
}

std::optional<EventQueue::Delivery> EventQueue::take()
{
    std::unique_lock lock{mutex_};
    for (;;) {
        if (ended_) return std::nullopt;
        auto const now = std::chrono::steady_clock::now();
        if (auto const next = next_due(now); next != queue_.end()) {
            under_way_.splice(under_way_.end(), queue_, next);
            return under_way_.back();
        }
        auto const earliest = std::min_element(
            queue_.begin(), queue_.end(), [](Delivery const& a, Delivery const& b) { return a.due < b.due; });
        if (manner_.are_held || earliest == queue_.end())
            changed_.wait(lock);
        else
            changed_.wait_until(lock, Time{earliest->due});
    }
}

std::list<EventQueue::Delivery>::iterator EventQueue::next_due(Time now)
{
    if (manner_.are_held) return queue_.end();
    auto const is_due = [&](Delivery const& delivery) { return delivery.due <= now; };
    if (!manner_.are_shuffled) return std::find_if(queue_.begin(), queue_.end(), is_due);
    auto const due = std::count_if(queue_.begin(), queue_.end(), is_due);
    if (due == 0) return queue_.end();
    auto found = std::find_if(queue_.begin(), queue_.end(), is_due);
    for (auto skipped = chance(static_cast<std::uint64_t>(due)); skipped > 0; --skipped)
        found = std::find_if(std::next(found), queue_.end(), is_due);
    return found;
}

std::uint64_t EventQueue::chance(std::uint64_t below)
{
    std::uint64_t number = 0;
    auto const bytes = random_.bytes(sizeof number);
    std::memcpy(&number, bytes.data(), sizeof number);
    return number % below;
}

namespace {

void take_out(std::list<EventQueue::Delivery>& list, EventQueue::Delivery const& delivery)
{
    auto const found = std::find_if(list.begin(), list.end(), [&](EventQueue::Delivery const& one) {
        return one.event.id == delivery.event.id && one.tries == delivery.tries && one.due == delivery.due;
    });
    if (found != list.end()) list.erase(found);
}

} // namespace

void EventQueue::delivered(Delivery const& delivery)
{
    std::lock_guard const lock{mutex_};
    take_out(under_way_, delivery);
    ++counts_.delivered;
}

void EventQueue::refused(Delivery delivery, Time now)
{
    {
        std::lock_guard const lock{mutex_};
        take_out(under_way_, delivery);
        ++counts_.refused;
        constexpr int most_doublings = 6;
        auto const wait = manner_.retry * (1 << std::min(delivery.tries, most_doublings));
        delivery.due = now + std::min<milliseconds>(wait, std::chrono::minutes{1});
        ++delivery.tries;
        if (now - delivery.first < std::chrono::hours{72}) queue_.push_back(std::move(delivery));
    }
    changed_.notify_all();
}

void EventQueue::end()
{
    {
        std::lock_guard const lock{mutex_};
        ended_ = true;
    }
    changed_.notify_all();
}

void EventQueue::behave(EventManner manner)
{
    {
        std::lock_guard const lock{mutex_};
        manner_ = manner;
    }
    changed_.notify_all();
}

EventManner EventQueue::manner() const
{
    std::lock_guard const lock{mutex_};
    return manner_;
}

EventQueue::Counts EventQueue::counts() const
{
    std::lock_guard const lock{mutex_};
    auto counts = counts_;
    counts.waiting = queue_.size() + under_way_.size();
    return counts;
}

std::vector<Event> EventQueue::waiting() const
{
    std::lock_guard const lock{mutex_};
    std::vector<Event> events;
    std::set<std::string> seen;
    for (auto const* list : {&under_way_, &queue_})
        for (auto const& delivery : *list)
            if (seen.insert(delivery.event.id).second) events.push_back(delivery.event);
    return events;
}

} // namespace ocp::bank
