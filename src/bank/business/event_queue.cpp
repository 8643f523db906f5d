#include "bank/business/event_queue.h"

#include <algorithm>
#include <cstring>
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
            auto const due = now + milliseconds{wait};
            later_.emplace(due, Delivery{event, due, now});
        }
    }
    changed_.notify_all();
}

std::optional<EventQueue::Delivery> EventQueue::take()
{
    std::unique_lock lock{mutex_};
    while (!ended_) {
        if (!manner_.are_held && has_due(std::chrono::steady_clock::now()))
            return under_way_.emplace_back(pick());
        if (manner_.are_held || later_.empty())
            changed_.wait(lock);
        else
            changed_.wait_until(lock, Time{later_.begin()->first});
    }
    return std::nullopt;
}

bool EventQueue::has_due(Time now)
{
    auto const end = later_.upper_bound(now);
    for (auto one = later_.begin(); one != end; ++one)
        due_.push_back(std::move(one->second));
    later_.erase(later_.begin(), end);
    return !due_.empty();
}

EventQueue::Delivery EventQueue::pick()
{
    if (manner_.are_shuffled) std::swap(due_.front(), due_[chance(due_.size())]);
    auto picked = std::move(due_.front());
    due_.pop_front();
    return picked;
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
        auto const due = delivery.due;
        if (now - delivery.first < std::chrono::hours{72}) later_.emplace(due, std::move(delivery));
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
    counts.waiting = later_.size() + due_.size() + under_way_.size();
    return counts;
}

std::vector<Event> EventQueue::waiting() const
{
    std::lock_guard const lock{mutex_};
    std::vector<Event> events;
    std::set<std::string> seen;
    auto const note = [&](Delivery const& delivery) {
        if (seen.insert(delivery.event.id).second) events.push_back(delivery.event);
    };
    std::for_each(under_way_.begin(), under_way_.end(), note);
    std::for_each(due_.begin(), due_.end(), note);
    for (auto const& [due, delivery] : later_)
        note(delivery);
    return events;
}

} // namespace ocp::bank
