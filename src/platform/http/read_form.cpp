#include "platform/http/ascii.h"
#include "platform/http/content_type.h"
#include "platform/http/forms.h"

namespace ocp::http {

FormAnswer read_form(Request const& request)
{
    auto const header = request.header("content-type");
    // A button without fields, sent by a script, says nothing about nothing.
    if (header.empty() && request.body.empty()) return {};

    auto const type = parse_parameters(header);
    if (!type || !same_but_case(type->parameter("charset").value_or("utf-8"), "utf-8")) return {415, {}};
    if (type->value == "application/x-www-form-urlencoded") {
        auto fields = parse_urlencoded(request.body);
        return fields ? FormAnswer{200, {*std::move(fields), {}}} : FormAnswer{400, {}};
    }
    if (type->value == "multipart/form-data") {
        auto form = parse_multipart(header, request.body);
        return form ? FormAnswer{200, *std::move(form)} : FormAnswer{400, {}};
    }
    return {415, {}};
}

} // namespace ocp::http
