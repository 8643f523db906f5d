#include "bank/model/fault.h"

namespace ocp::bank {

nlohmann::json json_of(Fault const& fault)
{
    nlohmann::json error{{"type", fault.type}, {"message", fault.message}};
    if (!fault.param.empty()) error["param"] = fault.param;
    if (!fault.code.empty()) {
        error["code"] = fault.code;
        error["doc_url"] = "https://stripe.com/docs/error-codes/" + fault.code;
    }
    return {{"error", std::move(error)}};
}

} // namespace ocp::bank
