#include "account/template/form_faults.h"

#include "base/refusal_text.h"

namespace ocp::account {

void add_faults(html::View& view, std::span<ShownField const> fields,
    std::vector<std::pair<std::string, Refusal>> const& faults)
{
    if (faults.empty()) return;
    auto summary = view.add("ERRORS");
    for (auto const& [field, refusal] : faults)
        for (auto const& shown : fields) {
            if (shown.name != field) continue;
            summary.add("ERROR").set("FIELD", shown.id).set("TEXT", sentence_of(refusal));
            view.add(shown.section).set("TEXT", sentence_of(refusal));
        }
}

} // namespace ocp::account
