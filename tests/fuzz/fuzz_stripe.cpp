#include "clients/stripe/event.h"
#include "clients/stripe/form.h"
#include "clients/stripe/read_answers.h"
#include "tests/fuzz/fuzz_input.h"

using namespace ocp;

// What comes to the webhook from anybody, and what is said to come from Stripe.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const body = text_of(data, size);
    if (auto const event = stripe::event_in(body)) {
        OCP_CHECK(stripe::is_id(event->id) && !event->type.empty());
        for (auto const& text :
            {event->id, event->type, event->object_id, event->payment_intent, event->order})
            OCP_CHECK(text.find('\0') == text.npos);
    }
    if (auto const session = stripe::session_in(body))
        OCP_CHECK(stripe::is_id(session->id) && (!session->is_paid || !session->currency.empty()));
    if (auto const refund = stripe::refund_in(body)) OCP_CHECK(stripe::is_id(refund->id));
    stripe::refunds_in(body);
    stripe::payment_intents_in(body);
    stripe::webhook_endpoints_in(body);
    stripe::complaint_in(body);
    return 0;
}
