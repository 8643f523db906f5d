#include "ocpizza/deploy/gather.h"
#include "order/business/order_events.h"

namespace ocp::deploy {

namespace {

/// What tools/check_templates.py refuses most of all, asked of what the program really holds.
std::string fault_of_template(std::string_view text)
{
    if (!text.starts_with("{{%AUTOESCAPE context=\"HTML\"}}")) return "does not begin with the pragma";
    for (std::string_view const escaping : {":none}}", ":h}}", ":u}}", ":j}}", ":p}}"})
        if (text.find(escaping) != text.npos) return "chooses its own escaping";
    for (std::string_view const script : {"javascript:", " onclick=", "<style"})
        if (text.find(script) != text.npos)
            return "holds " + std::string{script.substr(script.find_first_not_of(' '))};
    return {};
}

bool is_heard(std::string_view event)
{
    auto const all = " " + std::string{order::order_event_kinds} + " ";
    return all.find(" " + std::string{event} + " ") != all.npos;
}

} // namespace

std::vector<std::string> template_faults(std::span<html::Embedded const> files)
{
    std::vector<std::string> faults;
    for (auto const& file : files)
        if (auto fault = fault_of_template(file.bytes); !fault.empty())
            faults.push_back(std::string{file.name} + " " + fault);
        // Letters have no style sheet: what they hold of style stands in the template, never in a value.
        else if (file.bytes.find(" style=") != file.bytes.npos && !file.name.ends_with("_letter.html"))
            faults.push_back(std::string{file.name} + " holds style=");
    return faults;
}

std::vector<std::string> unheard_events(std::span<order::Step const> steps)
{
    std::vector<std::string> unheard;
    for (auto const& step : steps)
        // Before it is paid an order is on nobody's screen.
        if (step.to != order::Status::AwaitingPayment && !is_heard(step.event))
            unheard.emplace_back(step.event);
    return unheard;
}

} // namespace ocp::deploy
