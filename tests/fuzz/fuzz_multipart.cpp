#include "platform/http/forms.h"
#include "tests/fuzz/fuzz_input.h"

using namespace ocp::http;

// The first line is the content type, the rest the body.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const text = text_of(data, size);
    auto const end = std::min(text.find('\n'), text.size());
    auto const form = parse_multipart(text.substr(0, end), text.substr(std::min(end + 1, text.size())));
    if (!form) return 0;
    OCP_CHECK(form->fields.items().size() + form->uploads.size() <= 200);
    for (auto const& [name, value] : form->fields.items())
        OCP_CHECK(valid_utf8(name) && valid_utf8(value));
    for (auto const& upload : form->uploads) {
        OCP_CHECK(upload.file_name.find_first_of("/\\\r\n") == std::string::npos);
        OCP_CHECK(upload.file_name != ".." && valid_utf8(upload.file_name) && upload.bytes.size() < size);
    }
    return 0;
}
