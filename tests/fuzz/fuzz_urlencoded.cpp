#include "platform/http/forms.h"
#include "tests/fuzz/fuzz_input.h"

using namespace ocp::http;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const text = text_of(data, size);
    if (auto const fields = parse_urlencoded(text)) {
        OCP_CHECK(fields->items().size() <= 200);
        std::string again;
        for (auto const& [name, value] : fields->items()) {
            OCP_CHECK(valid_utf8(name) && valid_utf8(value));
            OCP_CHECK(name.find('\0') == std::string::npos && value.find('\0') == std::string::npos);
            again += (again.empty() ? "" : "&") + url_encode(name) + "=" + url_encode(value);
        }
        auto const same = parse_urlencoded(again);
        OCP_CHECK(same && same->items() == fields->items());
    }
    if (auto const path = decode_path(text)) {
        OCP_CHECK(path->starts_with('/') && valid_utf8(*path) && path->find("/../") == std::string::npos);
        OCP_CHECK(path->find('\\') == std::string::npos && path->find('\n') == std::string::npos);
    }
    auto const next = safe_redirect(text);
    OCP_CHECK(next == "/" || next == text);
    OCP_CHECK(next.starts_with('/') && !next.starts_with("//")
        && next.find_first_of("\\\r\n\t ") == std::string::npos);
    return 0;
}
