#include "platform/http/request.h"
#include "platform/http/response.h"
#include "tests/fuzz/fuzz_input.h"

using namespace ocp::http;

// The first line is the name looked for, the rest the header.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const text = text_of(data, size);
    auto const end = std::min(text.find('\n'), text.size());
    auto const name = text.substr(0, end);
    Request request;
    request.headers = {{"cookie", std::string{text.substr(std::min(end + 1, text.size()))}}};
    auto const value = request.cookie(name);
    OCP_CHECK(value.find(';') == value.npos && value.size() <= size);
    if (!value.empty())
        OCP_CHECK(request.header("cookie").find(std::string{name} + "=") != std::string_view::npos);
    accepts_gzip(request.header("cookie"));
    return 0;
}
