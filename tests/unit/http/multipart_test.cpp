#include "platform/http/forms.h"

#include <gtest/gtest.h>

using namespace ocp::http;

namespace {

constexpr auto type = "multipart/form-data; boundary=b";

std::string part(std::string const& disposition, std::string const& body, std::string const& more = "")
{
    return "--b\r\nContent-Disposition: form-data; " + disposition + "\r\n" + more + "\r\n" + body + "\r\n";
}

} // namespace

TEST(MultipartForm, reads_fields_and_files)
{
    auto const form = parse_multipart(type,
        part("name=\"note\"", "sans oignons, 12\xc2\xa0\xe2\x82\xac")
            + part("name=\"photo\"; filename=\"pizza.png\"", std::string("\x89PNG\0--b\r\n", 10),
                "Content-Type: image/PNG\r\n")
            + "--b--\r\n");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->fields.one("note"), "sans oignons, 12\xc2\xa0\xe2\x82\xac");
    ASSERT_EQ(form->uploads.size(), 1U);
    EXPECT_EQ(form->uploads[0].field, "photo");
    EXPECT_EQ(form->uploads[0].file_name, "pizza.png");
    EXPECT_EQ(form->uploads[0].content_type, "image/png");
    EXPECT_EQ(form->uploads[0].bytes, std::string("\x89PNG\0--b\r\n", 10))
        << "a delimiter needs its own line";
}

TEST(MultipartForm, takes_an_empty_field_an_empty_form_and_a_quoted_boundary)
{
    auto const empty_field = parse_multipart(type, part("name=\"a\"", "") + "--b--");
    ASSERT_TRUE(empty_field);
    EXPECT_EQ(empty_field->fields.one("a"), "");
    EXPECT_TRUE(parse_multipart(type, "--b--\r\n"));
    EXPECT_TRUE(parse_multipart("Multipart/Form-Data; charset=utf-8; boundary=\"b\"", "--b--\r\n"));
}

TEST(MultipartForm, forgets_a_file_nobody_chose)
{
    auto const form = parse_multipart(type, part("name=\"photo\"; filename=\"\"", "") + "--b--\r\n");
    ASSERT_TRUE(form);
    EXPECT_TRUE(form->uploads.empty());
}

TEST(MultipartForm, keeps_only_the_last_piece_of_a_file_name)
{
    auto const name_of = [](std::string const& sent) {
        auto const form
            = parse_multipart(type, part("name=\"f\"; filename=\"" + sent + "\"", "x") + "--b--\r\n");
        return form && form->uploads.size() == 1 ? form->uploads[0].file_name : "refused";
    };
    EXPECT_EQ(name_of("../../etc/passwd"), "passwd");
    EXPECT_EQ(name_of("C:\\photos\\pizza.png"), "pizza.png");
    EXPECT_EQ(name_of(".."), "");
    EXPECT_EQ(name_of("a%22b%0D%0Ac"), "a\"bc");
    EXPECT_EQ(name_of("a\\\"b"), "a\"b");
    EXPECT_EQ(name_of(std::string{"a\0b", 3}), "refused");
}

TEST(MultipartForm, refuses_what_is_malformed)
{
    auto const field = part("name=\"a\"", "1");
    for (std::string const& bad : {std::string{}, std::string{"--b"}, std::string{"--b\r\n"}, field,
             field + "--b", field + "--b-", "preamble\r\n" + field + "--b--\r\n", field + "--b--\r\nepilogue",
             std::string{"--b\r\n\r\n1\r\n--b--"}, std::string{"--b\r\nX: y\r\n\r\n1\r\n--b--"},
             part("filename=\"a\"", "1") + "--b--", part("name=\"a", "1") + "--b--",
             part("name=\"a\"; name=\"b\"", "1") + "--b--", "--b  \r\n" + field.substr(5) + "--b--",
             part("name=\"a\"", "1", "Content-Disposition: form-data; name=\"b\"\r\n") + "--b--",
             part("name=\"a\"", "1", "no colon\r\n") + "--b--", part("name=\"a\"", "\xff") + "--b--",
             part("name=\"a\"", std::string(1, '\0')) + "--b--"})
        EXPECT_FALSE(parse_multipart(type, bad)) << bad;
}

TEST(MultipartForm, refuses_a_doubtful_boundary)
{
    for (auto const* bad :
        {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"b",
            "multipart/mixed; boundary=b", "multipart/form-data; boundary=b; boundary=b", "", ";;="})
        EXPECT_FALSE(parse_multipart(bad, "--b--\r\n")) << bad;
    auto const long_one = std::string(71, 'b');
    EXPECT_FALSE(parse_multipart("multipart/form-data; boundary=" + long_one, "--" + long_one + "--"));
}

TEST(MultipartForm, counts_two_hundred_parts_and_measures_their_heads)
{
    std::string body;
    for (int i = 0; i < 200; ++i)
        body += part("name=\"a\"", "1");
    EXPECT_TRUE(parse_multipart(type, body + "--b--"));
    EXPECT_FALSE(parse_multipart(type, body + part("name=\"a\"", "1") + "--b--"));
    EXPECT_FALSE(
        parse_multipart(type, part("name=\"a\"", "1", "X: " + std::string(5000, 'x') + "\r\n") + "--b--"));
}

TEST(Form, is_read_by_its_content_type)
{
    auto const status_of = [](std::string content_type, std::string body) {
        Request request;
        if (!content_type.empty()) request.headers = {{"content-type", std::move(content_type)}};
        request.body = std::move(body);
        return read_form(request).status;
    };
    EXPECT_EQ(status_of("application/x-www-form-urlencoded", "a=1"), 200U);
    EXPECT_EQ(status_of("application/x-www-form-urlencoded; charset=UTF-8", "a=1"), 200U);
    EXPECT_EQ(status_of("application/x-www-form-urlencoded; charset=latin-1", "a=1"), 415U);
    EXPECT_EQ(status_of("application/x-www-form-urlencoded", "a=%"), 400U);
    EXPECT_EQ(status_of("multipart/form-data; boundary=b", part("name=\"a\"", "1") + "--b--"), 200U);
    EXPECT_EQ(status_of("multipart/form-data; boundary=b", "a=1"), 400U);
    EXPECT_EQ(status_of("text/plain", "a=1"), 415U);
    EXPECT_EQ(status_of("application/json", "{}"), 415U);
    EXPECT_EQ(status_of("", "a=1"), 415U);
    EXPECT_EQ(status_of("", ""), 200U);
}
