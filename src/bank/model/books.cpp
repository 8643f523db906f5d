#include "bank/model/books.h"

namespace ocp::bank {

namespace {

template <class Thing, class Places>
Thing* find(std::deque<Thing>& things, Places const& places, std::string const& id)
{
    auto const found = places.find(id);
    return found == places.end() ? nullptr : &things[found->second];
}

template <class Thing, class Places>
Thing& append(std::deque<Thing>& things, Places& places, Thing thing)
{
    places.emplace(thing.id, things.size());
    return things.emplace_back(std::move(thing));
}

} // namespace

Books::Books(Holdings kept)
{
    for (auto& session : kept.sessions)
        add(std::move(session));
    for (auto& intent : kept.intents)
        add(std::move(intent));
    for (auto& refund : kept.refunds)
        add(std::move(refund));
}

Session& Books::add(Session session)
{
    return append(all_.sessions, sessions_, std::move(session));
}

Intent& Books::add(Intent intent)
{
    return append(all_.intents, intents_, std::move(intent));
}

Refund& Books::add(Refund refund)
{
    refunds_by_intent_[refund.payment_intent].push_back(all_.refunds.size());
    return append(all_.refunds, refunds_, std::move(refund));
}

Session* Books::session(std::string const& id)
{
    return find(all_.sessions, sessions_, id);
}

Intent* Books::intent(std::string const& id)
{
    return find(all_.intents, intents_, id);
}

Refund* Books::refund(std::string const& id)
{
    return find(all_.refunds, refunds_, id);
}

std::vector<Refund> Books::refunds_of(std::string const& payment_intent) const
{
    std::vector<Refund> refunds;
    auto const found = refunds_by_intent_.find(payment_intent);
    if (found == refunds_by_intent_.end()) return refunds;
    for (auto place = found->second.rbegin(); place != found->second.rend(); ++place)
        refunds.push_back(all_.refunds[*place]);
    return refunds;
}

} // namespace ocp::bank
