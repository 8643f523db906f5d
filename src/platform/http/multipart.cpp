#include "platform/http/ascii.h"
#include "platform/http/content_type.h"
#include "platform/http/forms.h"

#include <algorithm>

namespace ocp::http {

namespace {

constexpr std::size_t most_parts = 200;
constexpr std::size_t longest_part_head = 4096;

struct Part {
    std::string name;
    std::optional<std::string> file_name;
    std::string content_type = "text/plain";
    std::string_view bytes;
};

bool is_text(std::string_view bytes)
{
    return bytes.find('\0') == bytes.npos && valid_utf8(bytes);
}

// Browsers escape exactly these three in the names of fields and files.
std::string without_escapes(std::string_view name)
{
    std::string plain{name};
    for (auto const& [escape, meaning] :
        {std::pair{"%22", '"'}, std::pair{"%0D", '\r'}, std::pair{"%0A", '\n'}})
        for (auto at = plain.find(escape); at != std::string::npos; at = plain.find(escape, at))
            plain.replace(at++, 3, 1, meaning);
    return plain;
}

// Old browsers sent the whole path, hostile ones send "../../x": only the last piece is a name.
std::string base_name(std::string_view file_name)
{
    std::string name{file_name.substr(file_name.find_last_of("/\\") + 1)};
    std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    return name == "." || name == ".." ? std::string{} : name;
}

bool read_disposition(std::string_view value, Part& part)
{
    auto const disposition = parse_parameters(value);
    if (!disposition || disposition->value != "form-data") return false;
    auto const name = disposition->parameter("name");
    if (!name || !is_text(*name)) return false;
    part.name = without_escapes(*name);
    if (auto const file_name = disposition->parameter("filename")) {
        if (!is_text(*file_name)) return false;
        part.file_name = base_name(without_escapes(*file_name));
    }
    return true;
}

bool read_part_head(std::string_view head, Part& part)
{
    bool disposed = false;
    while (!head.empty()) {
        auto const line = head.substr(0, head.find("\r\n"));
        head.remove_prefix(std::min(line.size() + 2, head.size()));
        auto const colon = line.find(':');
        if (colon == line.npos) return false;
        auto const name = line.substr(0, colon);
        auto const value = trimmed(line.substr(colon + 1));
        if (same_but_case(name, "Content-Disposition")) {
            if (disposed || !read_disposition(value, part)) return false;
            disposed = true;
        } else if (same_but_case(name, "Content-Type")) {
            part.content_type = lowered(value.substr(0, value.find(';')));
        }
    }
    return disposed;
}

// Takes one part, with the delimiter that ends it, off the front of `rest`.
std::optional<Part> take_part(std::string_view& rest, std::string_view delimiter)
{
    auto const head_end = rest.substr(0, longest_part_head).find("\r\n\r\n");
    if (head_end == rest.npos) return std::nullopt;
    Part part;
    if (!read_part_head(rest.substr(0, head_end), part)) return std::nullopt;
    rest.remove_prefix(head_end + 4);
    auto const end = rest.find(delimiter);
    if (end == rest.npos) return std::nullopt;
    part.bytes = rest.substr(0, end);
    rest.remove_prefix(end + delimiter.size());
    return part;
}

bool keep(Part part, MultipartForm& form)
{
    if (!part.file_name) {
        if (!is_text(part.bytes)) return false;
        form.fields.add(std::move(part.name), std::string{part.bytes});
        return true;
    }
    // A file field left empty is sent as a nameless file without bytes.
    if (!part.file_name->empty() || !part.bytes.empty())
        form.uploads.push_back({std::move(part.name), *std::move(part.file_name),
            std::move(part.content_type), std::string{part.bytes}});
    return true;
}

} // namespace

std::optional<MultipartForm> parse_multipart(std::string_view content_type, std::string_view body)
{
    auto const type = parse_parameters(content_type);
    if (!type || type->value != "multipart/form-data") return std::nullopt;
    auto const boundary = type->parameter("boundary").value_or("");
    if (boundary.empty() || boundary.size() > 70) return std::nullopt;

    auto const delimiter = "\r\n--" + std::string{boundary};
    auto const opening = std::string_view{delimiter}.substr(2);
    if (!body.starts_with(opening)) return std::nullopt;
    body.remove_prefix(opening.size());

    MultipartForm form;
    for (std::size_t parts = 0; !body.starts_with("--"); ++parts) {
        if (parts == most_parts || !body.starts_with("\r\n")) return std::nullopt;
        body.remove_prefix(2);
        auto part = take_part(body, delimiter);
        if (!part || !keep(*std::move(part), form)) return std::nullopt;
    }
    return body == "--" || body == "--\r\n" ? std::optional{std::move(form)} : std::nullopt;
}

} // namespace ocp::http
